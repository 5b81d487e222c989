"""Extracts read, looked over, taken in or undone; each in one piece or not at all."""

import collections
import hashlib

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from prevent_portal import files, outbox
from prevent_portal.errors import Refused
from prevent_portal.models import Agency, Person

from .. import register
from ..models import Level, StagedRow, TrainingImport, Unit
from ..reading import cells, heads
from ..reading.records import records
from ..reading.rows import Judge

#: A name is taken for a unit of an agency that has none yet if so many rows, or one in a hundred, have it.
_FEWEST, _MOST = 2, 25
#: An e-mail domain is an agency's own if one address in ten has it.
_OWN_DOMAIN = 10
_BLOCK = 1 << 20
#: In bytes: an extract that is larger is read by a worker.
LARGE = 5 * files.MEGABYTE
#: The work that is left for a worker.
READ = "training.read"
#: So many of ten unknown numbers, and an extract is taken for another agency's.
_STRANGERS_OF_TEN = 9


@transaction.atomic
def read_extract(file, *, name, agency, by, on=None, stored=None):
    """Read an extract into the staging table, with a verdict on every row; return the TrainingImport.

    `file` is open for bytes; `on` is the day of the extract, today without it. Raises Refused with a
    sentence for a file whose columns cannot be told, or that has been taken in already.
    """
    of_import = _begin(file, name=name, agency=agency, by=by, on=on, stored=stored)
    return _read(of_import, file)


@transaction.atomic
def receive_extract(file, *, name, agency, by, on=None):
    """Keep somebody's extract and read it, a large one by a worker; return the TrainingImport.

    Raises Refused as `read_extract` does, and for a file that is no CSV file of up to 20 MB.
    """
    of_import = _begin(file, name=name, agency=agency, by=by, on=on, stored=None)
    of_import.file = stored = files.keep(file, name=name, by=by, kinds=("csv",))
    of_import.name = stored.name
    if stored.size <= LARGE:
        return _read(of_import, file)
    _columns(file, name)  # refused while the person is there
    _save(of_import, by)
    outbox.put(READ, of_import=of_import.pk)
    return of_import


@transaction.atomic
def read_stored(pk):
    """Read a kept extract, unless that has been done. Raises Refused if it cannot be read."""
    of_import = TrainingImport.objects.select_for_update(of=("self",)).get(pk=pk)
    if of_import.is_being_read:
        with of_import.file.content.open("rb") as file:
            _read(of_import, file)


@transaction.atomic
def give_up(pk, *, sentence):
    """Say on its page that an extract could not be read."""
    of_import = TrainingImport.objects.select_for_update(of=("self",)).get(pk=pk)
    of_import.move_to(TrainingImport.State.FAILED)
    of_import.failure = sentence
    _save(of_import, of_import.by)


def looks_like_anothers(of_import):
    """True if nearly nobody in the extract is known, although the agency has people: whose is it?"""
    rows, unknown, known = register.strangers(of_import)
    return known > 0 and rows > 0 and unknown * 10 >= rows * _STRANGERS_OF_TEN


@transaction.atomic
def commit_import(of_import, *, by, is_sure=False):
    """Take every accepted row into the register: all of them, or none.

    Raises Refused for an extract that looks like another agency's, unless somebody is sure.
    """
    of_import = _hold(of_import)
    of_import.move_to(TrainingImport.State.COMMITTED)
    if not is_sure and looks_like_anothers(of_import):
        raise Refused(
            of_import,
            "At least nine in ten staff numbers in this extract are not known for "
            f"{of_import.agency}. Say that it is the right agency before it is taken in.",
        )
    of_import.counts |= {"changes": register.merge(of_import)}
    of_import.committed_at = timezone.now()
    register.drop_plain_rows(of_import)
    return _save(of_import, by)


@transaction.atomic
def cancel_import(of_import, *, by):
    """Leave an extract that was read out of the register."""
    of_import = _hold(of_import)
    of_import.move_to(TrainingImport.State.CANCELLED)
    register.drop_plain_rows(of_import)
    return _save(of_import, by)


@transaction.atomic
def undo_import(of_import, *, by):
    """Withdraw what an import brought, while no later import stands on it."""
    of_import = _hold(of_import)
    of_import.move_to(TrainingImport.State.UNDONE)
    if register.stands_on(of_import):
        raise Refused(
            of_import,
            "A later extract of this agency has been taken in: undo that one first.",
        )
    register.withdraw(of_import)
    return _save(of_import, by)


