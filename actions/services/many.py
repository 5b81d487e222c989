"""One change to many actions at once: shown first, then made for those that it fits.

The number of queries is the same for two actions and for two thousand; every row keeps its history.
"""

from collections import Counter
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from prevent_portal.tracked import update_tracked

from .. import timescale
from ..models import Action, Plan, Timescale

#: What may be changed for many at once, and the field that somebody may have changed meanwhile.
KINDS = {
    "lead": "lead_id",
    "timescale": "timescale_raw",
    "objective": "objective_id",
    "add_agencies": None,
    "remove_agencies": None,
}
#: More are changed in several goes.
MOST = 2000

NOT_KEPT = "You do not keep its plan"
CLOSED = "Its plan is closed"
OTHER_PLAN = "An action moves to an objective of its own plan only"
STRANGER = "The person does not work for its plan's agency"
MEANWHILE = "Somebody changed it meanwhile"
SO_ALREADY = "It is so already"


@dataclass(frozen=True)
class Wanted:
    """What is to be changed, to what."""

    kind: str
    lead: object = None
    timescale_raw: str = ""
    objective: object = None
    agencies: tuple = ()

    @property
    def words(self):
        """What becomes of each action: "Lead: Sam Reed"."""
        if self.kind == "lead":
            return f"Lead: {self.lead.name if self.lead else 'nobody'}"
        if self.kind == "timescale":
            return f"By when: {self.timescale_raw or 'no date'}"
        if self.kind == "objective":
            return f"Moved to: {self.objective}"
        names = ", ".join(each.name for each in self.agencies)
        return f"{'With' if self.kind == 'add_agencies' else 'No longer with'}: {names}"


@dataclass
class Proposal:
    """Which actions a change fits, and which are left out and why."""

    fits: list = field(default_factory=list)
    left_out: list = field(default_factory=list)

    @property
    def reasons(self):
        """How many are left out, by why."""
        return Counter(why for _, why in self.left_out).most_common()


def seen_now():
    """What says up to which change the reader of a list has seen."""
    return Action.history.aggregate(last=Max("history_id"))["last"] or 0


def propose(actions, wanted, *, by, seen=None):
    """Which of these actions the change fits; nothing is changed yet.

    Raises Refused if it fits none because the objective stands in another plan.
    """
    actions = actions.select_related("objective__theme__plan", "lead").order_by("pk")
    return _sorted(list(actions[:MOST]), wanted, by, seen)


@transaction.atomic
def change_many(actions, wanted, *, by, seen=None, on=None):
    """Make one change to many actions; return the Proposal as it was made.

    Those that somebody changed after `seen` in what is to be changed are left out.
    """
    keys = sorted(actions.order_by().values_list("pk", flat=True)[:MOST])
    plans = Plan.objects.filter(themes__objectives__actions__in=keys).distinct()
    list(Plan.objects.select_for_update().filter(pk__in=plans.values("pk")).order_by("pk"))
    held = Action.objects.filter(pk__in=keys).select_for_update(of=("self",))
    held = list(held.select_related("objective__theme__plan", "lead").order_by("pk"))
    proposal = _sorted(held, wanted, by, seen)
    if proposal.fits:
        _CHANGES[wanted.kind](proposal.fits, wanted, by, on or timezone.localdate())
    return proposal


def _sorted(actions, wanted, by, seen):
    if wanted.kind not in KINDS:
        raise Refused(None, "Select what is to be changed.", field="kind")
    proposal, values = Proposal(), _values_seen(actions, wanted, seen)
    takes_part = _takes_part(actions, wanted)
    for action in actions:
        why = _why_not(action, wanted, by, values, takes_part)
        if why:
            proposal.left_out.append((action, why))
        else:
            proposal.fits.append(action)
    if actions and {why for _, why in proposal.left_out} == {OTHER_PLAN} and not proposal.fits:
        raise Refused(None, f"{OTHER_PLAN}.", field="objective")
    return proposal


def _why_not(action, wanted, by, values, takes_part):
    plan = action.plan
    if not (by.has_perm("actions.change_action") and action.permits(by, "actions.change_action")):
        return NOT_KEPT
    if not plan.is_open:
        return CLOSED
    if wanted.kind == "objective" and wanted.objective.theme.plan_id != plan.pk:
        return OTHER_PLAN
    if wanted.kind == "lead" and _is_stranger(wanted.lead, plan, by):
        return STRANGER
    name = KINDS[wanted.kind]
    if name and action.pk in values and values[action.pk] != getattr(action, name):
        return MEANWHILE
    return SO_ALREADY if _is_so(action, wanted, takes_part) else None


