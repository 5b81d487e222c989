"""What the plans say about themselves on a day: the actions' part of the catalogue of figures.

Progress has a day of its own (`on`), and the day it was written (`recorded_at`): an action's status
on a day is its last entry about that day or an earlier one, among what had been recorded by
`known_at`. Evidence has no day of its own, so it counts once it was known. Six queries, whatever
the size of the plan.
"""

import datetime
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone

from prevent_portal.figures import Value, figure

from . import timescale
from .models import Action, Evidence, Plan, ProgressUpdate, Timescale

Status = Action.Status

#: Lateness by age: the most days late, and the words. The last band has no end.
AGE_BANDS = (
    (30, "Up to 30 days late"),
    (90, "31 to 90 days late"),
    (180, "91 to 180 days late"),
    (None, "More than 180 days late"),
)
#: An open action that nobody has reported on for longer than this many months is quiet.
RECENT_MONTHS = 3

#: No longer part of what was promised: neither counted nor a denominator.
LEFT_OUT = (Status.REPLACED, Status.WITHDRAWN)


@dataclass(frozen=True)
class Position:
    """Where one action stood on a day."""

    action: int
    on: datetime.date
    status: str
    rag: str
    updated_on: datetime.date | None
    words: str
    due_words: str
    due_kind: str
    due_on: datetime.date | None
    has_owner: bool
    evidence: int

    @property
    def is_counted(self):
        """True unless it was withdrawn or another action took its place."""
        return self.status not in LEFT_OUT

    @property
    def is_complete(self):
        """True once completion was verified."""
        return self.status == Status.COMPLETE

    @property
    def is_open(self):
        """True while it is still to be done."""
        return self.status not in Action.DONE_WITH

    @property
    def is_late(self):
        """True if it was still to be done after the day by which it was due."""
        return self.is_open and self.due_on is not None and self.due_on < self.on

    @property
    def is_blocked(self):
        """True if officers said that it could not go on."""
        return self.status == Status.BLOCKED

    @property
    def is_on_track(self):
        """True if it was still to be done, and neither late nor blocked."""
        return self.is_open and not self.is_late and not self.is_blocked

    @property
    def days_late(self):
        """Days since it was due; 0 if it was not late."""
        return (self.on - self.due_on).days if self.is_late else 0

    @property
    def age_band(self):
        """The words of its band of lateness; None if it was not late."""
        if not self.is_late:
            return None
        return next(words for most, words in AGE_BANDS if most is None or self.days_late <= most)

    @property
    def has_no_owner(self):
        """True if it was still to be done and named neither a person nor a post."""
        return self.is_open and not self.has_owner

    @property
    def has_no_date(self):
        """True if it was still to be done by no day or rhythm that can be understood."""
        return self.is_open and self.due_kind in ("none", "unknown", "tbc")

    @property
    def has_no_evidence(self):
        """True if it was complete, or said to be, and nothing attached shows it."""
        return self.status in (Status.COMPLETE, Status.PROPOSED) and not self.evidence

    @property
    def is_said_complete(self):
        """True if it was complete, or proposed as complete."""
        return self.status in (Status.COMPLETE, Status.PROPOSED)

    @property
    def was_updated_lately(self):
        """True if it was still to be done and reported on in the last three months."""
        since = self.on - relativedelta(months=RECENT_MONTHS)
        return self.is_open and self.updated_on is not None and self.updated_on > since


def positions(scope, *, on, known_at=None):
    """Where each action of a plan, or of a set of actions, stood on a day: {action id: Position}."""
    known_at = known_at or Now()  # by the clock that wrote down when things were recorded
    actions = list(
        _actions(scope).values_list(
            "pk", "lead_id", "leads", "objective__leads", "objective__theme__plan__period_start"
        )
    )
    updates = _last_updates(scope, on, known_at)
    scales = _timescales(scope, on, known_at)
    evidence = _evidence(scope, known_at)
    found = {}
    for pk, lead, leads, objective_leads, start in actions:
        update, scale = updates.get(pk), scales.get(pk)
        # What was imported says how things stood; it is not a report on progress.
        reported = update.on if update and update.kind != ProgressUpdate.Kind.IMPORTED else None
        found[pk] = Position(
            action=pk,
            on=on,
            status=update.status if update else Status.NOT_STARTED,
            rag=update.rag if update else "",
            updated_on=reported,
            words=update.text if reported else "",
            due_words=scale.raw if scale else "",
            due_kind=scale.kind if scale else "none",
            due_on=_due_on(scale, start, reported, on),
            has_owner=bool(lead or leads or objective_leads),
            evidence=evidence.get(pk, 0),
        )
    return found


def _actions(scope):
    if isinstance(scope, Plan):
        return Action.objects.filter(objective__theme__plan=scope)
    return scope


def _within(scope):
    """The same scope, seen from a row that belongs to an action."""
    if isinstance(scope, Plan):
        return Q(action__objective__theme__plan=scope)
    return Q(action__in=scope.order_by().values("pk"))


