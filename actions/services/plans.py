"""Keeping a plan: making it, changing what stands in it, and taking it from draft to closed."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from prevent_portal.errors import Refused
from prevent_portal.models import Agency
from prevent_portal.roles import Role
from prevent_portal.versions import refuse_if_changed

from ..models import Action, Objective, Plan, Theme
from .timescales import give_timescale

Status = Plan.Status

CLOSED = "This plan is closed. Open it again before you change what stands in it."
#: What closing and opening again must be given a reason for, by (from, to).
NEEDS_REASON = {(start, Status.CLOSED) for start in Status} | {(Status.CLOSED, Status.LIVE)}
#: History keeps a reason in this many characters; a closing reason may be as long as it likes.
LONGEST_REASON = 100


@transaction.atomic
def add_plan(*, by, agency, **values):
    """Make a draft plan for an agency.

    Raises Refused if the kind of plan, or the agency, is not the person's to keep.
    """
    plan = Plan(agency=_hold_agency(agency), **values)
    refuse_unless_keeper(plan, by)
    plan.full_clean()
    _save(plan, by)
    return plan


@transaction.atomic
def change_plan(plan, *, by, version=None, **values):
    """Change a plan's own particulars. Raises ChangedMeanwhile, or Refused if it is closed."""
    plan = _hold_plan(plan)
    _hold_agency(plan.agency)
    refuse_if_changed(plan, version, values)
    _put(plan, values)
    refuse_unless_keeper(plan, by)
    plan.full_clean()
    plan.version += 1
    _save(plan, by)
    return plan


def refuse_move(plan, to):
    """Raise Refused if a plan cannot take a step, before anybody is asked about it."""
    if to not in Plan.MOVES[plan.status]:
        plan.move_to(to)


def reason_for(plan, to):
    """Whether a step needs a reason, and of how many characters at most."""
    longest = None if to == Status.CLOSED else LONGEST_REASON
    return {"needs_reason": (plan.status, to) in NEEDS_REASON, "longest": longest}


@transaction.atomic
def move_plan(plan, *, to, by, reason=""):
    """Take a plan to its next status; closing it and opening it again need a reason."""
    plan = _hold_plan(plan, also_closed=True)
    start = plan.status
    plan.move_to(to)
    if (start, to) in NEEDS_REASON and not reason.strip():
        raise Refused(plan, "Say why.", field="reason")
    if to == Status.LIVE and (plan.period_start is None or plan.period_end is None):
        raise Refused(plan, "Give the plan its period before it goes live.")
    plan.closed_because = reason.strip() if to == Status.CLOSED else ""
    plan._change_reason = reason.strip()[:LONGEST_REASON] or None
    plan.version += 1
    _save(plan, by)
    return plan


# Themes


@transaction.atomic
def add_theme(plan, *, by, place=None, **values):
    """Put a theme into a plan, at a place counted from 0; at the end without one."""
    plan = _hold_plan(plan)
    theme = Theme(plan=plan, position=_end(plan.themes), **values)
    return _add(theme, plan.themes, by, place)


@transaction.atomic
def change_theme(theme, *, by, version=None, place=None, **values):
    """Change a theme's number and words, or where it stands."""
    plan = _hold_plan(theme.plan)
    theme = Theme.objects.get(pk=theme.pk)
    refuse_if_changed(theme, version, values)
    _put(theme, values)
    if theme.title:
        theme.is_implicit = False
    _clean_and_save(theme, by)
    return _stand(theme, plan.themes, by, place)


@transaction.atomic
def remove_theme(theme, *, by):
    """Take out a theme in which nothing ever stood; its history stays."""
    _hold_plan(theme.plan)
    if theme.objectives.exists():
        raise Refused(theme.plan, "This theme is not empty, so it cannot be taken out.")
    theme._history_user = by
    theme.delete()


# Objectives


@transaction.atomic
def add_objective(plan, *, by, theme=None, place=None, **values):
    """Put an objective under a theme; under one without a name if the plan has no themes."""
    plan = _hold_plan(plan)
    theme = theme or plan.themes.order_by("position").last() or _unnamed_theme(plan, by)
    if theme.plan_id != plan.pk:
        raise Refused(plan, "Select a theme of this plan.", field="theme")
    objective = Objective(theme=theme, position=_end(theme.objectives), **values)
    return _add(objective, theme.objectives, by, place)


@transaction.atomic
def change_objective(objective, *, by, version=None, place=None, **values):
    """Change an objective's number, words and notes, or where it stands under its theme."""
    _hold_plan(objective.theme.plan)
    objective = Objective.objects.select_related("theme").get(pk=objective.pk)
    refuse_if_changed(objective, version, values)
    if values.get("ref", objective.ref) != objective.ref:
        objective.ref_is_typed = True
    _put(objective, values)
    _clean_and_save(objective, by)
    return _stand(objective, objective.theme.objectives, by, place)


