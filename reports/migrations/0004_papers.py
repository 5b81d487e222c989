"""Papers are written, approved and issued."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0015_rest"),
        ("prevent_portal", "0010_uploads"),
        ("reports", "0003_kinds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="report",
            name="ready_report_stays",
        ),
        migrations.RemoveConstraint(
            model_name="report",
            name="reports_report_version_is_its_own",
        ),
        migrations.RemoveConstraint(
            model_name="report",
            name="reports_report_ready_has_its_file",
        ),
        migrations.RemoveConstraint(
            model_name="report",
            name="reports_report_failed_says_why",
        ),
        migrations.CreateModel(
            name="DisclosureDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=400)),
                (
                    "what",
                    models.CharField(
                        choices=[("withhold", "Do not show it"), ("release", "Show it")],
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosure_decisions",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision on what is shown",
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalDisclosureDecision",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=400)),
                (
                    "what",
                    models.CharField(
                        choices=[("withhold", "Do not show it"), ("release", "Show it")],
                        max_length=8,
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical decision on what is shown",
                "verbose_name_plural": "historical decision on what is showns",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPublication",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "sha256",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="fingerprint of its words"
                    ),
                ),
                ("made_with", models.CharField(editable=False, max_length=80)),
                (
                    "approval",
                    models.TextField(blank=True, editable=False, verbose_name="words of approval"),
                ),
                (
                    "issued_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("withdrawn_because", models.TextField(blank=True, editable=False)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="prevent_portal.storedfile",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical publication",
                "verbose_name_plural": "historical publications",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReader",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("officer", "Officer"),
                            ("spoc", "Single point of contact"),
                            ("prevent_lead", "Prevent lead"),
                            ("training_lead", "Training lead"),
                            ("premises_lead", "Premises lead"),
                            ("it_lead", "IT lead"),
                            ("channel_chair", "Channel chair"),
                            ("channel_coordinator", "Channel coordinator"),
                            ("panel_member", "Panel member"),
                            ("executive", "Corporate management team"),
                            ("elected_member", "Elected member"),
                            ("auditor", "Auditor"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical reader",
                "verbose_name_plural": "historical readers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReportSection",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=160)),
                ("guidance", models.TextField(blank=True)),
                ("must_be_written", models.BooleanField(default=False)),
                (
                    "words",
                    models.TextField(
                        blank=True,
                        help_text="Plain text. A line that begins with ### is a heading, with - a point of a list.",
                    ),
                ),
                (
                    "write_by",
                    models.DateField(blank=True, null=True, verbose_name="to be written by"),
                ),
                (
                    "is_accepted",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        verbose_name="the portal's words are accepted",
                    ),
                ),
                ("saved_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Whoever is asked to write it",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical section of a report",
                "verbose_name_plural": "historical section of a reports",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReviewer",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "speaks_for",
                    models.CharField(
                        choices=[
                            ("service", "Service"),
                            ("legal", "Legal"),
                            ("finance", "Finance"),
                            ("equalities", "Equalities"),
                            ("other", "Other"),
                        ],
                        default="service",
                        max_length=12,
                        verbose_name="speaks for",
                    ),
                ),
                ("comment_by", models.DateField(blank=True, null=True, verbose_name="comments by")),
                (
                    "done_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="read through"
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical reviewer",
                "verbose_name_plural": "historical reviewers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ReportSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=160)),
                ("guidance", models.TextField(blank=True)),
                ("must_be_written", models.BooleanField(default=False)),
                (
                    "words",
                    models.TextField(
                        blank=True,
                        help_text="Plain text. A line that begins with ### is a heading, with - a point of a list.",
                    ),
                ),
                (
                    "write_by",
                    models.DateField(blank=True, null=True, verbose_name="to be written by"),
                ),
                (
                    "is_accepted",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        verbose_name="the portal's words are accepted",
                    ),
                ),
                ("saved_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="reports.report",
                    ),
                ),
                (
                    "writer",
                    models.ForeignKey(
                        blank=True,
                        help_text="Whoever is asked to write it",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "section of a report",
                "ordering": ["position", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalSectionComment",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "speaks_for",
                    models.CharField(
                        choices=[
                            ("service", "Service"),
                            ("legal", "Legal"),
                            ("finance", "Finance"),
                            ("equalities", "Equalities"),
                            ("other", "Other"),
                        ],
                        default="service",
                        max_length=12,
                        verbose_name="speaks for",
                    ),
                ),
                ("words", models.TextField(max_length=4000, verbose_name="comment")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True, editable=False, verbose_name="what was done about it"
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.reportsection",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical comment",
                "verbose_name_plural": "historical comments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("said", models.JSONField(editable=False)),
                (
                    "sha256",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="fingerprint of its words"
                    ),
                ),
                ("made_with", models.CharField(editable=False, max_length=80)),
                (
                    "approval",
                    models.TextField(blank=True, editable=False, verbose_name="words of approval"),
                ),
                (
                    "issued_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("withdrawn_because", models.TextField(blank=True, editable=False)),
                (
                    "approved_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="prevent_portal.storedfile",
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="reports.report",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-issued_at", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Reader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("officer", "Officer"),
                            ("spoc", "Single point of contact"),
                            ("prevent_lead", "Prevent lead"),
                            ("training_lead", "Training lead"),
                            ("premises_lead", "Premises lead"),
                            ("it_lead", "IT lead"),
                            ("channel_chair", "Channel chair"),
                            ("channel_coordinator", "Channel coordinator"),
                            ("panel_member", "Panel member"),
                            ("executive", "Corporate management team"),
                            ("elected_member", "Elected member"),
                            ("auditor", "Auditor"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readers",
                        to="reports.report",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Reviewer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "speaks_for",
                    models.CharField(
                        choices=[
                            ("service", "Service"),
                            ("legal", "Legal"),
                            ("finance", "Finance"),
                            ("equalities", "Equalities"),
                            ("other", "Other"),
                        ],
                        default="service",
                        max_length=12,
                        verbose_name="speaks for",
                    ),
                ),
                ("comment_by", models.DateField(blank=True, null=True, verbose_name="comments by")),
                (
                    "done_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="read through"
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviewers",
                        to="reports.report",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SectionComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "speaks_for",
                    models.CharField(
                        choices=[
                            ("service", "Service"),
                            ("legal", "Legal"),
                            ("finance", "Finance"),
                            ("equalities", "Equalities"),
                            ("other", "Other"),
                        ],
                        default="service",
                        max_length=12,
                        verbose_name="speaks for",
                    ),
                ),
                ("words", models.TextField(max_length=4000, verbose_name="comment")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "answer",
                    models.TextField(
                        blank=True, editable=False, verbose_name="what was done about it"
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="reports.reportsection",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "comment",
                "ordering": ["at", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="agency",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="prevent_portal.agency",
            ),
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="changes",
            field=models.TextField(
                blank=True,
                help_text="Since the version that went out before",
                verbose_name="what has changed",
            ),
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                help_text="The meeting that it is written for",
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="actions.meeting",
            ),
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="reports.report",
            ),
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="sent_back_because",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="historicalreport",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="agency",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="prevent_portal.agency",
            ),
        ),
        migrations.RunSQL(
            """
            UPDATE reports_report SET agency_id = actions_plan.agency_id
            FROM actions_plan WHERE actions_plan.id = reports_report.plan_id;
            SET CONSTRAINTS ALL IMMEDIATE;
            """,
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name="report",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="prevent_portal.agency",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="changes",
            field=models.TextField(
                blank=True,
                help_text="Since the version that went out before",
                verbose_name="what has changed",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                help_text="The meeting that it is written for",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="actions.meeting",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="replaces",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replacements",
                to="reports.report",
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="sent_back_because",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="report",
            name="submitted_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="historicalreport",
            name="state",
            field=models.CharField(
                choices=[
                    ("requested", "Requested"),
                    ("assembling", "Gathering figures"),
                    ("rendering", "Laying out pages"),
                    ("ready", "Draft"),
                    ("checking", "Waiting for approval"),
                    ("issuing", "Being issued"),
                    ("issued", "Issued"),
                    ("withdrawn", "Withdrawn"),
                    ("failed", "Failed"),
                ],
                default="requested",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="plan",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="actions.plan",
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="state",
            field=models.CharField(
                choices=[
                    ("requested", "Requested"),
                    ("assembling", "Gathering figures"),
                    ("rendering", "Laying out pages"),
                    ("ready", "Draft"),
                    ("checking", "Waiting for approval"),
                    ("issuing", "Being issued"),
                    ("issued", "Issued"),
                    ("withdrawn", "Withdrawn"),
                    ("failed", "Failed"),
                ],
                default="requested",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="historicalreport",
            name="kind",
            field=models.ForeignKey(
                blank=True,
                db_column="kind",
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="reports.reporttemplate",
                to_field="name",
            ),
        ),
        migrations.AlterField(
            model_name="report",
            name="kind",
            field=models.ForeignKey(
                db_column="kind",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reports",
                to="reports.reporttemplate",
                to_field="name",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["agency", "kind", "-on"], name="reports_report_by_agency"),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.UniqueConstraint(
                fields=("kind", "agency", "plan", "on", "version"),
                name="reports_report_version_is_its_own",
                nulls_distinct=False,
                violation_error_message="This version of the report has been made already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("file__isnull", False),
                        ("frozen__isnull", False),
                        ("ready_at__isnull", False),
                        ("state__in", ("ready", "checking", "issuing", "issued", "withdrawn")),
                    ),
                    ("state__in", ("rendering", "failed")),
                    models.Q(
                        ("file__isnull", True),
                        ("ready_at__isnull", True),
                        ("state__in", ("requested", "assembling")),
                    ),
                    _connector="OR",
                ),
                name="reports_report_drawn_has_its_file",
                violation_error_message="A report is ready when its file is kept, and only then.",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("failure", ""), ("state", "failed"), _negated=True),
                name="reports_report_failed_says_why",
                violation_error_message="Say why the report could not be made.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosuredecision",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True),
                name="reports_disclosuredecision_has_a_reason",
                violation_error_message="Say why.",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosuredecision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("report", "place"),
                name="reports_disclosuredecision_one_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("withdrawn_at__isnull", True),
                        ("withdrawn_because", ""),
                        ("withdrawn_by__isnull", True),
                    ),
                    models.Q(
                        models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                        models.Q(("withdrawn_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="reports_publication_withdrawn_says_why",
                violation_error_message="Say why it is withdrawn.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="publication_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL\n                    OR (to_jsonb(NEW) - ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_because'])\n                    <> (to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_because'])\n                    THEN\n                        RAISE EXCEPTION 'what was issued stays as it is';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="0341a9587d46cf5684ad0d332527203d6e34efa1",
                    operation="UPDATE",
                    pgid="pgtrigger_publication_stays_08374",
                    table="reports_publication",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="publication",
            trigger=pgtrigger.compiler.Trigger(
                name="publication_is_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="8d02fc03dcb0b9ab5079dfdeca7e593df43a68b3",
                    operation="DELETE",
                    pgid="pgtrigger_publication_is_never_deleted_29fb1",
                    table="reports_publication",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="reader",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("user__isnull", False)), ("role", "")),
                    models.Q(
                        models.Q(("user__isnull", True)), models.Q(("role", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="reports_reader_is_one_or_a_role",
                violation_error_message="Choose a person or a role, not both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="reader",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("report", "user", "role"),
                name="reports_reader_is_named_once",
                nulls_distinct=False,
                violation_error_message="They are among its readers already.",
            ),
        ),
        migrations.AddIndex(
            model_name="reportsection",
            index=models.Index(
                condition=models.Q(("writer__isnull", False)),
                fields=["writer"],
                name="reports_section_by_writer",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportsection",
            constraint=models.UniqueConstraint(
                fields=("report", "key"), name="reports_reportsection_key_is_its_own"
            ),
        ),
        migrations.AddConstraint(
            model_name="reviewer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("report", "user"),
                name="reports_reviewer_is_asked_once",
                violation_error_message="They are asked already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectioncomment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answer", ""), ("settled_at__isnull", True), ("settled_by__isnull", True)
                    ),
                    models.Q(
                        models.Q(("settled_at__isnull", False), ("settled_by__isnull", False)),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="reports_comment_settled_says_how",
                violation_error_message="Say what was done about the comment.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="what_is_frozen_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n                    IF OLD.state IN ('issued', 'withdrawn') AND NOT (\n                        OLD.state = 'issued' AND NEW.state = 'withdrawn'\n                        AND (to_jsonb(NEW) - 'state') = (to_jsonb(OLD) - 'state')\n                    ) THEN\n                        RAISE EXCEPTION 'an issued report stays as it is';\n                    END IF;\n                    IF OLD.file_id IS NOT NULL AND NEW.file_id IS NULL THEN\n                        RAISE EXCEPTION 'a report that was drawn keeps a file';\n                    END IF;\n                    IF OLD.file_id IS NOT NULL AND (\n                        NEW.frozen IS DISTINCT FROM OLD.frozen\n                        OR NEW.frozen_sha256 <> OLD.frozen_sha256\n                        OR NEW.known_at <> OLD.known_at OR NEW.\"on\" <> OLD.\"on\"\n                        OR NEW.kind <> OLD.kind OR NEW.version <> OLD.version\n                        OR NEW.audience <> OLD.audience OR NEW.summary <> OLD.summary\n                        OR NEW.decisions <> OLD.decisions\n                        OR NEW.agency_id <> OLD.agency_id\n                        OR NEW.plan_id IS DISTINCT FROM OLD.plan_id\n                    ) THEN\n                        RAISE EXCEPTION 'what a report was frozen with stays';\n                    END IF;\n                    RETURN NEW;\n                ",
                    hash="d2c904a053d227ca2a9af2bbafee06cdf8046af7",
                    operation="UPDATE",
                    pgid="pgtrigger_what_is_frozen_stays_a165a",
                    table="reports_report",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(
            "REVOKE UPDATE, DELETE ON reports_historicaldisclosuredecision, "
            "reports_historicalpublication, "
            "reports_historicalreader, "
            "reports_historicalreportsection, "
            "reports_historicalreviewer, "
            "reports_historicalsectioncomment FROM portal_app",
            migrations.RunSQL.noop,
        ),
    ]
