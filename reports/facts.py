"""What a report needs to know of a plan: read once, in a fixed number of queries."""

from dataclasses import dataclass
from enum import StrEnum

from actions.figures import Position, positions_through
from actions.live_figures import of_plan
from actions.models import Action, Plan, PreviousAction
from prevent_portal.errors import Refused
from prevent_portal.figures import Value, catalogue
from training.figures import standing
from training.matrix import Matrix, matrix
from training.position import Figures


@dataclass(frozen=True)
class ActionFacts:
    """An action's words, and where it stood on the day and before."""

    ref: str
    text: str
    leads: tuple[str, ...]
    impact: tuple[str, ...]
    progress_notes: tuple[str, ...]
    evidence_notes: tuple[str, ...]
    now: Position
    before: Position | None
    pk: int | None = None
    expected: str = ""


@dataclass(frozen=True)
class ObjectiveFacts:
    """An outcome, duty or priority with its actions, and what was done the year before."""

    ref: str
    text: str
    leads: tuple[str, ...]
    impact: tuple[str, ...]
    progress_notes: tuple[str, ...]
    evidence_notes: tuple[str, ...]
    previous: tuple[str, ...]
    previous_period: str
    actions: tuple[ActionFacts, ...]


@dataclass(frozen=True)
class ThemeFacts:
    """A heading of the plan with its objectives; without a title where the plan has no headings."""

    ref: str
    title: str
    objectives: tuple[ObjectiveFacts, ...]

    @property
    def actions(self):
        """Its actions, in the plan's order."""
        return [action for objective in self.objectives for action in objective.actions]


@dataclass(frozen=True)
class TrainingFacts:
    """How training stood on the day, of everybody and of each group; or why that cannot be said.

    `by` is what the groups are, unit or agency; `figures` are those of the catalogue that are shown,
    as (name, Figure, Value).
    """

    by: str
    whose: str
    refusal: str = ""
    rule: str = ""
    target: float | None = None
    whole: Figures | None = None
    groups: tuple[Figures, ...] = ()
    figures: tuple = ()


@dataclass(frozen=True)
class PlanFacts:
    """A plan as it is printed.

    `held` are figures that are evidence: (ref, action's words, Reading); `strategy` is the matrix of
    the training strategy that held on the day.
    """

    title: str
    agency: str
    period: str
    marking: str
    layout: str
    governing_body: str
    themes: tuple[ThemeFacts, ...]
    training: TrainingFacts | None = None
    held: tuple = ()
    strategy: Matrix | None = None

    @property
    def actions(self):
        """Its actions, in the plan's order."""
        return [action for theme in self.themes for action in theme.actions]


class Reads(StrEnum):
    """What a paper may need of a plan besides its actions on the day; each costs queries."""

    BEFORE = "before"
    PREVIOUS = "previous"
    TRAINING = "training"
    HELD = "held"
    STRATEGY = "strategy"


def gather(plan, *, on, known_at, since=None, reads=tuple(Reads)):
    """A plan with its actions' positions on a day and, if there is one, on an earlier day.

    `reads` says what else is read; what is not stays empty.
    """
    since = since if Reads.BEFORE in reads else None
    stood = positions_through(plan, days=(on, since) if since else (on,), known_at=known_at)
    now, before = stood[on], stood.get(since, {})
    actions = _grouped(
        Action.objects.filter(objective__theme__plan=plan)
        .select_related("lead", "objective")
        .order_by("objective__theme__position", "objective__position", "position"),
    )
    done = PreviousAction.objects.filter(objective__theme__plan=plan)
    previous = _grouped(done) if Reads.PREVIOUS in reads else {}
    themes = {}
    for row in _themes_with_objectives(plan):
        theme = themes.setdefault(row.pk, (row, []))
        if row.objectives__pk is not None:
            pk = row.objectives__pk
            theme[1].append(_objective(row, previous.get(pk, ()), actions.get(pk, ()), now, before))
    return PlanFacts(
        title=plan.title,
        agency=plan.agency.name,
        period=plan.period_raw,
        marking=plan.get_marking_display(),
        layout=plan.layout,
        governing_body=plan.governing_body,
        themes=tuple(
            ThemeFacts(row.ref, row.title, tuple(objectives)) for row, objectives in themes.values()
        ),
        training=training(plan, on=on, known_at=known_at) if Reads.TRAINING in reads else None,
        held=tuple(
            (row.action.objective.ref, row.action.text, said)
            for row, said in of_plan(plan, on=on, known_at=known_at)
        )
        if Reads.HELD in reads
        else (),
        strategy=matrix(on=on) if Reads.STRATEGY in reads else None,
    )


