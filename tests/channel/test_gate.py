"""The database itself keeps a case from whoever has no seat: also from raw SQL, as the application login."""

import datetime

import pytest
from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, connection, transaction

from channel import services
from channel.models import Case, CaseEvent, Membership, NobodyActing, Referral, Subject
from channel.permissions import GRANTS_OF, Can, Seats
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused

from .panels import LATER

TABLES = [
    "channel_case",
    "channel_subject",
    "channel_referral",
    "channel_caseevent",
    "channel_casekey",
]


def raw(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def counts(user):
    with acting_for(user):
        return [raw(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES]  # noqa: S608 - ours


OPEN = ["chair", "deputy", "coordinator"]
SHUT = [
    "member", "officer_of_police", "other_chair", "prevent_lead", "teacher", "administrator", "executive",
]  # fmt: skip


@pytest.mark.parametrize("who", OPEN)
def test_officers_of_the_panel_read_its_cases(world, case, who):
    assert counts(getattr(world, who)) == [1, 1, 1, 1, 1]


@pytest.mark.parametrize("who", SHUT)
def test_nobody_else_reads_a_row_not_even_who_referred(world, case, who):
    assert counts(getattr(world, who)) == [0, 0, 0, 0, 0]


def test_the_portal_itself_reads_no_row(case):
    assert counts(None) == [0, 0, 0, 0, 0]


def test_nothing_set_unsigned_altered_or_expired_reads_no_row(world, case):
    with acting_for(world.chair):
        (signed,) = raw("SELECT current_setting('portal.actor')")[0]
    version, user, expiry, proof = signed.split(".")
    models = apps.get_app_config("channel").get_models()
    about_cases = [
        model._meta.db_table
        for model in models
        if any(field.column == "case_id" for field in model._meta.fields)
    ]
    counted = [f"(SELECT count(*) FROM {table})" for table in about_cases]  # noqa: S608 - ours
    everything = f"SELECT (SELECT count(*) FROM channel_case) + {' + '.join(counted)}"  # noqa: S608
    assert len(about_cases) > 50
    for actor in (
        "",
        f"{user}",
        f"{version}.{user}.{expiry}.",
        f"{version}.{world.coordinator.pk}.{expiry}.{proof}",
        f"{version}.{user}.{int(expiry) + 1}.{proof}",
    ):
        raw("SELECT set_config('portal.actor', %s, true)", actor)
        assert raw(everything) == [(0,)], actor
    raw("SELECT set_config('portal.actor', %s, true)", signed)
    assert raw(everything)[0][0] > 8
    raw("SELECT set_config('portal.actor', '', true)")


@pytest.mark.parametrize("who", SHUT)
def test_nobody_else_writes_a_row(world, case, who):
    user = getattr(world, who)
    with acting_for(user):
        for statement in (
            "UPDATE channel_case SET status = 'screening'",
            "UPDATE channel_subject SET gender_id = NULL",
        ):
            with connection.cursor() as cursor:
                cursor.execute(statement)
                assert cursor.rowcount == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            CaseEvent.objects.create(case=case, kind="noted", on=case.received_on, by=user)


def test_nobody_seats_themselves(world, case):
    for who in SHUT:
        with acting_for(getattr(world, who)):
            for statement in (
                "INSERT INTO channel_seat (case_id, user_id, seat) VALUES (%s, %s, 'chair')",
                "SELECT channel_seat_at(%s, %s, 'invited', now() + '1 day')",
                "SELECT channel_give_seat(%s, %s, 'chair', NULL, NULL)",
            ):
                with pytest.raises(DatabaseError, match="denied|seat"), transaction.atomic():
                    raw(statement, case.pk, getattr(world, who).pk)


def test_a_case_is_filled_in_one_go_by_who_refers_and_by_nobody_after_it(world, case):
    with acting_for(world.teacher):
        assert raw("SELECT channel_open_cases('view_case')") == []
        raw("SELECT set_config('portal.taking_in', %s, true)", f"{case.pk}.{'0' * 64}")
        assert raw("SELECT channel_open_cases('view_case')") == []


def test_the_table_of_grants_is_the_same_in_the_database(world):
    for seat in Seats:
        ((said,),) = raw("SELECT channel_grants_of(%s)", seat)
        assert [f"channel.{name}" for name in said] == list(GRANTS_OF[seat])


def test_a_member_sees_a_case_from_when_they_are_seated_until_they_are_not(world, case):
    with acting_for(world.coordinator):
        services.give_seat(
            case, user=world.member, seat=Seats.MEMBER, by=world.coordinator, on=case.received_on
        )
    assert counts(world.member) == [1, 1, 1, 2, 1]
    with acting_for(world.coordinator):
        services.end_seat(
            case, user=world.member, by=world.coordinator, on=case.received_on, because="Done"
        )
    assert counts(world.member) == [0, 0, 0, 0, 0]


def test_an_observer_sees_the_reference_and_nothing_that_was_said(world, case):
    with acting_for(world.chair):
        services.give_seat(
            case,
            user=world.prevent_lead,
            seat=Seats.OBSERVER,
            by=world.chair,
            on=case.received_on,
            until=LATER,
        )
    # the case and its wrapped key, which opens what is written for observers: no other row is theirs
    assert counts(world.prevent_lead) == [1, 0, 0, 0, 1]


def test_a_seat_ends_by_the_clock_of_the_database(world, case):
    past = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    with acting_for(world.chair):
        services.give_seat(
            case,
            user=world.prevent_lead,
            seat=Seats.INVITED,
            by=world.chair,
            on=case.received_on,
            until=past,
        )
    assert counts(world.prevent_lead) == [0, 0, 0, 0, 0]


def test_a_conflict_closes_the_case_to_who_declares_it_at_once(world, case):
    with acting_for(world.deputy):
        services.declare_conflict(case, by=world.deputy, on=case.received_on)
        assert raw("SELECT count(*) FROM channel_case") == [(0,)]
    assert counts(world.deputy) == [0, 0, 0, 0, 0]
    assert counts(world.chair)[0] == 1


def test_the_last_who_can_chair_a_case_cannot_leave_it_alone(world, case):
    with acting_for(world.deputy):
        services.declare_conflict(case, by=world.deputy, on=case.received_on)
    with acting_for(world.chair):
        with pytest.raises(Refused, match="only person who can chair"):
            services.declare_conflict(case, by=world.chair, on=case.received_on)
        assert raw("SELECT count(*) FROM channel_case") == [(1,)]


def test_leaving_the_portal_or_the_panel_closes_every_case_that_minute(world, case):
    with acting_for(world.executive):
        membership = Membership.objects.get(user=world.chair)
        services.end_membership(membership, by=world.executive, because="Left")
    assert counts(world.chair) == [0, 0, 0, 0, 0]

    world.deputy.is_active = False
    world.deputy.save()
    assert counts(world.deputy) == [0, 0, 0, 0, 0]


def test_a_chair_is_made_by_two_people_neither_of_whom_is_the_chair(world):
    user = world.user(world.county, "channel_chair")
    with acting_for(world.administrator):
        membership = services.propose_membership(
            world.panel, user=user, seat=Seats.DEPUTY, by=world.administrator
        )
        with pytest.raises(Refused, match="somebody else"):
            services.confirm_membership(membership, by=world.administrator)
    for who in (world.coordinator, world.chair, world.prevent_lead):
        with (
            acting_for(who),
            pytest.raises((DatabaseError, ObjectDoesNotExist)),
            transaction.atomic(),
        ):
            services.confirm_membership(membership, by=who)
    with acting_for(world.administrator), pytest.raises(DatabaseError), transaction.atomic():
        raw(
            "UPDATE channel_membership SET confirmed_by_id = %s, confirmed_at = now() WHERE id = %s RETURNING id",
            world.executive.pk,
            membership.pk,
        )


def test_a_new_chair_is_seated_at_every_case_of_the_panel(world, case):
    user = world.user(world.county, "channel_chair")
    world.seat_on(world.panel, user, Seats.DEPUTY)
    with acting_for(user):
        assert user.has_perm(Can.CHAIR, Case.objects.get(pk=case.pk))


def test_rows_are_never_asked_for_on_behalf_of_nobody(case):
    with pytest.raises(NobodyActing):
        list(Case.objects.all())
    with acting_for(None), pytest.raises(NobodyActing):
        Subject.objects.count()


def test_what_was_said_is_sealed_and_opens_for_the_case_alone(world, case):
    ((forenames, concerns),) = _as(
        world.chair,
        "SELECT s.forenames, r.concerns FROM channel_subject s JOIN channel_referral r USING (case_id)",
    )
    assert b"Perpetua" not in bytes(forenames)
    assert b"marmalade" not in bytes(concerns)
    with acting_for(world.chair):
        assert Subject.objects.get(case=case.pk).name == "Perpetua Quillfeather"
        assert (
            Referral.objects.get(case=case.pk).concerns == "Has spoken of a marmalade conspiracy."
        )


def _as(user, statement):
    with acting_for(user):
        return raw(statement)


def test_every_table_of_channel_has_its_policies():
    without = []
    for model in apps.get_app_config("channel").get_models():
        table = model._meta.db_table
        ((secured, policies),) = raw(
            "SELECT c.relrowsecurity, (SELECT count(*) FROM pg_policies p WHERE p.tablename = c.relname)"
            " FROM pg_class c WHERE c.oid = %s::regclass",
            table,
        )
        if not secured or policies < 4:
            without.append(table)

    assert without == []
