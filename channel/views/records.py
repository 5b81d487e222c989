"""How long records are kept: the schedule, cases that are due, holds, and destruction by two people."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import Verb, requires, signed_in
from prevent_portal.errors import refusals_on
from prevent_portal.forms import PortalForm

from .. import certificates, services
from ..forms.records import HoldForm, LiftForm, PeriodForm, RetentionForm
from ..models import Case, Destruction, LegalHold, RetentionRule
from ..permissions import Can, Keep
from ..services import retention
from .papers import pdf

PAGE = 25
_FORM = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@require_safe
def retention_list(request):
    """Ended cases that I run, by when they are to be reviewed; and certificates of those destroyed."""
    if not services.coordinates(request.user):
        raise PermissionDenied
    on = timezone.localdate()
    ended = retention.ended_cases(on=on)
    context = {
        "page": Paginator(ended, PAGE).get_page(request.GET.get("page")),
        "due": sum(1 for each in ended if each.due_on and each.due_on <= on and not each.is_held),
        "destroyed": retention.destroyed_cases(request.user)[:PAGE],
    }
    return render(request, "channel/retention_list.html", context)


@requires(Keep.VIEW)
@require_safe
def period_list(request):
    """The schedule: how long each kind of record is kept, from which day, and where that comes from."""
    rules = RetentionRule.objects.visible_to(request.user)
    context = {"rules": rules, "may_keep": request.user.has_perm(Keep.CHANGE)}
    return render(request, "channel/period_list.html", context)


@requires(Keep.CHANGE)
@_FORM
def set_period(request):
    """Set a period from a day on."""
    first = {
        "from_on": timezone.localdate() + RetentionRule.AHEAD,
        "kind": request.GET.get("kind", ""),
    }
    form = PeriodForm(request.POST or None, initial=first)
    if form.is_valid():
        with refusals_on(form):
            retention.keep_period(by=request.user, on=timezone.localdate(), **form.cleaned_data)
            messages.success(request, "The schedule is changed.")
            return redirect("channel:period_list")
    context = {"form": form, "title": "Set a period", "back_url": reverse("channel:period_list")}
    return render(request, "form_page.html", context | {"caption": "How long records are kept"})


@requires(Can.CHAIR, Case)
@_FORM
def review_retention(request, case):
    """Keep an ended case until a day, or have it destroyed."""
    ended = retention.ended_or_refused(case, on=timezone.localdate())
    form = RetentionForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            given = {"by": request.user, "on": timezone.localdate(), **form.cleaned_data}
            retention.review_retention(case, **given)
            return redirect(case)
    return _form(
        request, case, form, "Decide how long the case is kept", intro=ended.period_in_words
    )


@requires(Can.COORDINATE, Case)
@_FORM
def confirm_destruction(request, case):
    """Destroy a case that a chair decided to destroy."""
    review = retention.proposal_or_refused(case)
    form = PortalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            on = timezone.localdate()
            return redirect(retention.confirm_destruction(case, by=request.user, on=on))
    return _form(
        request,
        case,
        form,
        "Destroy this case",
        intro=f"{review.by.name} decided it on {date_format(review.on, 'j F Y')}: "
        f"{review.get_ground_display().lower()}. Every word, file and history of the case becomes "
        "unreadable, for good. Its reference, days and outcome stay for the statistics, with a certificate.",
        said=review.words,
        button="Destroy the case for good",
        cancel="Do not destroy it now",
        is_warning=True,
    )


@requires(Can.COORDINATE, Case)
@_FORM
def place_hold(request, case):
    """Stop the destruction of a case."""
    form = HoldForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid():
        with refusals_on(form):
            retention.place_hold(case, by=request.user, **form.cleaned_data)
            return redirect(case)
    return _form(request, case, form, "Place a legal hold")


@requires(Can.CHAIR, LegalHold)
@_FORM
def lift_hold(request, hold):
    """Let a case be destroyed again."""
    form = LiftForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid():
        with refusals_on(form):
            retention.lift_hold(hold, by=request.user, **form.cleaned_data)
            return redirect(hold.case)
    return _form(request, hold.case, form, "Lift the legal hold", intro=hold.words)


@requires(Can.OBSERVE, Destruction)
@require_safe
def destroyed_case(request, destruction):
    """What stands where a case stood: its certificate."""
    return render(request, "channel/destroyed_case.html", {"certificate": destruction})


@requires(Can.OBSERVE, Destruction)
@require_safe
def certificate(request, destruction):
    """The certificate as a PDF."""
    request.passage.verb = Verb.DOWNLOADED
    content = certificates.paper(destruction, reader=request.user, at=timezone.now())
    return pdf(content, f"OFFICIAL-SENSITIVE-certificate-{destruction.reference}.pdf")


def _form(request, case, form, title, **more):
    context = {"form": form, "title": title, "caption": case.reference}
    context |= {"back_url": case.get_absolute_url()}
    return render(request, "channel/form.html", context | more)
