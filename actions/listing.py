"""The lists of actions: a plan's own page by theme and objective, and all actions across plans.

The number of queries does not grow with the plan, and a page holds no more than a page's worth.
"""

from dataclasses import dataclass, field
from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Paginator
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery, TextField, Value
from django.db.models.functions import Concat, JSONObject
from django.shortcuts import get_object_or_404
from django.urls import reverse

from prevent_portal.columns import Column

from .filters import ActionFilter, KnownPages, PlanFilter, all_rows, name_themes, plan_rows
from .models import (
    Action,
    Evidence,
    Objective,
    Plan,
    PreviousAction,
    ProgressUpdate,
    Theme,
    UnplacedText,
)

#: Actions to a page, and objectives to a page of the plan's own columns.
PAGE = 25
BOARD_PAGE = 25
#: Objectives without any action that one page shows; the rest are counted.
MOST_EMPTY = 40

#: What a plan calls its objectives, by its layout: one, and several.
OBJECTIVE_WORDS = {
    "outcomes-by-theme": ("outcome", "outcomes"),
    "duty-spoc": ("duty", "duties"),
    "requirements-and-activities": ("requirement", "requirements"),
    "priority-action-updates": ("priority", "priorities"),
}
#: No longer part of what was promised.
LEFT_OUT = (Action.Status.REPLACED, Action.Status.WITHDRAWN)

#: What the plan may say of an objective as a whole.
NOTES = {
    "leads": "Lead",
    "requirements": "Requirements",
    "impact": "Impact",
    "progress_notes": "Progress",
    "evidence_notes": "Evidence",
}


@dataclass
class Block:
    """One objective on the page: its actions of this page, and the status of all it has."""

    objective: Objective
    actions: list = field(default_factory=list)
    counts: list = field(default_factory=list)

    @property
    def label(self):
        """What the table of its actions is called."""
        return f"Actions under {self.objective.ref or 'this heading'}"

    @property
    def has_notes(self):
        """True if the plan says something beside the actions."""
        each = self.objective
        return bool(
            each.leads
            or each.impact
            or each.progress_notes
            or each.evidence_notes
            or each.requirements
        )


@dataclass
class Section:
    """One theme on the page."""

    theme: Theme
    blocks: list = field(default_factory=list)


def objective_words(plan):
    """What the plan calls one objective, and several."""
    return OBJECTIVE_WORDS.get(plan.layout, ("objective", "objectives"))


def theme_of(plan, pk):
    """A theme of a plan, or 404."""
    theme = get_object_or_404(Theme, pk=pk, plan=plan)
    theme.plan = plan
    return theme


def objective_of(plan, pk):
    """An objective of a plan, or 404."""
    rows = Objective.objects.select_related("theme")
    objective = get_object_or_404(rows, pk=pk, theme__plan=plan)
    objective.theme.plan = plan
    return objective


def review_of(plan):
    """The plan with its body and its reviews; None where it goes to none and has no rhythm."""
    if not (plan.body_id or plan.reviewed_every):
        return None
    found = Plan.objects.with_reviews().select_related("body", "agency").get(pk=plan.pk)
    plan.body, plan.agency = found.body, found.agency
    return found


def plans_page(data, rows, *, on):
    """What the list of plans shows for an address."""
    form = PlanFilter(data, rows)
    found = form.narrowed().for_list(on=on).order_by(*Plan._meta.ordering)
    page = Paginator(found, PAGE).get_page(data.get("page"))
    return {"filters": form, "page": page, "rows": found}


def plan_page(plan, data, *, user, on):
    """What the page of a plan shows for an address: filters, one page of actions, headings."""
    form = ActionFilter(data, plan_rows(plan), user=user, on=on, plan=plan)
    themes = list(plan.themes.order_by("position"))
    name_themes(form, themes)
    page = KnownPages(form.ordered(), PAGE, count=form.total).get_page(data.get("page"))
    found = {"filters": form, "page": page, "left_out": 0, "sections": None, "unplaced": []}
    found["plan_notes"] = []
    found |= _whole(form)
    if form.order != "plan":
        page.object_list = _with_themes(_shown(page.object_list, above="objective"), themes)
        return found | {"actions": page.object_list}
    actions, before, after = _and_neighbours(form, page, themes)
    page.object_list = actions
    whole = not form.is_used
    objectives = _objectives(themes, actions, before, after, whole)
    objectives, found["left_out"] = _fewer_empty(objectives, actions)
    sections = _sections(form, themes, objectives, actions)
    if whole and not found["left_out"]:
        sections = _and_empty_themes(sections, themes, before, after)
    texts = list(without_place(plan)) if page.number == 1 and whole else []
    return found | {
        "sections": sections,
        "unplaced": [text for text in texts if text.state == text.State.UNPLACED],
        "plan_notes": [text for text in texts if text.state == text.State.NOTE],
    }


