"""What a hostile review of Channel found, each as it is now: plain words, lost conflicts, links, counts, keys."""

import datetime
import io

import pytest
from django.db import DatabaseError, connection, transaction

from channel import counting, holdings, services
from channel.models import AgendaItem, CaseEvent, Membership, Seat, Subject
from channel.permissions import Seats
from channel.services import retention, rights
from prevent_portal.acting import acting_for, signed
from prevent_portal.errors import Refused
from prevent_portal.roles import Role

from .meetings import a_meeting, to_panel
from .panels import DAY, LATER
from .walking import adopt


def raw(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def reads(user):
    with acting_for(user):
        return set(Subject.objects.values_list("case", flat=True))


# Free words in plain columns


def test_why_something_came_off_an_agenda_is_a_choice_and_its_words_are_sealed(world):
    case = to_panel(world)
    meeting = a_meeting(world)
    with acting_for(world.chair):
        item = AgendaItem.objects.get(meeting=meeting, case=case)
        with pytest.raises(ValueError, match="is not a valid"):
            services.remove_from_agenda(item, by=world.chair, because="Perpetua is in hospital")
        services.remove_from_agenda(
            item, by=world.chair, because="not_ready", words="Perpetua is in hospital"
        )
        plain = raw("SELECT removed_because FROM channel_agendaitem") + raw(
            "SELECT removed_because FROM channel_historicalagendaitem"
        )
        assert {words for (words,) in plain} == {"", "not_ready"}
        event = CaseEvent.objects.filter(kind="noted").first()
        assert event.words == (
            "Taken off the agenda. Not ready for the panel: Perpetua is in hospital"
        )
        with pytest.raises(DatabaseError, match="by_a_choice"), transaction.atomic():
            raw("UPDATE channel_agendaitem SET removed_because = 'Perpetua'")


def test_why_a_seat_ended_is_a_choice_whatever_is_written(world, case):
    with acting_for(world.chair):
        for user in (world.teacher, world.prevent_lead):
            services.give_seat(
                case, user=user, seat=Seats.INVITED, by=world.chair, on=DAY, until=LATER
            )
        services.end_seat(
            case,
            user=world.teacher,
            by=world.chair,
            on=DAY,
            because="Perpetua’s aunt teaches there",
        )
        assert Seat.objects.get(user=world.teacher).ended_because == Seat.Ending.ENDED
        words = [event.words for event in CaseEvent.objects.filter(kind="unseated")]
        assert words == [f"{world.teacher.name}: Perpetua’s aunt teaches there"]
    with acting_for(world.administrator):
        raw(
            "UPDATE prevent_portal_user SET email = 'other@example.org' WHERE id = %s",
            world.prevent_lead.pk,
        )
    with acting_for(world.chair):
        assert Seat.objects.get(user=world.prevent_lead).ended_because == Seat.Ending.CHANGED


# A conflict is about a person


def conflicted_next_door(world, case):
    """The deputy declares a conflict at a case here, and is deputy of the panel next door as well."""
    world.seat_on(world.next_door, world.deputy, Seats.DEPUTY)
    with acting_for(world.deputy):
        services.declare_conflict(case, by=world.deputy, on=DAY)


def test_a_conflict_follows_a_transfer_to_another_panel(world, case):
    conflicted_next_door(world, case)
    with acting_for(world.chair):
        transfer = services.transfer_case(
            adopt(case, by=world.chair), by=world.chair, on=DAY, because="Moved",
            to_panel=world.next_door,
        )  # fmt: skip
    assert reads(world.deputy) == set()
    assert reads(world.other_chair) == {transfer.to_case_id}
    late = world.seat_on(world.next_door, world.chair, Seats.COORDINATOR)
    assert late.pk
    assert transfer.to_case_id in reads(world.chair)


def test_a_conflict_follows_to_every_referral_judged_to_be_of_the_same_person(world, case):
    later = world.refer(by=world.teacher)
    with acting_for(world.deputy):
        services.declare_conflict(case, by=world.deputy, on=DAY)
    with acting_for(world.coordinator):
        services.declare_conflict(later, by=world.coordinator, on=DAY)
    assert reads(world.deputy) == {later.pk}
    with acting_for(world.chair):
        services.judge_same(later, earlier=case.reference, is_same=True, by=world.chair, on=DAY)
    assert reads(world.deputy) == set()
    assert case.pk not in reads(world.coordinator)
    assert reads(world.chair) == {case.pk, later.pk}
    with acting_for(world.chair):
        lines = CaseEvent.objects.filter(kind=CaseEvent.Kind.FOLLOWED)
        assert {(each.case_id, each.by, each.words) for each in lines} == {
            (later.pk, world.chair, None),
            (case.pk, world.chair, None),
        }


def test_a_conflict_leaves_no_case_without_anybody_to_chair_it(world, case):
    conflicted_next_door(world, case)
    with acting_for(world.administrator):
        seat = world.other_chair
        raw("UPDATE channel_membership SET ends_at = now() WHERE user_id = %s", seat.pk)
    with acting_for(world.chair), pytest.raises(Refused, match="appointed there first"):
        services.transfer_case(
            adopt(case, by=world.chair), by=world.chair, on=DAY, because="Moved",
            to_panel=world.next_door,
        )  # fmt: skip


def same(world, later, earlier):
    with acting_for(world.chair):
        services.judge_same(later, earlier=earlier.reference, is_same=True, by=world.chair, on=DAY)


def test_a_conflict_follows_a_person_through_links_made_before_and_after_it(world, case):
    second, third, fourth = (world.refer(by=world.teacher) for _ in range(3))
    same(world, second, case)
    same(world, third, second)
    with acting_for(world.deputy):
        services.declare_conflict(third, by=world.deputy, on=DAY)
    assert reads(world.deputy) == {fourth.pk}
    with acting_for(world.chair):
        lines = CaseEvent.objects.filter(kind=CaseEvent.Kind.FOLLOWED)
        assert {(each.case_id, each.by) for each in lines} == {
            (case.pk, world.deputy),
            (second.pk, world.deputy),
        }
    same(world, fourth, case)
    assert reads(world.deputy) == set()
    with acting_for(world.chair):
        assert Seat.objects.filter(user=world.deputy, conflict_at=None).count() == 0
        with pytest.raises(Refused, match="only person who can chair"):
            services.declare_conflict(case, by=world.chair, on=DAY)
    assert reads(world.chair) == {case.pk, second.pk, third.pk, fourth.pk}


def test_a_conflict_declared_after_a_transfer_follows_it(world, case):
    world.seat_on(world.next_door, world.deputy, Seats.DEPUTY)
    with acting_for(world.chair):
        transfer = services.transfer_case(
            adopt(case, by=world.chair), by=world.chair, on=DAY, because="Moved",
            to_panel=world.next_door,
        )  # fmt: skip
    assert reads(world.deputy) == {case.pk, transfer.to_case_id}
    with acting_for(world.deputy):
        services.declare_conflict(case, by=world.deputy, on=DAY)
    assert reads(world.deputy) == set()


# Files


def test_a_file_stays_while_a_hold_stands_or_a_request_is_open(world, case):
    took = {"by": world.chair, "on": DAY, "because": "Wrong person"}
    with acting_for(world.chair):
        file = services.attach(case, io.BytesIO(b"words"), name="a.txt", by=world.chair, on=DAY)
        hold = retention.place_hold(case, by=world.chair, on=DAY, why="claim", words="x")
        with pytest.raises(Refused, match="legal hold"):
            services.take_out(file, **took)
        gone = (
            "UPDATE channel_attachment SET content = NULL, removed_at = now(), removed_by_id = %s"
        )
        with pytest.raises(DatabaseError, match="a file stays"), transaction.atomic():
            raw(gone, world.chair.pk)
        retention.lift_hold(hold, by=world.chair, on=DAY, because="x")
        with pytest.raises(DatabaseError, match="taken out once"), transaction.atomic():
            raw(gone, world.deputy.pk)
        asked = {"kind": "access", "asked_by": "person", "asker": "x", "asked": "x"}
        request = rights.record_rights_request(case, by=world.chair, received_on=DAY, **asked)
        with pytest.raises(Refused, match="request of the person"):
            services.take_out(file, **took)
        rights.decide_request(
            request, by=world.chair, on=DAY, decision="withdrawn", because="x", told_on=DAY
        )
        services.take_out(file, **took)
        with pytest.raises(DatabaseError, match="taken out once"), transaction.atomic():
            raw("UPDATE channel_attachment SET removed_at = now()")


def test_names_are_blacked_out_however_they_are_broken_and_spelt():
    words = "Ann  O’Hara came. Ann\nO'Hara left; Hannah stayed."
    assert holdings.blacked_out(words, ["Ann O'Hara"]) == "██████ came. ██████ left; Hannah stayed."


def test_conflicts_are_shared_between_cases_of_one_person_alone(world, case):
    other = world.refer(by=world.teacher)
    for who in (world.chair, world.other_chair):
        with (
            acting_for(who),
            pytest.raises(DatabaseError, match="not of one person"),
            transaction.atomic(),
        ):
            raw("SELECT channel_share_conflicts(%s, %s)", case.pk, other.pk)


# Links between panels


def test_a_referral_is_not_compared_with_another_panels(world, case):
    theirs = world.refer(panel=world.next_door)
    statement = (
        "INSERT INTO channel_sameperson"
        ' (case_id, earlier_id, earlier_reference, is_same, "on", by_id)'
        " VALUES (%s, %s, 'x', true, %s, %s)"
    )
    with (
        acting_for(world.other_chair),
        pytest.raises(DatabaseError, match="another panel"),
        transaction.atomic(),
    ):
        raw(statement, theirs.pk, case.pk, DAY, world.other_chair.pk)


def test_a_meeting_speaks_of_its_own_panels_cases(world, case):
    theirs = world.refer(panel=world.next_door)
    world.seat_on(world.next_door, world.chair, Seats.COORDINATOR)
    meeting = a_meeting(world)
    given = {"meeting": meeting, "kind": "new", "place": 9}
    with acting_for(world.chair):
        for wrong in (
            {"panel": world.panel, "case": theirs},
            {"panel": world.next_door, "case": theirs},
        ):
            with pytest.raises(DatabaseError, match="own panel"), transaction.atomic():
                AgendaItem.objects.create(**given, **wrong)
        AgendaItem.objects.create(**given, panel=world.panel, case=case)
        with pytest.raises(DatabaseError, match="stays with its panel"), transaction.atomic():
            raw("UPDATE channel_panelmeeting SET panel_id = %s", world.next_door.pk)


def test_nobody_ends_their_own_seat_but_asks_another_officer(world, client):
    client.force_login(world.coordinator)
    with acting_for(world.chair):
        seat = Membership.objects.get(user=world.coordinator)
    page = client.post(f"/channel/seats/{seat.pk}/end/", {"because": "Left"}, follow=True)
    assert "You cannot end your own seat." in page.content.decode()


# What answers whom


def test_lists_of_what_is_due_answer_the_portal_alone_and_nobody_who_says_to_be_nobody(world, case):
    elsewhere = world.refer(panel=world.next_door)
    for who in ("chair", "other_chair", "teacher", "administrator"):
        with acting_for(getattr(world, who)):
            for said in ("as itself", "", signed(None), signed(None, is_itself=True)[:-1] + "x"):
                if said != "as itself":
                    raw("SELECT set_config('portal.actor', %s, true)", said)
                for function in ("channel_due", "channel_support_due", "channel_records_due"):
                    assert raw(f"SELECT * FROM {function}('2100-01-01')") == []  # noqa: S608
                assert raw("SELECT channel_account_tells(%s)", world.executive.pk) == []
                assert raw("SELECT channel_seat_tells(id) FROM channel_membership") == []
                if who == "chair":
                    assert raw("SELECT channel_reference(%s)", elsewhere.pk) == [(None,)]
                with (
                    pytest.raises(DatabaseError, match="not for this person"),
                    transaction.atomic(),
                ):
                    raw("SELECT * FROM channel_counts(%s, %s, %s)", DAY, DAY, None)
    with acting_for(None, is_itself=False):
        assert raw("SELECT * FROM channel_due('2100-01-01')") == []
    with acting_for(None):
        assert raw("SELECT * FROM channel_due('2100-01-01')")
        assert raw("SELECT channel_account_tells(%s)", world.executive.pk)
        assert raw("SELECT channel_reference(%s)", elsewhere.pk) == [(elsewhere.reference,)]


def test_numbers_are_for_the_panel_and_for_who_leads(world, case):
    span = {"start": DAY, "end": DAY}
    for who, panel in (
        ("chair", "panel"), ("member", "panel"), ("prevent_lead", "panel"), ("prevent_lead", None),
    ):  # fmt: skip
        with acting_for(getattr(world, who)):
            of = panel and getattr(world, panel)
            assert counting.counts(of, **span).numbers["received"] == 1
    for who, panel in (("chair", "next_door"), ("teacher", "panel"), ("chair", None)):
        with acting_for(getattr(world, who)):
            of = panel and getattr(world, panel)
            with pytest.raises(DatabaseError, match="not for this person"), transaction.atomic():
                counting.counts(of, **span)
    # Who leads is told what the page tells, with small numbers hidden, and nothing by the database.
    refused = pytest.raises(DatabaseError, match="not for this person")
    with acting_for(world.prevent_lead), refused, transaction.atomic():
        raw("SELECT * FROM channel_counts(%s, %s, %s)", DAY, DAY, world.panel.pk)


# Addresses


def test_a_key_too_great_for_any_row_is_not_found(world, client):
    client.force_login(world.chair)
    big = "9" * 20
    for page in (
        "requests/{}/", "cases/{}/", "cases/{}/papers/", "drafts/{}/", "meetings/{}/", "rights/{}/",
        "seats/{}/certify/", "settings/panels/{}/change/", "holds/{}/lift/", "destroyed/{}/",
    ):  # fmt: skip
        answer = client.get("/channel/" + page.format(big))
        assert answer.status_code in (403, 404), page


def test_the_review_of_an_emergency_that_is_over_is_refused_not_broken(world, case, client):
    user = world.user(world.county, Role.OFFICER)
    with acting_for(world.administrator):
        holder = services.propose_holder(world.panel, user=user, minutes=30, by=world.administrator)
    with acting_for(world.executive):
        holder = services.confirm_holder(holder, by=world.executive)
    with acting_for(user):
        glass = services.break_glass(
            case.reference, reason="harm", words="x", by=user, on=datetime.date(2026, 3, 3)
        )
    with acting_for(world.executive):
        services.end_holder(holder, by=world.executive)
    client.force_login(user)
    assert client.get(f"/channel/emergency/{glass.pk}/review/").status_code == 403
