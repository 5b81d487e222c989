"""What papers say of risks and recommendations: posts answer for them, nobody by name."""

from django.db.models import Count

from actions.figures_of_assurance import risks_by_level, scores_on
from actions.models import Plan, Recommendation, Risk, RiskScore

from .. import words
from ..blocks import cell, heading, listing, paragraph, table
from ..standing import by_when, first_rows, is_public, is_restricted, post, stood
from . import Part, source

SENSITIVE = Plan.Marking.SENSITIVE


@source(
    "risk.assessment",
    title="Assessment of risk",
    about="Open risks by level, each with its owner's post and its actions; recommendations",
)
def _assessment(paper):
    return Part([*register(paper), heading("Recommendations"), *recommendations(paper)])


@source("risk.register", title="Risks", about="Open risks by level, each with its owner's post")
def _register(paper):
    return Part(register(paper))


def register(paper):
    """The risks that were open on the day, the highest first."""
    asked = paper.asked
    scores = list(
        scores_on(asked.on, asked.known_at)
        .select_related("risk__owner", "previous", "scale")
        .annotate(actions=Count("risk__actions"))
        .order_by("-score", "risk__title", "pk")
    )
    if not scores:
        return [paragraph(f"No risk had been scored by {words.day(asked.on)}.")]
    levels = risks_by_level(scores, scores[0].scale)
    blocks = [
        paragraph(
            f"On {words.day(asked.on)}, {words.counted(len(scores), 'risk was', 'risks were')} open "
            "and scored."
        ),
        table(
            "Open risks by level",
            [("Level", 60, "ref"), ("Risks", 40, "number")],
            [[cell(level), cell(number)] for level, number in reversed(levels.items())],
        ),
    ]
    if is_public(paper):
        return blocks
    shown, hidden = _shown(paper, scores, lambda score: score.risk)
    rows, note = first_rows(shown)
    return [
        *blocks,
        *listing(
            "The register, highest first",
            [
                ("Risk", 31, "ref"),
                ("Level", 14, "text"),
                ("Since its last score", 11, "text"),
                ("Answered for by", 18, "text"),
                ("Actions", 10, "number"),
                ("Due for review", 16, "text"),
            ],
            [
                [
                    row.risk.title,
                    f"{row.level} ({row.score})",
                    _moved(row),
                    post(row.risk.owner_post, row.risk.owner),
                    row.actions,
                    by_when(row.risk.review_on, asked.on),
                ]
                for row in rows
            ],
            "Every open risk is in the restricted edition only.",
            " ".join(filter(None, [note, hidden])),
        ),
    ]


def _shown(paper, rows, of):
    """The rows that the audience is shown, and a sentence about the others."""
    if is_restricted(paper):
        return rows, ""
    shown = [row for row in rows if of(row).marking != SENSITIVE]
    less = len(rows) - len(shown)
    left = words.counted(less, "row is", "rows are")
    return shown, f"{left} marked OFFICIAL-SENSITIVE and left out." if less else ""


def _moved(score):
    before = score.previous
    if before is None:
        return Risk.NEW
    if before.scale_id != score.scale_id:
        return Risk.RESCALED
    change = score.score - before.score
    return Risk.STEADY if not change else f"{'Up' if change > 0 else 'Down'} {abs(change)}"


@source(
    "risk.changes",
    title="Changes in risk",
    about="Risks scored again in the period, with why; advice of the police profile received",
)
def _changes(paper):
    asked = paper.asked
    found = list(
        RiskScore.objects.filter(
            on__range=(paper.first_day, asked.on), recorded_at__lte=asked.known_at
        )
        .select_related("risk", "previous")
        .order_by("-on", "-pk")
    )
    shown, hidden = _shown(paper, found, lambda score: score.risk)
    rows, note = first_rows(() if is_public(paper) else shown)
    scored = listing(
        "Risks scored in the period",
        [
            ("Risk", 34, "ref"),
            ("Day", 16, "text"),
            ("Level", 14, "text"),
            ("Since the score before", 14, "text"),
            ("Why", 22, "text"),
        ],
        [
            [row.risk.title, words.day(row.on), f"{row.level} ({row.score})", _moved(row), row.why]
            for row in rows
        ],
        f"{words.none_or(len(found), 'risk was', 'risks were')} scored in the period.",
        " ".join(filter(None, [note, hidden])),
    )
    received = Recommendation.objects.filter(
        source=Recommendation.Source.CTLP, received_on__range=(paper.first_day, asked.on)
    ).count()
    advice = words.none_or(received, "recommendation was", "recommendations were")
    return Part(
        [*scored, paragraph(f"{advice} received from the counter-terrorism local profile.")]
    )


@source(
    "risk.recommendations",
    title="Recommendations",
    about="Advice received and not closed: its answer, owner's post, day and actions",
)
def _recommendations(paper):
    return Part(recommendations(paper))


def recommendations(paper):
    """The recommendations that stood on the day."""
    asked = paper.asked
    found = list(
        stood(Recommendation.objects.filter(received_on__lte=asked.on), asked.on)
        .select_related("owner")
        .annotate(actions_count=Count("actions", distinct=True))
        .order_by("due_on", "pk")
    )
    if is_public(paper):
        number = words.none_or(len(found), "recommendation is", "recommendations are")
        return [paragraph(f"{number} open.")]
    shown, hidden = _shown(paper, found, lambda row: row)
    rows, note = first_rows(shown)
    return listing(
        "Open recommendations",
        [
            ("Recommendation", 29, "ref"),
            ("From", 17, "text"),
            ("Answer", 11, "text"),
            ("Answered for by", 17, "text"),
            ("Due", 16, "text"),
            ("Actions", 10, "number"),
        ],
        [
            [
                row.title,
                row.get_source_display(),
                row.get_answer_display(),
                post(row.owner_post, row.owner),
                by_when(row.due_on, asked.on),
                row.actions_count,
            ]
            for row in rows
        ],
        "No recommendation was open on the day.",
        " ".join(filter(None, [note, hidden])),
    )
