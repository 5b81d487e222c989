"""Asking for a report: which kind, about what, as at which day, for whom."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from actions.models import Plan
from prevent_portal import outbox
from prevent_portal.errors import Refused
from prevent_portal.models import Agency

from ..models import Report, ReportTemplate
from ..models.templates import AUDIENCES, OFFICER
from .making import hold, make_report, save

State = Report.State


@transaction.atomic
def request_report(about, *, by, kind, on, audience=OFFICER, meeting=None, **words):
    """Promise a report on a plan or an agency; a worker makes it. Returns the Report.

    `words` may hold a summary and the decisions sought. Asked for again while it is being made, the
    one being made is returned. Raises Refused if the day has not come or lies before the plan's, if
    the kind is not made for the audience, or if it is not made about such a thing.
    """
    report, is_new = _order(
        about, by=by, kind=kind, on=on, audience=audience, meeting=meeting, **words
    )
    if is_new:
        outbox.put("reports.make", report=report.pk)
    return report


def produce_report(about, *, by, kind, on, audience=OFFICER):
    """Make a report here and now, without a worker. Returns it, ready.

    For commands: each step is a part of one transaction, so nothing half-made stays.
    """
    with transaction.atomic():
        report, _ = _order(about, by=by, kind=kind, on=on, audience=audience, is_fresh=True)
        for _ in make_report(report.pk):
            pass
    return Report.objects.select_related("file", "kind").get(pk=report.pk)


@transaction.atomic
def try_again(report, *, by):
    """Ask again for a report that could not be made, with everything typed for it.

    A draft that people have seen keeps its figures; before that they are gathered anew.
    """
    report = hold(report.pk)
    if report.file_id:
        report.move_to(State.RENDERING)
    else:
        report.move_to(State.REQUESTED)
        report.frozen_sha256, report.frozen, report.known_at = "", None, None
    report.failure = ""
    save(report, by)
    outbox.put("reports.make", report=report.pk)
    return report


def order_version(before, *, by, on=None, changes=""):
    """The next version of a report that went out: the same words, figures gathered anew.

    The caller holds the transaction; a worker is told.
    """
    report, _ = _order(
        before.plan or before.agency,
        by=by,
        kind=before.kind_id,
        on=on or before.on,
        audience=before.audience,
        is_fresh=True,
        meeting=before.meeting,
        summary=before.summary,
        decisions=before.decisions,
        replaces=before,
        changes=changes,
    )
    outbox.put("reports.make", report=report.pk)
    return report


def order_scheduled(schedule, occasion):
    """The report that a schedule asks for on one of its occasions. The caller tells a worker."""
    on = schedule.figures_on(occasion.due_on)
    report, _ = _order(
        schedule.about(on),
        by=None,
        kind=schedule.kind.name,
        on=on,
        audience=schedule.audience,
        is_fresh=True,
        meeting=occasion.meeting,
        schedule=schedule,
        occasion=occasion.first,
    )
    return report


def _order(about, *, by, kind, on, audience, is_fresh=False, **asked):
    about = type(about).objects.select_for_update().get(pk=about.pk)
    template = ReportTemplate.objects.standing().filter(name=kind).first()
    _check(about, template, kind, on, audience)
    subject = {
        "plan": about if isinstance(about, Plan) else None,
        "agency": about if isinstance(about, Agency) else about.agency,
    }
    same = Report.objects.filter(kind=template, on=on, **_same(subject))
    asked |= {"audience": audience}
    if not is_fresh and (waiting := same.being_made().filter(**_same(asked)).first()):
        return waiting, False
    last = same.aggregate(last=Max("version"))["last"] or 0
    report = Report(kind=template, on=on, version=last + 1, requested_by=by, **subject, **asked)
    report.full_clean(
        exclude=["plan", "agency", "kind", "requested_by", "replaces", "meeting", "schedule"]
    )
    save(report, by)
    return report, True


def _same(values):
    return {
        f"{name}__isnull" if value is None else name: True if value is None else value
        for name, value in values.items()
    }


def _check(about, template, kind, on, audience):
    if template is None:
        raise Refused(about, f"The portal makes no report called {kind}.", field="kind")
    if isinstance(about, Plan) != (template.about == ReportTemplate.About.PLAN):
        needed = template.get_about_display().lower()
        raise Refused(about, f"This kind of report is about {needed}: choose one.", field="kind")
    if isinstance(about, Plan) and not template.fits(about):
        raise Refused(
            about,
            f"“{template}” is not made of a plan of this kind ({about.get_kind_display().lower()}).",
            field="kind",
        )
    if on > timezone.localdate():
        raise Refused(about, "The day must be today or in the past.", field="on")
    start = getattr(about, "period_start", None)
    if start and on < start:
        said = f"{start.day} {start:%B %Y}"
        raise Refused(about, f"The plan starts on {said}: choose that day or later.", field="on")
    if audience not in template.audiences:
        allowed = ", ".join(AUDIENCES[name].lower() for name in template.audiences)
        raise Refused(
            about,
            f"This kind of report is not made for them. Choose from: {allowed}.",
            field="audience",
        )
