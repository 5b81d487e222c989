"""What migrations say to the database beside its tables: who may do what, and the functions of the gate.

The gate is a role that nobody signs in as (deploy/database_roles.sql). It sees every row, so a function that it
owns tells as little as it can, and is called by nobody unless a migration says so.
"""

import re

from django.db import migrations
from django.utils import timezone

_NAMES = re.compile(r"^CREATE FUNCTION (\w+)\(", re.MULTILINE)


def gate_functions(statements, *, called=()):
    """Make functions, with their triggers, and hand them to the gate; the application may call those in `called`.

    A body may speak of a function that comes after it: it is read when it is first used.
    """
    names = _NAMES.findall(statements)
    return migrations.RunSQL(
        f"""
        SET LOCAL check_function_bodies = off;
        {statements}
        REVOKE ALL ON FUNCTION {", ".join(names)} FROM PUBLIC, portal_app;
        {f"GRANT EXECUTE ON FUNCTION {', '.join(called)} TO portal_app;" if called else ""}
        GRANT CREATE ON SCHEMA public TO portal_gate;
        {"".join(f"ALTER FUNCTION {name} OWNER TO portal_gate;" for name in names)}
        REVOKE CREATE ON SCHEMA public FROM portal_gate;
        """,
        f"DROP FUNCTION {', '.join(names)} CASCADE",
    )


def replaced(now, then):
    """Put the whole statement of a function in place of the one before; whoever calls it still may."""
    return migrations.RunSQL(*(_replace(statement) for statement in (now, then)))


def _replace(statement):
    return f"""
        SET LOCAL check_function_bodies = off;
        GRANT CREATE ON SCHEMA public TO portal_gate;
        SET LOCAL ROLE portal_gate;
        {statement.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")};
        RESET ROLE;
        REVOKE CREATE ON SCHEMA public FROM portal_gate;
        """


def gate_may(what, *tables):
    """Let the functions of the gate do this with these tables; where they add rows, also number them."""
    numbers = _GRANT_NUMBERS.format(", ".join(f"'{table}'" for table in tables))
    return migrations.RunSQL(
        f"GRANT {what} ON {', '.join(tables)} TO portal_gate;{numbers if 'INSERT' in what else ''}",
        migrations.RunSQL.noop,
    )


#: The sequences that belong to columns of tables.
_GRANT_NUMBERS = """
DO $$
DECLARE
    numbers regclass;
BEGIN
    FOR numbers IN
        SELECT d.objid FROM pg_depend d JOIN pg_class c ON c.oid = d.objid AND c.relkind = 'S'
        WHERE d.refobjid = ANY (ARRAY[{}]::regclass[])
    LOOP
        EXECUTE format('GRANT USAGE ON SEQUENCE %s TO portal_gate', numbers);
    END LOOP;
END $$
"""


def application_may_not(what, *tables):
    """Take a right to tables from the application, which has all four of them where nothing is said."""
    return migrations.RunSQL(
        f"REVOKE {what} ON {', '.join(tables)} FROM portal_app", migrations.RunSQL.noop
    )


def history_stays(app_label):
    """Let the application add to the history of an app's tables, for investigation, and change nothing in it."""
    return migrations.RunSQL(
        f"""
        DO $$
        DECLARE
            history regclass;
        BEGIN
            FOR history IN
                SELECT oid FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                  AND starts_with(relname, '{app_label}_historical')
            LOOP
                EXECUTE format('REVOKE UPDATE, DELETE ON %s FROM portal_app', history);
            END LOOP;
        END $$
        """,  # noqa: S608 - ours
        migrations.RunSQL.noop,
    )


def begin_history(app_label, *, at=None):
    """Give the rows that migrations made their first row of history, so that it can be told what was changed.

    `at` is the moment since which they stand so, this one where nothing is said.
    """

    def begin(apps, schema_editor):
        models = {
            model._meta.model_name: model for model in apps.get_app_config(app_label).get_models()
        }
        for name, model in models.items():
            if past := models.get(f"historical{name}"):
                _begin(model, past, models, schema_editor.connection.alias, at or timezone.now())

    return migrations.RunPython(begin, migrations.RunPython.noop)


def _begin(model, past, models, alias, at):
    rows = model.objects.using(alias)
    made = past.objects.using(alias).bulk_create(
        past(**_said(row), history_date=at, history_type="+")
        for row in rows.exclude(pk__in=past.objects.using(alias).values("id")).order_by("pk")
    )
    of = {row.id: row for row in made}
    for relation in model._meta.many_to_many:
        if kept := models.get(f"historical{model._meta.model_name}_{relation.name}"):
            pairs = relation.remote_field.through.objects.using(alias).order_by("pk")
            owner = relation.m2m_column_name()
            kept.objects.using(alias).bulk_create(
                kept(**_said(pair), history=of[getattr(pair, owner)])
                for pair in pairs
                if getattr(pair, owner) in of
            )


def _said(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
