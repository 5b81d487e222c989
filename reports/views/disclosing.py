"""What a paper does not show to its readers: the list for its keepers, and their decisions on it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on

from .. import services, withholding
from ..forms.disclosing import NumberForm
from ..models import DisclosureDecision, Report


@requires("reports.change_report", Report)
@require_safe
def disclosure(request, report):
    """What is withheld from the readers of a report and why, for those who keep it."""
    context = withholding.screen(report, request.user)
    return render(request, "reports/disclosure.html", context)


@requires("reports.change_report", Report)
@require_http_methods(["GET", "HEAD", "POST"])
def withhold_number(request, report):
    """Leave a number out that the guard would show."""
    form = NumberForm(request.POST or None, places=withholding.places(report))
    if form.is_valid():
        with refusals_on(form):
            services.withhold(report, by=request.user, **form.cleaned_data)
            messages.success(request, "It is not shown either, once the draft is laid out again.")
            return redirect("reports:disclosure", report.pk)
    return _form(request, form, "Do not show a number", report, button="Do not show it")


@requires("reports.approve_report", Report)
@require_http_methods(["GET", "HEAD", "POST"])
def release_number(request, report):
    """Show a number that the guard withholds."""
    form = NumberForm(
        request.POST or None,
        places=withholding.withheld_places(report),
        initial={"place": request.GET.get("place", "")},
    )
    if form.is_valid():
        with refusals_on(form):
            services.release(report, by=request.user, **form.cleaned_data)
            messages.success(request, "It is shown, with your reason on record.")
            return redirect("reports:disclosure", report.pk)
    intro = "Readers may learn something of a person from it. Your name and reason stay on record."
    more = {"button": "Show it all the same", "is_warning": True, "intro": intro}
    return _form(request, form, "Show a number all the same", report, **more)


@requires("reports.change_report", DisclosureDecision)
@require_POST
def end_decision(request, decision):
    """Take a decision back."""
    services.end_decision(decision, by=request.user)
    messages.success(request, "The decision is taken back.")
    return redirect("reports:disclosure", decision.report_id)


def _form(request, form, title, report, **more):
    context = {"form": form, "title": title, "caption": str(report)}
    return render(request, "form_page.html", context | {"back_url": report.not_shown_url} | more)
