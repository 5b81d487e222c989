"""What premises puts on somebody's home page: bookings to check, decide, sign, answer and hear."""

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat, LPad
from django.urls import reverse

from prevent_portal.home import Kind

from .models import Booking
from .states import State

_REFERENCE = Concat(Value("Booking "), LPad(Cast("pk", CharField()), 5, Value("0")))
#: What is to be done where a booking stands: the words, the page of it, and the permission.
_TO_DO = (
    (State.ESCALATED, "Answer about {}", "advise_booking", "premises.advise_booking"),
    (State.SIGN_OFF, "Sign or send back: {}", "sign_booking", "premises.sign_booking"),
    (State.APPEALED, "Decide the appeal: {}", "hear_appeal", "premises.hear_appeal"),
    (State.ASKED, "Begin to check {}", "booking_detail", "premises.check_booking"),
    (State.CHECKING, "Decide {}", "booking_detail", "premises.check_booking"),
)


def kinds(user, on):
    """The bookings that wait for somebody, each with the day it is to be decided by; no names."""
    return [_kind(user, *about) for about in _TO_DO if user.has_perm(about[3])]


def _kind(user, state, says, page, permission):
    return Kind(
        Booking.objects.visible_to(user).undecided().filter(state=state),
        lambda key: reverse(f"premises:{page}", args=[key]),
        _REFERENCE,
        ("decide_by_on",),
        says=says,
        about="premises__name",
        due_on="decide_by_on",
    )
