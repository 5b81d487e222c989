"""What is said of reports in the daily message: to write, to comment on, to approve, and what was issued."""

import datetime

from django.db.models import Q
from django.urls import reverse

from actions.models import Membership
from prevent_portal.models import AccessRecord, User
from prevent_portal.notices import DUE, LATE, Owed
from prevent_portal.passage import reference_of
from prevent_portal.roles import GRANTS

from .desk import approvers_of
from .models import Report, ReportSection, Reviewer
from .models.report import READS

#: Days within which somebody is told of what was issued to them; a week holds a day of everybody's.
NEWS_DAYS = 7


def owed(on, rule):
    """What writers, reviewers and approvers have to do, and what readers were given and did not open."""
    return [*_to_write(on, rule), *_to_read_through(on, rule), *_to_approve(), *_to_read(on)]


def _kind(due_on, on, rule):
    """Late, due soon, or nothing yet; what has no day is asked for each time."""
    if due_on is None:
        return DUE
    if due_on < on:
        return LATE
    return DUE if due_on <= on + datetime.timedelta(days=rule.due_within_days) else None


def _to_write(on, rule):
    rows = ReportSection.objects.filter(report__state=Report.State.READY, words="")
    rows = rows.filter(writer__is_active=True, is_accepted=False).order_by("pk")
    for pk, writer, write_by in rows.values_list("pk", "writer", "write_by"):
        if kind := _kind(write_by, on, rule):
            yield Owed(writer, kind, reverse("reports:write_section", args=[pk]))


def _to_read_through(on, rule):
    rows = Reviewer.objects.filter(
        ended_at__isnull=True, done_at__isnull=True, user__is_active=True
    ).filter(report__state=Report.State.READY, report__sections__position=1)
    rows = rows.order_by("pk").values_list("report__sections", "user", "comment_by")
    for section, user, comment_by in rows:
        if kind := _kind(comment_by, on, rule):
            yield Owed(user, kind, reverse("reports:section_detail", args=[section]))


def _to_approve():
    reports = Report.objects.filter(state=Report.State.CHECKING).defer("frozen").order_by("pk")
    for report in reports:
        for person in approvers_of(report):
            yield Owed(person.pk, DUE, report.get_absolute_url())


def _to_read(on):
    """Readers by name, by role and of the agency, who have not opened what was issued this week."""
    since = on - datetime.timedelta(days=NEWS_DAYS)
    reports = Report.objects.issued().filter(publication__issued_at__date__gt=since)
    for report in reports.defer("frozen").order_by("pk"):
        opened = AccessRecord.objects.filter(reference=reference_of(report), status=200)
        unread = _readers(report, on).exclude(pk__in=opened.exclude(user=None).values("user"))
        for person in unread.order_by("pk"):
            yield Owed(person.pk, DUE, report.get_absolute_url())


def _readers(report, on):
    roles = sorted(role for role, audiences in READS.items() if report.audience in audiences)
    wanted = Q(agency=report.agency_id, roles__overlap=roles)
    for reader in report.readers.standing():
        if reader.role:
            of_agency = Q(agency=reader.agency_id) if reader.agency_id else Q()
            wanted |= Q(roles__contains=[reader.role]) & of_agency
    seats = Membership.objects.current(on=on).order_by()
    seats = seats.filter(body__in=report.readers.standing().values("body"))
    for people in (
        report.readers.standing().filter(user__isnull=False).values("user"),
        seats.filter(person__isnull=False).values("person"),
        seats.filter(deputy__isnull=False).values("deputy"),
    ):
        wanted |= Q(pk__in=people)
    may_read = sorted(GRANTS["reports.view_report"])
    return User.objects.filter(wanted, is_active=True, roles__overlap=may_read)
