"""Settings, audit rounds and the matrix of the strategy; the kinds that every partnership begins with."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import simple_history.models
from django.conf import settings
from django.db import migrations, models


TABLES = """
    training_historicalauditinvite, training_historicalauditquestion,
    training_historicalauditreturn, training_historicalauditround, training_historicalmatrixrow,
    training_historicalmatrixrow_courses, training_historicalsetting,
    training_historicalsettingexclusion, training_historicalsettingkind,
    training_historicalsettingkind_courses, training_historicalsettingtraining
"""

#: Kinds that every partnership begins with, to be changed on their pages: name, trained people needed,
#: a trained lead, everybody, why they do not count (domain 2.2).
KINDS = (
    ("Maintained school", 1, True, False, ""),
    ("Academy", 1, True, False, ""),
    ("Independent school", 1, True, False, "Independent schools do not count towards the aim"),
    ("Early years setting", 1, False, False, ""),
    ("Supplementary school", 1, False, False, ""),
    ("Care home", 1, True, False, ""),
    ("Foster household", 0, False, True, ""),
    ("Contractor", 1, False, False, ""),
)


def seed(apps, schema_editor):
    """The usual kinds of setting, each with its rule."""
    rows = apps.get_model("training", "SettingKind").objects.using(schema_editor.connection.alias)
    for name, needed, lead, everybody, why in KINDS:
        rows.create(
            name=name,
            needs_trained=needed,
            needs_lead=lead,
            needs_everybody=everybody,
            left_out_because=why,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("prevent_portal", "0005_staff_numbers"),
        ("training", "0003_rules"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("title", models.CharField(max_length=200)),
                ("intro", models.TextField(blank=True, verbose_name="what the settings are told")),
                ("closes_on", models.DateField(verbose_name="last day for answers")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.course",
                        verbose_name="training asked about",
                    ),
                ),
            ],
            options={
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
                        name="training_auditround_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    )
                ],
                "ordering": ["-closes_on", "-pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SettingKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("name", models.CharField(max_length=100)),
                (
                    "needs_trained",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="0 if none are asked for",
                        verbose_name="trained people needed",
                    ),
                ),
                (
                    "needs_lead",
                    models.BooleanField(
                        default=False, verbose_name="the designated lead must be trained"
                    ),
                ),
                (
                    "needs_everybody",
                    models.BooleanField(
                        default=False, verbose_name="everybody there must be trained"
                    ),
                ),
                (
                    "renew_months",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Months", null=True, verbose_name="renewed every"
                    ),
                ),
                (
                    "left_out_because",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="why such settings do not count"
                    ),
                ),
                (
                    "courses",
                    models.ManyToManyField(blank=True, related_name="+", to="training.course"),
                ),
            ],
            options={
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
                        name="training_settingkind_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="training_settingkind_name_is_its_own",
                        violation_error_message="There is already a kind of setting of this name.",
                    ),
                ],
                "verbose_name": "kind of setting",
                "verbose_name_plural": "kinds of setting",
                "ordering": ["name", "pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Setting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("name", models.CharField(max_length=200)),
                ("area", models.CharField(blank=True, max_length=100)),
                ("places", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "people",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Staff, or carers of a household",
                        null=True,
                        verbose_name="people to be trained",
                    ),
                ),
                ("contact_name", models.CharField(blank=True, max_length=200)),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail address of the contact"
                    ),
                ),
                ("contact_phone", models.CharField(blank=True, max_length=40)),
                (
                    "lead_name",
                    models.CharField(blank=True, max_length=200, verbose_name="designated lead"),
                ),
                (
                    "lead_since",
                    models.DateField(blank=True, null=True, verbose_name="designated lead since"),
                ),
                (
                    "has_declined",
                    models.BooleanField(default=False, verbose_name="declined to take part"),
                ),
                ("notes", models.TextField(blank=True)),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.agency",
                        verbose_name="responsible agency",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settings",
                        to="training.settingkind",
                    ),
                ),
            ],
            options={
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
                        name="training_setting_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        name="training_setting_named_once_an_agency",
                        violation_error_message="This agency already has a setting of this name.",
                    ),
                ],
                "ordering": ["name", "pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AuditInvite",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                (
                    "nonce",
                    models.UUIDField(
                        help_text="From this and the portal's key a token is made", unique=True
                    ),
                ),
                (
                    "digest",
                    models.CharField(help_text="SHA-256 of the token", max_length=64, unique=True),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("failed_because", models.CharField(blank=True, max_length=200)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invites",
                        to="training.auditround",
                    ),
                ),
                (
                    "setting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.setting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("round", "setting"),
                        name="training_invite_one_a_setting",
                        violation_error_message="This setting already has a link.",
                    )
                ],
                "ordering": ["setting__name", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AuditReturn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answers",
                    models.JSONField(default=dict, help_text="Answers by the key of the question"),
                ),
                (
                    "answered_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("answered_on", models.DateField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invite",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="training.auditinvite",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AuditQuestion",
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
                    "position",
                    models.PositiveSmallIntegerField(default=1, verbose_name="place in the form"),
                ),
                ("words", models.CharField(max_length=200, verbose_name="question")),
                ("hint", models.CharField(blank=True, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("yes_no", "Yes or no"),
                            ("number", "Number"),
                            ("day", "Day"),
                            ("text", "Short text"),
                        ],
                        max_length=8,
                        verbose_name="answered by",
                    ),
                ),
                ("is_required", models.BooleanField(default=True, verbose_name="must be answered")),
                (
                    "feeds",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Nothing, it is kept with the return"),
                            ("lead_name", "Who the designated lead is"),
                            ("lead_trained", "When the designated lead was trained"),
                            ("trained", "How many people have been trained"),
                            ("people", "How many people there are to be trained"),
                        ],
                        max_length=12,
                        verbose_name="what an accepted answer changes",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="training.auditround",
                    ),
                ),
            ],
            options={
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
                        name="training_auditquestion_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("feeds", ""), _negated=True), ("closed_on__isnull", True)
                        ),
                        fields=("round", "feeds"),
                        name="training_auditquestion_feeds_once",
                        violation_error_message="Another question of this round changes that already.",
                    ),
                ],
                "verbose_name": "question",
                "ordering": ["position", "pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalAuditQuestion",
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
                    "position",
                    models.PositiveSmallIntegerField(default=1, verbose_name="place in the form"),
                ),
                ("words", models.CharField(max_length=200, verbose_name="question")),
                ("hint", models.CharField(blank=True, max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("yes_no", "Yes or no"),
                            ("number", "Number"),
                            ("day", "Day"),
                            ("text", "Short text"),
                        ],
                        max_length=8,
                        verbose_name="answered by",
                    ),
                ),
                ("is_required", models.BooleanField(default=True, verbose_name="must be answered")),
                (
                    "feeds",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Nothing, it is kept with the return"),
                            ("lead_name", "Who the designated lead is"),
                            ("lead_trained", "When the designated lead was trained"),
                            ("trained", "How many people have been trained"),
                            ("people", "How many people there are to be trained"),
                        ],
                        max_length=12,
                        verbose_name="what an accepted answer changes",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.auditround",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical question",
                "verbose_name_plural": "historical questions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAuditReturn",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "answers",
                    models.JSONField(default=dict, help_text="Answers by the key of the question"),
                ),
                (
                    "answered_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("answered_on", models.DateField()),
                ("accepted_at", models.DateTimeField(blank=True, null=True)),
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
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
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
                    "invite",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.auditinvite",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical audit return",
                "verbose_name_plural": "historical audit returns",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAuditRound",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("title", models.CharField(max_length=200)),
                ("intro", models.TextField(blank=True, verbose_name="what the settings are told")),
                ("closes_on", models.DateField(verbose_name="last day for answers")),
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
                    "course",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.course",
                        verbose_name="training asked about",
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
                "verbose_name": "historical audit round",
                "verbose_name_plural": "historical audit rounds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMatrixRow",
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
                    "activities",
                    models.TextField(help_text="What people at this level do about Prevent"),
                ),
                ("competency", models.TextField(help_text="What they must know and be able to do")),
                ("outcome", models.TextField(help_text="What comes of it")),
                ("from_on", models.DateField(verbose_name="holds from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="holds to")),
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
                    "level",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.level",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical part of the strategy",
                "verbose_name_plural": "historical part of the strategys",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSettingKind",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("name", models.CharField(max_length=100)),
                (
                    "needs_trained",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="0 if none are asked for",
                        verbose_name="trained people needed",
                    ),
                ),
                (
                    "needs_lead",
                    models.BooleanField(
                        default=False, verbose_name="the designated lead must be trained"
                    ),
                ),
                (
                    "needs_everybody",
                    models.BooleanField(
                        default=False, verbose_name="everybody there must be trained"
                    ),
                ),
                (
                    "renew_months",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="Months", null=True, verbose_name="renewed every"
                    ),
                ),
                (
                    "left_out_because",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="why such settings do not count"
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
                "verbose_name": "historical kind of setting",
                "verbose_name_plural": "historical kinds of setting",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MatrixRow",
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
                    "activities",
                    models.TextField(help_text="What people at this level do about Prevent"),
                ),
                ("competency", models.TextField(help_text="What they must know and be able to do")),
                ("outcome", models.TextField(help_text="What comes of it")),
                ("from_on", models.DateField(verbose_name="holds from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="holds to")),
                (
                    "courses",
                    models.ManyToManyField(blank=True, related_name="+", to="training.course"),
                ),
                (
                    "level",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matrix_rows",
                        to="training.level",
                    ),
                ),
            ],
            options={
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
                        name="training_matrixrow_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="training_matrix_ends_after_it_starts",
                        violation_error_message="It must end after it starts.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on__isnull", True)),
                        fields=("level", "from_on"),
                        name="training_matrix_once_from_a_day",
                        violation_error_message="This level already has a part that holds from that day.",
                    ),
                ],
                "verbose_name": "part of the strategy",
                "ordering": ["level__position", "level__name", "-from_on", "pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalMatrixRow_courses",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "course",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.course",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="training.historicalmatrixrow",
                    ),
                ),
                (
                    "matrixrow",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.matrixrow",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalMatrixRow_courses",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSettingTraining",
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
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=200, verbose_name="name")),
                (
                    "role",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="part they play there"
                    ),
                ),
                (
                    "is_lead",
                    models.BooleanField(default=False, verbose_name="is the designated lead"),
                ),
                ("people", models.PositiveIntegerField(default=1, verbose_name="how many people")),
                ("on", models.DateField(verbose_name="completed on")),
                (
                    "source",
                    models.CharField(blank=True, max_length=200, verbose_name="how it is known"),
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
                    "course",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.course",
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="prevent_portal.person",
                    ),
                ),
                (
                    "setting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.setting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical training at a setting",
                "verbose_name_plural": "historical training at a settings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSettingExclusion",
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
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to")),
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
                    "setting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.setting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical exclusion",
                "verbose_name_plural": "historical exclusions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAuditInvite",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254)),
                (
                    "nonce",
                    models.UUIDField(
                        db_index=True, help_text="From this and the portal's key a token is made"
                    ),
                ),
                (
                    "digest",
                    models.CharField(
                        db_index=True, help_text="SHA-256 of the token", max_length=64
                    ),
                ),
                (
                    "made_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("failed_because", models.CharField(blank=True, max_length=200)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
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
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.auditround",
                    ),
                ),
                (
                    "setting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.setting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical audit invite",
                "verbose_name_plural": "historical audit invites",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SettingExclusion",
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
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("reason", models.CharField(max_length=200)),
                ("from_on", models.DateField(verbose_name="from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "setting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exclusions",
                        to="training.setting",
                    ),
                ),
            ],
            options={
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
                        name="training_settingexclusion_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="training_exclusion_ends_after_it_starts",
                        violation_error_message="It must end after it starts.",
                    ),
                ],
                "verbose_name": "exclusion",
                "ordering": ["-from_on", "-pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalSettingKind_courses",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "course",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.course",
                    ),
                ),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="training.historicalsettingkind",
                    ),
                ),
                (
                    "settingkind",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.settingkind",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalSettingKind_courses",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSetting",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("name", models.CharField(max_length=200)),
                ("area", models.CharField(blank=True, max_length=100)),
                ("places", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "people",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="Staff, or carers of a household",
                        null=True,
                        verbose_name="people to be trained",
                    ),
                ),
                ("contact_name", models.CharField(blank=True, max_length=200)),
                (
                    "contact_email",
                    models.EmailField(
                        blank=True, max_length=254, verbose_name="e-mail address of the contact"
                    ),
                ),
                ("contact_phone", models.CharField(blank=True, max_length=40)),
                (
                    "lead_name",
                    models.CharField(blank=True, max_length=200, verbose_name="designated lead"),
                ),
                (
                    "lead_since",
                    models.DateField(blank=True, null=True, verbose_name="designated lead since"),
                ),
                (
                    "has_declined",
                    models.BooleanField(default=False, verbose_name="declined to take part"),
                ),
                ("notes", models.TextField(blank=True)),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened")),
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
                        verbose_name="responsible agency",
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
                        to="training.settingkind",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical setting",
                "verbose_name_plural": "historical settings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="SettingTraining",
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
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=200, verbose_name="name")),
                (
                    "role",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="part they play there"
                    ),
                ),
                (
                    "is_lead",
                    models.BooleanField(default=False, verbose_name="is the designated lead"),
                ),
                ("people", models.PositiveIntegerField(default=1, verbose_name="how many people")),
                ("on", models.DateField(verbose_name="completed on")),
                (
                    "source",
                    models.CharField(blank=True, max_length=200, verbose_name="how it is known"),
                ),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="training.course",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.person",
                    ),
                ),
                (
                    "setting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trainings",
                        to="training.setting",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["setting", "-on"], name="training_of_setting")],
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
                        name="training_settingtraining_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("who", ""), ("people", 1), _connector="OR"),
                        name="training_of_setting_names_one_or_counts",
                        violation_error_message="A row with a name is about one person.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_lead", False),
                            models.Q(("who", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="training_of_setting_lead_has_a_name",
                        violation_error_message="Enter the name of the designated lead.",
                    ),
                ],
                "verbose_name": "training at a setting",
                "ordering": ["-on", "-pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {TABLES} FROM portal_app", migrations.RunSQL.noop
        ),
    ]
