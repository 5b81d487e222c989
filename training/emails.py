"""What training writes to people without an account: numbers and one private link, never a name."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse


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
