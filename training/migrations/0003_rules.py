"""Whom rules are for, staff groups, absences and exemptions, versions of courses; more of the courses."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import simple_history.models
from django.conf import settings
from django.db import migrations, models


TABLES = """
    training_historicalabsence, training_historicalcourse_prerequisites,
    training_historicalcourseversion, training_historicalexemption,
    training_historicalgroupmember, training_historicalrule_groups,
    training_historicalrule_prerequisites, training_historicalrule_units,
    training_historicalstaffgroup, training_historicalstaffgroup_levels,
    training_historicalstaffgroup_units
"""

#: code, name, how it is taken, minutes, legacy (domain 2.2)
COURSES = (
    ("HO_ELEARN_45", "General awareness e-learning of 45 minutes", "elearning", 45, True),
    ("PREVENT_AWARENESS_RECOGNITION", "Awareness and recognition", "workshop", None, False),
    ("ZAK_TTT", "Zak: training of trainers", "trainer", None, True),
    ("CHANNEL_DEVELOPMENT_DAY", "Development day of the Channel panel", "workshop", None, False),
    ("RISK_BRIEFING", "Briefing on local risk", "briefing", None, False),
    ("THEMATIC", "Thematic session", "workshop", None, False),
)
#: What was taken, and as what it counts.
COUNTS_AS = (
    ("HO_ELEARN_45", "ELEARN_AWARENESS"),
    ("PREVENT_ELEARNING", "ELEARN_AWARENESS"),
    ("REFRESH_AWARENESS", "ELEARN_AWARENESS"),
    ("REFRESH_REFERRALS", "ELEARN_REFERRALS"),
)
#: What is taken, and what before it.
BEFORE = (("ELEARN_REFERRALS", "ELEARN_AWARENESS"),)


def seed(apps, schema_editor):
    """The field's other courses, what counts as what, and what is taken before what."""
    course = apps.get_model("training", "Course")
    rows = course.objects.using(schema_editor.connection.alias)
    for code, name, route, minutes, old in COURSES:
        rows.get_or_create(
            code=code, defaults={"name": name, "route": route, "minutes": minutes, "is_legacy": old}
        )
    known = {each.code: each for each in rows.all()}
    for relation, pairs in (("counts_as", COUNTS_AS), ("prerequisites", BEFORE)):
        for code, other in pairs:
            if code in known and other in known:
                getattr(known[code], relation).add(known[other])


