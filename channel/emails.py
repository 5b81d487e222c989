"""What Channel writes to people: a link, never content."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse


def glass_broken(user):
    """Tell somebody that emergency access was used, and where to look."""
    page = settings.PORTAL_URL + reverse("channel:glass_list")
    send_mail(
        "Emergency access was used in the Prevent portal",
        render_to_string("channel/email/glass_broken.txt", {"page_url": page}),
        None,
        [user.email],
    )


def meeting_news(user, meeting_id):
    """Tell a member of a panel that something about a meeting is new, and where to see what."""
    page = settings.PORTAL_URL + reverse("channel:meeting_detail", args=[meeting_id])
    send_mail(
        "A meeting in the Prevent portal",
        render_to_string("channel/email/meeting_news.txt", {"page_url": page}),
        None,
        [user.email],
    )
