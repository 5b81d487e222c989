"""Seats on a panel that somebody has to vouch for: those that rest, that lapse, and that lapse soon."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import signed_in
from prevent_portal.errors import refusals_on

from .. import services
from ..forms.certification import CertifyForm
from ..models import Membership


@signed_in
@require_safe
def seat_check(request):
    """The seats for which I vouch, those that need it first."""
    seats = Membership.objects.visible_to(request.user).checked_by(request.user)
    return render(request, "channel/seat_check.html", {"seats": seats.for_checking()})


@signed_in
@require_http_methods(["GET", "POST"])
def certify_seat(request, pk):
    """Say that somebody still needs their seat, or end it."""
    seat = _seat(request, pk)
    form = CertifyForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.answer_certification(seat, by=request.user, **form.cleaned_data)
            messages.success(request, f"Your answer about {seat.user.name} is kept.")
            return redirect("channel:seat_check")
    return _form(request, seat, form, f"{seat.user.name}: {seat.get_seat_display().lower()}")


@signed_in
@require_http_methods(["GET", "POST"])
def lift_suspension(request, pk):
    """Confirm that it is still the same person, so that their seat opens cases again."""
    seat = _seat(request, pk)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            services.lift_suspension(seat, by=request.user)
            messages.success(request, f"The seat of {seat.user.name} opens cases again.")
            return redirect("channel:seat_check")
    return _form(
        request,
        seat,
        form,
        f"Confirm the seat of {seat.user.name} again",
        intro=f"It rests since something changed: {seat.because.lower()}. Speak to {seat.user.name}, "
        "in person or by a number that you knew before, and ask whether they did that themselves.",
        button="I have asked: confirm the seat",
    )


def _seat(request, pk):
    seats = Membership.objects.visible_to(request.user).checked_by(request.user)
    return get_object_or_404(seats.select_related("user", "panel"), pk=pk)


def _form(request, seat, form, title, **more):
    context = {"form": form, "title": title, "caption": seat.panel.name}
    context |= {"back_url": reverse("channel:seat_check")}
    return render(request, "form_page.html", context | more)
