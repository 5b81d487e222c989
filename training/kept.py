"""Counts over the register, kept until something that they are counted from has changed.

Each of the tables in WATCHED has a trigger that writes a `RegisterChange` with every statement that
changes it, in the same transaction. Those rows are only added: whoever sees as many of them as there
were when an answer was kept sees the register that the answer was counted from. A statement over any
other table of the portal's is asked anew each time.
"""

import hashlib
import json
import re

from django.conf import settings
from django.db import connection

from .standing import asked_of

#: What figures are counted from. A migration gives each of these its trigger.
WATCHED = (
    "prevent_portal_agency",
    "prevent_portal_person",
    "training_absence",
    "training_completion",
    "training_course_counts_as",
    "training_exemption",
    "training_groupmember",
    "training_level",
    "training_posting",
    "training_unit",
)
_TABLE = re.compile(rf"\b(?:{'|'.join(settings.FIRST_PARTY_APPS)})_\w+")
_FIND = """
    SELECT changes.count, kept.rows
    FROM (SELECT count(*) FROM training_registerchange) AS changes
    LEFT JOIN training_keptanswer kept ON kept.key = %(key)s AND kept.changes = changes.count
"""
#: Nothing is kept that was counted while the register changed.
_KEEP = """
    INSERT INTO training_keptanswer (key, changes, rows)
    SELECT %(key)s, %(changes)s, %(rows)s::jsonb
    WHERE (SELECT count(*) FROM training_registerchange) = %(changes)s
    ON CONFLICT (key) DO UPDATE
    SET changes = excluded.changes, rows = excluded.rows, at = statement_timestamp()
"""
#: What an earlier state of the register gave is of no use any more.
_FORGET = """
    DELETE FROM training_keptanswer WHERE key IN (
        SELECT key FROM training_keptanswer
        WHERE changes < %(changes)s OR at < statement_timestamp() - interval '40 days'
        LIMIT 100 FOR UPDATE SKIP LOCKED
    )
"""


def kept(sql, about):
    """The rows of a statement that counts, as lists: from what was kept, or asked and kept."""
    if not set(_TABLE.findall(sql)) <= set(WATCHED):
        return asked_of(sql, about)
    with connection.cursor() as cursor:
        asked = cursor.mogrify(sql, about) if about is not None else sql.encode()
        about_it = {"key": hashlib.sha256(asked).hexdigest()}
        cursor.execute(_FIND, about_it)
        changes, rows = cursor.fetchone()
        if rows is not None:
            return json.loads(rows) if isinstance(rows, str) else rows
        rows = asked_of(sql, about)
        about_it |= {"changes": changes, "rows": json.dumps(rows)}
        cursor.execute(_KEEP, about_it)
        cursor.execute(_FORGET, about_it)
    return rows
