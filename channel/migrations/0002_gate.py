"""Who may open a case: the gate's functions, and the policies of every table that ask them."""

from django.db import migrations

from ..policies import (
    gate_function,
    gate_reads,
    keep_history,
    protect_by,
    protect_case_table,
)

GRANTS_OF = """
CREATE FUNCTION channel_grants_of(seat text) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT CASE seat
        WHEN 'chair' THEN ARRAY['observe_case', 'view_case', 'contribute_case', 'coordinate_case', 'chair_case']
        WHEN 'deputy' THEN ARRAY['observe_case', 'view_case', 'contribute_case', 'coordinate_case', 'chair_case']
        WHEN 'coordinator' THEN ARRAY['observe_case', 'view_case', 'contribute_case', 'coordinate_case']
        WHEN 'member' THEN ARRAY['observe_case', 'view_case', 'contribute_case']
        WHEN 'invited' THEN ARRAY['observe_case', 'view_case', 'contribute_case']
        WHEN 'observer' THEN ARRAY['observe_case']
    END
$$
"""

# The case that is being taken in by this very transaction: whoever refers fills it, has no seat on it, and
# sees nothing of it afterwards. Signed like the actor, so that nobody names another case.
TAKING_IN = """
CREATE FUNCTION channel_taking_in() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH given AS (
        SELECT string_to_array(nullif(current_setting('portal.taking_in', true), ''), '.') AS p
    )
    SELECT p[1]::bigint
    FROM given, portal_gate_secret s
    WHERE array_length(p, 1) = 2
      AND p[1] ~ '^\\d{1,18}$'
      AND p[2] = encode(sha256(s.outer_pad || sha256(s.inner_pad || convert_to(
            'taking in ' || p[1] || ' ' || pg_current_xact_id_if_assigned()::text, 'UTF8'))), 'hex')
$$
"""

# The one rule of who may do what with which case: a seat in force, without a conflict, that holds the
# grant; and while it came with a membership of the panel, that membership in force as well.
OPEN_CASES = """
CREATE FUNCTION channel_open_cases(wanted text) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT s.case_id
    FROM channel_seat s
    JOIN channel_caseuserpermission g ON g.user_id = s.user_id AND g.content_object_id = s.case_id
    JOIN prevent_portal_user u ON u.id = s.user_id
    LEFT JOIN channel_membership m ON m.id = s.membership_id
    WHERE s.user_id = (SELECT portal_actor())
      AND g.permission_id = (
          SELECT p.id FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
          WHERE t.app_label = 'channel' AND t.model = 'case' AND p.codename = wanted)
      AND u.is_active
      AND s.conflict_at IS NULL
      AND s.begins_at <= statement_timestamp()
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND (m.id IS NULL OR (
          m.confirmed_at IS NOT NULL AND m.suspended_at IS NULL
          AND m.begins_at <= statement_timestamp()
          AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())))
    UNION ALL
    SELECT t.id FROM (SELECT channel_taking_in() AS id) t WHERE t.id IS NOT NULL
$$
"""

# Panels that the person acted for sits on: as anybody, as an officer (chair, deputy, coordinator), or as chair.
OPEN_PANELS = """
CREATE FUNCTION channel_open_panels(at_least text) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT m.panel_id
    FROM channel_membership m JOIN prevent_portal_user u ON u.id = m.user_id
    WHERE m.user_id = (SELECT portal_actor()) AND u.is_active
      AND m.confirmed_at IS NOT NULL AND m.suspended_at IS NULL
      AND m.begins_at <= statement_timestamp()
      AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())
      AND m.seat = ANY (CASE at_least
          WHEN 'member' THEN ARRAY['chair', 'deputy', 'coordinator', 'member']
          WHEN 'coordinator' THEN ARRAY['chair', 'deputy', 'coordinator']
          WHEN 'chair' THEN ARRAY['chair', 'deputy'] END)
$$
"""

# Those who take part in appointing a chair without sitting on the panel: an administrator proposes, a
# senior officer confirms.
APPOINTS = """
CREATE FUNCTION channel_appoints(part text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT FROM prevent_portal_user u
        WHERE u.id = (SELECT portal_actor()) AND u.is_active
          AND CASE part WHEN 'proposes' THEN 'administrator' ELSE 'executive' END = ANY (u.roles))
$$
"""

