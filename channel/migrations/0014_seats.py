"""Who may open a case, after it was attacked: what outlived a seat, an account or a role does so no more."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models

from ..policies import gate_function, gate_reads, protect_by, recreated, replaced

gate, panel, factor, secure = (
    import_module(f"channel.migrations.{name}")
    for name in ("0002_gate", "0006_panel", "0010_factor", "0011_secure")
)


def body_with(function, *changes):
    """A function's body with some of its words changed; each stands in it once."""
    for was, now in changes:
        if function.count(was) != 1:
            raise ValueError(f"{was!r} stands {function.count(was)} times")
        function = function.replace(was, now)
    return function


# Who may open what

# A grant is a row that may outlive its seat: it counts only for what the seat in force allows. Who takes a
# referral in reads and fills it, and does nothing else with it.
OPEN_CASES = body_with(
    secure.OPEN_CASES,
    (
        "    WHERE s.user_id = (SELECT id FROM me)\n      AND s.conflict_at IS NULL\n",
        """    WHERE s.user_id = (SELECT id FROM me)
      AND s.seat = ANY (ARRAY(
          SELECT given.seat
          FROM unnest(ARRAY['chair', 'deputy', 'coordinator', 'member', 'invited', 'observer']) AS given (seat)
          WHERE wanted = ANY (channel_grants_of(given.seat))))
      AND s.conflict_at IS NULL
""",
    ),
    (
        "AS id) t WHERE t.id IS NOT NULL",
        "AS id) t\n    WHERE t.id IS NOT NULL AND wanted IN ('observe_case', 'view_case', 'contribute_case')",
    ),
)

SEAT_APPOINTED = body_with(
    gate.SEAT_APPOINTED,
    (
        "      AND s.ends_at IS NULL AND s.conflict_at IS NULL AND",
        "      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp()) AND s.conflict_at IS NULL AND",
    ),
    (
        "                          AND (s.ends_at IS NULL OR s.conflict_at IS NOT NULL))",
        "                          AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp()\n"
        "                               OR s.conflict_at IS NOT NULL))",
    ),
)

NOT_BY_TAKING_IN = "at_case IS NOT DISTINCT FROM channel_taking_in() OR at_case NOT IN"

# Says what became of it: given, seated (there is a seat already), conflict, or too long. Somebody invited,
# and an observer, stays for as many months at most as a seat on the panel is certified for.
SEAT_AT = """
CREATE FUNCTION channel_seat_at(at_case bigint, to_user bigint, as_seat text, until timestamptz, months int DEFAULT 6)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE by_membership bigint;
BEGIN
    PERFORM FROM channel_case c WHERE c.id = at_case FOR NO KEY UPDATE;
    IF at_case IS NOT DISTINCT FROM channel_taking_in() OR at_case NOT IN (SELECT channel_open_cases('coordinate_case')) OR to_user = portal_actor() THEN
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
END $$
"""

SEAT_MEMBERS = body_with(
    panel.SEAT_MEMBERS,
    ("at_case NOT IN", NOT_BY_TAKING_IN),
    (
        """m.seat = 'member' AND m.confirmed_at IS NOT NULL
          AND m.suspended_at IS NULL AND m.begins_at <= statement_timestamp()
          AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())
""",
        """m.seat = 'member' AND m.user_id <> portal_actor()
          AND channel_membership_in_force(m)
""",
    ),
)

END_SEAT = body_with(
    gate.END_SEAT,
    (
        "at_case NOT IN (SELECT channel_open_cases('coordinate_case'))",
        f"{NOT_BY_TAKING_IN} (SELECT channel_open_cases('coordinate_case')) OR of_user = portal_actor()",
    ),
)

END_BUSINESS = body_with(
    panel.END_BUSINESS,
    ("at_case NOT IN", NOT_BY_TAKING_IN),
    ("'view_case'", "'contribute_case'"),
)

