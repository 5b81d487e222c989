"""Policies of what follows support, the counts that leave a case, and the lists to begin with."""

import datetime

from django.db import migrations

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
    ("Leadership", "Senior officers hear of the panel's work at least once a year.", ()),
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
        "The panel's records are complete, marked, and open only to those who need them.",
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
    dependencies = [("channel", "0004_after")]

    operations = [
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
