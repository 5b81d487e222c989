"""Seats rest, lapse and end by themselves: the database sees to it, whatever page or command it was."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, connection, transaction

from channel import services
from channel.models import Case, Membership
from channel.permissions import Seats
from prevent_portal import services as kernel
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import CalendarAddress, User
from tests.factories import AgencyFactory

from .panels import DAY, LATER
from .second_factor import set_up

#: Of the list of seats to vouch for, its access record and its session.
QUERIES = 13


def sees(user):
    with acting_for(user):
        return Case.objects.visible_to(user).count()


def seat_of(user):
    with acting_for(user):
        return Membership.objects.get(user=user)


def as_owner(statement, *parameters):
    """Move a row as no page can."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def change(user, by, **changes):
    given = {"email": user.email, "name": user.name, "job_title": "", "agency": user.agency}
    given |= {"roles": user.roles, "manager": None} | changes
    with acting_for(by):
        kernel.change_user(user, by=by, **given)


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ({"email": "somebody.else@agency.example"}, "Email address changed"),
        ({"name": "A new name"}, ""),
    ],
)
def test_an_administrator_who_changes_an_address_makes_the_seat_rest(world, case, what, why):
    change(world.coordinator, world.administrator, **what)

    assert seat_of(world.coordinator).because == why
    assert sees(world.coordinator) == (0 if why else 1)


def test_an_address_that_only_changes_its_capitals_is_the_same(world, case):
    change(world.coordinator, world.administrator, email=world.coordinator.email.upper())

    assert sees(world.coordinator) == 1


def test_a_password_set_by_somebody_else_makes_the_seat_rest_and_ones_own_does_not(world, case):
    for by, left in ((world.coordinator, 1), (None, 1), (world.administrator, 0)):
        with acting_for(by):
            user = User.objects.get(pk=world.coordinator.pk)
            user.password = make_password(f"three words {by and by.pk}")
            user.save()
        assert sees(world.coordinator) == left, by

    assert seat_of(world.coordinator).because == "Password set by somebody else"


def test_a_second_factor_that_goes_makes_the_seat_rest(world, case):
    set_up(world.coordinator)
    assert sees(world.coordinator) == 1  # setting one up for the first time changes nothing

    with acting_for(world.administrator):
        kernel.reset_factor(world.coordinator, by=world.administrator, reason="Lost phone")

    assert sees(world.coordinator) == 0
    assert seat_of(world.coordinator).because == "Second factor removed"


def test_a_secret_put_in_place_of_another_makes_the_seat_rest(world, case):
    mine, theirs = set_up(world.teacher), set_up(world.coordinator)
    Authenticator.objects.filter(pk=theirs.pk).update(last_used_at="2026-03-18T12:00Z")
    assert sees(world.coordinator) == 1

    Authenticator.objects.filter(pk=theirs.pk).update(data=mine.data)

    assert sees(world.coordinator) == 0
    assert seat_of(world.coordinator).because == "Second factor changed"


def test_what_somebody_was_given_at_one_case_ends_with_their_factor(world, case):
    invited = world.user(world.health, "officer")
    set_up(invited)
    with acting_for(world.chair):
        services.give_seat(
            case, user=invited, seat=Seats.INVITED, until=LATER, by=world.chair, on=DAY
        )
    assert sees(invited) == 1

    Authenticator.objects.filter(user=invited).delete()

    assert sees(invited) == 0


def rest(world, who):
    change(getattr(world, who), world.administrator, email=f"new.{who}@agency.example")
    return seat_of(getattr(world, who))


def test_another_chair_confirms_a_seat_that_rests(world, case):
    seat = rest(world, "chair")
    with acting_for(world.deputy):
        services.lift_suspension(seat, by=world.deputy)

    assert sees(world.chair) == 1
    with acting_for(world.chair):
        told = [
            (row.history_change_reason, row.suspended_at is None)
            for row in seat.history.order_by("-pk")[:2]
        ]
    assert told == [("Confirmed again", True), ("Suspended", False)]


@pytest.mark.parametrize("who", ["chair", "coordinator", "other_chair", "executive"])
def test_nobody_else_does(world, case, who):
    seat, by = rest(world, "chair"), getattr(world, who)
    with acting_for(by), pytest.raises(Refused):
        services.lift_suspension(seat, by=by)
    with acting_for(by), transaction.atomic():
        try:
            with transaction.atomic():
                as_owner("UPDATE channel_membership SET suspended_at = NULL WHERE id = %s", seat.pk)
        except DatabaseError as error:
            assert "may not vouch" in str(error)  # noqa: PT017 - the others change no row at all

    assert sees(world.chair) == 0


