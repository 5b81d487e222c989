"""What changed between before and after: figures over those who answered both, nobody's name."""

from dataclasses import dataclass
from statistics import mean

from .models import Evaluation

#: Fewer answers than this are not shown: they could be somebody's.
FEWEST = 5


@dataclass(frozen=True)
class Change:
    """One question: the mean step before and after, and how many moved up, among those with both."""

    question: str
    count: int
    before: float
    after: float
    moved_up: int

    @property
    def difference(self):
        """How far the mean moved, in steps."""
        return round(self.after - self.before, 1)


@dataclass(frozen=True)
class Summary:
    """The answers of some sessions on one scale; the figures only where enough people gave both."""

    scale: object
    count: int
    changes: tuple
    comments: tuple

    @property
    def is_shown(self):
        """True if enough people answered for the figures to be nobody's own."""
        return self.count >= FEWEST


def change(questions, pairs):
    """The change per question over pairs of answers (before, after), each a step from 1 or None."""
    found = []
    for place, question in enumerate(questions):
        both = [(b[place], a[place]) for b, a in pairs if b[place] and a[place]]
        if both:
            found.append(
                Change(
                    question,
                    len(both),
                    round(mean(b for b, _ in both), 1),
                    round(mean(a for _, a in both), 1),
                    sum(a > b for b, a in both),
                )
            )
    return tuple(found)


def summary(scale, sessions):
    """What people answered on a scale at some sessions, put together in one query."""
    rows = Evaluation.objects.filter(scale=scale, booking__session__in=sessions)
    by_booking, comments = {}, []
    for booking, moment, answers, comment in rows.order_by("pk").values_list(
        "booking", "moment", "answers", "comment"
    ):
        by_booking.setdefault(booking, {})[moment] = answers
        if comment:
            comments.append(comment)
    pairs = [(each["before"], each["after"]) for each in by_booking.values() if len(each) > 1]
    changes = change(scale.questions, pairs) if len(pairs) >= FEWEST else ()
    # in the order of their words, so that the order tells nobody who answered when
    shown = tuple(sorted(comments)) if len(by_booking) >= FEWEST else ()
    return Summary(scale, len(pairs), changes, shown)
