"""The register in bulk: an extract into a staging table by COPY, then into the register by one merge.

All of it is set-based SQL, so that a million rows take seconds and no more memory than twenty. Rows
of the register are only ever added or withdrawn, each naming the import that did it.
"""

import io
from contextlib import contextmanager

from django.db import connection

#: What a staged row holds, in the order of COPY.
_STAGED = (
    "of_import_id, record, line, verdict, codes, number_raw, number, name, email, unit, level, "
    "at_risk, start, leaver, courses, days, kind, directorate, manager, team"
)
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
#: Bytes that are handed to COPY at a time.
_BLOCK = 1 << 18


class _Stream(io.RawIOBase):
    """Lines of text as the file that COPY reads from."""

    def __init__(self, lines):
        self.lines, self.left = lines, b""

    def readable(self):
        """It is there to be read."""
        return True

    def read(self, size=-1):
        """The next bytes, at most `size` of them; none at the end."""
        parts, have = [self.left], len(self.left)
        for line in self.lines:
            parts.append(line)
            have += len(line)
            if have >= size:
                break
        whole = b"".join(parts)
        self.left = whole[size:]
        return whole[:size]


@contextmanager
def _in_bulk():
    """A cursor for statements over all rows of an extract.

    What was written a moment ago has no statistics yet: without this the planner takes a million rows
    for a few, and looks each of them up, or goes through all of them for each.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        yield cursor
        cursor.execute("SET LOCAL enable_nestloop = on")


def stage(of_import, rows):
    """Copy rows of an extract, as the reader judged them, into the staging table."""
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY training_stagedrow ({_STAGED}) FROM STDIN",
            _Stream(_lines(of_import.pk, rows)),
            size=_BLOCK,
        )


def settle_stage(of_import):
    """The verdicts that need all rows together: who comes twice, or whom nobody knows."""
    if of_import.are_completions:
        _find_people(of_import)
    else:
        _mark_duplicates(of_import)
        if "manager" in of_import.meanings:
            _find_managers(of_import)


def _lines(import_id, rows):
    for row in rows:
        keeps = row.verdict.startswith("accepted")
        courses = ",".join(row.completions) if keeps else ""
        days = ",".join(day.isoformat() for day in row.completions.values()) if keeps else ""
        cells = (
            str(import_id),
            str(row.record),
            str(row.line),
            row.verdict,
            "{" + ",".join(row.codes) + "}",
            _text(row.number_raw.replace("\x00", "")[:100]),
            _or_null(row.number if keeps else None),
            _or_null(row.name if keeps else None),
            _or_null(row.email if keeps else None),
            _or_null(row.unit if keeps else None),
            _or_null(row.level if keeps else None),
            ("t" if row.at_risk else "f") if keeps else "\\N",
            row.start.isoformat() if keeps and row.start else "\\N",
            row.leaver.isoformat() if keeps and row.leaver else "\\N",
            "{" + courses + "}",
            "{" + days + "}",
            _or_null(row.kind if keeps else None),
            _or_null(row.directorate if keeps else None),
            _or_null(row.manager if keeps else None),
            _or_null(row.team if keeps else None),
        )
        yield ("\t".join(cells) + "\n").encode("utf-8", "replace")


def _text(text):
    return text.translate(_ESCAPED) if not text.isalnum() else text


def _or_null(text):
    return "\\N" if text is None else _text(text)


def _mark_duplicates(of_import):
    """The first accepted row of a number stands; of an address that several have, all stand, marked."""
    _run(
        """
        WITH seen AS (
            SELECT id, row_number() OVER (PARTITION BY number ORDER BY record) AS nth
            FROM training_stagedrow WHERE of_import_id = %(import)s AND number IS NOT NULL
        )
        UPDATE training_stagedrow s
        SET verdict = 'rejected', codes = '{duplicate_employee_number}', number = NULL, name = NULL,
            email = NULL, unit = NULL, level = NULL, at_risk = NULL, start = NULL, leaver = NULL,
            manager = NULL, team = NULL, courses = '{}', days = '{}'
        FROM seen WHERE s.id = seen.id AND seen.nth > 1
        """,
        of_import,
    )
    _run(
        """
        WITH seen AS (
            SELECT id, row_number() OVER (PARTITION BY email ORDER BY record) AS nth
            FROM training_stagedrow WHERE of_import_id = %(import)s AND email IS NOT NULL
        )
        UPDATE training_stagedrow s
        SET verdict = 'accepted_with_warning', codes = codes || '{duplicate_email}'::varchar[]
        FROM seen WHERE s.id = seen.id AND seen.nth > 1
        """,
        of_import,
    )


#: A manager is neither in the extract nor known of the agency.
_IS_NOBODY = """
    NOT EXISTS (
        SELECT 1 FROM training_stagedrow o
        WHERE o.of_import_id = %(import)s AND o.number = s.manager
    ) AND NOT EXISTS (
        SELECT 1 FROM prevent_portal_person p
        WHERE p.agency_id = %(agency)s AND p.number = s.manager AND p.number <> ''
    )
