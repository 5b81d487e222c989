"""What training writes to people and settings: a private link, never content or anybody's name."""

from django.conf import settings
from django.core.mail import EmailMessage, send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from prevent_portal import ical

SUBJECTS = {
    "invitation": "You are booked on a training session",
    "waiting": "You are on the waiting list of a training session",
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


def audit_link(invite, token, *, question_count, days):
    """Send a setting the address of its questions."""
    address = settings.PORTAL_URL.rstrip("/") + reverse("training:answer_audit", args=[token])
    context = {"answer_url": address, "question_count": question_count, "days": days}
    send_mail(
        f"Prevent training return for {invite.round.agency}",
        render_to_string("training/email/audit_link.txt", context),
        None,
        [invite.email],
    )


def audit_receipt(answer):
    """Tell a setting that its answers have come in."""
    count = sum(value not in (None, "") for value in answer.answers.values())
    send_mail(
        f"Received: Prevent training return for {answer.invite.round.agency}",
        render_to_string("training/email/audit_receipt.txt", {"answer_count": count}),
        None,
        [answer.invite.email],
    )


def reminder(row, token):
    """Send the one message of a day about somebody's own training, their team's, or both."""
    context = {
        "is_own": row.due_on is not None,
        "is_late": row.due_on is not None and row.due_on < row.on,
        "late_count": row.team_late,
        "due_count": row.team_due,
        "works_days": (row.expires_on - row.on).days,
        "url": settings.PORTAL_URL + reverse("training:reminder_page", args=[token]),
    }
    send_mail(
        "Prevent training: a reminder",
        render_to_string("training/email/reminder.txt", context),
        None,
        [row.person.email],
    )
