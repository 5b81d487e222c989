"""A newer version of a plan that stands here: compared row by row, shown, and applied as one change.

Nothing is deleted. Progress, evidence and timescales given before stay; a field that a person
changed here since the last import keeps their words unless somebody takes the file's; a row that
the file no longer holds stays, for somebody to decide on.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.functional import cached_property

from prevent_portal import files
from prevent_portal.errors import Refused
from prevent_portal.models import Agency
from prevent_portal.tracked import create_tracked, update_tracked

from .. import timescale
from ..matching import SURE, Item, marked, paired
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
from ..reading import LARGEST_FILE
from . import importing, progress

State = PlanImport.State

#: What is compared of each kind of row, and what a page calls it. What a file says nothing of in
#: any row is not compared: its columns may be others than before.
FIELDS = {
    Theme: {"ref": "Number", "title": "Theme"},
    Objective: {
        "ref": "Number",
        "text": "Words",
        "leads": "Lead",
        "impact": "Impact",
        "progress_notes": "Progress notes",
        "evidence_notes": "Evidence notes",
        "requirements": "Requirements",
    },
    Action: {
        "ref": "Number",
        "text": "Action",
        "timescale_raw": "By when",
        "leads": "Lead",
        "impact": "Impact",
        "progress_notes": "Progress notes",
        "evidence_notes": "Evidence notes",
        "expected_outcome": "Expected outcome",
        "success_measure": "Measure of success",
        "status": "Status",
    },
}
#: Places grow with each new order; beyond this one they begin again at 1 where that is free.
HIGHEST_PLACE = 30_000
#: Why a row is withdrawn that the newer version does not hold.
NOT_THERE = "Not in the newer version"
#: What a person may say: of a field changed here, and of a row that is gone.
HERE, FILE = "here", "file"
KEEP, WITHDRAW = "keep", "withdraw"


@dataclass
class Change:
    """One field that the file says otherwise than the plan."""

    name: str
    label: str
    now: object
    said: object
    #: True where somebody changed it here since the last import.
    is_by_hand: bool = False
    #: True where the words here stay.
    is_kept: bool = False
    by: str = ""
    on: datetime.datetime | None = None

    @property
    def marked(self):
        """The words here and those of the file, in pieces that are marked where they differ."""
        return marked(in_words(self.name, self.now), in_words(self.name, self.said))


@dataclass
class Pair:
    """A row of the file and what it is here; `old` is None for one that is new."""

    number: int
    new: object
    old: object = None
    likeness: float = 1.0
    is_settled: bool = False
    moved: tuple = ()
    changes: list = field(default_factory=list)

    @property
    def is_doubtful(self):
        """True where a person should say whether it is the same row."""
        return self.old is not None and (self.is_settled or self.likeness < SURE)

    @property
    def differs(self):
        """True if applying it changes words of the row."""
        return any(not each.is_kept for each in self.changes)

    @property
    def keeps(self):
        """The changes in which the words here stay."""
        return [each for each in self.changes if each.is_kept]

    @property
    def by_hand(self):
        """The changes of fields that a person had changed here."""
        return [each for each in self.changes if each.is_by_hand]


@dataclass
class Comparison:
    """All that a file would change in a plan."""

    version: object
    making: object
    themes: list
    objectives: list
    actions: list
    #: Actions that the file no longer holds, and those that were added here and never stood in one.
    gone: list
    own: list

    @property
    def pairs(self):
        """Every row of the file."""
        return [*self.themes, *self.objectives, *self.actions]

    @property
    def counts(self):
        """How many rows of each kind there are."""
        known = [pair for pair in self.pairs if pair.old is not None]
        return {
            "new": sum(1 for pair in self.pairs if pair.old is None),
            "changed": sum(1 for pair in known if pair.differs),
            "moved": sum(1 for pair in known if pair.moved),
            "kept": sum(1 for pair in known if pair.keeps),
            "gone": len(self.gone),
            "unchanged": sum(1 for p in known if not (p.differs or p.moved or p.keeps)),
        }


def in_words(name, value):
    """A field's value as a page shows it."""
    if name == "status":
        return Action.Status(value).label if value else ""
    return "\n".join(value) if isinstance(value, list) else value or ""


