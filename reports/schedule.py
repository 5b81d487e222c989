"""Which papers are due when: occasions of schedules, matched with the meetings they go to."""

import datetime
from dataclasses import dataclass

from actions.models import Meeting

from .models import Report

#: How far ahead occasions are looked for: no draft is made longer before.
AHEAD = datetime.timedelta(days=200)


@dataclass(frozen=True)
class Occasion:
    """One time that a paper is due: for which day, at which meeting, and what has become of it."""

    schedule: object
    first: datetime.date
    meeting: object
    report: object

    @property
    def due_on(self):
        """The day of the meeting; of the rhythm where no meeting is planned."""
        return self.meeting.on if self.meeting else self.first

    @property
    def lacks_meeting(self):
        """True if it goes to meetings and none is planned for it."""
        return self.schedule.body_id is not None and self.meeting is None

    @property
    def is_done(self):
        """True once it went out."""
        return self.report is not None and self.report.is_out

    @property
    def steps(self):
        """What must be done by when, backwards from the day: pairs of words and day."""
        each = self.schedule

        def before(days):
            return self.due_on - datetime.timedelta(days=days)

        return (
            ("Draft", before(each.draft_days)),
            ("Comments", before(each.comments_days)),
            ("Legal and finance", before(each.legal_days)),
            ("Out to readers", before(each.publish_days)),
        )


def occasions(schedules, *, until):
    """Every occasion of some schedules up to a day, in the order of their days; in two queries.

    A paper that goes to a body is for its first meeting on or after the day and before the next one.
    """
    schedules = list(schedules)
    bodies = {each.body_id for each in schedules if each.body_id}
    meetings = {}
    for meeting in Meeting.objects.standing().filter(body__in=bodies).order_by("on", "pk"):
        meetings.setdefault(meeting.body_id, []).append(meeting)
    made = {
        (report.schedule_id, report.occasion): report
        for report in Report.objects.filter(schedule__in=schedules).select_related("kind")
    }
    found = []
    for schedule in schedules:
        days = list(schedule.occasions(until=until))
        after = [*days[1:], datetime.date.max]
        for first, following in zip(days, after, strict=True):
            fitting = (m for m in meetings.get(schedule.body_id, ()) if first <= m.on < following)
            report = made.get((schedule.pk, first))
            found.append(Occasion(schedule, first, next(fitting, None), report))
    return sorted(found, key=lambda occasion: (occasion.due_on, occasion.schedule.pk))