# A conflict is declared by whoever may open the case, also in an emergency: who has no seat gets a row that
# says so, and ended as it began.
DECLARE_CONFLICT = """
CREATE FUNCTION channel_declare_conflict(at_case bigint, day date, said bytea) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE actor bigint := portal_actor();
BEGIN
    PERFORM FROM channel_case c WHERE c.id = at_case FOR UPDATE;
    IF at_case IS NOT DISTINCT FROM channel_taking_in() OR at_case NOT IN (SELECT channel_open_cases('observe_case')) THEN
        RAISE EXCEPTION 'the case is not open to this person' USING ERRCODE = '42501';
    END IF;
    IF at_case IN (SELECT channel_open_cases('chair_case')) AND channel_chairs_left(at_case, actor) = 0 THEN
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
    RETURN true;
END $$
"""

# Accounts that appoint

# When an account that confirms appointments was last changed by others, and from when on it confirms again.
# Seven days: a week holds every day of the week on which the portal writes to anybody, so that those who are
# told have read it. Before the first referral there is nothing to open, and nothing is noted: so that a
# portal can be set up in an afternoon.
ACCOUNT_NOTED = """
CREATE FUNCTION channel_account_noted(person bigint, why text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
$$
"""

# A password that its owner sets by a link counts where no second factor is asked for as well: then the
# mailbox alone was enough.
ACCOUNT_CHANGED = """
CREATE FUNCTION channel_account_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
          AND (portal_actor() IS NOT NULL OR NOT EXISTS (
              SELECT FROM mfa_authenticator a WHERE a.user_id = NEW.id AND a.type = 'totp')) THEN
        PERFORM channel_account_noted(NEW.id, 'Password set by somebody else');
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER channel_account_made AFTER INSERT ON prevent_portal_user
    FOR EACH ROW WHEN ('executive' = ANY (NEW.roles)) EXECUTE FUNCTION channel_account_changed();
CREATE TRIGGER channel_account_changed AFTER UPDATE ON prevent_portal_user
    FOR EACH ROW WHEN (
        'executive' = ANY (NEW.roles) AND (OLD.email, OLD.password, OLD.is_active, OLD.roles)
        IS DISTINCT FROM (NEW.email, NEW.password, NEW.is_active, NEW.roles))
    EXECUTE FUNCTION channel_account_changed()
"""

SETTLED = """
CREATE FUNCTION channel_is_settled(person bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT NOT EXISTS (
        SELECT FROM channel_accountchange a WHERE a.user_id = person AND a.until > statement_timestamp())
$$
"""
CONFIRMS = "channel_appoints('confirms')"
CONFIRMS_SETTLED = "channel_appoints('confirms') AND channel_is_settled(portal_actor())"

TWO_PEOPLE = body_with(
    gate.TWO_PEOPLE.partition("CREATE TRIGGER")[0].rstrip().rstrip(";"),
    ("NEW.proposed_by_id IS DISTINCT FROM actor OR", "NEW.proposed_by_id IS DISTINCT FROM actor OR NEW.user_id = actor OR"),
    (CONFIRMS, CONFIRMS_SETTLED),
    ("NEW.confirmed_by_id IS DISTINCT FROM actor OR NOT (", "NEW.confirmed_by_id IS DISTINCT FROM actor OR OLD.ends_at IS NOT NULL OR NOT ("),
    (
        "OR OLD.ends_at <= statement_timestamp() AND NEW.ends_at IS DISTINCT FROM OLD.ends_at THEN",
        """OR NEW.ends_at IS DISTINCT FROM OLD.ends_at AND (
             OLD.ends_at <= statement_timestamp() OR NEW.ends_at IS NULL OR NEW.ends_at > OLD.ends_at) THEN""",
    ),
)  # fmt: skip

IN_TRUST = body_with(
    factor.IN_TRUST.partition("CREATE TRIGGER")[0].rstrip().rstrip(";"),
    (f"NOT {CONFIRMS}", f"NOT ({CONFIRMS_SETTLED})"),
)

# Who may use emergency access

