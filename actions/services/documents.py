"""Documents: kept with their first version, looked at again, replaced by newer versions."""

from dateutil.relativedelta import relativedelta
from django.db import transaction

from prevent_portal import files
from prevent_portal.errors import Refused
from prevent_portal.services import keep_record

from ..models import Document, DocumentReview, DocumentVersion


@transaction.atomic
def keep_document(document, *, by, version=None, file=None, label="", **values):
    """Save a document; a new one with its first version, where a file or a label is given.

    Without a day for the next review it is counted from the day of agreement. Raises Refused if the
    file is not one the portal keeps, or as `keep_record` does.
    """
    every, agreed = values.get("review_every"), values.get("agreed_on")
    if every and agreed and not values.get("review_due_on"):
        values["review_due_on"] = agreed + relativedelta(months=every)
    kept = files.keep(file, name=file.name, by=by) if file else None
    document = keep_record(document, by=by, version=version, **values)
    if kept or label:
        DocumentVersion.objects.create(
            document=document, label=label or "1", file=kept, agreed_on=agreed, by=by
        )
    return document


@transaction.atomic
def add_version(document, *, by, label, file, note="", agreed_on=None, review_due_on=None):
    """Put a newer version in place of the newest; earlier ones stay as they are.

    Raises Refused if the document is closed, has a version of that label, or the file is not one
    the portal keeps.
    """
    document = _hold(document)
    if document.versions.filter(label__iexact=label).exists():
        raise Refused(document, "The document has a version of this name already.", field="label")
    kept = files.keep(file, name=file.name, by=by, thing=document)
    made = DocumentVersion.objects.create(
        document=document, label=label, file=kept, note=note, agreed_on=agreed_on, by=by
    )
    document.agreed_on = agreed_on or document.agreed_on
    document.review_due_on = review_due_on or document.review_due_on
    document._history_user = by
    document.save()
    return made


@transaction.atomic
def review_document(document, *, by, reviewed_on, note="", review_due_on=None):
    """Record that a document was looked at and still holds, and when it is to be looked at next.

    Without that day it is counted from this review; a document that is reviewed at no interval has
    none then. Raises Refused if it is closed, or if the next review would not be after this one.
    """
    document = _hold(document)
    if review_due_on is None and document.review_every:
        review_due_on = reviewed_on + relativedelta(months=document.review_every)
    if review_due_on and review_due_on <= reviewed_on:
        raise Refused(document, "The next review must be after this one.", field="review_due_on")
    review = DocumentReview.objects.create(
        document=document, on=reviewed_on, note=note, next_due_on=review_due_on, by=by
    )
    document.review_due_on = review_due_on
    document._history_user = by
    document.save()
    return review


def send_version(version):
    """The download of a version's file; raises Refused if it has none, or it is lost."""
    if version.file is None:
        raise Refused(version.document, "This version was recorded without a file.")
    try:
        return files.send(version.file, thing=version.document)
    except FileNotFoundError:
        raise Refused(
            version.document, "The file of this version cannot be found. Tell the administrator."
        ) from None


def what_happened(document):
    """Versions and reviews of a document in one list, the newest first."""
    versions = document.versions.select_related("file", "by").order_by("-pk")
    reviews = document.reviews.select_related("by").order_by("-pk")
    return sorted([*versions, *reviews], key=lambda each: each.at, reverse=True)


def _hold(document):
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if not document.is_open:
        raise Refused(document, "It is closed. Open it again first.")
    return document
