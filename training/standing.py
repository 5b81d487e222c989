"""How each person stands under a rule on a day: the rows behind every figure, list and reminder.

A statement begins with what `standing` gives and goes on with more tables or a SELECT over its table `standing`,
which has a row for each posting that holds the day and that the rule is for:

person_id, posting_id, unit_id, level_id, agency_id, joined_on, starts_on
    whose, and where they were;
last
    the day of the training that counts, null if there is none: of any of the rule's courses the
    latest; where all are needed, the day on which the one longest ago was last taken;
first
    the day from which they had been trained at all, null likewise;
due_on
    the day by which the first training is due (last day of a shorter month: 31 August and six
    months is 28 February);
expires_on
    the last day on which the training is in date, null where there is none or it never runs out.
"""

from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from . import who
from .models import Course, Rule

#: Rows that a download takes from the database at a time.
_AT_A_TIME = 1000
#: What a step of such a statement may hold in memory before it uses the disk.
_MEMORY = "64MB"
LARGE_JOINS = f"SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '{_MEMORY}'"
USUAL_JOINS = "SET LOCAL enable_nestloop = on; SET LOCAL work_mem TO DEFAULT"
_KNOWN_NOW = "{0}.withdrawn_at IS NULL"
_KNOWN_THEN = "{0}.recorded_at <= %(known_at)s AND ({0}.withdrawn_at IS NULL OR {0}.withdrawn_at > %(known_at)s)"

#: The courses that are asked for, each with those that count as it.
_ASKED = """asked AS (
        SELECT course, course AS counts FROM unnest(%(courses)s::bigint[]) AS course
        UNION
        SELECT to_course_id, from_course_id FROM {counting_as} AS counting_as
        WHERE to_course_id = ANY(%(courses)s::bigint[]) AND NOT %(is_one_course)s
    )"""
#: What somebody completed that counts; their own statement does not.
COUNTED = "t.route <> 'declared' AND {known_t}"
#: The postings that a rule is for, of the agency or of all, whatever the day.
HELD = """
    FROM training_posting p
    JOIN training_unit u ON u.id = p.unit_id{done}
    WHERE (%(agency)s IS NULL OR u.agency_id = %(agency)s) AND {known_p} AND {who}"""
#: Any of the courses, or what counts as one of them.
_ANY = """
    SELECT t.person_id, max(t."on") AS last, min(t."on") AS first
    FROM training_completion t
    WHERE t.course_id = ANY(ARRAY(SELECT counts FROM asked)) AND t."on" <= %(on)s AND {counted}
    GROUP BY t.person_id
"""
#: Each of the courses, or what counts as it.
_ALL = """
    SELECT person_id, min(last) AS last, max(first) AS first FROM (
        SELECT t.person_id, asked.course, max(t."on") AS last, min(t."on") AS first
        FROM training_completion t JOIN asked ON asked.counts = t.course_id
        WHERE t."on" <= %(on)s AND {counted}
        GROUP BY t.person_id, asked.course
    ) AS each GROUP BY person_id HAVING count(*) = cardinality(%(courses)s::bigint[])
"""
_STANDING = """
    WITH {asked}, done AS (
        {done}
    ), standing AS (
        SELECT p.person_id, p.id AS posting_id, p.unit_id, p.level_id, u.agency_id,
               p.joined_on, p.starts_on, done.last, done.first,
               {due_on} AS due_on,
               (done.last + make_interval(months => %(renew)s))::date AS expires_on
        {held}
          AND p.starts_on <= %(on)s AND (p.ends_on IS NULL OR p.ends_on >= %(on)s)
    )
"""
_JOIN_DONE = """
    LEFT JOIN done ON done.person_id = p.person_id"""
#: From which day the months of a rule count.
_SINCE = {
    Rule.Trigger.JOINING: "p.joined_on",
    Rule.Trigger.POSTING: "p.starts_on",
    Rule.Trigger.RULE: "greatest(p.joined_on, %(starts_on)s)",
}


