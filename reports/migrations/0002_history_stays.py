"""History is for investigation: the application adds to it and changes nothing in it."""

from django.db import migrations

TABLES = """
    reports_historicalreport
"""


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {TABLES} FROM portal_app", migrations.RunSQL.noop
        )
    ]