# Named for a year at most, as long as any seat is certified for: holders are few, their access is seldom
# used, and a year is how long a list of names stays right that nobody looks at. The year begins when the
# naming is confirmed, and is never lengthened: they are named anew.
HOLDER_BY_TWO = """
CREATE FUNCTION channel_glassholder_by_two() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
           OR OLD.ends_at IS NOT NULL OR NOT (channel_appoints('confirms') AND channel_is_settled(portal_actor())) THEN
            RAISE EXCEPTION 'this person may not confirm this holder' USING ERRCODE = '42501';
        END IF;
        NEW.ends_at := least(coalesce(NEW.ends_at, 'infinity'), channel_certified_until(12));
    END IF;
    RETURN NEW;
END $$
"""

BREAK_GLASS = body_with(
    secure.BREAK_GLASS, ("    LIMIT 1\n", "    ORDER BY h.confirmed_at DESC\n    LIMIT 1\n")
)

# The days on which namings end that nobody has renewed, from one day to another: no name, no panel.
GLASS_ENDING = """
CREATE FUNCTION channel_glass_ending(first date, last date) RETURNS SETOF date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT DISTINCT (h.ends_at AT TIME ZONE 'Europe/London')::date
    FROM channel_glassholder h JOIN prevent_portal_user u ON u.id = h.user_id AND u.is_active
    WHERE h.confirmed_at IS NOT NULL
      AND (h.ends_at AT TIME ZONE 'Europe/London')::date BETWEEN first AND last
      AND NOT EXISTS (
          SELECT FROM channel_glassholder n
          WHERE n.panel_id = h.panel_id AND n.user_id = h.user_id AND n.confirmed_at IS NOT NULL
            AND n.ends_at > h.ends_at)
$$
"""

# What ends and rests by itself

# What a person sits on rests until somebody who chairs the panel has asked them. What was proposed, what they
# were given at one case alone, emergency access and what they were asked ends: it can be given again.
REST_SEATS = """
CREATE FUNCTION channel_rest_seats(person bigint, why text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    UPDATE channel_membership SET suspended_at = statement_timestamp(), because = why
    WHERE user_id = person AND confirmed_at IS NOT NULL AND suspended_at IS NULL
      AND (ends_at IS NULL OR ends_at > statement_timestamp());
    UPDATE channel_membership SET ends_at = statement_timestamp(), because = why
    WHERE user_id = person AND confirmed_at IS NULL AND (ends_at IS NULL OR ends_at > statement_timestamp());
    UPDATE channel_seat SET ends_at = statement_timestamp(), ended_because = why
    WHERE user_id = person AND membership_id IS NULL AND conflict_at IS NULL
      AND (ends_at IS NULL OR ends_at > statement_timestamp());
    SELECT channel_end_besides(person, why);
$$
"""

# What of a person's is no seat: emergency access, and requests for information that are open.
END_BESIDES = """
CREATE FUNCTION channel_end_besides(person bigint, why text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
$$
"""

PERSON_CHANGED = body_with(
    factor.PERSON_CHANGED.partition("CREATE TRIGGER")[0].rstrip().rstrip(";"),
    (
        """          AND (ends_at IS NULL OR ends_at > statement_timestamp());
    ELSIF""",
        """          AND (ends_at IS NULL OR ends_at > statement_timestamp());
        PERFORM channel_end_besides(NEW.id, why);
    ELSIF""",
    ),
)

FACTOR_CHANGED = body_with(
    factor.FACTOR_CHANGED.partition("CREATE TRIGGER")[0].rstrip().rstrip(";"),
    (
        "        PERFORM channel_rest_seats(NEW.user_id, 'Second factor changed');\n",
        "        PERFORM channel_rest_seats(NEW.user_id, 'Second factor changed');\n"
        "        PERFORM channel_account_noted(NEW.user_id, 'Second factor changed');\n",
    ),
    (
        "            PERFORM channel_rest_seats(OLD.user_id, 'Second factor removed');\n",
        "            PERFORM channel_rest_seats(OLD.user_id, 'Second factor removed');\n"
        "            PERFORM channel_account_noted(OLD.user_id, 'Second factor removed');\n",
    ),
)

# How many open cases would be left without a chair or deputy, without asking who wants to know.
LEFT_ALONE_BY = """
CREATE FUNCTION channel_left_alone(ending bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
END $$
"""

