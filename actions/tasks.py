"""Work on plans that a clock or a large file asks for. Nothing here decides anything."""

from celery import shared_task
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.acting import acting_for

from .services import large, timescales


@shared_task
def refresh_due_dates():
    """Of several dates given for one action, point to the next once one has passed. Repeatable."""
    with acting_for(None):
        timescales.refresh_due_dates(on=timezone.localdate())


def _gave_up(sentence, *, proposal):
    large.give_up(proposal, sentence=sentence)


@outbox.handles(large.READ, gave_up=_gave_up)
def read_plan(proposal):
    """Read one large file, committing how far it has come."""
    yield from large.read_large(proposal)
