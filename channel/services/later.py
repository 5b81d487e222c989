"""Reviews of closed cases: recorded in their order, asked for again up to two years, never lost."""

from dateutil.relativedelta import relativedelta
from django.db import transaction

from prevent_portal.errors import Refused

from ..models import LAST_REVIEW_MONTHS, CaseEvent, Clock, PostClosureReview
from ..states import AFTER, Status
from .cases import locked, move_case, record, set_next_step
from .closing import reopen_case

Kind = PostClosureReview.Kind
Finding = PostClosureReview.Finding


def next_review(case):
    """The review that is to be recorded next, or None."""
    return next((review for review in case.later_reviews.all() if review.is_open), None)


@transaction.atomic
def record_review(review, *, by, on, finding, words, next_on=None):
    """Record what a review of a closed case found; a concern opens the case again for the panel.

    `next_on` asks for one more review. Raises Refused out of order, or for one that was recorded.
    """
    case = locked(review.case)
    review = PostClosureReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    review.case = case
    _refuse_to_record(case, review, on, words)
    review.done_on, review.finding, review.words, review.by = on, finding, words, by
    review.save()
    said = f"{review.get_kind_display()}: {review.get_finding_display().lower()}. {words}"
    record(case, CaseEvent.Kind.REVIEWED, by=by, on=on, words=said)
    if finding == Finding.CONCERN:
        reopen_case(case, by=by, on=on, because=said, to=Status.TO_PANEL)
        return review
    if next_on:
        extend_reviews(case, by=by, on=on, due_on=next_on, because=words)
    _go_on(locked(case), review, by, on)
    return review


def _refuse_to_record(case, review, on, words):
    case.refuse_unless(*AFTER, to="record a review after closing")
    if not review.is_open:
        raise Refused(case, "This review was recorded already.")
    earlier = next_review(case)
    if earlier.pk != review.pk:
        kind = earlier.get_kind_display().lower()
        raise Refused(case, f"Record the {kind} first: it comes before this one.")
    if on < review.closure.closed_on:
        raise Refused(case, "A review cannot be before the closing.", field="on")
    if not words.strip():
        raise Refused(case, "Write what was found.", field="words")


def _go_on(case, review, by, on):
    """On to what the review makes of the case: the next review, or the end of them."""
    following = next_review(case)
    step = {"step": Clock.Step.AFTER_12, "due_on": following.due_on if following else on}
    if review.kind == Kind.SIX:
        move_case(case, Status.SIX_MONTHS, by=by, on=on, **step)
    elif case.status == Status.SIX_MONTHS:
        move_case(case, Status.TWELVE_MONTHS, by=by, on=on, **step)
    elif following:
        set_next_step(case, on=on, **step)
        case.save()
    if following is None:
        move_case(case, Status.REVIEWS_DONE, by=by, on=on)


def last_day_to_review(closure):
    """The last day for which a review may be asked: 24 calendar months after the closing."""
    return closure.closed_on + relativedelta(months=LAST_REVIEW_MONTHS)


@transaction.atomic
def extend_reviews(case, *, by, on, due_on, because):
    """Ask for one more review of a closed case, at most 24 months after its closing. Raises Refused."""
    case = locked(case)
    case.refuse_unless(*AFTER, to="ask for another review")
    closure = case.closures.filter(reopened_on=None).first()
    if closure is None or not closure.is_after_support:
        raise Refused(case, "This case was closed without support: it has no later reviews.")
    last = last_day_to_review(closure)
    planned = max(review.due_on for review in closure.reviews.all())
    if due_on > last:
        raise Refused(
            case,
            f"Reviews end {LAST_REVIEW_MONTHS} months after closing: enter a day up to "
            f"{last.day} {last:%B %Y}.",
            field="due_on",
        )
    if due_on <= planned:
        raise Refused(
            case,
            f"A review is planned for {planned.day} {planned:%B %Y} already: enter a later day.",
            field="due_on",
        )
    if due_on <= on:
        raise Refused(case, "Enter a day to come.", field="due_on")
    review = PostClosureReview.objects.create(
        case=case, closure=closure, kind=Kind.EXTENDED, due_on=due_on
    )
    words = f"A further review is asked for on {due_on.day} {due_on:%B %Y}. {because}"
    record(case, CaseEvent.Kind.CHANGED, by=by, on=on, words=words.strip())
    return review