# Nobody takes the last chair of a case away, by whatever page or statement; but a sign-in can always be
# closed, since that is what one does about somebody who must see nothing from this minute on. PR001 is what
# the portal shows to people as a sentence.
KEEPS_A_CHAIR = """
CREATE FUNCTION channel_membership_keeps_a_chair() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF channel_membership_in_force(OLD)
       AND EXISTS (SELECT FROM prevent_portal_user u WHERE u.id = OLD.user_id AND u.is_active)
       AND channel_left_alone(OLD.id) > 0 THEN
        RAISE EXCEPTION 'Open cases would be left without a chair or deputy who may open them. Appoint another chair or deputy of that panel first.'
            USING ERRCODE = 'PR001';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_membership_keeps_a_chair BEFORE UPDATE ON channel_membership
    FOR EACH ROW WHEN (
        OLD.seat IN ('chair', 'deputy')
        AND (OLD.suspended_at IS NULL AND NEW.suspended_at IS NOT NULL
             OR OLD.ends_at IS DISTINCT FROM NEW.ends_at))
    EXECUTE FUNCTION channel_membership_keeps_a_chair()
"""

# With a seat on the panel end the seats at cases that came with it, and the panel's officers are told; what
# the database changed by itself stands in the history too.
MEMBERSHIP_SETTLED = """
CREATE FUNCTION channel_membership_settled() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
CREATE TRIGGER channel_membership_settled AFTER UPDATE ON channel_membership
    FOR EACH ROW WHEN (
        OLD.suspended_at IS NULL AND NEW.suspended_at IS NOT NULL
        OR OLD.ends_at IS DISTINCT FROM NEW.ends_at)
    EXECUTE FUNCTION channel_membership_settled()
"""

_PAST = {
    "membership": "id, panel_id, user_id, seat, speaks_for, begins_at, ends_at, deputises_for_id, proposed_by_id,"
    " proposed_at, confirmed_by_id, confirmed_at, suspended_at, because, certified_until",
    "glassholder": "id, panel_id, user_id, minutes, proposed_by_id, proposed_at, confirmed_by_id, confirmed_at,"
    " ends_at",
}
_NEW = {table: "NEW." + names.replace(", ", ", NEW.") for table, names in _PAST.items()}


def remembered(table):
    """A trigger that copies beside a row what the gate changed in it, in the name of who is acted for."""
    name = f"channel_{table}_remembered"
    why = (
        "CASE WHEN NEW.ends_at IS DISTINCT FROM OLD.ends_at THEN 'Ended' ELSE 'Suspended' END"
        if table == "membership"
        else "'Ended'"
    )
    return factor.with_trigger(
        f"{name}()",
        f"""
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    INSERT INTO channel_historical{table} ({_PAST[table]},
        history_date, history_type, history_user_id, history_change_reason)
    SELECT {_NEW[table]}, statement_timestamp(), '~', portal_actor(), {why};
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER UPDATE ON channel_{table}
    FOR EACH ROW WHEN (current_user = 'portal_gate') EXECUTE FUNCTION {name}()
""",
        (name, f"channel_{table}"),
    )


# Who is told: keys of users, and nothing else.
SEAT_TELLS = """
CREATE FUNCTION channel_seat_tells(of_membership bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT u.id
    FROM channel_membership gone
    JOIN prevent_portal_user u ON u.is_active AND u.id <> gone.user_id
    WHERE gone.id = of_membership
      AND ('auditor' = ANY (u.roles) AND gone.seat IN ('chair', 'deputy') OR EXISTS (
          SELECT FROM channel_membership m
          WHERE m.panel_id = gone.panel_id AND m.user_id = u.id
            AND m.seat IN ('chair', 'deputy', 'coordinator') AND channel_membership_in_force(m)))
$$
"""

ACCOUNT_TELLS = """
CREATE FUNCTION channel_account_tells(person bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT u.id FROM prevent_portal_user u
    WHERE u.is_active AND u.id <> person
      AND (u.roles && ARRAY['auditor', 'executive']::varchar[] OR EXISTS (
          SELECT FROM channel_membership m
          WHERE m.user_id = u.id AND m.seat IN ('chair', 'deputy') AND channel_membership_in_force(m)))
$$
"""

