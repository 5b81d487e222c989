"""Who may open the pages of emergency access."""

import pytest

from channel import services
from channel.permissions import Seats
from prevent_portal.acting import acting_for
from prevent_portal.roles import Role
from tests.matrix import FORBIDDEN, OK, SIGN_IN, UNSEEN, row, signed_in

from .panels import DAY, LATER
from .second_factor import use_factor
from .test_glass import name, use

NO, NOT = FORBIDDEN, UNSEEN
# fmt: off
READERS = ("chair", "coordinator", "member", "observer", "holder", "other_chair", "conflicted", "former",
           "prevent_lead", "auditor", "administrator", "executive", "anonymous")
_ALL = (OK,) * 12 + (SIGN_IN,)
PAGES = {
    "channel:glass_list": _ALL,
    "channel:break_glass": _ALL,
    "channel:review_glass":   (OK, NO, NO, NOT, NO, NOT, NOT, NOT, NOT, NOT, NOT, NOT, SIGN_IN),
    "channel:holder_list":    (NO, NO, NO, NO, NO, NO, NO, NO, NO, OK, OK, OK, SIGN_IN),
    "channel:propose_holder": (NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, OK, NO, SIGN_IN),
    "channel:confirm_holder": (NOT, NOT, NOT, NOT, NO, NOT, NOT, NOT, NOT, NO, NO, OK, SIGN_IN),
    "channel:end_holder":     (NOT, NOT, NOT, NOT, NO, NOT, NOT, NOT, NOT, NO, OK, OK, SIGN_IN),
}
# fmt: on


@pytest.fixture(scope="module")
def kept_readers(kept_world):
    """Each way of being near a case that was opened in an emergency."""
    world = kept_world
    case = world.case = world.refer(by=world.teacher)
    holder = world.user(world.county, Role.OFFICER)
    observer, former = world.user(world.health, "officer"), world.user(world.county, "officer")
    conflicted = world.seated(Seats.DEPUTY)
    world.holding = name(world, holder, world.panel)
    world.glass = use(holder, case)
    with acting_for(world.chair):
        give = {"by": world.chair, "on": DAY}
        services.give_seat(case, user=world.member, seat=Seats.MEMBER, **give)
        services.give_seat(case, user=observer, seat=Seats.OBSERVER, until=LATER, **give)
        services.give_seat(case, user=former, seat=Seats.INVITED, until=LATER, **give)
        services.end_seat(case, user=former, because="Done", **give)
    with acting_for(conflicted):
        services.declare_conflict(case, by=conflicted, on=DAY)
    readers = {
        "chair": world.chair,
        "coordinator": world.coordinator,
        "member": world.member,
        "observer": observer,
        "holder": holder,
        "other_chair": world.other_chair,
        "conflicted": conflicted,
        "former": former,
        "prevent_lead": world.prevent_lead,
        "auditor": world.user(world.county, Role.AUDITOR),
        "administrator": world.administrator,
        "executive": world.executive,
        "anonymous": None,
    }
    return signed_in(readers, using=use_factor)


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, world, page):
    args = {
        "channel:review_glass": [world.glass.pk],
        "channel:confirm_holder": [world.holding.pk],
        "channel:end_holder": [world.holding.pk],
    }.get(page, [])

    met = row(client, page, args, readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))
