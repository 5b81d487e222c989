"""Dashboards: six figures to a view, each with its day, denominator, change and last eight quarters.

What is shown has gone through the publication guard as a paper for officers has: no number of few
people or cases stands on a page, nor what would give one away.
"""

import datetime
from dataclasses import dataclass
from functools import cached_property

from dateutil.relativedelta import relativedelta

from prevent_portal.figures import catalogue

from . import words
from .guard import guarded
from .models.templates import OFFICER
from .related import is_headline, relations, with_rest
from .series import series

QUARTERS = 8
#: How long before a change is counted from, where nobody says.
SINCE_MONTHS = 3
#: The measures of a line's picture, in its own units.
WIDE, HIGH = 240, 60
_DAY, _COUNT, _WHOLE, _SHARE = range(4)
_COLUMNS = ("Day", "Count", "Out of", "Per cent")


@dataclass(frozen=True)
class Dashboard:
    """One view: for whom it is, who may open it, and which figures of the catalogue it shows."""

    name: str
    title: str
    about: str
    permission: str
    figures: tuple[str, ...]
    is_of_channel: bool = False


#: How the names of figures begin.
_PLAN, _CHANNEL = "actions.", "channel."
DASHBOARDS = {
    each.name: each
    for each in (
        Dashboard(
            "executives",
            "For executives",
            "How the plan, training and premises stand, in sums.",
            "actions.view_overview",
            (
                f"{_PLAN}complete",
                f"{_PLAN}late_or_blocked",
                "people_trained",
                "people_past_deadline",
                "premises_with_clause",
                "bookings_in_time",
            ),
        ),
        Dashboard(
            "prevent-lead",
            "For the Prevent lead",
            "What is late, what nobody has reported on, and what lacks evidence.",
            "reports.change_report",
            (
                f"{_PLAN}late",
                f"{_PLAN}blocked",
                f"{_PLAN}updated_lately",
                f"{_PLAN}no_evidence",
                "people_trained",
                "engagement.groups",
            ),
        ),
        Dashboard(
            "training",
            "For training",
            "Who has been trained, who is in date and who is overdue.",
            "training.view_position",
            (
                "people_trained",
                "people_in_date",
                "people_past_deadline",
                "people_overdue",
                "people_run_out",
            ),
        ),
        Dashboard(
            "premises",
            "For premises and computers",
            "Venues, bookings, agreements and networks.",
            "premises.view_measures",
            (
                "premises_with_clause",
                "premises_audited",
                "bookings_in_time",
                "bookings_escalated",
                "contracts_with_clause",
                "networks_tested",
            ),
        ),
        Dashboard(
            "channel",
            "For Channel",
            "Numbers of the twelve months up to the day, of every panel; of no case.",
            "channel.view_statistics",
            (
                f"{_CHANNEL}received",
                f"{_CHANNEL}screened",
                f"{_CHANNEL}to_panel",
                f"{_CHANNEL}adopted",
                f"{_CHANNEL}closed",
                f"{_CHANNEL}live",
            ),
            is_of_channel=True,
        ),
    )
}


def open_to(user):
    """The dashboards that somebody may open."""
    return [each for each in DASHBOARDS.values() if user.has_perm(each.permission)]


def quarter_ends(on, count=QUARTERS):
    """The last days of so many quarters, the latest on a day or before it, oldest first."""
    next_day = on + datetime.timedelta(days=1)
    begins = datetime.date(next_day.year, next_day.month - (next_day.month - 1) % 3, 1)
    return [
        begins - relativedelta(months=3 * back) - datetime.timedelta(days=1)
        for back in reversed(range(count))
    ]


class Shown:
    """A dashboard of an agency as at a day, with the change since an earlier one."""

    def __init__(self, dashboard, *, agency, on, since):
        self.dashboard, self.agency, self.on, self.since = dashboard, agency, on, since
        self.quarters = quarter_ends(on)
        self.days = sorted({on, since, *self.quarters})
        known = catalogue()
        self._found = {name: known[name] for name in dashboard.figures if name in known}
        # what other dashboards say of the same people is judged with it, so that no two tell a third
        judged = with_rest(self._found)
        self._judged = {name: known[name] for name in judged if name in known}
        self._values = series(self._judged, agency=agency, days=self.days)

    @cached_property
    def figures(self):
        """What each figure says, as it may be shown."""
        made, _ = guarded(self._paper(), audience=OFFICER)
        tables = {block["key"]: block for block in made["sections"][0]["blocks"]}
        return [
            Told(self, each, self._values[name], tables[name]) for name, each in self._found.items()
        ]

    def _paper(self):
        blocks = [self._table(name, each) for name, each in self._judged.items()]
        blocks[0]["relations"] = [
            terms for day in self.days for terms in relations(_places_on(words.day(day)))
        ]
        name = self.dashboard.name
        section = {"id": name, "title": self.dashboard.title, "blocks": blocks}
        if self.dashboard.is_of_channel:
            section["channel"] = True
        return {"on": self.on.isoformat(), "audience": OFFICER, "sections": [section]}

    def _table(self, name, figure):
        of = {"of": figure.counts} if figure.counts else {}
        heads = [{"title": title} for title in _COLUMNS]
        heads[_COUNT] |= of
        heads[_WHOLE] |= of
        if of:
            heads[_SHARE]["share"] = [_COUNT, _WHOLE]
        rows = [{"cells": _cells(name, day, self._values[name].get(day), of)} for day in self.days]
        return {
            "type": "table",
            "key": name,
            "caption": figure.title,
            "columns": heads,
            "groups": [{"rows": rows}],
        }