class Migration(migrations.Migration):
    dependencies = [
        ("prevent_portal", "0005_staff_numbers"),
        ("training", "0002_seed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("from_on", models.DateField(verbose_name="first day")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.person",
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
                        name="training_absence_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="training_absence_has_an_order",
                        violation_error_message="The last day must not be before the first.",
                    ),
                ],
                "verbose_name": "long absence",
                "ordering": ["-from_on", "-pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="CourseVersion",
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
                    models.CharField(
                        help_text="A number or a name, for example 2024", max_length=100
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("elearning", "E-learning"),
                            ("workshop", "Workshop"),
                            ("briefing", "Briefing"),
                            ("trainer", "Training of trainers"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                        verbose_name="how it is taken",
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("from_on", models.DateField(verbose_name="given from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="training.course",
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
                        name="training_courseversion_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.UniqueConstraint(
                        models.F("course"),
                        django.db.models.functions.text.Lower("name"),
                        name="training_version_named_once_a_course",
                        violation_error_message="This course already has a version of this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="training_version_ends_after_it_starts",
                        violation_error_message="The version must end after it was first given.",
                    ),
                ],
                "verbose_name": "version of a course",
                "ordering": ["course", "from_on", "pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Exemption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("from_on", models.DateField(verbose_name="first day")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("reason", models.TextField()),
                ("approved_by", models.CharField(help_text="Name or post", max_length=200)),
                (
                    "course",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exemptions",
                        to="training.course",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.person",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exemptions",
                        to="training.rule",
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
                        name="training_exemption_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="training_exemption_has_an_order",
                        violation_error_message="The last day must not be before the first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("course__isnull", False), ("rule__isnull", True)),
                            models.Q(("course__isnull", True), ("rule__isnull", False)),
                            _connector="OR",
                        ),
                        name="training_exemption_is_from_one_thing",
                        violation_error_message="Choose either a rule or a course.",
                    ),
                ],
                "ordering": ["-from_on", "-pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="StaffGroup",
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
                (
                    "made",
                    models.CharField(
                        choices=[
                            ("rule", "By a rule: everybody in certain posts"),
                            ("list", "By a list of people"),
                        ],
                        max_length=4,
                        verbose_name="who belongs to it",
                    ),
                ),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("staff", "Member of staff"),
                                ("volunteer", "Volunteer"),
                                ("elected_member", "Elected member"),
                                ("foster_carer", "Foster carer"),
                                ("panel_member", "Panel member"),
                                ("contractor", "Contractor"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="kinds of people",
                    ),
                ),
                (
                    "only_at_risk",
                    models.BooleanField(
                        default=False,
                        verbose_name="only those who work with children or vulnerable adults",
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
                    "levels",
                    models.ManyToManyField(blank=True, related_name="+", to="training.level"),
                ),
                (
                    "units",
                    models.ManyToManyField(
                        blank=True,
                        related_name="+",
                        to="training.unit",
                        verbose_name="business units",
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
                        name="training_staffgroup_closing_has_a_reason",
                        violation_error_message="Say why it is closed.",
                    ),
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        name="training_group_named_once_an_agency",
                        nulls_distinct=False,
                        violation_error_message="There is already a staff group of this name.",
                    ),
                ],
                "verbose_name": "staff group",
                "ordering": ["name", "pk"],
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(verbose_name="member from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="prevent_portal.person",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="training.staffgroup",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("to_on__isnull", True)),
                        fields=("group", "person"),
                        name="training_member_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("to_on__isnull", True),
                            ("to_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="training_member_has_an_order",
                        violation_error_message="The last day must not be before the first.",
                    ),
                ],
                "ordering": ["group", "person", "pk"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="HistoricalAbsence",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("from_on", models.DateField(verbose_name="first day")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
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
            ],
            options={
                "verbose_name": "historical long absence",
                "verbose_name_plural": "historical long absences",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCourse_prerequisites",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "from_course",
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
                        to="training.historicalcourse",
                    ),
                ),
                (
                    "to_course",
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
            ],
            options={
                "verbose_name": "HistoricalCourse_prerequisites",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCourseVersion",
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
                    models.CharField(
                        help_text="A number or a name, for example 2024", max_length=100
                    ),
                ),
                (
                    "route",
                    models.CharField(
                        choices=[
                            ("elearning", "E-learning"),
                            ("workshop", "Workshop"),
                            ("briefing", "Briefing"),
                            ("trainer", "Training of trainers"),
                            ("other", "Other"),
                        ],
                        max_length=12,
                        verbose_name="how it is taken",
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("from_on", models.DateField(verbose_name="given from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
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
            ],
            options={
                "verbose_name": "historical version of a course",
                "verbose_name_plural": "historical version of a courses",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalExemption",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, editable=False, null=True)),
                ("closed_because", models.TextField(blank=True, editable=False)),
                ("from_on", models.DateField(verbose_name="first day")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("reason", models.TextField()),
                ("approved_by", models.CharField(help_text="Name or post", max_length=200)),
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
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.rule",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical exemption",
                "verbose_name_plural": "historical exemptions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGroupMember",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField(verbose_name="member from")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="last day")),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
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
                    "group",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.staffgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical group member",
                "verbose_name_plural": "historical group members",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRule_groups",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="training.historicalrule",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.rule",
                    ),
                ),
                (
                    "staffgroup",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.staffgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalRule_groups",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRule_prerequisites",
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
                        to="training.historicalrule",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.rule",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalRule_prerequisites",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalRule_units",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="training.historicalrule",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.rule",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.unit",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalRule_units",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStaffGroup",
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
                (
                    "made",
                    models.CharField(
                        choices=[
                            ("rule", "By a rule: everybody in certain posts"),
                            ("list", "By a list of people"),
                        ],
                        max_length=4,
                        verbose_name="who belongs to it",
                    ),
                ),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("staff", "Member of staff"),
                                ("volunteer", "Volunteer"),
                                ("elected_member", "Elected member"),
                                ("foster_carer", "Foster carer"),
                                ("panel_member", "Panel member"),
                                ("contractor", "Contractor"),
                            ],
                            max_length=16,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="kinds of people",
                    ),
                ),
                (
                    "only_at_risk",
                    models.BooleanField(
                        default=False,
                        verbose_name="only those who work with children or vulnerable adults",
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
                "verbose_name": "historical staff group",
                "verbose_name_plural": "historical staff groups",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStaffGroup_levels",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="training.historicalstaffgroup",
                    ),
                ),
                (
                    "level",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.level",
                    ),
                ),
                (
                    "staffgroup",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.staffgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalStaffGroup_levels",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStaffGroup_units",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                (
                    "history",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="training.historicalstaffgroup",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.unit",
                    ),
                ),
                (
                    "staffgroup",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_tablespace="",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.staffgroup",
                    ),
                ),
            ],
            options={
                "verbose_name": "HistoricalStaffGroup_units",
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="completion",
            name="completion_is_only_withdrawn",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="posting",
            name="posting_is_only_withdrawn",
        ),
        migrations.AddField(
            model_name="completion",
            name="by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="completion",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="prevent_portal.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="completion",
            name="withdrawn_because",
            field=models.TextField(blank=True, db_default="", default="", editable=False),
        ),
        migrations.AddField(
            model_name="completion",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="course",
            name="prerequisites",
            field=models.ManyToManyField(
                blank=True,
                related_name="leads_to",
                to="training.course",
                verbose_name="taken before it",
            ),
        ),
        migrations.AddField(
            model_name="historicalrule",
            name="directorates",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=200), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="historicalrule",
            name="kinds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("staff", "Member of staff"),
                        ("volunteer", "Volunteer"),
                        ("elected_member", "Elected member"),
                        ("foster_carer", "Foster carer"),
                        ("panel_member", "Panel member"),
                        ("contractor", "Contractor"),
                    ],
                    max_length=16,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="kinds of people",
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="posting",
            name="withdrawn_because",
            field=models.TextField(blank=True, db_default="", default="", editable=False),
        ),
        migrations.AddField(
            model_name="posting",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="directorates",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=200), blank=True, default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="kinds",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("staff", "Member of staff"),
                        ("volunteer", "Volunteer"),
                        ("elected_member", "Elected member"),
                        ("foster_carer", "Foster carer"),
                        ("panel_member", "Panel member"),
                        ("contractor", "Contractor"),
                    ],
                    max_length=16,
                ),
                blank=True,
                default=list,
                size=None,
                verbose_name="kinds of people",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="prerequisites",
            field=models.ManyToManyField(
                blank=True,
                help_text="A completion counts only if each of these was taken by then",
                related_name="+",
                to="training.course",
                verbose_name="taken before",
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="units",
            field=models.ManyToManyField(
                blank=True, related_name="rules", to="training.unit", verbose_name="business units"
            ),
        ),
        migrations.AlterField(
            model_name="completion",
            name="route",
            field=models.CharField(
                choices=[
                    ("import", "Extract of a personnel or learning system"),
                    ("certificate", "Certificate"),
                    ("register", "Register of a session"),
                    ("declared", "Own statement, not yet verified"),
                    ("verified", "Own statement, verified"),
                ],
                default="import",
                max_length=12,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="completion",
            trigger=pgtrigger.compiler.Trigger(
                name="completion_is_only_withdrawn",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."by_import_id" IS DISTINCT FROM (NEW."by_import_id") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."course_id" IS DISTINCT FROM (NEW."course_id") OR OLD."on" IS DISTINCT FROM (NEW."on") OR OLD."route" IS DISTINCT FROM (NEW."route") OR OLD."file_id" IS DISTINCT FROM (NEW."file_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="956e674568810c273e8a6cc9460e355618c87ff5",
                    operation="UPDATE",
                    pgid="pgtrigger_completion_is_only_withdrawn_40207",
                    table="training_completion",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="posting",
            trigger=pgtrigger.compiler.Trigger(
                name="posting_is_only_withdrawn",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."by_import_id" IS DISTINCT FROM (NEW."by_import_id") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."level_id" IS DISTINCT FROM (NEW."level_id") OR OLD."works_with_people_at_risk" IS DISTINCT FROM (NEW."works_with_people_at_risk") OR OLD."joined_on" IS DISTINCT FROM (NEW."joined_on") OR OLD."starts_on" IS DISTINCT FROM (NEW."starts_on") OR OLD."ends_on" IS DISTINCT FROM (NEW."ends_on"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6be2c259657a1c774f14563539a74b1de1faa31b",
                    operation="UPDATE",
                    pgid="pgtrigger_posting_is_only_withdrawn_ce6b6",
                    table="training_posting",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddField(
            model_name="rule",
            name="groups",
            field=models.ManyToManyField(
                blank=True,
                related_name="rules",
                to="training.staffgroup",
                verbose_name="staff groups",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("closed_on__isnull", True), ("is_headline", True)),
                expressions=[
                    (
                        models.Func(
                            django.db.models.functions.comparison.Coalesce(models.F("agency"), 0),
                            django.db.models.functions.comparison.Coalesce(models.F("agency"), 0),
                            models.Value("[]"),
                            function="int8range",
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            models.F("starts_on"),
                            models.F("ends_on"),
                            models.Value("[]"),
                            function="daterange",
                        ),
                        "&&",
                    ),
                ],
                name="training_rule_one_headline_a_day",
                violation_error_message="Another headline rule of the same agency holds on some of these days. Give that one a last day first, or take its headline away.",
            ),
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
        migrations.RunSQL(
            f"REVOKE UPDATE, DELETE ON {TABLES} FROM portal_app", migrations.RunSQL.noop
        ),
    ]
