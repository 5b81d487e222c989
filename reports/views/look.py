"""The page on which an agency's colour and crest are chosen."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.http import require_http_methods

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on

from .. import services
from ..forms.look import LookForm
from ..models import AgencyLook

PAGE = {
    "title": "Colour and crest of papers",
    "back_url": reverse_lazy("reports:report_list"),
    "intro": "Papers that are laid out from now on have them. What was issued stays as it went out. "
    "Headings stay legible on a black-and-white printer.",
}


@requires("reports.change_look")
@require_http_methods(["GET", "HEAD", "POST"])
def change_look(request):
    """Choose the colour and the crest of one's own agency's papers."""
    look = AgencyLook.objects.visible_to(request.user).filter(agency=request.user.agency_id).first()
    form = LookForm(request.POST or None, request.FILES or None, look=look)
    if form.is_valid():
        with refusals_on(form):
            services.change_look(request.user.agency, by=request.user, **form.cleaned_data)
            messages.success(request, "The look of your agency's papers is saved.")
            return redirect("reports:change_look")
    return render(request, "reports/change_look.html", PAGE | {"form": form, "look": look})
