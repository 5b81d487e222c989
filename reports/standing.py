"""What sources ask of every register: which rows stood on a day, and by which post somebody is called."""

from django.db.models import Q

from . import words
from .models.templates import PUBLIC, RESTRICTED

#: A register in a paper is cut after so many rows; the sentence under it says that there are more.
MOST_ROWS = 60


def stood(rows, on):
    """Rows that nobody had closed by a day."""
    return rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))


def post(typed, user=None):
    """The post of whoever answers for something, never their name: papers outlive postholders."""
    if typed:
        return typed
    return (user.job_title or user.get_role_names()[0]) if user else "None named"


def day(date, nothing="–"):
    """A day in a cell."""
    return words.day(date) if date else nothing


def by_when(date, on):
    """The day by which something is due, with the word that it has passed."""
    if date is None:
        return "No day set"
    return f"{words.day(date)}, passed" if date < on else words.day(date)


def is_public(paper):
    """True if anybody may come to read the paper."""
    return paper.asked.audience == PUBLIC


def is_restricted(paper):
    """True if only the board and named readers get the paper."""
    return paper.asked.audience == RESTRICTED


def first_rows(rows):
    """The rows that a paper prints, and a note of how many more there are."""
    rows = list(rows)
    more = len(rows) - MOST_ROWS
    note = f"{more} more are in the portal." if more > 0 else ""
    return rows[:MOST_ROWS], note
