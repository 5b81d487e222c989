"""Extracts read, looked over, taken in or undone; each in one piece or not at all."""

import collections
import datetime
import itertools

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone

from prevent_portal import files, outbox
from prevent_portal.errors import Refused
from prevent_portal.models import Agency, Person

from .. import register
from ..models import (
    Course,
    CourseVersion,
    ExtractLayout,
    ExtractReading,
    Level,
    StagedRow,
    TrainingImport,
    Unit,
)
from ..reading import cells, heads, records, workbook
from ..reading.rows import Judge
from . import attendance

#: A name is taken for a unit of an agency that has none yet if so many rows, or one in a hundred, have it.
_FEWEST, _MOST = 2, 25
#: An email domain is an agency's own if one address in ten has it.
_OWN_DOMAIN = 10
#: In bytes: an extract that is larger is read by a worker.
LARGE = 5 * files.MEGABYTE
#: An Excel file is packed, and takes longer.
LARGE_WORKBOOK = files.MEGABYTE
#: The work that is left for a worker.
READ = "training.read"
#: Rows that are staged at a time.
_AT_A_TIME = 20_000
#: So many of ten unknown numbers, and an extract is taken for another agency's.
_STRANGERS_OF_TEN = 9
#: A file with fewer columns can be no extract, whatever a person says of them.
_FEWEST_COLUMNS = 3
#: Days after which an extract that nobody has decided about is left out.
UNDECIDED_DAYS = 30


@transaction.atomic
def read_extract(file, *, name, agency, by, on=None):
    """Read an extract into the staging table, with a verdict on every row; return the TrainingImport.

    `file` is open for bytes; `on` is the day of the extract, today without it. Raises Refused with a
    sentence for a file whose columns cannot be told, or that has been taken in already.
    """
    of_import = _begin(file, name=name, agency=agency, by=by, on=on)
    _find_head(of_import, file)
    _refuse_what_is_missing(of_import)
    _save(of_import, by)
    return _read(of_import, file)


@transaction.atomic
def receive_extract(file, *, name, agency, by, on=None):
    """Keep somebody's extract and read it, a large one by a worker; return the TrainingImport.

    An extract whose columns cannot all be told waits for somebody to say what they hold. Raises Refused
    for a file that has been taken in already, is larger than the limit, or is no CSV or Excel file.
    """
    of_import = _begin(file, name=name, agency=agency, by=by, on=on)
    limit = settings.LARGEST_UPLOAD
    stored = files.keep_as_given(file, name=name, by=by, kinds=("csv", "xlsx"), limit=limit)
    of_import.file, of_import.name = stored, stored.name
    _find_head(of_import, file)
    if sum(1 for words in of_import.head if words.strip()) < _FEWEST_COLUMNS:
        _refuse_what_is_missing(of_import)
    if heads.missing_from(of_import.meanings):
        of_import.state = TrainingImport.State.ASKING
        return _save(of_import, by)
    return _read_or_leave(_save(of_import, by), file)


@transaction.atomic
def say_columns(of_import, meanings, *, by):
    """Say what each column of an extract holds, have it read so, and remember it for its agency.

    `meanings` has a key of `heads.WORDS`, or "course:" and a code, for each column; "" for none.
    Raises Refused if something that every extract needs is missing, or stands in two columns.
    """
    of_import = _hold(of_import)
    if of_import.file is None:
        raise Refused(of_import, "The file of this extract was not kept. Choose the file again.")
    said = [each for each in meanings if each]
    if twice := next((each for each in said if said.count(each) > 1), None):
        words = heads.WORDS.get(twice, "the days of one course")
        raise Refused(of_import, f"Two columns cannot both hold {words}. Change one of them.")
    of_import.meanings = list(meanings)
    _refuse_what_is_missing(of_import)
    of_import.move_to(TrainingImport.State.READING)
    register.drop_rows(of_import)
    _remember(of_import, by)
    _save(of_import, by)
    with of_import.file.content.open("rb") as file:
        return _read_or_leave(of_import, file)


@transaction.atomic
def forget_layout(layout, *, by):
    """Read no more files by a layout; what was read by it stays."""
    layout = ExtractLayout.objects.select_for_update(of=("self",)).get(pk=layout.pk)
    if layout.forgotten_on:
        raise Refused(layout, "This layout is forgotten already.")
    layout.forgotten_on = timezone.localdate()
    layout._history_user = by
    layout.save()
    return layout


def read_stored(pk):
    """The steps of reading a kept extract, unless that has been done; the caller commits at each yield.

    What a worker that died has staged is dropped, and the extract read again. Raises Refused if it
    cannot be read.
    """
    of_import = TrainingImport.objects.select_for_update(of=("self",)).get(pk=pk)
    if not of_import.is_being_read:
        return
    register.drop_rows(of_import)
    waiting, _ = ExtractReading.objects.get_or_create(of_import=of_import)
    with of_import.file.content.open("rb") as file:
        for rows in _steps(of_import, file):
            waiting.rows_read, waiting.rows_total = rows, _estimated(of_import, file, rows)
            waiting.save()
            yield


