-- Requests for information: answered by whoever is named on them.

-- Whether a case in this state still takes answers.
CREATE FUNCTION channel_takes_answers(status text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT status NOT IN ('not_progressed', 'closed', 'six_months', 'twelve_months', 'reviews_done')
$$;

-- What the gate says of a request to the person who is named on it, and to nobody else: while they work for
-- the agency that was asked, can sign in, and have declared no conflict at the case.
CREATE FUNCTION channel_request_state(wanted bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT CASE
        WHEN r.answered_on IS NOT NULL THEN 'answered'
        WHEN r.withdrawn_on IS NOT NULL THEN 'withdrawn'
        WHEN NOT channel_takes_answers(c.status) THEN 'closed'
        ELSE 'open' END
    FROM channel_informationrequest r
    JOIN channel_case c ON c.id = r.case_id
    JOIN prevent_portal_user u ON u.id = r.answerer_id
    WHERE r.id = wanted AND r.answerer_id = (SELECT portal_actor())
      AND u.is_active AND u.agency_id = r.agency_id
      AND NOT EXISTS (SELECT FROM channel_seat s WHERE s.case_id = r.case_id
                      AND s.user_id = r.answerer_id AND s.conflict_at IS NOT NULL)
$$;

-- The requests for information that are the person's to answer.
CREATE FUNCTION channel_asked_of_me() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT r.id FROM channel_informationrequest r
    WHERE r.answerer_id = (SELECT portal_actor())
      AND r.answered_on IS NULL AND r.withdrawn_on IS NULL
      AND channel_request_state(r.id) = 'open'
$$;

-- The key of the case that a request belongs to, as it is wrapped, for as long as the request is open: it
-- opens the request's words, and no other row of the case answers to this person.
CREATE FUNCTION channel_request_key(wanted bigint) RETURNS TABLE (name uuid, wrapped bytea, version integer)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT k.name, k.wrapped, k.version::int
    FROM channel_informationrequest r JOIN channel_casekey k ON k.case_id = r.case_id
    WHERE r.id = wanted AND channel_request_state(wanted) = 'open'
$$;

-- Takes an answer if the request is still open once its case is held: then nobody closes the case, withdraws
-- the request or answers it beside this.
CREATE FUNCTION channel_answer(wanted bigint, nil boolean, said bytea, answered date, noted bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE state text; of_case bigint;
BEGIN
    SELECT r.case_id INTO of_case FROM channel_informationrequest r WHERE r.id = wanted;
    PERFORM FROM channel_case c WHERE c.id = of_case FOR UPDATE;
    PERFORM FROM channel_informationrequest r WHERE r.id = wanted FOR UPDATE;
    EXECUTE 'SELECT channel_request_state($1)' INTO state USING wanted;
    IF state IS DISTINCT FROM 'open' THEN
        RETURN state;
    END IF;
    INSERT INTO channel_informationanswer (case_id, request_id, is_nil, words, "on", by_id)
    VALUES (of_case, wanted, nil, said, answered, portal_actor());
    UPDATE channel_informationrequest r SET answered_on = answered WHERE r.id = wanted;
    INSERT INTO channel_caseevent (case_id, kind, "on", words, by_id)
    VALUES (of_case, 'noted', answered, noted, portal_actor());
    RETURN 'open';
END $$;

-- Whom a request for information is brought to: keys of users and of cases, and nothing else.
CREATE FUNCTION channel_request_tells(of_request bigint) RETURNS TABLE (user_id bigint, case_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.user_id, s.case_id
    FROM channel_informationrequest r
    JOIN channel_seat s ON s.case_id = r.case_id AND s.seat IN ('chair', 'deputy', 'coordinator')
    JOIN channel_membership m ON m.id = s.membership_id AND channel_membership_in_force(m)
    JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
    WHERE (SELECT portal_itself()) AND r.id = of_request AND s.conflict_at IS NULL
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
$$;
