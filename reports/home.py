"""What reports put on somebody's home: what they write, read through and approve, and what was issued.

Those who read papers find the latest one and its figures there.

They also say which papers hold an action, for whoever follows the line of sight.
"""

from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Concat
from django.urls import reverse

from actions.models import Action
from prevent_portal.home import Kind, Panel, Row
from prevent_portal.roles import Role

from .assembly import headlines
from .coming import late
from .models import Report, ReportSection, Reviewer

#: Papers that the news of a home page name.
MOST = 20
#: What a report is about, told from one of its sections.
_SUBJECT_OF_ITS_REPORT = Coalesce("report__plan__title", "report__agency__name")
#: Whose home is the latest report rather than a list of work.
READERS = (Role.EXECUTIVE, Role.ELECTED_MEMBER)


def overview(user, on):
    """The latest report that the reader may see, with its six figures and their change."""
    if not user.has_role(*READERS):
        return []
    reports = (
        Report.objects.visible_to(user)
        .issued()
        .select_related("kind", "plan", "agency", "publication__file")
    )
    report = reports.order_by("-on", "-version").first()
    return [
        Panel(
            "reports/home.html",
            {"report": report, "figures": headlines(report.publication.said) if report else []},
        )
    ]


def kinds(user, on):
    """What somebody is to write, to read through, to work on again, and to approve."""
    if user.has_perm("reports.write_section"):
        yield from _writing(user)
    if user.has_perm("reports.comment_section"):
        yield _reading(user)
    if user.has_perm("reports.approve_report"):
        yield from _approving(user)


def _writing(user):
    sections = ReportSection.objects.to_write(user).filter(is_accepted=False)
    yield Kind(
        sections,
        lambda pk: reverse("reports:write_section", args=[pk]),
        Concat("title", Value("” of "), "report__kind__title"),
        ("write_by",),
        says="Write “{}",
        about=_SUBJECT_OF_ITS_REPORT,
        due_on="write_by",
    )


def _reading(user):
    asked = Reviewer.objects.asked(user).filter(done_at__isnull=True)
    return Kind(
        ReportSection.objects.filter(
            position=1, report__state=Report.State.READY, report__in=asked.values("report")
        ).annotate(comment_by=asked.filter(report=OuterRef("report")).values("comment_by")[:1]),
        lambda pk: reverse("reports:section_detail", args=[pk]),
        "report__kind__title",
        ("comment_by",),
        says="Read through and comment on {}",
        about=_SUBJECT_OF_ITS_REPORT,
        due_on="comment_by",
    )


def _approving(user):
    reports = Report.objects.visible_to(user)
    if not user.has_role(Role.PREVENT_LEAD):
        reports = reports.filter(agency=user.agency_id)
    wrote = ReportSection.objects.written_by(user).filter(report=OuterRef("pk"))
    mine = Q(requested_by=user) | Q(submitted_by=user) | Exists(wrote)
    shown = {"about": Coalesce("plan__title", "agency__name"), "order": ("on",)}
    yield Kind(
        reports.filter(state=Report.State.CHECKING).exclude(mine),
        lambda pk: reverse("reports:approve_report", args=[pk]),
        "kind__title",
        says="Approve {}",
        **shown,
    )
    yield Kind(
        reports.filter(state=Report.State.READY, submitted_by=user).exclude(sent_back_because=""),
        lambda pk: reverse("reports:report_detail", args=[pk]),
        "kind__title",
        says="Sent back: {}",
        **shown,
    )


def news(user, since):
    """What was issued to somebody, and what was withdrawn, lately."""
    if not user.has_perm("reports.view_report"):
        return []
    out = Report.objects.visible_to(user).filter(state__in=Report.OUT)
    lately = Q(publication__issued_at__gte=since) | Q(publication__withdrawn_at__gte=since)
    reports = out.filter(lately).for_list().select_related("kind", "plan", "agency", "publication")
    return [
        Row(
            text=f"{report}, {report.get_state_display().lower()}",
            href=report.get_absolute_url(),
            about=report.subject,
            at=report.publication.withdrawn_at or report.publication.issued_at,
        )
        for report in reports.defer("frozen", "publication__said").order_by("-pk")[:MOST]
    ]


def needs(user, on):
    """Papers with a step that is late, for those who keep their schedules."""
    if not user.has_perm("reports.change_schedule"):
        return []
    return [
        Row(
            text=f"{paper.title}: {step.words.lower()}",
            href=paper.href,
            about=paper.goes_to,
            due_on=step.on,
        )
        for paper in late(user, on=on)
        for step in paper.late[:1]
    ]


def waiting(user, on):
    """Reports that the user asked for and that are not made yet."""
    reports = Report.objects.visible_to(user).being_made().filter(requested_by=user).for_list()
    return [
        Row(text=str(report), href=report.get_absolute_url(), about=report.subject)
        for report in reports
    ]


def shown_in(user, actions):
    """The papers whose frozen figures hold some of the actions: pairs of action and Row."""
    known = Action.history.filter(id=OuterRef("of_action"), history_date__lte=OuterRef("known_at"))
    reports = Report.objects.visible_to(user).ready().for_list().order_by("-on", "-pk")
    reports = reports.filter(plan__themes__objectives__actions__in=actions).annotate(
        of_action=F("plan__themes__objectives__actions")
    )
    return [
        (
            report.of_action,
            Row(text=str(report), href=report.get_absolute_url(), about=report.subject),
        )
        for report in reports.filter(Exists(known))
    ]
