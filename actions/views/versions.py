"""Pages on which a file becomes a newer version of a plan, and the versions a plan has had."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import Refused, refusals_on

from ..comparing import choices_in, newer_page
from ..forms.imports import NewerFileForm
from ..models import Plan, PlanImport
from ..services import importing, large, newer


@requires("actions.change_plan", Plan)
@require_http_methods(["GET", "POST"])
def import_newer(request, plan):
    """A form for the file of a newer version of a plan."""
    form = NewerFileForm(request.POST or None, request.FILES or None)
    if form.is_valid() and (version := _proposed(request, plan, form)):
        return redirect(version)
    context = {"form": form, "plan": plan, "back_url": plan.get_absolute_url()}
    return render(request, "actions/import_newer.html", context)


@requires("actions.import_plan", PlanImport)
@require_safe
def newer_preview(request, proposal):
    """What the file would change, what it leaves, and what a person should decide."""
    version = _version(proposal)
    if not proposal.reading:
        return redirect(proposal)
    if proposal.state != PlanImport.State.PROPOSED:
        return redirect("actions:plan_versions", version.plan_id)
    found = newer_page(version, request.GET, on=timezone.localdate())
    return render(request, "actions/newer_preview.html", found)


@requires("actions.import_plan", PlanImport)
@require_http_methods(["GET", "POST"])
def choose_newer(request, proposal):
    """Keeps the choices of one page; asked for as a page, shows what the file would change."""
    version = _version(proposal)
    if request.method == "POST":
        newer.choose(version, choices_in(request.POST), by=request.user)
        messages.success(request, "Your choices are kept. This is what the file would change now.")
    return redirect(version)


@requires("actions.import_plan", PlanImport)
@require_http_methods(["GET", "POST"])
def apply_newer(request, proposal):
    """Changes the plan as the file and the choices say; asked for as a page, shows the changes."""
    version = _version(proposal)
    if request.method == "GET":
        return redirect(version)
    newer.choose(version, choices_in(request.POST), by=request.user)
    version = newer.apply_newer(version, by=request.user)
    messages.success(request, "The newer version is applied.")
    return redirect("actions:plan_versions", version.plan_id)


@requires("actions.view_plan", Plan)
@require_safe
def plan_versions(request, plan):
    """Every file that the plan was made of or changed by, and what is still to decide."""
    context = {
        "plan": plan,
        "versions": newer.versions_of(plan),
        "to_decide": newer.to_decide(plan).visible_to(request.user),
        "may_change": plan.is_open and request.user.has_perm("actions.change_plan", plan),
    }
    return render(request, "actions/plan_versions.html", context)


@requires("actions.change_plan", Plan)
@require_http_methods(["GET", "POST"])
def keep_gone(request, plan, action):
    """Settles that an action stays though the newest version does not hold it."""
    if request.method == "POST" and (version := plan.newer_versions.applied().first()):
        newer.keep_gone(version, action, by=request.user)
        messages.success(request, "The action stays in the plan.")
    return redirect("actions:plan_versions", plan.pk)


def _version(proposal):
    """The newer version that an import is; 404 if it is a plan of its own."""
    if not hasattr(proposal, "newer"):
        raise Http404
    return proposal.newer


def _proposed(request, plan, form):
    file = form.cleaned_data["file"]
    options = {"name": file.name, "by": request.user}
    try:
        if large.is_large(file):
            return large.propose_large(file, agency=plan.agency, newer_of=plan, **options)
        return newer.propose_newer(plan, file, **options)
    except (Refused, ValidationError) as error:
        if isinstance(error, importing.RegisterFound):
            error = Refused(plan, "This is a register of contacts, not a plan.", field="file")
        with refusals_on(form):
            raise error
    return None
