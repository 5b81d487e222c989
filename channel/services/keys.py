"""Keys of cases, wrapped anew with the newest master key. What they seal is not touched."""

from django.conf import settings
from django.db import connections, transaction

from prevent_portal import sealed


def rewrap(batch, *, using="owner"):
    """Wrap up to `batch` keys with the newest master key; return how many there were.

    Rows that somebody holds are left for the next call. Raises Unsealable where a key was wrapped by
    a master key that is not on this machine.
    """
    newest = max(settings.CASE_MASTER_KEYS)
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT case_id, name, wrapped, version FROM channel_casekey"
            " WHERE version <> %s AND wrapped IS NOT NULL"
            " ORDER BY case_id LIMIT %s FOR UPDATE SKIP LOCKED",
            [newest, batch],
        )
        rows = cursor.fetchall()
        for case_id, name, wrapped, version in rows:
            fresh, anew = sealed.wrap(sealed.unwrap(wrapped, version, name), name)
            cursor.execute(
                "UPDATE channel_casekey SET wrapped = %s, version = %s WHERE case_id = %s",
                [anew, fresh, case_id],
            )
    return len(rows)


def left(*, using="owner"):
    """How many keys are still wrapped by an older master key."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM channel_casekey WHERE version <> %s AND wrapped IS NOT NULL",
            [max(settings.CASE_MASTER_KEYS)],
        )
        return cursor.fetchone()[0]