def _places_on(day):
    """Where a figure's number of a day stands, for the guard."""

    def at(name, is_whole):
        return [name, day, _COLUMNS[_WHOLE if is_whole else _COUNT]]

    return at


def _cells(name, day, value, of):
    count = value.count if value else None
    whole = value.out_of if value else None
    percent = value.percent if value else None
    return [
        {"text": words.day(day)},
        _number(count, of) | {"headline": is_headline(name, is_whole=False)},
        _number(whole, of) | {"headline": is_headline(name, is_whole=True)},
        {"text": "–" if percent is None else f"{percent:.1f}%"},
    ]


def _number(number, of):
    if number is None:
        return {"text": "–"}
    return {"text": f"{number:,}"} | ({"count": number} if of else {})


class Told:
    """One figure of a dashboard, after the guard."""

    def __init__(self, shown, figure, values, table):
        self.shown, self.figure, self._values = shown, figure, values
        rows = table["groups"][0]["rows"]
        self._rows = dict(zip(shown.days, (row["cells"] for row in rows), strict=True))

    @property
    def title(self):
        """What it is called."""
        return self.figure.title

    @property
    def has_values(self):
        """True if anything could be counted on the day."""
        return self._values.get(self.shown.on) is not None

    @property
    def has_whole(self):
        """True if it is counted out of something."""
        return any(value and value.out_of is not None for value in self._values.values())

    @property
    def count(self):
        """How many, as it may be said."""
        return self._rows[self.shown.on][_COUNT]["text"]

    @property
    def value(self):
        """What stands large: the percentage where there is one, else the count."""
        percent = self.percent_on(self.shown.on)
        return f"{percent:g}%" if percent is not None else self.count

    @property
    def basis(self):
        """How many out of how many, in words."""
        cells = self._rows[self.shown.on]
        if cells[_COUNT]["text"] == "–":
            return "Nothing to count"
        if not self.has_whole:
            return "In all"
        return f"{self.count} {self.whole}"

    @property
    def whole(self):
        """Out of how many, in words; empty where it is counted out of nothing."""
        said = self._rows[self.shown.on][_WHOLE]["text"]
        return f"of {said} {self.figure.denominator}" if self.has_whole else ""

    def number_on(self, day):
        """The count of a day; None where it is not shown or there is none."""
        cell, value = self._rows[day][_COUNT], self._values.get(day)
        return None if value is None or "withheld" in cell else value.count

    def percent_on(self, day):
        """The percentage of a day, likewise."""
        value = self._values.get(day)
        is_shown = self._rows[day][_SHARE]["text"].endswith("%")
        return value.percent if value is not None and is_shown else None

    @property
    def change(self):
        """How it has moved since the earlier day, in words."""
        on, since = self.shown.on, self.shown.since
        now, before = (self._said_on(day) for day in (on, since))
        if now is None or before is None:
            return f"No change can be given since {words.day(since)}"
        if not self._is_share:
            return words.change(now, before, since)
        moved = round(now - before, 1)
        if not moved:
            return f"No change since {words.day(since)}"
        points = "point" if abs(moved) == 1 else "points"
        return f"{'Up' if moved > 0 else 'Down'} {abs(moved):g} {points} since {words.day(since)}"

    @property
    def _is_share(self):
        return self.has_whole

    def _said_on(self, day):
        return self.percent_on(day) if self._is_share else self.number_on(day)

    @property
    def lines(self):
        """The quarters: day, count, out of how many and percentage, as they may be said."""
        return [self._line(day) for day in self.shown.quarters]

    @property
    def all_lines(self):
        """The same of every day that is asked for."""
        return [self._line(day) for day in self.shown.days]

    def _line(self, day):
        return (day, *(self._rows[day][at]["text"] for at in (_COUNT, _WHOLE, _SHARE)))

    @property
    def points(self):
        """The line of the quarters in the picture's own units; empty where there is no line."""
        said = [self._said_on(day) for day in self.shown.quarters]
        known = [each for each in said if each is not None]
        if len(known) < 2:  # noqa: PLR2004 - a line has two ends
            return ""
        top = 100 if self._is_share else max(known) or 1
        step = WIDE / (len(said) - 1)
        return " ".join(
            f"{place * step:.0f},{HIGH - HIGH * each / top:.1f}"
            for place, each in enumerate(said)
            if each is not None
        )

    @property
    def scale_words(self):
        """What the picture reaches from and to."""
        if self._is_share:
            return "from 0% at the foot to 100% at the top"
        known = [n for n in map(self.number_on, self.shown.quarters) if n is not None]
        return f"from 0 at the foot to {max(known):,} at the top"

    @property
    def line_words(self):
        """What the line shows, for those who do not see it."""
        known = [(d, self._said_on(d)) for d in self.shown.quarters if self._said_on(d) is not None]
        unit = "%" if self._is_share else ""
        (first, was), (last, now) = known[0], known[-1]
        return (
            f"{self.title}: {was:g}{unit} on {words.day(first)}, {now:g}{unit} on {words.day(last)}. "
            "The table has each quarter."
        )