@transaction.atomic
def remove_objective(objective, *, by):
    """Take out an objective under which nothing ever stood; its history stays."""
    _hold_plan(objective.theme.plan)
    if objective.actions.exists() or objective.previous_actions.exists():
        raise Refused(
            objective.theme.plan, "There are actions under it, so it cannot be taken out."
        )
    objective._history_user = by
    objective.delete()


# Actions


@transaction.atomic
def add_action(objective, *, by, timescale_raw="", agencies=(), place=None, on=None, **values):
    """Promise a new action under an objective; its timescale is read from the words."""
    plan = _hold_plan(objective.theme.plan)
    action = Action(objective=objective, position=_end(objective.actions), **values)
    objective.theme.plan = plan
    _refuse_stranger(action, None, by)
    action = _add(action, objective.actions, by, place)
    action.agencies.set(agencies)
    give_timescale(action, by=by, raw=timescale_raw, on=on or timezone.localdate())
    _save(action, by)
    return action


@transaction.atomic
def change_action(
    action, *, by, version=None, timescale_raw=None, agencies=None, place=None, on=None, **values
):
    """Change what is promised. Other words for by when are read anew; the same words change nothing.

    Raises ChangedMeanwhile if somebody changed the same fields since `version` was read.
    """
    _hold_plan(action.plan)
    action = (
        Action.objects.select_for_update(of=("self",))
        .select_related("objective__theme__plan")
        .get(pk=action.pk)
    )
    fields = [*values, *["agencies"] * (agencies is not None)]
    fields += ["timescale_raw"] * (timescale_raw is not None)
    refuse_if_changed(action, version, fields)
    before = action.lead_id
    _put(action, values)
    _refuse_stranger(action, before, by)
    if agencies is not None:
        action.agencies.set(agencies)
    if timescale_raw is not None and timescale_raw.strip() != action.timescale_raw.strip():
        give_timescale(action, by=by, raw=timescale_raw, on=on or timezone.localdate())
    action.version += 1
    _clean_and_save(action, by)
    return _stand(action, action.objective.actions, by, place)


# What all of them do


def _hold_plan(plan, *, also_closed=False):
    """Lock the plan, so that what stands in it is changed by one person at a time."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if not (also_closed or plan.is_open):
        raise Refused(plan, CLOSED)
    return plan


def _hold_agency(agency):
    """Lock the agency, so that of two plans of one title and period the second finds the first."""
    return Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)


def refuse_unless_keeper(plan, by):
    """Raise Refused unless the plan is the person's to keep; the portal itself keeps any."""
    if by is None or by.has_role(Role.PREVENT_LEAD):
        return
    if plan.agency_id != by.agency_id:
        raise Refused(plan, "You keep the plans of your own agency only.")
    if not plan.permits(by, "actions.change_plan"):
        kind = plan.get_kind_display()
        raise Refused(plan, f"Only the Prevent lead keeps a plan of this kind: {kind}.")


def _refuse_stranger(action, before, by):
    """Whoever is newly named as lead works for the plan's agency, unless the Prevent lead says so."""
    lead = action.lead
    if lead is None or lead.pk == before:
        return
    if not lead.is_active:
        raise Refused(action.plan, f"{lead.name} can no longer sign in.", field="lead")
    if lead.agency_id != action.plan.agency_id and not (by and by.has_role(Role.PREVENT_LEAD)):
        raise Refused(action.plan, "Select somebody of the plan's own agency.", field="lead")


def _unnamed_theme(plan, by):
    return _add(Theme(plan=plan, position=1, is_implicit=True), plan.themes, by, None)


def _put(thing, values):
    for name, value in values.items():
        setattr(thing, name, value)


def _save(thing, by):
    thing._history_user = by
    thing.save()


def _clean_and_save(thing, by):
    thing.full_clean(validate_unique=False, validate_constraints=True)
    _save(thing, by)


def _end(siblings):
    return (siblings.aggregate(last=Max("position"))["last"] or 0) + 1


def _add(thing, siblings, by, place):
    _clean_and_save(thing, by)
    return _stand(thing, siblings, by, place)


def _stand(thing, siblings, by, place):
    """Let a thing stand at a place among its siblings, moving those between by one."""
    if place is None:
        return thing
    others = list(siblings.exclude(pk=thing.pk).order_by("position"))
    wanted = [*others[:place], thing, *others[place:]]
    places = sorted(one.position for one in wanted)
    moves = [(one, to) for one, to in zip(wanted, places, strict=True) if one.position != to]
    earlier = [(one, to) for one, to in moves if to < one.position and one != thing]
    later = [(one, to) for one, to in moves if to > one.position and one != thing]
    if moves:
        # No two may stand at one place, even for a moment: out of the way first, then one by one.
        _put_at(thing, _end(siblings), by)
        for one, to in [*earlier, *reversed(later)]:
            _put_at(one, to, by)
        _put_at(thing, places[wanted.index(thing)], by)
    return thing


def _put_at(thing, position, by):
    thing.position = position
    thing._history_user = by
    thing.save(update_fields=["position"])
