"""Who may open each page of plan, consent, assessment and support; the nearest outsider chairs the panel next door."""

import pytest

from channel import services
from channel.models import Membership
from channel.permissions import Seats
from prevent_portal.acting import acting_for
from prevent_portal.roles import Role
from tests.channel.panels import LATER
from tests.channel.supported import adopted, arranged, assessed, day, framework, provider
from tests.matrix import FORBIDDEN, OK, SIGN_IN, UNSEEN, row, signed_in

from .second_factor import use_factor

READERS = (
    "chair", "coordinator", "member", "observer", "other_chair",
    "conflicted", "former", "prevent_lead", "administrator", "anonymous",
)  # fmt: skip
NO = FORBIDDEN

# fmt: off
_READS = (OK, OK, OK, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_ADDS = _READS
_RUNS = (OK, OK, NO, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_CHAIRS = (OK, NO, NO, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_ANYBODY = (OK, OK, OK, OK, OK,   OK, OK, OK, OK, SIGN_IN)
_SITS = (OK, OK, OK, NO, OK,   OK, NO, NO, NO, SIGN_IN)
_KEEPS = (OK, OK, NO, NO, OK,   OK, NO, NO, NO, SIGN_IN)
_KEEPS_UNSEEN = (OK, OK, NO, UNSEEN, OK,   OK, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
# fmt: on

PAGES = {
    "channel:support_due": _ANYBODY,
    "channel:draft_plan": _RUNS,
    "channel:review_plan": _RUNS,
    "channel:plan_version": _READS,
    "channel:add_plan_item": _ADDS,
    "channel:finish_plan_item": _ADDS,
    "channel:move_plan_item": _ADDS,
    "channel:seek_consent": _RUNS,
    "channel:answer_consent": _RUNS,
    "channel:withdraw_consent": _RUNS,
    "channel:adopt_case": _CHAIRS,
    "channel:commission": _RUNS,
    "channel:intervention": _READS,
    "channel:record_session": _ADDS,
    "channel:end_intervention": _RUNS,
    "channel:assess": _RUNS,
    "channel:assessment": _READS,
    "channel:framework_list": _SITS,
    "channel:framework": _SITS,
    "channel:add_framework": _KEEPS,
    "channel:new_version": _KEEPS,
    "channel:provider_list": _SITS,
    "channel:add_provider": _KEEPS,
    "channel:change_provider": _KEEPS_UNSEEN,
}
_OF_NOTHING = ("support_due", "framework_list", "add_framework", "provider_list", "add_provider")


@pytest.fixture(scope="module")
def kept_readers(kept_world):
    """Everybody who may come to a page, by name, and the rows that the pages are about."""
    world = kept_world
    case = adopted(world)
    adopted_next_door(world)
    people = {name: getattr(world, name, None) for name in READERS}
    people["conflicted"] = world.deputy
    people["observer"] = world.user(world.county, Role.OFFICER)
    people["former"] = world.seated(Seats.MEMBER, Role.PANEL_MEMBER)
    with acting_for(world.chair):
        for name, seat in (("member", "member"), ("former", "member"), ("observer", "observer")):
            services.give_seat(
                case,
                user=people[name],
                seat=Seats(seat),
                by=world.chair,
                on=day(4),
                until=LATER if seat == "observer" else None,
            )
    with acting_for(world.executive):
        left = Membership.objects.get(user=people["former"])
        services.end_membership(left, by=world.executive, because="Left")
    with acting_for(world.deputy):
        services.declare_conflict(case, by=world.deputy, on=day(4))
    return signed_in(people, using=use_factor), rows_of(world, case)


def adopted_next_door(world):
    """The outsider has a case of their own."""
    return world.refer(panel=world.next_door)


def rows_of(world, case):
    """The rows that the pages are about, by what stands in the address."""
    support = arranged(world, case)
    assessment = assessed(world, case, on=day(5))
    with acting_for(world.chair):
        plan = services.latest_plan(case)
        item = services.add_plan_item(
            case, by=world.chair, on=day(5), words="Ask.", due_on=day(9), owner=world.chair
        )
    pages = dict.fromkeys(("intervention", "record_session", "end_intervention"), support)
    pages |= dict.fromkeys(("finish_plan_item", "move_plan_item"), item)
    pages |= {"plan_version": plan, "assessment": assessment}
    pages |= dict.fromkeys(("framework", "new_version"), framework())
    return {"case": case, "change_provider": provider(world), **pages}


@pytest.mark.django_db
@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, page):
    people, rows = readers
    name = page.rpartition(":")[2]
    args = [] if name in _OF_NOTHING else [rows.get(name, rows["case"]).pk]

    met = row(client, page, args, people)

    assert met == dict(zip(READERS, PAGES[page], strict=True))
