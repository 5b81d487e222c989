"""Pages on which a plan goes on into its next period: begin, answer, complete."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on
from prevent_portal.forms import PortalForm

from ..forms.rolling import AnswerForm, BeginRollForm, ReasonForm
from ..forms.ticked import ticked
from ..models import Action, Plan
from ..outgoing import roll_page
from ..services import rolling

#: What follows from completing a roll-forward.
FOLLOWS = (
    "What is carried on stands in the next plan with its references. Finished work moves to what "
    "was done before. This plan stays readable."
)


@requires("actions.view_plan", Plan)
@require_safe
def roll_forward(request, plan):
    """Where a plan stands on its way into its next period, and who has not answered."""
    context = {"plan": plan, "may_roll": request.user.has_perm("actions.roll_plan", plan)}
    return render(request, "actions/roll_forward.html", context | roll_page(plan, request.GET))


@requires("actions.roll_plan", Plan)
@require_http_methods(["GET", "POST"])
def begin_roll(request, plan):
    """A form for the next period; from then on the owners are asked."""
    form = BeginRollForm(request.POST or None, initial=rolling.next_period(plan))
    if form.is_valid():
        with refusals_on(form):
            roll = rolling.begin_roll(plan, by=request.user, **form.cleaned_data)
            messages.success(request, "The roll-forward has begun. The leads are asked now.")
            return redirect(roll)
    page = {"title": "Roll this plan forward", "button": "Begin, and ask the leads"}
    return render(request, "form_page.html", {"form": form, **page, **_behind(plan)})


@requires("actions.answer_roll", Action)
@require_http_methods(["GET", "POST"])
def answer_roll(request, action):
    """A short form: is this action carried into the next period?"""
    form = AnswerForm(request.POST or None, initial=rolling.as_answered(action))
    if form.is_valid():
        with refusals_on(form):
            rolling.answer(action, by=request.user, **form.cleaned_data)
            messages.success(request, "Your answer is saved.")
            return redirect(action)
    context = {"form": form, "action": action, "back_url": action.get_absolute_url()}
    context |= {"roll": rolling.under_way(action.plan), "title": "Is this carried on?"}
    return render(request, "actions/answer_roll.html", context)


@requires("actions.roll_plan", Plan)
@require_POST
def carry_many(request, plan):
    """Carries on the rows that are ticked, as they are."""
    rows = ticked(request.POST)
    if not rows:
        messages.error(request, "Tick the actions that are carried on.")
        return redirect(_page_of(plan))
    _say(request, *rolling.carry_many(plan, by=request.user, ticked=rows))
    return redirect(_page_of(plan))


@requires("actions.roll_plan", Plan)
@require_http_methods(["GET", "POST"])
def complete_roll(request, plan):
    """Asks whether the next plan is to be made and this one closed."""
    form = PortalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            made = rolling.complete_roll(plan, by=request.user)
            messages.success(request, "The next plan is made, as a draft. The old plan is closed.")
            return redirect(made)
    page = {"title": "Make the next plan, and close this one?", "intro": FOLLOWS}
    page |= {"button": "Make the next plan and close this one", "is_warning": True}
    return render(
        request, "form_page.html", {"form": form, **page, **_behind(plan, _page_of(plan))}
    )


@requires("actions.roll_plan", Plan)
@require_http_methods(["GET", "POST"])
def stop_roll(request, plan):
    """A form to let a roll-forward go."""
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            rolling.stop_roll(plan, by=request.user, **form.cleaned_data)
            messages.success(request, "The roll-forward is stopped. Nothing was made.")
            return redirect(_page_of(plan))
    page = {"title": "Stop the roll-forward?", "button": "Stop it", "is_warning": True}
    return render(
        request, "form_page.html", {"form": form, **page, **_behind(plan, _page_of(plan))}
    )


def _say(request, done, passed):
    said = "1 action is carried on." if done == 1 else f"{done} actions are carried on."
    messages.success(request, said)
    if passed:
        messages.error(request, f"{passed} left out: answered, finished or changed meanwhile.")


def _behind(plan, url=None):
    return {"caption": plan.title, "back_url": url or plan.get_absolute_url()}


def _page_of(plan):
    return reverse("actions:roll_forward", args=[plan.pk])
