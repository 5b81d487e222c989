"""History is for investigation: the application adds to it and changes nothing in it."""

from django.db import migrations

TABLES = """
    actions_historicalaction,
    actions_historicalaction_agencies,
    actions_historicalevidence,
    actions_historicalobjective,
    actions_historicalplan,
    actions_historicalplanimport,
    actions_historicalpreviousaction,
    actions_historicaltheme,
    actions_historicalunplacedtext
"""


class Migration(migrations.Migration):
    dependencies = [("actions", "0002_history_of_agencies")]

    operations = [
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {TABLES} FROM portal_app", migrations.RunSQL.noop
        )
    ]
