"""How the work stands on a day: what is late, missing, silent or moved, over all plans one may see."""

from dataclasses import dataclass
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.db.models import Case, IntegerField, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.urls import reverse

from prevent_portal.models import Agency
from prevent_portal.templatetags.govuk import day as in_words

from .figures import AGE_BANDS, RECENT_MONTHS, TABLE
from .forms.overview import OverviewFilter
from .models import Action, Body, Meeting, Plan, Theme
from .tallies import GroupCounts, tally

#: Themes, agencies, posts and moves that the page lists; the CSV lists all.
MOST = 10
#: Plans and agencies that the page offers to choose from.
MOST_CHOICES = 30

#: The six figures at the head of the page.
HEADLINES = ("complete", "on_track", "late", "blocked", "updated_lately", "no_evidence")
#: Out of what each of them is counted, by the name of that count.
OUT_OF = {
    "complete": "in_plan",
    "on_track": "in_plan",
    "late": "in_plan",
    "blocked": "in_plan",
    "updated_lately": "open",
    "no_owner": "open",
    "no_date": "open",
    "no_outcome": "open",
    "no_evidence": "said_complete",
}
#: What may be missing: the name of its count, and the word for it in the address of a list.
MISSING = {
    "no_owner": "no-owner",
    "no_date": "no-date",
    "no_outcome": "no-outcome",
    "no_evidence": "no-evidence",
}
NO_POST = "No post named"
#: Groups whose meetings are no boards to report to, unless a plan goes to them.
NO_BOARDS = (Body.Kind.CHANNEL_PANEL, Body.Kind.NETWORK, Body.Kind.OTHER)


@dataclass(frozen=True)
class Headline:
    """A figure as the page shows it: its day and denominator are in the basis, its change in words."""

    label: str
    value: int
    basis: str
    change: str


@dataclass(frozen=True)
class Number:
    """A count, and the address of the list of exactly those actions, where there is one."""

    count: int
    href: str = ""


@dataclass(frozen=True)
class Line:
    """One theme, agency or post: its numbers, and its bar; the short name leaves the plan out."""

    name: str
    short: str
    counts: GroupCounts
    parts: tuple
    cells: tuple


@dataclass(frozen=True)
class Groups:
    """A chart and its table: what it shows, what it found, its lines, and how many are left out."""

    title: str
    finding: str
    head: str
    lines: list
    left_out: int


def a_quarter_before(on):
    """Since when something should have been heard, and what a day is compared with without a board."""
    return on - relativedelta(months=RECENT_MONTHS)


