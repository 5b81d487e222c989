-- Meetings of a panel.

-- How much of a meeting is not dealt with, also of cases that are closed to who asks.
CREATE FUNCTION channel_items_left(of_meeting bigint) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE undone bigint;
BEGIN
    SELECT count(*) INTO undone
    FROM channel_agendaitem i JOIN channel_panelmeeting p ON p.id = i.meeting_id
    WHERE i.meeting_id = of_meeting AND i.removed_at IS NULL AND i.done_at IS NULL
      AND p.panel_id IN (SELECT channel_open_panels('coordinator'));
    RETURN undone;
END $$;

-- After a meeting is minuted: members leave its cases, also those that are closed to who finished it.
CREATE FUNCTION channel_end_meeting(ended_meeting bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE item record; ended bigint := 0;
BEGIN
    FOR item IN
        SELECT i.case_id FROM channel_agendaitem i JOIN channel_panelmeeting p ON p.id = i.meeting_id
        WHERE p.id = ended_meeting AND p.status = 'minuted' AND i.case_id IS NOT NULL
          AND p.panel_id IN (SELECT channel_open_panels('coordinator'))
    LOOP
        ended := ended + channel_unseat_idle(item.case_id);
    END LOOP;
    RETURN ended;
END $$;

-- When and where a case is spoken of next, for whoever may open the case and does not sit on the panel.
CREATE FUNCTION channel_meeting_of(of_case bigint)
RETURNS TABLE ("on" date, starts_at time without time zone, place text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT p."on", p.starts_at, p.place::text
    FROM channel_agendaitem i JOIN channel_panelmeeting p ON p.id = i.meeting_id
    WHERE i.case_id = of_case AND i.removed_at IS NULL AND p.status IN ('planned', 'open')
      AND channel_opens('view_case', of_case)
    ORDER BY p."on", p.starts_at LIMIT 1
$$;

-- For the portal itself, which writes to them: whoever is invited to a case that stands on a meeting's
-- agenda, or did until the meeting was cancelled. One message a day and person, as for members, so it is
-- noted here.
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
END $$;

-- What a meeting speaks of, and who came for it, belong to the panel that meets.
CREATE FUNCTION channel_panels_agree() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM channel_panelmeeting m WHERE m.id = NEW.meeting_id AND m.panel_id = NEW.panel_id)
       OR NEW.case_id IS NOT NULL AND NOT EXISTS (
           SELECT FROM channel_case c WHERE c.id = NEW.case_id AND c.panel_id = NEW.panel_id) THEN
        RAISE EXCEPTION 'a meeting speaks of the cases of its own panel' USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER channel_agendaitem_of_its_panel AFTER INSERT OR UPDATE ON channel_agendaitem
    FOR EACH ROW EXECUTE FUNCTION channel_panels_agree();
CREATE CONSTRAINT TRIGGER channel_attendance_of_its_panel AFTER INSERT OR UPDATE ON channel_attendance
    FOR EACH ROW EXECUTE FUNCTION channel_panels_agree();

-- A meeting is not moved to another panel.
CREATE FUNCTION channel_meeting_stays_with_its_panel() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a meeting stays with its panel' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER channel_meeting_stays_with_its_panel BEFORE UPDATE ON channel_panelmeeting FOR EACH ROW
    WHEN (NEW.panel_id IS DISTINCT FROM OLD.panel_id) EXECUTE FUNCTION channel_meeting_stays_with_its_panel();

-- What a panel learns of the transfer that brought it a case: two days.
CREATE FUNCTION channel_arrival(at_case bigint) RETURNS TABLE (sent_on date, arrived_on date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT t.sent_on, t.arrived_on FROM channel_transfer t
    WHERE t.to_case_id = at_case AND at_case IN (SELECT channel_open_cases('view_case'))
$$;

-- The receipt of a panel here: said once, by who coordinates the case that arrived.
CREATE FUNCTION channel_confirm_arrival(at_case bigint, day date) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE channel_transfer t SET arrived_on = day, arrived_by_id = portal_actor()
    WHERE t.to_case_id = at_case AND t.arrived_on IS NULL
      AND at_case IN (SELECT channel_open_cases('coordinate_case'));
    RETURN FOUND;
END $$;

-- What is due for a panel by the day of its meeting and stands on no agenda of it, as `services.due_cases` says: for
-- who runs the panel, the first that are open to them, each asked about by itself, and how many are due of all, which
-- the panel's own people are told.
CREATE FUNCTION channel_due_unlisted(of_meeting bigint) RETURNS TABLE (reference text, total bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH due AS MATERIALIZED (
        SELECT c.id, c.reference, c.due_on
        FROM channel_panelmeeting p JOIN channel_case c ON c.panel_id = p.panel_id
        WHERE p.id = of_meeting AND p.panel_id IN (SELECT channel_open_panels('coordinator'))
          AND (c.status IN ('to_panel', 'considered')
               OR c.due_on <= p."on" AND c.due_step IN ('review', 'panel') AND c.status IN (
                   'adopted', 'consent_sought', 'consent_refused', 'consent_withdrawn', 'police_led')
               OR c.due_on <= p."on" AND c.status IN ('closed', 'six_months', 'twelve_months'))
          AND c.id NOT IN (SELECT i.case_id FROM channel_agendaitem i
                           WHERE i.meeting_id = of_meeting AND i.removed_at IS NULL AND i.case_id IS NOT NULL)
    )
    SELECT d.reference, (SELECT count(*) FROM due)
    FROM (SELECT * FROM due ORDER BY due_on, id OFFSET 0) d
    WHERE channel_opens('view_case', d.id) LIMIT 20
$$;
