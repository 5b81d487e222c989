"""Which column of an extract is which, known from its head."""

import re

from .rows import Columns

#: Words of a head, as extracts write them, by what the column holds. Course codes begin a `course:`.
KNOWN = {
    "number": (
        "employee number",
        "employee no",
        "staff number",
        "payroll number",
        "personnel number",
        "assignment number",
    ),
    "name": ("display name", "name", "employee name", "full name", "staff name"),
    "email": ("work email", "email", "email address", "e-mail", "work email address"),
    "unit": ("business unit", "unit", "service", "department", "team", "organisation unit"),
    "level": ("job role level", "role level", "level", "staff group"),
    "flag": (
        "works with children vulnerable adults",
        "works with children or vulnerable adults",
        "works with vulnerable people",
    ),
    "start": ("start date", "date joined", "hire date", "latest start date"),
    "leaver": ("leaver date", "leave date", "leaving date", "termination date", "end date"),
    "course:PREVENT_ELEARNING": (
        "prevent e learning completed",
        "prevent elearning completed",
        "prevent e learning date",
        "prevent e learning",
    ),
    "course:WRAP": ("wrap other prevent training date", "wrap date", "wrap", "wrap completed"),
}
REQUIRED = ("number", "name", "unit", "level", "flag", "start", "leaver")
WORDS = {
    "number": "employee number",
    "name": "name",
    "email": "work email",
    "unit": "business unit",
    "level": "role level",
    "flag": "works with children or vulnerable adults",
    "start": "start date",
    "leaver": "leaver date",
}


def key(head):
    """A head without what people write differently."""
    return re.sub(r"[^a-z0-9]+", " ", head.lower()).strip()


def columns_of(head):
    """The Columns that a head names, and the meanings that are missing from it."""
    found = {}
    meanings = {words: meaning for meaning, each in KNOWN.items() for words in each}
    for place, words in enumerate(head):
        meaning = meanings.get(key(words))
        if meaning and meaning not in found:
            found[meaning] = place
    missing = [meaning for meaning in REQUIRED if meaning not in found]
    courses = {m.removeprefix("course:"): p for m, p in found.items() if m.startswith("course:")}
    if not courses:
        missing.append("course")
    if missing:
        return None, missing
    places = {name: found[name] for name in REQUIRED}
    width = len(head)
    while width and not head[width - 1].strip():
        width -= 1
    return Columns(width=width, email=found.get("email"), courses=courses, **places), []
