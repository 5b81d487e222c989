"""A person's word on a number of a paper: not shown either, or shown all the same."""

from django.db import transaction
from django.utils import timezone

from prevent_portal.errors import Refused

from ..disclosure import composed, shown
from ..guard import addresses
from ..models import DisclosureDecision, Report
from ..models.templates import RESTRICTED
from .approving import authors_of
from .making import hold
from .writing import redraw

State = Report.State
What = DisclosureDecision.What
#: People may say so while it is written, and while it waits for approval.
OPEN = (State.READY, State.CHECKING)


@transaction.atomic
def withhold(report, *, by, place, reason):
    """Leave a number out that the guard would show. Raises Refused if nothing stands at the place."""
    return _decide(_open(report, by), by, place, What.WITHHOLD, reason)


@transaction.atomic
def release(report, *, by, place, reason):
    """Show a number that the guard withholds, on the word of whoever may approve the paper.

    Raises Refused for its authors, and if another number could be worked out from it.
    """
    report = _open(report, by)
    if by.pk in authors_of(report):
        raise Refused(
            report,
            "You asked for this report or wrote in it, so somebody else must decide that a number is "
            "shown.",
        )
    return _decide(report, by, place, What.RELEASE, reason)


@transaction.atomic
def end_decision(decision, *, by):
    """Take a decision back: the guard alone decides on the number again."""
    report = _open(decision.report, by)
    decision = DisclosureDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.ended_at:
        raise Refused(decision, "This decision was taken back already.")
    _end(decision, by)
    _show(report, by)
    return decision


def _open(report, by):
    report = hold(report.pk)
    if report.state not in OPEN:
        said = report.get_state_display().lower()
        raise Refused(report, f"This report is {said}: what is shown in it stays as it is.")
    if report.audience == RESTRICTED:
        raise Refused(report, "Nothing is withheld from the readers of a restricted report.")
    if report.state == State.CHECKING and by.pk in authors_of(report):
        raise Refused(
            report,
            "It waits for approval: only somebody who did not write it may decide what is shown in it "
            "now.",
        )
    return report


def _decide(report, by, place, what, reason):
    if place not in addresses(composed(report)):
        raise Refused(report, "This number is not in the report any more.", field="place")
    for earlier in report.disclosure_decisions.standing().filter(place=place):
        _end(earlier, by)
    decision = DisclosureDecision(report=report, place=place, what=what, reason=reason, by=by)
    decision._history_user = by
    decision.save()
    _show(report, by)
    return decision


def _show(report, by):
    """Refuse a release that gives another number away; what waits for approval is laid out again."""
    shown(report)
    if report.state == State.CHECKING:
        redraw(report, by=by)


def _end(decision, by):
    decision.ended_at = timezone.now()
    decision._history_user = by
    decision.save()
