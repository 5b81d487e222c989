"""What the worker is told of Channel: ids in, safe to repeat."""

from celery import shared_task
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.acting import acting_for
from prevent_portal.models import User

from . import emails, services
from .services import retention


@outbox.handles("tell_of_glass")
def tell_of_glass(glass_id):
    """Tell a case's chair and the auditors that emergency access was used."""
    for user in User.objects.filter(pk__in=services.people_to_tell(glass_id)).order_by("pk"):
        emails.glass_broken(user)


@shared_task
def sweep_old():
    """Remove drafts and tokens that the schedule keeps no longer. Repeatable: what is gone is gone."""
    with acting_for(None):
        retention.sweep_old(on=timezone.localdate())