"""


def _find_managers(of_import):
    """Leave out and mark a manager who is the person, or nobody of the agency and of the extract."""
    for condition in ("s.manager = s.number", _IS_NOBODY):
        _run(
            f"""
            UPDATE training_stagedrow s
            SET verdict = 'accepted_with_warning', codes = codes || '{{unknown_manager}}'::varchar[],
                manager = NULL
            WHERE s.of_import_id = %(import)s AND s.manager IS NOT NULL AND {condition}
            """,  # noqa: S608 - two fixed conditions
            of_import,
        )


def _find_people(of_import):
    """Whose completion each row is, by number or else by address; nobody's are left out."""
    for statement in (
        """
        UPDATE training_stagedrow s SET person_id = p.id FROM prevent_portal_person p
        WHERE s.of_import_id = %(import)s AND s.number IS NOT NULL
          AND p.agency_id = %(agency)s AND p.number = s.number
        """,
        """
        UPDATE training_stagedrow s
        SET person_id = CASE WHEN p.people = 1 THEN p.id END,
            verdict = CASE WHEN p.people = 1 THEN s.verdict ELSE 'rejected' END,
            codes = CASE WHEN p.people = 1 THEN s.codes ELSE '{unclear_person}' END
        FROM (
            SELECT lower(email) AS email, min(id) AS id, count(*) AS people
            FROM prevent_portal_person
            WHERE agency_id = %(agency)s AND email <> '' GROUP BY lower(email)
        ) p
        WHERE s.of_import_id = %(import)s AND s.verdict LIKE 'accepted%%' AND s.number IS NULL
          AND p.email = s.email
        """,
        """
        UPDATE training_stagedrow
        SET verdict = 'rejected', number = NULL, email = NULL, courses = '{}', days = '{}',
            codes = CASE WHEN verdict = 'rejected' THEN codes ELSE '{unknown_person}' END
        WHERE of_import_id = %(import)s AND person_id IS NULL AND verdict <> 'skipped'
        """,
    ):
        _run(statement, of_import)


#: What each accepted row is to the register: the person, and their newest known posting.
_COMPARED = """
    CREATE TEMPORARY TABLE compared ON COMMIT DROP AS
    SELECT s.id, s.number, s.name, s.email, s.kind, s.manager, s.at_risk, s.start, s.leaver, s.courses, s.days,
           s.team, o.team AS team_was, o.setting_id AS setting_was,
           coalesce(o.unit_id = u.id, false) AS same_unit,
           u.id AS unit_id, l.id AS level_id, p.id AS person_id, p.name AS name_was,
           p.email AS email_was, p.kind AS kind_was, o.id AS posting_id, o.starts_on AS starts_was,
           o.joined_on AS joined_was, o.ends_on AS ends_was,
           coalesce(o.unit_id = u.id, false) AND o.level_id = l.id
               AND o.works_with_people_at_risk = s.at_risk AS same_place,
           coalesce(s.team = o.team, true) AS same_team
    FROM training_stagedrow s
    LEFT JOIN training_unit u ON u.agency_id = %(agency)s AND u.name = s.unit
    JOIN training_level l ON l.name = s.level
    LEFT JOIN prevent_portal_person p
        ON p.agency_id = %(agency)s AND p.number = s.number AND p.number <> ''
    LEFT JOIN (
        SELECT DISTINCT ON (o.person_id) o.*
        FROM training_posting o JOIN prevent_portal_person q ON q.id = o.person_id
        WHERE q.agency_id = %(agency)s AND o.withdrawn_at IS NULL
        ORDER BY o.person_id, o.starts_on DESC
    ) o ON o.person_id = p.id
    WHERE s.of_import_id = %(import)s AND s.number IS NOT NULL
"""

