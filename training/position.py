"""The position as at any day: who was in post, who had been trained, who was in date."""

import datetime
from dataclasses import dataclass, field

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.utils import timezone

from prevent_portal.errors import Refused
from prevent_portal.models import Person

from . import who
from .belonging import counting_apart
from .grouped import GROUPS_OF
from .kept import kept
from .models import Course, Rule
from .standing import HELD, OneCourse, of_each, parts_of, standing

#: How long "lately" is for a course by itself, and the joiners that are looked at, in months.
LATELY_MONTHS = 12


@dataclass(frozen=True)
class Grouping:
    """What people may be grouped by.

    `key` is taken of a row of `standing s` joined with `tables`; `label`, of that key joined with
    `names`. `words` are the words of keys that are codes. `overlaps` is true where somebody may be in
    several groups.
    """

    head: str
    key: str
    label: str = "counted.key"
    tables: str = ""
    names: str = ""
    words: dict = field(default_factory=dict)
    overlaps: bool = False


#: What people may be grouped by: the word in a command or an address.
GROUPS = {
    "unit": Grouping(
        "Business unit",
        "s.unit_id",
        "u.name",
        names="JOIN training_unit u ON u.id = counted.key",
    ),
    "team": Grouping(
        "Team",
        "u.name || ': ' || nullif(o.team, '')",
        tables="JOIN training_unit u ON u.id = s.unit_id"
        " JOIN training_posting o ON o.id = s.posting_id",
        words={None: "In no team that is known"},
    ),
    "agency": Grouping(
        "Agency",
        "s.agency_id",
        "a.name",
        names="JOIN prevent_portal_agency a ON a.id = counted.key",
    ),
    "role_level": Grouping(
        "Role level",
        "s.level_id",
        "l.name",
        names="JOIN training_level l ON l.id = counted.key",
    ),
    "directorate": Grouping(
        "Directorate",
        "nullif(u.directorate, '')",
        tables="JOIN training_unit u ON u.id = s.unit_id",
    ),
    "setting": Grouping(
        "Setting",
        "o.setting_id",
        "t.name",
        tables="JOIN training_posting o ON o.id = s.posting_id",
        names="LEFT JOIN training_setting t ON t.id = counted.key",
        words={None: "At no setting"},
    ),
    "kind": Grouping(
        "Kind of person",
        "p.kind",
        tables="JOIN prevent_portal_person p ON p.id = s.person_id",
        words=dict(Person.Kind.choices),
    ),
    "group": Grouping(
        "Staff group",
        "belongs.group_id",
        "g.name",
        tables=GROUPS_OF,
        names="LEFT JOIN training_staffgroup g ON g.id = counted.key",
        words={None: "In no staff group"},
        overlaps=True,
    ),
}


@dataclass(frozen=True)
class Measure:
    """A count of people: its heading, whom it counts, and the condition on a row of `standing s`."""

    head: str
    people: str
    condition: str


_IN_DATE = "s.last IS NOT NULL AND (s.expires_on IS NULL OR s.expires_on >= %(on)s)"
_OVERDUE = "s.due_on < %(on)s AND s.last IS NULL"
_JOINED = "s.joined_on BETWEEN %(joined_from)s AND %(joined_to)s AND s.due_on < %(on)s"
#: What is counted of every group.
_COUNTED = {
    "in_post": Measure("In post", "In post", "TRUE"),
    "trained": Measure("Trained", "Trained", "s.last IS NOT NULL"),
    "in_date": Measure("In date", "Trained and in date", _IN_DATE),
    "deadline_passed": Measure(
        "Deadline passed", "Deadline for first training passed", "s.due_on < %(on)s"
    ),
    "deadline_passed_trained": Measure(
        "Of these trained",
        "Deadline for first training passed, and trained",
        "s.due_on < %(on)s AND s.last IS NOT NULL",
    ),
}
#: What follows from those: each is the first less the second.
_LEFT_OVER = {
    "not_trained": ("in_post", "trained"),
    "run_out": ("trained", "in_date"),
    "overdue": ("deadline_passed", "deadline_passed_trained"),
    "not_due": ("not_trained", "overdue"),
}
#: Days within which training runs out, each with those before it.
EXPIRING = (30, 60, 90)
#: How many days first training may be late, until the next band; the last has no end.
LATE = ((30, "Up to 30 days"), (90, "31 to 90 days"), (365, "91 days to a year"), (None, "Longer"))


