"""What the worker is told: ids in, one service call, safe to repeat."""

from celery import shared_task
from django.utils import timezone

from . import notices, outbox, seals, services
from .acting import acting_for


@shared_task
def deliver(pk):
    """Do one outbox row's work."""
    outbox.deliver(pk)


@shared_task
def sweep():
    """Tell workers again of everything that was promised and not done."""
    for pk in outbox.undone().values_list("pk", flat=True)[:500]:
        deliver.delay(pk)


@shared_task
def seal_log():
    """Seal the finished hours of the access log. Repeatable: an hour is sealed once."""
    with acting_for(None):
        seals.seal(now=timezone.now())


@outbox.handles("send_password_link")
def send_password_link(user_id):
    """Send somebody who forgot it the link with which to set a new password."""
    services.send_password_link(user_id)


@outbox.handles("invite_user")
def invite_user(user_id):
    """Send somebody the link with which to set their password."""
    services.send_invitation(user_id)


@outbox.handles("tell_factor_reset")
def tell_factor_reset(user_id):
    """Tell somebody that their second factor was taken away."""
    services.tell_factor_reset(user_id)


@shared_task
def write_notices():
    """Promise the day's messages. Repeatable: nobody is promised two."""
    with acting_for(None):
        notices.write_notices(on=timezone.localdate())


def _gave_up_notice(sentence, *, notice_id):
    notices.give_up(notice_id)


@outbox.handles("send_notice", gave_up=_gave_up_notice)
def send_notice(notice_id):
    """Send one person the message of the day, committing before and after it leaves."""
    yield from notices.send_notice(notice_id)
