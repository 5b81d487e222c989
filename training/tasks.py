"""What the worker does for training: ids in, one service, safe to repeat."""

from celery import shared_task
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.acting import acting_for

from .services import extracts


def _gave_up(sentence, *, of_import):
    extracts.give_up(of_import, sentence=sentence)


@outbox.handles(extracts.READ, gave_up=_gave_up)
def read(of_import):
    """Read one large extract into the staging table, committing how far it has come."""
    yield from extracts.read_stored(of_import)


@shared_task
def cancel_undecided():
    """Leave out extracts that nobody has decided about. Repeatable."""
    with acting_for(None):
        extracts.cancel_undecided(on=timezone.localdate())
