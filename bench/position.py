"""How long the training position as at a past day takes over a million people, beside the bare SQL aggregate.

`make bench` runs it in a `var/` of its own. A million people, with some more postings and three
million completions, are written by PostgreSQL itself from a series of numbers. The bare aggregate
is the shortest statement over the same tables that counts the same: joined with the last day of
training, grouped by unit, without a rule's deadlines. The two take turns, and their counts are
held against each other. The budget is 3 times; the run fails beyond it.
"""

import datetime
import os
import statistics
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevent_portal.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from prevent_portal.acting import acting_for
from prevent_portal.models import Agency
from training.models import Rule, Unit
from training.position import by_course, joiners, position
from training.standing import large_joins
from training.trend import month_ends, trend

ROUNDS = 5
BUDGET = 3
PEOPLE = 1_000_000
UNITS = 40
ON = datetime.date(2024, 3, 31)
AGENCY = "Agency of a million"

#: Of a hundred people 8 have left, 5 have moved once, and 85 have been trained, up to 5 times.
_LOAD = (
    "SELECT setseed(0.2015)",
    """
    INSERT INTO prevent_portal_person (agency_id, kind, number, name, job_title, email)
    SELECT %(agency)s, 'staff', lpad(n::text, 8, '0'), 'Person ' || n, '', ''
    FROM generate_series(1, %(people)s) AS n
    """,
    """
    CREATE TEMPORARY TABLE drawn ON COMMIT DROP AS
    SELECT p.id, units.ids[1 + floor(random() * cardinality(units.ids))::int] AS unit,
           units.ids[1 + floor(random() * cardinality(units.ids))::int] AS next_unit,
           levels.ids[1 + floor(random() * cardinality(levels.ids))::int] AS level,
           random() < 0.5 AS at_risk, date '2005-01-01' + floor(random() * 7500)::int AS joined,
           random() < 0.08 AS leaves, random() < 0.05 AS moves, random() < 0.85 AS is_trained
    FROM prevent_portal_person p,
         (SELECT array_agg(id) AS ids FROM training_unit WHERE agency_id = %(agency)s) AS units,
         (SELECT array_agg(id) AS ids FROM training_level) AS levels
    WHERE p.agency_id = %(agency)s
    """,
    """
    INSERT INTO training_posting
        (person_id, unit_id, level_id, works_with_people_at_risk, joined_on, starts_on, ends_on)
    SELECT id, unit, level, at_risk, joined, joined,
           CASE WHEN moves THEN joined + 400 WHEN leaves THEN joined + 900 END
    FROM drawn
    """,
    """
    INSERT INTO training_posting
        (person_id, unit_id, level_id, works_with_people_at_risk, joined_on, starts_on, ends_on)
    SELECT id, next_unit, level, at_risk, joined, joined + 401,
           CASE WHEN leaves THEN joined + 1300 END
    FROM drawn WHERE moves
    """,
    """
    INSERT INTO training_completion (person_id, course_id, "on", route)
    SELECT d.id, courses.ids[1 + floor(random() * cardinality(courses.ids))::int],
           d.joined + floor(random() * 300)::int + 700 * nth, 'import'
    FROM drawn d
    CROSS JOIN LATERAL generate_series(0, (d.id %% 6)::int) AS nth,
         (SELECT array_agg(id) AS ids FROM training_course) AS courses
    WHERE d.is_trained
    """,
)
_LARGE = ("training_posting", "training_completion")
_BARE = """
    SELECT p.unit_id, count(*), count(done.last),
           count(*) FILTER (WHERE done.last + interval '36 months' >= %(on)s)
    FROM training_posting p
    LEFT JOIN (
        SELECT person_id, max("on") AS last FROM training_completion
        WHERE course_id = ANY(%(courses)s) AND "on" <= %(on)s AND withdrawn_at IS NULL
        GROUP BY person_id
    ) AS done ON done.person_id = p.person_id
    WHERE p.starts_on <= %(on)s AND (p.ends_on IS NULL OR p.ends_on >= %(on)s)
      AND p.withdrawn_at IS NULL
    GROUP BY p.unit_id
"""


def main():
    """Print a line a question, and how many times the bare aggregate it takes; exit 1 beyond the budget."""
    call_command("migrate", verbosity=0)
    load()
    with acting_for(None):
        agency, rule = Agency.objects.get(name=AGENCY), Rule.objects.get(is_headline=True)
        courses = [course.pk for course in rule.courses.all()]
        then = timezone.now()
        days = month_ends(ON, 24)
        asked = {
            "the bare aggregate": lambda: bare(courses),
            "the position": lambda: counts(position(rule, on=ON, agency=agency)),
            "the same, with what is watched": lambda: counts(
                position(rule, on=ON, agency=agency, joined=joiners(rule, on=ON))
            ),
            "the same, as known at a moment": lambda: counts(
                position(rule, on=ON, agency=agency, known_at=then)
            ),
            "by course": lambda: by_course(on=ON, agency=agency),
            "the trend of 24 months": lambda: trend(rule, days=days, agency=agency),
        }
        assert asked["the bare aggregate"]() == asked["the position"]()
        assert asked["the bare aggregate"]() == asked["the same, as known at a moment"]()
        taken = {words: [] for words in asked}
        for _ in range(ROUNDS):
            for words, work in asked.items():
                start = time.perf_counter()
                work()
                taken[words].append(time.perf_counter() - start)
    medians = {words: statistics.median(seconds) for words, seconds in taken.items()}
    floor = medians["the bare aggregate"]
    print(f"{f'{PEOPLE:,} people, {ON}':<46}{'ms':>7}{'x bare':>9}")
    for words, seconds in medians.items():
        print(f"{words:<46}{seconds * 1000:>7.0f}{seconds / floor:>9.1f}")
    if medians["the position"] > BUDGET * floor:
        sys.exit(f"The position takes more than {BUDGET} times the bare aggregate.")


def load():
    """Write the agency and its people once; PostgreSQL then knows how many there are."""
    with acting_for(None):
        if Agency.objects.filter(name=AGENCY).exists():
            return
        agency = Agency(name=AGENCY)
        agency.save()
        for number in range(UNITS):
            Unit(agency=agency, name=f"Unit {number:02}").save()
        with connection.cursor() as cursor:
            for statement in _LOAD:
                cursor.execute(statement, {"agency": agency.pk, "people": PEOPLE})
    with connections["owner"].cursor() as cursor:
        for table in ("prevent_portal_person", "training_unit", *_LARGE):
            cursor.execute(f"VACUUM ANALYZE {table}")


def bare(courses):
    """In post, trained and in date, summed over what the bare aggregate gives."""
    with connection.cursor() as cursor, large_joins(cursor):
        cursor.execute(_BARE, {"on": ON, "courses": courses})
        return tuple(sum(column) for column in list(zip(*cursor.fetchall(), strict=True))[1:])


def counts(found):
    """The same of a position."""
    return found.whole.in_post, found.whole.trained, found.whole.in_date


if __name__ == "__main__":
    main()