@transaction.atomic
def cancel_undecided(*, on):
    """Leave out the extracts that nobody has decided about for 30 days, and forget whom they named."""
    since = on - datetime.timedelta(days=UNDECIDED_DAYS)
    waiting = TrainingImport.objects.filter(state__in=("read", "asking"), at__date__lt=since)
    for of_import in waiting.order_by("pk"):
        of_import = _hold(of_import)
        of_import.move_to(TrainingImport.State.CANCELLED)
        of_import.failure = f"Nobody decided about it for {UNDECIDED_DAYS} days."
        register.drop_rows(of_import)
        _save(of_import, None)


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
    _refuse_what_is_taken_in(of_import.agency, of_import.sha256, thing=of_import)
    if not is_sure and looks_like_anothers(of_import):
        raise Refused(
            of_import,
            "At least nine in ten staff numbers in this extract are not known for "
            f"{of_import.agency}. Say that it is the right agency before it is taken in.",
        )
    for name, directorate in register.units_to_come(of_import):
        unit = Unit(agency=of_import.agency, name=name, directorate=directorate)
        unit._history_user = by
        unit.save()
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
    """Withdraw what an import brought, while nothing stands on it; who attended a session has done so.

    Raises Refused if a later import, or what somebody wrote or withdrew by hand, stands on it.
    """
    of_import = _hold(of_import)
    of_import.move_to(TrainingImport.State.UNDONE)
    register.hold_people(of_import)
    if stands := register.stands_on(of_import):
        raise Refused(of_import, f"This extract cannot be undone: {stands}")
    register.withdraw(of_import)
    attendance.count_again(of_import, by=by)
    return _save(of_import, by)


def _begin(file, *, name, agency, by, on):
    """An extract that waits to be read. Raises Refused if it is in the register already."""
    agency = Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
    sha256 = files.fingerprint(file)
    file.seek(0)
    _refuse_what_is_taken_in(agency, sha256)
    of_import = TrainingImport(agency=agency, name=name, sha256=sha256, by=by)
    of_import.on = on or timezone.localdate()
    return of_import


def _refuse_what_is_taken_in(agency, sha256, *, thing=None):
    taken = TrainingImport.objects.filter(agency=agency, sha256=sha256, state="committed").first()
    if taken:
        day = timezone.localtime(taken.committed_at)
        raise Refused(
            thing or taken,
            f"This file was taken in on {day.day} {day:%B %Y}. Taking it in again would change nothing.",
            field="file",
        )


def _find_head(of_import, file):
    """Find the row that names the columns, and what they hold: as was said before, or by their names."""
    rows = first_rows(file, name=of_import.name)
    if not any(cell.strip() for row in rows for cell in row):
        raise Refused(None, f"{of_import.name} is empty. Select the extract again.", field="file")
    layouts = {
        layout.signature: layout.meanings
        for layout in ExtractLayout.objects.in_use().filter(agency=of_import.agency)
    }
    courses = _courses()
    number, head = heads.best_head(rows, courses)
    meanings = heads.meanings_of(head, courses)
    if remembered := layouts.get(heads.signature(head)):
        meanings = remembered
    of_import.head, of_import.head_line, of_import.meanings = head, number + 1, meanings


def first_rows(file, *, name, count=heads.ROWS_LOOKED_AT):
    """The first rows of an extract as words. Raises Refused if it cannot be opened."""
    try:
        if not workbook.is_workbook(file):
            return records.first_rows(file, count)
        workbook.checked(file)
        return workbook.first_rows(file, count)
    except workbook.Unopened as error:
        raise Refused(None, f"{name} cannot be read: {error}", field="file") from None


def _courses():
    """The code and name of every course."""
    return list(Course.objects.standing().values_list("code", "name").order_by("pk"))


def _given_from():
    """The first day on which each course was given, by its code, where its versions say so."""
    versions = CourseVersion.objects.standing().order_by()
    firsts = versions.values_list("course__code").annotate(first=Min("from_on"))
    return dict(firsts)


def _refuse_what_is_missing(of_import):
    missing = heads.missing_from(of_import.meanings)
    if missing:
        words = ", ".join(heads.WORDS[each] for each in missing)
        head = ", ".join(cell.strip() for cell in of_import.head)
        raise Refused(
            None,
            f"{of_import.name} has no column for: {words}. Its first row says: {head}.",
            field="file",
        )


