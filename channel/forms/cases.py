"""Notes, seats and conflicts of one case."""

import datetime

from dateutil.relativedelta import relativedelta
from django import forms
from django.conf import settings
from django.utils import timezone

from prevent_portal.forms import DateField, LongTextField, PortalForm
from prevent_portal.models import User

from ..models import Membership
from ..permissions import Seats


class NoteForm(PortalForm):
    """A note for the chronology."""

    on = DateField(label="Day it happened", thing="Day it happened", not_future=True)
    words = LongTextField(label="What happened")


class ConflictForm(PortalForm):
    """Why somebody has to stay out of a case."""

    words = LongTextField(
        label="What the conflict is",
        required=False,
        rows=3,
        help_text="Only those who may open the case can read this.",
    )


class SeatForm(PortalForm):
    """Who gets a seat at a case, as what, and until when."""

    user = forms.ModelChoiceField(User.objects.none(), label="Person")
    seat = forms.ChoiceField(
        label="Seat",
        choices=[
            (Seats.MEMBER, Seats.MEMBER.label),
            (Seats.INVITED, Seats.INVITED.label),
            (Seats.OBSERVER, Seats.OBSERVER.label),
        ],
    )
    until_on = DateField(
        label="Until",
        required=False,
        help_text="The last day for somebody invited, or for an observer. A panel member's seat ends "
        "with their membership, or when you end it.",
    )

    def __init__(self, *args, case, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.case = case
        people = User.objects.filter(is_active=True).exclude(pk=by.pk).select_related("agency")
        self.fields["user"].queryset = people
        self.fields["user"].label_from_instance = lambda user: f"{user.name}, {user.agency.name}"

    def clean(self):
        """A member must sit on the panel; the others need a last day that is not past."""
        super().clean()
        user, seat = self.cleaned_data.get("user"), self.cleaned_data.get("seat")
        until = self.cleaned_data.get("until_on")
        if user and seat == Seats.MEMBER:
            sits = Membership.objects.in_force().filter(
                panel=self.case.panel_id, user=user, seat=Seats.MEMBER
            )
            if not sits.exists():
                self.add_error(
                    "user", "This person is not a member of the panel. Invite them instead."
                )
        elif seat and until is None:
            self.add_error("until_on", "Enter the last day of this seat")
        elif until and until < timezone.localdate():
            self.add_error("until_on", "The last day must be today or later")
        elif until and until > timezone.localdate() + relativedelta(months=settings.SEAT_MONTHS):
            self.add_error("until_on", f"The last day must be within {settings.SEAT_MONTHS} months")

    def until(self):
        """The moment at which the seat ends: the end of its last day; None for a member."""
        day = self.cleaned_data.get("until_on")
        if self.cleaned_data["seat"] == Seats.MEMBER or day is None:
            return None
        return timezone.make_aware(
            datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time())
        )
