"""Work outside the request: promised in the database, announced through Redis, done once.

A service puts a row in the same transaction as its reason. After commit a worker is told; what
was never told, or was dropped by a worker that died, is found by `sweep`. A worker claims a row
with a lease that it keeps renewing, so a dead worker's work is free again within `LEASE`.
"""

import logging
import threading
import uuid
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.module_loading import autodiscover_modules

from .errors import Refused
from .models import Outbox

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=40)
MAX_ATTEMPTS = 5

_handlers = {}


class LostClaim(Exception):  # noqa: N818 - it names what happened
    """Another worker has taken the work over: whatever this one did is rolled back."""


def handles(kind):
    """Register the function that does work of a kind, called with the payload's items.

    It may be called again after a crash, so it must be safe to repeat. The function may be a
    generator's plain caller: everything it writes after its last commit is kept only with `done`.
    """

    def register(function):
        _handlers[kind] = function
        return function

    return register


def put(kind, **payload):
    """Promise work in the current transaction; a worker is told once it is committed."""
    row = Outbox.objects.create(kind=kind, payload=payload)
    transaction.on_commit(lambda: announce(row.pk))
    return row


def announce(pk):
    """Tell a worker. If the queue is away, the sweep will find the row."""
    from .tasks import deliver

    try:
        deliver.apply_async([pk], retry=False)
    except deliver.OperationalError:
        log.warning("the queue is away: outbox row %s waits for the sweep", pk)


def undone():
    """Rows nobody has done and nobody is doing, by the database's clock."""
    return Outbox.objects.filter(done_at__isnull=True, gave_up_at__isnull=True).filter(
        Q(leased_until__isnull=True) | Q(leased_until__lt=Now())
    )


def deliver(pk):
    """Do one row's work, if it is still to be done; return True if this call did it."""
    autodiscover_modules("tasks")
    row = _claim(pk)
    if row is None:
        return False
    try:
        with _renewing(row):
            _handlers[row.kind](**row.payload)
            _finish(row)
    except LostClaim:
        log.warning("outbox row %s was taken over by another worker", pk)
        return False
    except Exception as error:
        _failed(row, error)
        raise
    return True


def _claim(pk):
    with transaction.atomic():
        row = undone().select_for_update(skip_locked=True).filter(pk=pk).first()
        if row is None:
            return None
        row.claim = uuid.uuid4()
        row.leased_until = Now() + LEASE
        row.attempts += 1
        row.save(update_fields=["claim", "leased_until", "attempts"])
    return row


def _finish(row):
    if not Outbox.objects.filter(pk=row.pk, claim=row.claim).update(done_at=Now()):
        raise LostClaim


def _failed(row, error):
    """Leave the row for another try after its lease; after the last, say so and stop."""
    is_final = isinstance(error, Refused) or row.attempts >= MAX_ATTEMPTS
    changes = {"last_error": f"{type(error).__name__}: {error}"[:2000]}
    if is_final:
        changes["gave_up_at"] = Now()
    Outbox.objects.filter(pk=row.pk, claim=row.claim).update(**changes)


@contextmanager
def _renewing(row):
    """Keep the lease alive while the work goes on, from a thread with its own connection."""
    stop = threading.Event()

    def renew():
        try:
            while not stop.wait(LEASE.total_seconds() / 3):
                Outbox.objects.filter(pk=row.pk, claim=row.claim).update(leased_until=Now() + LEASE)
        finally:
            connection.close()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
