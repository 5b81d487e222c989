"""What a statement slipped into a page cannot do either: see docs/decisions/0049."""

from django.db import migrations, models

from ..policies import replaced

BECAUSE = [
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
    ("Second factor set up by somebody else", "Second factor set up by somebody else"),
]

# Nobody at all is not the portal itself.
MEETING_TELLS = """
CREATE FUNCTION channel_meeting_tells(of_meeting bigint, today date)
RETURNS TABLE (user_id bigint, case_id bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE invited record;
BEGIN
    IF NOT portal_itself() THEN
        RETURN;
    END IF;
    FOR invited IN
        SELECT DISTINCT ON (s.user_id) s.user_id AS person, s.case_id AS at_case, p.panel_id
        FROM channel_panelmeeting p
        JOIN channel_agendaitem i ON i.meeting_id = p.id
        JOIN channel_seat s ON s.case_id = i.case_id AND s.seat = 'invited'
        JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
        WHERE p.id = of_meeting AND (i.removed_at IS NULL OR p.status = 'cancelled')
          AND s.conflict_at IS NULL AND s.begins_at <= statement_timestamp()
          AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
          AND s.case_id NOT IN (SELECT channel_destroyed())
        ORDER BY s.user_id, i.place, s.case_id
    LOOP
        INSERT INTO channel_meetingmessage (meeting_id, panel_id, user_id, "on")
        VALUES (of_meeting, invited.panel_id, invited.person, today) ON CONFLICT DO NOTHING;
        IF FOUND THEN
            user_id := invited.person;
            case_id := invited.at_case;
            RETURN NEXT;
        END IF;
    END LOOP;
END $$
"""

SWEEP = """
CREATE FUNCTION channel_sweep(day date) RETURNS TABLE (drafts bigint, tokens bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    today date := least(day, (statement_timestamp() AT TIME ZONE 'Europe/London')::date);
BEGIN
    drafts := 0;
    tokens := 0;
    IF NOT portal_itself() THEN
        RAISE EXCEPTION 'nobody sweeps by hand' USING ERRCODE = '42501';
    END IF;
    DELETE FROM channel_draft d USING channel_retentionrule r
    WHERE r.kind = 'draft' AND r.from_on <= today AND (r.until_on IS NULL OR r.until_on > today)
      AND (d.saved_at AT TIME ZONE 'Europe/London')::date
          + make_interval(years => CASE r.unit WHEN 'years' THEN r.length ELSE 0 END,
                          months => CASE r.unit WHEN 'months' THEN r.length ELSE 0 END,
                          days => CASE r.unit WHEN 'days' THEN r.length ELSE 0 END) <= today;
    GET DIAGNOSTICS drafts = ROW_COUNT;
    DELETE FROM channel_matchtoken t USING channel_retention(today) e, channel_retentionrule r
    WHERE t.case_id = e.case_id AND NOT e.is_held
      AND r.kind = 'tokens' AND r.from_on <= today AND (r.until_on IS NULL OR r.until_on > today)
      AND e.ended_on + make_interval(years => CASE r.unit WHEN 'years' THEN r.length ELSE 0 END,
                                     months => CASE r.unit WHEN 'months' THEN r.length ELSE 0 END,
                                     days => CASE r.unit WHEN 'days' THEN r.length ELSE 0 END) <= today;
    GET DIAGNOSTICS tokens = ROW_COUNT;
    RETURN NEXT;
END $$
"""

# Whoever opens a case in an emergency does not choose whether anybody is told, or reviews it.
BREAK_GLASS = """
CREATE FUNCTION channel_break_glass(named text, because text, review date) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH opened AS (
        INSERT INTO channel_breakglass (case_id, by_id, reason, opened_at, until, review_by)
        SELECT c.id, h.user_id, because, statement_timestamp(),
               statement_timestamp() + make_interval(mins => h.minutes),
               least(review, (statement_timestamp() AT TIME ZONE 'Europe/London')::date + 14)
        FROM channel_case c JOIN channel_glassholder h ON h.panel_id = c.panel_id
        WHERE c.reference = named AND h.user_id = portal_actor() AND h.confirmed_at IS NOT NULL
          AND because IN ('harm', 'missing', 'officers', 'court')
          AND (h.ends_at IS NULL OR h.ends_at > statement_timestamp())
          AND channel_holds_glass(c.panel_id, h.user_id)
          AND NOT EXISTS (SELECT FROM channel_seat s
                          WHERE s.case_id = c.id AND s.user_id = h.user_id AND s.conflict_at IS NOT NULL)
        ORDER BY h.confirmed_at DESC
        LIMIT 1
        RETURNING id
    ), told AS (
        INSERT INTO prevent_portal_outbox (kind, payload, attempts, last_error)
        SELECT 'tell_of_glass', jsonb_build_object('glass_id', id), 0, '' FROM opened
    )
    SELECT id FROM opened
$$
"""

