"""A meeting of the world's panel, and cases that are before it."""

import datetime

from channel import services
from channel.models import Attendance, Case
from channel.states import Status
from prevent_portal.acting import acting_for

TODAY = datetime.date(2026, 3, 18)
TWO = datetime.time(14)
PRESENT = Attendance.State.PRESENT
LATER = datetime.date(2026, 4, 15)

#: The way of a case to the panel.
TO_PANEL = (Status.SCREENING, Status.GATHERING, Status.SECTION_36, Status.TO_PANEL)


def to_panel(world, **referral):
    """A case that was referred to the panel, of somebody who lives in the police's own area."""
    case = world.refer(by=world.teacher, **referral)
    with acting_for(world.coordinator):
        for status in TO_PANEL:
            services.move_case(case, status, by=world.coordinator, on=TODAY)
        services.set_lives_in(case, by=world.coordinator, on=TODAY, lives_in=world.police)
        return Case.objects.get(pk=case.pk)


def adopted(world):
    """A case that the panel has adopted, with consent, and that is due for review."""
    case = to_panel(world)
    with acting_for(world.chair):
        for status in (Status.CONSIDERED, Status.CONSENT_SOUGHT):
            services.move_case(case, status, by=world.chair, on=TODAY)
        services.move_case(
            case, Status.ADOPTED, by=world.chair, on=TODAY, consent_on=TODAY, adopted_on=TODAY
        )
        case = Case.objects.get(pk=case.pk)
        case.due_on = TODAY
        case.save()
    return case


def a_meeting(world, *, on=TODAY, starts_at=TWO):
    """A meeting that is planned; its agenda holds what is due."""
    with acting_for(world.coordinator):
        return services.plan_meeting(world.panel, by=world.coordinator, on=on, starts_at=starts_at)


def opened(world, *, there=("chair", "member", "officer_of_police"), **planned):
    """A meeting that is under way, with the people named there."""
    meeting = a_meeting(world, **planned)
    with acting_for(world.chair):
        meeting = services.open_meeting(meeting, by=world.chair, on=TODAY)
    return attend(world, meeting, *there)


def attend(world, meeting, *there, state=PRESENT):
    """Mark people of the world as there."""
    from channel.models import Membership

    with acting_for(world.chair):
        rows = Membership.objects.in_force().filter(
            panel=world.panel, user__in=[getattr(world, name) for name in there]
        )
        services.take_attendance(
            meeting, by=world.chair, sitting=[(row, state) for row in rows.select_related("user")]
        )
        meeting.refresh_from_db()
    return meeting


def item_of(world, meeting, case):
    """The case's item, to be used under `acting_for` of somebody who may open it."""
    return meeting.items.standing().select_related("minute").get(case=case)


WORDS = {
    "summary": "He speaks of it at school.",
    "risk": "Low, and not rising.",
    "how": "unanimous",
}


def decide(world, meeting, case, *, by=None, **facts):
    """Write the minute of a case and record the decision, as the chair."""
    by = by or world.chair
    with acting_for(by):
        minute = item_of(world, meeting, case).minute
        services.save_minute(minute, by=by, **(WORDS | facts))
        return services.decide(minute, by=by, on=TODAY)
