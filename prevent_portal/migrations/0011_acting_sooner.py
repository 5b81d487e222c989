"""For whom the database answers is found without a plan for each time it is asked: policies ask of many rows."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("prevent_portal.migrations.0001_initial").ACTOR
BEFORE = BEFORE[BEFORE.index("CREATE FUNCTION portal_actor") : BEFORE.index("GRANT CREATE ON")]

# The same conditions, in the same order.
ACTOR = r"""
CREATE FUNCTION portal_actor() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    p text[] := string_to_array(current_setting('portal.actor', true), '.');
    message text;
    s portal_gate_secret;
BEGIN
    IF array_length(p, 1) IS DISTINCT FROM 4
       OR p[1] !~ '^\d{1,4}$' OR p[2] !~ '^\d{1,18}$' OR p[3] !~ '^\d{1,12}$' THEN
        RETURN NULL;
    END IF;
    IF p[3]::bigint <= extract(epoch FROM clock_timestamp()) THEN
        RETURN NULL;
    END IF;
    message := p[1] || '.' || p[2] || '.' || p[3];
    SELECT * INTO s FROM portal_gate_secret g WHERE g.version = p[1]::int;
    IF encode(sha256(s.outer_pad || sha256(s.inner_pad || convert_to(message, 'UTF8'))), 'hex') = p[4] THEN
        RETURN p[2]::bigint;
    END IF;
    RETURN NULL;
END $$;
"""


def as_gate(body):
    """Put a body in place of the one before, as the gate, which owns it."""
    return f"""
        GRANT CREATE ON SCHEMA public TO portal_gate;
        SET LOCAL ROLE portal_gate;
        {body.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")}
        RESET ROLE;
        REVOKE CREATE ON SCHEMA public FROM portal_gate;
        """


class Migration(migrations.Migration):
    dependencies = [("prevent_portal", "0010_uploads")]

    operations = [migrations.RunSQL(as_gate(ACTOR), as_gate(BEFORE))]
