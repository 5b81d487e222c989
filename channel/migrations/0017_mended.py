"""What a second review found: conflicts across links, files under a hold, what a destruction waits for, who is told."""

from importlib import import_module

from django.db import migrations

from ..policies import gate_function, replaced

seats, observers, rights = (
    import_module(f"channel.migrations.{name}")
    for name in ("0014_seats", "0015_observers_and_corrections", "0016_rights")
)
body_with = seats.body_with
with_trigger = rights.with_trigger

# Every case that is known to be about the person of one: judged the same, or made of it by a transfer, in
# either direction and through each other.
OF_ONE_PERSON = """
CREATE FUNCTION channel_of_one_person(at_case bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
$$
"""

# The conflict is about the person: it closes every case of theirs, and none of them is left without a chair.
DECLARE_CONFLICT = body_with(
    seats.DECLARE_CONFLICT,
    (
        "DECLARE actor bigint := portal_actor();\n",
        "DECLARE actor bigint := portal_actor(); theirs bigint[];\n",
    ),
    (
        """    INSERT INTO channel_caseevent""",
        """    theirs := ARRAY(SELECT o FROM channel_of_one_person(at_case) o WHERE o <> at_case);
    PERFORM FROM channel_case c WHERE c.id = ANY (theirs) ORDER BY c.id FOR UPDATE;
    IF EXISTS (SELECT FROM channel_seat s
               WHERE s.case_id = ANY (theirs) AND s.user_id = actor AND s.seat IN ('chair', 'deputy')
                 AND s.conflict_at IS NULL AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
                 AND channel_chairs_left(s.case_id, actor) = 0) THEN
        RETURN false;
    END IF;
    INSERT INTO channel_caseevent""",
    ),
    (
        """    END IF;
    RETURN true;
""",
        """    END IF;
    UPDATE channel_seat s SET conflict_at = statement_timestamp()
    WHERE s.case_id = ANY (theirs) AND s.user_id = actor AND s.conflict_at IS NULL;
    INSERT INTO channel_seat (case_id, user_id, seat, begins_at, ends_at, conflict_at)
    SELECT o, actor, 'observer', statement_timestamp(), statement_timestamp(), statement_timestamp()
    FROM unnest(theirs) o
    WHERE NOT EXISTS (SELECT FROM channel_seat s
                      WHERE s.case_id = o AND s.user_id = actor AND s.conflict_at IS NOT NULL);
    RETURN true;
""",
    ),
)

# A conflict follows the person to every case of theirs, also through a case between. False where nobody
# would be left to chair one of them.
SHARE_CONFLICTS = """
CREATE FUNCTION channel_share_conflicts(from_case bigint, to_case bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
        UPDATE channel_seat s SET conflict_at = statement_timestamp()
        WHERE s.case_id = held.case_id AND s.user_id = held.user_id AND s.conflict_at IS NULL;
        IF NOT FOUND THEN
            INSERT INTO channel_seat (case_id, user_id, seat, given_by_id, begins_at, ends_at, conflict_at)
            VALUES (held.case_id, held.user_id, held.seat, portal_actor(), statement_timestamp(),
                    statement_timestamp(), statement_timestamp());
        END IF;
    END LOOP;
    RETURN true;
END $$
"""

# A file is taken out once, in one's own name, and not while somebody has a claim to what it says.
TAKEN_OUT = """
CREATE FUNCTION channel_attachment_taken_out() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
    FOR EACH ROW EXECUTE FUNCTION channel_attachment_taken_out()
"""

# A decision from before a hold was lifted, or a request decided, was made without knowing what came of it.
OVERTAKEN = """EXISTS (SELECT FROM channel_legalhold h WHERE h.case_id = {0}.case_id AND h.lifted_on > {0}."on")
       OR EXISTS (SELECT FROM channel_rightsrequest q WHERE q.case_id = {0}.case_id AND q.decided_on > {0}."on")"""
RETENTION = body_with(
    rights.RETENTION,
    (
        "CASE n.decision WHEN 'destroy' THEN n.by_id END",
        f"CASE WHEN n.decision = 'destroy' AND NOT ({OVERTAKEN.format('n')}) THEN n.by_id END",
    ),
)

