"""Who may open the case."""

from django.urls import reverse

from ..permissions import Can
from . import Part, Step


def part(case, user, on):
    """The seats in force, and the ways to give one, to end one, and to leave."""
    seats = list(case.seats.in_force().select_related("user__agency").order_by("seat", "pk"))
    steps = []
    conflict = reverse("channel:declare_conflict", args=[case.pk])
    steps.append(Step("Declare a conflict of interest", conflict))
    if user.has_perm(Can.COORDINATE, case):
        steps.insert(0, Step("Give somebody a seat", reverse("channel:give_seat", args=[case.pk])))
    return Part(
        "Who may open this case", "channel/case/_seats.html", {"seats": seats}, tuple(steps)
    )