class Overview:
    """Everything the page says, for what the address asks, as one person may see it today."""

    def __init__(self, data, *, user, today, most=MOST):
        self.user, self.today, self.most = user, today, most
        self.board, self.plan_key = "", _key(data.get("plan", ""))
        plans, agencies = self._choices(_key(data.get("agency", "")))
        self.filters = OverviewFilter(
            data,
            today=today,
            compared_with=self._last_board,
            quiet_since=a_quarter_before,
            plans=plans,
            agencies=agencies,
            themes=self._themes(),
        )
        chosen = self.filters.chosen
        self.on, self.since, self.quiet_since = chosen["on"], chosen["since"], chosen["quiet"]
        if self.since != self.filters.days["since"]:
            self.board = ""
        self.narrowed = {n: chosen[n] for n in ("plan", "agency", "theme") if chosen.get(n)}
        self.found = tally(
            self._scope(),
            on=self.on,
            since=self.since,
            quiet=self.quiet_since,
            most=most,
            is_today=self.on == today,
        )
        self._name_all()

    # What may be chosen

    def _plans(self):
        return Plan.objects.visible_to(self.user).exclude(status=Plan.Status.CLOSED)

    def _choices(self, agency):
        """The plans and the agencies to choose from, in one query."""
        agencies = Agency.objects.filter(pk__in=self._plans().order_by().values("agency"))
        plans = _chosen_first(self._plans(), self.plan_key)
        agencies = _chosen_first(agencies, agency)
        rows = plans.values_list(Value(0), "nth", "pk", "title", "agency__name").union(
            agencies.values_list(Value(1), "nth", "pk", "name", Value("")), all=True
        )
        found = [], []
        for part, _, pk, name, of in sorted(rows):
            found[part].append((str(pk), f"{name} ({of})" if of else name))
        return found

    def _themes(self):
        own = Theme.objects.filter(plan__in=Plan.objects.visible_to(self.user), plan=self.plan_key)
        rows = own.select_related("plan").order_by("position") if self.plan_key else ()
        self.theme_rows = {theme.pk: theme for theme in rows}
        named = (theme for theme in self.theme_rows.values() if not theme.is_implicit)
        return [(str(theme.pk), str(theme)[:120]) for theme in named]

    def _last_board(self, on):
        """The last day before `on` on which the board that the plans go to met, else another board.

        Without a meeting, a quarter before.
        """
        plans = self._plans().filter(pk=self.plan_key) if self.plan_key else self._plans()
        goes_to = Q(body__in=plans.filter(body__isnull=False).order_by().values("body"))
        is_other = Case(When(goes_to, then=Value(0)), default=Value(1), output_field=IntegerField())
        met = (
            Meeting.objects.visible_to(self.user)
            .standing()
            .filter(
                goes_to | ~Q(body__kind__in=NO_BOARDS), status__in=Meeting.TOOK_PLACE, on__lt=on
            )
        )
        last = met.order_by(is_other, "-on", "-pk").values_list("on", "body__name").first()
        day, self.board = last or (a_quarter_before(on), "")
        return day

    def _scope(self):
        rows = Action.objects.visible_to(self.user)
        rows = rows.exclude(objective__theme__plan__status=Plan.Status.CLOSED)
        if plan := self.narrowed.get("plan"):
            rows = rows.filter(objective__theme__plan=int(plan))
        if theme := self.narrowed.get("theme"):
            rows = rows.filter(objective__theme=int(theme))
        return rows.of_agency(int(agency)) if (agency := self.narrowed.get("agency")) else rows

    # Names of what was found

    def _name_all(self):
        keys = {int(group.key) for group in (*self.found.agencies, *self.found.quiet)}
        self.agency_names = dict(Agency.objects.filter(pk__in=keys).values_list("pk", "name"))
        if others := {int(group.key) for group in self.found.themes} - self.theme_rows.keys():
            self.theme_rows |= Theme.objects.select_related("plan").in_bulk(others)
        moved = Action.objects.filter(pk__in=[move.action for move in self.found.moved])
        self.actions = moved.select_related("objective__theme__plan").in_bulk()

    def agency_name(self, key):
        """What an agency is called."""
        return self.agency_names[int(key)]

    def theme_name(self, key):
        """A theme's heading; where its plan has none, the plan's title."""
        theme = self.theme_rows[int(key)]
        is_unnamed = theme.is_implicit or not (theme.ref or theme.title)
        return theme.plan.title if is_unnamed else str(theme)

    def theme_in_plan(self, key):
        """The same; among several plans, with the plan's title."""
        name, plan = self.theme_name(key), self.theme_rows[int(key)].plan.title
        return name if name == plan or self.narrowed.get("plan") else f"{name}: {plan}"

    # What the page says

    @property
    def compared(self):
        """Which day the page compares with, and why that one, in a sentence."""
        words = f"Compared with {in_words(self.since)}"
        if self.board:
            return f"{words}, when {self.board} last met."
        if self.since == self.filters.days["since"]:
            return f"{words}, three months before: no board met before that day."
        return f"{words}."

    @property
    def sentence(self):
        """What matters now, in a sentence."""
        now, before = self.found.now, self.found.before
        if not now.open:
            return f"Nothing was still to be done on {in_words(self.on)}."
        verb = ("is", "are") if self.on == self.today else ("was", "were")
        late = f"{now.late or 'None'} of {_of(now.open, 'action')} still to be done"
        words = f"{late} {verb[now.late != 1]} late on {in_words(self.on)}"
        words += f", {_change(now.late, before.late, self.since)}"
        if self.found.longest_late:
            words += f"; the longest by {_of(self.found.longest_late, 'day')}"
        if now.no_owner:
            words += f"; {now.no_owner} {'has' if now.no_owner == 1 else 'have'} no owner"
        return f"{words}."

    @property
    def headlines(self):
        """Six figures of the catalogue, each with its day, denominator and change."""
        now, before = self.found.now, self.found.before
        return [
            Headline(
                TABLE[name][0],
                getattr(now, name),
                f"Of {getattr(now, OUT_OF[name])} {TABLE[name][2]}, {in_words(self.on)}",
                _change(getattr(now, name), getattr(before, name), self.since),
            )
            for name in HEADLINES
        ]

    @property
    def missing(self):
        """What actions lack: words, the number, out of how many, and what that means."""
        return [
            {
                "title": TABLE[name][0],
                "means": TABLE[name][1],
                "number": self._number(getattr(self.found.now, name), gap=code),
                "out_of": getattr(self.found.now, OUT_OF[name]),
                "of": TABLE[name][2],
            }
            for name, code in MISSING.items()
        ]

    @property
    def ages(self):
        """How many actions are late in each band of age, each with the width of its bar."""
        counts = [getattr(self.found.now, f"age_{place}") for place in range(len(AGE_BANDS))]
        most = max(counts) or 1
        return [
            {"words": words, "count": count, "width": f"{100 * count / most:.1f}"}
            for (_, words), count in zip(AGE_BANDS, counts, strict=True)
        ]

    @property
    def ages_finding(self):
        """What the bands of age show."""
        now = self.found.now
        older = now.late - now.age_0 - now.age_1
        if not now.late:
            return "No action is late"
        if not older:
            return f"None of {_of(now.late, 'late action')} is more than 90 days late"
        return f"{older} of {_of(now.late, 'late action')} {_is(older)} more than 90 days late"

    @property
    def late(self):
        """How many are late, and the list of them."""
        return self._number(self.found.now.late, gap="late")

    @property
    def groups(self):
        """The work by theme, by agency and by lead post, the most late first."""
        found = self.found
        return [
            self._groups("By theme", "Theme", "theme", found.themes, self.theme_in_plan),
            self._groups("By agency", "Agency", "agency", found.agencies, self.agency_name),
            self._groups("By lead post", "Post", "post", found.posts, lambda key: key or NO_POST),
        ]

    @property
    def quiet(self):
        """Agencies that have open actions and no report since the day, the longest silent first."""
        return [
            {
                "name": self.agency_name(each.key),
                "open": each.open,
                "updated_on": each.updated_on,
                "href": self._link_to_group("agency", each.key, sort="updated"),
            }
            for each in self.found.quiet
        ]

    @property
    def quiet_left_out(self):
        """How many silent agencies the page does not list."""
        return self.found.groups.get("quiet", 0) - len(self.found.quiet)

    @property
    def moves(self):
        """How many actions moved in each way, as words."""
        each = self.found.moves
        return [
            f"{each.newly_late} newly late",
            f"{each.done} completed",
            f"{each.new} new",
            f"{each.changed} with another status",
        ]

    @property
    def moved(self):
        """What moved, the newly late first: the action, its plan, what happened, and its statuses."""
        return [
            {
                "action": self.actions[move.action],
                "what": _what(move),
                "was": "" if move.is_new else Action.Status(move.was).label,
                "status": Action.Status(move.status),
                "due_on": move.due_on,
            }
            for move in self.found.moved
        ]

    @property
    def moved_left_out(self):
        """How many that moved the page does not list."""
        return self.found.groups["moves"] - len(self.found.moved)

    def _groups(self, title, head, part, groups, name):
        lines = [self._line(part, group, name(group.key)) for group in groups]
        left_out = self.found.groups.get(part, 0) - len(lines)
        return Groups(title, _finding(lines, left_out), head, lines, left_out)

    def _line(self, part, group, name):
        counts = group.counts
        return Line(
            name,
            self.theme_name(group.key) if part == "theme" else name,
            counts,
            _parts(counts),
            cells=(
                ("In the plan", counts.in_plan, ""),
                self._cell("Complete", counts.complete, part, group.key, status="complete"),
                ("On track", counts.on_track, ""),
                self._cell("Blocked", counts.blocked, part, group.key, status="blocked"),
                self._cell("Late", counts.late, part, group.key, gap="late"),
            ),
        )

    def _cell(self, head, count, part, key, **more):
        return head, count, self._link_to_group(part, key, **more) if count else ""

    def _number(self, count, **more):
        return Number(count, self._link(**more) if count else "")

    def _link_to_group(self, part, key, **more):
        """The list of a group's actions; none where the address could not say exactly which."""
        if part == "post":
            return self._link(lead=f"post:{key}", **more) if key else ""
        if part == "theme" and self.theme_rows[int(key)].is_implicit:
            part, key = "plan", str(self.theme_rows[int(key)].plan_id)
        return self._link(**{part: key}, **more) if self._is_alone(part, key) else ""

    def _is_alone(self, part, key):
        return self.narrowed.get(part, key) == key

    def _link(self, **more):
        """A list shows how things stand today: of an earlier day there is none."""
        if self.on != self.today:
            return ""
        return f"{reverse('actions:action_list')}?{urlencode(self.narrowed | more)}"


