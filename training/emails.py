"""What training writes to people: a private link and a calendar entry, never anybody's name."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone

from prevent_portal import ical

SUBJECTS = {
    "invitation": "You are booked on a training session",
    "update": "A training session you are on has changed",
    "cancellation": "A training session you were on is cancelled for you",
    "afterwards": "After your training session",
}


def tell(message, *, booking_url, has_calendar):
    """Send one message about a session; its calendar entry replaces, moves or takes back the last."""
    booking = message.booking
    mail = EmailMessage(
        SUBJECTS[message.kind],
        render_to_string(f"training/email/{message.kind}.txt", {"booking_url": booking_url}),
        None,
        [booking.email],
    )
    if has_calendar:
        method = "CANCEL" if message.kind == "cancellation" else "REQUEST"
        mail.attach(
            "session.ics", _entry(message, method, booking_url), f"text/calendar; method={method}"
        )
    mail.send()


def _entry(message, method, booking_url):
    booking, session = message.booking, message.booking.session
    host = settings.PORTAL_URL.partition("://")[2].partition("/")[0]
    return ical.invitation(
        f"booking-{booking.pk}@{host}",
        method=method,
        sequence=message.sequence,
        starts_at=session.starts_at,
        minutes=session.minutes,
        summary="Training session",
        place=session.place or "Online",
        address="" if method == "CANCEL" else booking_url,
        organiser=settings.DEFAULT_FROM_EMAIL,
        attendee=booking.email,
        made_at=timezone.now(),
    )
