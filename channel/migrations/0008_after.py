"""What follows support, and the counts that leave a case: tables, policies, and the lists to begin with."""

import datetime


import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
import prevent_portal.sealed
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from ..policies import (
    gate_function,
    gate_reads,
    keep_history,
    protect_by,
    protect_case_table,
    protect_panel_table,
)

# Counts of a period and nothing else: no reference, no name, no day of anybody. `moves` is where each case
# went and from where, as its events say; `at_the_end` where it stood on the last day.
COUNTS = """
CREATE FUNCTION channel_counts(first date, last date, of_panel bigint)
RETURNS TABLE (measure text, part text, n bigint, middle numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
WITH cases AS (
    SELECT c.id, c.received_on FROM channel_case c WHERE of_panel IS NULL OR c.panel_id = of_panel
), moves AS (
    SELECT e.id, e.case_id, e.moved_to, e."on",
           coalesce(lag(e.moved_to) OVER (PARTITION BY e.case_id ORDER BY e.id), 'received') AS moved_from
    FROM channel_caseevent e JOIN cases ON cases.id = e.case_id
    WHERE e.kind = 'moved' AND e.moved_to <> ''
), inside AS (
    SELECT * FROM moves m WHERE m."on" BETWEEN first AND last
), received AS (
    SELECT c.id, s.words AS sector, coalesce(nullif(t."group", ''), t.words) AS concern,
           a.words AS age, g.words AS gender
    FROM cases c
    JOIN channel_referral r ON r.case_id = c.id
    JOIN channel_term s ON s.id = r.sector_id
    LEFT JOIN channel_term t ON t.id = r.concern_type_id
    LEFT JOIN channel_subject p ON p.case_id = c.id
    LEFT JOIN channel_ageband a ON a.id = p.age_band_id
    LEFT JOIN channel_term g ON g.id = p.gender_id
    WHERE c.received_on BETWEEN first AND last
), at_the_end AS (
    SELECT c.id, coalesce((SELECT m.moved_to FROM moves m WHERE m.case_id = c.id AND m."on" <= last
                           ORDER BY m.id DESC LIMIT 1), 'received') AS status
    FROM cases c WHERE c.received_on <= last
), closures AS (
    SELECT k.id, t.words FROM channel_closure k
    JOIN cases ON cases.id = k.case_id JOIN channel_term t ON t.id = k.because_id
    WHERE k.closed_on BETWEEN first AND last
), reviews AS (
    SELECT v.due_on, v.done_on FROM channel_postclosurereview v JOIN cases ON cases.id = v.case_id
    WHERE v.due_on BETWEEN first AND last AND (v.dropped_on IS NULL OR v.dropped_on > v.due_on)
), reached AS (
    SELECT m.case_id, stage.name, min(m."on") AS "on"
    FROM moves m JOIN (VALUES
        ('screened', ARRAY['not_progressed', 'gathering']),
        ('decided', ARRAY['not_section_36', 'to_panel']),
        ('considered', ARRAY['considered']),
        ('adopted', ARRAY['adopted']),
        ('closed', ARRAY['closed'])
    ) AS stage (name, statuses) ON m.moved_to = ANY (stage.statuses)
    GROUP BY 1, 2
), singles AS (
    SELECT 'received' AS measure, count(*) AS n FROM received
    UNION ALL SELECT 'screened', count(DISTINCT case_id) FROM inside
        WHERE moved_from = 'screening' AND moved_to IN ('not_progressed', 'gathering')
    UNION ALL SELECT 'not_progressed', count(DISTINCT case_id) FROM inside
        WHERE moved_from = 'screening' AND moved_to = 'not_progressed'
    UNION ALL SELECT 'to_panel', count(DISTINCT case_id) FROM inside
        WHERE moved_from = 'section_36' AND moved_to = 'to_panel'
    UNION ALL SELECT 'considered', count(DISTINCT case_id) FROM inside WHERE moved_to = 'considered'
    UNION ALL SELECT 'adopted', count(DISTINCT case_id) FROM inside
        WHERE moved_from = 'consent_sought' AND moved_to = 'adopted'
    UNION ALL SELECT 'not_adopted', count(DISTINCT case_id) FROM inside WHERE moved_to = 'not_adopted'
    UNION ALL SELECT 'consent_sought', count(DISTINCT case_id) FROM inside WHERE moved_to = 'consent_sought'
    UNION ALL SELECT 'consent_given', count(DISTINCT case_id) FROM inside
        WHERE moved_from = 'consent_sought' AND moved_to = 'adopted'
    UNION ALL SELECT 'consent_refused', count(DISTINCT case_id) FROM inside WHERE moved_to = 'consent_refused'
    UNION ALL SELECT 'consent_withdrawn', count(DISTINCT case_id) FROM inside
        WHERE moved_to = 'consent_withdrawn'
    UNION ALL SELECT 'alternative', count(DISTINCT case_id) FROM inside WHERE moved_to = 'alternative'
    UNION ALL SELECT 'closed', count(*) FROM closures
    UNION ALL SELECT 'reopened', count(*) FROM inside
        WHERE moved_to IN ('to_panel', 'screening')
          AND moved_from IN ('closed', 'six_months', 'twelve_months', 'reviews_done')
    UNION ALL SELECT 'live', count(*) FROM at_the_end
        WHERE status NOT IN ('not_progressed', 'closed', 'six_months', 'twelve_months', 'reviews_done')
    UNION ALL SELECT 'reviews_due', count(*) FROM reviews
    UNION ALL SELECT 'reviews_done', count(*) FROM reviews WHERE done_on <= last
    UNION ALL SELECT 'reviews_on_time', count(*) FROM reviews WHERE done_on <= least(due_on, last)
    UNION ALL SELECT 'reviews_late', count(*) FROM reviews
        WHERE due_on < last AND (done_on IS NULL OR done_on > last)
    UNION ALL SELECT 'transfers_open', count(*) FROM channel_transfer t JOIN cases ON cases.id = t.case_id
        WHERE t.sent_on <= last AND (t.receipt_on IS NULL OR t.receipt_on > last)
          AND (t.came_back_on IS NULL OR t.came_back_on > last)
)
SELECT s.measure, '', s.n, NULL::numeric FROM singles s
UNION ALL SELECT 'sector', sector, count(*), NULL FROM received GROUP BY 2
UNION ALL SELECT 'concern', coalesce(concern, ''), count(*), NULL FROM received GROUP BY 2
UNION ALL SELECT 'age', coalesce(age, ''), count(*), NULL FROM received GROUP BY 2
UNION ALL SELECT 'gender', coalesce(gender, ''), count(*), NULL FROM received GROUP BY 2
UNION ALL SELECT 'closed_by', words, count(*), NULL FROM closures GROUP BY 2
UNION ALL SELECT 'days', r.name, count(*),
    (percentile_cont(0.5) WITHIN GROUP (ORDER BY r."on" - c.received_on))::numeric
    FROM reached r JOIN cases c ON c.id = r.case_id WHERE r."on" BETWEEN first AND last GROUP BY 2
$$
"""

