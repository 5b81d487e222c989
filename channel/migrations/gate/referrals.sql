-- Referrals: who else is like this person, what whoever referred is told.

-- Makes the tokens of a case anew, for who may write to it: also for the referral being taken in.
CREATE FUNCTION channel_match_by(at_case bigint, kinds text[], tokens bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF at_case NOT IN (SELECT channel_open_cases('contribute_case')) THEN
        RAISE EXCEPTION 'the case is not open to this person' USING ERRCODE = '42501';
    END IF;
    DELETE FROM channel_matchtoken t WHERE t.case_id = at_case;
    INSERT INTO channel_matchtoken (case_id, kind, token)
    SELECT at_case, given.kind, given.token FROM unnest(kinds, tokens) AS given (kind, token);
END $$;

-- Cases of a panel that share tokens, most kinds first: reference, dates, whether closed, which kinds. A case
-- that is closed to the person acted for by a conflict is left out.
CREATE FUNCTION channel_alike(in_panels bigint[], wanted bytea[], before_on date, before bigint, most integer)
RETURNS TABLE (case_id bigint, reference text, received_on date, is_closed boolean, kinds text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.id, c.reference, c.received_on,
           c.status IN ('not_progressed', 'closed', 'six_months', 'twelve_months', 'reviews_done'),
           array_agg(DISTINCT t.kind::text)
    FROM channel_matchtoken t JOIN channel_case c ON c.id = t.case_id
    WHERE t.token = ANY (wanted) AND c.panel_id = ANY (in_panels)
      AND (before IS NULL OR (c.received_on, c.id) < (before_on, before))
      AND NOT EXISTS (SELECT FROM channel_seat s WHERE s.case_id = c.id
                      AND s.user_id = (SELECT portal_actor()) AND s.conflict_at IS NOT NULL)
    GROUP BY c.id
    ORDER BY count(DISTINCT t.kind) DESC, c.received_on DESC, c.id DESC
    LIMIT most
$$;

-- Earlier referrals to the same panel that look like a case, for who coordinates it: whether or not they are
-- open to them, closed or not.
CREATE FUNCTION channel_similar(at_case bigint, wanted bytea[])
RETURNS TABLE (case_id bigint, reference text, received_on date, is_closed boolean, kinds text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT a.* FROM channel_case c
    CROSS JOIN LATERAL channel_alike(ARRAY[c.panel_id], wanted, c.received_on, c.id, 20) a
    WHERE c.id = at_case
      AND c.panel_id IN (SELECT channel_open_panels('coordinator'))
      AND NOT EXISTS (SELECT FROM channel_seat s WHERE s.case_id = at_case
                      AND s.user_id = (SELECT portal_actor()) AND s.conflict_at IS NOT NULL)
$$;

-- The same by a name that somebody typed, over the panels that the person acted for coordinates.
CREATE FUNCTION channel_search(wanted bytea[])
RETURNS TABLE (case_id bigint, reference text, received_on date, is_closed boolean, kinds text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT * FROM channel_alike(ARRAY(SELECT channel_open_panels('coordinator')), wanted, NULL, NULL, 20)
$$;

-- How often a person was referred, and how many of those referrals are closed, as confirmed by somebody: two
-- numbers, for who may read one of the cases.
CREATE FUNCTION channel_times(at_case bigint) RETURNS TABLE (referred bigint, closed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH RECURSIVE same (id) AS (
        SELECT at_case WHERE channel_opens('view_case', at_case)
        UNION
        SELECT CASE WHEN l.case_id = same.id THEN l.earlier_id ELSE l.case_id END
        FROM same JOIN channel_sameperson l ON l.is_same AND same.id IN (l.case_id, l.earlier_id)
    )
    SELECT count(*), count(*) FILTER (
        WHERE c.status IN ('not_progressed', 'closed', 'six_months', 'twelve_months', 'reviews_done'))
    FROM same JOIN channel_case c ON c.id = same.id
$$;

-- What somebody outside is told of referrals: those they sent; or those of their agency, for its single point
-- of contact. No name, no content, and not where the case stands among those who work on it.
CREATE FUNCTION channel_referrals_of(whose text)
RETURNS TABLE (reference text, received_on date, progress text, feedback_on date, feedback_said text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.reference, c.received_on,
           CASE WHEN c.status = 'received' THEN 'Received'
                WHEN c.status IN ('screening', 'gathering', 'section_36') THEN 'Being looked at'
                ELSE 'Dealt with' END,
           r.feedback_on, CASE whose WHEN 'mine' THEN r.feedback_said ELSE '' END
    FROM channel_referral r
    JOIN channel_case c ON c.id = r.case_id
    JOIN prevent_portal_user u ON u.id = (SELECT portal_actor()) AND u.is_active
    WHERE CASE whose WHEN 'mine' THEN r.referred_by_id = u.id
                     WHEN 'service' THEN r.agency_id = u.agency_id AND 'spoc' = ANY (u.roles) END
    ORDER BY c.received_on DESC, c.id DESC
    LIMIT 1000
$$;

-- The reference of a referral that a form was sent as, for who can name that form and its words: a keyed
-- hash.
CREATE FUNCTION channel_sent_as(form uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.reference FROM channel_referral r JOIN channel_case c ON c.id = r.case_id WHERE r.sent_as = form
$$;

-- A case comes with its first step, which is to share it: that day stays, also once another step is next.
CREATE FUNCTION channel_share_due() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.due_step = 'share' THEN
        NEW.share_due_on := coalesce(NEW.share_due_on, NEW.due_on);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_share_due BEFORE INSERT ON channel_case
    FOR EACH ROW EXECUTE FUNCTION channel_share_due();
