"""A page of one case asks of each row whether it is open, and no longer for all cases of the person."""

from importlib import import_module

from django.db import migrations

from ..policies import ask_quickly, gate_function, replaced

refer = import_module("channel.migrations.0004_refer")
body_with = import_module("channel.migrations.0014_seats").body_with

# What `channel_open_cases` says of one case: the same conditions, in the same order.
OPENS = """
CREATE FUNCTION channel_opens(wanted text, at_case bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE actor bigint := portal_actor();
BEGIN
    RETURN EXISTS (
        SELECT FROM channel_seat s JOIN prevent_portal_user u ON u.id = s.user_id AND u.is_active
        WHERE s.user_id = actor AND s.case_id = at_case
          AND wanted = ANY (channel_grants_of(s.seat))
          AND s.conflict_at IS NULL
          AND s.begins_at <= statement_timestamp()
          AND (s.ends_at IS NULL OR s.ends_at > statement_timestamp())
          AND (s.membership_id IS NULL OR EXISTS (
              SELECT FROM channel_membership m
              WHERE m.id = s.membership_id AND m.user_id = actor AND channel_membership_in_force(m)))
          AND EXISTS (
              SELECT FROM channel_caseuserpermission g
              JOIN auth_permission p ON p.id = g.permission_id AND p.codename = wanted
              JOIN django_content_type t ON t.id = p.content_type_id
              WHERE g.user_id = actor AND g.content_object_id = at_case
                AND t.app_label = 'channel' AND t.model = 'case')
    ) OR wanted IN ('observe_case', 'view_case') AND EXISTS (
        SELECT FROM channel_breakglass b
        JOIN channel_case c ON c.id = b.case_id
        JOIN prevent_portal_user u ON u.id = b.by_id AND u.is_active
        WHERE b.case_id = at_case AND b.by_id = actor
          AND b.until > statement_timestamp()
          AND channel_holds_glass(c.panel_id, b.by_id)
          AND NOT EXISTS (SELECT FROM channel_seat s
                          WHERE s.case_id = b.case_id AND s.user_id = b.by_id AND s.conflict_at IS NOT NULL)
    ) OR wanted IN ('observe_case', 'view_case', 'contribute_case')
         AND coalesce(at_case = channel_taking_in(), false);
END $$
"""

TIMES = body_with(
    refer.TIMES,
    (
        "WHERE at_case IN (SELECT channel_open_cases('view_case'))",
        "WHERE channel_opens('view_case', at_case)",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("channel", "0017_mended")]

    operations = [
        gate_function("channel_opens(text, bigint)", OPENS),
        replaced(TIMES, refer.TIMES),
        ask_quickly(),
    ]
