-- Which cases are open, to whom and for what: the one rule, and what it asks.

-- What a seat may do with a case: the same as in channel/permissions.py; a test compares them.
CREATE FUNCTION channel_grants_of(seat text) RETURNS text[]
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE seat
        WHEN 'chair' THEN ARRAY['observe_case', 'view_case', 'contribute_case', 'coordinate_case', 'chair_case']
        WHEN 'deputy' THEN ARRAY['observe_case', 'view_case', 'contribute_case', 'coordinate_case', 'chair_case']
        WHEN 'coordinator' THEN ARRAY['observe_case', 'view_case', 'contribute_case', 'coordinate_case']
        WHEN 'member' THEN ARRAY['observe_case', 'view_case', 'contribute_case']
        WHEN 'invited' THEN ARRAY['observe_case', 'view_case', 'contribute_case']
        WHEN 'observer' THEN ARRAY['observe_case']
    END
$$;

-- By the database's clock, like everything about seats.
CREATE FUNCTION channel_certified_until(months integer) RETURNS timestamp with time zone
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT statement_timestamp() + make_interval(months => least(months, 12))
$$;

-- A membership's part in who may open a case: one condition, for every function that asks it.
CREATE FUNCTION channel_membership_in_force(m channel_membership) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT (m).confirmed_at IS NOT NULL AND (m).suspended_at IS NULL
        AND (m).certified_until > statement_timestamp()
        AND (m).begins_at <= statement_timestamp()
        AND ((m).ends_at IS NULL OR (m).ends_at > statement_timestamp())
$$;

-- Whether somebody is named for emergency access to a panel's cases, in force.
CREATE FUNCTION channel_holds_glass(of_panel bigint, who bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM channel_glassholder h JOIN prevent_portal_user u ON u.id = h.user_id AND u.is_active
        WHERE h.panel_id = of_panel AND h.user_id = who AND h.confirmed_at IS NOT NULL
          AND (h.ends_at IS NULL OR h.ends_at > statement_timestamp()))
$$;

-- The case that is being taken in by this very transaction: whoever refers fills it, has no seat on it, and
-- sees nothing of it afterwards. Signed like the actor, so that nobody names another case.
CREATE FUNCTION channel_taking_in() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH given AS (
        SELECT string_to_array(nullif(current_setting('portal.taking_in', true), ''), '.') AS p
    )
    SELECT p[1]::bigint
    FROM given, portal_gate_secret s
    WHERE array_length(p, 1) = 2
      AND p[1] ~ '^\d{1,18}$'
      AND p[2] = encode(sha256(s.outer_pad || sha256(s.inner_pad || convert_to(
            'taking in ' || p[1] || ' ' || pg_current_xact_id_if_assigned()::text, 'UTF8'))), 'hex')
$$;

-- Panels that the person acted for sits on: as anybody, as an officer (chair, deputy, coordinator), or as
-- chair.
CREATE FUNCTION channel_open_panels(at_least text) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT m.panel_id
    FROM channel_membership m JOIN prevent_portal_user u ON u.id = m.user_id
    WHERE m.user_id = (SELECT portal_actor()) AND u.is_active
      AND channel_membership_in_force(m)
      AND m.seat = ANY (CASE at_least
          WHEN 'member' THEN ARRAY['chair', 'deputy', 'coordinator', 'member']
          WHEN 'coordinator' THEN ARRAY['chair', 'deputy', 'coordinator']
          WHEN 'chair' THEN ARRAY['chair', 'deputy'] END)
$$;

-- Which cases are open to the person acted for, for what they want to do there: by a seat in force, whose
-- grants are rows that count only for what that seat allows; for who takes a referral in, while it is taken
-- in; and, to read and nothing else, a case opened in an emergency, until its minutes are over, its holder is
-- one no longer, or declared a conflict. This alone decides. Seats come in the order of their cases, as grants do, so
-- that the two are merged; memberships are few, and looked through.
CREATE FUNCTION channel_open_cases(wanted text) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH me AS MATERIALIZED (
        SELECT u.id FROM prevent_portal_user u WHERE u.id = (SELECT portal_actor()) AND u.is_active
    )
    SELECT s.case_id
    FROM channel_seat s
    WHERE s.user_id = (SELECT id FROM me)
      AND s.seat = ANY (ARRAY(
          SELECT given.seat
          FROM unnest(ARRAY['chair', 'deputy', 'coordinator', 'member', 'invited', 'observer']) AS given (seat)
          WHERE wanted = ANY (channel_grants_of(given.seat))))
      AND s.conflict_at IS NULL
      AND s.begins_at <= statement_timestamp()
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND (s.membership_id IS NULL OR s.membership_id = ANY (ARRAY(
          SELECT m.id FROM channel_membership m
          WHERE m.user_id = (SELECT id FROM me) AND channel_membership_in_force(m))))
      AND s.case_id IN (
          SELECT g.content_object_id FROM channel_caseuserpermission g
          WHERE g.user_id = (SELECT id FROM me) AND g.permission_id = (
              SELECT p.id FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
              WHERE t.app_label = 'channel' AND t.model = 'case' AND p.codename = wanted))
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
    SELECT t.id FROM (SELECT channel_taking_in() AS id) t
    WHERE t.id IS NOT NULL AND wanted IN ('observe_case', 'view_case', 'contribute_case')