def _late(place):
    floor = LATE[place - 1][0] if place else 0
    until = f" AND %(on)s - s.due_on <= {LATE[place][0]}" if LATE[place][0] else ""
    return f"{_OVERDUE} AND %(on)s - s.due_on > {floor}{until}"


#: What is watched: what runs out soon, what is late by how long, and who began on time.
_WATCHED = {
    **{
        f"expiring_{days}": Measure(
            f"Within {days} days",
            f"Training that runs out within {days} days",
            f"{_IN_DATE} AND s.expires_on <= %(on)s::date + {days}",
        )
        for days in EXPIRING
    },
    **{
        f"late_{place}": Measure(words, f"First training late: {words.lower()}", _late(place))
        for place, (_, words) in enumerate(LATE)
    },
    "starters": Measure("Joined in the period", "Joined in the period", _JOINED),
    "starters_on_time": Measure(
        "On time", "Joined in the period and trained on time", f"{_JOINED} AND s.first <= s.due_on"
    ),
}
#: Every figure that can be opened as a list of people, by its word in an address.
MEASURES = {
    **_COUNTED,
    "not_trained": Measure("Not trained", "Not trained", "s.last IS NULL"),
    "run_out": Measure(
        "Run out", "Trained, but it has run out", "s.last IS NOT NULL AND s.expires_on < %(on)s"
    ),
    "overdue": Measure("Overdue", "Overdue: deadline passed and not trained", _OVERDUE),
    "not_due": Measure(
        "Not due yet",
        "Joined lately: not trained and not due yet",
        "s.last IS NULL AND (s.due_on IS NULL OR s.due_on >= %(on)s)",
    ),
    **_WATCHED,
    "starters_late": Measure(
        "Not on time",
        "Joined in the period and not trained on time",
        f"{_JOINED} AND (s.first IS NULL OR s.first > s.due_on)",
    ),
}


@dataclass
class Figures:
    """Counts of people in post on a day, and of those among them who were trained.

    `trained`: completed a course of the rule, ever. `in_date`: and not longer ago than the rule lets it
    be. `deadline_passed`: their first training was due before the day. Percents to one place, of those
    in post; None where nobody is. `watched` has the counts of what runs out, is late or began lately.
    """

    in_post: int = 0
    trained: int = 0
    in_date: int = 0
    deadline_passed: int = 0
    deadline_passed_trained: int = 0
    name: str | None = None
    key: str | None = None
    watched: dict = field(default_factory=dict)

    @property
    def percent(self):
        """Trained, of those in post."""
        return percent(self.trained, self.in_post)

    @property
    def in_date_percent(self):
        """In date, of those in post."""
        return percent(self.in_date, self.in_post)

    @property
    def deadline_passed_percent(self):
        """Trained, of those whose deadline has passed."""
        return percent(self.deadline_passed_trained, self.deadline_passed)

    @property
    def starters_percent(self):
        """On time, of those who joined in the period."""
        return percent(self.watched["starters_on_time"], self.watched["starters"])

    def count(self, measure):
        """The count under a name of MEASURES."""
        if measure in _LEFT_OVER:
            of, less = _LEFT_OVER[measure]
            return self.count(of) - self.count(less)
        if measure == "starters_late":
            return self.watched["starters"] - self.watched["starters_on_time"]
        return self.watched[measure] if measure in _WATCHED else getattr(self, measure)

    def as_json(self):
        """The figures under the names that the commands print."""
        found = {name: getattr(self, name) for name in _COUNTED}
        found |= {"percent": self.percent, "in_date_percent": self.in_date_percent}
        return ({"name": self.name} if self.name is not None else {}) | found


