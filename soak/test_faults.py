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
from django.db import OperationalError, connection, connections
from django.utils import timezone

from actions.models import Plan
from prevent_portal.acting import acting_for
from prevent_portal.management.commands import demo
from prevent_portal.models import Outbox, StoredFile, User
from reports import services
from reports.desk import approvers_of
from reports.models import Publication, Report

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
    """Ask for a report of the demonstration's plan, as its Prevent lead, and be promised it for good.

    A demonstration's database may lose its last second in a crash; that of a real installation does not.
    """
    with acting_for(None):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO on")
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


@pytest.mark.parametrize("moment", ["assembling", "rendering"])
def test_a_database_that_falls_over_at_a_step_leaves_one_report(processes, moment):
    files_before = StoredFile.objects.count()
    report = ask()

    assert catch(report, moment, "ready") == moment
    fell_over()

    assert_made_once(processes, report, files_before)


@pytest.mark.parametrize("dies", ["worker", "database"])
def test_whatever_dies_while_it_is_issued_it_goes_out_once(processes, dies):
    report = ask()
    wait_until(processes, lambda: state_of(report) == "ready")
    put_forward(report)
    wait_until(processes, all_is_done)
    files_before = StoredFile.objects.count()
    approve(Report.objects.get(pk=report.pk))
    time.sleep(0.5)  # the worker has the paper before it
    assert state_of(report) == "issuing"

    if dies == "worker":
        os.killpg(group(processes), signal.SIGKILL)
    else:
        fell_over()

    wait_until(processes, lambda: state_of(report) == "issued")
    wait_until(processes, all_is_done)
    out = Publication.objects.get(report=report.pk)
    assert StoredFile.objects.count() == files_before + 1
    with acting_for(None):
        assert services.lay_out_again(out.report).is_same_bytes


def put_forward(report):
    """Have whoever asked for a report write it and put it forward; a worker lays it out once more."""
    with acting_for(None):
        for section in report.sections.all():
            services.keep_words(section, by=report.requested_by, words="It went as planned.")
        services.submit(report, by=report.requested_by)


def approve(report):
    """Have somebody who did not write a report approve what it says."""
    with acting_for(None):
        services.approve(report, by=approvers_of(report)[0], read=report.drawn_sha256)


def fell_over():
    """Kill a backend of the database: the server throws everybody out and recovers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        os.kill(cursor.fetchone()[0], signal.SIGKILL)
    connections.close_all()
    time.sleep(1)  # the server has seen it, and lets nobody in until it has recovered
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            connection.ensure_connection()
        except OperationalError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return


def test_an_emptied_queue_leaves_one_report(processes):
    files_before = StoredFile.objects.count()
    os.killpg(group(processes), signal.SIGSTOP)
    report = ask()
    with redis.Redis.from_url(settings.REDIS_URL) as queue:
        queue.flushall()
    os.killpg(group(processes), signal.SIGCONT)

    assert_made_once(processes, report, files_before)
