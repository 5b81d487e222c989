"""The papers that are coming, backwards from the meeting each is for."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevent_portal.access import Verb, requires
from prevent_portal.export import FORMS, send_list

from ..coming import coming
from ..forms.coming import ComingFilter

PAPERS_A_PAGE = 25
_HEAD = ("Paper", "Agency", "Goes to", "Day", "What is on the day")
_STEPS = ("Draft", "Comments", "Legal and finance", "Out to readers")


@requires("reports.view_schedule")
@require_safe
def paper_calendar(request):
    """Each paper with its steps and days; late ones said in words."""
    on = timezone.localdate()
    filters = ComingFilter(request.GET, user=request.user)
    papers = coming(request.user, on=on, body=filters.cleaned_data.get("body"))
    if filters.cleaned_data.get("late"):
        papers = [paper for paper in papers if paper.late]
    if request.GET.get("format") in FORMS:
        return _download(request, papers, on)
    page = Paginator(papers, PAPERS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/paper_calendar.html", {"page": page, "filters": filters})


def _download(request, papers, on):
    request.passage.verb = Verb.EXPORTED
    return send_list(
        lambda: (_line(paper) for paper in papers),
        form=request.GET["format"],
        name=f"papers-{on.isoformat()}",
        head=(*_HEAD, *_STEPS, "What has become of it", "Late"),
        by=request.user,
    )


def _line(paper):
    occasion = paper.occasion
    return (
        paper.title,
        occasion.schedule.agency.name,
        paper.goes_to,
        occasion.due_on,
        paper.due_words,
        *(step.on for step in paper.steps),
        paper.state,
        ", ".join(step.words for step in paper.late),
    )
