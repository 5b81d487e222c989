"""Pages on which a council's own file becomes a plan: choose it, look at it, confirm or cancel."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import Refused, refusals_on

from ..forms.imports import ConfirmImportForm, ImportForm
from ..models import PlanImport
from ..preview import preview_page
from ..services import importing, large, newer, registers

#: In seconds: how soon a page that waits for a large file looks again.
LOOK_AGAIN = "4"


@requires("actions.import_plan")
@require_http_methods(["GET", "POST"])
def import_plan(request):
    """A form for the file of a plan."""
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
    first = None
    if form.is_valid():
        proposal, first = _proposed(request, form)
        if proposal:
            return redirect(proposal)
    context = {"form": form, "first": first, "back_url": reverse("actions:plan_list")}
    return render(request, "actions/import_plan.html", context)


@requires("actions.import_plan", PlanImport)
@require_safe
def import_preview(request, proposal):
    """Everything that the file would make, and everything in it that found no place."""
    if not proposal.reading:
        return _waiting(request, proposal)
    if hasattr(proposal, "newer"):
        return redirect(proposal.newer)
    form = ConfirmImportForm(user=request.user, proposal=proposal)
    return _preview(request, proposal, form)


@requires("actions.import_plan", PlanImport)
@require_http_methods(["GET", "POST"])
def commit_import(request, proposal):
    """Makes the plan; asked for as a page, shows what it would make."""
    if request.method == "GET" or not proposal.reading:
        return redirect(proposal)
    form = ConfirmImportForm(request.POST, user=request.user, proposal=proposal)
    if form.is_valid():
        with refusals_on(form):
            plan = importing.commit(proposal, by=request.user, **form.cleaned_data)
            messages.success(request, "The plan is imported. It is a draft until you make it live.")
            return redirect(plan)
    return _preview(request, proposal, form)


@requires("actions.import_plan", PlanImport)
@require_http_methods(["GET", "POST"])
def cancel_import(request, proposal):
    """Lets the import go; asked for as a page, shows what it would make."""
    if request.method == "GET":
        return redirect(proposal)
    importing.cancel(proposal, by=request.user)
    messages.success(request, "The import is cancelled. Nothing was made.")
    return redirect("actions:plan_list")


def _waiting(request, proposal):
    """How far a large file is read; looks again by itself while that goes on."""
    context = {"proposal": proposal, "waiting": proposal.waiting}
    response = render(request, "actions/import_waiting.html", context)
    if proposal.waiting.is_going_on and proposal.state == PlanImport.State.PROPOSED:
        response["Refresh"] = LOOK_AGAIN
    return response


def _preview(request, proposal, form):
    context = {"form": form, **preview_page(proposal, request.GET)}
    return render(request, "actions/import_preview.html", context)


def _proposed(request, form):
    """The proposal made of the file; or none, and the plan that was made of it before."""
    try:
        return _read(request, form), None
    except (Refused, ValidationError) as error:
        with refusals_on(form):
            raise error
        return None, error.thing if isinstance(error, importing.AlreadyImported) else None


def _read(request, form):
    """What the file is: a new plan, a newer version of one that is here, or a register."""
    file, agency = form.cleaned_data["file"], form.cleaned_data.get("agency", request.user.agency)
    options, plan = {"name": file.name, "by": request.user}, form.cleaned_data["newer_of"]
    if large.is_large(file):
        return large.propose_large(file, agency=agency, newer_of=plan, **options)
    try:
        if plan:
            return newer.propose_newer(plan, file, **options)
        return importing.propose(file, agency=agency, **options)
    except importing.RegisterFound:
        return registers.import_register(file, **options)
    except importing.SamePlan as same:
        if not request.user.has_perm("actions.change_plan", same.thing) or not same.thing.is_open:
            raise
        messages.info(request, f"{same.sentence} So the file is compared with it.")
        return newer.propose_newer(same.thing, file, **options)
