"""A case is closed, with its report; and opened again, with a reason."""

from django.db import transaction

from prevent_portal.errors import Refused

from .. import clocks
from ..closing import open_things
from ..models import CaseEvent, Clock, Closure, PostClosureReview
from ..states import MOVES, Status
from .care import refuse_unless_care_considered
from .cases import locked, move_case, record
from .meetings import end_business

Kind = PostClosureReview.Kind
#: The reviews that every case has which was closed after support, and the step that each is (hard rule).
REVIEWS = ((Kind.SIX, Clock.Step.AFTER_6), (Kind.TWELVE, Clock.Step.AFTER_12))
#: Where a closed case goes when it is opened again.
REOPENS_TO = (Status.TO_PANEL, Status.SCREENING)


@transaction.atomic
def close_case(case, *, by, on, because, report, told_on=None, not_told_because=""):
    """Close a case with its closing report; one that was adopted gets its later reviews.

    Raises Refused while actions or interventions are open (each is named), without a report, without
    saying whether the person or a parent was told, before care was considered (CTSA 2015 s36(6)), and
    while another area has not confirmed that it took the case over.
    """
    case = locked(case)
    _refuse_to_close(case, on, report, told_on, not_told_because)
    was_adopted = case.adopted_on is not None
    closure = Closure.objects.create(
        case=case,
        closed_on=on,
        because=because,
        is_after_support=was_adopted,
        report=report,
        told_on=told_on,
        not_told_because=None if told_on else not_told_because,
        by=by,
    )
    reviews = [_review(closure, kind, step) for kind, step in REVIEWS if was_adopted]
    move_case(
        case,
        Status.CLOSED,
        by=by,
        on=on,
        words=f"Reason: {because}.",
        step=Clock.Step.AFTER_6 if reviews else None,
        due_on=reviews[0].due_on if reviews else None,
        closed_on=on,
        closed_because=because,
    )
    record(case, CaseEvent.Kind.CLOSED, by=by, on=on, words=str(because))
    end_business(case)
    return closure


def _review(closure, kind, step):
    due_on = clocks.due(step, on=closure.closed_on)
    return PostClosureReview.objects.create(
        case=closure.case, closure=closure, kind=kind, due_on=due_on
    )


def _refuse_to_close(case, on, report, told_on, not_told_because):
    if Status.CLOSED not in MOVES[case.status]:
        case.move_to(Status.CLOSED)
    if on < (case.adopted_on or case.received_on):
        raise Refused(case, "A case cannot be closed before it began.", field="on")
    if not report.strip():
        raise Refused(case, "Write the closing report.", field="report")
    if told_on is None and not not_told_because.strip():
        raise Refused(
            case,
            "Say when the person, or a parent, was told; or why they were not.",
            field="not_told_because",
        )
    if told_on and told_on < case.received_on:
        raise Refused(case, "They cannot be told before the referral.", field="told_on")
    if things := open_things(case):
        raise Refused(case, f"Finish these first, or end them with a reason: {'; '.join(things)}.")
    refuse_unless_care_considered(case)
    transfer = case.transfers.filter(came_back_on=None).first()
    if case.status == Status.TRANSFERRED and transfer and not transfer.receipt_on:
        raise Refused(
            case, "Record first that the other area has taken the case over, or take it back."
        )


def reopens_to(case):
    """Where the case may go if it is opened again: nowhere unless it is closed."""
    if case.status not in (
        Status.CLOSED,
        Status.SIX_MONTHS,
        Status.TWELVE_MONTHS,
        Status.REVIEWS_DONE,
    ):
        return []
    return [status for status in REOPENS_TO if status in MOVES[case.status]]


@transaction.atomic
def reopen_case(case, *, by, on, because, to=Status.TO_PANEL):
    """Open a closed case again, with a reason; reviews that were still to come are dropped. Raises Refused."""
    case = locked(case)
    if to not in reopens_to(case):
        raise Refused(
            case,
            f"This case is at “{case.get_status_display()}”, and cannot be opened again "
            f"at “{Status(to).label}”.",
        )
    if not because.strip():
        raise Refused(case, "Say why the case is opened again.", field="because")
    closure = case.closures.filter(reopened_on=None).first()
    if closure:
        if on < closure.closed_on:
            raise Refused(case, "It cannot be opened again before it was closed.", field="on")
        closure.reopened_on, closure.reopened_because = on, because
        closure.save()
        for review in closure.reviews.filter(done_on=None, dropped_on=None):
            review.dropped_on = on
            review.save()
    return move_case(case, to, by=by, on=on, words=because, closed_on=None, closed_because=None)
