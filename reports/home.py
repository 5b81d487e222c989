"""What reports put on somebody's home: for those who read papers, the latest one and its figures.

They also say which papers hold an action, for whoever follows the line of sight.
"""

from django.db.models import Exists, F, OuterRef

from actions.models import Action
from prevent_portal.home import Panel, Row
from prevent_portal.roles import Role

from .assembly import headlines
from .coming import late
from .models import Report

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
            {"report": report, "figures": headlines(report.said) if report else []},
        )
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
