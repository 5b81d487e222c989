"""Cases: those that are open to me, one of them, and what belongs to it everywhere."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires, signed_in
from prevent_portal.errors import refusals_on

from .. import services
from ..forms import ConflictForm, NoteForm, SeatForm
from ..front import facts
from ..models import Case
from ..parts import parts_of
from ..permissions import Can
from ..registers.settings import settings_for
from ..whole import CasesOf


@signed_in
@require_safe
def front(request):
    """Where Channel begins for everybody: refer a concern; and for who has a seat, the cases."""
    on = timezone.localdate()
    context = facts(request.user, on) | {"settings": settings_for(request.user, on)}
    return render(request, "channel/front.html", context)


@requires(Can.VIEW, Case, rows=lambda rows, user: CasesOf(user))
@require_safe
def case_detail(request, case):
    """The whole case on one page."""
    on = timezone.localdate()
    parts = parts_of(case, request.user, on)
    return render(request, "channel/case_detail.html", {"case": case, "parts": parts})


@requires(Can.CONTRIBUTE, Case)
@require_http_methods(["GET", "POST"])
def add_note(request, case):
    """Add a note to the chronology."""
    form = NoteForm(request.POST or None, initial={"on": timezone.localdate()})
    if form.is_valid():
        with refusals_on(form):
            services.add_note(case, by=request.user, **form.cleaned_data)
            return redirect(case)
    return _form(request, case, form, "Add a note")


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "POST"])
def give_seat(request, case):
    """Give somebody a seat at this case."""
    form = SeatForm(request.POST or None, case=case, by=request.user)
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("user", "seat")} | {
            "until": form.until()
        }
        with refusals_on(form):
            services.give_seat(case, by=request.user, on=timezone.localdate(), **given)
            messages.success(request, f"{given['user'].name} has a seat at this case.")
            return redirect(case)
    return _form(request, case, form, "Give somebody a seat")


@requires(Can.VIEW, Case)
@require_http_methods(["GET", "POST"])
def declare_conflict(request, case):
    """Close this case to myself, at once."""
    form = ConflictForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.declare_conflict(
                case, by=request.user, on=timezone.localdate(), **form.cleaned_data
            )
            messages.success(request, f"{case} is closed to you from now on.")
            return redirect("channel:case_list")
    return _form(
        request,
        case,
        form,
        "Declare a conflict of interest",
        intro="The case closes to you at once, and stays closed to you.",
        button="Declare the conflict",
        is_warning=True,
    )


def _form(request, case, form, title, **more):
    context = {
        "form": form,
        "title": title,
        "caption": case.reference,
        "back_url": case.get_absolute_url(),
    }
    return render(request, "channel/form.html", context | more)