@dataclass
class Position:
    """The figures of a day: of everybody, and of each group."""

    on: object
    whole: Figures
    groups: list = field(default_factory=list)
    #: How many are in post and outside every figure, where that was asked for: away for long, exempt.
    apart: dict = field(default_factory=dict)


def percent(count, out_of):
    """A share to one place; None of nothing."""
    return round(100 * count / out_of, 1) if out_of else None


def end_of(day):
    """The moment at which a day ends: what was recorded on it is known by then."""
    next_day = day + datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(next_day, datetime.time.min))


def rules_in_force(agency, *, on):
    """The rules of a day that are for the people of an agency, or of any agency where it is None.

    A rule that was closed later was in force still.
    """
    in_force = Q(starts_on__isnull=True) | Q(starts_on__lte=on)
    in_force &= Q(ends_on__isnull=True) | Q(ends_on__gte=on)
    in_force &= Q(closed_on__isnull=True) | Q(closed_on__gt=on)
    whose = Q(agency__isnull=True) | Q(agency=agency) if agency else Q()
    return Rule.objects.filter(in_force, whose)


def rules_known(agency, *, on, known_at):
    """The same as a list, each as it was known at a moment."""
    found = [who.as_known(rule, known_at) for rule in Rule.objects.order_by("pk")]
    return [
        rule
        for rule in found
        if (rule.starts_on is None or rule.starts_on <= on)
        and (rule.ends_on is None or rule.ends_on >= on)
        and (rule.closed_on is None or rule.closed_on > on)
        and (agency is None or rule.agency_id in (None, agency.pk))
    ]


def headline_rule(agency, *, on, known_at=None):
    """The rule whose figures stand for an agency on a day: its own, else everybody's.

    With `known_at`, what was the headline as it was known then. Raises Refused if none is in force.
    """
    if known_at is None or not who.changed_since(known_at):
        whose = Q(agency__isnull=True) | Q(agency=agency)
        rules = rules_in_force(agency, on=on).filter(whose, is_headline=True)
        rule = rules.with_parts().order_by("agency", "pk").first()
        if rule:
            rule.known_at = known_at  # nothing of it has changed since
    else:
        own = agency and agency.pk
        rules = rules_known(agency, on=on, known_at=known_at)
        rules = [each for each in rules if each.is_headline and each.agency_id in (None, own)]
        rule = min(rules, key=lambda each: (each.agency_id is None, each.pk), default=None)
    if rule is None:
        raise Refused(None, f"No headline rule for training was in force on {on:%d/%m/%Y}.")
    return rule


def joiners(rule, *, on):
    """The first and last day of joining of the twelve months whose deadline has passed by a day."""
    last = on - relativedelta(months=rule.due_months, days=1)
    return last - relativedelta(months=LATELY_MONTHS) + relativedelta(days=1), last


_COUNTS = """
    SELECT counted.key::text, {label} AS name, {names_of_counts} FROM (
        SELECT {key} AS key, {counts} FROM standing s {tables} GROUP BY 1
    ) AS counted {names}
    ORDER BY name, counted.key
"""


#: Who is set apart, in a first row of the same form.
_BESIDE = "SELECT NULL, NULL, apart.*{room} FROM ({aside}) AS apart UNION ALL ({counts})"


def _counts(by, measures):
    group = GROUPS[by]
    return _COUNTS.format(
        key=group.key,
        label=group.label,
        tables=group.tables,
        names=group.names,
        names_of_counts=", ".join(measures),
        counts=", ".join(
            f"count(*) FILTER (WHERE {each.condition}) AS {name}" for name, each in measures.items()
        ),
    )


