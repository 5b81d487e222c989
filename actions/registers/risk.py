"""Risks, recommendations, requirements, and the toolkits that the partnership measures itself by."""

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse

from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, Step, declare, link

from ..forms.assurance import (
    BenchmarkForm,
    CriterionForm,
    RatingForm,
    RequirementForm,
    ToolkitForm,
)
from ..forms.risk import RecommendationForm, RiskForm, RiskScaleForm
from ..models import (
    Action,
    Benchmark,
    BenchmarkScore,
    Criterion,
    Rating,
    Recommendation,
    Requirement,
    Risk,
    RiskScale,
    Toolkit,
)
from ..services.risks import save_risk
from ..sight import sight

GROUP, DATA = "Risk and assurance", "Scales and toolkits"


def _owner(record):
    return record.owner_post or record.owner


def _sight(kind):
    """The part of a record's page that shows where it stands on the line."""

    def part(record, user):
        start = (kind, record.pk)
        context = {"steps": sight(user, start), "start": f"{kind}={record.pk}"}
        return Panel("actions/sight_part.html", context)

    return part


def _linking(name, record, user, *, fields):
    """What may be linked to a record, and a new action for it, as buttons."""
    if not (record.is_open and user.has_perm(f"actions.change_{name}", record)):
        return ()
    words = {"actions": "Link actions", "evidence": "Link evidence"}
    pages = [(words[each], f"actions:link_{name}_{each}") for each in fields]
    if user.has_perm("actions.change_plan"):
        pages.append((f"Make a new action for this {name}", f"actions:answer_{name}"))
    return tuple(Step(text, reverse(page, args=[record.pk])) for text, page in pages)


# Risks


def _needs_somebody(rows, on):
    """Risks whose review is late, and high ones that no open action answers."""
    answered = Exists(
        Risk.actions.through.objects.filter(
            risk=OuterRef("pk"), action__in=Action.objects.open().order_by().values("pk")
        )
    )
    return rows.filter(Q(review_on__lt=on) | (Q(current__is_high=True) & ~answered))


def _risk_rows(rows, on):
    is_open = Q(actions__in=Action.objects.open())
    return rows.select_related("current__scale", "current__previous", "owner").annotate(
        open_actions=Count("actions", filter=is_open, distinct=True)
    )


def _risk_parts(risk, user, on):
    scores = risk.scores.select_related("by", "scale").order_by("-on", "-pk")
    yield Panel("actions/risk_scores.html", {"scores": list(scores)})
    yield _sight("risk")(risk, user)


def _risk_steps(risk, user, on):
    if risk.is_open and user.has_perm("actions.rescore_risk", risk):
        yield Step("Score it again", reverse("actions:rescore_risk", args=[risk.pk]), is_first=True)
    yield from _linking("risk", risk, user, fields=("actions",))
    if risk.is_open and user.has_perm("actions.change_risk", risk):
        yield Step("Escalate", reverse("actions:escalate_risk", args=[risk.pk]))


_TREND_CODES = {Risk.RISING: "amber", Risk.FALLING: "green"}


def _escalated(risk):
    """To whom, when and why a risk was taken further, in words."""
    if risk.escalated_to is None:
        return "No"
    on = risk.escalated_on
    return f"To {risk.escalated_to} on {on.day} {on:%B %Y}. {risk.escalated_because}"


RISKS = declare(
    Risk,
    noun="risk",
    plural="Risks",
    group=GROUP,
    address="risks",
    intro="What could go wrong here, how likely and how bad it is, and what is done about it.",
    empty="No risk has been added yet.",
    columns=(
        Column("Risk", "title", sort="title"),
        Column(
            "Score",
            "current.in_words",
            kind="status",
            code="current.colour",
            sort="current__score",
        ),
        Column("Trend", "trend", kind="status", code=lambda risk: _TREND_CODES.get(risk.trend)),
        Column("Owner", _owner),
        Column("Due for review", "review_on", kind="due", sort="review_on"),
        Column("Actions", "open_actions", kind="number", sort="open_actions"),
    ),
    facts=(
        Column("What could happen", "description", kind="words"),
        Column("Source", "get_source_display"),
        Column("Reference", "source_reference"),
        Column("Score", "current.in_words", kind="status", code="current.colour"),
        Column("Trend", "trend"),
        Column("Target score", "target_score", kind="number"),
        Column("Owner", "owner"),
        Column("Post of the owner", "owner_post"),
        Column("Agencies", lambda risk: list(risk.agencies.all()), kind="list"),
        Column("Due for review", "review_on", kind="due"),
        Column("What is being done", "response", kind="words"),
        Column("Escalated", _escalated, kind="words"),
        Column("Marking", "get_marking_display"),
    ),
    export=(
        Column("Likelihood", "current.likelihood"),
        Column("Impact", "current.impact"),
        Column("Level", "current.level"),
        Column("What could happen", "description"),
        Column("Source", "get_source_display"),
        Column("Reference", "source_reference"),
        Column("Target score", "target_score"),
        Column("What is being done", "response"),
        Column("Marking", "get_marking_display"),
    ),
    form=RiskForm,
    search=("title", "description", "response", "source_reference"),
    filters=("source", "owner", "marking"),
    rows=_risk_rows,
    attention=Attention("review late, or high without an open action", _needs_somebody),
    parts=_risk_parts,
    steps=_risk_steps,
    save=save_risk,
)


