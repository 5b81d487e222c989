"""Whether the cases that a page names are open is asked once a table, not of each row; and costs half as much."""

from importlib import import_module

from django.db import migrations

from ..policies import ask_once, gate_function, replaced

rights, one_by_one = (
    import_module(f"channel.migrations.{name}") for name in ("0016_rights", "0018_one_by_one")
)
body_with = import_module("channel.migrations.0014_seats").body_with

# The same conditions, one after the other: whoever has a seat is answered before the others are begun.
OPENS = body_with(
    one_by_one.OPENS,
    ("    RETURN EXISTS (", "    IF EXISTS ("),
    (
        "    ) OR wanted IN ('observe_case', 'view_case') AND EXISTS (",
        """    ) THEN
        RETURN true;
    END IF;
    IF wanted IN ('observe_case', 'view_case') AND EXISTS (""",
    ),
    (
        "    ) OR wanted IN ('observe_case', 'view_case', 'contribute_case')",
        """    ) THEN
        RETURN true;
    END IF;
    RETURN wanted IN ('observe_case', 'view_case', 'contribute_case')""",
    ),
)

# What falls due about records is little: whether one runs its case is asked of each.
RECORDS_OPEN = body_with(
    rights.RECORDS_OPEN,
    ("c.id IN (SELECT channel_open_cases('chair_case'))", "channel_opens('chair_case', c.id)"),
    (
        "c.id IN (SELECT channel_open_cases('coordinate_case'))",
        "channel_opens('coordinate_case', c.id)",
    ),
)

# Of the cases that a page says it is about, those that are open. What the page says opens nothing.
OPENED = """
CREATE FUNCTION channel_opened(wanted text) RETURNS bigint[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT array_agg(named) FROM unnest(nullif(current_setting('portal.cases', true), '')::bigint[]) AS named
    WHERE channel_opens(wanted, named)
$$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("channel", "0018_one_by_one"),
        ("prevent_portal", "0011_acting_sooner"),
    ]

    operations = [
        replaced(OPENS, one_by_one.OPENS),
        replaced(RECORDS_OPEN, rights.RECORDS_OPEN),
        gate_function("channel_opened(text)", OPENED),
        ask_once(),
    ]
