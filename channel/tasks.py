"""What the worker is told of Channel: ids in, safe to repeat."""

from prevent_portal import outbox
from prevent_portal.models import User

from . import emails, services


@outbox.handles("tell_of_meeting")
def tell_of_meeting(user_id, meeting_id):
    """Tell a member of a panel where to see what is new about one of its meetings."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user:
        emails.meeting_news(user, meeting_id)


@outbox.handles("tell_of_glass")
def tell_of_glass(glass_id):
    """Tell a case's chair and the auditors that emergency access was used."""
    for user in User.objects.filter(pk__in=services.people_to_tell(glass_id)).order_by("pk"):
        emails.glass_broken(user)
