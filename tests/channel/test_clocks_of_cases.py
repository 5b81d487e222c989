"""Every clock ends in somebody's list: the home page, the daily message, the calendar."""

import datetime

import pytest
from django.db import connection

from channel import chasing, home, services
from channel.calendar import entries
from channel.due_list import channel_due, support_due
from channel.models import Membership
from channel.permissions import Seats
from prevent_portal.acting import acting_for
from prevent_portal.models import ChasingRule
from prevent_portal.notices import DUE, ESCALATED, LATE
from prevent_portal.roles import Role

from .panels import DAY
from .supported import ADULT_BORN, adopted, arranged, day

RULE = ChasingRule(due_within_days=7, escalate_after_days=14)
#: The referral came on Monday 2 March 2026; sharing it is due on the next working day.
DUE_ON = datetime.date(2026, 3, 3)


@pytest.fixture
def nurse(world):
    return world.user(world.health, Role.OFFICER)


def ask(world, case, who, **given):
    with acting_for(world.coordinator):
        return services.ask_agency(
            case, by=world.coordinator, on=DAY, answerer=who, asked="Known to you?", **given
        )


def owed(on):
    with acting_for(None):
        return {(each.person, each.kind, each.path) for each in chasing.owed(on, RULE)}


def needs(user, on):
    with acting_for(user):
        return [(row.text, row.due_on) for row in home.needs(user, on)]


def test_the_portal_itself_learns_what_is_due_and_of_whom_as_the_application(world, case):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("portal_app",)
    with acting_for(None):
        rows = channel_due(DUE_ON)
    assert {row.user_id for row in rows} == {
        world.chair.pk, world.deputy.pk, world.coordinator.pk,
    }  # fmt: skip
    assert {(row.reference, row.step, row.due_on) for row in rows} == {
        (case.reference, "share", DUE_ON)
    }
    with acting_for(None):
        assert channel_due(DAY) == []


def test_what_is_due_names_nobody_and_says_nothing_of_a_case(world, case):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM channel_due(%s)", [DUE_ON])
        assert [column.name for column in cursor.description] == [
            "reference", "step", "due_on", "user_id", "seat", "case_id", "request_id",
        ]  # fmt: skip


def test_a_due_case_is_told_to_its_coordinator_and_late_for_long_to_the_chairs_too(world, case):
    path = case.get_absolute_url()
    assert owed(DUE_ON) == {(world.coordinator.pk, DUE, path)}
    assert owed(DUE_ON + datetime.timedelta(days=1)) == {(world.coordinator.pk, LATE, path)}
    assert owed(DUE_ON + datetime.timedelta(days=14)) == {(world.coordinator.pk, LATE, path)}
    assert owed(DUE_ON + datetime.timedelta(days=15)) == {
        (world.coordinator.pk, LATE, path),
        (world.chair.pk, ESCALATED, path),
        (world.deputy.pk, ESCALATED, path),
    }


def test_a_case_without_a_coordinator_is_its_chairs(world, case):
    with acting_for(world.executive):
        membership = Membership.objects.get(user=world.coordinator)
        services.end_membership(membership, by=world.executive)
    path = case.get_absolute_url()
    assert owed(DUE_ON) == {(world.chair.pk, DUE, path), (world.deputy.pk, DUE, path)}


def test_nobody_is_told_of_a_case_that_a_conflict_closed_to_them(world, case):
    with acting_for(world.deputy):
        services.declare_conflict(case, by=world.deputy, on=DAY)
    with acting_for(None):
        assert world.deputy.pk not in {row.user_id for row in channel_due(DUE_ON)}


def test_a_request_is_told_to_who_answers_it_until_it_is_answered(world, case, nurse):
    row = ask(world, case, nurse)
    mine = {(nurse.pk, DUE, row.get_absolute_url())}
    assert {each for each in owed(row.due_on) if each[0] == nurse.pk} == mine
    with acting_for(nurse):
        found, _ = services.to_answer(nurse, row.pk)
        services.answer_request(found, by=nurse, on=DAY, is_nil=True)
    assert not {each for each in owed(row.due_on) if each[0] == nurse.pk}


def test_the_home_page_shows_the_due_cases_of_who_runs_them_by_reference(world, case):
    line = (f"{case.reference}: share a referral with the police", DUE_ON)
    for user in (world.chair, world.deputy, world.coordinator):
        assert needs(user, DAY) == [line]
    for user in (world.member, world.other_chair, world.prevent_lead, world.teacher):
        assert needs(user, DAY) == []
    assert needs(world.chair, DAY - datetime.timedelta(days=14)) == []


def test_the_home_page_of_who_is_asked_shows_the_request_and_no_reference(world, case, nurse):
    row = ask(world, case, nurse)
    assert needs(nurse, DAY) == [(f"Answer request {row.pk} for information", row.due_on)]


def test_late_answers_stand_on_the_home_page_of_who_runs_the_case(world, case, nurse):
    row = ask(world, case, nurse, due_on=DAY)
    later = DAY + datetime.timedelta(days=1)
    line = (f"{case.reference}: {world.health.name} owes an answer", row.due_on)
    assert line in needs(world.coordinator, later)
    assert line not in needs(world.coordinator, DAY)


def test_once_every_agency_has_answered_the_next_step_stands_on_the_home_page(world, case, nurse):
    with acting_for(world.coordinator):
        about = {"by": world.coordinator, "on": DAY}
        services.decide_not_to_share(case, words="They sent it.", **about)
        services.begin_screening(case, **about)
        services.move_case(case, "gathering", **about)
    row = ask(world, case, nurse, due_on=datetime.date(2026, 6, 1))
    assert needs(world.coordinator, DAY) == []
    with acting_for(nurse):
        found, _ = services.to_answer(nurse, row.pk)
        services.answer_request(found, by=nurse, on=DAY, is_nil=True)
    ((text, _),) = needs(world.coordinator, DAY)
    assert "every agency has answered" in text


def test_the_calendar_holds_references_alone(world, case, nurse):
    row = ask(world, case, nurse)
    span = {"start": DAY, "end": datetime.date(2026, 4, 1)}

    def of(user):
        with acting_for(user):
            return [(e.on, e.reference, e.words) for e in entries(user, **span)]

    assert of(world.coordinator) == [
        (DUE_ON, f"{case.reference} due", f"{case.reference}: share a referral with the police")
    ]
    assert of(nurse) == [
        (row.due_on, f"Request {row.pk} due", f"Answer request {row.pk} for information")
    ]
    assert of(world.other_chair) == []


def test_a_new_officer_has_the_due_cases_in_their_list(world, case):
    user = world.user(world.county, Role.CHANNEL_COORDINATOR)
    world.seat_on(world.panel, user, Seats.COORDINATOR)
    assert (user.pk, DUE, case.get_absolute_url()) in owed(DUE_ON)


def test_support_that_nobody_hears_of_is_in_the_message_of_who_runs_the_case(world):
    case = adopted(world, born=ADULT_BORN)
    arranged(world, case)
    path = case.get_absolute_url()
    later = day(60)

    assert (world.coordinator.pk, "late", path) in owed(later)
    with acting_for(None):
        due = {(row.user_id, row.step) for row in support_due(later)}
    assert (world.coordinator.pk, "contact") in due
    assert {user for user, _ in due} == {world.coordinator.pk}
