"""Files about a case: checked as every upload is, sealed, and taken out again where they must not be here."""

import io

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from prevent_portal import files, scanning
from prevent_portal.errors import Refused

from ..models import Attachment, CaseEvent
from .cases import locked, record

#: Bytes of one file about a case: it is sealed whole, in memory.
LIMIT = 10 * files.MEGABYTE


@transaction.atomic
def attach(case, file, *, name, by, on):
    """Seal a file at a case. Raises Refused if it is of no kind that is kept."""
    case = locked(case)
    attachment = put(case, file, name=name, by=by)
    record(case, CaseEvent.Kind.CHANGED, by=by, on=on, words=f"File {attachment} added.")
    return attachment


def put(case, file, *, name, by):
    """Seal a file at a case that nobody else writes to now: one that is locked, or being taken in."""
    taken = files.take(file, name=name, limit=LIMIT, thing=case)
    last = Attachment.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    taken.file.seek(0)
    content = taken.file.read()
    return Attachment.objects.create(
        case=case,
        number=last + 1,
        name=taken.name,
        ending=taken.ending,
        size=len(content),
        content=content,
        by=by,
        cleared_at=taken.cleared_at,
        carried=taken.carried,
    )


def content_of(attachment):
    """The bytes of a file. Raises Refused if it was taken out, or the virus scanner has not found it clean."""
    if attachment.removed_at:
        raise Refused(attachment, "This file was taken out.")
    content = attachment.content
    if attachment.is_waiting:
        scanning.let_out(io.BytesIO(content), name=f"File {attachment}", thing=attachment)
    return content


@transaction.atomic
def take_out(attachment, *, by, on, because):
    """Take a file out: its content is gone, that it was there and why it went stays. Raises Refused."""
    case = locked(attachment.case)
    attachment = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    attachment.case = case
    if attachment.removed_at:
        raise Refused(attachment, "This file was taken out already.")
    if case.holds.standing().exists():
        raise Refused(attachment, "A legal hold stands on this case: no file of it is taken out.")
    if case.rights_requests.open().exists():
        raise Refused(attachment, "A request of the person is open: decide on it first.")
    attachment.content, attachment.removed_because = None, because
    attachment.removed_at, attachment.removed_by = timezone.now(), by
    attachment.save(update_fields=["content", "removed_at", "removed_by", "removed_because"])
    words = f"File {attachment} taken out: {because}"
    record(case, CaseEvent.Kind.CHANGED, by=by, on=on, words=words)
    return attachment
