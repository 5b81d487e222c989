"""The front page of premises, the map, and lists that come in."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on
from prevent_portal.export import FORMS
from prevent_portal.registers import found, paged

from ..forms.places import PremisesListForm
from ..map import Map, boundary_of, counted, rings_of
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
    if request.GET.get("format") in FORMS:
        return overview.download(request)
    context = {"overview": overview, "parts": below(request.user, timezone.localdate())}
    return render(request, "premises/front.html", context)


@requires("premises.view_premises")
@require_safe
def map(request):  # noqa: A001 - it is the page's name
    """The premises that a list asks for, drawn from their coordinates, with the list beneath."""
    return render(request, "premises/map.html", drawn(request.GET, user=request.user))


def drawn(data, *, user):
    """The places that the address asks for, on the map and as a page of their list."""
    on = timezone.localdate()
    filters, rows = found(PREMISES, data, user=user, on=on)
    boundary = boundary_of(user.agency_id)
    page = paged(
        PREMISES,
        filters,
        rows,
        data.get("page"),
        user=user,
        size=PLACES_A_PAGE,
        count=lambda rows: counted(rows, boundary, on),
        words=f"map on {on}, drawn on {rings_of(boundary)},",
    )
    page.object_list = list(page.object_list)
    drawing = Map(boundary, page.counted)
    return {"map": drawing, "filters": filters, "page": page, "register": PREMISES}


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
            context["rows"] = places.read_premises(
                form.cleaned_data["text"],
                agency=form.whose,
                by=request.user,
                on=timezone.localdate(),
            )
        form.keep_text()
    return _looked_over(request, context)


def _looked_over(request, context):
    """How many rows would be added, are there already, or must be put right; and a page of them, these first."""
    rows = context["rows"]
    in_order = sorted(rows, key=lambda row: not row.problems)
    told = {
        "page": Paginator(in_order, PLACES_A_PAGE).get_page(request.POST.get("page")),
        "new_count": sum(row.is_new for row in rows),
        "wrong_count": sum(bool(row.problems) for row in rows),
        "there_count": sum(row.is_there and not row.problems for row in rows),
    }
    return render(request, "premises/import_premises.html", context | told)


def _take_in(request, form):
    text, on = form.cleaned_data["text"], timezone.localdate()
    count = places.import_premises(text, agency=form.whose, by=request.user, on=on)
    messages.success(request, f"{count} {'place is' if count == 1 else 'places are'} added.")
    return redirect("premises:premises_list")
