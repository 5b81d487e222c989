"""What has happened, newest first."""

from django.urls import reverse

from ..holdings import beside
from ..permissions import Can
from . import Part, Step


def part(case, user, on):
    """Every event of the case; whoever contributes to it adds a note."""
    noted = beside(case)
    events = case.events.all()
    for event in events:
        event.beside = noted.get(f"caseevent.{event.pk}.words", ())
    steps = (Step("Add a note", reverse("channel:add_note", args=[case.pk])),)
    return Part(
        "What has happened",
        "channel/case/_chronology.html",
        {"events": events},
        steps if user.has_perm(Can.CONTRIBUTE, case) else (),
    )
