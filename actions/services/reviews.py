"""Reviews of a plan by a body: the plan frozen as it stood, the body's words, the signing."""

import hashlib
import json

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from prevent_portal.errors import Refused
from prevent_portal.services import close_record, keep_record

from .. import figures, live_figures
from ..models import Action, Plan, PlanReview

SIGNED = "This review is signed off. It stays as it was signed."


@transaction.atomic
def keep_review(review, *, by, version=None, today=None, **values):
    """Record a body's look at a plan, freezing the plan as on the day; or change an unsigned one.

    Raises Refused for a day after `today`, for another body's meeting, and once it is signed off.
    """
    if review.pk:
        _hold(review)
    plan, on = values["plan"], values["on"]
    if on > (today or timezone.localdate()):
        raise Refused(review, "Nobody has seen the plan of a day to come.", field="on")
    meeting = values.get("meeting")
    if meeting is not None and meeting.body_id != values["body"].pk:
        raise Refused(
            review, "Select a meeting of the board or group that looked at it.", field="meeting"
        )
    review.known_at = review.known_at or _now(plan)
    review.frozen = freeze(plan, on=on, known_at=review.known_at)
    review.sha256 = digest(review.frozen)
    return keep_record(review, by=by, version=version, **values)


@transaction.atomic
def sign_review(review, *, by):
    """Sign a review off: from then on nothing in it changes."""
    review = _hold(review)
    if not review.conclusion:
        raise Refused(review, "Say what the body concluded before you sign it off.")
    if not review.is_open:
        raise Refused(review, "This review is closed.")
    review.signed_by, review.signed_at = by, timezone.now()
    review._history_user = by
    review.save()
    return review


@transaction.atomic
def close_review(review, *, by, on, reason):
    """Close a review that was begun and not signed off."""
    _hold(review)
    return close_record(review, by=by, on=on, reason=reason)


def freeze(plan, *, on, known_at):
    """Where each action of a plan stood on a day, and how many stood how, as plain values."""
    found = figures.positions(plan, on=on, known_at=known_at)
    actions = (
        Action.objects.filter(pk__in=list(found))
        .select_related("objective__theme", "lead")
        .order_by("objective__theme__position", "objective__position", "position")
    )
    statuses = [found[action.pk].status for action in actions]
    return {
        "counts": [[s.label, statuses.count(s), s.value] for s in Action.Status if s in statuses],
        "figures": [
            [figures.TABLE[name][0], value.count, value.out_of, figures.TABLE[name][2]]
            for name, value in figures.read(found).items()
        ],
        "actions": [_row(action, found[action.pk]) for action in actions],
        "evidence": [
            _evidence(row, said)
            for row, said in live_figures.of_plan(plan, on=on, known_at=known_at)
        ],
    }


def _evidence(row, said):
    """What a figure that an action holds as evidence said on the day."""
    value = said.value
    return {
        "ref": row.action.objective.ref,
        "text": row.action.text,
        "figure": row.figure,
        "agency": row.agency_id,
        "title": said.title,
        "whose": said.whose,
        "definition": said.definition,
        "denominator": said.denominator,
        "count": value.count if value else None,
        "out_of": value.out_of if value else None,
        "percent": value.percent if value else None,
        "refusal": said.refusal,
    }


def _now(plan):
    """This moment by the clock that writes down when things were recorded."""
    return Plan.objects.filter(pk=plan.pk).values_list(Now(), flat=True).get()


def _row(action, position):
    lead = action.lead or "; ".join(action.leads or action.objective.leads)
    return {
        "action": action.pk,
        "ref": action.objective.ref,
        "position": action.position,
        "theme": str(action.objective.theme),
        "objective": action.objective.text,
        "text": action.text,
        "lead": str(lead),
        "status": position.status,
        "status_words": Action.Status(position.status).label,
        "rag": position.rag,
        "rag_words": Action.Rag(position.rag).label if position.rag else "",
        "due_on": position.due_on.isoformat() if position.due_on else None,
        "due_words": position.due_words,
        "is_late": position.is_late,
        "updated_on": position.updated_on.isoformat() if position.updated_on else None,
        "words": position.words,
    }


def digest(frozen):
    """SHA-256 of what was frozen, written one way: sorted keys, no spaces."""
    written = json.dumps(frozen, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()


def is_whole(review):
    """True if what was frozen is still what its hash was taken of."""
    return digest(review.frozen) == review.sha256


def _hold(review):
    held = PlanReview.objects.select_for_update(of=("self",)).get(pk=review.pk)
    if held.is_signed:
        raise Refused(held, SIGNED)
    return held
