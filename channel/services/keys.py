"""Keys of cases: wrapped anew with the newest master key; destroyed again after a backup was restored."""

from pathlib import Path

from django.conf import settings
from django.db import connections, transaction

from prevent_portal import sealed

#: Where wrapped keys stand, and by what their rows go: of cases, and of referrals that were begun and not sent.
_HELD_IN = (("channel_casekey", "case_id"), ("channel_draft", "id"))


def rewrap(batch, *, using="owner"):
    """Wrap up to `batch` keys of each kind with the newest master key; return how many there were.

    Rows that somebody holds are left for the next call. Raises Unsealable where a key was wrapped by
    a master key that is not on this machine.
    """
    return sum(_rewrap(table, row, batch, using) for table, row in _HELD_IN)


def _rewrap(table, row, batch, using):
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(
            f"SELECT {row}, name, wrapped, version FROM {table}"  # noqa: S608 - names of ours
            " WHERE version <> %s AND wrapped IS NOT NULL"
            f" ORDER BY {row} LIMIT %s FOR UPDATE SKIP LOCKED",
            [max(settings.CASE_MASTER_KEYS), batch],
        )
        rows = cursor.fetchall()
        for key, name, wrapped, version in rows:
            fresh, anew = sealed.wrap(sealed.unwrap(wrapped, version, name), name)
            cursor.execute(
                f"UPDATE {table} SET wrapped = %s, version = %s WHERE {row} = %s",  # noqa: S608
                [anew, fresh, key],
            )
    return len(rows)


def left(*, using="owner"):
    """How many keys are still wrapped by an older master key."""
    newest = max(settings.CASE_MASTER_KEYS)
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM channel_casekey WHERE version <> %s AND wrapped IS NOT NULL)"
            " + (SELECT count(*) FROM channel_draft WHERE version <> %s)",
            [newest, newest],
        )
        return cursor.fetchone()[0]


def note_destroyed(name):
    """Note outside the database that a key was destroyed: a backup made before still holds it, wrapped."""
    path = Path(settings.DESTROYED_KEYS)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as notes:
        notes.write(f"{name}\n")


def noted_as_destroyed():
    """The names that were noted, in their order."""
    path = Path(settings.DESTROYED_KEYS)
    return path.read_text(encoding="ascii").split() if path.exists() else []


def destroy_again(names, *, using="owner"):
    """Destroy keys that a restored backup brought back, with their tokens; return how many there were.

    Raises IntegrityError where a legal hold stands on one: nothing is destroyed then.
    """
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(
            "UPDATE channel_casekey SET wrapped = NULL, destroyed_at = statement_timestamp()"
            " WHERE name = ANY (%s::uuid[]) AND wrapped IS NOT NULL",
            [list(names)],
        )
        again = cursor.rowcount
        cursor.execute(
            "DELETE FROM channel_matchtoken t USING channel_casekey k"
            " WHERE k.case_id = t.case_id AND k.destroyed_at IS NOT NULL"
        )
    return again
