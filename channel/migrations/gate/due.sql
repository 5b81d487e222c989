-- What is due, and in whose list it stands: references, days and users, and no more.

-- Everything of Channel that falls due by a day, and whose list it stands in: references, steps, days and
-- users, and no more. A case is its officers'; a request for information its answerer's, by its own number.
CREATE FUNCTION channel_due(day date)
RETURNS TABLE (reference text, step text, due_on date, user_id bigint, seat text, case_id bigint, request_id
  bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.reference::text, c.due_step::text, c.due_on, s.user_id, s.seat::text, c.id, NULL::bigint
    FROM channel_case c
    JOIN channel_seat s ON s.case_id = c.id AND s.seat IN ('chair', 'deputy', 'coordinator')
    JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
    LEFT JOIN channel_membership m ON m.id = s.membership_id
    WHERE (SELECT portal_itself()) AND c.due_on <= day AND c.status NOT IN ('not_progressed', 'reviews_done')
      AND s.conflict_at IS NULL AND s.begins_at <= statement_timestamp()
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND (m.id IS NULL OR m.confirmed_at IS NOT NULL AND m.suspended_at IS NULL
           AND m.begins_at <= statement_timestamp()
           AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp()))
    UNION ALL
    SELECT 'Request ' || r.id, 'answer', r.due_on, r.answerer_id, 'answerer', NULL, r.id
    FROM channel_informationrequest r
    JOIN channel_case c ON c.id = r.case_id
    JOIN prevent_portal_user u ON u.id = r.answerer_id AND u.is_active AND u.agency_id = r.agency_id
    WHERE (SELECT portal_itself()) AND r.due_on <= day AND r.answered_on IS NULL AND r.withdrawn_on IS NULL
      AND channel_takes_answers(c.status)
      AND NOT EXISTS (SELECT FROM channel_seat s WHERE s.case_id = c.id
                      AND s.user_id = r.answerer_id AND s.conflict_at IS NOT NULL)
    ORDER BY 3, 1, 4
$$;

-- Whom a referral that was not shared with the police still waits for, whatever came of the case since: as
-- `channel_due` says what else is due. While sharing it is the next step, it stands there.
CREATE FUNCTION channel_unshared(day date)
RETURNS TABLE (reference text, step text, due_on date, user_id bigint, seat text, case_id bigint, request_id
  bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.reference::text, 'share', c.share_due_on, s.user_id, s.seat::text, c.id, NULL::bigint
    FROM channel_case c
    JOIN channel_seat s ON s.case_id = c.id AND s.seat IN ('chair', 'deputy', 'coordinator')
    JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
    LEFT JOIN channel_membership m ON m.id = s.membership_id
    WHERE (SELECT portal_itself()) AND c.police_told_at IS NULL AND c.not_shared_on IS NULL AND c.share_due_on <= day
      AND c.due_step <> 'share' AND c.id NOT IN (SELECT channel_destroyed())
      AND s.conflict_at IS NULL AND s.begins_at <= statement_timestamp()
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND (s.membership_id IS NULL OR channel_membership_in_force(m))
$$;

-- What is due about support on or before a day, and who is to hear of it: references, dates and users,
-- nothing else. An item of a plan goes to its owner, the rest to who coordinates the case, or else chairs it.
CREATE FUNCTION channel_support_due(day date)
RETURNS TABLE (user_id bigint, case_id bigint, reference text, step text, due_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
    WHERE (SELECT portal_itself()) AND CASE
        WHEN EXISTS (SELECT FROM seated o WHERE o.case_id = c.id AND o.user_id = due.owner_id)
            THEN seated.user_id = due.owner_id
        WHEN EXISTS (SELECT FROM seated o WHERE o.case_id = c.id AND o.seat = 'coordinator')
            THEN seated.seat = 'coordinator'
        ELSE seated.seat IN ('chair', 'deputy')
    END
    ORDER BY due.due_on, c.id, due.step, seated.user_id
$$;

-- What is to be done about records by a day: cases to review, destructions to confirm, requests to decide.
CREATE FUNCTION channel_record_steps(day date)
RETURNS TABLE (case_id bigint, step text, due_on date, not_by bigint, request_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT r.case_id, CASE WHEN r.proposed_by IS NULL THEN 'retain' ELSE 'confirm' END, r.due_on,
           r.proposed_by, NULL::bigint
    FROM channel_retention(day) r
    WHERE NOT r.is_held AND (r.due_on <= day OR r.proposed_by IS NOT NULL)
    UNION ALL
    SELECT q.case_id, 'rights', q.due_on, NULL, q.id
    FROM channel_rightsrequest q
    WHERE q.decided_on IS NULL AND q.due_on <= day AND q.case_id NOT IN (SELECT channel_destroyed())
$$;

-- For the portal itself, once for each officer of the case; whoever proposed a destruction does not confirm
-- it.
CREATE FUNCTION channel_records_due(day date)
RETURNS TABLE (reference text, step text, due_on date, user_id bigint, seat text, case_id bigint, request_id
  bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.reference::text, d.step, d.due_on, s.user_id, s.seat::text, c.id, d.request_id
    FROM channel_record_steps(day) d
    JOIN channel_case c ON c.id = d.case_id
    JOIN channel_seat s ON s.case_id = c.id AND s.seat IN ('chair', 'deputy', 'coordinator')
    JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
    LEFT JOIN channel_membership m ON m.id = s.membership_id
    WHERE (SELECT portal_itself())
      AND s.user_id IS DISTINCT FROM d.not_by
      AND s.conflict_at IS NULL AND s.begins_at <= statement_timestamp()
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND (m.id IS NULL OR channel_membership_in_force(m))
    ORDER BY 3, 1, 4
$$;

-- For somebody's own home page: of the cases that they run. Only who chairs a case reviews it.
CREATE FUNCTION channel_records_open(day date)
RETURNS TABLE (reference text, step text, due_on date, case_id bigint, request_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.reference::text, d.step, d.due_on, c.id, d.request_id
    FROM channel_record_steps(day) d JOIN channel_case c ON c.id = d.case_id
    WHERE (d.step = 'retain' AND channel_opens('chair_case', c.id)
           OR d.step <> 'retain' AND channel_opens('coordinate_case', c.id))
      AND d.not_by IS DISTINCT FROM (SELECT portal_actor())
    ORDER BY 3, 1
$$;

-- For the first page of a list in the order of days: how far whoever runs a panel looks. Others have few cases, and
-- see all of them. A day is all that it says, and opens nothing.
CREATE FUNCTION channel_first_due() RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT coalesce(max(first.due_on), 'infinity')
    FROM channel_open_panels('coordinator') AS p CROSS JOIN LATERAL (
        SELECT c.due_on FROM channel_case c WHERE c.panel_id = p AND c.due_on IS NOT NULL
        ORDER BY c.due_on OFFSET 29 LIMIT 1) AS first
$$;
