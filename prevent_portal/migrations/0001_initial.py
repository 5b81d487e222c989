"""The database's four roles, before any other table is made; then people and records."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
import prevent_portal.models
import simple_history.models
from django.conf import settings
from django.db import migrations, models


GRANTS = """
GRANT USAGE ON SCHEMA public TO portal_app, portal_gate, portal_backup;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO portal_app, portal_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO portal_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO portal_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO portal_backup;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO portal_backup;
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT EXECUTE ON FUNCTIONS TO portal_app;
"""


class Migration(migrations.Migration):
    initial = True

    run_before = [("contenttypes", "0001_initial")]

    dependencies = []

    operations = [
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Agency",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(blank=True, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("county", "County council"),
                            ("unitary", "Unitary council"),
                            ("district", "District or borough council"),
                            ("police", "Police"),
                            ("health", "Health"),
                            ("education", "Education"),
                            ("probation", "Probation"),
                            ("prison", "Prison"),
                            ("fire", "Fire and rescue"),
                            ("voluntary", "Voluntary or faith organisation"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=12,
                    ),
                ),
                (
                    "sector",
                    models.CharField(blank=True, help_text="For example, education", max_length=80),
                ),
                (
                    "is_specified_authority",
                    models.BooleanField(
                        default=False,
                        help_text="Listed in Schedule 6 of the 2015 Act",
                        verbose_name="specified authority",
                    ),
                ),
                (
                    "is_schedule7_partner",
                    models.BooleanField(
                        default=False,
                        help_text="Listed in Schedule 7 of the 2015 Act",
                        verbose_name="Channel panel partner",
                    ),
                ),
                ("is_lead", models.BooleanField(default=False, verbose_name="lead authority")),
                ("closed_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "verbose_name_plural": "agencies",
                "ordering": ["name"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("name"),
                        name="portal_agency_name_is_its_own",
                        violation_error_message="There is already an agency of this name.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_lead", True)),
                        fields=("is_lead",),
                        name="portal_agency_one_leads",
                        violation_error_message="Another agency is already the lead authority.",
                    ),
                ],
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
        migrations.CreateModel(
            name="Outbox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("payload", models.JSONField(default=dict)),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("claim", models.UUIDField(blank=True, null=True)),
                ("leased_until", models.DateTimeField(blank=True, null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                ("gave_up_at", models.DateTimeField(blank=True, null=True)),
                ("last_error", models.TextField(blank=True)),
            ],
            options={
                "verbose_name_plural": "outbox",
                "ordering": ["pk"],
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True), ("gave_up_at__isnull", True)),
                        fields=["leased_until"],
                        name="portal_outbox_undone",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
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
                            ("staff", "Member of staff"),
                            ("volunteer", "Volunteer"),
                            ("elected_member", "Elected member"),
                            ("foster_carer", "Foster carer"),
                            ("panel_member", "Panel member"),
                            ("contractor", "Contractor"),
                        ],
                        default="staff",
                        max_length=16,
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="As their agency's records have it",
                        max_length=40,
                        verbose_name="staff number",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("job_title", models.CharField(blank=True, max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="team",
                        to="prevent_portal.person",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ["name", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("manager", None),
                            models.Q(("manager", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="portal_person_is_not_their_own_manager",
                        violation_error_message="Choose somebody else as the manager.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("number", ""), _negated=True),
                        fields=("agency", "number"),
                        name="portal_person_number_is_their_own",
                        violation_error_message="Somebody of this agency has this staff number.",
                    ),
                ],
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
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("school", "School"),
                            ("early_years", "Early years setting"),
                            ("supplementary", "Supplementary school"),
                            ("college", "College or university"),
                            ("childrens_home", "Children's home"),
                            ("care_home", "Care home"),
                            ("library", "Library"),
                            ("other", "Other"),
                        ],
                        max_length=16,
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settings",
                        to="prevent_portal.agency",
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        name="portal_setting_named_once_an_agency",
                        violation_error_message="This agency already has a setting of this name.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="email address")),
                ("name", models.CharField(max_length=200)),
                ("job_title", models.CharField(blank=True, max_length=200)),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        size=13,
                    ),
                ),
                (
                    "write_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=prevent_portal.models.on_mondays,
                        help_text="Days of the week, Monday is 1, on which the portal may write",
                        size=None,
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="can sign in")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "manager",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="users",
                        to="prevent_portal.agency",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="user",
                        to="prevent_portal.person",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="portal_user_email_is_their_own",
                        violation_error_message="Somebody already signs in with this email address.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("roles__len__gt", 0)),
                        name="portal_user_has_a_role",
                        violation_error_message="Choose at least one role.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("manager", None),
                            models.Q(("manager", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="portal_user_is_not_their_own_manager",
                        violation_error_message="Choose somebody else as the manager.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("write_on__contained_by", [1, 2, 3, 4, 5, 6, 7]),
                            ("write_on__len__gt", 0),
                        ),
                        name="portal_user_is_written_to_on_days",
                        violation_error_message="Choose at least one day of the week.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccessRecord",
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
                (
                    "verb",
                    models.CharField(
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
                            ("locked", "Locked the screen"),
                            ("failed", "Met an error"),
                        ],
                        max_length=16,
                    ),
                ),
                ("page", models.CharField(max_length=120)),
                ("reference", models.CharField(blank=True, max_length=120)),
                ("status", models.PositiveSmallIntegerField()),
                ("address", models.GenericIPAddressField(blank=True, null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="Chosen from a list, where one was asked",
                        max_length=120,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "default_permissions": (),
                "indexes": [
                    django.contrib.postgres.indexes.BrinIndex(
                        fields=["at"], name="portal_access_by_time"
                    ),
                    models.Index(fields=["user", "-at"], name="portal_access_by_user"),
                    models.Index(fields=["reference", "-at"], name="portal_access_by_reference"),
                ],
            },
        ),
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
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
                "verbose_name_plural": "calendar addresses",
                "ordering": ["-pk"],
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("revoked_at__isnull", True)),
                        fields=("user",),
                        name="portal_calendar_one_address_each",
                        violation_error_message="There is already a calendar address. Replace it.",
                    )
                ],
            },
        ),
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
            name="HistoricalAgency",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(blank=True, max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("county", "County council"),
                            ("unitary", "Unitary council"),
                            ("district", "District or borough council"),
                            ("police", "Police"),
                            ("health", "Health"),
                            ("education", "Education"),
                            ("probation", "Probation"),
                            ("prison", "Prison"),
                            ("fire", "Fire and rescue"),
                            ("voluntary", "Voluntary or faith organisation"),
                            ("other", "Other"),
                        ],
                        default="other",
                        max_length=12,
                    ),
                ),
                (
                    "sector",
                    models.CharField(blank=True, help_text="For example, education", max_length=80),
                ),
                (
                    "is_specified_authority",
                    models.BooleanField(
                        default=False,
                        help_text="Listed in Schedule 6 of the 2015 Act",
                        verbose_name="specified authority",
                    ),
                ),
                (
                    "is_schedule7_partner",
                    models.BooleanField(
                        default=False,
                        help_text="Listed in Schedule 7 of the 2015 Act",
                        verbose_name="Channel panel partner",
                    ),
                ),
                ("is_lead", models.BooleanField(default=False, verbose_name="lead authority")),
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
            ],
            options={
                "verbose_name": "historical agency",
                "verbose_name_plural": "historical agencies",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalCalendarAddress",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
            ],
            options={
                "verbose_name": "historical calendar address",
                "verbose_name_plural": "historical calendar addresses",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPerson",
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
                            ("staff", "Member of staff"),
                            ("volunteer", "Volunteer"),
                            ("elected_member", "Elected member"),
                            ("foster_carer", "Foster carer"),
                            ("panel_member", "Panel member"),
                            ("contractor", "Contractor"),
                        ],
                        default="staff",
                        max_length=16,
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        blank=True,
                        help_text="As their agency's records have it",
                        max_length=40,
                        verbose_name="staff number",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("job_title", models.CharField(blank=True, max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
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
                (
                    "manager",
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
                "verbose_name": "historical person",
                "verbose_name_plural": "historical people",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
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
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("school", "School"),
                            ("early_years", "Early years setting"),
                            ("supplementary", "Supplementary school"),
                            ("college", "College or university"),
                            ("childrens_home", "Children's home"),
                            ("care_home", "Care home"),
                            ("library", "Library"),
                            ("other", "Other"),
                        ],
                        max_length=16,
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
                "verbose_name": "historical setting",
                "verbose_name_plural": "historical settings",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalUser",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="email address")),
                ("name", models.CharField(max_length=200)),
                ("job_title", models.CharField(blank=True, max_length=200)),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
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
                        size=13,
                    ),
                ),
                (
                    "write_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(),
                        default=prevent_portal.models.on_mondays,
                        help_text="Days of the week, Monday is 1, on which the portal may write",
                        size=None,
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="can sign in")),
                (
                    "created_at",
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
                (
                    "manager",
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
                "verbose_name": "historical user",
                "verbose_name_plural": "historical users",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
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
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["-on", "-id"], name="portal_notice_newest_first")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("to", "on"),
                        name="portal_notice_one_a_day",
                        violation_error_message="This person has had their message of the day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("content", models.FileField(upload_to=prevent_portal.models.random_file_name)),
                ("name", models.CharField(max_length=255)),
                ("media_type", models.CharField(max_length=120)),
                ("size", models.PositiveBigIntegerField(help_text="Bytes")),
                ("sha256", models.CharField(max_length=64)),
                (
                    "at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                (
                    "cleared_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When it was found clean, or made by the portal itself; else it is shown to the virus scanner each time somebody asks for it",
                        null=True,
                    ),
                ),
                (
                    "carried",
                    models.CharField(
                        blank=True,
                        db_default="",
                        help_text="What was taken off it before it was kept, and what is still in it",
                        max_length=400,
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
            ],
            options={
                "ordering": ["pk"],
                "default_permissions": (),
                "indexes": [models.Index(fields=["sha256"], name="portal_file_by_hash")],
            },
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
        pgtrigger.migrations.AddTrigger(
            model_name="accessrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="access_record_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c56aedd2895fd10e37df794ba513a3e3f4e1003b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_access_record_stays_c1367",
                    table="prevent_portal_accessrecord",
                    when="BEFORE",
                ),
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
        pgtrigger.migrations.AddTrigger(
            model_name="storedfile",
            trigger=pgtrigger.compiler.Trigger(
                name="stored_file_stays",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e33566be8fa493138b69fe81adcf2b21860096cf",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_stored_file_stays_29904",
                    table="prevent_portal_storedfile",
                    when="BEFORE",
                ),
            ),
        ),
    ]