def _is_stranger(lead, plan, by):
    return (
        lead is not None and lead.agency_id != plan.agency_id and not by.has_role(Role.PREVENT_LEAD)
    )


def _is_so(action, wanted, takes_part):
    if wanted.kind == "lead":
        return action.lead_id == (wanted.lead.pk if wanted.lead else None)
    if wanted.kind == "timescale":
        return action.timescale_raw == wanted.timescale_raw
    if wanted.kind == "objective":
        return action.objective_id == wanted.objective.pk
    named = takes_part.get(action.pk, set())
    asked = {agency.pk for agency in wanted.agencies}
    return asked <= named if wanted.kind == "add_agencies" else not (asked & named)


def _values_seen(actions, wanted, seen):
    """What each action held, when the reader saw it, of that which is to be changed."""
    name = KINDS[wanted.kind]
    if seen is None or name is None:
        return {}
    rows = Action.history.filter(id__in=[each.pk for each in actions], history_id__lte=seen)
    rows = rows.order_by("id", "-history_id").distinct("id")
    return dict(rows.values_list("id", name))


def _takes_part(actions, wanted):
    if "agencies" not in wanted.kind:
        return {}
    found = {}
    named = Action.agencies.through.objects.filter(action__in=[each.pk for each in actions])
    for action, agency in named.values_list("action_id", "agency_id"):
        found.setdefault(action, set()).add(agency)
    return found


# The changes


def _lead(actions, wanted, by, on):
    for action in actions:
        action.lead = wanted.lead
    save_all(actions, ["lead"], by)


def _timescale(actions, wanted, by, on):
    meaning = timescale.parse(wanted.timescale_raw or None)
    Timescale.objects.bulk_create(
        [
            Timescale(
                action=action,
                raw=meaning.raw or "",
                kind=meaning.kind,
                dates=list(meaning.dates),
                every_months=meaning.every_months,
                every_days=meaning.every_days,
                precision=meaning.precision or "",
                set_by=by,
            )
            for action in actions
        ],
        batch_size=2000,
    )
    for action in actions:
        action.timescale_raw, action.timescale_kind = meaning.raw or "", meaning.kind
        action.due_on = timescale.due_on(
            meaning, start=action.plan.period_start, last_update_on=action.last_update_on, on=on
        )
    save_all(actions, ["timescale_raw", "timescale_kind", "due_on"], by)


def _objective(actions, wanted, by, on):
    last = wanted.objective.actions.aggregate(last=Max("position"))["last"] or 0
    for position, action in enumerate(actions, start=last + 1):
        action.objective, action.position = wanted.objective, position
    save_all(actions, ["objective", "position"], by)


def _add_agencies(actions, wanted, by, on):
    through = Action.agencies.through
    through.objects.bulk_create(
        [
            through(action_id=action.pk, agency_id=agency.pk)
            for action in actions
            for agency in wanted.agencies
        ],
        ignore_conflicts=True,
    )
    save_all(actions, [], by)


def _remove_agencies(actions, wanted, by, on):
    named = Action.agencies.through.objects.filter(action__in=actions, agency__in=wanted.agencies)
    named.delete()
    save_all(actions, [], by)


def save_all(actions, names, by):
    """Write the named fields of actions and their history, with the agencies that each has now."""
    for action in actions:
        action.version += 1
    update_tracked(Action, actions, [*names, "version"], by=by)
    keys = [action.pk for action in actions]
    newest = Action.history.filter(id__in=keys).order_by("id", "-history_id").distinct("id")
    rows = dict(newest.values_list("id", "history_id"))
    kept = Action.history.model.agencies.model
    named = Action.agencies.through.objects.filter(action__in=keys)
    kept.objects.bulk_create(
        kept(id=key, history_id=rows[action], action_id=action, agency_id=agency)
        for key, action, agency in named.values_list("pk", "action_id", "agency_id")
    )


_CHANGES = {
    "lead": _lead,
    "timescale": _timescale,
    "objective": _objective,
    "add_agencies": _add_agencies,
    "remove_agencies": _remove_agencies,
}