REQUEST_TELLS = """
CREATE FUNCTION channel_request_tells(of_request bigint) RETURNS TABLE (user_id bigint, case_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT s.user_id, s.case_id
    FROM channel_informationrequest r
    JOIN channel_seat s ON s.case_id = r.case_id AND s.seat IN ('chair', 'deputy', 'coordinator')
    JOIN channel_membership m ON m.id = s.membership_id AND channel_membership_in_force(m)
    JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
    WHERE r.id = of_request AND s.conflict_at IS NULL
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
$$
"""

# What is written in whose name

# Whoever contributes to a case adds to what belongs to it; the case itself is run by who coordinates it. Its
# panel and its reference are what they were made: a case goes to another panel as a case of that panel.
CASE_STAYS = """
CREATE FUNCTION channel_case_stays() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF (NEW.id, NEW.panel_id, NEW.reference) IS DISTINCT FROM (OLD.id, OLD.panel_id, OLD.reference) THEN
        RAISE EXCEPTION 'a case keeps its panel and its reference' USING ERRCODE = '42501';
    ELSIF NEW.id NOT IN (SELECT channel_open_cases('coordinate_case')) THEN
        RAISE EXCEPTION 'only who coordinates a case changes it' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_case_stays BEFORE UPDATE ON channel_case
    FOR EACH ROW WHEN (current_user <> 'portal_gate' AND OLD IS DISTINCT FROM NEW)
    EXECUTE FUNCTION channel_case_stays()
"""

EVENT_BY = """
CREATE FUNCTION channel_event_by_who_acts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.by_id IS DISTINCT FROM portal_actor() THEN
        RAISE EXCEPTION 'what happened is written in one''s own name' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_event_by_who_acts BEFORE INSERT ON channel_caseevent
    FOR EACH ROW EXECUTE FUNCTION channel_event_by_who_acts()
"""

HISTORY_BY = """
CREATE FUNCTION channel_history_by_who_acts() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
    IF NEW.history_user_id IS DISTINCT FROM portal_actor() THEN
        RAISE EXCEPTION 'history is written in one''s own name' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$
"""
_EACH_PAST = """
DO $do$
DECLARE past text;
BEGIN
    FOR past IN SELECT tablename FROM pg_tables
                WHERE schemaname = 'public' AND tablename LIKE 'channel\\_historical%' ORDER BY 1
    LOOP EXECUTE format('{statement}', past);
    END LOOP;
END $do$
"""
HISTORY_TRIGGERS = migrations.RunSQL(
    _EACH_PAST.format(
        statement="CREATE TRIGGER channel_history_by_who_acts BEFORE INSERT ON %I"
        " FOR EACH ROW EXECUTE FUNCTION channel_history_by_who_acts()"
    ),
    _EACH_PAST.format(statement="DROP TRIGGER channel_history_by_who_acts ON %I"),
)

# A statement is drafted and signed in one's own name; who signs chairs the panel and wrote none of it.
STATEMENT_BY = """
CREATE FUNCTION channel_statement_by_who_acts() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE actor bigint := portal_actor();
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.drafted_by_id IS DISTINCT FROM actor OR NEW.signed_by_id IS NOT NULL THEN
            RAISE EXCEPTION 'a statement is drafted in one''s own name' USING ERRCODE = '42501';
        END IF;
    ELSIF (NEW.panel_id, NEW.year, NEW.drafted_by_id)
          IS DISTINCT FROM (OLD.panel_id, OLD.year, OLD.drafted_by_id) THEN
        RAISE EXCEPTION 'a statement stays that of its panel and year' USING ERRCODE = '42501';
    ELSIF NEW.signed_by_id IS NOT NULL AND (
          NEW.signed_by_id IS DISTINCT FROM actor
          OR NEW.panel_id NOT IN (SELECT channel_open_panels('chair'))
          OR EXISTS (SELECT FROM channel_historicalassurancestatement h
                     WHERE h.id = NEW.id AND h.history_user_id = actor)
          OR EXISTS (SELECT FROM channel_historicalassuranceanswer h
                     WHERE h.statement_id = NEW.id AND h.history_user_id = actor)) THEN
        RAISE EXCEPTION 'a chair signs in their own name, who wrote none of it' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER channel_statement_by_who_acts BEFORE INSERT OR UPDATE ON channel_assurancestatement
    FOR EACH ROW EXECUTE FUNCTION channel_statement_by_who_acts()
"""

