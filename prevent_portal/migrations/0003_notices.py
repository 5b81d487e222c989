"""One message a day: to whom, on their days, and by which rule."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import prevent_portal.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("prevent_portal", "0002_history_stays"),
    ]

    operations = [
        migrations.CreateModel(
            name="ChasingRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField()),
                ("due_within_days", models.PositiveSmallIntegerField()),
                ("escalate_after_days", models.PositiveSmallIntegerField()),
                (
                    "set_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-from_on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("late_count", models.PositiveIntegerField(default=0)),
                ("due_count", models.PositiveIntegerField(default=0)),
                ("escalated_count", models.PositiveIntegerField(default=0)),
                (
                    "references",
                    models.JSONField(default=dict, help_text="Addresses of pages, by kind"),
                ),
                ("due_within_days", models.PositiveSmallIntegerField()),
                ("escalate_after_days", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be sent"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("missed", "Not sent on its day"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("because", models.TextField(blank=True)),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-on", "-id"], name="portal_notice_newest_first")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("to", "on"),
                        name="portal_notice_one_a_day",
                        violation_error_message="This person has had their message of the day.",
                    )
                ],
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="historicaluser",
            name="manager",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicaluser",
            name="write_on",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                default=prevent_portal.models.on_mondays,
                help_text="Days of the week, Monday is 1, on which the portal may write",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="manager",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="write_on",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveSmallIntegerField(),
                default=prevent_portal.models.on_mondays,
                help_text="Days of the week, Monday is 1, on which the portal may write",
                size=None,
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("manager", None),
                    models.Q(("manager", models.F("pk")), _negated=True),
                    _connector="OR",
                ),
                name="portal_user_is_not_their_own_manager",
                violation_error_message="Choose somebody else as the manager.",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("write_on__contained_by", [1, 2, 3, 4, 5, 6, 7]), ("write_on__len__gt", 0)
                ),
                name="portal_user_is_written_to_on_days",
                violation_error_message="Choose at least one day of the week.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="chasingrule",
            trigger=pgtrigger.compiler.Trigger(
                name="chasing_rule_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3a4f6eb0e9f9ce40d2dbdc6047175bc93a621ffc",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_chasing_rule_stays_29637",
                    table="prevent_portal_chasingrule",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            # until a Prevent lead sets their own
            "INSERT INTO prevent_portal_chasingrule "
            "(from_on, due_within_days, escalate_after_days) VALUES ('2026-01-01', 14, 28)",
            "DELETE FROM prevent_portal_chasingrule WHERE set_by_id IS NULL",
        ),
    ]
