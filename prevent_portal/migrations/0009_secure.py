"""The access log: sealed by the hour, and why something was done where a reason was asked."""

import django.contrib.postgres.indexes
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("prevent_portal", "0008_rest"),
    ]

    operations = [
        migrations.CreateModel(
            name="LogSeal",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("from_at", models.DateTimeField()),
                ("until_at", models.DateTimeField()),
                ("rows", models.PositiveIntegerField()),
                ("leaves", models.BinaryField(help_text="The key and the fingerprint of each row")),
                (
                    "root",
                    models.CharField(
                        help_text="SHA-256, over the root before it as well", max_length=64
                    ),
                ),
                (
                    "proof",
                    models.CharField(
                        help_text="HMAC of the root, by the machine's key", max_length=64
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
                "ordering": ["number"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="accessrecord",
            name="reason",
            field=models.CharField(
                blank=True,
                db_default="",
                help_text="Chosen from a list, where one was asked",
                max_length=120,
            ),
        ),
        migrations.AlterField(
            model_name="accessrecord",
            name="verb",
            field=models.CharField(
                choices=[
                    ("opened", "Opened"),
                    ("listed", "Listed"),
                    ("searched", "Searched"),
                    ("changed", "Changed"),
                    ("tried", "Tried to change"),
                    ("downloaded", "Downloaded"),
                    ("printed", "Printed"),
                    ("exported", "Exported"),
                    ("granted", "Gave a seat"),
                    ("revoked", "Ended a seat"),
                    ("conflict", "Declared a conflict"),
                    ("broke_glass", "Used emergency access"),
                    ("refused", "Was refused"),
                    ("signed_in", "Signed in"),
                    ("sign_in_failed", "Failed to sign in"),
                    ("signed_out", "Signed out"),
                    ("failed", "Met an error"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddIndex(
            model_name="accessrecord",
            index=django.contrib.postgres.indexes.BrinIndex(
                fields=["at"], name="portal_access_by_time"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="logseal",
            trigger=pgtrigger.compiler.Trigger(
                name="log_seal_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b15ea162a1e249d2c148e34923b810cb670bd815",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_log_seal_stays_8c17b",
                    table="prevent_portal_logseal",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE ON prevent_portal_logseal FROM portal_app",
            migrations.RunSQL.noop,
        ),
    ]
