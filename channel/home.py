"""What Channel puts on somebody's home page: requests they are to answer, and cases that are due."""

import datetime

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.urls import reverse

from prevent_portal.home import Row

from . import services
from .due_list import records_open
from .models import Case, Clock, InformationRequest
from .models.case import UNSHARED
from .states import ENDED, Status

#: Days ahead that one's own cases show what will be due.
AHEAD = 14
#: Rows of one kind on a home page; the lists hold the rest.
MOST = 20


def needs(user, on):
    """Requests addressed to me; cases that I run and that are late or due; agencies that owe an answer."""
    if not services.coordinates(user):
        return _to_answer(user)
    return [*_to_answer(user), *_cases(user, on), *_owed(user, on), *_records(on)]


def _records(on):
    rows = records_open(on + datetime.timedelta(days=AHEAD))
    return [
        Row(
            text=f"{row.reference}: {row.words}",
            href=row.path,
            about="Channel records",
            due_on=row.due_on,
        )
        for row in rows[:MOST]
    ]


def _to_answer(user):
    rows = InformationRequest.objects.asked_of(user).order_by("due_on", "pk")
    return [
        Row(
            text=f"Answer request {row.pk} for information",
            href=row.get_absolute_url(),
            about="Channel",
            due_on=row.due_on,
        )
        for row in rows[:MOST]
    ]


def _cases(user, on):
    asked = InformationRequest.objects.values("case")
    is_answered = Q(pk__in=asked) & ~Q(pk__in=asked.open()) & Q(status=Status.GATHERING)
    rows = (
        Case.objects.run_by(user)
        .filter(_is_soon(on) | is_answered)
        .annotate(is_answered=ExpressionWrapper(is_answered, output_field=BooleanField()))
        .select_related("panel")
        .order_by("due_on", "pk")
    )
    return [
        Row(
            text=f"{case.reference}: {_what(case)}",
            href=case.get_absolute_url(),
            about=case.panel.name,
            due_on=_when(case),
        )
        for case in rows[:MOST]
    ]


def _is_soon(on):
    """Whose next step is due soon, or which were to be shared with the police by then, whatever came since."""
    until = on + datetime.timedelta(days=AHEAD)
    return ~Q(status__in=ENDED) & Q(due_on__lte=until) | UNSHARED & Q(share_due_on__lte=until)


def _when(case):
    """The day of the next step, or by which the police were to be told, whichever is first."""
    days = [case.due_on, case.share_due_on if case.is_unshared else None]
    return min((day for day in days if day), default=None)


def _what(case):
    if case.is_answered:
        return "every agency has answered, go on to the section 36 decision"
    steps = [case.get_due_step_display()] if case.due_step else []
    if case.is_unshared and case.due_step != Clock.Step.SHARE:
        steps.append(Clock.Step.SHARE.label)
    return ", ".join(steps).lower()


def _owed(user, on):
    rows = (
        InformationRequest.objects.run_by(user)
        .late(on=on)
        .select_related("case", "agency")
        .order_by("due_on", "pk")
    )
    return [
        Row(
            text=f"{row.case.reference}: {row.agency.name} owes an answer",
            href=reverse("channel:case_detail", args=[row.case_id]),
            about="Channel",
            due_on=row.due_on,
        )
        for row in rows[:MOST]
    ]