def _themes_with_objectives(plan):
    """A row an objective, and one for a theme that has none, in the plan's order."""
    fields = ("ref", "text", "leads", "impact", "progress_notes", "evidence_notes")
    rows = plan.themes.order_by("position", "pk", "objectives__position", "objectives__pk")
    of_objectives = [f"objectives__{name}" for name in ("pk", *fields)]
    return rows.values_list("pk", "ref", "title", *of_objectives, named=True)


def training(plan, *, on, known_at):
    """How training stood on a day: of a partnership's plan by agency, of any other's by unit."""
    is_everybodys = plan.kind == Plan.Kind.PARTNERSHIP
    return training_of(None if is_everybodys else plan.agency, on=on, known_at=known_at)


def training_of(agency, *, on, known_at):
    """How training stood on a day: of an agency by unit, of all of them, where it is None, by agency."""
    by = "unit" if agency else "agency"
    whose = agency.name if agency else "the agencies of the partnership"
    try:
        rule, found = standing(agency, on=on, by=by, known_at=known_at)
    except Refused as refusal:
        return TrainingFacts(by, whose, refusal=refusal.sentence)
    return TrainingFacts(
        by,
        whose,
        rule=rule.name,
        target=None if rule.target_percent is None else float(rule.target_percent),
        whole=found.whole,
        groups=tuple(found.groups),
        figures=tuple(
            (name, catalogue()[name], value) for name, value in _training_values(found.whole)
        ),
    )


def _training_values(whole):
    """Figures of the catalogue, from counts that one query gave."""
    yield "people_trained", Value(whole.trained, whole.in_post)
    yield "people_past_deadline", Value(whole.deadline_passed_trained, whole.deadline_passed)


def known_plan(pk):
    """The plan of a report, with its agency."""
    return Plan.objects.select_related("agency").get(pk=pk)


def _grouped(rows):
    found = {}
    for row in rows:
        found.setdefault(row.objective_id, []).append(row)
    return found


def _objective(row, previous, actions, now, before):
    return ObjectiveFacts(
        ref=row.objectives__ref,
        text=row.objectives__text,
        leads=tuple(row.objectives__leads),
        impact=tuple(row.objectives__impact),
        progress_notes=tuple(row.objectives__progress_notes),
        evidence_notes=tuple(row.objectives__evidence_notes),
        previous=tuple(item.text for item in previous),
        previous_period=previous[0].period_raw if previous else "",
        actions=tuple(
            _action(action, row.objectives__ref, now[action.pk], before.get(action.pk))
            for action in actions
        ),
    )


def _action(row, ref, now, before):
    return ActionFacts(
        ref=ref,
        text=row.text,
        leads=tuple(row.leads) or _post(row.lead),
        impact=tuple(row.impact),
        progress_notes=tuple(row.progress_notes),
        evidence_notes=tuple(row.evidence_notes),
        now=now,
        before=before,
        pk=row.pk,
        expected=row.expected_outcome,
    )


def _post(user):
    """The post of whoever leads, never their name: papers outlive postholders."""
    if user is None:
        return ()
    return (user.job_title or user.get_role_names()[0],)
