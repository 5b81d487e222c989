"""Seats that rest, lapse or end by themselves: certified for a while, suspended by a change of who signs in."""

from importlib import import_module

from django.db import migrations, models

from ..policies import gate_function, replaced

before = import_module("channel.migrations.0002_gate")

# A membership's part in who may open a case: one condition, for every function that asks it.
IN_FORCE = """
CREATE FUNCTION channel_membership_in_force(m channel_membership) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT (m).confirmed_at IS NOT NULL AND (m).suspended_at IS NULL
        AND (m).certified_until > statement_timestamp()
        AND (m).begins_at <= statement_timestamp()
        AND ((m).ends_at IS NULL OR (m).ends_at > statement_timestamp())
$$
"""

OPEN_CASES = before.OPEN_CASES.replace(
    """      AND (m.id IS NULL OR (
          m.confirmed_at IS NOT NULL AND m.suspended_at IS NULL
          AND m.begins_at <= statement_timestamp()
          AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())))
""",
    "      AND (m.id IS NULL OR channel_membership_in_force(m))\n",
)

OPEN_PANELS = before.OPEN_PANELS.replace(
    """      AND m.confirmed_at IS NOT NULL AND m.suspended_at IS NULL
      AND m.begins_at <= statement_timestamp()
      AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())
""",
    "      AND channel_membership_in_force(m)\n",
)

# By the database's clock, like everything about seats.
CERTIFIED_UNTIL = """
CREATE FUNCTION channel_certified_until(months int) RETURNS timestamptz
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
    SELECT statement_timestamp() + make_interval(months => least(months, 12))
$$
"""

# Nobody vouches for themselves: a seat is certified, and let go on after a suspension, by somebody else
# who chairs the panel; that of a chair is certified by a senior officer too.
IN_TRUST = """
CREATE FUNCTION channel_membership_in_trust() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    is_chaired boolean;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.certified_until IS NOT NULL THEN
            RAISE EXCEPTION 'a proposed seat is not certified yet' USING ERRCODE = '42501';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL THEN
        NEW.certified_until := coalesce(NEW.certified_until, channel_certified_until(6));
    ELSIF NEW.certified_until IS DISTINCT FROM OLD.certified_until
          OR OLD.suspended_at IS NOT NULL AND NEW.suspended_at IS DISTINCT FROM OLD.suspended_at THEN
        is_chaired := portal_actor() <> NEW.user_id
            AND NEW.panel_id IN (SELECT channel_open_panels('chair'));
        IF is_chaired IS NOT TRUE AND (
           NEW.suspended_at IS DISTINCT FROM OLD.suspended_at
           OR NEW.seat NOT IN ('chair', 'deputy') OR NOT channel_appoints('confirms')
           OR portal_actor() = NEW.user_id) THEN
            RAISE EXCEPTION 'this person may not vouch for this seat' USING ERRCODE = '42501';
        END IF;
    END IF;
    IF NEW.certified_until > channel_certified_until(12) + interval '1 day' THEN
        RAISE EXCEPTION 'a seat is certified for a year at most' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_membership_in_trust BEFORE INSERT OR UPDATE ON channel_membership
    FOR EACH ROW EXECUTE FUNCTION channel_membership_in_trust()
"""

# What a person sits on rests until somebody who chairs the panel has asked them; what they were given at
# one case alone ends, since whoever invited them can invite them again.
REST_SEATS = """
CREATE FUNCTION channel_rest_seats(person bigint, why text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    UPDATE channel_membership SET suspended_at = statement_timestamp(), because = why
    WHERE user_id = person AND confirmed_at IS NOT NULL AND suspended_at IS NULL
      AND (ends_at IS NULL OR ends_at > statement_timestamp());
    UPDATE channel_seat SET ends_at = statement_timestamp(), ended_because = why
    WHERE user_id = person AND membership_id IS NULL AND conflict_at IS NULL
      AND (ends_at IS NULL OR ends_at > statement_timestamp());
$$
"""

