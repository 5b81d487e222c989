"""Bookings: a list without names, and a page that reads like advice."""

from django.db.models import F

from prevent_portal.registers import Attention, Column, Step, declare

from .. import advice
from ..forms.bookings import BookingForm
from ..kept import COUNTED
from ..models import Booking
from ..services import bookings
from .measured import measures_of
from .places import GROUP


def _steps(booking, user, on):
    if booking.is_in_hand and user.has_perm("premises.check_booking", booking):
        yield Step("Record a check", _url("record_check", booking), True)
        yield Step("Say how much risk there is", _url("assess_booking", booking))
    for words, page, permission, states in _STEPS:
        if booking.state in states and user.has_perm(permission, booking):
            is_first = booking.state in ("escalated", "sign_off", "appealed")
            yield Step(words, _url(page, booking), is_first)


_STEPS = (
    ("Decide", "decide_booking", "premises.decide_booking", ("checking",)),
    ("Ask the Prevent lead", "escalate_booking", "premises.check_booking", ("asked", "checking")),
    ("Answer", "advise_booking", "premises.advise_booking", ("escalated",)),
    ("Sign, or send back", "sign_booking", "premises.sign_booking", ("sign_off",)),
    ("Write down an appeal", "appeal_booking", "premises.check_booking", ("refused", "conditions")),
    ("Decide the appeal", "hear_appeal", "premises.hear_appeal", ("appealed",)),
    ("Check again", "open_booking", "premises.decide_booking", ("approved", "conditions")),
)


def _url(page, booking):
    return BOOKINGS.url(page, booking.pk)


BOOKINGS = declare(
    Booking,
    noun="booking",
    plural="Bookings",
    group=GROUP,
    part="Bookings",
    address="bookings",
    intro="Requests to use a venue. The list names nobody: who asks, and what was found, stands on each one's page.",
    empty="Nobody has asked for a venue yet.",
    columns=(
        Column("Booking", "reference", sort="pk"),
        Column("Venue", "premises.name", sort="premises__name"),
        Column("Event", "event_on", kind="day", sort="event_on"),
        Column(
            "Where it stands", "get_state_display", kind="status", code="state_code", sort="state"
        ),
        Column("Risk", "get_risk_display", kind="status", code="risk_code", sort="risk"),
        Column("To be decided by", "due_on", kind="due", sort="decide_by_on"),
    ),
    facts=advice.FACTS,
    form=BookingForm,
    measures=measures_of("booking_list"),
    search=("premises__name",),
    filters=("premises", "state", "risk", "route"),
    when=(
        ("undecided", "To be decided", lambda rows, on: rows.undecided()),
        ("late", "Late", lambda rows, on: rows.late(on=on)),
        ("coming", "Events to come", lambda rows, on: rows.filter(event_on__gte=on)),
        ("past", "Past events", lambda rows, on: rows.filter(event_on__lt=on)),
    ),
    order=(F("due_on").asc(nulls_last=True), "-event_on"),
    attention=Attention("wait for a decision", lambda rows, on: rows.undecided()),
    rows=lambda rows, on: rows.with_due().select_related("premises__agency"),
    lead=advice.lead,
    parts=advice.parts,
    steps=lambda booking, user, on: list(_steps(booking, user, on)),
    area=COUNTED,
    save=bookings.keep_booking,
    close=bookings.withdraw,
    reopen=bookings.ask_again,
    closes="Withdraw",
    asks="Why is it withdrawn? Name nobody here.",
)
