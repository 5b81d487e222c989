"""The access log, for auditors."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import logbook
from ..access import Verb, requires
from ..columns import as_download
from ..forms.log import LogFilter
from ..models import AccessRecord

RECORDS_A_PAGE = 50


@requires("prevent_portal.view_accessrecord")
@require_safe
def access_log(request):
    """Who saw a thing, or what somebody saw; that it was asked for is itself written down."""
    filters = LogFilter(request.GET)
    records = filters.narrow(AccessRecord.objects.visible_to(request.user))
    _note(request.passage, filters)
    if download := as_download(request, records, logbook.COLUMNS, name="access-log"):
        return download
    page = Paginator(records, RECORDS_A_PAGE).get_page(request.GET.get("page"))
    context = {"filters": filters, "page": page, **logbook.summary(filters, records)}
    return render(request, "prevent_portal/access_log.html", context)


def _note(passage, filters):
    asked = filters.chosen("reference") or filters.chosen("person")
    passage.reference = filters.chosen("reference") or ""
    passage.verb = Verb.SEARCHED if asked else Verb.LISTED
