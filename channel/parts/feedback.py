"""What the referrer was told."""

from django.urls import reverse

from ..permissions import Can
from . import Part, Step


def part(case, user, on):
    """The fact and the words; until it was done, by when it is due."""
    referral = case.referral
    step = Step("Record feedback", reverse("channel:give_feedback", args=[case.pk]))
    may = user.has_perm(Can.COORDINATE, case) and not referral.feedback_on
    return Part(
        "Feedback to the referrer",
        "channel/case/_feedback.html",
        {"referral": referral},
        (step,) if may else (),
    )