def _last_updates(scope, on, known_at):
    """Each action's last entry about the day or before; what was corrected or undone is silent.

    A status that came with an imported paper was so before it was imported: it holds for earlier
    days too, unless somebody has reported on those.
    """
    known = ProgressUpdate.objects.filter(recorded_at__lte=known_at)
    rows = (
        known.filter(_within(scope))
        .filter(~Exists(known.filter(corrects=OuterRef("pk"))))
        .exclude(kind=ProgressUpdate.Kind.UNDONE)
        .only("action", "on", "text", "status", "rag", "kind")
    )
    imported = rows.filter(kind=ProgressUpdate.Kind.IMPORTED, on__gt=on)
    spoken = rows.filter(on__lte=on).order_by("action_id", "-on", "-pk").distinct("action_id")
    return {row.action_id: row for row in (*imported, *spoken)}


def _timescales(scope, on, known_at):
    """Each action's timescale as on the day; for days before one was first set, the newest."""
    rows = Timescale.objects.filter(_within(scope), set_at__lte=known_at)
    newest = {row.action_id: row for row in rows.order_by("action_id", "-pk").distinct("action_id")}
    end = timezone.make_aware(datetime.datetime.combine(on, datetime.time.max))
    in_force = rows.filter(set_at__lte=end).order_by("action_id", "-pk").distinct("action_id")
    return newest | {row.action_id: row for row in in_force}


def _due_on(scale, start, reported, on):
    if scale is None:
        return None
    return timescale.due_on(scale, start=start, last_update_on=reported, on=on)


def _evidence(scope, known_at):
    standing = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=known_at)
    rows = Evidence.objects.filter(_within(scope), standing, added_at__lte=known_at)
    counts = rows.order_by().values_list("action").annotate(Count("pk"))
    return dict(counts)


def count(positions_, of, out_of):
    """How many positions have a property, out of those that have another."""
    return Value(sum(of(p) for p in positions_), sum(out_of(p) for p in positions_))


def _counted(position):
    return position.is_counted


def _open(position):
    return position.is_open


#: name -> title, definition in words, denominator in words, what counts, out of what.
TABLE = {
    "in_plan": (
        "In the plan",
        "Actions in the plan, without those withdrawn or replaced by another.",
        "actions in the plan",
        _counted,
        _counted,
    ),
    "complete": (
        "Complete",
        "Actions whose completion has been verified.",
        "actions in the plan",
        lambda p: p.is_complete,
        _counted,
    ),
    "on_track": (
        "On track",
        "Actions still to be done that are neither late nor blocked.",
        "actions in the plan",
        lambda p: p.is_on_track,
        _counted,
    ),
    "late": (
        "Late",
        "Actions still to be done after the day by which they were due; where several days were "
        "given, after the last of them; where an interval was given, after that long without a "
        "report.",
        "actions in the plan",
        lambda p: p.is_late,
        _counted,
    ),
    "blocked": (
        "Blocked",
        "Actions that officers have said cannot go on; some of them may be late as well.",
        "actions in the plan",
        lambda p: p.is_blocked,
        _counted,
    ),
    "late_or_blocked": (
        "Late or blocked",
        "Actions that are late, blocked, or both, each counted once.",
        "actions in the plan",
        lambda p: p.is_late or p.is_blocked,
        _counted,
    ),
    "no_owner": (
        "No owner",
        "Actions still to be done that name neither a person nor a post.",
        "actions still to be done",
        lambda p: p.has_no_owner,
        _open,
    ),
    "no_date": (
        "No date",
        "Actions still to be done with no day, interval or occasion by which they are due.",
        "actions still to be done",
        lambda p: p.has_no_date,
        _open,
    ),
    "no_evidence": (
        "Complete without evidence",
        "Actions complete, or proposed as complete, with nothing attached that shows it.",
        "actions complete or proposed as complete",
        lambda p: p.has_no_evidence,
        lambda p: p.is_said_complete,
    ),
    "updated_lately": (
        "Updated in the last three months",
        "Actions still to be done on which progress was reported in the three months to the day.",
        "actions still to be done",
        lambda p: p.was_updated_lately,
        _open,
    ),
}


def read(positions_):
    """The figures of this app over positions already fetched: {name: Value}."""
    found = list(positions_.values())
    return {name: count(found, of, out_of) for name, (*_, of, out_of) in TABLE.items()}


def late_by_age(positions_):
    """How many actions were late in each band of age: {words: count}, every band named."""
    bands = [p.age_band for p in positions_.values()]
    return {words: bands.count(words) for _, words in AGE_BANDS}


def _put_in_catalogue(name, title, definition, denominator, of, out_of):
    def rows(scope, *, on, known_at=None):
        found = positions(scope, on=on, known_at=known_at)
        return Action.objects.filter(pk__in=[pk for pk, p in found.items() if of(p)])

    @figure(
        f"actions.{name}", title=title, definition=definition, denominator=denominator, rows=rows
    )
    def compute(scope, *, on, known_at=None):
        return count(positions(scope, on=on, known_at=known_at).values(), of, out_of)


for _name, _row in TABLE.items():
    _put_in_catalogue(_name, *_row)


from . import figures_of_assurance  # noqa: E402, F401 - its figures stand in the same catalogue
