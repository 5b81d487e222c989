"""What is found about a booking before it is decided: checks, names looked at, risk, and the Prevent lead's answer."""

from django.db import transaction

from prevent_portal.errors import Refused

from ..models import Check, NameSeen
from ..states import Level, State
from .bookings import Kind, locked, record, save


def _in_hand(booking):
    booking = locked(booking)
    if not booking.is_in_hand:
        now = booking.get_state_display().lower()
        raise Refused(booking, f"This booking is {now}: nothing is checked any more.")
    if booking.state == State.ASKED:
        booking.move_to(State.CHECKING)
    return booking


@transaction.atomic
def record_check(booking, *, by, on, kind, result, found, of="", link="", made_on=None):
    """Write down one check: of whom, what was found, and where. Raises Refused without words on a concern."""
    booking = _in_hand(booking)
    if result != Check.Result.NOTHING and not found.strip():
        raise Refused(booking, "Say what was found, or why it could not be.", field="found")
    save(booking, by)
    check = Check(
        booking=booking, kind=kind, of=of, on=made_on or on, result=result, found=found, link=link
    )
    check.by = check._history_user = by
    check.save()
    said = f"{kind}: {check.get_result_display().lower()}"
    record(booking, Kind.CHECKED, by=by, on=on, words=said)
    return check


@transaction.atomic
def look_at_name(booking, *, by, on, verdict, words, entry=None, earlier=None):
    """Say whose a proposed name is: a person's finding, which replaces an earlier one."""
    booking = _in_hand(booking)
    if verdict != NameSeen.Verdict.OTHER and not words.strip():
        raise Refused(booking, "Say how it is known.", field="words")
    save(booking, by)
    seen = NameSeen.objects.filter(booking=booking, entry=entry, earlier=earlier).first()
    seen = seen or NameSeen(booking=booking, entry=entry, earlier=earlier)
    seen.verdict, seen.words = verdict, words
    seen.by = seen._history_user = by
    seen.save()
    of = entry or earlier
    record(
        booking, Kind.LOOKED_AT, by=by, on=on, words=f"{of}: {seen.get_verdict_display().lower()}"
    )
    return seen


@transaction.atomic
def assess(booking, *, by, on, risk, because):
    """Say how much risk a booking holds, and why."""
    if risk == Level.UNKNOWN or not because.strip():
        raise Refused(booking, "Say how much risk there is, and why.", field="because")
    booking = _in_hand(booking)
    booking.risk, booking.risk_because = risk, because
    save(booking, by)
    record(
        booking, Kind.ASSESSED, by=by, on=on, words=f"{booking.get_risk_display()} risk: {because}"
    )
    return booking


@transaction.atomic
def escalate(booking, *, by, on, words):
    """Ask the Prevent lead, who also speaks with the police; it stands still until they have answered."""
    booking = locked(booking)
    booking.move_to(State.ESCALATED)
    booking.escalated_on = on
    save(booking, by)
    record(booking, Kind.ESCALATED, by=by, on=on, words=words)
    return booking


@transaction.atomic
def advise(booking, *, by, on, words, police_told_on=None):
    """The Prevent lead's answer: the booking goes back to be checked and decided by its own people."""
    booking = locked(booking)
    if booking.state != State.ESCALATED:
        raise Refused(booking, "Nobody asks the Prevent lead about this booking now.")
    booking.move_to(State.CHECKING)
    save(booking, by)
    if police_told_on:
        words += f"\nThe police were told on {police_told_on.day} {police_told_on:%B %Y}."
    record(booking, Kind.ADVISED, by=by, on=on, words=words)
    return booking
