"""How training stands on a day, as pages and spreadsheets show it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from prevent_portal.columns import Column
from prevent_portal.errors import Refused
from prevent_portal.templatetags.govuk import day as in_words

from .behind import Asked, People
from .figures import standing
from .forms.position import DayFilter, PeopleFilter, PositionFilter, TrendFilter
from .position import (
    EXPIRING,
    GROUPS,
    LATE,
    LATELY_MONTHS,
    MEASURES,
    by_course,
    headline_rule,
    joiners,
    positions,
    rules_in_force,
    rules_known,
)
from .sight import may_be_named
from .standing import OneCourse
from .trend import month_ends, trend
from .who import as_known

#: Who is in no directorate, say.
_NOT_SAID = "Not said"
#: The figures of each line of the table, each with the name of its share.
_SHOWN = {
    "in_post": "",
    "trained": "percent",
    "not_trained": "",
    "in_date": "in_date_percent",
    "run_out": "",
    "deadline_passed": "",
    "deadline_passed_trained": "deadline_passed_percent",
    "overdue": "",
    "not_due": "",
}
#: How the downloads name those who are in post and outside every other figure.
_APART = {"away": "Not counted above: away for long", "exempt": "Not counted above: exempt"}
#: The figures side by side for several rules.
_OF_RULES = (
    "in_post",
    "trained",
    "in_date",
    "deadline_passed",
    "deadline_passed_trained",
    "overdue",
)
#: Height and width of the drawing of a trend; percents go up from its foot.
_HIGH, _WIDE = 100, 400


@dataclass(frozen=True)
class Cell:
    """A figure as a table shows it: its heading, its share, and the list of people behind it."""

    head: str
    count: int
    share: float | None = None
    has_share: bool = False
    href: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a table: a group, a rule or a course, with its cells."""

    name: str
    cells: list
    figures: object = None
    of: object = None
    href: str = ""


class _Shown:
    """What every page of the position has: what was asked, and addresses that ask the same again."""

    def __init__(self, filters, user):
        self.filters, self.user = filters, user
        self.on, self.agency = filters.day, filters.agency_asked
        self.known_at = filters.known_at
        self.is_named = may_be_named(user, self.agency)
        self.refusal = ""

    @property
    def known_words(self):
        """By when something had to be known to be counted, in a sentence."""
        if self.filters.known_on is None:
            return "These figures count everything that has been recorded so far."
        known_on = in_words(self.filters.known_on)
        return f"These figures count only what had been recorded by the end of {known_on}."

    def to(self, page, **parts):
        """The address of another page that asks the same."""
        said = self.filters.address | parts
        return f"{reverse(page)}?{urlencode(said)}"

    def people(self, figure, count, **parts):
        """The address of the people behind a figure, for those who may see names."""
        if not (self.is_named and count):
            return ""
        return self.to("training:position_people", figure=figure, **parts)

    def _rule(self):
        if rule := self.filters.rule_asked:
            return as_known(rule, self.known_at)
        return headline_rule(self.agency, on=self.on, known_at=self.known_at)


