"""What the worker does for premises: ids in, one service, safe to repeat."""

from celery import shared_task
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.acting import acting_for

from .models import ManagerLink
from .services import keeping, letters, manager_letters


def _gave_up_letter(sentence, *, letter_id):
    letters.give_up(letter_id, sentence=sentence)


@outbox.handles(letters.SEND, gave_up=_gave_up_letter)
def send_letter(letter_id):
    """Send a hirer the private link of their letter, committing before and after it leaves."""
    yield from letters.send(letter_id)


def _gave_up_link(sentence, *, link_id):
    ManagerLink.give_up(link_id, sentence=sentence)


@outbox.handles(manager_letters.SEND, gave_up=_gave_up_link)
def send_manager_link(link_id):
    """Send who runs a place the private link of their letter, committing before and after it leaves."""
    yield from manager_letters.send(link_id)


@shared_task
def remind_committees():
    """Remind committees of the duty, yearly and once they have changed. Repeatable: nobody is written to twice."""
    with acting_for(None):
        manager_letters.write_reminders(on=timezone.localdate())


@shared_task
def forget_bookings():
    """Remove the particulars of bookings whose time has passed. Repeatable."""
    with acting_for(None):
        keeping.forget(on=timezone.localdate())
