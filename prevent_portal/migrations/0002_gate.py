"""For whom the database answers, what is written once, and what notes that tables changed."""

from django.db import migrations

from prevent_portal.gate import application_may_not, gate_functions, history_stays

# The secret halves of the key that signs for whom the portal acts: only the gate reads them.
HALVES = """
CREATE TABLE portal_gate_secret (
    version integer PRIMARY KEY,
    inner_pad bytea NOT NULL,
    outer_pad bytea NOT NULL
);
REVOKE ALL ON portal_gate_secret FROM PUBLIC, portal_app, portal_backup;
GRANT SELECT ON portal_gate_secret TO portal_gate;
"""
ACTING = r"""
-- Who signed in the running transaction; null where it is the portal itself, and where nobody did.
CREATE FUNCTION portal_actor() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
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
        RETURN nullif(p[2]::bigint, 0);
    END IF;
    RETURN NULL;
END $$;

-- True where the portal itself did.
CREATE FUNCTION portal_itself() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    p text[] := string_to_array(current_setting('portal.actor', true), '.');
    message text;
    s portal_gate_secret;
BEGIN
    IF array_length(p, 1) IS DISTINCT FROM 4
       OR p[1] !~ '^\d{1,4}$' OR p[2] !~ '^\d{1,18}$' OR p[3] !~ '^\d{1,12}$' THEN
        RETURN false;
    END IF;
    IF p[3]::bigint <= extract(epoch FROM clock_timestamp()) THEN
        RETURN false;
    END IF;
    message := p[1] || '.' || p[2] || '.' || p[3];
    SELECT * INTO s FROM portal_gate_secret g WHERE g.version = p[1]::int;
    IF encode(sha256(s.outer_pad || sha256(s.inner_pad || convert_to(message, 'UTF8'))), 'hex') = p[4] THEN
        RETURN p[2]::bigint = 0;
    END IF;
    RETURN false;
END $$;
"""
NOTE_CHANGE = """
CREATE FUNCTION portal_note_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO prevent_portal_change (area) VALUES (TG_ARGV[0]);
    RETURN NULL;
END $$;
"""
# A row says whom the portal tells; whoever did something must not take that back.
PROMISED = """
CREATE FUNCTION portal_promise_stays() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT portal_itself() THEN
        RAISE EXCEPTION 'only the portal itself goes on with what was promised' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER portal_promise_stays BEFORE UPDATE ON prevent_portal_outbox
    FOR EACH ROW EXECUTE FUNCTION portal_promise_stays();
"""
# Until a Prevent lead sets their own.
CHASING = """
INSERT INTO prevent_portal_chasingrule (from_on, due_within_days, escalate_after_days)
VALUES ('2026-01-01', 14, 28)
"""


class Migration(migrations.Migration):
    dependencies = [
        ("prevent_portal", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunSQL(HALVES, "DROP TABLE portal_gate_secret"),
        gate_functions(ACTING, called=("portal_actor", "portal_itself")),
        migrations.RunSQL(NOTE_CHANGE, "DROP FUNCTION portal_note_change()"),
        application_may_not(
            "UPDATE, DELETE",
            "prevent_portal_accessrecord",
            "prevent_portal_logseal",
            "prevent_portal_storedfile",
        ),
        history_stays("prevent_portal"),
        migrations.RunSQL(PROMISED, "DROP FUNCTION portal_promise_stays() CASCADE"),
        application_may_not("DELETE", "prevent_portal_outbox"),
        # the gate finds a grant by the name of its permission
        application_may_not("INSERT, UPDATE, DELETE", "auth_permission", "django_content_type"),
        migrations.RunSQL(
            CHASING, "DELETE FROM prevent_portal_chasingrule WHERE set_by_id IS NULL"
        ),
    ]
