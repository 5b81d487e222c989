"""History is for investigation: the application adds to it and changes nothing in it."""

from django.db import migrations

TABLES = """
    prevent_portal_historicalagency,
    prevent_portal_historicalperson,
    prevent_portal_historicalsetting,
    prevent_portal_historicaluser
"""


class Migration(migrations.Migration):
    dependencies = [("prevent_portal", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {TABLES} FROM portal_app", migrations.RunSQL.noop
        )
    ]
