"""How somebody stands under a rule on a day, in one word (domain brief, 2.2)."""

import datetime

from django.db.models import TextChoices

#: In days: what runs out within them is due again soon.
SOON = 90


class State(TextChoices):
    """What a rule finds of somebody on a day."""

    NOT_REQUIRED = "not_required", "Not asked of them"
    IN_GRACE = "in_grace", "Not yet due"
    COMPLIANT = "compliant", "In date"
    DUE_SOON = "due_soon", "In date, due again soon"
    OVERDUE_INITIAL = "overdue_initial", "First training overdue"
    EXPIRED = "expired", "Run out"
    EXEMPT = "exempt", "Exempt"
    AWAY = "away", "Away for long"
    LEFT = "left", "Not in post"


def state_of(*, on, last, due_on, expires_on, apart=None):
    """The State of somebody whom a rule is for; `apart` is why they are not counted, if they are not."""
    if apart:
        return State(apart)
    if last is None:
        return State.OVERDUE_INITIAL if due_on < on else State.IN_GRACE
    if expires_on is None:
        return State.COMPLIANT
    if expires_on < on:
        return State.EXPIRED
    return State.DUE_SOON if expires_on <= on + datetime.timedelta(SOON) else State.COMPLIANT