# The steps


@transaction.atomic
def propose_newer(plan, file, *, name, by):
    """Read a file as a newer version of a plan and keep it for comparing; return the NewerVersion.

    Raises Refused if it cannot be read, or if the plan is closed or not the person's to keep;
    AlreadyImported if the same file was imported before.
    """
    _refuse_unless_kept(plan, by)
    saved = importing.saved_for_agency(plan.agency)
    reading, mapping = importing.read_by_saved(saved, file, name=name)
    importing.refuse_same_file(plan.agency, importing.digest_of(file))
    kept = files.keep_as_given(
        file, name=name, by=by, kinds=("docx", "xlsx", "csv"), limit=LARGEST_FILE
    )
    proposal = PlanImport(file=kept, agency=plan.agency, kind=plan.kind, reading=reading, by=by)
    proposal.mapping = mapping
    proposal._history_user = by
    proposal.save()
    return call_newer(proposal, plan, by=by)


def call_newer(proposal, plan, *, by):
    """Let an import that is not settled stand for a newer version of a plan; return that."""
    _refuse_unless_kept(plan, by)
    version = NewerVersion(proposal=proposal, plan=plan)
    version._history_user = by
    version.save()
    return version


@transaction.atomic
def choose(version, choices, *, by):
    """Keep what a person said of doubtful rows, beside what was said before.

    `choices` holds, of "pairs", "fields" and "gone", what is said of each. Raises Refused if the
    version was settled before.
    """
    version = _hold(version, by)
    for kind, said in choices.items():
        version.choices[kind] = version.choices.get(kind, {}) | said
    version._history_user = by
    version.save()
    return version


@transaction.atomic
def apply_newer(version, *, by, on=None):
    """Change the plan as the file and the person's choices say; return the version.

    Raises Refused if the version was settled before or the plan is closed.
    """
    version = _hold(version, by)
    importing.refuse_same_file(version.plan.agency, version.proposal.file.sha256)
    on = on or timezone.localdate()
    found = compare(version, by=by, on=on)
    version.counts, version.kept = found.counts, _kept(found)
    withdrawn = _Applying(version, found, by=by, on=on).apply()
    version.gone = [action.pk for action in found.gone if action.pk not in withdrawn]
    version.applied_at, version.applied_by = timezone.now(), by
    proposal = version.proposal
    proposal.state, proposal.plan = State.COMMITTED, version.plan
    for thing in (proposal, version):
        thing._history_user = by
        thing.save()
    return version


@transaction.atomic
def keep_gone(version, action_pk, *, by):
    """Settle that an action stays in the plan though the newest version does not hold it."""
    version = NewerVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    _refuse_unless_kept(version.plan, by)
    version.gone = [pk for pk in version.gone if pk != action_pk]
    version._history_user = by
    version.save()


def compare(version, *, by=None, on):
    """What the file would change in the plan as it stands, given the choices made so far."""
    return _Comparing(_with_its_past(version), by=by, on=on).comparison()


def _with_its_past(version):
    """The version with its file and plan, when the plan was last imported, and what was kept then."""
    settled = PlanImport.history.filter(plan=OuterRef("plan"), state=State.COMMITTED)
    newest = NewerVersion.objects.applied().filter(plan=OuterRef("plan"))
    return (
        NewerVersion.objects.select_related("proposal__file", "plan__agency")
        .annotate(
            imported_at=Subquery(settled.order_by("-history_date").values("history_date")[:1]),
            kept_before=Subquery(newest.values("kept")[:1]),
        )
        .get(pk=version.pk)
    )


def to_decide(plan):
    """Actions that the newest version applied no longer held, and that are still to be done."""
    newest = plan.newer_versions.applied().first()
    return Action.objects.open().filter(pk__in=newest.gone if newest else [])


