"""Who may read and write about support; no support without consent, whatever writes it; what is due."""

import datetime

from django.db import migrations

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
    dependencies = [("channel", "0004_support")]

    operations = [
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
