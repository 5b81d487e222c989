"""Screening: deconfliction, the gateway assessment, and how the case came out of it each time."""

from django.urls import reverse

from ..permissions import Can
from ..states import Status
from . import Part, Step

S = Status
_AGAIN = (S.NOT_PROGRESSED, S.REVIEWS_DONE)


def part(case, user, on):
    """What the police said, and what can be done now."""
    deconflictions = sorted(case.deconflictions.all(), key=_when_written, reverse=True)
    return Part(
        "Screening",
        "channel/case/_screening.html",
        {
            "deconfliction": deconflictions[0] if deconflictions else None,
            "earlier": deconflictions[1:],
            "gateways": case.gateway_assessments.all(),
            "decisions": case.threshold_decisions.all(),
        },
        tuple(_steps(case)) if user.has_perm(Can.COORDINATE, case) else (),
    )


def _when_written(row):
    return row.at, row.pk


def _steps(case):
    def step(words, page, **first):
        return Step(words, reverse(f"channel:{page}", args=[case.pk]), **first)

    if case.status == S.RECEIVED:
        yield step("Begin screening", "begin_screening", is_first=bool(case.police_told_at))
    if case.status == S.SCREENING:
        yield step("Go on to gather information", "gather_information", is_first=True)
        yield step("Record the gateway assessment", "record_gateway")
        yield step("Do not progress", "not_progress")
    if _can_begin_again(case):
        yield step("Screen again", "begin_screening")
    yield step("Record deconfliction", "record_deconfliction")


def _can_begin_again(case):
    """Below the threshold, closed without support, or ended; and no pathway waits for its outcome."""
    if case.status == S.ALTERNATIVE:
        return all(pathway.outcome_on for pathway in case.pathways.all())
    return case.status in _AGAIN or case.status == S.CLOSED and case.adopted_on is None
