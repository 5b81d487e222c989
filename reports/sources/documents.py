"""What papers say of policies, agreements and other documents, and which papers stand behind them."""

from dateutil.relativedelta import relativedelta
from django.db.models import Q

from actions.models import Document, Toolkit

from .. import words
from ..blocks import listing
from ..standing import by_when, day, first_rows, is_public, post, stood
from . import Part, source

#: A review that is due within so many months after the day is near.
NEAR_MONTHS = 3

#: What every paper on the duty stands on.
LAW = (
    ("Counter-Terrorism and Security Act 2015, sections 26 to 41", "Act of Parliament"),
    ("Prevent duty guidance for England and Wales", "Statutory guidance"),
)


def _of_paper(paper):
    """Documents that the readers of a paper may know of."""
    shared = Q(is_own_agency_only=False)
    if paper.agency is not None and not is_public(paper):
        shared |= Q(agency=paper.agency)
    return stood(Document.objects.filter(shared), paper.asked.on).select_related("owner")


def _every(paper):
    """The same with the newest version of each, asked for once."""
    rows = _of_paper(paper).with_version().order_by("title", "pk")
    return paper.once("documents", lambda: list(rows))


@source(
    "documents.due",
    title="Policies and documents due for review",
    about="Documents whose review has passed or falls due within three months",
)
def _due(paper):
    on = paper.asked.on
    last = on + relativedelta(months=NEAR_MONTHS)
    rows, note = first_rows(
        _of_paper(paper).filter(review_due_on__lte=last).order_by("review_due_on", "title", "pk")
    )
    return Part(_listed(paper, rows, note, f"No document is due for review by {words.day(last)}."))


@source(
    "documents.register",
    title="Documents",
    about="Every document with its owner's post, when it was agreed and its review day",
)
def _register(paper):
    rows, note = first_rows(_of_paper(paper).order_by("kind", "title", "pk"))
    return Part(_listed(paper, rows, note, "No document was in the register on the day."))


def _listed(paper, rows, note, nothing):
    return listing(
        "Documents",
        [
            ("Document", 34, "ref"),
            ("Kind", 18, "text"),
            ("Answered for by", 18, "text"),
            ("Agreed", 14, "text"),
            ("Review due", 16, "text"),
        ],
        [
            [
                row.title,
                row.get_kind_display(),
                post(row.owner_post, row.owner),
                day(row.agreed_on, "Not agreed"),
                by_when(row.review_due_on, paper.asked.on),
            ]
            for row in rows
        ],
        nothing,
        note,
    )


@source(
    "documents.safeguarding",
    title="Safeguarding",
    about="Whether safeguarding policies and thresholds documents speak of the duty",
)
def _safeguarding(paper):
    Kind = Document.Kind
    kinds = (Kind.POLICY, Kind.PROCEDURE, Kind.GUIDANCE, Kind.THRESHOLDS)
    rows, note = first_rows(row for row in _every(paper) if row.kind in kinds)
    return Part(
        listing(
            "The duty in policies and thresholds",
            [
                ("Document", 40, "ref"),
                ("Version", 14, "text"),
                ("Speaks of the duty", 14, "text"),
                ("Checked", 16, "text"),
                ("Review due", 16, "text"),
            ],
            [
                [
                    row.title,
                    row.version_label or "–",
                    row.get_mentions_duty_display() if row.mentions_duty else "Not checked",
                    day(row.duty_checked_on, "Not yet"),
                    by_when(row.review_due_on, paper.asked.on),
                ]
                for row in rows
            ],
            "No policy, procedure or thresholds document was in the register on the day.",
            note,
        )
    )


@source(
    "documents.background",
    title="Background papers",
    about="The Act and its guidance, the toolkit in force, and documents that are published",
)
def _background(paper):
    on = paper.asked.on
    toolkits = stood(Toolkit.objects, on).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on
    )
    rows, note = first_rows(
        row
        for row in _every(paper)
        if row.published_at and row.published_on and row.published_on <= on
    )
    return Part(
        listing(
            "Background papers",
            [("Paper", 60, "ref"), ("What it is", 40, "text")],
            [
                *LAW,
                *([row.name, f"Toolkit, {row.issuer}"] for row in toolkits.order_by("name", "pk")),
                *([row.title, f"{row.get_kind_display()}, published"] for row in rows),
            ],
            "",
            note,
        )
    )
