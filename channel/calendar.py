"""What Channel puts into the calendar: steps of the cases one runs, and answers one owes, by reference."""

from prevent_portal.calendar import Entry

from .models import Case, InformationRequest
from .models.rows import open_cases
from .permissions import Can

CASE, ANSWER = "Channel case due", "Request to answer"


def entries(user, *, start, end):
    """Open cases that one runs, on the day their next step is due; and requests one is to answer."""
    rows = Case.objects.visible_to(user).filter(pk__in=open_cases(Can.COORDINATE)).open()
    for case in rows.filter(due_on__range=(start, end)).order_by("due_on", "pk"):
        yield Entry(
            key=f"channel-case-{case.pk}-{case.due_on:%Y%m%d}",
            on=case.due_on,
            kind=CASE,
            reference=f"{case.reference} due",
            words=f"{case.reference}: {case.get_due_step_display().lower()}",
            href=case.get_absolute_url(),
        )
    asked = InformationRequest.objects.asked_of(user).filter(due_on__range=(start, end))
    for row in asked.order_by("due_on", "pk"):
        yield Entry(
            key=f"channel-request-{row.pk}",
            on=row.due_on,
            kind=ANSWER,
            reference=f"Request {row.pk} due",
            words=f"Answer request {row.pk} for information",
            href=row.get_absolute_url(),
        )