# What a panel learns of the transfer that brought it a case: two days.
ARRIVAL = """
CREATE FUNCTION channel_arrival(at_case bigint) RETURNS TABLE (sent_on date, arrived_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT t.sent_on, t.arrived_on FROM channel_transfer t
    WHERE t.to_case_id = at_case AND at_case IN (SELECT channel_open_cases('view_case'))
$$
"""

# The receipt of a panel here: said once, by who coordinates the case that arrived.
CONFIRM_ARRIVAL = """
CREATE FUNCTION channel_confirm_arrival(at_case bigint, day date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE channel_transfer t SET arrived_on = day, arrived_by_id = portal_actor()
    WHERE t.to_case_id = at_case AND t.arrived_on IS NULL
      AND at_case IN (SELECT channel_open_cases('coordinate_case'));
    RETURN FOUND;
END $$
"""

CASE_TABLES = ["closure", "postclosurereview", "transfer"]
ONCE = ["careconsidered", "disclosure"]
PANEL_TABLES = ["assurancestatement", "assuranceanswer"]
OPEN_TABLES = ["nationalseries", "assurancestandard", "assuranceextent"]

FROM = datetime.date(2015, 7, 1)
BASES = (
    "Public task: UK GDPR article 6(1)(e)",
    "Legal obligation: UK GDPR article 6(1)(c)",
    "Vital interests: UK GDPR article 6(1)(d)",
    "Safeguarding of children and individuals at risk: DPA 2018 schedule 1, paragraph 18",
    "Prevention and detection of crime: DPA 2018 schedule 2, paragraph 2",
    "Order of a court",
    "Asked for by the person themselves",
)
#: words, whether a comment is asked for
EXTENTS = (
    ("Not met", True),
    ("Partly met", True),
    ("Mostly met", True),
    ("Fully met", False),
)
#: area of control, standard, the numbers that show it
STANDARDS = (
    ("Leadership", "The authority names a chair and a deputy who are trained for it.", ()),
    ("Leadership", "Senior officers hear of the panel’s work at least once a year.", ()),
    ("Panel", "The panel meets as often as its cases need.", ("meetings", "live")),
    (
        "Panel",
        "The authority and the police are at every meeting that discusses a person.",
        ("meetings", "quorate"),
    ),
    (
        "Referrals",
        "Referrals are screened and brought to the panel without delay.",
        ("received", "screened", "to_panel"),
    ),
    (
        "Referrals",
        "People who are not adopted are considered for other help.",
        ("not_adopted", "alternative"),
    ),
    (
        "Support",
        "No support is arranged without consent.",
        ("consent_sought", "consent_given", "consent_refused", "consent_withdrawn"),
    ),
    ("Support", "Every adopted case has an assessment and a support plan in date.", ("adopted",)),
    (
        "After support",
        "Cases are closed with a report that gives the reason.",
        ("closed", "transfers_open"),
    ),
    (
        "After support",
        "Closed cases are reviewed after 6 and 12 months.",
        ("reviews_due", "reviews_on_time", "reviews_late", "reopened"),
    ),
    (
        "Records",
        "The panel’s records are complete, marked, and open only to those who need them.",
        (),
    ),
    ("Records", "An agreement on sharing information is in force and was reviewed.", ()),
)


