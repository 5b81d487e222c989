"""Who does what about the case by when, what is late first; and somebody's own, for their home page."""

from django.urls import reverse

from ..models import CaseAction
from ..permissions import Can
from . import Part, Step


def part(case, user, on):
    """What is to be done, late ones first, and what was done."""
    coordinates = user.has_perm(Can.COORDINATE, case)
    rows = [
        (action, coordinates or action.owner_id == user.pk) for action in case.case_actions.all()
    ]
    steps = (
        Step("Give somebody something to do", reverse("channel:add_case_action", args=[case.pk])),
    )
    return Part(
        "Who does what by when",
        "channel/case/_actions.html",
        {"rows": rows},
        steps if user.has_perm(Can.CONTRIBUTE, case) else (),
    )


def own_actions(user, on):
    """What somebody is to do about cases, soonest first. A list shows reference and day, never the words."""
    actions = CaseAction.objects.visible_to(user).open().filter(owner=user.pk)
    return actions.select_related("case__key").order_by("due_on", "pk")
