"""Help outside Channel, followed to its outcome."""

from django.urls import reverse

from ..models import AlternativePathway
from ..permissions import Can
from ..states import Status
from . import Part, Step

S = Status


def part(case, user, on):
    """Each alternative pathway with what came of it; nothing for a case above the threshold."""
    pathways = list(case.pathways.all())
    steps = tuple(_steps(case, pathways)) if user.has_perm(Can.COORDINATE, case) else ()
    if not (pathways or steps):
        return None
    return Part("Alternative pathway", "channel/case/_pathway.html", {"pathways": pathways}, steps)


def _steps(case, pathways):
    if case.status in (S.NOT_PROGRESSED, S.NOT_SECTION_36, S.NOT_ADOPTED):
        yield Step(
            "Begin an alternative pathway",
            reverse("channel:begin_pathway", args=[case.pk]),
            is_first=case.status == S.NOT_SECTION_36,
        )
    waiting = next((each for each in pathways if not each.outcome), None)
    if waiting:
        yield Step(
            "Record what came of it",
            reverse("channel:record_pathway_outcome", args=[waiting.pk]),
            is_first=True,
        )
    elif case.status == S.NOT_SECTION_36 or case.status == S.ALTERNATIVE and not _is_back(pathways):
        yield Step(
            "Close below the threshold",
            reverse("channel:close_below_threshold", args=[case.pk]),
        )


def _is_back(pathways):
    return bool(pathways) and pathways[0].outcome == AlternativePathway.Outcome.CONCERN
