"""The page on which an agency's colour and crest are chosen."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on

from .. import services
from ..forms.look import LookForm
from ..models import AgencyLook

INTRO = (
    "Papers that are laid out from now on have them. What was issued stays as it went out. "
    "Headings stay legible on a black-and-white printer."
)


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
    context = {
        "title": "Colour and crest of papers",
        "caption": request.user.agency,
        "intro": INTRO,
        "back_url": reverse("reports:report_list"),
        "form": form,
        "look": look,
    }
    return render(request, "reports/change_look.html", context)