def _remember(of_import, by):
    signature = heads.signature(of_import.head)
    layouts = ExtractLayout.objects.in_use().filter(agency=of_import.agency)
    layout = layouts.filter(signature=signature).first()
    if layout is None:
        layout = ExtractLayout(agency=of_import.agency, signature=signature)
    layout.head, layout.meanings, layout.by = of_import.head, of_import.meanings, by
    layout._history_user = by
    layout.save()


def _read_or_leave(of_import, file):
    """Read it now, or leave it to a worker if it is large."""
    large = LARGE_WORKBOOK if workbook.is_workbook(file) else LARGE
    if of_import.file.size <= large:
        return _read(of_import, file)
    ExtractReading.objects.update_or_create(
        of_import=of_import, defaults={"rows_read": 0, "rows_total": None}
    )
    outbox.put(READ, of_import=of_import.pk)
    return of_import


def _read(of_import, file):
    for _ in _steps(of_import, file):
        continue
    return of_import


def _steps(of_import, file):
    """Read an extract a part at a time, with the number of rows so far after each; then settle it."""
    try:
        yield from _stage(of_import, file)
    except workbook.Unopened as error:
        raise Refused(of_import, f"{of_import.name} cannot be read: {error}") from None
    register.settle_stage(of_import)
    of_import.counts = _counts(of_import)
    of_import.move_to(TrainingImport.State.READ)
    _save(of_import, of_import.by)


def _stage(of_import, file):
    columns = heads.columns_by(of_import.meanings, of_import.head)
    units, domains = _names_of(of_import, file, columns)
    judge = Judge(
        columns,
        head=of_import.head,
        units=units,
        levels=list(Level.objects.standing().values_list("name", flat=True)),
        domains=domains,
        on=of_import.on,
        courses={words: code for code, name in _courses() for words in (name, code)},
        given_from=_given_from(),
    )
    judged, done = map(judge.verdict, _rows(of_import, file)), 0
    while part := list(itertools.islice(judged, _AT_A_TIME)):
        register.stage(of_import, part)
        done += len(part)
        if len(part) == _AT_A_TIME:
            yield done


def _rows(of_import, file):
    """The rows below the head."""
    if workbook.is_workbook(file):
        width = len(of_import.head)
        rows = workbook.records(file, head_line=of_import.head_line, width=width)
    else:
        rows = records.records(file, head_line=of_import.head_line)
    next(rows, None)
    return rows


def _estimated(of_import, file, rows):
    """How many rows there will be, by how much of the file they have taken; None for Excel."""
    place = file.tell()
    is_packed = of_import.name.lower().endswith("xlsx")
    return None if is_packed or not place else max(rows, rows * of_import.file.size // place)


def _hold(of_import):
    Agency.objects.select_for_update(no_key=True).get(pk=of_import.agency_id)
    return TrainingImport.objects.select_for_update(of=("self",)).get(pk=of_import.pk)


def _save(of_import, by):
    of_import._history_user = by
    of_import.save()
    return of_import


def _names_of(of_import, file, columns):
    """The names of an agency's units, and the ends of its own email addresses.

    For its first extract the file says both, in one pass: the names that many rows have are units.
    """
    agency = of_import.agency
    units = list(Unit.objects.standing().filter(agency=agency).values_list("name", flat=True))
    known = Person.objects.filter(agency=agency).exclude(email="")[:1000]
    domains = collections.Counter(person.email.rpartition("@")[2] for person in known)
    if columns.are_completions or (units and (domains or columns.email is None)):
        return units, _own(domains)
    counted, ends = _counted(_rows(of_import, file), columns)
    return units or _often(counted), _own(domains or ends)


def _often(counted):
    """The names that are often enough: of those that differ in how they are written, the most frequent."""
    enough = min(max(_FEWEST, counted.total() // 100), _MOST)
    found = {}
    for words, times in counted.most_common():
        if times >= enough and cells.loose(words) not in found:
            found[cells.loose(words)] = words
    return sorted(found.values())


def _own(domains):
    whole = domains.total()
    return frozenset(domain for domain, n in domains.items() if n * _OWN_DOMAIN >= whole)


def _counted(rows, columns):
    """How many rows name each unit, and each end of an email address."""
    units, ends = collections.Counter(), collections.Counter()
    width = max(columns.unit, columns.email or 0)
    for record in rows:
        if record.problem or len(record.cells) <= width:
            continue
        units[record.cells[columns.unit]] += 1
        if columns.email is not None:
            start, _, end = record.cells[columns.email].rpartition("@")
            if start:
                ends[end.strip().lower()] += 1
    tidy = collections.Counter()
    for typed, times in units.items():
        words, codes = cells.tidied(typed)
        if words and not codes and not words.startswith(("=", "+", "-", "@")):
            tidy[words] += times
    return tidy, ends


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
