"""Who may open the pages of cases: the chair of the panel next door is the nearest outsider."""

import pytest

from channel import services
from channel.permissions import Seats
from prevent_portal.acting import acting_for
from tests.matrix import FORBIDDEN, OK, SIGN_IN, UNSEEN, row, signed_in

from .panels import DAY, LATER
from .second_factor import use_factor

NO, NOT = FORBIDDEN, UNSEEN
# fmt: off
READERS = ("chair", "deputy", "coordinator", "member", "invited", "observer", "conflicted", "former",
           "other_chair", "not_seated", "prevent_lead", "administrator", "anonymous")
_ALL = (OK,) * 12 + (SIGN_IN,)
PAGES = {
    "channel:front": _ALL,
    "channel:refer": _ALL,
    "channel:referred": _ALL,
    "channel:case_list": _ALL,
    "channel:case_detail":      (OK, OK, OK, OK, OK, NOT, NOT, NOT,   NOT, NOT, NOT, NOT, SIGN_IN),
    "channel:add_note":         (OK, OK, OK, OK, OK, NOT, NOT, NOT,   NOT, NOT, NOT, NOT, SIGN_IN),
    "channel:give_seat":        (OK, OK, OK, NO, NO, NOT, NOT, NOT,   NOT, NOT, NOT, NOT, SIGN_IN),
    "channel:observed_list": _ALL,
    "channel:observed_case":    (OK, OK, OK, OK, OK, OK,  NOT, NOT,   NOT, NOT, NOT, NOT, SIGN_IN),
    "channel:write_for_observers": (OK, OK, OK, NO, NO, NOT, NOT, NOT, NOT, NOT, NOT, NOT, SIGN_IN),
    "channel:declare_conflict": (OK, OK, OK, OK, OK, NOT, NOT, NOT,   NOT, NOT, NOT, NOT, SIGN_IN),
}
# fmt: on
LISTS = {
    "channel:observed_list",
    "channel:front",
    "channel:refer",
    "channel:referred",
    "channel:case_list",
}


@pytest.fixture(scope="module")
def kept_readers(kept_world):
    """Each way of being near a case: at it, no longer at it, out of it by a conflict, and beside it."""
    world = kept_world
    case = world.case = world.refer(by=world.teacher)
    world.refer(panel=world.next_door, by=world.teacher)
    invited, observer = world.user(world.health, "officer"), world.user(world.health, "officer")
    former = world.user(world.county, "officer")
    conflicted = world.seated(Seats.DEPUTY)
    with acting_for(world.chair):
        give = {"by": world.chair, "on": DAY}
        services.give_seat(case, user=world.member, seat=Seats.MEMBER, **give)
        services.give_seat(case, user=invited, seat=Seats.INVITED, until=LATER, **give)
        services.give_seat(case, user=observer, seat=Seats.OBSERVER, until=LATER, **give)
        services.give_seat(case, user=former, seat=Seats.INVITED, until=LATER, **give)
        services.end_seat(case, user=former, because="Done", **give)
    with acting_for(conflicted):
        services.declare_conflict(case, by=conflicted, on=DAY)
    readers = {
        "chair": world.chair,
        "deputy": world.deputy,
        "coordinator": world.coordinator,
        "member": world.member,
        "invited": invited,
        "observer": observer,
        "conflicted": conflicted,
        "former": former,
        "other_chair": world.other_chair,
        "not_seated": world.officer_of_police,
        "prevent_lead": world.prevent_lead,
        "administrator": world.administrator,
        "anonymous": None,
    }
    return signed_in(readers, using=use_factor)


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, case, page):
    met = row(client, page, [] if page in LISTS else [case.pk], readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))


@pytest.mark.parametrize(
    "who", ["conflicted", "former", "other_chair", "not_seated", "prevent_lead"]
)
def test_the_list_does_not_mention_what_cannot_be_opened(client, readers, case, who):
    client.force_login(readers[who])

    assert case.reference not in client.get("/channel/cases/").content.decode()
