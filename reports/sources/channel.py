"""What papers say of Channel: numbers that the gate counts, and the yearly statement; no row of a case."""

from channel.counting import counts
from channel.measures import OUT_OF, TABLES, Measure
from channel.models import AssuranceAnswer, AssuranceStatement, NationalSeries, Panel
from channel.services.assurance import standards_in_force
from channel.telling import HEADS, year_of
from prevent_portal.acting import acting_for

from .. import words
from ..blocks import counted, heading, listing, paragraph, percent, table, with_total
from ..standing import is_public
from . import Part, source

CASES = {"of": "cases"}
#: What the parts of a table add up to, where that is not the referrals that were received.
WHOLES = {Measure.CLOSED_BY: Measure.CLOSED}
NOT_FOR_ALL = "Numbers of Channel cases are not published."


@source(
    "channel.counts",
    title="Channel in numbers",
    about="Referrals, panel, consent and support of the period, beside the country's shares",
    is_channel=True,
)
def _counts(paper):
    return Part(numbers(paper))


def numbers(paper):
    """What Channel counted in the period, each number out of its whole and beside the country's."""
    if is_public(paper):
        return [paragraph(NOT_FOR_ALL)]
    asked = paper.asked
    found = counted_in(paper)
    national = _national(paper)
    rows = []
    for _, measures in HEADS:
        rows += [
            [
                measure.label,
                counted(found.numbers[measure]),
                _basis(found, measure),
                _share(found, measure),
                national.get((measure, ""), "–"),
            ]
            for measure in measures
            if measure in found.numbers
        ]
    period = f"{words.day(paper.first_day)} to {words.day(asked.on)}"
    return listing(
        f"Channel, {period}",
        [
            ("What is counted", 28, "ref"),
            ("Number", 16, "number", CASES),
            ("Out of", 26, "text"),
            ("%", 10, "number"),
            ("England and Wales", 20, "text"),
        ],
        rows,
        f"Channel counted nothing from {period}.",
        "Counted without any case being opened. The last column is published nationally, for the "
        "year given.",
        key="channel.counts",
        channel=True,
    )


def _basis(found, measure):
    """Of how many, as a count that may have to be kept back too."""
    whole = OUT_OF.get(measure)
    if whole is None or whole not in found.numbers:
        return {"text": "–"}
    number = found.numbers[whole]
    return {"text": f"{number:,} {whole.label.lower()}", "count": number, "of": "cases"}


def _share(found, measure):
    out_of = found.out_of(measure)
    if out_of is None:
        return {"text": "–"}
    return percent(found.numbers[measure], out_of, (1, 2))


def counted_in(paper):
    """What the gate counted in the paper's period, of all panels together; asked for once."""
    start, end = paper.first_day, paper.asked.on
    return paper.once(("channel", start, end), lambda: counts(None, start=start, end=end))


def _national(paper):
    """What was published for the country, of the newest year up to the paper's, in words."""
    year = year_of(paper.first_day)
    rows = paper.once(
        "national",
        lambda: list(
            NationalSeries.objects.standing().filter(year__lte=year).order_by("year", "pk")
        ),
    )
    return {
        (row.measure, row.part): (f"{row.value:,.1f}%" if row.is_percent else f"{row.value:,.0f}")
        + f" ({row.year}/{(row.year + 1) % 100:02})"
        for row in rows
    }


@source(
    "channel.breakdowns",
    title="Channel by group",
    about="Referrals by sector, concern, age and gender, and closings by reason, in the period",
    is_channel=True,
)
def _breakdowns(paper):
    if is_public(paper):
        return Part([paragraph(NOT_FOR_ALL)])
    found = counted_in(paper)
    national = _national(paper)
    blocks = []
    for measure in TABLES:
        blocks += by_group(measure, found.tables[measure], found.numbers, national)
    return Part(blocks)


