"""Minuting one case on one screen; and what is to be done about a case."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on
from prevent_portal.versions import ChangedMeanwhile, version_of

from .. import doors, minutes, services
from ..doors import of_panel
from ..forms.meetings import CaseActionForm, CorrectionForm, DoneForm, LivesInForm, MinuteForm
from ..models import AgendaItem, Case, CaseAction, Minute
from ..permissions import Can


@of_panel(AgendaItem, doors.coordinates, rows=lambda rows: minutes.ItemsToMinute())
@require_http_methods(["GET", "POST"])
def minute_case(request, item):
    """One case on one screen: the agenda, the case, and what is decided. Saves by itself, too."""
    minute, on = item.minute, timezone.localdate()
    form = MinuteForm(_typed(request), instance=minute, case=item.case, version=version_of(minute))
    is_saved = form.is_bound and _is_saved(form, minute, request.user)
    if request.headers.get("X-Quietly"):
        return JsonResponse(minutes.quietly(form, minute, is_saved))
    if is_saved and _goes_on(request, form, minute, on):
        return redirect(minutes.next_of(item, request.user, stays="stay" in request.POST))
    context = minutes.screen(item, request.user, on)
    return render(request, "channel/minute_case.html", context | {"form": form})


def _typed(request):
    return request.POST if request.method == "POST" else None


def _is_saved(form, minute, by):
    """True once all is saved. Else the form says what stood against it; what could be saved is."""
    form.is_valid()
    with refusals_on(form):
        try:
            services.save_minute(minute, by=by, **form.values)
        except ChangedMeanwhile as meanwhile:
            form.take_in(meanwhile.changes, version_of(meanwhile.thing))
            raise
    return not form.errors


def _goes_on(request, form, minute, on):
    """True if all was done that was asked for: the words saved, the decision recorded if that was pressed."""
    form.take_in([], version_of(minute))
    if "decide" not in request.POST:
        messages.success(request, "Saved.")
        return True
    if not request.user.has_perm(Can.CHAIR, minute.case):
        form.add_error(None, "Only the chair or deputy records the decision. Your words are saved.")
        return False
    with refusals_on(form):
        services.decide(minute, by=request.user, on=on)
        messages.success(request, f"The decision on {minute.case} is recorded.")
    return not form.errors


@requires(Can.CHAIR, Minute)
@require_http_methods(["GET", "POST"])
def correct_decision(request, minute):
    """Record what the panel did decide, where something else was recorded."""
    case, said = minute.case, services.said_now(minute)
    form = CorrectionForm(request.POST or None, initial=said, choices=services.correctable(minute))
    if form.is_valid():
        with refusals_on(form):
            services.correct_decision(
                minute, by=request.user, on=timezone.localdate(), **form.cleaned_data
            )
            messages.success(request, "The decision is corrected. What was recorded first stays.")
            return redirect(case)
    return _form(
        request,
        form,
        "Correct the decision",
        case,
        case.get_absolute_url(),
        intro="This decides nothing anew: record what the panel decided at that meeting.",
    )


@requires(Can.CONTRIBUTE, Case)
@require_http_methods(["GET", "POST"])
def add_case_action(request, case):
    """Give somebody something to do about a case; back to the meeting if it came from there."""
    form = CaseActionForm(request.POST or None, owners=services.owners(case))
    item = minutes.open_item(case, request.GET.get("item"), request.user)
    back_url = item.get_absolute_url() if item else case.get_absolute_url()
    if form.is_valid():
        with refusals_on(form):
            given = {"on": timezone.localdate(), "minute": item.minute if item else None}
            services.add_case_action(case, by=request.user, **given, **form.cleaned_data)
            return redirect(back_url)
    return _form(request, form, "Give somebody something to do", case, back_url)


@of_panel(CaseAction, doors.does)
@require_http_methods(["GET", "POST"])
def finish_case_action(request, action):
    """Say that it was done."""
    case, form = action.case, DoneForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.finish_case_action(
                action, by=request.user, on=timezone.localdate(), **form.cleaned_data
            )
            messages.success(request, "Done.")
            is_open = Case.objects.visible_to(request.user).filter(pk=case.pk).exists()
            return redirect(case if is_open else reverse("channel:case_list"))
    return _form(
        request, form, "Say what was done", case, case.get_absolute_url(), intro=action.words
    )


@requires(Can.COORDINATE, Case)
@require_http_methods(["GET", "POST"])
def set_lives_in(request, case):
    """Say which police force's area the person lives in."""
    form = LivesInForm(request.POST or None, initial={"lives_in": case.lives_in_id})
    if form.is_valid():
        services.set_lives_in(case, by=request.user, on=timezone.localdate(), **form.cleaned_data)
        return redirect(case)
    return _form(request, form, "Where the person lives", case, case.get_absolute_url())


def _form(request, form, title, case, back_url, **more):
    context = {"form": form, "title": title, "caption": case.reference, "back_url": back_url}
    return render(request, "channel/form.html", context | more)
