"""Ended cases are kept as long as the schedule says, reviewed, held, or destroyed by two people."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.apps import apps
from django.db import connection, transaction

from prevent_portal.errors import Refused
from prevent_portal.services import keep_record

from ..models import (
    CaseEvent,
    Destruction,
    LegalHold,
    PanelMeeting,
    RetentionReview,
    RetentionRule,
)
from .cases import locked, record
from .keys import note_destroyed

Decision = RetentionReview.Decision
#: Tables that hold nothing of a person of their own.
_UNCOUNTED = {"CaseKey", "CaseUserPermission", "MatchToken", "Seat", "Destruction", "Attendance"}


@dataclass(frozen=True)
class Ended:
    """An ended case as the schedule sees it: no name, and by when it is to be reviewed."""

    case_id: int
    reference: str
    kind: str
    ended_on: date
    due_on: date | None
    is_held: bool
    is_proposed: bool

    @property
    def kind_in_words(self):
        """The label of its kind."""
        return RetentionRule.Kind(self.kind).label

    @property
    def period_in_words(self):
        """Until when it is kept."""
        if self.due_on is None:
            return f"{self.kind_in_words}. The schedule sets no period for it."
        day = f"{self.due_on.day} {self.due_on:%B %Y}"
        return f"{self.kind_in_words}. It is kept until {day}."


@transaction.atomic
def keep_period(*, by, on, kind, from_on, **values):
    """Set how long a kind of record is kept, from a day on; the period until then ends. Raises Refused.

    It begins four weeks ahead at the earliest: others see it before anything is due by it.
    """
    first = on + RetentionRule.AHEAD
    if from_on < first:
        day = f"{first.day} {first:%B %Y}"
        raise Refused(
            None, f"A period is set four weeks ahead: begin on {day} or later.", field="from_on"
        )
    others = RetentionRule.objects.select_for_update(of=("self",)).filter(kind=kind)
    later = others.filter(from_on__gte=from_on).order_by("from_on").first()
    if later:
        day = f"{later.from_on.day} {later.from_on:%B %Y}"
        raise Refused(
            None, f"A period of this kind begins on {day}. Begin after that day.", field="from_on"
        )
    for before in others.filter(until_on=None):
        before.until_on = from_on
        before.save()
    return keep_record(RetentionRule(), by=by, kind=kind, from_on=from_on, **values)


def ended_cases(*, on):
    """Ended cases of which the person acted for runs any, the longest due first."""
    return _ended("TRUE", on)


def schedule_of(case, *, on):
    """A case as the schedule sees it; None while it is open, and once it is destroyed."""
    found = _ended("o.case_id = %s", on, case.pk)
    return found[0] if found else None


def _ended(condition, on, *more):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM channel_retention_open(%s) o WHERE {condition}"  # noqa: S608 - ours
            " ORDER BY due_on NULLS LAST, reference",
            [on, *more],
        )
        return [Ended(*row) for row in cursor.fetchall()]


@transaction.atomic
def review_retention(case, *, by, on, decision, ground, words, keep_until=None):
    """Decide of an ended case whether it is kept until a day, or is to be destroyed. Raises Refused.

    Destroying it needs somebody else who runs the case to confirm it.
    """
    case = locked(case, in_spite=True)
    ended = _refuse_unless_ended(case, on)
    if not words.strip():
        raise Refused(case, "Say why.", field="words")
    grounds = RetentionReview.DESTROYS if decision == Decision.DESTROY else RetentionReview.KEEPS
    if ground not in grounds:
        raise Refused(case, "Choose a reason that goes with the decision.", field="ground")
    if decision == Decision.KEEP and (keep_until is None or keep_until <= on):
        raise Refused(case, "Say until which later day it is kept.", field="keep_until")
    if decision == Decision.DESTROY:
        _refuse_to_destroy(case, ended, ground, on)
        keep_until = None
    review = RetentionReview.objects.create(
        case=case,
        decision=decision,
        ground=ground,
        words=words,
        on=on,
        by=by,
        keep_until=keep_until,
    )
    said = f"{review.get_decision_display()}: {review.get_ground_display()}."
    record(case, CaseEvent.Kind.DECIDED, by=by, on=on, words=said)
    return review


def ended_or_refused(case, *, on):
    """An ended case as the schedule sees it. Raises Refused while it is under way."""
    ended = schedule_of(case, on=on)
    if ended is None:
        raise Refused(case, "This case has not ended: there is nothing to review yet.")
    return ended


def _refuse_unless_ended(case, on):
    ended = ended_or_refused(case, on=on)
    if case.due_on:
        raise Refused(case, "A review after closing is still to come. Record it first.")
    return ended


def _refuse_to_destroy(case, ended, ground, on):
    if ended.is_held:
        raise Refused(case, "A legal hold stands on this case: nothing of it is destroyed.")
    if case.rights_requests.open().exists():  # Data Protection Act 2018, section 173
        raise Refused(case, "A request of the person is open: decide on it first.")
    if case.agenda_items.standing().filter(meeting__status__in=PanelMeeting.UNMINUTED).exists():
        raise Refused(
            case,
            "This case is on the agenda of a meeting. "
            "Take it off, or have the meeting minuted, first.",
        )
    if ground == RetentionReview.Ground.ERASURE and not case.rights_requests.erased().exists():
        raise Refused(case, "No request for erasure was granted on this case.", field="ground")
    is_over = ended.due_on is not None and ended.due_on <= on
    if ground not in RetentionReview.BEFORE_TIME and not is_over:
        raise Refused(case, "The period for which this case is kept is not over.", field="ground")


def proposal_of(case):
    """The decision to destroy the case that waits for somebody to confirm it; None where there is none."""
    newest = next(iter(case.retention_reviews.all()), None)
    if newest is None or newest.decision != Decision.DESTROY or _is_overtaken(case, newest):
        return None
    return newest


def _is_overtaken(case, review):
    """True if a hold was lifted since, or a request decided: whoever decided it did not know of that."""
    return (
        case.holds.filter(lifted_on__gt=review.on).exists()
        or case.rights_requests.filter(decided_on__gt=review.on).exists()
    )


def proposal_or_refused(case):
    """The decision that waits to be confirmed. Raises Refused where there is none."""
    review = proposal_of(case)
    if review is None:
        raise Refused(case, "Nobody has decided that this case is to be destroyed.")
    return review


@transaction.atomic
def confirm_destruction(case, *, by, on):
    """Destroy a case's key, and with it every copy of what it sealed; return the certificate. Raises Refused."""
    case = locked(case, in_spite=True)
    review = proposal_or_refused(case)
    ended = schedule_of(case, on=on)
    if ended is None or review.on < ended.ended_on:
        raise Refused(case, "Nobody has decided that this case is to be destroyed.")
    if review.by_id == by.pk:
        raise Refused(case, "You decided it: somebody else must confirm it.")
    _refuse_to_destroy(case, ended, review.ground, on)
    with connection.cursor() as cursor:
        cursor.execute("SELECT channel_destroy(%s, %s)", [case.pk, what_is_held(case)])
        (made,) = cursor.fetchone()
    certificate = Destruction.objects.get(pk=made)
    transaction.on_commit(partial(note_destroyed, certificate.key_name))
    return certificate


