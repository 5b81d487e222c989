"""What would change on a day if a rule stood in place of the headline: who is asked, who is in date."""

from dataclasses import dataclass

from django.db import connection

from . import standing
from .belonging import set_apart
from .position import GROUPS, headline_rule

_BOTH = """
    SELECT {group} AS name,
           count(now.posting_id), count(now.last),
           count(*) FILTER (WHERE now.last IS NOT NULL
               AND (now.expires_on IS NULL OR now.expires_on >= {on})),
           count(*) FILTER (WHERE now.last IS NULL AND now.due_on < {on} OR now.expires_on < {on}),
           count(tried.posting_id), count(tried.last),
           count(*) FILTER (WHERE tried.last IS NOT NULL
               AND (tried.expires_on IS NULL OR tried.expires_on >= {on})),
           count(*) FILTER (
               WHERE tried.last IS NULL AND tried.due_on < {on} OR tried.expires_on < {on}),
           count(*) FILTER (WHERE now.posting_id IS NULL),
           count(*) FILTER (WHERE tried.posting_id IS NULL)
    FROM ({now}) AS now FULL JOIN ({tried}) AS tried ON tried.posting_id = now.posting_id
    JOIN training_unit u ON u.id = coalesce(tried.unit_id, now.unit_id)
    JOIN training_level l ON l.id = coalesce(tried.level_id, now.level_id)
    JOIN prevent_portal_agency a ON a.id = coalesce(tried.agency_id, now.agency_id)
    GROUP BY GROUPING SETS (({group}), ()) ORDER BY grouping({group}) DESC, 1
"""


@dataclass(frozen=True)
class Counts:
    """Under one rule: people it is for, trained, in date, overdue (never trained in time, or run out)."""

    asked: int = 0
    trained: int = 0
    in_date: int = 0
    overdue: int = 0


@dataclass(frozen=True)
class Compared:
    """A group under the present headline and under the rule that is tried."""

    name: str
    now: Counts
    tried: Counts
    newly: int
    no_longer: int


@dataclass(frozen=True)
class Trial:
    """A day under both rules: everybody together, by group, and who is set apart from the one that is tried."""

    present: object
    whole: Compared
    groups: list
    away: int
    exempt: int


def try_rule(rule, *, on, agency=None):
    """Compare a rule with the headline of an agency, or of all, on a day; by unit, or by agency.

    Two statements. Raises Refused where no headline rule is in force.
    """
    present = headline_rule(agency, on=on)
    with connection.cursor() as cursor, standing.large_joins(cursor):
        now, tried = (
            cursor.mogrify(sql + " SELECT * FROM standing", about).decode()  # noqa: S608 - fixed parts
            for sql, about in (
                standing.standing(each, on=on, agency=agency) for each in (present, rule)
            )
        )
        group = GROUPS["unit" if agency else "agency"].label
        day = cursor.mogrify("%s::date", [on]).decode()
        cursor.execute(_BOTH.format(group=group, now=now, tried=tried, on=day))
        whole, *groups = [_compared(row) for row in cursor.fetchall()]
    return Trial(present, whole, groups, *set_apart(rule, on=on, agency=agency))


def _compared(row):
    name, counts = row[0], row[1:]
    return Compared(name, Counts(*counts[:4]), Counts(*counts[4:8]), *counts[8:])