# Whoever leaves or moves loses every seat at once; whoever may have become somebody else rests.
PERSON_CHANGED = """
CREATE FUNCTION channel_person_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
    ELSIF lower(NEW.email) <> lower(OLD.email) THEN
        PERFORM channel_rest_seats(NEW.id, 'Email address changed');
    ELSIF NEW.password <> OLD.password AND portal_actor() <> NEW.id THEN
        PERFORM channel_rest_seats(NEW.id, 'Password set by somebody else');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER channel_person_changed AFTER UPDATE ON prevent_portal_user
    FOR EACH ROW WHEN (
        (OLD.email, OLD.password, OLD.is_active, OLD.agency_id)
        IS DISTINCT FROM (NEW.email, NEW.password, NEW.is_active, NEW.agency_id))
    EXECUTE FUNCTION channel_person_changed()
"""

# Only the owner of the tables seals secrets anew without anybody's seat resting.
FACTOR_CHANGED = """
CREATE FUNCTION channel_factor_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.type <> 'recovery_codes' THEN
            PERFORM channel_rest_seats(OLD.user_id, 'Second factor removed');
        END IF;
    ELSIF session_user <> (SELECT tableowner FROM pg_tables
                           WHERE schemaname = 'public' AND tablename = 'mfa_authenticator') THEN
        PERFORM channel_rest_seats(OLD.user_id, 'Second factor changed');
        PERFORM channel_rest_seats(NEW.user_id, 'Second factor changed');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER channel_factor_removed AFTER DELETE ON mfa_authenticator
    FOR EACH ROW EXECUTE FUNCTION channel_factor_changed();
CREATE TRIGGER channel_factor_changed AFTER UPDATE ON mfa_authenticator
    FOR EACH ROW WHEN (
        (OLD.user_id, OLD.type, OLD.data -> 'secret', OLD.data -> 'seed')
        IS DISTINCT FROM (NEW.user_id, NEW.type, NEW.data -> 'secret', NEW.data -> 'seed'))
    EXECUTE FUNCTION channel_factor_changed()
"""


def with_trigger(signature, body, *triggers):
    """A gate function with the triggers that call it, which go before it does."""
    gone = " ".join(f"DROP TRIGGER {name} ON {table};" for name, table in triggers)
    return [
        gate_function(signature, body, called_by=None),
        migrations.RunSQL(migrations.RunSQL.noop, gone),
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0009_counted_beside"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("prevent_portal", "0007_kept_answers"),
    ]

    operations = [
        *(
            migrations.AddField(
                name,
                "certified_until",
                models.DateTimeField(
                    blank=True,
                    help_text="Until when somebody who chairs the panel vouches for it",
                    null=True,
                ),
            )
            for name in ("membership", "historicalmembership")
        ),
        migrations.RunSQL(
            "UPDATE channel_membership SET certified_until = now() + interval '6 months'"
            " WHERE confirmed_at IS NOT NULL",
            migrations.RunSQL.noop,
        ),
        gate_function("channel_membership_in_force(channel_membership)", IN_FORCE),
        gate_function("channel_certified_until(int)", CERTIFIED_UNTIL),
        replaced(OPEN_CASES, before.OPEN_CASES),
        replaced(OPEN_PANELS, before.OPEN_PANELS),
        gate_function("channel_rest_seats(bigint, text)", REST_SEATS, called_by=None),
        *with_trigger(
            "channel_membership_in_trust()",
            IN_TRUST,
            ("channel_membership_in_trust", "channel_membership"),
        ),
        *with_trigger(
            "channel_person_changed()",
            PERSON_CHANGED,
            ("channel_person_changed", "prevent_portal_user"),
        ),
        *with_trigger(
            "channel_factor_changed()",
            FACTOR_CHANGED,
            ("channel_factor_removed", "mfa_authenticator"),
            ("channel_factor_changed", "mfa_authenticator"),
        ),
    ]
