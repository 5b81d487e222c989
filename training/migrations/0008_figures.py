"""Counts that are kept until the register changes, and the triggers that say when it does."""

import django.db.models.functions.datetime
from django.db import migrations, models


#: What figures are counted from (training/kept.py).
WATCHED = (
    "prevent_portal_agency",
    "prevent_portal_person",
    "training_absence",
    "training_completion",
    "training_course_counts_as",
    "training_exemption",
    "training_groupmember",
    "training_level",
    "training_posting",
    "training_unit",
)
NOTE_CHANGES = """
    CREATE FUNCTION training_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO training_registerchange DEFAULT VALUES;
        RETURN NULL;
    END $$;
""" + "".join(
    f"""
    CREATE TRIGGER training_note_change AFTER INSERT OR UPDATE OR DELETE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION training_note_change();
    """
    for table in WATCHED
)
FORGET_CHANGES = "DROP FUNCTION training_note_change() CASCADE"


class Migration(migrations.Migration):
    dependencies = [
        ("training", "0007_extracts"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
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
            name="RegisterChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
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
        migrations.RunSQL(NOTE_CHANGES, FORGET_CHANGES),
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE ON training_registerchange FROM portal_app",
            migrations.RunSQL.noop,
        ),
    ]
