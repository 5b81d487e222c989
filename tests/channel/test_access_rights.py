"""Who may open the pages about records and requests; the nearest outsider chairs the panel next door."""

import pytest

from channel import services
from channel.permissions import Seats
from channel.services import retention, rights
from prevent_portal.acting import acting_for
from prevent_portal.roles import Role
from tests.matrix import AWAY, FORBIDDEN, OK, SIGN_IN, UNSEEN, row, signed_in

from .panels import DAY, LATER
from .test_retention import destroy, ended, propose

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
_RUNS    = (OK, OK, NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_CHAIRS  = (OK, NO, NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_SEES    = (OK, OK, OK, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_LISTS   = (OK, OK, NO, NO, OK, OK, NO, NO, NO, SIGN_IN)
_READS   = (OK, OK, OK, NO, OK, OK, NO, NO, NO, SIGN_IN)
# fmt: on

PAGES = {
    "channel:retention_list": _LISTS,
    "channel:period_list": _READS,
    "channel:set_period": _LISTS,
    "channel:review_retention": _CHAIRS,
    "channel:confirm_destruction": _RUNS,
    "channel:place_hold": _RUNS,
    "channel:lift_hold": _CHAIRS,
    "channel:destroyed_case": _SEES,
    "channel:certificate": _SEES,
    "channel:rights_list": _LISTS,
    "channel:record_rights_request": _RUNS,
    "channel:note_correction": _RUNS,
    "channel:rights_request": _RUNS,
    "channel:check_identity": _RUNS,
    "channel:extend_rights_request": _RUNS,
    "channel:decide_rights_request": _RUNS,
    "channel:use_in_spite": _RUNS,
    "channel:lift_restriction": _RUNS,
    "channel:release": _RUNS,
}
_OF_NOTHING = ("retention_list", "period_list", "set_period", "rights_list")
_OF_DESTROYED = ("destroyed_case", "certificate")


class Readers:
    """A case of long ago with a hold lifted and a request, one that was destroyed, and each reader."""

    def __init__(self, world):
        self.world = world
        self.case, self.gone = ended(world), ended(world)
        former = world.user(world.county, Role.CHANNEL_CHAIR)
        seat = world.seat_on(world.panel, former, Seats.DEPUTY)
        observer = world.user(world.county, Role.OFFICER)
        for case in (self.case, self.gone):
            self._seat(case, observer)
        propose(world, self.case, by=former)
        with acting_for(world.executive):
            services.end_membership(seat, by=world.executive, because="Left")
        with acting_for(world.chair):
            self.hold = retention.place_hold(
                self.case, by=world.chair, on=DAY, why="court", words="x"
            )
            self.request = rights.record_rights_request(
                self.case, by=world.chair, received_on=DAY, kind="access", asked_by="person",
                asker="x", asked="x",
            )  # fmt: skip
        propose(world, self.gone)
        self.made = destroy(world, self.gone)
        self.users = dict(
            zip(
                READERS,
                (
                    world.chair, world.coordinator, world.member, observer, world.other_chair,
                    world.deputy, former, world.prevent_lead, world.administrator, None,
                ),
                strict=True,
            )
        )  # fmt: skip

    def _seat(self, case, observer):
        chair, deputy = self.world.chair, self.world.deputy
        given = {"by": chair, "on": DAY}
        with acting_for(chair):
            services.give_seat(case, user=self.world.member, seat=Seats.MEMBER, **given)
            services.give_seat(case, user=observer, seat=Seats.OBSERVER, until=LATER, **given)
        with acting_for(deputy):
            services.declare_conflict(case, by=deputy, on=DAY)

    def key_of(self, page):
        """What stands in the address of a page."""
        if page in _OF_NOTHING:
            return []
        if page in _OF_DESTROYED:
            return [self.made.pk]
        if page == "lift_hold":
            return [self.hold.pk]
        is_of_request = page.endswith("_rights_request") and page != "record_rights_request"
        if is_of_request or page in (
            "rights_request",
            "check_identity",
            "release",
            "use_in_spite",
            "lift_restriction",
        ):
            return [self.request.pk]
        return [self.case.pk]


@pytest.fixture(scope="module")
def readers(once, kept_world):
    return Readers(kept_world)


def test_every_page_opens_to_whom_it_is_for(client, readers, monkeypatch):
    monkeypatch.setattr("channel.certificates.paper", lambda *_, **__: b"%PDF-1.7")
    users = signed_in(readers.users)
    met = {
        page: row(client, page, readers.key_of(page.rpartition(":")[2]), users) for page in PAGES
    }
    assert met == {page: dict(zip(READERS, PAGES[page], strict=True)) for page in PAGES}


def test_a_page_of_a_destroyed_case_leads_those_who_saw_it_to_its_certificate(client, readers):
    met = row(client, "channel:case_detail", [readers.gone.pk], signed_in(readers.users))
    seen = {name for name, said in met.items() if said == AWAY}
    assert seen == {"chair", "coordinator", "member"}
    assert {met[name] for name in met if name not in {*seen, "anonymous"}} == {UNSEEN}