EXPORT_HEAD = (
    "Part",
    "Name",
    "As at",
    "In the plan",
    "Still to be done",
    "Complete",
    "On track",
    "Late",
    "Blocked",
    "No owner",
    "No date",
    "No outcome",
    "Complete without evidence",
    "Compared with",
    "What happened",
    "Status then",
    "Status now",
    "Due",
    "Last report",
    "Page",
)
_EXPORTED = (
    "in_plan",
    "open",
    "complete",
    "on_track",
    "late",
    "blocked",
    "no_owner",
    "no_date",
    "no_outcome",
    "no_evidence",
)


def export_rows(data, *, user, today):
    """All that the page says, and what it leaves out, each as a row of cells."""
    overview = Overview(data, user=user, today=today, most=None)
    found, on, since = overview.found, overview.on, overview.since
    yield _figures("All", "", on, found.now)
    yield _figures("All", "", since, found.before)
    for groups in overview.groups:
        for line in groups.lines:
            yield _figures(groups.title, line.name, on, line.counts)
    for agency in overview.quiet:
        row = dict.fromkeys(EXPORT_HEAD, "") | {"Part": "No report since", "Name": agency["name"]}
        row |= {"As at": on, "Still to be done": agency["open"]}
        row |= {"Compared with": overview.quiet_since, "Last report": agency["updated_on"]}
        yield row.values()
    for move in overview.moved:
        row = dict.fromkeys(EXPORT_HEAD, "") | {"Part": "Moved", "Name": move["action"].text}
        row |= {"As at": on, "Compared with": since, "What happened": move["what"]}
        row |= {"Status then": move["was"], "Status now": move["status"].label}
        row |= {"Due": move["due_on"], "Page": move["action"].get_absolute_url()}
        yield row.values()