def position(rule, *, on, agency=None, by="unit", known_at=None, joined=None):
    """The Position under a rule on a day, of one agency or of all, as known now or at a moment.

    Both first and last days of a posting count as in post. With `joined`, the first and last day on
    which new starters joined, what is watched is counted too, and who is set apart. One query,
    whatever the size; two where groups overlap.
    """
    measures = _COUNTED | (_WATCHED if joined else {})
    first, last = joined or (None, None)
    start, about = standing(rule, on=on, agency=agency, known_at=known_at)
    about |= {"joined_from": first, "joined_to": last}
    counts, apart = _counts(by, measures), {}
    if joined:
        aside, of_aside = counting_apart(rule, on=on, agency=agency, known_at=known_at)
        counts, about = (
            _BESIDE.format(aside=aside, room=", 0" * (len(measures) - 2), counts=counts),
            about | of_aside,
        )
    found = kept(start + counts, about)
    if joined:
        apart = dict(zip(("away", "exempt"), found.pop(0)[2:4], strict=True))
    groups = [_figures(measures, row, by) for row in found]
    apiece = groups
    if GROUPS[by].overlaps:
        found = kept(start + _counts("agency", measures), about)
        apiece = [_figures(measures, row, "agency") for row in found]
    return Position(on, _sum(apiece, measures), groups, apart)


def positions(rules, *, on, agency=None, known_at=None):
    """The figures under each rule on a day, in one query: [(rule, Figures), ...]."""
    if not (rules := list(rules)):
        return []
    select = _counts("agency", _COUNTED)
    found = [[] for _ in rules]
    for place, *row in kept(of_each(rules, select, on=on, agency=agency, known_at=known_at), None):
        found[place].append(_figures(_COUNTED, row, "agency"))
    return [(rule, _sum(each, _COUNTED)) for rule, each in zip(rules, found, strict=True)]


def _figures(measures, row, by):
    key, name, *counts = row
    counts = dict(zip(measures, counts, strict=True))
    watched = {name: counts.pop(name) for name in _WATCHED if name in counts}
    words = GROUPS[by].words
    return Figures(**counts, name=words.get(name, name), key=key or "", watched=watched)


def _sum(groups, measures):
    """All groups together: nobody is in two of them, but for who holds two posts."""
    whole = Figures(watched=dict.fromkeys(_WATCHED.keys() & measures.keys(), 0))
    for each in groups:
        for name in _COUNTED:
            setattr(whole, name, getattr(whole, name) + getattr(each, name))
        for name in whole.watched:
            whole.watched[name] += each.watched[name]
    return whole


_BY_COURSE = """
    WITH held AS (
        SELECT p.person_id {held}
          AND p.starts_on <= %(on)s AND (p.ends_on IS NULL OR p.ends_on >= %(on)s)
    ), taken AS (
        SELECT t.course_id, t.person_id, max(t."on") AS last FROM training_completion t
        WHERE t."on" <= %(on)s AND {counted} GROUP BY t.course_id, t.person_id
    )
    SELECT NULL, count(*), 0 FROM held
    UNION ALL
    SELECT taken.course_id, count(*),
           count(*) FILTER (WHERE (taken.last + make_interval(months => %(renew)s))::date >= %(on)s)
    FROM held JOIN taken ON taken.person_id = held.person_id
    GROUP BY taken.course_id
"""


@dataclass(frozen=True)
class CourseFigures:
    """How many of those in post have ever taken a course, and in the last twelve months."""

    course: Course
    in_post: int
    ever: int
    lately: int

    @property
    def ever_percent(self):
        """Ever taken, of those in post."""
        return percent(self.ever, self.in_post)

    @property
    def lately_percent(self):
        """Taken in the last twelve months, of those in post."""
        return percent(self.lately, self.in_post)


def by_course(*, on, agency=None, known_at=None):
    """How many of everybody in post took each course itself, in one query: [CourseFigures, ...].

    Courses that nobody has taken and that are closed or legacy are left out.
    """
    everybody = OneCourse(None, LATELY_MONTHS)
    parts, about = parts_of(everybody, agency=agency, known_at=known_at)
    sql = _BY_COURSE.format(held=HELD.format(done="", **parts), counted=parts["counted"])
    (_, in_post, _), *taken = sorted(
        kept(sql, about | {"on": on}), key=lambda row: row[0] is not None
    )
    found = {course: counts for course, *counts in taken}
    return [
        CourseFigures(course, in_post, *found.get(course.pk, (0, 0)))
        for course in Course.objects.all()
        if course.pk in found or (course.is_open and not course.is_legacy)
    ]
