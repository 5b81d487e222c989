"""Pages of plans: the list, the plan itself, and the forms with which it is kept."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from prevent_portal.access import requires
from prevent_portal.columns import as_download
from prevent_portal.errors import Refused, refusals_on
from prevent_portal.forms import PortalForm
from prevent_portal.versions import ChangedMeanwhile, version_of

from ..forms.plan import ActionForm, MoveForm, ObjectiveForm, PlanForm, ThemeForm, TimescaleForm
from ..listing import (
    PLAN_COLUMNS,
    board_page,
    objective_of,
    objective_page,
    objective_words,
    plan_page,
    plans_page,
    review_of,
    theme_of,
)
from ..models import Action, Plan
from ..services import many, plans, timescales

#: What a button says that takes a plan to a status, what it did, and what follows from it.
MOVES = {
    "draft": ("Take back to draft", "The plan is a draft again.", "It can be agreed again."),
    "agreed": (
        "Record that the delivery group agrees",
        "The agreement of the delivery group is recorded.",
        "The board can endorse it next.",
    ),
    "endorsed": (
        "Record that the board endorses it",
        "The endorsement of the board is recorded.",
        "It can go live next.",
    ),
    "live": (
        "Make the plan live",
        "The plan is live.",
        "Its late actions count from now on, and reports can be made of it.",
    ),
    "closed": (
        "Close the plan",
        "The plan is closed.",
        "Nothing more can be recorded on its actions. It stays readable, and can be opened again.",
    ),
}


@requires("actions.view_plan")
@require_safe
def plan_list(request):
    """The plans one may see, newest period first."""
    rows = Plan.objects.visible_to(request.user)
    found = plans_page(request.GET, rows, on=timezone.localdate())
    if download := as_download(request, found["rows"], PLAN_COLUMNS, name="plans"):
        return download
    return render(request, "actions/plan_list.html", found)


@requires("actions.view_plan", Plan)
@require_safe
def plan_detail(request, plan):
    """One plan, by theme and objective, or in its own columns."""
    data, context = request.GET, {"plan": plan, **_keeping(request.user, plan)}
    context["reviewed"] = review_of(plan)
    if data.get("view") == "board":
        return render(request, "actions/plan_board.html", context | board_page(plan, data))
    found = plan_page(plan, data, user=request.user, on=timezone.localdate())
    context |= {"may_tick": context["may_change"], "seen": many.seen_now()}
    return render(request, "actions/plan_detail.html", context | found)


@requires("actions.view_plan", Plan)
@require_safe
def objective_detail(request, plan, objective):
    """One objective with everything that stands under it."""
    objective = objective_of(plan, objective)
    context = {"plan": plan, "noun": objective_words(plan)[0], **objective_page(objective)}
    return render(request, "actions/objective_detail.html", context | _keeping(request.user, plan))


@requires("actions.add_plan")
@require_http_methods(["GET", "POST"])
def add_plan(request):
    """A form for a new draft plan."""
    own = {"agency": request.user.agency}
    return _edit(
        request,
        PlanForm(_typed(request), user=request.user),
        lambda values: plans.add_plan(by=request.user, **own | values),
        done="The plan is made. Add its themes and what is to be done.",
        page={"title": "New plan", "button": "Make the plan", "back_url": _plans()},
    )


@requires("actions.change_plan", Plan)
@require_http_methods(["GET", "POST"])
def change_plan(request, plan):
    """A form for a plan's own particulars."""
    version = version_of(plan)
    return _edit(
        request,
        PlanForm(_typed(request), user=request.user, instance=plan, version=version),
        lambda values: plans.change_plan(plan, by=request.user, **values),
        done="The plan is saved.",
        page={"title": "Change the plan", **_behind(plan)},
    )


@requires("actions.move_plan", Plan)
@require_http_methods(["GET", "POST"])
def move_plan(request, plan, to):
    """Asks whether the plan is to take its next step, and why where a reason is due."""
    if to not in Plan.Status:
        raise Http404
    plans.refuse_move(plan, to)
    words, done, follows = _move_words(plan.status, to)
    is_closing = to == Plan.Status.CLOSED
    return _edit(
        request,
        MoveForm(_typed(request), **plans.reason_for(plan, to)),
        lambda values: plans.move_plan(plan, to=to, by=request.user, **values),
        done=done,
        page={"title": f"{words}?", "intro": follows, "button": words, "is_warning": is_closing}
        | _behind(plan),
    )


