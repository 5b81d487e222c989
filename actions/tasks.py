"""Work on actions that a clock asks for. Nothing here decides anything."""

from celery import shared_task
from django.utils import timezone

from prevent_portal.acting import acting_for

from .services import timescales


@shared_task
def refresh_due_dates():
    """Of several dates given for one action, point to the next once one has passed. Repeatable."""
    with acting_for(None):
        timescales.refresh_due_dates(on=timezone.localdate())
