"""A register on a phone whose connection comes and goes: no tick is lost, and the register closes."""

import datetime

import pytest
from playwright.sync_api import expect

from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from tests.journeys.conftest import PHONE
from tests.training.rooms import NOON, a_person, a_session
from training.models import Booking, Completion
from training.services import bookings


@pytest.fixture
def room():
    """A session of today with four people on it, and the trainer with the phone."""
    council = AgencyFactory(name="Saltshire County Council")
    keeper = UserFactory(agency=council, roles=[Role.TRAINING_LEAD])
    session = a_session(council, starts_at=NOON)
    for number in ("1", "2", "3", "4"):
        person = a_person(council, number, name=f"Person {number}")
        bookings.book(session, by=keeper, on=datetime.date(2026, 3, 18), person=person)
    return session, keeper


def test_ticks_made_without_a_connection_arrive_when_it_is_back(walk, room):
    session, keeper = room
    person = walk()
    page = person.page
    person.sign_in(keeper)
    person.go(session.get_absolute_url(), "Workshop")
    person.press("Take the register", role="button")
    person.sees("Register")
    page.set_viewport_size(PHONE)

    page.get_by_label("Person 1").check()
    expect(page.get_by_text("Saved")).to_be_visible()

    person.context.set_offline(True)
    page.get_by_label("Person 2").check()
    page.get_by_label("Person 3").check()
    expect(page.get_by_text("2 waiting to be sent.")).to_be_visible()
    expect(page.get_by_text("There is no connection.")).to_be_visible()
    assert Booking.objects.filter(is_here=True).count() == 1
    person.context.set_offline(False)
    expect(page.get_by_text("waiting to be sent")).to_be_hidden()
    expect(page.get_by_text("Saved")).to_be_visible()
    assert Booking.objects.filter(is_here=True).count() == 3
    person.said = [each for each in person.said if "ERR_INTERNET_DISCONNECTED" not in each]

    page.get_by_label("Staff number or name").fill("Somebody new")
    person.press("Save", role="button", exact=True)
    expect(page.get_by_label("Somebody new")).to_be_checked()
    person.press("Close the register")
    person.sees("Close the register?")
    person.press("Close the register", role="button")
    person.sees("Workshop")
    expect(page.get_by_text("Did not come").first).to_be_visible()
    assert sorted(Completion.objects.values_list("person__name", flat=True)) == [
        "Person 1",
        "Person 2",
        "Person 3",
    ]
