"""How the lists of a plan write what an action is due, who leads it, and what the plan's words are."""

from django import template

from prevent_portal.templatetags.govuk import day, due_in_words, is_late

from ..listing import objective_words

register = template.Library()

#: What stands where a day would, by the kind of timescale.
_WITHOUT_A_DAY = {
    "ongoing": "ongoing",
    "trigger": "when it arises",
    "tbc": "to be agreed",
    "none": "no date",
    "unknown": "no date understood",
    "recurring": "regularly",
}


@register.filter
def due_words(action, on):
    """Say by when: in days while it is to be done, as a day once it is not."""
    if not action.due_on:
        return _WITHOUT_A_DAY.get(action.timescale_kind, "no date")
    if not (action.is_open and action.plan.is_open):
        return day(action.due_on)
    return due_in_words(action.due_on, on)


@register.filter
def action_is_late(action, on):
    """True if it is still to be done and its day has passed."""
    return action.is_open and action.plan.is_open and is_late(action.due_on, on)


@register.filter
def owners(action):
    """Who leads an action: the person, the posts, or those of its objective."""
    person = [action.lead.name] if action.lead else []
    return [*person, *action.leads] or action.objective.leads


@register.filter
def objective_noun(plan):
    """What the plan calls one objective: outcome, duty, requirement, priority."""
    return objective_words(plan)[0]


@register.filter
def objective_nouns(plan):
    """What the plan calls its objectives."""
    return objective_words(plan)[1]


@register.filter
def period(plan):
    """The plan's period: "1 April 2025 to 31 March 2026", or its own words, or nothing."""
    if plan.period_start and plan.period_end:
        return f"{day(plan.period_start)} to {day(plan.period_end)}"
    return plan.period_raw


#: Statuses as the plans themselves give them, for objectives and what was done before.
_SAID = {
    "not_started": "not started",
    "in_progress": "in progress",
    "complete": "complete",
    "ongoing": "ongoing",
    "blocked": "blocked",
    "replaced": "replaced",
    "withdrawn": "withdrawn",
}


@register.filter
def said_status(code):
    """A status that the plan itself gives, in words."""
    return _SAID.get(code, code.replace("_", " "))
