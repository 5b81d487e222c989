"""The harness: a real database reached as the application login, and a calendar that stands still."""

import datetime
import hashlib
import itertools
import os
import random
import re
import time
import uuid
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections, transaction
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    QuerySet,
    ValuesIterable,
    ValuesListIterable,
)
from django.test import override_settings
from hypothesis import settings as hypothesis_settings
from psycopg2 import sql

from prevent_portal.garbage import spare_what_stays

ROOT = Path(__file__).resolve().parent.parent
TODAY = datetime.date(2026, 3, 18)  # a Wednesday, late in the financial year
NOON = datetime.datetime.combine(TODAY, datetime.time(12), tzinfo=datetime.UTC)

#: The same examples on each run and each worker, without a file of earlier ones.
hypothesis_settings.register_profile("portal", derandomize=True, deadline=None, database=None)
hypothesis_settings.load_profile("portal")


def shared():
    """The folder of real plans and extracts; the test is skipped where there is none."""
    folder = os.environ.get("PORTAL_SHARED")
    if not folder:
        pytest.skip("PORTAL_SHARED does not say where the real plans are")
    return Path(folder).resolve()


@pytest.fixture(scope="session")
def shared_folder():
    """The folder of real plans and extracts."""
    return shared()


def pytest_collection_finish():
    """Let the collector of unused objects leave alone what stays anyway: code, tests, the apps."""
    spare_what_stays()


def pytest_collection_modifyitems(items):
    """Journeys first: what takes long is not left to one worker at the end."""
    items.sort(key=lambda item: "journeys" not in item.path.parts)


# The database: made and migrated once as the owner, cloned for each worker, used as the application


@pytest.fixture(scope="session")
def template_database(django_db_blocker):
    """The name of a migrated, empty database: made once, then cloned."""
    template = f"test_portal_{_migrations_hash()}"
    with django_db_blocker.unblock(), _server() as server:
        _lock(server)
        _drop_leftovers(server, template)
        if not _exists(server, template):
            _make_template(server, template)
        _unlock(server)
    return template


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker, template_database, worker_id):
    """Give this worker a clone of the migrated template; the suite only ever signs in as the app."""
    clone = f"test_portal_run_{worker_id}_{os.getpid()}"
    with django_db_blocker.unblock():
        make_clone(template_database, clone)
        point_at(clone)
    yield clone
    with django_db_blocker.unblock():
        for name in [*_DONE_WITH, clone]:
            drop(name)


#: Databases that this worker has used. Each is dropped at the end: ext4 does not use a file's place again within
#: minutes, and looks at each of those places for every file of the next database, which took seconds.
_DONE_WITH = []


@pytest.fixture(scope="module")
def own_database(django_db_blocker, django_db_setup, template_database):
    """A database of one module's own, in which work is committed for real and nothing is flushed.

    The module says so with a fixture `_database` that asks for this one.
    """
    with django_db_blocker.unblock(), cloned(template_database, back_to=django_db_setup) as name:
        yield name


@contextmanager
def cloned(template, *, back_to):
    """Use a clone of a template for a while, then go back to the database from before."""
    name = f"test_portal_own_{uuid.uuid4().hex[:12]}_{os.getpid()}"
    make_clone(template, name)
    point_at(name)
    try:
        yield name
    finally:
        connections.close_all()
        point_at(back_to)
        _DONE_WITH.append(name)


