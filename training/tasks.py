"""What the worker does for training: ids in, one service, safe to repeat."""

from celery import shared_task
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.acting import acting_for

from .services import extracts, reminders


def _gave_up(sentence, *, of_import):
    extracts.give_up(of_import, sentence=sentence)


@outbox.handles(extracts.READ, gave_up=_gave_up)
def read(of_import):
    """Read one large extract into the staging table."""
    extracts.read_stored(of_import)


@shared_task
def write_reminders():
    """Write down the day's reminders. Repeatable: nobody is owed two."""
    with acting_for(None):
        reminders.write_reminders(on=timezone.localdate())


def _gave_up_reminders(sentence, *, agency, day):
    reminders.give_up(agency, day)


@outbox.handles(reminders.SEND, gave_up=_gave_up_reminders)
def send_reminders(agency, day):
    """Send one agency's reminders of a day, committing before and after each leaves."""
    yield from reminders.send_reminders(agency, day)
