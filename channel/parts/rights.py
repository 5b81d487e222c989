"""What the person asked of what the case holds, and what was noted beside it."""

from django.urls import reverse

from ..models import RightsRequest
from ..models.rights import GRANTED
from ..permissions import Can
from . import Part, Step

#: Requests that go on mattering once they were granted: whoever works on the case has to know.
_STAND = (RightsRequest.Kind.OBJECTION, RightsRequest.Kind.RESTRICTION)


def part(case, user, on):
    """Each request with where it stands; who runs the case records them. None for others while there is none."""
    requests = case.rights_requests.all()
    may_run = user.has_perm(Can.COORDINATE, case)
    if not requests and not may_run:
        return None
    return Part(
        "What the person asked of us",
        "channel/case/_rights.html",
        {"requests": requests, "may_run": may_run},
        tuple(_steps(case)) if may_run else (),
    )


def standing(case):
    """Objections and restrictions that are granted, or not decided yet."""
    return [
        each
        for each in case.rights_requests.all()
        if each.kind in _STAND
        and (each.is_open or each.decision in GRANTED)
        and each.lifted_on is None
    ]


def _steps(case):
    yield Step("Record a request", reverse("channel:record_rights_request", args=[case.pk]))
    yield Step("Note a correction", reverse("channel:note_correction", args=[case.pk]))