#: Of an extract of completions, each that is told, once.
_COMPARED_COMPLETIONS = """
    CREATE TEMPORARY TABLE compared ON COMMIT DROP AS
    SELECT DISTINCT person_id, courses, days FROM training_stagedrow
    WHERE of_import_id = %(import)s AND person_id IS NOT NULL
"""

#: What becomes of the newest posting: nothing, or one of these.
#: starter: none is known. returner: they left before this start. leaver: only the last day changed.
#: mover: another unit, team, level or duty from the day of the extract. replaced: the same, where the
#: posting began on that day or later, or where only the team was not known yet. corrected: the first
#: day with the agency was wrong.
_STEP = """
    CASE
        WHEN posting_id IS NULL THEN 'starter'
        WHEN start > coalesce(ends_was, 'infinity') THEN 'returner'
        WHEN start <> joined_was THEN 'corrected'
        WHEN same_place AND same_team AND ends_was IS NOT DISTINCT FROM leaver THEN 'same'
        WHEN same_place AND same_team AND (leaver IS NULL OR leaver >= starts_was) THEN 'leaver'
        WHEN leaver < starts_was THEN 'corrected'
        WHEN starts_was >= %(on)s OR leaver < %(on)s OR same_place AND team_was = '' THEN 'replaced'
        ELSE 'mover'
    END
"""


def changes(of_import):
    """How many people start, move, leave, return or are corrected, and completions are new: counts by word."""
    with _in_bulk() as cursor:
        found = {}
        cursor.execute("DROP TABLE IF EXISTS compared")
        if of_import.are_completions:
            cursor.execute(_COMPARED_COMPLETIONS, _about(of_import))
        else:
            cursor.execute(_COMPARED, _about(of_import))
            cursor.execute(
                f"SELECT {_STEP} AS step, count(*) FROM compared GROUP BY 1",  # noqa: S608 - fixed
                _about(of_import),
            )
            found = dict(cursor.fetchall())
            if "manager" in of_import.meanings:
                cursor.execute(_NEW_MANAGERS, _about(of_import))
                found["managers"] = cursor.fetchone()[0]
        cursor.execute(_NEW_COMPLETIONS.format(what="count(*)"), _about(of_import))
        found["completions"] = cursor.fetchone()[0]
        cursor.execute("DROP TABLE compared")
    return found


_NEW_COMPLETIONS = """
    SELECT {what}
    FROM compared c
    CROSS JOIN LATERAL unnest(c.courses, c.days) AS done(code, day)
    JOIN training_course k ON k.code = done.code
    LEFT JOIN training_completion t
        ON t.person_id = c.person_id AND t.course_id = k.id AND t."on" = done.day
        AND t.withdrawn_at IS NULL AND t.route <> 'declared'
    WHERE t.id IS NULL
"""


def merge(of_import):
    """Take every accepted row of an import into the register; return the counts of `changes`."""
    about = _about(of_import)
    with _in_bulk() as cursor:
        cursor.execute("DROP TABLE IF EXISTS compared")
        if of_import.are_completions:
            cursor.execute(_COMPARED_COMPLETIONS, about)
            found = {}
        else:
            found = _merge_people(cursor, about)
            if "manager" in of_import.meanings:
                cursor.execute(_MANAGED, about)
                found["managers"] = cursor.rowcount
        cursor.execute(_COMPLETIONS, about)
        found["completions"] = cursor.rowcount
        cursor.execute("DROP TABLE compared")
    return found