def versions_of(plan):
    """Every import the plan was made of or changed by, the newest first, each with its NewerVersion.

    The import that made the plan has None.
    """
    found = (
        PlanImport.objects.filter(plan=plan, state=State.COMMITTED)
        .select_related("file", "by", "newer__applied_by")
        .defer("reading")
        .order_by("-pk")
    )
    return [(each, getattr(each, "newer", None)) for each in found]


def _hold(version, by):
    """Lock the agency and the plan, as an import and every change of the plan do."""
    Agency.objects.select_for_update(no_key=True).get(pk=version.plan.agency_id)
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=version.plan_id)
    _refuse_unless_kept(plan, by)
    version = (
        NewerVersion.objects.select_for_update(of=("self",))
        .select_related("proposal__file", "plan__agency")
        .get(pk=version.pk)
    )
    if not version.proposal.reading:
        raise Refused(version.proposal, "This file is still being read, or could not be read.")
    if version.proposal.state == State.COMMITTED:
        raise importing.AlreadyImported(plan, "This version has been applied already.")
    if version.proposal.state == State.CANCELLED:
        raise Refused(plan, "This import was cancelled. Choose the file again to import it.")
    return version


def _refuse_unless_kept(plan, by):
    if by is not None and not by.has_perm("actions.change_plan", plan):
        raise Refused(plan, "Only whoever keeps this plan imports a newer version of it.")
    if not plan.is_open:
        raise Refused(plan, "This plan is closed. Open it again before you change what is in it.")


def _kept(found):
    """What the file says where words were kept, so that the next version keeps them too."""
    kept = defaultdict(dict)
    for pair in found.pairs:
        for change in pair.by_hand:
            if change.is_kept:
                key = f"{pair.old._meta.model_name}-{pair.old.pk}"
                kept[key][change.name] = change.said
    return kept


# Comparing


class _Gathering(importing.Making):
    """The rows of a file as they would stand in a plan that is there already."""

    def _plan(self, proposal, kind, corrections):
        title = self.reading["title"]
        if len(title) > importing.LONGEST_TITLE:
            self._leave(title, "the title")
        return proposal.newer.plan


