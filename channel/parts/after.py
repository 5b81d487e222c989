"""What comes after support, or instead of it: what has to be done of it stands first."""

from django.urls import reverse

from ..permissions import Can
from ..services.care import needs_care_considered
from ..services.closing import reopens_to
from ..services.later import next_review
from ..services.transfers import arrival_of
from ..states import AFTER, MOVES, Status
from . import Part, Step


def part(case, user, on):
    """The closing, the reviews, the transfers and the care considered; None where there is none of it."""
    context = {
        "closures": case.closures.all(),
        "reviews": case.later_reviews.all(),
        "transfers": case.transfers.all(),
        "care": case.care_considered.all(),
        "needs_care": needs_care_considered(case),
        "arrival": arrival_of(case),
    }
    steps = tuple(_steps(case, context)) if user.has_perm(Can.COORDINATE, case) else ()
    if not steps and not any(context.values()):
        return None
    return Part("After support", "channel/case/_after.html", context, steps)


def _steps(case, context):
    first = next_review(case) if case.status in AFTER else None
    if first:
        words = f"Record the {first.get_kind_display().lower()}"
        yield Step(words, reverse("channel:record_review", args=[first.pk]), True)
        yield _about(case, "Ask for a further review", "extend_reviews")
    if context["arrival"] and not context["arrival"][1]:
        yield _about(case, "Confirm that the case is here", "confirm_arrival")
    if context["needs_care"]:
        yield _about(case, "Record health or social care", "consider_care")
    if case.status == Status.ADOPTED:
        yield _about(case, "Transfer to another area", "transfer_case")
    if case.status == Status.TRANSFERRED:
        yield from _of_transfer(context["transfers"][0])
    if Status.CLOSED in MOVES[case.status]:
        yield _about(case, "Close the case", "close_case")
    if reopens_to(case):
        yield _about(case, "Open the case again", "reopen_case")


def _of_transfer(transfer):
    if not transfer.receipt_on:
        yield Step(
            "Record the receipt", reverse("channel:record_receipt", args=[transfer.pk]), True
        )
    yield Step("Take the case back", reverse("channel:take_back", args=[transfer.pk]))


def _about(case, words, page):
    return Step(words, reverse(f"channel:{page}", args=[case.pk]))