def _merge_people(cursor, about):
    """Take in who starts, moves, leaves, returns or is corrected; return how many of each."""
    cursor.execute(_COMPARED, about)
    cursor.execute("ALTER TABLE compared ADD COLUMN step text")
    cursor.execute(f"UPDATE compared SET step = {_STEP}", about)  # noqa: S608 - fixed
    cursor.execute("SELECT step, count(*) FROM compared GROUP BY 1")
    found = dict(cursor.fetchall())
    cursor.execute(_PEOPLE, about)
    cursor.execute(_RENAMED, about)
    cursor.execute(
        """
        UPDATE compared c SET person_id = p.id FROM prevent_portal_person p
        WHERE c.person_id IS NULL AND p.agency_id = %(agency)s AND p.number = c.number
          AND p.number <> ''
        """,
        about,
    )
    cursor.execute(_WITHDRAW, about)
    cursor.execute(_POSTINGS, about)
    return found


def units_to_come(of_import):
    """Units that an extract names and the agency does not have yet: each with its directorate."""
    with _in_bulk() as cursor:
        cursor.execute(
            """
            SELECT s.unit, coalesce(mode() WITHIN GROUP (ORDER BY s.directorate), '')
            FROM training_stagedrow s
            WHERE s.of_import_id = %(import)s AND s.unit IS NOT NULL
              AND s.unit NOT IN (SELECT name FROM training_unit WHERE agency_id = %(agency)s)
            GROUP BY s.unit ORDER BY s.unit
            """,
            _about(of_import),
        )
        return cursor.fetchall()


_HISTORY_OF_PEOPLE = """
    INSERT INTO prevent_portal_historicalperson
        (id, agency_id, kind, number, name, job_title, email, manager_id, history_date,
         history_type, history_change_reason, history_user_id)
"""

#: People who are new, each with the first row of their history.
_PEOPLE = f"""
    WITH added AS (
        INSERT INTO prevent_portal_person (agency_id, kind, number, name, job_title, email)
        SELECT %(agency)s, coalesce(kind, 'staff'), number, name, '', coalesce(email, '')
        FROM compared WHERE person_id IS NULL
        RETURNING *
    )
    {_HISTORY_OF_PEOPLE}
    SELECT id, agency_id, kind, number, name, job_title, email, manager_id, now(), '+',
           %(reason)s, %(by)s
    FROM added
"""  # noqa: S608 - fixed

#: What is new of people who are known: changed, with the row of history that says so.
_RENAMED = f"""
    WITH changed AS (
        UPDATE prevent_portal_person p
        SET name = c.name, email = coalesce(c.email, p.email), kind = coalesce(c.kind, p.kind)
        FROM compared c
        WHERE p.id = c.person_id
          AND (c.name_was <> c.name OR c.email_was <> coalesce(c.email, c.email_was)
               OR c.kind_was <> coalesce(c.kind, c.kind_was))
        RETURNING p.*
    )
    {_HISTORY_OF_PEOPLE}
    SELECT id, agency_id, kind, number, name, job_title, email, manager_id, now(), '~',
           %(reason)s, %(by)s
    FROM changed
"""  # noqa: S608 - fixed

#: People of whom an extract names another manager than is known.
_NEW_MANAGERS = """
    SELECT count(*) FROM compared c
    LEFT JOIN prevent_portal_person p ON p.id = c.person_id
    LEFT JOIN prevent_portal_person m ON m.id = p.manager_id
    WHERE c.manager IS NOT NULL
      AND (m.number IS DISTINCT FROM c.manager OR m.agency_id IS DISTINCT FROM %(agency)s)
"""

