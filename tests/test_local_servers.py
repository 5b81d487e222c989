"""The embedded servers live exactly as long as somebody holds them, however their holders end."""

import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest
import redis

from prevent_portal import local_servers
from prevent_portal.local_servers import watcher

PORTAL = Path(local_servers.__file__).parent.parent

# The package around it starts Celery, which the servers do not need.
# Whoever runs the tests in the background ignores SIGINT, and a child would inherit that.
HOLDER = """
import dataclasses, json, signal, sys, types
signal.signal(signal.SIGINT, signal.default_int_handler)
package = sys.modules["prevent_portal"] = types.ModuleType("prevent_portal")
package.__path__ = [sys.argv[1]]
from prevent_portal.local_servers import hold
print(json.dumps(dataclasses.asdict(hold(sys.argv[2]))), flush=True)
sys.stdin.read()
"""


class Holder:
    """A process of its own that holds the servers until it is told to end."""

    def __init__(self, var):
        self.process = subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-c", HOLDER, str(PORTAL), str(var)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end()

    def servers(self):
        return local_servers.Servers(**json.loads(self.process.stdout.readline()))

    def end(self):
        self.process.communicate(timeout=60)


@pytest.fixture(scope="module")
def var(tmp_path_factory):
    folder = tmp_path_factory.mktemp("a place") / 'with "odd" $names'
    yield folder
    elsewhere = folder / "servers" / "elsewhere.json"
    if elsewhere.exists():  # run by root, below a folder that only root may enter
        shutil.rmtree(json.loads(elsewhere.read_text()))


def processes_of(servers):
    """Every process that has the servers' socket folder in its command line."""
    sockets = servers.owner["HOST"].encode()
    found = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit():
            try:
                command = (process / "cmdline").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if sockets in command:
                found.append(int(process.name))
    return found


def postmaster_of(servers):
    """The one process that was started as PostgreSQL."""
    [postmaster] = [
        one
        for one in processes_of(servers)
        if b"--unix_socket_directories" in Path(f"/proc/{one}/cmdline").read_bytes()
    ]
    return postmaster