class Standing(_Shown):
    """One day's position for one reader: the sentence, the groups, and what was asked."""

    def __init__(self, data, *, user, today):
        super().__init__(PositionFilter(data, user=user, today=today), user)
        self.rule, found = None, None
        try:
            self.rule, found = standing(
                self.agency,
                on=self.on,
                by=self.filters.group,
                known_at=self.known_at,
                rule=self.filters.rule_asked,
                is_watched=True,
                joined=self.filters.joined,
            )
        except Refused as refusal:
            self.refusal = refusal.sentence
        self.whole = found.whole if found else None
        self.groups = [_named(group) for group in found.groups] if found else []
        #: How many people the rule is for and does not count.
        self.apart = found.apart if found else {}

    @property
    def target(self):
        """The share that the rule aims at, in percent; None where it names none."""
        return self.rule.target_percent if self.rule else None

    @property
    def is_headline(self):
        """True if the figures are those that stand for "trained" and "in date"."""
        return self.filters.rule_asked is None or self.rule.is_headline

    @property
    def finding(self):
        """What the bars show, in a sentence: which group is lowest, and how many meet the target."""
        lowest = min(self.groups, key=lambda group: (group.percent, group.name))
        words = f"{lowest.name} has the smallest share trained, {lowest.percent}%"
        if len(self.groups) == 1:
            words = f"{lowest.name}: {lowest.percent}% trained"
        if self.target is None:
            return f"{words}."
        meet = sum(group.percent >= self.target for group in self.groups)
        return f"{words}; {meet} of {len(self.groups)} reach the target of {self.target}%."

    @property
    def heads(self):
        """The headings of the table after its first."""
        return [MEASURES[name].head for name in _SHOWN]

    @property
    def lines(self):
        """The groups, then all of them together, as the table has them."""
        lines = [
            Line(group.name, self._cells(group, group_key=group.key), group)
            for group in self.groups
        ]
        return [*lines, Line("All", self._cells(self.whole), self.whole)]

    def _cells(self, figures, **parts):
        return [
            self._cell(name, figures, share=getattr(figures, share) if share else None, **parts)
            for name, share in _SHOWN.items()
        ]

    def _cell(self, name, figures, *, share=None, has_share=None, **parts):
        count = figures.count(name)
        return Cell(
            MEASURES[name].head,
            count,
            share,
            share is not None if has_share is None else has_share,
            self.people(name, count, **parts),
        )

    @property
    def overlaps(self):
        """True if somebody may be in several of the groups."""
        return GROUPS[self.filters.group].overlaps

    # What is watched

    @property
    def joined(self):
        """The first and last day on which the new starters joined that are looked at."""
        return self.filters.joined(joiners(self.rule, on=self.on))

    @property
    def starters(self):
        """New starters on time and not, each with its people."""
        names = ("starters", "starters_on_time", "starters_late")
        return [self._cell(name, self.whole) for name in names]

    @property
    def late(self):
        """Who is overdue, by how late, each with its people."""
        bands = [self._cell(f"late_{place}", self.whole) for place in range(len(LATE))]
        return [*bands, replace(self._cell("overdue", self.whole), head="All overdue")]

    @property
    def expiring(self):
        """Whose training runs out soon, each with its people."""
        return [self._cell(f"expiring_{days}", self.whole) for days in EXPIRING]

    # Other pages and files

    @property
    def other_pages(self):
        """Words and addresses of the other ways to look at the same day."""
        return [
            ("Every rule side by side", self.to("training:position_by_rule")),
            ("By course", self.to("training:position_by_course")),
            ("Month by month", self.to("training:position_trend")),
        ]

    def columns(self):
        """The columns of the downloads."""
        shares = {
            "trained": ("Trained, % of those in post", "percent"),
            "in_date": ("In date, % of those in post", "in_date_percent"),
            "deadline_passed_trained": (
                "Trained, % of those whose deadline has passed",
                "deadline_passed_percent",
            ),
        }
        columns = [Column(self.filters.group_words, "name")]
        for name in _SHOWN:
            columns.append(_counted(name))
            if name in shares:
                columns.append(Column(*shares[name], kind="number"))
        return columns

    def plain_rows(self):
        """The groups, then all of them together, then who is outside them, as a spreadsheet has them."""
        self.whole.name = "All"
        columns = self.columns()
        rows = [[column.plain(row) for column in columns] for row in (*self.groups, self.whole)]
        empty = [None] * (len(columns) - 2)
        return [
            *rows,
            *([words, self.apart[why], *empty] for why, words in _APART.items()),
        ]