$$;

-- What `channel_open_cases` says of one case: the same conditions, one after the other, so that whoever has a
-- seat is answered before the others are begun.
CREATE FUNCTION channel_opens(wanted text, at_case bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE actor bigint := portal_actor();
BEGIN
    IF EXISTS (
        SELECT FROM channel_seat s JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
        WHERE s.user_id = actor AND s.case_id = at_case
          AND wanted = ANY (channel_grants_of(s.seat))
          AND s.conflict_at IS NULL
          AND s.begins_at <= statement_timestamp()
          AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
          AND (s.membership_id IS NULL OR EXISTS (
              SELECT FROM channel_membership m
              WHERE m.id = s.membership_id AND m.user_id = actor AND channel_membership_in_force(m)))
          AND EXISTS (
              SELECT FROM channel_caseuserpermission g
              JOIN auth_permission p ON p.id = g.permission_id AND p.codename = wanted
              JOIN django_content_type t ON t.id = p.content_type_id
              WHERE g.user_id = actor AND g.content_object_id = at_case
                AND t.app_label = 'channel' AND t.model = 'case')
    ) THEN
        RETURN true;
    END IF;
    IF wanted IN ('observe_case', 'view_case') AND EXISTS (
        SELECT FROM channel_breakglass b
        JOIN channel_case c ON c.id = b.case_id
        JOIN prevent_portal_user u ON u.id = b.by_id AND u.is_active
        WHERE b.case_id = at_case AND b.by_id = actor
          AND b.until > statement_timestamp()
          AND channel_holds_glass(c.panel_id, b.by_id)
          AND NOT EXISTS (SELECT FROM channel_seat s
                          WHERE s.case_id = b.case_id AND s.user_id = b.by_id AND s.conflict_at IS NOT NULL)
    ) THEN
        RETURN true;
    END IF;
    RETURN wanted IN ('observe_case', 'view_case', 'contribute_case')
         AND coalesce(at_case = channel_taking_in(), false);
END $$;

-- Of the cases that a page says it is about, those that are open. What the page says opens nothing.
CREATE FUNCTION channel_opened(wanted text) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT array_agg(named) FROM unnest(nullif(current_setting('portal.cases', true), '')::bigint[]) AS named
    WHERE channel_opens(wanted, named)
$$;

-- The keys of the cases whose data key was destroyed: there is nothing of them to open.
CREATE FUNCTION channel_destroyed() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT k.case_id FROM channel_casekey k WHERE k.destroyed_at IS NOT NULL
$$;

-- Those who take part in appointing a chair without sitting on the panel: an administrator proposes, a senior
-- officer confirms.
CREATE FUNCTION channel_appoints(part text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM prevent_portal_user u
        WHERE u.id = (SELECT portal_actor()) AND u.is_active
          AND CASE part WHEN 'proposes' THEN 'administrator' ELSE 'executive' END = ANY (u.roles))
$$;

-- Who keeps what says nothing about a person: Channel's lists and panels, or the numbers that were published.
-- The same roles as in prevent_portal/roles.py; a test compares them.
CREATE FUNCTION channel_keeps(what text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM prevent_portal_user u
        WHERE u.id = (SELECT portal_actor()) AND u.is_active
          AND u.roles && (CASE what
              WHEN 'lists' THEN ARRAY['administrator', 'channel_chair', 'channel_coordinator']
              WHEN 'published' THEN ARRAY['prevent_lead'] END)::varchar[])
$$;

-- Every case that is known to be about the person of one: judged the same, or made of it by a transfer, in
-- either direction and through each other.
CREATE FUNCTION channel_of_one_person(at_case bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH RECURSIVE known (id) AS (
        SELECT at_case
        UNION
        SELECT linked.id FROM known CROSS JOIN LATERAL (
            SELECT s.earlier_id FROM channel_sameperson s WHERE s.case_id = known.id AND s.is_same
            UNION ALL
            SELECT s.case_id FROM channel_sameperson s WHERE s.earlier_id = known.id AND s.is_same
            UNION ALL
            SELECT t.to_case_id FROM channel_transfer t WHERE t.case_id = known.id AND t.to_case_id IS NOT NULL
            UNION ALL
            SELECT t.case_id FROM channel_transfer t WHERE t.to_case_id = known.id
        ) linked (id)
    )
    SELECT id FROM known
$$;
