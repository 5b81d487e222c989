"""What is counted of meetings and of persons referred before: counts alone, whoever asks."""

from django.db import migrations

from ..policies import gate_function, gate_reads

BESIDE = """
CREATE FUNCTION channel_counts_beside(first date, last date, of_panel bigint)
RETURNS TABLE (meetings bigint, quorate bigint, repeated bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH held AS (
        SELECT m.id, p.authority_id, p.police_id
        FROM channel_panelmeeting m JOIN channel_panel p ON p.id = m.panel_id
        WHERE m.status = 'minuted' AND m."on" BETWEEN first AND last
          AND (of_panel IS NULL OR m.panel_id = of_panel)
    ), came AS (
        SELECT a.meeting_id, a.agency_id, s.seat
        FROM channel_attendance a LEFT JOIN channel_membership s ON s.id = a.membership_id
        WHERE a.state = 'present' AND a.case_id IS NULL
    )
    SELECT
        (SELECT count(*) FROM held),
        (SELECT count(*) FROM held h
         WHERE EXISTS (SELECT FROM came c WHERE c.meeting_id = h.id AND c.seat IN ('chair', 'deputy'))
           AND EXISTS (SELECT FROM came c WHERE c.meeting_id = h.id AND c.agency_id = h.authority_id)
           AND EXISTS (SELECT FROM came c WHERE c.meeting_id = h.id AND c.agency_id = h.police_id)),
        (SELECT count(DISTINCT s.case_id)
         FROM channel_sameperson s JOIN channel_case c ON c.id = s.case_id
         WHERE s.is_same AND c.received_on BETWEEN first AND last
           AND (of_panel IS NULL OR c.panel_id = of_panel))
$$
"""


class Migration(migrations.Migration):
    dependencies = [("channel", "0008_after")]

    operations = [
        gate_reads(
            "channel_panelmeeting", "channel_attendance", "channel_panel", "channel_sameperson"
        ),
        gate_function("channel_counts_beside(date, date, bigint)", BESIDE),
    ]
