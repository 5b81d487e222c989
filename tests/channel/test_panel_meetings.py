"""What a panel may decide and who must be there: each statutory rule with its section of the Act (2015)."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from channel import minutes, services
from channel.models import Attendance, Case, CaseEvent, Clearance, Membership, Minute
from channel.permissions import Seats
from channel.states import Status
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from tests import factories

from . import panels
from .meetings import (
    LATER,
    PRESENT,
    TODAY,
    a_meeting,
    adopted,
    attend,
    decide,
    item_of,
    opened,
    to_panel,
)

DAY = datetime.timedelta(days=1)


def status_of(world, case):
    with acting_for(world.chair):
        return Case.objects.get(pk=case.pk).status


def seat_of(world, name):
    with acting_for(world.executive):
        return Membership.objects.get(user=getattr(world, name), panel=world.panel)


def sees(user, case):
    with acting_for(user):
        return Case.objects.visible_to(user).filter(pk=case.pk).exists()


# The agenda


def test_the_agenda_builds_itself_from_what_is_due(world):
    new, review = to_panel(world), adopted(world)
    screened = world.refer(by=world.teacher)
    meeting = a_meeting(world)
    with acting_for(world.chair):
        said = [(item.case_id, item.kind) for item in meeting.items.standing()]

    assert said == [(new.pk, "new"), (review.pk, "review"), (None, "learning")]
    assert screened.pk not in [case for case, _ in said]


def test_what_comes_due_later_waits_for_its_own_meeting(world):
    case = adopted(world)
    with acting_for(world.chair):
        case.due_on = LATER
        case.save()
    meeting = a_meeting(world)
    with acting_for(world.chair):
        assert not meeting.items.filter(case=case).exists()
    later = a_meeting(world, on=LATER)
    with acting_for(world.chair):
        assert later.items.filter(case=case).exists()


def test_the_review_after_closing_is_on_the_agenda(world):
    case = adopted(world)
    with acting_for(world.chair):
        services.move_case(case, Status.CLOSED, by=world.chair, on=TODAY, closed_on=TODAY)
        Case.objects.get(pk=case.pk)
        case = Case.objects.get(pk=case.pk)
        case.due_on, case.due_step = TODAY, "after_6"
        case.save()
    meeting = a_meeting(world)
    with acting_for(world.chair):
        assert meeting.items.get(case=case).kind == "after"
    meeting = attend(world, _open(world, meeting), "chair", "member", "officer_of_police")
    decide(world, meeting, case, decision="no_concern")
    assert status_of(world, case) == Status.CLOSED


def _open(world, meeting):
    with acting_for(world.chair):
        return services.open_meeting(meeting, by=world.chair, on=TODAY)


def test_what_was_taken_off_stays_off_and_can_be_put_back(world):
    case = to_panel(world)
    meeting = a_meeting(world)
    with acting_for(world.chair):
        services.remove_from_agenda(
            item_of(world, meeting, case), by=world.chair, because="not_ready"
        )
        assert services.build_agenda(meeting, by=world.chair) == 0
        services.add_to_agenda(meeting, by=world.chair, case=case)
        with pytest.raises(Refused, match="already"):
            services.add_to_agenda(meeting, by=world.chair, case=case)


def test_a_case_that_the_panel_cannot_decide_on_does_not_come_before_it(world, case):
    meeting = a_meeting(world)
    with acting_for(world.chair), pytest.raises(Refused, match="nothing to decide"):
        services.add_to_agenda(meeting, by=world.chair, case=Case.objects.get(pk=case.pk))


def test_the_order_of_the_agenda_is_the_officers(world):
    first, second = to_panel(world), to_panel(world)
    meeting = a_meeting(world)
    with acting_for(world.coordinator):
        services.move_item(item_of(world, meeting, second), by=world.coordinator, up=True)
        said = list(meeting.items.standing().values_list("case_id", flat=True))
    assert said == [second.pk, first.pk, None]


def test_a_panel_meets_once_at_a_time(world):
    a_meeting(world)
    with pytest.raises(Refused, match="already meets"):
        a_meeting(world)


# Seats of members come with the agenda, and end with the business


def test_the_agenda_seats_the_members_and_the_minutes_unseat_them(world):
    case = to_panel(world)
    assert not sees(world.member, case)
    meeting = opened(world)
    assert sees(world.member, case)
    decide(world, meeting, case, decision="adopt")
    _finish(world, meeting)
    assert not sees(world.member, case)
    assert sees(world.chair, case)


def _finish(world, meeting):
    with acting_for(world.chair):
        for item in meeting.items.standing().filter(case=None):
            services.note_item(item, by=world.chair, notes="", is_done=True)
        return services.finish_meeting(meeting, by=world.chair)


def test_a_member_with_something_to_do_keeps_the_case_until_it_is_done(world):
    case = to_panel(world)
    meeting = opened(world)
    with acting_for(world.chair):
        action = services.add_case_action(
            case, by=world.chair, on=TODAY, words="Ring the school", owner=world.member,
            due_on=TODAY + DAY, minute=item_of(world, meeting, case).minute,
        )  # fmt: skip
    decide(world, meeting, case, decision="adopt")
    _finish(world, meeting)
    assert sees(world.member, case)
    assert not sees(world.officer_of_police, case)
    with acting_for(world.member):
        services.finish_case_action(action, by=world.member, on=TODAY, words="They know")
    assert not sees(world.member, case)
    with acting_for(world.chair), pytest.raises(Refused, match="done already"):
        services.finish_case_action(action, by=world.chair, on=TODAY, words="Twice")


def test_who_has_no_seat_is_given_nothing_to_do(world):
    case = to_panel(world)
    with acting_for(world.chair), pytest.raises(Refused, match="no seat"):
        services.add_case_action(
            case, by=world.chair, on=TODAY, words="x", owner=world.teacher, due_on=TODAY
        )


def test_own_actions_are_ones_own_and_still_to_be_done(world):
    from channel.parts.case_actions import own_actions

    case = to_panel(world)
    with acting_for(world.chair):
        for owner in (world.coordinator, world.chair):
            services.add_case_action(
                case, by=world.chair, on=TODAY, words="Ring", owner=owner, due_on=TODAY
            )
        assert [a.owner_id for a in own_actions(world.chair, TODAY)] == [world.chair.pk]
    with acting_for(world.member):
        assert list(own_actions(world.member, TODAY)) == []


def test_who_declared_a_conflict_is_not_seated_by_a_later_agenda(world):
    case = to_panel(world)
    meeting = a_meeting(world)
    with acting_for(world.member):
        services.declare_conflict(case, by=world.member, on=TODAY)
    with acting_for(world.chair):
        services.remove_from_agenda(item_of(world, meeting, case), by=world.chair, because="later")
        services.add_to_agenda(meeting, by=world.chair, case=case)
    assert not sees(world.member, case)
    assert sees(world.officer_of_police, case)


# Who must be there: section 37


def test_s37_5_the_council_chairs(world):
    case = to_panel(world)
    meeting = opened(world, there=("coordinator", "member", "officer_of_police"))
    with pytest.raises(Refused, match=r"chair or deputy from the council \(section 37\(5\)\)"):
        decide(world, meeting, case, decision="adopt")
    attend(world, meeting, "deputy")
    decide(world, meeting, case, decision="adopt")


def test_s37_5_a_chair_from_elsewhere_does_not_count(world):
    case = to_panel(world)
    world.doctor = world.seated(Seats.DEPUTY, agency=world.health)
    meeting = opened(world, there=("doctor", "coordinator", "officer_of_police"))
    with pytest.raises(Refused, match="section 37\\(5\\)"):
        decide(world, meeting, case, decision="adopt")


def test_s37_1_the_police_are_there(world):
    case = to_panel(world)
    meeting = opened(world, there=("chair", "deputy", "member"))
    with pytest.raises(Refused, match=world.police.name):
        decide(world, meeting, case, decision="adopt")


def test_s37_1_the_council_is_there(world):
    case = to_panel(world)
    world.panel.authority = factories.AgencyFactory(name="The other council", kind="unitary")
    with acting_for(world.chair):
        world.panel.save()
    meeting = opened(world)
    with pytest.raises(Refused, match="The other council"):
        decide(world, meeting, case, decision="adopt")


def test_s37_3_the_force_where_the_person_lives_is_there(world):
    case = to_panel(world)
    force = factories.AgencyFactory(name="Force of the far county", kind="police")
    with acting_for(world.coordinator):
        services.set_lives_in(case, by=world.coordinator, on=TODAY, lives_in=force)
    meeting = opened(world)
    with pytest.raises(Refused, match="Force of the far county"):
        decide(world, meeting, case, decision="adopt")

    visitor = world.user(force, "officer")
    with acting_for(world.chair):
        services.give_seat(
            case, user=visitor, seat=Seats.INVITED, by=world.chair, on=TODAY, until=panels.LATER
        )
        services.take_attendance(meeting, by=world.chair, invited=[(case, visitor, PRESENT)])
    decide(world, meeting, case, decision="adopt")


def test_s37_3_somebody_must_have_said_where_the_person_lives(world):
    case = to_panel(world)
    with acting_for(world.coordinator):
        services.set_lives_in(case, by=world.coordinator, on=TODAY, lives_in=None)
    meeting = opened(world)
    with pytest.raises(Refused, match="nobody has recorded"):
        decide(world, meeting, case, decision="adopt")


def test_s37_who_has_a_conflict_does_not_count_for_that_case(world):
    case, other = to_panel(world), to_panel(world)
    meeting = opened(world)
    with acting_for(world.officer_of_police):
        services.declare_conflict(case, by=world.officer_of_police, on=TODAY)
    with pytest.raises(Refused, match=world.police.name):
        decide(world, meeting, case, decision="adopt")
    decide(world, meeting, other, decision="adopt")


def test_the_panels_own_quorum_counts_seats_and_services(world):
    case = to_panel(world)
    with acting_for(world.chair):
        services.set_quorum(world.panel, by=world.chair, quorum=4, quorum_services=["Housing"])
    meeting = opened(world)
    with pytest.raises(Refused, match=r"Housing; 1 more of the panel’s seats \(it needs 4\)"):
        decide(world, meeting, case, decision="adopt")


def test_a_deputy_fills_the_seat_they_stand_in_for_once(world):
    case = to_panel(world)
    principal = seat_of(world, "member")
    stand_in = world.user(world.health, "panel_member")
    with acting_for(world.chair):
        proposed = services.propose_membership(
            world.panel, user=stand_in, seat=Seats.MEMBER, by=world.chair, deputises_for=principal
        )
    with acting_for(world.deputy):
        services.confirm_membership(proposed, by=world.deputy)
    world.stand_in = stand_in
    with acting_for(world.chair):
        services.set_quorum(world.panel, by=world.chair, quorum=4, quorum_services=[])
    meeting = opened(world, there=("chair", "officer_of_police", "member", "stand_in"))
    with pytest.raises(Refused, match="1 more"):
        decide(world, meeting, case, decision="adopt")
    attend(world, meeting, "member", state=Attendance.State.APOLOGIES)
    attend(world, meeting, "deputy")
    decide(world, meeting, case, decision="adopt")


# What may be decided


def test_adoption_leads_to_consent_and_no_further(world):  # s36(4)(b)
    case = to_panel(world)
    decide(world, opened(world), case, decision="adopt")
    with acting_for(world.chair):
        case = Case.objects.get(pk=case.pk)
        assert (case.status, case.due_step) == (Status.CONSENT_SOUGHT, "consent")
        assert case.first_panel_on == TODAY
        assert case.adopted_on is None
        assert CaseEvent.objects.filter(case=case, kind="decided").count() == 1


@pytest.mark.parametrize("decision", ["not_adopt", "refer"])
def test_s36_6_health_or_social_care_is_considered_where_there_is_no_support(world, decision):
    case = to_panel(world)
    meeting = opened(world)
    with pytest.raises(ValidationError) as refusal:
        decide(world, meeting, case, decision=decision, asked="Early help")
    assert "36(6)" in refusal.value.message_dict["care_considered"][0]
    decide(
        world, meeting, case, decision=decision, asked="Early help",
        care_considered="Considered; adult social care declined.",
    )  # fmt: skip
    assert status_of(world, case) == Status.NOT_ADOPTED


def test_s37_6_it_says_how_it_was_decided_and_who_disagreed(world):
    case = to_panel(world)
    meeting = opened(world)
    for facts, field in (
        ({"how": ""}, "how"),
        ({"how": "majority", "dissent": " "}, "dissent"),
        ({"how": "chair", "dissent": ""}, "dissent"),
        ({"how": "unanimous", "dissent": "Ines, who wants support at once"}, "how"),
        ({"summary": ""}, "summary"),
        ({"risk": ""}, "risk"),
        ({"decision": "keep"}, "decision"),
        ({"decision": "ask", "asked": ""}, "asked"),
        ({"decision": "ask", "asked": "The school", "next_review_on": None}, "next_review_on"),
        ({"decision": "ask", "asked": "The school", "next_review_on": TODAY}, "next_review_on"),
    ):
        with pytest.raises(ValidationError) as refusal:
            decide(world, meeting, case, **({"decision": "adopt", "dissent": ""} | facts))
        assert field in refusal.value.message_dict
    decide(world, meeting, case, decision="adopt", how="majority", dissent="Ines: too soon")
    with acting_for(world.chair):
        assert Minute.objects.get(case=case).dissent == "Ines: too soon"


def test_asking_brings_the_case_back_on_the_day_that_was_said(world):
    case = to_panel(world)
    decide(world, opened(world), case, decision="ask", asked="The school", next_review_on=LATER)
    with acting_for(world.chair):
        case = Case.objects.get(pk=case.pk)
    assert (case.status, case.due_step, case.due_on) == (Status.CONSIDERED, "panel", LATER)


def test_a_review_keeps_the_case_and_sets_the_next_one(world):
    case = adopted(world)
    decide(world, opened(world), case, decision="keep", next_review_on=LATER)
    with acting_for(world.chair):
        case = Case.objects.get(pk=case.pk)
    assert (case.status, case.due_step, case.due_on) == (Status.ADOPTED, "review", LATER)


def test_a_decision_is_recorded_once_while_the_meeting_is_under_way(world):
    case = to_panel(world)
    meeting = a_meeting(world)
    with pytest.raises(Refused, match="under way"):
        decide(world, meeting, case, decision="adopt")
    meeting = attend(world, _open(world, meeting), "chair", "member", "officer_of_police")
    decide(world, meeting, case, decision="adopt")
    with pytest.raises(Refused, match="is recorded"):
        decide(world, meeting, case, decision="adopt")


def test_a_meeting_is_minuted_when_everything_is_dealt_with_and_changes_no_more(world):
    case = to_panel(world)
    meeting = opened(world)
    with acting_for(world.chair), pytest.raises(Refused, match=case.reference):
        services.finish_meeting(meeting, by=world.chair)
    decide(world, meeting, case, decision="adopt")
    meeting = _finish(world, meeting)
    with acting_for(world.chair), pytest.raises(Refused, match="stand"):
        services.build_agenda(meeting, by=world.chair)


def test_a_meeting_does_not_begin_before_its_day(world):
    meeting = a_meeting(world, on=LATER)
    with acting_for(world.chair), pytest.raises(Refused, match="later day"):
        services.open_meeting(meeting, by=world.chair, on=TODAY)


# Visitors


def test_the_chair_agrees_to_a_visitor_who_signed_and_they_get_no_seat(world):
    case = to_panel(world)
    meeting = opened(world)
    given = {"name": "A visitor", "organisation": "A ministry", "purpose": "To learn"}
    with acting_for(world.coordinator), pytest.raises(Refused, match="Only the chair"):
        services.agree_visitor(meeting, by=world.coordinator, on=TODAY, signed_on=TODAY, **given)
    with acting_for(world.chair):
        with pytest.raises(Refused, match="before the meeting"):
            services.agree_visitor(
                meeting, by=world.chair, on=TODAY, signed_on=TODAY + DAY, **given
            )
        seats = case.seats.count()
        services.agree_visitor(meeting, by=world.chair, on=TODAY, signed_on=TODAY, **given)
        assert case.seats.count() == seats


# Appointing


def test_the_last_chair_of_an_open_case_cannot_leave_the_panel(world):
    case = to_panel(world)
    with acting_for(world.deputy):
        services.declare_conflict(case, by=world.deputy, on=TODAY)
    chair = seat_of(world, "chair")
    for who in (world.executive, world.administrator):
        with acting_for(who), pytest.raises(Refused, match="One open case would be left"):
            services.end_membership(chair, by=who)
    with acting_for(world.chair), pytest.raises(Refused, match="cannot end your own seat"):
        services.end_membership(chair, by=world.chair)
    world.seat_on(world.panel, world.user(world.county, "channel_chair"), Seats.DEPUTY)
    with acting_for(world.executive):
        services.end_membership(chair, by=world.executive, because="Left")
    assert not sees(world.chair, case)


def test_nobody_has_two_seats_on_a_panel(world):
    with acting_for(world.administrator), pytest.raises(Refused, match="already has a seat"):
        services.propose_membership(
            world.panel, user=world.member, seat=Seats.CHAIR, by=world.administrator
        )


def test_vetting_is_read_by_the_chair_and_deputy_alone(world):
    row = seat_of(world, "member")
    with acting_for(world.chair):
        services.keep_clearance(row, by=world.chair, vetted_to="SC", signed_on=TODAY)

    def count(user):
        with acting_for(user), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM channel_clearance")
            return cursor.fetchone()[0], Clearance.objects.visible_to(user).count()

    assert count(world.deputy) == (1, 1)
    for who in (world.coordinator, world.member, world.other_chair, world.administrator):
        assert count(who) == (0, 0)


def test_two_chairs_minuting_at_once_lose_no_word(world):
    from prevent_portal.versions import ChangedMeanwhile, version_of

    case = to_panel(world)
    meeting = opened(world)
    with acting_for(world.chair):
        minute = item_of(world, meeting, case).minute
        version = version_of(minute)
        services.save_minute(minute, by=world.chair, version=version, summary="First")
    with acting_for(world.deputy):
        minute = item_of(world, meeting, case).minute
        with pytest.raises(ChangedMeanwhile) as refusal:
            services.save_minute(minute, by=world.deputy, version=version, summary="Second")
        assert [c.now for c in refusal.value.changes] == ["First"]
        services.save_minute(minute, by=world.deputy, version=version, risk="Low")
        minute.refresh_from_db()


def test_raw_sql_of_outsiders_reads_no_row_of_a_meeting(world):
    case = to_panel(world)
    meeting = opened(world)
    decide(world, meeting, case, decision="adopt")
    tables = ["panelmeeting", "agendaitem", "attendance", "minute", "historicalminute"]

    def counts(user):
        with acting_for(user), connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"SELECT count(*) FROM channel_{table}")  # noqa: S608 - ours
                yield cursor.fetchone()[0]

    assert all(counts(world.chair))
    for who in (world.other_chair, world.administrator, world.executive, world.teacher):
        assert list(counts(who)) == [0] * len(tables)


@pytest.mark.parametrize("who", ["other_chair", "administrator", "executive", "teacher", "member"])
def test_the_gates_functions_do_nothing_for_outsiders(world, who):
    case = to_panel(world)
    calls = [
        ("SELECT channel_seat_members(%s)", case.pk, "gives seats"),
        ("SELECT channel_end_business(%s)", case.pk, "not open"),
        ("SELECT channel_unseat_idle(%s)", case.pk, "permission denied"),
    ]
    with acting_for(getattr(world, who)):
        for statement, pk, said in calls:
            with (
                pytest.raises(DatabaseError, match=said),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement, [pk])


def test_who_cannot_see_a_case_does_not_finish_the_meeting_over_it(world):
    case = to_panel(world)
    meeting = opened(world, there=("chair", "member", "officer_of_police"))
    with acting_for(world.deputy):
        services.declare_conflict(case, by=world.deputy, on=TODAY)
        for item in meeting.items.standing().filter(case=None):
            services.note_item(item, by=world.deputy, notes="", is_done=True)
        with pytest.raises(Refused, match="not open to you"):
            services.finish_meeting(meeting, by=world.deputy)
    decide(world, meeting, case, decision="adopt")
    with acting_for(world.deputy):
        services.finish_meeting(meeting, by=world.deputy)
    assert not sees(world.member, case)


def test_what_is_still_to_be_done_is_said_before_a_case_is_closed(world):
    case = to_panel(world)
    with acting_for(world.chair):
        assert services.unfinished(case) == []
        services.add_case_action(
            case, by=world.chair, on=TODAY, words="Ring", owner=world.chair, due_on=TODAY
        )
        (said,) = services.unfinished(case)
    assert world.chair.name in said


def test_attendance_is_counted_by_agency(world):
    case = to_panel(world)
    meeting = opened(world)
    decide(world, meeting, case, decision="adopt")
    meeting = _finish(world, meeting)
    with acting_for(world.member):
        said = dict(minutes.came_by_agency([meeting], world.member))
    assert said == {world.county.name: 1, world.police.name: 1, world.health.name: 1}
