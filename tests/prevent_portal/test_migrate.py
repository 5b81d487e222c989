"""`migrate`: as the owner, and with the key by which the database knows for whom it answers."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from prevent_portal.acting import signed
from prevent_portal.management.commands import migrate
from tests.factories import UserFactory


@pytest.fixture(autouse=True)
def _database(own_database):
    """The owner changes tables for real."""


def actor(user):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.actor', %s, true)", [signed(user)])
        cursor.execute("SELECT portal_actor()")
        return cursor.fetchone()[0]


def test_a_new_key_counts_once_it_is_migrated_and_the_old_one_no_longer(settings):
    user = UserFactory()
    old = settings.ACTING_KEY
    assert actor(user) == user.pk

    settings.ACTING_KEY = b"another key, as long as it likes to be"
    assert actor(user) is None
    call_command("migrate", verbosity=0, plan=True)
    assert actor(user) is None
    call_command("migrate", verbosity=0)
    assert actor(user) == user.pk

    settings.ACTING_KEY = old
    assert actor(user) is None
    call_command("migrate", verbosity=0)
    assert actor(user) == user.pk


def test_tables_are_changed_as_the_owner_and_nobody_else(monkeypatch):
    with pytest.raises(CommandError, match="as the owner: leave --database out"):
        call_command("migrate", database="default")

    monkeypatch.setattr(migrate, "connections", {"default": connection})
    with pytest.raises(CommandError, match="Set DATABASE_OWNER_URL"):
        call_command("migrate")


def test_a_database_without_the_gate_yet_is_left_alone(settings):
    """Migrating back to nothing ends before there is anything to give a key to."""

    class Cursor:
        said = []

        def __enter__(self):
            return self

        def __exit__(self, *error):
            """Nothing to close."""

        def execute(self, statement, values=None):
            self.said.append(statement)

        def fetchone(self):
            return (None,)

    class Bare:
        alias = "default"
        cursor = Cursor

    migrate.install_acting_key(Bare())

    assert len(Cursor.said) == 1