DESTROY = body_with(
    rights.DESTROY,
    (
        "       OR EXISTS (SELECT FROM channel_rightsrequest q WHERE q.case_id = at_case AND q.decided_on IS NULL) THEN\n",
        f"""       OR EXISTS (SELECT FROM channel_rightsrequest q WHERE q.case_id = at_case AND q.decided_on IS NULL)
       OR r.ground = 'erasure' AND NOT EXISTS (
           SELECT FROM channel_rightsrequest q
           WHERE q.case_id = at_case AND q.kind = 'erasure' AND q.decision IN ('granted', 'partly'))
       OR {OVERTAKEN.format("r")}
       OR EXISTS (SELECT FROM channel_agendaitem i JOIN channel_panelmeeting m ON m.id = i.meeting_id
                  WHERE i.case_id = at_case AND i.removed_at IS NULL AND m.status IN ('planned', 'open')) THEN
""",  # noqa: S608 - ours
    ),
    (
        "    INSERT INTO channel_destruction",
        """    IF held IS NULL OR held !~ '^[A-Za-z0-9 ,()-]{1,60}: [0-9]{1,6}(\\n[A-Za-z0-9 ,()-]{1,60}: [0-9]{1,6})*$' THEN
        RAISE EXCEPTION 'a certificate says how much of each kind, and no more' USING ERRCODE = '42501';
    END IF;
    INSERT INTO channel_destruction""",
    ),
)

UNSHARED = body_with(
    observers.UNSHARED,
    (
        "      AND c.due_step <> 'share'\n",
        "      AND c.due_step <> 'share' AND c.id NOT IN (SELECT channel_destroyed())\n",
    ),
)

# Who is told is for the portal itself, which writes to them.
NOBODY = "(SELECT portal_actor()) IS NULL AND"
SEAT_TELLS = body_with(
    seats.SEAT_TELLS, ("WHERE gone.id = of_membership", f"WHERE {NOBODY} gone.id = of_membership")
)
ACCOUNT_TELLS = body_with(
    seats.ACCOUNT_TELLS,
    (
        "    WHERE u.is_active AND u.id <> person",
        f"    WHERE {NOBODY} u.is_active AND u.id <> person",
    ),
)
REQUEST_TELLS = body_with(
    seats.REQUEST_TELLS, ("WHERE r.id = of_request", f"WHERE {NOBODY} r.id = of_request")
)

# A period begins four weeks ahead at the earliest, so that others see it before anything is due by it; and
# one that was set only ends.
PERIOD_AHEAD = """
CREATE FUNCTION channel_retentionrule_is_set_ahead() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
CREATE TRIGGER channel_retentionrule_is_set_ahead BEFORE INSERT OR UPDATE ON channel_retentionrule
    FOR EACH ROW WHEN (current_user = 'portal_app') EXECUTE FUNCTION channel_retentionrule_is_set_ahead()
"""

_READ = (
    "ALTER POLICY may_read ON channel_historicalcase USING (id IN (SELECT channel_open_cases('{0}')));"
    "ALTER POLICY may_read ON channel_historicalobservertext"
    " USING (case_id IN (SELECT channel_open_cases('{0}')))"
)


class Migration(migrations.Migration):
    dependencies = [("channel", "0016_rights")]

    operations = [
        gate_function("channel_of_one_person(bigint)", OF_ONE_PERSON, called_by=None),
        replaced(DECLARE_CONFLICT, seats.DECLARE_CONFLICT),
        replaced(SHARE_CONFLICTS, rights.SHARE_CONFLICTS),
        *with_trigger(
            "channel_attachment_taken_out()",
            TAKEN_OUT,
            ("channel_attachment_taken_out", "channel_attachment"),
        ),
        replaced(RETENTION, rights.RETENTION),
        replaced(DESTROY, rights.DESTROY),
        replaced(UNSHARED, observers.UNSHARED),
        replaced(SEAT_TELLS, seats.SEAT_TELLS),
        replaced(ACCOUNT_TELLS, seats.ACCOUNT_TELLS),
        replaced(REQUEST_TELLS, seats.REQUEST_TELLS),
        *with_trigger(
            "channel_retentionrule_is_set_ahead()",
            PERIOD_AHEAD,
            ("channel_retentionrule_is_set_ahead", "channel_retentionrule"),
        ),
        # what a case was, and what was written for observers before, is not for them
        migrations.RunSQL(_READ.format("view_case"), _READ.format("observe_case")),
    ]
