"""Work outside the request, tried on a database where everything is committed for real."""

import threading
import time
from datetime import timedelta
from functools import partial

import pytest
from django.db import OperationalError, connection, transaction
from django.db.models.functions import Now

from prevent_portal import outbox, tasks
from prevent_portal.acting import acting, acting_for
from prevent_portal.celery import app
from prevent_portal.errors import Refused
from prevent_portal.models import Agency, Outbox
from prevent_portal.outbox import announce
from tests.factories import AgencyFactory, UserFactory


@pytest.fixture(autouse=True)
def _database(own_database):
    """Workers on several connections see each other's rows only when they are committed."""


@pytest.fixture(autouse=True)
def _no_handlers(monkeypatch):
    monkeypatch.setattr(outbox, "_handlers", {})


def elsewhere(function, *args):
    """What a function returns on another connection, in another thread."""
    answers = []

    def run():
        try:
            answers.append(function(*args))
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    return answers[0]


def agencies():
    return set(Agency.objects.values_list("name", flat=True))


def the_lease_ends(row):
    with acting_for(None):
        Outbox.objects.filter(pk=row.pk).update(leased_until=Now() - timedelta(seconds=1))


def is_undone(row):
    return outbox.undone().filter(pk=row.pk).exists()


def test_work_is_done_once():
    done = []
    outbox.handles("count")(lambda number: done.append(number))
    row = outbox.put("count", number=7)

    assert outbox.deliver(row.pk) is True
    assert outbox.deliver(row.pk) is False

    assert done == [7]
    row.refresh_from_db()
    assert row.done_at is not None
    assert row.attempts == 1


def test_the_portal_itself_does_the_work():
    actors = []
    outbox.handles("who")(lambda: actors.append(acting()))
    with acting_for(UserFactory()):
        row = outbox.put("who")
        outbox.deliver(row.pk)

    assert actors == [None]


def test_a_promise_is_announced_after_commit_and_only_then(monkeypatch):
    told = []
    monkeypatch.setattr(outbox, "announce", told.append)

    with transaction.atomic():
        kept = outbox.put("letter")
        assert told == []
    with transaction.atomic():
        broken = outbox.put("letter")
        transaction.set_rollback(True)

    assert told == [kept.pk]
    assert not Outbox.objects.filter(pk=broken.pk).exists()


def test_a_request_survives_whatever_announcing_does(monkeypatch):
    def fail(pk):
        raise RuntimeError("no queue")

    monkeypatch.setattr(outbox, "announce", fail)

    row = outbox.put("letter")

    assert is_undone(row)


def test_a_worker_is_told_a_number_and_nothing_else(monkeypatch):
    sent = []
    monkeypatch.setattr(app, "send_task", lambda *args, **options: sent.append(args))

    announce(7)

    assert sent == [(tasks.deliver.name, [7])]


def test_where_the_queue_is_away_the_sweep_finds_the_row(monkeypatch, caplog):
    row = outbox.put("letter")
    away = app.amqp.Connection("redis://127.0.0.1:1/0", transport_options={"max_retries": 0})
    with away:
        monkeypatch.setattr(app, "send_task", partial(app.send_task, connection=away))
        announce(row.pk)

    assert f"outbox row {row.pk} waits for the sweep" in caplog.text
    told = []
    monkeypatch.setattr(tasks.deliver, "delay", told.append)
    tasks.sweep()
    assert row.pk in told


def test_what_a_handler_wrote_is_kept_only_with_done():
    outbox.handles("half")(lambda: AgencyFactory(name="Half made") and 1 / 0)
    row = outbox.put("half")

    with pytest.raises(ZeroDivisionError):
        outbox.deliver(row.pk)

    assert "Half made" not in agencies()
    row.refresh_from_db()
    assert (row.done_at, row.gave_up_at, row.attempts) == (None, None, 1)
    assert row.last_error == "ZeroDivisionError: division by zero"