def make_clone(template, name):
    """Make a database that is a copy of another, in about a tenth of a second."""
    with _server() as server:
        _lock(server)
        _run(server, "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)
        _unlock(server)
        _grant_connect(server, name)


def drop(name):
    """Remove a test database, once whoever is still on it has gone: the owner may not send them away."""
    connections.close_all()
    with _server() as server:
        for seconds in (0, 0.1, 0.3, 1, 3, 10):
            time.sleep(seconds)
            if not _is_in_use(server, name):
                break
        _run(server, "DROP DATABASE IF EXISTS {}", name)


def _is_in_use(server, name):
    with server.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_stat_activity WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def point_at(name):
    """Let both logins of this process use the named database."""
    for alias in connections:
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = name
        settings.DATABASES[alias]["NAME"] = name


def _make_template(server, template):
    building = f"{template}_building"
    _run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", building)
    earlier = _earlier_template(server)
    if earlier:
        _run(server, "CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", building, earlier)
    else:
        _run(server, "CREATE DATABASE {}", building)
    _grant_connect(server, building)
    point_at(building)
    call_command("migrate", verbosity=0)
    connections.close_all()
    with server.cursor() as cursor:
        statement = sql.SQL("COMMENT ON DATABASE {} IS %s").format(sql.Identifier(building))
        cursor.execute(statement, [" ".join(sorted(_migrations()))])
    _run(server, "ALTER DATABASE {} RENAME TO {}", building, template)


def _earlier_template(server):
    """The template that lacks fewest of today's migrations and has no other; None if there is none."""
    with server.cursor() as cursor:
        cursor.execute(
            "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database "
            "WHERE datname ~ '^test_portal_[0-9a-f]{16}$'"
        )
        made_of = {name: set((said or "").split()) for name, said in cursor.fetchall()}
    fitting = {name: made for name, made in made_of.items() if made and made <= _migrations()}
    return max(fitting, key=lambda name: len(fitting[name]), default=None)


def _drop_leftovers(server, template):
    """Remove what killed runs have left, and all but the newest templates of other migrations."""
    with server.cursor() as cursor:
        cursor.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'test_portal_%' ORDER BY oid DESC"
        )
        names = [name for (name,) in cursor.fetchall()]
    others = [
        name
        for name in names
        if re.fullmatch(r"test_portal_[0-9a-f]{16}", name) and name != template
    ]
    runs = [re.fullmatch(r"test_portal_(?:run|own)_\w+_(\d+)", name) for name in names]
    dead = [run[0] for run in runs if run and not Path("/proc", run[1]).exists()]
    for name in [*others[2:], *dead]:
        _run(server, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _grant_connect(server, name):
    _run(server, "REVOKE ALL ON DATABASE {} FROM PUBLIC", name)
    _run(server, "GRANT CONNECT, TEMPORARY ON DATABASE {} TO portal_app", name)


class _server:  # noqa: N801 - a context manager
    """A connection to the server itself, as the owner."""

    def __enter__(self):
        where = connections["owner"].get_connection_params()
        self.connection = psycopg2.connect(
            host=where.get("host"),
            port=where.get("port"),
            user=where["user"],
            password=where.get("password"),
            dbname="postgres",
        )
        self.connection.autocommit = True
        return self.connection

    def __exit__(self, *error):
        self.connection.close()


def _run(server, statement, *names):
    with server.cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))


def _lock(server):
    with server.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(20150212)")


def _unlock(server):
    with server.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock(20150212)")


def _exists(server, name):
    with server.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return cursor.fetchone() is not None


def _migrations():
    """Each migration, and each file that one reads, told by its content."""
    return {
        hashlib.sha256(
            settings.ACTING_KEY + str(path.relative_to(ROOT)).encode() + path.read_bytes()
        ).hexdigest()[:12]
        for pattern in ("migrations/*.py", "migrations/gate/*.sql", "seeds/*.toml")
        for path in ROOT.glob(f"*/{pattern}")
    }


def _migrations_hash():
    return hashlib.sha256(" ".join(sorted(_migrations())).encode()).hexdigest()[:16]


# Every test


@pytest.fixture(autouse=True)
def _database(db):
    """Every test has the database, in a transaction that is rolled back."""


@pytest.fixture(autouse=True)
def today():
    """The day on which every test happens."""
    with time_machine.travel(NOON, tick=True):
        yield TODAY


@pytest.fixture(scope="session", autouse=True)
def _settings(django_test_environment):
    """What differs in every test from a real installation."""
    with override_settings(
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        SECURE_SSL_REDIRECT=False,
        STATIC_ROOT=ROOT / "build" / "static",
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        yield


_numbers = itertools.count(1)


@pytest.fixture(autouse=True)
def _places(request, settings, tmp_path_factory):
    """Files and rate limits of one test touch no other's; but it finds files that were made `once`."""
    cache.clear()
    own = tmp_path_factory.getbasetemp() / "files" / str(next(_numbers))
    folder = settings.FILES_ROOT if "once" in request.fixturenames else own
    settings.MEDIA_ROOT = settings.FILES_ROOT = folder


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker, tmp_path_factory):
    """Let a module make something once, which each of its tests finds as it was made.

    The module's fixtures that make it are of the same scope and ask for this one. Each test works on
    top, in a transaction of its own; it gets a copy of the objects (`copy.deepcopy`), since rolling
    back undoes rows and not attributes.
    """
    folder = tmp_path_factory.mktemp("once")
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOON - datetime.timedelta(minutes=5), tick=True),
        override_settings(MEDIA_ROOT=folder, FILES_ROOT=folder),
        transaction.atomic(),
    ):
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _nothing_announced(monkeypatch):
    """No test tells a real worker; those that try the queue do it by name."""
    monkeypatch.setattr("prevent_portal.outbox.announce", lambda pk: None)


_ROWS = (ModelIterable, ValuesIterable, ValuesListIterable, FlatValuesListIterable)


@pytest.fixture(autouse=True)
def _unordered_is_shuffled(monkeypatch):
    """A query that asks for no order gets none, so that nobody comes to rely on one."""
    fetch_all = QuerySet._fetch_all

    def shuffled(self):
        fresh = self._result_cache is None
        fetch_all(self)
        if fresh and not self.ordered and self._iterable_class in _ROWS:
            random.Random(len(self._result_cache)).shuffle(self._result_cache)  # noqa: S311

    monkeypatch.setattr(QuerySet, "_fetch_all", shuffled)
