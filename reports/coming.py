"""The papers that are coming: what must be done by when, what has been, and what is late."""

import datetime
from dataclasses import dataclass

from .models import Report, Schedule
from .schedule import Occasion, occasions

#: How far back what went out is shown, and how far ahead what is due.
BACK, AHEAD = datetime.timedelta(days=92), datetime.timedelta(days=366)
_State = Report.State
#: Once it is with its approver, its writers and those who comment are done with it.
_COMMENTED = (_State.CHECKING, _State.ISSUING, *Report.OUT)


@dataclass(frozen=True)
class Step:
    """One thing to be done for a paper by a day."""

    words: str
    on: datetime.date
    is_done: bool
    is_late: bool


@dataclass(frozen=True)
class Coming:
    """A paper that is coming, or has just been: its steps and what has become of it."""

    occasion: Occasion
    steps: tuple[Step, ...]

    @property
    def late(self):
        """The steps that are late."""
        return [step for step in self.steps if step.is_late]

    @property
    def title(self):
        """What the paper is called."""
        return self.occasion.schedule.kind.title

    @property
    def goes_to(self):
        """The board it goes to, or who reads it."""
        schedule = self.occasion.schedule
        return str(schedule.body) if schedule.body_id else schedule.get_audience_display()

    @property
    def due_words(self):
        """What is meant by the day on which it is due."""
        if self.occasion.lacks_meeting:
            return "No meeting planned"
        return "Meeting" if self.occasion.meeting else "Due"

    @property
    def href(self):
        """Its draft, once it is made; else its schedule."""
        return (self.occasion.report or self.occasion.schedule).get_absolute_url()

    @property
    def state(self):
        """What has become of it, in words."""
        report, draft = self.occasion.report, self.steps[0]
        if report is not None:
            return report.get_state_display()
        if not draft.is_late:
            return "Not begun"
        return self.occasion.schedule.trouble or "The draft has not been made"


def coming(user, *, on, body=None):
    """The papers of the schedules that somebody sees, by day; three queries, one where there is none."""
    schedules = Schedule.objects.visible_to(user).standing()
    if body is not None:
        schedules = schedules.filter(body=body)
    schedules = list(schedules.select_related("kind", "agency", "body").defer("kind__purpose"))
    if not schedules:
        return []
    found = [Coming(each, _steps(each, on)) for each in occasions(schedules, until=on + AHEAD)]
    return [each for each in found if each.occasion.due_on >= on - BACK or _is_begun(each)]


def late(user, *, on):
    """Those of them with a step that is late."""
    return [each for each in coming(user, on=on) if each.late]


def _is_begun(each):
    return each.occasion.report is not None and not each.occasion.is_done


def _steps(occasion, on):
    report = occasion.report
    is_commented = report is not None and report.state in _COMMENTED
    done = (report is not None and report.is_ready, is_commented, is_commented, occasion.is_done)
    return tuple(
        Step(words, day, is_done, is_late=not is_done and day < on)
        for (words, day), is_done in zip(occasion.steps, done, strict=True)
    )
