"""Forms about messages: when to write to me, how chasing goes, which messages to list."""

from django import forms
from django.db.models import Q

from ..models import Notice
from .base import FilterForm, PortalForm
from .fields import DateField

DAYS = [
    (1, "Monday"),
    (2, "Tuesday"),
    (3, "Wednesday"),
    (4, "Thursday"),
    (5, "Friday"),
    (6, "Saturday"),
    (7, "Sunday"),
]
#: More than a year ahead, or behind, is no reminder.
MOST_DAYS = 366


class WritingDaysForm(PortalForm):
    """On which days of the week the portal may write."""

    days = forms.TypedMultipleChoiceField(
        label="Days of the week",
        choices=DAYS,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text="On each of these you get at most one message, and none if nothing is owed.",
        error_messages={"required": "Select at least one day"},
    )


class ChasingForm(PortalForm):
    """How long before, and how long after."""

    due_within_days = forms.IntegerField(
        label="Days before it is due that an action is announced",
        min_value=0,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    escalate_after_days = forms.IntegerField(
        label="Days late after which the manager is told",
        help_text="Where a lead has no manager here, the Prevent lead is told.",
        min_value=0,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )
    from_on = DateField(label="From which day", thing="The day", not_past=True)


class NoticeFilter(FilterForm):
    """Narrows the list of messages."""

    q = forms.CharField(label="Person", max_length=200)
    state = forms.ChoiceField(choices=[("", "Any state"), *Notice.State.choices])
    since = DateField(label="Since", thing="The day")

    def __init__(self, data, *, of_everybody):
        super().__init__(data)
        if not of_everybody:
            del self.fields["q"]
        self.full_clean()

    def narrow(self, notices):
        """Keep the messages that fit what was chosen; a choice that makes no sense keeps all."""
        chosen = self.cleaned_data
        if words := chosen.get("q"):
            notices = notices.filter(Q(to__name__icontains=words) | Q(to__email__icontains=words))
        if state := chosen.get("state"):
            notices = notices.filter(state=state)
        if since := chosen.get("since"):
            notices = notices.filter(on__gte=since)
        return notices