#: The same, written down with the row of history that says so; who has none named keeps theirs.
_MANAGED = f"""
    WITH changed AS (
        UPDATE prevent_portal_person p
        SET manager_id = m.id
        FROM compared c JOIN prevent_portal_person m
            ON m.agency_id = %(agency)s AND m.number = c.manager AND m.number <> ''
        WHERE p.id = c.person_id AND p.manager_id IS DISTINCT FROM m.id
        RETURNING p.*
    )
    {_HISTORY_OF_PEOPLE}
    SELECT id, agency_id, kind, number, name, job_title, email, manager_id, now(), '~',
           %(reason)s, %(by)s
    FROM changed
"""  # noqa: S608 - fixed

_WITHDRAW = """
    UPDATE training_posting o
    SET withdrawn_at = now(), withdrawn_by_import_id = %(import)s
    FROM compared c
    WHERE o.person_id = c.person_id AND o.withdrawn_at IS NULL
      AND (c.step = 'corrected' OR o.id = c.posting_id AND c.step IN ('leaver', 'mover', 'replaced'))
"""

#: A mover's earlier posting is written again with its last day, then the new one from the day of the
#: extract; everybody else gets one row. An extract that says no teams leaves people in theirs until
#: they come to another unit; none says at which setting they are.
_POSTINGS = """
    INSERT INTO training_posting
        (person_id, unit_id, team, level_id, setting_id, works_with_people_at_risk, joined_on,
         starts_on, ends_on, by_import_id, recorded_at)
    SELECT o.person_id, o.unit_id, o.team, o.level_id, o.setting_id, o.works_with_people_at_risk,
           o.joined_on, o.starts_on, %(on)s::date - 1, %(import)s, now()
    FROM compared c JOIN training_posting o ON o.id = c.posting_id WHERE c.step = 'mover'
    UNION ALL
    SELECT person_id, unit_id, coalesce(team, CASE WHEN same_unit THEN team_was END, ''), level_id,
           CASE WHEN same_unit THEN setting_was END, at_risk, start,
           CASE WHEN step = 'mover' THEN %(on)s WHEN step IN ('leaver', 'replaced') THEN starts_was
                ELSE start END,
           leaver, %(import)s, now()
    FROM compared WHERE step <> 'same'
"""

_COMPLETIONS = (
    'INSERT INTO training_completion (person_id, course_id, "on", route, by_import_id, recorded_at)'
    + _NEW_COMPLETIONS.format(what="c.person_id, k.id, done.day, 'import', %(import)s, now()")
)


def strangers(of_import):
    """How many accepted rows there are, how many of them name nobody known, and how many are known.

    As three counts; "known" are the people of the agency that have a number.
    """
    with _in_bulk() as cursor:
        cursor.execute(
            """
            SELECT count(*), count(*) FILTER (WHERE p.id IS NULL),
                   (SELECT count(*) FROM prevent_portal_person
                    WHERE agency_id = %(agency)s AND number <> '')
            FROM training_stagedrow s
            LEFT JOIN prevent_portal_person p
                ON p.agency_id = %(agency)s AND p.number = s.number AND p.number <> ''
            WHERE s.of_import_id = %(import)s AND s.number IS NOT NULL
            """,
            _about(of_import),
        )
        return cursor.fetchone()


def samples(of_import, *, each):
    """The first rows of every code of an import: {code: [(line, staff number as typed), ...]}."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT code, line, number_raw FROM (
                SELECT code, line, number_raw, record,
                       row_number() OVER (PARTITION BY code ORDER BY record) AS nth
                FROM training_stagedrow, unnest(codes) AS code
                WHERE of_import_id = %(import)s AND codes <> '{}'
            ) AS numbered
            WHERE nth <= %(each)s ORDER BY code, record
            """,
            _about(of_import) | {"each": each},
        )
        for code, line, number in cursor.fetchall():
            found.setdefault(code, []).append((line, number))
    return found


