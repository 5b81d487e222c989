"""How long an extract of staff takes to import, beside PostgreSQL's COPY of the same rows.

`make bench` runs it, for 20,000 and for 1,000,000 rows (or for the numbers of rows that stand behind
its name). The floor is COPY of rows that are split already (people, postings, completions, each in a
file of its own) into the register's own tables with all their constraints, those that wait for the
end of a transaction included; the import is everything from the file to the register: every row
judged, staged, counted, and merged. Both are rolled back. The budget is 4 times the floor. The
memory is what the import adds to a process of its own.
"""

import datetime
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevent_portal.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from prevent_portal.acting import acting_for
from prevent_portal.models import Agency
from training.models import Course, Level, TrainingImport, Unit
from training.services import extracts

SIZES = (20_000, 1_000_000)
BUDGET = 4
#: What grows with the file: nothing. So much may the import add, whatever the size, in MB.
MEMORY = 150
#: Rounds of a small file, of which the quickest is taken; a large one is measured once.
ROUNDS = 3
SMALL = 20_000
ON = datetime.date(2026, 3, 31)
UNITS = [f"Service {number}" for number in range(1, 61)]
LEVELS = ("Front line worker", "Manager", "Senior manager")
FIRST = ("Ada", "Bea", "Cian", "Delyth", "Ewan", "Femi", "Gwen", "Hana", "Idris", "Jaya")
LAST = ("Ashmere", "Birkwell", "Caldross", "Dunnavale", "Eskham", "Farrowby", "Gallowhay")
HEAD = (
    "Employee Number,Display Name,Work Email,Business Unit,Job Role Level,"
    "Works With Children/Vulnerable Adults,Start Date,Leaver Date,"
    "Prevent E-Learning Completed,WRAP/Other Prevent Training Date\r\n"
)
#: Ids that no sequence has reached.
FAR = 1_000_000_000


def main(sizes):
    """Print a line a size; exit 1 where a budget is not met."""
    call_command("migrate", verbosity=0)
    print(f"{'rows':>9}{'COPY s':>9}{'import s':>10}{'x COPY':>8}{'rows/s':>9}{'memory MB':>11}")
    is_met = True
    for size in sizes:
        found = json.loads(
            subprocess.run(  # noqa: S603 - this file
                [sys.executable, __file__, "--one", str(size)], stdout=subprocess.PIPE, check=True
            ).stdout
        )
        times = found["import"] / found["copy"]
        print(
            f"{size:>9,}{found['copy']:>9.2f}{found['import']:>10.2f}{times:>8.1f}"
            f"{size / found['import']:>9,.0f}{found['memory']:>11.0f}"
        )
        is_met = is_met and times <= BUDGET and found["memory"] <= MEMORY
    if not is_met:
        sys.exit(f"More than {BUDGET} times PostgreSQL's COPY, or more than {MEMORY} MB.")


def one(size):
    """Measure one size in this process, and print what was found."""
    rounds = ROUNDS if size <= SMALL else 1
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        generate(folder, size)
        before = peak()
        taken = min((imported(folder) for _ in range(rounds)), key=sum)
        memory = (peak() - before) / 1024
        floor = min(copied(folder) for _ in range(rounds))
    found = {"copy": floor, "import": sum(taken), "steps": taken, "memory": memory}
    print(json.dumps(found))


