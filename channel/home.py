"""What Channel puts on somebody's home page: requests they are to answer, and cases that are due."""

import datetime

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from prevent_portal.home import Row

from . import services
from .due_list import records_open
from .models import Case, InformationRequest
from .models.rows import open_cases
from .permissions import Can
from .states import Status

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
    asked = InformationRequest.objects.filter(case=OuterRef("pk"))
    rows = (
        Case.objects.visible_to(user)
        .filter(pk__in=open_cases(Can.COORDINATE))
        .annotate(
            is_answered=Q(Exists(asked)) & ~Exists(asked.open()) & Q(status=Status.GATHERING),
        )
        .open()
        .filter(Q(due_on__lte=on + datetime.timedelta(days=AHEAD)) | Q(is_answered=True))
        .select_related("panel")
        .order_by("due_on", "pk")
    )
    return [
        Row(
            text=f"{case.reference}: {_what(case)}",
            href=case.get_absolute_url(),
            about=case.panel.name,
            due_on=case.due_on,
        )
        for case in rows[:MOST]
    ]


def _what(case):
    if case.is_answered:
        return "every agency has answered, go on to the section 36 decision"
    return case.get_due_step_display().lower()


def _owed(user, on):
    rows = (
        InformationRequest.objects.visible_to(user)
        .filter(case__in=open_cases(Can.COORDINATE))
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
