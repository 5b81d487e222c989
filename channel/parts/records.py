"""How long the case is kept, and what stands against its destruction; nothing while the case is under way."""

from django.urls import reverse

from ..permissions import Can
from ..services.retention import proposal_of, schedule_of
from ..states import AFTER, ENDED
from . import Part, Step


def part(case, user, on):
    """By when it is to be reviewed, what was decided, and the holds; for who runs the case."""
    if not user.has_perm(Can.COORDINATE, case):
        return None
    holds = case.holds.all()
    has_ended = case.status in {*AFTER, *ENDED}
    if not holds and not has_ended:
        return None
    ended = schedule_of(case, on=on) if has_ended else None
    context = {
        "case": case,
        "holds": holds,
        "ended": ended,
        "reviews": case.retention_reviews.all() if has_ended else [],
    }
    return Part(
        "How long it is kept",
        "channel/case/_records.html",
        context,
        tuple(_steps(case, user, on, ended, holds)),
    )


def _steps(case, user, on, ended, holds):
    may_decide = user.has_perm(Can.CHAIR, case)
    proposal = proposal_of(case) if ended and ended.is_proposed else None
    if ended and proposal and proposal.by_id != user.pk:
        yield _about(case, "Confirm the destruction", "confirm_destruction", True)
    if ended and may_decide and case.due_on is None:
        yield _about(case, "Decide how long it is kept", "review_retention", _is_due(ended, on))
    if ended:
        yield _about(case, "Place a legal hold", "place_hold")
    for hold in holds:
        if may_decide and not hold.lifted_on:
            words = f"Lift the hold of {hold.from_on.day} {hold.from_on:%B %Y}"
            yield Step(words, reverse("channel:lift_hold", args=[hold.pk]))


def _is_due(ended, on):
    return ended.due_on is not None and ended.due_on <= on and not ended.is_held


def _about(case, words, page, is_first=False):
    return Step(words, reverse(f"channel:{page}", args=[case.pk]), is_first)
