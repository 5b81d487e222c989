"""What people on a session are told: promised with its reason, sent at most once."""

from django.db.models.functions import Now
from django.utils import timezone

from prevent_portal import outbox

from .. import emails
from ..models import Booking, SessionMessage
from .links import make_link

#: The work that is left for a worker.
TELL = "training.tell"
Kind, State = SessionMessage.Kind, SessionMessage.State

STOPPED = "The portal stopped while it was sending. It may have left, so it was not sent again."
OVERTAKEN = "Something newer has been promised, or there is nothing left to tell."
GAVE_UP = "The mail server did not take it after several tries. Check the person's email address."
_EXPECTED = (Booking.State.BOOKED, Booking.State.WAITING)


def promise(booking, kind):
    """Promise to tell somebody; nothing is promised twice, nor to who cannot be written to.

    What is over is told to nobody; the link for afterwards while it still opens.
    """
    session = booking.session
    last = session.links_end_at if kind == Kind.AFTERWARDS else session.starts_at
    if not booking.email or last <= timezone.now():
        return
    sequence = session.sequence + (kind == Kind.CANCELLATION)
    message, is_new = SessionMessage.objects.get_or_create(
        booking=booking, kind=kind, sequence=sequence
    )
    if is_new:
        outbox.put(TELL, message_id=message.pk)


def send(message_id):
    """Send one message, in steps that are each committed: before it leaves, and once it has left."""
    message = _hold(message_id)
    if message.state == State.SENDING:
        return _settle(message, State.FAILED, STOPPED)
    if message.state != State.WAITING:
        return None
    if _is_overtaken(message):
        return _settle(message, State.NEEDLESS, OVERTAKEN)
    has_calendar, address = _has_calendar(message), make_link(message.booking)
    message.state = State.SENDING
    message.save(update_fields=["state"])
    yield
    try:
        emails.tell(message, booking_url=address, has_calendar=has_calendar)
    except Exception:  # whatever a mail server may say: it has not left, and may be tried again
        message.state = State.WAITING
        message.save(update_fields=["state"])
        yield
        raise
    _settle(message, State.SENT, "")


def give_up(message_id):
    """Say of a message that it could not be sent."""
    message = _hold(message_id)
    if message.state in (State.WAITING, State.SENDING):
        _settle(message, State.FAILED, STOPPED if message.state == State.SENDING else GAVE_UP)


def _is_overtaken(message):
    booking, session = message.booking, message.booking.session
    if message.kind in (Kind.CANCELLATION, Kind.AFTERWARDS):
        return False
    expected = (Booking.State.WAITING,) if message.kind == Kind.WAITING else _EXPECTED
    return booking.state not in expected or message.sequence != session.sequence


def _has_calendar(message):
    """True if it changes a calendar: somebody on the waiting list has nothing in theirs."""
    if message.kind == Kind.AFTERWARDS:
        return False
    if message.kind == Kind.CANCELLATION:
        told = message.booking.messages.filter(kind__in=(Kind.INVITATION, Kind.UPDATE))
        had_a_place = told.filter(kind=Kind.INVITATION).exists()
        return had_a_place and told.exclude(state=State.NEEDLESS).exists()
    return message.booking.state == Booking.State.BOOKED


def _hold(message_id):
    rows = SessionMessage.objects.select_for_update(of=("self",))
    return rows.select_related("booking__session", "booking__person").get(pk=message_id)


def _settle(message, state, because):
    message.state, message.because, message.settled_at = state, because, Now()
    message.save(update_fields=["state", "because", "settled_at"])
