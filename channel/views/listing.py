"""The list of cases, as a page and as a spreadsheet: references alone."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from prevent_portal.access import Verb, signed_in
from prevent_portal.export import send_list

from ..listing import COLUMNS, CaseFilter


@signed_in
@require_safe
def case_list(request):
    """The cases that are open to me, what is due first, by reference alone."""
    filters = CaseFilter(request.GET, user=request.user, on=timezone.localdate())
    page = filters.page(request.GET.get("page"), request.GET.get("sort", ""))
    context = {"page": page, "filters": filters, "tally": filters.tally}
    context["may_see_limits"] = request.user.has_perm("channel.view_clock")
    return render(request, "channel/case_list.html", context)


@signed_in
@require_safe
def export_cases(request):
    """The same list, whole, as ?format=csv or xlsx; no name stands in it, nor in the file's."""
    request.passage.verb = Verb.EXPORTED
    user, data, on = request.user, request.GET.copy(), timezone.localdate()

    def rows():
        for case in CaseFilter(data, user=user, on=on).narrowed(data.get("sort", "")):
            is_late = bool(case.due_on and case.due_on < on)
            yield (*(column.plain(case) for column in COLUMNS), "yes" if is_late else "no")

    return send_list(
        rows,
        form=data.get("format", "csv"),
        name=f"channel-cases-{on.isoformat()}",
        head=(*(column.head for column in COLUMNS), "Late"),
        by=user,
    )
