"""Who may open each page of premises. A row for every page, a column for every reader.

The agency is a partner with a premises lead of its own, the keeper, and a venue manager, who is an officer.
The nearest outsiders: `manager_beside`, who manages another venue of the same agency and has a booking of
their own, and `neighbour`, another agency's premises lead with premises and bookings of their own.
"""

import copy
import datetime

import pytest

from premises.models import (
    Agreement,
    Booking,
    BookingRule,
    Boundary,
    CheckKind,
    ClauseVersion,
    DiligenceEntry,
    DiligenceList,
    Letter,
    LetterTemplate,
    Premises,
    PremisesKind,
    SignOffRule,
)
from premises.services import bookings, checks, decisions, places
from prevent_portal.roles import Role
from tests.conftest import TODAY
from tests.factories import AgencyFactory, UserFactory
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row, signed_in
from tests.registers import about_one, seven

NO = FORBIDDEN
READERS = (
    "lead",
    "keeper",
    "manager",
    "auditor",
    "it_lead",
    "executive",
    "manager_beside",
    "neighbour",
    "administrator",
    "anonymous",
)

# fmt: off
_FRONT = (OK, OK, OK, OK, OK, OK,   OK, OK, NO, SIGN_IN)
_PLACES = (OK, OK, OK, OK, OK, NO,   OK, OK, NO, SIGN_IN)
_OWN_SEES = (OK, OK, OK, OK, OK, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_ADDS = (OK, OK, NO, NO, NO, NO,   NO, OK, NO, SIGN_IN)
_OWN_KEEPS = (OK, OK, NO, NO, NO, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_OWN_PRESSES = (BUTTON, BUTTON, NO, NO, NO, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_SEES = (OK, OK, OK, OK, OK, UNSEEN,   OK, OK, UNSEEN, SIGN_IN)
_LEADS = (OK, NO, NO, NO, NO, NO,   NO, NO, NO, SIGN_IN)
_LEAD_KEEPS = (OK, NO, NO, NO, NO, UNSEEN,   NO, NO, UNSEEN, SIGN_IN)
_LEAD_PRESSES = (BUTTON, NO, NO, NO, NO, UNSEEN,   NO, NO, UNSEEN, SIGN_IN)
_RULES = (OK, OK, OK, OK, NO, NO,   OK, OK, NO, SIGN_IN)
_RULE = (OK, OK, OK, OK, UNSEEN, UNSEEN,   OK, OK, UNSEEN, SIGN_IN)
_RULE_KEEPS = (OK, NO, NO, NO, UNSEEN, UNSEEN,   NO, NO, UNSEEN, SIGN_IN)
_RULE_PRESSES = (BUTTON, NO, NO, NO, UNSEEN, UNSEEN,   NO, NO, UNSEEN, SIGN_IN)
_BOOKINGS = (OK, OK, OK, NO, NO, OK,   OK, OK, NO, SIGN_IN)
_BOOKING = (OK, OK, OK, UNSEEN, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_BOOKS = (OK, OK, OK, NO, NO, NO,   OK, OK, NO, SIGN_IN)
_BOOKING_PRESSES = (BUTTON, BUTTON, BUTTON, UNSEEN, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_PREVENT_LEAD = (OK, NO, NO, UNSEEN, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_SENIOR = (OK, NO, NO, UNSEEN, UNSEEN, OK,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_HEARS = (OK, OK, NO, UNSEEN, UNSEEN, OK,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_HOLDS = (OK, OK, NO, UNSEEN, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, UNSEEN, SIGN_IN)
_EVERYBODY = (OK,) * len(READERS)
_WHOEVER_HAS_NO_LINK = (UNSEEN,) * len(READERS)
# fmt: on

_EVERYBODYS = {
    "lists": _PLACES,
    "sees": _SEES,
    "adds": _LEADS,
    "keeps": _LEAD_KEEPS,
    "reopens": _LEAD_PRESSES,
    "app": "premises",
}
_RULEBOOK = {
    "lists": _RULES,
    "sees": _RULE,
    "adds": _LEADS,
    "keeps": _RULE_KEEPS,
    "reopens": _RULE_PRESSES,
    "app": "premises",
}
_OWN = {
    "lists": _PLACES,
    "sees": _OWN_SEES,
    "adds": _ADDS,
    "keeps": _OWN_KEEPS,
    "reopens": _OWN_PRESSES,
    "app": "premises",
}
PAGES = {
    "premises:front": _FRONT,
    "premises:map": _PLACES,
    "premises:import_premises": _ADDS,
    **seven("premises", **_OWN),
    **seven("premiseskind", **_EVERYBODYS),
    **seven("boundary", **_OWN | {"sees": (OK, OK, OK, OK, OK, UNSEEN, OK, UNSEEN, UNSEEN, SIGN_IN),
                                  "keeps": (OK, OK, NO, NO, NO, UNSEEN, NO, UNSEEN, UNSEEN, SIGN_IN),
                                  "reopens": (BUTTON, BUTTON, NO, NO, NO, UNSEEN, NO, UNSEEN, UNSEEN, SIGN_IN)}),
    **seven("agreement", **_OWN),
    **seven("clauseversion", **_EVERYBODYS),
    "premises:ask": _EVERYBODY,
    "premises:asked": _EVERYBODY,
    "premises:own_letter": _WHOEVER_HAS_NO_LINK,
    **seven(
        "booking",
        lists=_BOOKINGS,
        sees=_BOOKING,
        adds=_BOOKS,
        keeps=_BOOKING,
        reopens=_BOOKING_PRESSES,
        app="premises",
    ),
    "premises:record_check": _BOOKING,
    "premises:look_at_name": _BOOKING,
    "premises:look_at_booking": _BOOKING,
    "premises:assess_booking": _BOOKING,
    "premises:escalate_booking": _BOOKING,
    "premises:advise_booking": _PREVENT_LEAD,
    "premises:decide_booking": _BOOKING,
    "premises:sign_booking": _SENIOR,
    "premises:open_booking": _BOOKING,
    "premises:appeal_booking": _BOOKING,
    "premises:hear_appeal": _HEARS,
    "premises:hold_booking": _HOLDS,
    "premises:write_letter": _BOOKING,
    "premises:download_letter": _BOOKING,
    **seven("bookingrule", **_RULEBOOK),
    **seven("signoffrule", **_RULEBOOK),
    **seven("checkkind", **_RULEBOOK),
    **seven("lettertemplate", **_RULEBOOK),
    **seven("diligencelist", **_RULEBOOK),
    **seven("diligenceentry", **_RULEBOOK),
}  # fmt: skip

#: What the address of a page is about, where its name does not end in that.
_ABOUT = {
    "record_check": ("booking",),
    "look_at_name": ("booking", "diligenceentry"),
    "look_at_booking": ("booking", "earlier"),
    "assess_booking": ("booking",),
    "escalate_booking": ("booking",),
    "advise_booking": ("booking",),
    "decide_booking": ("booking",),
    "sign_booking": ("waiting",),
    "open_booking": ("booking",),
    "appeal_booking": ("booking",),
    "hear_appeal": ("appealed",),
    "hold_booking": ("booking",),
    "write_letter": ("booking",),
    "download_letter": ("letter",),
}


def saved(thing):
    thing.save()
    return thing


@pytest.fixture(scope="module")
def kept_readers(once):
    return signed_in(people())


def people(county=None):
    """Every reader of the tables, of the county, a partner and another agency."""
    partner, other = AgencyFactory.create_batch(2)
    county = county or AgencyFactory()

    def somebody(agency, role):
        return UserFactory(agency=agency, roles=[role])

    return {
        "lead": somebody(county, Role.PREVENT_LEAD),
        "keeper": somebody(partner, Role.PREMISES_LEAD),
        "manager": somebody(partner, Role.OFFICER),
        "auditor": somebody(county, Role.AUDITOR),
        "it_lead": somebody(partner, Role.IT_LEAD),
        "executive": somebody(partner, Role.EXECUTIVE),
        "manager_beside": somebody(partner, Role.OFFICER),
        "neighbour": somebody(other, Role.PREMISES_LEAD),
        "administrator": somebody(partner, Role.ADMINISTRATOR),
        "anonymous": None,
    }


@pytest.fixture
def readers(kept_readers):
    return copy.deepcopy(kept_readers)


def a_venue(agency, name, manager=None):
    """Premises for hire, which the public form offers."""
    return saved(
        Premises(
            agency=agency,
            name=name,
            kind=PremisesKind.objects.get(name="Library"),
            manager=manager,
            is_hireable=True,
            takes_requests=True,
        )
    )


def asked(venue, *, by=None, on=TODAY, **about):
    """A request to book a venue, as it came in."""
    said = {
        "hirer_name": "Dana Whitlock",
        "organisation": "Riverside Talks",
        "hirer_email": "dana@riversidetalks.example",
        "hirer_address": "1 Quay Street",
        "title": "An evening of talks",
        "theme": "Housing in the town",
        "event_on": on + datetime.timedelta(days=30),
    }
    return bookings.take_in(Booking(premises=venue, **said | about), by=by, on=on)


@pytest.fixture(scope="module")
def kept_world(kept_readers):
    return a_world_of(kept_readers)


def a_world_of(who):
    """One of each thing that a page may be about, of the keeper's agency; the outsiders have their own."""
    keeper = who["keeper"]
    venue = a_venue(keeper.agency, "Elm Library", who["manager"])
    for beside in ("manager_beside", "neighbour"):
        asked(a_venue(who[beside].agency, f"Venue of {beside}", who[beside]), title="Their own")
    booking = asked(venue)
    waiting, appealed = asked(venue, title="Another"), asked(venue, title="A third")
    to_sign(waiting, by=who["manager"])
    to_appeal(appealed, by=who["manager"], signed_by=who["executive"])
    listed = DiligenceList.objects.get()
    about = {"agency": keeper.agency}
    return {
        "premises": venue,
        "premiseskind": venue.kind,
        "boundary": saved(Boundary(name="Borough", rings=SQUARE, **about)),
        "agreement": saved(
            Agreement(kind="hire", premises=venue, title="Hire terms", starts_on=TODAY, **about)
        ),
        "clauseversion": saved(
            ClauseVersion(kind="hire", name="2026", words="No harm.", from_on=TODAY)
        ),
        "booking": booking,
        "earlier": waiting,
        "waiting": waiting,
        "appealed": appealed,
        "letter": saved(Letter(booking=booking, on=TODAY, subject="A", body="B", way="paper")),
        "bookingrule": BookingRule.objects.get(),
        "signoffrule": SignOffRule.objects.order_by("pk").first(),
        "checkkind": CheckKind.objects.order_by("pk").first(),
        "lettertemplate": LetterTemplate.objects.get(kind="refused"),
        "diligencelist": listed,
        "diligenceentry": places.keep_entry(
            DiligenceEntry(), by=who["lead"], on_list=listed, name="The Ashen Order", from_on=TODAY
        ),
    }


SQUARE = [[[-1.0, 51.5], [-0.5, 51.5], [-0.5, 52.0], [-1.0, 52.0], [-1.0, 51.5]]]
REFUSAL = {
    "reason": "The speaker calls for violence.",
    "speech": "Lawful views were separated from the call to violence.",
    "equality": "The same would be decided of any group.",
    "proportionate": "Conditions would not keep people safe.",
}


def all_checked(booking, *, by, risk="low"):
    """Everything that has to be found out about a booking has been."""
    for kind in CheckKind.objects.order_by("pk"):
        if kind.is_asked_of(booking):
            checks.record_check(booking, by=by, on=TODAY, kind=kind, result="nothing", found="")
    checks.assess(booking, by=by, on=TODAY, risk=risk, because="Nothing speaks against it.")


def to_sign(booking, *, by):
    """The booking is refused, and waits to be signed."""
    all_checked(booking, by=by)
    return decisions.decide(booking, by=by, on=TODAY, outcome="refused", **REFUSAL)


def to_appeal(booking, *, by, signed_by):
    """The refusal was signed, and the hirer appeals. The signature is another's than who hears it."""
    to_sign(booking, by=by)
    decisions.sign(booking, by=UserFactory(agency=signed_by.agency), on=TODAY, is_agreed=True)
    decisions.appeal(booking, by=by, on=TODAY, received_on=TODAY, grounds="It was misheard.")


@pytest.fixture
def world(kept_world):
    return copy.deepcopy(kept_world)


def args(page, world):
    """What stands in the address of a page."""
    name = page.rpartition(":")[2]
    if name == "own_letter":
        return ["never-made"]
    if name in _ABOUT:
        return [world[of].pk for of in _ABOUT[name]]
    return [world[name.removesuffix("_detail").split("_")[-1]].pk] if about_one(page) else []


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, world, page):
    met = row(client, page, args(page, world), readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))


@pytest.mark.parametrize("reader", ["manager_beside", "neighbour", "auditor"])
def test_lists_do_not_mention_what_cannot_be_opened(client, readers, world, reader):
    client.force_login(readers[reader])

    said = client.get("/premises/bookings/?state=all").content.decode()

    assert world["booking"].reference not in said
