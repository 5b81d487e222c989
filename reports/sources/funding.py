"""What papers say of money: funding status, grants with their conditions, projects."""

from django.db.models import Count, Q

from actions.models import FundingStatus, Grant, GrantCondition, Project

from .. import words
from ..blocks import heading, listing
from ..standing import day, first_rows, stood
from . import Part, source


@source("funding.status", title="Funding status", about="The status of the area on the day")
def _status(paper):
    return Part(status(paper))


def status(paper):
    """Which funding status each area had on the day."""
    on = paper.asked.on
    rows = stood(FundingStatus.objects, on).filter(
        Q(to_on__isnull=True) | Q(to_on__gte=on), from_on__lte=on
    )
    return listing(
        "Funding status",
        [("Area", 34, "ref"), ("Status", 28, "text"), ("Since", 19, "text"), ("Until", 19, "text")],
        [
            [row.area, row.status, words.day(row.from_on), day(row.to_on, "No end given")]
            for row in rows.order_by("area", "pk")
        ],
        "No funding status was recorded for the day.",
    )


@source(
    "funding.grants",
    title="Grants and pooled money",
    about="Grants running on the day: amount, spent, left; their conditions and which are met",
)
def _grants(paper):
    return Part(grants(paper))


def grants(paper):
    """The grants that ran on the day, with their money and conditions."""
    on = paper.asked.on
    found = stood(Grant.objects, on).filter(from_on__lte=on, to_on__gte=on)
    if paper.agency is not None and not paper.agency.is_lead:
        found = found.filter(Q(agency=paper.agency) | Q(agency__isnull=True))
    found = found.with_money().annotate(
        asked=Count("conditions", filter=Q(conditions__closed_on__isnull=True), distinct=True),
        met=Count(
            "conditions",
            filter=Q(conditions__closed_on__isnull=True, conditions__met_on__lte=on),
            distinct=True,
        ),
    )
    rows, note = first_rows(found.order_by("to_on", "title", "pk"))
    return listing(
        "Grants running on the day",
        [
            ("Grant", 22, "ref"),
            ("Funder", 17, "text"),
            ("Amount, £", 11, "number"),
            ("Spent, £", 10, "number"),
            ("Left, £", 10, "number"),
            ("Conditions met", 13, "number"),
            ("Until", 17, "text"),
        ],
        [
            [
                row.title,
                row.funder,
                f"{row.amount + row.paid_in:,.0f}",
                f"{row.spent:,.0f}",
                f"{row.left:,.0f}",
                f"{row.met} of {row.asked}" if row.asked else "None set",
                words.day(row.to_on),
            ]
            for row in rows
        ],
        "No grant or pooled money ran on the day.",
        note,
    )


@source(
    "funding.conditions",
    title="Conditions of grants",
    about="Conditions still to be met on the day, with when each is due",
)
def _conditions(paper):
    return Part(conditions(paper))


def conditions(paper):
    """What grants still oblige to."""
    on = paper.asked.on
    rows = stood(GrantCondition.objects, on).filter(
        Q(met_on__isnull=True) | Q(met_on__gt=on), grant__from_on__lte=on, grant__closed_on=None
    )
    rows, note = first_rows(rows.select_related("grant").order_by("due_on", "pk"))
    return listing(
        "Conditions still to be met",
        [("Grant", 30, "ref"), ("Condition", 50, "text"), ("Due", 20, "text")],
        [[row.grant.title, str(row), row.due_raw or day(row.due_on)] for row in rows],
        "No condition of a grant was still to be met.",
        note,
    )


@source("funding.projects", title="Projects", about="Bids and projects, their state and delivery")
def _projects(paper):
    return Part(projects(paper))


def projects(paper):
    """Bids made and projects under way."""
    rows, note = first_rows(stood(Project.objects, paper.asked.on).order_by("title", "pk"))
    return listing(
        "Bids and projects",
        [
            ("Project", 30, "ref"),
            ("State", 16, "text"),
            ("Funder", 22, "text"),
            ("Amount, £", 14, "number"),
            ("Due", 18, "text"),
        ],
        [
            [
                row.title,
                row.get_state_display(),
                row.funder or "–",
                "–" if row.amount is None else f"{row.amount:,.0f}",
                row.due_raw or day(row.due_on),
            ]
            for row in rows
        ],
        "No bid or project was recorded.",
        note,
    )


@source(
    "funding.whole",
    title="Resource implications",
    about="Funding status, grants with their conditions, bids and projects",
)
def _whole(paper):
    return Part(
        [
            *status(paper),
            heading("Grants"),
            *grants(paper),
            *conditions(paper),
            heading("Projects"),
            *projects(paper),
        ]
    )
