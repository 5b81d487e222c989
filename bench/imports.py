"""How long a long Word plan takes to import, beside what python-docx takes to read its cells.

`make bench` runs it. Each line of one run is to be compared with the others of that run: the
budget is that the whole import of a plan of 100 pages, reading it and making the plan, takes no
more than 3 times what python-docx takes to give the words of the same cells. All steps are taken
in turn, round by round, and the quickest of each counts: what else a machine does only adds. The
memory of a plan of 100 and of 300 pages is that of a process of its own, less what it holds before
it opens the file.
"""

import os
import subprocess
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevent_portal.settings")

import django

django.setup()

import docx
from django.core.management import call_command
from django.db import connection, transaction

from actions.models import Plan
from actions.reading import read
from actions.services import importing, newer
from bench.word_plan import word_plan
from prevent_portal.acting import acting_for
from prevent_portal.garbage import spare_what_stays
from prevent_portal.models import Agency

ROUNDS = 25
BUDGET = 3
PAGES = (100, 300)
CELLS = "python-docx gives the words of its cells"
READ = "the portal reads it"
MADE = "the plan is made of what was read"
COMPARED = "another plan is compared with it, row by row"


def main():
    """Print a line a step, and a line a size; exit 1 where the budget is not met."""
    call_command("migrate", verbosity=0)
    spare_what_stays()  # as the web process and the worker do
    quickest = rounds(word_plan(100), word_plan(100, seed=2))
    floor = quickest[CELLS]
    whole = quickest[READ] + quickest[MADE]
    print(f"{'a Word plan of 100 pages':<46}{'ms':>7}{'x cells':>9}")
    for name in (CELLS, READ, MADE):
        row(name, quickest[name], floor)
    row("the whole import", whole, floor)
    row(COMPARED, quickest[COMPARED], floor)
    print(f"{'memory that reading takes':<46}{'MB':>7}{'x file':>9}")
    for pages in PAGES:
        size, peak = memory(pages)
        print(f"{f'a plan of {pages} pages':<46}{peak / 1024:>7.1f}{peak * 1024 / size:>9.1f}")
    if whole > BUDGET * floor:
        sys.exit(f"An import takes more than {BUDGET} times what python-docx takes.")


def rounds(file, newer_file):
    """The quickest of some rounds of each step, in seconds, after one that fills the caches."""
    quickest = {}
    for number in range(ROUNDS + 1):
        taken = {
            CELLS: seconds(lambda: cells(file)),
            READ: seconds(lambda: read(file, name="plan.docx").as_json()),
            **made(file, newer_file),
        }
        if number:
            quickest = {name: min(quickest.get(name, each), each) for name, each in taken.items()}
    return quickest


def cells(file):
    """The words of every cell, as python-docx gives them."""
    file.seek(0)
    tables = docx.Document(file).tables
    return [cell.text for table in tables for row in table.rows for cell in row.cells]


def made(file, newer_file):
    """What follows the reading: making the plan, and comparing a newer version with it."""
    taken = {}
    with acting_for(None):
        agency = Agency.objects.create(name=f"Bench {time.time_ns()}")
        proposal = importing.propose(file, name="plan.docx", agency=agency, by=None)
        start = time.perf_counter()
        plan = importing.commit(proposal, by=None)
        connection.check_constraints()  # as the end of the transaction would
        taken[MADE] = time.perf_counter() - start
        version = newer.propose_newer(plan, newer_file, name="newer.docx", by=None)
        taken[COMPARED] = seconds(lambda: newer.compare(version, on=plan.period_start))
        assert Plan.objects.filter(pk=plan.pk).exists()
        transaction.set_rollback(True)
    return taken


def memory(pages):
    """The size of a plan's file in bytes, and the kilobytes that reading it adds to a process."""
    code = (
        "import io, re, sys\n"
        "from pathlib import Path\n"
        "from actions.reading import read\n"
        "import docx\n"
        "docx.Document()\n"
        "content = sys.stdin.buffer.read()\n"
        "def peak():\n"
        "    status = Path('/proc/self/status').read_text()\n"
        "    return int(re.search(r'VmHWM:\\s+(\\d+)', status)[1])\n"
        "before = peak()\n"
        "answer = read(io.BytesIO(content), name='plan.docx').as_json()\n"
        "print(peak() - before)\n"
    )
    content = word_plan(pages).getvalue()
    answer = subprocess.run(  # noqa: S603 - this interpreter, with the code above
        [sys.executable, "-c", code], input=content, capture_output=True, check=True
    )
    return len(content), int(answer.stdout)


def seconds(work):
    """How long one piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def row(name, seconds, floor):
    """One line of the table."""
    print(f"{name:<46}{seconds * 1000:>7.0f}{seconds / floor:>9.1f}")


if __name__ == "__main__":
    main()
