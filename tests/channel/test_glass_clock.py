"""What only the owner can do, for real: a moment moved into the past, a grant left behind by a seat."""

import pytest
from django.db import connections, transaction

from channel import services
from channel.permissions import Seats
from prevent_portal.acting import acting_for

from .panels import DAY, LATER, World
from .test_glass import holder, reads, use  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _database(own_database):
    """What the owner changes is seen once it is committed."""


@pytest.fixture
def world():
    """A world of this database."""
    return World()


LEFT_BEHIND = """
INSERT INTO channel_caseuserpermission (content_object_id, user_id, permission_id)
SELECT %s, %s, id FROM auth_permission WHERE codename = 'chair_case'
"""


def test_it_ends_by_the_clock_and_a_grant_opens_no_more_than_the_seat(world, case, holder):  # noqa: F811
    with acting_for(world.chair):
        services.give_seat(
            case, user=world.teacher, seat=Seats.INVITED, by=world.chair, on=DAY, until=LATER
        )
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(LEFT_BEHIND, [case.pk, world.teacher.pk])
    with acting_for(world.teacher), connections["default"].cursor() as cursor:
        for wanted, opened in (("contribute_case", [(case.pk,)]), ("chair_case", [])):
            cursor.execute("SELECT channel_open_cases(%s)", [wanted])
            assert cursor.fetchall() == opened, wanted

    use(holder, case)
    assert reads(holder) == [case.pk]
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE channel_breakglass DISABLE TRIGGER USER")
        cursor.execute("UPDATE channel_breakglass SET until = now() - interval '1 second'")
        cursor.execute("ALTER TABLE channel_breakglass ENABLE TRIGGER USER")

    assert reads(holder) == []
