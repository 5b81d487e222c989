-- Numbers, and nothing that names anybody.

-- The portal itself, and who sits on the panel: whoever else is told numbers is told them by a page, guarded.
CREATE FUNCTION channel_may_count(of_panel bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF portal_itself() OR of_panel IN (SELECT channel_open_panels('member')) THEN
        RETURN true;
    END IF;
    RAISE EXCEPTION 'these numbers are not for this person' USING ERRCODE = '42501';
END $$;

-- Counts of a period and nothing else: no reference, no name, no day of anybody. `moves` is where each case
-- went and from where, as its events say; `at_the_end` where it stood on the last day. What a wrongly
-- recorded decision had moved is not counted: the correction says which events those are.
CREATE FUNCTION channel_counts(first date, last date, of_panel bigint)
RETURNS TABLE (measure text, part text, n bigint, middle numeric)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
WITH cases AS (
    SELECT c.id, c.received_on FROM channel_case c
    WHERE (SELECT channel_may_count(of_panel)) AND (of_panel IS NULL OR c.panel_id = of_panel)
), moves AS (
    SELECT e.id, e.case_id, e.moved_to, e."on",
           coalesce(lag(e.moved_to) OVER (PARTITION BY e.case_id ORDER BY e.id), 'received') AS moved_from
    FROM channel_caseevent e JOIN cases ON cases.id = e.case_id
    WHERE e.kind = 'moved' AND e.moved_to <> ''
      AND NOT EXISTS (SELECT FROM channel_correction k
                      WHERE k.case_id = e.case_id AND e.id = ANY (k.undone))
), inside AS (
    SELECT * FROM moves m WHERE m."on" BETWEEN first AND last
), received AS (
    SELECT c.id, s.words AS sector, coalesce(nullif(t."group", ''), t.words) AS concern,
           a.words AS age, g.words AS gender
    FROM cases c
    JOIN channel_referral r ON r.case_id = c.id
    JOIN channel_term s ON s.id = r.sector_id
    LEFT JOIN channel_term t ON t.id = r.concern_type_id
    LEFT JOIN channel_subject p ON p.case_id = c.id
    LEFT JOIN channel_ageband a ON a.id = p.age_band_id
    LEFT JOIN channel_term g ON g.id = p.gender_id
    WHERE c.received_on BETWEEN first AND last
), at_the_end AS (
    SELECT c.id, coalesce((SELECT m.moved_to FROM moves m WHERE m.case_id = c.id AND m."on" <= last
                           ORDER BY m.id DESC LIMIT 1), 'received') AS status
    FROM cases c WHERE c.received_on <= last
), closures AS (
    SELECT k.id, t.words FROM channel_closure k
    JOIN cases ON cases.id = k.case_id JOIN channel_term t ON t.id = k.because_id
    WHERE k.closed_on BETWEEN first AND last
), reviews AS (
    SELECT v.due_on, v.done_on FROM channel_postclosurereview v JOIN cases ON cases.id = v.case_id
    WHERE v.due_on BETWEEN first AND last AND (v.dropped_on IS NULL OR v.dropped_on > v.due_on)
), reached AS (
    SELECT m.case_id, stage.name, min(m."on") AS "on"
    FROM moves m JOIN (VALUES
        ('screened', ARRAY['not_progressed', 'gathering']),
        ('decided', ARRAY['not_section_36', 'to_panel']),
        ('considered', ARRAY['considered']),
        ('adopted', ARRAY['adopted']),
        ('closed', ARRAY['closed'])
    ) AS stage (name, statuses) ON m.moved_to = ANY (stage.statuses)
    GROUP BY 1, 2
), singles AS (
    SELECT 'received' AS measure, count(*) AS n FROM received
    UNION ALL SELECT 'screened', count(DISTINCT case_id) FROM inside
        WHERE moved_from = 'screening' AND moved_to IN ('not_progressed', 'gathering')
    UNION ALL SELECT 'not_progressed', count(DISTINCT case_id) FROM inside
        WHERE moved_from = 'screening' AND moved_to = 'not_progressed'
    UNION ALL SELECT 'to_panel', count(DISTINCT case_id) FROM inside
        WHERE moved_from = 'section_36' AND moved_to = 'to_panel'
    UNION ALL SELECT 'considered', count(DISTINCT case_id) FROM inside WHERE moved_to = 'considered'
    UNION ALL SELECT 'adopted', count(DISTINCT case_id) FROM inside
        WHERE moved_from = 'consent_sought' AND moved_to = 'adopted'
    UNION ALL SELECT 'not_adopted', count(DISTINCT case_id) FROM inside WHERE moved_to = 'not_adopted'
    UNION ALL SELECT 'consent_sought', count(DISTINCT case_id) FROM inside WHERE moved_to = 'consent_sought'
    UNION ALL SELECT 'consent_given', count(DISTINCT case_id) FROM inside
        WHERE moved_from = 'consent_sought' AND moved_to = 'adopted'
    UNION ALL SELECT 'consent_refused', count(DISTINCT case_id) FROM inside WHERE moved_to = 'consent_refused'
    UNION ALL SELECT 'consent_withdrawn', count(DISTINCT case_id) FROM inside
        WHERE moved_to = 'consent_withdrawn'
    UNION ALL SELECT 'alternative', count(DISTINCT case_id) FROM inside WHERE moved_to = 'alternative'
    UNION ALL SELECT 'closed', count(*) FROM closures
    UNION ALL SELECT 'reopened', count(*) FROM inside
        WHERE moved_to IN ('to_panel', 'screening')
          AND moved_from IN ('closed', 'six_months', 'twelve_months', 'reviews_done')
    UNION ALL SELECT 'live', count(*) FROM at_the_end
        WHERE status NOT IN ('not_progressed', 'closed', 'six_months', 'twelve_months', 'reviews_done')
    UNION ALL SELECT 'reviews_due', count(*) FROM reviews
    UNION ALL SELECT 'reviews_done', count(*) FROM reviews WHERE done_on <= last
    UNION ALL SELECT 'reviews_on_time', count(*) FROM reviews WHERE done_on <= least(due_on, last)
    UNION ALL SELECT 'reviews_late', count(*) FROM reviews
        WHERE due_on < last AND (done_on IS NULL OR done_on > last)
    UNION ALL SELECT 'transfers_open', count(*) FROM channel_transfer t JOIN cases ON cases.id = t.case_id
        WHERE t.sent_on <= last AND (t.receipt_on IS NULL OR t.receipt_on > last)
          AND (t.came_back_on IS NULL OR t.came_back_on > last)
)
SELECT s.measure, '', s.n, NULL::numeric FROM singles s
UNION ALL SELECT 'sector', sector, count(*), NULL FROM received GROUP BY 2
UNION ALL SELECT 'concern', coalesce(concern, ''), count(*), NULL FROM received GROUP BY 2
UNION ALL SELECT 'age', coalesce(age, ''), count(*), NULL FROM received GROUP BY 2
UNION ALL SELECT 'gender', coalesce(gender, ''), count(*), NULL FROM received GROUP BY 2
UNION ALL SELECT 'closed_by', words, count(*), NULL FROM closures GROUP BY 2
UNION ALL SELECT 'days', r.name, count(*),
    (percentile_cont(0.5) WITHIN GROUP (ORDER BY r."on" - c.received_on))::numeric
    FROM reached r JOIN cases c ON c.id = r.case_id WHERE r."on" BETWEEN first AND last GROUP BY 2
$$;

-- Meetings, repeated referrals, and emergency access: used in the period, and of that reviewed, or late, at
-- its end.
CREATE FUNCTION channel_counts_beside(first date, last date, of_panel bigint)
RETURNS TABLE (meetings bigint, quorate bigint, repeated bigint, glass bigint, reviewed bigint, late bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH held AS (
        SELECT m.id, p.authority_id, p.police_id
        FROM channel_panelmeeting m JOIN channel_panel p ON p.id = m.panel_id
        WHERE (SELECT channel_may_count(of_panel)) AND m.status = 'minuted' AND m."on" BETWEEN first AND last
          AND (of_panel IS NULL OR m.panel_id = of_panel)
    ), came AS (
        SELECT a.meeting_id, a.agency_id, s.seat
        FROM channel_attendance a LEFT JOIN channel_membership s ON s.id = a.membership_id
        WHERE a.state = 'present' AND a.case_id IS NULL
    ), used AS (
        SELECT (b.reviewed_at AT TIME ZONE 'Europe/London')::date AS reviewed_on, b.review_by
        FROM channel_breakglass b JOIN channel_case c ON c.id = b.case_id
        WHERE (SELECT channel_may_count(of_panel)) AND (of_panel IS NULL OR c.panel_id = of_panel)
          AND (b.opened_at AT TIME ZONE 'Europe/London')::date BETWEEN first AND last
    )
    SELECT
        (SELECT count(*) FROM held),
        (SELECT count(*) FROM held h
         WHERE EXISTS (SELECT FROM came c WHERE c.meeting_id = h.id AND c.seat IN ('chair', 'deputy'))
           AND EXISTS (SELECT FROM came c WHERE c.meeting_id = h.id AND c.agency_id = h.authority_id)
           AND EXISTS (SELECT FROM came c WHERE c.meeting_id = h.id AND c.agency_id = h.police_id)),
        (SELECT count(DISTINCT s.case_id)
         FROM channel_sameperson s JOIN channel_case c ON c.id = s.case_id
         WHERE (SELECT channel_may_count(of_panel)) AND s.is_same AND c.received_on BETWEEN first AND last
           AND (of_panel IS NULL OR c.panel_id = of_panel)),
        (SELECT count(*) FROM used),
        (SELECT count(*) FROM used WHERE reviewed_on <= last),
        (SELECT count(*) FROM used WHERE review_by < last AND coalesce(reviewed_on > last, true))
$$;

-- The days on which namings end that nobody has renewed, from one day to another: no name, no panel.
CREATE FUNCTION channel_glass_ending(first date, last date) RETURNS SETOF date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT DISTINCT (h.ends_at AT TIME ZONE 'Europe/London')::date
    FROM channel_glassholder h JOIN prevent_portal_user u ON u.id = h.user_id AND u.is_active
    WHERE h.confirmed_at IS NOT NULL
      AND (h.ends_at AT TIME ZONE 'Europe/London')::date BETWEEN first AND last
      AND NOT EXISTS (
          SELECT FROM channel_glassholder n
          WHERE n.panel_id = h.panel_id AND n.user_id = h.user_id AND n.confirmed_at IS NOT NULL
            AND n.ends_at > h.ends_at)
$$;
