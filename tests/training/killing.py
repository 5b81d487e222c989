"""Imports that are killed on the way, and what the register looks like afterwards."""

import hashlib
import random
import subprocess
import sys
import time

from tests.training.extracts import HEAD
from training.models import TrainingImport

#: Everything that an import may write to.
TABLES = (
    "prevent_portal_agency",
    "prevent_portal_historicalagency",
    "prevent_portal_person",
    "prevent_portal_historicalperson",
    "training_unit",
    "training_historicalunit",
    "training_trainingimport",
    "training_historicaltrainingimport",
    "training_stagedrow",
    "training_posting",
    "training_completion",
)
#: What the process does once it stands: it says so, and then does as `manage.py` does.
_COMMAND = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "prevent_portal.settings"
import django
django.setup()
from django.core.management import call_command
from django.db import connections
name, file, agency = sys.argv[1:]
connections["default"].settings_dict["NAME"] = name
connections["default"].ensure_connection()
print("ready", flush=True)
call_command("import_training", file, agency=agency, new_agency=True, commit=True)
print("done", flush=True)
"""
#: The latest moment of a kill, as a share of the usual time: the end must not come before it.
_LATEST = 0.8


def an_extract(path, size):
    """Write an extract of so many people, some of them trained."""
    with path.open("w", newline="") as file:
        file.write(HEAD)
        for number in range(1, size + 1):
            file.write(
                f"{number:08d},Staff {number},staff{number}@council.example,Unit {number % 20},"
                f"Manager,Y,01/04/2019,,01/05/2019,{'02/03/2020' if number % 3 else ''}\r\n"
            )
    return path


def kill_imports(connection, file, *, kills, seed):
    """Kill an import at so many random moments: the moments, as shares of its usual time.

    `connection` is Django's to a database in which work is committed. The first import is left in
    peace: it gives the usual time, and people who are in the register already. Asserts after every
    kill that each table holds what it held before it.
    """
    name = connection.settings_dict["NAME"]
    usual = _run(name, file, "Council in peace")
    shares, chance, tries = [], random.Random(seed), 0  # noqa: S311 - nothing secret
    while len(shares) < kills:
        tries += 1
        assert tries <= 3 * kills, "The import ends before it can be killed."
        before = fingerprint(connection)
        share = chance.uniform(0.02, _LATEST)
        is_over = _run(name, file, f"Council {tries}", kill_after=share * usual)
        _wait_until_alone(connection)
        if is_over is None and not _is_whole(f"Council {tries}"):
            assert fingerprint(connection) == before, f"killed at {share:.0%}"
            shares.append(share)
    return shares


def _is_whole(agency):
    """True if an import was over before it was killed: then every row of it is there."""
    of_import = TrainingImport.objects.filter(agency__name=agency, state="committed").first()
    if of_import is None:
        return False
    assert of_import.postings.count() == of_import.counts["rows"]
    return True


def _run(name, file, agency, *, kill_after=None):
    """The seconds of an import, or None if it was killed; the end of the process does not count."""
    process = subprocess.Popen(  # noqa: S603 - this interpreter, with the code above
        [sys.executable, "-c", _COMMAND, name, str(file), agency], stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "ready\n"
        start = time.monotonic()
        if kill_after is not None:
            time.sleep(kill_after)
            process.kill()
            return None
        assert process.stdout.readline() == "done\n"
        return time.monotonic() - start


def _wait_until_alone(connection):
    """Until the server has seen that the killed process is gone."""
    deadline = time.monotonic() + 60
    with connection.cursor() as cursor:
        while True:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND usename = current_user AND pid <> pg_backend_pid()"
                " AND (state = 'active' OR xact_start IS NOT NULL)"
            )
            if cursor.fetchone()[0] == 0:
                return
            assert time.monotonic() < deadline
            time.sleep(0.05)


def fingerprint(connection):
    """A hash of every row of every table, in the order of their keys."""
    found = {}
    for table in TABLES:
        digest = hashlib.sha256()
        with connection.cursor() as cursor:
            cursor.copy_expert(
                f"COPY (SELECT * FROM {table} ORDER BY 1) TO STDOUT",  # noqa: S608 - fixed
                _Digest(digest),
            )
        found[table] = digest.hexdigest()
    return found


class _Digest:
    def __init__(self, digest):
        self.digest = digest

    def write(self, part):
        self.digest.update(part)
