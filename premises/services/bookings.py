"""Requests to book: taken in, changed, withdrawn, asked for again; each leaves an event."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from prevent_portal.errors import Refused
from prevent_portal.services import keep_record

from ..finding import keys_of_booking
from ..models import Booking, BookingEvent, Decision
from ..owing import decide_by, keep_until, rule_on
from ..states import UNDECIDED, Outcome, State

Kind = BookingEvent.Kind


def locked(booking):
    """The booking as it stands, held until the transaction ends."""
    rows = Booking.objects.select_for_update(of=("self",)).select_related("premises__agency")
    booking = rows.get(pk=booking.pk)
    if booking.blanked_on:
        raise Refused(
            booking, "The particulars of this booking have been removed: it stays as it is."
        )
    return booking


def record(booking, kind, *, by, on, words=""):
    """Write down what happened with a booking."""
    return BookingEvent.objects.create(booking=booking, kind=kind, by=by, on=on, words=words)


def is_refused(booking):
    """True if a decision to refuse it stands, also while it is appealed against or withdrawn."""
    if booking.pk is None:
        return False
    return booking.decisions.filter(
        standing=Decision.Standing.STANDS, outcome=Outcome.REFUSED
    ).exists()


def save(booking, by):
    """Save a booking with the keys it is found by and the day until which it is kept."""
    booking.keys = keys_of_booking(booking)
    is_kept_long = booking.state == State.WITHDRAWN and is_refused(booking)
    booking.keep_until = keep_until(
        booking.event_on,
        state=State.REFUSED if is_kept_long else booking.state,
        is_escalated=booking.escalated_on is not None,
        rule=rule_on(booking.received_on),
    )
    booking._history_user = by
    booking.save()
    return booking


@transaction.atomic
def take_in(booking, *, by, on, route=Booking.Route.STAFF, sent_as=None):
    """Take a request in; the same words sent twice by the public form are taken in once.

    Raises Refused for an event in the past, and for premises that cannot be hired.
    """
    if known := sent_as and _sent_before(sent_as):
        return known
    _refuse_what_cannot_be(booking, on)
    booking.received_on, booking.route, booking.sent_as = on, route, sent_as
    rule = rule_on(on)
    booking.decide_by_on = decide_by(booking.event_on, received_on=on, rule=rule)
    try:
        with transaction.atomic():
            save(booking, by)
    except IntegrityError:
        if sent_as and (known := _sent_before(sent_as)):
            return known
        raise
    record(booking, Kind.RECEIVED, by=by, on=on, words=booking.get_route_display())
    return booking


def _sent_before(sent_as):
    """A booking that the same words made and that waits; one that is decided lets them go for another."""
    decided = Booking.objects.filter(sent_as=sent_as).exclude(state__in=UNDECIDED)
    for booking in decided.select_for_update(of=("self",)).order_by("pk"):
        booking.sent_as = None
        booking.save()
    return Booking.objects.filter(sent_as=sent_as).first()


def keep_booking(booking, *, by, version=None, on, **values):
    """Take in a booking that staff write down, or keep what was changed in one that is in hand."""
    if booking.pk is None:
        for name, value in values.items():
            setattr(booking, name, value)
        return take_in(booking, by=by, on=on)
    return _change(booking, by=by, on=on, version=version, values=values)


@transaction.atomic
def _change(booking, *, by, on, version, values):
    standing = locked(booking)
    if not standing.is_in_hand:
        now = standing.get_state_display().lower()
        raise Refused(standing, f"This booking is {now}. Open it to be checked again first.")
    if values.get("event_on", standing.event_on) != standing.event_on:
        _refuse_the_past(standing, values["event_on"], on)
    booking = keep_record(standing, by=by, version=version, **values)
    asked_on = _asked_on(booking)
    booking.decide_by_on = decide_by(booking.event_on, received_on=asked_on, rule=rule_on(asked_on))
    save(booking, by)
    record(booking, Kind.CHANGED, by=by, on=on)
    return booking


def _asked_on(booking):
    """The day on which it was asked for last: the days to decide in are counted from there."""
    again = booking.bookingevents.filter(kind=Kind.ASKED_AGAIN).order_by("-pk").first()
    return again.on if again else booking.received_on


@transaction.atomic
def withdraw(booking, *, by, on, reason):
    """The hirer does not want it any more, or never answered. Nothing is removed before its time."""
    booking = locked(booking)
    booking.move_to(State.WITHDRAWN)
    booking.closed_on, booking.closed_because, booking.sent_as = on, reason, None
    _set_aside(booking, by, on)
    save(booking, by)
    record(booking, Kind.WITHDRAWN, by=by, on=on, words=reason)
    return booking


def _set_aside(booking, by, on):
    """What was decided of a booking stands no more, but for a refusal; what waits is not signed or heard any more."""
    rows = booking.decisions.filter(
        Q(standing=Decision.Standing.WAITING)
        | Q(standing=Decision.Standing.STANDS) & ~Q(outcome=Outcome.REFUSED)
    )
    for decision in rows.order_by("pk"):
        if decision.standing == Decision.Standing.STANDS:
            decision.ended_on = on
        decision.standing = Decision.Standing.OPENED
        decision._history_user = by
        decision.save()
    for appeal in booking.appeals.waiting().order_by("pk"):
        appeal.ended_on = on
        appeal._history_user = by
        appeal.save()


@transaction.atomic
def ask_again(booking, *, by):
    """A booking that was withdrawn is asked for again; its checks are made anew where need be.

    Raises Refused where a refusal stands, for an event in the past, and for premises that cannot be hired.
    """
    booking, on = locked(booking), timezone.localdate()
    booking.move_to(State.ASKED)
    if is_refused(booking):
        raise Refused(
            booking, "This booking was refused, and the refusal stands. Write down a new request."
        )
    _refuse_what_cannot_be(booking, on)
    booking.closed_on, booking.closed_because = None, ""
    booking.decide_by_on = decide_by(booking.event_on, received_on=on, rule=rule_on(on))
    save(booking, by)
    record(booking, Kind.ASKED_AGAIN, by=by, on=on)
    return booking


@transaction.atomic
def hold(booking, *, by, on, is_held, reason):
    """Keep a booking beyond its time, for a complaint or a claim, or let it go again; with the reason."""
    booking = locked(booking)
    if booking.is_held == is_held:
        raise Refused(booking, "It is so already. Nothing was changed.")
    booking.is_held = is_held
    save(booking, by)
    record(booking, Kind.HELD, by=by, on=on, words=reason)
    return booking


def _refuse_what_cannot_be(booking, on):
    _refuse_the_past(booking, booking.event_on, on)
    if not (booking.premises.is_open and booking.premises.is_hireable):
        raise Refused(booking, f"{booking.premises} cannot be hired.", field="premises")


def _refuse_the_past(booking, day, on):
    if day < on:
        raise Refused(
            booking, "The day of the event is in the past. Enter a day to come.", field="event_on"
        )
