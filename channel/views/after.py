"""Pages of what follows support: closing, later reviews, opening again, transfer, care, disclosures."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prevent_portal.access import requires
from prevent_portal.errors import Refused, refusals_on
from prevent_portal.forms import PortalForm

from .. import services
from ..forms.after import (
    CareForm,
    CloseForm,
    DisclosureForm,
    ExtendForm,
    ReceiptForm,
    ReopenForm,
    ReviewForm,
    TakeBackForm,
    TransferForm,
)
from ..models import Case, PostClosureReview, Transfer
from ..permissions import Can
from ..services.closing import reopens_to

_FORM = require_http_methods(["GET", "HEAD", "POST"])


def _today(**more):
    return {"initial": {"on": timezone.localdate()} | more}


def _answer(request, case, form, save, title, *, done, **more):
    """The form, until what it asks can be done; then the page of the case says that it was."""
    if form.is_valid():
        with refusals_on(form):
            save(by=request.user, **form.cleaned_data)
            messages.success(request, done)
            return redirect(case)
    context = {"form": form, "title": title, "caption": case.reference}
    context |= {"back_url": case.get_absolute_url()}
    return render(request, "channel/form.html", context | more)


@requires(Can.COORDINATE, Case)
@_FORM
def close_case(request, case):
    """Close the case with its closing report."""
    form = CloseForm(request.POST or None, on=timezone.localdate(), **_today())

    def save(**given):
        services.close_case(case, **given)

    return _answer(
        request,
        case,
        form,
        save,
        "Close the case",
        done="The case is closed.",
        intro="A case that was adopted is reviewed 6 and 12 months from this day. The reviews "
        "are planned as you save.",
        button="Close the case",
        is_warning=True,
    )


@requires(Can.COORDINATE, Case)
@_FORM
def reopen_case(request, case):
    """Open a closed case again, with a reason."""
    ways = reopens_to(case)
    if not ways:
        raise Refused(case, "This case is not closed.")
    form = ReopenForm(request.POST or None, to=ways, **_today(to=ways[0]))

    def save(**given):
        services.reopen_case(case, **given)

    return _answer(
        request,
        case,
        form,
        save,
        "Open the case again",
        done="The case is open again.",
        intro="Reviews that were still to come are dropped.",
        button="Open it again",
    )


@requires(Can.COORDINATE, PostClosureReview)
@_FORM
def record_review(request, review):
    """Record what a review of a closed case found."""
    if not review.is_open:
        raise Refused(
            review.case, "This review was recorded already, or the case was opened again."
        )
    more = review.kind != PostClosureReview.Kind.SIX
    form = ReviewForm(request.POST or None, may_ask_for_more=more, **_today())

    def save(**given):
        services.record_review(review, **given)

    return _answer(
        request,
        review.case,
        form,
        save,
        f"Record the {review.get_kind_display().lower()}",
        done="The review is recorded.",
        button="Save the review",
    )


@requires(Can.COORDINATE, Case)
@_FORM
def extend_reviews(request, case):
    """Ask for one more review of a closed case."""
    form = ExtendForm(request.POST or None)

    def save(**given):
        services.extend_reviews(case, on=timezone.localdate(), **given)

    return _answer(
        request,
        case,
        form,
        save,
        "Ask for a further review",
        done="The further review is planned.",
        intro="Reviews may be asked for up to 24 months after closing.",
        button="Plan the review",
    )


@requires(Can.COORDINATE, Case)
@_FORM
def transfer_case(request, case):
    """Hand the case over to another area."""
    form = TransferForm(request.POST or None, case=case, **_today())

    def save(**given):
        services.transfer_case(case, **given)

    return _answer(
        request,
        case,
        form,
        save,
        "Transfer to another area",
        done="The case is handed over. It stays here until the other area confirms that it has it.",
        intro="The case stays yours until a receipt is recorded. Until then it stands in your list.",
        button="Hand it over",
    )


@requires(Can.COORDINATE, Transfer)
@_FORM
def record_receipt(request, transfer):
    """Record that the other area has the case."""
    first = str(transfer.to_panel) if transfer.arrived_on else ""
    form = ReceiptForm(request.POST or None, **_today(receipt_from=first))

    def save(**given):
        services.record_receipt(transfer, **given)

    return _answer(
        request,
        transfer.case,
        form,
        save,
        "Record the receipt",
        done="The receipt is recorded. The case can now be closed here.",
        button="Save the receipt",
    )


@requires(Can.COORDINATE, Transfer)
@_FORM
def take_back(request, transfer):
    """Take a case back from another area."""
    form = TakeBackForm(request.POST or None, **_today())

    def save(**given):
        services.take_back(transfer, **given)

    return _answer(
        request,
        transfer.case,
        form,
        save,
        "Take the case back",
        done="The case is back. Support goes on here.",
        button="Take it back",
    )


@requires(Can.COORDINATE, Case)
@_FORM
def confirm_arrival(request, case):
    """Confirm to the panel that sent the case that it is here."""
    form = PortalForm(request.POST if request.method == "POST" else None)

    def save(*, by):
        services.confirm_arrival(case, by=by, on=timezone.localdate())

    return _answer(
        request,
        case,
        form,
        save,
        "Confirm that the case is here",
        done="The other panel sees that the case is here.",
        intro="The panel that sent it sees the day, and that it was you.",
        button="Confirm",
    )


@requires(Can.COORDINATE, Case)
@_FORM
def consider_care(request, case):
    """Record whether the person ought to be referred to health or social care."""
    form = CareForm(request.POST or None, **_today())

    def save(**given):
        services.consider_care(case, **given)

    return _answer(
        request,
        case,
        form,
        save,
        "Health or social care",
        done="It is recorded that care was considered.",
        intro="Where the panel gives no support it must consider this, and record it also if the "
        "answer is no (Counter-Terrorism and Security Act 2015, section 36(6)).",
    )


@requires(Can.CONTRIBUTE, Case)
@_FORM
def add_disclosure(request, case):
    """Write down who was told what."""
    form = DisclosureForm(request.POST or None, **_today())

    def save(**given):
        services.record_disclosure(case, **given)

    return _answer(
        request,
        case,
        form,
        save,
        "Record a disclosure",
        done="The disclosure is recorded.",
        intro="What you write cannot be changed afterwards.",
    )
