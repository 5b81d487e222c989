"""Files that take long to read: kept at once, read by a worker, shown as far as they are read."""

import zipfile
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet

from django.db import transaction
from django.utils import timezone

from prevent_portal import files, outbox
from prevent_portal.errors import Refused
from prevent_portal.roles import Role

from ..models import ImportReading, Plan, PlanImport
from ..reading import LARGEST_FILE, Unreadable, checked
from . import importing, newer

#: In bytes of words and tables as they are once unpacked, without pictures: some 200 pages. What is
#: smaller is read while the person waits.
LARGE = 350_000
#: The parts of an office file that hold its words.
_OF_WORDS = ("word/document.xml", "xl/worksheets/", "xl/sharedStrings.xml")
#: In seconds: how often the page is told how far a reading has come.
TELL_EVERY = 1
#: The work that is left for a worker.
READ = "actions.read"


def is_large(file):
    """Whether a file is left to a worker; one that cannot be opened is refused at once."""
    size = file.seek(0, 2)
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            parts = [part for part in package.infolist() if part.filename.startswith(_OF_WORDS)]
    except (zipfile.BadZipFile, OSError, ValueError):
        return size > LARGE
    return sum(part.file_size for part in parts) > LARGE


@transaction.atomic
def propose_large(file, *, name, agency, by, newer_of=None):
    """Keep a file for a worker to read, and return the proposal whose page shows how far it is.

    Raises Refused for a file that must not be opened or is not the person's to import, and
    AlreadyImported for one that was imported before.
    """
    try:
        checked(file, name=name)
    except Unreadable as error:
        raise Refused(None, error.sentence, field="file") from None
    agency = newer_of.agency if newer_of else agency
    importing.refuse_same_file(agency, importing.digest_of(file))
    is_lead = by is None or by.has_role(Role.PREVENT_LEAD)
    kept = files.keep_as_given(
        file, name=name, by=by, kinds=("docx", "xlsx", "csv"), limit=LARGEST_FILE
    )
    proposal = PlanImport(file=kept, agency=agency, reading={}, by=by)
    proposal.kind = Plan.Kind.INTERNAL if is_lead else Plan.Kind.SPOC
    proposal._history_user = by
    proposal.save()
    ImportReading.objects.create(proposal=proposal)
    if newer_of:
        newer.call_newer(proposal, newer_of, by=by)
    outbox.put(READ, proposal=proposal.pk)
    return proposal


def read_large(pk):
    """The steps of reading a kept file; the caller commits at each yield.

    A worker that dies leaves the file to be read again; what is read stays. A file that cannot be
    read, or must not become a plan, says so on its page.
    """
    waiting = ImportReading.objects.select_related("proposal__file", "proposal__by").get(
        proposal=pk
    )
    if not waiting.is_going_on or waiting.proposal.state != PlanImport.State.PROPOSED:
        return
    done = [0, None]

    def tell(rows, of_all):
        done[:] = rows, of_all

    with ThreadPoolExecutor(1) as pool, waiting.proposal.file.content.open("rb") as file:
        name = waiting.proposal.file.name
        saved = importing.saved_for_agency(waiting.proposal.agency)
        reading = pool.submit(importing.read_by_saved, saved, file, name=name, progress=tell)
        while not _is_done(reading):
            waiting.rows_read, waiting.rows_total = done
            waiting.save()
            yield
    waiting.rows_read, waiting.rows_total = done
    try:
        with transaction.atomic():
            _settle(waiting.proposal, *reading.result())
    except Refused as refusal:
        waiting.failure = refusal.sentence
    waiting.done_at = timezone.now()
    waiting.save()


@transaction.atomic
def give_up(pk, *, sentence):
    """Say on its page that a file could not be read."""
    waiting = ImportReading.objects.select_for_update().get(proposal=pk)
    waiting.failure, waiting.done_at = sentence, timezone.now()
    waiting.save()


def _is_done(reading):
    try:
        reading.exception(timeout=TELL_EVERY)
    except NotYet:
        return False
    return True


def _settle(proposal, reading, mapping):
    """Put what was read on the proposal, as a proposal read at once has it."""
    proposal = PlanImport.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.state != PlanImport.State.PROPOSED:
        return
    by, proposal.reading, proposal.mapping = proposal.by, reading, mapping
    if not hasattr(proposal, "newer"):
        proposal.kind = importing.kind_for(reading["layout"], by=by)
        try:
            importing.refuse_what_cannot_be_made(proposal)
        except importing.SamePlan as same:
            newer.call_newer(proposal, same.thing, by=by)
    proposal._history_user = by
    proposal.save()