def _figures(part, name, on, counts):
    numbers = [getattr(counts, each) for each in _EXPORTED]
    row = (part, name, on, *numbers)
    return (*row, *[""] * (len(EXPORT_HEAD) - len(row)))


def _key(word):
    """The key in a word of the address; 0 where it is none."""
    return int(word) if word.isascii() and word.isdigit() and len(word) < 10 else 0


def _chosen_first(rows, pk):
    first = Case(When(pk=pk, then=Value(0)), default=Value(1), output_field=IntegerField())
    order = [first, *rows.model._meta.ordering]
    return rows.annotate(nth=Window(RowNumber(), order_by=order)).order_by("nth")[:MOST_CHOICES]


def _parts(counts):
    """A line's bar, a share of a hundred each: complete, on track, blocked, late (none twice)."""
    whole = counts.in_plan or 1
    blocked = counts.late_or_blocked - counts.late
    shares = (
        ("complete", counts.complete),
        ("in_progress", counts.on_track),
        ("blocked", blocked),
        ("late", counts.late),
    )
    parts, left = [], 0
    for status, count in shares:
        if count:
            width = 100 * count / whole
            parts.append({"status": status, "x": f"{left:.1f}", "width": f"{width:.1f}"})
            left += width
    return tuple(parts)


def _finding(lines, left_out):
    worst = max(lines, key=lambda line: line.counts.late, default=None)
    if worst is None or not worst.counts.late:
        return "None of them has late actions" if lines else "There is nothing to show"
    return f"{worst.short} has the most late: {worst.counts.late} of {worst.counts.in_plan}"


def _what(move):
    words = {
        "newly late": move.is_newly_late,
        "completed": move.is_done,
        "new": move.is_new,
        "status changed": move.is_changed,
    }
    return ", ".join(word for word, is_so in words.items() if is_so).capitalize()


def _change(now, before, since):
    if now == before:
        return f"the same as on {in_words(since)}"
    words = "more" if now > before else "fewer"
    return f"{abs(now - before)} {words} than on {in_words(since)}"


def _of(count, thing):
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _is(count):
    return "is" if count == 1 else "are"
