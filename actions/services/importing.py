"""A council's own file becomes a plan: it is read, shown, and made only once a person says so.

Nothing in it is lost: what found no place in the plan stands beside it as unplaced text.
"""

import datetime
import hashlib

from django.db import transaction
from django.utils import timezone

from prevent_portal import files
from prevent_portal.errors import Refused
from prevent_portal.models import Agency
from prevent_portal.roles import Role
from prevent_portal.rows import insert
from prevent_portal.tracked import create_tracked

from .. import timescale
from ..models import (
    Action,
    NewerVersion,
    Objective,
    Plan,
    PlanImport,
    PreviousAction,
    ProgressUpdate,
    Theme,
    Timescale,
    UnplacedText,
)
from ..reading import LARGEST_FILE, IsARegister, Unreadable
from ..reading.layouts import LAYOUTS
from .layouts import read_for, saved_for_agency

State = PlanImport.State

#: What the words of a plan's statuses come to here. No word at all is "not started".
STATUSES = {
    "complete": Action.Status.COMPLETE,
    "ongoing": Action.Status.ONGOING,
    "planned": Action.Status.NOT_STARTED,
    "superseded": Action.Status.REPLACED,
    None: Action.Status.NOT_STARTED,
}

LONGEST_TITLE = Plan._meta.get_field("title").max_length
LONGEST_REF = Objective._meta.get_field("ref").max_length
LONGEST_PERIOD = Plan._meta.get_field("period_raw").max_length
LONGEST_BODY = Plan._meta.get_field("governing_body").max_length
LONGEST_PLACE = UnplacedText._meta.get_field("place").max_length


class AlreadyImported(Refused):
    """The file, or another of the same plan, was imported before; `thing` is the plan it made."""


class SamePlan(AlreadyImported):
    """The agency has a plan of this title and period: the file may be a newer version of it."""


class RegisterFound(Refused):
    """The file lists posts by agency: `registers.import_register` takes it."""


def read_plan(file, *, name, progress=None):
    """Read a plan from an open file, as plain values. Raises Refused with the reader's sentence.

    `progress(rows, of_all)` is called while a Word file is read.
    """
    return read_by_saved(saved_for_agency(None), file, name=name, progress=progress)[0]


def read_by_saved(saved, file, *, name, progress=None):
    """Read a plan as `read_plan` does, by layouts that people have saved; asks no database.

    Returns the reading, and the mapping that it was read by, or None.
    """
    try:
        return read_for(file, name=name, saved=saved, progress=progress)
    except IsARegister as error:
        raise RegisterFound(None, error.sentence, field="file") from None
    except Unreadable as error:
        raise Refused(None, error.sentence, field="file") from None


def objectives_of(section):
    """A section's objectives; a report's section that recommends something is one itself."""
    if not section.get("actions"):
        return section["objectives"]
    itself = {"ref": None, "text": section["title"], "actions": section["actions"]}
    return [*section["objectives"], itself]


def kind_for(layout, *, by):
    """The kind of plan that a layout speaks for, among those that this person may keep."""
    kind = next((each.kind for each in LAYOUTS if each.name == layout), Plan.Kind.INTERNAL)
    is_lead = by is None or by.has_role(Role.PREVENT_LEAD)
    return Plan.Kind(kind) if is_lead or kind in Plan.KEPT_BY_SPOC else Plan.Kind.SPOC


@transaction.atomic
def propose(file, *, name, agency, by, kind=None):
    """Read a file and keep it with what was read, for a person to confirm; return the proposal.

    Raises Refused if it cannot be read or the plan is not the person's to keep, AlreadyImported if
    the agency has a plan made from this file or of the same title and period.
    """
    reading, mapping = read_by_saved(saved_for_agency(agency), file, name=name)
    kind = kind or kind_for(reading["layout"], by=by)
    _refuse_unless_keeper(agency, kind, by)
    refuse_same_file(agency, digest_of(file))
    _refuse_same_plan(agency, reading["title"][:LONGEST_TITLE], _day(reading["period_start"]))
    kept = files.keep_as_given(
        file, name=name, by=by, kinds=("docx", "xlsx", "csv"), limit=LARGEST_FILE
    )
    proposal = PlanImport(file=kept, agency=agency, kind=kind, reading=reading, by=by)
    proposal.mapping = mapping
    proposal._history_user = by
    proposal.save()
    return proposal