def seed(apps, schema_editor):
    """Add legal bases, the scale and the first standards."""
    owner = schema_editor.connection.alias  # the tables are not there for anybody else yet
    for place, words in enumerate(BASES, 1):
        apps.get_model("channel", "Term").objects.using(owner).create(
            list="basis", words=words, place=place, from_on=FROM
        )
    for place, (words, needs_comment) in enumerate(EXTENTS, 1):
        apps.get_model("channel", "AssuranceExtent").objects.using(owner).create(
            words=words, place=place, needs_comment=needs_comment
        )
    for place, (area, words, evidence) in enumerate(STANDARDS, 1):
        apps.get_model("channel", "AssuranceStandard").objects.using(owner).create(
            area=area, place=place, words=words, from_on=FROM, evidence=list(evidence)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0007_support"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="caseevent",
            name="moved_to",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="historicalterm",
            name="list",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="term",
            name="list",
            field=models.CharField(
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
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="channel.panel",
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
            ],
            options={
                "ordering": ["-year", "panel", "pk"],
                "default_permissions": (),
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
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.panel",
                    ),
                ),
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
            ],
            options={
                "ordering": ["statement", "standard__place", "pk"],
                "default_permissions": (),
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
                    "because",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.term",
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
            ],
            options={
                "ordering": ["-closed_on", "-pk"],
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
                    "basis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="channel.term",
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
            ],
            options={
                "ordering": ["-on", "-pk"],
                "default_permissions": (),
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
                "verbose_name": "historical closure",
                "verbose_name_plural": "historical closures",
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
            },
        ),
        migrations.AddConstraint(
            model_name="assurancestatement",
            constraint=models.UniqueConstraint(
                fields=("panel", "year"),
                name="channel_assurancestatement_once_a_year",
                violation_error_message="There is already a statement of this year.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assurancestatement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_by", None),
                    models.Q(("signed_by", models.F("drafted_by")), _negated=True),
                    _connector="OR",
                ),
                name="channel_assurancestatement_takes_two",
                violation_error_message="Somebody other than who drafted it must sign it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="assurancestatement",
            constraint=models.CheckConstraint(
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
        migrations.AddConstraint(
            model_name="assuranceanswer",
            constraint=models.UniqueConstraint(
                fields=("statement", "standard"), name="channel_assuranceanswer_once_a_statement"
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
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reopened_on", None)),
                fields=("case",),
                name="channel_closure_one_at_a_time",
                violation_error_message="This case is closed already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("told_on__isnull", False), ("not_told_because__isnull", False), _connector="OR"
                ),
                name="channel_closure_says_whether_they_were_told",
                violation_error_message="Say when they were told, or why not.",
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
        migrations.AddIndex(
            model_name="postclosurereview",
            index=models.Index(fields=["due_on", "done_on"], name="channel_laterreview_by_due"),
        ),
        migrations.AddConstraint(
            model_name="postclosurereview",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind__in", ["six", "twelve"])),
                fields=("closure", "kind"),
                name="channel_postclosurereview_one_of_each",
            ),
        ),
        migrations.AddConstraint(
            model_name="postclosurereview",
            constraint=models.UniqueConstraint(
                fields=("closure", "due_on"),
                name="channel_postclosurereview_one_a_day",
                violation_error_message="There is a review on that day already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="postclosurereview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_on", None), ("finding", "")),
                    models.Q(("done_on__isnull", False), models.Q(("finding", ""), _negated=True)),
                    _connector="OR",
                ),
                name="channel_postclosurereview_done_says_what_was_found",
                violation_error_message="Say what was found.",
            ),
        ),
        migrations.AddConstraint(
            model_name="postclosurereview",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_on", None), ("dropped_on", None), _connector="OR"),
                name="channel_postclosurereview_done_or_dropped",
            ),
        ),
        migrations.AddConstraint(
            model_name="transfer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("receipt_on", None), ("receipt_on__gte", models.F("sent_on")), _connector="OR"
                ),
                name="channel_transfer_received_after_it_was_sent",
                violation_error_message="It cannot be received before it was sent.",
            ),
        ),
        gate_reads(
            "channel_referral",
            "channel_subject",
            "channel_term",
            "channel_ageband",
            "channel_caseevent",
            "channel_closure",
            "channel_postclosurereview",
            write=["channel_transfer"],
        ),
        gate_function("channel_counts(date, date, bigint)", COUNTS),
        gate_function("channel_arrival(bigint)", ARRIVAL),
        gate_function("channel_confirm_arrival(bigint, date)", CONFIRM_ARRIVAL),
        *(protect_case_table(f"channel_{name}", write="coordinate_case") for name in CASE_TABLES),
        *(
            protect_case_table(f"channel_historical{name}", write="coordinate_case")
            for name in CASE_TABLES
        ),
        *(protect_case_table(f"channel_{name}") for name in ONCE),
        *(protect_panel_table(f"channel_{name}") for name in PANEL_TABLES),
        *(protect_panel_table(f"channel_historical{name}") for name in PANEL_TABLES),
        *(protect_by(f"channel_{name}", "true", "true") for name in OPEN_TABLES),
        *(protect_by(f"channel_historical{name}", "true", "true") for name in OPEN_TABLES),
        migrations.RunPython(seed, migrations.RunPython.noop),
        keep_history(
            *(f"channel_{name}" for name in ONCE),
            *(f"channel_historical{name}" for name in (*CASE_TABLES, *PANEL_TABLES, *OPEN_TABLES)),
        ),
    ]
