"""How long a report of some 80 pages takes to make, and a page while ten reports are laid out.

`make bench` runs it at scales 1 and 50, in the `var/` of the pages, on their plan of 400 actions. Gathering is
everything from the rows to the frozen dict; laying out is the guard and the PDF. Beside the clock stands the
processor time, of Python and of the database's process: on a busy machine only that can be compared. The pages
on which a report is written stand beside their floor, the page given its rows from memory. The run fails where
gathering takes more than a quarter of the whole, or such a page more than twice its floor or twelve queries.
"""

import os
import statistics
import subprocess
import sys
import time
from io import BytesIO

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prevent_portal.settings")

import django

django.setup()

import pikepdf
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.pages import (
    LEAD,
    ROUNDS,
    large_plan,
    measure,
    processor_time,
    timed,
    times_floor,
    worked,
)
from prevent_portal.acting import acting_for
from prevent_portal.celery import step_back
from prevent_portal.garbage import spare_what_stays
from prevent_portal.models import User
from reports import desk
from reports.disclosure import shown
from reports.models import Report
from reports.services import approving, asking, making, writing

KIND = "six-monthly"
#: Of each, the least counts: what else the machine does only adds.
TIMES, REPORTS = 3, 10
SHARE = 0.25
#: A page may take so many times its floor, and so many queries.
FLOORS, QUERIES = 2.0, 12


def main(scale):
    """Print what a report takes, step by step, and pages beside ten that are laid out."""
    call_command("migrate", verbosity=0)
    call_command("load_demo", scale=scale)
    call_command("collectstatic", verbosity=0, interactive=False)
    plan = large_plan()
    spare_what_stays()  # as the worker does
    with acting_for(None):
        rounds = [make(plan) for _ in range(TIMES)]
    pages = rounds[-1]["pages"]
    print(f"scale {scale}: a report of {pages} pages, the least of {TIMES}")
    print(f"{'step':<12}{'ms':>8}{'processor ms':>14}{'share':>8}")
    least = {
        step: tuple(min(each[step][of] for each in rounds) * 1000 for of in (0, 1))
        for step in ("gathering", "guard", "laying out")
    }
    whole = sum(busy for _, busy in least.values())
    for step, (clock, busy) in least.items():
        print(f"{step:<12}{clock:>8.0f}{busy:>14.0f}{busy / whole:>8.0%}")
    draft, waiting = with_rows(plan)
    is_within = floors(draft, waiting)
    beside_ten(draft)
    share = least["gathering"][1] / whole
    if share > SHARE:
        sys.exit(f"Gathering takes {share:.0%} of the time, more than {SHARE:.0%}.")
    if not is_within:
        sys.exit(f"A page takes more than {FLOORS} times its floor, or {QUERIES} queries.")


def make(plan):
    """Make one report as the worker does; seconds of each step by the clock and of the processors."""
    with transaction.atomic():
        lead = User.objects.get(email=LEAD)
        report, _ = asking._order(
            plan, by=lead, kind=KIND, on=timezone.localdate(), audience="officer", is_fresh=True
        )
        making._begin(report.pk)
    steps = {}
    steps["gathering"], _ = counted(lambda: making._assemble(report.pk))
    report = Report.objects.select_related("kind").get(pk=report.pk)
    steps["guard"], paper = counted(lambda: shown(report)[0])
    steps["laying out"], drawn = counted(lambda: making.drawn_of(report, paper))
    with transaction.atomic():
        making.give_up(report.pk, sentence="It was made for the bench only.")
    with pikepdf.open(BytesIO(drawn)) as pdf:
        return steps | {"pages": len(pdf.pages)}


