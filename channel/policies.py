"""Row-level security for migrations: which rows of a table answer to the person acted for.

Every table of this app says here who may read and write its rows; a test finds one that does not.
A table about a case carries `case_id`, its history too, and asks `channel_open_cases`, the one function
that decides. A function that must see more than its caller is owned by the gate and returns as little
as it can. A migration that protects tables ends with `ask_once()`: what it wrote says the same as
before, and is quick for a page of one case as well as for a list of all.
"""

import re

from django.db import migrations

#: A condition as it was written, as `ask_quickly` and then `ask_once` put it, as PostgreSQL gives them back.
_SLOW = re.compile(
    r"\((\w+) IN \( ?SELECT channel_open_cases\('(\w+)'::text\) AS channel_open_cases\)\)"
)
_QUICK = re.compile(
    r"CASE current_setting\('portal\.reads'.*?THEN channel_opens\('(\w+)'::text, (\w+)\).*?\sEND",
    re.DOTALL,
)
_ONCE = re.compile(
    r"CASE\s+WHEN \(\( SELECT current_setting\('portal\.reads'.*?channel_opened\('(\w+)'.*?"
    r" OR channel_opens\('\w+'::text, (\w+)\).*?\sEND",
    re.DOTALL,
)
#: Whose rows a page about several cases reads many of: it asks for all that are open at once.
_LISTED = ("channel_case", "channel_historicalcase")


def protect_case_table(table, *, read="view_case", write="contribute_case", key="case_id"):
    """Rows answer to whoever holds a grant on their case: one to read them, one to write them."""
    return _protect(
        table,
        f"{key} IN (SELECT channel_open_cases('{read}'))",
        f"{key} IN (SELECT channel_open_cases('{write}'))",
    )


def protect_panel_table(table, *, key="panel_id"):
    """Rows answer to whoever sits on their panel; its chair, deputy and coordinator write them."""
    return _protect(
        table,
        f"{key} IN (SELECT channel_open_panels('member'))",
        f"{key} IN (SELECT channel_open_panels('coordinator'))",
    )


def protect_by(table, read, write):
    """Rows answer to a condition in SQL; `true` where nothing about a person stands in the table."""
    return _protect(table, read, write)


def _protect(table, read, write):
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY may_read ON {table} FOR SELECT TO portal_app USING ({read});
        CREATE POLICY may_add ON {table} FOR INSERT TO portal_app WITH CHECK ({write});
        CREATE POLICY may_change ON {table} FOR UPDATE TO portal_app
            USING ({write}) WITH CHECK ({write});
        CREATE POLICY may_remove ON {table} FOR DELETE TO portal_app USING (false);
        """,
        f"""
        DROP POLICY may_remove ON {table};
        DROP POLICY may_change ON {table};
        DROP POLICY may_add ON {table};
        DROP POLICY may_read ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def ask_quickly():
    """Let each policy that asks which cases are open ask the shorter way; `ask_once` has come in its place.

    `portal.reads` says which way costs less, and opens nothing. A page that is about `one` case, or a
    `few`, asks of each row; any other asks once a statement for all cases. Where cases are `listed`, those
    that can only be observed are left out.
    """
    return migrations.RunPython(
        lambda apps, schema_editor: _rewrite(schema_editor, _SLOW, _quickly),
        lambda apps, schema_editor: _rewrite(schema_editor, _QUICK, _slowly),
    )


def ask_once():
    """Let each policy ask as the page says that it reads, and of the cases that it names once a statement.

    `portal.reads` says which way costs less, and opens nothing. A page that is about `one` case, or a
    `few`, says which in `portal.cases`: whether these are open is asked once for each table, and of the row where
    it is of another. Any other page asks once a table for all cases. Of the cases themselves, where they are
    `listed` or a `few`, those that can only be observed are left out.
    """

    def rewrite(apps, schema_editor):
        _rewrite(schema_editor, _SLOW, _once)
        _rewrite(schema_editor, _QUICK, lambda table, grant, key: _once(table, key, grant))

    return migrations.RunPython(
        rewrite,
        lambda apps, schema_editor: _rewrite(
            schema_editor, _ONCE, lambda table, grant, key: _quickly(table, key, grant)
        ),
    )


def _once(table, key, grant):
    reads, ways = "(SELECT current_setting('portal.reads', true))", []
    about = "'one'" if table in _LISTED else "'one', 'few'"
    row = f"{_named(key, grant)} OR channel_opens('{grant}', {key})"
    ways.append(f"WHEN {reads} IN ({about}) THEN {row}")
    if (table, grant) == ("channel_case", "observe_case"):
        viewed = _all_open(key, "view_case")
        ways.append(f"WHEN {reads} = 'few' THEN {_named(key, 'view_case')} OR {viewed}")
        ways.append(f"WHEN {reads} = 'listed' THEN {viewed}")
    return f"CASE {' '.join(ways)} ELSE {_all_open(key, grant)} END"


def _named(key, grant):
    return f"{key} = ANY ((SELECT channel_opened('{grant}'))::bigint[])"


def _all_open(key, grant):
    return f"{key} IN (SELECT o FROM channel_open_cases('{grant}') o)"  # noqa: S608 - ours