class _Comparing:
    def __init__(self, version, *, by, on):
        self.version, self.plan = version, version.plan
        self.pairs_said = version.choices.get("pairs", {})
        self.fields_said = version.choices.get("fields", {})
        self.making = _Gathering(version.proposal, self.plan.kind, {})
        self.making.gather(by=by, on=on)
        self._baseline_of = {}
        self.imported_at, self.kept = version.imported_at, version.kept_before or {}

    def comparison(self):
        """The whole comparison."""
        old = {
            Theme: list(Theme.objects.filter(plan=self.plan).order_by("position")),
            Objective: list(
                Objective.objects.filter(theme__plan=self.plan)
                .select_related("theme")
                .order_by("theme__position", "position")
            ),
            Action: list(
                Action.objects.filter(objective__theme__plan=self.plan)
                .select_related("objective__theme")
                .order_by("objective__theme__position", "objective__position", "position")
            ),
        }
        made = self.making
        themes = self._paired(Theme, old[Theme], made.themes, lambda theme: None)
        themes_now = {id(pair.new): pair.old for pair in themes}
        objectives = self._paired(
            Objective, old[Objective], made.objectives, lambda each: each.theme, themes_now
        )
        objectives_now = {id(pair.new): pair.old for pair in objectives}
        actions = self._paired(
            Action, old[Action], made.actions, lambda each: each.objective, objectives_now
        )
        for pairs, parent, now in (
            (objectives, "theme", themes_now),
            (actions, "objective", objectives_now),
        ):
            for pair in pairs:
                self._note_move(pair, parent, now)
        left = _without(old[Action], actions)
        own = {action.pk for action in left if self._is_own(action)}
        gone = [action for action in left if action.pk not in own]
        gone = [each for each in gone if each.status not in (progress.Status.WITHDRAWN, "replaced")]
        for model, pairs in ((Theme, themes), (Objective, objectives), (Action, actions)):
            self._note_changes(model, pairs)
        return Comparison(
            version=self.version,
            making=made,
            themes=themes,
            objectives=objectives,
            actions=actions,
            gone=gone,
            own=[action for action in left if action.pk in own],
        )

    def _paired(self, model, old, new, place, now=None):
        """The new rows, each with the old one that it is."""
        letter = model._meta.model_name[0]
        at = {row.pk: number for number, row in enumerate(old)}
        said = {
            number: at.get(pk) if pk else None
            for key, pk in self.pairs_said.items()
            if key[:1] == letter and (number := int(key[1:])) < len(new)
        }
        found = paired(
            [_item(row, getattr(place(row), "pk", None)) for row in old],
            [_item(row, self._place_of(place(row), now)) for row in new],
            settled=said,
        )
        pairs = []
        for number, row in enumerate(new):
            other, likeness = found.get(number, (None, 1.0))
            is_settled = number in said
            before = None if other is None else old[other]
            pairs.append(Pair(number, row, before, likeness, is_settled))
        return pairs

    def _place_of(self, parent, now):
        before = now.get(id(parent)) if now else None
        return before.pk if before is not None else None

    def _note_move(self, pair, parent, now):
        if pair.old is None:
            return
        was, said = getattr(pair.old, parent), getattr(pair.new, parent)
        now_at = now[id(said)]
        if now_at is None or now_at.pk != was.pk:
            pair.moved = (was, said)

    def _is_own(self, action):
        """True for an action that was added here since the plan was imported."""
        return self.imported_at is not None and action.pk not in self._baselines(Action)

    def _baselines(self, model):
        """Each row as the last import left it, or as it was first made in a plan without one."""
        if model not in self._baseline_of:
            past = model.history.filter(id__in=self._ids(model))
            if self.imported_at is None:
                rows = past.order_by("id", "history_id").distinct("id")
            else:
                rows = past.filter(history_date__lte=self.imported_at)
                rows = rows.order_by("id", "-history_id").distinct("id")
            self._baseline_of[model] = {row.id: row for row in rows}
        return self._baseline_of[model]

    def _ids(self, model):
        under = {
            Theme: Theme.objects.filter(plan=self.plan),
            Objective: Objective.objects.filter(theme__plan=self.plan),
            Action: Action.objects.filter(objective__theme__plan=self.plan),
        }
        return under[model].values("pk")

    def _note_changes(self, model, pairs):
        names = [name for name in FIELDS[model] if _has(model, name)]
        spoken = {name for pair in pairs for name in names if getattr(pair.new, name)}
        by_hand = []
        for pair in pairs:
            if pair.old is None:
                continue
            for name in names:
                if name in spoken and (change := self._change(model, pair, name)):
                    pair.changes.append(change)
                    if change.is_by_hand:
                        by_hand.append((pair.old.pk, change))
        _say_who(model, by_hand)

    def _change(self, model, pair, name):
        now, said = getattr(pair.old, name), getattr(pair.new, name)
        if _same(now, said) or (name == "status" and not self._speaks_of_status(pair.new)):
            return None
        key = f"{model._meta.model_name}-{pair.old.pk}"
        was = self._baselines(model).get(pair.old.pk)
        base = self.kept.get(key, {}).get(name, getattr(was, name, None))
        is_by_hand = was is None or not _same(now, base)
        is_by_hand = is_by_hand or (name == "status" and pair.old.pk in self._reported)
        chosen = self.fields_said.get(f"{key}-{name}", HERE)
        return Change(
            name=name,
            label=FIELDS[model][name],
            now=now,
            said=said,
            is_by_hand=is_by_hand,
            is_kept=is_by_hand and chosen != FILE,
        )

    @cached_property
    def _stated(self):
        return {id(update.action) for update in self.making.updates}

    @cached_property
    def _reported(self):
        """Actions on which somebody reported here."""
        updates = ProgressUpdate.objects.filter(action__objective__theme__plan=self.plan)
        said = updates.exclude(kind=ProgressUpdate.Kind.IMPORTED)
        return set(said.values_list("action_id", flat=True))

    def _speaks_of_status(self, action):
        """Whether the file says how an action stands; no word at all changes nothing."""
        return id(action) in self._stated and action.status != Action.Status.NOT_STARTED


