"""What the person asks of what a case holds: the register, each request, corrections, and what is released."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import Verb, requires, signed_in
from prevent_portal.errors import refusals_on

from .. import holdings, services
from ..forms.records import (
    DecideForm,
    IdentityForm,
    LiftRestrictionForm,
    LongerForm,
    RectificationForm,
    ReleaseForm,
    RightsForm,
    UseForm,
)
from ..models import Case, RightsRequest
from ..permissions import Can
from ..services import rights
from .papers import pdf

PAGE = 25
_FORM = require_http_methods(["GET", "HEAD", "POST"])


@signed_in
@require_safe
def rights_list(request):
    """The register: every request about a case that I run, those to decide first."""
    if not services.coordinates(request.user):
        raise PermissionDenied
    rows = RightsRequest.objects.visible_to(request.user).run().select_related("case")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "channel/rights_list.html", {"page": page})


@requires(Can.COORDINATE, Case)
@_FORM
def record_rights_request(request, case):
    """Write down what somebody asks."""
    form = RightsForm(request.POST or None, initial={"received_on": timezone.localdate()})
    if form.is_valid():
        with refusals_on(form):
            made = rights.record_rights_request(case, by=request.user, **form.cleaned_data)
            return redirect(made)
    return _form(request, case.reference, case, form, "Record a request")


@requires(Can.COORDINATE, RightsRequest, rows=lambda rows, user: rows.whole())
@require_safe
def rights_request(request, asked):
    """One request: what is asked, by when, and what was done about it."""
    context = {"asked": asked, "releases": asked.releases.select_related("by")}
    return render(request, "channel/rights_request.html", context)


@requires(Can.COORDINATE, RightsRequest, rows=lambda rows, user: rows.whole())
@_FORM
def check_identity(request, asked):
    """Say how it was checked who asks."""
    form = IdentityForm(request.POST or None, initial={"on": timezone.localdate()})
    return _answer(request, asked, form, rights.check_identity, "Check who asks")


@requires(Can.COORDINATE, RightsRequest, rows=lambda rows, user: rows.whole())
@_FORM
def extend_rights_request(request, asked):
    """Take two more months."""
    form = LongerForm(request.POST or None, initial={"on": timezone.localdate()})
    return _answer(request, asked, form, rights.extend_request, "Take two more months")


@requires(Can.COORDINATE, RightsRequest, rows=lambda rows, user: rows.whole())
@_FORM
def decide_rights_request(request, asked):
    """Decide, with reasons."""
    form = DecideForm(request.POST or None, initial={"on": timezone.localdate()})
    return _answer(request, asked, form, rights.decide_request, "Decide on the request")


@requires(Can.COORDINATE, RightsRequest, rows=lambda rows, user: rows.whole())
@_FORM
def use_in_spite(request, asked):
    """Say what the case has to be used for in spite of the restriction."""
    form = UseForm(request.POST or None)
    save = partial(rights.use_in_spite, on=timezone.localdate())
    return _answer(request, asked, form, save, "Use the case in spite of the restriction")


@requires(Can.COORDINATE, RightsRequest, rows=lambda rows, user: rows.whole())
@_FORM
def lift_restriction(request, asked):
    """End the restriction."""
    form = LiftRestrictionForm(request.POST or None, initial={"on": timezone.localdate()})
    return _answer(request, asked, form, rights.lift_restriction, "Lift the restriction")


@requires(Can.COORDINATE, Case)
@_FORM
def note_correction(request, case):
    """Note beside words what is right."""
    first = {"on": timezone.localdate()}
    items = holdings.items_of(case)
    form = RectificationForm(request.POST or None, items=items, initial=first)
    if form.is_valid():
        with refusals_on(form):
            rights.note_correction(case, by=request.user, **form.cleaned_data)
            messages.success(request, "It is noted beside the words, which stay as they were.")
            return redirect(case)
    return _form(request, case.reference, case, form, "Note a correction")


@requires(Can.COORDINATE, RightsRequest, rows=lambda rows, user: rows.whole())
@_FORM
def release(request, asked):
    """Choose what is released to the person, item by item; it comes as a PDF that is kept nowhere."""
    items = holdings.items_of(asked.case)
    form = ReleaseForm(request.POST or None, items=items)
    if form.is_valid():
        with refusals_on(form):
            return _released(request, asked, form)
    chosen = form["items"].value() or ()
    context = {"form": form, "asked": asked, "items": items, "chosen": chosen}
    return render(request, "channel/release.html", context)


def _released(request, asked, form):
    content = rights.release(asked, by=request.user, **form.cleaned_data)
    request.passage.verb = Verb.DOWNLOADED
    return pdf(content, f"OFFICIAL-SENSITIVE-{asked.case.reference}-release.pdf")


def _answer(request, asked, form, save, title):
    if form.is_valid():
        with refusals_on(form):
            save(asked, by=request.user, **form.cleaned_data)
            return redirect(asked)
    return _form(request, f"{asked}, {asked.case.reference}", asked, form, title)


def _form(request, caption, back, form, title):
    context = {"form": form, "title": title, "caption": caption}
    return render(request, "channel/form.html", context | {"back_url": back.get_absolute_url()})
