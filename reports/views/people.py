"""Who writes, reads through and receives a report."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on

from .. import services
from ..forms.writing import ReaderForm, ReviewerForm, WritersForm
from ..models import Reader, Report, Reviewer


@requires("reports.change_report", Report)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_writers(request, report):
    """Ask somebody to write some of the sections."""
    form = WritersForm(
        request.POST or None, report=report, initial={"sections": request.GET.getlist("section")}
    )
    if form.is_valid():
        with refusals_on(form):
            services.ask_writers(report, by=request.user, **form.cleaned_data)
            messages.success(request, "It is on their home page, and in their next message.")
            return redirect(report)
    return _form(request, form, "Ask somebody to write", report, button="Ask them")


@requires("reports.change_report", Report)
@require_http_methods(["GET", "HEAD", "POST"])
def ask_reviewer(request, report):
    """Ask somebody to read the draft through and to comment on it."""
    form = ReviewerForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.ask_reviewer(report, by=request.user, **form.cleaned_data)
            messages.success(request, "It is on their home page, and in their next message.")
            return redirect(report)
    return _form(request, form, "Ask for comments", report, button="Ask them")


@requires("reports.change_report", Reviewer)
@require_POST
def end_review(request, reviewer):
    """Take somebody off who was asked for comments."""
    services.end_review(reviewer, by=request.user, is_done=False)
    messages.success(request, "They are not asked any more.")
    return redirect(reviewer.report)


@requires("reports.change_report", Report)
@require_http_methods(["GET", "HEAD", "POST"])
def add_reader(request, report):
    """Name a person, a role or a board to whom the report goes."""
    form = ReaderForm(request.POST or None, report=report)
    if form.is_valid():
        with refusals_on(form):
            services.add_reader(report, by=request.user, **form.cleaned_data)
            messages.success(request, "They get the report once it is issued.")
            return redirect(report)
    return _form(request, form, "Add a reader", report, button="Add the reader")


@requires("reports.change_report", Reader)
@require_POST
def end_reader(request, reader):
    """Take a reader off."""
    services.end_reader(reader, by=request.user)
    messages.success(request, "They are not among its readers any more.")
    return redirect(reader.report)


def _form(request, form, title, report, **more):
    context = {"form": form, "title": title, "caption": str(report)}
    context["back_url"] = report.get_absolute_url()
    return render(request, "form_page.html", context | more)
