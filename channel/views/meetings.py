"""Meetings of a panel: planning, the agenda, who came, visitors, and the minutes as a paper."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal.errors import refusals_on
from prevent_portal.models import AccessRecord

from .. import doors, minutes, services
from ..doors import of_panel
from ..forms.meetings import (
    AgendaForm,
    AttendanceForm,
    CancelMeetingForm,
    MeetingForm,
    NoteItemForm,
    RemoveItemForm,
    VisitorForm,
)
from ..models import AgendaItem, Case, Membership, Panel, PanelMeeting, PanelVisitor, Seat


@of_panel(Panel, doors.runs)
@require_http_methods(["GET", "POST"])
def plan_meeting(request, panel):
    """Plan a meeting of the panel."""
    form = MeetingForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            meeting = services.plan_meeting(panel, by=request.user, **form.cleaned_data)
            return redirect(meeting)
    return _form(request, form, "Plan a meeting", panel.get_absolute_url(), caption=panel.name)


@of_panel(PanelMeeting, doors.sits, rows=lambda rows: minutes.MeetingsSatOn())
@require_safe
def meeting_detail(request, meeting):
    """A meeting: its agenda with who has read what, who came, and what is to be done after it."""
    runs, chairs = doors.runs(request.user, meeting), doors.chairs(request.user, meeting)
    context = minutes.page(meeting, request.user, runs=runs) | {"runs": runs, "chairs": chairs}
    return render(request, "channel/meeting_detail.html", context)


@of_panel(PanelMeeting, doors.runs)
@require_http_methods(["GET", "POST"])
def change_meeting(request, meeting):
    """Move a meeting that has not begun."""
    form = MeetingForm(request.POST or None, instance=meeting)
    if form.is_valid():
        with refusals_on(form):
            services.change_meeting(meeting, by=request.user, **form.cleaned_data)
            return redirect(meeting)
    return _form(request, form, "Change the meeting", meeting.get_absolute_url(), meeting=meeting)


@of_panel(PanelMeeting, doors.runs)
@require_http_methods(["GET", "POST"])
def cancel_meeting(request, meeting):
    """Call a meeting off that has not begun."""
    form = CancelMeetingForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.cancel_meeting(meeting, by=request.user, **form.cleaned_data)
            return redirect(meeting)
    return _form(
        request, form, "Cancel the meeting", meeting.get_absolute_url(), meeting=meeting,
        intro="The members are told, and whoever is invited to a case on the agenda. What is on the agenda is due "
        "for the next meeting.",
        button="Cancel the meeting", cancel="Keep the meeting", is_warning=True,
    )  # fmt: skip


@of_panel(PanelMeeting, doors.runs)
@require_POST
def papers_are_ready(request, meeting):
    """Tell the members that the papers can be read."""
    services.papers_are_ready(meeting, by=request.user)
    messages.success(request, "The members are told that the papers are ready.")
    return redirect(meeting)


@of_panel(PanelMeeting, doors.runs)
@require_POST
def build_agenda(request, meeting):
    """Put what has come due on the agenda."""
    count = services.build_agenda(meeting, by=request.user)
    messages.success(request, f"{count} added to the agenda.")
    return redirect(meeting)


@of_panel(PanelMeeting, doors.runs)
@require_http_methods(["GET", "POST"])
def add_item(request, meeting):
    """Put a case, or other business, on the agenda."""
    cases = Case.objects.visible_to(request.user).held().filter(panel=meeting.panel_id)
    cases = cases.order_by("due_on")
    form = AgendaForm(request.POST or None, cases=cases)
    if form.is_valid():
        with refusals_on(form):
            services.add_to_agenda(meeting, by=request.user, **form.cleaned_data)
            return redirect(meeting)
    return _form(request, form, "Add to the agenda", meeting.get_absolute_url(), meeting=meeting)


@of_panel(AgendaItem, doors.runs_item)
@require_http_methods(["GET", "POST"])
def remove_item(request, item):
    """Take something off the agenda."""
    form = RemoveItemForm(request.POST or None, of_case=item.case_id is not None)
    back_url = item.meeting.get_absolute_url()
    if form.is_valid():
        with refusals_on(form):
            services.remove_from_agenda(item, by=request.user, **form.cleaned_data)
            return redirect(back_url)
    title = f"Take {item} off the agenda"
    return _form(request, form, title, back_url, meeting=item.meeting, button="Take it off")


@of_panel(AgendaItem, doors.runs_item)
@require_POST
def move_item(request, item):
    """Move something up or down the agenda."""
    services.move_item(item, by=request.user, up=request.POST.get("to") == "up")
    return redirect(item.meeting)


@of_panel(AgendaItem, doors.runs_business)
@require_http_methods(["GET", "POST"])
def note_item(request, item):
    """Write down what was said of the panel's own business."""
    given = {"notes": item.notes, "is_done": item.done_at is not None}
    form = NoteItemForm(request.POST or None, initial=given)
    back_url = item.meeting.get_absolute_url()
    if form.is_valid():
        with refusals_on(form):
            services.note_item(item, by=request.user, **form.cleaned_data)
            return redirect(back_url)
    return _form(request, form, str(item), back_url, meeting=item.meeting)