def test_long_work_is_committed_step_by_step():
    seen = []

    @outbox.handles("long")
    def long():
        AgencyFactory(name="First step")
        yield
        AgencyFactory(name="Second step")
        seen.append(elsewhere(agencies) & {"First step", "Second step"})

    row = outbox.put("long")

    outbox.deliver(row.pk)

    assert seen == [{"First step"}]
    assert agencies() >= {"First step", "Second step"}


def test_a_step_that_fails_leaves_the_steps_before_it():
    @outbox.handles("stumble")
    def stumble():
        AgencyFactory(name="Kept step")
        yield
        AgencyFactory(name="Lost step")
        raise ValueError("stumbled")

    row = outbox.put("stumble")

    with pytest.raises(ValueError, match="stumbled"):
        outbox.deliver(row.pk)

    assert "Kept step" in agencies()
    assert "Lost step" not in agencies()
    row.refresh_from_db()
    assert row.done_at is None


def test_a_row_in_work_is_not_taken_by_a_second_worker():
    begun, may_end = threading.Event(), threading.Event()

    @outbox.handles("slow")
    def slow():
        begun.set()
        assert may_end.wait(10)

    row = outbox.put("slow")
    answers = []
    first = threading.Thread(target=lambda: answers.append(elsewhere(outbox.deliver, row.pk)))
    first.start()
    assert begun.wait(10)

    assert outbox.deliver(row.pk) is False
    may_end.set()
    first.join()

    assert answers == [True]
    row.refresh_from_db()
    assert row.attempts == 1


