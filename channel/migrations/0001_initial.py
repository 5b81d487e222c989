"""Cases with everything about them, panels and their meetings, seats, records."""

import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import prevent_portal.sealed
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("prevent_portal", "0002_gate"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccountChange",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "until",
                    models.DateTimeField(help_text="From when on the account confirms again"),
                ),
                ("what", models.CharField(max_length=60)),
            ],
            options={
                "ordering": ["-at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AgeBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("words", models.CharField(max_length=40)),
                ("youngest", models.PositiveSmallIntegerField(help_text="Years")),
                (
                    "oldest",
                    models.PositiveSmallIntegerField(
                        default=140, help_text="Years; 140 for no upper end"
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "age band",
                "ordering": ["from_on", "youngest"],
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
                        name="channel_ageband_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.F("youngest"),
                                    models.F("oldest"),
                                    models.Value("[]"),
                                    function="int4range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("from_on"),
                                    models.F("until_on"),
                                    models.Value("[)"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="channel_ageband_no_age_in_two",
                        violation_error_message="Another band holds some of these ages on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None),
                            ("until_on__gt", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="channel_ageband_ends_after_it_begins",
                        violation_error_message="The band must end after it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("oldest__gte", models.F("youngest")), ("oldest__lte", 140)
                        ),
                        name="channel_ageband_goes_upwards",
                        violation_error_message="The oldest age must not be below the youngest, nor above 140.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssuranceExtent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("words", models.CharField(max_length=60)),
                ("place", models.PositiveSmallIntegerField(verbose_name="place, from the worst")),
                (
                    "needs_comment",
                    models.BooleanField(default=False, verbose_name="asks for a comment"),
                ),
            ],
            options={
                "ordering": ["place", "pk"],
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
                        name="channel_assuranceextent_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.UniqueConstraint(
                        fields=("words",),
                        name="channel_assuranceextent_words_are_its_own",
                        violation_error_message="There is already a step of these words.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssuranceStandard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("area", models.CharField(max_length=120, verbose_name="area of control")),
                ("place", models.PositiveSmallIntegerField(verbose_name="place in the statement")),
                ("words", models.TextField(verbose_name="standard")),
                ("from_on", models.DateField(verbose_name="in force from")),
                (
                    "evidence",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("received", "Referrals received"),
                                ("sector", "By sector of the referrer"),
                                ("concern", "By type of concern"),
                                ("age", "By age"),
                                ("gender", "By gender"),
                                ("repeat", "Referred before"),
                                ("screened", "Screened"),
                                ("not_progressed", "Not progressed"),
                                ("to_panel", "Referred to the panel"),
                                ("considered", "Considered by the panel"),
                                ("adopted", "Adopted"),
                                ("not_adopted", "Not adopted"),
                                ("consent_sought", "Consent asked for"),
                                ("consent_given", "Consent given"),
                                ("consent_refused", "Consent refused"),
                                ("consent_withdrawn", "Consent withdrawn"),
                                ("alternative", "Alternative pathway"),
                                ("closed", "Closed"),
                                ("closed_by", "Closed, by reason"),
                                ("reopened", "Opened again"),
                                ("days", "Days from referral (middle case)"),
                                ("live", "Live cases"),
                                ("reviews_due", "Later reviews due"),
                                ("reviews_done", "Later reviews done"),
                                ("reviews_on_time", "Later reviews done on time"),
                                ("reviews_late", "Later reviews late"),
                                ("transfers_open", "Transfers without a receipt"),
                                ("meetings", "Panel meetings held"),
                                ("quorate", "Meetings that were quorate"),
                                ("glass", "Emergency access used"),
                                ("glass_reviewed", "Emergency access reviewed"),
                                ("glass_late", "Emergency access not reviewed in time"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        help_text="The numbers that show how far it is met",
                        size=None,
                    ),
                ),
            ],
            options={
                "ordering": ["place", "pk"],
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
                        name="channel_assurancestandard_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Clock",
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
                    "step",
                    models.CharField(
                        choices=[
                            ("share", "Share a referral with the police"),
                            ("screen", "Screen a referral"),
                            ("answer", "Answer a request for information"),
                            ("section_36", "Decide under section 36"),
                            ("panel", "Be considered by the panel"),
                            ("consent", "Hear about consent"),
                            ("review", "Be reviewed by the panel"),
                            ("assess", "Be assessed again"),
                            ("contact", "Be seen by a provider"),
                            ("pathway", "Hear of an alternative pathway's outcome"),
                            ("feedback", "Tell the referrer"),
                            ("transfer", "Hear that another area has taken a case over"),
                            ("after_6", "First review after closing"),
                            ("after_12", "Second review after closing"),
                        ],
                        max_length=12,
                    ),
                ),
                ("length", models.PositiveSmallIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("working", "working days (England and Wales)"),
                            ("days", "days"),
                            ("months", "months"),
                        ],
                        default="working",
                        max_length=8,
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "time limit",
                "ordering": ["step", "-from_on"],
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
                        name="channel_clock_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.Func(models.F("step"), function="hashtext"),
                                    models.Func(models.F("step"), function="hashtext"),
                                    models.Value("[]"),
                                    function="int4range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("from_on"),
                                    models.F("until_on"),
                                    models.Value("[)"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="channel_clock_one_a_step_and_day",
                        violation_error_message="This step has another time limit on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None),
                            ("until_on__gt", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="channel_clock_ends_after_it_begins",
                        violation_error_message="The time limit must end after it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("length__gte", 1), ("length__lte", 366)),
                        name="channel_clock_takes_some_time",
                        violation_error_message="A time limit is between 1 and 366.",
                    ),
                    models.UniqueConstraint(
                        fields=("step", "from_on"),
                        name="channel_clock_once_a_day",
                        violation_error_message="This step already has a limit from that day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("step__in", ["after_6", "after_12"]), _negated=True),
                            models.Q(("length", 6), ("step", "after_6"), ("unit", "months")),
                            models.Q(("length", 12), ("step", "after_12"), ("unit", "months")),
                            _connector="OR",
                        ),
                        name="channel_clock_reviews_at_6_and_12_months",
                        violation_error_message="Closed cases are reviewed at 6 and at 12 months.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.UUIDField(
                        help_text="What the key is bound to; the form's number", unique=True
                    ),
                ),
                ("wrapped", models.BinaryField()),
                ("version", models.PositiveSmallIntegerField(help_text="Of the master key")),
                (
                    "words",
                    prevent_portal.sealed.SealedText(help_text="The form as it was typed, as JSON"),
                ),
                (
                    "begun_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("saved_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-saved_at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Framework",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("about", models.TextField(blank=True)),
                (
                    "scale",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="Words for the scores from lowest to highest; none where factors are described only",
                        size=None,
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["name", "-version"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "version"),
                        name="channel_framework_one_of_each_version",
                        violation_error_message="This version exists already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="channel_framework_ends_after_it_begins",
                        violation_error_message="The last day must come after the first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Factor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dimension", models.CharField(max_length=120)),
                ("words", models.CharField(max_length=200)),
                ("place", models.PositiveSmallIntegerField()),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="factors",
                        to="channel.framework",
                    ),
                ),
            ],
            options={
                "ordering": ["framework", "place"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("framework", "dimension", "words"),
                        name="channel_factor_once_a_dimension",
                        violation_error_message="A factor stands here twice.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAgeBand",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("words", models.CharField(max_length=40)),
                ("youngest", models.PositiveSmallIntegerField(help_text="Years")),
                (
                    "oldest",
                    models.PositiveSmallIntegerField(
                        default=140, help_text="Years; 140 for no upper end"
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
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
                "verbose_name": "historical age band",
                "verbose_name_plural": "historical age bands",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAssuranceExtent",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("words", models.CharField(max_length=60)),
                ("place", models.PositiveSmallIntegerField(verbose_name="place, from the worst")),
                (
                    "needs_comment",
                    models.BooleanField(default=False, verbose_name="asks for a comment"),
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
                "verbose_name": "historical assurance extent",
                "verbose_name_plural": "historical assurance extents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAssuranceStandard",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("area", models.CharField(max_length=120, verbose_name="area of control")),
                ("place", models.PositiveSmallIntegerField(verbose_name="place in the statement")),
                ("words", models.TextField(verbose_name="standard")),
                ("from_on", models.DateField(verbose_name="in force from")),
                (
                    "evidence",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("received", "Referrals received"),
                                ("sector", "By sector of the referrer"),
                                ("concern", "By type of concern"),
                                ("age", "By age"),
                                ("gender", "By gender"),
                                ("repeat", "Referred before"),
                                ("screened", "Screened"),
                                ("not_progressed", "Not progressed"),
                                ("to_panel", "Referred to the panel"),
                                ("considered", "Considered by the panel"),
                                ("adopted", "Adopted"),
                                ("not_adopted", "Not adopted"),
                                ("consent_sought", "Consent asked for"),
                                ("consent_given", "Consent given"),
                                ("consent_refused", "Consent refused"),
                                ("consent_withdrawn", "Consent withdrawn"),
                                ("alternative", "Alternative pathway"),
                                ("closed", "Closed"),
                                ("closed_by", "Closed, by reason"),
                                ("reopened", "Opened again"),
                                ("days", "Days from referral (middle case)"),
                                ("live", "Live cases"),
                                ("reviews_due", "Later reviews due"),
                                ("reviews_done", "Later reviews done"),
                                ("reviews_on_time", "Later reviews done on time"),
                                ("reviews_late", "Later reviews late"),
                                ("transfers_open", "Transfers without a receipt"),
                                ("meetings", "Panel meetings held"),
                                ("quorate", "Meetings that were quorate"),
                                ("glass", "Emergency access used"),
                                ("glass_reviewed", "Emergency access reviewed"),
                                ("glass_late", "Emergency access not reviewed in time"),
                            ],
                            max_length=20,
                        ),
                        blank=True,
                        default=list,
                        help_text="The numbers that show how far it is met",
                        size=None,
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
                "verbose_name": "historical assurance standard",
                "verbose_name_plural": "historical assurance standards",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalClock",
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
                    "step",
                    models.CharField(
                        choices=[
                            ("share", "Share a referral with the police"),
                            ("screen", "Screen a referral"),
                            ("answer", "Answer a request for information"),
                            ("section_36", "Decide under section 36"),
                            ("panel", "Be considered by the panel"),
                            ("consent", "Hear about consent"),
                            ("review", "Be reviewed by the panel"),
                            ("assess", "Be assessed again"),
                            ("contact", "Be seen by a provider"),
                            ("pathway", "Hear of an alternative pathway's outcome"),
                            ("feedback", "Tell the referrer"),
                            ("transfer", "Hear that another area has taken a case over"),
                            ("after_6", "First review after closing"),
                            ("after_12", "Second review after closing"),
                        ],
                        max_length=12,
                    ),
                ),
                ("length", models.PositiveSmallIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[
                            ("working", "working days (England and Wales)"),
                            ("days", "days"),
                            ("months", "months"),
                        ],
                        default="working",
                        max_length=8,
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
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
                "verbose_name": "historical time limit",
                "verbose_name_plural": "historical time limits",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFramework",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("about", models.TextField(blank=True)),
                (
                    "scale",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        blank=True,
                        default=list,
                        help_text="Words for the scores from lowest to highest; none where factors are described only",
                        size=None,
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
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
                "verbose_name": "historical framework",
                "verbose_name_plural": "historical frameworks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalNationalSeries",
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
                    "measure",
                    models.CharField(
                        choices=[
                            ("received", "Referrals received"),
                            ("sector", "By sector of the referrer"),
                            ("concern", "By type of concern"),
                            ("age", "By age"),
                            ("gender", "By gender"),
                            ("repeat", "Referred before"),
                            ("screened", "Screened"),
                            ("not_progressed", "Not progressed"),
                            ("to_panel", "Referred to the panel"),
                            ("considered", "Considered by the panel"),
                            ("adopted", "Adopted"),
                            ("not_adopted", "Not adopted"),
                            ("consent_sought", "Consent asked for"),
                            ("consent_given", "Consent given"),
                            ("consent_refused", "Consent refused"),
                            ("consent_withdrawn", "Consent withdrawn"),
                            ("alternative", "Alternative pathway"),
                            ("closed", "Closed"),
                            ("closed_by", "Closed, by reason"),
                            ("reopened", "Opened again"),
                            ("days", "Days from referral (middle case)"),
                            ("live", "Live cases"),
                            ("reviews_due", "Later reviews due"),
                            ("reviews_done", "Later reviews done"),
                            ("reviews_on_time", "Later reviews done on time"),
                            ("reviews_late", "Later reviews late"),
                            ("transfers_open", "Transfers without a receipt"),
                            ("meetings", "Panel meetings held"),
                            ("quorate", "Meetings that were quorate"),
                            ("glass", "Emergency access used"),
                            ("glass_reviewed", "Emergency access reviewed"),
                            ("glass_late", "Emergency access not reviewed in time"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        blank=True,
                        help_text="For example, a sector. Leave empty for the whole.",
                        max_length=120,
                        verbose_name="part of the measure",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="2024 for the year from April 2024", verbose_name="year beginning"
                    ),
                ),
                ("value", models.DecimalField(decimal_places=1, max_digits=12)),
                ("is_percent", models.BooleanField(default=False, verbose_name="a percentage")),
                ("source", models.CharField(max_length=300)),
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
                "verbose_name": "historical national series",
                "verbose_name_plural": "historical national series",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPanel",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(db_index=True, max_length=200)),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="Whom to call about a case, and in which hours",
                        max_length=300,
                    ),
                ),
                ("out_of_hours", models.CharField(blank=True, max_length=300)),
                (
                    "children_door",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="The council’s front door for children",
                        max_length=300,
                        verbose_name="contact point for under 18s",
                    ),
                ),
                (
                    "children_advice",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="Beside the referral",
                        max_length=1000,
                        verbose_name="what to do about somebody under 18",
                    ),
                ),
                (
                    "adults_door",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="The council’s front door for adults",
                        max_length=300,
                        verbose_name="contact point for adults",
                    ),
                ),
                (
                    "adults_advice",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="Beside the referral",
                        max_length=1000,
                        verbose_name="what to do about an adult",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="Of the seats of the panel; a deputy counts for the seat they stand in for. The Act itself asks for the council and the police (section 37)",
                        validators=[django.core.validators.MinValueValidator(2)],
                        verbose_name="how many must be there",
                    ),
                ),
                (
                    "quorum_services",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        help_text="As the members speak for them, one to a line. For example: children's social care",
                        size=None,
                        verbose_name="services that must be there",
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
                    "authority",
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
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "police",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The force whose chief officer appoints a member (section 37)",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical panel",
                "verbose_name_plural": "historical panels",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProvider",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("contact", models.CharField(blank=True, max_length=300)),
                (
                    "approved_by",
                    models.CharField(
                        blank=True, help_text="For example, the Home Office", max_length=200
                    ),
                ),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="approved from")),
                (
                    "until_on",
                    models.DateField(blank=True, null=True, verbose_name="approved until"),
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
                "verbose_name": "historical provider",
                "verbose_name_plural": "historical providers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRetentionRule",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supported", "Case that was supported"),
                            ("considered", "Case that the panel considered and did not support"),
                            ("below", "Case that ended before the panel"),
                            ("not_progressed", "Referral that was not progressed"),
                            ("tokens", "Tokens by which an ended case is found again"),
                            ("draft", "Referral that was begun and not sent"),
                            ("backup", "Backup of the database"),
                        ],
                        max_length=16,
                        verbose_name="kind of record",
                    ),
                ),
                ("length", models.PositiveSmallIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[("years", "years"), ("months", "months"), ("days", "days")],
                        default="years",
                        max_length=8,
                    ),
                ),
                (
                    "begins",
                    models.CharField(
                        choices=[
                            ("ended", "the day the case ended"),
                            ("reviewed", "the day of its last review after closing"),
                            ("kept", "the day it was last saved"),
                        ],
                        default="ended",
                        max_length=8,
                        verbose_name="counted from",
                    ),
                ),
                (
                    "source",
                    models.CharField(max_length=300, verbose_name="where the period comes from"),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
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
                "verbose_name": "historical retention rule",
                "verbose_name_plural": "historical retention rules",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTerm",
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
                    "list",
                    models.CharField(
                        choices=[
                            ("sector", "Sector of the referrer"),
                            ("concern", "Type of concern"),
                            ("gender", "Gender"),
                            ("not_progressed", "Why a referral was not progressed"),
                            ("closing", "Why a case was closed"),
                            ("support", "Kind of support"),
                            ("basis", "Legal basis for telling somebody"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.CharField(max_length=120)),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        help_text="Under what figures add it up, if not under itself",
                        max_length=120,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=0)),
                (
                    "needs_approved_provider",
                    models.BooleanField(
                        default=False,
                        help_text="For kinds of support: only an approved provider may give it",
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
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
                "verbose_name": "historical choice of a list",
                "verbose_name_plural": "historical choice of a lists",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="NationalSeries",
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
                    "measure",
                    models.CharField(
                        choices=[
                            ("received", "Referrals received"),
                            ("sector", "By sector of the referrer"),
                            ("concern", "By type of concern"),
                            ("age", "By age"),
                            ("gender", "By gender"),
                            ("repeat", "Referred before"),
                            ("screened", "Screened"),
                            ("not_progressed", "Not progressed"),
                            ("to_panel", "Referred to the panel"),
                            ("considered", "Considered by the panel"),
                            ("adopted", "Adopted"),
                            ("not_adopted", "Not adopted"),
                            ("consent_sought", "Consent asked for"),
                            ("consent_given", "Consent given"),
                            ("consent_refused", "Consent refused"),
                            ("consent_withdrawn", "Consent withdrawn"),
                            ("alternative", "Alternative pathway"),
                            ("closed", "Closed"),
                            ("closed_by", "Closed, by reason"),
                            ("reopened", "Opened again"),
                            ("days", "Days from referral (middle case)"),
                            ("live", "Live cases"),
                            ("reviews_due", "Later reviews due"),
                            ("reviews_done", "Later reviews done"),
                            ("reviews_on_time", "Later reviews done on time"),
                            ("reviews_late", "Later reviews late"),
                            ("transfers_open", "Transfers without a receipt"),
                            ("meetings", "Panel meetings held"),
                            ("quorate", "Meetings that were quorate"),
                            ("glass", "Emergency access used"),
                            ("glass_reviewed", "Emergency access reviewed"),
                            ("glass_late", "Emergency access not reviewed in time"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        blank=True,
                        help_text="For example, a sector. Leave empty for the whole.",
                        max_length=120,
                        verbose_name="part of the measure",
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="2024 for the year from April 2024", verbose_name="year beginning"
                    ),
                ),
                ("value", models.DecimalField(decimal_places=1, max_digits=12)),
                ("is_percent", models.BooleanField(default=False, verbose_name="a percentage")),
                ("source", models.CharField(max_length=300)),
            ],
            options={
                "verbose_name_plural": "national series",
                "ordering": ["-year", "measure", "part", "pk"],
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
                        name="channel_nationalseries_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_on", None)),
                        fields=("measure", "part", "year", "is_percent"),
                        name="channel_nationalseries_one_a_year",
                        violation_error_message="There is already a number of this measure and year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("value__gte", 0),
                            models.Q(("is_percent", False), ("value__lte", 100), _connector="OR"),
                        ),
                        name="channel_nationalseries_is_a_number_of_things",
                        violation_error_message="Enter a number that is not below 0; a percentage of at most 100.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2012), ("year__lte", 2100)),
                        name="channel_nationalseries_of_a_year_of_channel",
                        violation_error_message="Enter a year from 2012 on.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Panel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200, unique=True)),
                (
                    "contact",
                    models.CharField(
                        blank=True,
                        help_text="Whom to call about a case, and in which hours",
                        max_length=300,
                    ),
                ),
                ("out_of_hours", models.CharField(blank=True, max_length=300)),
                (
                    "children_door",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="The council’s front door for children",
                        max_length=300,
                        verbose_name="contact point for under 18s",
                    ),
                ),
                (
                    "children_advice",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="Beside the referral",
                        max_length=1000,
                        verbose_name="what to do about somebody under 18",
                    ),
                ),
                (
                    "adults_door",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="The council’s front door for adults",
                        max_length=300,
                        verbose_name="contact point for adults",
                    ),
                ),
                (
                    "adults_advice",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="Beside the referral",
                        max_length=1000,
                        verbose_name="what to do about an adult",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "quorum",
                    models.PositiveSmallIntegerField(
                        default=3,
                        help_text="Of the seats of the panel; a deputy counts for the seat they stand in for. The Act itself asks for the council and the police (section 37)",
                        validators=[django.core.validators.MinValueValidator(2)],
                        verbose_name="how many must be there",
                    ),
                ),
                (
                    "quorum_services",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120),
                        blank=True,
                        default=list,
                        help_text="As the members speak for them, one to a line. For example: children's social care",
                        size=None,
                        verbose_name="services that must be there",
                    ),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "police",
                    models.ForeignKey(
                        help_text="The force whose chief officer appoints a member (section 37)",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AssuranceStatement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year beginning")),
                ("begun_on", models.DateField()),
                ("summary", models.TextField(blank=True)),
                (
                    "evidence",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="The numbers as they were when it was signed",
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True)),
                (
                    "digest",
                    models.CharField(
                        blank=True,
                        help_text="SHA-256 of what was signed, as hexadecimal",
                        max_length=64,
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "panel", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("panel", "year"),
                        name="channel_assurancestatement_once_a_year",
                        violation_error_message="There is already a statement of this year.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("signed_by", None),
                            models.Q(("signed_by", models.F("drafted_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="channel_assurancestatement_takes_two",
                        violation_error_message="Somebody other than who drafted it must sign it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("digest", ""), ("signed_by", None), ("signed_on", None)),
                            models.Q(
                                ("signed_by__isnull", False),
                                ("signed_on__isnull", False),
                                models.Q(("digest", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="channel_assurancestatement_signed_says_all",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssuranceAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "asked",
                    models.TextField(help_text="The words of the standard as they were answered"),
                ),
                ("comment", models.TextField(blank=True)),
                (
                    "extent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.assuranceextent",
                    ),
                ),
                (
                    "standard",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.assurancestandard",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="channel.assurancestatement",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "ordering": ["statement", "standard__place", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("statement", "standard"),
                        name="channel_assuranceanswer_once_a_statement",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GlassHolder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="From 5 to 120",
                        verbose_name="minutes that a case stays open",
                    ),
                ),
                (
                    "proposed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="glass_holders",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "ordering": ["panel", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 5), ("minutes__lte", 120)),
                        name="channel_glassholder_minutes_are_few",
                        violation_error_message="Enter from 5 to 120 minutes.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(
                                models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                                models.Q(("confirmed_by", models.F("user")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="channel_glassholder_takes_two",
                        violation_error_message="Somebody else must confirm it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at", None), ("ends_at__isnull", False), _connector="OR"
                        ),
                        name="channel_glassholder_confirmed_until_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at", None)),
                        fields=("panel", "user"),
                        name="channel_glassholder_once_a_panel",
                        violation_error_message="This person is named already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAssuranceAnswer",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "asked",
                    models.TextField(help_text="The words of the standard as they were answered"),
                ),
                ("comment", models.TextField(blank=True)),
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
                    "extent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.assuranceextent",
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
                    "standard",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.assurancestandard",
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.assurancestatement",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical assurance answer",
                "verbose_name_plural": "historical assurance answers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAssuranceStatement",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="year beginning")),
                ("begun_on", models.DateField()),
                ("summary", models.TextField(blank=True)),
                (
                    "evidence",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        help_text="The numbers as they were when it was signed",
                    ),
                ),
                ("signed_on", models.DateField(blank=True, null=True)),
                (
                    "digest",
                    models.CharField(
                        blank=True,
                        help_text="SHA-256 of what was signed, as hexadecimal",
                        max_length=64,
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
                    "drafted_by",
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
                    "signed_by",
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
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical assurance statement",
                "verbose_name_plural": "historical assurance statements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGlassHolder",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="From 5 to 120",
                        verbose_name="minutes that a case stays open",
                    ),
                ),
                (
                    "proposed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
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
                    "confirmed_by",
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
                    "proposed_by",
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
                    "user",
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
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical glass holder",
                "verbose_name_plural": "historical glass holders",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPanelMeeting",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("starts_at", models.TimeField(verbose_name="begins at")),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="A room, or the address of a call",
                        max_length=300,
                        verbose_name="place or link",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("open", "Under way"),
                            ("minuted", "Minuted"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("minuted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "papers_ready_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Since when the members may read what the meeting is about",
                        null=True,
                    ),
                ),
                (
                    "cancelled_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("too_few", "Too few could come"),
                            ("no_chair", "Nobody could chair it"),
                            ("nothing", "There was nothing to discuss"),
                            ("place", "The place or the call could not be used"),
                            ("instead", "The panel meets on another day instead"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
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
                    "minuted_by",
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
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical panel meeting",
                "verbose_name_plural": "historical panel meetings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seat",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("deputy", "Deputy chair"),
                            ("coordinator", "Coordinator"),
                            ("member", "Panel member"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "speaks_for",
                    models.CharField(
                        blank=True, help_text="For example, children's social care", max_length=120
                    ),
                ),
                (
                    "begins_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "proposed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("suspended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("Left", "They left their post"),
                            ("Another role", "They have another role now"),
                            ("Not needed any more", "The seat is not needed any more"),
                            ("Proposed by mistake", "It was proposed by mistake"),
                            ("Another reason", "Another reason"),
                            ("Moved to another agency", "Moved to another agency"),
                            ("Sign-in closed", "Sign-in closed"),
                            ("Email address changed", "Email address changed"),
                            ("Password set by somebody else", "Password set by somebody else"),
                            ("Second factor changed", "Second factor changed"),
                            ("Second factor removed", "Second factor removed"),
                            (
                                "Second factor set up by somebody else",
                                "Second factor set up by somebody else",
                            ),
                        ],
                        max_length=200,
                    ),
                ),
                (
                    "certified_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="Until when somebody who chairs the panel vouches for it",
                        null=True,
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "deputises_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deputies",
                        to="channel.membership",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "ordering": ["panel", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="channel_membership_takes_two",
                        violation_error_message="Somebody other than who proposed it must confirm it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by", None),
                            models.Q(("confirmed_by", models.F("user")), _negated=True),
                            _connector="OR",
                        ),
                        name="channel_membership_nobody_confirms_their_own",
                        violation_error_message="Nobody can confirm their own seat.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None)),
                            models.Q(
                                ("confirmed_at__isnull", False), ("confirmed_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="channel_membership_confirmed_says_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("proposed_by", models.F("user")), _negated=True),
                        name="channel_membership_nobody_proposes_themselves",
                        violation_error_message="Nobody can propose themselves.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "because__in",
                                [
                                    "",
                                    "Left",
                                    "Another role",
                                    "Not needed any more",
                                    "Proposed by mistake",
                                    "Another reason",
                                    "Moved to another agency",
                                    "Sign-in closed",
                                    "Email address changed",
                                    "Password set by somebody else",
                                    "Second factor changed",
                                    "Second factor removed",
                                    "Second factor set up by somebody else",
                                ],
                            )
                        ),
                        name="channel_membership_because_of_a_choice",
                        violation_error_message="Choose why the seat ends.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at", None)),
                        fields=("panel", "user"),
                        name="channel_membership_one_seat_each",
                        violation_error_message="This person already has a seat on this panel. End it first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clearance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "vetted_to",
                    models.CharField(blank=True, max_length=60, verbose_name="vetting held"),
                ),
                ("vetted_until", models.DateField(blank=True, null=True)),
                (
                    "signed_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="confidentiality agreement signed on"
                    ),
                ),
                (
                    "membership",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clearance",
                        to="channel.membership",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalClearance",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "vetted_to",
                    models.CharField(blank=True, max_length=60, verbose_name="vetting held"),
                ),
                ("vetted_until", models.DateField(blank=True, null=True)),
                (
                    "signed_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="confidentiality agreement signed on"
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
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.membership",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical clearance",
                "verbose_name_plural": "historical clearances",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMembership",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "seat",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("deputy", "Deputy chair"),
                            ("coordinator", "Coordinator"),
                            ("member", "Panel member"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "speaks_for",
                    models.CharField(
                        blank=True, help_text="For example, children's social care", max_length=120
                    ),
                ),
                (
                    "begins_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "proposed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("suspended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("Left", "They left their post"),
                            ("Another role", "They have another role now"),
                            ("Not needed any more", "The seat is not needed any more"),
                            ("Proposed by mistake", "It was proposed by mistake"),
                            ("Another reason", "Another reason"),
                            ("Moved to another agency", "Moved to another agency"),
                            ("Sign-in closed", "Sign-in closed"),
                            ("Email address changed", "Email address changed"),
                            ("Password set by somebody else", "Password set by somebody else"),
                            ("Second factor changed", "Second factor changed"),
                            ("Second factor removed", "Second factor removed"),
                            (
                                "Second factor set up by somebody else",
                                "Second factor set up by somebody else",
                            ),
                        ],
                        max_length=200,
                    ),
                ),
                (
                    "certified_until",
                    models.DateTimeField(
                        blank=True,
                        help_text="Until when somebody who chairs the panel vouches for it",
                        null=True,
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
                    "confirmed_by",
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
                    "proposed_by",
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
                    "user",
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
                    "deputises_for",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.membership",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical membership",
                "verbose_name_plural": "historical memberships",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="PanelMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("starts_at", models.TimeField(verbose_name="begins at")),
                (
                    "place",
                    models.CharField(
                        blank=True,
                        help_text="A room, or the address of a call",
                        max_length=300,
                        verbose_name="place or link",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("open", "Under way"),
                            ("minuted", "Minuted"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("minuted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "papers_ready_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Since when the members may read what the meeting is about",
                        null=True,
                    ),
                ),
                (
                    "cancelled_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("too_few", "Too few could come"),
                            ("no_chair", "Nobody could chair it"),
                            ("nothing", "There was nothing to discuss"),
                            ("place", "The place or the call could not be used"),
                            ("instead", "The panel meets on another day instead"),
                            ("other", "Another reason"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "minuted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "cancelled"), _negated=True),
                        fields=("panel", "on", "starts_at"),
                        name="channel_panelmeeting_once_at_a_time",
                        violation_error_message="The panel already meets at that time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "minuted"), _negated=True),
                            models.Q(("minuted_at__isnull", False), ("minuted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="channel_panelmeeting_minuted_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "cancelled"), _negated=True),
                            models.Q(("cancelled_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="channel_panelmeeting_cancelled_says_why",
                        violation_error_message="Say why the meeting is cancelled.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalPanelVisitor",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("organisation", models.CharField(max_length=200)),
                ("purpose", models.CharField(max_length=400, verbose_name="why they come")),
                (
                    "signed_on",
                    models.DateField(
                        help_text="They sign before they come",
                        verbose_name="confidentiality agreement signed on",
                    ),
                ),
                (
                    "agreed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
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
                    "agreed_by",
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
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panelmeeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical panel visitor",
                "verbose_name_plural": "historical panel visitors",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="MeetingMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="messages",
                        to="channel.panelmeeting",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "on"),
                        name="channel_meetingmessage_one_a_day",
                        violation_error_message="This person was written to today.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PanelVisitor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("organisation", models.CharField(max_length=200)),
                ("purpose", models.CharField(max_length=400, verbose_name="why they come")),
                (
                    "signed_on",
                    models.DateField(
                        help_text="They sign before they come",
                        verbose_name="confidentiality agreement signed on",
                    ),
                ),
                (
                    "agreed_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visitors",
                        to="channel.panelmeeting",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Provider",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("contact", models.CharField(blank=True, max_length=300)),
                (
                    "approved_by",
                    models.CharField(
                        blank=True, help_text="For example, the Home Office", max_length=200
                    ),
                ),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="approved from")),
                (
                    "until_on",
                    models.DateField(blank=True, null=True, verbose_name="approved until"),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_by", ""), ("from_on", None), ("until_on", None)),
                            models.Q(
                                models.Q(("approved_by", ""), _negated=True),
                                ("from_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="channel_provider_approval_says_by_whom_and_since_when",
                        violation_error_message="Say who approved the provider, and from when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None),
                            ("until_on__gt", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="channel_provider_approval_ends_after_it_begins",
                        violation_error_message="The last day must come after the first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supported", "Case that was supported"),
                            ("considered", "Case that the panel considered and did not support"),
                            ("below", "Case that ended before the panel"),
                            ("not_progressed", "Referral that was not progressed"),
                            ("tokens", "Tokens by which an ended case is found again"),
                            ("draft", "Referral that was begun and not sent"),
                            ("backup", "Backup of the database"),
                        ],
                        max_length=16,
                        verbose_name="kind of record",
                    ),
                ),
                ("length", models.PositiveSmallIntegerField()),
                (
                    "unit",
                    models.CharField(
                        choices=[("years", "years"), ("months", "months"), ("days", "days")],
                        default="years",
                        max_length=8,
                    ),
                ),
                (
                    "begins",
                    models.CharField(
                        choices=[
                            ("ended", "the day the case ended"),
                            ("reviewed", "the day of its last review after closing"),
                            ("kept", "the day it was last saved"),
                        ],
                        default="ended",
                        max_length=8,
                        verbose_name="counted from",
                    ),
                ),
                (
                    "source",
                    models.CharField(max_length=300, verbose_name="where the period comes from"),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["kind", "-from_on"],
                "default_permissions": (),
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.Func(models.F("kind"), function="hashtext"),
                                    models.Func(models.F("kind"), function="hashtext"),
                                    models.Value("[]"),
                                    function="int4range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("from_on"),
                                    models.F("until_on"),
                                    models.Value("[)"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="channel_retentionrule_one_a_kind_and_day",
                        violation_error_message="This kind has another period on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("length__gte", 1), ("length__lte", 366)),
                        name="channel_retentionrule_takes_some_time",
                        violation_error_message="A period is between 1 and 366.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None),
                            ("until_on__gt", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="channel_retentionrule_ends_after_it_begins",
                        violation_error_message="The period must end after it begins.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("begins", "kept"), ("kind__in", ["draft", "backup"])),
                            models.Q(("begins", "ended"), ("kind", "tokens")),
                            models.Q(
                                (
                                    "kind__in",
                                    ["supported", "considered", "below", "not_progressed"],
                                ),
                                models.Q(("begins", "kept"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="channel_retentionrule_begins_with_what_it_keeps",
                        violation_error_message="This kind of record is not counted from that day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Term",
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
                    "list",
                    models.CharField(
                        choices=[
                            ("sector", "Sector of the referrer"),
                            ("concern", "Type of concern"),
                            ("gender", "Gender"),
                            ("not_progressed", "Why a referral was not progressed"),
                            ("closing", "Why a case was closed"),
                            ("support", "Kind of support"),
                            ("basis", "Legal basis for telling somebody"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.CharField(max_length=120)),
                (
                    "group",
                    models.CharField(
                        blank=True,
                        help_text="Under what figures add it up, if not under itself",
                        max_length=120,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(default=0)),
                (
                    "needs_approved_provider",
                    models.BooleanField(
                        default=False,
                        help_text="For kinds of support: only an approved provider may give it",
                    ),
                ),
                ("from_on", models.DateField()),
                ("until_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "choice of a list",
                "ordering": ["list", "place", "words"],
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
                        name="channel_term_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.UniqueConstraint(
                        fields=("list", "words", "from_on"),
                        name="channel_term_once_a_list",
                        violation_error_message="This list already has these words from that day.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            (
                                models.Func(
                                    models.Func(models.F("list"), function="hashtext"),
                                    models.Func(models.F("list"), function="hashtext"),
                                    models.Value("[]"),
                                    function="int4range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.Func(models.F("words"), function="hashtext"),
                                    models.Func(models.F("words"), function="hashtext"),
                                    models.Value("[]"),
                                    function="int4range",
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("from_on"),
                                    models.F("until_on"),
                                    models.Value("[)"),
                                    function="daterange",
                                ),
                                "&&",
                            ),
                        ],
                        name="channel_term_once_on_a_day",
                        violation_error_message="This list has these words already on some of these days.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("until_on", None),
                            ("until_on__gt", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="channel_term_ends_after_it_begins",
                        violation_error_message="The last day must come after the first.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=16, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("screening", "Being screened"),
                            ("not_progressed", "Not progressed"),
                            ("gathering", "Gathering information"),
                            ("section_36", "Section 36 decision"),
                            ("not_section_36", "Section 36 not met"),
                            ("alternative", "Alternative pathway"),
                            ("to_panel", "Referred to panel"),
                            ("considered", "Considered by panel"),
                            ("not_adopted", "Not adopted"),
                            ("consent_sought", "Consent sought"),
                            ("consent_refused", "Consent refused"),
                            ("adopted", "Adopted"),
                            ("consent_withdrawn", "Consent withdrawn"),
                            ("police_led", "Police-led"),
                            ("transferred", "Transferred"),
                            ("closed", "Closed"),
                            ("six_months", "Six-month review done"),
                            ("twelve_months", "Twelve-month review done"),
                            ("reviews_done", "Reviews complete"),
                        ],
                        default="received",
                        max_length=20,
                    ),
                ),
                ("received_on", models.DateField()),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "due_step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("share", "Share a referral with the police"),
                            ("screen", "Screen a referral"),
                            ("answer", "Answer a request for information"),
                            ("section_36", "Decide under section 36"),
                            ("panel", "Be considered by the panel"),
                            ("consent", "Hear about consent"),
                            ("review", "Be reviewed by the panel"),
                            ("assess", "Be assessed again"),
                            ("contact", "Be seen by a provider"),
                            ("pathway", "Hear of an alternative pathway's outcome"),
                            ("feedback", "Tell the referrer"),
                            ("transfer", "Hear that another area has taken a case over"),
                            ("after_6", "First review after closing"),
                            ("after_12", "Second review after closing"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "share_due_on",
                    models.DateField(
                        blank=True,
                        help_text="By when the police were to be told; set as it is received",
                        null=True,
                    ),
                ),
                (
                    "not_shared_on",
                    models.DateField(
                        blank=True,
                        help_text="When it was decided that the police are not told",
                        null=True,
                    ),
                ),
                ("police_told_at", models.DateTimeField(blank=True, null=True)),
                ("screened_on", models.DateField(blank=True, null=True)),
                ("section_36_on", models.DateField(blank=True, null=True)),
                ("first_panel_on", models.DateField(blank=True, null=True)),
                (
                    "consent_on",
                    models.DateField(
                        blank=True,
                        help_text="Since when consent to support has been in force",
                        null=True,
                    ),
                ),
                ("adopted_on", models.DateField(blank=True, null=True)),
                (
                    "assess_due_on",
                    models.DateField(
                        blank=True,
                        help_text="By when it is to be assessed (again), while adopted",
                        null=True,
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "lives_in",
                    models.ForeignKey(
                        blank=True,
                        help_text="The police force for the area where the person lives (section 37(3))",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "not_shared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "police_told_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cases",
                        to="channel.panel",
                    ),
                ),
                (
                    "closed_because",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.term",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "permissions": [
                    ("observe_case", "Sees the reference and what is written for observers"),
                    ("view_case", "Reads the case"),
                    ("contribute_case", "Adds to the case"),
                    ("coordinate_case", "Runs the case"),
                    ("chair_case", "Decides on the case"),
                ],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["panel", "status", "due_on"], name="channel_case_by_due"),
                    models.Index(
                        condition=models.Q(("due_on__isnull", False)),
                        fields=["panel", "due_on"],
                        name="channel_case_by_day",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "adopted"), _negated=True),
                            ("consent_on__isnull", False),
                            _connector="OR",
                        ),
                        name="channel_case_adopted_only_with_consent",
                        violation_error_message="Record consent before the case is adopted.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "adopted"), _negated=True),
                            ("adopted_on__isnull", False),
                            _connector="OR",
                        ),
                        name="channel_case_adopted_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("status__in", ["closed", "six_months", "twelve_months"]),
                                _negated=True,
                            ),
                            ("closed_on__isnull", False),
                            _connector="OR",
                        ),
                        name="channel_case_closed_says_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["not_progressed", "reviews_done", "closed"]),
                            ("due_on__isnull", False),
                            _connector="OR",
                        ),
                        name="channel_case_open_has_a_next_step",
                        violation_error_message="Say by when the next step is due.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("police_told_at", None), ("police_told_by", None)),
                            models.Q(
                                ("police_told_at__isnull", False), ("police_told_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="channel_case_shared_says_when_and_by_whom",
                        violation_error_message="Say when the police were told, and by whom.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("not_shared_by", None), ("not_shared_on", None)),
                            models.Q(
                                ("not_shared_by__isnull", False), ("not_shared_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="channel_case_not_shared_says_when_and_by_whom",
                        violation_error_message="Say when it was decided not to share, and by whom.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new", "New case"),
                            ("review", "Review"),
                            ("after", "Review after closing"),
                            ("learning", "Learning"),
                            ("other", "Other business"),
                        ],
                        max_length=8,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, max_length=200)),
                ("notes", models.TextField(blank=True, verbose_name="what was said")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "removed_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_ready", "Not ready for the panel"),
                            ("later", "For a later meeting"),
                            ("elsewhere", "Dealt with elsewhere"),
                            ("mistake", "Put on by mistake"),
                            ("other", "Another reason"),
                        ],
                        max_length=200,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agenda_items",
                        to="channel.case",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="channel.panelmeeting",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "place", "pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["case", "-id"], name="channel_agenda_by_case")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("meeting", "case"),
                        name="channel_agendaitem_case_once_a_meeting",
                        violation_error_message="This case is on the agenda already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "removed_because__in",
                                ["", "not_ready", "later", "elsewhere", "mistake", "other"],
                            )
                        ),
                        name="channel_agendaitem_comes_off_by_a_choice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("case__isnull", False), ("kind__in", ["new", "review", "after"])
                            ),
                            models.Q(("case", None), ("kind__in", ["learning", "other"])),
                            _connector="OR",
                        ),
                        name="channel_agendaitem_is_of_a_case_or_not",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AlternativePathway",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", prevent_portal.sealed.SealedText(verbose_name="what help")),
                (
                    "to_whom",
                    prevent_portal.sealed.SealedText(
                        max_length=400, verbose_name="to whom the person was referred"
                    ),
                ),
                ("began_on", models.DateField()),
                ("due_on", models.DateField(help_text="By when its outcome is to be known")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("taken_up", "The help was taken up"),
                            ("not_taken_up", "The help was not taken up"),
                            ("concern", "A concern about radicalisation has come up again"),
                            ("not_known", "Nobody could say"),
                        ],
                        max_length=16,
                    ),
                ),
                ("outcome_words", prevent_portal.sealed.SealedText(blank=True)),
                ("outcome_on", models.DateField(blank=True, null=True)),
                (
                    "began_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "outcome_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pathways",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-began_on", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("outcome_on", None)),
                        fields=("case",),
                        name="channel_alternativepathway_one_at_a_time",
                        violation_error_message="Record the outcome of the pathway that is open first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("outcome_by", None), ("outcome_on", None)),
                            models.Q(
                                models.Q(("outcome", ""), _negated=True),
                                ("outcome_by__isnull", False),
                                ("outcome_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="channel_alternativepathway_outcome_says_when_and_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("met", "Spoken with the person"),
                            ("told", "From what others know, without speaking with them"),
                        ],
                        db_default="",
                        max_length=4,
                    ),
                ),
                ("conclusion", prevent_portal.sealed.SealedText()),
                (
                    "changed",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="what changed since the last assessment"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assessments",
                        to="channel.case",
                    ),
                ),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.framework",
                    ),
                ),
            ],
            options={
                "ordering": ["case", "-number"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "number"),
                        name="channel_assessment_one_of_each_number",
                        violation_error_message="Somebody has recorded this assessment already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("name", prevent_portal.sealed.SealedText(max_length=255)),
                ("content", prevent_portal.sealed.SealedBytes(null=True)),
                ("ending", models.CharField(max_length=8)),
                ("size", models.PositiveIntegerField(help_text="Bytes")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "attested_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        help_text="When it was attested that nothing of section 38(5) is in it",
                    ),
                ),
                (
                    "cleared_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When it was found clean; else it is shown to the virus scanner each time it is opened",
                        null=True,
                    ),
                ),
                (
                    "carried",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="What was taken off it before it was sealed, and what is still in it",
                        max_length=400,
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                ("removed_because", prevent_portal.sealed.SealedText(blank=True, default="")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "removed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["case", "number"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "number"), name="channel_attachment_numbered_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("content__isnull", False),
                                ("removed_at", None),
                                ("removed_by", None),
                            ),
                            models.Q(
                                ("content__isnull", True),
                                ("removed_at__isnull", False),
                                ("removed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="channel_attachment_taken_out_says_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("present", "Present"),
                            ("apologies", "Sent apologies"),
                            ("absent", "Absent"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="Theirs on that day",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="channel.case",
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.membership",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="channel.panelmeeting",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("meeting", "user", "case"),
                        name="channel_attendance_once",
                        nulls_distinct=False,
                        violation_error_message="This person is on the list already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("case", None), ("membership__isnull", False)),
                            models.Q(("case__isnull", False), ("membership", None)),
                            _connector="OR",
                        ),
                        name="channel_attendance_sits_or_is_invited",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BreakGlass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("harm", "Risk of harm now"),
                            ("missing", "The person is missing"),
                            ("officers", "Nobody who may open the case can be reached"),
                            ("court", "A court or the police need an answer now"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(null=True)),
                (
                    "opened_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("until", models.DateTimeField()),
                ("review_by", models.DateField()),
                ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[("right", "It was right"), ("wrong", "It was not right")],
                        db_default="",
                        max_length=8,
                    ),
                ),
                ("review", prevent_portal.sealed.SealedText(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="glass",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-opened_at", "-pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["by", "until"], name="channel_glass_by_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finding", ""), ("reviewed_at", None), ("reviewed_by", None)),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                models.Q(("finding", ""), _negated=True),
                                models.Q(("reviewed_by", models.F("by")), _negated=True),
                                ("reviewed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="channel_breakglass_reviewed_by_another",
                        violation_error_message="Somebody else must review it.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CareConsidered",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("health", "Refer to health"),
                            ("social", "Refer to social care"),
                            ("both", "Refer to health and to social care"),
                            ("neither", "Refer to neither"),
                        ],
                        max_length=8,
                    ),
                ),
                ("because", prevent_portal.sealed.SealedText(verbose_name="why")),
                (
                    "referred_to",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=400, verbose_name="to whom it was referred"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="care_considered",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("referred", "Referral received"),
                            ("moved", "Moved on"),
                            ("noted", "Note added"),
                            ("changed", "Details changed"),
                            ("shared", "Shared"),
                            ("unshared", "Not shared with the police"),
                            ("seated", "Seat given"),
                            ("unseated", "Seat ended"),
                            ("conflict", "Conflict of interest declared"),
                            (
                                "followed",
                                "Conflict of interest followed from another referral of the person",
                            ),
                            ("decided", "Decision"),
                            ("corrected", "Decision corrected"),
                            ("consent", "Consent"),
                            ("assessed", "Assessed"),
                            ("planned", "Support plan"),
                            ("supported", "Support"),
                            ("reviewed", "Reviewed"),
                            ("closed", "Closed"),
                            ("informed", "Somebody was told"),
                        ],
                        max_length=12,
                    ),
                ),
                ("on", models.DateField(help_text="The day it happened")),
                (
                    "moved_to",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("received", "Received"),
                            ("screening", "Being screened"),
                            ("not_progressed", "Not progressed"),
                            ("gathering", "Gathering information"),
                            ("section_36", "Section 36 decision"),
                            ("not_section_36", "Section 36 not met"),
                            ("alternative", "Alternative pathway"),
                            ("to_panel", "Referred to panel"),
                            ("considered", "Considered by panel"),
                            ("not_adopted", "Not adopted"),
                            ("consent_sought", "Consent sought"),
                            ("consent_refused", "Consent refused"),
                            ("adopted", "Adopted"),
                            ("consent_withdrawn", "Consent withdrawn"),
                            ("police_led", "Police-led"),
                            ("transferred", "Transferred"),
                            ("closed", "Closed"),
                            ("six_months", "Six-month review done"),
                            ("twelve_months", "Twelve-month review done"),
                            ("reviews_done", "Reviews complete"),
                        ],
                        db_default="",
                        help_text="For figures",
                        max_length=20,
                    ),
                ),
                (
                    "words",
                    prevent_portal.sealed.SealedText(
                        blank=True,
                        default="",
                        help_text="None where the database wrote it, which has no key",
                        null=True,
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["case", "-on", "-id"], name="channel_event_newest")
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseKey",
            fields=[
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="key",
                        serialize=False,
                        to="channel.case",
                    ),
                ),
                (
                    "name",
                    models.UUIDField(
                        help_text="What the key, and all it seals, is bound to", unique=True
                    ),
                ),
                ("wrapped", models.BinaryField(help_text="Null once destroyed", null=True)),
                ("version", models.PositiveSmallIntegerField(help_text="Of the master key")),
                ("destroyed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("destroyed_at__isnull", False)),
                        fields=["case"],
                        name="channel_casekey_destroyed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseUserPermission",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grants",
                        to="channel.case",
                    ),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="auth.permission"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["user", "permission", "content_object"],
                        name="channel_grant_by_user",
                    )
                ],
                "unique_together": {("user", "permission", "content_object")},
            },
        ),
        migrations.CreateModel(
            name="Closure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField()),
                (
                    "is_after_support",
                    models.BooleanField(help_text="The case had been adopted before"),
                ),
                ("report", prevent_portal.sealed.SealedText(verbose_name="closing report")),
                (
                    "told_on",
                    models.DateField(
                        blank=True, help_text="When the person, or a parent, was told", null=True
                    ),
                ),
                (
                    "not_told_because",
                    prevent_portal.sealed.SealedText(
                        blank=True, null=True, verbose_name="why they were not told"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("reopened_on", models.DateField(blank=True, null=True)),
                (
                    "reopened_because",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="why it was opened again"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closures",
                        to="channel.case",
                    ),
                ),
                (
                    "because",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.term",
                    ),
                ),
            ],
            options={
                "ordering": ["-closed_on", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reopened_on", None)),
                        fields=("case",),
                        name="channel_closure_one_at_a_time",
                        violation_error_message="This case is closed already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("told_on__isnull", False),
                            ("not_told_because__isnull", False),
                            _connector="OR",
                        ),
                        name="channel_closure_says_whether_they_were_told",
                        violation_error_message="Say when they were told, or why not.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consent_checks",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_on", None)),
                        fields=["due_on"],
                        name="channel_consentcheck_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Deconfliction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("pending", "Pending"),
                            ("clear", "Clear"),
                            ("not_clear", "Not clear"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "on",
                    models.DateField(
                        help_text="The day of the answer, or of the question while it is pending"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deconflictions",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "told",
                    prevent_portal.sealed.SealedText(max_length=300, verbose_name="who was told"),
                ),
                ("what", prevent_portal.sealed.SealedText(verbose_name="what they were told")),
                ("why", prevent_portal.sealed.SealedText(verbose_name="why")),
                (
                    "attested_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        editable=False,
                        help_text="When it was attested that nothing of section 38(5) was in it",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="channel.case",
                    ),
                ),
                (
                    "basis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.term",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="FactorFinding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "score",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="its place on the scale, from 0"
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(blank=True)),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="channel.assessment",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.factor",
                    ),
                ),
            ],
            options={
                "ordering": ["assessment", "factor__place"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("assessment", "factor"),
                        name="channel_factorfinding_one_each",
                        violation_error_message="This factor is answered twice.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="GatewayAssessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "conclusion",
                    models.CharField(
                        choices=[
                            ("concern", "There may be a concern about radicalisation"),
                            ("unclear", "Not clear without more information"),
                            ("no_concern", "No concern about radicalisation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="why")),
                ("on", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="gateway_assessments",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalAgendaItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("new", "New case"),
                            ("review", "Review"),
                            ("after", "Review after closing"),
                            ("learning", "Learning"),
                            ("other", "Other business"),
                        ],
                        max_length=8,
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("words", models.CharField(blank=True, max_length=200)),
                ("notes", models.TextField(blank=True, verbose_name="what was said")),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "removed_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_ready", "Not ready for the panel"),
                            ("later", "For a later meeting"),
                            ("elsewhere", "Dealt with elsewhere"),
                            ("mistake", "Put on by mistake"),
                            ("other", "Another reason"),
                        ],
                        max_length=200,
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
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
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panelmeeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical agenda item",
                "verbose_name_plural": "historical agenda items",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAlternativePathway",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("what", prevent_portal.sealed.SealedText(verbose_name="what help")),
                (
                    "to_whom",
                    prevent_portal.sealed.SealedText(
                        max_length=400, verbose_name="to whom the person was referred"
                    ),
                ),
                ("began_on", models.DateField()),
                ("due_on", models.DateField(help_text="By when its outcome is to be known")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("taken_up", "The help was taken up"),
                            ("not_taken_up", "The help was not taken up"),
                            ("concern", "A concern about radicalisation has come up again"),
                            ("not_known", "Nobody could say"),
                        ],
                        max_length=16,
                    ),
                ),
                ("outcome_words", prevent_portal.sealed.SealedText(blank=True)),
                ("outcome_on", models.DateField(blank=True, null=True)),
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
                    "began_by",
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
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
                    "outcome_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical alternative pathway",
                "verbose_name_plural": "historical alternative pathways",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAttendance",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("present", "Present"),
                            ("apologies", "Sent apologies"),
                            ("absent", "Absent"),
                        ],
                        max_length=10,
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
                        help_text="Theirs on that day",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
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
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.membership",
                    ),
                ),
                (
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panelmeeting",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical attendance",
                "verbose_name_plural": "historical attendances",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCase",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(db_index=True, max_length=16)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("screening", "Being screened"),
                            ("not_progressed", "Not progressed"),
                            ("gathering", "Gathering information"),
                            ("section_36", "Section 36 decision"),
                            ("not_section_36", "Section 36 not met"),
                            ("alternative", "Alternative pathway"),
                            ("to_panel", "Referred to panel"),
                            ("considered", "Considered by panel"),
                            ("not_adopted", "Not adopted"),
                            ("consent_sought", "Consent sought"),
                            ("consent_refused", "Consent refused"),
                            ("adopted", "Adopted"),
                            ("consent_withdrawn", "Consent withdrawn"),
                            ("police_led", "Police-led"),
                            ("transferred", "Transferred"),
                            ("closed", "Closed"),
                            ("six_months", "Six-month review done"),
                            ("twelve_months", "Twelve-month review done"),
                            ("reviews_done", "Reviews complete"),
                        ],
                        default="received",
                        max_length=20,
                    ),
                ),
                ("received_on", models.DateField()),
                ("due_on", models.DateField(blank=True, null=True)),
                (
                    "due_step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("share", "Share a referral with the police"),
                            ("screen", "Screen a referral"),
                            ("answer", "Answer a request for information"),
                            ("section_36", "Decide under section 36"),
                            ("panel", "Be considered by the panel"),
                            ("consent", "Hear about consent"),
                            ("review", "Be reviewed by the panel"),
                            ("assess", "Be assessed again"),
                            ("contact", "Be seen by a provider"),
                            ("pathway", "Hear of an alternative pathway's outcome"),
                            ("feedback", "Tell the referrer"),
                            ("transfer", "Hear that another area has taken a case over"),
                            ("after_6", "First review after closing"),
                            ("after_12", "Second review after closing"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "share_due_on",
                    models.DateField(
                        blank=True,
                        help_text="By when the police were to be told; set as it is received",
                        null=True,
                    ),
                ),
                (
                    "not_shared_on",
                    models.DateField(
                        blank=True,
                        help_text="When it was decided that the police are not told",
                        null=True,
                    ),
                ),
                ("police_told_at", models.DateTimeField(blank=True, null=True)),
                ("screened_on", models.DateField(blank=True, null=True)),
                ("section_36_on", models.DateField(blank=True, null=True)),
                ("first_panel_on", models.DateField(blank=True, null=True)),
                (
                    "consent_on",
                    models.DateField(
                        blank=True,
                        help_text="Since when consent to support has been in force",
                        null=True,
                    ),
                ),
                ("adopted_on", models.DateField(blank=True, null=True)),
                (
                    "assess_due_on",
                    models.DateField(
                        blank=True,
                        help_text="By when it is to be assessed (again), while adopted",
                        null=True,
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
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
                    "lives_in",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The police force for the area where the person lives (section 37(3))",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "not_shared_by",
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
                    "police_told_by",
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
                    "panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
                (
                    "closed_because",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.term",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical case",
                "verbose_name_plural": "historical cases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalClosure",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField()),
                (
                    "is_after_support",
                    models.BooleanField(help_text="The case had been adopted before"),
                ),
                ("report", prevent_portal.sealed.SealedText(verbose_name="closing report")),
                (
                    "told_on",
                    models.DateField(
                        blank=True, help_text="When the person, or a parent, was told", null=True
                    ),
                ),
                (
                    "not_told_because",
                    prevent_portal.sealed.SealedText(
                        blank=True, null=True, verbose_name="why they were not told"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("reopened_on", models.DateField(blank=True, null=True)),
                (
                    "reopened_because",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="why it was opened again"
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
                    "by",
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
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
                    "because",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.term",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical closure",
                "verbose_name_plural": "historical closures",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalConsentCheck",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
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
                "verbose_name": "historical consent check",
                "verbose_name_plural": "historical consent checks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalIntervention",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("purpose", prevent_portal.sealed.SealedText(verbose_name="what it is to achieve")),
                ("commissioned_on", models.DateField()),
                (
                    "contact_due_on",
                    models.DateField(help_text="By when the person is to be seen (again)"),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("completed", "It was completed"),
                            ("withdrawn", "Consent was withdrawn"),
                            ("not_engaged", "The person did not take part"),
                            ("provider", "The provider could not go on"),
                            ("other", "Another reason"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "outcome",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="what came of it"),
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "commissioned_by",
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
                    "provider",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.provider",
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
                        to="channel.term",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical intervention",
                "verbose_name_plural": "historical interventions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLegalHold",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("court", "Proceedings in court"),
                            ("claim", "A claim or complaint"),
                            ("inquiry", "An inquiry or a review"),
                            ("police", "A police investigation"),
                            ("request", "A request for information that is open"),
                        ],
                        max_length=8,
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="more about it")),
                ("from_on", models.DateField()),
                ("lifted_on", models.DateField(blank=True, null=True)),
                (
                    "lifted_because",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="why it is lifted"),
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
                    "by",
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
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
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical legal hold",
                "verbose_name_plural": "historical legal holds",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMinute",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("summary", prevent_portal.sealed.SealedText(blank=True, verbose_name="summary")),
                ("risk", prevent_portal.sealed.SealedText(blank=True, verbose_name="risk")),
                (
                    "changed",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="what changed since the last panel"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopt", "Adopt, if consent is given"),
                            ("not_adopt", "Do not adopt"),
                            ("keep", "Keep in Channel"),
                            ("close", "Close"),
                            ("refer", "Refer elsewhere"),
                            ("ask", "Ask for information"),
                            ("no_concern", "No further concern"),
                            ("reopen", "Open the case again"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unanimous", "All agreed"),
                            ("majority", "By majority"),
                            ("chair", "By the chair, there being no majority"),
                        ],
                        max_length=10,
                        verbose_name="how it was decided",
                    ),
                ),
                (
                    "dissent",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="who disagreed, and why"
                    ),
                ),
                (
                    "care_considered",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="referral to health or social care"
                    ),
                ),
                (
                    "asked",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="where to, or what is asked of whom"
                    ),
                ),
                (
                    "next_review_on",
                    models.DateField(blank=True, null=True, verbose_name="next review"),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "decided_by",
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
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.agendaitem",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical minute",
                "verbose_name_plural": "historical minutes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalObserverText",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="what observers may read")),
                ("on", models.DateField()),
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
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
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
                "verbose_name": "historical observer text",
                "verbose_name_plural": "historical observer texts",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPlanItem",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="what is to be done")),
                (
                    "owner_words",
                    prevent_portal.sealed.SealedText(
                        blank=True,
                        max_length=200,
                        verbose_name="who does it, without an account here",
                    ),
                ),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                ("was_dropped", models.BooleanField(default=False)),
                (
                    "outcome",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="what came of it"),
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
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.assessment",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.factor",
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
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical plan item",
                "verbose_name_plural": "historical plan items",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPostClosureReview",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("six", "Six-month review"),
                            ("twelve", "Twelve-month review"),
                            ("extended", "Further review"),
                        ],
                        max_length=8,
                    ),
                ),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "No concern about radicalisation"),
                            ("other", "Another concern, passed to the service that deals with it"),
                            ("concern", "A concern about radicalisation: open the case again"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "words",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="what was found"),
                ),
                (
                    "dropped_on",
                    models.DateField(
                        blank=True,
                        help_text="The case was opened again before this review came",
                        null=True,
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
                    "by",
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "closure",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.closure",
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
                "verbose_name": "historical post closure review",
                "verbose_name_plural": "historical post closure reviews",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReferral",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("signed_in", "By somebody who signed in"),
                            ("public", "By the form without an account"),
                            ("transfer", "From another area's panel"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "concern_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="day the concern first came to light"
                    ),
                ),
                ("referrer_name", prevent_portal.sealed.SealedText(max_length=200)),
                ("referrer_role", prevent_portal.sealed.SealedText(blank=True, max_length=200)),
                (
                    "referrer_organisation",
                    prevent_portal.sealed.SealedText(blank=True, max_length=200),
                ),
                (
                    "referrer_relationship",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=400, verbose_name="how they know the person"
                    ),
                ),
                ("referrer_contact", prevent_portal.sealed.SealedText(max_length=400)),
                (
                    "prevent_lead",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=300, verbose_name="their organisation's Prevent lead"
                    ),
                ),
                (
                    "noticed_by",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=400, verbose_name="who first noticed the concern"
                    ),
                ),
                ("concerns", prevent_portal.sealed.SealedText()),
                ("complex_needs", prevent_portal.sealed.SealedText(blank=True)),
                ("other_information", prevent_portal.sealed.SealedText(blank=True)),
                ("known_to_services", prevent_portal.sealed.SealedText(blank=True)),
                (
                    "is_person_told",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="the person knows of the referral"
                    ),
                ),
                (
                    "safeguarding_referral",
                    prevent_portal.sealed.SealedText(
                        blank=True,
                        verbose_name="whether a children's or adults' safeguarding referral was made",
                    ),
                ),
                ("is_out_of_hours", models.BooleanField(default=False)),
                (
                    "attested_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        help_text="When it was attested that nothing of section 38(5) is in it",
                    ),
                ),
                (
                    "sent_as",
                    models.UUIDField(
                        blank=True,
                        db_index=True,
                        help_text="The form and its words: sent twice, kept once",
                        null=True,
                    ),
                ),
                ("feedback_due_on", models.DateField(blank=True, null=True)),
                ("feedback_on", models.DateField(blank=True, null=True)),
                (
                    "feedback_said",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("thanked", "Thank you: your concern was looked at"),
                            ("more", "Thank you: we may need to ask you for more"),
                            (
                                "elsewhere",
                                "Thank you: another service is the right one, and has it",
                            ),
                            (
                                "keep_on",
                                "Thank you: carry on as you are, and refer again if anything changes",
                            ),
                            ("unreached", "We could not reach you"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "feedback",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="what the referrer was told"
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "feedback_by",
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
                    "referred_by",
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
                    "concern_type",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.term",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.term",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical referral",
                "verbose_name_plural": "historical referrals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRightsRequest",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("access", "Access to what is held (article 15)"),
                            ("rectify", "Rectification (article 16)"),
                            ("erasure", "Erasure (article 17)"),
                            ("restrict", "Restriction (article 18)"),
                            ("object", "Objection (article 21)"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "asked_by",
                    models.CharField(
                        choices=[
                            ("person", "The person themselves"),
                            ("parent", "A parent or guardian"),
                            ("agent", "Somebody who acts for them"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "asker",
                    prevent_portal.sealed.SealedText(
                        max_length=400, verbose_name="who asked, and how to reach them"
                    ),
                ),
                ("asked", prevent_portal.sealed.SealedText(verbose_name="what is asked")),
                ("received_on", models.DateField()),
                ("due_on", models.DateField()),
                ("identity_on", models.DateField(blank=True, null=True)),
                (
                    "identity",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="how it was checked who asks"
                    ),
                ),
                ("extended_on", models.DateField(blank=True, null=True)),
                (
                    "extended_because",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="why it takes longer"
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "Granted"),
                            ("partly", "Granted in part"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn by who asked"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "because",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="the reasons, with the exemption relied on"
                    ),
                ),
                ("told_on", models.DateField(blank=True, null=True)),
                (
                    "not_told_because",
                    prevent_portal.sealed.SealedText(
                        blank=True, null=True, verbose_name="why they were not told"
                    ),
                ),
                (
                    "used_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("consent", "The person agrees to it"),
                            ("claims", "Legal claims: to make, bring or answer one"),
                            ("others", "To protect the rights of somebody else"),
                            ("interest", "An important public interest"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                (
                    "used_until",
                    models.DateField(
                        blank=True,
                        help_text="The last day of use in spite of a restriction",
                        null=True,
                    ),
                ),
                ("lifted_on", models.DateField(blank=True, null=True)),
                (
                    "lifted_because",
                    prevent_portal.sealed.SealedText(
                        blank=True, null=True, verbose_name="why the restriction was lifted"
                    ),
                ),
                ("lift_told_on", models.DateField(blank=True, null=True)),
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "decided_by",
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
                    "lifted_by",
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
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "historical rights request",
                "verbose_name_plural": "historical rights requests",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSamePerson",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("earlier_reference", models.CharField(max_length=16)),
                ("is_same", models.BooleanField()),
                ("on", models.DateField()),
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
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
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
                "verbose_name": "historical same person",
                "verbose_name_plural": "historical same persons",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSubject",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("forenames", prevent_portal.sealed.SealedText(max_length=200)),
                ("surname", prevent_portal.sealed.SealedText(max_length=200)),
                (
                    "other_names",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=400, verbose_name="other names used"
                    ),
                ),
                ("date_of_birth", prevent_portal.sealed.SealedDate(blank=True, null=True)),
                ("approximate_age", prevent_portal.sealed.SealedText(blank=True, max_length=40)),
                ("address", prevent_portal.sealed.SealedText(blank=True, max_length=1000)),
                ("phone", prevent_portal.sealed.SealedText(blank=True, max_length=60)),
                (
                    "email",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=254, verbose_name="email address"
                    ),
                ),
                ("nationality", prevent_portal.sealed.SealedText(blank=True, max_length=200)),
                (
                    "language",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=200, verbose_name="first language"
                    ),
                ),
                (
                    "education",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=400, verbose_name="school, college, employer or none"
                    ),
                ),
                (
                    "family",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="family and others close to them"
                    ),
                ),
                (
                    "parent_contact",
                    prevent_portal.sealed.SealedText(
                        blank=True,
                        verbose_name="how a parent or guardian may be contacted, or why they must not be",
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
                    "age_band",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.ageband",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
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
                    "gender",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.term",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical subject",
                "verbose_name_plural": "historical subjects",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTransfer",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                (
                    "to_body",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=300, verbose_name="area or body that takes it over"
                    ),
                ),
                (
                    "contact",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=400, verbose_name="who takes it over there"
                    ),
                ),
                ("because", prevent_portal.sealed.SealedText(verbose_name="why it goes there")),
                ("sent_on", models.DateField()),
                ("receipt_due_on", models.DateField()),
                ("receipt_on", models.DateField(blank=True, null=True)),
                (
                    "receipt_from",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=300, verbose_name="who confirmed it"
                    ),
                ),
                (
                    "arrived_on",
                    models.DateField(
                        blank=True,
                        help_text="When the other panel of this portal confirmed it here",
                        null=True,
                    ),
                ),
                ("came_back_on", models.DateField(blank=True, null=True)),
                (
                    "came_back_because",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="why it came back"),
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
                    "arrived_by",
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
                    "by",
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
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
                    "to_case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="What it became at the other panel",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "to_panel",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical transfer",
                "verbose_name_plural": "historical transfers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="InformationRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked", prevent_portal.sealed.SealedText(verbose_name="what is asked")),
                (
                    "shared_name",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="name, as far as it is shared"
                    ),
                ),
                (
                    "shared_birth",
                    prevent_portal.sealed.SealedDate(
                        blank=True, null=True, verbose_name="date of birth, if it is shared"
                    ),
                ),
                ("sent_on", models.DateField()),
                ("due_on", models.DateField()),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdrawn_because", prevent_portal.sealed.SealedText(blank=True)),
                (
                    "lapsed_because",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="What changed about the answerer's account, so that the portal withdrew it",
                        max_length=60,
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
                    "answerer",
                    models.ForeignKey(
                        help_text="Who answers for the agency, signed in, and sees this request alone",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="channel.case",
                    ),
                ),
                (
                    "repeats",
                    models.ForeignKey(
                        blank=True,
                        help_text="The earlier request that is asked again",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.informationrequest",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
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
                "ordering": ["due_on", "pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["answerer", "due_on"], name="channel_request_by_answerer")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_on", None), ("withdrawn_on", None)),
                        fields=("case", "agency"),
                        name="channel_informationrequest_one_open_for_an_agency",
                        violation_error_message="This agency has been asked already, and has not answered yet.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answered_on", None), ("withdrawn_on", None), _connector="OR"
                        ),
                        name="channel_informationrequest_answered_or_withdrawn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("sent_on"))),
                        name="channel_informationrequest_is_due_after_it_is_sent",
                        violation_error_message="The day by which to answer must not be before it is asked.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_by", None), ("withdrawn_on", None)),
                            models.Q(
                                ("withdrawn_by__isnull", False), ("withdrawn_on__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="channel_informationrequest_withdrawn_says_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalInformationRequest",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("asked", prevent_portal.sealed.SealedText(verbose_name="what is asked")),
                (
                    "shared_name",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="name, as far as it is shared"
                    ),
                ),
                (
                    "shared_birth",
                    prevent_portal.sealed.SealedDate(
                        blank=True, null=True, verbose_name="date of birth, if it is shared"
                    ),
                ),
                ("sent_on", models.DateField()),
                ("due_on", models.DateField()),
                ("answered_on", models.DateField(blank=True, null=True)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdrawn_because", prevent_portal.sealed.SealedText(blank=True)),
                (
                    "lapsed_because",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="What changed about the answerer's account, so that the portal withdrew it",
                        max_length=60,
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
                    "answerer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Who answers for the agency, signed in, and sees this request alone",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
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
                    "sent_by",
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
                    "withdrawn_by",
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
                    "repeats",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="The earlier request that is asked again",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.informationrequest",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical information request",
                "verbose_name_plural": "historical information requests",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="InformationAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_nil", models.BooleanField()),
                ("words", prevent_portal.sealed.SealedText(blank=True)),
                ("on", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="channel.case",
                    ),
                ),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answer",
                        to="channel.informationrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Intervention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("purpose", prevent_portal.sealed.SealedText(verbose_name="what it is to achieve")),
                ("commissioned_on", models.DateField()),
                (
                    "contact_due_on",
                    models.DateField(help_text="By when the person is to be seen (again)"),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("completed", "It was completed"),
                            ("withdrawn", "Consent was withdrawn"),
                            ("not_engaged", "The person did not take part"),
                            ("provider", "The provider could not go on"),
                            ("other", "Another reason"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "outcome",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="what came of it"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interventions",
                        to="channel.case",
                    ),
                ),
                (
                    "commissioned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.provider",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.term",
                    ),
                ),
            ],
            options={
                "ordering": ["commissioned_on", "pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_on", None)),
                        fields=["contact_due_on"],
                        name="channel_intervention_contact",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_because", ""), ("ended_on", None)),
                            models.Q(
                                ("ended_on__isnull", False),
                                models.Q(("ended_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="channel_intervention_ends_with_a_reason",
                        violation_error_message="Say why the support ended.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on", None),
                            ("ended_on__gte", models.F("commissioned_on")),
                            _connector="OR",
                        ),
                        name="channel_intervention_ends_after_it_began",
                        violation_error_message="It cannot end before it began.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("court", "Proceedings in court"),
                            ("claim", "A claim or complaint"),
                            ("inquiry", "An inquiry or a review"),
                            ("police", "A police investigation"),
                            ("request", "A request for information that is open"),
                        ],
                        max_length=8,
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="more about it")),
                ("from_on", models.DateField()),
                ("lifted_on", models.DateField(blank=True, null=True)),
                (
                    "lifted_because",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="why it is lifted"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holds",
                        to="channel.case",
                    ),
                ),
                (
                    "lifted_by",
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
                "indexes": [
                    models.Index(
                        condition=models.Q(("lifted_on", None)),
                        fields=["case"],
                        name="channel_hold_standing",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_by", None), ("lifted_on", None)),
                            models.Q(("lifted_by__isnull", False), ("lifted_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="channel_legalhold_lifted_says_who",
                        violation_error_message="Say who lifted it, and when.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_on", None),
                            ("lifted_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="channel_legalhold_lifted_after_it_began",
                        violation_error_message="It cannot be lifted before it began.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MatchToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("name", "the name"),
                            ("alias", "another name they use"),
                            ("sound", "how the name sounds"),
                            ("initials", "initials and date of birth"),
                            ("forename", "forename and date of birth"),
                            ("surname", "surname and date of birth"),
                        ],
                        max_length=12,
                    ),
                ),
                ("token", models.BinaryField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["token", "case", "kind"], name="channel_token_alike")
                ],
            },
        ),
        migrations.CreateModel(
            name="Minute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("summary", prevent_portal.sealed.SealedText(blank=True, verbose_name="summary")),
                ("risk", prevent_portal.sealed.SealedText(blank=True, verbose_name="risk")),
                (
                    "changed",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="what changed since the last panel"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopt", "Adopt, if consent is given"),
                            ("not_adopt", "Do not adopt"),
                            ("keep", "Keep in Channel"),
                            ("close", "Close"),
                            ("refer", "Refer elsewhere"),
                            ("ask", "Ask for information"),
                            ("no_concern", "No further concern"),
                            ("reopen", "Open the case again"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unanimous", "All agreed"),
                            ("majority", "By majority"),
                            ("chair", "By the chair, there being no majority"),
                        ],
                        max_length=10,
                        verbose_name="how it was decided",
                    ),
                ),
                (
                    "dissent",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="who disagreed, and why"
                    ),
                ),
                (
                    "care_considered",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="referral to health or social care"
                    ),
                ),
                (
                    "asked",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="where to, or what is asked of whom"
                    ),
                ),
                (
                    "next_review_on",
                    models.DateField(blank=True, null=True, verbose_name="next review"),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minutes",
                        to="channel.case",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="minute",
                        to="channel.agendaitem",
                    ),
                ),
            ],
            options={
                "ordering": ["-decided_on", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None), ("decided_by", None), ("decided_on", None)
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                models.Q(("decision", ""), _negated=True),
                                models.Q(("how", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="channel_minute_decided_says_what_how_and_who",
                        violation_error_message="Say what was decided, and how.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CaseAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="what is to be done")),
                ("due_on", models.DateField(verbose_name="by when")),
                ("given_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "done_words",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="what was done"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_actions",
                        to="channel.case",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "minute",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="case_actions",
                        to="channel.minute",
                    ),
                ),
            ],
            options={
                "ordering": [models.OrderBy(models.F("done_on"), nulls_first=True), "due_on", "pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["owner", "done_on"], name="channel_action_by_owner")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_by", None), ("done_on", None)),
                            models.Q(("done_by__isnull", False), ("done_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="channel_caseaction_done_says_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("given_on"))),
                        name="channel_caseaction_due_after_it_is_given",
                        violation_error_message="The day must not be before today.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[
                            ("adopt", "Adopt, if consent is given"),
                            ("not_adopt", "Do not adopt"),
                            ("keep", "Keep in Channel"),
                            ("close", "Close"),
                            ("refer", "Refer elsewhere"),
                            ("ask", "Ask for information"),
                            ("no_concern", "No further concern"),
                            ("reopen", "Open the case again"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("unanimous", "All agreed"),
                            ("majority", "By majority"),
                            ("chair", "By the chair, there being no majority"),
                        ],
                        max_length=10,
                        verbose_name="how it was decided",
                    ),
                ),
                (
                    "dissent",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="who disagreed, and why"
                    ),
                ),
                (
                    "care_considered",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="referral to health or social care"
                    ),
                ),
                (
                    "asked",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="where to, or what is asked of whom"
                    ),
                ),
                (
                    "next_review_on",
                    models.DateField(blank=True, null=True, verbose_name="next review"),
                ),
                ("because", prevent_portal.sealed.SealedText(verbose_name="what was wrong")),
                (
                    "undone",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        help_text="Events of the case by which the wrong decision had moved it: not counted",
                        size=None,
                    ),
                ),
                ("on", models.DateField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="channel.case",
                    ),
                ),
                (
                    "minute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="channel.minute",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalCaseAction",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="what is to be done")),
                ("due_on", models.DateField(verbose_name="by when")),
                ("given_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "done_words",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="what was done"),
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
                    "case",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "done_by",
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
                    "given_by",
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
                    "owner",
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
                    "minute",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="channel.minute",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical case action",
                "verbose_name_plural": "historical case actions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ObserverText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="what observers may read")),
                ("on", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="observer_text",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PlanItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(verbose_name="what is to be done")),
                (
                    "owner_words",
                    prevent_portal.sealed.SealedText(
                        blank=True,
                        max_length=200,
                        verbose_name="who does it, without an account here",
                    ),
                ),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                ("was_dropped", models.BooleanField(default=False)),
                (
                    "outcome",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="what came of it"),
                ),
                (
                    "assessment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_items",
                        to="channel.assessment",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_items",
                        to="channel.case",
                    ),
                ),
                (
                    "factor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.factor",
                    ),
                ),
                (
                    "owner",
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
                "ordering": ["due_on", "pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_on", None)),
                        fields=["due_on"],
                        name="channel_planitem_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("was_dropped", False), ("done_on__isnull", False), _connector="OR"
                        ),
                        name="channel_planitem_dropped_says_when",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PostClosureReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("six", "Six-month review"),
                            ("twelve", "Twelve-month review"),
                            ("extended", "Further review"),
                        ],
                        max_length=8,
                    ),
                ),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "No concern about radicalisation"),
                            ("other", "Another concern, passed to the service that deals with it"),
                            ("concern", "A concern about radicalisation: open the case again"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "words",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="what was found"),
                ),
                (
                    "dropped_on",
                    models.DateField(
                        blank=True,
                        help_text="The case was opened again before this review came",
                        null=True,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later_reviews",
                        to="channel.case",
                    ),
                ),
                (
                    "closure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="channel.closure",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["due_on", "done_on"], name="channel_laterreview_by_due")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind__in", ["six", "twelve"])),
                        fields=("closure", "kind"),
                        name="channel_postclosurereview_one_of_each",
                    ),
                    models.UniqueConstraint(
                        fields=("closure", "due_on"),
                        name="channel_postclosurereview_one_a_day",
                        violation_error_message="There is a review on that day already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_on", None), ("finding", "")),
                            models.Q(
                                ("done_on__isnull", False), models.Q(("finding", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="channel_postclosurereview_done_says_what_was_found",
                        violation_error_message="Say what was found.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("done_on", None), ("dropped_on", None), _connector="OR"
                        ),
                        name="channel_postclosurereview_done_or_dropped",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("signed_in", "By somebody who signed in"),
                            ("public", "By the form without an account"),
                            ("transfer", "From another area's panel"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "concern_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="day the concern first came to light"
                    ),
                ),
                ("referrer_name", prevent_portal.sealed.SealedText(max_length=200)),
                ("referrer_role", prevent_portal.sealed.SealedText(blank=True, max_length=200)),
                (
                    "referrer_organisation",
                    prevent_portal.sealed.SealedText(blank=True, max_length=200),
                ),
                (
                    "referrer_relationship",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=400, verbose_name="how they know the person"
                    ),
                ),
                ("referrer_contact", prevent_portal.sealed.SealedText(max_length=400)),
                (
                    "prevent_lead",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=300, verbose_name="their organisation's Prevent lead"
                    ),
                ),
                (
                    "noticed_by",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=400, verbose_name="who first noticed the concern"
                    ),
                ),
                ("concerns", prevent_portal.sealed.SealedText()),
                ("complex_needs", prevent_portal.sealed.SealedText(blank=True)),
                ("other_information", prevent_portal.sealed.SealedText(blank=True)),
                ("known_to_services", prevent_portal.sealed.SealedText(blank=True)),
                (
                    "is_person_told",
                    models.BooleanField(
                        blank=True, null=True, verbose_name="the person knows of the referral"
                    ),
                ),
                (
                    "safeguarding_referral",
                    prevent_portal.sealed.SealedText(
                        blank=True,
                        verbose_name="whether a children's or adults' safeguarding referral was made",
                    ),
                ),
                ("is_out_of_hours", models.BooleanField(default=False)),
                (
                    "attested_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(),
                        help_text="When it was attested that nothing of section 38(5) is in it",
                    ),
                ),
                (
                    "sent_as",
                    models.UUIDField(
                        blank=True,
                        help_text="The form and its words: sent twice, kept once",
                        null=True,
                        unique=True,
                    ),
                ),
                ("feedback_due_on", models.DateField(blank=True, null=True)),
                ("feedback_on", models.DateField(blank=True, null=True)),
                (
                    "feedback_said",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("thanked", "Thank you: your concern was looked at"),
                            ("more", "Thank you: we may need to ask you for more"),
                            (
                                "elsewhere",
                                "Thank you: another service is the right one, and has it",
                            ),
                            (
                                "keep_on",
                                "Thank you: carry on as you are, and refer again if anything changes",
                            ),
                            ("unreached", "We could not reach you"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                (
                    "feedback",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="what the referrer was told"
                    ),
                ),
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
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referral",
                        to="channel.case",
                    ),
                ),
                (
                    "feedback_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referred_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "concern_type",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.term",
                    ),
                ),
                (
                    "sector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.term",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["agency"], name="channel_referral_by_agency"),
                    models.Index(fields=["referred_by"], name="channel_referral_by_referrer"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("feedback_by", None), ("feedback_on", None), ("feedback_said", "")
                            ),
                            models.Q(
                                ("feedback_by__isnull", False),
                                ("feedback_on__isnull", False),
                                models.Q(("feedback_said", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="channel_referral_feedback_says_who_and_what",
                        violation_error_message="Say when the referrer was told, by whom, and what.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[("keep", "Keep it until a day"), ("destroy", "Destroy it")],
                        max_length=8,
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("over", "The period is over and nothing asks for longer"),
                            ("erasure", "The person asked for erasure, and it was granted"),
                            ("unlawful", "It should not have been held"),
                            ("risk", "The concern may come back"),
                            ("linked", "It is needed for another case of the same person"),
                            ("inquiry", "A complaint, claim, review or inquiry may need it"),
                            ("other", "Another reason, in words"),
                        ],
                        max_length=8,
                    ),
                ),
                ("keep_until", models.DateField(blank=True, null=True)),
                ("words", prevent_portal.sealed.SealedText(verbose_name="why")),
                ("on", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retention_reviews",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["case", "-id"], name="channel_retention_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decision", "destroy"),
                                ("ground__in", ["over", "erasure", "unlawful"]),
                                ("keep_until", None),
                            ),
                            models.Q(
                                ("decision", "keep"),
                                ("ground__in", ["risk", "linked", "inquiry", "other"]),
                                ("keep_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="channel_retentionreview_keeps_until_a_day",
                        violation_error_message="Say until which day it is kept, or that it is destroyed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("keep_until", None),
                            ("keep_until__gt", models.F("on")),
                            _connector="OR",
                        ),
                        name="channel_retentionreview_keeps_for_a_while",
                        violation_error_message="The day must come after the day of the review.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Destruction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=16)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("supported", "Case that was supported"),
                            ("considered", "Case that the panel considered and did not support"),
                            ("below", "Case that ended before the panel"),
                            ("not_progressed", "Referral that was not progressed"),
                            ("tokens", "Tokens by which an ended case is found again"),
                            ("draft", "Referral that was begun and not sent"),
                            ("backup", "Backup of the database"),
                        ],
                        max_length=16,
                    ),
                ),
                ("ended_on", models.DateField()),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            ("over", "The period is over and nothing asks for longer"),
                            ("erasure", "The person asked for erasure, and it was granted"),
                            ("unlawful", "It should not have been held"),
                            ("risk", "The concern may come back"),
                            ("linked", "It is needed for another case of the same person"),
                            ("inquiry", "A complaint, claim, review or inquiry may need it"),
                            ("other", "Another reason, in words"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "what",
                    models.TextField(help_text="How much of each kind of record: numbers alone"),
                ),
                (
                    "key_name",
                    models.UUIDField(
                        help_text="The name of the key that was destroyed; it opens nothing"
                    ),
                ),
                ("proposed_on", models.DateField()),
                ("confirmed_at", models.DateTimeField()),
                (
                    "backups_until",
                    models.DateField(
                        blank=True,
                        help_text="When the last backup that may hold the key is gone",
                        null=True,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="destruction",
                        to="channel.case",
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.retentionreview",
                    ),
                ),
            ],
            options={
                "ordering": ["-confirmed_at"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="RightsRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("access", "Access to what is held (article 15)"),
                            ("rectify", "Rectification (article 16)"),
                            ("erasure", "Erasure (article 17)"),
                            ("restrict", "Restriction (article 18)"),
                            ("object", "Objection (article 21)"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "asked_by",
                    models.CharField(
                        choices=[
                            ("person", "The person themselves"),
                            ("parent", "A parent or guardian"),
                            ("agent", "Somebody who acts for them"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "asker",
                    prevent_portal.sealed.SealedText(
                        max_length=400, verbose_name="who asked, and how to reach them"
                    ),
                ),
                ("asked", prevent_portal.sealed.SealedText(verbose_name="what is asked")),
                ("received_on", models.DateField()),
                ("due_on", models.DateField()),
                ("identity_on", models.DateField(blank=True, null=True)),
                (
                    "identity",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="how it was checked who asks"
                    ),
                ),
                ("extended_on", models.DateField(blank=True, null=True)),
                (
                    "extended_because",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="why it takes longer"
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True)),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("granted", "Granted"),
                            ("partly", "Granted in part"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn by who asked"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                (
                    "because",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="the reasons, with the exemption relied on"
                    ),
                ),
                ("told_on", models.DateField(blank=True, null=True)),
                (
                    "not_told_because",
                    prevent_portal.sealed.SealedText(
                        blank=True, null=True, verbose_name="why they were not told"
                    ),
                ),
                (
                    "used_for",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("consent", "The person agrees to it"),
                            ("claims", "Legal claims: to make, bring or answer one"),
                            ("others", "To protect the rights of somebody else"),
                            ("interest", "An important public interest"),
                        ],
                        default="",
                        max_length=8,
                    ),
                ),
                (
                    "used_until",
                    models.DateField(
                        blank=True,
                        help_text="The last day of use in spite of a restriction",
                        null=True,
                    ),
                ),
                ("lifted_on", models.DateField(blank=True, null=True)),
                (
                    "lifted_because",
                    prevent_portal.sealed.SealedText(
                        blank=True, null=True, verbose_name="why the restriction was lifted"
                    ),
                ),
                ("lift_told_on", models.DateField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rights_requests",
                        to="channel.case",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": [
                    models.OrderBy(models.F("decided_on"), nulls_first=True),
                    "due_on",
                    "pk",
                ],
                "default_permissions": (),
                "indexes": [models.Index(fields=["case", "due_on"], name="channel_rights_by_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", None), ("decided_on", None), ("decision", "")),
                            models.Q(
                                ("decided_by__isnull", False),
                                ("decided_on__isnull", False),
                                models.Q(("decision", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="channel_rightsrequest_decided_says_who_and_what",
                        violation_error_message="Say what was decided, when, and by whom.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_on", None),
                            ("told_on__isnull", False),
                            ("not_told_because__isnull", False),
                            _connector="OR",
                        ),
                        name="channel_rightsrequest_decided_says_whether_they_were_told",
                        violation_error_message="Say when they were told, or why not.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("lifted_on", None),
                            models.Q(
                                ("kind", "restrict"),
                                ("lift_told_on__lte", models.F("lifted_on")),
                                ("lifted_because__isnull", False),
                                ("lifted_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="channel_rightsrequest_lifted_after_they_were_told",
                        violation_error_message="They are told before a restriction is lifted.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_until", None),
                            models.Q(("used_for", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="channel_rightsrequest_used_says_what_for",
                        violation_error_message="Say what it is used for.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gt", models.F("received_on"))),
                        name="channel_rightsrequest_due_after_it_came",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rectification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        help_text="What it stands beside: referral.3.concerns", max_length=60
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("corrected", "Wrong: it should say this"),
                            ("disputed", "The person says otherwise"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "words",
                    prevent_portal.sealed.SealedText(
                        verbose_name="what is right, or what the person says"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rectifications",
                        to="channel.case",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rectifications",
                        to="channel.rightsrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["case"], name="channel_rectification_by_case")],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60),
                        help_text="What was released",
                        size=None,
                    ),
                ),
                ("withheld", models.PositiveSmallIntegerField(help_text="How many items were not")),
                (
                    "blacked",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="words that were blacked out"
                    ),
                ),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="channel.case",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="channel.rightsrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["case"], name="channel_release_by_case")],
            },
        ),
        migrations.CreateModel(
            name="SamePerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("earlier_reference", models.CharField(max_length=16)),
                ("is_same", models.BooleanField()),
                ("on", models.DateField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="same_person",
                        to="channel.case",
                    ),
                ),
                (
                    "earlier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["case", "earlier"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "earlier"),
                        name="channel_sameperson_once_a_pair",
                        violation_error_message="This was answered already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("earlier", models.F("case")), _negated=True),
                        name="channel_sameperson_of_another_case",
                        violation_error_message="A referral is compared with others.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "seat",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("deputy", "Deputy chair"),
                            ("coordinator", "Coordinator"),
                            ("member", "Panel member"),
                            ("invited", "Invited for one case"),
                            ("observer", "Observer"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "begins_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("ends_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("another", "Another seat was taken"),
                            ("idle", "The panel has no more business with the case"),
                            ("moved", "Moved to another agency"),
                            ("left", "Sign-in closed"),
                            ("changed", "Email address, password or second factor changed"),
                            ("ended", "Ended by who runs the case or the panel"),
                        ],
                        db_default="",
                        max_length=200,
                    ),
                ),
                ("conflict_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="channel.case",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="channel.membership",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["case", "pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["user", "case"], name="channel_seat_by_user"),
                    models.Index(
                        condition=models.Q(("conflict_at", None)),
                        fields=["user", "case"],
                        include=("begins_at", "membership", "ends_at", "seat"),
                        name="channel_seat_open",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at", None)),
                        fields=("case", "user"),
                        name="channel_seat_one_each",
                        violation_error_message="This person already has a seat at this case.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "ended_because__in",
                                ["", "another", "idle", "moved", "left", "changed", "ended"],
                            )
                        ),
                        name="channel_seat_ends_by_a_choice",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section36Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decided_by",
                    models.CharField(
                        choices=[
                            ("police", "The chief officer of police"),
                            ("authority", "A local authority"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "decider",
                    prevent_portal.sealed.SealedText(
                        max_length=300, verbose_name="who decided, and in what post"
                    ),
                ),
                ("is_met", models.BooleanField(verbose_name="there are reasonable grounds")),
                (
                    "grounds",
                    prevent_portal.sealed.SealedText(
                        verbose_name="the grounds, or why there are none"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="section_36_decisions",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", "police"),
                            ("on__gte", datetime.date(2019, 4, 12)),
                            _connector="OR",
                        ),
                        name="channel_section36decision_authorities_since_april_2019",
                        violation_error_message="A local authority may decide since 12 April 2019 only; before that day the chief officer of police did.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("forenames", prevent_portal.sealed.SealedText(max_length=200)),
                ("surname", prevent_portal.sealed.SealedText(max_length=200)),
                (
                    "other_names",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=400, verbose_name="other names used"
                    ),
                ),
                ("date_of_birth", prevent_portal.sealed.SealedDate(blank=True, null=True)),
                ("approximate_age", prevent_portal.sealed.SealedText(blank=True, max_length=40)),
                ("address", prevent_portal.sealed.SealedText(blank=True, max_length=1000)),
                ("phone", prevent_portal.sealed.SealedText(blank=True, max_length=60)),
                (
                    "email",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=254, verbose_name="email address"
                    ),
                ),
                ("nationality", prevent_portal.sealed.SealedText(blank=True, max_length=200)),
                (
                    "language",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=200, verbose_name="first language"
                    ),
                ),
                (
                    "education",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=400, verbose_name="school, college, employer or none"
                    ),
                ),
                (
                    "family",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="family and others close to them"
                    ),
                ),
                (
                    "parent_contact",
                    prevent_portal.sealed.SealedText(
                        blank=True,
                        verbose_name="how a parent or guardian may be contacted, or why they must not be",
                    ),
                ),
                (
                    "age_band",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.ageband",
                    ),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subject",
                        to="channel.case",
                    ),
                ),
                (
                    "gender",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.term",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SupportPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                (
                    "consent_how",
                    prevent_portal.sealed.SealedText(verbose_name="how consent is to be asked for"),
                ),
                (
                    "consent_when",
                    prevent_portal.sealed.SealedText(
                        verbose_name="when consent is to be asked for"
                    ),
                ),
                (
                    "consent_by",
                    prevent_portal.sealed.SealedText(verbose_name="who asks for consent"),
                ),
                (
                    "support",
                    prevent_portal.sealed.SealedText(verbose_name="the support to be given"),
                ),
                (
                    "provided_by",
                    prevent_portal.sealed.SealedText(verbose_name="who gives the support"),
                ),
                (
                    "how_and_when",
                    prevent_portal.sealed.SealedText(
                        verbose_name="how and when the support is given"
                    ),
                ),
                (
                    "changed",
                    prevent_portal.sealed.SealedText(
                        blank=True, verbose_name="what changed since the last version, and why"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_plans",
                        to="channel.case",
                    ),
                ),
            ],
            options={
                "ordering": ["case", "-number"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "number"),
                        name="channel_supportplan_one_of_each_number",
                        violation_error_message="Somebody has drafted this version already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sought", "Asked for"),
                            ("given", "Given"),
                            ("refused", "Refused"),
                            ("withdrawn", "Withdrawn"),
                            ("wish", "Said that they want to stop"),
                        ],
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                (
                    "whose",
                    models.CharField(
                        choices=[
                            ("person", "The person, who is 18 or over"),
                            ("parent", "A parent or guardian, as the person is under 18"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("parent", "Parent"),
                            ("guardian", "Guardian"),
                            ("authority", "Authority with parental responsibility"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "who",
                    prevent_portal.sealed.SealedText(
                        blank=True,
                        max_length=200,
                        verbose_name="name of the parent, guardian or authority",
                    ),
                ),
                (
                    "how",
                    prevent_portal.sealed.SealedText(verbose_name="how it was done, and by whom"),
                ),
                (
                    "words",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="what was said"),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="channel.case",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="channel.supportplan",
                    ),
                ),
            ],
            options={
                "ordering": ["case", "-on", "-pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(fields=["case", "-on", "-id"], name="channel_consent_newest")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("capacity", ""), ("whose", "person")),
                            models.Q(
                                ("whose", "parent"), models.Q(("capacity", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="channel_consent_says_in_what_capacity",
                        violation_error_message="Say in what capacity they answer for a person under 18.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PlanReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                ("words", prevent_portal.sealed.SealedText(verbose_name="what was found")),
                ("next_on", models.DateField(help_text="By when it is looked at again")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plan_reviews",
                        to="channel.case",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="channel.supportplan",
                    ),
                ),
            ],
            options={
                "ordering": ["case", "-on", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("next_on__gt", models.F("on"))),
                        name="channel_planreview_comes_again",
                        violation_error_message="The next review must come after this one.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportSession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("cancelled", "Cancelled"),
                            ("missed", "The person did not attend"),
                        ],
                        max_length=10,
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(blank=True, verbose_name="how it went")),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.case",
                    ),
                ),
                (
                    "intervention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="channel.intervention",
                    ),
                ),
            ],
            options={
                "ordering": ["intervention", "-on", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("intervention", "on"),
                        name="channel_supportsession_one_a_day",
                        violation_error_message="A session on that day is recorded already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ThresholdDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decided",
                    models.CharField(
                        choices=[
                            ("gather", "Information is gathered"),
                            ("not_progressed", "Not progressed"),
                            ("closed", "Closed below the threshold"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", prevent_portal.sealed.SealedText(blank=True)),
                ("on", models.DateField()),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threshold_decisions",
                        to="channel.case",
                    ),
                ),
                (
                    "reason",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.term",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided", "gather"), ("reason", None)),
                            models.Q(
                                ("decided__in", ["not_progressed", "closed"]),
                                ("reason__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="channel_thresholddecision_ends_with_a_reason",
                        violation_error_message="Say why the case goes no further.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Transfer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "to_body",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=300, verbose_name="area or body that takes it over"
                    ),
                ),
                (
                    "contact",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=400, verbose_name="who takes it over there"
                    ),
                ),
                ("because", prevent_portal.sealed.SealedText(verbose_name="why it goes there")),
                ("sent_on", models.DateField()),
                ("receipt_due_on", models.DateField()),
                ("receipt_on", models.DateField(blank=True, null=True)),
                (
                    "receipt_from",
                    prevent_portal.sealed.SealedText(
                        blank=True, max_length=300, verbose_name="who confirmed it"
                    ),
                ),
                (
                    "arrived_on",
                    models.DateField(
                        blank=True,
                        help_text="When the other panel of this portal confirmed it here",
                        null=True,
                    ),
                ),
                ("came_back_on", models.DateField(blank=True, null=True)),
                (
                    "came_back_because",
                    prevent_portal.sealed.SealedText(blank=True, verbose_name="why it came back"),
                ),
                (
                    "arrived_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="transfers",
                        to="channel.case",
                    ),
                ),
                (
                    "to_case",
                    models.ForeignKey(
                        blank=True,
                        help_text="What it became at the other panel",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="arrivals",
                        to="channel.case",
                    ),
                ),
                (
                    "to_panel",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_on", "-pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("receipt_on", None),
                            ("receipt_on__gte", models.F("sent_on")),
                            _connector="OR",
                        ),
                        name="channel_transfer_received_after_it_was_sent",
                        violation_error_message="It cannot be received before it was sent.",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="careconsidered",
            trigger=pgtrigger.compiler.Trigger(
                name="care_considered_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0e5d6f26998594e62d74fcd475ba6f544098c427",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_care_considered_stays_63f49",
                    table="channel_careconsidered",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attachment",
            trigger=pgtrigger.compiler.Trigger(
                name="attachment_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="15ac5c72ae568d88d97b43d926e36a360c8affab",
                    operation="DELETE",
                    pgid="pgtrigger_attachment_stays_a8c63",
                    table="channel_attachment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="caseevent",
            trigger=pgtrigger.compiler.Trigger(
                name="case_event_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="136ed300bae9eb5d97f665c31fda8598a59818bd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_case_event_stays_2521f",
                    table="channel_caseevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="factorfinding",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a0598c546d3d72a4fd7edaedb714cef0848cdf34",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_46ea3",
                    table="channel_factorfinding",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="factor",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1288b1bdd04fa887682e69149336eef69db50e65",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_10d6f",
                    table="channel_factor",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="cc693908a0a9c111cb6c97559623ef5a67b38d99",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_0be58",
                    table="channel_assessment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="correction",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9472470e89ec1901e6fe0b922f68e73c597a279d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_aeead",
                    table="channel_correction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assurancestatement",
            trigger=pgtrigger.compiler.Trigger(
                name="signed_statement_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."signed_on" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="e635e5d029e18f5a0ffc56ce19fb5b3361a21cd4",
                    operation="UPDATE",
                    pgid="pgtrigger_signed_statement_stays_d234e",
                    table="channel_assurancestatement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assurancestatement",
            trigger=pgtrigger.compiler.Trigger(
                name="statement_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b6a737c0d7f6fc070405e00abae48d0ff543ff72",
                    operation="DELETE",
                    pgid="pgtrigger_statement_is_kept_1b37a",
                    table="channel_assurancestatement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assuranceanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="signed_answers_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    declare="DECLARE signed integer;",
                    func="\n                    SELECT count(*) INTO signed FROM channel_assurancestatement\n                    WHERE id IN (NEW.statement_id, OLD.statement_id) AND signed_on IS NOT NULL;\n                    IF signed > 0 THEN\n                        RAISE EXCEPTION 'pgtrigger: this statement is signed, its answers stay';\n                    END IF;\n                    RETURN COALESCE(NEW, OLD);\n                ",
                    hash="cc6bd5225e83f90b744b46d39ae881872be40538",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_signed_answers_stay_7dedc",
                    table="channel_assuranceanswer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retentionreview",
            trigger=pgtrigger.compiler.Trigger(
                name="retention_review_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4d273111b2afcd4cfae2a007338f101b5a36dd37",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_retention_review_stays_5a62e",
                    table="channel_retentionreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="destruction",
            trigger=pgtrigger.compiler.Trigger(
                name="destruction_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8543f092f81b5b33ffee7ab778c2cee57cff1540",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_destruction_stays_f09ea",
                    table="channel_destruction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="release",
            trigger=pgtrigger.compiler.Trigger(
                name="release_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a90cb54d8985b1b3ffef2319a9ed799528d6e40b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_release_stays_4729f",
                    table="channel_release",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="rectification",
            trigger=pgtrigger.compiler.Trigger(
                name="rectification_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7c2317bb16e3ffd4bd219b872854271de2f6efce",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_rectification_stays_562ab",
                    table="channel_rectification",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supportplan",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="0ded03ffadefc734b02bcc810c54ff3cfd0d81b4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_a60f8",
                    table="channel_supportplan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planreview",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="177d158905432bcf30da584c800d4f8ffa5e9c91",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_19d36",
                    table="channel_planreview",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consent",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="bb71e47ec9aedcbb1bbf89f4eeeeee131b6ebf5d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_62ec6",
                    table="channel_consent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="supportsession",
            trigger=pgtrigger.compiler.Trigger(
                name="stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="5f3629274426f09db2cdcaba45eb28e416ac33b8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stays_d8493",
                    table="channel_supportsession",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="disclosure",
            trigger=pgtrigger.compiler.Trigger(
                name="disclosure_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a4b6beacca6c63f79d6cb63c2a4a42495f613934",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_disclosure_stays_3c1c2",
                    table="channel_disclosure",
                    when="BEFORE",
                ),
            ),
        ),
    ]
