"""Decisions on bookings: taken, signed by a senior manager, opened again, appealed. A person decides each."""

import datetime

from django.db import transaction

from prevent_portal.errors import Refused
from prevent_portal.roles import Role

from ..models import Appeal, Decision
from ..owing import missing, rule_on, unsaid, why_signed
from ..states import State
from .bookings import Kind, locked, record, save

_MOST_WORDS = 500
#: Those who sign decisions, and so hear an appeal alone where a signature is asked for.
_SIGNS = (Role.EXECUTIVE, Role.PREVENT_LEAD)


def _weighed(booking, outcome, about):
    """Refuse a decision without the words that it needs."""
    for name, sentence in unsaid(outcome, about).items():
        raise Refused(booking, sentence, field=name)


@transaction.atomic
def decide(booking, *, by, on, outcome, **about):
    """Decide a booking, or put the decision to a senior manager where a rule asks for that.

    Raises Refused while a check, a name or the risk is open, and without the words that it needs.
    """
    booking = locked(booking)
    if booking.state != State.CHECKING:
        now = booking.get_state_display().lower()
        raise Refused(booking, f"This booking is {now}: it cannot be decided now.")
    _weighed(booking, outcome, about)
    if sentences := missing(booking, on=on).sentences:
        raise Refused(booking, " ".join(["It cannot be decided yet.", *sentences]))
    rules = why_signed(booking, outcome)
    decision = Decision(
        booking=booking, outcome=outcome, on=on, needs_sign_off=bool(rules), **about
    )
    decision.sign_off_because = "; ".join(rules)[:_MOST_WORDS]
    decision.standing = Decision.Standing.WAITING if rules else Decision.Standing.STANDS
    decision.by = decision._history_user = by
    decision.save()
    booking.move_to(State.SIGN_OFF if rules else State(outcome))
    save(booking, by)
    words = decision.came_to
    if rules:
        words += f", to be signed: {decision.sign_off_because}"
    record(booking, Kind.DECIDED, by=by, on=on, words=words)
    return decision


@transaction.atomic
def sign(booking, *, by, on, is_agreed, words=""):
    """Sign the decision that waits, or send it back with the reason. Raises Refused to who took it."""
    booking = locked(booking)
    decision = booking.decisions.filter(standing=Decision.Standing.WAITING).order_by("-pk").first()
    if booking.state != State.SIGN_OFF or decision is None:
        raise Refused(booking, "No decision of this booking waits to be signed.")
    if decision.by_id == by.pk:
        raise Refused(booking, "Somebody other than who decided signs it.")
    if not is_agreed and not words.strip():
        raise Refused(booking, "Say why it is sent back.", field="words")
    decision.signed_words = words
    if is_agreed:
        decision.standing = Decision.Standing.STANDS
        decision.signed_by, decision.signed_on = by, on
        booking.move_to(State(decision.outcome))
    else:
        decision.standing = Decision.Standing.RETURNED
        booking.move_to(State.CHECKING)
    decision._history_user = by
    decision.save()
    save(booking, by)
    record(booking, Kind.SIGNED if is_agreed else Kind.RETURNED, by=by, on=on, words=words)
    return decision


@transaction.atomic
def open_again(booking, *, by, on, reason):
    """New facts: a booking that was approved is checked again before its day."""
    booking = locked(booking)
    booking.move_to(State.CHECKING)
    _set_aside(booking, by, on)
    save(booking, by)
    record(booking, Kind.OPENED, by=by, on=on, words=reason)
    return booking


def _set_aside(booking, by, on):
    for decision in booking.decisions.filter(standing=Decision.Standing.STANDS).order_by("pk"):
        decision.standing, decision.ended_on = Decision.Standing.OPENED, on
        decision._history_user = by
        decision.save()


def last_day_to_appeal(booking):
    """The last day on which the hirer may appeal against the decision that stands; None without one."""
    decision = booking.decisions.filter(standing=Decision.Standing.STANDS).order_by("-pk").first()
    if decision is None:
        return None
    rule = rule_on(booking.received_on)
    return (decision.signed_on or decision.on) + datetime.timedelta(rule.appeal_days)


@transaction.atomic
def appeal(booking, *, by, on, received_on, grounds, is_late_allowed=False):
    """Write down the hirer's appeal. Raises Refused after its last day, unless that is allowed in words."""
    booking = locked(booking)
    last = last_day_to_appeal(booking)
    if last is not None and received_on > last and not is_late_allowed:
        raise Refused(
            booking,
            f"The last day to appeal was {last.day} {last:%B %Y}. Tick the box to take it in all the same.",
            field="is_late_allowed",
        )
    booking.move_to(State.APPEALED)
    save(booking, by)
    made = Appeal(booking=booking, received_on=received_on, grounds=grounds)
    made.by = made._history_user = by
    made.save()
    record(booking, Kind.APPEALED, by=by, on=on, words=grounds)
    return made


@transaction.atomic
def hear(booking, *, by, on, outcome, words, **about):
    """Decide an appeal: somebody who neither took nor signed the decision. What is decided stands."""
    booking = locked(booking)
    made = booking.appeals.waiting().order_by("-pk").first()
    if booking.state != State.APPEALED or made is None:
        raise Refused(booking, "No appeal waits for an answer.")
    standing = booking.decisions.filter(standing=Decision.Standing.STANDS).order_by("-pk").first()
    if standing is not None and by.pk in (standing.by_id, standing.signed_by_id):
        raise Refused(
            booking, "Somebody who neither took nor signed the decision hears the appeal."
        )
    _weighed(booking, outcome, {"reason": words} | about)
    if why_signed(booking, outcome) and not by.has_role(*_SIGNS):
        raise Refused(
            booking,
            "A rule asks for a senior manager's signature under this decision: a senior manager or the"
            " Prevent lead decides the appeal.",
        )
    _set_aside(booking, by, on)
    decision = Decision(
        booking=booking,
        outcome=outcome,
        on=on,
        reason=words,
        standing=Decision.Standing.STANDS,
        **about,
    )
    decision.by = decision._history_user = by
    decision.save()
    made.outcome, made.heard_by, made.heard_on, made.words = outcome, by, on, words
    made._history_user = by
    made.save()
    booking.move_to(State(outcome))
    save(booking, by)
    record(booking, Kind.HEARD, by=by, on=on, words=made.came_to)
    return made
