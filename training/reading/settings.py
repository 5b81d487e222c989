"""Reads a list of settings: name, kind, email address and designated lead, with a verdict on each row."""

import csv
import re
from dataclasses import dataclass, field

#: Heads of columns by what they may be called.
HEADS = {
    "name": ("name", "setting", "school", "name of setting"),
    "kind": ("kind", "type", "kind of setting"),
    "contact_email": ("contact e-mail", "contact email", "email", "e-mail", "email address"),
    "lead_name": ("designated lead", "lead", "dsl", "designated safeguarding lead"),
    "area": ("area", "district"),
}
#: Rows of one list.
MOST = 2000
#: In letters: what no cell of a list holds unless a quotation mark is missing.
_LONGEST_CELL = 100_000
_LONGEST = {"name": 200, "lead_name": 200, "contact_email": 254, "area": 100}
_WORDS = {"name": "name", "lead_name": "name of the lead", "contact_email": "email address"}
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


class Unreadable(Exception):  # noqa: N818 - it reads as the sentence it carries
    """The list as a whole cannot be read; its message is a sentence for the person."""


@dataclass
class Row:
    """One row: its line, what it says, what is wrong with it, and whether it is there already."""

    line: int
    name: str = ""
    kind: str = ""
    contact_email: str = ""
    lead_name: str = ""
    area: str = ""
    problems: list = field(default_factory=list)
    is_there: bool = False

    @property
    def verdict(self):
        """What becomes of it, in words."""
        if self.problems:
            return "; ".join(self.problems)
        return "is in the register already and stays as it is" if self.is_there else "is added"

    @property
    def is_new(self):
        """True if it is right and not there yet."""
        return not self.problems and not self.is_there


def rows(text, *, kinds, there):
    """The rows of a list with their verdicts, given the names of kinds and of settings that are there.

    Raises Unreadable if its columns cannot be told, or it has too many rows.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    reader = csv.reader(lines.splitlines(keepends=True), delimiter=_delimiter(lines))
    try:
        records = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error:
        raise Unreadable(
            "A cell of the list is too long, or a quotation mark is missing."
        ) from None
    if any(len(cell) > _LONGEST_CELL for _, cells in records for cell in cells):
        raise Unreadable("A cell of the list is too long, or a quotation mark is missing.")
    if not records:
        raise Unreadable("The list is empty.")
    places = _places(records[0][1])
    if len(records) - 1 > MOST:
        raise Unreadable(f"The list has more than {MOST} rows: take it in in parts.")
    known = {kind.casefold(): kind for kind in kinds}
    seen, there = {}, {name.casefold() for name in there}
    return [_row(line, cells, places, known, there, seen) for line, cells in records[1:]]


def _delimiter(text):
    head = next((line for line in text.split("\n") if line.strip()), "")
    return max(",;\t", key=head.count)


def _places(head):
    cells = [" ".join(cell.split()).casefold() for cell in head]
    places = {
        name: next((cells.index(word) for word in words if word in cells), None)
        for name, words in HEADS.items()
    }
    missing = [
        words[0]
        for name, words in HEADS.items()
        if name in ("name", "kind") and places[name] is None
    ]
    if missing:
        raise Unreadable(
            f"The first row must name the columns; there is none called “{'” or “'.join(missing)}”."
        )
    return places


def _row(line, cells, places, known, there, seen):
    said = {
        name: " ".join(cells[place].split()) if place is not None and place < len(cells) else ""
        for name, place in places.items()
    }
    row = Row(line, **said)
    if not row.name:
        row.problems.append("has no name")
    if row.kind.casefold() in known:
        row.kind = known[row.kind.casefold()]
    else:
        what = f"“{row.kind[:60]}” is no kind of setting" if row.kind else "has no kind"
        row.problems.append(f"{what}; use one of: {', '.join(sorted(known.values()))}")
    if row.contact_email and not _EMAIL.fullmatch(row.contact_email):
        row.problems.append(f"“{row.contact_email[:60]}” is no email address")
    row.problems += [
        f"its {_WORDS.get(name, name)} is longer than {most} characters"
        for name, most in _LONGEST.items()
        if len(said[name]) > most
    ]
    first = seen.setdefault(row.name.casefold(), line)
    if row.name and first != line:
        row.problems.append(f"is in the list twice: line {first} has the same name")
    row.is_there = row.name.casefold() in there
    return row
