"""Risks and needs: the last assessment, what moved since the one before, and when the next is due."""

from django.urls import reverse

from ..permissions import Can
from ..services.assessments import beside_last, latest_assessment
from ..states import AFTER, ENDED, Status
from . import Part, Step

#: Before these a case is not assessed by a framework yet.
NOT_YET = (Status.RECEIVED, Status.SCREENING)


def part(case, user, on):
    """The conclusion first; what moved, in words; and the day of the next."""
    last = latest_assessment(case)
    if last is None and case.status in (*NOT_YET, *ENDED, *AFTER):
        return None
    rows = beside_last(last) if last else []
    is_due = case.status == Status.ADOPTED and case.assess_due_on is not None
    context = {
        "last": last,
        "moved": [row for row in rows if row.moved],
        "due_on": case.assess_due_on if is_due else None,
        "is_late": is_due and case.assess_due_on < on,
        "on": on,
    }
    may = user.has_perm(Can.COORDINATE, case) and case.status not in (*ENDED, *AFTER)
    href = reverse("channel:assess", args=[case.pk])
    steps = (Step("Assess again" if last else "Assess", href, is_first=context["is_late"]),)
    return Part("Risks and needs", "channel/case/_assessment.html", context, steps if may else ())
