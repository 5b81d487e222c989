"""What a statement in somebody's name may not change: what was promised, and the names of permissions."""

from django.db import migrations

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
REVOKE DELETE ON prevent_portal_outbox FROM portal_app;
"""

# The gate finds a grant by the name of its permission.
NAMES = """
REVOKE INSERT, UPDATE, DELETE ON auth_permission, django_content_type FROM portal_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("prevent_portal", "0012_itself"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunSQL(
            PROMISED,
            """
            DROP TRIGGER portal_promise_stays ON prevent_portal_outbox;
            DROP FUNCTION portal_promise_stays();
            GRANT DELETE ON prevent_portal_outbox TO portal_app;
            """,
        ),
        migrations.RunSQL(
            NAMES,
            "GRANT INSERT, UPDATE, DELETE ON auth_permission, django_content_type TO portal_app",
        ),
    ]
