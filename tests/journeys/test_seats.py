"""A chair signs in with a code and vouches for the seats of the panel."""

from channel.models import Membership
from prevent_portal.acting import acting_for
from tests.channel import test_access_certification as certification
from tests.channel.panels import World
from tests.channel.second_factor import set_up

from .test_every_page import walk_through

SEATS = "channel:seat_check"


def test_a_chair_vouches_for_the_seats_of_the_panel(walk):
    world = World()
    set_up(world.chair)
    with acting_for(world.administrator):
        world.coordinator.email = "somebody.else@agency.example"
        world.coordinator.save()
    with acting_for(world.chair):
        seat = Membership.objects.get(user=world.coordinator)
    person = walk()
    person.sign_in(world.chair)
    person.sees("What needs you")

    wrong = walk_through(person, certification, "chair", lambda page: [seat.pk][: page != SEATS])
    assert not wrong, "\n".join(wrong)

    person.go("/channel/seats/", "Seats to vouch for")
    person.press("Confirm again")
    person.press("I have asked: confirm the seat", role="button")
    person.sees("Seats to vouch for")