@transaction.atomic
def commit(proposal, *, by, on=None, **corrections):
    """Make the plan that was proposed, all of it or none of it, and return it.

    `corrections` are the particulars that the person put right: title, kind, period_start,
    period_end. Raises Refused if the proposal was settled before, AlreadyImported as `propose` does.
    """
    proposal = _hold(proposal)
    newer = NewerVersion.objects.filter(proposal=proposal.pk).first()
    if newer is not None:
        raise Refused(newer, "This file is a newer version: compare it before you apply it.")
    if not proposal.reading:
        raise Refused(proposal, "This file is still being read, or could not be read.")
    if proposal.asks_for_columns:
        raise Refused(proposal, "Say what is in each column before you make the plan.")
    _move(proposal, State.COMMITTED)
    kind = corrections.pop("kind", proposal.kind)
    _refuse_unless_keeper(proposal.agency, kind, by)
    refuse_same_file(proposal.agency, proposal.file.sha256)
    making = Making(proposal, kind, corrections)
    _refuse_same_plan(proposal.agency, making.plan.title, making.plan.period_start)
    proposal.plan = making.make(by=by, on=on or timezone.localdate())
    _save(proposal, by)
    return proposal.plan


@transaction.atomic
def cancel(proposal, *, by):
    """Let a proposal go; the file and what was read stay in the record.

    Raises Refused if the plan would not be the person's to keep.
    """
    proposal = _hold(proposal)
    _refuse_unless_keeper(proposal.agency, proposal.kind, by)
    _move(proposal, State.CANCELLED)
    _save(proposal, by)


def refuse_what_cannot_be_made(proposal):
    """Raise Refused where a file that has been read may not become a plan, as `propose` does."""
    reading = proposal.reading
    _refuse_unless_keeper(proposal.agency, proposal.kind, proposal.by)
    _refuse_same_plan(
        proposal.agency, reading["title"][:LONGEST_TITLE], _day(reading["period_start"])
    )


def hold_unsettled(proposal, *, by):
    """Lock a proposal that is still to be settled, and that this person may change.

    Raises Refused if it is settled, or the plan would not be the person's to keep.
    """
    proposal = _hold(proposal)
    _refuse_unless_keeper(proposal.agency, proposal.kind, by)
    if proposal.state != State.PROPOSED:
        raise Refused(proposal, "This import is settled. Choose the file again to read it anew.")
    return proposal


def _hold(proposal):
    """Lock the agency, so that of two imports of one plan the second finds the first."""
    Agency.objects.select_for_update().get(pk=proposal.agency_id)
    return (
        PlanImport.objects.select_for_update(of=("self",))
        .select_related("agency", "file", "plan")
        .get(pk=proposal.pk)
    )


def _move(proposal, state):
    if state not in PlanImport.MOVES[proposal.state]:
        if proposal.plan is not None:
            raise AlreadyImported(proposal.plan, "This file has been imported already.")
        raise Refused(proposal, "This import was cancelled. Choose the file again to import it.")
    proposal.state = state


def _save(proposal, by):
    """Write how a proposal was settled; what was read of its file stays as it was."""
    proposal._history_user = by
    proposal.save(update_fields=["state", "plan"])


def _refuse_unless_keeper(agency, kind, by):
    if by is None or by.has_role(Role.PREVENT_LEAD):
        return
    if agency.pk != by.agency_id:
        raise Refused(None, "You import plans of your own agency only.", field="agency")
    if not Plan(agency=agency, kind=kind).permits(by, "actions.change_plan"):
        label = Plan.Kind(kind).label
        raise Refused(
            None, f"Only the Prevent lead keeps a plan of this kind: {label}.", field="kind"
        )