def what_is_held(case):
    """How many rows of each kind a case has, a kind to a line: numbers alone."""
    found = Counter()
    for model in apps.get_app_config("channel").get_models():
        is_of_case = any(field.name == "case" for field in model._meta.fields)
        is_history = hasattr(model, "history_id") or hasattr(model, "instance_type")
        if is_of_case and not is_history and model.__name__ not in _UNCOUNTED:
            found[str(model._meta.verbose_name)] = model.objects.filter(case=case.pk).count()
    return "\n".join(f"{words}: {n}" for words, n in sorted(found.items()) if n)


@transaction.atomic
def place_hold(case, *, by, on, why, words):
    """Stop the destruction of a case until somebody lifts it. Raises Refused."""
    case = locked(case, in_spite=True)
    if not words.strip():
        raise Refused(case, "Say more about it.", field="words")
    hold = LegalHold.objects.create(case=case, why=why, words=words, from_on=on, by=by)
    record(
        case, CaseEvent.Kind.DECIDED, by=by, on=on, words=f"Legal hold: {hold.get_why_display()}."
    )
    return hold


@transaction.atomic
def lift_hold(hold, *, by, on, because):
    """End a legal hold, with the reason. Raises Refused."""
    case = locked(hold.case, in_spite=True)
    hold = LegalHold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    hold.case = case
    if hold.lifted_on:
        raise Refused(case, "This hold was lifted already.")
    if not because.strip():
        raise Refused(case, "Say why it is lifted.", field="because")
    if on < hold.from_on:
        raise Refused(case, "It cannot be lifted before it began.", field="on")
    hold.lifted_on, hold.lifted_by, hold.lifted_because = on, by, because
    hold.save()
    record(case, CaseEvent.Kind.DECIDED, by=by, on=on, words="Legal hold lifted.")
    return hold


def sweep_old(*, on):
    """Remove referrals that were begun and never sent, and tokens of cases that ended long ago.

    How long each is kept says the schedule. Return how many there were of each.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT drafts, tokens FROM channel_sweep(%s)", [on])
        return cursor.fetchone()


def destroyed_cases(user):
    """The certificates of cases that were open to somebody."""
    return Destruction.objects.visible_to(user).select_related("proposed_by", "confirmed_by")
