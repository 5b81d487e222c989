"""Forms of what a paper does not show."""

from django import forms

from prevent_portal.forms import LongTextField, PortalForm


class NumberForm(PortalForm):
    """One number of a paper, and why it is shown or not."""

    place = forms.ChoiceField(label="Which number?")
    reason = LongTextField(
        label="Why?",
        rows=3,
        max_length=2000,
        help_text="Kept with the report for whoever approves it and for auditors. Name nobody.",
    )

    def __init__(self, *args, places, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", "Choose a number"), *places.items()]
