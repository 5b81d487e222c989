"""Work outside the request: promised in the database, announced through Redis, done once.

A service puts a row in the same transaction as its reason. After commit a worker is told; what
was never told, or was dropped by a worker that died, is found by `sweep`. A worker claims a row
with a lease that it keeps renewing, so a dead worker's work is free again within `LEASE`.

What a handler writes is committed together with `done`, in one transaction that acts for the portal
itself: a worker that lost its claim commits nothing. A handler that takes long is a generator: what
it has written is committed at each `yield`, if the claim is still held, and what follows the last
`yield` is committed with `done`. Whatever a handler does outside the database, an email say, may
happen again after a crash.
"""

import inspect
import logging
import threading
import uuid
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.module_loading import autodiscover_modules
from kombu.exceptions import OperationalError

from .acting import acting_for
from .celery import app
from .errors import Refused
from .models import Outbox

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=40)
MAX_ATTEMPTS = 5

GAVE_UP = (
    f"This did not work after {MAX_ATTEMPTS} tries. Try again later, or tell an administrator."
)

_handlers = {}
_NOTHING_LEFT = object()


class LostClaim(Exception):  # noqa: N818 - it names what happened
    """Another worker has taken the work over: whatever this one did is rolled back."""


@dataclass(frozen=True)
class _Handler:
    work: object
    gave_up: object


def handles(kind, *, gave_up=None):
    """Register the function, or generator function, that does work of a kind.

    It is called with the payload's items, again after a crash or an error, so it must be safe to
    repeat. When the work is given up, `gave_up(sentence, **payload)` is called in the transaction
    that says so, with a sentence for the person who waits.
    """

    def register(work):
        _handlers[kind] = _Handler(work, gave_up)
        return work

    return register


def put(kind, **payload):
    """Promise work in the current transaction; a worker is told once it is committed."""
    row = Outbox.objects.create(kind=kind, payload=payload)
    transaction.on_commit(lambda: announce(row.pk), robust=True)
    return row


def announce(pk):
    """Tell a worker. If the queue is away, the sweep will find the row."""
    try:
        app.send_task("prevent_portal.tasks.deliver", [pk], retry=False)
    except OperationalError:
        log.warning("the queue is away: outbox row %s waits for the sweep", pk)


def undone():
    """Rows nobody has done and nobody is doing, by the database's clock."""
    return Outbox.objects.filter(done_at__isnull=True, gave_up_at__isnull=True).filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=Now())
    )


def deliver(pk):
    """Do one row's work, if it is still to be done; return True if this call did it.

    Raises whatever the handler raised, once that is written beside the row.
    """
    autodiscover_modules("tasks")
    row = _claim(pk)
    if row is None:
        return False
    try:
        with _renewing(row):
            _work(row)
    except LostClaim:
        log.warning("outbox row %s was taken over by another worker", pk)
        return False
    except Exception as error:
        _failed(row, error)
        raise
    return True


def _claim(pk):
    with acting_for(None):
        row = undone().select_for_update(skip_locked=True).filter(pk=pk).first()
        if row is None:
            return None
        if row.attempts >= MAX_ATTEMPTS:  # each worker that tried has died of it
            _give_up(row, GAVE_UP, row.last_error or "The worker died each time.")
            return None
        row.claim = uuid.uuid4()
        row.leased_until = Now() + LEASE
        row.attempts += 1
        row.save(update_fields=["claim", "leased_until", "attempts"])
    return row


def _work(row):
    with closing(_steps(_handlers[row.kind].work, row.payload)) as steps:
        is_done = False
        while not is_done:
            with acting_for(None):
                is_done = next(steps, _NOTHING_LEFT) is _NOTHING_LEFT
                _write(row, done_at=Now()) if is_done else _write(row, leased_until=Now() + LEASE)


def _steps(work, payload):
    if inspect.isgeneratorfunction(work):
        yield from work(**payload)
    else:
        work(**payload)


def _write(row, **changes):
    """Change the row while it is ours; the row stays locked until the work beside it is committed."""
    if not Outbox.objects.filter(pk=row.pk, claim=row.claim).update(**changes):
        raise LostClaim


def _failed(row, error):
    """Leave the row for another try after its lease; after the last, say so and stop."""
    words = f"{type(error).__name__}: {error}".replace("\0", "")[:2000]
    try:
        with acting_for(None):
            if isinstance(error, Refused):
                _give_up(row, error.sentence, words)
            elif row.attempts >= MAX_ATTEMPTS:
                _give_up(row, GAVE_UP, words)
            else:
                _write(row, last_error=words)
    except LostClaim:
        log.warning("outbox row %s failed here after another worker had taken it over", row.pk)


def _give_up(row, sentence, words):
    _write(row, gave_up_at=Now(), last_error=words)
    handler = _handlers.get(row.kind)
    if handler and handler.gave_up:
        handler.gave_up(sentence, **row.payload)


@contextmanager
def _renewing(row):
    """Keep the lease alive while the work goes on, from a thread with its own connection."""
    stop = threading.Event()

    def renew():
        while not stop.wait(LEASE.total_seconds() / 3):
            try:
                with acting_for(None):
                    _write(row, leased_until=Now() + LEASE)
            except (DatabaseError, LostClaim):
                log.warning("the lease of outbox row %s could not be renewed", row.pk)
            finally:
                connection.close()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