def without_place(plan):
    """The texts of the imported file that have no place yet, and those that are the plan's notes."""
    return plan.unplaced.exclude(state=UnplacedText.State.PLACED).order_by("position")


def all_page(data, *, user, on):
    """What the list of actions across plans shows for an address."""
    form = ActionFilter(data, all_rows(user), user=user, on=on)
    page = KnownPages(form.ordered(), PAGE, count=form.total).get_page(data.get("page"))
    # Sorted by their keys first: what a row shows of each would be sorted with them.
    rows = Action.objects.filter(pk__in=page.object_list.values("pk"))
    page.object_list = list(_shown(form.in_order(rows)))
    return {"filters": form, "page": page, "actions": page.object_list}


def board_page(plan, data):
    """The plan in its own columns: a page of its objectives with all that stands beside them."""
    rows = (
        Objective.objects.filter(theme__plan=plan)
        .select_related("theme")
        .order_by("theme__position", "position")
    )
    count = rows.count()
    actions = Action.objects.select_related("lead").order_by("position")
    rows = rows.prefetch_related(
        Prefetch("actions", actions.annotate(**_said())),
        Prefetch("previous_actions", PreviousAction.objects.order_by("position")),
    )
    page = KnownPages(rows, BOARD_PAGE, count=count).get_page(data.get("page"))
    by_theme = groupby(page.object_list, key=lambda objective: objective.theme)
    return {
        "page": page,
        "groups": [(theme, list(rows)) for theme, rows in by_theme],
        "before": PreviousAction.objects.filter(objective__theme__plan=plan)
        .exclude(period_raw="")
        .values_list("period_raw", flat=True)
        .order_by("pk")
        .first(),
    }


def objective_page(objective):
    """One objective, whole: its actions, what was done before, and its notes."""
    actions = _shown(Action.objects.filter(objective=objective).order_by("position"))
    rows = list(actions)
    statuses = {}
    for action in rows:
        action.objective = objective
        statuses[action.status] = statuses.get(action.status, 0) + 1
    objective.previous = list(
        objective.previous_actions.order_by("position").values(
            "text", "period_raw", "status", "status_basis"
        )
    )
    notes = [(label, getattr(objective, name)) for name, label in NOTES.items()]
    return {
        "objective": objective,
        "group": Block(objective, rows, _bar(statuses)),
        "notes": [(label, found) for label, found in notes if found],
    }


PLAN_COLUMNS = (
    Column("Plan", "title"),
    Column("Agency", "agency.name"),
    Column("Kind", "get_kind_display"),
    Column("First day", "period_start"),
    Column("Last day", "period_end"),
    Column("Status", "get_status_display"),
    Column("Actions", "action_count"),
    Column("Complete", "complete_count"),
    Column("Late", "late_count"),
    Column("Page", "get_absolute_url"),
)

EXPORT_HEAD = (
    "Plan",
    "Agency of the plan",
    "Theme",
    "Number",
    "Objective",
    "Number of the action",
    "Action",
    "Lead person",
    "Lead posts",
    "Agencies",
    "By when, in the plan's words",
    "Due",
    "Late",
    "Status",
    "RAG",
    "Last update",
    "Last words",
    "Evidence",
    "Expected outcome",
    "How success is measured",
    "Page",
)


_EXPORTED = {
    "plan": F("objective__theme__plan__title"),
    "agency": F("objective__theme__plan__agency__name"),
    "theme": Concat(
        "objective__theme__ref", Value(" "), "objective__theme__title", output_field=TextField()
    ),
    "number": F("objective__ref"),
    "aim": F("objective__text"),
    "person": F("lead__name"),
    "posts": F("objective__leads"),
}
_AS_IT_IS = (
    "pk",
    "ref",
    "text",
    "leads",
    "agency_names",
    "timescale_raw",
    "due_on",
    "status",
    "rag",
    "last_update_on",
    "said",
    "evidence_count",
    "expected_outcome",
    "success_measure",
)


def export_rows(data, *, user, on):
    """The actions that the address asks for, in its order, each as a row of cells, one by one."""
    form = ActionFilter(data, all_rows(user), user=user, on=on, counted=False)
    standing = Evidence.objects.filter(action=OuterRef("pk"), withdrawn_at__isnull=True)
    counted = standing.order_by().values("action").annotate(n=Count("pk")).values("n")
    rows = _shown(form.ordered()).annotate(evidence_count=Subquery(counted), **_said())
    rows = rows.annotate(**_EXPORTED).values_list(*_AS_IT_IS, *_EXPORTED, named=True)
    for row in rows.iterator(chunk_size=1000):
        yield _cells(row, on)


