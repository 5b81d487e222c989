"""The verdict on each row of an extract: accepted, accepted with a warning, rejected or skipped."""

import datetime
from dataclasses import dataclass, field
from functools import lru_cache

from . import cells
from .cells import REJECTS

ACCEPTED, WARNED, REJECTED, SKIPPED = "accepted", "accepted_with_warning", "rejected", "skipped"

#: No start of employment before this year, and no Prevent training before that one, is believed.
FIRST_START, FIRST_TRAINING = 1950, 2007
#: Different cells that are remembered, so that each is read once.
_REMEMBERED = 100_000


@dataclass(frozen=True)
class Columns:
    """Which column of an extract holds what: places counted from 0; `courses` by course code."""

    width: int
    number: int | None = None
    name: int | None = None
    unit: int | None = None
    level: int | None = None
    flag: int | None = None
    start: int | None = None
    leaver: int | None = None
    email: int | None = None
    directorate: int | None = None
    team: int | None = None
    kind: int | None = None
    manager: int | None = None
    course: int | None = None
    completed: int | None = None
    courses: dict = field(default_factory=dict)

    @property
    def are_completions(self):
        """True if a row is one completion of somebody who is known, not a person."""
        return self.course is not None

    @property
    def who(self):
        """The column that says whose row it is."""
        return self.email if self.number is None else self.number


@dataclass(slots=True)
class Row:
    """One row as read: its verdict, the codes, and what it says (None where it was rejected)."""

    record: int
    line: int
    verdict: str
    codes: list
    number_raw: str = ""
    number: str | None = None
    name: str | None = None
    email: str | None = None
    unit: str | None = None
    level: str | None = None
    at_risk: bool | None = None
    start: datetime.date | None = None
    leaver: datetime.date | None = None
    completions: dict = field(default_factory=dict)
    kind: str | None = None
    directorate: str | None = None
    team: str | None = None
    manager: str | None = None


