"""What papers say of papers: which kinds of report went out, and when."""

from django.db.models import Count, Max

from ..blocks import listing
from ..models import Publication
from ..standing import day
from . import Part, source


@source(
    "reports.issued",
    title="Reports issued",
    about="Each kind of report with how many went out and when the last one did",
)
def _issued(paper):
    rows = Publication.objects.filter(issued_at__lte=paper.asked.known_at)
    if paper.agency is not None:
        rows = rows.filter(report__agency=paper.agency)
    rows = (
        rows.order_by("report__kind__title")
        .values_list("report__kind__title", "report__kind__body")
        .annotate(count=Count("pk"), last=Max("report__on"), at=Max("issued_at"))
    )
    return Part(
        listing(
            "Reports issued",
            [
                ("Kind of report", 36, "ref"),
                ("For", 24, "text"),
                ("Issued", 10, "number"),
                ("Last as at", 15, "text"),
                ("Last issued", 15, "text"),
            ],
            [[title, body, count, day(last), day(at)] for title, body, count, last, at in rows],
            "No report has been issued yet.",
        )
    )
