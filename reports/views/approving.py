"""From the draft to what goes out: laid out again, put forward, sent back, approved, withdrawn, begun anew."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on
from prevent_portal.forms import PortalForm

from .. import checking, desk, services
from ..forms.approving import ApproveForm, ReviseForm, SendBackForm, WithdrawForm
from ..models import Report


@requires("reports.change_report", Report)
@require_POST
def redraw_report(request, report):
    """Lay the draft out again with the words as they stand."""
    services.redraw(report, by=request.user)
    messages.success(request, "The draft is being laid out again.")
    return redirect(report)


@requires("reports.change_report", Report)
@require_http_methods(["GET", "HEAD", "POST"])
def submit_report(request, report):
    """Put a draft before whoever approves it; says what stands in its way."""
    form = PortalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            services.submit(report, by=request.user)
            messages.success(request, "It is put forward. Those who may approve it are told.")
            return redirect(report)
    context = {"problems": checking.problems(report), "approvers": desk.approvers_of(report)}
    context["is_older"] = checking.is_older(report, report.sections.all())
    return _form(request, form, "Put the report forward", report, "submit_report", **context)


@requires("reports.approve_report", Report)
@require_http_methods(["GET", "HEAD", "POST"])
def send_back(request, report):
    """Give the draft back to those who write it."""
    form = SendBackForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.send_back(report, by=request.user, **form.cleaned_data)
            messages.success(request, "It is sent back, with your words.")
            return redirect(report)
    return _form(request, form, "Send the report back", report, button="Send it back")


@requires("reports.approve_report", Report)
@require_http_methods(["GET", "HEAD", "POST"])
def approve_report(request, report):
    """Approve what somebody else wrote; a worker then lays out what goes out."""
    form = ApproveForm(
        request.POST if request.method == "POST" else None, initial={"read": report.drawn_sha256}
    )
    if form.is_valid():
        with refusals_on(form):
            services.approve(report, by=request.user, **form.cleaned_data)
            messages.success(request, "You approved the report. It is being issued.")
            return redirect(report)
    context = desk.approval(report, request.user)
    return _form(request, form, "Approve the report", report, "approve_report", **context)


@requires("reports.withdraw_report", Report)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_report(request, report):
    """Take an issued report back; its readers get it no more."""
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.withdraw(report, by=request.user, **form.cleaned_data)
            messages.success(request, "It is withdrawn. Its page says so and why.")
            return redirect(report)
    intro = (
        "This cannot be taken back. The report stays on record with its reason, and no reader can "
        "download it any more."
    )
    return _form(
        request,
        form,
        "Withdraw the report",
        report,
        button="Withdraw it",
        is_warning=True,
        intro=intro,
    )


@requires("reports.change_report", Report)
@require_http_methods(["GET", "HEAD", "POST"])
def revise_report(request, report):
    """Begin the next version of a report that went out."""
    form = ReviseForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            messages.success(request, "The next version begins with the same words.")
            return redirect(services.revise(report, by=request.user, **form.cleaned_data))
    intro = "Its figures are gathered anew as at the same day, from what is recorded by now."
    return _form(request, form, "Begin the next version", report, button="Begin it", intro=intro)


def _form(request, form, title, report, template="", **more):
    page = f"reports/{template}.html" if template else "form_page.html"
    context = {"form": form, "title": title, "caption": str(report), "report": report}
    context["back_url"] = report.get_absolute_url()
    return render(request, page, context | more)
