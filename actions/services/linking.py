"""What a record is linked to: actions that answer it, evidence that shows it."""

from django.db import transaction

from prevent_portal.errors import Refused

from .plans import add_action

CLOSED = "It is closed. Open it again before you change what is linked to it."


@transaction.atomic
def link(record, field, *, by, ticked, shown):
    """Link what is ticked and unlink what was shown without a tick; all else stays linked.

    Raises Refused if the record is closed.
    """
    record = _held(record)
    linked = getattr(record, field)
    before = set(linked.order_by("pk").values_list("pk", flat=True))
    after = before - {row.pk for row in shown} | {row.pk for row in ticked}
    if after != before:
        record._history_user = by
        linked.set(sorted(after))
    return len(after - before), len(before - after)


@transaction.atomic
def answer_with_action(record, *, by, objective, **promised):
    """Promise a new action under an objective, and link it to the record that it answers.

    Raises Refused if the record or the plan is closed.
    """
    record = _held(record)
    action = add_action(objective, by=by, **promised)
    record._history_user = by
    record.actions.add(action)
    return action


def _held(record):
    record = type(record).objects.select_for_update(of=("self",)).get(pk=record.pk)
    if not record.is_open:
        raise Refused(record, CLOSED)
    return record
