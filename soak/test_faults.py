"""One report, not two and not none, whatever dies while it is being made.

Runs against a demonstration of its own in var/soak, with a real worker, real beat and real queue.
"""

import os
import signal
import time

import pytest
import redis
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from actions.models import Plan
from prevent_portal.acting import acting_for
from prevent_portal.management.commands import demo
from prevent_portal.models import Outbox, StoredFile, User
from reports import services
from reports.models import Report

#: Promised to users: a report that was interrupted is there so soon.
SECONDS = 120


@pytest.fixture(scope="module", autouse=True)
def processes(django_db_blocker):
    """The demonstration with its worker and beat, steady and with nothing left to do."""
    with django_db_blocker.unblock(), demo.Processes() as processes:
        call_command("migrate", verbosity=0)
        call_command("load_demo")
        processes.start("worker", *demo.celery("worker", "--concurrency", "1"))
        processes.start("beat", *demo.celery("beat"))
        for _ in processes.moments(2 * demo.STEADY_SECONDS):
            continue
        wait_until(processes, all_is_done)
        yield processes
    connections.close_all()


def wait_until(processes, happened):
    """Let time pass, with dead processes started again, until something has happened."""
    for _ in processes.moments(SECONDS):
        if happened():
            return
    raise AssertionError(f"It has not happened in {SECONDS} seconds.")


def all_is_done():
    return not Outbox.objects.filter(done_at=None).exists()


def catch(report, *states):
    """Return the first of some states that a report is seen in, as soon as it is."""
    deadline = time.monotonic() + SECONDS
    while (state := state_of(report)) not in states:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    return state


def ask():
    """Ask for a report of the demonstration's plan, as its Prevent lead."""
    with acting_for(None):
        lead = User.objects.get(email="prevent.lead@wrenshire.example")
        today = timezone.localdate()
        plan = Plan.objects.current(on=today).get(agency=lead.agency, kind="internal")
        return services.request_report(plan, by=lead, kind="six-monthly", on=today)


def state_of(report):
    return Report.objects.values_list("state", flat=True).get(pk=report.pk)


def group(processes):
    return processes.running["worker"].pid


def assert_made_once(processes, report, files_before):
    wait_until(processes, lambda: state_of(report) == "ready")
    wait_until(processes, all_is_done)
    assert StoredFile.objects.count() == files_before + 1
    assert Report.objects.get(pk=report.pk).file.content.size > 10_000


@pytest.mark.parametrize("moment", ["requested", "assembling", "rendering"])
def test_a_worker_killed_at_any_step_leaves_one_report(processes, moment):
    files_before = StoredFile.objects.count()
    if moment == "requested":
        os.killpg(group(processes), signal.SIGSTOP)
    report = ask()

    assert catch(report, moment, "ready") == moment
    os.killpg(group(processes), signal.SIGKILL)

    assert_made_once(processes, report, files_before)


def test_an_emptied_queue_leaves_one_report(processes):
    files_before = StoredFile.objects.count()
    os.killpg(group(processes), signal.SIGSTOP)
    report = ask()
    with redis.Redis.from_url(settings.REDIS_URL) as queue:
        queue.flushall()
    os.killpg(group(processes), signal.SIGCONT)

    assert_made_once(processes, report, files_before)
