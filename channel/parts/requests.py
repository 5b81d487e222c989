"""What agencies were asked, and what they answered."""

from django.urls import reverse

from ..permissions import Can
from ..states import CLOSED_TO_ANSWERS, Status
from . import Part, Step


def part(case, user, on):
    """The requests of the case, open and late ones first, each with its answer."""
    rows = sorted(case.requests.all(), key=_open_ones_first)
    may = user.has_perm(Can.COORDINATE, case) and case.status not in CLOSED_TO_ANSWERS
    if not rows and case.status != Status.GATHERING:
        return None
    return Part(
        "What agencies know",
        "channel/case/_requests.html",
        {"requests": rows, "may": may, "ask_url": _ask(case)},
        (Step("Ask an agency", _ask(case), is_first=_is_first(case, rows)),) if may else (),
    )


def _open_ones_first(row):
    return row.state != row.State.OPEN, row.due_on, row.pk


def _ask(case):
    return reverse("channel:ask_agency", args=[case.pk])


def _is_first(case, rows):
    return case.status == Status.GATHERING and not rows
