"""The decision under section 36."""

from django.urls import reverse

from ..permissions import Can
from ..states import Status
from . import Part, Step


def part(case, user, on):
    """Each decision with its grounds; nothing before information is gathered."""
    decisions = case.section_36_decisions.all()
    steps = tuple(_steps(case)) if user.has_perm(Can.COORDINATE, case) else ()
    if not (decisions or steps):
        return None
    return Part(
        "Section 36 decision", "channel/case/_section_36.html", {"decisions": decisions}, steps
    )


def _steps(case):
    if case.status == Status.GATHERING:
        asked = [request.state != request.State.OPEN for request in case.requests.all()]
        yield Step(
            "Go on to the section 36 decision",
            reverse("channel:go_to_section_36", args=[case.pk]),
            is_first=bool(asked) and all(asked),
        )
    if case.status == Status.SECTION_36:
        yield Step(
            "Record the section 36 decision",
            reverse("channel:decide_section_36", args=[case.pk]),
            is_first=True,
        )
