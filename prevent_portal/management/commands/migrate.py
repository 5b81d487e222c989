"""`migrate`, as the owner of the tables; everything else runs as the application login."""

from unittest import mock

from django.apps import apps
from django.conf import settings
from django.core.management import CommandError
from django.core.management.commands import migrate
from django.db import connections, transaction
from django.db.migrations.loader import MigrationLoader

from prevent_portal.acting import KEY_VERSION, pads
from prevent_portal.quickly import Executor


class Command(migrate.Command):
    """Bring the tables up to date as the owner, and give the database the half-keys it checks by."""

    def add_arguments(self, parser):
        """As Django's own, but for the owner's connection."""
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args, **options):
        """Raise CommandError if the owner's address is not set."""
        if "owner" not in connections:
            raise CommandError("Set DATABASE_OWNER_URL: only the owner may change the tables.")
        if options["database"] != "owner":
            raise CommandError("Tables are changed as the owner: leave --database out.")
        refuse_what_is_newer(connections["owner"])
        with mock.patch.object(migrate, "MigrationExecutor", Executor):
            super().handle(*args, **options)
        if not options["plan"] and not options["check_unapplied"]:
            install_acting_key(connections["owner"])
            shut_side_doors(connections["owner"])


def refuse_what_is_newer(connection):
    """Raise CommandError if the database was brought up to date by another version of the portal.

    Also by one from before the first release: then each app's tables were made by other migrations (decision 0047).
    """
    loader = MigrationLoader(connection)
    ours = {app.label for app in apps.get_app_configs() if app.path.startswith(str(settings.BASE))}
    unknown = sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in ours and (app, name) not in loader.disk_migrations
    )
    if unknown:
        raise CommandError(
            f"This database was made by another version of the portal: {unknown[0]} is not known here. "
            "Use that version, or one that is newer; a database that only holds a demonstration can be removed."
        )


def install_acting_key(connection):
    """Give the gate the halves of ACTING_KEY, so that it can check for whom the portal acts."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('portal_gate_secret')")
        if cursor.fetchone()[0] is None:
            return
        cursor.execute(
            "INSERT INTO portal_gate_secret VALUES (%s, %s, %s) ON CONFLICT (version) DO UPDATE "
            "SET inner_pad = excluded.inner_pad, outer_pad = excluded.outer_pad",
            [KEY_VERSION, *pads(settings.ACTING_KEY)],
        )


#: Functions that act with more rights than who calls them, and triggers, that look for tables among temporary
#: ones first: where the path does not name those, PostgreSQL puts them before everything.
_OPEN = """
    SELECT p.oid::regprocedure::text, r.rolname,
           coalesce((SELECT split_part(c, '=', 2) FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%'),
                    'pg_catalog, public')
    FROM pg_proc p JOIN pg_roles r ON r.oid = p.proowner
    WHERE p.pronamespace = 'public'::regnamespace AND (p.prosecdef OR p.prorettype = 'trigger'::regtype)
      AND NOT EXISTS (SELECT FROM unnest(p.proconfig) c WHERE c LIKE 'search_path=%pg_temp')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""

#: django-pgtrigger lets a setting switch a trigger off, which anybody can set who sends a statement.
_NEVER_IGNORED = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE sql IMMUTABLE AS 'SELECT false'
"""


def shut_side_doors(connection):
    """Let no temporary table stand in for one that a function reads, and no setting switch a trigger off."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(_OPEN)
        for function, owner, path in cursor.fetchall():
            cursor.execute(f"SET LOCAL ROLE {owner}")
            cursor.execute(f"ALTER FUNCTION {function} SET search_path = {path}, pg_temp")
            cursor.execute("RESET ROLE")
        cursor.execute("SELECT to_regproc('public._pgtrigger_should_ignore')")
        if cursor.fetchone()[0] is not None:
            cursor.execute(_NEVER_IGNORED)
