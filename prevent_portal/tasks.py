"""What the worker is told: ids in, one service call, safe to repeat."""

from celery import shared_task

from . import outbox, services


@shared_task
def deliver(pk):
    """Do one outbox row's work."""
    outbox.deliver(pk)


@shared_task
def sweep():
    """Tell workers again of everything that was promised and not done."""
    for pk in outbox.undone().values_list("pk", flat=True)[:500]:
        deliver.delay(pk)


@outbox.handles("send_password_link")
def send_password_link(user_id):
    """Send somebody who forgot it the link with which to set a new password."""
    services.send_password_link(user_id)


@outbox.handles("invite_user")
def invite_user(user_id):
    """Send somebody the link with which to set their password."""
    services.send_invitation(user_id)
