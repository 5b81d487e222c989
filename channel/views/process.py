"""Pages between the referral and the panel: screening, section 36, and other pathways."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on

from .. import services
from ..forms import (
    CloseBelowForm,
    DeconflictionForm,
    GatewayForm,
    MoveForm,
    NotProgressedForm,
    OutcomeForm,
    PathwayForm,
    Section36Form,
)
from ..models import AlternativePathway, Case
from ..permissions import Can


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "HEAD", "POST"])
def begin_screening(request, case):
    """Begin to screen, also once more."""
    form = MoveForm(request.POST or None, initial=_today())
    act = partial(services.begin_screening, case)
    page = {"title": "Begin screening", "button": "Begin screening"}
    return _acted(request, case, form, act, "Screening has begun.", page)


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "HEAD", "POST"])
def record_deconfliction(request, case):
    """Record the status of deconfliction."""
    form = DeconflictionForm(request.POST or None, initial=_today())
    act = partial(services.record_deconfliction, case)
    page = {
        "title": "Record deconfliction",
        "intro": "Only the status is kept. Why a case is not clear belongs to the police.",
    }
    return _acted(request, case, form, act, "Deconfliction is recorded.", page)


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "HEAD", "POST"])
def record_gateway(request, case):
    """Record the gateway assessment."""
    form = GatewayForm(request.POST or None, initial=_today())
    act = partial(services.record_gateway_assessment, case)
    page = {"title": "Record the gateway assessment"}
    return _acted(request, case, form, act, "The gateway assessment is recorded.", page)


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "HEAD", "POST"])
def gather_information(request, case):
    """Go on from screening to gathering information."""
    form = MoveForm(request.POST or None, initial=_today())
    act = partial(services.gather_information, case)
    page = {
        "title": "Gather information",
        "intro": "Screening ends here. Next, agencies are asked what they know.",
        "button": "Go on to gather information",
    }
    return _acted(request, case, form, act, "Now ask the agencies.", page)


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "HEAD", "POST"])
def not_progress(request, case):
    """End screening: the referral goes no further."""
    form = NotProgressedForm(request.POST or None, initial=_today(), today=timezone.localdate())
    act = partial(services.not_progress, case)
    page = {
        "title": "Do not progress this referral",
        "intro": "The reason stays with the case, and the case can be screened again.",
        "button": "Do not progress",
        "is_warning": True,
    }
    return _acted(request, case, form, act, "The referral is not progressed.", page)


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "HEAD", "POST"])
def go_to_section_36(request, case):
    """Go on from gathering information to the decision."""
    form = MoveForm(request.POST or None, initial=_today())
    act = partial(services.go_to_section_36, case)
    waiting = case.requests.open().count()
    page = {"title": "Go on to the section 36 decision", "button": "Go on"}
    if waiting:
        page["intro"] = (
            f"{waiting} {'agency has' if waiting == 1 else 'agencies have'} not answered yet. "
            "Their answers are still taken after this."
        )
    return _acted(request, case, form, act, "The case awaits the section 36 decision.", page)


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "HEAD", "POST"])
def decide_section_36(request, case):
    """Record the decision under section 36."""
    form = Section36Form(request.POST or None, initial=_today())
    act = partial(services.decide_section_36, case)
    page = {
        "title": "Record the section 36 decision",
        "intro": "Counter-Terrorism and Security Act 2015, section 36(3). It cannot be changed afterwards.",
        "button": "Record the decision",
    }
    return _acted(request, case, form, act, "The decision is recorded.", page)


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "HEAD", "POST"])
def begin_pathway(request, case):
    """Refer the person to help outside Channel."""
    form = PathwayForm(request.POST or None, initial=_today())
    act = partial(services.begin_pathway, case)
    page = {
        "title": "Begin an alternative pathway",
        "intro": "The case stays open until it is known what came of it.",
    }
    return _acted(request, case, form, act, "The alternative pathway is recorded.", page)


@requires(Can.COORDINATE, AlternativePathway)
@require_http_methods(["GET", "HEAD", "POST"])
def record_pathway_outcome(request, pathway):
    """Record what came of an alternative pathway."""
    form = OutcomeForm(request.POST or None, initial=_today())
    act = partial(services.record_pathway_outcome, pathway)
    page = {"title": "Record what came of the alternative pathway"}
    said = "Recorded. Now screen the case again, or close it."
    return _acted(request, pathway.case, form, act, said, page)


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "HEAD", "POST"])
def close_below_threshold(request, case):
    """Close a case that never came to the panel."""
    form = CloseBelowForm(request.POST or None, initial=_today(), today=timezone.localdate())
    act = partial(services.close_below_threshold, case)
    page = {
        "title": "Close this case below the threshold",
        "intro": "The reason stays with the case, and the case can be screened again.",
        "button": "Close the case",
        "is_warning": True,
    }
    return _acted(request, case, form, act, "The case is closed.", page)


def _today():
    return {"on": timezone.localdate()}


def _acted(request, case, form, act, said, page):
    """Do what the form asks for and show the case; else the form, with what was wrong and all words."""
    if form.is_valid():
        with refusals_on(form):
            act(by=request.user, **form.cleaned_data)
            messages.success(request, said)
            return redirect(case)
    about = {"form": form, "caption": case.reference, "back_url": case.get_absolute_url()}
    return render(request, "channel/form.html", about | page)
