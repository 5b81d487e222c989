"""Dashboards: the figures of the catalogue as they stand, for those who answer for them."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevent_portal.access import Verb, requires
from prevent_portal.export import FORMS, send_list

from ..dashboards import DASHBOARDS, SINCE_MONTHS, Shown, open_to
from ..forms.dashboards import DashboardFilter
from ..lists import behind_dashboard, with_lists

ROWS_A_PAGE = 25
_HEAD = ("Figure", "Day", "Count", "Out of", "Per cent", "What it counts", "Out of what")


@requires("reports.view_dashboard")
@require_safe
def dashboard_list(request):
    """The dashboards that somebody may open."""
    return render(request, "reports/dashboard_list.html", {"dashboards": open_to(request.user)})


@requires("reports.view_dashboard")
@require_safe
def dashboard(request, name):
    """At most six figures as at a day, with their change and the last eight quarters."""
    shown, filters = _shown(request, name)
    if request.GET.get("format") in FORMS:
        return _download(request, shown)
    context = {"shown": shown, "filters": filters, "told": with_lists(shown, request.user)}
    return render(request, "reports/dashboard.html", context)


@requires("reports.view_dashboard")
@require_safe
def dashboard_figure(request, name, figure):
    """What is counted by a figure of a dashboard, on its day."""
    shown, _ = _shown(request, name)
    found = behind_dashboard(shown, figure, request.user)
    if found is None:
        raise Http404
    page = Paginator(found.rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {"behind": found, "page": page, "shown": shown, "report": None}
    return render(request, "reports/figure_list.html", context)


def _shown(request, name):
    found = _found(name, request.user)
    filters = DashboardFilter(
        request.GET,
        user=request.user,
        today=timezone.localdate(),
        months=SINCE_MONTHS,
        has_agency=not found.is_of_channel,
    )
    shown = Shown(found, agency=filters.whose, on=filters.day, since=filters.earlier)
    return shown, filters


def _found(name, user):
    if name not in DASHBOARDS:
        raise Http404
    if not user.has_perm(DASHBOARDS[name].permission):
        raise PermissionDenied
    return DASHBOARDS[name]


def _download(request, shown):
    request.passage.verb = Verb.EXPORTED
    return send_list(
        lambda: (
            (told.title, *line, told.figure.definition, told.figure.denominator)
            for told in shown.figures
            for line in told.all_lines
        ),
        form=request.GET["format"],
        name=f"figures-{shown.dashboard.name}-{shown.on.isoformat()}",
        head=_HEAD,
        by=request.user,
    )
