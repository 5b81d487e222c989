"""Support: plans, consent, assessments and what is arranged; no support without consent, whatever writes it."""

import datetime

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import prevent_portal.sealed
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from ..policies import gate_function, gate_reads, keep_history, protect_by, protect_case_table

# Consent to support as it stood on a day: the last word about it, not counting that it was asked for.
CONSENT_ON = """
CREATE FUNCTION channel_consent_on(of_case bigint, day date) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT coalesce((
        SELECT c.kind = 'given' FROM channel_consent c
        WHERE c.case_id = of_case AND c.kind <> 'sought' AND c."on" <= day
        ORDER BY c."on" DESC, c.id DESC LIMIT 1), false)
$$
"""

# Counter-Terrorism and Security Act 2015, section 36(4)(b): support is arranged with consent, and for a case
# that the panel has adopted. The row of the case is held, so that consent is not withdrawn meanwhile.
INTERVENTION = """
CREATE FUNCTION channel_intervention_needs_consent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE c channel_case;
BEGIN
    IF TG_OP = 'UPDATE'
       AND (NEW.case_id, NEW.commissioned_on, NEW.kind_id, NEW.provider_id)
         = (OLD.case_id, OLD.commissioned_on, OLD.kind_id, OLD.provider_id)
       AND (OLD.ended_on IS NULL OR NEW.ended_on <= OLD.ended_on) THEN
        RETURN NEW;
    END IF;
    SELECT * INTO c FROM channel_case WHERE id = NEW.case_id FOR UPDATE;
    IF c.status IS DISTINCT FROM 'adopted' OR c.consent_on IS NULL
       OR NOT channel_consent_on(NEW.case_id, NEW.commissioned_on)
       OR NOT channel_consent_on(NEW.case_id, 'infinity') THEN
        RAISE EXCEPTION 'no support is arranged without consent' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_intervention_needs_consent
    BEFORE INSERT OR UPDATE ON channel_intervention FOR EACH ROW
    EXECUTE FUNCTION channel_intervention_needs_consent()
"""

SESSION = """
CREATE FUNCTION channel_session_needs_consent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE i channel_intervention;
BEGIN
    PERFORM FROM channel_case WHERE id = NEW.case_id FOR UPDATE;
    SELECT * INTO i FROM channel_intervention WHERE id = NEW.intervention_id;
    IF i.case_id IS DISTINCT FROM NEW.case_id THEN
        RAISE EXCEPTION 'a session belongs to the case of its support' USING ERRCODE = '23514';
    END IF;
    IF NEW."on" < i.commissioned_on OR NEW."on" > i.ended_on
       OR NOT channel_consent_on(NEW.case_id, NEW."on") THEN
        RAISE EXCEPTION 'no support is given without consent' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_session_needs_consent BEFORE INSERT ON channel_supportsession
    FOR EACH ROW EXECUTE FUNCTION channel_session_needs_consent()
"""

NO_TRIGGERS = """
DROP TRIGGER channel_session_needs_consent ON channel_supportsession;
DROP TRIGGER channel_intervention_needs_consent ON channel_intervention;
"""

# What is due about support on or before a day, and who is to hear of it: references, dates and users, nothing
# else. An item of a plan goes to its owner, the rest to who coordinates the case, or else chairs it.
SUPPORT_DUE = """
CREATE FUNCTION channel_support_due(day date)
RETURNS TABLE (user_id bigint, case_id bigint, reference text, step text, due_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH due AS (
        SELECT c.id, 'assess' AS step, c.assess_due_on AS due_on, NULL::bigint AS owner_id
        FROM channel_case c WHERE c.status = 'adopted' AND c.assess_due_on <= day
        UNION ALL
        SELECT i.case_id, 'contact', i.contact_due_on, NULL
        FROM channel_intervention i WHERE i.ended_on IS NULL AND i.contact_due_on <= day
        UNION ALL
        SELECT k.case_id, 'consent', k.due_on, NULL
        FROM channel_consentcheck k WHERE k.done_on IS NULL AND k.due_on <= day
        UNION ALL
        SELECT p.case_id, 'plan', p.due_on, p.owner_id
        FROM channel_planitem p WHERE p.done_on IS NULL AND p.due_on <= day
    ), seated AS (
        SELECT s.case_id, s.user_id, s.seat
        FROM channel_seat s
        JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
        LEFT JOIN channel_membership m ON m.id = s.membership_id
        WHERE s.conflict_at IS NULL AND s.begins_at <= statement_timestamp()
          AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
          AND (m.id IS NULL OR (
              m.confirmed_at IS NOT NULL AND m.suspended_at IS NULL
              AND m.begins_at <= statement_timestamp()
              AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())))
    )
    SELECT seated.user_id, c.id, c.reference::text, due.step, due.due_on
    FROM due
    JOIN channel_case c ON c.id = due.id
    JOIN seated ON seated.case_id = c.id
    WHERE CASE
        WHEN EXISTS (SELECT FROM seated o WHERE o.case_id = c.id AND o.user_id = due.owner_id)
            THEN seated.user_id = due.owner_id
        WHEN EXISTS (SELECT FROM seated o WHERE o.case_id = c.id AND o.seat = 'coordinator')
            THEN seated.seat = 'coordinator'
        ELSE seated.seat IN ('chair', 'deputy')
    END
    ORDER BY due.due_on, c.id, due.step, seated.user_id
$$
"""

