"""What has happened, newest first."""

from django.urls import reverse

from ..permissions import Can
from . import Part, Step


def part(case, user, on):
    """Every event of the case; whoever contributes to it adds a note."""
    steps = (Step("Add a note", reverse("channel:add_note", args=[case.pk])),)
    return Part(
        "What has happened",
        "channel/case/_chronology.html",
        {"events": case.events.all()},
        steps if user.has_perm(Can.CONTRIBUTE, case) else (),
    )
