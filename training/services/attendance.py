"""The register of a session: ticked in the room, closed, corrected. No tick is lost or counted twice."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.utils import timezone

from prevent_portal.errors import Refused
from prevent_portal.models import Person

from ..models import Booking, Completion, RegisterMark, Session, SessionMessage
from .bookings import hold, save
from .messages import promise

State = Booking.State


@dataclass
class Taken:
    """What became of the marks that came in."""

    new: int = 0
    known: int = 0
    added: tuple = ()

    @property
    def is_repeat(self):
        """True if all of it had come in before."""
        return self.known > 0 and self.new == 0


@transaction.atomic
def take(session, marks, *, by, on):
    """Take marks into a session's register, each once; return what became of them as Taken.

    Of two marks about one person the one made last holds, in whatever order they arrive. After the
    register is closed a mark corrects it. Raises Refused before the day, and for a cancelled session.
    """
    session = hold(session)
    _refuse_before_its_day(session, on)
    rows = session.bookings.select_related("person").order_by("pk")
    here = {booking.pk: booking for booking in rows}
    keys = [mark.key for mark in marks]
    known = set(RegisterMark.objects.filter(key__in=keys).values_list("key", flat=True))
    taken = Taken()
    for mark in marks:
        if mark.key in known:
            taken.known += 1
            continue
        known.add(mark.key)
        booking = _booking_of(session, mark, here, by)
        if booking is not None:
            taken.new += 1
            _write(session, booking, mark, by)
            if mark.booking is None:
                taken.added += (booking,)
    return taken


@transaction.atomic
def close_register(session, *, by, on):
    """Close the register: who was there has completed the course, who was not did not come.

    Raises Refused before the day, and if it is closed or cancelled.
    """
    session = hold(session)
    _refuse_before_its_day(session, on)
    if session.is_held:
        raise Refused(session, "This register is closed already. Nothing was changed.")
    session.move_to(Session.State.HELD)
    session.closed_at = timezone.now()
    save(session, by)
    for booking in session.bookings.select_related("person").order_by("pk"):
        booking.session = session
        if booking.state == State.WAITING:
            booking.move_to(State.CANCELLED)
            save(booking, by)
        elif booking.state == State.BOOKED:
            _settle(booking, by)
    return session


@transaction.atomic
def say_who(booking, *, number, by):
    """Say which person of the agency a guest is: a completion then stands in the register of training.

    Raises Refused for a number that nobody has, and for somebody who is on the session already.
    """
    session = hold(booking.session)
    person = Person.objects.filter(agency=session.agency_id, number=number.strip()).first()
    if person is None:
        raise Refused(session, "Nobody of the agency has this staff number.", field="number")
    booking = Booking.objects.select_for_update(of=("self",)).get(pk=booking.pk)
    booking.session = session
    if booking.person_id is not None:
        raise Refused(session, "It is known already who this is.")
    if session.bookings.filter(person=person).exclude(state=State.CANCELLED).exists():
        raise Refused(session, f"{person.name} is on this session already.", field="number")
    booking.person = person
    if booking.state == State.ATTENDED:
        booking.completion = _completed(booking)
    return save(booking, by)


@transaction.atomic
def count_again(of_import, *, by):
    """Write down who attended a session, where an extract that is now undone had made it needless."""
    brought = Completion.objects.filter(
        by_import=of_import,
        withdrawn_by_import=of_import,
        person=OuterRef("person"),
        course=OuterRef("session__course"),
        on=OuterRef("session__starts_at__date"),
    )
    attended = Booking.objects.filter(
        Exists(brought), state=State.ATTENDED, completion__isnull=True, person__isnull=False
    )
    rows = attended.select_for_update(of=("self",)).select_related("person", "session__course")
    for booking in rows.order_by("pk"):
        booking.completion = _completed(booking)
        save(booking, by)


def _refuse_before_its_day(session, on):
    if session.state == Session.State.CANCELLED:
        raise Refused(session, "This session is cancelled: it has no register.")
    if on < session.on:
        day = f"{session.on.day} {session.on:%B %Y}"
        raise Refused(session, f"This session is on {day}: its register opens on that day.")


def _booking_of(session, mark, here, by):
    """The booking that a mark is about, made on the spot for somebody who is not on the list."""
    booking = here.get(mark.booking)
    if booking is not None and booking.state != State.CANCELLED:
        return booking
    if booking is not None and mark.is_here:
        return _added(session, here, by, person=booking.person, name=booking.guest_name)
    if booking is not None or mark.booking is not None or not mark.words.strip():
        return None
    person = _who(session, mark.words)
    return _added(session, here, by, person=person, name=mark.words.strip(), agency=mark.agency)


def _who(session, words):
    """The one person of the agency with this staff number, or the one of this name; else nobody."""
    people = Person.objects.filter(agency=session.agency_id)
    for asked in ({"number": words.strip()}, {"name__iexact": words.strip()}):
        found = list(people.filter(**asked).order_by("pk")[:2])
        if len(found) == 1:
            return found[0]
    return None


def _added(session, here, by, *, person, name, agency=""):
    for booking in here.values():
        same = booking.person_id == person.pk if person else _is_guest(booking, name, agency)
        if same and booking.state != State.CANCELLED:
            return booking
    booking = Booking(session=session, person=person, was_added_there=True, by=by)
    if person is None:
        booking.guest_name, booking.guest_agency = name[:200], agency.strip()[:200]
    save(booking, by)
    here[booking.pk] = booking
    return booking


def _is_guest(booking, name, agency):
    """True for the guest of this name, unless both say where they are from and differ in it."""
    if booking.person_id is not None or booking.guest_name.casefold() != name.casefold():
        return False
    words = {booking.guest_agency.casefold(), agency.strip().casefold()} - {""}
    return len(words) < 2


def _write(session, booking, mark, by):
    """Keep the mark; let it hold unless a later one was made about the same person."""
    booking.session = session
    at = min(mark.at, timezone.now())
    RegisterMark.objects.create(
        session=session, booking=booking, key=mark.key, is_here=mark.is_here, at=at, by=by
    )
    if booking.here_at is not None and at < booking.here_at:
        return
    booking.is_here, booking.here_at = mark.is_here, at
    if booking.state == State.WAITING and mark.is_here:
        booking.move_to(State.BOOKED)
    if session.is_held and booking.state != State.WAITING:
        _settle(booking, by)
    else:
        save(booking, by)


def _settle(booking, by):
    """Let a booking, and the register of training, say whether somebody was there."""
    wanted = State.ATTENDED if booking.is_here else State.NO_SHOW
    if booking.state != wanted:
        booking.move_to(wanted)
        if booking.is_here:
            booking.completion = _completed(booking)
            promise(booking, SessionMessage.Kind.AFTERWARDS)
        else:
            _withdraw(booking)
    save(booking, by)


def _completed(booking):
    """The completion that this attendance adds; None for a guest, and where it was known already."""
    if booking.person_id is None:
        return None
    # what somebody said themselves does not count, and stands in nobody's way
    shown = Completion.objects.exclude(route=Completion.Route.DECLARED)
    completion, is_new = shown.get_or_create(
        person=booking.person,
        course=booking.session.course,
        on=booking.session.on,
        withdrawn_at=None,
        defaults={"route": Completion.Route.REGISTER},
    )
    return completion if is_new else None


def _withdraw(booking):
    if booking.completion_id is not None:
        rows = Completion.objects.filter(pk=booking.completion_id, withdrawn_at__isnull=True)
        rows.update(withdrawn_at=Now())
        booking.completion = None
