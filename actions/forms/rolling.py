"""What is asked when a plan goes on into its next period."""

from django import forms

from prevent_portal.forms import DateField, LongTextField, PortalForm, Radios

from ..models import RollAnswer, RollForward

_LONGEST = {name: RollForward._meta.get_field(name).max_length for name in ("title", "period_raw")}
_CONSEQUENCES = {
    "carry": "It stands in the next plan with its words, lead, agencies and timescale.",
    "change": "It stands in the next plan as you write below.",
    "stop": "It is not in the next plan. Your reason stays in the record.",
}


class BeginRollForm(PortalForm):
    """The next period of a plan."""

    title = forms.CharField(label="Title of the next plan", max_length=_LONGEST["title"])
    period_start = DateField(label="First day of the next period", thing="First day")
    period_end = DateField(label="Last day of the next period", thing="Last day")
    period_raw = forms.CharField(
        label="The period in words",
        help_text="For example, 2026/27",
        max_length=_LONGEST["period_raw"],
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )

    def clean(self):
        """Refuse a period that ends before it starts."""
        values = super().clean()
        start, end = values.get("period_start"), values.get("period_end")
        if start and end and end <= start:
            self.add_error("period_end", "The last day must be after the first day")
        return values


class AnswerForm(PortalForm):
    """Whether one action is carried into the next period."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label="Is this carried into the next period?",
        choices=RollAnswer.Choice,
        widget=Radios(hints=_CONSEQUENCES),
    )
    text = LongTextField(label="Words in the next plan", rows=3, required=False)
    timescale_raw = forms.CharField(
        label="By when, in the next plan", max_length=1000, required=False
    )
    reason = LongTextField(
        label="Why does it stop?", help_text="Only if it stops", rows=3, required=False
    )


class ReasonForm(PortalForm):
    """Why a roll-forward is stopped."""

    reason = LongTextField(label="Why?", error_messages={"required": "Say why"})
