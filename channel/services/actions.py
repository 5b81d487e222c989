"""What is to be done about a case, by whom and by when."""

from django.db import transaction

from prevent_portal.errors import Refused

from ..models import CaseAction, CaseEvent
from ..permissions import Seats
from .cases import locked, record
from .meetings import end_business


def owners(case):
    """Those who may be given something to do: whoever has a seat at the case, but observers."""
    seats = case.seats.in_force().exclude(seat=Seats.OBSERVER)
    return [seat.user for seat in seats.select_related("user__agency").order_by("user__name")]


@transaction.atomic
def add_case_action(case, *, by, on, words, owner, due_on, minute=None):
    """Give somebody something to do about a case. Raises Refused if they may not open it."""
    case = locked(case)
    if owner not in owners(case):
        raise Refused(case, f"{owner.name} has no seat at this case.", field="owner")
    if due_on < on:
        raise Refused(case, "The day must be today or later.", field="due_on")
    return CaseAction.objects.create(
        case=case, minute=minute, words=words, owner=owner, due_on=due_on, given_by=by, given_on=on
    )


@transaction.atomic
def finish_case_action(action, *, by, on, words):
    """Say that something was done, and how; who has nothing left to do with the case leaves it."""
    case = locked(action.case)
    action = CaseAction.objects.select_for_update(of=("self",)).get(pk=action.pk)
    if action.done_on:
        raise Refused(case, "This was done already.")
    action.case = case
    action.done_on, action.done_by, action.done_words = on, by, words
    action.save()
    record(case, CaseEvent.Kind.NOTED, by=by, on=on, words=f"Done: {action.words}\n{words}")
    end_business(case)
    return action


def unfinished(case):
    """What is still to be done about a case, in words: a case is not closed with any of it open."""
    actions = CaseAction.objects.filter(case=case).open().select_related("owner").order_by("due_on")
    return [f"{action.owner.name} still has something to do about it" for action in actions]


@transaction.atomic
def set_lives_in(case, *, by, on, lives_in):
    """Say which police force's area the person lives in: it must be at any meeting about them (s37(3))."""
    case = locked(case)
    case.lives_in = lives_in
    case.save()
    record(case, CaseEvent.Kind.CHANGED, by=by, on=on, words=f"Police force: {lives_in}")
    return case
