"""Channel in the daily message: how much is late and due, as links, without a name or a reference.

A case is told to its coordinator, and where there is none to its chairs; what has been late for long to
the chairs as well. A request for information is told to who answers it. What is due about support is told
to who owes it, else to who runs the case. That emergency access ends is told to administrators.
"""

import datetime
from collections import defaultdict

from django.urls import reverse

from prevent_portal.models import User
from prevent_portal.notices import DUE, ESCALATED, LATE, Owed

from .due_list import channel_due, glass_ending, records_due, support_due
from .models.glass import ENDS_SOON
from .permissions import CHAIRS, PROPOSES_CHAIRS

_COORDINATOR, _ANSWERER = "coordinator", "answerer"


def owed(on, rule):
    """Each step that is late or due soon, for the person who takes it."""
    until = on + datetime.timedelta(days=rule.due_within_days)
    cases = defaultdict(list)
    for row in channel_due(until):
        if row.seat == _ANSWERER:
            yield Owed(row.user_id, _kind(row, on), row.path)
        else:
            cases[row.case_id].append(row)
    for rows in cases.values():
        yield from _of_case(rows, on, rule)
    for row in support_due(until):
        yield Owed(row.user_id, _kind(row, on), row.path)
    records = defaultdict(list)
    for row in records_due(until):
        if row.step != "retain" or row.seat in CHAIRS:  # only a chair decides how long it is kept
            records[row.case_id, row.step, row.request_id].append(row)
    for rows in records.values():
        yield from _of_case(rows, on, rule)
    yield from _emergency(on)


def _emergency(on):
    """That somebody's emergency access ends within a month, for those who can name them anew."""
    if glass_ending(on, on + datetime.timedelta(days=ENDS_SOON)):
        namers = User.objects.filter(is_active=True, roles__contains=[PROPOSES_CHAIRS])
        for person in namers.order_by("pk"):
            yield Owed(person.pk, DUE, reverse("channel:holder_list"))


def _of_case(rows, on, rule):
    doers = [row for row in rows if row.seat == _COORDINATOR] or rows
    for row in doers:
        yield Owed(row.user_id, _kind(row, on), row.path)
    above = [row for row in rows if row not in doers]
    for row in above:
        if (on - row.due_on).days > rule.escalate_after_days:
            yield Owed(row.user_id, ESCALATED, row.path)


def _kind(row, on):
    return LATE if row.due_on < on else DUE
