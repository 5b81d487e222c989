"""The front page of premises, the map, and lists that come in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on
from prevent_portal.registers import found

from ..forms.places import PremisesListForm
from ..map import Map
from ..models import PremisesKind
from ..overview import Overview
from ..registers.front import below
from ..registers.places import PREMISES
from ..services import places

PLACES_A_PAGE = 50


@requires("premises.view_measures")
@require_safe
def front(request):
    """How premises, bookings and agreements stand on a day, and all that there is below."""
    overview = Overview(request.GET, user=request.user, today=timezone.localdate())
    if "format" in request.GET:
        return overview.download(request)
    context = {"overview": overview, "parts": below(request.user, timezone.localdate())}
    return render(request, "premises/front.html", context)


@requires("premises.view_premises")
@require_safe
def map(request):  # noqa: A001 - it is the page's name
    """The premises that a list asks for, drawn from their coordinates, with the list beneath."""
    on = timezone.localdate()
    filters, rows = found(PREMISES, request.GET, user=request.user, on=on)
    page = Paginator(rows, PLACES_A_PAGE).get_page(request.GET.get("page"))
    drawn = Map(rows, agency_id=request.user.agency_id, on=on)
    context = {"map": drawn, "filters": filters, "page": page, "register": PREMISES}
    return render(request, "premises/map.html", context)


@requires("premises.import_premises")
@require_http_methods(["GET", "HEAD", "POST"])
def import_premises(request):
    """Looks a list of premises over, a verdict for each row, then takes all of it in or nothing."""
    form = PremisesListForm(request.POST or None, request.FILES or None, user=request.user)
    context = {"form": form, "rows": [], "kinds": PremisesKind.objects.visible_to(request.user)}
    if form.is_valid():
        with refusals_on(form):
            if "is_sure" in request.POST:
                return _take_in(request, form)
            context["rows"] = places.read_premises(form.cleaned_data["text"], agency=form.whose)
        form.keep_text()
    return render(request, "premises/import_premises.html", context | _counts(context["rows"]))


def _take_in(request, form):
    text, on = form.cleaned_data["text"], timezone.localdate()
    count = places.import_premises(text, agency=form.whose, by=request.user, on=on)
    messages.success(request, f"{count} {'place is' if count == 1 else 'places are'} added.")
    return redirect("premises:premises_list")


def _counts(rows):
    """How many rows would be added, are there already, or must be put right."""
    return {
        "new_count": sum(row.is_new for row in rows),
        "wrong_count": sum(bool(row.problems) for row in rows),
        "there_count": sum(row.is_there and not row.problems for row in rows),
    }
