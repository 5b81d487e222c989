"""Kinds of report, reports with their sections and issues, schedule, look, and the usual questions."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("actions", "0001_initial"),
        ("prevent_portal", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgencyLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        default="#0f4c5c",
                        help_text="Of headings and rules, for example #0f4c5c",
                        max_length=7,
                    ),
                ),
                (
                    "crest_words",
                    models.CharField(
                        blank=True,
                        help_text="For those who cannot see it",
                        max_length=200,
                        verbose_name="what the crest shows",
                    ),
                ),
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "crest",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.storedfile",
                    ),
                ),
            ],
            options={
                "verbose_name": "look of papers",
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("crest__isnull", True),
                            models.Q(("crest_words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reports_agencylook_crest_has_words",
                        violation_error_message="Say in words what the crest shows.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAgencyLook",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        default="#0f4c5c",
                        help_text="Of headings and rules, for example #0f4c5c",
                        max_length=7,
                    ),
                ),
                (
                    "crest_words",
                    models.CharField(
                        blank=True,
                        help_text="For those who cannot see it",
                        max_length=200,
                        verbose_name="what the crest shows",
                    ),
                ),
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
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "crest",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
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
            ],
            options={
                "verbose_name": "historical look of papers",
                "verbose_name_plural": "historical look of paperss",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalQuestion",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("text", models.CharField(max_length=300, verbose_name="question")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("duty", "Duty and governance"),
                            ("training", "Training"),
                            ("channel", "Channel and referrals"),
                            ("money", "Money"),
                            ("documents", "Documents and policies"),
                            ("premises", "Venues and computers"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("answered", "Answered"),
                            ("withheld", "Withheld"),
                            ("not_held", "Not held"),
                        ],
                        default="answered",
                        max_length=10,
                    ),
                ),
                (
                    "exemption",
                    models.CharField(
                        blank=True,
                        help_text="For example: section 40(2), personal information",
                        max_length=160,
                    ),
                ),
                ("why", models.TextField(blank=True, verbose_name="why")),
                ("answer", models.TextField(blank=True)),
                (
                    "figures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "reviewed_on",
                    models.DateField(blank=True, null=True, verbose_name="reviewed on"),
                ),
                (
                    "review_due_on",
                    models.DateField(blank=True, null=True, verbose_name="next review due on"),
                ),
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
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical usual question",
                "verbose_name_plural": "historical usual questions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReportTemplate",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                (
                    "name",
                    models.SlugField(
                        help_text="What commands and addresses call it",
                        max_length=40,
                        verbose_name="short name",
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("purpose", models.TextField(blank=True, help_text="When and why it is made")),
                (
                    "body",
                    models.CharField(
                        help_text="The body that reads it, for example Cabinet",
                        max_length=120,
                        verbose_name="made for",
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[("plan", "A plan"), ("agency", "One agency")],
                        default="plan",
                        max_length=8,
                        verbose_name="is about",
                    ),
                ),
                (
                    "plan_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        help_text="Which plans it may be about",
                        size=None,
                        verbose_name="kinds of plan",
                    ),
                ),
                (
                    "audiences",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("restricted", "Restricted: the board and named readers"),
                                ("officer", "Officers: the corporate management team"),
                                ("member", "Elected members"),
                                ("public", "The public"),
                            ],
                            max_length=12,
                        ),
                        size=None,
                        verbose_name="may be made for",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        default=6, help_text="Months up to its day", verbose_name="covers"
                    ),
                ),
                (
                    "is_numbered",
                    models.BooleanField(default=True, verbose_name="paragraphs are numbered"),
                ),
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
            ],
            options={
                "verbose_name": "historical kind of report",
                "verbose_name_plural": "historical kind of reports",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("text", models.CharField(max_length=300, verbose_name="question")),
                (
                    "topic",
                    models.CharField(
                        choices=[
                            ("duty", "Duty and governance"),
                            ("training", "Training"),
                            ("channel", "Channel and referrals"),
                            ("money", "Money"),
                            ("documents", "Documents and policies"),
                            ("premises", "Venues and computers"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("answered", "Answered"),
                            ("withheld", "Withheld"),
                            ("not_held", "Not held"),
                        ],
                        default="answered",
                        max_length=10,
                    ),
                ),
                (
                    "exemption",
                    models.CharField(
                        blank=True,
                        help_text="For example: section 40(2), personal information",
                        max_length=160,
                    ),
                ),
                ("why", models.TextField(blank=True, verbose_name="why")),
                ("answer", models.TextField(blank=True)),
                (
                    "figures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "reviewed_on",
                    models.DateField(blank=True, null=True, verbose_name="reviewed on"),
                ),
                (
                    "review_due_on",
                    models.DateField(blank=True, null=True, verbose_name="next review due on"),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reviewed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "usual question",
                "ordering": ["topic", "text", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("closed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_question_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("position", "answered"),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reports_question_withheld_says_why",
                        violation_error_message="Say why it is withheld, or why nothing is held.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("exemption", ""), ("position", "withheld"), _negated=True
                        ),
                        name="reports_question_withheld_names_its_exemption",
                        violation_error_message="Name the exemption under which it is withheld.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reference",
                    models.CharField(
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^(?=.{0,40}[0-9])[A-Za-z0-9]{1,20}(?:[ /.-][0-9][A-Za-z0-9]{0,12}){0,6}$",
                                "Enter the number of the request, never a name",
                            )
                        ],
                        verbose_name="number of the request",
                    ),
                ),
                ("on", models.DateField(verbose_name="position as at")),
                ("said", models.JSONField(editable=False)),
                ("text", models.TextField(editable=False)),
                (
                    "sha256",
                    models.CharField(
                        editable=False, max_length=64, verbose_name="fingerprint of its words"
                    ),
                ),
                ("given_on", models.DateField(verbose_name="given on")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="reports.question",
                    ),
                ),
            ],
            options={
                "verbose_name": "answer that was given",
                "ordering": ["-given_on", "-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["agency", "-given_on"], name="reports_answer_by_agency")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("question", "agency", "reference"),
                        name="reports_answer_given_once_a_request",
                        violation_error_message="This question of the request has been answered already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ReportTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                (
                    "name",
                    models.SlugField(
                        help_text="What commands and addresses call it",
                        max_length=40,
                        unique=True,
                        verbose_name="short name",
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("purpose", models.TextField(blank=True, help_text="When and why it is made")),
                (
                    "body",
                    models.CharField(
                        help_text="The body that reads it, for example Cabinet",
                        max_length=120,
                        verbose_name="made for",
                    ),
                ),
                (
                    "about",
                    models.CharField(
                        choices=[("plan", "A plan"), ("agency", "One agency")],
                        default="plan",
                        max_length=8,
                        verbose_name="is about",
                    ),
                ),
                (
                    "plan_kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=20),
                        blank=True,
                        default=list,
                        help_text="Which plans it may be about",
                        size=None,
                        verbose_name="kinds of plan",
                    ),
                ),
                (
                    "audiences",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("restricted", "Restricted: the board and named readers"),
                                ("officer", "Officers: the corporate management team"),
                                ("member", "Elected members"),
                                ("public", "The public"),
                            ],
                            max_length=12,
                        ),
                        size=None,
                        verbose_name="may be made for",
                    ),
                ),
                (
                    "months",
                    models.PositiveSmallIntegerField(
                        default=6, help_text="Months up to its day", verbose_name="covers"
                    ),
                ),
                (
                    "is_numbered",
                    models.BooleanField(default=True, verbose_name="paragraphs are numbered"),
                ),
            ],
            options={
                "verbose_name": "kind of report",
                "ordering": ["title", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("closed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_reporttemplate_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("audiences__len__gt", 0)),
                        name="reports_template_is_for_somebody",
                        violation_error_message="Choose who it may be made for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("months__gte", 1), ("months__lte", 60)),
                        name="reports_template_covers_months",
                        violation_error_message="It covers between 1 and 60 months.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalSchedule",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("restricted", "Restricted: the board and named readers"),
                            ("officer", "Officers: the corporate management team"),
                            ("member", "Elected members"),
                            ("public", "The public"),
                        ],
                        default="officer",
                        max_length=12,
                        verbose_name="made for",
                    ),
                ),
                ("first_on", models.DateField(verbose_name="first due on")),
                (
                    "every",
                    models.PositiveSmallIntegerField(
                        default=6, help_text="Months", verbose_name="then every"
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("month_end", "The last day of the month before its draft is made"),
                            ("draft_day", "The day its draft is made"),
                        ],
                        default="month_end",
                        max_length=10,
                        verbose_name="its figures speak of",
                    ),
                ),
                (
                    "draft_days",
                    models.PositiveSmallIntegerField(
                        default=35, help_text="Days before", verbose_name="draft made"
                    ),
                ),
                (
                    "comments_days",
                    models.PositiveSmallIntegerField(
                        default=21, help_text="Days before", verbose_name="comments by"
                    ),
                ),
                (
                    "legal_days",
                    models.PositiveSmallIntegerField(
                        default=14, help_text="Days before", verbose_name="legal and finance by"
                    ),
                ),
                (
                    "publish_days",
                    models.PositiveSmallIntegerField(
                        default=7, help_text="Days before", verbose_name="out by"
                    ),
                ),
                ("trouble", models.TextField(blank=True, editable=False)),
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
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="If it goes to meetings: the next one on or after its day",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.body",
                        verbose_name="board or group",
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
                    "kind",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.reporttemplate",
                        verbose_name="kind of report",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical schedule of a report",
                "verbose_name_plural": "historical schedule of a reports",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTemplateSection",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(editable=False, max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=160)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Tables and charts that the portal puts in; without it, only people write here",
                        max_length=60,
                        verbose_name="built from",
                    ),
                ),
                (
                    "figures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="Which figures of the catalogue a section of figures shows",
                        size=None,
                    ),
                ),
                ("guidance", models.TextField(blank=True, help_text="What its writer is told")),
                ("is_wide", models.BooleanField(default=False, verbose_name="printed on its side")),
                (
                    "on_new_page",
                    models.BooleanField(default=False, verbose_name="begins on a new page"),
                ),
                (
                    "is_part",
                    models.BooleanField(
                        default=False,
                        help_text="Its heading stands below that of the section above",
                        verbose_name="part of the section above",
                    ),
                ),
                (
                    "must_be_written",
                    models.BooleanField(default=False, verbose_name="somebody must write it"),
                ),
                ("dropped_on", models.DateField(blank=True, editable=False, null=True)),
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
                    "template",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.reporttemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical section of a kind of report",
                "verbose_name_plural": "historical section of a kind of reports",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("restricted", "Restricted: the board and named readers"),
                            ("officer", "Officers: the corporate management team"),
                            ("member", "Elected members"),
                            ("public", "The public"),
                        ],
                        default="officer",
                        max_length=12,
                        verbose_name="made for",
                    ),
                ),
                ("first_on", models.DateField(verbose_name="first due on")),
                (
                    "every",
                    models.PositiveSmallIntegerField(
                        default=6, help_text="Months", verbose_name="then every"
                    ),
                ),
                (
                    "position",
                    models.CharField(
                        choices=[
                            ("month_end", "The last day of the month before its draft is made"),
                            ("draft_day", "The day its draft is made"),
                        ],
                        default="month_end",
                        max_length=10,
                        verbose_name="its figures speak of",
                    ),
                ),
                (
                    "draft_days",
                    models.PositiveSmallIntegerField(
                        default=35, help_text="Days before", verbose_name="draft made"
                    ),
                ),
                (
                    "comments_days",
                    models.PositiveSmallIntegerField(
                        default=21, help_text="Days before", verbose_name="comments by"
                    ),
                ),
                (
                    "legal_days",
                    models.PositiveSmallIntegerField(
                        default=14, help_text="Days before", verbose_name="legal and finance by"
                    ),
                ),
                (
                    "publish_days",
                    models.PositiveSmallIntegerField(
                        default=7, help_text="Days before", verbose_name="out by"
                    ),
                ),
                ("trouble", models.TextField(blank=True, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        help_text="If it goes to meetings: the next one on or after its day",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actions.body",
                        verbose_name="board or group",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="schedules",
                        to="reports.reporttemplate",
                        verbose_name="kind of report",
                    ),
                ),
            ],
            options={
                "verbose_name": "schedule of a report",
                "ordering": ["first_on", "pk"],
                "abstract": False,
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_because", ""), ("closed_on__isnull", True)),
                            models.Q(
                                ("closed_on__isnull", False),
                                models.Q(("closed_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_schedule_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("every__gte", 1), ("every__lte", 60)),
                        name="reports_schedule_comes_again",
                        violation_error_message="It is due every 1 to 60 months.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("comments_days__gte", models.F("legal_days")),
                            ("draft_days__gte", models.F("comments_days")),
                            ("draft_days__lte", 180),
                            ("legal_days__gte", models.F("publish_days")),
                        ),
                        name="reports_schedule_steps_in_order",
                        violation_error_message="The draft comes first, then comments, then legal and finance, then the day it goes out; none more than 180 days before.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="position as at")),
                (
                    "known_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="What had been recorded by then",
                        null=True,
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("restricted", "Restricted: the board and named readers"),
                            ("officer", "Officers: the corporate management team"),
                            ("member", "Elected members"),
                            ("public", "The public"),
                        ],
                        default="officer",
                        max_length=12,
                    ),
                ),
                (
                    "occasion",
                    models.DateField(
                        blank=True,
                        editable=False,
                        help_text="The day of the schedule it is made for",
                        null=True,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("summary", models.TextField(blank=True)),
                ("decisions", models.TextField(blank=True, verbose_name="decisions sought")),
                (
                    "state",
                    models.CharField(
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
                ("failure", models.TextField(blank=True, editable=False)),
                (
                    "changes",
                    models.TextField(
                        blank=True,
                        help_text="Since the version that went out before",
                        verbose_name="what has changed",
                    ),
                ),
                ("frozen", models.JSONField(blank=True, editable=False, null=True)),
                ("frozen_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("made_with", models.CharField(blank=True, editable=False, max_length=80)),
                (
                    "drawn_sha256",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Of its figures and words, as they would go out",
                        max_length=64,
                        verbose_name="fingerprint of what the draft says",
                    ),
                ),
                (
                    "requested_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ready_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("sent_back_because", models.TextField(blank=True, editable=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="prevent_portal.storedfile",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        help_text="The meeting that it is written for",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actions.meeting",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="actions.plan",
                    ),
                ),
                (
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replacements",
                        to="reports.report",
                    ),
                ),
                (
                    "requested_by",
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
                    "submitted_by",
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
                    "kind",
                    models.ForeignKey(
                        db_column="kind",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="reports.reporttemplate",
                        to_field="name",
                    ),
                ),
                (
                    "schedule",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="reports.schedule",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["plan", "kind", "-on"], name="reports_report_by_plan"),
                    models.Index(fields=["agency", "kind", "-on"], name="reports_report_by_agency"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "agency", "plan", "on", "version"),
                        name="reports_report_version_is_its_own",
                        nulls_distinct=False,
                        violation_error_message="This version of the report has been made already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("schedule__isnull", False)),
                        fields=("schedule", "occasion"),
                        name="reports_report_made_once_an_occasion",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("file__isnull", False),
                                ("frozen__isnull", False),
                                ("ready_at__isnull", False),
                                (
                                    "state__in",
                                    ("ready", "checking", "issuing", "issued", "withdrawn"),
                                ),
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("frozen__isnull", True),
                                ("frozen_sha256", ""),
                                ("known_at__isnull", True),
                            ),
                            models.Q(
                                models.Q(("frozen__isnull", False), ("known_at__isnull", False)),
                                models.Q(("frozen_sha256", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_report_frozen_has_its_hash",
                        violation_error_message="What is frozen is kept with its hash and its moment.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("failure", ""), ("state", "failed"), _negated=True),
                        name="reports_report_failed_says_why",
                        violation_error_message="Say why the report could not be made.",
                    ),
                ],
            },
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="reports_disclosuredecision_has_a_reason",
                        violation_error_message="Say why.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("report", "place"),
                        name="reports_disclosuredecision_one_a_place",
                    ),
                ],
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
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.body",
                        verbose_name="board or group",
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
                "verbose_name": "historical reader",
                "verbose_name_plural": "historical readers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReport",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="position as at")),
                (
                    "known_at",
                    models.DateTimeField(
                        blank=True,
                        editable=False,
                        help_text="What had been recorded by then",
                        null=True,
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("restricted", "Restricted: the board and named readers"),
                            ("officer", "Officers: the corporate management team"),
                            ("member", "Elected members"),
                            ("public", "The public"),
                        ],
                        default="officer",
                        max_length=12,
                    ),
                ),
                (
                    "occasion",
                    models.DateField(
                        blank=True,
                        editable=False,
                        help_text="The day of the schedule it is made for",
                        null=True,
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(default=1, editable=False)),
                ("summary", models.TextField(blank=True)),
                ("decisions", models.TextField(blank=True, verbose_name="decisions sought")),
                (
                    "state",
                    models.CharField(
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
                ("failure", models.TextField(blank=True, editable=False)),
                (
                    "changes",
                    models.TextField(
                        blank=True,
                        help_text="Since the version that went out before",
                        verbose_name="what has changed",
                    ),
                ),
                ("frozen_sha256", models.CharField(blank=True, editable=False, max_length=64)),
                ("made_with", models.CharField(blank=True, editable=False, max_length=80)),
                (
                    "drawn_sha256",
                    models.CharField(
                        blank=True,
                        editable=False,
                        help_text="Of its figures and words, as they would go out",
                        max_length=64,
                        verbose_name="fingerprint of what the draft says",
                    ),
                ),
                (
                    "requested_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("ready_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("sent_back_because", models.TextField(blank=True, editable=False)),
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
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="prevent_portal.agency",
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
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The meeting that it is written for",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.meeting",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="actions.plan",
                    ),
                ),
                (
                    "requested_by",
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
                    "submitted_by",
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
                    "previous",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.report",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
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
                (
                    "schedule",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="reports.schedule",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical report",
                "verbose_name_plural": "historical reports",
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
                "verbose_name": "historical reviewer",
                "verbose_name_plural": "historical reviewers",
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
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["-issued_at", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_because", ""),
                                ("withdrawn_by__isnull", True),
                            ),
                            models.Q(
                                models.Q(
                                    ("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)
                                ),
                                models.Q(("withdrawn_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_publication_withdrawn_says_why",
                        violation_error_message="Say why it is withdrawn.",
                    )
                ],
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
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="actions.body",
                        verbose_name="board or group",
                    ),
                ),
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
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readers",
                        to="reports.report",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agency__isnull", True),
                                ("body__isnull", True),
                                ("role", ""),
                                ("user__isnull", False),
                            ),
                            models.Q(
                                models.Q(("body__isnull", True), ("user__isnull", True)),
                                models.Q(("role", ""), _negated=True),
                            ),
                            models.Q(
                                ("agency__isnull", True),
                                ("body__isnull", False),
                                ("role", ""),
                                ("user__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_reader_is_one_a_role_or_a_board",
                        violation_error_message="Choose a person, a role or a board: one of the three.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("report", "user", "role", "agency", "body"),
                        name="reports_reader_is_named_once",
                        nulls_distinct=False,
                        violation_error_message="They are among its readers already.",
                    ),
                ],
            },
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("writer__isnull", False)),
                        fields=["writer"],
                        name="reports_section_by_writer",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("report", "key"), name="reports_reportsection_key_is_its_own"
                    )
                ],
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
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("report", "user"),
                        name="reports_reviewer_is_asked_once",
                        violation_error_message="They are asked already.",
                    )
                ],
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
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answer", ""),
                                ("settled_at__isnull", True),
                                ("settled_by__isnull", True),
                            ),
                            models.Q(
                                models.Q(
                                    ("settled_at__isnull", False), ("settled_by__isnull", False)
                                ),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reports_comment_settled_says_how",
                        violation_error_message="Say what was done about the comment.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TemplateSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(editable=False, max_length=40)),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=160)),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        help_text="Tables and charts that the portal puts in; without it, only people write here",
                        max_length=60,
                        verbose_name="built from",
                    ),
                ),
                (
                    "figures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="Which figures of the catalogue a section of figures shows",
                        size=None,
                    ),
                ),
                ("guidance", models.TextField(blank=True, help_text="What its writer is told")),
                ("is_wide", models.BooleanField(default=False, verbose_name="printed on its side")),
                (
                    "on_new_page",
                    models.BooleanField(default=False, verbose_name="begins on a new page"),
                ),
                (
                    "is_part",
                    models.BooleanField(
                        default=False,
                        help_text="Its heading stands below that of the section above",
                        verbose_name="part of the section above",
                    ),
                ),
                (
                    "must_be_written",
                    models.BooleanField(default=False, verbose_name="somebody must write it"),
                ),
                ("dropped_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="reports.reporttemplate",
                    ),
                ),
            ],
            options={
                "verbose_name": "section of a kind of report",
                "ordering": ["position", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("template", "key"), name="reports_templatesection_key_is_its_own"
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="answer_stays_as_it_was_given",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="519ce10a542004b1fb2b5957d7a7b4b4655e41e8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_answer_stays_as_it_was_given_04920",
                    table="reports_answer",
                    when="BEFORE",
                ),
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
        pgtrigger.migrations.AddTrigger(
            model_name="report",
            trigger=pgtrigger.compiler.Trigger(
                name="report_is_never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="28aba5228dbf9b6aa21274bffc79d5baa3ff5356",
                    operation="DELETE",
                    pgid="pgtrigger_report_is_never_deleted_450d2",
                    table="reports_report",
                    when="BEFORE",
                ),
            ),
        ),
    ]
