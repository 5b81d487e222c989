"""When each action was added: for those there already, when their history begins."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0005_newer_versions_and_registers"),
    ]

    operations = [
        migrations.AddField(
            model_name="action",
            name="added_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), editable=False
            ),
        ),
        migrations.AddField(
            model_name="historicalaction",
            name="added_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), editable=False
            ),
        ),
        migrations.RunSQL(
            """
            UPDATE actions_action SET added_at = first.at FROM (
                SELECT id, min(history_date) AS at FROM actions_historicalaction GROUP BY id
            ) first WHERE first.id = actions_action.id
            """,
            migrations.RunSQL.noop,
        ),
    ]
