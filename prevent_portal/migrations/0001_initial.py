"""The database's four roles, before any other table is made; then people and records."""

import django.contrib.postgres.fields
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

# The secret halves of the key that signs for whom the portal acts. Only gate reads them, through
# portal_actor(): who signed in the running transaction, or null if absent, altered or expired.
ACTOR = """
CREATE TABLE portal_gate_secret (
    version integer PRIMARY KEY,
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);
REVOKE ALL ON portal_gate_secret FROM PUBLIC, portal_app, portal_backup;
GRANT SELECT ON portal_gate_secret TO portal_gate;

CREATE FUNCTION portal_actor() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH given AS (
        SELECT string_to_array(nullif(current_setting('portal.actor', true), ''), '.') AS p
    ), named AS (
        SELECT p, p[1] || '.' || p[2] || '.' || p[3] AS message
        FROM given
        WHERE array_length(p, 1) = 4
          AND p[1] ~ '^\\d{1,4}$' AND p[2] ~ '^\\d{1,18}$' AND p[3] ~ '^\\d{1,12}$'
    )
    SELECT p[2]::bigint
    FROM named JOIN portal_gate_secret s ON s.version = p[1]::int
    WHERE p[3]::bigint > extract(epoch FROM clock_timestamp())
      AND encode(sha256(s.outer_pad || sha256(s.inner_pad || convert_to(message, 'UTF8'))), 'hex') = p[4]
$$;
GRANT CREATE ON SCHEMA public TO portal_gate;
ALTER FUNCTION portal_actor() OWNER TO portal_gate;
REVOKE CREATE ON SCHEMA public FROM portal_gate;
"""

# What is written once is kept so by privilege as well as by trigger.
WRITTEN_ONCE = """
REVOKE UPDATE, DELETE ON prevent_portal_accessrecord, prevent_portal_storedfile FROM portal_app;
"""


class Migration(migrations.Migration):
    initial = True

    run_before = [("contenttypes", "0001_initial")]
    dependencies = []

    operations = [
        migrations.RunSQL(GRANTS, migrations.RunSQL.noop),
        migrations.RunSQL(ACTOR, "DROP FUNCTION portal_actor(); DROP TABLE portal_gate_secret;"),
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
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
            ],
            options={
                "verbose_name_plural": "people",
                "ordering": ["name", "pk"],
                "default_permissions": (),
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
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
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
                ("is_active", models.BooleanField(default=True, verbose_name="can sign in")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
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
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("email"),
                        name="portal_user_email_is_their_own",
                        violation_error_message="Somebody already signs in with this e-mail address.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("roles__len__gt", 0)),
                        name="portal_user_has_a_role",
                        violation_error_message="Choose at least one role.",
                    ),
                ],
                "ordering": ["name", "pk"],
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
            name="HistoricalPerson",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
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
            name="HistoricalUser",
            fields=[
                (
                    "id",
                    models.BigIntegerField(
                        auto_created=True, blank=True, db_index=True, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail address")),
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
                "constraints": [
                    models.UniqueConstraint(
                        models.F("agency"),
                        django.db.models.functions.text.Lower("name"),
                        name="portal_setting_named_once_an_agency",
                        violation_error_message="This agency already has a setting of this name.",
                    )
                ],
                "ordering": ["name"],
                "default_permissions": (),
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
                "indexes": [models.Index(fields=["sha256"], name="portal_file_by_hash")],
                "ordering": ["pk"],
                "default_permissions": (),
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
                            ("exported", "Exported"),
                            ("refused", "Was refused"),
                            ("signed_in", "Signed in"),
                            ("sign_in_failed", "Failed to sign in"),
                            ("signed_out", "Signed out"),
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
                    models.Index(fields=["user", "-at"], name="portal_access_by_user"),
                    models.Index(fields=["reference", "-at"], name="portal_access_by_reference"),
                ],
            },
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
        migrations.RunSQL(WRITTEN_ONCE, migrations.RunSQL.noop),
    ]
