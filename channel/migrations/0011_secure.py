"""Emergency access to a case, and what the access log calls one that was refused."""

from importlib import import_module

import django.db.models.deletion
import django.db.models.functions.datetime
import prevent_portal.sealed
import simple_history.models
from django.conf import settings
from django.db import migrations, models


from ..policies import gate_function, gate_reads, keep_history, protect_by, replaced

before = import_module("channel.migrations.0010_factor")

# What the access log calls a case that somebody was refused.
REFERENCE = """
CREATE FUNCTION channel_reference(of_case bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.reference FROM channel_case c WHERE c.id = of_case
$$
"""

# The rule of 0002, and besides: a case opened in an emergency can be read, and nothing else, until its
# minutes are over, its holder is one no longer, or declared a conflict.
OPEN_CASES = """
CREATE FUNCTION channel_open_cases(wanted text) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH me AS MATERIALIZED (
        SELECT u.id FROM prevent_portal_user u WHERE u.id = (SELECT portal_actor()) AND u.is_active
    ), sits AS MATERIALIZED (
        SELECT m.id FROM channel_membership m
        WHERE m.user_id = (SELECT id FROM me) AND channel_membership_in_force(m)
    ), granted AS MATERIALIZED (
        SELECT g.content_object_id FROM channel_caseuserpermission g
        WHERE g.user_id = (SELECT id FROM me) AND g.permission_id = (
            SELECT p.id FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
            WHERE t.app_label = 'channel' AND t.model = 'case' AND p.codename = wanted)
    )
    SELECT s.case_id
    FROM channel_seat s
    WHERE s.user_id = (SELECT id FROM me)
      AND s.conflict_at IS NULL
      AND s.begins_at <= statement_timestamp()
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND (s.membership_id IS NULL OR s.membership_id IN (SELECT id FROM sits))
      AND s.case_id IN (SELECT content_object_id FROM granted)
    UNION ALL
    SELECT b.case_id
    FROM channel_breakglass b
    JOIN channel_case c ON c.id = b.case_id
    WHERE wanted IN ('observe_case', 'view_case')
      AND b.by_id = (SELECT id FROM me)
      AND b.until > statement_timestamp()
      AND channel_holds_glass(c.panel_id, b.by_id)
      AND NOT EXISTS (SELECT FROM channel_seat s
                      WHERE s.case_id = b.case_id AND s.user_id = b.by_id AND s.conflict_at IS NOT NULL)
    UNION ALL
    SELECT t.id FROM (SELECT channel_taking_in() AS id) t WHERE t.id IS NOT NULL
$$
"""

HOLDS_GLASS = """
CREATE FUNCTION channel_holds_glass(of_panel bigint, who bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT FROM channel_glassholder h JOIN prevent_portal_user u ON u.id = h.user_id AND u.is_active
        WHERE h.panel_id = of_panel AND h.user_id = who AND h.confirmed_at IS NOT NULL
          AND (h.ends_at IS NULL OR h.ends_at > statement_timestamp()))
$$
"""

# Null where there is no such case, where the person was not named for its panel, and where they declared a
# conflict: which of these it is, nobody learns.
BREAK_GLASS = """
CREATE FUNCTION channel_break_glass(named text, because text, review date) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    INSERT INTO channel_breakglass (case_id, by_id, reason, opened_at, until, review_by)
    SELECT c.id, h.user_id, because, statement_timestamp(),
           statement_timestamp() + make_interval(mins => h.minutes), review
    FROM channel_case c JOIN channel_glassholder h ON h.panel_id = c.panel_id
    WHERE c.reference = named AND h.user_id = portal_actor() AND h.confirmed_at IS NOT NULL
      AND (h.ends_at IS NULL OR h.ends_at > statement_timestamp())
      AND channel_holds_glass(c.panel_id, h.user_id)
      AND NOT EXISTS (SELECT FROM channel_seat s
                      WHERE s.case_id = c.id AND s.user_id = h.user_id AND s.conflict_at IS NOT NULL)
    LIMIT 1
    RETURNING id
$$
"""

# Its chair and deputies, and the auditors; never who used it.
GLASS_TELLS = """
CREATE FUNCTION channel_glass_tells(glass bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT u.id
    FROM channel_breakglass b
    JOIN channel_case c ON c.id = b.case_id
    JOIN prevent_portal_user u ON u.is_active AND u.id <> b.by_id
    WHERE b.id = glass
      AND ('auditor' = ANY (u.roles) OR EXISTS (
          SELECT FROM channel_membership m
          WHERE m.panel_id = c.panel_id AND m.user_id = u.id AND m.seat IN ('chair', 'deputy')
            AND m.confirmed_at IS NOT NULL AND m.suspended_at IS NULL
            AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())))
$$
"""

GLASS_COUNTS = """
CREATE FUNCTION channel_glass_counts(from_day date, to_day date, today date)
RETURNS TABLE (used bigint, reviewed bigint, overdue bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT count(*), count(b.reviewed_at),
           count(*) FILTER (WHERE b.reviewed_at IS NULL AND b.review_by < today)
    FROM channel_breakglass b
    WHERE (b.opened_at AT TIME ZONE 'Europe/London')::date BETWEEN from_day AND to_day
$$
"""

