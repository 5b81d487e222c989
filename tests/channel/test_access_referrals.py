"""Who may open each page of referring, and of a referral at its case.

The nearest outsider is the chair of the panel next door, who has a case of their own of the same kind.
"""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from channel import services
from channel.permissions import Seats
from prevent_portal.acting import acting_for
from prevent_portal.roles import Role
from tests import factories
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row, signed_in

from .panels import LATER
from .second_factor import use_factor

READERS = (
    "chair",
    "coordinator",
    "member",
    "observer",
    "other_chair",
    "conflicted",
    "former",
    "teacher",
    "colleague",
    "spoc",
    "prevent_lead",
    "administrator",
    "anonymous",
)
NO = FORBIDDEN

# fmt: off
_EVERYBODY = (OK,) * 13
_SIGNED_IN = (OK,) * 12 + (SIGN_IN,)
_CONTRIBUTES = (OK, OK, OK, UNSEEN, UNSEEN, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_COORDINATES = (OK, OK, NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_PRESSES = (BUTTON, BUTTON, NO, UNSEEN, UNSEEN, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_SEARCHES = (OK, OK, NO, NO, OK, OK, NO,   NO, NO, NO, NO, NO, SIGN_IN)
_OWN = (UNSEEN,) * 7 + (OK, UNSEEN, UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_SPOCS = (NO,) * 7 + (NO, NO, OK, NO, NO, SIGN_IN)
# fmt: on

PAGES = {
    "channel:my_referrals": _SIGNED_IN,
    "channel:refer_publicly": _EVERYBODY,
    "channel:referred_publicly": _EVERYBODY,
    "channel:service_referrals": _SPOCS,
    "channel:resume_draft": _OWN,
    "channel:throw_draft_away": _OWN,
    "channel:search_cases": _SEARCHES,
    "channel:share_with_police": _COORDINATES,
    "channel:decide_not_to_share": _COORDINATES,
    "channel:give_feedback": _COORDINATES,
    "channel:correct_person": _CONTRIBUTES,
    "channel:attach_file": _CONTRIBUTES,
    "channel:judge_same": _PRESSES,
    "channel:download_attachment": _CONTRIBUTES,
    "channel:take_out_attachment": _COORDINATES,
}


@pytest.fixture(scope="module")
def kept_readers(kept_world):
    """The panel's people at one case, those near it, and the chair next door with a case of their own."""
    world = kept_world
    world.conflicted, world.former = world.deputy, world.seated(Seats.MEMBER)
    world.observer = world.user(world.county, Role.OFFICER)
    world.colleague = factories.UserFactory(agency=world.teacher.agency, roles=[Role.OFFICER])
    world.spoc = factories.UserFactory(agency=world.teacher.agency, roles=[Role.SPOC])
    world.anonymous = None
    world.refer(panel=world.next_door, by=world.teacher)
    world.earlier, world.case = (
        world.refer(by=world.teacher, referral={"agency": world.teacher.agency}) for _ in range(2)
    )
    on, by = world.case.received_on, world.coordinator
    with acting_for(by):
        for user, seat, last in (
            (world.member, Seats.MEMBER, None),
            (world.former, Seats.MEMBER, None),
            (world.observer, Seats.OBSERVER, LATER),
        ):
            services.give_seat(world.case, user=user, seat=seat, by=by, on=on, until=last)
        services.end_seat(world.case, user=world.former, by=by, on=on, because="Done")
        world.file = services.attach(
            world.case, io.BytesIO(b"%PDF-1.7"), name="a.pdf", by=by, on=on
        )
    with acting_for(world.conflicted):
        services.declare_conflict(world.case, by=world.conflicted, on=on)
    with acting_for(world.teacher):
        world.draft = services.save_draft({"concerns": "Half"}, by=world.teacher)
    signed_in({name: getattr(world, name) for name in READERS}, using=use_factor)
    return world


def args(page, world):
    """What stands in the address of a page."""
    name = page.rpartition(":")[2]
    if name in ("resume_draft", "throw_draft_away"):
        return [world.draft.pk]
    if name in ("download_attachment", "take_out_attachment"):
        return [world.file.pk]
    if name == "judge_same":
        return [world.case.pk, world.earlier.reference]
    at_case = (
        "share_with_police",
        "decide_not_to_share",
        "give_feedback",
        "correct_person",
        "attach_file",
    )
    return [world.case.pk] if name in at_case else []


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, page):
    people = {name: getattr(readers, name) for name in READERS}

    met = row(client, page, args(page, readers), people)

    assert met == dict(zip(READERS, PAGES[page], strict=True))


LISTS = ("channel:my_referrals", "channel:service_referrals", "channel:front")


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize("who", ["teacher", "colleague", "spoc", "coordinator", "other_chair"])
def test_a_list_names_nobody(client, readers, page, who):
    client.force_login(getattr(readers, who))
    page = client.get(reverse(page)).content.decode()
    for word in ("Perpetua", "Quillfeather", "marmalade", "Inkpen", "01632 960001"):
        assert word not in page


@pytest.mark.parametrize(
    ("page", "who"), [("channel:my_referrals", "teacher"), ("channel:service_referrals", "spoc")]
)
def test_a_list_asks_as_much_for_two_referrals_as_for_twelve(client, readers, page, who):
    client.force_login(getattr(readers, who))

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(page))
        return len(queries)

    client.get(reverse(page))
    few = asked()
    for _ in range(10):
        readers.refer(by=readers.teacher, referral={"agency": readers.teacher.agency})
    assert asked() == few