def _begin(file, *, name, agency, by, on, stored):
    """An extract that waits to be read. Raises Refused if it is in the register already."""
    agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    sha256 = _hash(file)
    taken = TrainingImport.objects.filter(agency=agency, sha256=sha256, state="committed").first()
    if taken:
        day = timezone.localtime(taken.committed_at)
        raise Refused(
            taken,
            f"This file was taken in on {day.day} {day:%B %Y}. Taking it in again would change nothing.",
            field="file",
        )
    on = on or timezone.localdate()
    return TrainingImport(agency=agency, name=name, file=stored, sha256=sha256, on=on, by=by)


def _read(of_import, file):
    agency, on = of_import.agency, of_import.on
    columns, head = _columns(file, of_import.name)
    units, domains = _units_of(file, columns, agency), _domains_of(file, columns, agency)
    _save(of_import, of_import.by)
    levels = list(Level.objects.standing().values_list("name", flat=True))
    judge = Judge(columns, head=head, units=units, levels=levels, domains=domains, on=on)
    file.seek(0)
    rows = records(file)
    next(rows)
    register.stage(of_import, map(judge.verdict, rows))
    of_import.counts = _counts(of_import)
    of_import.move_to(TrainingImport.State.READ)
    return _save(of_import, of_import.by)


def _hold(of_import):
    Agency.objects.select_for_update(no_key=True).get(pk=of_import.agency_id)
    return TrainingImport.objects.select_for_update(of=("self",)).get(pk=of_import.pk)


def _save(of_import, by):
    of_import._history_user = by
    of_import.save()
    return of_import


def _hash(file):
    file.seek(0)
    digest = hashlib.sha256()
    while block := file.read(_BLOCK):
        digest.update(block)
    file.seek(0)
    return digest.hexdigest()


def _columns(file, name):
    head = next(records(file), None)
    file.seek(0)
    if head is None:
        raise Refused(None, f"{name} is empty. Select the extract again.", field="file")
    columns, missing = heads.columns_of(head.cells)
    if columns is None:
        words = [heads.WORDS.get(each, "a date of Prevent training") for each in missing]
        raise Refused(
            None,
            f"{name} has no column for: {', '.join(words)}. "
            f"Its first row says: {', '.join(cell.strip() for cell in head.cells)}.",
            field="file",
        )
    return columns, head.cells


def _units_of(file, columns, agency):
    """The names of an agency's units; for its first extract the names that many rows have become units."""
    names = list(Unit.objects.standing().filter(agency=agency).values_list("name", flat=True))
    if names:
        return names
    counted, count = _counted(file, columns.unit)
    enough = min(max(_FEWEST, count // 100), _MOST)
    found = {}
    for words, times in counted.most_common():
        if times >= enough and cells.loose(words) not in found:
            found[cells.loose(words)] = words
    for words in sorted(found.values()):
        Unit(agency=agency, name=words).save()
    return list(found.values())


def _domains_of(file, columns, agency):
    if columns.email is None:
        return frozenset()
    known = Person.objects.filter(agency=agency).exclude(email="")[:1000]
    counted = collections.Counter(person.email.rpartition("@")[2] for person in known)
    if not counted:
        addresses, _ = _counted(file, columns.email)
        for address, times in addresses.items():
            if "@" in address:
                counted[address.lower().rpartition("@")[2]] += times
    whole = sum(counted.values())
    return frozenset(domain for domain, n in counted.items() if n * _OWN_DOMAIN >= whole)


def _counted(file, place):
    """How many rows hold each tidy value of a column, and how many rows there are."""
    counted, count = collections.Counter(), 0
    file.seek(0)
    rows = records(file)
    next(rows)
    for record in rows:
        if not record.problem and len(record.cells) > place:
            words, codes = cells.tidied(record.cells[place])
            if words and not codes and not words.startswith(("=", "+", "-", "@")):
                counted[words] += 1
                count += 1
    file.seek(0)
    return counted, count


def _counts(of_import):
    by_verdict = collections.Counter()
    by_code = collections.Counter()
    rows = StagedRow.objects.filter(of_import=of_import)
    for verdict, codes, count in (
        rows.order_by().values_list("verdict", "codes").annotate(count=Count("pk"))
    ):
        by_verdict[verdict] += count
        for code in codes:
            by_code[code] += count
    return {"rows": sum(by_verdict.values()), "verdicts": dict(by_verdict), "codes": dict(by_code)}
