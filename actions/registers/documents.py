"""Documents: who owns them, which version stands, when they are looked at again."""

from django.urls import reverse

from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, Step, declare

from ..forms.documents import DocumentForm
from ..models import Document
from ..services import documents


def _steps(document, user, on):
    if not (document.is_open and user.has_perm("actions.review_document", document)):
        return ()
    return (
        Step("Reviewed, no change", reverse("actions:review_document", args=[document.pk]), True),
        Step("New version", reverse("actions:add_documentversion", args=[document.pk])),
    )


def _parts(document, user, on):
    happened = documents.what_happened(document)
    return (Panel("actions/document_history.html", {"happened": happened}),)


DOCUMENTS = declare(
    Document,
    noun="document",
    plural="Documents",
    group="Documents",
    address="documents",
    intro="Strategies, terms of reference, agreements and policies: who owns them, and when they are reviewed.",
    empty="No document has been added yet.",
    columns=(
        Column("Title", "title", sort="title"),
        Column("Kind", "get_kind_display", sort="kind"),
        Column("Version", "version_label"),
        Column("Owner", lambda document: document.owner or document.owner_post),
        Column("Agency", "agency", sort="agency__name"),
        Column("Next review", "review_due_on", kind="due", sort="review_due_on"),
    ),
    facts=(
        Column("Kind", "get_kind_display"),
        Column("Agency", "agency"),
        Column("Owner", "owner"),
        Column("Post of the owner", "owner_post"),
        Column("Parties", lambda document: list(document.parties.order_by("name")), kind="list"),
        Column("Agreed on", "agreed_on", kind="day"),
        Column("Agreed by", "agreed_by"),
        Column("Reviewed", "cadence"),
        Column("Next review", "review_due_on", kind="due"),
        Column("Published at", "published_at", kind="link"),
        Column("Published on", "published_on", kind="day"),
        Column("Mentions the duty", "get_mentions_duty_display"),
        Column("Checked for the duty on", "duty_checked_on", kind="day"),
        Column("Only for its own agency", "is_own_agency_only", kind="yesno"),
    ),
    export=(
        Column("Parties", lambda document: [each.name for each in document.parties.all()]),
        Column("Agreed on", "agreed_on"),
        Column("Agreed by", "agreed_by"),
        Column("Published at", "published_at"),
        Column("Published on", "published_on"),
        Column("Mentions the duty", "get_mentions_duty_display"),
        Column("Checked for the duty on", "duty_checked_on"),
    ),
    form=DocumentForm,
    search=("title", "owner_post", "owner__name"),
    filters=("kind", "mentions_duty", "agency"),
    rows=lambda rows, on: (
        rows.with_version()
        .select_related("agency", "owner", "agreed_by")
        .prefetch_related("parties")
    ),
    attention=Attention("review overdue", lambda rows, on: rows.review_overdue(on=on)),
    steps=_steps,
    parts=_parts,
    save=documents.keep_document,
)