# Recommendations


def _late_or_unanswered(rows, on):
    """Recommendations that are late, or that call for an action and have none."""
    none = ~Exists(Recommendation.actions.through.objects.filter(recommendation=OuterRef("pk")))
    rejected = Q(answer=Recommendation.Response.REJECTED)
    return rows.filter(Q(due_on__lt=on) | (~rejected & none))


RECOMMENDATIONS = declare(
    Recommendation,
    noun="recommendation",
    plural="Recommendations",
    group=GROUP,
    address="recommendations",
    intro="What audits, reviews and letters advised, followed until something shows that it is done.",
    empty="No recommendation has been added yet.",
    columns=(
        Column("Recommendation", "title", sort="title"),
        Column("Source", "get_source_display", sort="source"),
        Column("Received", "received_on", kind="day", sort="received_on"),
        Column("Response", "get_answer_display", sort="answer"),
        Column("Owner", _owner),
        Column("Due", "due_on", kind="due", sort="due_on"),
        Column("Actions", "action_count", kind="number", sort="action_count"),
    ),
    facts=(
        Column("What is recommended", "words", kind="words"),
        Column("Source", "get_source_display"),
        Column("Reference", "reference"),
        Column("Received", "received_on", kind="day"),
        Column("Response", "get_answer_display"),
        Column("Reason for the response", "answer_reason", kind="words"),
        Column("Owner", "owner"),
        Column("Post of the owner", "owner_post"),
        Column("Agencies", lambda advice: list(advice.agencies.all()), kind="list"),
        Column("Due", "due_on", kind="due"),
        Column("Marking", "get_marking_display"),
    ),
    export=(
        Column("What is recommended", "words"),
        Column("Reference", "reference"),
        Column("Reason for the response", "answer_reason"),
        Column("Marking", "get_marking_display"),
    ),
    form=RecommendationForm,
    search=("title", "words", "reference"),
    filters=("source", "answer", "owner", "marking"),
    rows=lambda rows, on: rows.select_related("owner").annotate(
        action_count=Count("actions", distinct=True)
    ),
    attention=Attention("late, or without an action", _late_or_unanswered),
    parts=lambda record, user, on: (_sight("recommendation")(record, user),),
    steps=lambda record, user, on: _linking("recommendation", record, user, fields=("actions",)),
    asks="What shows that it is done, or why is it closed?",
)


# Requirements

_STATE_CODES = {"met": "met", "under_way": "in_progress", "nothing": "at_risk"}

REQUIREMENTS = declare(
    Requirement,
    noun="requirement",
    plural="Requirements",
    group=GROUP,
    address="requirements",
    intro="Each line of the duty in our own words, what shows that it is met, and what is missing.",
    empty="No requirement has been added yet.",
    columns=(
        Column("Requirement", "title", sort="title"),
        Column("State", "state_words", kind="status", code=lambda row: _STATE_CODES[row.state]),
        Column("Statute or guidance", "reference"),
        Column("What is missing", "missing"),
    ),
    facts=(
        Column("What is required", "words", kind="words"),
        Column("Statute or guidance", "reference"),
        Column("State", "state_words", kind="status", code=lambda row: _STATE_CODES[row.state]),
        Column("In force from", "valid_from", kind="day"),
        Column("In force until", "valid_to", kind="day"),
        Column("Documents that show it", "documents", kind="words"),
        Column("What is missing", "missing", kind="words"),
    ),
    export=(
        Column("What is required", "words"),
        Column("Documents that show it", "documents"),
        Column("In force from", "valid_from"),
        Column("In force until", "valid_to"),
    ),
    form=RequirementForm,
    search=("title", "words", "reference", "missing"),
    rows=lambda rows, on: rows.with_state(),
    attention=Attention("no evidence that stands", lambda rows, on: rows.without_evidence()),
    parts=lambda record, user, on: (_sight("requirement")(record, user),),
    steps=lambda record, user, on: _linking(
        "requirement", record, user, fields=("actions", "evidence")
    ),
)