def test_a_seat_that_does_not_rest_is_not_confirmed_again(world):
    with acting_for(world.chair), pytest.raises(Refused, match="not suspended"):
        services.lift_suspension(seat_of(world.deputy), by=world.chair)


def test_leaving_ends_every_seat_at_once_and_coming_back_opens_none(world, case):
    with acting_for(world.administrator):
        kernel.deactivate_user(world.coordinator, by=world.administrator, reason="Left")
    assert seat_of(world.coordinator).because == "Sign-in closed"
    with acting_for(world.administrator):
        kernel.reactivate_user(world.coordinator, by=world.administrator)

    assert sees(world.coordinator) == 0
    assert seat_of(world.coordinator).ends_at is not None


def test_moving_to_another_agency_ends_every_seat_session_and_calendar_address(client, world, case):
    client.force_login(world.coordinator)
    client.post("/calendar/address/make/")
    assert client.get("/channel/cases/").status_code == 200

    change(world.coordinator, world.administrator, agency=AgencyFactory())

    assert seat_of(world.coordinator).because == "Moved to another agency"
    assert sees(world.coordinator) == 0
    assert client.get("/channel/cases/")["Location"].startswith("/sign-in/")
    assert not CalendarAddress.objects.in_use().filter(user=world.coordinator).exists()


def lapse(seat, world):
    """A year passes for one seat: no page can do this."""
    with acting_for(world.chair):
        as_owner(
            "UPDATE channel_membership SET certified_until = now() - interval '1 day' WHERE id = %s",
            seat.pk,
        )


def test_a_seat_lapses_that_nobody_vouches_for_and_opens_again_when_somebody_does(world, case):
    seat = seat_of(world.coordinator)
    assert sees(world.coordinator) == 1
    lapse(seat, world)
    assert sees(world.coordinator) == 0
    with acting_for(world.chair):
        services.certify_membership(seat, by=world.chair)

    assert sees(world.coordinator) == 1


def test_a_chair_whose_seat_has_lapsed_does_not_let_the_other_leave_a_case(world, case):
    lapse(seat_of(world.deputy), world)
    with acting_for(world.chair), pytest.raises(Refused, match="only person who can chair"):
        services.declare_conflict(case, by=world.chair, on=case.received_on)


def test_nobody_vouches_for_themselves_or_for_more_than_a_year(world):
    mine, theirs = seat_of(world.chair), seat_of(world.coordinator)
    with acting_for(world.chair):
        with pytest.raises(Refused, match="your own"):
            services.certify_membership(mine, by=world.chair)
        for pk, until in ((mine.pk, "1 month"), (theirs.pk, "14 months")):
            with pytest.raises(DatabaseError, match="vouch|year"), transaction.atomic():
                as_owner(
                    "UPDATE channel_membership SET certified_until = now() + %s::interval"
                    " WHERE id = %s",
                    until,
                    pk,
                )


def test_a_senior_officer_vouches_for_a_chair_and_for_nobody_else(world):
    chair, other = seat_of(world.other_chair), seat_of(world.member)
    with acting_for(world.executive):
        services.certify_membership(chair, by=world.executive)
        with pytest.raises(DatabaseError, match="vouch"), transaction.atomic():
            services.certify_membership(other, by=world.executive)


def test_the_portal_says_for_how_long_and_a_year_is_the_most(world, settings):
    settings.SEAT_MONTHS = 40
    with acting_for(world.chair):
        seat = services.certify_membership(seat_of(world.deputy), by=world.chair)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT certified_until BETWEEN now() + interval '11 months'"
                " AND now() + interval '13 months' FROM channel_membership WHERE id = %s",
                [seat.pk],
            )
            assert cursor.fetchone() == (True,)


def test_a_chair_answers_on_the_page(client, world, case):
    seat = seat_of(world.coordinator)
    rest(world, "deputy")
    client.force_login(world.chair)
    listed = client.get("/channel/seats/").content.decode()
    assert "Rests since" in listed
    assert "Email address changed" in listed
    assert "1 seat waits" in client.get("/channel/").content.decode()

    address = f"/channel/seats/{seat.pk}/certify/"
    assert "Choose why the seat ends" in client.post(address, {"answer": "end"}).content.decode()
    client.post(address, {"answer": "end", "because": "Another role"})
    assert sees(world.coordinator) == 0
    assert seat_of(world.coordinator).because == "Another role"

    again = seat_of(world.deputy)
    client.post(f"/channel/seats/{again.pk}/again/")
    assert sees(world.deputy) == 1


def test_the_list_costs_the_same_for_many(client, world, django_assert_num_queries):
    client.force_login(world.chair)
    client.get("/channel/seats/")
    for more in (0, 27):
        for _ in range(more):
            world.seated(Seats.MEMBER)
        with django_assert_num_queries(QUERIES):
            client.get("/channel/seats/")
