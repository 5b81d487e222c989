"""How long the register, the map and the measures of premises take at 300 and 15,000, and who asked before of 100,000.

`make bench` runs it in a `var/` of its own. The pages are asked for as the premises lead of the agency that has
them all. Beside the clock stands the least processor time, of Python and of the database's process, of several
rounds, and how many times that of its floor it is: the same page given what it shows from memory. Compare the lines
of one run with each other. What was counted is kept until something changes (decision 17): how long a page takes
whoever opens it first after that stands on a line of its own, which no budget is asked of.

Then every booking is compared with all others by its keys, beside the shortest statement that finds the same keys
through the same index. Both are asked in turn, and the quicker half of each counts. The budget is 3 times.
The run fails beyond a budget of the design (section 7).
"""

import datetime
import os
import random
import statistics
import sys
from contextlib import ExitStack
from unittest import mock

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevent_portal.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench.matching import Drawn, quicker_half
from bench.matching import timed as timed_statement
from bench.pages import NOT_ASKING, ROUNDS, forget_answers, timed, worked
from premises import overview
from premises.finding import keys_of_booking, similar_bookings
from premises.models import (
    Agreement,
    Booking,
    Checklist,
    ClauseVersion,
    Decision,
    Premises,
    PremisesAudit,
    PremisesKind,
)
from premises.owing import rule_on
from premises.registers import front
from premises.views import places
from prevent_portal import registers
from prevent_portal.garbage import spare_what_stays
from prevent_portal.models import Agency, User
from prevent_portal.roles import Role
from prevent_portal.tracked import create_tracked

SIZES = (300, 15_000)
BOOKINGS = 100_000
PROBES = 200
#: Of the design, section 7: times the floor, times the smaller size, queries, kilobytes; times the lookup.
FLOOR, GROWTH, QUERIES, KILOBYTES, LOOKUP_TIMES = 2, 1.3, 12, 80, 3
#: Pages that are counted afresh each time, as they are to the first reader after a change.
AFRESH = ", first after a change"
LOOKUP = "SELECT id, keys FROM premises_booking WHERE keys && %s::varchar[]"
#: What gathers the rows of a page, where its view finds it.
GATHERED = {
    "register": [("prevent_portal.registers.listed", registers.listed)],
    "map": [("premises.views.places.drawn", places.drawn)],
    "measures": [
        ("premises.views.places.Overview", overview.Overview),
        ("premises.views.places.below", front.below),
    ],
}


def main(sizes=SIZES, count=BOOKINGS):
    """Print a line a page and size, then the comparison of bookings; True if all is within the budgets."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    keeper = a_keeper()
    draw = Drawn(random.Random(2015))  # noqa: S311 - the same names on each run
    spare_what_stays()
    print(
        f"{'page':<46}{'places':>8}{'ms':>8}{'CPU ms':>8}{'queries':>9}{'KB':>6}{'x less':>8}{'x floor':>9}"
    )
    before, is_well, filled = {}, True, 0
    for size in sizes:
        fill(keeper, draw, filled, size)
        filled = size
        for name, address in pages().items():
            is_well &= report(keeper, name, address, size, before)
    return compared(keeper, draw, count) and is_well


def pages():
    """The pages by name."""
    a_year_ago = timezone.localdate() - datetime.timedelta(365)
    premises = reverse("premises:premises_list")
    found = {
        "empty (privacy notice)": reverse("privacy"),
        "register": premises,
        "register, audit late": f"{premises}?when=late",
        "register, searched": f"{premises}?q=hall",
        "one of the premises": Premises.objects.order_by("pk").first().get_absolute_url(),
        "map": reverse("premises:map"),
        "measures": reverse("premises:front"),
        "measures of a year ago": f"{reverse('premises:front')}?on={a_year_ago}",
        "bookings": reverse("premises:booking_list"),
        "form of an agreement": reverse("premises:add_agreement"),
        "public form": reverse("premises:ask"),
    }
    kept = ("register", "register, audit late", "map", "bookings")
    return found | {f"{name}{AFRESH}": found[name] for name in kept}


def a_keeper():
    """The premises lead of an agency of their own, with the words of a clause."""
    agency = Agency.objects.create(name="Bench county")
    about = {"email": "keeper@bench.example", "name": "Keeper", "roles": [Role.PREMISES_LEAD]}
    ClauseVersion(kind="hire", name="Bench", words="None.", from_on="2024-01-01").save()
    return User.objects.create(agency=agency, **about)


def fill(keeper, draw, first, last):
    """Add premises up to a size: two thirds for hire, each with terms, an audit and two bookings, one decided."""
    agency, on = keeper.agency, timezone.localdate()
    kinds = list(PremisesKind.objects.order_by("pk"))
    clause, checklist = ClauseVersion.objects.get(name="Bench"), Checklist.objects.first()

    def ago(days):
        return on - datetime.timedelta(days)

    made = [
        Premises(
            agency=agency,
            kind=kinds[n % len(kinds)],
            name=f"Hall {n:05} of the county",
            is_hireable=n % 3 > 0,
            takes_requests=n % 3 > 0,
            tier=("unknown", "low", "medium", "high")[n % 4],
            tier_because="" if n % 4 == 0 else "As it was found.",
            tier_on=None if n % 4 == 0 else ago(100),
            latitude=round(51.5 + (n * 7919 % 5000) / 10_000, 5),
            longitude=round(-1.0 + (n * 104729 % 5000) / 10_000, 5),
            added_on=ago(1000),
        )
        for n in range(first, last)
    ]
    create_tracked(Premises, made, by=keeper)
    terms = [
        Agreement(
            agency=agency, kind="hire", premises=each, title=f"Terms of {each}", starts_on=ago(900),
            clause=clause if each.pk % 5 else None, clause_from_on=ago(600) if each.pk % 5 else None,
        )
        for each in made
    ]  # fmt: skip
    create_tracked(Agreement, terms, by=keeper)
    audits = [
        PremisesAudit(
            premises=each, checklist=checklist, on=ago(7 * n % 700), who=keeper, state="done"
        )
        for n, each in enumerate(made)  # as many of a hundred late, whatever the size
    ]
    create_tracked(PremisesAudit, audits, by=keeper)
    asked = bookings_of(made, draw, on)
    for each in asked[::2]:
        each.state = "approved"
    create_tracked(Booking, asked, by=keeper)
    decided = [
        Decision(
            booking=each, outcome="approved", on=each.received_on, reason="Fine.", standing="stands"
        )
        for each in asked[::2]
    ]
    create_tracked(Decision, decided, by=keeper)
    analyse()


def bookings_of(premises, draw, on):
    """Two bookings of each of the premises, by somebody drawn."""
    rule, made = rule_on(on), []
    for n, each in enumerate(place for place in premises for _ in range(2)):
        forenames, surname, *_ = draw.person()
        received = on - datetime.timedelta(n % 400)
        booking = Booking(
            premises=each, hirer_name=f"{forenames} {surname}", title="Talk", theme="Talk",
            organisation=f"{draw.person()[1]} {draw.person()[1]} Society" if n % 2 else "",
            event_on=received + datetime.timedelta(40), received_on=received,
            decide_by_on=received + datetime.timedelta(rule.decide_days),
            keep_until=received + datetime.timedelta(400),
        )  # fmt: skip
        booking.keys = keys_of_booking(booking)
        made.append(booking)
    return made


def analyse():
    """Let the planner know, as the database's own upkeep does in time."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE premises_premises, premises_agreement, premises_premisesaudit, premises_booking,"
            " premises_decision, premises_historicalpremises, premises_historicalagreement,"
            " premises_historicalbooking, premises_historicaldecision, premises_historicalpremisesaudit"
        )


