"""The page of a booking, which reads like advice: what was asked, what was found, what others led to, what is open."""

from prevent_portal.clock import clock
from prevent_portal.home import Panel
from prevent_portal.registers import Column

from . import finding, owing
from .services.decisions import last_day_to_appeal
from .states import Outcome, State


def _times(booking):
    times = [clock(each) for each in (booking.starts_at, booking.ends_at) if each]
    return " to ".join(times)


#: What was asked for.
FACTS = (
    Column("Venue", "premises", kind="record"),
    Column("Day of the event", "event_on", kind="day"),
    Column("Time", _times),
    Column("Event", "title"),
    Column("About", "theme"),
    Column("Programme", "agenda", kind="words"),
    Column("Said, shown or handed out", "content", kind="words"),
    Column("Speakers and performers", "speakers", kind="list"),
    Column("Who is expected", "audience"),
    Column("How it is made known", "publicity", kind="words"),
    Column("Who may come", "get_entry_display"),
    Column("Who books", "hirer_name"),
    Column("Other names", "other_names"),
    Column("Organisation", "organisation"),
    Column("On whose behalf", "on_behalf_of"),
    Column("Address", "hirer_address", kind="words"),
    Column("Telephone", "hirer_phone"),
    Column("Email address", "hirer_email"),
    Column("Websites and pages", "websites", kind="list"),
    Column("Equality policy", "get_equality_display"),
    Column("Came in", lambda booking: booking.get_route_display()),
    Column("Received on", "received_on", kind="day"),
    Column("Particulars kept until", "keep_until", kind="day"),
)


def lead(booking, user, on):
    """Where it stands, what is missing, and what somebody may do next."""
    missing = owing.missing(booking, on=on) if booking.is_in_hand else owing.Missing()
    events = booking.bookingevents
    asked = events.filter(kind__in=("escalated", "advised")).select_related("by").order_by("-pk")
    return [
        Panel(
            "premises/booking_lead.html",
            {
                "booking": booking,
                "missing": missing.sentences,
                "asked": list(asked[:4]) if booking.escalated_on else [],
                "waiting": booking.decisions.filter(standing="waiting")
                .select_related("by")
                .order_by("-pk")
                .first()
                if booking.state == State.SIGN_OFF
                else None,
            },
        )
    ]


def parts(booking, user, on):
    """What was found and decided, in the order in which whoever decides reads it."""
    may_check = booking.is_in_hand and user.has_perm("premises.check_booking", booking)
    context = {
        "booking": booking,
        "may_check": may_check,
        "may_write": not booking.blanked_on and user.has_perm("premises.check_booking", booking),
        "may_hold": not booking.blanked_on and user.has_perm("premises.hold_booking", booking),
        "checks": booking.checks.select_related("kind", "by"),
        "names": finding.proposed_names(booking, on=on),
        "similar": finding.similar_bookings(booking, user=user),
        "decisions": booking.decisions.select_related("by", "signed_by"),
        "appeals": booking.appeals.select_related("heard_by"),
        "appeal_until": _appeal_until(booking),
        "letters": booking.letters.select_related("by"),
        "events": booking.bookingevents.select_related("by"),
    }
    return [Panel("premises/booking_parts.html", context)]


def _appeal_until(booking):
    if State(booking.state) not in (State.REFUSED, State.CONDITIONS):
        return None
    return last_day_to_appeal(booking)


#: What each outcome comes to, for whoever chooses it.
_COMES_TO = {
    Outcome.APPROVED: "The hirer is told that they may come.",
    Outcome.CONDITIONS: "The hirer is told what they have to do first. They may appeal.",
    Outcome.REFUSED: "Say how lawful speech, equality and proportion were weighed. The hirer may appeal.",
}


def hints(booking):
    """What each outcome comes to, and who has to sign it."""
    found = {}
    for outcome, words in _COMES_TO.items():
        rules = owing.why_signed(booking, outcome)
        signed = f" A senior manager signs it first: {'; '.join(rules)}." if rules else ""
        found[outcome.value] = words + signed
    return found


def letter_kinds(booking):
    """The kinds of template that fit where a booking stands."""
    fitting = {
        State.APPROVED: ("approved", "appeal"),
        State.CONDITIONS: ("conditions", "appeal"),
        State.REFUSED: ("refused", "appeal"),
    }
    return fitting.get(State(booking.state), ("received", "questions"))
