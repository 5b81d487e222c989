"""A plan as a file in its own layout: Word, Excel or CSV.

The rows are read side by side, a query for each kind of thing however long the plan is, and none is
kept in memory by a spreadsheet. What the portal knows of progress goes along only where asked for.
"""

import contextlib
import datetime
import re
import tempfile
from itertools import groupby

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from prevent_portal.errors import Refused

from .. import timescale
from ..models import (
    Action,
    Objective,
    Plan,
    PlanImport,
    PreviousAction,
    ProgressUpdate,
    Theme,
    Timescale,
)
from ..reading.mapping import Mapping
from ..reading.rows import part_heading
from ..writing import WRITERS, Unwritable
from ..writing import content as written
from . import timescales

#: How many rows of a kind are fetched at a time.
CHUNK = 500
#: What no file name may hold, on one system or another.
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]+')
_LONGEST_NAME = 150


def export_plan(plan, file, *, form, by=None, with_progress=False, on=None):
    """Write a plan to an open binary file as docx, xlsx or csv.

    Raises Refused for another form, or where the form cannot hold a text of the plan.
    """
    if form not in WRITERS:
        raise Refused(plan, "A plan is written as docx, xlsx or csv. Choose one of these.")
    content = content_of(plan, by=by, with_progress=with_progress, on=on)
    write(plan, content, file, form=form)


def exported(plan, *, form, **choices):
    """A plan as `export_plan` writes it, in a file that is gone once it is closed."""
    with contextlib.ExitStack() as unless_written:
        file = unless_written.enter_context(tempfile.TemporaryFile())
        export_plan(plan, file, form=form, **choices)
        unless_written.pop_all()
    file.seek(0)
    return file


def file_name(plan, form):
    """What an export is called: by the plan's title, which a CSV file can say nowhere else."""
    name = " ".join(_NOT_IN_NAMES.sub("-", plan.title).split()).strip(". ")[:_LONGEST_NAME]
    return f"{name or f'Plan {plan.pk}'}.{form}"


def write(thing, content, file, *, form):
    """Write what is to be written of a plan to an open binary file."""
    try:
        WRITERS[form](content, file)
    except Unwritable as error:
        raise Refused(thing, error.sentence) from None


def content_of(plan, *, by=None, with_progress=False, on=None):
    """What is written of a plan; its objectives are read when they are asked for, once."""
    said, on = _Said(plan), on or timezone.localdate()
    themes = {theme.pk: _theme(theme, said) for theme in _themes(plan)}
    return written.Content(
        title=plan.title,
        authority=plan.agency.name,
        layout=plan.layout,
        objectives=lambda: _objectives(plan, themes, on, said),
        themes=list(themes.values()),
        period=plan.period_raw or _period(plan),
        marking=plan.get_marking_display() if plan.marking == Plan.Marking.SENSITIVE else "",
        author=_author(plan, by),
        headings=said.headings,
        shapes=said.shapes,
        names=_names(plan),
        about=said.about,
        notes=said.notes,
        refs=list(
            Objective.objects.filter(theme__plan=plan, ref_is_typed=True)
            .exclude(ref="")
            .order_by("theme__position", "position")
            .values_list("ref", flat=True)
        ),
        holds=_holds(plan),
        with_progress=with_progress,
        on=_day(on),
        made_at=timezone.now(),
    )


# The plan as a whole


def _themes(plan):
    previous = PreviousAction.objects.filter(objective__theme=OuterRef("pk")).exclude(period_raw="")
    first = previous.order_by("objective__position", "position").values("period_raw")[:1]
    required = Objective.objects.filter(theme=OuterRef("pk")).order_by("position")
    rows = Theme.objects.filter(plan=plan).annotate(
        previous_period=Subquery(first), required=Subquery(required.values("requirements")[:1])
    )
    return rows.order_by("position")


def _theme(theme, said):
    section = said.sections.get(theme.title, {})
    return written.Theme(
        _heading(theme),
        theme.previous_period or "",
        intro=section.get("intro") or "",
        requirements=theme.required or [],
        paragraphs=[(ref or "", text) for ref, text in _paragraphs(section)],
    )


def _paragraphs(section):
    return [(each["ref"], each["text"]) for each in section.get("paragraphs", ())]


def _heading(theme):
    """A theme's heading as typed, unless its number or words were changed since."""
    ref, title = part_heading(theme.heading_raw)
    if theme.heading_raw and title == theme.title and ref in (None, theme.ref):
        return theme.heading_raw
    if not theme.ref:
        return theme.title
    named = f"Theme {theme.ref}: {theme.title}"
    return named if part_heading(named) == (theme.ref, theme.title) else str(theme)