def with_rows(plan):
    """A draft, and a report whose every section somebody wrote and which waits for approval."""
    with acting_for(None):
        lead = User.objects.get(email=LEAD)
        made = []
        for kind in (KIND, "annual-cabinet"):
            report, _ = asking._order(
                plan, by=lead, kind=kind, on=timezone.localdate(), audience="officer", is_fresh=True
            )
            for _ in making.make_report(report.pk):
                pass
            made.append(Report.objects.get(pk=report.pk))
        for section in made[1].sections.all():
            writing.keep_words(section, by=lead, words="What is to be said of it, in a line.")
        approving.submit(made[1], by=lead)
        for _ in making.make_report(made[1].pk):
            pass
    return made


def floors(draft, waiting):
    """Print the pages on which a report is written, beside their floor; True if all keep to their budgets."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(email=LEAD))
    section = draft.sections.get(key="training")
    of_section = ("reports.desk.section_screen", desk.section_screen)
    of_report = ("reports.desk.screen", desk.screen)
    pages = {
        "section": (section.get_absolute_url(), *of_section),
        "section, writing": (reverse("reports:write_section", args=[section.pk]), *of_section),
        "report, a draft": (draft.get_absolute_url(), *of_report),
        "report, waiting for approval": (waiting.get_absolute_url(), *of_report),
    }
    print(f"{'page':<32}{'ms':>8}{'queries':>9}{'KB':>7}{'x floor':>9}")
    is_within = True
    for name, (address, place, gather) in pages.items():
        median, queries, size = measure(client, address, lambda: None)
        times = times_floor(client, address, lambda: None, place, gather)
        print(f"{name:<32}{median:>8.1f}{queries:>9}{size:>7.0f}{times:>9.1f}")
        is_within &= queries <= QUERIES and times <= FLOORS
    return is_within


def counted(work):
    """Seconds by the clock and of the processors, and what the work gives; committed."""
    clock, worked = time.perf_counter(), processor_time()
    with transaction.atomic():
        result = work()
    return (time.perf_counter() - clock, processor_time() - worked), result


def beside_ten(report):
    """Medians of pages with nothing else to do, and while a worker lays out ten reports."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(User.objects.get(email=LEAD))
    section = report.sections.order_by("position").first()
    pages = {
        "home": reverse("home"),
        "report list": reverse("reports:report_list"),
        "report, a draft": report.get_absolute_url(),
        "section": section.get_absolute_url(),
    }
    idle = {name: asked(client, address) for name, address in pages.items()}
    worker = subprocess.Popen(  # noqa: S603 - this interpreter, with this file
        [sys.executable, "-m", "bench.reports", "--lay-out", str(report.pk)], stdout=subprocess.PIPE
    )
    with worker:
        worker.stdout.readline()
        busy = {name: asked(client, address) for name, address in pages.items()}
        is_busy = worker.poll() is None
        worker.kill()
    print(
        f"{'page':<20}{'ms idle':>9}{'ms beside':>11}{'times':>7}{'processor ms':>14}{'beside':>8}"
    )
    for name in pages:
        (clock, worked), (clock_beside, worked_beside) = idle[name], busy[name]
        line = f"{name:<20}{clock:>9.1f}{clock_beside:>11.1f}{clock_beside / clock:>7.1f}"
        print(f"{line}{worked:>14.1f}{worked_beside:>8.1f}")
    if not is_busy:
        sys.exit("The ten were laid out before the pages had been asked for.")


def asked(client, address):
    """Median milliseconds of a page by the clock, and the least of the processors."""
    client.get(address)
    clock = statistics.median(timed(client, address, lambda: None) for _ in range(ROUNDS))
    return clock, min(worked(client, address) for _ in range(ROUNDS)) * 1000


def lay_out(number):
    """Lay out ten times what a report says, as a worker with ten of them before it."""
    step_back()  # as the worker does
    report = Report.objects.select_related("kind").get(pk=number)
    print("ready", flush=True)
    with acting_for(None):
        for _ in range(REPORTS):
            making.drawn_of(report, shown(report)[0])


if __name__ == "__main__":
    if sys.argv[1] == "--lay-out":
        lay_out(sys.argv[2])
    else:
        main(int(sys.argv[1]))
