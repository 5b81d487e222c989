"""Counts that are kept until their tables change, and what notes that they did."""

import django.db.models.functions.datetime
from django.db import migrations, models


NOTE_CHANGE = """
    CREATE FUNCTION portal_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO prevent_portal_change (area) VALUES (TG_ARGV[0]);
        RETURN NULL;
    END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("prevent_portal", "0006_outward"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("area", models.CharField(max_length=20)),
                ("changes", models.BigIntegerField(help_text="How many changes there had been")),
                ("rows", models.JSONField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Change",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("area", models.CharField(max_length=20)),
                ("times", models.BigIntegerField(db_default=1)),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["area"], include=("times",), name="portal_change_area")
                ],
            },
        ),
        migrations.RunSQL(NOTE_CHANGE, "DROP FUNCTION portal_note_change()"),
    ]