@dataclass(frozen=True)
class OneCourse:
    """One course by itself, or none, as if a rule asked everybody for it every so many months."""

    course: Course | None
    renew_months: int

    def __str__(self):
        return str(self.course)


def standing(rule, *, on, agency=None, known_at=None, whose=None):
    """The beginning of a statement, and its parameters: of one agency or of all, as known now or then.

    `whose` gives the condition on postings: whom the rule counts, unless another is asked for.
    """
    parts, about = parts_of(rule, agency=agency, known_at=known_at, whose=whose)
    done = (_ALL if about["needs_all"] else _ANY).format(counted=parts["counted"])
    held = HELD.format(done=_JOIN_DONE, **parts)
    sql = _STANDING.format(asked=parts["asked"], done=done, held=held, due_on=parts["due_on"])
    return sql, about | {"on": on}


def parts_of(rule, *, agency=None, known_at=None, whose=None):
    """What the statements over the register differ in, as pieces of SQL, and their parameters.

    A OneCourse is for everybody.
    """
    known = _KNOWN_NOW if known_at is None else _KNOWN_THEN
    if isinstance(rule, OneCourse):
        clause, since, counting = "TRUE", "p.joined_on", ""
        about = {
            "courses": [rule.course.pk] if rule.course else [],
            "needs_all": False,
            "due": None,
            "starts_on": None,
        }
    else:
        rule = who.whole(who.as_known(rule, known_at))
        clause, about = (whose or who.who)(rule)
        since = _SINCE[rule.trigger]
        counting, before = who.counting(rule)
        about = (
            about
            | before
            | {
                "courses": rule.parts["courses"],
                "needs_all": rule.needs_all,
                "due": rule.due_months,
                "starts_on": rule.starts_on,
            }
        )
    parts = {
        "asked": _ASKED.format(counting_as=who.counting_as(known_at)),
        "known_p": known.format("p"),
        "counted": COUNTED.format(known_t=known.format("t")) + counting,
        "who": clause,
        "due_on": f"({since} + make_interval(months => %(due)s))::date",
    }
    return parts, about | {
        "agency": agency.pk if agency else None,
        "renew": rule.renew_months,
        "is_one_course": isinstance(rule, OneCourse),
        "known_at": known_at,
    }


@contextmanager
def large_joins(cursor):
    """Has PostgreSQL join whole tables, and in memory: right after an import nothing has statistics yet,
    and looking people up one by one takes minutes.
    """
    cursor.execute(LARGE_JOINS)
    yield
    cursor.execute(USUAL_JOINS)


def rows(rule, select, *, on, agency=None, known_at=None, **parameters):
    """What a SELECT over `standing` gives, as tuples; its own parameters come by name."""
    sql, about = standing(rule, on=on, agency=agency, known_at=known_at)
    return asked_of(sql + select, about | parameters)


def of_each(rules, select, *, on, agency=None, known_at=None, **parameters):
    """A statement of what a SELECT over `standing` gives under each rule: each row begins with its place."""
    statements = [standing(rule, on=on, agency=agency, known_at=known_at) for rule in rules]
    with connection.cursor() as cursor:
        each = [
            cursor.mogrify(
                f"{sql} SELECT {place}, given.* FROM ({select}) AS given",  # noqa: S608 - fixed words
                about | parameters,
            )
            for place, (sql, about) in enumerate(statements)
        ]
    return " UNION ALL ".join(f"({text.decode()})" for text in each)


def asked_of(sql, about):
    """The rows of a statement over the register."""
    with connection.cursor() as cursor:
        cursor.execute(f"{LARGE_JOINS}; {sql}", about)
        found = cursor.fetchall()
        cursor.execute(USUAL_JOINS)
    return found


def each_row(sql, about):
    """The same, a thousand at a time, so that memory stays flat however many there are."""
    with (
        transaction.atomic(),
        connection.cursor() as plain,
        large_joins(plain),
        connection.chunked_cursor() as cursor,
    ):
        cursor.execute(sql, about)
        while found := cursor.fetchmany(_AT_A_TIME):
            yield from found