def _item(row, place):
    text = row.title if isinstance(row, Theme) else row.text
    return Item(getattr(row, "ref", "") or "", text, place)


def _has(model, name):
    return any(each.name == name for each in model._meta.concrete_fields)


def _same(now, said):
    """Whether two values are the same words, however they are spaced."""
    if isinstance(now, list) and isinstance(said, list):
        return [" ".join(each.split()) for each in now] == [" ".join(each.split()) for each in said]
    return " ".join((now or "").split()) == " ".join((said or "").split())


def _without(old, pairs):
    found = {pair.old.pk for pair in pairs if pair.old is not None}
    return [row for row in old if row.pk not in found]


def _say_who(model, by_hand):
    """Put on each change made by hand who made it and when, from the history of its row."""
    rows = defaultdict(list)
    past = model.history.filter(id__in={pk for pk, _ in by_hand}).order_by("history_id")
    for row in past.select_related("history_user") if by_hand else ():
        rows[row.id].append(row)
    for pk, change in by_hand:
        last, before = None, None
        for row in rows[pk]:
            value = getattr(row, change.name)
            if last is None or not _same(value, before):
                last = row
            before = value
        if last is not None:
            change.on = last.history_date
            change.by = last.history_user.name if last.history_user else "the portal"


# Applying


