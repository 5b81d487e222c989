"""Which of all cases are open is found in half the time: seats and grants are read from their indexes alone."""

from django.db import migrations, models

from ..policies import gate_function, replaced

# The conditions are those of before, in the same order. Seats come in the order of their cases, as grants do, so that
# the two are merged; memberships are few, and looked through.
OPEN_CASES = """
CREATE FUNCTION channel_open_cases(wanted text) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH me AS MATERIALIZED (
        SELECT u.id FROM prevent_portal_user u WHERE u.id = (SELECT portal_actor()) AND u.is_active
    )
    SELECT s.case_id
    FROM channel_seat s
    WHERE s.user_id = (SELECT id FROM me)
      AND s.seat = ANY (ARRAY(
          SELECT given.seat
          FROM unnest(ARRAY['chair', 'deputy', 'coordinator', 'member', 'invited', 'observer']) AS given (seat)
          WHERE wanted = ANY (channel_grants_of(given.seat))))
      AND s.conflict_at IS NULL
      AND s.begins_at <= statement_timestamp()
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND (s.membership_id IS NULL OR s.membership_id = ANY (ARRAY(
          SELECT m.id FROM channel_membership m
          WHERE m.user_id = (SELECT id FROM me) AND channel_membership_in_force(m))))
      AND s.case_id IN (
          SELECT g.content_object_id FROM channel_caseuserpermission g
          WHERE g.user_id = (SELECT id FROM me) AND g.permission_id = (
              SELECT p.id FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
              WHERE t.app_label = 'channel' AND t.model = 'case' AND p.codename = wanted))
    UNION ALL
    SELECT b.case_id
    FROM channel_breakglass b
    JOIN channel_case c ON c.id = b.case_id
    WHERE wanted IN ('observe_case', 'view_case')
      AND b.by_id = (SELECT id FROM me)
      AND b.until > statement_timestamp()
      AND channel_holds_glass(c.panel_id, b.by_id)
      AND NOT EXISTS (SELECT FROM channel_seat s
                      WHERE s.case_id = b.case_id AND s.user_id = b.by_id AND s.conflict_at IS NOT NULL)
    UNION ALL
    SELECT t.id FROM (SELECT channel_taking_in() AS id) t
    WHERE t.id IS NOT NULL AND wanted IN ('observe_case', 'view_case', 'contribute_case')
$$
"""

BEFORE = """
CREATE FUNCTION channel_open_cases(wanted text) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH me AS MATERIALIZED (
        SELECT u.id FROM prevent_portal_user u WHERE u.id = (SELECT portal_actor()) AND u.is_active
    ), sits AS MATERIALIZED (
        SELECT m.id FROM channel_membership m
        WHERE m.user_id = (SELECT id FROM me) AND channel_membership_in_force(m)
    ), granted AS MATERIALIZED (
        SELECT g.content_object_id FROM channel_caseuserpermission g
        WHERE g.user_id = (SELECT id FROM me) AND g.permission_id = (
            SELECT p.id FROM auth_permission p JOIN django_content_type t ON t.id = p.content_type_id
            WHERE t.app_label = 'channel' AND t.model = 'case' AND p.codename = wanted)
    )
    SELECT s.case_id
    FROM channel_seat s
    WHERE s.user_id = (SELECT id FROM me)
      AND s.seat = ANY (ARRAY(
          SELECT given.seat
          FROM unnest(ARRAY['chair', 'deputy', 'coordinator', 'member', 'invited', 'observer']) AS given (seat)
          WHERE wanted = ANY (channel_grants_of(given.seat))))
      AND s.conflict_at IS NULL
      AND s.begins_at <= statement_timestamp()
      AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
      AND (s.membership_id IS NULL OR s.membership_id IN (SELECT id FROM sits))
      AND s.case_id IN (SELECT content_object_id FROM granted)
    UNION ALL
    SELECT b.case_id
    FROM channel_breakglass b
    JOIN channel_case c ON c.id = b.case_id
    WHERE wanted IN ('observe_case', 'view_case')
      AND b.by_id = (SELECT id FROM me)
      AND b.until > statement_timestamp()
      AND channel_holds_glass(c.panel_id, b.by_id)
      AND NOT EXISTS (SELECT FROM channel_seat s
                      WHERE s.case_id = b.case_id AND s.user_id = b.by_id AND s.conflict_at IS NOT NULL)
    UNION ALL
    SELECT t.id FROM (SELECT channel_taking_in() AS id) t
    WHERE t.id IS NOT NULL AND wanted IN ('observe_case', 'view_case', 'contribute_case')
$$
"""