def report(keeper, name, address, size, before):
    """Print one line of a page; True if it is within the budgets."""
    client = Client(HTTP_HOST="localhost")
    if name != "public form":
        client.force_login(keeper)
    is_afresh = name.endswith(AFRESH)
    forget = forget_answers if is_afresh else lambda: None
    client.get(address)
    forget()
    with CaptureQueriesContext(connection) as asked:
        response = client.get(address)
    assert response.status_code == 200, (address, response.status_code)
    queries = sum(not NOT_ASKING.match(each["sql"]) for each in asked)
    clock = statistics.median(timed(client, address, forget) for _ in range(ROUNDS))
    work, floor = work_and_floor(client, address, forget, GATHERED.get(name, []))
    kilobytes = len(response.content) / 1024
    times = work / before[name] if name in before else None
    before.setdefault(name, work)
    line = f"{name:<46}{size:>8}{clock:>8.0f}{1000 * work:>8.0f}{queries:>9}{kilobytes:>6.0f}"
    line += f"{times:>8.1f}" if times else f"{'':>8}"
    line += f"{work / floor:>9.1f}" if floor else ""
    is_well = (times or 0) <= GROWTH and (not floor or work <= FLOOR * floor)
    is_well &= queries <= QUERIES and kilobytes <= KILOBYTES
    print(line + ("" if is_well or is_afresh else "  beyond"), flush=True)
    return is_well or is_afresh


def work_and_floor(client, address, forget, gathered):
    """The least processor time of a page, and of the same page given what it shows from memory; in turn."""

    def remembering(gather):
        kept = []

        def remembered(*args, **options):
            if not kept:
                kept.append(gather(*args, **options))
            return kept[0]

        return remembered

    instead = [(place, remembering(gather)) for place, gather in gathered]
    whole, floor = [], []
    for _ in range(ROUNDS):
        forget()
        whole.append(worked(client, address))
        if instead:
            with ExitStack() as stack:
                for place, remembered in instead:
                    stack.enter_context(mock.patch(place, remembered))
                floor.append(worked(client, address))
    return min(whole), min(floor) if floor else None


def compared(keeper, draw, count):
    """Fill up to so many bookings, and compare some of them with all; True if it is within the budget."""
    places_there = list(Premises.objects.order_by("pk"))
    while (missing := count - Booking.objects.count()) > 0:
        made = bookings_of(places_there[:2500], draw, timezone.localdate())[:missing]
        create_tracked(Booking, made, by=keeper)
    analyse()
    rows = list(Booking.objects.order_by("-pk").exclude(keys=[])[: PROBES * 40 : 40])
    times, found = [], 0
    with connection.cursor() as cursor:
        for booking in rows:
            with CaptureQueriesContext(connection) as asked:
                proposed = similar_bookings(booking, user=keeper)
            found += bool(proposed)
            statements = [each["sql"] for each in asked if "&&" in each["sql"]]
            lookup, _ = timed_statement(cursor, LOOKUP, [booking.keys])
            similar = sum(timed_statement(cursor, each, None)[0] for each in statements)
            times.append((lookup, similar))
    lookup, similar = (quicker_half(column) for column in zip(*times, strict=True))
    print(
        f"{Booking.objects.count()} bookings, {len(rows)} compared, {found} with others like them"
    )
    print(f"the lookup     {lookup:7.2f} ms")
    print(f"the proposal   {similar:7.2f} ms, {similar / lookup:.1f} times")
    return similar <= LOOKUP_TIMES * lookup


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
