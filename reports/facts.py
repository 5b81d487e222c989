"""What a report needs to know of a plan: read once, in a fixed number of queries."""

from dataclasses import dataclass

from actions.figures import Position, positions
from actions.models import Action, Objective, Plan, PreviousAction


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
class PlanFacts:
    """A plan as it is printed."""

    title: str
    agency: str
    period: str
    marking: str
    layout: str
    governing_body: str
    themes: tuple[ThemeFacts, ...]

    @property
    def actions(self):
        """Its actions, in the plan's order."""
        return [action for theme in self.themes for action in theme.actions]


def gather(plan, *, on, known_at, since=None):
    """A plan with its actions' positions on a day and, if there is one, on an earlier day."""
    now = positions(plan, on=on, known_at=known_at)
    before = positions(plan, on=since, known_at=known_at) if since else {}
    actions = _grouped(
        Action.objects.filter(objective__theme__plan=plan)
        .select_related("lead", "objective")
        .order_by("objective__theme__position", "objective__position", "position"),
    )
    previous = _grouped(PreviousAction.objects.filter(objective__theme__plan=plan))
    objectives = {}
    for row in Objective.objects.filter(theme__plan=plan).order_by("theme__position", "position"):
        facts = _objective(row, previous.get(row.pk, ()), actions.get(row.pk, ()), now, before)
        objectives.setdefault(row.theme_id, []).append(facts)
    return PlanFacts(
        title=plan.title,
        agency=plan.agency.name,
        period=plan.period_raw,
        marking=plan.get_marking_display(),
        layout=plan.layout,
        governing_body=plan.governing_body,
        themes=tuple(
            ThemeFacts(row.ref, row.title, tuple(objectives.get(row.pk, ())))
            for row in plan.themes.order_by("position")
        ),
    )


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
        ref=row.ref,
        text=row.text,
        leads=tuple(row.leads),
        impact=tuple(row.impact),
        progress_notes=tuple(row.progress_notes),
        evidence_notes=tuple(row.evidence_notes),
        previous=tuple(item.text for item in previous),
        previous_period=previous[0].period_raw if previous else "",
        actions=tuple(
            _action(action, row.ref, now[action.pk], before.get(action.pk)) for action in actions
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
    )


def _post(user):
    """The post of whoever leads, never their name: papers outlive postholders."""
    if user is None:
        return ()
    return (user.job_title or user.get_role_names()[0],)
