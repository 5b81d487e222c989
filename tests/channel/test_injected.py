"""What a statement that somebody slips into a page may try, by the application's login and in their name."""

import hashlib
import hmac
import json

import pytest
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, connection, transaction
from django.test import Client

from prevent_portal.acting import acting_for, pads, signed
from prevent_portal.factor import FactorAdapter
from prevent_portal.models import Outbox
from prevent_portal.outbox import put
from prevent_portal.roles import Role
from prevent_portal.sessions import SessionStore, digest

from .second_factor import NEVER_STALE, set_up
from .test_attacked import ask, can, refused
from .test_glass import name

OWN_KEY = b"a key that the attacker made up!"


@pytest.fixture
def thief(world, case):
    """Somebody without a seat, whose page was made to send statements."""
    return world.teacher


def seen():
    """What the database answers, of all that it keeps from them."""
    tables = ("case", "subject", "referral", "caseevent", "casekey", "seat", "historicalcase")
    return {ask(f"SELECT count(*) FROM channel_{table}")[0][0] for table in tables}  # noqa: S608


def test_a_temporary_table_stands_in_for_none_of_the_gates(world, case, thief):
    inner, outer = pads(OWN_KEY)
    message = f"1.{world.chair.pk}.{NEVER_STALE}"
    proof = hmac.new(OWN_KEY, message.encode(), hashlib.sha256).hexdigest()
    with acting_for(thief):
        ask("SET LOCAL search_path = pg_temp, public")
        ask("CREATE TEMP TABLE portal_gate_secret AS SELECT 1 AS version, %s AS inner_pad, %s AS outer_pad",
            inner, outer)  # fmt: skip
        ask(
            "CREATE TEMP TABLE channel_seat AS SELECT %s AS case_id, %s AS user_id, 'chair'::text AS seat,"
            " now() - interval '1 day' AS begins_at, NULL::timestamptz AS ends_at,"
            " NULL::bigint AS membership_id, NULL::timestamptz AS conflict_at",
            case.pk,
            thief.pk,
        )
        ask(
            "CREATE TEMP TABLE channel_caseuserpermission AS SELECT %s AS content_object_id, %s AS user_id,"
            " id AS permission_id FROM auth_permission WHERE codename LIKE '%%_case'",
            case.pk,
            thief.pk,
        )
        ask("GRANT ALL ON portal_gate_secret, channel_seat, channel_caseuserpermission TO PUBLIC")
        assert ask("SELECT channel_open_cases('view_case')") == []
        assert ask("SELECT channel_opens('view_case', %s)", case.pk) == [(False,)]
        ask("SELECT set_config('portal.actor', %s, true)", f"{message}.{proof}")
        assert ask("SELECT portal_actor()") == [(None,)]
        transaction.set_rollback(True)


def test_nobody_at_all_is_not_the_portal(world, thief):
    with acting_for(thief):
        ask("SELECT set_config('portal.actor', '', true)")
        assert ask("SELECT * FROM channel_meeting_tells(1, current_date)") == []
        for statement in ("SELECT * FROM channel_sweep('2100-01-01')",):
            refused(statement)
    (asks_for_nobody,) = ask(
        "SELECT count(*) FROM pg_proc WHERE proname LIKE 'channel%%' AND NOT prorettype = 'trigger'::regtype"
        " AND prosrc ~ 'portal_actor\\(\\)\\)? IS (NOT )?NULL'"
    )
    assert asks_for_nobody == (0,)


def test_what_was_promised_goes_on(world, thief):
    for who in (thief, world.administrator):
        with acting_for(who):
            put("tell_of_seat", membership_id=1)
            for statement in (
                "UPDATE prevent_portal_outbox SET done_at = now()",
                "DELETE FROM prevent_portal_outbox",
                "UPDATE auth_permission SET codename = 'view_case' WHERE codename = 'observe_case'",
                "UPDATE django_content_type SET model = 'case' WHERE model = 'panel'",
            ):
                refused(statement)


def test_whoever_opens_a_case_in_an_emergency_chooses_neither_who_is_told_nor_when_it_is_reviewed(
    world, case
):
    holder = world.user(world.county, Role.OFFICER)
    name(world, holder, world.panel)
    with acting_for(holder):
        broken = "SELECT channel_break_glass(%s, %s, '2999-01-01')"
        assert ask(broken, case.reference, "because I can") == [(None,)]
        ((pk,),) = ask(broken, case.reference, "harm")
        ((soon,),) = ask(
            "SELECT review_by < now() + '15 days' FROM channel_breakglass WHERE id = %s", pk
        )
        assert soon
        assert Outbox.objects.filter(kind="tell_of_glass", payload={"glass_id": pk}).count() == 1


def test_a_password_or_a_factor_that_somebody_else_gave_a_chair_closes_their_cases(
    world, case, thief
):
    set_up(world.deputy)
    codes = json.dumps({"seed": FactorAdapter().encrypt("a seed of their own"), "used_mask": 0})
    for nobody in (True, False):
        for statement, *parameters in (
            ("UPDATE prevent_portal_user SET password = %s WHERE id = %s", make_password("mine")),
            (
                "INSERT INTO mfa_authenticator (type, created_at, data, user_id)"
                " VALUES ('recovery_codes', now(), %s, %s)",
                codes,
            ),
        ):
            with acting_for(thief):
                if nobody:
                    ask("SELECT set_config('portal.actor', '', true)")
                ask(statement, *parameters, world.deputy.pk)
                assert can_as(world.deputy) == []
                transaction.set_rollback(True)
    assert can(world.deputy) == [case.pk]


