"""What the worker does for premises: ids in, one service, safe to repeat."""

from celery import shared_task
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.acting import acting_for

from .services import keeping, letters


def _gave_up_letter(sentence, *, letter_id):
    letters.give_up(letter_id, sentence=sentence)


@outbox.handles(letters.SEND, gave_up=_gave_up_letter)
def send_letter(letter_id):
    """Send a hirer the private link of their letter, committing before and after it leaves."""
    yield from letters.send(letter_id)


@shared_task
def forget_bookings():
    """Remove the particulars of bookings whose time has passed. Repeatable."""
    with acting_for(None):
        keeping.forget(on=timezone.localdate())