def _quickly(table, key, grant):
    row = f"channel_opens('{grant}', {key})"
    if (table, grant) == ("channel_case", "observe_case"):
        ways = f"WHEN 'one' THEN {row} WHEN 'listed' THEN {_all_open(key, 'view_case')}"
    elif table in _LISTED:
        ways = f"WHEN 'one' THEN {row}"
    else:
        ways = f"WHEN 'one' THEN {row} WHEN 'few' THEN {row}"
    return f"CASE current_setting('portal.reads', true) {ways} ELSE {_all_open(key, grant)} END"


def _slowly(table, grant, key):
    return f"({key} IN (SELECT channel_open_cases('{grant}')))"


def _rewrite(schema_editor, pattern, condition):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname, qual, with_check FROM pg_policies"
            " WHERE tablename LIKE 'channel%' ORDER BY 1, 2"
        )
        for table, policy, *said in cursor.fetchall():
            new = [
                words and pattern.sub(lambda found, of=table: condition(of, *found.groups()), words)
                for words in said
            ]
            clauses = [
                f"{clause} ({words})"
                for clause, words, was in zip(("USING", "WITH CHECK"), new, said, strict=True)
                if words != was
            ]
            if clauses:
                cursor.execute(f"ALTER POLICY {policy} ON {table} {' '.join(clauses)}")


def keep_history(*tables):
    """The application adds to these tables and changes nothing in them."""
    names = ", ".join(tables)
    return migrations.RunSQL(
        f"REVOKE UPDATE, DELETE ON {names} FROM portal_app", migrations.RunSQL.noop
    )


def gate_function(signature, body, *, called_by="portal_app"):
    """A function that the gate owns, so that it sees every row; `called_by` None keeps it inside.

    `signature` is the name with its arguments as `DROP FUNCTION` takes them; `body` the whole
    CREATE FUNCTION statement.
    """
    return migrations.RunSQL(
        f"""
        {body};
        REVOKE ALL ON FUNCTION {signature} FROM PUBLIC, portal_app;
        {f"GRANT EXECUTE ON FUNCTION {signature} TO {called_by};" if called_by else ""}
        GRANT CREATE ON SCHEMA public TO portal_gate;
        ALTER FUNCTION {signature} OWNER TO portal_gate;
        REVOKE CREATE ON SCHEMA public FROM portal_gate;
        """,
        f"DROP FUNCTION {signature}",
    )


def replaced(now, then):
    """Put a function's body in place of the one before, as the gate, which owns it; who calls it stays."""
    return migrations.RunSQL(*(_replace(body) for body in (now, then)))


def recreated(now, then):
    """Put a function of another signature in place of the one before: each is `(signature, body)`."""
    made, was = (gate_function(*each) for each in (now, then))
    return migrations.RunSQL(
        f"DROP FUNCTION {then[0]}; {made.sql}", f"DROP FUNCTION {now[0]}; {was.sql}"
    )


#: How a function asked for the portal itself until it signed: nobody at all was taken for it.
_NOBODY = re.compile(r"\(SELECT portal_actor\(\)\) IS NULL|portal_actor\(\) IS NULL")
_ITSELF = re.compile(r"\(SELECT portal_itself\(\)\)")


def only_itself():
    """Let every function that tells the portal itself more than others ask for its signature."""
    return migrations.RunPython(
        lambda apps, schema_editor: _reword(schema_editor, _NOBODY, "(SELECT portal_itself())"),
        lambda apps, schema_editor: _reword(
            schema_editor, _ITSELF, "(SELECT portal_actor()) IS NULL"
        ),
    )


def _reword(schema_editor, pattern, words):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_functiondef(p.oid) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE n.nspname = 'public' AND p.proname LIKE 'channel%' AND p.prokind = 'f' ORDER BY p.proname"
        )
        for (body,) in cursor.fetchall():
            if pattern.search(body):
                cursor.execute(_replace(pattern.sub(words, body)))


def history_in_ones_own_name(*tables):
    """A row of history says who is acted for, and nobody else."""
    names = [(table, "channel_history_by_who_acts") for table in tables]
    return migrations.RunSQL(
        " ".join(
            f"CREATE TRIGGER {trigger} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION {trigger}();"
            for table, trigger in names
        ),
        " ".join(f"DROP TRIGGER {trigger} ON {table};" for table, trigger in names),
    )


def _replace(body):
    return f"""
        GRANT CREATE ON SCHEMA public TO portal_gate;
        SET LOCAL ROLE portal_gate;
        {body.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")};
        RESET ROLE;
        REVOKE CREATE ON SCHEMA public FROM portal_gate;
        """


def gate_reads(*tables, write=()):
    """What the gate's functions may read, and what they may add to and change."""
    reads = f"GRANT SELECT ON {', '.join(tables)} TO portal_gate;" if tables else ""
    writes = f"GRANT SELECT, INSERT, UPDATE ON {', '.join(write)} TO portal_gate;" if write else ""
    return migrations.RunSQL(
        f"{reads} {writes} GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO portal_gate;",
        migrations.RunSQL.noop,
    )
