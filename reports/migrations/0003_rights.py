"""Answers are given once, and history stays as it is."""

from django.db import migrations

from prevent_portal.gate import application_may_not, history_stays


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_seed"), ("prevent_portal", "0002_gate")]

    operations = [
        application_may_not("UPDATE, DELETE", "reports_answer"),
        history_stays("reports"),
    ]
