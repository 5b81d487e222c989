"""A panel: who sits on it, who is proposed, what must be there before it decides."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import signed_in
from prevent_portal.errors import refusals_on

from .. import doors, minutes, services
from ..doors import of_panel
from ..forms.meetings import (
    ClearanceForm,
    EndSeatForm,
    PanelForm,
    ProposalForm,
    QuorumForm,
)
from ..models import Clearance, Membership, Panel, PanelMeeting


@signed_in
@require_safe
def panel_list(request):
    """The panels I sit on, and those whose seats I help to fill."""
    panels = doors.panels_for(request.user)
    rows = [(panel, doors.sits(request.user, panel)) for panel in panels]
    return render(
        request,
        "channel/panel_list.html",
        {"rows": rows, "may_add": doors.sets_up_panels(request.user)},
    )


@doors.setting_up
@require_http_methods(["GET", "POST"])
def add_panel(request):
    """Set a panel up."""
    form = PanelForm(request.POST or None)
    if form.is_valid():
        panel = services.add_panel(form.instance, by=request.user)
        messages.success(request, "The panel is set up. Propose its chair next.")
        return redirect("channel:seat_list", panel.pk)
    return _form(request, form, "Set up a panel", reverse("channel:panel_list"))


@of_panel(Panel, doors.sits)
@require_safe
def panel_detail(request, panel):
    """Who sits on the panel, when it meets, and its quorum."""
    seats = Membership.objects.visible_to(request.user).filter(panel=panel).in_force()
    meetings = PanelMeeting.objects.visible_to(request.user).filter(panel=panel)
    held = list(meetings.filter(status="minuted")[:12])
    context = {
        "panel": panel,
        "seats": _with_people(seats),
        "next": meetings.filter(status__in=PanelMeeting.UNMINUTED).order_by("on", "starts_at"),
        "cancelled": meetings.filter(status="cancelled", on__gte=timezone.localdate()),
        "held": held,
        "came": minutes.came_by_agency(held, request.user),
        "runs": doors.runs(request.user, panel),
        "chairs": doors.chairs(request.user, panel),
    }
    return render(request, "channel/panel_detail.html", context)


@of_panel(Panel, doors.chairs)
@require_http_methods(["GET", "POST"])
def set_quorum(request, panel):
    """Set how many, and which services, must be there."""
    form = QuorumForm(request.POST or None, instance=panel)
    if form.is_valid():
        services.set_quorum(panel, by=request.user, **form.cleaned_data)
        return redirect(panel)
    return _form(request, form, "Quorum", panel.get_absolute_url(), caption=panel.name)


@of_panel(Panel, doors.appoints)
@require_safe
def seat_list(request, panel):
    """The seats of a panel: proposed, in force and ended, with what I may do about each."""
    seats = Membership.objects.visible_to(request.user).filter(panel=panel)
    user = request.user
    rows = [
        (seat, doors.confirms(user, seat), doors.ends(user, seat))
        for seat in _with_people(seats.sitting())
    ]
    context = {
        "panel": panel,
        "rows": rows,
        "ended": _with_people(seats.exclude(pk__in=[row[0].pk for row in rows])),
        "proposes": doors.proposes(user, panel),
        "sits": doors.sits(user, panel),
    }
    return render(request, "channel/seat_list.html", context)


@of_panel(Panel, doors.proposes)
@require_http_methods(["GET", "POST"])
def propose_seat(request, panel):
    """Propose somebody for a seat."""
    seats = doors.may_propose(request.user, panel)
    form = ProposalForm(request.POST or None, panel=panel, by=request.user, seats=seats)
    if form.is_valid():
        with refusals_on(form):
            services.propose_membership(panel, by=request.user, **form.values)
            messages.success(request, "Proposed. It opens nothing until somebody else confirms it.")
            return redirect("channel:seat_list", panel.pk)
    back_url = reverse("channel:seat_list", args=[panel.pk])
    return _form(request, form, "Propose somebody", back_url, caption=panel.name, button="Propose")


@of_panel(Membership, doors.confirms)
@require_http_methods(["GET", "POST"])
def confirm_seat(request, membership):
    """Confirm a seat that somebody else proposed."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            services.confirm_membership(membership, by=request.user)
            messages.success(request, "The seat is confirmed.")
            return redirect(membership)
    intro = (
        f"{membership.user.name}, {membership.user.agency.name}: "
        f"{membership.get_seat_display().lower()}, proposed by {membership.proposed_by.name}."
    )
    return _form(
        request, form, "Confirm a seat", membership.get_absolute_url(),
        caption=membership.panel.name, intro=intro, button="Confirm",
    )  # fmt: skip


@of_panel(Membership, doors.ends)
@require_http_methods(["GET", "POST"])
def end_panel_seat(request, membership):
    """End somebody's seat on the panel, or take a proposal back."""
    form = EndSeatForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            services.end_membership(membership, by=request.user, **form.cleaned_data)
            messages.success(request, "The seat has ended. Every case it opened is closed to them.")
            return redirect(membership)
    return _form(
        request, form, f"End the seat of {membership.user.name}", membership.get_absolute_url(),
        caption=membership.panel.name, button="End the seat", is_warning=True,
    )  # fmt: skip


@of_panel(Membership, doors.chairs)
@require_http_methods(["GET", "POST"])
def keep_clearance(request, membership):
    """Vetting and confidentiality of somebody on the panel: for its chair and deputy."""
    held = Clearance.objects.visible_to(request.user).filter(membership=membership).first()
    form = ClearanceForm(request.POST or None, instance=held)
    if form.is_valid():
        services.keep_clearance(membership, by=request.user, **form.cleaned_data)
        return redirect("channel:clearance_list", membership.panel_id)
    return _form(
        request, form, f"Vetting of {membership.user.name}",
        reverse("channel:clearance_list", args=[membership.panel_id]),
        intro="Only the chair and the deputy read this. It is never printed.",
    )  # fmt: skip


@of_panel(Panel, doors.chairs)
@require_safe
def clearance_list(request, panel):
    """Vetting and confidentiality of everybody on the panel: for its chair and deputy, on screen alone."""
    seats = Membership.objects.visible_to(request.user).filter(panel=panel).in_force()
    held = Clearance.objects.visible_to(request.user).filter(panel=panel)
    known = {row.membership_id: row for row in held}
    rows = [(seat, known.get(seat.pk)) for seat in _with_people(seats)]
    context = {"panel": panel, "rows": rows, "on": timezone.localdate()}
    return render(request, "channel/clearance_list.html", context)


def _with_people(seats):
    return seats.select_related(
        "user__agency", "proposed_by", "confirmed_by", "deputises_for__user", "panel"
    ).order_by("pk")


def _form(request, form, title, back_url, **more):
    context = {"form": form, "title": title, "back_url": back_url}
    return render(request, "channel/form.html", context | more)
