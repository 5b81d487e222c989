"""The position as at any day: who was in post, who had been trained, who was in date."""

from dataclasses import asdict, dataclass, field

from django.db.models import Q

from prevent_portal.errors import Refused

from .models import Rule
from .standing import rows

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


_COUNTS = """
    , shown AS (
        SELECT {group} AS name, s.last, s.due_on, s.expires_on
        FROM standing s
        JOIN training_unit u ON u.id = s.unit_id
        JOIN training_level l ON l.id = s.level_id
        JOIN prevent_portal_agency a ON a.id = s.agency_id
    )
    SELECT name, count(*), count(last),
           count(*) FILTER (WHERE last IS NOT NULL
               AND (expires_on IS NULL OR expires_on >= %(on)s)),
           count(*) FILTER (WHERE due_on < %(on)s),
           count(last) FILTER (WHERE due_on < %(on)s)
    FROM shown GROUP BY GROUPING SETS ((name), ())
    ORDER BY grouping(name) DESC, name
"""


def position(rule, *, on, agency=None, by="unit", known_at=None):
    """The Position under a rule on a day, of one agency or of all, as known now or at a moment.

    Both first and last days of a posting count as in post. One query, whatever the size.
    """
    counts = _COUNTS.format(group=GROUPS[by])
    (_, *whole), *groups = rows(rule, counts, on=on, agency=agency, known_at=known_at)
    return Position(on, Figures(*whole), [Figures(*rest, name=name) for name, *rest in groups])
