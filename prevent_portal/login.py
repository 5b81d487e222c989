"""Which login of the database the portal uses: never one that row-level security does not hold back."""

from django.core import checks
from django.db import Error, connections

_ABLE = """
    SELECT current_user, r.rolsuper OR r.rolbypassrls OR r.rolcreaterole,
           EXISTS (SELECT FROM pg_auth_members m WHERE m.member = r.oid),
           EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relowner = r.oid)
    FROM pg_roles r WHERE r.rolname = current_user
"""


@checks.register(checks.Tags.security)
def check_login(app_configs, **kwargs):
    """An error where the portal signs in to its database as anybody but the application's login."""
    return faults_of("default")


def faults_of(alias):
    """What is wrong with the login of a connection; nothing where the database cannot be reached."""
    try:
        with connections[alias].cursor() as cursor:
            cursor.execute(_ABLE)
            login, *able = cursor.fetchone()
    except Error:
        return []
    if not any(able):
        return []
    words = (
        f"The portal signs in to its database as {login}, which owns tables, has other roles' rights or is not "
        "held back by row-level security. Use portal_app (deploy/database_roles.sql)."
    )
    return [checks.Error(words, id="prevent_portal.E002")]