#: Whoever contributes to a case adds to these; what is said of consent is for who coordinates it.
CONTRIBUTED = [
    "supportplan",
    "intervention",
    "historicalintervention",
    "supportsession",
    "planitem",
    "historicalplanitem",
    "planreview",
    "assessment",
    "factorfinding",
]
COORDINATED = ["consent", "consentcheck", "historicalconsentcheck"]
OFFICER = "EXISTS (SELECT FROM channel_open_panels('coordinator'))"
SEATED = (
    "EXISTS (SELECT FROM channel_open_panels('member'))"
    " OR EXISTS (SELECT FROM channel_open_cases('view_case'))"
)

FROM = datetime.date(2015, 7, 1)  # the Channel duty is in force
PAF_FROM = datetime.date(2024, 9, 1)
SCALE = ["Not seen", "Slightly", "Partly", "Strongly"]
#: The framework with 22 factors (13, 6 and 3), in words of our own.
FACTORS = {
    "Engagement": (
        "Feels wronged or treated unjustly",
        "Feels under threat",
        "Looks for identity, meaning or belonging",
        "Wants standing",
        "Wants excitement or adventure",
        "Needs to dominate or control others",
        "Is easily led or taught what to think",
        "Wants political or moral change",
        "Takes part because the chance is there",
        "Family or friends take part",
        "Is at a turning point in life",
        "Is influenced or controlled by a group",
        "Mental health plays a part",
    ),
    "Intent": (
        "Is absorbed by a group, cause or ideology",
        "Thinks in “them and us”",
        "Sees others as less than human",
        "Holds views that excuse offending",
        "Accepts harm as a means to an end",
        "Pursues harmful aims",
    ),
    "Capability": (
        "Has knowledge or skills that could do harm",
        "Has access to networks, money or equipment",
        "Has a criminal past or criminal skills",
    ),
}


