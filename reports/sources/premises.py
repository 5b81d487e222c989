"""What papers say of premises, agreements and computers that the public uses."""

from premises.figures import values_on
from premises.models import Agreement, Premises
from prevent_portal.figures import catalogue

from .. import words
from ..blocks import listing, of_figures, percent
from ..standing import day, first_rows
from . import Part, source

VENUES = (
    "premises_with_clause",
    "premises_audited",
    "premises_assessed",
    "premises_with_trained_staff",
    "bookings_refused",
    "bookings_in_time",
    "bookings_escalated",
    "bookings_waiting",
    "leases_new_with_clause",
    "leases_old_with_clause",
    "contracts_with_clause",
    "suppliers_told",
)
COMPUTERS = ("networks_tested", "schools_with_known_filter", "schools_buying_filter")


@source(
    "premises.measures",
    title="Premises and computers",
    about="Venues, bookings, agreements and filtering, each out of how many, with the change",
)
def _measures(paper):
    return Part(measures(paper))


def measures(paper, names=VENUES + COMPUTERS):
    """The measures of premises on the day and on the earlier one, of the paper's agency or of all."""
    asked, agency = paper.asked, _whose(paper)
    days = (asked.on, asked.since) if asked.since else (asked.on,)
    found = values_on(names, agency, days)
    now, before = found[asked.on], found.get(asked.since, {})
    known = catalogue()
    told = {name: value for name, value in now.items() if value.out_of}
    rows = [
        [
            known[name].title,
            value.count,
            value.out_of,
            percent(value.count, value.out_of),
            _change(value, before.get(name)),
        ]
        for name, value in told.items()
    ]
    since = f"Change since {words.day(asked.since)}" if asked.since else "Change"
    whose = agency.name if agency else "all agencies together"
    made = listing(
        f"Premises and computers: {whose}",
        [
            ("Measure", 48, "ref"),
            ("Number", 11, "number"),
            ("Out of", 11, "number"),
            ("%", 11, "number"),
            (since, 19, "number"),
        ],
        rows,
        f"The registers of premises and of networks held nothing of {whose} on {words.day(asked.on)}.",
        f"Source: the registers of premises. Position as at {words.day(asked.on)}. Bookings are of "
        "the twelve months to the day.",
        key="premises.measures",
    )
    if told:
        of_figures(made[0], [[(name, 1, 2)] for name in told])
    return made


def _whose(paper):
    """The agency that the paper is about; a partnership's plan is everybody's."""
    if paper.plan_row is not None and paper.plan_row.kind == "partnership":
        return None
    return paper.agency


def _change(now, before):
    if before is None or not before.out_of:
        return "–"
    moved = now.count - before.count
    return f"{moved:+d}" if moved else "0"


@source(
    "premises.register",
    title="Premises for hire",
    about="Each premises that can be hired: its risk tier, when audited, whether the clause holds",
)
def _register(paper):
    on = paper.asked.on
    rows = Premises.objects.there(on=on).hireable().with_standing(on=on)
    if paper.agency is not None:
        rows = rows.filter(agency=paper.agency)
    rows, note = first_rows(rows.select_related("kind").order_by("name", "pk"))
    return Part(
        listing(
            "Premises for hire",
            [
                ("Premises", 32, "ref"),
                ("Kind", 20, "text"),
                ("Risk tier", 14, "text"),
                ("Last audited", 18, "text"),
                ("Clause in force", 16, "text"),
            ],
            [
                [
                    row.name,
                    row.kind.name,
                    row.get_tier_display(),
                    day(row.audited_on, "Not yet"),
                    "Yes" if row.has_clause else "No",
                ]
                for row in rows
            ],
            "No premises that can be hired were in the register on the day.",
            note,
        )
    )


@source(
    "premises.agreements",
    title="Agreements",
    about="Leases, contracts, grants and hire terms in force, until when and with which clause",
)
def _agreements(paper):
    rows = Agreement.objects.in_force(on=paper.asked.on).select_related("clause")
    if paper.agency is not None:
        rows = rows.filter(agency=paper.agency)
    rows, note = first_rows(rows.order_by("kind", "ends_on", "title", "pk"))
    return Part(
        listing(
            "Agreements in force",
            [
                ("Agreement", 36, "ref"),
                ("Kind", 16, "text"),
                ("Until", 16, "text"),
                ("To be renewed", 16, "text"),
                ("Clause", 16, "text"),
            ],
            [
                [
                    row.title,
                    row.get_kind_display(),
                    day(row.ends_on, "No end given"),
                    day(row.renew_on),
                    row.clause.name if row.clause else "None",
                ]
                for row in rows
            ],
            "No agreement was in force on the day.",
            note,
        )
    )
