"""A case on paper: its chronology on one page, and its papers for the panel as a PDF."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevent_portal.access import Verb, requires

from .. import bundle as papers
from ..models import Case
from ..permissions import Can


@requires(Can.VIEW, Case)
@require_safe
def chronology(request, case):
    """Everything that happened to the case, oldest first, for printing."""
    request.passage.verb = Verb.PRINTED
    context = {
        "case": case,
        "events": case.events.select_related("by").order_by("on", "pk"),
        "reader": request.user,
        "at": timezone.now(),
    }
    return render(request, "channel/chronology.html", context)


@requires(Can.VIEW, Case)
@require_safe
def bundle(request, case):
    """The case's papers for one reader, marked and stamped; made in memory."""
    request.passage.verb = Verb.PRINTED
    at = timezone.now()
    content = papers.bundle([case], reader=request.user, at=at)
    return pdf(content, papers.file_name(case, timezone.localtime(at).date()))


def pdf(content, name):
    """A PDF that nobody on the way keeps."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