class _Applying:
    """Writes what a comparison found: a table at a time, each row with its history."""

    def __init__(self, version, found, *, by, on):
        self.version, self.found, self.by, self.on = version, found, by, on
        self.made = found.making

    def apply(self):
        """Write it all; return the keys of the actions that were withdrawn."""
        themes = self._themes()
        objectives = self._objectives(themes)
        self._previous(objectives)
        self._actions(objectives)
        self._unplaced()
        return self._withdrawn()

    def _themes(self):
        now = self._written(Theme, self.found.themes, "plan", {})
        return now

    def _objectives(self, themes):
        return self._written(Objective, self.found.objectives, "theme", themes)

    def _written(self, model, pairs, parent, parents):
        """Write the rows of one table; return them by the rows of the file that they are."""
        changed, fields = {}, set()
        for pair in pairs:
            if pair.old is not None and self._put(pair):
                changed[pair.old.pk] = pair.old
                fields |= {change.name for change in pair.changes}
        rows = {id(pair.new): pair.old or pair.new for pair in pairs}
        moved = self._place(model, pairs, parent, parents)
        changed |= {row.pk: row for row in moved}
        if moved:
            fields |= {"position", *([parent] if parent != "plan" else [])}
        if model is Theme and "title" in fields:
            fields |= {"heading_raw", "is_implicit"}
        if model is Action:
            fields |= {"version"}
            if "timescale_raw" in fields:
                fields |= {"timescale_kind", "due_on"}
            if "status" in fields:
                fields |= {"rag"}
            for action in changed.values():
                action.version += 1
        if changed:
            update_tracked(model, list(changed.values()), sorted(fields), by=self.by)
        create_tracked(model, [pair.new for pair in pairs if pair.old is None], by=self.by)
        return rows

    def _put(self, pair):
        """Put the file's words on a row; return whether any are put."""
        changes = [change for change in pair.changes if not change.is_kept]
        for change in changes:
            setattr(pair.old, change.name, change.said)
            if change.name == "title":
                pair.old.heading_raw = pair.new.heading_raw
                pair.old.is_implicit = pair.new.is_implicit
            if change.name == "timescale_raw":
                self._set_due(pair)
            if change.name == "status":
                pair.old.rag = pair.new.rag
        return bool(changes)

    def _set_due(self, pair):
        action, meaning = pair.old, timescale.parse(pair.old.timescale_raw)
        action.timescale_kind = meaning.kind
        action.due_on = timescale.due_on(
            meaning,
            start=self.version.plan.period_start,
            last_update_on=action.last_update_on,
            on=self.on,
        )

    def _place(self, model, pairs, parent, parents):
        """Let rows stand in the file's order; return the old ones that now stand elsewhere."""
        under, moved = defaultdict(list), []
        for pair in pairs:
            said = getattr(pair.new, parent)
            above = self.version.plan if parent == "plan" else parents[id(said)]
            row = pair.old or pair.new
            if pair.old is None or pair.moved:
                setattr(row, parent, above)
            if pair.moved:
                moved.append(row)
            under[above.pk].append((row, pair.old is None or bool(pair.moved)))
        taken = self._taken(model, parent, under)
        for key, rows in under.items():
            moved += _in_order(rows, taken[key])
        return list({row.pk: row for row in moved}.values())

    def _taken(self, model, parent, under):
        """The places that are taken under each parent, as the database holds them."""
        taken = defaultdict(list)
        places = model.objects.filter(**{f"{parent}__in": list(under)})
        for key, position in places.values_list(f"{parent}_id", "position"):
            taken[key].append(position)
        return taken

    def _previous(self, objectives):
        """Add what the file says was done before, where the objective does not say it yet."""
        known = defaultdict(dict)
        old = PreviousAction.objects.filter(
            objective__in=[row.pk for row in objectives.values()]
        ).order_by("position")
        for each in old:
            known[each.objective_id][" ".join(each.text.split())] = each.position
        added = []
        for each in self.made.previous:
            objective = objectives[id(each.objective)]
            stands, text = known[objective.pk], " ".join(each.text.split())
            if text not in stands:
                each.objective, each.position = objective, max(stands.values(), default=0) + 1
                stands[text] = each.position
                added.append(each)
        create_tracked(PreviousAction, added, by=self.by)

    def _actions(self, objectives):
        pairs = self.found.actions
        rows = self._written(Action, pairs, "objective", objectives)
        new = {id(pair.new) for pair in pairs if pair.old is None}
        changed = {
            name: {id(p.new) for p in pairs for c in p.changes if c.name == name and not c.is_kept}
            for name in ("timescale_raw", "status", "leads")
        }
        given = [t for t in self.made.timescales if id(t.action) in new | changed["timescale_raw"]]
        stated = [u for u in self.made.updates if id(u.action) in new | changed["status"]]
        named = [
            (rows[id(action)], agency)
            for action, agency in self.made.named
            if id(action) in new | changed["leads"]
        ]
        for each in (*given, *stated):
            each.action = rows[id(each.action)]
        Timescale.objects.bulk_create(given, batch_size=2000)
        ProgressUpdate.objects.bulk_create(stated, batch_size=2000)
        through = Action.agencies.through
        through.objects.bulk_create(
            [through(action=action, agency=agency) for action, agency in named],
            ignore_conflicts=True,
        )

    def _unplaced(self):
        """Keep what found no place and is not kept yet."""
        known = set(self.version.plan.unplaced.values_list("text", flat=True))
        last = max(self.version.plan.unplaced.values_list("position", flat=True), default=0)
        added = [each for each in self.made.unplaced if each.text not in known]
        for position, each in enumerate(added, start=last + 1):
            each.plan, each.position = self.version.plan, position
        create_tracked(UnplacedText, added, by=self.by)

    def _withdrawn(self):
        said = self.version.choices.get("gone", {})
        reason = f"{NOT_THERE}, {self.version.proposal.file.name}."
        withdrawn = set()
        for action in self.found.gone:
            if said.get(str(action.pk)) == WITHDRAW and action.status in Action.LOGGED:
                progress.withdraw_action(action, by=self.by, reason=reason)
                withdrawn.add(action.pk)
        return withdrawn


def _in_order(rows, taken):
    """Give rows new places where the order they stand in is not the file's; return the old ones.

    `rows` are those under one parent, each with whether it is new there; `taken` are the places
    that are taken. No place is given twice, not even for a moment.
    """
    last = max(taken, default=0)
    places = [row.position for row, is_new in rows if not is_new]
    tail = [is_new for _, is_new in rows]
    stands = places == sorted(places) and tail == sorted(tail)
    given = [row for row, is_new in rows if is_new or not stands]
    start = last + 1
    if last + len(given) > HIGHEST_PLACE and min(taken) > len(given):
        start = 1
    for position, row in enumerate(given, start=start):
        row.position = position
    return [row for row in given if row.pk is not None]
