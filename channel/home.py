"""What Channel puts on somebody's home page: requests they are to answer, and cases that are due."""

import datetime

from django.db.models import Count, F, Q
from django.urls import reverse

from prevent_portal.home import Row

from . import services
from .due_list import records_open
from .models import Case, Clock, InformationRequest
from .models.case import UNSHARED
from .models.rows import DestroyedCases
from .models.together import read_within
from .states import ENDED, Status

#: Days ahead that one's own cases show what will be due.
AHEAD = 14
#: Rows of one kind on a home page; the lists hold the rest.
MOST = 20
#: What a row says of a case, or is chosen by.
_SHOWN = (
    "reference",
    "panel",
    "status",
    "due_on",
    "due_step",
    "share_due_on",
    "police_told_at",
    "not_shared_on",
)


def needs(user, on):
    """Requests addressed to me; cases that I run and that are late or due; agencies that owe an answer."""
    if not services.coordinates(user):
        return _to_answer(user)
    return [*_to_answer(user), *_of_cases(user, on), *_records(on)]


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


def _of_cases(user, on):
    """What is due of the cases that I run, and of requests about them: one statement, which asks once for all cases."""
    is_left = Q(answered_on=None, withdrawn_on=None)
    asked = InformationRequest.objects.values("case").annotate(left=Count("pk", filter=is_left))
    cases = Case.objects.only(*_SHOWN).annotate(about=F("panel__name")).order_by("due_on", "pk")
    owed = InformationRequest.objects.late(on=on).exclude(case__in=DestroyedCases())
    found = read_within(
        Case.objects.run_by(user).only(*_SHOWN),
        {
            "soon": cases.filter(_is_soon(on))[:MOST],
            "answered": cases.filter(
                status=Status.GATHERING, pk__in=asked.filter(left=0).values("case")
            )[:MOST],
            "owed": owed.only("case", "due_on")
            .annotate(reference=F("case__reference"), owes=F("agency__name"))
            .order_by("due_on", "pk")[:MOST],
        },
    )
    return [*_cases(found["soon"], found["answered"]), *map(_owed, found["owed"])]


def _cases(soon, answered):
    """Both are in order, and as many as are shown: so are those of them that are shown."""
    done = {case.pk for case in answered}
    cases = {case.pk: case for case in (*soon, *answered)}.values()
    shown = sorted(cases, key=lambda case: (case.due_on or datetime.date.max, case.pk))[:MOST]
    return [
        Row(
            text=f"{case.reference}: {_what(case, is_answered=case.pk in done)}",
            href=case.get_absolute_url(),
            about=case.about,
            due_on=_when(case),
        )
        for case in shown
    ]


def _is_soon(on):
    """Whose next step is due soon, or which were to be shared with the police by then, whatever came since."""
    until = on + datetime.timedelta(days=AHEAD)
    return ~Q(status__in=ENDED) & Q(due_on__lte=until) | UNSHARED & Q(share_due_on__lte=until)


def _when(case):
    """The day of the next step, or by which the police were to be told, whichever is first."""
    days = [case.due_on, case.share_due_on if case.is_unshared else None]
    return min((day for day in days if day), default=None)


def _what(case, *, is_answered):
    if is_answered:
        return "every agency has answered, go on to the section 36 decision"
    steps = [case.get_due_step_display()] if case.due_step else []
    if case.is_unshared and case.due_step != Clock.Step.SHARE:
        steps.append(Clock.Step.SHARE.label)
    return ", ".join(steps).lower()


def _owed(request):
    return Row(
        text=f"{request.reference}: {request.owes} owes an answer",
        href=reverse("channel:case_detail", args=[request.case_id]),
        about="Channel",
        due_on=request.due_on,
    )
