"""Reads a list of premises from CSV or Excel: a verdict on each row, and nothing of a row is dropped silently."""

import csv
import io
import itertools
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from training.reading import cells, records, workbook

#: Heads of columns by what they may be called.
HEADS = {
    "name": ("name", "premises", "venue", "name of premises", "building", "site"),
    "kind": ("kind", "type", "kind of premises", "category"),
    "part_of": ("part of", "building it is in"),
    "owner": ("owner", "owned by", "freeholder"),
    "tenant": ("leased to", "tenant", "lessee"),
    "contact_name": ("contact", "manager", "venue manager", "contact name"),
    "contact_email": ("email", "e-mail", "contact email", "contact e-mail", "email address"),
    "contact_phone": ("telephone", "phone", "contact phone"),
    "is_hireable": ("can be hired", "hireable", "for hire", "hire"),
    "has_public_it": ("public computers", "public it", "wifi", "public wifi"),
    "capacity": ("capacity", "people it holds"),
    "tier": ("risk tier", "risk", "tier"),
    "tier_because": ("why this tier", "why this risk", "reason for the tier"),
    "tier_on": ("assessed on", "risk assessed on"),
    "is_sensitive": ("sensitive",),
    "sensitive_because": ("why it is sensitive", "why sensitive"),
    "address": ("address",),
    "postcode": ("postcode", "post code"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "long", "lon", "lng"),
}
#: Rows of one list, and letters of a cell.
MOST, LONGEST = 2000, 2000
_LONGEST = {"name": 200, "owner": 200, "tenant": 200, "contact_name": 200, "contact_email": 254,
            "contact_phone": 40, "postcode": 10}  # fmt: skip
_YES, _NO = {"yes", "y", "true", "1", "x"}, {"", "no", "n", "false", "0", "-"}
#: Risk tiers as they may be written.
_UNKNOWN = "unknown"
_TIERS = {"": _UNKNOWN, "not assessed": _UNKNOWN} | {
    level: level for level in (_UNKNOWN, "low", "medium", "high")
}
_ESCAPED = re.compile(r"'[=+\-@]")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
#: Degrees between which the United Kingdom lies.
_WITHIN = {"latitude": (49, 61), "longitude": (-9, 2)}


class Unreadable(Exception):  # noqa: N818 - it reads as the sentence it carries
    """The list as a whole cannot be read; its message is a sentence for the person."""


@dataclass
class Row:
    """One row: its line, what it says, what is wrong with it, what is odd, and whether it is there already."""

    line: int
    values: dict
    problems: list = field(default_factory=list)
    oddities: list = field(default_factory=list)
    is_there: bool = False

    @property
    def name(self):
        """What the premises are called."""
        return self.values.get("name", "")

    @property
    def verdict(self):
        """What becomes of it, in words."""
        if self.problems:
            return "; ".join(self.problems)
        if self.is_there:
            return "is in the register already and stays as it is"
        return "; ".join(["is added", *self.oddities])

    @property
    def is_new(self):
        """True if it is right and not there yet."""
        return not self.problems and not self.is_there


def as_text(file):
    """A workbook, or a text file in whatever code, as CSV in one code. Raises Unreadable."""
    try:
        if workbook.is_workbook(file):
            workbook.checked(file)
            found = workbook.records(file)
        else:
            found = records.records(file)
        out = io.StringIO()
        writer = csv.writer(out)
        for record in itertools.islice(found, MOST + 2):
            if record.problem:
                raise Unreadable(
                    f"Line {record.line} cannot be split into cells: a quotation mark is missing, or it"
                    " is too long."
                )
            writer.writerow(record.cells)
    except workbook.Unopened as error:
        raise Unreadable(f"The file cannot be opened: {error}") from None
    return out.getvalue()


def rows(text, *, kinds, there, on, may_mark=True, is_outside=lambda latitude, longitude: False):
    """The rows of a list with their verdicts on a day, given the names of kinds and of premises that are there.

    `may_mark` says whether who takes it in may mark premises as sensitive. Raises Unreadable if its columns
    cannot be told, or it has too many rows.
    """
    given = records.records(io.BytesIO(text.replace("\0", "").encode()))
    found = [each for each in given if any(cell.strip() for cell in each.cells)]
    if not found:
        raise Unreadable("The list is empty.")
    if any(each.problem for each in found):
        line = next(each.line for each in found if each.problem)
        raise Unreadable(f"Line {line} cannot be split into cells: a quotation mark is missing.")
    if len(found) - 1 > MOST:
        raise Unreadable(f"The list has more than {MOST} rows: take it in in parts.")
    places, unread = _places(found[0].cells)
    judge = _Judge(places, unread, kinds, there, is_outside, on=on, may_mark=may_mark)
    return [judge.row(record) for record in found[1:]]


def _places(head):
    cells = [" ".join(cell.split()).casefold() for cell in head]
    places = {
        name: next((cells.index(word) for word in words if word in cells), None)
        for name, words in HEADS.items()
    }
    for name in ("name", "kind"):
        if places[name] is None:
            raise Unreadable(
                f"The first row must name the columns; there is none called “{HEADS[name][0]}”."
            )
    taken = set(places.values())
    unread = [(place, words) for place, words in enumerate(head) if place not in taken]
    return places, unread