def _holds(plan):
    """The roles of which the plan has words somewhere, so that they need a column."""
    objectives = Objective.objects.filter(theme__plan=OuterRef("pk"))
    actions = Action.objects.filter(objective__theme__plan=OuterRef("pk"))
    previous = PreviousAction.objects.filter(objective__theme__plan=OuterRef("pk"))
    found = Plan.objects.filter(pk=plan.pk).values(
        objective=Exists(objectives.exclude(text=F("theme__title"))),
        timescale=Exists(actions.exclude(timescale_kind="none", timescale_raw="")),
        previous=Exists(previous),
        lead=Exists(actions.exclude(leads=[])),
        impact=Exists(actions.exclude(impact=[])),
        progress=Exists(actions.exclude(progress_notes=[])),
        evidence=Exists(actions.exclude(evidence_notes=[])),
        expected=Exists(actions.exclude(expected_outcome="")),
        measure=Exists(actions.exclude(success_measure="")),
        ref=Exists(actions.exclude(ref="")),
        requirement=Exists(objectives.exclude(requirements=[])),
    )
    return frozenset(role for role, is_held in found.get().items() if is_held)


def _names(plan):
    """Each objective's words with the first below it, where a layout has both in one cell."""
    if plan.layout != Plan.Layout.PRIORITIES:
        return []
    first = Action.objects.filter(objective=OuterRef("pk")).order_by("position").values("text")[:1]
    rows = Objective.objects.filter(theme__plan=plan).annotate(first=Subquery(first))
    return [(each.text, each.first or "") for each in rows.order_by("theme__position", "position")]


class _Said:
    """What the file said, from which the plan was last made, that the plan has no place for."""

    #: Layouts of which more is kept than the headings of their columns.
    SAY_MORE = (
        Plan.Layout.REQUIREMENTS,
        Plan.Layout.PRIORITIES,
        Plan.Layout.COUNTY,
        Plan.Layout.PROGRESS,
    )

    def __init__(self, plan):
        self.headings, self.sections, self.objectives, self.actions = [], {}, {}, {}
        self.shapes = []
        self.about = [f"{plan.governing_body} leads."] if self._is_led(plan) else []
        self.notes = []
        reading = self._reading(plan)
        self.headings = reading.get("columns") or []
        for section in reading.get("sections", ()):
            self.sections.setdefault(section["title"] or "", section)
            holders = [*section["objectives"], section]
            for each in section["objectives"]:
                self.objectives.setdefault(each["text"], each)
            for action in (action for each in holders for action in each.get("actions", ())):
                self.actions.setdefault(action["text"], action)
        self.notes += (reading.get("footnotes") or {}).values()
        if plan.layout == Plan.Layout.PROGRESS:
            self._front(reading)

    @staticmethod
    def _is_led(plan):
        return plan.layout == Plan.Layout.REQUIREMENTS and plan.governing_body

    def _reading(self, plan):
        imports = PlanImport.objects.filter(plan=plan, state=PlanImport.State.COMMITTED)
        names = ["layout", "columns"]
        if plan.layout in self.SAY_MORE:
            names += ["sections", "footnotes", "report_date", "report_to", "agenda_item"]
            names += ["author_post"]
        said = (f"reading__{name}" for name in names)
        newest = imports.order_by("-pk").values("mapping", *said).first()
        if not newest or newest["reading__layout"] != plan.layout:
            return {}
        if newest["mapping"]:
            shapes = Mapping.from_json(newest["mapping"]).resolved
            self.shapes = [each for each in shapes if each.is_read and any(each.headings)]
        found = {name: newest[f"reading__{name}"] for name in names}
        return {name: value for name, value in found.items() if value is not None}

    def _front(self, reading):
        """What a report says above its first heading, and whom to ask below its last."""
        if "report_date" in reading:
            self.about.append(_day(datetime.date.fromisoformat(reading["report_date"])))
        if "agenda_item" in reading:
            self.about.append(f"Agenda item: {reading['agenda_item']}")
        if "report_to" in reading:
            self.about.append(f"Report to {reading['report_to']}")
        if "author_post" in reading:
            self.notes += ["For more, contact:", reading["author_post"]]


def _period(plan):
    if plan.period_start is None:
        return ""
    return f"{plan.period_start:%B %Y} to {plan.period_end:%B %Y}"


def _author(plan, by):
    """Whose work the file is: a post and an agency, never a name."""
    if by is None:
        return plan.agency.name
    return f"{_post(by)}, {by.agency.name}"


def _post(user):
    return user.job_title or user.get_role_names()[0]


def _day(day):
    return f"{day.day} {day:%B %Y}"


# What stands in it, read side by side


