"""Measures as at a past day and as known at a moment: what was done since leaves them as they were."""

import copy
import datetime
import re

import pytest
import time_machine
from django.db import connection

from premises import figures
from premises.kept import WATCHED
from premises.models import (
    Agreement,
    BookingStaff,
    ClauseVersion,
    FilterTest,
    Network,
    SchoolFilter,
)
from premises.services import bookings, checks, decisions
from prevent_portal import registers
from prevent_portal.figures import catalogue
from prevent_portal.models import Person
from prevent_portal.services import close_record
from tests.conftest import NOON, TODAY
from tests.factories import UserFactory
from tests.premises.test_access import (
    REFUSAL,
    a_venue,
    all_checked,
    asked,
    kept_readers,  # noqa: F401 - a fixture
    saved,
)
from training.models import Completion, Course, Setting, SettingKind

DAY = datetime.timedelta(days=1)
AGO = TODAY - 60 * DAY
BACK_THEN = NOON - 60 * DAY


def changed(thing, **about):
    for name, value in about.items():
        setattr(thing, name, value)
    thing.save()
    return thing


@pytest.fixture(scope="module")
def kept(kept_readers):  # noqa: F811
    """Everything as it was sixty days ago, all of it good."""
    keeper = kept_readers["keeper"]
    own = {"agency": keeper.agency}
    with time_machine.travel(BACK_THEN, tick=True):
        venue = a_venue(keeper.agency, "Elm Library")
        venue.added_on = AGO
        about = {"tier": "low", "tier_because": "Quiet.", "tier_on": AGO}
        venue = changed(venue, **about)
        clause = saved(ClauseVersion(kind="hire", name="2025", words="No harm.", from_on=AGO))
        terms = Agreement(kind="hire", premises=venue, title="Terms", starts_on=AGO, **own)
        terms.clause, terms.clause_from_on = clause, AGO
        saved(terms)
        supply = Agreement(kind="contract", title="Supply", starts_on=AGO, told_on=AGO, **own)
        network = saved(
            Network(name="Wifi", kind="wifi", iwf_applied=True, police_applied=True, **own)
        )
        tested = saved(FilterTest(network=network, on=AGO, who="IT", result="passed"))
        school = Setting(name="Elm School", kind=SettingKind.objects.get(name="Academy"), **own)
        buys = SchoolFilter(setting=saved(school), from_council=True, confirmed_on=AGO, **own)
        person = saved(Person(name="A Clerk", number="7", **own))
        handles = saved(BookingStaff(premises=venue, person=person, from_on=AGO))
        course = Course.objects.order_by("pk").first()
        Completion.objects.create(person=person, course=course, on=AGO, route="register")
        return {
            **kept_readers,
            "venue": venue,
            "terms": terms,
            "supply": saved(supply),
            "network": network,
            "tested": tested,
            "buys": saved(buys),
            "handles": handles,
        }


@pytest.fixture
def at(kept):
    return copy.deepcopy(kept)


def measured(at, on, known_at=None):
    """Each measure of the agency as (count, out of), asked one by one of the catalogue."""
    agency = at["keeper"].agency.pk
    known = {name: each for name, each in catalogue().items() if name in figures.TITLES}
    values = {name: each.at(agency, on=on, known_at=known_at) for name, each in known.items()}
    return {name: (value.count, value.out_of) for name, value in values.items()}


#: What the agency came to yesterday, written out.
YESTERDAY = {
    "premises_with_clause": (1, 1),
    "premises_audited": (0, 1),
    "premises_with_trained_staff": (1, 1),
    "premises_assessed": (1, 1),
    "bookings_waiting": (0, 1),
    "bookings_in_time": (1, 1),
    "bookings_refused": (1, 1),
    "bookings_escalated": (0, 2),
    "leases_new_with_clause": (0, 0),
    "leases_old_with_clause": (0, 0),
    "contracts_with_clause": (0, 1),
    "suppliers_told": (1, 1),
    "networks_tested": (1, 1),
    "schools_with_known_filter": (1, 1),
    "schools_buying_filter": (1, 1),
}


def a_refusal(at, *, on):
    """A booking that was refused and signed on a day, and another that waits."""
    booking = asked(at["venue"], on=on)
    all_checked(booking, by=at["keeper"])
    decisions.decide(booking, by=at["keeper"], on=on, outcome="refused", **REFUSAL)
    decisions.sign(booking, by=at["executive"], on=on, is_agreed=True)
    return booking, asked(at["venue"], on=on, title="Another")


