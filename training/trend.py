"""How the figures of a rule went from month to month, counted in one statement.

Each posting, and each stretch of days on which somebody was trained, in date or past their deadline,
is turned into the months whose ends it holds; so the register is read once, however many months.
The days for which somebody is set apart are taken off again.
"""

import datetime
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from .kept import kept
from .position import Figures
from .standing import HELD, parts_of, standing
from .who import APART_DAYS, whom

_FIGURES = ("in_post", "trained", "in_date", "deadline_passed", "deadline_passed_trained")
#: From the day of a course until the next time, or until it runs out.
_ANY = """
    firsts AS (
        SELECT person_id, min("on") AS first FROM taken GROUP BY person_id
    ), dated AS (SELECT person_id, starts, ends FROM stretches)
"""
#: The days on which as many courses are in date as are needed.
_ALL = """
    firsts AS (
        SELECT person_id, max(first) AS first FROM (
            SELECT person_id, course, min("on") AS first FROM taken GROUP BY person_id, course
        ) AS each GROUP BY person_id HAVING count(*) = cardinality(%(courses)s::bigint[])
    ), steps AS (
        SELECT person_id, day, sum(step) AS step FROM (
            SELECT person_id, starts AS day, 1 AS step FROM stretches
            UNION ALL
            SELECT person_id, ends + 1, -1 FROM stretches WHERE ends < 'infinity'
        ) AS each GROUP BY person_id, day
    ), swept AS (
        SELECT person_id, day,
               sum(step) OVER (PARTITION BY person_id ORDER BY day) AS courses,
               lead(day) OVER (PARTITION BY person_id ORDER BY day) AS next
        FROM steps
    ), dated AS (
        SELECT person_id, day AS starts, coalesce(next - 1, 'infinity') AS ends
        FROM swept WHERE courses = cardinality(%(courses)s::bigint[])
    )
"""
_TREND = """
    WITH {asked}, taken AS (
        SELECT t.person_id, {course} AS course, t."on"
        FROM training_completion t JOIN asked ON asked.counts = t.course_id
        WHERE {counted}
    ), stretches AS (
        SELECT person_id, "on" AS starts, coalesce(least(
            ("on" + make_interval(months => %(renew)s))::date,
            lead("on") OVER (PARTITION BY person_id, course ORDER BY "on") - 1
        ), 'infinity') AS ends, course
        FROM taken
    ), {dated}, whole AS (
        SELECT p.person_id, p.starts_on, coalesce(p.ends_on, 'infinity') AS ends_on,
               {due_on} + 1 AS passed_on, 1 AS counts
        {held}
    ), held AS (
        SELECT * FROM whole
        UNION ALL
        SELECT whole.person_id, greatest(starts_on, lower(days)),
               least(ends_on, coalesce(upper(days) - 1, 'infinity')), passed_on, -1
        FROM whole JOIN {apart} AS apart ON apart.person_id = whole.person_id
    ), spans (figure, starts, ends, counts) AS (
        SELECT 'in_post', starts_on, ends_on, counts FROM held
        UNION ALL
        SELECT 'deadline_passed', greatest(starts_on, passed_on), ends_on, counts FROM held
        UNION ALL
        SELECT 'trained', greatest(starts_on, first), ends_on, counts
        FROM held JOIN firsts ON firsts.person_id = held.person_id
        UNION ALL
        SELECT 'deadline_passed_trained', greatest(starts_on, passed_on, first), ends_on, counts
        FROM held JOIN firsts ON firsts.person_id = held.person_id
        UNION ALL
        SELECT 'in_date', greatest(starts_on, starts), least(ends_on, ends), counts
        FROM held JOIN dated ON dated.person_id = held.person_id
    )
    SELECT figure, since, until, sum(counts)::bigint FROM (
        SELECT figure, width_bucket(starts - 1, %(days)s) AS since,
               width_bucket(ends, %(days)s) AS until, counts
        FROM spans
    ) AS placed WHERE since < until GROUP BY figure, since, until
"""
#: Nobody is set apart from a course by itself.
_NOBODY = "(SELECT NULL::bigint AS person_id, NULL::daterange AS days WHERE false)"
#: The same, day by day, where whom the rule is for depends on the day itself.
_DAY_BY_DAY = """
    SELECT place - 1, counted.* FROM unnest(%(days)s) WITH ORDINALITY AS day (on_day, place)
    CROSS JOIN LATERAL (
        {standing}
        SELECT count(*), count(last),
               count(*) FILTER (WHERE last IS NOT NULL
                   AND (expires_on IS NULL OR expires_on >= on_day)),
               count(*) FILTER (WHERE due_on < on_day), count(last) FILTER (WHERE due_on < on_day)
        FROM standing
    ) AS counted
"""


@dataclass
class Point:
    """The figures of the end of a month."""

    on: datetime.date
    figures: Figures


def month_ends(on, months):
    """The last days of so many months, the latest on a day or before it, oldest first."""
    next_month = (on + datetime.timedelta(days=1)).replace(day=1)
    return [
        next_month - relativedelta(months=back) - datetime.timedelta(days=1)
        for back in reversed(range(months))
    ]


def trend(rule, *, days, agency=None, known_at=None):
    """The figures under a rule on each of some days, oldest first, as [Point, ...]. One query."""
    parts, about = parts_of(rule, agency=agency, known_at=known_at, whose=whom)
    counts = [Figures() for _ in days]
    if "%(on)s" in parts["who"]:
        sql, about = standing(rule, on=None, agency=agency, known_at=known_at)
        sql = _DAY_BY_DAY.format(standing=sql.replace("%(on)s", "on_day"))
        for place, *row in kept(sql, about | {"days": days}):
            counts[place] = Figures(*row)
        return [Point(day, figures) for day, figures in zip(days, counts, strict=True)]
    sql = _TREND.format(
        asked=parts["asked"],
        course="asked.course" if about["needs_all"] else "0",
        counted=parts["counted"],
        dated=_ALL if about["needs_all"] else _ANY,
        due_on=parts["due_on"],
        apart=APART_DAYS if "who_rule" in about else _NOBODY,
        held=HELD.format(done="", **parts),
    )
    for figure, since, until, count in kept(sql, about | {"days": days}):
        for figures in counts[since:until]:
            setattr(figures, figure, getattr(figures, figure) + count)
    return [Point(day, figures) for day, figures in zip(days, counts, strict=True)]