# Two people make a seat on a panel, each in their own name, and neither of them is who takes it.
TWO_PEOPLE = """
CREATE FUNCTION channel_membership_by_two() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE actor bigint := portal_actor();
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.proposed_by_id IS DISTINCT FROM actor OR NEW.confirmed_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'a seat is proposed in one''s own name' USING ERRCODE = '42501';
        END IF;
    ELSIF (NEW.panel_id, NEW.user_id, NEW.seat, NEW.proposed_by_id, NEW.begins_at)
          IS DISTINCT FROM (OLD.panel_id, OLD.user_id, OLD.seat, OLD.proposed_by_id, OLD.begins_at)
          OR OLD.confirmed_by_id IS NOT NULL AND (NEW.confirmed_by_id, NEW.confirmed_at)
             IS DISTINCT FROM (OLD.confirmed_by_id, OLD.confirmed_at)
          OR OLD.ends_at <= statement_timestamp() AND NEW.ends_at IS DISTINCT FROM OLD.ends_at THEN
        RAISE EXCEPTION 'a seat is not changed into another: end it' USING ERRCODE = '42501';
    ELSIF OLD.confirmed_by_id IS NULL AND NEW.confirmed_by_id IS NOT NULL AND (
          NEW.confirmed_by_id IS DISTINCT FROM actor OR NOT (
              channel_appoints('confirms')
              OR NEW.seat NOT IN ('chair', 'deputy')
                 AND NEW.panel_id IN (SELECT channel_open_panels('chair')))) THEN
        RAISE EXCEPTION 'this person may not confirm this seat' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_membership_by_two BEFORE INSERT OR UPDATE ON channel_membership
    FOR EACH ROW EXECUTE FUNCTION channel_membership_by_two()
"""

GIVE_SEAT = """
CREATE FUNCTION channel_give_seat(at_case bigint, to_user bigint, as_seat text, by_membership bigint, until timestamptz)
RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    INSERT INTO channel_seat (case_id, user_id, seat, membership_id, given_by_id, begins_at, ends_at)
    VALUES (at_case, to_user, as_seat, by_membership, portal_actor(), statement_timestamp(), until);
    INSERT INTO channel_caseuserpermission (content_object_id, user_id, permission_id)
    SELECT at_case, to_user, p.id
    FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
    WHERE t.app_label = 'channel' AND t.model = 'case' AND p.codename = ANY (channel_grants_of(as_seat))
    ON CONFLICT DO NOTHING;
$$
"""

# Takes a referral in: makes the case with its key, seats the panel's officers, and lets this transaction
# fill it. Anybody may refer, signed in or not.
TAKE_IN = """
CREATE FUNCTION channel_take_in(to_panel bigint, key_name uuid, wrapped bytea, version int, received date, due date)
RETURNS TABLE (id bigint, reference text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    letters constant text := '23456789ABCDEFGHJKMNPQRSTVWXYZ';
    made bigint;
    named text;
    officer record;
BEGIN
    LOOP
        SELECT 'C' || to_char(received, 'YY') || '-' || string_agg(
            substr(letters, 1 + get_byte(uuid_send(gen_random_uuid()), 0) % length(letters), 1), '')
        INTO named FROM generate_series(1, 6);
        EXIT WHEN NOT EXISTS (SELECT FROM channel_case c WHERE c.reference = named);
    END LOOP;
    INSERT INTO channel_case (panel_id, reference, status, received_on, due_on, due_step)
    VALUES (to_panel, named, 'received', received, due, 'share') RETURNING channel_case.id INTO made;
    INSERT INTO channel_casekey (case_id, name, wrapped, version)
    VALUES (made, key_name, channel_take_in.wrapped, channel_take_in.version);
    FOR officer IN
        SELECT m.id, m.user_id, m.seat FROM channel_membership m
        WHERE m.panel_id = to_panel AND m.seat IN ('chair', 'deputy', 'coordinator')
          AND m.confirmed_at IS NOT NULL AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())
    LOOP
        PERFORM channel_give_seat(made, officer.user_id, officer.seat, officer.id, NULL);
    END LOOP;
    PERFORM set_config('portal.taking_in', made || '.' || encode(sha256(s.outer_pad || sha256(s.inner_pad
        || convert_to('taking in ' || made || ' ' || pg_current_xact_id()::text, 'UTF8'))), 'hex'), true)
    FROM portal_gate_secret s ORDER BY s.version DESC LIMIT 1;
    RETURN QUERY SELECT made, named;
END $$
"""

