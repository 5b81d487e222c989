-- Keeping and destroying: periods, holds, decisions by two, destruction of a case's key.

-- Each ended case, what kind of record it is, and by when it is to be reviewed: by the schedule of a day, or
-- by the day until which a chair decided to keep it.
CREATE FUNCTION channel_retention(today date)
RETURNS TABLE (case_id bigint, kind text, ended_on date, due_on date, is_held boolean, proposed_by bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH ended AS (
        SELECT c.id,
            CASE WHEN c.status = 'not_progressed' THEN 'not_progressed'
                 WHEN c.adopted_on IS NOT NULL THEN 'supported'
                 WHEN c.first_panel_on IS NOT NULL THEN 'considered'
                 ELSE 'below' END AS kind,
            coalesce(c.closed_on, (SELECT max(e."on") FROM channel_caseevent e
                                   WHERE e.case_id = c.id AND e.moved_to = c.status), c.received_on) AS ended_on,
            (SELECT max(v.done_on) FROM channel_postclosurereview v WHERE v.case_id = c.id) AS reviewed_on
        FROM channel_case c
        WHERE c.status IN ('not_progressed', 'closed', 'six_months', 'twelve_months', 'reviews_done')
          AND c.id NOT IN (SELECT channel_destroyed())
    )
    SELECT e.id, e.kind, e.ended_on,
        greatest(
            (CASE r.begins WHEN 'reviewed' THEN greatest(e.reviewed_on, e.ended_on) ELSE e.ended_on END
             + make_interval(years => CASE r.unit WHEN 'years' THEN r.length ELSE 0 END,
                             months => CASE r.unit WHEN 'months' THEN r.length ELSE 0 END,
                             days => CASE r.unit WHEN 'days' THEN r.length ELSE 0 END))::date,
            n.keep_until),
        e.id IN (SELECT h.case_id FROM channel_legalhold h WHERE h.lifted_on IS NULL),
        CASE WHEN n.decision = 'destroy' AND NOT (
            EXISTS (SELECT FROM channel_legalhold h WHERE h.case_id = n.case_id AND h.lifted_on > n."on")
            OR EXISTS (SELECT FROM channel_rightsrequest q WHERE q.case_id = n.case_id AND q.decided_on > n."on")) THEN n.by_id END
    FROM ended e
    LEFT JOIN channel_retentionrule r ON r.kind = e.kind
        AND r.from_on <= today AND (r.until_on IS NULL OR r.until_on > today)
    LEFT JOIN (
        SELECT DISTINCT ON (v.case_id) v.case_id, v.decision, v.keep_until, v.by_id, v."on"
        FROM channel_retentionreview v ORDER BY v.case_id, v.id DESC
    ) n ON n.case_id = e.id AND n."on" >= e.ended_on
$$;

-- The same for who runs the cases.
CREATE FUNCTION channel_retention_open(today date)
RETURNS TABLE (case_id bigint, reference text, kind text, ended_on date, due_on date, is_held boolean,
  is_proposed boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT r.case_id, c.reference::text, r.kind, r.ended_on, r.due_on, r.is_held, r.proposed_by IS NOT NULL
    FROM channel_retention(today) r JOIN channel_case c ON c.id = r.case_id
    WHERE r.case_id IN (SELECT channel_open_cases('coordinate_case'))
$$;

-- Two people destroy a case: a chair decided it, somebody else who runs the case confirms it here. Its key
-- goes, and its tokens, which the key does not seal; the certificate is written.
CREATE FUNCTION channel_destroy(at_case bigint, held text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    actor bigint := portal_actor();
    today date := (statement_timestamp() AT TIME ZONE 'Europe/London')::date;
    at timestamptz := date_trunc('second', statement_timestamp());
    c channel_case; r channel_retentionreview; ended record; key uuid; gone date; made bigint;
BEGIN
    SELECT * INTO c FROM channel_case WHERE id = at_case FOR UPDATE;
    IF c.id IS NULL OR at_case NOT IN (SELECT channel_open_cases('coordinate_case')) THEN
        RAISE EXCEPTION 'only who runs a case confirms its destruction' USING ERRCODE = '42501';
    END IF;
    SELECT * INTO r FROM channel_retentionreview v WHERE v.case_id = at_case ORDER BY v.id DESC LIMIT 1;
    SELECT * INTO ended FROM channel_retention(today) e WHERE e.case_id = at_case;
    IF r.decision IS DISTINCT FROM 'destroy' OR r.by_id = actor OR ended.case_id IS NULL
       OR c.due_on IS NOT NULL OR r."on" < ended.ended_on
       OR r.ground = 'over' AND coalesce(ended.due_on > today, true)
       OR EXISTS (SELECT FROM channel_rightsrequest q WHERE q.case_id = at_case AND q.decided_on IS NULL)
       OR r.ground = 'erasure' AND NOT EXISTS (
           SELECT FROM channel_rightsrequest q
           WHERE q.case_id = at_case AND q.kind = 'erasure' AND q.decision IN ('granted', 'partly'))
       OR EXISTS (SELECT FROM channel_legalhold h WHERE h.case_id = r.case_id AND h.lifted_on > r."on")
       OR EXISTS (SELECT FROM channel_rightsrequest q WHERE q.case_id = r.case_id AND q.decided_on > r."on")
       OR EXISTS (SELECT FROM channel_agendaitem i JOIN channel_panelmeeting m ON m.id = i.meeting_id
                  WHERE i.case_id = at_case AND i.removed_at IS NULL AND m.status IN ('planned', 'open')) THEN
        RAISE EXCEPTION 'this case is not to be destroyed, or not by this person' USING ERRCODE = '42501';
    END IF;
    UPDATE channel_casekey k SET wrapped = NULL, destroyed_at = at
    WHERE k.case_id = at_case RETURNING k.name INTO key;
    DELETE FROM channel_matchtoken t WHERE t.case_id = at_case;
    SELECT (today + make_interval(years => CASE b.unit WHEN 'years' THEN b.length ELSE 0 END,
                                  months => CASE b.unit WHEN 'months' THEN b.length ELSE 0 END,
                                  days => CASE b.unit WHEN 'days' THEN b.length ELSE 0 END))::date INTO gone
    FROM channel_retentionrule b
    WHERE b.kind = 'backup' AND b.from_on <= today AND (b.until_on IS NULL OR b.until_on > today);
    IF held IS NULL OR held !~ '^[A-Za-z0-9 ,()-]{1,60}: [0-9]{1,6}(\n[A-Za-z0-9 ,()-]{1,60}: [0-9]{1,6})*$' THEN
        RAISE EXCEPTION 'a certificate says how much of each kind, and no more' USING ERRCODE = '42501';
    END IF;
    INSERT INTO channel_destruction (case_id, review_id, reference, kind, ended_on, ground, what, key_name,
        proposed_by_id, proposed_on, confirmed_by_id, confirmed_at, backups_until, digest)
    VALUES (at_case, r.id, c.reference, ended.kind, ended.ended_on, r.ground, held, key,
        r.by_id, r."on", actor, at, gone, encode(sha256(convert_to(array_to_string(ARRAY[
            c.reference, ended.kind, ended.ended_on::text, r.ground, held, key::text, r.by_id::text,
            r."on"::text, actor::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS'),
            coalesce(gone::text, '')], E'\n'), 'UTF8')), 'hex'))
    RETURNING id INTO made;
    RETURN made;
END $$;

-- What nobody decides about one by one: forms begun and never sent, tokens of cases that ended long ago. For
-- the portal itself, and never by a day that is still to come.
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
END $$;

-- Whoever changes the key: while a hold stands it is not destroyed, and once destroyed it does not come back.
CREATE FUNCTION channel_key_is_held() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.wrapped IS NOT NULL AND NEW.wrapped IS NULL THEN
        IF EXISTS (SELECT FROM channel_legalhold h WHERE h.case_id = OLD.case_id AND h.lifted_on IS NULL) THEN
            RAISE EXCEPTION 'a legal hold stands on this case' USING ERRCODE = '23514';
        END IF;
    ELSIF OLD.wrapped IS NULL AND NEW.wrapped IS NOT NULL OR NEW.name IS DISTINCT FROM OLD.name THEN
        RAISE EXCEPTION 'a key that was destroyed does not come back' USING ERRCODE = '23514';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER channel_key_is_held BEFORE DELETE OR UPDATE ON channel_casekey
    FOR EACH ROW EXECUTE FUNCTION channel_key_is_held();

-- A hold is placed in one's own name, lifted once by who chairs the case, and otherwise stays as it is.
CREATE FUNCTION channel_legalhold_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.by_id IS DISTINCT FROM portal_actor() OR NEW.lifted_on IS NOT NULL THEN
            RAISE EXCEPTION 'a hold is placed in one''s own name' USING ERRCODE = '42501';
        END IF;
    ELSIF (NEW.case_id, NEW.why, NEW.words, NEW.from_on, NEW.by_id)
          IS DISTINCT FROM (OLD.case_id, OLD.why, OLD.words, OLD.from_on, OLD.by_id)
          OR OLD.lifted_on IS NOT NULL OR NEW.lifted_by_id IS DISTINCT FROM portal_actor()
          OR NEW.case_id NOT IN (SELECT channel_open_cases('chair_case')) THEN
        RAISE EXCEPTION 'a hold is lifted once, by who chairs the case' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_legalhold_stays BEFORE INSERT OR UPDATE ON channel_legalhold
    FOR EACH ROW EXECUTE FUNCTION channel_legalhold_stays();

-- A decision is made in one's own name.
CREATE FUNCTION channel_retentionreview_is_own() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.by_id IS DISTINCT FROM portal_actor() THEN
        RAISE EXCEPTION 'a decision is made in one''s own name' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_retentionreview_is_own BEFORE INSERT ON channel_retentionreview
    FOR EACH ROW EXECUTE FUNCTION channel_retentionreview_is_own();

-- A period begins four weeks ahead at the earliest, so that others see it before anything is due by it; and
-- one that was set only ends.
CREATE FUNCTION channel_retentionrule_is_set_ahead() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.from_on < (statement_timestamp() AT TIME ZONE 'Europe/London')::date + 28 THEN
            RAISE EXCEPTION 'a period begins four weeks ahead' USING ERRCODE = '23514';
        END IF;
    ELSIF to_jsonb(NEW) - 'until_on' <> to_jsonb(OLD) - 'until_on' THEN
        RAISE EXCEPTION 'a period that was set only ends' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_retentionrule_is_set_ahead BEFORE INSERT OR UPDATE ON channel_retentionrule FOR EACH ROW
    WHEN (current_user = 'portal_app') EXECUTE FUNCTION channel_retentionrule_is_set_ahead();

-- A file is taken out once, in one's own name, and not while somebody has a claim to what it says.
CREATE FUNCTION channel_attachment_taken_out() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.removed_at IS NOT NULL OR NEW.removed_at IS NULL OR NEW.content IS NOT NULL
       OR NEW.removed_by_id IS DISTINCT FROM portal_actor()
       OR OLD.case_id NOT IN (SELECT channel_open_cases('coordinate_case')) THEN
        RAISE EXCEPTION 'a file is taken out once, by who coordinates its case' USING ERRCODE = '42501';
    END IF;
    IF EXISTS (SELECT FROM channel_legalhold h WHERE h.case_id = OLD.case_id AND h.lifted_on IS NULL)
       OR EXISTS (SELECT FROM channel_rightsrequest q WHERE q.case_id = OLD.case_id AND q.decided_on IS NULL) THEN
        RAISE EXCEPTION 'a file stays while a hold stands or a request is open' USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_attachment_taken_out BEFORE UPDATE ON channel_attachment
    FOR EACH ROW EXECUTE FUNCTION channel_attachment_taken_out();
