"""Places on sessions: booked, waited for, given up; whoever waits longest moves up by themselves."""

from django.db import transaction

from prevent_portal.errors import Refused
from prevent_portal.models import Person
from prevent_portal.roles import Role

from ..models import Booking, Session, SessionMessage
from .messages import promise

State, Kind = Booking.State, SessionMessage.Kind


def people_open_to(user):
    """The people whom somebody may book: their own agency's, and everybody for the Prevent lead."""
    people = Person.objects.select_related("agency")
    return people if user.has_role(Role.PREVENT_LEAD) else people.filter(agency=user.agency_id)


@transaction.atomic
def book(session, *, by, on, person=None, guest_name="", guest_agency="", guest_email=""):
    """Book a person, or a guest who is kept by name alone; on the waiting list once it is full.

    They are told by email which of the two it is.
    Raises Refused for a session that has been, for who is booked already, and for another agency's people.
    """
    session = hold(session)
    if not session.is_planned or session.on < on:
        raise Refused(session, "This session has been or is cancelled: nobody can be booked on it.")
    if person is None and session.agency_id != by.agency_id and not by.has_role(Role.PREVENT_LEAD):
        raise Refused(session, "Guests are booked by the agency that runs the session.")
    if person is not None and not people_open_to(by).filter(pk=person.pk).exists():
        raise Refused(session, "Book people of your own agency.")
    _refuse_twice(session, person)
    booking = Booking(
        session=session,
        person=person,
        guest_name=guest_name.strip(),
        guest_agency=guest_agency.strip(),
        guest_email=guest_email,
        by=by,
    )
    booking.state = State.BOOKED if has_room(session) else State.WAITING
    save(booking, by)
    promise(booking, Kind.INVITATION if booking.state == State.BOOKED else Kind.WAITING)
    return booking


@transaction.atomic
def cancel_booking(booking, *, by):
    """Give a place up: the next on the waiting list moves up, and both are told."""
    session = hold(booking.session)
    booking = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    booking.session = session
    booking.move_to(State.CANCELLED)
    save(booking, by)
    promise(booking, Kind.CANCELLATION)
    move_up(session, by=by)
    return booking


def move_up(session, *, by):
    """Give free places to those who have waited longest."""
    free = session.capacity - taken(session)
    if not session.is_planned or free <= 0:
        return
    for booking in session.bookings.in_line().select_related("person")[:free]:
        booking.session = session
        booking.move_to(State.BOOKED)
        save(booking, by)
        promise(booking, Kind.INVITATION)


def taken(session):
    """How many places are taken."""
    return session.bookings.filter(state=State.BOOKED).count()


def has_room(session):
    """True if a place is free and nobody waits for it."""
    return taken(session) < session.capacity and not session.bookings.in_line().exists()


def hold(session):
    """Lock a session and return it as it stands."""
    rows = Session.objects.select_for_update(of=("self",)).select_related("course", "agency")
    return rows.get(pk=session.pk)


def save(thing, by):
    """Save a row with who changed it."""
    thing._history_user = by
    thing.save()
    return thing


def _refuse_twice(session, person):
    if person is None:
        return
    known = session.bookings.filter(person=person).exclude(state=State.CANCELLED).first()
    if known:
        raise Refused(
            session,
            f"{person.name} is on this session already: {known.get_state_display().lower()}.",
        )
