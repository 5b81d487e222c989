"""Downloads of whole plans in their own layout."""

from django.http import FileResponse
from django.views.decorators.http import require_safe

from prevent_portal.access import Verb, requires
from prevent_portal.files import KINDS

from ..models import Plan
from ..services import exporting


@requires("actions.export_plan", Plan)
@require_safe
def export_plan(request, plan):
    """The plan as ?format=docx, xlsx or csv; with ?progress=1 what the portal knows goes along."""
    form, with_progress = request.GET.get("format", "docx"), request.GET.get("progress") == "1"
    file = exporting.exported(plan, form=form, by=request.user, with_progress=with_progress)
    request.passage.verb = Verb.EXPORTED
    return _download(file, name=exporting.file_name(plan, form), kind=KINDS[form])


def _download(file, *, name, kind):
    response = FileResponse(file, as_attachment=True, filename=name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
