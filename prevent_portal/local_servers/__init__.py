"""The embedded PostgreSQL and Redis-protocol servers, alive for as long as any process holds them.

Whoever calls `hold` takes a shared lock on one file and keeps it until it ends, however it ends. A
watcher, the parent of both servers, waits for the same lock exclusively: when it gets it nobody is
left, and it stops them. The kernel drops the locks of the dead, so nothing depends on a tidy end.

For demonstrations, development and tests only. The binaries come from two Python packages, whose own
ways of starting them are not used (docs/decisions/0009-embedded-servers.md).
"""

import atexit
import fcntl
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from . import watcher
from .watcher import LOGINS, START_SECONDS, STOP_SECONDS, is_free, lock


class NoServers(SystemExit):
    """The embedded servers cannot run: ends the program with one sentence, and without a traceback."""


@dataclass(frozen=True)
class Servers:
    """Where the running servers are: three `DATABASES` entries, and one address each for queue, results and cache."""

    owner: dict
    app: dict
    backup: dict
    broker_url: str
    result_url: str
    cache_url: str


_held = {}


def hold(var):
    """Keep the servers of a `var` folder running until this process ends, starting them if need be.

    Cheap and safe to call again: a second call in one process starts the servers anew if they have
    died meanwhile. Raises NoServers.
    """
    home = Path(var).resolve() / "servers"
    try:
        home.mkdir(mode=0o711, parents=True, exist_ok=True)
        with _locked(home / "starting.lock"):
            if home not in _held:
                _held[home] = lock(home / "holders.lock", fcntl.LOCK_SH)
                atexit.register(_let_go, home, os.getpid())
            _start(home)
            return _servers(home)
    except PermissionError as error:
        raise NoServers(
            f"{home} belongs to another user: run as that user, or remove it ({error.strerror})."
        ) from error
    except OSError as error:
        raise NoServers(f"The embedded servers cannot use {home}: {error.strerror}.") from error


def _start(home):
    """Have a watcher with both servers up; one that is still starting or stopping is waited for."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if is_free(home / "watcher.lock"):
            started = subprocess.run(
                [sys.executable, "-I", watcher.__file__, str(home)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                text=True,
                start_new_session=True,
            )
            if started.returncode:
                raise NoServers(started.stderr.strip())
        if (home / "state.json").exists():
            return
        time.sleep(0.05)
    raise NoServers(f"The embedded servers are stuck: see {home / 'servers.log'}.")


def _servers(home):
    sockets = Path(json.loads((home / "state.json").read_text())["sockets"])
    passwords = json.loads((home / "passwords.json").read_text())
    owner, app, backup = (
        {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": str(sockets),
            "NAME": "portal",
            "USER": login,
            "PASSWORD": passwords[login],
        }
        for login in LOGINS
    )
    redis = sockets / "redis"
    return Servers(
        owner=owner,
        app=app,
        backup=backup,
        broker_url=f"redis+socket://{redis}?virtual_host=0",
        result_url=f"redis+socket://{redis}?virtual_host=1",
        cache_url=f"unix://{redis}?db=2",
    )


def _let_go(home, holder):
    """At the end of the process that called `hold`: if it was the last, wait until the servers are gone."""
    if os.getpid() != holder:
        return
    ours = _watcher_pid(home)
    os.close(_held.pop(home))
    if not is_free(home / "holders.lock") and is_free(home / "holders.lock", fcntl.LOCK_SH):
        return  # others hold them; had the watcher the lock, not even a share of it would be free
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline and not is_free(home / "watcher.lock"):
        if _watcher_pid(home) not in (ours, None):
            return
        time.sleep(0.02)


def _watcher_pid(home):
    try:
        return json.loads((home / "state.json").read_text())["watcher"]
    except FileNotFoundError:
        return None


@contextmanager
def _locked(path):
    file = lock(path, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(file)