# A password that is set by nobody who signed: the portal itself sets one that came by its link.
PERSON_CHANGED = """
CREATE FUNCTION channel_person_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    why text;
BEGIN
    IF NEW.agency_id <> OLD.agency_id OR OLD.is_active AND NOT NEW.is_active THEN
        why := CASE WHEN NEW.agency_id <> OLD.agency_id THEN 'Moved to another agency'
                    ELSE 'Sign-in closed' END;
        UPDATE channel_membership SET ends_at = statement_timestamp(), because = why
        WHERE user_id = NEW.id AND (ends_at IS NULL OR ends_at > statement_timestamp());
        UPDATE channel_seat SET ends_at = statement_timestamp(), ended_because = why
        WHERE user_id = NEW.id AND conflict_at IS NULL
          AND (ends_at IS NULL OR ends_at > statement_timestamp());
        PERFORM channel_end_besides(NEW.id, why);
    ELSIF lower(NEW.email) <> lower(OLD.email) THEN
        PERFORM channel_rest_seats(NEW.id, 'Email address changed');
    ELSIF NEW.password <> OLD.password AND portal_actor() IS DISTINCT FROM NEW.id
          AND NOT portal_itself() THEN
        PERFORM channel_rest_seats(NEW.id, 'Password set by somebody else');
    END IF;
    RETURN NULL;
END $$
"""

ACCOUNT_CHANGED = """
CREATE FUNCTION channel_account_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM channel_account_noted(NEW.id, 'Made a senior officer');
    ELSIF NOT 'executive' = ANY (OLD.roles) THEN
        PERFORM channel_account_noted(NEW.id, 'Made a senior officer');
    ELSIF lower(NEW.email) <> lower(OLD.email) THEN
        PERFORM channel_account_noted(NEW.id, 'Email address changed');
    ELSIF NEW.is_active AND NOT OLD.is_active THEN
        PERFORM channel_account_noted(NEW.id, 'Sign-in opened again');
    ELSIF NEW.password <> OLD.password AND portal_actor() IS DISTINCT FROM NEW.id
          AND (NOT portal_itself() OR NOT EXISTS (
              SELECT FROM mfa_authenticator a WHERE a.user_id = NEW.id AND a.type = 'totp')) THEN
        PERFORM channel_account_noted(NEW.id, 'Password set by somebody else');
    END IF;
    RETURN NULL;
END $$
"""

FACTOR_CHANGED = """
CREATE FUNCTION channel_factor_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF portal_actor() IS DISTINCT FROM NEW.user_id AND NOT portal_itself() THEN
            PERFORM channel_rest_seats(NEW.user_id, 'Second factor set up by somebody else');
            PERFORM channel_account_noted(NEW.user_id, 'Second factor set up by somebody else');
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        IF OLD.type <> 'recovery_codes' THEN
            PERFORM channel_rest_seats(OLD.user_id, 'Second factor removed');
            PERFORM channel_account_noted(OLD.user_id, 'Second factor removed');
        END IF;
    ELSIF session_user <> (SELECT tableowner FROM pg_tables
                           WHERE schemaname = 'public' AND tablename = 'mfa_authenticator') THEN
        PERFORM channel_rest_seats(OLD.user_id, 'Second factor changed');
        PERFORM channel_rest_seats(NEW.user_id, 'Second factor changed');
        PERFORM channel_account_noted(NEW.user_id, 'Second factor changed');
    END IF;
    RETURN NULL;
END $$
"""

BODIES = [
    MEETING_TELLS,
    SWEEP,
    BREAK_GLASS,
    PERSON_CHANGED,
    ACCOUNT_CHANGED,
    FACTOR_CHANGED,
]

# Words that stood there may be about somebody.
CHOICES = f"""
ALTER TABLE channel_membership DISABLE TRIGGER USER;
UPDATE channel_membership SET because = 'Another reason'
WHERE because <> '' AND because NOT IN ({", ".join(f"'{value}'" for value, _ in BECAUSE)});
ALTER TABLE channel_membership ENABLE TRIGGER USER;
UPDATE channel_historicalmembership SET because = 'Another reason'
WHERE because <> '' AND because NOT IN ({", ".join(f"'{value}'" for value, _ in BECAUSE)});
"""  # noqa: S608 - ours


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0020_told_to_fewer"),
        ("prevent_portal", "0013_against_injection"),
    ]

    operations = [
        *(replaced(body, body) for body in BODIES),
        migrations.RunSQL(
            """
            SET LOCAL ROLE portal_gate;
            GRANT EXECUTE ON FUNCTION channel_factor_changed() TO portal_owner;
            RESET ROLE;
            CREATE TRIGGER channel_factor_added AFTER INSERT ON mfa_authenticator
                FOR EACH ROW EXECUTE FUNCTION channel_factor_changed();
            SET LOCAL ROLE portal_gate;
            REVOKE EXECUTE ON FUNCTION channel_factor_changed() FROM portal_owner;
            RESET ROLE;
            """,
            "DROP TRIGGER channel_factor_added ON mfa_authenticator",
        ),
        migrations.RunSQL(CHOICES, migrations.RunSQL.noop),
        *(
            migrations.AlterField(
                model_name=model,
                name="because",
                field=models.CharField(blank=True, choices=BECAUSE, max_length=200),
            )
            for model in ("membership", "historicalmembership")
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(("because__in", ["", *(value for value, _ in BECAUSE)])),
                name="channel_membership_because_of_a_choice",
                violation_error_message="Choose why the seat ends.",
            ),
        ),
    ]