def generate(folder, size):
    """Write the extract, and the same split, row by row."""
    chance = random.Random(2026)  # noqa: S311 - nothing secret
    parts = {
        name: (folder / name).open("w", newline="")
        for name in ("extract.csv", "person", "posting", "completion")
    }
    parts["extract.csv"].write(HEAD)
    for number in range(1, size + 1):
        unit, level = chance.randrange(len(UNITS)), chance.randrange(len(LEVELS))
        start = ON - datetime.timedelta(days=chance.randint(20, 9000))
        since = (ON - start).days
        leaver = ON - datetime.timedelta(chance.randint(0, since)) if number % 9 == 0 else None
        days = [
            start + datetime.timedelta(chance.randint(0, ((leaver or ON) - start).days))
            if chance.random() < share
            else None
            for share in (0.8, 0.2)
        ]
        days = [day if day and day.year >= 2007 else None for day in days]
        name = f"{FIRST[number % 10]} {LAST[number % 7]}"
        address = f"{FIRST[number % 10].lower()}.{number}@council.example"
        at_risk = number % 3 == 0
        parts["extract.csv"].write(
            f"{number:08d},{name},{address},{UNITS[unit]},{LEVELS[level]},{'NY'[at_risk]},"
            f"{british(start)},{british(leaver)},{british(days[0])},{british(days[1])}\r\n"
        )
        person = FAR + number
        parts["person"].write(f"{person}\t{number:08d}\t{name}\t{address}\n")
        last = leaver.isoformat() if leaver else "\\N"
        parts["posting"].write(
            f"{person}\t{unit}\t{level}\t{'ft'[at_risk]}\t{start}\t{start}\t{last}\n"
        )
        for course, day in enumerate(days):
            if day:
                parts["completion"].write(f"{person}\t{course}\t{day}\n")
    for part in parts.values():
        part.close()


def british(day):
    """A day as extracts write it, or nothing."""
    return f"{day:%d/%m/%Y}" if day else ""


def imported(folder):
    """The seconds that reading and taking in the extract take."""
    with acting_for(None), (folder / "extract.csv").open("rb") as file:
        agency = Agency.objects.create(name=f"Bench {time.time_ns()}")
        start = time.perf_counter()
        of_import = extracts.read_extract(file, name="bench.csv", agency=agency, by=None, on=ON)
        middle = time.perf_counter()
        extracts.commit_import(of_import, by=None)
        immediate()
        end = time.perf_counter()
        assert of_import.counts["verdicts"] == {"accepted": of_import.counts["rows"]}
        transaction.set_rollback(True)
    return middle - start, end - middle


def copied(folder):
    """The seconds that COPY takes for the rows of the three tables."""
    with acting_for(None):
        agency = Agency.objects.create(name=f"Bench {time.time_ns()}")
        of_import = TrainingImport.objects.create(agency=agency, name="x", sha256="0" * 64, on=ON)
        units = []
        for name in UNITS:
            unit = Unit(agency=agency, name=name)
            unit.save()
            units.append(unit.pk)
        levels = [Level.objects.get(name=name).pk for name in LEVELS]
        courses = [Course.objects.get(code=code).pk for code in ("PREVENT_ELEARNING", "WRAP")]
        split(folder, agency.pk, units, levels, courses, of_import.pk)
        start = time.perf_counter()
        with connection.cursor() as cursor:
            for table, columns in TABLES.items():
                with (folder / f"{table}.copy").open("rb") as file:
                    cursor.copy_expert(f"COPY {table} ({columns}) FROM STDIN", file, size=1 << 18)
        immediate()
        taken = time.perf_counter() - start
        transaction.set_rollback(True)
    return taken


TABLES = {
    "prevent_portal_person": "id, agency_id, kind, number, name, job_title, email",
    "training_posting": "person_id, unit_id, level_id, works_with_people_at_risk, joined_on, "
    "starts_on, ends_on, by_import_id",
    "training_completion": 'person_id, course_id, "on", route, by_import_id',
}


def split(folder, agency, units, levels, courses, of_import):
    """Write the rows of each table with the ids of this run."""
    with (folder / "prevent_portal_person.copy").open("w") as out:
        for line in (folder / "person").open():
            person, number, name, address = line.rstrip("\n").split("\t")
            out.write(f"{person}\t{agency}\tstaff\t{number}\t{name}\t\t{address}\n")
    with (folder / "training_posting.copy").open("w") as out:
        for line in (folder / "posting").open():
            person, unit, level, rest = line.rstrip("\n").split("\t", 3)
            out.write(f"{person}\t{units[int(unit)]}\t{levels[int(level)]}\t{rest}\t{of_import}\n")
    with (folder / "training_completion.copy").open("w") as out:
        for line in (folder / "completion").open():
            person, course, day = line.rstrip("\n").split("\t")
            out.write(f"{person}\t{courses[int(course)]}\t{day}\timport\t{of_import}\n")


def immediate():
    """Have the constraints checked that otherwise wait for the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def peak():
    """The most kilobytes that this process has held."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1])


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or SIZES)