link(
    GROUP,
    "Self-assessments",
    page="actions:assessment_list",
    permission="actions.view_selfassessment",
)
link(GROUP, "Line of sight", page="actions:line_of_sight", permission="actions.view_requirement")
link(
    GROUP,
    "Figures of risk and assurance",
    page="actions:assurance_position",
    permission="actions.view_assurance",
)
link(GROUP, "Map of risks", page="actions:risk_map", permission="actions.view_risk")


# Toolkits and scales


def _judged_by_year(head):
    scores = BenchmarkScore.objects.filter(criterion__benchmark=head)
    scores = scores.select_related("rating", "assessment").order_by(
        "-assessment__year", "criterion__position", "pk"
    )
    return list(scores)


def _head_parts(head, user, on):
    criteria = Criterion.objects.visible_to(user).standing().filter(benchmark=head)
    context = {"criteria": criteria, "scores": _judged_by_year(head)}
    yield Panel("actions/benchmark_criteria.html", context)
    yield _sight("benchmark")(head, user)


BENCHMARKS = declare(
    Benchmark,
    noun="benchmark",
    plural="Benchmarks",
    group=DATA,
    address="benchmarks",
    intro="The heads of each toolkit.",
    columns=(
        Column("Benchmark", str, sort="position"),
        Column("Toolkit", "toolkit.name", sort="toolkit__name"),
        Column("Criteria", "criterion_count", kind="number"),
    ),
    facts=(
        Column("Toolkit", "toolkit", kind="record"),
        Column("Number", "position", kind="number"),
    ),
    form=BenchmarkForm,
    search=("title",),
    filters=("toolkit",),
    order=(F("toolkit__valid_from").desc(), "position"),
    rows=lambda rows, on: rows.select_related("toolkit").annotate(
        criterion_count=Count("criteria", filter=Q(criteria__closed_on__isnull=True))
    ),
    parts=_head_parts,
)

CRITERIA = declare(
    Criterion,
    noun="criterion",
    plural="Criteria",
    group=DATA,
    address="criteria",
    intro="What is asked under each benchmark. Those that came with the portal are in our own words: "
    "replace them with the toolkit's, or import them.",
    columns=(
        Column("Criterion", "text"),
        Column("Benchmark", "benchmark", sort="benchmark__position"),
        Column("Toolkit", "benchmark.toolkit.name"),
    ),
    form=CriterionForm,
    search=("text",),
    filters=("benchmark",),
    rows=lambda rows, on: rows.select_related("benchmark__toolkit"),
)

TOOLKITS = declare(
    Toolkit,
    noun="toolkit",
    plural="Toolkits",
    group=DATA,
    address="toolkits",
    intro="The sets of benchmarks that councils measure themselves by.",
    columns=(
        Column("Toolkit", "name", sort="name"),
        Column("Issued by", "issuer"),
        Column("In use from", "valid_from", kind="day", sort="valid_from"),
        Column("In use until", "valid_to", kind="day"),
    ),
    form=ToolkitForm,
    search=("name",),
)

RATINGS = declare(
    Rating,
    noun="rating",
    plural="Ratings",
    group=DATA,
    address="ratings",
    intro="The steps of each toolkit's rating scale, and what each counts as.",
    columns=(
        Column("Rating", "words", sort="words"),
        Column("Toolkit", "toolkit.name"),
        Column("Counts as", "get_counts_as_display"),
        Column("Place", "position", kind="number", sort="position"),
    ),
    form=RatingForm,
    filters=("toolkit", "counts_as"),
    rows=lambda rows, on: rows.select_related("toolkit"),
)

SCALES = declare(
    RiskScale,
    noun="scale",
    plural="Scales of risk",
    group=DATA,
    address="risk-scales",
    intro="The partnership's own words for likelihood and impact. Scores keep the scale they were "
    "made on.",
    columns=(
        Column("Scale", "name", sort="name"),
        Column("Levels", "levels_in_words", kind="list"),
        Column("High from", "high_from", kind="number"),
        Column("In use from", "valid_from", kind="day", sort="valid_from"),
        Column("In use until", "valid_to", kind="day"),
    ),
    facts=(
        Column("Likelihood", "likelihood", kind="list"),
        Column("Impact", "impact", kind="list"),
        Column("Levels", "levels_in_words", kind="list"),
        Column("High from a score of", "high_from", kind="number"),
        Column("In use from", "valid_from", kind="day"),
        Column("In use until", "valid_to", kind="day"),
    ),
    form=RiskScaleForm,
)
