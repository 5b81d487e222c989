"""What training writes to settings: a link, never content."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse


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
