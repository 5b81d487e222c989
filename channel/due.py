"""What is due about support in the cases that are open to somebody: references and days, no names."""

import datetime
from dataclasses import dataclass

from .models import Case, ConsentCheck, Intervention, PlanItem
from .states import Status

#: Rows of each kind on the page: whoever has more late than that begins with these.
MOST = 100


@dataclass(frozen=True)
class Due:
    """One thing that is due: in which case, what in general words, and by when."""

    case: Case
    what: str
    due_on: datetime.date


def due_list(user, *, on):
    """Everything due on or before a day in cases open to the user, what is latest first."""
    assess = Case.objects.visible_to(user).filter(status=Status.ADOPTED, assess_due_on__lte=on)
    found = [Due(case, "Assess again", case.assess_due_on) for case in assess[:MOST]]
    for model, open_rows, day, what in (
        (Intervention, {"ended_on": None}, "contact_due_on", "Hear from a provider"),
        (PlanItem, {"done_on": None}, "due_on", "Something of the plan"),
        (ConsentCheck, {"done_on": None}, "due_on", "Look at consent"),
    ):
        rows = model.objects.visible_to(user).filter(**open_rows, **{f"{day}__lte": on})
        rows = rows.select_related("case").order_by(day, "pk")[:MOST]
        found += [Due(row.case, what, getattr(row, day)) for row in rows]
    return sorted(found, key=lambda each: (each.due_on, each.case.pk, each.what))
