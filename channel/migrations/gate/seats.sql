-- Seats at cases and on panels: given, ended, at rest, certified, never without a chair.

-- How many others hold a chair's or deputy's seat at a case, in force and without a conflict.
CREATE FUNCTION channel_chairs_left(at_case bigint, without bigint) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT count(*) FROM channel_seat s
    JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
    LEFT JOIN channel_membership m ON m.id = s.membership_id
    WHERE s.case_id = at_case AND s.user_id <> without AND s.seat IN ('chair', 'deputy')
      AND s.conflict_at IS NULL AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND channel_membership_in_force(m)
$$;

-- Who chairs a case, in force and without a conflict: keys of users, and nothing else.
CREATE FUNCTION channel_chairs_of(of_case bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT s.user_id
    FROM channel_seat s
    JOIN channel_membership m ON m.id = s.membership_id AND channel_membership_in_force(m)
    JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
    WHERE (SELECT portal_itself()) AND s.case_id = of_case AND s.seat IN ('chair', 'deputy')
      AND s.conflict_at IS NULL AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
$$;

-- Ends a seat and takes back its grants, for the functions that seat people.
CREATE FUNCTION channel_end_seat(at_case bigint, of_user bigint, because text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF at_case IS NOT DISTINCT FROM channel_taking_in()
       OR at_case NOT IN (SELECT channel_open_cases('coordinate_case'))
       OR of_user = portal_actor() THEN
        RAISE EXCEPTION 'only who coordinates a case ends seats at it' USING ERRCODE = '42501';
    END IF;
    UPDATE channel_seat s SET ends_at = statement_timestamp(), ended_because = left(because, 200)
    WHERE s.case_id = at_case AND s.user_id = of_user AND s.seat IN ('member', 'invited', 'observer')
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp());
END $$;

-- Seats somebody with the grants of the seat, for the functions that seat people.
CREATE FUNCTION channel_give_seat(at_case bigint, to_user bigint, as_seat text, by_membership bigint, until
  timestamp with time zone)
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    INSERT INTO channel_seat (case_id, user_id, seat, membership_id, given_by_id, begins_at, ends_at)
    VALUES (at_case, to_user, as_seat, by_membership, portal_actor(), statement_timestamp(), until);
    INSERT INTO channel_caseuserpermission (content_object_id, user_id, permission_id)
    SELECT at_case, to_user, p.id
    FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
    WHERE t.app_label = 'channel' AND t.model = 'case' AND p.codename = ANY (channel_grants_of(as_seat))
    ON CONFLICT DO NOTHING;
$$;

-- Takes a referral in: makes the case with its key, seats the panel's officers, and lets this transaction
-- fill it. Anybody may refer, signed in or not.
CREATE FUNCTION channel_take_in(to_panel bigint, key_name uuid, wrapped bytea, version integer, received date,
  due date)
RETURNS TABLE (id bigint, reference text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
END $$;

-- Once both have signed, seats whoever was appointed at the panel's open cases.
CREATE FUNCTION channel_seat_appointed(appointed bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND s.conflict_at IS NULL AND s.membership_id IS DISTINCT FROM m.id;
    WITH open AS (
        SELECT c.id FROM channel_case c WHERE c.panel_id = m.panel_id
          AND NOT EXISTS (SELECT FROM channel_seat s WHERE s.case_id = c.id AND s.user_id = m.user_id
                          AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp()
                               OR s.conflict_at IS NOT NULL))
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
END $$;

-- Says what became of it: given, seated (there is a seat already), conflict, or too long. Somebody invited,
-- and an observer, stays for as many months at most as a seat on the panel is certified for.
CREATE FUNCTION channel_seat_at(at_case bigint, to_user bigint, as_seat text, until timestamp with time zone,
  months integer DEFAULT 6)
RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE by_membership bigint;
BEGIN
    PERFORM FROM channel_case c WHERE c.id = at_case FOR NO KEY UPDATE;
    IF at_case IS NOT DISTINCT FROM channel_taking_in()
       OR at_case NOT IN (SELECT channel_open_cases('coordinate_case'))
       OR to_user = portal_actor() THEN
        RAISE EXCEPTION 'only who coordinates a case gives seats at it, to others' USING ERRCODE = '42501';
    END IF;
    IF EXISTS (SELECT FROM channel_seat s WHERE s.case_id = at_case AND s.user_id = to_user
               AND s.conflict_at IS NOT NULL) THEN
        RETURN 'conflict';
    END IF;
    IF EXISTS (SELECT FROM channel_seat s WHERE s.case_id = at_case AND s.user_id = to_user
               AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())) THEN
        RETURN 'seated';
    END IF;
    IF as_seat = 'member' THEN
        SELECT m.id INTO by_membership FROM channel_membership m JOIN channel_case c ON c.panel_id = m.panel_id
        WHERE c.id = at_case AND m.user_id = to_user AND m.seat = 'member' AND channel_membership_in_force(m);
        IF by_membership IS NULL THEN
            RAISE EXCEPTION 'this person is no member of the panel' USING ERRCODE = '42501';
        END IF;
    ELSIF as_seat NOT IN ('invited', 'observer') OR until IS NULL THEN
        RAISE EXCEPTION 'somebody invited, or an observer, has a seat until a day' USING ERRCODE = '42501';
    ELSIF until > channel_certified_until(months) + interval '1 day' THEN
        RETURN 'too long';
    END IF;
    DELETE FROM channel_caseuserpermission g WHERE g.user_id = to_user AND g.content_object_id = at_case;
    PERFORM channel_give_seat(at_case, to_user, as_seat, by_membership, until);
    RETURN 'given';
END $$;

-- A conflict is declared by whoever may open the case, also in an emergency: who has no seat gets a row that
-- says so, and ended as it began. The conflict is about the person: it closes every case of theirs, and none
-- of them is left without a chair.
CREATE FUNCTION channel_declare_conflict(at_case bigint, day date, said bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE actor bigint := portal_actor(); theirs bigint[]; one bigint;
BEGIN
    PERFORM FROM channel_case c WHERE c.id = at_case FOR UPDATE;
    IF at_case IS NOT DISTINCT FROM channel_taking_in()
       OR at_case NOT IN (SELECT channel_open_cases('observe_case')) THEN
        RAISE EXCEPTION 'the case is not open to this person' USING ERRCODE = '42501';
    END IF;
    IF at_case IN (SELECT channel_open_cases('chair_case')) AND channel_chairs_left(at_case, actor) = 0 THEN
        RETURN false;
    END IF;
    theirs := ARRAY(SELECT o FROM channel_of_one_person(at_case) o WHERE o <> at_case);
    PERFORM FROM channel_case c WHERE c.id = ANY (theirs) ORDER BY c.id FOR UPDATE;
    IF EXISTS (SELECT FROM channel_seat s
               WHERE s.case_id = ANY (theirs) AND s.user_id = actor AND s.seat IN ('chair', 'deputy')
                 AND s.conflict_at IS NULL AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
                 AND channel_chairs_left(s.case_id, actor) = 0) THEN
        RETURN false;
    END IF;
    INSERT INTO channel_caseevent (case_id, kind, "on", words, by_id)
    VALUES (at_case, 'conflict', day, said, actor);
    UPDATE channel_seat s SET conflict_at = statement_timestamp()
    WHERE s.case_id = at_case AND s.user_id = actor AND s.conflict_at IS NULL;
    IF NOT FOUND THEN
        INSERT INTO channel_seat (case_id, user_id, seat, begins_at, ends_at, conflict_at)
        VALUES (at_case, actor, 'observer', statement_timestamp(), statement_timestamp(), statement_timestamp());
    END IF;
    FOR one IN SELECT o FROM unnest(theirs) o
        WHERE NOT EXISTS (SELECT FROM channel_seat s
                          WHERE s.case_id = o AND s.user_id = actor AND s.conflict_at IS NOT NULL)
    LOOP
        INSERT INTO channel_caseevent (case_id, kind, "on", by_id)
VALUES (one, 'followed', (statement_timestamp() AT TIME ZONE 'Europe/London')::date, portal_actor());
    END LOOP;
    UPDATE channel_seat s SET conflict_at = statement_timestamp()
    WHERE s.case_id = ANY (theirs) AND s.user_id = actor AND s.conflict_at IS NULL;
    INSERT INTO channel_seat (case_id, user_id, seat, begins_at, ends_at, conflict_at)
    SELECT o, actor, 'observer', statement_timestamp(), statement_timestamp(), statement_timestamp()
    FROM unnest(theirs) o
    WHERE NOT EXISTS (SELECT FROM channel_seat s
                      WHERE s.case_id = o AND s.user_id = actor AND s.conflict_at IS NOT NULL);
    RETURN true;
END $$;

-- A conflict follows the person to every case of theirs, also through a case between. False where nobody
-- would be left to chair one of them.
CREATE FUNCTION channel_share_conflicts(from_case bigint, to_case bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE held record; theirs bigint[] := ARRAY(SELECT channel_of_one_person(to_case));
BEGIN
    IF from_case <> ALL (theirs)
       OR NOT EXISTS (SELECT FROM channel_open_cases('coordinate_case') o WHERE o IN (from_case, to_case)) THEN
        RAISE EXCEPTION 'these cases are not of one person' USING ERRCODE = '42501';
    END IF;
    PERFORM FROM channel_case c WHERE c.id = ANY (theirs) ORDER BY c.id FOR UPDATE;
    FOR held IN
        SELECT DISTINCT ON (o, s.user_id) o AS case_id, s.user_id, s.seat
        FROM channel_seat s CROSS JOIN unnest(theirs) o
        WHERE s.case_id = ANY (theirs) AND s.conflict_at IS NOT NULL
          AND NOT EXISTS (SELECT FROM channel_seat k WHERE k.case_id = o AND k.user_id = s.user_id
                          AND k.conflict_at IS NOT NULL)
        ORDER BY o, s.user_id, s.id
    LOOP
        IF EXISTS (SELECT FROM channel_seat s WHERE s.case_id = held.case_id AND s.user_id = held.user_id
                   AND s.seat IN ('chair', 'deputy')
                   AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp()))
           AND channel_chairs_left(held.case_id, held.user_id) = 0 THEN
            RETURN false;
        END IF;
        INSERT INTO channel_caseevent (case_id, kind, "on", by_id)
VALUES (held.case_id, 'followed', (statement_timestamp() AT TIME ZONE 'Europe/London')::date, portal_actor());
        UPDATE channel_seat s SET conflict_at = statement_timestamp()
        WHERE s.case_id = held.case_id AND s.user_id = held.user_id AND s.conflict_at IS NULL;
        IF NOT FOUND THEN
            INSERT INTO channel_seat (case_id, user_id, seat, given_by_id, begins_at, ends_at, conflict_at)
            VALUES (held.case_id, held.user_id, held.seat, portal_actor(), statement_timestamp(),
                    statement_timestamp(), statement_timestamp());
        END IF;
    END LOOP;
    RETURN true;
END $$;

-- A member's seat at a case lasts as long as its business: until it stands on no agenda that is still to be
-- minuted, and nothing is left for that member to do.
CREATE FUNCTION channel_unseat_idle(at_case bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE ended bigint;
BEGIN
    UPDATE channel_seat s
    SET ends_at = statement_timestamp(), ended_because = 'The panel has no more business with the case'
    WHERE s.case_id = at_case AND s.seat = 'member' AND s.conflict_at IS NULL
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND NOT EXISTS (
          SELECT FROM channel_caseaction a
          WHERE a.case_id = at_case AND a.owner_id = s.user_id AND a.done_on IS NULL)
      AND NOT EXISTS (
          SELECT FROM channel_agendaitem i JOIN channel_panelmeeting p ON p.id = i.meeting_id
          WHERE i.case_id = at_case AND i.removed_at IS NULL AND p.status <> 'minuted');
    GET DIAGNOSTICS ended = ROW_COUNT;
    RETURN ended;
END $$;

-- Whoever may open a case may ask that those leave it who have nothing more to do with it.
CREATE FUNCTION channel_end_business(at_case bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF at_case IS NOT DISTINCT FROM channel_taking_in()
       OR at_case NOT IN (SELECT channel_open_cases('contribute_case')) THEN
        RAISE EXCEPTION 'the case is not open to this person' USING ERRCODE = '42501';
    END IF;
    RETURN channel_unseat_idle(at_case);
END $$;

-- Seats the members of a panel at a case that stands on an agenda, but for who declared a conflict.
CREATE FUNCTION channel_seat_members(at_case bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE member record; seated bigint := 0;
BEGIN
    IF at_case IS NOT DISTINCT FROM channel_taking_in()
       OR at_case NOT IN (SELECT channel_open_cases('coordinate_case')) THEN
        RAISE EXCEPTION 'only who coordinates a case gives seats at it' USING ERRCODE = '42501';
    END IF;
    FOR member IN
        SELECT m.user_id FROM channel_membership m
        JOIN channel_case c ON c.panel_id = m.panel_id
        JOIN prevent_portal_user u ON u.id = m.user_id AND u.is_active
        WHERE c.id = at_case AND m.seat = 'member' AND m.user_id <> portal_actor()
          AND channel_membership_in_force(m)
    LOOP
        PERFORM channel_seat_at(at_case, member.user_id, 'member', NULL);
        seated := seated + 1;
    END LOOP;
    RETURN seated;
END $$;

-- How many open cases would be left without a chair or deputy, without asking who wants to know.
CREATE FUNCTION channel_left_alone(ending bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE m channel_membership; alone bigint;
BEGIN
    SELECT * INTO m FROM channel_membership WHERE channel_membership.id = ending;
    PERFORM FROM channel_case c WHERE c.panel_id = m.panel_id
        AND c.status NOT IN ('not_progressed', 'reviews_done') ORDER BY c.id FOR UPDATE;
    SELECT count(*) INTO alone
    FROM channel_seat s JOIN channel_case c ON c.id = s.case_id
    WHERE s.membership_id = m.id AND s.conflict_at IS NULL
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND c.status NOT IN ('not_progressed', 'reviews_done')
      AND channel_chairs_left(c.id, m.user_id) = 0;
    RETURN alone;
END $$;

-- How many open cases would be left without a chair or deputy who may open them, if a seat on the panel
-- ended. Locks the cases, so that two who leave at once are counted one after the other.
CREATE FUNCTION channel_cases_left_alone(ending bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE m channel_membership; alone bigint;
BEGIN
    SELECT * INTO m FROM channel_membership WHERE channel_membership.id = ending;
    IF m.id IS NULL OR m.seat NOT IN ('chair', 'deputy') OR m.confirmed_at IS NULL THEN
        RETURN 0;
    END IF;
    IF NOT (m.panel_id IN (SELECT channel_open_panels('member'))
            OR channel_appoints('proposes') OR channel_appoints('confirms')) THEN
        RAISE EXCEPTION 'this person ends no seats here' USING ERRCODE = '42501';
    END IF;
    PERFORM FROM channel_case c WHERE c.panel_id = m.panel_id
        AND c.status NOT IN ('not_progressed', 'reviews_done') ORDER BY c.id FOR UPDATE;
    SELECT count(*) INTO alone
    FROM channel_seat s JOIN channel_case c ON c.id = s.case_id
    WHERE s.membership_id = m.id AND s.conflict_at IS NULL
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND c.status NOT IN ('not_progressed', 'reviews_done')
      AND channel_chairs_left(c.id, m.user_id) = 0;
    RETURN alone;
END $$;

-- Whether an account has stood unchanged long enough to confirm appointments.
CREATE FUNCTION channel_is_settled(person bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT NOT EXISTS (
        SELECT FROM channel_accountchange a WHERE a.user_id = person AND a.until > statement_timestamp())
$$;

-- When an account that confirms appointments was last changed by others, and from when on it confirms again.
-- Seven days: a week holds every day of the week on which the portal writes to anybody, so that those who are
-- told have read it. Before the first referral there is nothing to open, and nothing is noted: so that a
-- portal can be set up in an afternoon.
CREATE FUNCTION channel_account_noted(person bigint, why text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH noted AS (
        INSERT INTO channel_accountchange (user_id, at, until, what)
        SELECT u.id, statement_timestamp(), statement_timestamp() + interval '7 days', why
        FROM prevent_portal_user u
        WHERE u.id = person AND 'executive' = ANY (u.roles) AND EXISTS (SELECT FROM channel_case)
        ON CONFLICT (user_id) DO UPDATE SET at = excluded.at, until = excluded.until, what = excluded.what
        RETURNING user_id
    )
    INSERT INTO prevent_portal_outbox (kind, payload, attempts, last_error)
    SELECT 'tell_of_account', jsonb_build_object('user_id', user_id), 0, '' FROM noted
$$;

-- What of a person's is no seat: emergency access, and requests for information that are open.
CREATE FUNCTION channel_end_besides(person bigint, why text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE channel_glassholder SET ends_at = statement_timestamp()
    WHERE user_id = person AND (ends_at IS NULL OR ends_at > statement_timestamp());
    WITH withdrawn AS (
        UPDATE channel_informationrequest
        SET withdrawn_on = greatest((statement_timestamp() AT TIME ZONE 'Europe/London')::date, sent_on),
            withdrawn_by_id = coalesce(portal_actor(), sent_by_id), lapsed_because = why
        WHERE answerer_id = person AND answered_on IS NULL AND withdrawn_on IS NULL
        RETURNING id
    )
    INSERT INTO prevent_portal_outbox (kind, payload, attempts, last_error)
    SELECT 'tell_of_request', jsonb_build_object('request_id', id), 0, '' FROM withdrawn
$$;

-- What a person sits on rests until somebody who chairs the panel has asked them. What was proposed, what
-- they were given at one case alone, emergency access and what they were asked ends: it can be given again.
CREATE FUNCTION channel_rest_seats(person bigint, why text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE channel_membership SET suspended_at = statement_timestamp(), because = why
    WHERE user_id = person AND confirmed_at IS NOT NULL AND suspended_at IS NULL
      AND (ends_at IS NULL OR ends_at > statement_timestamp());
    UPDATE channel_membership SET ends_at = statement_timestamp(), because = why
    WHERE user_id = person AND confirmed_at IS NULL AND (ends_at IS NULL OR ends_at > statement_timestamp());
    UPDATE channel_seat SET ends_at = statement_timestamp(), ended_because = why
    WHERE user_id = person AND membership_id IS NULL AND conflict_at IS NULL
      AND (ends_at IS NULL OR ends_at > statement_timestamp());
    SELECT channel_end_besides(person, why);
$$;

-- Two people make a seat on a panel, each in their own name, and neither of them is who takes it.
CREATE FUNCTION channel_membership_by_two() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE actor bigint := portal_actor();
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.proposed_by_id IS DISTINCT FROM actor OR NEW.user_id = actor OR NEW.confirmed_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'a seat is proposed in one''s own name' USING ERRCODE = '42501';
        END IF;
    ELSIF (NEW.panel_id, NEW.user_id, NEW.seat, NEW.proposed_by_id, NEW.begins_at)
          IS DISTINCT FROM (OLD.panel_id, OLD.user_id, OLD.seat, OLD.proposed_by_id, OLD.begins_at)
          OR OLD.confirmed_by_id IS NOT NULL AND (NEW.confirmed_by_id, NEW.confirmed_at)
             IS DISTINCT FROM (OLD.confirmed_by_id, OLD.confirmed_at)
          OR NEW.ends_at IS DISTINCT FROM OLD.ends_at AND (
             OLD.ends_at <= statement_timestamp() OR NEW.ends_at IS NULL OR NEW.ends_at > OLD.ends_at) THEN
        RAISE EXCEPTION 'a seat is not changed into another: end it' USING ERRCODE = '42501';
    ELSIF OLD.confirmed_by_id IS NULL AND NEW.confirmed_by_id IS NOT NULL AND (
          NEW.confirmed_by_id IS DISTINCT FROM actor OR OLD.ends_at IS NOT NULL OR NOT (
              channel_appoints('confirms') AND channel_is_settled(portal_actor())
              OR NEW.seat NOT IN ('chair', 'deputy')
                 AND NEW.panel_id IN (SELECT channel_open_panels('chair')))) THEN
        RAISE EXCEPTION 'this person may not confirm this seat' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_membership_by_two BEFORE INSERT OR UPDATE ON channel_membership
    FOR EACH ROW EXECUTE FUNCTION channel_membership_by_two();

-- Nobody vouches for themselves: a seat is certified, and let go on after a suspension, by somebody else who
-- chairs the panel; that of a chair is certified by a senior officer too.
CREATE FUNCTION channel_membership_in_trust() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
           OR NEW.seat NOT IN ('chair', 'deputy')
           OR NOT (channel_appoints('confirms') AND channel_is_settled(portal_actor()))
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
    FOR EACH ROW EXECUTE FUNCTION channel_membership_in_trust();

-- Nobody takes the last chair of a case away, by whatever page or statement; but a sign-in can always be
-- closed, since that is what one does about somebody who must see nothing from this minute on. PR001 is what
-- the portal shows to people as a sentence.
CREATE FUNCTION channel_membership_keeps_a_chair() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF channel_membership_in_force(OLD)
       AND EXISTS (SELECT FROM prevent_portal_user u WHERE u.id = OLD.user_id AND u.is_active)
       AND channel_left_alone(OLD.id) > 0 THEN
        RAISE EXCEPTION 'Open cases would be left without a chair or deputy who may open them. Appoint another chair or deputy of that panel first.'
            USING ERRCODE = 'PR001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_membership_keeps_a_chair BEFORE UPDATE ON channel_membership FOR EACH ROW
    WHEN (
        OLD.seat IN ('chair', 'deputy')
        AND (OLD.suspended_at IS NULL AND NEW.suspended_at IS NOT NULL OR OLD.ends_at IS DISTINCT FROM NEW.ends_at)
    ) EXECUTE FUNCTION channel_membership_keeps_a_chair();

-- With a seat on the panel end the seats at cases that came with it, and the panel's officers are told; what
-- the database changed by itself stands in the history too.
CREATE FUNCTION channel_membership_settled() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.ends_at IS DISTINCT FROM OLD.ends_at THEN
        UPDATE channel_seat s SET ends_at = NEW.ends_at,
            ended_because = coalesce(nullif(NEW.because, ''), 'The seat on the panel ended')
        WHERE s.membership_id = NEW.id AND s.conflict_at IS NULL
          AND (s.ends_at IS NULL OR s.ends_at > NEW.ends_at);
    END IF;
    IF NEW.confirmed_at IS NOT NULL THEN
        INSERT INTO prevent_portal_outbox (kind, payload, attempts, last_error)
        VALUES ('tell_of_seat', jsonb_build_object('membership_id', NEW.id), 0, '');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER channel_membership_settled AFTER UPDATE ON channel_membership FOR EACH ROW
    WHEN (
        OLD.suspended_at IS NULL AND NEW.suspended_at IS NOT NULL OR OLD.ends_at IS DISTINCT FROM NEW.ends_at
    ) EXECUTE FUNCTION channel_membership_settled();

-- What the gate changes of a membership stands in its history too.
CREATE FUNCTION channel_membership_remembered() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO channel_historicalmembership (
        id, panel_id, user_id, seat, speaks_for, begins_at, ends_at, deputises_for_id, proposed_by_id, proposed_at,
        confirmed_by_id, confirmed_at, suspended_at, because, certified_until,
        history_date, history_type, history_user_id, history_change_reason)
    SELECT NEW.id, NEW.panel_id, NEW.user_id, NEW.seat, NEW.speaks_for, NEW.begins_at, NEW.ends_at,
        NEW.deputises_for_id, NEW.proposed_by_id, NEW.proposed_at, NEW.confirmed_by_id, NEW.confirmed_at,
        NEW.suspended_at, NEW.because, NEW.certified_until, statement_timestamp(), '~', portal_actor(),
        CASE WHEN NEW.ends_at IS DISTINCT FROM OLD.ends_at THEN 'Ended' ELSE 'Suspended' END;
    RETURN NULL;
END $$;
CREATE TRIGGER channel_membership_remembered AFTER UPDATE ON channel_membership FOR EACH ROW
    WHEN (current_user = 'portal_gate') EXECUTE FUNCTION channel_membership_remembered();

-- Why a seat ended is one of a few words: what else is said of it is sealed in the case's chronology.
CREATE FUNCTION channel_seat_ends_by_a_choice() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    NEW.ended_because := CASE
        WHEN NEW.ended_because IN ('', 'another', 'idle', 'moved', 'left', 'changed', 'ended') THEN NEW.ended_because
        WHEN NEW.ended_because = 'Another seat was taken' THEN 'another'
        WHEN NEW.ended_because = 'The panel has no more business with the case' THEN 'idle'
        WHEN NEW.ended_because = 'Moved to another agency' THEN 'moved'
        WHEN NEW.ended_because = 'Sign-in closed' THEN 'left'
        WHEN NEW.ended_because IN ('Email address changed', 'Password set by somebody else',
                                   'Second factor changed', 'Second factor removed',
                                   'Second factor set up by somebody else') THEN 'changed'
        ELSE 'ended' END;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_seat_ends_by_a_choice BEFORE INSERT OR UPDATE ON channel_seat FOR EACH ROW
    WHEN (NEW.ended_because <> '') EXECUTE FUNCTION channel_seat_ends_by_a_choice();

-- Only the owner of the tables seals secrets anew without anybody's seat resting.
CREATE FUNCTION channel_factor_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF portal_actor() IS DISTINCT FROM NEW.user_id AND NOT portal_itself() THEN
            PERFORM channel_rest_seats(NEW.user_id, 'Second factor set up by somebody else');
            PERFORM channel_account_noted(NEW.user_id, 'Second factor set up by somebody else');
        END IF;
    ELSIF TG_OP = 'DELETE' THEN
        IF OLD.type <> 'recovery_codes' THEN
            PERFORM channel_rest_seats(OLD.user_id, 'Second factor removed');
            PERFORM channel_account_noted(OLD.user_id, 'Second factor removed');
        END IF;
    ELSIF session_user <> (SELECT tableowner FROM pg_tables
                           WHERE schemaname = 'public' AND tablename = 'mfa_authenticator') THEN
        PERFORM channel_rest_seats(OLD.user_id, 'Second factor changed');
        PERFORM channel_rest_seats(NEW.user_id, 'Second factor changed');
        PERFORM channel_account_noted(NEW.user_id, 'Second factor changed');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER channel_factor_changed AFTER UPDATE ON mfa_authenticator FOR EACH ROW
    WHEN (
        (OLD.user_id, OLD.type, OLD.data -> 'secret', OLD.data -> 'seed')
        IS DISTINCT FROM (NEW.user_id, NEW.type, NEW.data -> 'secret', NEW.data -> 'seed')
    ) EXECUTE FUNCTION channel_factor_changed();
CREATE TRIGGER channel_factor_added AFTER INSERT ON mfa_authenticator
    FOR EACH ROW EXECUTE FUNCTION channel_factor_changed();
CREATE TRIGGER channel_factor_removed AFTER DELETE ON mfa_authenticator
    FOR EACH ROW EXECUTE FUNCTION channel_factor_changed();

-- Whoever leaves or moves loses every seat at once; whoever may have become somebody else rests. A password is set by
-- its owner, or by the portal itself for whoever came by its link.
CREATE FUNCTION channel_person_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
        PERFORM channel_end_besides(NEW.id, why);
    ELSIF lower(NEW.email) <> lower(OLD.email) THEN
        PERFORM channel_rest_seats(NEW.id, 'Email address changed');
    ELSIF NEW.password <> OLD.password AND portal_actor() IS DISTINCT FROM NEW.id
          AND NOT portal_itself() THEN
        PERFORM channel_rest_seats(NEW.id, 'Password set by somebody else');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER channel_person_changed AFTER UPDATE ON prevent_portal_user FOR EACH ROW
    WHEN (
        (OLD.email, OLD.password, OLD.is_active, OLD.agency_id)
        IS DISTINCT FROM (NEW.email, NEW.password, NEW.is_active, NEW.agency_id)
    ) EXECUTE FUNCTION channel_person_changed();

-- A password that its owner sets by a link counts where no second factor is asked for as well: then the
-- mailbox alone was enough.
CREATE FUNCTION channel_account_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM channel_account_noted(NEW.id, 'Made a senior officer');
    ELSIF NOT 'executive' = ANY (OLD.roles) THEN
        PERFORM channel_account_noted(NEW.id, 'Made a senior officer');
    ELSIF lower(NEW.email) <> lower(OLD.email) THEN
        PERFORM channel_account_noted(NEW.id, 'Email address changed');
    ELSIF NEW.is_active AND NOT OLD.is_active THEN
        PERFORM channel_account_noted(NEW.id, 'Sign-in opened again');
    ELSIF NEW.password <> OLD.password AND portal_actor() IS DISTINCT FROM NEW.id
          AND (NOT portal_itself() OR NOT EXISTS (
              SELECT FROM mfa_authenticator a WHERE a.user_id = NEW.id AND a.type = 'totp')) THEN
        PERFORM channel_account_noted(NEW.id, 'Password set by somebody else');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER channel_account_changed AFTER UPDATE ON prevent_portal_user FOR EACH ROW
    WHEN (
        'executive' = ANY (NEW.roles)
        AND (OLD.email, OLD.password, OLD.is_active, OLD.roles)
            IS DISTINCT FROM (NEW.email, NEW.password, NEW.is_active, NEW.roles)
    ) EXECUTE FUNCTION channel_account_changed();
CREATE TRIGGER channel_account_made AFTER INSERT ON prevent_portal_user FOR EACH ROW
    WHEN ('executive' = ANY (NEW.roles)) EXECUTE FUNCTION channel_account_changed();

-- Who is told: keys of users, and nothing else.
CREATE FUNCTION channel_seat_tells(of_membership bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT u.id
    FROM channel_membership gone
    JOIN prevent_portal_user u ON u.is_active AND u.id <> gone.user_id
    WHERE (SELECT portal_itself()) AND gone.id = of_membership
      AND ('auditor' = ANY (u.roles) AND gone.seat IN ('chair', 'deputy') OR EXISTS (
          SELECT FROM channel_membership m
          WHERE m.panel_id = gone.panel_id AND m.user_id = u.id
            AND m.seat IN ('chair', 'deputy', 'coordinator') AND channel_membership_in_force(m)))
$$;

-- Who is told that an account that confirms appointments was changed: keys of users, and nothing else.
CREATE FUNCTION channel_account_tells(person bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT u.id FROM prevent_portal_user u
    WHERE (SELECT portal_itself()) AND u.is_active AND u.id <> person
      AND (u.roles && ARRAY['auditor', 'executive']::varchar[] OR EXISTS (
          SELECT FROM channel_membership m
          WHERE m.user_id = u.id AND m.seat IN ('chair', 'deputy') AND channel_membership_in_force(m)))
$$;
