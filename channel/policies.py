"""Row-level security for migrations: which rows of a table answer to the person acted for.

Every table of this app says here who may read and write its rows; a test finds one that does not. A table about
a case carries `case_id`, its history too, and asks `channel_open_cases`, the one function that decides. A migration
that adds tables of history ends with `history_stays` and `history_in_ones_own_name`.
"""

from django.db import migrations

#: Whose rows a page about several cases reads many of: it asks for all that are open at once.
_LISTED = ("channel_case", "channel_historicalcase")


def protect(table, *, read, write="false", remove="false"):
    """Let the rows of a table answer to conditions in SQL; `true` where nothing about a person stands in it."""
    return migrations.RunSQL(
        f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        CREATE POLICY may_read ON {table} FOR SELECT TO portal_app USING ({read});
        CREATE POLICY may_add ON {table} FOR INSERT TO portal_app WITH CHECK ({write});
        CREATE POLICY may_change ON {table} FOR UPDATE TO portal_app
            USING ({write}) WITH CHECK ({write});
        CREATE POLICY may_remove ON {table} FOR DELETE TO portal_app USING ({remove});
        """,
        f"""
        DROP POLICY may_remove ON {table};
        DROP POLICY may_change ON {table};
        DROP POLICY may_add ON {table};
        DROP POLICY may_read ON {table};
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )


def protect_case_table(table, *, read="view_case", write="contribute_case", key="case_id"):
    """Rows answer to whoever holds a grant on their case: one to read them, one to write them, if anybody may."""
    return protect(
        table,
        read=of_case(table, read, key),
        write=of_case(table, write, key) if write else "false",
    )


def protect_panel_table(table, *, read="member", write="coordinator"):
    """Rows answer to whoever sits on their panel, as anybody, as an officer, or as chair."""
    return protect(table, read=of_panel(read), write=of_panel(write))


def of_panel(at_least, key="panel_id"):
    """The condition that a row's panel is one that the person acted for sits on."""
    return f"{key} IN (SELECT channel_open_panels('{at_least}'))"


def of_case(table, grant, key="case_id"):
    """The condition that a row's case is open, asked as the page says that it reads.

    `portal.reads` says which way costs less, and opens nothing. A page that is about `one` case, or a
    `few`, says which in `portal.cases`: whether these are open is asked once for each table, and of the row where
    it is of another. Any other page asks once a table for all cases. Of the cases themselves, where they are
    `listed` or a `few`, those that can only be observed are left out.
    """
    row = f"{_named(key, grant)} OR channel_opens('{grant}', {key})"
    if (table, grant) == ("channel_case", "observe_case"):
        viewed = _all_open(key, "view_case")
        listed, one, few = (_reads(f"= '{way}'") for way in ("listed", "one", "few"))
        ways = (
            f"WHEN {listed} THEN {viewed} WHEN {one} THEN {row}"
            f" WHEN {few} THEN {_named(key, 'view_case')} OR {viewed}"
        )
    else:
        about = "IN ('one')" if table in _LISTED else "IN ('one', 'few')"
        ways = f"WHEN {_reads(about)} THEN {row}"
    return f"CASE {ways} ELSE {_all_open(key, grant)} END"


def _reads(way):
    """Found out once a statement, and not of each row."""
    return f"(SELECT current_setting('portal.reads', true) {way})"


def _named(key, grant):
    return f"{key} = ANY ((SELECT channel_opened('{grant}'))::bigint[])"


def _all_open(key, grant):
    return f"{key} IN (SELECT o FROM channel_open_cases('{grant}') o)"  # noqa: S608 - ours


def history_in_ones_own_name():
    """Let a row of history, of every table that does not ask yet, say who is acted for, and nobody else."""
    return migrations.RunSQL(
        """
        DO $$
        DECLARE
            history regclass;
        BEGIN
            FOR history IN
                SELECT oid FROM pg_class c
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                  AND starts_with(relname, 'channel_historical')
                  AND NOT EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = c.oid
                                  AND t.tgname = 'channel_history_by_who_acts')
            LOOP
                EXECUTE format('CREATE TRIGGER channel_history_by_who_acts BEFORE INSERT ON %s
                                FOR EACH ROW EXECUTE FUNCTION channel_history_by_who_acts()', history);
            END LOOP;
        END $$
        """,
        migrations.RunSQL.noop,
    )
