"""The six documents that are to be held for the case: there, or missing."""

from django.urls import reverse

from ..documents import six_documents
from . import Part, Step


def part(case, user, on):
    """Each document with its day and the way to it; and the whole case for printing."""
    lines = six_documents(case, on)
    context = {"lines": lines, "missing": sum(line.is_missing for line in lines)}
    steps = (
        Step("The case on one page", reverse("channel:chronology", args=[case.pk])),
        Step("Papers for the panel (PDF)", reverse("channel:bundle", args=[case.pk])),
    )
    return Part("The six documents", "channel/case/_documents.html", context, steps)
