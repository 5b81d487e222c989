-- Emergency access.

-- What the access log calls a case that somebody was refused, when the portal itself writes it down; else
-- only of a case that is open.
CREATE FUNCTION channel_reference(of_case bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.reference FROM channel_case c
    WHERE c.id = of_case AND ((SELECT portal_itself()) OR channel_opens('observe_case', c.id))
$$;

-- Null where there is no such case, where the person was not named for its panel, and where they declared a
-- conflict: which of these it is, nobody learns. Whoever opens a case so does not choose whether anybody is told, or
-- reviews it.
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
$$;

-- Its chair and deputies, and the auditors; never who used it.
CREATE FUNCTION channel_glass_tells(glass bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT u.id
    FROM channel_breakglass b
    JOIN channel_case c ON c.id = b.case_id
    JOIN prevent_portal_user u ON u.is_active AND u.id <> b.by_id
    WHERE (SELECT portal_itself()) AND b.id = glass
      AND ('auditor' = ANY (u.roles) OR EXISTS (
          SELECT FROM channel_membership m
          WHERE m.panel_id = c.panel_id AND m.user_id = u.id AND m.seat IN ('chair', 'deputy')
            AND m.confirmed_at IS NOT NULL AND m.suspended_at IS NULL
            AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())))
$$;

-- Who used it says why, once; somebody else reviews it, once. Nothing else of it ever changes.
CREATE FUNCTION channel_glass_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
    FOR EACH ROW EXECUTE FUNCTION channel_glass_stays();

-- Named for a year at most, as long as any seat is certified for: holders are few, their access is seldom
-- used, and a year is how long a list of names stays right that nobody looks at. The year begins when the
-- naming is confirmed, and is never lengthened: they are named anew.
CREATE FUNCTION channel_glassholder_by_two() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
          OR NEW.ends_at IS DISTINCT FROM OLD.ends_at AND (
             OLD.ends_at <= statement_timestamp() OR NEW.ends_at IS NULL OR NEW.ends_at > OLD.ends_at) THEN
        RAISE EXCEPTION 'a holder is not changed into another: end it' USING ERRCODE = '42501';
    ELSIF OLD.confirmed_at IS NULL AND NEW.confirmed_at IS NOT NULL THEN
        IF NEW.confirmed_by_id IS DISTINCT FROM actor OR actor IN (OLD.proposed_by_id, OLD.user_id)
           OR OLD.ends_at IS NOT NULL
           OR NOT (channel_appoints('confirms') AND channel_is_settled(portal_actor())) THEN
            RAISE EXCEPTION 'this person may not confirm this holder' USING ERRCODE = '42501';
        END IF;
        NEW.ends_at := least(coalesce(NEW.ends_at, 'infinity'), channel_certified_until(12));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_glassholder_by_two BEFORE INSERT OR UPDATE ON channel_glassholder
    FOR EACH ROW EXECUTE FUNCTION channel_glassholder_by_two();

-- What the gate changes of a naming stands in its history too.
CREATE FUNCTION channel_glassholder_remembered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO channel_historicalglassholder (
        id, panel_id, user_id, minutes, proposed_by_id, proposed_at, confirmed_by_id, confirmed_at, ends_at,
        history_date, history_type, history_user_id, history_change_reason)
    SELECT NEW.id, NEW.panel_id, NEW.user_id, NEW.minutes, NEW.proposed_by_id, NEW.proposed_at,
        NEW.confirmed_by_id, NEW.confirmed_at, NEW.ends_at, statement_timestamp(), '~', portal_actor(), 'Ended';
    RETURN NULL;
END $$;
CREATE TRIGGER channel_glassholder_remembered AFTER UPDATE ON channel_glassholder FOR EACH ROW
    WHEN (current_user = 'portal_gate') EXECUTE FUNCTION channel_glassholder_remembered();
