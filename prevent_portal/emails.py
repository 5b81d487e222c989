"""What the kernel writes to people: a link, never content."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

#: Pages of other things that a message leads to; the rest are on the home page.
MOST_OTHERS = 20


def password_link(user):
    """The address at which somebody sets their password; it works once."""
    return settings.PORTAL_URL + reverse(
        "account_reset_password_from_key",
        args=[user_pk_to_url_str(user), default_token_generator.make_token(user)],
    )


def forgotten_password(user):
    """Send the link with which somebody sets a new password."""
    send_mail(
        "Set a new password for the Prevent portal",
        render_to_string(
            "prevent_portal/email/forgotten_password.txt", {"password_url": password_link(user)}
        ),
        None,
        [user.email],
    )


def invitation(user):
    """Send the link with which somebody sets their first password."""
    send_mail(
        "Set your password for the Prevent portal",
        render_to_string(
            "prevent_portal/email/invitation.txt",
            {
                "password_url": password_link(user),
                "forgotten_url": settings.PORTAL_URL + reverse("account_reset_password"),
                "days": settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60),
            },
        ),
        None,
        [user.email],
    )


def factor_reset(user):
    """Tell somebody that an administrator took their second factor away."""
    send_mail(
        "Your second factor for the Prevent portal was reset",
        render_to_string("prevent_portal/email/factor_reset.txt"),
        None,
        [user.email],
    )


def digest(notice, *, others=()):
    """Send the one message of a day: how much is late and due and else waits, and the addresses of it all."""
    portal = settings.PORTAL_URL
    pages = {
        f"{kind}_pages": [portal + path for path in notice.references.get(kind, [])]
        for kind in ("late", "due", "escalated")
    }
    counts = {
        "late_count": notice.late_count,
        "due_count": notice.due_count,
        "escalated_count": notice.escalated_count,
        "due_days": notice.due_within_days,
        "escalated_days": notice.escalate_after_days,
        "other_count": len(others),
        "other_pages": [portal + path for path in others[:MOST_OTHERS]],
    }
    urls = {"home_url": portal + reverse("home"), "days_url": portal + reverse("writing_days")}
    send_mail(
        f"Prevent portal: {notice.late_count + notice.escalated_count} late, "
        f"{notice.due_count} due",
        render_to_string("prevent_portal/email/digest.txt", pages | counts | urls),
        None,
        [notice.to.email],
    )