def test_of_many_workers_told_at_once_one_does_it():
    done, gate = [], threading.Barrier(6)
    outbox.handles("race")(lambda: done.append(1))
    row = outbox.put("race")
    answers = []

    def race():
        gate.wait()
        answers.append(elsewhere(outbox.deliver, row.pk))

    racers = [threading.Thread(target=race) for _ in range(6)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()

    assert sorted(answers) == [False] * 5 + [True]
    assert done == [1]


def test_a_dead_workers_row_is_free_again_when_its_lease_ends(monkeypatch):
    done, told = [], []
    outbox.handles("orphan")(lambda: done.append(1))
    monkeypatch.setattr(tasks.deliver, "delay", told.append)
    row = outbox.put("orphan")
    outbox._claim(row.pk)  # and the worker dies

    tasks.sweep()
    assert row.pk not in told
    assert outbox.deliver(row.pk) is False

    the_lease_ends(row)
    tasks.sweep()
    assert row.pk in told
    assert outbox.deliver(row.pk) is True
    assert done == [1]


def test_a_worker_whose_row_was_taken_over_commits_nothing():
    def taken_over(pk):
        the_lease_ends(Outbox(pk=pk))
        return outbox._claim(pk) is not None

    @outbox.handles("late")
    def late():
        AgencyFactory(name="Too late")
        assert elsewhere(taken_over, row.pk)

    row = outbox.put("late")

    assert outbox.deliver(row.pk) is False
    assert "Too late" not in agencies()
    row.refresh_from_db()
    assert (row.done_at, row.attempts) == (None, 2)


def test_a_failure_after_a_takeover_is_not_held_against_the_new_worker():
    @outbox.handles("late failure")
    def late_failure():
        elsewhere(the_lease_ends, row)
        elsewhere(outbox._claim, row.pk)
        raise ValueError("of the first worker")

    row = outbox.put("late failure")

    with pytest.raises(ValueError, match="first worker"):
        outbox.deliver(row.pk)

    row.refresh_from_db()
    assert row.last_error == ""


def test_a_lease_is_renewed_while_the_work_goes_on(monkeypatch):
    monkeypatch.setattr(outbox, "LEASE", timedelta(seconds=0.6))
    free = []

    @outbox.handles("longer than a lease")
    def longer_than_a_lease():
        for _ in range(6):
            time.sleep(0.2)
            free.append(elsewhere(is_undone, row))

    row = outbox.put("longer than a lease")

    assert outbox.deliver(row.pk) is True
    assert free == [False] * 6


def test_a_renewal_that_fails_once_is_tried_again(monkeypatch, caplog):
    monkeypatch.setattr(outbox, "LEASE", timedelta(seconds=0.9))
    real, failed, free = Outbox.objects.filter, [], []

    def fail_once(**wanted):
        if threading.current_thread().daemon and not failed:
            failed.append(wanted)
            raise OperationalError("the server is restarting")
        return real(**wanted)

    @outbox.handles("through a fault")
    def through_a_fault():
        time.sleep(1.2)
        free.append(elsewhere(is_undone, row))

    row = outbox.put("through a fault")
    monkeypatch.setattr(Outbox.objects, "filter", fail_once)

    assert outbox.deliver(row.pk) is True
    assert free == [False]
    assert f"the lease of outbox row {row.pk} could not be renewed" in caplog.text


def test_a_failure_is_tried_five_times_and_then_given_up_with_a_sentence():
    tries, sentences = [], []

    @outbox.handles("broken", gave_up=lambda sentence, thing: sentences.append((sentence, thing)))
    def broken(thing):
        tries.append(thing)
        raise ValueError("no")

    row = outbox.put("broken", thing="paper")
    for _ in range(5):
        assert is_undone(row)
        assert sentences == []
        with pytest.raises(ValueError, match="no"):
            outbox.deliver(row.pk)
        assert not is_undone(row)
        the_lease_ends(row)

    assert not is_undone(row)
    assert outbox.deliver(row.pk) is False
    assert tries == ["paper"] * 5
    assert sentences == [
        ("This did not work after 5 tries. Try again later, or tell an administrator.", "paper")
    ]
    row.refresh_from_db()
    assert row.gave_up_at is not None
    assert row.last_error == "ValueError: no"


def test_work_that_kills_each_worker_is_given_up_too():
    tries, sentences = [], []
    outbox.handles("deadly", gave_up=sentences.append)(lambda: tries.append(1))
    row = outbox.put("deadly")
    for _ in range(5):
        assert outbox._claim(row.pk)
        the_lease_ends(row)

    assert outbox.deliver(row.pk) is False

    assert tries == []
    assert sentences == [outbox.GAVE_UP]
    row.refresh_from_db()
    assert row.gave_up_at is not None
    assert row.last_error == "The worker died each time."


def test_a_refusal_is_final():
    sentences = []

    @outbox.handles("refused", gave_up=sentences.append)
    def refuse():
        raise Refused(None, "The plan has been closed.")

    row = outbox.put("refused")

    with pytest.raises(Refused):
        outbox.deliver(row.pk)

    assert sentences == ["The plan has been closed."]
    row.refresh_from_db()
    assert row.gave_up_at is not None
    assert row.attempts == 1


def test_giving_up_and_saying_so_stand_or_fall_together():
    def say(sentence):
        AgencyFactory(name="Told in vain")
        raise RuntimeError("could not say")

    @outbox.handles("silent", gave_up=say)
    def silent():
        raise Refused(None, "No.")

    row = outbox.put("silent")

    with pytest.raises(RuntimeError, match="could not say"):
        outbox.deliver(row.pk)

    assert "Told in vain" not in agencies()
    row.refresh_from_db()
    assert row.gave_up_at is None


def test_work_of_a_kind_nobody_knows_says_so():
    row = outbox.put("unheard of")

    with pytest.raises(KeyError):
        outbox.deliver(row.pk)

    row.refresh_from_db()
    assert row.last_error == "KeyError: 'unheard of'"


def test_an_error_that_postgresql_cannot_hold_is_still_written_down():
    @outbox.handles("nul")
    def nul():
        raise ValueError("a \0 b")

    row = outbox.put("nul")

    with pytest.raises(ValueError, match="a"):
        outbox.deliver(row.pk)

    row.refresh_from_db()
    assert row.last_error == "ValueError: a  b"