# Who keeps what says nothing about a person: Channel's lists and panels, or the numbers that were published.
# The same roles as in prevent_portal/roles.py; a test compares them.
KEEPS = """
CREATE FUNCTION channel_keeps(what text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT EXISTS (
        SELECT FROM prevent_portal_user u
        WHERE u.id = (SELECT portal_actor()) AND u.is_active
          AND u.roles && (CASE what
              WHEN 'lists' THEN ARRAY['administrator', 'channel_chair', 'channel_coordinator']
              WHEN 'published' THEN ARRAY['prevent_lead'] END)::varchar[])
$$
"""
_LISTS, _PUBLISHED = "(SELECT channel_keeps('lists'))", "(SELECT channel_keeps('published'))"
KEPT_BY = {
    "panel": f"{_LISTS} OR id IN (SELECT channel_open_panels('chair'))",
    **dict.fromkeys(("term", "ageband", "clock"), _LISTS),
    **dict.fromkeys(("nationalseries", "assurancestandard", "assuranceextent"), _PUBLISHED),
}


def _written_by(condition, table):
    return (
        f"ALTER POLICY may_add ON channel_{table} WITH CHECK ({condition});"
        f"ALTER POLICY may_change ON channel_{table} USING ({condition}) WITH CHECK ({condition});"
    )


def written_by_keepers():
    """The tables that anybody may read are written by those who keep them."""
    for name, condition in KEPT_BY.items():
        for past in ("", "historical"):
            table = f"{past}{name}"
            yield migrations.RunSQL(_written_by(condition, table), _written_by("true", table))


