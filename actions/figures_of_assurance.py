"""Figures of the partnership's risks, recommendations, benchmarks and requirements as at a day.

They speak of the whole partnership: their scope is not asked. A link counts if it stood at
`known_at`; that is read from history, which holds every state of every record.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db.models import Q
from django.db.models.functions import Now

from prevent_portal.figures import Sight, Value, catalogue, figure

from .models import (
    Benchmark,
    BenchmarkScore,
    Counts,
    Criterion,
    Evidence,
    Recommendation,
    Requirement,
    Risk,
    RiskScale,
    RiskScore,
    SelfAssessment,
)

#: They are the partnership's: who sees the page of assurance may see each of them.
_SIGHT = Sight(every="actions.view_assurance")


def _states(model, known_at):
    """The last known state of each record of a model, from its history."""
    rows = model.history.filter(history_date__lte=known_at or Now())
    return rows.order_by("id", "-history_date", "-history_id").distinct("id")


def _open_on(rows, on):
    return rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=on))


def _keys_within(states, wanted):
    """The history rows of states that a further condition leaves: distinct goes first."""
    past = states.model
    return past.objects.filter(pk__in=states.values("history_id")).filter(wanted)


def _past_links(model, field):
    """The links that each state of a model's records had."""
    past = apps.get_model("actions", f"Historical{model.__name__}_{field}")
    return past.objects.order_by()


def _recommendations(on, known_at):
    states = _states(Recommendation, known_at)
    wanted = Q(received_on__lte=on) & ~Q(answer=Recommendation.Response.REJECTED)
    return _keys_within(states, wanted)


def _with_action(states):
    links = _past_links(Recommendation, "actions")
    return states.filter(pk__in=links.values("history"))


@figure(
    "assurance.recommendations_with_action",
    title="Recommendations with an action",
    definition="Recommendations received by the day, and not rejected, that an action answers.",
    denominator="recommendations received and not rejected",
    rows=lambda scope, *, on, known_at=None: Recommendation.objects.filter(
        pk__in=_with_action(_recommendations(on, known_at)).values("id")
    ),
    rows_for="actions.view_recommendation",
    sight=_SIGHT,
)
def recommendations_with_action(scope, *, on, known_at=None):
    """How many recommendations have an action, of those that call for one."""
    states = _recommendations(on, known_at)
    return Value(_with_action(states).count(), states.count())


@figure(
    "assurance.recommendations_late",
    title="Recommendations late",
    definition="Open recommendations that are not done by the day they were due.",
    denominator="recommendations received and not rejected",
    rows=lambda scope, *, on, known_at=None: Recommendation.objects.filter(
        pk__in=_late(_recommendations(on, known_at), on).values("id")
    ),
    rows_for="actions.view_recommendation",
    sight=_SIGHT,
)
def recommendations_late(scope, *, on, known_at=None):
    """How many recommendations are open after their day."""
    states = _recommendations(on, known_at)
    return Value(_late(states, on).count(), states.count())


def _late(states, on):
    return _open_on(states, on).filter(due_on__lt=on)


def _requirements(on, known_at):
    states = _states(Requirement, known_at)
    in_force = Q(Q(valid_from__isnull=True) | Q(valid_from__lte=on)) & Q(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    )
    return _open_on(_keys_within(states, in_force), on)


def _without_evidence(states, known_at):
    known_at = known_at or Now()
    standing = Evidence.objects.filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at), added_at__lte=known_at
    ).order_by()
    direct = _past_links(Requirement, "evidence").filter(evidence__in=standing)
    by_action = _past_links(Requirement, "actions").filter(action__in=standing.values("action"))
    without = states.exclude(pk__in=direct.values("history"))
    return without.exclude(pk__in=by_action.values("history"))


