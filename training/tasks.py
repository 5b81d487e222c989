"""What the worker does for training: ids in, one service, safe to repeat."""

from celery import shared_task
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.acting import acting_for

from .models import AuditInvite
from .services import audits, extracts, messages, reminders


def _gave_up(sentence, *, of_import):
    extracts.give_up(of_import, sentence=sentence)


@outbox.handles(extracts.READ, gave_up=_gave_up)
def read(of_import):
    """Read one large extract into the staging table, committing how far it has come."""
    yield from extracts.read_stored(of_import)


def _gave_up_link(sentence, *, invite_id):
    AuditInvite.give_up(invite_id, sentence=sentence)


@outbox.handles(audits.SEND, gave_up=_gave_up_link)
def send_audit_link(invite_id):
    """Send one setting the link to its questions."""
    yield from audits.send_link(invite_id)


@outbox.handles(audits.RECEIPT)
def send_audit_receipt(return_id):
    """Tell one setting that its answers have come in."""
    audits.send_receipt(return_id)


def _gave_up_telling(sentence, *, message_id):
    messages.give_up(message_id)


@outbox.handles(messages.TELL, gave_up=_gave_up_telling)
def tell(message_id):
    """Tell somebody about their session, committing before and after the message leaves."""
    yield from messages.send(message_id)


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


@shared_task
def cancel_undecided():
    """Leave out extracts that nobody has decided about. Repeatable."""
    with acting_for(None):
        extracts.cancel_undecided(on=timezone.localdate())
