"""Keeping grants, their conditions and payments, and the projects that bids lead to."""

from django.db import transaction
from django.utils import timezone

from prevent_portal import services
from prevent_portal.errors import Refused

from .. import timescale
from ..models import GrantCondition, Project


@transaction.atomic
def keep_condition(condition, *, by, version=None, **values):
    """Save a condition, and read its words for by when; several days make a condition for each.

    Raises Refused if the grant is not the person's to keep, if it is met on a day to come, or if a
    condition that stands is given several days.
    """
    grant = values["grant"]
    _refuse_unless_kept(condition, grant, by)
    _refuse_if_to_come(condition, values.get("met_on"), "met_on")
    meaning = timescale.parse(values.get("due_raw", ""))
    days = list(meaning.dates) if meaning.kind == "dates" else []
    if days and condition.pk:
        raise Refused(
            condition, "Give one day here, and add a condition for each other.", field="due_raw"
        )
    if days and values.get("met_on"):
        raise Refused(
            condition, "Add the conditions first, then say of each what met it.", field="met_on"
        )
    if not days:
        _understand(condition, meaning, start=grant.from_on, last=values.get("met_on"))
        return services.keep_record(condition, by=by, version=version, **values)
    return _one_for_each(days, by, values)


def _one_for_each(days, by, values):
    """A condition for each of several days; the first is returned."""
    kept = []
    for part, day in enumerate(sorted(days), start=1):
        one = GrantCondition(part=part, parts=len(days), due_kind="date", due_on=day)
        words = f"{day.day} {day:%B %Y}"
        kept.append(services.keep_record(one, by=by, **values | {"due_raw": words}))
    return kept[0]


@transaction.atomic
def keep_payment(payment, *, by, version=None, **values):
    """Save a payment. Raises Refused if the grant is not the person's to keep, or the day to come."""
    _refuse_unless_kept(payment, values["grant"], by)
    _refuse_if_to_come(payment, values["on"], "on")
    return services.keep_record(payment, by=by, version=version, **values)


@transaction.atomic
def keep_project(project, *, by, version=None, **values):
    """Save a bid or project, and read its words for by when.

    Raises Refused if its state cannot follow the one it was in.
    """
    before = Project.objects.select_for_update(of=("self",)).filter(pk=project.pk).first()
    state = Project.State(values["state"])
    if before and state != before.state and state not in Project.MOVES[before.state]:
        raise Refused(
            project, f"“{before.get_state_display()}” is not followed by this.", field="state"
        )
    _refuse_if_to_come(project, values.get("delivery_on"), "delivery_on")
    meaning = timescale.parse(values.get("due_raw", ""))
    _understand(project, meaning, start=None, last=values.get("delivery_on"))
    return services.keep_record(project, by=by, version=version, **values)


def _understand(record, meaning, *, start, last):
    record.due_kind = meaning.kind
    record.due_on = timescale.due_on(
        meaning, start=start, last_update_on=last, on=timezone.localdate()
    )


def _refuse_unless_kept(thing, grant, by):
    if not by.has_perm("actions.change_grant", grant):
        raise Refused(thing, "This money is not yours to keep.", field="grant")


def _refuse_if_to_come(thing, day, field):
    if day and day > timezone.localdate():
        raise Refused(thing, "The day is still to come.", field=field)
