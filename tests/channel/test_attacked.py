"""What a hostile reviewer did to come by a case, page by page and by raw SQL: each way is shut."""

import uuid

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from channel import services, tokens
from channel.chasing import owed
from channel.models import (
    AccountChange,
    Case,
    CaseEvent,
    GlassHolder,
    InformationRequest,
    Membership,
    Panel,
    Seat,
    Subject,
    Term,
)
from channel.permissions import Can, Seats
from channel.services import assurance
from prevent_portal import factor, notices, outbox, sealed
from prevent_portal import services as kernel
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import Outbox, User
from prevent_portal.roles import GRANTS, Role

from .meetings import item_of, opened, to_panel
from .panels import DAY, LATER
from .second_factor import set_up
from .test_glass import name, use

NEVER = (
    "denied|row-level|own name|keeps its|only who|may not|one''s own|one's own|to others|who wrote"
    "|only the portal|by hand"
)


def ask(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def can(user, grant="view_case"):
    with acting_for(user):
        return [pk for (pk,) in ask("SELECT channel_open_cases(%s)", grant)]


def refused(statement, *parameters):
    """Run as whoever is acted for; the database says no."""
    with pytest.raises(DatabaseError, match=NEVER), transaction.atomic():
        ask(statement, *parameters)


def change(user, by, **changes):
    given = {"email": user.email, "name": user.name, "job_title": "", "agency": user.agency}
    given |= {"roles": user.roles, "manager": None} | changes
    with acting_for(by):
        kernel.change_user(User.objects.get(pk=user.pk), by=by, **given)


def seat_of(user):
    with acting_for(user):
        return Membership.objects.get(user=user)


def invite(world, case, user, until=LATER):
    with acting_for(world.chair):
        services.give_seat(case, user=user, seat=Seats.INVITED, by=world.chair, on=DAY, until=until)


def told(kind):
    """Who got an e-mail of the only work of this kind, and the words."""
    outbox.deliver(Outbox.objects.get(kind=kind, done_at=None).pk)
    sent, mail.outbox[:] = list(mail.outbox), []
    return {message.to[0] for message in sent}, sent[0].subject + sent[0].body


class TestSeats:
    def test_grants_of_a_seat_that_ended_are_worth_nothing_to_another_seat(self, world, case):
        invite(world, case, world.teacher)
        deputy = world.seat_on(world.panel, world.teacher, Seats.DEPUTY)
        assert can(world.teacher, "chair_case") == [case.pk]
        with acting_for(world.teacher):
            assert Seat.objects.in_force().filter(user=world.teacher).count() == 1
        with acting_for(world.administrator):
            services.end_membership(deputy, by=world.administrator)
        assert can(world.teacher, "observe_case") == []

        invite(world, case, world.teacher)
        assert can(world.teacher, "contribute_case") == [case.pk]
        assert can(world.teacher, "coordinate_case") == []
        with acting_for(world.teacher):
            seen = Case.objects.get(pk=case.pk)
            assert world.teacher.has_perm(Can.CONTRIBUTE, seen)
            assert not world.teacher.has_perm(Can.CHAIR, seen)

    def test_whoever_proposes_a_seat_does_not_take_it(self, world):
        for who in (world.administrator, world.coordinator):
            with acting_for(who):
                with pytest.raises(Refused, match="cannot propose yourself"):
                    services.propose_membership(world.next_door, user=who, seat=Seats.CHAIR, by=who)
                refused(
                    "INSERT INTO channel_membership (panel_id, user_id, seat, speaks_for, proposed_by_id,"
                    " because) VALUES (%s, %s, 'chair', '', %s, '')",
                    world.panel.pk,
                    who.pk,
                    who.pk,
                )

    def test_a_proposal_ends_with_the_address_that_it_was_made_for(self, world):
        user = world.user(world.county, Role.OFFICER)
        with acting_for(world.administrator):
            proposed = services.propose_membership(
                world.panel, user=user, seat=Seats.CHAIR, by=world.administrator
            )
        change(user, world.administrator, email="taken@agency.example")
        with acting_for(world.executive):
            with pytest.raises(Refused, match="has ended"):
                services.confirm_membership(proposed, by=world.executive)
            refused(
                "UPDATE channel_membership SET confirmed_by_id = %s, confirmed_at = now() WHERE id = %s",
                world.executive.pk,
                proposed.pk,
            )

    def test_nobody_is_invited_for_longer_than_some_months(self, client, world, case, settings):
        for until in ("2199-01-01T00:00Z", LATER):
            settings.SEAT_MONTHS = 3
            with pytest.raises(Refused, match="within 3 months"):
                invite(world, case, world.teacher, until)
        client.force_login(world.chair)
        day = {"until_on_0": "1", "until_on_1": "1", "until_on_2": "2199"}
        form = {"user": world.teacher.pk, "seat": "invited"} | day
        form |= {"until_on_day": "1", "until_on_month": "1", "until_on_year": "2199"}
        page = client.post(reverse("channel:give_seat", args=[case.pk]), form).content.decode()
        assert "The last day must be within 3 months" in page

    def test_a_former_officer_is_invited_and_who_invites_is_told_what_was_done(self, world, case):
        with acting_for(world.administrator):
            services.end_membership(seat_of(world.coordinator), by=world.administrator)
        invite(world, case, world.coordinator)
        assert can(world.coordinator, "contribute_case") == [case.pk]

        with pytest.raises(Refused, match="has a seat at this case already"):
            invite(world, case, world.coordinator)
        with acting_for(world.deputy):
            services.declare_conflict(case, by=world.deputy, on=DAY)
        with pytest.raises(Refused, match="conflict of interest"):
            invite(world, case, world.deputy)
        with acting_for(world.chair):
            assert CaseEvent.objects.filter(kind="seated").count() == 1

    def test_an_end_is_never_put_off(self, world):
        seat = seat_of(world.coordinator)
        with acting_for(world.coordinator):
            ask("UPDATE channel_membership SET ends_at = now() + '1 hour' WHERE id = %s", seat.pk)
            for end in (None, "2199-01-01"):
                with pytest.raises(DatabaseError, match="end it"), transaction.atomic():
                    ask("UPDATE channel_membership SET ends_at = %s WHERE id = %s", end, seat.pk)


CHANGES = ["email", "agency", "password", "factor removed", "factor changed", "closed and opened"]


def changed(world, user, what):
    by = world.administrator
    if what == "email":
        change(user, by, email="taken@agency.example")
    elif what == "agency":
        change(user, by, agency=world.police)
    elif what == "closed and opened":
        with acting_for(by):
            kernel.deactivate_user(user, by=by, reason="Left")
            kernel.reactivate_user(user, by=by)
    elif what == "factor removed":
        with acting_for(by):
            kernel.reset_factor(user, by=by, reason="Lost")
    elif what == "factor changed":
        other = set_up(world.user(world.county, Role.OFFICER))
        Authenticator.objects.filter(user=user).update(data=other.data)
    else:
        with acting_for(by):
            fresh = User.objects.get(pk=user.pk)
            fresh.password = make_password("three words more")
            fresh.save()


class TestWhatIsNoSeat:
    def test_emergency_access_and_requests_end_with_whoever_may_be_somebody_else(self, world, case):
        for what in CHANGES:
            with transaction.atomic():
                self._ends(world, case, what)
                transaction.set_rollback(True)

    def _ends(self, world, case, what):
        holder, proposed = (world.user(world.health, Role.OFFICER) for _ in range(2))
        set_up(holder)
        name(world, holder, world.panel)
        with acting_for(world.administrator):
            waits = services.propose_holder(
                world.panel, user=proposed, minutes=9, by=world.administrator
            )
        use(holder, case)
        with acting_for(world.coordinator):
            request = services.ask_agency(
                case, by=world.coordinator, on=DAY, answerer=holder, asked="Known?", name="P. Q."
            )
        assert can(holder) == [case.pk], what

        changed(world, holder, what)

        assert can(holder) == [], what
        holder.refresh_from_db()
        with acting_for(holder):
            with pytest.raises(Refused):
                services.break_glass(case.reference, reason="harm", words="x", by=holder, on=DAY)
            assert services.to_answer(holder, request.pk)[0] is None, what
        with acting_for(world.coordinator):
            row = InformationRequest.objects.get()
            assert row.state == "withdrawn"
            assert row.lapsed_because != ""
        told_of, words = told("tell_of_request")
        assert {world.chair.email, world.deputy.email, world.coordinator.email} == told_of
        assert case.reference not in words
        change(proposed, world.administrator, email="other@agency.example")
        with acting_for(world.executive):
            with pytest.raises(Refused, match="settled already"):
                services.confirm_holder(waits, by=world.executive)
            last = GlassHolder.history.filter(id=waits.pk).order_by("-pk").first()
            assert (last.history_change_reason, last.history_user) == ("Ended", world.administrator)

    def test_who_answers_and_changes_nothing_answers(self, world, case):
        nurse = world.user(world.health, Role.OFFICER)
        with acting_for(world.coordinator):
            request = services.ask_agency(
                case, by=world.coordinator, on=DAY, answerer=nurse, asked="Known?"
            )
        change(nurse, world.administrator, name="Another Name")
        with acting_for(nurse):
            assert services.to_answer(nurse, request.pk)[1] == "open"

    def test_emergency_access_lapses_after_a_year_and_is_chased_before(self, client, world, case):
        holder = world.user(world.county, Role.OFFICER)
        held = name(world, holder, world.panel)
        ((year,),) = _as(
            world.executive,
            "SELECT ends_at - confirmed_at BETWEEN '364 days' AND '3000 days'"
            " AND ends_at < now() + '367 days' FROM channel_glassholder",
        )
        assert year
        with acting_for(world.administrator):
            with pytest.raises(Refused, match="named already"):
                services.propose_holder(
                    world.panel, user=holder, minutes=30, by=world.administrator
                )
            for end in (None, "2199-01-01"):
                with pytest.raises(DatabaseError, match="end it"), transaction.atomic():
                    ask("UPDATE channel_glassholder SET ends_at = %s", end)
            ask("UPDATE channel_glassholder SET ends_at = now() + '20 days'")
            ((today,),) = ask("SELECT current_date")
        client.force_login(world.administrator)
        page = client.get(reverse("channel:holder_list")).content.decode()
        assert "Ends soon" in page
        with acting_for(None):
            found = [each for each in owed(today, notices.rule_on(today) or _Rule)]
            mine = [each.path for each in found if each.person == world.administrator.pk]
            assert mine == [reverse("channel:holder_list")]

        again = name(world, holder, world.panel)
        assert again.pk != held.pk
        with acting_for(world.administrator):
            assert GlassHolder.objects.in_force().get().pk == again.pk
        with acting_for(None):
            assert not [each for each in owed(today, _Rule) if each.path == mine[0]]

        with acting_for(world.administrator):
            ask("UPDATE channel_glassholder SET ends_at = now() + '1 day' WHERE id = %s", again.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            ask("UPDATE channel_accountchange SET until = now()")

    def test_who_has_a_case_open_in_an_emergency_declares_a_conflict(self, client, world, case):
        holder = world.user(world.county, Role.OFFICER)
        name(world, holder, world.panel)
        use(holder, case)
        client.force_login(holder)
        assert "Declare a conflict" in client.get(case.get_absolute_url()).content.decode()
        client.post(reverse("channel:declare_conflict", args=[case.pk]), {"words": "My niece."})

        assert can(holder) == []
        with pytest.raises(Refused, match="named beforehand"):
            use(holder, case)
        with acting_for(world.chair):
            event = CaseEvent.objects.select_related("case__key").get(kind="conflict")
            assert (event.by_id, event.words) == (holder.pk, "My niece.")


class _Rule:
    due_within_days, escalate_after_days = 7, 14


def _as(user, statement, *parameters):
    with acting_for(user):
        return ask(statement, *parameters)


class TestWhoAppoints:
    def test_one_administrator_makes_no_chair_by_accounts_of_their_own(self, world, case):
        by = world.administrator
        given = {"name": "Sock", "job_title": "", "agency": world.county}
        with acting_for(by):
            made = kernel.add_user(
                by=by, email="one@agency.example", roles=[Role.EXECUTIVE], **given
            )
            taker = kernel.add_user(
                by=by, email="two@agency.example", roles=[Role.OFFICER], **given
            )
            seat = services.propose_membership(world.panel, user=taker, seat="chair", by=by)
            holder = services.propose_holder(world.panel, user=taker, minutes=30, by=by)
        to, words = told("tell_of_account")
        assert to == {world.executive.email, *(u.email for u in _chairs(world))}
        assert "one@agency.example" not in words
        for user in (made, self._taken_over(world)):
            with acting_for(user):
                with pytest.raises(Refused, match="You can confirm again from"):
                    services.confirm_membership(seat, by=user)
                with pytest.raises(Refused, match="You can confirm again from"):
                    services.confirm_holder(holder, by=user)
                with pytest.raises(Refused, match="You can confirm again from"):
                    services.certify_membership(seat_of(world.chair), by=user)
                for table in ("membership", "glassholder"):
                    refused(
                        f"UPDATE channel_{table} SET confirmed_by_id = %s, confirmed_at = now()"  # noqa: S608
                        " WHERE user_id = %s",
                        user.pk,
                        taker.pk,
                    )
                refused(
                    "UPDATE channel_membership SET certified_until = now() + '5 months' WHERE id = %s",
                    seat_of(world.chair).pk,
                )

    def _taken_over(self, world):
        change(world.executive, world.administrator, email="taken@agency.example")
        world.executive.refresh_from_db()
        return world.executive

    def test_each_change_by_others_counts_and_ones_own_does_not(self, world, case):
        user = world.executive
        set_up(user)
        for what, why in (
            ("email", "Email address changed"),
            ("password", "Password set by somebody else"),
            ("factor removed", "Second factor removed"),
            ("factor changed", "Second factor changed"),
            ("closed and opened", "Sign-in opened again"),
            ("own password", None),
            ("password by link", None),
        ):
            with transaction.atomic():
                if what in ("own password", "password by link"):
                    with acting_for(user if what == "own password" else None):
                        fresh = User.objects.get(pk=user.pk)
                        fresh.password = make_password("three words more")
                        fresh.save()
                else:
                    changed(world, user, what)
                with acting_for(world.administrator):
                    found = AccountChange.objects.unsettled().filter(user=user).first()
                    assert (found and found.what) == why, what
                    refused("UPDATE channel_accountchange SET until = now()")
                transaction.set_rollback(True)

    def test_a_password_set_by_link_counts_where_no_second_factor_is_asked(self, world, case):
        with acting_for(None):
            fresh = User.objects.get(pk=world.executive.pk)
            fresh.password = make_password("three words more")
            fresh.save()
        with acting_for(world.executive):
            assert AccountChange.objects.unsettled().get().what == "Password set by somebody else"

    def test_before_the_first_referral_a_panel_is_set_up_in_an_afternoon(self, world):
        user = world.user(world.county, Role.EXECUTIVE)
        with acting_for(user):
            assert not AccountChange.objects.unsettled().exists()

    def test_the_last_chair_of_a_case_is_not_taken_away_but_a_sign_in_is_closed(self, world, case):
        with acting_for(world.executive):
            services.end_membership(seat_of(world.deputy), by=world.executive)
        set_up(world.chair)
        for changes in ({"email": "taken@agency.example"}, {"agency": world.health}):
            with pytest.raises(Refused, match="without a chair or deputy"):
                change(world.chair, world.administrator, **changes)
        with acting_for(world.administrator):
            with pytest.raises(Refused, match="without a chair or deputy"):
                kernel.reset_factor(world.chair, by=world.administrator, reason="Lost")
            with pytest.raises(DatabaseError, match="without a chair"), transaction.atomic():
                ask(
                    "UPDATE channel_membership SET ends_at = now() WHERE user_id = %s",
                    world.chair.pk,
                )
            assert world.chair.authenticator_set.count() == 1
            kernel.deactivate_user(world.chair, by=world.administrator, reason="Left")
        assert can(world.chair) == []

    def test_the_other_officers_are_told_at_once_and_the_history_says_who_it_was(self, world, case):
        auditor = world.user(world.county, Role.AUDITOR)
        change(world.chair, world.administrator, email="taken@agency.example")
        to, words = told("tell_of_seat")
        assert to == {world.deputy.email, world.coordinator.email, auditor.email}
        assert world.chair.name not in words
        with acting_for(world.deputy):
            row = seat_of(world.chair).history.order_by("-pk").first()
            assert (row.history_user, row.history_change_reason, row.because) == (
                world.administrator,
                "Suspended",
                "Email address changed",
            )


def _chairs(world):
    return (world.chair, world.deputy, world.other_chair)


class TestTakingIn:
    def test_who_refers_gives_nobody_a_seat(self, world, case):
        by = world.teacher
        with acting_for(by):
            key, named = sealed.new_data_key(), uuid.uuid4()
            version, wrapped = sealed.wrap(key, named)
            ((pk,),) = ask(
                "SELECT id FROM channel_take_in(%s, %s, %s, %s, %s, %s)",
                world.panel.pk, named, wrapped, version, DAY, DAY,
            )  # fmt: skip
            for wanted in ("coordinate_case", "chair_case"):
                assert ask("SELECT channel_open_cases(%s)", wanted) == []
            for statement in (
                "SELECT channel_seat_at(%s, %s, 'invited', now() + '1 day')",
                "SELECT channel_seat_members(%s) WHERE %s > 0",
                "SELECT channel_end_seat(%s, %s, 'x')",
            ):
                refused(statement, pk, world.member.pk)
            for function in ("channel_end_business(%s)",):
                with pytest.raises(DatabaseError, match="not open"), transaction.atomic():
                    ask(f"SELECT {function}", pk)  # noqa: S608 - ours

    def test_nobody_gives_or_ends_a_seat_of_their_own(self, world, case):
        with acting_for(world.coordinator):
            me = world.coordinator.pk
            refused("SELECT channel_seat_at(%s, %s, 'invited', now() + '1 day')", case.pk, me)
            refused("SELECT channel_end_seat(%s, %s, 'x')", case.pk, me)


class TestInWhoseName:
    def test_who_contributes_changes_nothing_of_the_case_itself(self, world, case):
        invite(world, case, world.other_chair)
        with acting_for(world.other_chair):
            for what in ("status = 'closed', closed_on = now()", "due_on = now()"):
                refused(f"UPDATE channel_case SET {what} WHERE id = %s", case.pk)  # noqa: S608
            services.add_note(
                Case.objects.get(pk=case.pk), by=world.other_chair, on=DAY, words="Seen."
            )
            refused(
                'INSERT INTO channel_caseevent (case_id, kind, "on", words, by_id)'
                " VALUES (%s, 'moved', %s, '', %s)",
                case.pk,
                DAY,
                world.chair.pk,
            )
        with acting_for(world.chair):
            for what in (f"panel_id = {world.next_door.pk}", "reference = 'C26-AAAAAA'"):
                refused(f"UPDATE channel_case SET {what} WHERE id = %s", case.pk)  # noqa: S608

    def test_in_an_emergency_nobody_else_loses_a_seat(self, world, case):
        with acting_for(world.chair):
            services.give_seat(case, user=world.member, seat=Seats.MEMBER, by=world.chair, on=DAY)
        holder = world.user(world.county, Role.OFFICER)
        name(world, holder, world.panel)
        use(holder, case)
        with (
            acting_for(holder),
            pytest.raises(DatabaseError, match="not open"),
            transaction.atomic(),
        ):
            ask("SELECT channel_end_business(%s)", case.pk)
        assert can(world.member) == [case.pk]

    def test_a_statement_is_signed_in_ones_own_name(self, world):
        by = world.coordinator
        with acting_for(by):
            made = assurance.begin_statement(world.panel, year=2024, by=by, on=DAY)
            for signer in (world.chair, by):
                refused(
                    "UPDATE channel_assurancestatement SET signed_by_id = %s, signed_on = %s,"
                    " digest = 'x' WHERE id = %s",
                    signer.pk,
                    DAY,
                    made.pk,
                )

    def test_what_is_decided_is_written_in_ones_own_name(self, world):
        case = to_panel(world)
        yes, no = world.chair.pk, world.deputy.pk
        meeting = opened(world)
        with acting_for(world.chair):
            pk = item_of(world, meeting, case).minute.pk
            decided = (
                "UPDATE channel_minute SET decided_at = now(), decided_on = now(), decided_by_id = %s,"
                " decision = 'not_adopt', how = 'unanimous' WHERE id = %s"
            )
            refused(decided, no, pk)
            for table, column in (
                ("correction", "by_id"),
                ("rectification", "by_id"),
                ("release", "by_id"),
                ("rightsrequest", "decided_by_id"),
            ):
                adds = f"INSERT INTO channel_{table} (case_id, {column}) VALUES (%s, %s)"  # noqa: S608
                refused(adds, case.pk, no)
                with pytest.raises(DatabaseError, match="null value"), transaction.atomic():
                    ask(adds, case.pk, yes)

    def test_history_is_written_in_ones_own_name_everywhere(self, world, case):
        with acting_for(world.chair):
            refused(
                "INSERT INTO channel_historicalpanel (id, name, authority_id, police_id, contact,"
                " out_of_hours, quorum, quorum_services, history_date, history_type, history_user_id)"
                " SELECT id, name, authority_id, police_id, contact, out_of_hours, 2, quorum_services,"
                " now(), '~', %s FROM channel_panel WHERE id = %s",
                world.deputy.pk,
                world.panel.pk,
            )
        without = ask(
            "SELECT tablename FROM pg_tables WHERE tablename LIKE 'channel\\_historical%%'"
            " AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgname = 'channel_history_by_who_acts'"
            " AND t.tgrelid = tablename::regclass AND t.tgenabled = 'O')"
        )
        assert without == []

    def test_what_anybody_reads_is_written_by_who_keeps_it(self, world):
        lists = {"panel", "term", "ageband", "clock"}
        published = {"nationalseries", "assurancestandard", "assuranceextent"}
        for who in (None, world.teacher, world.member, world.executive, world.prevent_lead):
            with acting_for(who):
                for table in lists:
                    assert ask(f"UPDATE channel_{table} SET id = id") == 0, (who, table)  # noqa: S608
        for who in (None, world.teacher, world.chair, world.administrator):
            with acting_for(who):
                for table in published:
                    assert ask(f"UPDATE channel_{table} SET id = id") == 0, (who, table)  # noqa: S608
        with acting_for(world.coordinator):
            assert ask("UPDATE channel_term SET id = id") == Term.objects.count()
        for what, permission in (
            ("lists", "channel.keep_panel"),
            ("published", "channel.add_nationalseries"),
        ):
            may = {
                role
                for role in Role
                if _as(world.user(world.county, role), "SELECT channel_keeps(%s)", what)
                == [(True,)]
            }
            assert may == GRANTS[permission], what


class TestTheFactor:
    def test_whoever_appoints_has_to_have_one(self, world):
        for user in (world.administrator, world.executive):
            with acting_for(user):
                assert factor.keeps(user)


def test_what_was_sound_before_still_is(world, case):
    wanted = sorted(tokens.wanted_of("Perpetua", "Quillfeather"))
    with acting_for(world.other_chair):
        assert ask("SELECT * FROM channel_search(%s::bytea[])", wanted) == []
        assert not Panel.objects.visible_to(world.other_chair).filter(pk=world.panel.pk).exists()
        assert not Subject.objects.exists()