@requires("actions.change_plan", Plan)
@require_http_methods(["GET", "POST"])
def add_theme(request, plan):
    """A form for a new theme."""
    return _edit(
        request,
        ThemeForm(_typed(request), plan=plan),
        lambda values: plans.add_theme(plan, by=request.user, **values),
        done="The theme is added.",
        to=lambda theme: f"{plan.get_absolute_url()}#theme-{theme.pk}",
        page={"title": "Add a theme", **_behind(plan)},
    )


@requires("actions.change_plan", Plan)
@require_http_methods(["GET", "POST"])
def change_theme(request, plan, theme):
    """A form for a theme's number, words and place."""
    theme = theme_of(plan, theme)
    version, remove = version_of(theme), reverse("actions:remove_theme", args=[plan.pk, theme.pk])
    return _edit(
        request,
        ThemeForm(_typed(request), plan=plan, instance=theme, version=version),
        lambda values: plans.change_theme(theme, by=request.user, **values),
        done="The theme is saved.",
        to=lambda theme: f"{plan.get_absolute_url()}#theme-{theme.pk}",
        page={"title": "Change the theme", "remove_url": remove, "noun": "theme"} | _behind(plan),
    )


@requires("actions.change_plan", Plan)
@require_http_methods(["GET", "POST"])
def remove_theme(request, plan, theme):
    """Asks whether an empty theme is to be taken out."""
    theme = theme_of(plan, theme)
    return _remove(
        request, plan, theme, "theme", lambda: plans.remove_theme(theme, by=request.user)
    )


@requires("actions.change_plan", Plan)
@require_http_methods(["GET", "POST"])
def add_objective(request, plan):
    """A form for a new objective, under the theme that the address names."""
    noun = objective_words(plan)[0]
    return _edit(
        request,
        ObjectiveForm(_typed(request), plan=plan, noun=noun, under=request.GET.get("theme")),
        lambda values: plans.add_objective(plan, by=request.user, **values),
        done=f"The {noun} is added. Now say what is to be done.",
        to=lambda objective: reverse("actions:add_action", args=[plan.pk, objective.pk]),
        page={"title": f"Add {'an' if noun[0] in 'aeiou' else 'a'} {noun}", **_behind(plan)},
    )


@requires("actions.change_plan", Plan)
@require_http_methods(["GET", "POST"])
def change_objective(request, plan, objective):
    """A form for an objective's number, words, notes and place."""
    objective, noun = objective_of(plan, objective), objective_words(plan)[0]
    version, here = version_of(objective), _page_of(plan, objective)
    remove = reverse("actions:remove_objective", args=[plan.pk, objective.pk])
    return _edit(
        request,
        ObjectiveForm(_typed(request), plan=plan, noun=noun, instance=objective, version=version),
        lambda values: plans.change_objective(objective, by=request.user, **values),
        done=f"The {noun} is saved.",
        to=lambda objective: here,
        page={"title": f"Change the {noun}", "remove_url": remove, "noun": noun}
        | _behind(plan, here),
    )


@requires("actions.change_plan", Plan)
@require_http_methods(["GET", "POST"])
def remove_objective(request, plan, objective):
    """Asks whether an objective without actions is to be taken out."""
    objective, noun = objective_of(plan, objective), objective_words(plan)[0]
    return _remove(
        request,
        plan,
        objective,
        noun,
        lambda: plans.remove_objective(objective, by=request.user),
    )


@requires("actions.change_plan", Plan)
@require_http_methods(["GET", "POST"])
def add_action(request, plan, objective):
    """A form for a new action under an objective."""
    objective = objective_of(plan, objective)
    here = _page_of(plan, objective)
    return _edit(
        request,
        ActionForm(_typed(request), user=request.user, objective=objective),
        lambda values: plans.add_action(objective, by=request.user, **values),
        done=lambda action: f"The action is added. {_read(action)}",
        to=lambda action: here,
        page={"title": "Add an action", **_behind(objective, here)},
    )


