"""A decision of the panel that was recorded wrongly is recorded as it was made; the first record stays.

Nothing is decided anew: that is for the panel. So only the last decision on a case is corrected, and only
while nobody has acted on it.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from prevent_portal.errors import Refused

from .. import decisions
from ..models import CaseEvent, Correction, Minute
from ..states import Status
from .cases import locked, record
from .minutes import carry_out, gaps

GONE_ON = (
    "The case has gone on since this decision: it cannot be corrected any more. "
    "Put the case on the agenda of the panel again."
)
#: What a correction says that a minute says too.
SAID = ("decision", "how", "dissent", "care_considered", "asked", "next_review_on")


@dataclass(frozen=True)
class Before:
    """Where a case stood before a decision was recorded, and the events by which that moved it."""

    status: str
    undone: tuple = ()


def may_correct(case, minute):
    """Where the case stood before a decision that can be corrected; None where it no longer can."""
    decided = [each for each in case.minutes.all() if each.decided_at]
    if not decided or decided[0].pk != minute.pk:
        return None
    decision = minute.standing.decision
    moves = sorted((each for each in case.events.all() if each.moved_to), key=lambda each: each.pk)
    ways = [Status.RECEIVED, *(each.moved_to for each in moves)]
    for status, open_choices in decisions.OPEN.items():
        for choice in open_choices:
            way = [status, *choice.moves]
            if choice.decision == decision and ways[-len(way) :] == way:
                since = moves[len(moves) - len(choice.moves) :]
                return Before(status, tuple(each.pk for each in since))
    return None


def correctable(minute):
    """The decisions that were open when one was recorded. Raises Refused once nothing can be corrected."""
    before = may_correct(minute.case, minute)
    if before is None:
        raise Refused(minute.case, GONE_ON)
    return decisions.OPEN[before.status]


def said_now(minute):
    """What is recorded of a decision as it stands, for a form that begins from it."""
    return {name: getattr(minute.standing, name) for name in SAID}


@transaction.atomic
def correct_decision(minute, *, by, on, because, **said):
    """Record what the panel did decide, in place of what was recorded; the case goes on from there.

    Raises Refused, and ValidationError with what the decision lacks.
    """
    case = locked(minute.case)
    minute = Minute.objects.select_for_update(of=("self",)).get(pk=minute.pk)
    before = may_correct(case, minute)
    if before is None:
        raise Refused(case, GONE_ON)
    if before.undone and case.consents.filter(at__gte=minute.decided_at).exists():
        raise Refused(case, GONE_ON)
    was = minute.standing
    made = Correction(case=case, minute=minute, because=because, on=on, by=by, **said)
    _refuse_gaps(made, was, before, on)
    choice = decisions.choice_at(before.status, made.decision)
    if choice.decision != was.decision:
        made.undone = list(before.undone)
    made.save()
    instead = f"{was.get_decision_display()} → {made.get_decision_display()}."
    words = f"{instead} {made.get_how_display()}. {because}"
    record(case, CaseEvent.Kind.CORRECTED, by=by, on=on, words=words)
    if choice.decision != was.decision:
        case.status = before.status
        case.save()
        carry_out(case, choice, made, by=by, on=on)
    return made


def _refuse_gaps(made, was, before, on):
    choice = decisions.choice_at(before.status, made.decision)
    found = gaps(made, choice, on)
    if not made.because.strip():
        found["because"] = "Say what was wrong"
    if all(getattr(made, name) == getattr(was, name) for name in SAID):
        found["decision"] = "Nothing is different: change what was recorded wrongly, or go back"
    if found:
        raise ValidationError(found)
