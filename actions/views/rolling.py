"""Pages on which a plan goes on into its next period: begin, answer, complete."""

import datetime
import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from prevent_portal.access import requires
from prevent_portal.errors import refusals_on
from prevent_portal.forms import PortalForm

from ..forms.rolling import AnswerForm, BeginRollForm, ReasonForm
from ..forms.ticked import ticked
from ..models import Action, Plan, RollAnswer, RollForward
from ..services import rolling

#: Rows on a page of answers.
ROWS = 50


@requires("actions.view_plan", Plan)
@require_http_methods(["GET", "HEAD"])
def roll_forward(request, plan):
    """Where a plan stands on its way into its next period, and who has not answered."""
    roll, may_roll = rolling.under_way(plan), request.user.has_perm("actions.roll_plan", plan)
    context = {"plan": plan, "roll": roll, "may_roll": may_roll}
    if roll and roll.state == RollForward.State.ASKING:
        context |= _asked(request, plan)
    return render(request, "actions/roll_forward.html", context)


@requires("actions.roll_plan", Plan)
@require_http_methods(["GET", "POST"])
def begin_roll(request, plan):
    """A form for the next period; from then on the owners are asked."""
    form = BeginRollForm(request.POST or None, initial=_next_period(plan))
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
    before = RollAnswer.objects.filter(action=action, roll__state="asking").first()
    form = AnswerForm(request.POST or None, initial=_initial(action, before))
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
    done, passed = rolling.carry_many(plan, by=request.user, ticked=rows)
    said = "1 action is carried on." if done == 1 else f"{done} actions are carried on."
    messages.success(request, said)
    if passed:
        messages.error(request, f"{passed} left out: answered, finished or changed meanwhile.")
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
    page = {
        "title": "Make the next plan, and close this one?",
        "intro": "What is carried on stands in the next plan with its references. Finished work "
        "moves to what was done before. This plan stays readable.",
        "button": "Make the next plan and close this one",
        "is_warning": True,
    }
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


def _asked(request, plan):
    rows, left = rolling.unfinished(plan), rolling.unanswered(plan)
    only = request.GET.get("show") == "unanswered"
    page = Paginator(left if only else rows, ROWS).get_page(request.GET.get("page"))
    labels = dict(RollAnswer.Choice.choices)
    return {
        "page": page,
        "rows": [(action, labels.get(action.answer)) for action in page],
        "left": left.count(),
        "total": rows.count(),
        "only_unanswered": only,
    }


def _initial(action, before):
    start = {"version": action.version, "text": action.text}
    start |= {"timescale_raw": action.timescale_raw}
    if before:
        start |= {"choice": before.choice, "reason": before.reason}
        start |= {"text": before.text or action.text}
        start |= {"timescale_raw": before.timescale_raw or action.timescale_raw}
    return start


def _next_period(plan):
    """The period a year on: its days, and its words and the plan's title with their years moved."""
    if plan.period_end is None:
        return {"title": plan.title}
    start = plan.period_end + datetime.timedelta(days=1)
    end = start.replace(year=start.year + 1) - datetime.timedelta(days=1)
    return {
        "title": _a_year_on(plan.title),
        "period_start": start,
        "period_end": end,
        "period_raw": _a_year_on(plan.period_raw) or f"{start.year}/{end.year % 100:02}",
    }


def _a_year_on(words):
    """Words with every year in them moved on by one: "2025/26" becomes "2026/27"."""
    moved = re.sub(r"(?<!\d)20\d{2}(?!\d)", lambda year: str(int(year[0]) + 1), words)
    return re.sub(
        r"(?<=20\d{2}[/–-])\d{2}(?!\d)", lambda year: f"{(int(year[0]) + 1) % 100:02}", moved
    )


def _behind(plan, url=None):
    return {"caption": plan.title, "back_url": url or plan.get_absolute_url()}


def _page_of(plan):
    return reverse("actions:roll_forward", args=[plan.pk])
