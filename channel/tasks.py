"""What the worker is told of Channel: ids in, safe to repeat."""

from celery import shared_task
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.acting import acting_for
from prevent_portal.models import User

from . import emails, services
from .services import retention


@outbox.handles("tell_of_meeting")
def tell_of_meeting(user_id, meeting_id):
    """Tell a member of a panel where to see what is new about one of its meetings."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user:
        emails.meeting_news(user, meeting_id)


@outbox.handles("tell_of_case_at_meeting")
def tell_of_case_at_meeting(meeting_id):
    """Tell the people invited to a case on a meeting's agenda where to see what is new about the meeting."""
    told = services.told_of_meeting(meeting_id, on=timezone.localdate())
    for user in _people(told):
        emails.meeting_of_case_news(user, told[user.pk])


@outbox.handles("tell_of_wish")
def tell_of_wish(case_id):
    """Tell who chairs a case that the person wants to stop: a link to the case, and nothing of why."""
    for user in _people(services.told_of_wish(case_id)):
        emails.case_to_look_at(user, case_id)


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


@outbox.handles("tell_of_seat")
def tell_of_seat(membership_id):
    """Tell the other officers of a panel that a seat on it rests or has ended."""
    for user in _people(services.told_of_seat(membership_id)):
        emails.seat_settled(user)


@outbox.handles("tell_of_account")
def tell_of_account(user_id):
    """Tell those who would know better that an account that confirms appointments was made or changed."""
    for user in _people(services.told_of_account(user_id)):
        emails.account_changed(user)


@outbox.handles("tell_of_request")
def tell_of_request(request_id):
    """Tell the officers of a case that the portal withdrew a request for information."""
    told = services.told_of_request(request_id)
    for user in _people(told):
        emails.request_lapsed(user, told[user.pk])


def _people(keys):
    return User.objects.filter(pk__in=list(keys)).order_by("pk")
