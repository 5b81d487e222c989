"""Panels meet: who may read and write what they keep, and what the gate does for them."""

from django.db import migrations

from ..policies import (
    gate_function,
    gate_reads,
    keep_history,
    protect_by,
    protect_case_table,
    protect_panel_table,
)

SEAT_MEMBERS = """
CREATE FUNCTION channel_seat_members(at_case bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE member record; seated bigint := 0;
BEGIN
    IF at_case NOT IN (SELECT channel_open_cases('coordinate_case')) THEN
        RAISE EXCEPTION 'only who coordinates a case gives seats at it' USING ERRCODE = '42501';
    END IF;
    FOR member IN
        SELECT m.user_id FROM channel_membership m
        JOIN channel_case c ON c.panel_id = m.panel_id
        JOIN prevent_portal_user u ON u.id = m.user_id AND u.is_active
        WHERE c.id = at_case AND m.seat = 'member' AND m.confirmed_at IS NOT NULL
          AND m.suspended_at IS NULL AND m.begins_at <= statement_timestamp()
          AND (m.ends_at IS NULL OR m.ends_at > statement_timestamp())
    LOOP
        PERFORM channel_seat_at(at_case, member.user_id, 'member', NULL);
        seated := seated + 1;
    END LOOP;
    RETURN seated;
END $$
"""

# A member's seat at a case lasts as long as its business: until it stands on no agenda that is still to be
# minuted, and nothing is left for that member to do. Whoever may open the case may ask for it.
END_BUSINESS = """
CREATE FUNCTION channel_end_business(at_case bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE ended bigint;
BEGIN
    IF at_case NOT IN (SELECT channel_open_cases('view_case')) THEN
        RAISE EXCEPTION 'the case is not open to this person' USING ERRCODE = '42501';
    END IF;
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
END $$
"""

# How many open cases would be left without a chair or deputy who may open them, if a seat on the panel
# ended. Locks the cases, so that two who leave at once are counted one after the other.
LEFT_ALONE = """
CREATE FUNCTION channel_cases_left_alone(ending bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
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
END $$
"""


def _either(panel, case):
    """About a case, or else about the panel."""
    return (
        f"CASE WHEN case_id IS NULL THEN panel_id IN (SELECT channel_open_panels('{panel}'))"
        f" ELSE case_id IN (SELECT channel_open_cases('{case}')) END"
    )


def _policies():
    for past in ("", "historical"):
        for name in ("panelmeeting", "panelvisitor"):
            yield protect_panel_table(f"channel_{past}{name}")
        for name in ("agendaitem", "attendance"):
            yield protect_by(
                f"channel_{past}{name}",
                _either("member", "view_case"),
                _either("coordinator", "coordinate_case"),
            )
        yield protect_case_table(f"channel_{past}minute", write="coordinate_case")
        yield protect_case_table(f"channel_{past}caseaction")
        yield protect_by(
            f"channel_{past}clearance",
            "panel_id IN (SELECT channel_open_panels('chair'))",
            "panel_id IN (SELECT channel_open_panels('chair'))",
        )


_TABLES = (
    "panelmeeting",
    "panelvisitor",
    "agendaitem",
    "attendance",
    "minute",
    "caseaction",
    "clearance",
)


class Migration(migrations.Migration):
    dependencies = [("channel", "0004_a")]

    operations = [
        gate_reads("channel_panelmeeting", "channel_agendaitem", "channel_caseaction"),
        gate_function("channel_seat_members(bigint)", SEAT_MEMBERS),
        gate_function("channel_end_business(bigint)", END_BUSINESS),
        gate_function("channel_cases_left_alone(bigint)", LEFT_ALONE),
        *_policies(),
        keep_history(*(f"channel_historical{name}" for name in _TABLES)),
    ]