class RulesBeside(_Shown):
    """Every rule that is in force on a day, side by side."""

    def __init__(self, data, *, user, today):
        super().__init__(DayFilter(data, user=user, today=today), user)
        rules = rules_in_force(self.agency, on=self.on).select_related("agency")
        rules = rules.with_parts().order_by("-is_headline", "name", "pk")
        if self.known_at:
            rules = rules_known(self.agency, on=self.on, known_at=self.known_at)
            rules.sort(key=lambda rule: (not rule.is_headline, rule.name, rule.pk))
        self.found = positions(rules, on=self.on, agency=self.agency, known_at=self.known_at)

    heads = [MEASURES[name].head for name in _OF_RULES]

    @property
    def lines(self):
        """A line a rule: its figures with their shares, its target, and whether it is reached."""
        return [
            Line(
                str(rule),
                [self._cell(rule, figures, name) for name in _OF_RULES],
                figures,
                rule,
                self.to("training:position", rule=rule.pk),
            )
            for rule, figures in self.found
        ]

    def _cell(self, rule, figures, name):
        count, share = figures.count(name), _SHOWN[name]
        return Cell(
            MEASURES[name].head,
            count,
            getattr(figures, share) if share else None,
            bool(share),
            self.people(name, count, rule=rule.pk),
        )

    def columns(self):
        """The columns of the downloads."""
        return [
            Column("Rule", "of"),
            Column("Agency", "of.agency"),
            Column("Target, %", "of.target_percent", kind="number"),
            *(Column(MEASURES[name].head, _count_of(name), kind="number") for name in _OF_RULES),
            Column("Trained, % of those in post", "figures.percent", kind="number"),
            Column("In date, % of those in post", "figures.in_date_percent", kind="number"),
            Column(
                "Trained, % of those whose deadline has passed",
                "figures.deadline_passed_percent",
                kind="number",
            ),
        ]

    def plain_rows(self):
        """A row a rule, as a spreadsheet has them."""
        return [[column.plain(line) for column in self.columns()] for line in self.lines]


class CoursesBeside(_Shown):
    """How many of those in post took each course: ever, and lately."""

    def __init__(self, data, *, user, today):
        super().__init__(DayFilter(data, user=user, today=today), user)
        self.found = by_course(on=self.on, agency=self.agency, known_at=self.known_at)

    @property
    def in_post(self):
        """How many people were in post."""
        return self.found[0].in_post if self.found else 0

    @property
    def lines(self):
        """A line a course."""
        return [Line(str(each.course), self._cells(each), each, each.course) for each in self.found]

    def _cells(self, each):
        course = {"course": each.course.pk}
        return [
            Cell(
                "Ever",
                each.ever,
                each.ever_percent,
                True,
                self.people("trained", each.ever, **course),
            ),
            Cell(
                f"In the last {LATELY_MONTHS} months",
                each.lately,
                each.lately_percent,
                True,
                self.people("in_date", each.lately, **course),
            ),
        ]

    @property
    def heads(self):
        """The headings of the table after its first."""
        return ["Ever", f"In the last {LATELY_MONTHS} months"]

    def columns(self):
        """The columns of the downloads."""
        lately = f"In the last {LATELY_MONTHS} months"
        return [
            Column("Course", "course.name"),
            Column("Code", "course.code"),
            Column("In post", "in_post", kind="number"),
            Column("Ever", "ever", kind="number"),
            Column("Ever, % of those in post", "ever_percent", kind="number"),
            Column(lately, "lately", kind="number"),
            Column(f"{lately}, % of those in post", "lately_percent", kind="number"),
        ]

    def plain_rows(self):
        """A row a course, as a spreadsheet has them."""
        return [[column.plain(row) for column in self.columns()] for row in self.found]


