"""A declared conflict is about a person: it follows them to every case that is known to be theirs."""

from django.db import connection

from prevent_portal.errors import Refused

ALONE = (
    "Somebody declared a conflict about this person, and is the only one who could chair the other "
    "case. Another chair or deputy has to be appointed there first."
)


def share_conflicts(case, other):
    """Close a case to everybody who declared a conflict at another of the same person. Raises Refused."""
    keys = [getattr(each, "pk", each) for each in (case, other)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT channel_share_conflicts(%s, %s)", keys)
        if not cursor.fetchone()[0]:
            raise Refused(case if hasattr(case, "pk") else other, ALONE)
