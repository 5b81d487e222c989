"""What is due of papers, and when: backwards from the meeting each is for, step by step."""

from django.urls import reverse

from prevent_portal.calendar import Entry

from .models import Schedule
from .schedule import AHEAD, occasions


def entries(user, *, start, end):
    """Steps of papers that are due and not out yet, on the schedules that somebody sees."""
    if not user.has_perm("reports.view_schedule"):
        return
    schedules = Schedule.objects.visible_to(user).standing().select_related("kind", "agency")
    for occasion in occasions(schedules, until=end + AHEAD):
        if occasion.is_done:
            continue
        report, schedule = occasion.report, occasion.schedule
        href = report.get_absolute_url() if report else reverse("reports:paper_calendar")
        for words, day in occasion.steps:
            is_made = words == "Draft" and report is not None
            if start <= day <= end and not is_made:
                yield Entry(
                    key=f"paper-{schedule.pk}-{occasion.first:%Y%m%d}-{words.split()[0].lower()}",
                    on=day,
                    kind=f"Paper: {words.lower()}",
                    reference=f"Paper {schedule.pk}: {words.lower()}",
                    words=f"{schedule.kind.title}: {words.lower()}",
                    href=href,
                    agency=schedule.agency.name,
                )
