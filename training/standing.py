"""How each person stands under a rule on a day: the rows behind every figure, list and reminder.

A statement begins with what `standing` gives and goes on with more tables or a SELECT over its table `standing`,
which has a row for each posting that holds the day and that the rule is for:

person_id, posting_id, unit_id, level_id, agency_id, joined_on, starts_on
    whose, and where they were;
last
    the day of the training that counts, null if there is none: of any of the rule's courses the
    latest; where all are needed, the day on which the one longest ago was last taken;
due_on
    the day by which the first training is due (last day of a shorter month: 31 August and six
    months is 28 February);
expires_on
    the last day on which the training is in date, null where there is none or it never runs out.
"""

from contextlib import contextmanager

from django.db import connection

from . import who
from .models import Rule

_KNOWN_NOW = "{0}.withdrawn_at IS NULL"
_KNOWN_THEN = "{0}.recorded_at <= %(known_at)s AND ({0}.withdrawn_at IS NULL OR {0}.withdrawn_at > %(known_at)s)"

#: Any of the courses, or what counts as one of them.
_ANY = """
    SELECT t.person_id, max(t."on") AS last
    FROM training_completion t
    WHERE t.course_id IN (SELECT counts FROM asked) AND t."on" <= %(on)s
      AND t.route <> 'declared' AND {known_t}
    GROUP BY t.person_id
"""
#: Each of the courses, or what counts as it.
_ALL = """
    SELECT person_id, min(last) AS last FROM (
        SELECT t.person_id, asked.course, max(t."on") AS last
        FROM training_completion t JOIN asked ON asked.counts = t.course_id
        WHERE t."on" <= %(on)s AND t.route <> 'declared' AND {known_t}
        GROUP BY t.person_id, asked.course
    ) AS each GROUP BY person_id HAVING count(*) = cardinality(%(courses)s::bigint[])
"""
_STANDING = """
    WITH asked AS (
        SELECT course, course AS counts FROM unnest(%(courses)s::bigint[]) AS course
        UNION
        SELECT to_course_id, from_course_id FROM training_course_counts_as
        WHERE to_course_id = ANY(%(courses)s)
    ), done AS (
        {done}
    ), standing AS (
        SELECT p.person_id, p.id AS posting_id, p.unit_id, p.level_id, u.agency_id,
               p.joined_on, p.starts_on, done.last,
               ({since} + make_interval(months => %(due)s))::date AS due_on,
               (done.last + make_interval(months => %(renew)s))::date AS expires_on
        FROM training_posting p
        JOIN training_unit u ON u.id = p.unit_id
        LEFT JOIN done ON done.person_id = p.person_id
        WHERE p.starts_on <= %(on)s AND (p.ends_on IS NULL OR p.ends_on >= %(on)s)
          AND (%(agency)s IS NULL OR u.agency_id = %(agency)s)
          AND {known_p} AND {who}
    )
"""
#: From which day the months of a rule count.
_SINCE = {
    Rule.Trigger.JOINING: "p.joined_on",
    Rule.Trigger.POSTING: "p.starts_on",
    Rule.Trigger.RULE: "greatest(p.joined_on, %(starts_on)s)",
}


def standing(rule, *, on, agency=None, known_at=None, whose=who.who):
    """The beginning of a statement, and its parameters: of one agency or of all, as known now or then.

    `whose` gives the condition on postings: whom the rule counts, unless another is asked for.
    """
    known = _KNOWN_NOW if known_at is None else _KNOWN_THEN
    clause, about = whose(rule)
    counting, before = who.counting(rule)
    sql = _STANDING.format(
        done=(_ALL if rule.needs_all else _ANY).format(known_t=known.format("t") + counting),
        since=_SINCE[rule.trigger],
        known_p=known.format("p"),
        who=clause,
    )
    return sql, about | before | {
        "on": on,
        "agency": agency.pk if agency else None,
        "courses": [course.pk for course in rule.courses.all()],
        "due": rule.due_months,
        "renew": rule.renew_months,
        "starts_on": rule.starts_on,
        "known_at": known_at,
    }


@contextmanager
def large_joins(cursor):
    """Has PostgreSQL join whole tables: right after an import nothing has statistics yet, and looking
    people up one by one takes minutes.
    """
    cursor.execute("SET LOCAL enable_nestloop = off")
    yield
    cursor.execute("SET LOCAL enable_nestloop = on")


def rows(rule, select, *, on, agency=None, known_at=None, **parameters):
    """What a SELECT over `standing` gives, as tuples; its own parameters come by name."""
    sql, about = standing(rule, on=on, agency=agency, known_at=known_at)
    with connection.cursor() as cursor, large_joins(cursor):
        cursor.execute(sql + select, about | parameters)
        return cursor.fetchall()