def refuse_same_file(agency, digest):
    first = (
        PlanImport.objects.filter(agency=agency, state=State.COMMITTED, file__sha256=digest)
        .select_related("plan")
        .first()
    )
    if first is not None:
        at = timezone.localtime(first.at)
        raise AlreadyImported(
            first.plan,
            f"This file was imported on {at.day} {at:%B %Y}. Open the plan that it made.",
            field="file",
        )


def _refuse_same_plan(agency, title, period_start):
    first = Plan.objects.filter(agency=agency, title=title, period_start=period_start).first()
    if first is not None:
        raise SamePlan(
            first,
            f"{agency.name} already has a plan of this title and period.",
            field="file",
        )


def digest_of(file):
    file.seek(0)
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def _day(text):
    return datetime.date.fromisoformat(text) if text else None


class Making:
    """Gathers the rows of a whole plan from its reading, then writes each table at once."""

    def __init__(self, proposal, kind, corrections):
        self.reading, self.unplaced = proposal.reading, []
        for each in self.reading["unplaced"]:
            self._leave(each["text"], each["place"])
        for each in self.reading.get("notes", []):
            self._leave(each["text"], each["place"], state=UnplacedText.State.NOTE)
        self.plan = self._plan(proposal, kind, corrections)
        self.themes, self.objectives, self.previous = [], [], []
        self.actions, self.timescales, self.updates, self.named = [], [], [], []
        self.agencies = None

    def make(self, *, by, on):
        """Write the plan and all that stands in it; return it."""
        self.gather(by=by, on=on)
        create_tracked(Plan, [self.plan], by=by)
        for row in self.unplaced:
            row.plan = self.plan
        for model, rows in (
            (Theme, self.themes),
            (Objective, self.objectives),
            (PreviousAction, self.previous),
            (Action, self.actions),
            (UnplacedText, self.unplaced),
        ):
            create_tracked(model, rows, by=by)
        insert(Timescale, self.timescales)
        insert(ProgressUpdate, self.updates)
        Action.agencies.through.objects.bulk_create(
            Action.agencies.through(action=action, agency=agency) for action, agency in self.named
        )
        return self.plan

    def gather(self, *, by, on):
        """Build the rows without writing any."""
        self.by, self.on = by, on
        for position, section in enumerate(self.reading["sections"], start=1):
            self._theme(position, section)

    def _plan(self, proposal, kind, corrections):
        reading = self.reading
        title = reading["title"]
        if len(title) > LONGEST_TITLE:
            self._leave(title, "the title")
        plan = Plan(
            agency=proposal.agency,
            kind=kind,
            title=title[:LONGEST_TITLE],
            period_start=_day(reading["period_start"]),
            period_end=_day(reading["period_end"]),
            period_raw=(reading["period_raw"] or "")[:LONGEST_PERIOD],
            layout=reading["layout"],
            governing_body=(reading.get("lead_partnership") or "")[:LONGEST_BODY],
        )
        for name, value in corrections.items():
            setattr(plan, name, value)
        plan.full_clean(exclude=["agency"], validate_unique=False)
        return plan

    def _leave(self, text, place, **more):
        position = len(self.unplaced) + 1
        self.unplaced.append(
            UnplacedText(position=position, text=text, place=place[:LONGEST_PLACE], **more)
        )

    def _theme(self, position, section):
        theme = Theme(
            plan=self.plan,
            position=position,
            ref=(section["ref"] or "")[:LONGEST_REF],
            title=section["title"] or "",
            heading_raw=section.get("heading_raw") or "",
            is_implicit=section.get("implicit", False),
        )
        self.themes.append(theme)
        if section.get("intro"):
            self._leave(section["intro"], f"introduction to “{theme.title[:100]}”")
        for each in section.get("paragraphs", []):
            number = f", paragraph {each['ref']}" if each["ref"] else ""
            self._leave(each["text"], f"“{theme.title[:100]}”{number}")
        for place, objective in enumerate(objectives_of(section), start=1):
            self._objective(theme, place, objective)

    def _objective(self, theme, position, said):
        ref, text = said["ref"] or "", said["text"]
        if len(ref) > LONGEST_REF:
            ref, text = "", f"{ref} {text}"
        objective = Objective(
            theme=theme,
            position=position,
            ref=ref,
            ref_is_typed=said.get("ref_typed", True),
            text=text,
            leads=said.get("leads", []),
            impact=said.get("impact", []),
            progress_notes=said.get("progress_notes", []),
            evidence_notes=said.get("evidence", []),
            requirements=said.get("requirements", []),
            status=STATUSES[said["status"]] if said.get("status") else "",
            status_basis=said.get("status_basis") or "",
        )
        self.objectives.append(objective)
        self.previous += [
            PreviousAction(
                objective=objective,
                position=place,
                text=each["text"],
                period_raw=(each["period_raw"] or "")[:LONGEST_PERIOD],
                status=STATUSES[each["status"]],
                status_basis=each["status_basis"] or "",
            )
            for place, each in enumerate(said.get("previous_actions", []), start=1)
        ]
        for place, action in enumerate(said["actions"], start=1):
            self._action(objective, place, action)

    def _action(self, objective, position, said):
        meaning = timescale.parse(said["timescale_raw"])
        action = Action(
            objective=objective,
            position=position,
            ref=self._ref(said),
            text=said["text"],
            leads=said["leads"],
            impact=said["impact"],
            progress_notes=said["progress_notes"],
            evidence_notes=said["evidence"],
            expected_outcome=said.get("expected_outcome", ""),
            success_measure=said.get("success_measure", ""),
            status=STATUSES[said["status"]],
            rag=said.get("rag") or "",
            timescale_raw=meaning.raw or "",
            timescale_kind=meaning.kind,
            due_on=timescale.due_on(
                meaning, start=self.plan.period_start, last_update_on=None, on=self.on
            ),
        )
        self.actions.append(action)
        self._when(action, meaning)
        self._how_it_stands(action, said)
        self._rest(action, said)

    def _ref(self, said):
        """The reference that the plan gives an action, where there is room for it."""
        ref = said.get("ref") or ""
        if len(ref) <= LONGEST_REF:
            return ref
        self._leave(ref, f"reference beside “{said['text'][:100]}”")
        return ""

    def _when(self, action, meaning):
        if meaning.kind == "none" and not meaning.raw:
            return
        self.timescales.append(
            Timescale(
                action=action,
                raw=meaning.raw,
                kind=meaning.kind,
                dates=list(meaning.dates),
                every_months=meaning.every_months,
                every_days=meaning.every_days,
                precision=meaning.precision or "",
                set_by=self.by,
            )
        )

    def _how_it_stands(self, action, said):
        """A status that came with the paper is the first entry of the action's past, in its words."""
        words = said.get("status_raw") or ""
        if said["status"] or words or action.rag:
            self.updates.append(
                ProgressUpdate(
                    action=action,
                    kind=ProgressUpdate.Kind.IMPORTED,
                    on=self.on,
                    text=words,
                    status=action.status,
                    rag=action.rag,
                    by=self.by,
                )
            )

    def _rest(self, action, said):
        """What an action has no place for stays with the plan, beside the action's first words."""
        beside = f"beside “{action.text[:100]}”"
        for heading in said.get("progress_note_headings", {}).values():
            self._leave(heading, f"heading among the progress {beside}")
        if said.get("rag_raw") and not said.get("rag"):
            self._leave(said["rag_raw"], f"rating {beside}")
        # A lead that is an agency by name stays in words too, as it stands in the plan.
        found = dict.fromkeys(filter(None, map(self.agency_named, said["leads"])))
        for name in dict.fromkeys(said.get("agencies", [])):
            if agency := self.agency_named(name):
                found[agency] = None
            else:
                self._leave(name, f"agency {beside}")
        self.named += [(action, agency) for agency in found]

    def agency_named(self, name):
        """The agency that goes by a name, in full or short; None if there is none such."""
        if self.agencies is None:
            everyone = Agency.objects.filter(closed_on__isnull=True).order_by("-pk")
            self.agencies = {a.short_name.casefold(): a for a in everyone if a.short_name}
            self.agencies |= {a.name.casefold(): a for a in everyone}
        return self.agencies.get(name.casefold())
