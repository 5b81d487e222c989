"""Risks: kept, scored again, and taken to a board."""

from django.db import transaction
from django.utils import timezone

from prevent_portal import services
from prevent_portal.errors import Refused

from ..models import Risk, RiskScale, RiskScore

NO_SCALE = "No scale of risk is in use on that day. Add one to the scales first."


@transaction.atomic
def save_risk(risk, *, by, version=None, likelihood=None, impact=None, why="", **values):
    """Keep a risk; a new one is scored at once.

    Raises ChangedMeanwhile, or Refused where the scale has no such likelihood or impact.
    """
    is_new = not risk.pk
    risk = services.keep_record(risk, by=by, version=version, **values)
    if is_new:
        today = timezone.localdate()
        rescore_risk(risk, by=by, on=today, likelihood=likelihood, impact=impact, why=why)
        risk.refresh_from_db()
    return risk


@transaction.atomic
def rescore_risk(risk, *, by, on, likelihood, impact, why):
    """Judge a risk anew on the scale of the day; the scores before stay as they were.

    Raises Refused if it is closed, or a later day has been scored already.
    """
    risk = _held(risk)
    last = risk.current
    if last and on < last.on:
        raise Refused(
            risk, f"It has been scored for {last.on.day} {last.on:%B %Y}, a later day.", field="on"
        )
    scale = RiskScale.in_force(on)
    if scale is None:
        raise Refused(risk, NO_SCALE, field="on")
    if not (1 <= likelihood <= len(scale.likelihood) and 1 <= impact <= len(scale.impact)):
        raise Refused(risk, f"The scale of that day, {scale}, has no such step.")
    score = likelihood * impact
    risk.current = RiskScore.objects.create(
        risk=risk,
        scale=scale,
        previous=last,
        on=on,
        likelihood=likelihood,
        impact=impact,
        score=score,
        level=scale.level_of(score)[0],
        is_high=score >= scale.high_from,
        why=why.strip(),
        by=by,
    )
    risk._history_user = by
    risk.save()
    return risk.current


@transaction.atomic
def escalate_risk(risk, *, by, on, body, reason):
    """Take a risk to a board or group, with the reason; taking it elsewhere later is a new reason."""
    risk = _held(risk)
    risk.escalated_to, risk.escalated_on, risk.escalated_because = body, on, reason.strip()
    risk._history_user = by
    risk.save()
    return risk


def _held(risk):
    risk = Risk.objects.select_for_update(of=("self",)).select_related("current").get(pk=risk.pk)
    if not risk.is_open:
        raise Refused(risk, "It is closed. Open it again first.")
    return risk