# Of cases themselves a list and a meeting read most rows: which way they are asked about is found once, not of each.
READ = """
ALTER POLICY may_read ON channel_case USING (CASE
    WHEN (SELECT current_setting('portal.reads', true) = 'listed') THEN
        id IN (SELECT o FROM channel_open_cases('view_case') o)
    WHEN (SELECT current_setting('portal.reads', true) = 'one') THEN
        id = ANY ((SELECT channel_opened('observe_case'))::bigint[]) OR channel_opens('observe_case', id)
    WHEN (SELECT current_setting('portal.reads', true) = 'few') THEN
        id = ANY ((SELECT channel_opened('view_case'))::bigint[])
        OR id IN (SELECT o FROM channel_open_cases('view_case') o)
    ELSE id IN (SELECT o FROM channel_open_cases('observe_case') o)
END)
"""
READ_BEFORE = """
ALTER POLICY may_read ON channel_case USING (CASE
    WHEN (SELECT current_setting('portal.reads', true)) IN ('one') THEN
        id = ANY ((SELECT channel_opened('observe_case'))::bigint[]) OR channel_opens('observe_case', id)
    WHEN (SELECT current_setting('portal.reads', true)) = 'few' THEN
        id = ANY ((SELECT channel_opened('view_case'))::bigint[])
        OR id IN (SELECT o FROM channel_open_cases('view_case') o)
    WHEN (SELECT current_setting('portal.reads', true)) = 'listed' THEN
        id IN (SELECT o FROM channel_open_cases('view_case') o)
    ELSE id IN (SELECT o FROM channel_open_cases('observe_case') o)
END)
"""

# For the first page of a list in the order of days: how far whoever runs a panel looks. Others have few cases, and see
# all of them. A day is all that it says, and opens nothing.
FIRST_DUE = """
CREATE FUNCTION channel_first_due() RETURNS date
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT coalesce(max(first.due_on), 'infinity')
    FROM channel_open_panels('coordinator') AS p CROSS JOIN LATERAL (
        SELECT c.due_on FROM channel_case c WHERE c.panel_id = p AND c.due_on IS NOT NULL
        ORDER BY c.due_on OFFSET 29 LIMIT 1) AS first
$$
"""


# What is due for a panel by the day of its meeting and stands on no agenda of it, as `services.due_cases` says: for who
# runs the panel, the first that are open to them, each asked about by itself, and how many are due of all, which the
# panel's own people are told.
DUE_UNLISTED = """
CREATE FUNCTION channel_due_unlisted(of_meeting bigint) RETURNS TABLE (reference text, total bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
$$
"""


class Migration(migrations.Migration):
    dependencies = [("channel", "0020_told_to_fewer")]

    operations = [
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(
                condition=models.Q(("conflict_at", None)),
                fields=["user", "case"],
                include=["begins_at", "membership", "ends_at", "seat"],
                name="channel_seat_open",
            ),
        ),
        replaced(OPEN_CASES, BEFORE),
        migrations.RunSQL(READ, READ_BEFORE),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("due_on__isnull", False)),
                fields=["panel", "due_on"],
                name="channel_case_by_day",
            ),
        ),
        gate_function("channel_first_due()", FIRST_DUE),
        gate_function("channel_due_unlisted(bigint)", DUE_UNLISTED),
    ]