@of_panel(PanelMeeting, doors.runs)
@require_http_methods(["GET", "POST"])
def take_attendance(request, meeting):
    """Say who is there."""
    seats = Membership.objects.visible_to(request.user).filter(panel=meeting.panel_id).in_force()
    invited = Seat.objects.visible_to(request.user).in_force().filter(seat="invited")
    form = AttendanceForm(
        request.POST or None,
        sitting=seats.select_related("user__agency", "deputises_for__user").order_by("pk"),
        invited=minutes.invited_to(meeting, invited),
        known={(row.user_id, row.case_id): row.state for row in meeting.attendances.all()},
    )
    if form.is_valid():
        with refusals_on(form):
            services.take_attendance(meeting, by=request.user, **form.values)
            return redirect(meeting)
    return _form(request, form, "Who is there", meeting.get_absolute_url(), meeting=meeting)


@of_panel(PanelMeeting, doors.chairs)
@require_http_methods(["GET", "POST"])
def agree_visitor(request, meeting):
    """Agree to a visitor."""
    form = VisitorForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.agree_visitor(
                meeting, by=request.user, on=timezone.localdate(), **form.cleaned_data
            )
            return redirect(meeting)
    return _form(
        request, form, "Agree to a visitor", meeting.get_absolute_url(), meeting=meeting,
        intro="A visitor has no seat and opens no case: they see what you show them, and no more.",
        button="Agree",
    )  # fmt: skip


@of_panel(PanelVisitor, doors.chairs)
@require_POST
def withdraw_visitor(request, visitor):
    """A visitor does not come after all."""
    services.withdraw_visitor(visitor, by=request.user)
    return redirect(visitor.meeting)


@of_panel(PanelMeeting, doors.runs)
@require_POST
def open_meeting(request, meeting):
    """Begin the meeting."""
    services.open_meeting(meeting, by=request.user, on=timezone.localdate())
    return redirect("channel:take_attendance", meeting.pk)


@of_panel(PanelMeeting, doors.runs)
@require_http_methods(["GET", "POST"])
def finish_meeting(request, meeting):
    """Let the minutes stand."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            services.finish_meeting(meeting, by=request.user)
            messages.success(request, "The minutes stand. What is to be done now is listed below.")
            return redirect(meeting)
    return _form(
        request, form, "Finish the meeting", meeting.get_absolute_url(), meeting=meeting,
        intro="Nothing in the minutes can be changed after this. Members who have nothing left to do "
        "with a case can no longer open it.",
        button="Let the minutes stand", is_warning=True,
    )  # fmt: skip


@of_panel(PanelMeeting, doors.sits)
@require_safe
def minutes_paper(request, meeting):
    """The minutes as a PDF, marked with who asked for it and when; nothing of it is kept."""
    request.passage.verb = AccessRecord.Verb.PRINTED
    response = HttpResponse(
        minutes.paper(meeting, reader=request.user, at=timezone.localtime()),
        content_type="application/pdf",
    )
    name = f"OFFICIAL-SENSITIVE-panel-{meeting.panel_id}-{meeting.on}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _form(request, form, title, back_url, meeting=None, **more):
    context = {"form": form, "title": title, "back_url": back_url}
    if meeting:
        context["caption"] = f"{meeting.panel}, {meeting}"
    return render(request, "channel/form.html", context | more)
