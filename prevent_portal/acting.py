"""For whom the database answers: a signed name that lasts one transaction."""

import hashlib
import hmac
import time
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import connection, transaction

KEY_VERSION = 1
LIFETIME = 15 * 60  # seconds; longer than any page, shorter than a working day

#: Seats and signatures run by the real clock, also in a process whose `today` is held still, and
#: on a machine that slept meanwhile: this one counts its sleep too, where the system has it.
_TICKS = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_STARTED_AT = time.time() - time.clock_gettime(_TICKS)

#: Who stands for the portal itself in what is signed; no user has this key.
ITSELF = 0

#: Stands before the signed name, so that other sessions of the same login do not read it in `pg_stat_activity`,
#: which shows the beginning of a statement (`track_activity_query_size`, 1,024 bytes).
_UNSEEN = " " * 2048

_acting = ContextVar("acting", default=None)
_reads = ContextVar("reads", default="")
_itself = ContextVar("itself", default=False)


def acting():
    """The user being acted for, or None when the portal acts by itself."""
    return _acting.get()


def acts_itself():
    """True while the portal acts by itself, and the database knows it."""
    return _itself.get()


def reads():
    """What is read meanwhile: the rows of `one` thing, of a `few`, all that are `listed`; "" for anything."""
    return _reads.get()


def pads(key):
    """The two halves of an HMAC-SHA256 key, as the database keeps them (64 bytes each)."""
    block = key.ljust(64, b"\0")
    return bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)


def signed(actor, *, is_itself=False):
    """`version.user.expiry.hmac` for a user or the portal itself; an empty string for nobody."""
    if actor is None and not is_itself:
        return ""
    expiry = int(_STARTED_AT + time.clock_gettime(_TICKS)) + LIFETIME
    message = f"{KEY_VERSION}.{ITSELF if actor is None else actor.pk}.{expiry}"
    proof = hmac.new(settings.ACTING_KEY, message.encode(), hashlib.sha256).hexdigest()
    return f"{message}.{proof}"


@contextmanager
def acting_for(actor, *, reads="", is_itself=True):
    """Open a transaction in which the database, and the history, know for whom it answers.

    `acting_for(None)` is the portal itself: a reminder, a report being made; with `is_itself=False` it is
    nobody, a visitor who has not signed in. `reads` tells the database whether the rows of `one` thing are
    read, of a `few`, or a list of all: it answers the quicker way.
    """
    outer = _acting.get(), _reads.get(), _itself.get()
    inner = actor, reads, actor is None and is_itself
    with transaction.atomic():
        _tell(*inner)
        known = [(each, each.set(value)) for each, value in zip(_KNOWN, inner, strict=True)]
        try:
            yield
        finally:
            for each, token in known:
                each.reset(token)
        if connection.in_atomic_block and not connection.needs_rollback:
            _tell(*outer)


_KNOWN = (_acting, _reads, _itself)


def _tell(actor, reads, is_itself):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT set_config({_UNSEEN}'portal.actor', %s, true), set_config('portal.reads', %s, true),"
            " set_config('search_path', 'public, pg_temp', true)",  # a temporary table stands in for no other
            [signed(actor, is_itself=is_itself), reads],
        )