def hold_people(of_import):
    """Lock everybody whose rows an import wrote or withdrew, so that nobody changes them by hand meanwhile."""
    _run(
        """
        SELECT 1 FROM prevent_portal_person WHERE id IN (
            SELECT person_id FROM training_posting
            WHERE by_import_id = %(import)s OR withdrawn_by_import_id = %(import)s
            UNION
            SELECT person_id FROM training_completion WHERE by_import_id = %(import)s
        )
        ORDER BY id FOR NO KEY UPDATE
        """,
        of_import,
    )


#: Rows of a table that stand on an import: what it brought, withdrawn by somebody; and what somebody
#: wrote down after it about people to whose posts it changed something.
_BY_HAND = """
    SELECT count(*) FROM {table} r
    WHERE r.by_import_id = %(import)s
          AND r.withdrawn_at IS NOT NULL AND r.withdrawn_by_import_id IS NULL
       OR r.by_import_id IS NULL AND r.by_id IS NOT NULL AND r.withdrawn_at IS NULL
          AND r.recorded_at > %(committed_at)s AND r.person_id IN (
              SELECT person_id FROM training_posting
              WHERE by_import_id = %(import)s OR withdrawn_by_import_id = %(import)s
          )
"""


def stands_on(of_import):
    """What stands on an import, as words that end a sentence; "" if nothing does.

    A later import of the agency may have compared with what this one brought, and people may have
    changed it by hand.
    """
    later = type(of_import).objects.filter(
        agency=of_import.agency_id, state="committed", committed_at__gt=of_import.committed_at
    )
    if later.exclude(pk=of_import.pk).exists():
        return "a later extract of this agency has been taken in: undo that one first."
    counts = [_by_hand(of_import, table) for table in ("training_posting", "training_completion")]
    words = (("post", "posts"), ("completion", "completions"))
    said = [
        f"{count} {one if count == 1 else many}"
        for count, (one, many) in zip(counts, words, strict=True)
        if count
    ]
    if not said:
        return ""
    verb = "was" if sum(counts) == 1 else "were"
    return (
        f"{' and '.join(said)} {verb} written or withdrawn by hand since it was taken in. "
        "Put right by hand what is wrong, or take in a corrected extract."
    )


def _by_hand(of_import, table):
    with connection.cursor() as cursor:
        about = _about(of_import) | {"committed_at": of_import.committed_at}
        cursor.execute(_BY_HAND.format(table=table), about)
        return cursor.fetchone()[0]


def withdraw(of_import):
    """Withdraw everything that an import brought, and let stand again what it withdrew."""
    for table in ("training_posting", "training_completion"):
        _run(
            f"""
            UPDATE {table} SET withdrawn_at = now(), withdrawn_by_import_id = %(import)s
            WHERE by_import_id = %(import)s AND withdrawn_at IS NULL
            """,  # noqa: S608 - two fixed names
            of_import,
        )
        _run(
            f"""
            UPDATE {table} SET withdrawn_at = NULL, withdrawn_by_import_id = NULL
            WHERE withdrawn_by_import_id = %(import)s AND by_import_id IS DISTINCT FROM %(import)s
            """,  # noqa: S608
            of_import,
        )


def drop_plain_rows(of_import):
    """Forget the staged rows that were plain; those with something to say stay, without what they held."""
    _run(
        "DELETE FROM training_stagedrow WHERE of_import_id = %(import)s AND verdict = 'accepted'",
        of_import,
    )
    _run(
        """
        UPDATE training_stagedrow SET number = NULL, name = NULL, email = NULL, manager = NULL, person_id = NULL
        WHERE of_import_id = %(import)s
        """,
        of_import,
    )


def drop_rows(of_import):
    """Forget every staged row of an extract."""
    _run("DELETE FROM training_stagedrow WHERE of_import_id = %(import)s", of_import)


def _about(of_import):
    return {
        "import": of_import.pk,
        "agency": of_import.agency_id,
        "on": of_import.on,
        "by": of_import.by_id,
        "reason": f"Extract {of_import.pk}",
    }


def _run(sql, of_import):
    with _in_bulk() as cursor:
        cursor.execute(sql, _about(of_import))
        return cursor.rowcount