class Judge:
    """Reads the records of one extract, by its columns and by what the agency has.

    `units` and `levels` are the names that may stand in those columns, `domains` the ends of the
    agency's own email addresses, `on` the day of the import: nothing happens after it. `courses` are
    the codes of courses by each way to write them, for extracts with a completion a row; `given_from`
    the first day on which a course was given, by its code, where that is known.
    """

    def __init__(self, columns, *, head, units, levels, domains, on, courses=None, given_from=None):
        self.columns, self.on, self.domains = columns, on, domains
        self.given_from = given_from or {}
        self.head = [cell.strip() for cell in head]
        self.read = self._completion if columns.are_completions else self._person
        remember = lru_cache(maxsize=_REMEMBERED)
        self.unit = remember(
            cells.one_of(units, unknown="unknown_business_unit", loosely="unit_matched_loosely")
        )
        self.level = remember(
            cells.one_of(levels, unknown="unknown_role_level", loosely="role_matched_loosely")
        )
        self.flag, self.date = remember(cells.flag), remember(cells.date)
        self.kind, self.course = remember(cells.kind), remember(cells.course_of(courses or {}))
        self.words = remember(cells.words)

    def verdict(self, record):
        """The Row for a record. Duplicates are found later, among all rows together."""
        found = list(record.cells)
        raw = found[self.columns.who] if len(found) > self.columns.who else ""
        row = Row(record.number, record.line, REJECTED, [], number_raw=raw)
        if not any(map(str.strip, found)):
            row.verdict, row.codes = SKIPPED, ["blank_line"]
            return row
        if raw.strip() == self.head[self.columns.who] and [c.strip() for c in found] == self.head:
            row.verdict, row.codes = SKIPPED, ["repeated_header"]
            return row
        codes = []
        if not self._splits(record, found, codes):
            row.codes = codes
            return row
        self.read(row, found, codes)
        row.codes = list(dict.fromkeys(codes))
        rejected = [code for code in row.codes if code in REJECTS]
        if rejected:
            row.codes = rejected
        else:
            row.verdict = WARNED if row.codes else ACCEPTED
        return row

    def _splits(self, record, found, codes):
        if record.problem or record.encoding == "encoding_undecodable":
            codes.append(record.problem or record.encoding)
            return False
        width = self.columns.width
        if len(found) > width and not any(cell.strip() for cell in found[width:]):
            codes.append("extra_empty_column")
            del found[width:]
        if len(found) != width:
            codes[:] = ["wrong_column_count"]
            return False
        if record.encoding:
            codes.append(record.encoding)
        return True

    def _completion(self, row, found, codes):
        at = self.columns
        if at.number is not None and (at.email is None or found[at.number].strip()):
            row.number = self._take(cells.number(found[at.number]), codes)
        if at.email is not None:
            row.email = self._take(cells.email(found[at.email], ()), codes)
            if not row.email and not row.number:
                codes.append("blank_required")
        course = self._take(self.course(found[at.course]), codes)
        day = self.date(found[at.completed])
        if day.value is None and not _refused(day):
            codes.append("blank_required")
        row.completions[course] = self._training(day, codes)
        self._after_it_was_given(row, codes)

    def _person(self, row, found, codes):
        at = self.columns
        row.number = self._take(cells.number(found[at.number]), codes)
        row.name = self._take(cells.name(found[at.name]), codes)
        if at.email is not None:
            row.email = self._take(cells.email(found[at.email], self.domains), codes)
        row.unit = self._take(self.unit(found[at.unit]), codes)
        row.level = self._take(self.level(found[at.level]), codes)
        row.at_risk = self._take(self.flag(found[at.flag]), codes)
        if at.kind is not None:
            row.kind = self._take(self.kind(found[at.kind]), codes)
        if at.directorate is not None:
            row.directorate = self._take(self.words(found[at.directorate]), codes)
        if at.team is not None:
            row.team = self._take(self.words(found[at.team]), codes)
        if at.manager is not None:
            row.manager = self._manager(found[at.manager], codes)
        row.start = self._start(self.date(found[at.start]), codes)
        row.leaver = self._leaver(self.date(found[at.leaver]), row.start, codes)
        for course, place in at.courses.items():
            day = self._training(self.date(found[place]), codes)
            if day:
                row.completions[course] = day
        self._in_order(row, codes)
        self._after_it_was_given(row, codes)

    def _manager(self, typed, codes):
        """Whose number is read as one's own is; one that cannot be read keeps nobody out."""
        cell = cells.number(typed)
        if cell.value is None and "blank_required" not in cell.codes:
            codes.append("unknown_manager")
        return cell.value

    def _take(self, cell, codes):
        codes += cell.codes
        return cell.value

    def _start(self, cell, codes):
        if "null_date_marker" in cell.codes or cell.value is None and not _refused(cell):
            codes.append("blank_required")
            return None
        return self._day(cell, FIRST_START, codes)

    def _training(self, cell, codes):
        return self._day(cell, FIRST_TRAINING, codes)

    def _day(self, cell, first, codes):
        codes += cell.codes
        if cell.value is None:
            return None
        if cell.value > self.on:
            codes.append("future_date")
        elif cell.value.year < first:
            codes.append("implausible_date")
        return cell.value

    def _leaver(self, cell, start, codes):
        day = cell.value
        if day and day.year == datetime.MAXYEAR:
            codes.append("null_date_marker")
            return None
        codes += cell.codes
        if day and day > self.on:
            codes.append("leaver_date_future")
        if day and start and day < start:
            codes.append("leaver_before_start")
        return day

    def _in_order(self, row, codes):
        days = row.completions.values()
        if row.leaver and any(day > row.leaver for day in days):
            codes.append("completed_after_leaving")
        if row.start and any(day < row.start for day in days):
            codes.append("completed_before_start")

    def _after_it_was_given(self, row, codes):
        for course, day in row.completions.items():
            first = self.given_from.get(course)
            if day and first and day < first:
                codes.append("completed_before_course")


def _refused(cell):
    return any(code in REJECTS for code in cell.codes)