# What stood so before: seats whose panel seat has ended, holders without an end.
TIDIED = """
UPDATE channel_seat s SET ends_at = m.ends_at, ended_because = 'The seat on the panel ended'
FROM channel_membership m
WHERE m.id = s.membership_id AND m.ends_at <= statement_timestamp() AND s.conflict_at IS NULL
  AND (s.ends_at IS NULL OR s.ends_at > m.ends_at);
UPDATE channel_glassholder SET ends_at = greatest(
    confirmed_at + interval '12 months', statement_timestamp() + interval '1 month')
WHERE confirmed_at IS NOT NULL AND ends_at IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0013_uploads"),
        ("prevent_portal", "0009_secure"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(TIDIED, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="AccountChange",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "until",
                    models.DateTimeField(help_text="From when on the account confirms again"),
                ),
                ("what", models.CharField(max_length=60)),
            ],
            options={"ordering": ["-at"], "default_permissions": ()},
        ),
        *(
            migrations.AddField(
                name,
                "lapsed_because",
                models.CharField(
                    blank=True,
                    db_default="",
                    help_text="What changed about the answerer's account, so that the portal withdrew it",
                    max_length=60,
                ),
            )
            for name in ("informationrequest", "historicalinformationrequest")
        ),
        AddConstraintNotValid(
            "membership",
            models.CheckConstraint(
                condition=models.Q(("proposed_by", models.F("user")), _negated=True),
                name="channel_membership_nobody_proposes_themselves",
                violation_error_message="Nobody can propose themselves.",
            ),
        ),
        migrations.AddConstraint(
            "glassholder",
            models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_at", None), ("ends_at__isnull", False), _connector="OR"
                ),
                name="channel_glassholder_confirmed_until_a_day",
            ),
        ),
        gate_reads(
            "channel_historicalassurancestatement",
            "channel_historicalassuranceanswer",
            write=[
                "channel_accountchange",
                "channel_historicalmembership",
                "channel_historicalglassholder",
            ],
        ),
        gate_reads("mfa_authenticator", write=["prevent_portal_outbox"]),
        protect_by(
            "channel_accountchange",
            f"user_id = (SELECT portal_actor()) OR {secure.NAMES_HOLDERS} OR {secure.IS_AUDITOR}",
            "false",
        ),
        migrations.RunSQL(
            "REVOKE INSERT, UPDATE, DELETE ON channel_accountchange FROM portal_app",
            migrations.RunSQL.noop,
        ),
        replaced(OPEN_CASES, secure.OPEN_CASES),
        replaced(SEAT_APPOINTED, gate.SEAT_APPOINTED),
        recreated(
            ("channel_seat_at(bigint, bigint, text, timestamptz, int)", SEAT_AT),
            ("channel_seat_at(bigint, bigint, text, timestamptz)", gate.SEAT_AT),
        ),
        replaced(SEAT_MEMBERS, panel.SEAT_MEMBERS),
        replaced(END_SEAT, gate.END_SEAT),
        replaced(END_BUSINESS, panel.END_BUSINESS),
        recreated(
            ("channel_declare_conflict(bigint, date, bytea)", DECLARE_CONFLICT),
            ("channel_declare_conflict(bigint)", gate.DECLARE_CONFLICT),
        ),
        gate_function("channel_account_noted(bigint, text)", ACCOUNT_NOTED, called_by=None),
        *factor.with_trigger(
            "channel_account_changed()",
            ACCOUNT_CHANGED,
            ("channel_account_made", "prevent_portal_user"),
            ("channel_account_changed", "prevent_portal_user"),
        ),
        gate_function("channel_is_settled(bigint)", SETTLED, called_by=None),
        replaced(TWO_PEOPLE, gate.TWO_PEOPLE.partition("CREATE TRIGGER")[0].rstrip().rstrip(";")),
        replaced(IN_TRUST, factor.IN_TRUST.partition("CREATE TRIGGER")[0].rstrip().rstrip(";")),
        replaced(
            HOLDER_BY_TWO, secure.HOLDER_BY_TWO.partition("CREATE TRIGGER")[0].rstrip().rstrip(";")
        ),
        replaced(BREAK_GLASS, secure.BREAK_GLASS),
        gate_function("channel_glass_ending(date, date)", GLASS_ENDING),
        gate_function("channel_end_besides(bigint, text)", END_BESIDES, called_by=None),
        replaced(REST_SEATS, factor.REST_SEATS),
        replaced(
            PERSON_CHANGED,
            factor.PERSON_CHANGED.partition("CREATE TRIGGER")[0].rstrip().rstrip(";"),
        ),
        replaced(
            FACTOR_CHANGED,
            factor.FACTOR_CHANGED.partition("CREATE TRIGGER")[0].rstrip().rstrip(";"),
        ),
        gate_function("channel_left_alone(bigint)", LEFT_ALONE_BY, called_by=None),
        *factor.with_trigger(
            "channel_membership_keeps_a_chair()",
            KEEPS_A_CHAIR,
            ("channel_membership_keeps_a_chair", "channel_membership"),
        ),
        *factor.with_trigger(
            "channel_membership_settled()",
            MEMBERSHIP_SETTLED,
            ("channel_membership_settled", "channel_membership"),
        ),
        *remembered("membership"),
        *remembered("glassholder"),
        gate_function("channel_seat_tells(bigint)", SEAT_TELLS),
        gate_function("channel_account_tells(bigint)", ACCOUNT_TELLS),
        gate_function("channel_request_tells(bigint)", REQUEST_TELLS),
        *factor.with_trigger(
            "channel_case_stays()", CASE_STAYS, ("channel_case_stays", "channel_case")
        ),
        *factor.with_trigger(
            "channel_event_by_who_acts()",
            EVENT_BY,
            ("channel_event_by_who_acts", "channel_caseevent"),
        ),
        # the owner's, who puts it on each table of history; it sees no more than who writes
        migrations.RunSQL(HISTORY_BY, "DROP FUNCTION channel_history_by_who_acts()"),
        HISTORY_TRIGGERS,
        *factor.with_trigger(
            "channel_statement_by_who_acts()",
            STATEMENT_BY,
            ("channel_statement_by_who_acts", "channel_assurancestatement"),
        ),
        gate_function("channel_keeps(text)", KEEPS),
        *written_by_keepers(),
    ]