def can_as(user):
    ask("SELECT set_config('portal.actor', %s, true)", signed(user))
    return [pk for (pk,) in ask("SELECT channel_open_cases('view_case')")]


def test_a_session_is_neither_read_out_of_the_database_nor_copied_in_it(world, thief):
    theirs, mine = Client(), Client()
    theirs.force_login(world.chair)
    mine.force_login(thief)
    chair, own = theirs.session.session_key, mine.session.session_key
    kept = dict(ask("SELECT session_key, session_data FROM django_session"))
    assert kept.keys() == {digest(chair), digest(own)}
    assert [SessionStore(key).load() for key in kept] == [{}, {}]

    ask("UPDATE django_session SET session_data = %s", kept[digest(chair)])

    assert SessionStore(chair).load()["_auth_user_id"] == str(world.chair.pk)
    assert SessionStore(own).load() == {}


def test_statements_prepared_under_another_name_and_hints_of_the_planner_tell_no_row(
    world, case, thief
):
    with acting_for(world.chair):
        ask("PREPARE theirs AS SELECT count(*) FROM channel_subject")
        assert ask("EXECUTE theirs") == [(1,)]
    with acting_for(thief):
        assert ask("EXECUTE theirs") == [(0,)]
        ask(
            "SELECT set_config('portal.reads', 'one', true), set_config('portal.cases', %s, true)",
            f"{{{case.pk}}}",
        )
        assert ask("EXECUTE theirs") == [(0,)]
        for way in ("few", "listed", "all", "'"):
            ask("SELECT set_config('portal.reads', %s, true)", way)
            assert seen() == {0}, way
        assert ask("SELECT count(*) FROM pg_stats WHERE tablename LIKE 'channel\\_%%'") == [(0,)]
        assert ask("SELECT count(*) FROM pg_views WHERE schemaname = 'public'") == [(0,)]
        for statement in (
            "SELECT count(*) FROM pg_statistic",
            "SET LOCAL row_security = off; SELECT count(*) FROM channel_subject",
            "SET ROLE portal_gate",
            "SELECT setval('channel_case_id_seq', 1)",
            "COPY (SELECT 1) TO PROGRAM 'id'",
            "SELECT pg_read_file('secrets')",
            "CREATE FUNCTION channel_open_cases(text, text) RETURNS int LANGUAGE sql AS 'SELECT 1'",
            "CREATE SCHEMA theirs",
            "SET session_replication_role = 'replica'",
            "ALTER TABLE channel_case DISABLE ROW LEVEL SECURITY",
            "SELECT channel_give_seat(1, 1, 'chair', NULL, NULL)",
        ):
            with (
                pytest.raises(DatabaseError, match="denied|affected by|owner"),
                transaction.atomic(),
            ):
                ask(statement)
        # a function that tells its caller what it is given meets no row either
        ask(
            "CREATE FUNCTION pg_temp.tells(bigint) RETURNS boolean COST 0.0001 LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE EXCEPTION 'met %%', $1; END $$"
        )
        assert ask("SELECT count(*) FROM channel_case WHERE pg_temp.tells(id)") == [(0,)]
        assert ask(
            "SELECT count(*) FROM channel_casekey WHERE 1 / (case_id - %s) = 1", case.pk
        ) == [(0,)]


def test_what_is_signed_stands_behind_what_other_sessions_read_of_a_statement(world):
    said = []
    with (
        connection.execute_wrapper(lambda run, sql, *rest: said.append(sql) or run(sql, *rest)),
        acting_for(world.chair),
    ):
        ((shown,),) = ask("SELECT pg_size_bytes(current_setting('track_activity_query_size'))")
    assert said[0].strip().startswith("SAVEPOINT")
    assert said[1][:shown].strip() == "SELECT set_config("
    assert "portal.actor" in said[1]


def test_every_function_that_sees_more_looks_for_temporary_tables_last():
    open_ = ask(
        "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace"
        " AND (p.prosecdef OR p.prorettype = 'trigger'::regtype)"
        " AND NOT coalesce(p.proconfig, '{}')::text ~ 'search_path=[^}]*pg_temp\"?}'"
    )
    assert open_ == []


def test_no_setting_switches_a_trigger_off():
    ask(
        "SELECT set_config('pgtrigger.ignore', (SELECT array_agg(tgname)::text FROM pg_trigger), true)"
    )
    assert ask(
        "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'pgtrigger\\_%%' AND _pgtrigger_should_ignore(tgname)"
    ) == [(0,)]


def test_a_row_that_is_added_does_not_tell_which_there_are(world, case, thief):
    models = apps.get_app_config("channel").get_models()
    keys = {model._meta.db_table: model._meta.pk.column for model in models}
    with acting_for(world.chair):
        kept = {t: ask(f"SELECT max({key}) FROM {t}")[0][0] for t, key in keys.items()}  # noqa: S608
    told, tried = [], 0
    with acting_for(thief):
        for table, pk in kept.items():
            if pk is None or ask(f"SELECT count(*) FROM {table}") != [(0,)]:  # noqa: S608
                continue
            add = f"INSERT INTO {table} ({keys[table]}) OVERRIDING SYSTEM VALUE VALUES (%s)"  # noqa: S608
            with pytest.raises(DatabaseError) as error, transaction.atomic():
                ask(add, pk)
            tried += 1
            if not any(no in str(error.value) for no in ("denied", "row-level", "own name")):
                told.append(f"{table}: {error.value}")
    assert tried > 8
    assert told == []
