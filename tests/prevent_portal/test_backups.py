"""A backup is all but the keys; it comes back with every row, file, function and right, or not at all."""

import datetime
import json
import re
import shutil
import uuid
from pathlib import Path

import pytest
from django.conf import settings as portal
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone

from channel.models import Case, Referral
from prevent_portal import backups, files, seals
from prevent_portal.acting import acting_for
from prevent_portal.models import AccessRecord
from tests.channel.panels import World
from tests.conftest import _run, _server, drop, point_at

LOGIN = portal.DATABASE_BACKUP
LOG = {"verb": "opened", "page": "channel:case_detail", "reference": "C26-1", "status": 200}


@pytest.fixture(autouse=True)
def _database(own_database):
    """A dump shows what is committed."""


@pytest.fixture
def kept(settings, tmp_path, own_database):
    """A portal with a case, a file and a sealed log, and a backup of it."""
    settings.LOG_SEAL_HEAD = tmp_path / "seal" / "head.json"
    settings.DESTROYED_KEYS = tmp_path / "destroyed.txt"
    settings.DATABASE_BACKUP = LOGIN | {"NAME": own_database}
    with connections["owner"].cursor() as cursor:
        cursor.execute(f'GRANT CONNECT ON DATABASE "{own_database}" TO portal_backup')
    world = World()
    case = world.refer(by=world.teacher)
    with acting_for(world.chair):
        files.keep_made(ContentFile(b"minutes"), name="minutes.csv", by=world.chair)
    AccessRecord.objects.create(address="192.0.2.1", user=world.chair, at=timezone.now(), **LOG)
    seals.seal(now=timezone.now() + datetime.timedelta(hours=2))
    call_command("backup", str(tmp_path / "backup"))
    return world, case, tmp_path / "backup"


@pytest.fixture
def elsewhere(settings, tmp_path, own_database):
    """An empty database, and an empty folder of files."""
    name = f"test_portal_own_{uuid.uuid4().hex[:12]}_0"
    with _server() as server:
        _run(server, "CREATE DATABASE {}", name)
        _run(server, "GRANT CONNECT, TEMPORARY ON DATABASE {} TO portal_app, portal_backup", name)
    settings.FILES_ROOT = settings.MEDIA_ROOT = tmp_path / "new files"
    point_at(name)
    yield name
    point_at(own_database)
    drop(name)


#: PostgreSQL words a condition that it reads back with other casts and brackets.
CASTS = re.compile(r"[()]|::(text|character varying|name)(\[\])?")


def described(name):
    """Every table, function, policy, trigger and right of a database."""
    said = backups._run("pg_dump", LOGIN | {"NAME": name}, "--schema-only")
    return [CASTS.sub("", line) for line in said.splitlines() if not line.startswith(("--", "\\"))]


def test_a_backup_comes_back_with_every_row_file_function_and_right(
    kept, elsewhere, own_database, settings, capsys
):
    world, case, folder = kept
    assert folder.stat().st_mode & 0o777 == 0o700
    listed = backups._run("pg_restore", None, "--list", str(folder / "database.dump"))
    assert "TABLE DATA public channel_case " in listed
    assert "TABLE DATA public portal_gate_secret" not in listed
    said = json.loads((folder / "manifest.json").read_text())
    assert said["migrations"]["channel"] >= "0003"
    assert {Path(name).parts[0] for name in said["files"]} == {
        "database.dump", "files", "log-seal.json",
    }  # fmt: skip
    with pytest.raises(CommandError, match="is not empty"):
        call_command("backup", str(folder))

    call_command("restore", str(folder))

    assert "1 checked" in capsys.readouterr().out
    assert sorted(described(elsewhere)) == sorted(described(own_database))
    with acting_for(world.chair):
        assert Case.objects.get().reference == case.reference
        assert Referral.objects.get().case_id == case.pk
    with acting_for(world.prevent_lead):
        assert not Case.objects.exists()
    assert [path.read_bytes() for path in settings.FILES_ROOT.rglob("*") if path.is_file()] == [
        b"minutes"
    ]
    with (
        acting_for(world.chair),
        connection.cursor() as cursor,
    ):  # rows can be added, with new numbers
        AccessRecord.objects.create(address="192.0.2.1", user=world.chair, **LOG)
        cursor.execute("SELECT has_function_privilege('channel_give_seat'::regproc, 'EXECUTE')")
        assert cursor.fetchone() == (False,)

    with pytest.raises(CommandError, match="already holds files"):
        call_command("restore", str(folder))
    settings.FILES_ROOT = folder.parent / "no files yet"
    with pytest.raises(CommandError, match="already holds tables"):
        call_command("restore", str(folder))


def change(path):
    path.write_bytes(path.read_bytes() + b" ")


def remove(path):
    path.unlink()


@pytest.mark.parametrize(
    ("what", "where", "words"),
    [
        (change, "database.dump", "database.dump is not as it was when the backup was made"),
        (remove, "log-seal.json", "log-seal.json is not as it was when the backup was made"),
        (lambda path: path.write_text("x"), "files/more.txt", "files/more.txt was not in the backup"),
        (lambda path: path.write_text("{}"), "manifest.json", "holds no manifest that can be read"),
        (
            lambda path: path.write_text(path.read_text().replace('"bytes": ', '"bytes": 1')),
            "manifest.json",
            "The manifest was altered, or made with another LOG_SEAL_KEY",
        ),
    ],
)  # fmt: skip
def test_what_is_not_as_it_was_is_named_and_nothing_is_restored(made, tmp_path, what, where, words):
    folder = shutil.copytree(made, tmp_path / "copy")
    what(folder / where)
    with pytest.raises(CommandError, match=words):
        call_command("restore", str(folder))


@pytest.fixture
def made(tmp_path):
    """What a manifest is compared with; nothing is restored from it."""
    folder = tmp_path / "made"
    (folder / "files").mkdir(parents=True)
    for name in ("database.dump", "log-seal.json", "files/one.txt"):
        (folder / name).write_text(name)
    held = {name: backups._said_of(folder / name) for name in backups._names(folder)}
    said = {"made_at": "2026-03-18", "migrations": {}, "files": held}
    (folder / "manifest.json").write_text(json.dumps(said | {"proof": backups._proof(said)}))
    return folder


def test_without_the_logins_or_the_programs_it_says_so(settings, monkeypatch, tmp_path):
    settings.DATABASE_BACKUP = None
    with pytest.raises(CommandError, match="Set DATABASE_BACKUP_URL"):
        call_command("backup", str(tmp_path / "new"))
    settings.DATABASE_BACKUP = LOGIN | {"NAME": "there_is_none"}
    with pytest.raises(CommandError, match="pg_dump ended with: .*there_is_none"):
        call_command("backup", str(tmp_path / "new"))
    monkeypatch.setattr(backups, "find_spec", lambda name: None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(CommandError, match="There is no pg_dump: install"):
        call_command("backup", str(tmp_path / "newer"))
    monkeypatch.setattr(backups, "connections", {})
    with pytest.raises(CommandError, match="Set DATABASE_OWNER_URL"):
        call_command("restore", str(tmp_path))
