"""Reminders of training: what was sent and how, managers' teams, and the page that a message opens."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal.access import public, requires, signed_in
from prevent_portal.columns import Column, as_download
from prevent_portal.errors import refusals_on
from prevent_portal.private import kept_by_nobody

from ..forms.reminders import DeclareForm, ManagerForm, ReminderFilter, ReminderRuleForm
from ..models import Completion, Reminder
from ..own import OwnTraining, person_of
from ..services import reminders

ROWS_A_PAGE = 25
#: What a download of the list has: the staff number, as on the page, and nobody's name.
_COLUMNS = (
    Column("Day", "on", kind="day"),
    Column("Staff number", "person.number"),
    Column("Agency", "person.agency.name"),
    Column("Own deadline", "due_on", kind="day"),
    Column("Late in the team", "team_late", kind="number"),
    Column("Due in the team", "team_due", kind="number"),
    Column("State", "get_state_display"),
    Column("Why", "because"),
)
_SAID = "Thank you. It counts once your training lead has verified it."


# What is sent, and how


@requires("training.remind")
@require_safe
def reminder_list(request):
    """The reminders of one's own agency, newest first; as a page, a CSV or an Excel file."""
    filters = ReminderFilter(request.GET)
    rows = filters.narrow(Reminder.objects.visible_to(request.user)).select_related(
        "person__agency"
    )
    if download := as_download(request, rows, _COLUMNS, name="training-reminders"):
        return download
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    numbers = reminders.rule_of(request.user.agency, on=timezone.localdate())
    context = {"filters": filters, "page": page, "numbers": numbers}
    return render(request, "training/reminder_list.html", context)


@requires("training.remind")
@require_http_methods(["GET", "HEAD", "POST"])
def set_reminders(request):
    """Turn an agency's reminders on or off, and say when they go out."""
    today = timezone.localdate()
    now = reminders.rule_of(request.user.agency, on=today)
    form = ReminderRuleForm(
        request.POST or None, agencies=reminders.agencies_for(request.user), now=now, today=today
    )
    if form.is_valid():
        values = dict(form.cleaned_data)
        reminders.set_reminders(values.pop("agency"), by=request.user, **values)
        messages.success(request, "The reminders have been set.")
        return redirect("training:reminder_list")
    return _form(request, form, "When people are reminded", "Save")


@requires("training.remind")
@require_safe
def manager_list(request):
    """Each manager's team: how many are late with their training, and how many are due soon."""
    today = timezone.localdate()
    days, teams = reminders.teams_for(request.user, on=today)
    page = Paginator(teams, ROWS_A_PAGE).get_page(request.GET.get("page"))
    page.rows = reminders.with_managers(page)
    return render(request, "training/manager_list.html", {"page": page, "days": days, "on": today})


@requires("training.remind")
@require_http_methods(["GET", "HEAD", "POST"])
def set_manager(request):
    """Say who manages somebody."""
    form = ManagerForm(request.POST or None, agencies=reminders.agencies_for(request.user))
    if form.is_valid():
        with refusals_on(form):
            reminders.set_manager(by=request.user, **form.cleaned_data)
            messages.success(request, "The manager has been saved.")
            return redirect("training:manager_list")
    return _form(request, form, "Who manages whom", "Save", back="training:manager_list")


@requires("training.remind")
@require_safe
def declaration_list(request):
    """What people said they took, and nobody has verified yet."""
    rows = Completion.objects.visible_to(request.user).declared()
    rows = rows.select_related("person__agency", "course").order_by("pk")
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "training/declaration_list.html", {"page": page})


@requires("training.remind", Completion)
@require_POST
def settle_declaration(request, said):
    """Verify what somebody said, or turn it down."""
    is_true = request.POST.get("answer") == "verified"
    reminders.settle_declaration(said, by=request.user, is_true=is_true)
    messages.success(request, "It counts now." if is_true else "It does not count.")
    return redirect("training:declaration_list")


# What a person sees


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def own_training(request):
    """One's own training, and one's team's, for somebody who signs in."""
    person = person_of(request.user)
    if person is None:
        return render(request, "training/own_training.html", {"own": None, "form": None})
    return _own(request, person)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_page(request, token):
    """The same for whoever holds the address in a message; opening it changes nothing."""
    reminder = reminders.of_token(token, on=timezone.localdate())
    request.passage.reference = f"training.reminder:{reminder.pk}"
    if reminders.is_asked_too_often(reminder):
        return HttpResponse("Asked too often. Try again in an hour.\n", status=429)
    return kept_by_nobody(_own(request, reminder.person))


def _own(request, person):
    own = OwnTraining(person, on=timezone.localdate())
    form = DeclareForm(request.POST or None, courses=own.courses) if own.due_on else None
    if form is not None and form.is_valid():
        with refusals_on(form):
            reminders.declare(person, **form.cleaned_data)
            messages.success(request, _SAID)
            return redirect(request.path)
    return render(request, "training/own_training.html", {"own": own, "form": form})


def _form(request, form, title, button, back="training:reminder_list"):
    page = {"form": form, "title": title, "button": button, "back_url": reverse(back)}
    return render(request, "form_page.html", page)
