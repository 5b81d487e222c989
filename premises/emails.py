"""What premises writes to people without an account: a private link, never content or anybody's name."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse


def letter(letter, token, *, days):
    """Tell a hirer where the letter about their request is."""
    address = settings.PORTAL_URL.rstrip("/") + reverse("premises:own_letter", args=[token])
    context = {"letter_url": address, "works_days": days}
    send_mail(
        "A letter about your request to book",
        render_to_string("premises/email/letter.txt", context),
        None,
        [letter.booking.hirer_email],
    )


def manager_letter(link, token, *, days):
    """Tell who runs a place where the letter to them is."""
    agency = link.letter.premises.agency
    address = settings.PORTAL_URL.rstrip("/") + reverse("premises:answer_letter", args=[token])
    context = {"letter_url": address, "works_days": days}
    send_mail(
        f"A letter from {agency} about the place you run",
        render_to_string("premises/email/manager_letter.txt", context),
        None,
        [link.email],
    )
