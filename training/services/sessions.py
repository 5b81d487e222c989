"""Sessions: planned, changed, moved and cancelled, with everybody on them told."""

from django.db import transaction
from django.utils import timezone

from prevent_portal.errors import Refused
from prevent_portal.services import close_record, keep_record

from ..models import Booking, Session, SessionMessage
from . import bookings
from .bookings import hold, move_up, save
from .messages import promise

Kind = SessionMessage.Kind


@transaction.atomic
def keep_session(session, *, by, version=None, **values):
    """Plan a session, or change what it is about; a larger one takes people off the waiting list.

    Raises Refused for fewer places than are taken.
    """
    if session.pk:
        held = hold(session)
        taken = bookings.taken(held)
        if held.is_planned and values.get("capacity", taken) < taken:
            raise Refused(
                session, f"{taken} people are booked: cancel bookings first.", field="capacity"
            )
    keep_record(session, by=by, version=version, **values)
    move_up(session, by=by)
    return session


@transaction.atomic
def move_session(session, *, by, starts_at, minutes, place, link):
    """Move a planned session to another time or place and tell everybody on it.

    Raises Refused for a time that has gone by, and where nothing would change.
    """
    session = hold(session)
    if not session.is_planned:
        raise Refused(session, "Only a planned session can be moved.")
    if starts_at <= timezone.now():
        raise Refused(session, "It must be moved to a time to come.", field="starts_on")
    new = {"starts_at": starts_at, "minutes": minutes, "place": place, "link": link}
    if all(getattr(session, name) == value for name, value in new.items()):
        raise Refused(session, "Nothing has changed.")
    if starts_at != session.starts_at:
        session.moved_from = session.starts_at
    for name, value in new.items():
        setattr(session, name, value)
    session.sequence += 1
    save(session, by)
    for booking in _expected(session):
        promise(booking, Kind.UPDATE)
    return session


@transaction.atomic
def cancel_session(session, *, by, on, reason):
    """Cancel a planned session with a reason, and tell everybody on it."""
    session = hold(session)
    session.move_to(Session.State.CANCELLED)
    save(session, by)
    close_record(session, by=by, on=on, reason=reason)
    for booking in _expected(session):
        booking.move_to(Booking.State.CANCELLED)
        save(booking, by)
        promise(booking, Kind.CANCELLATION)
    return session


def _expected(session):
    rows = session.bookings.filter(state__in=(Booking.State.BOOKED, Booking.State.WAITING))
    found = list(rows.select_related("person"))
    for booking in found:
        booking.session = session
    return found
