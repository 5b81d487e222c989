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
    subject = "A meeting in the Prevent portal"
    _send(user, subject, "meeting_news", "channel:meeting_detail", meeting_id)


def meeting_of_case_news(user, case_id):
    """Tell somebody invited to a case that something is new about the meeting that speaks of it."""
    subject = "A meeting in the Prevent portal"
    _send(user, subject, "meeting_of_case_news", "channel:case_detail", case_id)


def case_to_look_at(user, case_id):
    """Tell who chairs a case that something was recorded that the panel must hear of."""
    subject = "A Channel case needs you"
    _send(user, subject, "case_to_look_at", "channel:case_detail", case_id)


def seat_settled(user):
    """Tell an officer of a panel that a seat on it rests or has ended, and where to look."""
    _send(user, "A seat on a Channel panel rests or has ended", "seat_settled", "channel:front")


def account_changed(user):
    """Tell somebody that an account that confirms appointments was made or changed."""
    subject = "An account that confirms Channel appointments was changed"
    _send(user, subject, "account_changed", "channel:front")


def request_lapsed(user, case_id):
    """Tell an officer of a case that a request for information was withdrawn by the portal."""
    subject = "A request for information was withdrawn by the Prevent portal"
    _send(user, subject, "request_lapsed", "channel:case_detail", case_id)


def _send(user, subject, template, page, *args):
    words = {"page_url": settings.PORTAL_URL + reverse(page, args=args)}
    send_mail(subject, render_to_string(f"channel/email/{template}.txt", words), None, [user.email])