class Trend(_Shown):
    """The figures of a rule at the end of each of some months."""

    def __init__(self, data, *, user, today):
        super().__init__(TrendFilter(data, user=user, today=today), user)
        self.rule, self.points = None, []
        days = month_ends(self.on, self.filters.months_asked)
        try:
            self.rule = self._rule()
        except Refused as refusal:
            self.refusal = refusal.sentence
            return
        self.points = trend(self.rule, days=days, agency=self.agency, known_at=self.known_at)

    @property
    def on_last(self):
        """The last of the months' ends."""
        return self.points[-1].on

    @property
    def drawn(self):
        """The points that have anybody in post."""
        return [point for point in self.points if point.figures.in_post]

    @property
    def finding(self):
        """What the line shows, in a sentence."""
        first, last = self.drawn[0], self.drawn[-1]
        change = round(last.figures.percent - first.figures.percent, 1)
        words = f"{last.figures.percent}% trained at the end of {last.on:%B %Y}"
        if len(self.drawn) == 1:
            return f"{words}."
        went = "up" if change > 0 else "down"
        since = f"{went} {abs(change)} points since" if change else "the same as at"
        return f"{words}, {since} the end of {first.on:%B %Y}."

    @property
    def labels(self):
        """Where the lines end, in words."""
        last = self.drawn[-1].figures
        return f"Trained {last.percent}%, in date {last.in_date_percent}%"

    def _line(self, share):
        step = _WIDE / max(len(self.points) - 1, 1)
        return " ".join(
            f"{place * step:.1f},{_HIGH - getattr(point.figures, share):.1f}"
            for place, point in enumerate(self.points)
            if point.figures.in_post
        )

    @property
    def trained_line(self):
        """The points of the line of those trained, in the drawing's own measure."""
        return self._line("percent")

    @property
    def in_date_line(self):
        """The points of the line of those in date."""
        return self._line("in_date_percent")

    @property
    def target_height(self):
        """How far down from its top the drawing has the target."""
        return None if self.rule.target_percent is None else _HIGH - self.rule.target_percent

    def day_address(self, point):
        """The position on the day of a point."""
        said = {k: v for k, v in self.filters.address.items() if k != "on"}
        return f"{reverse('training:position')}?{urlencode({'on': point.on.isoformat()} | said)}"

    @property
    def lines(self):
        """The months, newest first, each with the address of its position."""
        return [(point, self.day_address(point)) for point in reversed(self.points)]

    def columns(self):
        """The columns of the downloads."""
        return [
            Column("End of the month", "on", kind="day"),
            Column("In post", "figures.in_post", kind="number"),
            Column("Trained", "figures.trained", kind="number"),
            Column("Trained, % of those in post", "figures.percent", kind="number"),
            Column("In date", "figures.in_date", kind="number"),
            Column("In date, % of those in post", "figures.in_date_percent", kind="number"),
            Column("Deadline passed", "figures.deadline_passed", kind="number"),
            Column("Of these trained", "figures.deadline_passed_trained", kind="number"),
            Column(
                "Trained, % of those whose deadline has passed",
                "figures.deadline_passed_percent",
                kind="number",
            ),
        ]

    def plain_rows(self):
        """A row a month, oldest first, as a spreadsheet has them."""
        return [[column.plain(point) for column in self.columns()] for point in self.points]


class Names(_Shown):
    """The people behind one figure, for one reader."""

    def __init__(self, data, *, user, today):
        filters = PeopleFilter(data, user=user, today=today)
        super().__init__(filters, user)
        self.measure = MEASURES[filters.figure_asked]
        self.course = filters.cleaned_data.get("course")
        self.rule = OneCourse(self.course, LATELY_MONTHS) if self.course else self._rule()
        joined = (None, None)
        if not self.course:
            joined = filters.joined(joiners(self.rule, on=self.on))
        self.joined = joined
        self.rows = People(
            Asked(
                rule=self.rule,
                on=self.on,
                figure=filters.figure_asked,
                by=filters.group,
                key=filters.key,
                agency=self.agency,
                known_at=self.known_at,
                joined=joined,
                words=filters.cleaned_data.get("q", ""),
            ),
            sort=data.get("sort", ""),
        )

    @property
    def title(self):
        """Who is listed."""
        if not self.course:
            return self.measure.people
        lately = self.filters.figure_asked == "in_date"
        return f"Taken in the last {LATELY_MONTHS} months" if lately else "Ever taken"

    @property
    def group(self):
        """The name of the group; empty where everybody is asked for."""
        return "" if self.filters.key is None else self.rows.group or _NOT_SAID

    @property
    def kept(self):
        """What the form that looks for words carries along."""
        return self.filters.address

    @property
    def back(self):
        """The page on which the figure stands."""
        page = "training:position_by_course" if self.course else "training:position"
        said = {k: v for k, v in self.kept.items() if k not in ("figure", "group_key", "course")}
        return f"{reverse(page)}?{urlencode(said)}"

    @property
    def shows_joined(self):
        """True if the figure depends on a period of joining."""
        return self.filters.figure_asked.startswith("starters")


def _counted(name):
    return Column(MEASURES[name].head, lambda row: row.count(name), kind="number")


def _count_of(name):
    return lambda line: line.figures.count(name)


def _named(group):
    group.name = group.name or _NOT_SAID
    return group
