"""Counts that are kept until something that they are counted from has changed.

Each table of an area has a trigger that writes a `Change` with every statement that changes it, in
the same transaction. The changes that one can see are only ever added up, never fewer: whoever sees
as many as there were when an answer was kept sees the rows that the answer was counted from. An
answer is found by its statement with all its parameters, so what may be seen and the day are part of
what it is found by.
"""

import hashlib
import json
import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection

#: Names of tables in a statement; what stands after the name of one is a column.
_TABLE = re.compile(rf"(?<!\.\")\b(?:{'|'.join(settings.FIRST_PARTY_APPS)})_\w+")
#: Changes that are counted one by one before they are put together to one row.
MOST = 500
_SEEN = "SELECT coalesce(sum(times), 0)::bigint FROM prevent_portal_change WHERE area = %(area)s"
_FIND = f"""
    SELECT seen.changes, kept.rows FROM ({_SEEN}) AS seen (changes)
    LEFT JOIN prevent_portal_keptanswer kept
        ON kept.key = %(key)s AND kept.changes = seen.changes
"""  # noqa: S608 - fixed parts
#: Nothing is kept that was counted while something changed.
_KEEP = f"""
    INSERT INTO prevent_portal_keptanswer (key, area, changes, rows, at)
    SELECT %(key)s, %(area)s, %(changes)s, %(rows)s::jsonb, statement_timestamp()
    WHERE ({_SEEN}) = %(changes)s
    ON CONFLICT (key) DO UPDATE
    SET changes = excluded.changes, rows = excluded.rows, at = statement_timestamp()
"""  # noqa: S608 - fixed parts
#: Every change that an answer was counted with had been seen before it was kept.
_UNCHANGED = f"""
    SELECT EXISTS (
        SELECT FROM prevent_portal_keptanswer
        WHERE area = %(area)s AND at <= %(moment)s AND changes = ({_SEEN})
    )
"""  # noqa: S608 - fixed parts
#: What an earlier state gave is of no use any more.
_FORGET = """
    DELETE FROM prevent_portal_keptanswer WHERE key IN (
        SELECT key FROM prevent_portal_keptanswer
        WHERE area = %(area)s
          AND (changes < %(changes)s OR at < statement_timestamp() - interval '40 days')
        LIMIT 100 FOR UPDATE SKIP LOCKED
    )
"""
#: In one statement, so that nobody ever sees another sum.
_PUT_TOGETHER = """
    WITH gone AS (
        DELETE FROM prevent_portal_change WHERE id IN (
            SELECT id FROM prevent_portal_change WHERE area = %(area)s
              AND (SELECT count(*) FROM prevent_portal_change WHERE area = %(area)s) > %(most)s
            FOR UPDATE SKIP LOCKED
        ) RETURNING times
    )
    INSERT INTO prevent_portal_change (area, times)
    SELECT %(area)s, sum(times) FROM gone HAVING count(*) > 0
"""


@dataclass(frozen=True)
class Area:
    """Tables whose changes are noted together; a migration gives each of them its trigger.

    `under` are statements under whose settings the counting goes best, `after` what takes them back.
    """

    name: str
    tables: tuple
    under: str = "SELECT"
    after: str = "SELECT"

    def kept(self, sql, about):
        """The rows of a statement that counts, as lists: from what was kept, or asked and kept.

        A statement over any other table of the portal's is asked anew each time.
        """
        with connection.cursor() as cursor:
            if not self._holds(sql):
                rows = self._asked(cursor, sql, about)
                cursor.execute(self.after)
                return rows
            asked = cursor.mogrify(sql, about) if about is not None else sql.encode()
            return self._kept(cursor, asked, lambda: self._asked(cursor, sql, about))

    def unchanged_since(self, moment):
        """True if it is known that nothing has changed since: an answer that was kept by then holds still."""
        with connection.cursor() as cursor:
            cursor.execute(_UNCHANGED, {"area": self.name, "moment": moment})
            return cursor.fetchone()[0]

    def counted(self, words, count):
        """The rows that `count()` gives, as lists: from what was kept, or counted and kept.

        The words say all that the rows depend on besides the tables of the area, of which alone they are counted.
        """
        with connection.cursor() as cursor:
            return self._kept(cursor, f"{self.name}: {words}".encode(), count)

    def words_of(self, rows):
        """What a set of rows, in its order, is kept by; nothing where it is no matter of the area's tables alone."""
        try:
            sql, about = rows.values("pk").query.sql_with_params()
        except EmptyResultSet:
            return ""
        if not self._holds(sql):
            return ""
        with connection.cursor() as cursor:
            asked = cursor.mogrify(sql, about)
        return asked.decode() if isinstance(asked, bytes) else asked

    def _holds(self, sql):
        return set(_TABLE.findall(sql)) <= set(self.tables)

    def _kept(self, cursor, asked, count):
        about = {"key": hashlib.sha256(asked).hexdigest(), "area": self.name, "most": MOST}
        cursor.execute(_FIND, about)
        changes, rows = cursor.fetchone()
        if rows is not None:
            return json.loads(rows) if isinstance(rows, str) else rows
        rows = count()
        about |= {"changes": changes, "rows": json.dumps(rows)}
        cursor.execute(f"{self.after}; {_KEEP}; {_FORGET}; {_PUT_TOGETHER}", about)
        return rows

    def _asked(self, cursor, sql, about):
        cursor.execute(f"{self.under}; {sql}", about)
        return cursor.fetchall()


def note_changes(area, tables):
    """The SQL of a migration that gives tables their trigger, and the SQL that takes it away."""
    name = f"{area}_note_change"
    return (
        "".join(
            f"CREATE TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION portal_note_change('{area}');\n"
            for table in tables
        ),
        "".join(f"DROP TRIGGER {name} ON {table};\n" for table in tables),
    )
