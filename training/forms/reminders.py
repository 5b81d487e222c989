"""Forms about reminders: when they go out, who manages whom, and what somebody says they took."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from prevent_portal.forms import DateField, FilterForm, LongTextField, PortalForm, Radios
from prevent_portal.models import Agency

from ..models import Course, Reminder
from ..models.reminders import before

#: More than a year ahead, or behind, is no reminder.
MOST_DAYS = 366
_SMALL = {"class": "govuk-input--width-4"}


class _DaysField(forms.CharField):
    """Several numbers of days, with commas between them."""

    def to_python(self, value):
        """The numbers, or a sentence about what they must be."""
        words = [word.strip() for word in super().to_python(value).split(",") if word.strip()]
        if not all(word.isdecimal() and len(word) < 4 for word in words):
            raise forms.ValidationError("Enter days as numbers, like 30, 7")
        days = [int(word) for word in words]
        for day in days:
            MinValueValidator(1, "Each number of days must be 1 or more")(day)
            MaxValueValidator(MOST_DAYS, f"Each number of days must be {MOST_DAYS} or fewer")(day)
        return days

    def prepare_value(self, value):
        """The numbers as they are typed."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value


class ReminderRuleForm(PortalForm):
    """Whether an agency reminds its people, when, and where they take the training."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency")
    is_on = forms.TypedChoiceField(
        label="Reminders",
        choices=[("yes", "On"), ("no", "Off")],
        coerce=lambda value: value == "yes",
        widget=Radios(attrs={"class": "govuk-radios--small govuk-radios--inline"}),
    )
    days_before = _DaysField(
        label="Days before a deadline", help_text="With commas between them, like 30, 7"
    )
    first_after = forms.IntegerField(
        label="Days after a deadline, the first time",
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs=_SMALL),
    )
    then_every = forms.IntegerField(
        label="Then every so many days",
        min_value=1,
        max_value=MOST_DAYS,
        widget=forms.NumberInput(attrs=_SMALL),
    )
    where = LongTextField(label="Where people take the training", required=False, rows=3)
    link = forms.URLField(label="Link to the training", required=False, assume_scheme="https")
    from_on = DateField(label="From which day", thing="The day", not_past=True)

    def __init__(self, *args, agencies, now, today, **kwargs):
        initial = {"days_before": before(), "first_after": 7, "then_every": 30, "is_on": "no"}
        if now:
            initial = {name: getattr(now, name) for name in (*initial, "agency", "where", "link")}
            initial["is_on"] = "yes" if now.is_on else "no"
        super().__init__(*args, initial=initial | {"from_on": today}, **kwargs)
        self.fields["agency"].queryset = agencies


class ManagerForm(PortalForm):
    """Who manages whom, by staff numbers."""

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency")
    number = forms.CharField(label="Staff number of the person", max_length=40)
    manager_number = forms.CharField(
        label="Staff number of their manager",
        help_text="Leave it empty if nobody is their manager",
        max_length=40,
        required=False,
    )

    def __init__(self, *args, agencies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        if len(agencies) == 1:
            self.initial["agency"] = agencies[0]


class DeclareForm(PortalForm):
    """What somebody says they took, and when."""

    course = forms.ModelChoiceField(
        Course.objects.none(), label="Course", widget=Radios, empty_label=None
    )
    on = DateField(label="Day on which you finished it", thing="The day", not_future=True)

    def __init__(self, *args, courses, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses


class ReminderFilter(FilterForm):
    """Narrows the list of reminders."""

    state = forms.ChoiceField(choices=[("", "Any state"), *Reminder.State.choices])
    since = DateField(label="Since", thing="The day")

    def narrow(self, rows):
        """Keep what fits; a choice that makes no sense keeps all."""
        self.full_clean()
        if state := self.cleaned_data.get("state"):
            rows = rows.filter(state=state)
        if since := self.cleaned_data.get("since"):
            rows = rows.filter(on__gte=since)
        return rows