def by_group(measure, parts, numbers, national):
    """A number by its parts, as (part, number), with sums that let the guard see what tells what.

    `numbers` are those of the whole period, by measure; `national` holds what is published for the
    country, by measure and part.
    """
    whole, of = sum(number for _, number in parts), WHOLES.get(measure, Measure.RECEIVED)
    same = {"at": ["channel.counts", of.label, "Number"]} if numbers.get(of) == whole else {}
    basis = {"text": f"{whole:,} {of.label.lower()}", "count": whole, "of": "cases"} | same
    rows = [
        [
            {"text": part},
            counted(number),
            dict(basis),
            percent(number, whole, (1, 2)),
            {"text": national.get((measure, part), "–")},
        ]
        for part, number in parts
    ]
    if rows:
        rows.append([{"text": "All"}, counted(whole) | same, *[{"text": "–"}] * 3])
    made = listing(
        measure.label,
        [
            ("Group", 34, "ref"),
            ("Number", 13, "number", CASES),
            ("Out of", 23, "text"),
            ("%", 10, "number"),
            ("England and Wales", 20, "text"),
        ],
        rows,
        f"{measure.label}: nothing was counted in the period.",
        key=f"channel.{measure}",
        channel=True,
    )
    if rows:
        with_total(made[0])
    return made


@source(
    "channel.statement",
    title="Annual assurance",
    about="Standards by area of control, how far each is met, and the numbers that show it",
    is_channel=True,
)
def _statement(paper):
    if is_public(paper):
        return Part([paragraph(NOT_FOR_ALL)])
    asked = paper.asked
    standards = list(standards_in_force(asked.on))
    if not standards:
        return Part([paragraph("No standard of Channel's yearly assurance was in force.")])
    statement, answers, held = _answered(paper)
    found = counted_in(paper)
    shown = {str(measure): number for measure, number in found.numbers.items()} | held
    rows = [
        [
            each.area,
            answers[each.pk].asked if each.pk in answers else each.words,
            *_extent(answers.get(each.pk)),
            _evidence(each, answers.get(each.pk)),
        ]
        for each in standards
    ]
    named = dict.fromkeys(name for each in standards for name in each.evidence if name in shown)
    return Part(
        [
            paragraph(_of_statement(statement, paper)),
            *listing(
                "Standards and how far they are met",
                [
                    ("Area of control", 16, "ref"),
                    ("Assurance statement", 34, "text"),
                    ("Extent met", 15, "text"),
                    ("Evidence and comment", 35, "text"),
                ],
                rows,
                "",
                key="channel.statement",
                channel=True,
            ),
            *listing(
                "Numbers that show it",
                [("What is counted", 70, "ref"), ("Number", 30, "number", CASES)],
                [[Measure(name).label, counted(shown[name])] for name in named],
                "No number is named as evidence of these standards.",
                key="channel.evidence",
                channel=True,
            ),
            heading("Sign-off"),
            table(
                None,
                [("Signed by", 40, "ref"), ("Signature", 36, "text"), ("Day", 24, "text")],
                [
                    [{"text": "Chair of the panel"}, {"text": ""}, {"text": _signed(statement)}],
                    [{"text": "Director"}, {"text": ""}, {"text": ""}],
                ],
            ),
        ]
    )


def _answered(paper):
    """The last statement that whoever asked for the paper may read, its answers and its numbers."""
    with acting_for(paper.asker):
        rows = AssuranceStatement.objects.filter(
            year__lte=year_of(paper.asked.on), panel__in=_panels(paper)
        )
        statement = rows.order_by("-year", "-pk").first()
        if statement is None:
            return None, {}, {}
        answers = AssuranceAnswer.objects.filter(statement=statement).select_related("extent")
        by_standard = {each.standard_id: each for each in answers.order_by("pk")}
    return statement, by_standard, dict(statement.evidence)


def _panels(paper):
    rows = Panel.objects.order_by()
    return rows.filter(authority=paper.agency) if paper.agency is not None else rows


def _of_statement(statement, paper):
    if statement is None:
        return (
            f"The {paper.asked.author} who asked for this paper sits on no panel, or no statement was "
            "begun: how far each standard is met is left open."
        )
    year = f"{statement.year}/{(statement.year + 1) % 100:02}"
    if statement.signed_on:
        return f"The statement for {year} was signed on {words.day(statement.signed_on)}."
    return f"The statement for {year} is a draft that no chair has signed."


def _extent(answer):
    return [answer.extent.words if answer and answer.extent else "Not answered"]


def _evidence(standard, answer):
    """Which numbers show how far a standard is met, and what the panel says of it."""
    said = [Measure(name).label for name in standard.evidence]
    said += [answer.comment] if answer and answer.comment else []
    return {"points": said} if said else {"text": "None recorded"}


def _signed(statement):
    return words.day(statement.signed_on) if statement and statement.signed_on else ""
