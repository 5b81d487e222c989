"""Who may read what belongs to the process, and what the gate does for who answers one request."""

from django.db import migrations

from ..policies import gate_function, gate_reads, keep_history, protect_by, protect_case_table

TAKES_ANSWERS = """
CREATE FUNCTION channel_takes_answers(status text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog AS $$
    SELECT status NOT IN ('not_progressed', 'closed', 'six_months', 'twelve_months', 'reviews_done')
$$
"""

# What the gate says of a request to the person who is named on it, and to nobody else: while they work for
# the agency that was asked, can sign in, and have declared no conflict at the case.
REQUEST_STATE = """
CREATE FUNCTION channel_request_state(wanted bigint) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT CASE
        WHEN r.answered_on IS NOT NULL THEN 'answered'
        WHEN r.withdrawn_on IS NOT NULL THEN 'withdrawn'
        WHEN NOT channel_takes_answers(c.status) THEN 'closed'
        ELSE 'open' END
    FROM (SELECT 1) nobody
    LEFT JOIN (channel_informationrequest r
        JOIN channel_case c ON c.id = r.case_id
        JOIN prevent_portal_user u ON u.id = r.answerer_id)
      ON r.id = wanted AND r.answerer_id = (SELECT portal_actor())
      AND u.is_active AND u.agency_id = r.agency_id
      AND NOT EXISTS (SELECT FROM channel_seat s WHERE s.case_id = r.case_id
                      AND s.user_id = r.answerer_id AND s.conflict_at IS NOT NULL)
    WHERE r.id IS NOT NULL
    UNION ALL SELECT NULL LIMIT 1
$$
"""

ASKED_OF_ME = """
CREATE FUNCTION channel_asked_of_me() RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT r.id FROM channel_informationrequest r
    WHERE r.answerer_id = (SELECT portal_actor())
      AND r.answered_on IS NULL AND r.withdrawn_on IS NULL
      AND channel_request_state(r.id) = 'open'
$$
"""

# The key of the case that a request belongs to, as it is wrapped, for as long as the request is open: it
# opens the request's words, and no other row of the case answers to this person.
REQUEST_KEY = """
CREATE FUNCTION channel_request_key(wanted bigint) RETURNS TABLE (name uuid, wrapped bytea, version int)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT k.name, k.wrapped, k.version::int
    FROM channel_informationrequest r JOIN channel_casekey k ON k.case_id = r.case_id
    WHERE r.id = wanted AND channel_request_state(wanted) = 'open'
$$
"""

# Takes an answer if the request is still open once its case is held: then nobody closes the case, withdraws
# the request or answers it beside this.
ANSWER = """
CREATE FUNCTION channel_answer(wanted bigint, nil boolean, said bytea, answered date, noted bytea)
RETURNS text LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
END $$
"""

# Everything of Channel that falls due by a day, and whose list it stands in: references, steps, days and
# users, and no more. A case is its officers'; a request for information its answerer's, by its own number.
DUE = """
CREATE FUNCTION channel_due(day date)
RETURNS TABLE (reference text, step text, due_on date, user_id bigint, seat text, case_id bigint, request_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.reference::text, c.due_step::text, c.due_on, s.user_id, s.seat::text, c.id, NULL::bigint
    FROM channel_case c
    JOIN channel_seat s ON s.case_id = c.id AND s.seat IN ('chair', 'deputy', 'coordinator')
    JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
    LEFT JOIN channel_membership m ON m.id = s.membership_id
    WHERE c.due_on <= day AND c.status NOT IN ('not_progressed', 'reviews_done')
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
    WHERE r.due_on <= day AND r.answered_on IS NULL AND r.withdrawn_on IS NULL
      AND channel_takes_answers(c.status)
      AND NOT EXISTS (SELECT FROM channel_seat s WHERE s.case_id = c.id
                      AND s.user_id = r.answerer_id AND s.conflict_at IS NOT NULL)
    ORDER BY 3, 1, 4
$$
"""

#: Written once, by who coordinates the case.
ONCE = ["deconfliction", "gatewayassessment", "thresholddecision", "section36decision"]


class Migration(migrations.Migration):
    dependencies = [("channel", "0004_process")]

    operations = [
        gate_reads(
            write=["channel_informationrequest", "channel_informationanswer", "channel_caseevent"]
        ),
        gate_function("channel_takes_answers(text)", TAKES_ANSWERS),
        gate_function("channel_request_state(bigint)", REQUEST_STATE),
        gate_function("channel_asked_of_me()", ASKED_OF_ME),
        gate_function("channel_request_key(bigint)", REQUEST_KEY),
        gate_function("channel_answer(bigint, boolean, bytea, date, bytea)", ANSWER),
        gate_function("channel_due(date)", DUE),
        *(protect_case_table(f"channel_{name}", write="coordinate_case") for name in ONCE),
        protect_case_table("channel_alternativepathway", write="coordinate_case"),
        protect_case_table("channel_historicalalternativepathway", write="coordinate_case"),
        protect_by(
            "channel_informationrequest",
            "case_id IN (SELECT channel_open_cases('view_case'))"
            " OR id IN (SELECT channel_asked_of_me())",
            "case_id IN (SELECT channel_open_cases('coordinate_case'))",
        ),
        protect_case_table("channel_historicalinformationrequest", write="coordinate_case"),
        protect_by(
            "channel_informationanswer",
            "case_id IN (SELECT channel_open_cases('view_case'))",
            "false",
        ),
        keep_history(
            *(f"channel_{name}" for name in ONCE),
            "channel_informationanswer",
            "channel_historicalalternativepathway",
            "channel_historicalinformationrequest",
        ),
        migrations.RunSQL(
            "REVOKE INSERT ON channel_informationanswer FROM portal_app", migrations.RunSQL.noop
        ),
    ]
