"""What training puts on somebody's home page: the registers of the sessions that they give."""

from django.urls import reverse

from prevent_portal.home import Row

from .models import Session
from .session_pages import moment_words


def needs(user, on):
    """A row for each register that is open, from the day of the session."""
    rows = Session.objects.given_by(user).to_be_taken(on=on).order_by("starts_at", "pk")
    return [
        Row(
            text=f"Take the register: {session.title}",
            href=reverse("training:take_register", args=[session.pk]),
            about=moment_words(session.starts_at),
            due_on=session.on,
        )
        for session in rows
    ]
