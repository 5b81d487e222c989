"""What the panel decided, newest first, and when it meets about the case next."""

from django.urls import reverse

from ..permissions import Can, Seats
from ..services import may_correct, meeting_of
from . import Part, Step


def part(case, user, on):
    """The decisions of the panel; and the meeting whose agenda the case is on."""
    minutes = [minute for minute in case.minutes.all() if minute.decided_at]
    item = next(iter(case.on_agenda), None)
    steps = []
    if user.has_perm(Can.COORDINATE, case):
        if item and not item.done_at:
            steps.append(Step("Minute this case", item.get_absolute_url()))
        if minutes and user.has_perm(Can.CHAIR, case) and may_correct(case, minutes[0]):
            steps.append(Step("Correct the last decision", _correcting(minutes[0])))
        words = "Change the police force" if case.lives_in_id else "Say where the person lives"
        steps.append(Step(words, reverse("channel:set_lives_in", args=[case.pk])))
    context = {"minutes": minutes, "item": item, "case": case}
    if item is None and any(s.user_id == user.pk and s.seat == Seats.INVITED for s in case.seated):
        context["meeting"] = meeting_of(case)
    return Part("What the panel decided", "channel/case/_decisions.html", context, tuple(steps))


def _correcting(minute):
    return reverse("channel:correct_decision", args=[minute.pk])
