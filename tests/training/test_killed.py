"""An import that dies on the way leaves no trace."""

import pytest
from django.db import connection

from tests.training.killing import an_extract, fingerprint, kill_imports

#: The ten kills of a file of 20,000 rows are in `soak/`.
KILLS, ROWS, SEED = 1, 2000, 2015


@pytest.fixture(autouse=True)
def _database(own_database, django_db_blocker):
    """Work is committed for real, and the process that is killed sees it."""
    with django_db_blocker.unblock():
        yield


def test_an_import_that_is_killed_leaves_the_register_as_it_was(tmp_path):
    empty = fingerprint(connection)

    shares = kill_imports(connection, an_extract(tmp_path / "x.csv", ROWS), kills=KILLS, seed=SEED)

    assert len(shares) == KILLS
    assert fingerprint(connection)["training_posting"] != empty["training_posting"]
