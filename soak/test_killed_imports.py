"""An import of 20,000 people, killed at ten random moments, leaves the register as it was each time."""

import pytest
from django.core.management import call_command
from django.db import connection, connections

from tests.training.killing import an_extract, kill_imports

KILLS, ROWS, SEED = 10, 20_000, 4


@pytest.fixture(autouse=True)
def _database(django_db_blocker):
    """The database of `make soak`, in which work is committed for real."""
    with django_db_blocker.unblock():
        call_command("migrate", verbosity=0)
        yield
    connections.close_all()


def test_ten_kills_change_nothing(tmp_path):
    shares = kill_imports(connection, an_extract(tmp_path / "x.csv", ROWS), kills=KILLS, seed=SEED)

    print("Killed at", ", ".join(f"{share:.0%}" for share in sorted(shares)))
    assert len(shares) == KILLS
