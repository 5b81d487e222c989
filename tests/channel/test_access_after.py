"""Who may open the pages of what follows support; the nearest outsider is the chair of the panel next door."""

import pytest

from channel import services
from channel.models import AssuranceExtent, AssuranceStandard, NationalSeries, PostClosureReview
from channel.permissions import Seats
from channel.services import assurance
from prevent_portal.acting import acting_for
from prevent_portal.roles import Role
from tests.matrix import AWAY, BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row, signed_in
from tests.registers import about_one, seven

from .panels import DAY, LATER
from .second_factor import use_factor
from .walking import adopt, closed

READERS = (
    "chair",
    "coordinator",
    "member",
    "observer",
    "other_chair",
    "conflicted",
    "former",
    "prevent_lead",
    "administrator",
    "anonymous",
)
NO = FORBIDDEN

# fmt: off
_RUNS     = (OK, OK, NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_READS    = (OK, OK, OK, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_COUNTED  = (OK, OK, NO, NO, OK, OK, NO, OK, NO, SIGN_IN)
_SITS     = (OK, OK, OK, NO, OK, OK, NO, NO, NO, SIGN_IN)
_BEGINS   = (OK, OK, NO, NO, OK, OK, NO, NO, NO, SIGN_IN)
_OF_PANEL = (OK, OK, OK, UNSEEN, UNSEEN, OK, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_WRITES   = (OK, OK, NO, UNSEEN, UNSEEN, OK, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_SIGNS    = (OK, NO, NO, UNSEEN, UNSEEN, OK, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_LISTS    = (OK, OK, NO, NO, OK, OK, OK, OK, NO, SIGN_IN)
_SEES     = (OK, OK, UNSEEN, UNSEEN, OK, OK, OK, OK, UNSEEN, SIGN_IN)
_ADDS     = (NO, NO, NO, NO, NO, NO, NO, OK, NO, SIGN_IN)
_KEEPS    = (NO, NO, UNSEEN, UNSEEN, NO, NO, NO, OK, UNSEEN, SIGN_IN)
_REOPENS  = (NO, NO, UNSEEN, UNSEEN, NO, NO, NO, BUTTON, UNSEEN, SIGN_IN)
# fmt: on

_REGISTER = {
    "lists": _LISTS,
    "sees": _SEES,
    "adds": _ADDS,
    "keeps": _KEEPS,
    "reopens": _REOPENS,
}
PAGES = {
    "channel:close_case": _RUNS,
    "channel:reopen_case": _RUNS,
    "channel:extend_reviews": _RUNS,
    "channel:record_review": _RUNS,
    "channel:transfer_case": _RUNS,
    "channel:confirm_arrival": _RUNS,
    "channel:record_receipt": _RUNS,
    "channel:take_back": _RUNS,
    "channel:consider_care": _RUNS,
    "channel:add_disclosure": _READS,
    "channel:chronology": _READS,
    "channel:bundle": _READS,
    "channel:statistics": _COUNTED,
    "channel:statement_list": _SITS,
    "channel:add_statement": _BEGINS,
    "channel:statement_detail": _OF_PANEL,
    "channel:change_statement": _WRITES,
    "channel:sign_statement": _SIGNS,
    "channel:statement_pdf": _OF_PANEL,
    **seven("nationalseries", app="channel", **_REGISTER),
    **seven("assurancestandard", app="channel", **_REGISTER),
    **seven("assuranceextent", app="channel", **_REGISTER),
}
_OF_NOTHING = ("statistics", "statement_list", "add_statement")
_OF_TRANSFERS = ("record_receipt", "take_back")


@pytest.fixture(scope="module")
def kept_readers(kept_world):
    """Each reader; the case is adopted, its member seated, its deputy conflicted, one chair gone."""
    world = kept_world
    case = world.case = world.refer(by=world.teacher)
    former = world.user(world.county, Role.CHANNEL_CHAIR)
    seat = world.seat_on(world.panel, former, Seats.DEPUTY)
    observer = world.user(world.county, Role.OFFICER)
    with acting_for(world.chair):
        adopt(case, by=world.chair)
        given = {"by": world.chair, "on": DAY}
        services.give_seat(case, user=world.member, seat=Seats.MEMBER, **given)
        services.give_seat(case, user=observer, seat=Seats.OBSERVER, until=LATER, **given)
    with acting_for(world.deputy):
        services.declare_conflict(case, by=world.deputy, on=DAY)
    with acting_for(world.executive):
        services.end_membership(seat, by=world.executive, because="Left")
    users = (
        world.chair,
        world.coordinator,
        world.member,
        observer,
        world.other_chair,
        world.deputy,
        former,
        world.prevent_lead,
        world.administrator,
        None,
    )
    return signed_in(dict(zip(READERS, users, strict=True)), using=use_factor)


def args(page, world, case):
    """What stands in the address of a page."""
    name = page.rpartition(":")[2]
    for register, model in (
        ("nationalseries", NationalSeries),
        ("assurancestandard", AssuranceStandard),
        ("assuranceextent", AssuranceExtent),
    ):
        if register in name:
            with acting_for(world.prevent_lead):
                return [_record(model).pk] if about_one(page) else []
    if name in _OF_NOTHING:
        return []
    with acting_for(world.coordinator):
        if "statement" in name:
            given = {"year": 2024, "by": world.coordinator, "on": DAY}
            return [assurance.begin_statement(world.panel, **given).pk]
        if name in _OF_TRANSFERS:
            given = {"by": world.coordinator, "on": DAY, "because": "Moved", "to_body": "Elsewhere"}
            return [services.transfer_case(case, **given).pk]
        if name in ("record_review", "reopen_case"):
            closed(case, by=world.coordinator)  # that ends the member's business with it
            give = {"by": world.coordinator, "on": DAY}
            services.give_seat(case, user=world.member, seat="member", **give)
        if name == "record_review":
            return [PostClosureReview.objects.get(case=case, kind="six").pk]
    return [case.pk]


def _record(model):
    if model is NationalSeries:
        return model.objects.create(measure="adopted", year=2024, value=7, source="Bulletin")
    return model.objects.first()


@pytest.mark.parametrize("page", PAGES)
def test_page(client, world, case, readers, page, monkeypatch):
    monkeypatch.setattr("channel.bundle.bundle", lambda *_, **__: b"%PDF-1.7")
    monkeypatch.setattr("channel.services.assurance.paper", lambda *_, **__: b"%PDF-1.7")

    met = row(client, page, args(page, world, case), readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))


def test_a_case_that_is_not_closed_is_not_opened_again(client, world, case, readers):
    client.force_login(world.chair)
    met = row(client, "channel:reopen_case", [case.pk], {"chair": world.chair})
    assert met == {"chair": AWAY}