def _objectives(plan, themes, on, said):
    previous = _Beside(_previous(plan))
    actions = _Beside(_actions(plan))
    rows = Objective.objects.filter(theme__plan=plan).order_by("theme__position", "position")
    rows = rows.annotate(theme_position=F("theme__position")).iterator(CHUNK)
    for _, own in groupby(rows, key=lambda objective: objective.theme_id):
        for place, objective in enumerate(own, start=1):
            key = objective.theme_position, objective.position
            yield written.Objective(
                theme=themes[objective.theme_id],
                text=objective.text,
                ref=objective.ref if objective.ref_is_typed else "",
                place=str(place),
                ref_typed=said.objectives.get(objective.text, {}).get("ref_raw") or "",
                leads=objective.leads,
                impact=objective.impact,
                progress=objective.progress_notes,
                evidence=objective.evidence_notes,
                requirements=objective.requirements,
                previous=[each.text for each in previous.of(key)],
                actions=[_action(each, plan, on, said) for each in actions.of(key)],
            )


class _Beside:
    """Rows in the order of their objectives, handed out objective by objective."""

    def __init__(self, rows):
        self.rows = iter(rows)
        self.next = next(self.rows, None)

    def of(self, key):
        """The rows of the objective at a place, which comes after those asked for before."""
        while self.next is not None and (self.next.at_theme, self.next.at_objective) == key:
            yield self.next
            self.next = next(self.rows, None)


_PLACE = {"at_theme": F("objective__theme__position"), "at_objective": F("objective__position")}
_IN_ORDER = ("objective__theme__position", "objective__position", "position")


def _previous(plan):
    rows = PreviousAction.objects.filter(objective__theme__plan=plan).annotate(**_PLACE)
    return rows.order_by(*_IN_ORDER).iterator(CHUNK)


def _actions(plan):
    agencies = Action.agencies.through.objects.filter(action=OuterRef("pk"))
    said = ProgressUpdate.objects.filter(action=OuterRef("pk"), corrections__isnull=True)
    said = said.exclude(kind=ProgressUpdate.Kind.UNDONE).order_by("-on", "-pk")
    chosen = Timescale.objects.filter(Q(raw=""), action=OuterRef("pk")).order_by("-pk")
    meaning = JSONObject(
        kind="kind", dates="dates", every_months="every_months", every_days="every_days"
    )
    rows = Action.objects.filter(objective__theme__plan=plan).annotate(
        **_PLACE,
        agency_names=ArraySubquery(agencies.order_by("agency__name").values("agency__name")),
        said=Subquery(said.values(json=JSONObject(kind="kind", on="on", text="text"))[:1]),
        chosen=Subquery(chosen.values(json=meaning)[:1]),
    )
    return rows.select_related("lead").order_by(*_IN_ORDER).iterator(CHUNK)


def _action(action, plan, on, said):
    typed = said.actions.get(action.text, {})
    return written.Action(
        key=action.pk,
        text=action.text,
        timescale=action.timescale_raw or _in_words(action.chosen),
        leads=action.leads,
        impact=action.impact,
        progress=action.progress_notes,
        evidence=action.evidence_notes,
        expected=action.expected_outcome,
        measure=action.success_measure,
        agencies=action.agency_names,
        status=_status(action),
        rag=action.get_rag_display(),
        ref=action.ref or typed.get("ref") or "",
        leads_typed=typed.get("lead_raw") or "",
        note_headings=_note_headings(action, typed),
        portal={
            "portal_status": _standing(action, plan, on),
            "portal_lead": _post(action.lead) if action.lead else "; ".join(action.leads),
            "portal_update": _last_update(action),
        },
    )


def _note_headings(action, typed):
    """The headings among an action's notes, where these are still those of the file."""
    if action.progress_notes != typed.get("progress_notes"):
        return {}
    return {int(at): words for at, words in typed.get("progress_note_headings", {}).items()}


def _in_words(chosen):
    """A timescale that somebody chose by hand without words of their own."""
    if not chosen or chosen["kind"] == Timescale.Kind.NONE:
        return ""
    days = tuple(datetime.date.fromisoformat(day) for day in chosen.pop("dates"))
    return timescales.in_words(timescale.Meaning(None, dates=days, **chosen))


def _status(action):
    """The status as the plan's own column says it; until somebody reports, in the file's words."""
    is_as_imported = action.said and action.said["kind"] == ProgressUpdate.Kind.IMPORTED
    if is_as_imported:
        return action.said["text"]
    return action.get_status_display() if action.said else ""


def _standing(action, plan, on):
    """The status in the portal: "In progress, amber, late"."""
    is_late = plan.is_open and action.is_open and action.due_on is not None and action.due_on < on
    words = [action.get_status_display(), action.get_rag_display().lower(), "late" * is_late]
    return ", ".join(filter(None, words))


def _last_update(action):
    if not action.said:
        return ""
    day = _day(datetime.date.fromisoformat(action.said["on"]))
    return f"{day}: {action.said['text']}" if action.said["text"] else day