SEAT_APPOINTED = """
CREATE FUNCTION channel_seat_appointed(appointed bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE m channel_membership; seated bigint;
BEGIN
    SELECT * INTO m FROM channel_membership WHERE channel_membership.id = appointed;
    IF m.confirmed_at IS NULL OR m.suspended_at IS NOT NULL OR m.ends_at <= statement_timestamp()
       OR m.seat NOT IN ('chair', 'deputy', 'coordinator') THEN
        RETURN 0;
    END IF;
    UPDATE channel_seat s SET ends_at = statement_timestamp(), ended_because = 'Another seat was taken'
    FROM channel_case c
    WHERE c.id = s.case_id AND c.panel_id = m.panel_id AND s.user_id = m.user_id
      AND s.ends_at IS NULL AND s.conflict_at IS NULL AND s.membership_id IS DISTINCT FROM m.id;
    WITH open AS (
        SELECT c.id FROM channel_case c WHERE c.panel_id = m.panel_id
          AND NOT EXISTS (SELECT FROM channel_seat s WHERE s.case_id = c.id AND s.user_id = m.user_id
                          AND (s.ends_at IS NULL OR s.conflict_at IS NOT NULL))
    ), seats AS (
        INSERT INTO channel_seat (case_id, user_id, seat, membership_id, given_by_id, begins_at)
        SELECT open.id, m.user_id, m.seat, m.id, portal_actor(), greatest(m.begins_at, statement_timestamp())
        FROM open RETURNING case_id
    ), grants AS (
        INSERT INTO channel_caseuserpermission (content_object_id, user_id, permission_id)
        SELECT seats.case_id, m.user_id, p.id
        FROM seats, auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
        WHERE t.app_label = 'channel' AND t.model = 'case' AND p.codename = ANY (channel_grants_of(m.seat))
        ON CONFLICT DO NOTHING
    )
    SELECT count(*) INTO seated FROM seats;
    DELETE FROM channel_caseuserpermission g
    USING channel_case c, auth_permission p
    WHERE g.user_id = m.user_id AND c.id = g.content_object_id AND c.panel_id = m.panel_id
      AND p.id = g.permission_id AND p.codename <> ALL (channel_grants_of(m.seat))
      AND EXISTS (SELECT FROM channel_seat s WHERE s.case_id = c.id AND s.membership_id = m.id);
    RETURN seated;
END $$
"""

# A seat for somebody at one case, given by who coordinates it: a member for as long as the case is theirs,
# somebody invited or an observer until a day.
SEAT_AT = """
CREATE FUNCTION channel_seat_at(at_case bigint, to_user bigint, as_seat text, until timestamptz)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE by_membership bigint;
BEGIN
    IF at_case NOT IN (SELECT channel_open_cases('coordinate_case')) THEN
        RAISE EXCEPTION 'only who coordinates a case gives seats at it' USING ERRCODE = '42501';
    END IF;
    IF EXISTS (SELECT FROM channel_seat s WHERE s.case_id = at_case AND s.user_id = to_user
               AND (s.conflict_at IS NOT NULL OR s.ends_at IS NULL OR s.ends_at > statement_timestamp())) THEN
        RETURN;
    END IF;
    IF as_seat = 'member' THEN
        SELECT m.id INTO by_membership FROM channel_membership m JOIN channel_case c ON c.panel_id = m.panel_id
        WHERE c.id = at_case AND m.user_id = to_user AND m.seat = 'member' AND m.confirmed_at IS NOT NULL
          AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp());
        IF by_membership IS NULL THEN
            RAISE EXCEPTION 'this person is no member of the panel' USING ERRCODE = '42501';
        END IF;
    ELSIF as_seat NOT IN ('invited', 'observer') OR until IS NULL THEN
        RAISE EXCEPTION 'somebody invited, or an observer, has a seat until a day' USING ERRCODE = '42501';
    END IF;
    DELETE FROM channel_caseuserpermission g WHERE g.user_id = to_user AND g.content_object_id = at_case;
    PERFORM channel_give_seat(at_case, to_user, as_seat, by_membership, until);
END $$
"""

# How many others hold a chair's or deputy's seat at a case, in force and without a conflict.
CHAIRS_LEFT = """
CREATE FUNCTION channel_chairs_left(at_case bigint, without bigint) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT count(*) FROM channel_seat s
    JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
    LEFT JOIN channel_membership m ON m.id = s.membership_id
    WHERE s.case_id = at_case AND s.user_id <> without AND s.seat IN ('chair', 'deputy')
      AND s.conflict_at IS NULL AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND m.suspended_at IS NULL AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())
$$
"""

END_SEAT = """
CREATE FUNCTION channel_end_seat(at_case bigint, of_user bigint, because text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF at_case NOT IN (SELECT channel_open_cases('coordinate_case')) THEN
        RAISE EXCEPTION 'only who coordinates a case ends seats at it' USING ERRCODE = '42501';
    END IF;
    UPDATE channel_seat s SET ends_at = statement_timestamp(), ended_because = left(because, 200)
    WHERE s.case_id = at_case AND s.user_id = of_user AND s.seat IN ('member', 'invited', 'observer')
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp());
END $$
"""

