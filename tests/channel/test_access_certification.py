"""Who vouches for the seats of a panel: its chairs, for others; the chair next door is the nearest outsider."""

import pytest

from channel.models import Membership
from prevent_portal.acting import acting_for
from tests.matrix import OK, SIGN_IN, UNSEEN, row

NOT = UNSEEN
# fmt: off
READERS = ("chair", "deputy", "coordinator", "themself", "other_chair", "prevent_lead", "executive",
           "administrator", "anonymous")
PAGES = {
    "channel:seat_check":      (OK, OK, OK,  OK,  OK,  OK,  OK,  OK,  SIGN_IN),
    "channel:certify_seat":    (OK, OK, NOT, NOT, NOT, NOT, NOT, NOT, SIGN_IN),
    "channel:lift_suspension": (OK, OK, NOT, NOT, NOT, NOT, NOT, NOT, SIGN_IN),
}
# fmt: on


@pytest.fixture
def readers(world):
    """The seat is a panel member's: `themself`."""
    return {
        "chair": world.chair,
        "deputy": world.deputy,
        "coordinator": world.coordinator,
        "themself": world.member,
        "other_chair": world.other_chair,
        "prevent_lead": world.prevent_lead,
        "executive": world.executive,
        "administrator": world.administrator,
        "anonymous": None,
    }


@pytest.mark.parametrize("page", PAGES)
def test_page(client, world, readers, page):
    with acting_for(world.member):
        seat = Membership.objects.get(user=world.member)

    met = row(client, page, [] if page == "channel:seat_check" else [seat.pk], readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))


@pytest.mark.parametrize(
    ("who", "named"),
    [
        ("chair", ["deputy", "coordinator", "member"]),
        ("coordinator", []),
        ("other_chair", []),
        ("executive", ["chair", "deputy"]),
        ("administrator", []),
    ],
)
def test_the_list_names_those_for_whom_one_vouches_and_nobody_else(client, world, who, named):
    client.force_login(getattr(world, who))

    said = client.get("/channel/seats/").content.decode().partition("<main")[2]

    people = ("chair", "deputy", "coordinator", "member", "other_chair")
    assert [p for p in people if f"{getattr(world, p).name}<br>" in said] == (
        named if who != "executive" else [*named, "other_chair"]
    )
