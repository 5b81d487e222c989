"""Whether somebody still needs their seat on a panel."""

from django import forms

from prevent_portal.forms import PortalForm, Radios

from ..models import Membership


class CertifyForm(PortalForm):
    """Keep the seat, or end it and say why."""

    KEEP, END = "keep", "end"

    answer = forms.ChoiceField(
        label="Does this person still need this seat?",
        choices=[(KEEP, "Yes"), (END, "No, end it now")],
        widget=Radios(
            hints={END: "Every case of the panel closes to them at once. The record of it stays."}
        ),
    )
    because = forms.ChoiceField(
        label="If not, why",
        choices=[(each.value, each.label) for each in Membership.CHOSEN],
        widget=Radios,
        required=False,
    )

    def clean(self):
        """A seat is not ended without a reason."""
        super().clean()
        if self.cleaned_data.get("answer") == self.END and not self.cleaned_data.get("because"):
            self.add_error("because", "Choose why the seat ends")
