"""What every visitor may read: accessibility, privacy; and the health check for machines."""

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..access import public, unlogged


@public
@require_safe
def accessibility(request):
    """How accessible the portal is, and whom to tell."""
    return render(request, "prevent_portal/accessibility.html")


@public
@require_safe
def privacy(request):
    """What the portal holds about people, and why."""
    return render(request, "prevent_portal/privacy.html")


@unlogged
@public
@require_safe
def health(request):
    """200 if the web process reaches the database as the application login."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
