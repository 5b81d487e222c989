"""The portal itself signs too: a statement that makes itself nobody's is not taken for the portal's own."""

from importlib import import_module

from django.db import migrations

sooner = import_module("prevent_portal.migrations.0011_acting_sooner")

# Who signed in the running transaction; null where it is the portal itself, and where nobody did.
NAMED = sooner.ACTOR.replace("RETURN p[2]::bigint;", "RETURN nullif(p[2]::bigint, 0);")
# True where the portal itself did.
ITSELF = (
    sooner.ACTOR.replace("portal_actor() RETURNS bigint", "portal_itself() RETURNS boolean")
    .replace("RETURN NULL;", "RETURN false;")
    .replace("RETURN p[2]::bigint;", "RETURN p[2]::bigint = 0;")
)


class Migration(migrations.Migration):
    dependencies = [("prevent_portal", "0011_acting_sooner")]

    operations = [
        migrations.RunSQL(sooner.as_gate(NAMED), sooner.as_gate(sooner.ACTOR)),
        migrations.RunSQL(
            f"{sooner.as_gate(ITSELF)} REVOKE ALL ON FUNCTION portal_itself() FROM PUBLIC;"
            " GRANT EXECUTE ON FUNCTION portal_itself() TO portal_app;",
            "DROP FUNCTION portal_itself()",
        ),
    ]
