"""The position as at any day: who was in post, who had been trained, who was in date."""

from dataclasses import asdict, dataclass, field

from django.db import connection
from django.db.models import Q

from prevent_portal.errors import Refused

from .models import Rule

#: What people may be grouped by: the word in a command or an address, and the SQL of its name.
GROUPS = {
    "unit": "u.name",
    "agency": "a.name",
    "role_level": "l.name",
    "directorate": "nullif(u.directorate, '')",
}


@dataclass
class Figures:
    """Counts of people in post on a day, and of those among them who were trained.

    `trained`: completed a course of the rule, ever. `in_date`: and not longer ago than the rule lets it
    be. `deadline_passed`: their first training was due before the day. Percents to one place, of those
    in post; None where nobody is.
    """

    in_post: int = 0
    trained: int = 0
    in_date: int = 0
    deadline_passed: int = 0
    deadline_passed_trained: int = 0
    name: str | None = None

    @property
    def percent(self):
        """Trained, of those in post."""
        return _percent(self.trained, self.in_post)

    @property
    def in_date_percent(self):
        """In date, of those in post."""
        return _percent(self.in_date, self.in_post)

    @property
    def deadline_passed_percent(self):
        """Trained, of those whose deadline has passed."""
        return _percent(self.deadline_passed_trained, self.deadline_passed)

    def as_json(self):
        """The figures under the names that the commands print."""
        found = {k: v for k, v in asdict(self).items() if k != "name"}
        found |= {"percent": self.percent, "in_date_percent": self.in_date_percent}
        return ({"name": self.name} if self.name is not None else {}) | found


@dataclass
class Position:
    """The figures of a day: of everybody, and of each group."""

    on: object
    whole: Figures
    groups: list = field(default_factory=list)


def _percent(count, out_of):
    return round(100 * count / out_of, 1) if out_of else None


def headline_rule(agency, *, on):
    """The rule whose figures stand for an agency on a day: its own, else everybody's.

    Raises Refused if none is in force.
    """
    in_force = Q(starts_on__isnull=True) | Q(starts_on__lte=on)
    in_force &= Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    whose = Q(agency__isnull=True) | Q(agency=agency)
    rules = Rule.objects.standing().filter(in_force, whose, is_headline=True)
    rule = rules.order_by("agency", "pk").first()
    if rule is None:
        raise Refused(None, f"No headline rule for training was in force on {on:%d/%m/%Y}.")
    return rule


_POSITION = """
    WITH counted AS (
        SELECT DISTINCT c.id FROM training_course c
        LEFT JOIN training_course_counts_as k ON k.from_course_id = c.id
        WHERE c.id = ANY(%(courses)s) OR k.to_course_id = ANY(%(courses)s)
    ), done AS (
        SELECT t.person_id, max(t."on") AS last
        FROM training_completion t
        WHERE t.course_id IN (SELECT id FROM counted) AND t."on" <= %(on)s
          AND t.route <> 'declared' AND {known_t}
        GROUP BY t.person_id
    ), shown AS (
        SELECT {group} AS name, p.joined_on, done.last
        FROM training_posting p
        JOIN training_unit u ON u.id = p.unit_id
        JOIN training_level l ON l.id = p.level_id
        JOIN prevent_portal_agency a ON a.id = u.agency_id
        LEFT JOIN done ON done.person_id = p.person_id
        WHERE p.starts_on <= %(on)s AND (p.ends_on IS NULL OR p.ends_on >= %(on)s)
          AND (%(agency)s IS NULL OR u.agency_id = %(agency)s)
          AND (%(levels)s IS NULL OR p.level_id = ANY(%(levels)s))
          AND (NOT %(only_at_risk)s OR p.works_with_people_at_risk)
          AND {known_p}
    )
    SELECT name, count(*), count(last),
           count(*) FILTER (WHERE last IS NOT NULL
               AND (%(renew)s IS NULL OR last + make_interval(months => %(renew)s) >= %(on)s)),
           count(*) FILTER (WHERE joined_on + make_interval(months => %(due)s) < %(on)s),
           count(last) FILTER (WHERE joined_on + make_interval(months => %(due)s) < %(on)s)
    FROM shown GROUP BY GROUPING SETS ((name), ())
    ORDER BY grouping(name) DESC, name
"""
_KNOWN_NOW = "{0}.withdrawn_at IS NULL"
_KNOWN_THEN = "{0}.recorded_at <= %(known_at)s AND ({0}.withdrawn_at IS NULL OR {0}.withdrawn_at > %(known_at)s)"


def position(rule, *, on, agency=None, by="unit", known_at=None):
    """The Position under a rule on a day, of one agency or of all, as known now or at a moment.

    Both first and last days of a posting count as in post. One query, whatever the size.
    """
    known = _KNOWN_NOW if known_at is None else _KNOWN_THEN
    sql = _POSITION.format(group=GROUPS[by], known_t=known.format("t"), known_p=known.format("p"))
    levels = list(rule.levels.values_list("pk", flat=True))
    about = {
        "on": on,
        "agency": agency.pk if agency else None,
        "courses": list(rule.courses.values_list("pk", flat=True)),
        "levels": levels or None,
        "only_at_risk": rule.only_at_risk,
        "due": rule.due_months,
        "renew": rule.renew_months,
        "known_at": known_at,
    }
    with connection.cursor() as cursor:
        # Right after an import nothing has statistics, and looking people up one by one takes minutes.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(sql, about)
        (_, *whole), *groups = cursor.fetchall()
        cursor.execute("SET LOCAL enable_nestloop = on")
    return Position(on, Figures(*whole), [Figures(*rest, name=name) for name, *rest in groups])