@figure(
    "assurance.requirements_without_evidence",
    title="Requirements that nothing shows",
    definition="Requirements in force on the day for which no evidence stands, neither linked "
    "itself nor attached to a linked action.",
    denominator="requirements in force",
    rows=lambda scope, *, on, known_at=None: Requirement.objects.filter(
        pk__in=_without_evidence(_requirements(on, known_at), known_at).values("id")
    ),
    rows_for="actions.view_requirement",
    sight=_SIGHT,
)
def requirements_without_evidence(scope, *, on, known_at=None):
    """How many requirements have no evidence that stands."""
    states = _requirements(on, known_at)
    return Value(_without_evidence(states, known_at).count(), states.count())


def scores_on(on, known_at=None):
    """The last score of each risk that was open on a day."""
    rows = RiskScore.objects.filter(on__lte=on, recorded_at__lte=known_at or Now())
    last = rows.order_by("risk_id", "-on", "-pk").distinct("risk_id")
    open_ = _open_on(_keys_within(_states(Risk, known_at), Q()), on).values("id")
    return RiskScore.objects.filter(pk__in=last.values("pk"), risk__in=open_)


@figure(
    "assurance.risks_high",
    title="High risks",
    definition="Open risks whose last score by the day is high on the partnership's own scale.",
    denominator="open risks that have been scored",
    rows=lambda scope, *, on, known_at=None: Risk.objects.filter(
        pk__in=scores_on(on, known_at).filter(is_high=True).values("risk")
    ),
    rows_for="actions.view_risk",
    sight=_SIGHT,
)
def risks_high(scope, *, on, known_at=None):
    """How many open risks are high."""
    scores = scores_on(on, known_at)
    return Value(scores.filter(is_high=True).count(), scores.count())


def risks_by_level(scores, scale):
    """How many scores fall in each level of a scale: {words: count}, every level named."""
    words = [score.level for score in scores]
    levels = dict.fromkeys([*scale.levels, *sorted(set(words))] if scale else sorted(set(words)))
    return {level: words.count(level) for level in levels}


#: What a benchmark is, rolled up from its criteria.
NOT_JUDGED = "not_judged"
ROLLED_UP = {
    Counts.NOT_MET: "Not met",
    Counts.MET: "Met",
    Counts.EXCEEDING: "Exceeding",
    Counts.NOT_APPLICABLE: "Not applicable",
    NOT_JUDGED: "Not finished",
}


def rolled_up(asked, counts):
    """A benchmark's rating from what its criteria count as; `asked` is how many are to be judged.

    Any criterion not met makes it not met, even before the rest are judged. It exceeds when all
    that apply do.
    """
    if Counts.NOT_MET in counts:
        return Counts.NOT_MET
    if not counts or len(counts) < asked:
        return NOT_JUDGED
    applying = [each for each in counts if each != Counts.NOT_APPLICABLE]
    if not applying:
        return Counts.NOT_APPLICABLE
    return Counts.EXCEEDING if set(applying) == {Counts.EXCEEDING} else Counts.MET


@dataclass(frozen=True)
class HeadStanding:
    """How one head stands in a year: rolled up, and how many of its criteria are judged."""

    benchmark: Benchmark
    counts: str
    judged: int
    asked: int

    @property
    def words(self):
        """Its rating in words."""
        return ROLLED_UP[self.counts]

    @property
    def is_done(self):
        """True once every criterion that is asked has a rating."""
        return self.judged >= self.asked > 0


def heads_of(assessment):
    """How each head of a year's toolkit stands, in order; what was judged counts though it closed."""
    if assessment is None:
        return []
    heads = {head.pk: head for head in assessment.toolkit.benchmarks.order_by("position")}
    judged = {}
    for head, counts in assessment.scores.order_by("pk").values_list(
        "criterion__benchmark", "counts_as"
    ):
        judged.setdefault(head, []).append(counts)
    asked = dict.fromkeys(heads, 0)
    if assessment.is_open:
        open_ = Criterion.objects.standing().filter(benchmark__in=heads).order_by("pk")
        for head in open_.values_list("benchmark", flat=True):
            asked[head] += 1
    return [
        HeadStanding(
            head,
            rolled_up(asked[pk], judged.get(pk, [])),
            len(judged.get(pk, [])),
            max(asked[pk], 0 if assessment.is_open else len(judged.get(pk, []))),
        )
        for pk, head in heads.items()
        if head.is_open or pk in judged
    ]