HOLDER_BY_TWO = """
CREATE FUNCTION channel_glassholder_by_two() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE actor bigint := portal_actor();
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.proposed_by_id IS DISTINCT FROM actor OR NEW.user_id = actor
           OR NEW.confirmed_by_id IS NOT NULL OR NEW.confirmed_at IS NOT NULL THEN
            RAISE EXCEPTION 'a holder is named in one''s own name' USING ERRCODE = '42501';
        END IF;
    ELSIF (NEW.panel_id, NEW.user_id, NEW.minutes, NEW.proposed_by_id)
          IS DISTINCT FROM (OLD.panel_id, OLD.user_id, OLD.minutes, OLD.proposed_by_id)
          OR OLD.confirmed_at IS NOT NULL AND (NEW.confirmed_by_id, NEW.confirmed_at)
             IS DISTINCT FROM (OLD.confirmed_by_id, OLD.confirmed_at)
          OR OLD.ends_at <= statement_timestamp() AND NEW.ends_at IS DISTINCT FROM OLD.ends_at THEN
        RAISE EXCEPTION 'a holder is not changed into another: end it' USING ERRCODE = '42501';
    ELSIF OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL AND (
          NEW.confirmed_by_id IS DISTINCT FROM actor OR actor IN (OLD.proposed_by_id, OLD.user_id)
          OR NOT channel_appoints('confirms')) THEN
        RAISE EXCEPTION 'this person may not confirm this holder' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_glassholder_by_two BEFORE INSERT OR UPDATE ON channel_glassholder
    FOR EACH ROW EXECUTE FUNCTION channel_glassholder_by_two()
"""

# Who used it says why, once; somebody else reviews it, once. Nothing else of it ever changes.
GLASS_STAYS = """
CREATE FUNCTION channel_glass_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE actor bigint := portal_actor();
BEGIN
    IF (NEW.case_id, NEW.by_id, NEW.reason, NEW.opened_at, NEW.until, NEW.review_by)
       IS DISTINCT FROM (OLD.case_id, OLD.by_id, OLD.reason, OLD.opened_at, OLD.until, OLD.review_by)
       OR NEW.words IS DISTINCT FROM OLD.words AND (OLD.words IS NOT NULL OR actor IS DISTINCT FROM OLD.by_id)
       OR (NEW.reviewed_by_id, NEW.reviewed_at, NEW.finding, NEW.review)
          IS DISTINCT FROM (OLD.reviewed_by_id, OLD.reviewed_at, OLD.finding, OLD.review)
          AND (OLD.reviewed_at IS NOT NULL OR NEW.reviewed_by_id IS DISTINCT FROM actor OR actor = OLD.by_id)
    THEN
        RAISE EXCEPTION 'emergency access is not written anew' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_glass_stays BEFORE UPDATE ON channel_breakglass
    FOR EACH ROW EXECUTE FUNCTION channel_glass_stays()
"""

NAMES_HOLDERS = "channel_appoints('proposes') OR channel_appoints('confirms')"
IS_AUDITOR = (
    "EXISTS (SELECT FROM prevent_portal_user u"
    " WHERE u.id = (SELECT portal_actor()) AND u.is_active AND 'auditor' = ANY (u.roles))"
)


class Migration(migrations.Migration):
    dependencies = [
        ("prevent_portal", "0009_secure"),
        ("channel", "0010_factor"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="glass",
                        to="channel.case",
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
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="glass_holders",
                        to="channel.panel",
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
                    models.UniqueConstraint(
                        condition=models.Q(("ends_at", None)),
                        fields=("panel", "user"),
                        name="channel_glassholder_once_a_panel",
                        violation_error_message="This person is named already.",
                    ),
                ],
            },
        ),
        gate_reads(write=["channel_breakglass", "channel_glassholder"]),
        gate_function("channel_reference(bigint)", REFERENCE),
        gate_function("channel_holds_glass(bigint, bigint)", HOLDS_GLASS, called_by=None),
        replaced(OPEN_CASES, before.OPEN_CASES),
        gate_function("channel_break_glass(text, text, date)", BREAK_GLASS),
        gate_function("channel_glass_tells(bigint)", GLASS_TELLS),
        gate_function("channel_glass_counts(date, date, date)", GLASS_COUNTS),
        gate_function("channel_glassholder_by_two()", HOLDER_BY_TWO, called_by=None),
        gate_function("channel_glass_stays()", GLASS_STAYS, called_by=None),
        *(
            protect_by(
                table,
                f"user_id = (SELECT portal_actor()) OR {NAMES_HOLDERS} OR {IS_AUDITOR}",
                NAMES_HOLDERS,
            )
            for table in ("channel_glassholder", "channel_historicalglassholder")
        ),
        protect_by(
            "channel_breakglass",
            "by_id = (SELECT portal_actor()) OR case_id IN (SELECT channel_open_cases('view_case'))",
            "by_id = (SELECT portal_actor()) OR case_id IN (SELECT channel_open_cases('chair_case'))",
        ),
        keep_history("channel_historicalglassholder"),
        migrations.RunSQL(
            "REVOKE INSERT, DELETE ON channel_breakglass FROM portal_app", migrations.RunSQL.noop
        ),
    ]
