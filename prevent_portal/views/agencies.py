"""Pages with which an administrator keeps the agencies of the partnership."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from .. import services
from ..access import requires
from ..columns import Column, as_download
from ..errors import refusals_on
from ..forms.people import AgencyForm
from ..models import Agency

COLUMNS = (
    Column("Name", "name"),
    Column("Short name", "short_name"),
    Column("Kind", "get_kind_display"),
    Column("Sector", "sector"),
    Column("Specified authority", "is_specified_authority"),
    Column("Channel panel partner", "is_schedule7_partner"),
    Column("People who sign in", "people_count"),
    Column("Closed", "closed_on"),
)


@requires("prevent_portal.view_agency")
@require_safe
def agency_list(request):
    """The agencies that take part, and how many people of each can sign in."""
    people = Count("users", filter=Q(users__is_active=True))
    agencies = Agency.objects.visible_to(request.user).annotate(people_count=people)
    agencies = agencies.order_by("name")  # a grouped query drops the model's own order
    if download := as_download(request, agencies, COLUMNS, name="agencies"):
        return download
    return render(request, "prevent_portal/agency_list.html", {"agencies": agencies})


@requires("prevent_portal.view_agency", Agency)
@require_safe
def agency_detail(request, agency):
    """One agency, and what the 2015 Act says it is."""
    return render(request, "prevent_portal/agency_detail.html", {"agency": agency})


@requires("prevent_portal.add_agency")
@require_http_methods(["GET", "HEAD", "POST"])
def add_agency(request):
    """Add an agency to the partnership."""
    form = AgencyForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            agency = services.save_agency(form.save(commit=False), by=request.user)
            messages.success(request, f"{agency.name} has been added.")
            return redirect(agency)
    return render(request, "prevent_portal/add_agency.html", {"form": form})


@requires("prevent_portal.change_agency", Agency)
@require_http_methods(["GET", "HEAD", "POST"])
def change_agency(request, agency):
    """Change what an agency is called or is."""
    form = AgencyForm(request.POST or None, instance=agency)
    if form.is_valid():
        with refusals_on(form):
            services.save_agency(form.save(commit=False), by=request.user)
            messages.success(request, "Your changes have been saved.")
            return redirect(agency)
    return render(request, "prevent_portal/change_agency.html", {"form": form, "agency": agency})
