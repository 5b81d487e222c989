"""What the panel decided, newest first, and when it meets about the case next."""

from django.urls import reverse

from ..models import AgendaItem
from ..permissions import Can
from . import Part, Step


def part(case, user, on):
    """The decisions of the panel; and the meeting whose agenda the case is on."""
    minutes = case.minutes.exclude(decided_at=None).select_related("item__meeting")
    item = (
        AgendaItem.objects.filter(case=case)
        .standing()
        .exclude(meeting__status="minuted")
        .select_related("meeting")
        .first()
    )
    steps = []
    if user.has_perm(Can.COORDINATE, case):
        if item and not item.done_at:
            steps.append(Step("Minute this case", item.get_absolute_url()))
        words = "Change the police force" if case.lives_in_id else "Say where the person lives"
        steps.append(Step(words, reverse("channel:set_lives_in", args=[case.pk])))
    context = {"minutes": list(minutes), "item": item, "case": case}
    return Part("What the panel decided", "channel/case/_decisions.html", context, tuple(steps))
