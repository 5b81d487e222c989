"""What papers say of the toolkit's benchmarks and of what is required by law."""

from django.db.models import Count, Q

from actions.figures_of_assurance import HeadStanding, rolled_up
from actions.models import BenchmarkScore, Counts, SelfAssessment
from prevent_portal.figures import catalogue

from .. import words
from ..blocks import heading, listing, paragraph
from ..standing import first_rows, is_public
from . import Part, source

NONE_BEGUN = "No self-assessment had been begun by the day."


@source(
    "assurance.heads",
    title="Benchmarks",
    about="The self-assessment head by head: its rating, criteria met, and the year before",
)
def _heads(paper):
    return Part(heads(paper))


def _two(on):
    """The last self-assessment that was begun by a day, and the one before."""
    rows = SelfAssessment.objects.filter(opened_on__lte=on).select_related("toolkit")
    found = [*rows.order_by("-year", "-opened_on", "-pk")[:2], None, None]
    return found[0], found[1]


def heads(paper):
    """How each head of the toolkit stands, beside the year before."""
    now, before = paper.once("two", lambda: _two(paper.asked.on))
    if now is None:
        return [paragraph(NONE_BEGUN)]
    standings, met = _standings(paper, now)
    earlier = {each.benchmark.title: each.words for each in _standings(paper, before)[0]}
    good = sum(each.counts in (Counts.MET, Counts.EXCEEDING) for each in standings)
    rows = [
        [
            each.benchmark.title,
            each.words,
            met.get(each.benchmark.pk, 0),
            each.judged,
            each.asked,
            earlier.get(each.benchmark.title, "–"),
        ]
        for each in standings
    ]
    return [
        paragraph(
            f"In the self-assessment of {now.year} against the {now.toolkit.name}, {good} of "
            f"{words.counted(len(standings), 'benchmark is', 'benchmarks are')} met or more than met."
        ),
        *listing(
            "Score by head",
            [
                ("Head", 36, "ref"),
                ("Rating", 16, "text"),
                ("Criteria met", 11, "number"),
                ("Judged", 10, "number"),
                ("Criteria", 10, "number"),
                (f"In {before.year}" if before else "Year before", 17, "text"),
            ],
            rows,
            "The toolkit has no heads.",
            "A head with any criterion that is not met is not met.",
        ),
    ]


def _standings(paper, assessment):
    """How each head of an assessment stands, and how many of its criteria are met."""
    if assessment is None:
        return [], {}
    judged = {}
    for of, head, counts in paper.once("scores", lambda: _scores(paper.once("two", lambda: ()))):
        if of == assessment.pk:
            judged.setdefault(head, []).append(counts)
    heads = paper.once(("heads", assessment.toolkit_id), lambda: _criteria_of(assessment))
    found = []
    for head, criteria in heads.values():
        counts = judged.get(head.pk, [])
        asked = max(criteria if assessment.is_open else 0, len(counts))
        if head.is_open or counts:
            found.append(HeadStanding(head, rolled_up(asked, counts), len(counts), asked))
    good = (Counts.MET, Counts.EXCEEDING)
    return found, {head: sum(each in good for each in counts) for head, counts in judged.items()}


def _scores(assessments):
    rows = BenchmarkScore.objects.filter(assessment__in=[each for each in assessments if each])
    fields = ("assessment", "criterion__benchmark", "counts_as")
    return list(rows.order_by("pk").values_list(*fields))


def _criteria_of(assessment):
    """The heads of a toolkit in order, each with how many criteria stand: {key: (head, number)}."""
    stands = Count("criteria", filter=Q(criteria__closed_on__isnull=True))
    rows = assessment.toolkit.benchmarks.annotate(stands=stands).order_by("position", "pk")
    return {head.pk: (head, head.stands) for head in rows}


@source(
    "assurance.criteria",
    title="Criteria",
    about="Each criterion of the self-assessment: rating, why, what shows it, the next step",
)
def _criteria(paper):
    now, _ = paper.once("two", lambda: _two(paper.asked.on))
    if now is None:
        return Part([paragraph(NONE_BEGUN)])
    rows = (
        BenchmarkScore.objects.filter(assessment=now)
        .select_related("criterion__benchmark", "rating")
        .order_by("criterion__benchmark__position", "criterion__position", "pk")
    )
    by_head = {}
    for row in rows:
        by_head.setdefault(row.criterion.benchmark.title, []).append(
            [
                row.asked,
                row.rating.words,
                row.words or "–",
                row.shown_by or "–",
                row.next_step or "–",
            ]
        )
    blocks = []
    for title, found in by_head.items():
        blocks.append(heading(title))
        blocks += listing(
            None,
            [
                ("Criterion", 30, "ref"),
                ("Rating", 11, "text"),
                ("Why", 23, "text"),
                ("What shows it", 18, "text"),
                ("Next step", 18, "text"),
            ],
            found,
            "",
        )
    return Part(blocks or [paragraph("No criterion has been judged yet.")])


@source(
    "assurance.requirements",
    title="Requirements without evidence",
    about="What law and guidance require and nothing recorded shows",
)
def _requirements(paper):
    return Part(requirements(paper))


def requirements(paper):
    """Requirements in force on the day for which no evidence stood."""
    asked = paper.asked
    found = catalogue()["assurance.requirements_without_evidence"]
    value = found.at(None, on=asked.on, known_at=asked.known_at)
    count = words.none_or(value.count, "requirement", "requirements")
    blocks = [
        paragraph(
            f"{count} of {value.out_of} in force on {words.day(asked.on)} "
            f"{'has' if value.count <= 1 else 'have'} no evidence in the portal."
        )
    ]
    if is_public(paper) or not value.count:
        return blocks
    rows = found.rows(None, on=asked.on, known_at=asked.known_at).order_by("position", "pk")
    rows, note = first_rows(rows)
    return [
        *blocks,
        *listing(
            None,
            [("Requirement", 44, "ref"), ("Source", 26, "text"), ("What is missing", 30, "text")],
            [[row.title, row.reference, row.missing or "Not said"] for row in rows],
            "",
            note,
        ),
    ]


@source(
    "assurance.standing",
    title="Assurance",
    about="Benchmarks by head, and requirements without evidence",
)
def _standing(paper):
    return Part([*heads(paper), heading("Requirements without evidence"), *requirements(paper)])
