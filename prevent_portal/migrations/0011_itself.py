"""The portal itself signs too: a statement that makes itself nobody's is not taken for the portal's own."""

from importlib import import_module

from django.db import migrations

ACTOR = import_module("prevent_portal.migrations.0001_initial").ACTOR
_BODY = ACTOR[ACTOR.index("CREATE FUNCTION portal_actor()") : ACTOR.index("GRANT CREATE")].strip()

# Who signed in the running transaction; null where it is the portal itself, and where nobody did.
NAMED = _BODY.replace("SELECT p[2]::bigint\n", "SELECT nullif(p[2]::bigint, 0)\n")
# True where the portal itself did.
ITSELF = (
    _BODY.replace("portal_actor() RETURNS bigint", "portal_itself() RETURNS boolean")
    .replace("SELECT p[2]::bigint\n", "SELECT EXISTS (SELECT\n")
    .replace("= p[4]\n", "= p[4] AND p[2]::bigint = 0)\n")
)


def _as_gate(body):
    body = body.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
    return (
        f"GRANT CREATE ON SCHEMA public TO portal_gate; SET LOCAL ROLE portal_gate; {body}"
        " RESET ROLE; REVOKE CREATE ON SCHEMA public FROM portal_gate;"
    )


class Migration(migrations.Migration):
    dependencies = [("prevent_portal", "0010_uploads")]

    operations = [
        migrations.RunSQL(_as_gate(NAMED), _as_gate(_BODY)),
        migrations.RunSQL(
            f"{_as_gate(ITSELF)} REVOKE ALL ON FUNCTION portal_itself() FROM PUBLIC;"
            " GRANT EXECUTE ON FUNCTION portal_itself() TO portal_app;",
            "DROP FUNCTION portal_itself()",
        ),
    ]
