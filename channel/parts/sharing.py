"""The alarm until the police Prevent team was told, or it was decided that they are not (BUCKS-18)."""

from django.urls import reverse

from ..models import CaseEvent
from ..permissions import Can
from . import Part, Step


def part(case, user, on):
    """By when the concern was to be shared, whatever came since; why it is not; nothing once it was."""
    if case.police_told_at:
        return None
    why = [each for each in case.events.all() if each.kind == CaseEvent.Kind.UNSHARED]
    told = Step(
        "Record that the police were told", _to("share_with_police", case), case.is_unshared
    )
    not_told = Step("Decide not to share it", _to("decide_not_to_share", case))
    return Part(
        "Not yet shared with the police" if case.is_unshared else "Not shared with the police",
        "channel/case/_sharing.html",
        {"due_on": case.share_due_on, "case": case, "why": why[0] if why else None},
        (told, not_told)[: 1 + case.is_unshared] if user.has_perm(Can.COORDINATE, case) else (),
    )


def _to(page, case):
    return reverse(f"channel:{page}", args=[case.pk])
