"""Meetings and persons referred before, as the statistics count them: numbers of the gate alone."""

import datetime

from channel import counting, services
from channel.measures import Measure
from prevent_portal.acting import acting_for

from .meetings import TODAY, decide, opened, to_panel

YEAR = {"start": TODAY - datetime.timedelta(days=365), "end": TODAY}


def numbers(world):
    found = counting.counts(world.panel, **YEAR).numbers
    return [found[each] for each in (Measure.MEETINGS, Measure.QUORATE, Measure.REPEAT)]


def test_a_meeting_counts_once_it_is_minuted_and_as_quorate_if_the_act_was_met(world):
    case = to_panel(world)
    meeting = opened(world)
    assert numbers(world) == [0, 0, 0]

    decide(world, meeting, case, decision="adopt")
    with acting_for(world.chair):
        for item in meeting.items.standing().filter(case=None):
            services.note_item(item, by=world.chair, notes="", is_done=True)
        services.finish_meeting(meeting, by=world.chair)

    assert numbers(world) == [1, 1, 0]


def test_a_person_known_from_before_counts_once_a_human_has_said_so(world):
    earlier, later = world.refer(by=world.teacher), world.refer(by=world.teacher)
    assert numbers(world)[2] == 0
    with acting_for(world.coordinator):
        later = services.cases.locked(later)
        services.judge_same(
            later, earlier=earlier.reference, is_same=True, by=world.coordinator, on=TODAY
        )

    assert numbers(world)[2] == 1
