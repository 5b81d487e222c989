"""By when an action is due: the words, what they mean, and the day that follows from it."""

from django.db import transaction
from django.utils import timezone

from prevent_portal.errors import Refused
from prevent_portal.tracked import update_tracked

from .. import timescale
from ..models import Action, Timescale


def newest(action):
    """The timescale that counts for an action, or None where none was ever given."""
    return action.timescales.order_by("-pk").first()


def earlier(action):
    """What was ever given as by when, the newest first; at most the last 20."""
    return list(action.timescales.select_related("set_by").order_by("-pk")[:20])


def in_words(meaning):
    """What was understood: "30 June 2019", "every 3 months", "no date understood"."""
    if meaning is None:
        return "no date given"
    if meaning.kind in ("date", "dates"):
        days = [f"{day.day} {day:%B %Y}" for day in meaning.dates]
        return " and ".join(filter(None, [", ".join(days[:-1]), days[-1]]))
    if meaning.kind == "recurring":
        count, unit = (
            (meaning.every_months, "month") if meaning.every_months else (meaning.every_days, "day")
        )
        return f"every {unit}" if count == 1 else f"every {count} {unit}s"
    label = Timescale.Kind(meaning.kind).label
    return label[:1].lower() + label[1:]


@transaction.atomic
def set_timescale(action, *, by, raw="", meaning=None, on=None):
    """Say by when an action is due: by its words, or by a Meaning that somebody chose by hand.

    The earlier timescales stay. Returns the new one. Raises Refused if the plan is closed.
    """
    on = on or timezone.localdate()
    action = (
        Action.objects.select_for_update(of=("self",))
        .select_related("objective__theme__plan")
        .get(pk=action.pk)
    )
    if not action.plan.is_open:
        raise Refused(action, "This plan is closed. Open it again before you change its dates.")
    row = give_timescale(action, by=by, raw=raw, meaning=meaning, on=on)
    action.version += 1
    action._history_user = by
    action.save()
    return row


def give_timescale(action, *, by, raw="", meaning=None, on):
    """Write the newest timescale of an action that the caller holds and is about to save."""
    meaning = meaning or timescale.parse(raw)
    row = Timescale(
        action=action,
        raw=raw or meaning.raw or "",
        kind=meaning.kind,
        dates=list(meaning.dates),
        every_months=meaning.every_months,
        every_days=meaning.every_days,
        precision=meaning.precision or "",
        set_by=by,
    )
    row.full_clean(exclude=["action", "set_by", "set_at"])
    row.save()
    action.timescale_raw, action.timescale_kind = row.raw, row.kind
    apply_due(action, on=on, newest_row=row)
    return row


def apply_due(action, *, on, newest_row=None):
    """Work out the day by which an action is due, and put it on the action without saving it.

    To be called after a change of `last_update_on`: what recurs is due an interval after that.
    """
    row = newest_row or newest(action)
    action.due_on = row and timescale.due_on(
        row, start=action.plan.period_start, last_update_on=action.last_update_on, on=on
    )


@transaction.atomic
def refresh_due_dates(*, on):
    """Of several dates given for one action, point to the next once one has passed.

    Returns how many actions changed. Safe to repeat.
    """
    passed = list(
        Action.objects.open()
        .filter(timescale_kind="dates", due_on__lt=on)
        .select_related("objective__theme__plan")
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("pk")
    )
    newest_rows = Timescale.objects.filter(action__in=passed).order_by("action_id", "-pk")
    rows = {row.action_id: row for row in newest_rows.distinct("action_id")}
    moved = []
    for action in passed:
        before = action.due_on
        apply_due(action, on=on, newest_row=rows[action.pk])
        if action.due_on != before:
            moved.append(action)
    if moved:
        update_tracked(Action, moved, ["due_on"])
    return len(moved)
