"""What those read who only observe the case."""

from django.urls import reverse

from ..permissions import Can, Seats
from . import Part, Step


def part(case, user, on):
    """The text for observers; nothing where nobody observes the case and nothing was written for them."""
    written = case.for_observers
    observers = [seat for seat in case.seated if seat.seat == Seats.OBSERVER]
    if not (written or observers):
        return None
    words = "Write it anew" if written else "Write for observers"
    steps = (Step(words, reverse("channel:write_for_observers", args=[case.pk])),)
    return Part(
        "What observers read",
        "channel/case/_observers.html",
        {"written": written, "observers": observers},
        steps if user.has_perm(Can.COORDINATE, case) else (),
    )
