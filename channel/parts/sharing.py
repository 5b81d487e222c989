"""The alarm until the police Prevent team was told (BUCKS-18)."""

from django.urls import reverse

from .. import services
from ..permissions import Can
from . import Part, Step


def part(case, user, on):
    """By when the concern was to be shared; nothing once it was."""
    if case.police_told_at:
        return None
    step = Step(
        "Record that the police were told",
        reverse("channel:share_with_police", args=[case.pk]),
        True,
    )
    return Part(
        "Not yet shared with the police",
        "channel/case/_sharing.html",
        {"due_on": services.should_be_shared_by(case)},
        (step,) if user.has_perm(Can.COORDINATE, case) else (),
    )
