"""A change to many actions put back: those that nobody has changed since stand as before.

One change of many is known by its history: all its rows were written by one person at one moment.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max

from ..models import Action, Plan, Timescale
from .many import CLOSED, MEANWHILE, NOT_KEPT, save_all

#: What a change of many may have changed of an action itself.
_FIELDS = ("lead_id", "timescale_raw", "timescale_kind", "due_on", "objective_id", "position")
_MEANING = ("raw", "kind", "dates", "every_months", "every_days", "precision")


@dataclass
class Undoing:
    """Which actions are put back, each with the row of history that it goes back to, and which are not."""

    fits: list = field(default_factory=list)
    left_out: list = field(default_factory=list)


def newest_change(by):
    """What a change of many that somebody just made is known by: the key of a row of its history."""
    return Action.history.filter(history_user=by).aggregate(last=Max("history_id"))["last"]


def batch_of(made, *, by):
    """The rows of history of one change of many of somebody's own; none if there is no such."""
    row = Action.history.filter(pk=made, history_user=by, history_type="~").first()
    if row is None:
        return []
    same = Action.history.filter(history_user=by, history_date=row.history_date, history_type="~")
    return list(same.order_by("id"))


def propose(batch, *, by):
    """The Undoing of a change; nothing is changed yet."""
    keys = [row.id for row in batch]
    actions = Action.objects.filter(pk__in=keys).select_related("objective__theme__plan")
    return _sorted(actions.order_by("pk"), batch, by)


@transaction.atomic
def undo(batch, *, by):
    """Put back what a change of many changed; return the Undoing as it was made."""
    keys = [row.id for row in batch]
    plans = Plan.objects.filter(themes__objectives__actions__in=keys).distinct()
    list(Plan.objects.select_for_update().filter(pk__in=plans.values("pk")).order_by("pk"))
    held = Action.objects.filter(pk__in=keys).select_for_update(of=("self",))
    held = held.select_related("objective__theme__plan").order_by("pk")
    found = _sorted(held, batch, by)
    if found.fits:
        _timescales(found.fits, by)
        _agencies(found.fits)
        _places(found.fits)
        for action, before in found.fits:
            for name in _FIELDS[:4]:
                setattr(action, name, getattr(before, name))
        save_all([action for action, _ in found.fits], _names(_FIELDS), by)
    return found


def _names(fields):
    return [name.removesuffix("_id") for name in fields]


def _sorted(actions, batch, by):
    made = {row.id: row for row in batch}
    first = min((row.history_id for row in batch), default=0)
    rows = Action.history.filter(id__in=made, history_id__lt=first)
    befores = {row.id: row for row in rows.order_by("id", "-history_id").distinct("id")}
    found, may = Undoing(), by.has_perm("actions.change_action")
    for action in actions:
        if action.version != made[action.pk].version or action.pk not in befores:
            found.left_out.append((action, MEANWHILE))
        elif not (may and action.permits(by, "actions.change_action")):
            found.left_out.append((action, NOT_KEPT))
        elif not action.plan.is_open:
            found.left_out.append((action, CLOSED))
        else:
            found.fits.append((action, befores[action.pk]))
    return found


def _timescales(pairs, by):
    """Say again what an action's timescale meant before, where the change had set another."""
    changed = [a.pk for a, before in pairs if a.timescale_raw != before.timescale_raw]
    if not changed:
        return
    rows = Timescale.objects.filter(action__in=changed)
    newest = list(
        rows.order_by("action_id", "-pk").distinct("action_id").values_list("pk", flat=True)
    )
    earlier = rows.exclude(pk__in=newest).order_by("action_id", "-pk").distinct("action_id")
    known = {row.action_id: row for row in earlier}
    again = []
    for key in changed:
        said = {name: getattr(known[key], name) for name in _MEANING} if key in known else {}
        again.append(Timescale(action_id=key, set_by=by, **(said or {"raw": "", "kind": "none"})))
    Timescale.objects.bulk_create(again, batch_size=2000)


def _agencies(pairs):
    """Let the same agencies take part as before."""
    keys = [action.pk for action, _ in pairs]
    kept = Action.history.model.agencies.model
    befores = {before.history_id: action.pk for action, before in pairs}
    through = Action.agencies.through
    then = {
        (befores[row], agency)
        for row, agency in kept.objects.filter(history__in=befores).values_list("history", "agency")
    }
    now = {
        (row.action_id, row.agency_id): row.pk
        for row in through.objects.filter(action__in=keys).order_by("pk")
    }
    through.objects.filter(pk__in=[pk for pair, pk in now.items() if pair not in then]).delete()
    through.objects.bulk_create(
        through(action_id=action, agency_id=agency) for action, agency in sorted(then - now.keys())
    )


def _places(pairs):
    """Stand under the same objective as before: in the same place, or last where that is taken."""
    moved = [(a, before) for a, before in pairs if a.objective_id != before.objective_id]
    if not moved:
        return
    homes = {before.objective_id for _, before in moved}
    rows = Action.objects.filter(objective__in=homes).order_by()
    taken = set(rows.values_list("objective", "position"))
    moved.sort(
        key=lambda pair: ((pair[1].objective_id, pair[1].position) in taken, pair[1].position)
    )
    for action, before in moved:
        home, place = before.objective_id, before.position
        if (home, place) in taken:
            place = max(each for objective, each in taken if objective == home) + 1
        taken.add((home, place))
        action.objective_id, action.position = home, place
