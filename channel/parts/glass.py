"""Uses of emergency access to the case, for those who may open it."""

from django.urls import reverse

from ..permissions import Can
from . import Part, Step


def part(case, user, on):
    """Each use, until when it lasts or lasted, and whether it was reviewed; None where there was none."""
    used = case.glass.all()
    if not used:
        return None
    steps = [
        Step(f"Review the use by {each.by.name}", reverse("channel:review_glass", args=[each.pk]))
        for each in used
        if each.reviewed_at is None and each.by_id != user.pk and user.has_perm(Can.CHAIR, case)
    ]
    return Part("Emergency access", "channel/case/_glass.html", {"used": used}, tuple(steps))