def _cells(row, on):
    is_late = row.due_on is not None and row.due_on < on and row.status not in Action.DONE_WITH
    return (
        row.plan,
        row.agency,
        row.theme.strip(),
        row.number,
        row.aim,
        row.ref,
        row.text,
        row.person,
        "; ".join(row.leads or row.posts),
        "; ".join(row.agency_names),
        row.timescale_raw,
        row.due_on,
        "yes" if is_late else "no",
        Action.Status(row.status).label,
        Action.Rag(row.rag).label if row.rag else "",
        row.last_update_on,
        row.said,
        row.evidence_count or 0,
        row.expected_outcome,
        row.success_measure,
        reverse("actions:action_detail", args=[row.pk]),
    )


def _shown(actions, *, above="objective__theme__plan"):
    """Actions with all that a row of a list shows, and what stands `above` each."""
    return actions.select_related("lead", above).with_agency_names()


def _said():
    """The newest words that were logged on an action."""
    said = ProgressUpdate.objects.filter(
        action=OuterRef("pk"), corrections__isnull=True, kind__in=["logged", "correction"]
    ).order_by("-on", "-pk")
    return {"said": Subquery(said.values("text")[:1]), "said_on": Subquery(said.values("on")[:1])}


def _and_neighbours(form, page, themes):
    """The actions of a page, and the one before and the one after it, in one query."""
    first, last = max(page.start_index() - 1, 0), page.end_index()
    rows = _shown(form.ordered(), above="objective")[max(first - 1, 0) : last + 1]
    rows = _with_themes(rows, themes)
    before = rows.pop(0) if first and rows else None
    after = rows.pop() if len(rows) > last - first else None
    return rows, before, after


def _with_themes(actions, themes):
    """The actions of a plan whose themes are known: each plan and theme is made once."""
    known, actions = {theme.pk: theme for theme in themes}, list(actions)
    for action in actions:
        action.objective.theme = known[action.objective.theme_id]
    return actions


def _place(action):
    return action.objective.theme.position, action.objective.position


def _objectives(themes, actions, before, after, whole):
    """The objectives of a page; if nothing is filtered, those without actions between them too."""
    wanted = Q(pk__in={action.objective_id for action in actions})
    if whole:
        wanted |= ~Exists(Action.objects.filter(objective=OuterRef("pk"))) & _between(before, after)
    previous = PreviousAction.objects.filter(objective=OuterRef("pk")).order_by("position")
    as_json = JSONObject(text="text", period_raw="period_raw", status="status")
    known = {theme.pk: theme for theme in themes}
    objectives = list(
        Objective.objects.filter(wanted, theme__in=known)
        .annotate(previous=ArraySubquery(previous.values(json=as_json)))
        .order_by("theme__position", "position")
    )
    for objective in objectives:
        objective.theme = known[objective.theme_id]
    return objectives


def _fewer_empty(objectives, actions):
    """All objectives that have an action on the page, the first of the rest, and how many more."""
    used = {action.objective_id for action in actions}
    empty = [objective.pk for objective in objectives if objective.pk not in used]
    shown = used.union(empty[:MOST_EMPTY])
    return [o for o in objectives if o.pk in shown], len(empty[MOST_EMPTY:])


def _between(before, after):
    wanted = Q()
    if before:
        theme, objective = _place(before)
        wanted &= Q(theme__position__gt=theme) | Q(theme__position=theme, position__gt=objective)
    if after:
        theme, objective = _place(after)
        wanted &= Q(theme__position__lt=theme) | Q(theme__position=theme, position__lt=objective)
    return wanted


def _sections(form, themes, objectives, actions):
    by_objective = {}
    for action in actions:
        by_objective.setdefault(action.objective_id, []).append(action)
    blocks = [
        Block(o, by_objective.get(o.pk, []), _bar(form.by_objective.get(o.pk, {})))
        for o in objectives
    ]
    return [
        Section(theme, own)
        for theme in themes
        if (own := [block for block in blocks if block.objective.theme_id == theme.pk])
    ]


def _and_empty_themes(sections, themes, before, after):
    """Themes in which nothing stands yet, in their place among the others."""
    shown = {section.theme.pk: section for section in sections}
    first = before.objective.theme.position if before else -1
    last = after.objective.theme.position if after else float("inf")
    return [
        shown.get(theme.pk) or Section(theme)
        for theme in themes
        if theme.pk in shown or first < theme.position < last
    ]


def _whole(form):
    """How the whole plan stands, whatever is filtered."""
    statuses = {}
    for counted in form.by_objective.values():
        for status, number in counted.items():
            statuses[status] = statuses.get(status, 0) + number
    promised = sum(number for status, number in statuses.items() if status not in LEFT_OUT)
    done = statuses.get(Action.Status.COMPLETE, 0)
    return {"counts": _bar(statuses), "promised": promised, "done": done, "late": form.late}


def _bar(statuses):
    """Counts for the status bar, in the order in which an action goes."""
    return [
        (status.label.lower(), statuses[status], status.value)
        for status in Action.Status
        if statuses.get(status)
    ]
