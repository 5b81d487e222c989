"""Files about a case: checked as every upload is, sealed, and taken out again where they must not be here."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from prevent_portal import files
from prevent_portal.errors import Refused

from ..models import Attachment, CaseEvent
from .cases import locked, record

#: Bytes of one file about a case: it is sealed whole, in memory.
LIMIT = 10 * files.MEGABYTE


def check(file, *, name):
    """The name and ending of a file that may be kept. Raises Refused, with a sentence."""
    return files.checked(file, name=name, limit=LIMIT)


@transaction.atomic
def attach(case, file, *, name, by, on):
    """Seal a file at a case. Raises Refused if it is of no kind that is kept."""
    case = locked(case)
    attachment = put(case, file, name=name, by=by)
    record(case, CaseEvent.Kind.CHANGED, by=by, on=on, words=f"File {attachment} added.")
    return attachment


def put(case, file, *, name, by):
    """Seal a file at a case that nobody else writes to now: one that is locked, or being taken in."""
    name, ending = check(file, name=name)
    last = Attachment.objects.filter(case=case).aggregate(last=Max("number"))["last"] or 0
    file.seek(0)
    content = file.read()
    return Attachment.objects.create(
        case=case,
        number=last + 1,
        name=name,
        ending=ending,
        size=len(content),
        content=content,
        by=by,
    )


@transaction.atomic
def take_out(attachment, *, by, on, because):
    """Take a file out: its content is gone, that it was there and why it went stays. Raises Refused."""
    case = locked(attachment.case)
    attachment = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment.pk)
    attachment.case = case
    if attachment.removed_at:
        raise Refused(attachment, "This file was taken out already.")
    attachment.content, attachment.removed_because = None, because
    attachment.removed_at, attachment.removed_by = timezone.now(), by
    attachment.save(update_fields=["content", "removed_at", "removed_by", "removed_because"])
    words = f"File {attachment} taken out: {because}"
    record(case, CaseEvent.Kind.CHANGED, by=by, on=on, words=words)
    return attachment
