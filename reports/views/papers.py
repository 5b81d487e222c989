"""Pages of reports: what has been made, asking for one, waiting for it, taking it away."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal import files
from prevent_portal.access import requires
from prevent_portal.columns import Column, as_download
from prevent_portal.errors import Refused, refusals_on
from prevent_portal.models import AccessRecord

from .. import desk, lists, services
from ..forms.asking import ReportFilter, RequestForm, kinds_for
from ..models import Report

REPORTS_A_PAGE = 25
COLUMNS = (
    Column("Report", str),
    Column("About", "subject"),
    Column("Agency", "agency.name"),
    Column("Position as at", "on"),
    Column("For", "get_audience_display"),
    Column("State", "get_state_display"),
    Column("Page", "get_absolute_url"),
)
#: While a report is being made its page says so to machines as well.
ACCEPTED = 202
#: Seconds after which that page looks again, with or without JavaScript.
LOOK_AGAIN = "4"


@requires("reports.view_report")
@require_safe
def report_list(request):
    """Reports that have been made or are being made, newest day first."""
    filters = ReportFilter(request.GET, user=request.user)
    reports = filters.narrow(Report.objects.visible_to(request.user).for_list())
    if download := as_download(request, reports, COLUMNS, name="reports"):
        return download
    page = Paginator(reports, REPORTS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/report_list.html", {"page": page, "filters": filters})


@requires("reports.request_report")
@require_http_methods(["GET", "HEAD", "POST"])
def request_report(request):
    """Ask for a report: which kind first, then about what, as at which day, for whom."""
    kinds = kinds_for(request.user)
    wanted = request.POST.get("kind") or request.GET.get("kind")
    if wanted not in {kind.name for kind in kinds}:
        context = {"kinds": kinds, "plan": request.GET.get("plan", "")}
        return render(request, "reports/choose_kind.html", context)
    return _ask(request, next(kind for kind in kinds if kind.name == wanted))


def _ask(request, kind):
    form = RequestForm(
        request.POST or None, user=request.user, kind=kind, initial=request.GET.dict()
    )
    if form.is_valid():
        with refusals_on(form):
            return redirect(services.request_report(by=request.user, **form.asked))
    return render(request, "reports/request_report.html", {"form": form, "kind": kind})


def _with_authorship(rows, user):
    return rows.for_page().with_authorship(user)


@requires("reports.view_report", Report, rows=_with_authorship)
@require_safe
def report_detail(request, report):
    """One report: how far it is, what is next, then its words and files; 202 while it is being made."""
    context = desk.screen(report, request.user, timezone.localdate())
    response = render(request, "reports/report_detail.html", context)
    if report.is_being_made:
        response.status_code = ACCEPTED
        response["Refresh"] = LOOK_AGAIN
    return response


def _for_page(rows, user):
    return rows.for_page()


@requires("reports.view_report", Report, rows=_for_page)
@require_safe
def figures(request, report):
    """Every figure of the catalogue that a report tells: what it counts, out of what, and its list."""
    listed = lists.lists_of(report, desk.told(report), request.user)
    return render(request, "reports/figures.html", {"report": report, "listed": listed})


@requires("reports.view_report", Report, rows=_for_page)
@require_safe
def figure_list(request, report, name):
    """What was counted by a figure of a report, as at its day and as known then."""
    found = lists.behind_report(report, desk.told(report), name, request.user)
    if found is None:
        raise Http404
    page = Paginator(found.rows, REPORTS_A_PAGE).get_page(request.GET.get("page"))
    context = {"report": report, "behind": found, "page": page, "shown": None}
    return render(request, "reports/figure_list.html", context)


@requires("reports.request_report", Report)
@require_POST
def try_again(request, report):
    """Ask again for a report that could not be made."""
    services.try_again(report, by=request.user)
    messages.success(request, "The report is being made again.")
    return redirect(report)


@requires("reports.download_report", Report)
@require_safe
def download_report(request, report):
    """The paper itself, byte for byte as it was made."""
    _refuse_unless_ready(report)
    response = services.send_report(report, reader=request.user)
    request.passage.verb = AccessRecord.Verb.DOWNLOADED
    return response


@requires("reports.download_report", Report)
@require_safe
def download_word(request, report):
    """The same words as an editable document."""
    _refuse_unless_ready(report)
    request.passage.verb = AccessRecord.Verb.DOWNLOADED
    response = HttpResponse(
        services.word_edition(report, reader=request.user), content_type=files.KINDS["docx"]
    )
    name = services.file_name(report, "docx")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _refuse_unless_ready(report):
    if not report.is_ready:
        raise Refused(report, "This report is not ready yet, so there is nothing to download.")
