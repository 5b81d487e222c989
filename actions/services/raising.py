"""Making an action of what was decided or recommended, and finding back where an action came from."""

from django.apps import apps
from django.db import transaction

from prevent_portal.errors import Refused

from ..models import Objective, Plan
from ..models.raising import RaisesAction
from .plans import add_action


@transaction.atomic
def raise_action(source, *, objective, by, **values):
    """Add an action under an objective, made of a record that raises one; return the action.

    Takes what `add_action` takes. Raises Refused if the record has become an action already, or if
    the plan is closed or not the person's to keep.
    """
    source = type(source).objects.select_for_update(of=("self",)).get(pk=source.pk)
    if source.action_id:
        raise Refused(source, "An action has been made of it already.")
    if not by.has_perm("actions.change_plan", objective.theme.plan):
        raise Refused(source, "This plan is not yours to keep.", field="objective")
    source.action = add_action(objective, by=by, **values)
    source._history_user = by
    source.save()
    return source.action


def plans_to_raise_in(user):
    """The open plans that somebody keeps and that have an objective to put an action under."""
    rows = Plan.objects.visible_to(user).exclude(status=Plan.Status.CLOSED)
    rows = rows.filter(themes__objectives__isnull=False).distinct().select_related("agency")
    rows = rows.order_by(*Plan._meta.ordering)
    return [plan for plan in rows if plan.permits(user, "actions.change_plan")]


def objectives_of(plan):
    """The objectives of a plan in its order, each with its theme and plan."""
    rows = Objective.objects.filter(theme__plan=plan).select_related("theme__plan")
    return rows.order_by("theme__position", "position")


def sources(action, user):
    """The records that an action came from, as far as somebody may see them."""
    models = [model for model in apps.get_models() if issubclass(model, RaisesAction)]
    return [
        source
        for model in models
        if hasattr(model, "history")
        for source in model.objects.visible_to(user).filter(action=action).order_by("pk")
    ]
