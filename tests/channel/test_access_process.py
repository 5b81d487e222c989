"""Who may open each page of the process; the nearest outsider chairs the panel next door."""

import datetime

import pytest
from django.utils import timezone

from channel import services
from channel.models import AgeBand, Clock, Membership, Term
from channel.permissions import Seats
from prevent_portal.acting import acting_for
from prevent_portal.roles import Role
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row, signed_in
from tests.registers import about_one, seven

from .panels import DAY
from .second_factor import use_factor

READERS = (
    "chair", "coordinator", "member", "observer", "asked",
    "other_chair", "conflicted", "former", "prevent_lead", "administrator", "anonymous",
)  # fmt: skip
NO = FORBIDDEN

# fmt: off
_COORDINATES = (OK, OK, NO, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_ANSWERS = (UNSEEN, UNSEEN, UNSEEN, UNSEEN, OK,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_SIGNED_IN = (OK,) * 10 + (SIGN_IN,)
_KEEPS = (OK, OK, NO, NO, NO,   OK, OK, OK, NO, OK, SIGN_IN)
_PRESSES = (BUTTON, BUTTON, NO, NO, NO,   BUTTON, BUTTON, BUTTON, NO, BUTTON, SIGN_IN)
_NOBODY = (NO,) * 10 + (SIGN_IN,)
# fmt: on
_SETTING = {"lists": _KEEPS, "sees": _KEEPS, "adds": _KEEPS, "keeps": _KEEPS, "reopens": _PRESSES}
PAGES = {
    "channel:export_cases": _SIGNED_IN,
    "channel:request_list": _SIGNED_IN,
    "channel:begin_screening": _COORDINATES,
    "channel:record_deconfliction": _COORDINATES,
    "channel:record_gateway": _COORDINATES,
    "channel:gather_information": _COORDINATES,
    "channel:not_progress": _COORDINATES,
    "channel:ask_agency": _COORDINATES,
    "channel:go_to_section_36": _COORDINATES,
    "channel:decide_section_36": _COORDINATES,
    "channel:begin_pathway": _COORDINATES,
    "channel:close_below_threshold": _COORDINATES,
    "channel:record_pathway_outcome": _COORDINATES,
    "channel:withdraw_request": _COORDINATES,
    "channel:answer_request": _ANSWERS,
    **seven("term", app="channel", **_SETTING),
    **seven("ageband", app="channel", **_SETTING),
    **seven("clock", app="channel", **_SETTING),
    "channel:close_clock": _NOBODY,
    "channel:reopen_clock": _NOBODY,
    "channel:panel_settings": _KEEPS,
    "channel:change_panel": _KEEPS,
    "channel:close_panel": _KEEPS,
    "channel:reopen_panel": _PRESSES,
}


@pytest.fixture(scope="module")
def kept_readers(kept_world):
    """One reader for each column, each in their seat at the case or beside it."""
    world = kept_world
    case = world.case = world.refer(by=world.teacher)
    until = timezone.now() + datetime.timedelta(days=30)
    conflicted, former = world.seated(Seats.DEPUTY), world.seated(Seats.DEPUTY)
    observer = world.user(world.county, Role.EXECUTIVE)
    world.refer(panel=world.next_door)
    with acting_for(world.coordinator):
        for user, seat, end in (
            (world.member, Seats.MEMBER, None),
            (observer, Seats.OBSERVER, until),
        ):
            services.give_seat(case, user=user, seat=seat, by=world.coordinator, on=DAY, until=end)
    with acting_for(conflicted):
        services.declare_conflict(case, by=conflicted, on=DAY)
    with acting_for(world.executive):
        membership = Membership.objects.get(user=former)
        services.end_membership(membership, by=world.executive)
    readers = {
        "chair": world.chair,
        "coordinator": world.coordinator,
        "member": world.member,
        "observer": observer,
        "asked": world.user(world.health, Role.OFFICER),
        "other_chair": world.other_chair,
        "conflicted": conflicted,
        "former": former,
        "prevent_lead": world.prevent_lead,
        "administrator": world.administrator,
        "anonymous": None,
    }
    return signed_in(readers, using=use_factor)


def args(page, world, case, asked):
    """What stands in the address of a page."""
    name = page.rpartition(":")[2]
    if name in ("export_cases", "request_list", "panel_settings"):
        return []
    if name in ("answer_request", "withdraw_request"):
        return [_request(world, case, asked).pk]
    if name == "record_pathway_outcome":
        return [_pathway(world, case).pk]
    if name.endswith("_panel"):
        return [world.next_door.pk]
    for kind, model in (("term", Term), ("ageband", AgeBand), ("clock", Clock)):
        if kind in name.split("_"):
            return [model.objects.first().pk] if about_one(page) else []
    return [case.pk]


def _request(world, case, asked):
    with acting_for(world.coordinator):
        return services.ask_agency(
            case, by=world.coordinator, on=DAY, answerer=asked, asked="Known?"
        )


def _pathway(world, case):
    by = world.coordinator
    with acting_for(by):
        services.begin_screening(case, by=by, on=DAY)
        reason = Term.objects.filter(list="not_progressed").first()
        services.not_progress(case, by=by, on=DAY, reason=reason)
        return services.begin_pathway(case, by=by, on=DAY, what="Sport", to_whom="The club")


@pytest.mark.parametrize("page", PAGES)
def test_who_may_open_it(client, world, case, readers, page):
    met = row(client, page, args(page, world, case, readers["asked"]), readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))