def turn_over(at, booking, waiting):
    """Today everything is written over, closed, opened again or withdrawn."""
    lead, keeper = at["lead"], at["keeper"]
    for thing in ("tested", "handles", "supply"):
        close_record(at[thing], by=lead, on=TODAY, reason="It ended.")
    newer = saved(ClauseVersion(kind="hire", name="2026", words="None.", from_on=TODAY))
    for thing, about in (
        ("terms", {"clause": newer, "clause_from_on": TODAY}),
        ("venue", {"tier": "high", "tier_because": "Threats.", "tier_on": TODAY}),
        ("network", {"iwf_applied": False}),
        ("buys", {"from_council": False, "provider": "Another", "confirmed_on": TODAY}),
    ):
        changed(at[thing], **about)
    decisions.appeal(booking, by=keeper, on=TODAY, received_on=TODAY, grounds="Misheard.")
    about = {"outcome": "approved", "words": "It was."}
    decisions.hear(booking, by=UserFactory(agency=lead.agency, roles=lead.roles), on=TODAY, **about)
    checks.escalate(waiting, by=keeper, on=TODAY, words="Who are they?")
    bookings.withdraw(waiting, by=keeper, on=TODAY, reason="Rain.")


def test_what_is_done_today_changes_no_day_before(at):
    booking, waiting = a_refusal(at, on=TODAY - DAY)
    assert measured(at, TODAY - DAY) == YESTERDAY

    turn_over(at, booking, waiting)

    assert measured(at, TODAY - DAY) == YESTERDAY
    together = figures.values_of(list(YESTERDAY), at["keeper"].agency.pk, on=TODAY - DAY)
    assert {name: (each.count, each.out_of) for name, each in together.items()} == YESTERDAY
    now = measured(at, TODAY)
    assert {name for name in now if now[name] != YESTERDAY[name]} == {
        "premises_with_trained_staff",
        "bookings_waiting",
        "bookings_refused",
        "bookings_escalated",
        "contracts_with_clause",
        "suppliers_told",
        "networks_tested",
        "schools_buying_filter",
    }


def test_a_day_is_told_as_it_was_known_at_a_moment(at):
    """What was written down or written over later was not known then."""
    keeper = at["keeper"]
    about = {"kind": "grant", "title": "Grant", "starts_on": AGO, "agency": keeper.agency}
    saved(Agreement(told_on=AGO, **about))
    changed(at["supply"], told_on=None)
    a_venue(keeper.agency, "Hall of today").save()

    then = measured(at, AGO, BACK_THEN + DAY)
    now = measured(at, AGO)

    assert (then["suppliers_told"], now["suppliers_told"]) == ((1, 1), (2, 2))
    assert measured(at, TODAY)["suppliers_told"] == (1, 2)
    assert measured(at, TODAY, BACK_THEN + DAY)["premises_assessed"] == (1, 1)
    assert measured(at, TODAY)["premises_assessed"] == (1, 2)
    before = measured(at, AGO, BACK_THEN - DAY)
    assert {out_of for _, out_of in before.values()} == {0}


def test_a_measure_opens_what_it_counts_with_its_day_and_agency(client, at):
    a_venue(at["keeper"].agency, "Hall of today")
    client.force_login(at["keeper"])
    page = client.get("/premises/?on_day=17&on_month=3&on_year=2026").content.decode()
    own = f"&amp;of={at['keeper'].agency.pk}"
    assert f"/premises/places/?measure=premises_assessed&amp;on=2026-03-17{own}" in page

    def shown(asks):
        said = client.get(f"/premises/places/?{asks}&of={at['keeper'].agency.pk}").content.decode()
        assert "is not one of the choices" not in said
        return [name for name in ("Elm Library", "Hall of today") if f">{name}</a>" in said]

    assert shown("measure=premises_assessed&on=2026-03-17") == ["Elm Library"]
    assert shown("measure=-premises_assessed&on=2026-03-17") == []
    assert shown("measure=-premises_assessed&on=2026-03-18") == ["Hall of today"]
    assert (
        "17 March 2026"
        in client.get("/premises/places/?measure=premises_assessed&on=2026-03-17").content.decode()
    )


def test_what_is_kept_is_counted_of_watched_tables_alone_and_anew_after_a_change(client, at):
    def tables(rows):
        return set(re.findall(r"\b(?:premises|training|prevent_portal)_\w+", str(rows.query)))

    from_tables = set()
    for on in (AGO, TODAY):
        for name in YESTERDAY:
            for rows in figures._sets[name](None, figures.Then(on)):
                from_tables |= tables(rows)
    known = set(connection.introspection.table_names())
    assert from_tables & known <= set(WATCHED)
    for register in [each for each in registers.catalogue() if each.group == "Premises"]:
        if register.attention:
            asked = tables(register.attended(at["lead"], TODAY).order_by()) & known
            assert asked <= set(WATCHED), register.name

    client.force_login(at["keeper"])
    client.get("/premises/")
    asked = [at["keeper"].agency.pk, ["premises_assessed"]]
    first = figures.values_of(asked[1], asked[0], on=TODAY)["premises_assessed"]
    a_venue(at["keeper"].agency, "Hall of today")
    again = figures.values_of(asked[1], asked[0], on=TODAY)["premises_assessed"]
    assert (first.out_of, again.out_of) == (1, 2)
