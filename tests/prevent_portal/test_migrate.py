"""`migrate`: as the owner, and with the key by which the database knows for whom it answers."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, migrations, models, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from pgtrigger import Delete, Protect
from pgtrigger.migrations import AddTrigger, RemoveTrigger

from prevent_portal.acting import signed
from prevent_portal.gate import replaced
from prevent_portal.management.commands import migrate
from prevent_portal.quickly import Executor, State
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


def test_a_database_of_another_version_is_left_alone():
    recorder = MigrationRecorder(connections["owner"])
    recorder.record_applied("actions", "0009_who_knows")
    with pytest.raises(
        CommandError, match="another version of the portal: actions.0009_who_knows is not known"
    ):
        call_command("migrate", verbosity=0)
    recorder.record_unapplied("actions", "0009_who_knows")
    call_command("migrate", verbosity=0)


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


def test_a_function_is_replaced_whole_and_keeps_its_owner_and_who_may_call_it():
    said = "SELECT pg_get_userbyid(proowner), proacl::text, prosrc FROM pg_proc WHERE proname = 'channel_destroyed'"
    now = "CREATE FUNCTION channel_destroyed() RETURNS SETOF bigint LANGUAGE sql AS 'SELECT 7::bigint'"
    with connections["owner"].cursor() as cursor, transaction.atomic(using="owner"):
        cursor.execute(said)
        owner, rights, _ = cursor.fetchone()
        cursor.execute(replaced(now, now).sql)
        cursor.execute(said)
        assert cursor.fetchone() == (owner, rights, "SELECT 7::bigint")
        transaction.set_rollback(True, using="owner")
    assert (owner, "portal_app=X" in rights) == ("portal_gate", True)


def drawn(state):
    """What a state's models say of themselves after a table, one that refers to it, and a constraint."""
    assert not state.apps.get_models()  # drawn before, as when migrations are applied
    named = models.UniqueConstraint(fields=["name"], name="one_name")
    for operation in (
        migrations.CreateModel("Board", [("id", models.BigAutoField(primary_key=True))]),
        migrations.CreateModel(
            "Seat",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("name", models.CharField(max_length=9)),
                ("board", models.ForeignKey("some.Board", models.CASCADE, related_name="seats")),
            ],
        ),
        migrations.AddConstraint("Seat", named),
        migrations.AddIndex("Seat", models.Index(fields=["name"], name="by_name")),
        migrations.AddField("Board", "place", models.CharField(max_length=9, default="")),
        AddTrigger("seat", Protect(name="stays", operation=Delete)),
        RemoveTrigger("seat", "stays"),
        AddTrigger("seat", Protect(name="stays_on", operation=Delete)),
    ):
        operation.state_forwards("some", state)
    state.clear_delayed_apps_cache()  # as Django does before a migration runs a function of its own
    return [
        (
            each.__name__,
            [field.name for field in each._meta.get_fields()],
            [field.related_model for field in each._meta.get_fields() if field.is_relation]
            == [state.apps.get_model("some", name) for name in others],
            [constraint.name for constraint in each._meta.constraints],
            [index.name for index in each._meta.indexes],
            [trigger.name for trigger in getattr(each._meta, "triggers", [])],
        )
        for each, others in (
            (state.apps.get_model("some", "Board"), ["Seat"]),
            (state.apps.get_model("some", "Seat"), ["Board"]),
        )
    ]


def test_models_drawn_one_by_one_are_what_django_draws():
    quick = drawn(State())

    assert quick == drawn(ProjectState())
    assert quick == [
        ("Board", ["seats", "id", "place"], True, [], [], []),
        ("Seat", ["id", "name", "board"], True, ["one_name"], ["by_name"], ["stays_on"]),
    ]


def test_migrating_draws_new_models_one_by_one(monkeypatch):
    met = []
    monkeypatch.setattr(
        Executor, "migrate", lambda self, targets, plan, state, **rest: met.append(self) or state
    )
    call_command("migrate", verbosity=0)

    assert met
