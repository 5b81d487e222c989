"""Figures of the portal that are held as evidence: which somebody may hold, what they say on a day.

The figures are those of the catalogue that say who may see them (`Sight`); which app they are of
is not known here.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Now

from prevent_portal.errors import Refused
from prevent_portal.figures import Value, catalogue
from prevent_portal.models import Agency

from .models import Evidence

#: So many figures an action may hold: each is counted whenever the action's page is opened.
MOST = 3
#: What a figure of everybody is of.
EVERYBODY = "All agencies together"


def figures_for(user):
    """The figures that somebody may hold as evidence: {name: Figure}, in the catalogue's order."""
    return {name: found for name, found in catalogue().items() if found.may_be_seen_by(user)}


def agencies_for(user):
    """Whose figures somebody may choose among: pairs of a key, or "", and words."""
    found = figures_for(user).values()
    every = any(each.is_seen_by(user, None) for each in found)
    own = any(each.is_seen_by(user, user.agency_id) for each in found)
    rows = Agency.objects.order_by("name").values_list("pk", "name")
    rows = rows if every else rows.filter(pk=user.agency_id) if own else rows.none()
    return [*([("", EVERYBODY)] if every else []), *((str(pk), name) for pk, name in rows)]


@dataclass(frozen=True)
class Reading:
    """What a figure that is held as evidence says on a day, or why it says nothing."""

    title: str
    definition: str
    denominator: str
    whose: str
    on: object
    value: Value | None = None
    refusal: str = ""
    counts: str = ""


def read(evidence, *, on, known_at=None):
    """What a piece of evidence that is a figure says on a day."""
    found = catalogue().get(evidence.figure)
    whose = evidence.agency.name if evidence.agency else EVERYBODY
    if found is None:
        return Reading(
            evidence.title, "", "", whose, on, refusal="The portal no longer has this figure."
        )
    words = (found.title, found.definition, found.denominator, whose, on)
    try:
        value = found.at(evidence.agency, on=on, known_at=known_at)
        return Reading(*words, value=value, counts=found.counts)
    except Refused as refusal:
        return Reading(*words, refusal=refusal.sentence)


def is_seen_by(user, evidence):
    """True if somebody who sees the action may also see what its figure says."""
    found = catalogue().get(evidence.figure)
    return found is not None and found.is_seen_by(user, evidence.agency_id)


def shown_to(user, frozen):
    """What a review kept of figures that were evidence, of those that somebody may see."""
    known = catalogue()
    return [
        row
        for row in frozen.get("evidence", ())
        if row["figure"] in known and known[row["figure"]].is_seen_by(user, row["agency"])
    ]


def of_plan(plan, *, on, known_at):
    """What each figure said that was evidence in a plan at a moment: (Evidence, Reading) in its order.

    A figure that several actions hold is counted once.
    """
    then = known_at or Now()
    stood = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=then)
    rows = (
        Evidence.objects.filter(stood, action__objective__theme__plan=plan, added_at__lte=then)
        .filter(kind=Evidence.Kind.FIGURE)
        .select_related("agency", "action__objective")
        .order_by(
            "action__objective__theme__position",
            "action__objective__position",
            "action__position",
            "pk",
        )
    )
    said = {}
    for row in rows:
        key = row.figure, row.agency_id
        said[key] = said.get(key) or read(row, on=on, known_at=known_at)
        yield row, said[key]
