"""How the work stands, on a page and as a spreadsheet."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevent_portal.access import requires
from prevent_portal.export import send_csv
from prevent_portal.models import AccessRecord

from ..overview import EXPORT_HEAD, Overview, export_rows


@requires("actions.view_overview")
@require_safe
def overview(request):
    """What is late, missing, silent or moved, as at a day."""
    found = Overview(request.GET, user=request.user, today=timezone.localdate())
    return render(request, "actions/overview.html", {"overview": found, "filters": found.filters})


@requires("actions.view_overview")
@require_safe
def export_overview(request):
    """The same, with every theme, agency, post and move, as a CSV file."""
    request.passage.verb = AccessRecord.Verb.EXPORTED
    today, user, data = timezone.localdate(), request.user, request.GET
    return send_csv(
        lambda: export_rows(data, user=user, today=today),
        name=f"how-the-work-stands-{today.isoformat()}",
        head=EXPORT_HEAD,
        by=user,
    )
