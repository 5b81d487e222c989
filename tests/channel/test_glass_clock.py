"""Emergency access ends by the clock of the database: the owner moves a moment into the past, for real."""

import pytest
from django.db import connections, transaction

from .panels import World
from .test_glass import holder, reads, use  # noqa: F401 - a fixture


@pytest.fixture(autouse=True)
def _database(own_database):
    """What the owner changes is seen once it is committed."""


@pytest.fixture
def world():
    """A world of this database."""
    return World()


def test_it_ends_by_the_clock_of_the_database(world, case, holder):  # noqa: F811
    use(holder, case)
    assert reads(holder) == [case.pk]
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE channel_breakglass DISABLE TRIGGER USER")
        cursor.execute("UPDATE channel_breakglass SET until = now() - interval '1 second'")
        cursor.execute("ALTER TABLE channel_breakglass ENABLE TRIGGER USER")

    assert reads(holder) == []
