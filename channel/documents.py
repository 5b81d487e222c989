"""The six documents that a council is expected to hold for a case: each part of Channel says what it has."""

import datetime
from dataclasses import dataclass

from django.db.models import TextChoices


class Document(TextChoices):
    """The documents, in the order in which a case comes by them."""

    ASSESSMENTS = "assessments", "Assessments"
    RECORD = "record", "Record of actions and decisions"
    PLAN = "plan", "Support plan"
    PLAN_REVIEWS = "plan_reviews", "Reviews of the plan"
    CLOSING = "closing", "Closing report"
    LATER = "later", "Later reviews"


@dataclass(frozen=True)
class Held:
    """One document that is there: of which day, where it is to be read, and in a word what it is."""

    on: datetime.date
    href: str
    words: str = ""


@dataclass(frozen=True)
class Line:
    """One of the six for a case: there, missing, or not to be expected yet."""

    document: Document
    held: Held | None
    is_expected: bool

    @property
    def is_missing(self):
        """Expected by now, and not there."""
        return self.is_expected and self.held is None

    @property
    def state(self):
        """A word for the page."""
        if self.held:
            return "There"
        return "Missing" if self.is_expected else "Not due yet"


_holders = {}


def document(which):
    """Register a function `(case) -> Held or None` for one of the six; the newest of several counts."""

    def register(find):
        _holders.setdefault(which, []).append(find)
        return find

    return register


def six_documents(case, on):
    """The six as they stand for a case on a day."""
    expected = _expected(case, on)
    return [Line(each, _newest(each, case), expected[each]) for each in Document]


def _newest(which, case):
    found = [held for find in _holders.get(which, ()) if (held := find(case))]
    return max(found, key=lambda held: held.on, default=None)


def _expected(case, on):
    closure = case.closures.first()
    reviews = [each for each in case.later_reviews.all() if not each.dropped_on]
    adopted = case.adopted_on is not None
    return {
        Document.ASSESSMENTS: case.first_panel_on is not None or adopted,
        Document.RECORD: case.first_panel_on is not None or adopted,
        Document.PLAN: adopted,
        Document.PLAN_REVIEWS: adopted and (on - case.adopted_on).days > _DAYS_TO_A_REVIEW,
        Document.CLOSING: closure is not None,
        Document.LATER: closure is not None
        and any(each.due_on <= on for each in reviews if each.closure_id == closure.pk),
    }


#: A plan younger than this has hardly been reviewed.
_DAYS_TO_A_REVIEW = 31