def assert_gone(servers, *, within):
    """No process and no socket folder is left, at the latest after some seconds."""
    sockets = Path(servers.owner["HOST"])
    deadline = time.monotonic() + within
    while (processes_of(servers) or sockets.exists()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_of(servers) == []
    assert not sockets.exists()


def answer(login, query):
    connection = psycopg2.connect(
        host=login["HOST"], user=login["USER"], password=login["PASSWORD"], dbname=login["NAME"]
    )
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()
    finally:
        connection.close()


def test_each_login_gets_in_with_its_own_password_and_no_other(var):
    with Holder(var) as holder:
        servers = holder.servers()
        for login, name in (
            (servers.owner, "portal_owner"),
            (servers.app, "portal_app"),
            (servers.backup, "portal_backup"),
        ):
            assert answer(login, "SELECT current_user::text") == [(name,)]
        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            answer(servers.owner | {"PASSWORD": servers.app["PASSWORD"]}, "SELECT 1")


def test_the_roles_can_do_what_they_are_for_and_no_more(var):
    with Holder(var) as holder:
        servers = holder.servers()
        roles = answer(
            servers.app,
            "SELECT rolname::text, rolcanlogin, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole "
            "FROM pg_roles WHERE rolname LIKE 'portal%' ORDER BY rolname",
        )
        owner = answer(
            servers.app,
            "SELECT pg_get_userbyid(datdba)::text, pg_encoding_to_char(encoding)::text, datcollate "
            "FROM pg_database WHERE datname = 'portal'",
        )
        becomes_gate = answer(
            servers.owner,
            "SELECT pg_has_role('portal_owner', 'portal_gate', 'SET'), "
            "pg_has_role('portal_owner', 'portal_gate', 'USAGE'), "
            "pg_has_role('portal_app', 'portal_gate', 'SET')",
        )

    assert roles == [
        # name, signs in, superuser, sees past row-level security, makes databases, makes roles
        ("portal_app", True, False, False, False, False),
        ("portal_backup", True, False, True, False, False),
        ("portal_gate", False, False, True, False, False),
        ("portal_owner", True, False, False, True, False),  # the last only here: test databases
    ]
    assert owner == [("portal_owner", "UTF8", "C.UTF-8")]
    assert becomes_gate == [(True, False, False)]


def test_the_queue_and_the_cache_answer(var):
    with Holder(var) as holder:
        servers = holder.servers()
        cache = redis.Redis.from_url(servers.cache_url)
        cache.set("colour", "blue")
        kept = cache.get("colour")
        cache.close()

    assert kept == b"blue"
    assert servers.broker_url.startswith("redis+socket:///")


def test_nobody_else_may_read_the_passwords_or_reach_the_sockets(var):
    with Holder(var) as holder:
        servers = holder.servers()
        passwords = var / "servers" / "passwords.json"

        assert passwords.stat().st_mode & 0o777 == 0o600
        assert Path(servers.owner["HOST"]).stat().st_mode & 0o777 == 0o700


def test_postgresql_never_runs_as_root(var):
    with Holder(var) as holder:
        owners = {Path(f"/proc/{one}").stat().st_uid for one in processes_of(holder.servers())}

    watcher = os.geteuid()
    assert owners - {watcher} == (
        {pwd.getpwnam("prevent-portal").pw_uid} if watcher == 0 else set()
    )


def test_when_the_last_holder_has_ended_nothing_is_left(var):
    with Holder(var) as holder:
        servers = holder.servers()
        holder.end()

    assert_gone(servers, within=0)


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_when_the_last_holder_is_killed_nothing_is_left(var, ending):
    with Holder(var) as holder:
        servers = holder.servers()
        holder.process.send_signal(ending)
        holder.process.wait()

        assert_gone(servers, within=20)


def test_the_servers_stay_while_somebody_else_holds_them(var):
    with Holder(var) as first, Holder(var) as second:
        first.servers()
        servers = second.servers()
        first.end()

        assert answer(servers.app, "SELECT 1") == [(1,)]


def test_starts_at_once_share_one_pair_of_servers(var):
    holders = [Holder(var) for _ in range(4)]
    try:
        found = [holder.servers() for holder in holders]
        postmaster_of(found[0])
    finally:
        for holder in holders:
            holder.__exit__()

    assert found == [found[0]] * 4


def test_data_and_passwords_are_kept_from_one_start_to_the_next(var):
    with Holder(var) as holder:
        before = holder.servers()
        answer(before.owner, "CREATE TABLE IF NOT EXISTS kept (); COMMIT; SELECT 1")
        holder.end()
    with Holder(var) as holder:
        after = holder.servers()

        assert answer(after.owner, "SELECT to_regclass('kept')::text") == [("kept",)]
        assert after == before


@pytest.mark.parametrize("victim", ["watcher", "postgres"])
def test_servers_that_died_are_started_again_by_the_next_holder(var, victim):
    state = var / "servers" / "state.json"
    with Holder(var) as first, Holder(var) as second:
        servers = first.servers()
        second.end()
        if victim == "watcher":
            os.kill(json.loads(state.read_text())["watcher"], signal.SIGKILL)
        else:
            os.kill(postmaster_of(servers), signal.SIGKILL)
        with Holder(var) as third:
            assert answer(third.servers().app, "SELECT 1") == [(1,)]
            assert answer(servers.app, "SELECT 1") == [(1,)]


def test_applying_the_roles_again_changes_nothing(var):
    with Holder(var) as holder:
        servers = holder.servers()
        superuser = servers.owner | {
            "USER": "postgres",
            "PASSWORD": json.loads((var / "servers" / "passwords.json").read_text())["postgres"],
        }
        roles = "SELECT array_agg(r ORDER BY rolname)::text FROM pg_authid r"
        before = answer(superuser, roles)
        answer(superuser, watcher.ROLES.read_text() + "; COMMIT; SELECT 1")

        # The file takes from the owner what only the embedded servers give.
        answer(superuser, "ALTER ROLE portal_owner CREATEDB; COMMIT; SELECT 1")
        assert answer(superuser, roles) == before


def test_a_folder_that_cannot_be_used_gets_one_sentence():
    with pytest.raises(local_servers.NoServers) as refused:
        local_servers.hold("/dev/null/var")

    assert str(refused.value) == (
        "The embedded servers cannot use /dev/null/var/servers: Not a directory."
    )