@requires("actions.change_action", Action)
@require_http_methods(["GET", "POST"])
def change_action(request, action):
    """A form for what is promised: words, lead, by when, and to what end."""
    version, meaning = version_of(action), timescales.in_words(timescales.newest(action))
    form = ActionForm(
        _typed(request),
        user=request.user,
        objective=action.objective,
        instance=action,
        version=version,
        meaning=meaning,
    )
    return _edit(
        request,
        form,
        lambda values: plans.change_action(action, by=request.user, **values),
        done=lambda action: f"The action is saved. {_read(action)}",
        page={"title": "Change the action", "action": action}
        | _behind(action.objective, action.get_absolute_url()),
    )


@requires("actions.change_action", Action)
@require_http_methods(["GET", "POST"])
def set_timescale(request, action):
    """A form for by when, where the words cannot be understood or are understood wrongly."""
    earlier = timescales.earlier(action)
    return _edit(
        request,
        TimescaleForm(_typed(request), newest=earlier[0] if earlier else None),
        lambda values: timescales.set_timescale(action, by=request.user, **values),
        done=lambda row: f"By when is saved: {timescales.in_words(row)}.",
        to=lambda row: action,
        template="actions/set_timescale.html",
        page={
            "title": "By when is it due?",
            "earlier": [(row, timescales.in_words(row)) for row in earlier],
        }
        | _behind(action),
    )


# What the forms share


def _edit(request, form, save, *, done, page, to=None, template="actions/plan_form.html"):
    """Show a form, or save it, say what was done, and go on."""
    if form.is_valid() and (kept := _kept(form, save)):
        messages.success(request, done if isinstance(done, str) else done(kept))
        return redirect(to(kept) if to else kept)
    return render(request, template, {"form": form} | page)


def _kept(form, save):
    """What `save` returns; None if a rule said no, which the form then says beside what was typed."""
    try:
        return save(form.values)
    except ChangedMeanwhile as meanwhile:
        form.take_in(meanwhile.changes, version_of(meanwhile.thing))
        form.add_error(None, meanwhile.sentence)
    except (Refused, ValidationError) as error:
        with refusals_on(form):
            raise error
    return None


def _remove(request, plan, thing, noun, remove):
    page = {
        "title": f"Take this {noun} out?",
        "words": str(thing),
        "form": PortalForm(),
        "button": "Take it out",
        "is_warning": True,
    } | _behind(plan)
    if request.method == "POST":
        remove()
        messages.success(request, f"The {noun} is taken out.")
        return redirect(plan)
    return render(request, "actions/plan_remove.html", page)


def _typed(request):
    return request.POST if request.method == "POST" else None


def _behind(thing, url=None):
    """Where a form came from: the words above its heading, and the way back."""
    return {"caption": str(thing), "back_url": url or thing.get_absolute_url()}


def _page_of(plan, objective):
    return reverse("actions:objective_detail", args=[plan.pk, objective.pk])


def _plans():
    return reverse("actions:plan_list")


def _keeping(user, plan):
    """What a person may do with a plan they see, without asking the database again."""

    def may(permission):
        return user.has_perm(permission) and plan.permits(user, permission)

    moves = Plan.MOVES[plan.status] if may("actions.move_plan") else ()
    return {
        "may_change": plan.is_open and may("actions.change_plan"),
        "moves": [(to, _move_words(plan.status, to)[0]) for to in Plan.Status if to in moves],
    }


def _move_words(start, to):
    if (start, to) == (Plan.Status.CLOSED, Plan.Status.LIVE):
        return "Open the plan again", "The plan is live again.", "It can be changed again."
    if (start, to) == (Plan.Status.ENDORSED, Plan.Status.AGREED):
        return "Take back the endorsement", "The endorsement is taken back.", MOVES[to][2]
    return MOVES[to]


def _read(action):
    """How the words for by when were read."""
    if not action.timescale_raw:
        return ""
    words = timescales.in_words(timescales.newest(action))
    if action.timescale_kind == "unknown":
        return (
            f"No date is understood in “{action.timescale_raw[:100]}”: "
            "set it by hand if there is one."
        )
    return f"We read “{action.timescale_raw[:100]}” as {words}."
