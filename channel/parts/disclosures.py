"""Who was told what about the case."""

from django.urls import reverse

from ..permissions import Can
from . import Part, Step


def part(case, user, on):
    """Every disclosure, newest first; whoever contributes to the case records one."""
    context = {"disclosures": case.disclosures.all()}
    steps = (Step("Record a disclosure", reverse("channel:add_disclosure", args=[case.pk])),)
    may = user.has_perm(Can.CONTRIBUTE, case)
    if not may and not context["disclosures"]:
        return None
    return Part("Who was told", "channel/case/_disclosures.html", context, steps if may else ())
