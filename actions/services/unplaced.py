"""A text of an imported file that found no place is put where it belongs, in a plan that stands."""

from django.db import transaction

from prevent_portal.errors import Refused

from .. import placing
from ..models import Action, Objective, Plan, Theme, UnplacedText
from . import plans

State = UnplacedText.State
#: Kind of text -> the field that holds such, the same for objectives and actions.
_FIELDS = {
    "progress": "progress_notes",
    "evidence": "evidence_notes",
    "requirement": "requirements",
}


@transaction.atomic
def place_text(text, *, by, as_=None, under=""):
    """Put a text under a theme, objective or action of its plan, or keep it as the plan's note.

    Without `as_` it goes back among the texts that have no place.
    `under` is as `places_of` writes it. Raises Refused if the text has its place already, the place
    cannot hold it, or the plan is closed.
    """
    plan = Plan.objects.select_for_update().get(pk=text.plan_id)
    text = UnplacedText.objects.select_for_update().get(pk=text.pk)
    if text.state == State.PLACED:
        raise Refused(plan, "This text has been put in its place already.")
    if not plan.is_open:
        raise Refused(plan, plans.CLOSED)
    if as_ in (None, "note"):
        text.state = State.NOTE if as_ else State.UNPLACED
    else:
        _put(text, as_, _thing(plan, under, as_), by)
        text.state = State.PLACED
    text._history_user = by
    text.save()
    return text


def places_of(plan):
    """Every place of a plan, as (place, depth, words): themes, their objectives, their actions."""
    themes = {theme.pk: (theme, []) for theme in plan.themes.order_by("position")}
    objectives = {}
    for each in Objective.objects.filter(theme__plan=plan).order_by("position"):
        objectives[each.pk] = (each, [])
        themes[each.theme_id][1].append(each.pk)
    actions = Action.objects.filter(objective__theme__plan=plan).order_by("position")
    for pk, objective, text in actions.values_list("pk", "objective_id", "text"):
        objectives[objective][1].append((pk, text))
    for theme, own in themes.values():
        yield f"theme-{theme.pk}", 1, "" if theme.is_implicit else str(theme)
        for pk in own:
            yield f"objective-{pk}", 2, str(objectives[pk][0])
            for action, text in objectives[pk][1]:
                yield f"action-{action}", 3, text


def _thing(plan, under, as_):
    """The theme, objective or action that is named, of this plan."""
    model, _, pk = under.partition("-")
    rows = {
        "theme": Theme.objects.filter(plan=plan),
        "objective": Objective.objects.filter(theme__plan=plan).select_related("theme__plan"),
        "action": Action.objects.filter(objective__theme__plan=plan).select_related(
            "objective__theme__plan"
        ),
    }
    depth = {"theme": 1, "objective": 2, "action": 3}.get(model)
    found = rows[model].filter(pk=pk).first() if depth and pk.isdigit() else None
    if found is None:
        raise Refused(plan, "Select a place from the list.", field="under")
    if depth not in placing.HOLDS[as_]:
        raise Refused(plan, placing.WHERE[as_], field="under")
    return found


def _put(text, as_, thing, by):
    words = text.text.strip()
    if isinstance(thing, Theme):
        thing = _objective_of(thing, by)
    if as_ != "action":
        name = _FIELDS[as_]
        change = plans.change_action if isinstance(thing, Action) else plans.change_objective
        change(thing, by=by, **{name: [*getattr(thing, name), words]})
    elif isinstance(thing, Action):
        plans.change_action(thing, by=by, text=f"{thing.text}\n{words}")
    else:
        plans.add_action(thing, by=by, text=words)


def _objective_of(theme, by):
    """The only objective of a theme; one that is made, in the theme's words, where there is none."""
    own = list(theme.objectives.order_by("position")[:2])
    if len(own) > 1:
        raise Refused(theme.plan, placing.SEVERAL, field="under")
    if own:
        return own[0]
    return plans.add_objective(
        theme.plan, by=by, theme=theme, text=theme.title or "Actions", ref_is_typed=False
    )