def seed(apps, schema_editor):
    """Ship the framework with 22 factors, an empty local template, and say what only approved providers do."""
    of = schema_editor.connection.alias
    framework, factor, term = (
        apps.get_model("channel", name).objects.using(of)
        for name in ("Framework", "Factor", "Term")
    )
    vaf = framework.create(
        name="Vulnerability assessment framework",
        about="Twenty-two factors of engagement, intent and capability. The list is not closed: "
        "make a new version to add to it.",
        scale=SCALE,
        from_on=FROM,
    )
    place = 0
    for dimension, words in FACTORS.items():
        for each in words:
            place += 1
            factor.create(framework=vaf, dimension=dimension, words=each, place=place)
    framework.create(
        name="Prevent assessment framework",
        about="Its items are not published: make a new version with those that you work with.",
        from_on=PAF_FROM,
    )
    term.filter(list="support", words__startswith="Ideological mentoring").update(
        needs_approved_provider=True
    )


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0006_panel"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="assess_due_on",
            field=models.DateField(
                blank=True,
                help_text="By when it is to be assessed (again), while adopted",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="historicalcase",
            name="assess_due_on",
            field=models.DateField(
                blank=True,
                help_text="By when it is to be assessed (again), while adopted",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="historicalterm",
            name="needs_approved_provider",
            field=models.BooleanField(
                default=False,
                help_text="For kinds of support: only an approved provider may give it",
            ),
        ),
        migrations.AddField(
            model_name="term",
            name="needs_approved_provider",
            field=models.BooleanField(
                default=False,
                help_text="For kinds of support: only an approved provider may give it",
            ),
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
            },
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
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.term",
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
            ],
            options={
                "ordering": ["commissioned_on", "pk"],
                "default_permissions": (),
            },
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
        migrations.AddConstraint(
            model_name="factor",
            constraint=models.UniqueConstraint(
                fields=("framework", "dimension", "words"),
                name="channel_factor_once_a_dimension",
                violation_error_message="A factor stands here twice.",
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
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                fields=("case", "number"),
                name="channel_assessment_one_of_each_number",
                violation_error_message="Somebody has recorded this assessment already.",
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
        migrations.AddIndex(
            model_name="planitem",
            index=models.Index(
                condition=models.Q(("done_on", None)),
                fields=["due_on"],
                name="channel_planitem_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="planitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("was_dropped", False), ("done_on__isnull", False), _connector="OR"
                ),
                name="channel_planitem_dropped_says_when",
            ),
        ),
        migrations.AddIndex(
            model_name="intervention",
            index=models.Index(
                condition=models.Q(("ended_on", None)),
                fields=["contact_due_on"],
                name="channel_intervention_contact",
            ),
        ),
        migrations.AddConstraint(
            model_name="intervention",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_because", ""), ("ended_on", None)),
                    models.Q(
                        ("ended_on__isnull", False), models.Q(("ended_because", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="channel_intervention_ends_with_a_reason",
                violation_error_message="Say why the support ended.",
            ),
        ),
        migrations.AddConstraint(
            model_name="intervention",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None),
                    ("ended_on__gte", models.F("commissioned_on")),
                    _connector="OR",
                ),
                name="channel_intervention_ends_after_it_began",
                violation_error_message="It cannot end before it began.",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportplan",
            constraint=models.UniqueConstraint(
                fields=("case", "number"),
                name="channel_supportplan_one_of_each_number",
                violation_error_message="Somebody has drafted this version already.",
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
        migrations.AddConstraint(
            model_name="planreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("next_on__gt", models.F("on"))),
                name="channel_planreview_comes_again",
                violation_error_message="The next review must come after this one.",
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
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(fields=["case", "-on", "-id"], name="channel_consent_newest"),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("capacity", ""), ("whose", "person")),
                    models.Q(("whose", "parent"), models.Q(("capacity", ""), _negated=True)),
                    _connector="OR",
                ),
                name="channel_consent_says_in_what_capacity",
                violation_error_message="Say in what capacity they answer for a person under 18.",
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
        migrations.AddConstraint(
            model_name="supportsession",
            constraint=models.UniqueConstraint(
                fields=("intervention", "on"),
                name="channel_supportsession_one_a_day",
                violation_error_message="A session on that day is recorded already.",
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
        gate_reads(
            "channel_consent", "channel_consentcheck", "channel_intervention", "channel_planitem"
        ),
        gate_function("channel_consent_on(bigint, date)", CONSENT_ON, called_by=None),
        gate_function("channel_intervention_needs_consent()", INTERVENTION, called_by=None),
        gate_function("channel_session_needs_consent()", SESSION, called_by=None),
        gate_function("channel_support_due(date)", SUPPORT_DUE),
        migrations.RunSQL(migrations.RunSQL.noop, NO_TRIGGERS),
        *(protect_case_table(f"channel_{name}") for name in CONTRIBUTED),
        *(protect_case_table(f"channel_{name}", write="coordinate_case") for name in COORDINATED),
        *(
            protect_by(f"channel_{name}", "true", OFFICER)
            for name in ("framework", "historicalframework", "factor")
        ),
        *(
            protect_by(f"channel_{name}", SEATED, OFFICER)
            for name in ("provider", "historicalprovider")
        ),
        keep_history(
            *(f"channel_{name}" for name in ("supportplan", "supportsession", "planreview")),
            *(f"channel_{name}" for name in ("assessment", "factorfinding", "consent", "factor")),
            *(f"channel_historical{name}" for name in ("consentcheck", "intervention")),
            *(f"channel_historical{name}" for name in ("planitem", "framework", "provider")),
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
