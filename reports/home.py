"""What reports put on somebody's home: for those who read papers, the latest one and its figures."""

from prevent_portal.home import Panel, Row
from prevent_portal.roles import Role

from .assembly import headlines
from .models import Report

#: Whose home is the latest report rather than a list of work.
READERS = (Role.EXECUTIVE, Role.ELECTED_MEMBER)


def overview(user, on):
    """The latest report that the reader may see, with its six figures and their change."""
    if not user.has_role(*READERS):
        return []
    reports = Report.objects.visible_to(user).ready().select_related("plan", "file")
    report = reports.order_by("-on", "-version").first()
    return [
        Panel(
            "reports/home.html",
            {"report": report, "figures": headlines(report.frozen) if report else []},
        )
    ]


def waiting(user, on):
    """Reports that the user asked for and that are not made yet."""
    reports = Report.objects.visible_to(user).being_made().filter(requested_by=user).for_list()
    return [
        Row(text=str(report), href=report.get_absolute_url(), about=report.plan.title)
        for report in reports
    ]