# Closes the case for the person acted for, at once and for good. False where they are the last to chair it:
# then another chair or deputy must be there first.
DECLARE_CONFLICT = """
CREATE FUNCTION channel_declare_conflict(at_case bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM FROM channel_case c WHERE c.id = at_case FOR UPDATE;
    IF at_case NOT IN (SELECT channel_open_cases('observe_case')) THEN
        RAISE EXCEPTION 'the case is not open to this person' USING ERRCODE = '42501';
    END IF;
    IF at_case IN (SELECT channel_open_cases('chair_case'))
       AND channel_chairs_left(at_case, portal_actor()) = 0 THEN
        RETURN false;
    END IF;
    UPDATE channel_seat s SET conflict_at = statement_timestamp()
    WHERE s.case_id = at_case AND s.user_id = portal_actor() AND s.conflict_at IS NULL;
    RETURN true;
END $$
"""

#: Read and written by whoever may open their case.
CASE_TABLES = ["subject", "referral"]
#: Nothing about a person stands in them; whoever keeps them is asked at the door.
OPEN_TABLES = ["panel", "term", "ageband", "clock"]


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        gate_reads(
            "prevent_portal_user",
            "auth_permission",
            "django_content_type",
            write=[
                "channel_case",
                "channel_casekey",
                "channel_seat",
                "channel_caseuserpermission",
                "channel_membership",
            ],
        ),
        migrations.RunSQL(
            "GRANT DELETE ON channel_caseuserpermission TO portal_gate", migrations.RunSQL.noop
        ),
        gate_function("channel_grants_of(text)", GRANTS_OF),
        gate_function("channel_taking_in()", TAKING_IN, called_by=None),
        gate_function("channel_open_cases(text)", OPEN_CASES),
        gate_function("channel_open_panels(text)", OPEN_PANELS),
        gate_function("channel_appoints(text)", APPOINTS),
        gate_function("channel_membership_by_two()", TWO_PEOPLE, called_by=None),
        gate_function(
            "channel_give_seat(bigint, bigint, text, bigint, timestamptz)",
            GIVE_SEAT,
            called_by=None,
        ),
        gate_function("channel_take_in(bigint, uuid, bytea, int, date, date)", TAKE_IN),
        gate_function("channel_seat_appointed(bigint)", SEAT_APPOINTED),
        gate_function("channel_seat_at(bigint, bigint, text, timestamptz)", SEAT_AT),
        gate_function("channel_chairs_left(bigint, bigint)", CHAIRS_LEFT, called_by=None),
        gate_function("channel_end_seat(bigint, bigint, text)", END_SEAT),
        gate_function("channel_declare_conflict(bigint)", DECLARE_CONFLICT),
        protect_case_table("channel_case", read="observe_case", key="id"),
        protect_case_table("channel_historicalcase", read="observe_case", key="id"),
        *(protect_case_table(f"channel_{name}") for name in CASE_TABLES),
        *(protect_case_table(f"channel_historical{name}") for name in CASE_TABLES),
        protect_case_table("channel_caseevent"),
        protect_by(
            "channel_casekey", "case_id IN (SELECT channel_open_cases('view_case'))", "false"
        ),
        protect_by(
            "channel_seat",
            "case_id IN (SELECT channel_open_cases('view_case')) OR user_id = (SELECT portal_actor())",
            "false",
        ),
        protect_by(
            "channel_caseuserpermission",
            "user_id = (SELECT portal_actor())"
            " OR content_object_id IN (SELECT channel_open_cases('view_case'))",
            "false",
        ),
        *(
            protect_by(
                table,
                "user_id = (SELECT portal_actor()) OR panel_id IN (SELECT channel_open_panels('member'))"
                " OR channel_appoints('proposes') OR channel_appoints('confirms')",
                "panel_id IN (SELECT channel_open_panels('coordinator'))"
                " OR channel_appoints('proposes') OR channel_appoints('confirms')",
            )
            for table in ("channel_membership", "channel_historicalmembership")
        ),
        *(protect_by(f"channel_{name}", "true", "true") for name in OPEN_TABLES),
        *(protect_by(f"channel_historical{name}", "true", "true") for name in OPEN_TABLES),
        keep_history(
            "channel_caseevent",
            "channel_casekey",
            "channel_seat",
            "channel_caseuserpermission",
            "channel_historicalcase",
            "channel_historicalsubject",
            "channel_historicalreferral",
            "channel_historicalmembership",
            *(f"channel_historical{name}" for name in OPEN_TABLES),
        ),
        migrations.RunSQL(
            "REVOKE INSERT ON channel_casekey, channel_seat, channel_caseuserpermission, channel_case"
            " FROM portal_app",
            migrations.RunSQL.noop,
        ),
    ]
