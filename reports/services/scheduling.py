"""Drafts that make themselves: what a schedule asks for is assembled once, also when it was missed."""

from django.db import transaction

from prevent_portal import outbox
from prevent_portal.errors import Refused
from prevent_portal.tracked import update_tracked

from ..models import Report, Schedule
from ..schedule import AHEAD, occasions
from .asking import order_scheduled


def assemble_due(*, on):
    """Ask for every draft whose day has come and that nobody has asked for yet. Returns how many.

    Each is asked for once, whoever asks and however often; those that came due while the portal was
    down are asked for now, with figures as at the day they were due to speak of.
    """
    schedules = Schedule.objects.standing().select_related("kind", "agency", "body")
    waiting = [
        occasion
        for occasion in occasions(schedules, until=on + AHEAD)
        if occasion.report is None and occasion.schedule.draft_on(occasion.due_on) <= on
    ]
    return sum(_assemble(occasion) for occasion in waiting)


@transaction.atomic
def _assemble(occasion):
    """True if the draft was asked for here; why it cannot be is kept on the schedule."""
    schedule = (
        Schedule.objects.select_for_update(of=("self",))
        .select_related("kind", "agency")
        .get(pk=occasion.schedule.pk)
    )
    if Report.objects.filter(schedule=schedule, occasion=occasion.first).exists():
        return False
    try:
        with transaction.atomic():
            report = order_scheduled(schedule, occasion)
            outbox.put("reports.make", report=report.pk)
    except Refused as refusal:
        _remember(schedule, refusal.sentence)
        return False
    _remember(schedule, "")
    return True


def _remember(schedule, trouble):
    if schedule.trouble != trouble:
        schedule.trouble = trouble
        update_tracked(Schedule, [schedule], ["trouble"])
