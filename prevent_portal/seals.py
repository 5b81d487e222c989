"""The access log, sealed by the hour: changing, removing or inserting a row leaves a trace that stays.

A page costs one insert and nothing more: a task seals what is finished. A seal holds a fingerprint of
each row of its period and a root over them all, chained to the seal before it, with a proof made by
a key that is kept by the machine and not by the database. Whoever owns the tables can change a row and
its seal, but cannot make the proof. How far the log is sealed is noted beside the files as well, so
that rows cannot vanish together with the newest seals.
"""

import datetime
import hashlib
import hmac
import json
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from .models import AccessRecord, LogSeal
from .whole import Fault, checks

HOUR = datetime.timedelta(hours=1)
#: So long after its end a period is sealed at the earliest.
SETTLES = datetime.timedelta(minutes=5)
#: What a row's fingerprint is made of, in this order. Never changed: old seals are made of it.
FIELDS = ("id", "at", "user_id", "verb", "page", "reference", "status", "address", "reason")
#: Bytes of a key and of a fingerprint, one after the other for each row of a seal.
_KEY, _PRINT = 8, 16
_LOCK = 6_240_119  # of those who seal: one at a time
_ROWS_AT_ONCE = 5000


@transaction.atomic
def seal(*, now):
    """Seal every period that ended before `now` and is settled; return how many seals were made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    until, made = _settled(now), 0
    last = LogSeal.objects.order_by("-number").first()
    while (period := _next_period(last, until)) is not None:
        last = _seal(last, *period)
        made += 1
    if made:
        transaction.on_commit(lambda: _note_head(last))
    return made


def _settled(now):
    """The moment before which no row can come any more: every page that could write one has ended."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT min(xact_start) FROM pg_stat_activity WHERE datname = current_database()"
            " AND usename = session_user AND pid <> pg_backend_pid()"
        )
        (oldest,) = cursor.fetchone()
    settled = now - SETTLES
    return min(settled, oldest) if oldest else settled


def _next_period(last, until):
    """From when to when the next seal goes: to the end of the hour of the first row not sealed."""
    rows = AccessRecord.objects.filter(at__gte=last.until_at) if last else AccessRecord.objects
    first = rows.order_by("at").values_list("at", flat=True).first()
    if first is None:
        return None
    begins = first.astimezone(datetime.UTC).replace(minute=0, second=0, microsecond=0)
    if begins + HOUR > until:
        return None
    return (last.until_at if last else begins), begins + HOUR


def _seal(last, begins, ends):
    prints = dict(_prints(begins, ends))
    made = LogSeal(
        number=last.number + 1 if last else 1,
        from_at=begins,
        until_at=ends,
        rows=len(prints),
        leaves=b"".join(key.to_bytes(_KEY) + each for key, each in prints.items()),
    )
    made.root = root(made, last)
    made.proof = proof(made.root)
    made.save(force_insert=True)
    return made


def canonical(row):
    """A row of the log as the text that its fingerprint is made of."""
    values = [value.isoformat() if isinstance(value, datetime.datetime) else value for value in row]
    return json.dumps(values, ensure_ascii=True, separators=(",", ":"))


def _prints(begins, ends):
    """The key and the fingerprint of each row of a period, in the order of keys."""
    rows = AccessRecord.objects.filter(at__gte=begins, at__lt=ends).order_by("pk")
    for row in rows.values_list(*FIELDS).iterator(chunk_size=_ROWS_AT_ONCE):
        yield row[0], hashlib.sha256(canonical(row).encode()).digest()[:_PRINT]


def root(made, last):
    """SHA-256 over what a seal says, its rows, and the root of the seal before it."""
    said = [made.number, made.from_at.timestamp(), made.until_at.timestamp(), made.rows]
    before = last.root if last else ""
    text = f"{before}\n{json.dumps(said)}\n".encode() + bytes(made.leaves)
    return hashlib.sha256(text).hexdigest()


def proof(made_root):
    """What only a holder of the key could have written beside a root."""
    return hmac.new(settings.LOG_SEAL_KEY, made_root.encode(), hashlib.sha256).hexdigest()


def _note_head(last):
    path = Path(settings.LOG_SEAL_HEAD)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps({"number": last.number, "root": last.root}), encoding="ascii")
    fresh.replace(path)


@checks("access log")
def check_log():
    """Compare every sealed row with its seal, and the seals with each other."""
    faults, last, total = [], None, 0
    for each in LogSeal.objects.order_by("number").iterator(chunk_size=10):
        total += each.rows
        faults += filter(None, [_fault_of_seal(each, last), _first_changed(each)])
        last = each
    faults += filter(None, [_before_first(), _behind_head(last)])
    return total, faults


def not_sealed_yet():
    """How many rows have come since the last seal."""
    last = LogSeal.objects.order_by("-number").first()
    return AccessRecord.objects.filter(**({"at__gte": last.until_at} if last else {})).count()


def newest_root():
    """The root of the newest seal; empty before the first. Worth keeping somewhere else."""
    return LogSeal.objects.order_by("-number").values_list("root", flat=True).first() or ""


def _fault_of_seal(each, last):
    which = f"seal {each.number}"
    if each.number != (last.number + 1 if last else 1):
        return Fault(which, "one or more seals before it were removed")
    if last and each.from_at != last.until_at:
        return Fault(which, "it does not begin where the seal before it ends")
    if each.root != root(each, last) or not hmac.compare_digest(each.proof, proof(each.root)):
        return Fault(which, "the seal itself was altered, or made without the key")
    return None


def _first_changed(each):
    """The first row of a period that is not as it was sealed."""
    leaves = bytes(each.leaves)
    size = _KEY + _PRINT
    sealed = {
        int.from_bytes(leaves[at : at + _KEY]): leaves[at + _KEY : at + size]
        for at in range(0, len(leaves), size)
    }
    found = dict(_prints(each.from_at, each.until_at))
    wrong = [key for key in sealed.keys() | found.keys() if sealed.get(key) != found.get(key)]
    if not wrong:
        return None
    key = min(wrong)
    if key not in sealed:
        words = "it was inserted after its hour was sealed"
    elif key in found or AccessRecord.objects.filter(pk=key).exists():
        words = "it was changed after it was sealed"
    else:
        words = "it was removed after it was sealed"
    return Fault(f"row {key}", f"{words} (seal {each.number}, {len(wrong)} in all)")


def _before_first():
    first = LogSeal.objects.order_by("number").first()
    row = first and AccessRecord.objects.filter(at__lt=first.from_at).order_by("pk").first()
    return Fault(f"row {row.pk}", "it was inserted before the first seal") if row else None


def _behind_head(last):
    path = Path(settings.LOG_SEAL_HEAD)
    if not path.exists():
        return None
    head = json.loads(path.read_text(encoding="ascii"))
    known = LogSeal.objects.filter(number=head["number"]).first()
    if known is None:
        return Fault(f"seal {head['number']}", "it was made, and is there no more")
    if known.root != head["root"]:
        return Fault(f"seal {head['number']}", "it is another than was made")
    return None