def profile(standings):
    """How many heads have each rating: [(words, count, code)], every rating named."""
    return [
        (words, sum(each.counts == counts for each in standings), str(counts))
        for counts, words in ROLLED_UP.items()
    ]


@figure(
    "assurance.benchmarks_met",
    title="Benchmarks met",
    definition="Heads of the last self-assessment begun by the day whose criteria are all met or "
    "more than met; a head with any criterion not met is not met.",
    denominator="heads of that self-assessment",
    sight=_SIGHT,
)
def benchmarks_met(scope, *, on, known_at=None):
    """How many heads of the newest self-assessment are met, by what had been judged by then."""
    rows = SelfAssessment.objects.filter(opened_on__lte=on).select_related("toolkit")
    assessment = rows.order_by("-year", "-opened_on", "-pk").first()
    if assessment is None:
        return Value(0, 0)
    standings = _heads_known(assessment, known_at)
    return Value(sum(each in (Counts.MET, Counts.EXCEEDING) for each in standings), len(standings))


def _heads_known(assessment, known_at):
    """Each head's rating from the scores as they were known at a moment."""
    states = _keys_within(_states(BenchmarkScore, known_at), Q(assessment=assessment.pk))
    judged = {}
    for criterion, counts in states.order_by("pk").values_list("criterion", "counts_as"):
        judged[criterion] = counts
    heads = {}
    for pk, head, closed_on in (
        Criterion.objects.filter(benchmark__toolkit=assessment.toolkit)
        .order_by("pk")
        .values_list("pk", "benchmark", "closed_on")
    ):
        if pk in judged or (closed_on is None and assessment.is_open):
            heads.setdefault(head, []).append(judged.get(pk))
    return [
        rolled_up(len(found), [each for each in found if each is not None])
        for found in heads.values()
    ]


@dataclass(frozen=True)
class Cell:
    """One likelihood with one impact: the score, its level, and the risks that stand there."""

    score: int
    impact: str
    level: str
    code: str
    risks: tuple


def risk_map(risks, scale):
    """The scale as rows of likelihood, the highest first, each with its cells by impact.

    Risks scored on another scale are not in it; they come second.
    """
    standing, elsewhere = {}, []
    for risk in risks:
        if risk.current and risk.current.scale_id == scale.pk:
            place = (risk.current.likelihood, risk.current.impact)
            standing.setdefault(place, []).append(risk)
        else:
            elsewhere.append(risk)
    rows = [
        (
            words,
            [
                _cell(scale, likelihood * impact, name, standing.get((likelihood, impact), []))
                for impact, name in enumerate(scale.impact, 1)
            ],
        )
        for likelihood, words in enumerate(scale.likelihood, 1)
    ]
    return rows[::-1], elsewhere


def _cell(scale, score, impact, risks):
    level, place = scale.level_of(score)
    code = "red" if score >= scale.high_from else "amber" if place else "green"
    return Cell(score, impact, level, code, tuple(risks))


#: The figures of this part, in the order of their page.
NAMES = (
    "requirements_without_evidence",
    "benchmarks_met",
    "risks_high",
    "recommendations_with_action",
    "recommendations_late",
)


def read_assurance(on):
    """Each figure of this part with its value as at a day."""
    found = catalogue()
    figures = [found[f"assurance.{name}"] for name in NAMES]
    return [(each, each.at(None, on=on)) for each in figures]


def levels_on(on):
    """How many open risks were in each level on a day, in the words of the scale then in use."""
    return risks_by_level(list(scores_on(on)), RiskScale.in_force(on))
