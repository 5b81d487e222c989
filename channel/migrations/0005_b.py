"""Who may read what comes with a referral; and what may be known of cases that are not open to somebody."""

from django.db import migrations

from ..policies import gate_function, gate_reads, keep_history, protect_by, protect_case_table

# Makes the tokens of a case anew, for who may write to it: also for the referral being taken in.
MATCH_BY = """
CREATE FUNCTION channel_match_by(at_case bigint, kinds text[], tokens bytea[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    IF at_case NOT IN (SELECT channel_open_cases('contribute_case')) THEN
        RAISE EXCEPTION 'the case is not open to this person' USING ERRCODE = '42501';
    END IF;
    DELETE FROM channel_matchtoken t WHERE t.case_id = at_case;
    INSERT INTO channel_matchtoken (case_id, kind, token)
    SELECT at_case, given.kind, given.token FROM unnest(kinds, tokens) AS given (kind, token);
END $$
"""

# Cases of a panel that share tokens, most kinds first: reference, dates, whether closed, which kinds.
# A case that is closed to the person acted for by a conflict is left out.
ALIKE = """
CREATE FUNCTION channel_alike(in_panels bigint[], wanted bytea[], before bigint, most int)
RETURNS TABLE (case_id bigint, reference text, received_on date, is_closed boolean, kinds text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.id, c.reference, c.received_on,
           c.status IN ('not_progressed', 'closed', 'six_months', 'twelve_months', 'reviews_done'),
           array_agg(DISTINCT t.kind::text)
    FROM channel_matchtoken t JOIN channel_case c ON c.id = t.case_id
    WHERE t.token = ANY (wanted) AND c.panel_id = ANY (in_panels) AND (before IS NULL OR c.id < before)
      AND NOT EXISTS (SELECT FROM channel_seat s WHERE s.case_id = c.id
                      AND s.user_id = (SELECT portal_actor()) AND s.conflict_at IS NOT NULL)
    GROUP BY c.id
    ORDER BY count(DISTINCT t.kind) DESC, c.id DESC
    LIMIT most
$$
"""

# Earlier referrals to the same panel that look like a case, for who coordinates it: whether or not they are
# open to them, closed or not.
SIMILAR = """
CREATE FUNCTION channel_similar(at_case bigint, wanted bytea[])
RETURNS TABLE (case_id bigint, reference text, received_on date, is_closed boolean, kinds text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT a.* FROM channel_case c
    CROSS JOIN LATERAL channel_alike(ARRAY[c.panel_id], wanted, c.id, 20) a
    WHERE c.id = at_case
      AND c.panel_id IN (SELECT channel_open_panels('coordinator'))
      AND NOT EXISTS (SELECT FROM channel_seat s WHERE s.case_id = at_case
                      AND s.user_id = (SELECT portal_actor()) AND s.conflict_at IS NOT NULL)
$$
"""

# The same by a name that somebody typed, over the panels that the person acted for coordinates.
SEARCH = """
CREATE FUNCTION channel_search(wanted bytea[])
RETURNS TABLE (case_id bigint, reference text, received_on date, is_closed boolean, kinds text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT * FROM channel_alike(ARRAY(SELECT channel_open_panels('coordinator')), wanted, NULL, 20)
$$
"""

# How often a person was referred, and how many of those referrals are closed, as confirmed by somebody:
# two numbers, for who may read one of the cases.
TIMES = """
CREATE FUNCTION channel_times(at_case bigint) RETURNS TABLE (referred bigint, closed bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH RECURSIVE same (id) AS (
        SELECT at_case WHERE at_case IN (SELECT channel_open_cases('view_case'))
        UNION
        SELECT CASE WHEN l.case_id = same.id THEN l.earlier_id ELSE l.case_id END
        FROM same JOIN channel_sameperson l ON l.is_same AND same.id IN (l.case_id, l.earlier_id)
    )
    SELECT count(*), count(*) FILTER (
        WHERE c.status IN ('not_progressed', 'closed', 'six_months', 'twelve_months', 'reviews_done'))
    FROM same JOIN channel_case c ON c.id = same.id
$$
"""

# What somebody outside is told of referrals: those they sent; or those of their agency, for its single
# point of contact. No name, no content, and not where the case stands among those who work on it.
REFERRALS_OF = """
CREATE FUNCTION channel_referrals_of(whose text)
RETURNS TABLE (reference text, received_on date, progress text, feedback_on date, feedback_said text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
$$
"""

# The reference of a referral that a form was sent as, for who holds the form's number: 122 random bits.
SENT_AS = """
CREATE FUNCTION channel_sent_as(form uuid) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT c.reference FROM channel_referral r JOIN channel_case c ON c.id = r.case_id WHERE r.sent_as = form
$$
"""

OWN = "user_id = (SELECT portal_actor())"


class Migration(migrations.Migration):
    dependencies = [("channel", "0004_a")]

    operations = [
        gate_reads("channel_referral", "channel_sameperson", write=["channel_matchtoken"]),
        migrations.RunSQL(
            "GRANT DELETE ON channel_matchtoken TO portal_gate", migrations.RunSQL.noop
        ),
        gate_function("channel_match_by(bigint, text[], bytea[])", MATCH_BY),
        gate_function("channel_alike(bigint[], bytea[], bigint, int)", ALIKE, called_by=None),
        gate_function("channel_similar(bigint, bytea[])", SIMILAR),
        gate_function("channel_search(bytea[])", SEARCH),
        gate_function("channel_times(bigint)", TIMES),
        gate_function("channel_referrals_of(text)", REFERRALS_OF),
        gate_function("channel_sent_as(uuid)", SENT_AS),
        protect_by(
            "channel_matchtoken",
            "case_id IN (SELECT channel_open_cases('coordinate_case'))",
            "false",
        ),
        protect_case_table("channel_sameperson", write="coordinate_case"),
        protect_case_table("channel_historicalsameperson", write="coordinate_case"),
        protect_case_table("channel_attachment"),
        protect_by("channel_draft", OWN, OWN),
        migrations.RunSQL(
            f"DROP POLICY may_remove ON channel_draft;"
            f"CREATE POLICY may_remove ON channel_draft FOR DELETE TO portal_app USING ({OWN})",
            "DROP POLICY may_remove ON channel_draft;"
            "CREATE POLICY may_remove ON channel_draft FOR DELETE TO portal_app USING (false)",
        ),
        keep_history("channel_historicalsameperson", "channel_attachment"),
        migrations.RunSQL(
            "REVOKE INSERT, UPDATE, DELETE ON channel_matchtoken FROM portal_app;"
            "GRANT UPDATE (content, removed_at, removed_by_id, removed_because)"
            " ON channel_attachment TO portal_app",
            migrations.RunSQL.noop,
        ),
    ]
