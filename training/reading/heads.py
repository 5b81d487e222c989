"""Which column of an extract is which, known from its head or said by a person."""

import hashlib
import itertools
import re

from .rows import Columns

#: Words of a head, as extracts write them, by what the column holds.
KNOWN = {
    "number": (
        "employee number",
        "employee no",
        "staff number",
        "staff no",
        "payroll number",
        "personnel number",
        "assignment number",
    ),
    "name": ("display name", "name", "employee name", "full name", "staff name"),
    "email": ("work email", "email", "email address", "e mail", "work email address"),
    "unit": ("business unit", "unit", "service", "department", "organisation unit"),
    "directorate": ("directorate", "division"),
    "team": ("team", "team name"),
    "level": ("job role level", "role level", "level", "staff group"),
    "flag": (
        "works with children vulnerable adults",
        "works with children or vulnerable adults",
        "works with vulnerable people",
    ),
    "kind": ("employment type", "worker type", "type of worker", "employment category"),
    "manager": (
        "manager s staff number",
        "manager staff number",
        "manager s employee number",
        "manager employee number",
        "line manager s staff number",
        "line manager staff number",
        "line manager employee number",
        "line manager number",
        "manager number",
        "supervisor number",
        "reports to employee number",
    ),
    "start": ("start date", "date joined", "hire date", "latest start date"),
    "leaver": ("leaver date", "leave date", "leaving date", "termination date", "end date"),
    "course": ("course", "course name", "course title", "course code", "learning item"),
    "completed": (
        "completed",
        "completed on",
        "completion date",
        "date completed",
        "date of completion",
        "certificate date",
    ),
    "course:PREVENT_ELEARNING": (
        "prevent e learning completed",
        "prevent elearning completed",
        "prevent e learning date",
        "prevent e learning",
    ),
    "course:WRAP": ("wrap other prevent training date", "wrap date", "wrap", "wrap completed"),
}
_MEANINGS = {words: meaning for meaning, each in KNOWN.items() for words in each}
#: What an extract of people must say, and what an extract of completions (one to a row) must say.
REQUIRED = ("number", "name", "unit", "level", "flag", "start", "leaver")
COMPLETIONS = ("course", "completed")
WORDS = {
    "number": "employee number",
    "name": "name",
    "email": "work email",
    "unit": "business unit",
    "directorate": "directorate",
    "team": "team",
    "level": "role level",
    "flag": "works with children or vulnerable adults",
    "kind": "employment type",
    "manager": "manager's staff number",
    "start": "start date",
    "leaver": "leaver date",
    "course": "course (one completion a row)",
    "completed": "day of the completion",
    "course:": "a date of Prevent training",
    "person": "employee number or work email",
}
#: A title may stand above the head: so many rows are looked at.
ROWS_LOOKED_AT = 20
_AROUND_A_COURSE = re.compile(
    r"\b(date|completed|completion|of|on|attended|passed|last|training)\b"
)


def key(head):
    """A head without what people write differently."""
    return re.sub(r"[^a-z0-9]+", " ", head.lower()).strip()


def signature(head):
    """What files with the same head have in common."""
    return hashlib.sha256("\n".join(key(words) for words in head).encode()).hexdigest()


def meanings_of(head, courses=()):
    """What each column of a head holds, "" where nobody can tell.

    `courses` are codes and names of courses, in pairs: a head that names one is a column of its days.
    Where no column is the unit's, the team's is taken for it.
    """
    by_course = {key(words): f"course:{code}" for code, name in courses for words in (name, code)}
    found = []
    for words in map(key, head):
        meaning = _MEANINGS.get(words) or by_course.get(words)
        if not meaning:
            bare = " ".join(_AROUND_A_COURSE.sub(" ", words).split())
            meaning = by_course.get(bare) or _MEANINGS.get(bare if bare == "wrap" else "")
        found.append("" if not meaning or meaning in found else meaning)
    if "team" in found and "unit" not in found:
        found[found.index("team")] = "unit"
    return found


def best_head(rows, courses=()):
    """Which of the first rows is the head: a number from 0, and its cells.

    A cell that is empty because it is joined to the one above has that one's words.
    """
    best, found = (0, 0), _fullest(rows)
    for number, row in enumerate(rows[:ROWS_LOOKED_AT]):
        above = rows[number - 1] if number else []
        pairs = itertools.zip_longest(row, above, fillvalue="")
        joined = [words if words.strip() else upper for words, upper in pairs]
        for cells, is_plain in ((row, 1), (joined, 0)):
            known = sum(1 for meaning in meanings_of(cells, courses) if meaning)
            if (known, is_plain) > best and known > 1:
                best, found = (known, is_plain), (number, cells)
    return found


def _fullest(rows):
    """The first row that is nearly as full as any: a title above a head has a cell or two."""
    filled = [sum(1 for cell in row if cell.strip()) for row in rows[:ROWS_LOOKED_AT]]
    for number, count in enumerate(filled):
        if count and count >= 0.8 * max(filled):
            return number, rows[number]
    return 0, rows[0] if rows else []


def missing_from(meanings):
    """What columns of these meanings still lack, as keys of WORDS."""
    if "course" in meanings or "completed" in meanings:
        lacking = [each for each in COMPLETIONS if each not in meanings]
        return lacking if {"number", "email"} & set(meanings) else ["person", *lacking]
    lacking = [each for each in REQUIRED if each not in meanings]
    has_course = any(each.startswith("course:") for each in meanings)
    return lacking if has_course else [*lacking, "course:"]


def columns_by(meanings, head):
    """The Columns of a head of which it is said, or known, what each holds."""
    places = {meaning: place for place, meaning in enumerate(meanings) if meaning}
    courses = {m.removeprefix("course:"): p for m, p in places.items() if m.startswith("course:")}
    width = len(head)
    while width and not head[width - 1].strip():
        width -= 1
    places = {name: place for name, place in places.items() if not name.startswith("course:")}
    return Columns(width=width, courses=courses, **places)
