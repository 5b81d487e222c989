"""Pages on which a list of contacts becomes the register, and the register as a file."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on

from ..forms.registers import ConfirmRegisterForm
from ..models import RegisterImport
from ..preview import register_preview as previewed
from ..services import registers


@requires("actions.import_spoc_register", RegisterImport)
@require_safe
def register_preview(request, proposal):
    """Everything that the file would add to the register."""
    found = previewed(proposal, request.GET)
    form = ConfirmRegisterForm(unknown=found["unknown"])
    return render(request, "actions/register_preview.html", {"form": form, **found})


@requires("actions.import_spoc_register", RegisterImport)
@require_http_methods(["GET", "POST"])
def commit_register(request, proposal):
    """Adds what the file names; asked for as a page, shows what it would add."""
    if request.method == "GET":
        return redirect(proposal)
    found = previewed(proposal, request.GET)
    form = ConfirmRegisterForm(request.POST, unknown=found["unknown"])
    if form.is_valid() and _committed(request, proposal, form):
        return redirect(proposal)
    return render(request, "actions/register_preview.html", {"form": form, **found})


@requires("actions.import_spoc_register", RegisterImport)
@require_http_methods(["GET", "POST"])
def cancel_register(request, proposal):
    """Lets the import go; asked for as a page, shows what it would add."""
    if request.method == "GET":
        return redirect(proposal)
    registers.cancel_register(proposal, by=request.user)
    messages.success(request, "The import is cancelled. The register is as it was.")
    return redirect(proposal)


def _committed(request, proposal, form):
    with refusals_on(form):
        counts = registers.commit_register(
            proposal, by=request.user, agencies=form.agencies, on=timezone.localdate()
        )
        messages.success(request, counts.in_words)
    return form.is_valid()