class _Judge:
    """Looks rows over, one after the other: a name stands once in a list."""

    def __init__(self, places, unread, kinds, there, is_outside, *, on, may_mark):
        self.on, self.may_mark = on, may_mark
        self.places, self.unread, self.is_outside = places, unread, is_outside
        self.kinds = {kind.casefold(): kind for kind in kinds}
        self.there = {name.casefold() for name in there}
        self.seen = {}

    def row(self, record):
        """One row with its verdict; cells of columns that are not known go into its notes."""
        said = {
            name: self._cell(record, place)
            for name, place in self.places.items()
            if place is not None
        }
        notes = [
            f"{words.strip()}: {cell}"
            for place, words in self.unread
            if (cell := self._cell(record, place))
        ]
        row = Row(record.line, said | {"notes": "\n".join(notes)})
        self._name(row)
        self._kind(row)
        for name in ("is_hireable", "has_public_it", "is_sensitive"):
            self._yes(row, name)
        self._tier(row)
        self._sensitive(row)
        self._number(row)
        self._place(row)
        mail = row.values.get("contact_email", "")
        if mail and not _EMAIL.fullmatch(mail):
            row.problems.append(f"“{mail[:60]}” is no email address")
        row.problems += [
            f"its {HEADS[name][0]} is longer than {most} characters"
            for name, most in _LONGEST.items()
            if len(row.values.get(name, "")) > most
        ]
        if notes:
            row.oddities.append("what stands in other columns goes into its notes")
        return row

    def _cell(self, record, place):
        """What stands in a cell, without the apostrophe that a download puts before what looks like a formula."""
        said = record.cells[place].strip()[:LONGEST] if place < len(record.cells) else ""
        return said[1:] if _ESCAPED.match(said) else said

    def _name(self, row):
        if not row.name:
            row.problems.append("has no name")
            return
        first = self.seen.setdefault(row.name.casefold(), row.line)
        if first != row.line:
            row.problems.append(f"is in the list twice: line {first} has the same name")
        row.is_there = row.name.casefold() in self.there
        self._part_of(row, row.values.get("part_of", ""))

    def _part_of(self, row, part_of):
        whole = part_of.casefold()
        if whole and whole == row.name.casefold():
            row.problems.append("it cannot be part of itself")
        elif whole and whole not in self.there and whole not in self.seen:
            row.problems.append(
                f"“{part_of[:60]}”, of which it is part, is neither there nor further up in the list"
            )

    def _kind(self, row):
        kind = row.values.get("kind", "")
        if kind.casefold() in self.kinds:
            row.values["kind"] = self.kinds[kind.casefold()]
            return
        what = f"“{kind[:60]}” is no kind of premises" if kind else "has no kind"
        row.problems.append(f"{what}; use one of: {', '.join(sorted(self.kinds.values()))}")

    def _yes(self, row, name):
        said = row.values.get(name, "").casefold()
        if said not in _YES | _NO:
            row.problems.append(f"“{said[:30]}” is neither yes nor no ({HEADS[name][0]})")
        row.values[name] = said in _YES

    def _tier(self, row):
        said, day = row.values.get("tier", ""), cells.date(row.values.get("tier_on", ""))
        row.values["tier"] = _TIERS.get(said.casefold(), _UNKNOWN)
        row.values["tier_on"] = day.value
        if said.casefold() not in _TIERS:
            row.problems.append(f"“{said[:30]}” is no risk tier; use low, medium or high")
        elif "invalid_date" in day.codes or (day.value and day.value > self.on):
            row.problems.append("the day on which its risk was assessed is no day up to today")
        elif row.values["tier"] == _UNKNOWN:
            row.values["tier_on"] = None
        elif not (row.values.get("tier_because") and day.value):
            row.problems.append(
                "its risk tier needs a reason and a day, in the columns “why this tier” and “assessed on”"
            )

    def _sensitive(self, row):
        if not row.values["is_sensitive"]:
            row.values.pop("sensitive_because", None)
        elif not self.may_mark:
            row.problems.append("only a premises lead or the Prevent lead marks it as sensitive")
        elif not row.values.get("sensitive_because"):
            row.problems.append("say why it is sensitive, in the column “why it is sensitive”")

    def _number(self, row):
        said = row.values.pop("capacity", "").replace(",", "")
        if said and not (said.isascii() and said.isdigit() and 0 < int(said[:9]) < 1_000_000):
            row.problems.append(f"“{said[:30]}” is no number of people")
            return
        row.values["capacity"] = int(said) if said else None

    def _place(self, row):
        said = {name: row.values.get(name, "") for name in _WITHIN}
        found = {name: _degrees(words, *_WITHIN[name]) for name, words in said.items()}
        row.values |= found
        if not any(said.values()):
            return
        if None in found.values():
            row.problems.append(
                "its latitude and longitude must both be degrees within the United Kingdom"
            )
        elif self.is_outside(**found):
            row.values["is_outside"] = True
            row.oddities.append("stands outside the boundary of the map")


def _degrees(words, least, most):
    try:
        number = round(Decimal(words), 5)
    except InvalidOperation:
        return None
    return number if number.is_finite() and least <= number <= most else None
