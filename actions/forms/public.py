"""What is asked of somebody who decides what the public reads of a plan."""

from django import forms

from prevent_portal.forms import LongTextField, PortalForm, Radios
from prevent_portal.forms.registers import SmallBoxes

from ..models import PublicDecision
from ..models.public import HIDEABLE

_CONSEQUENCES = {
    "as_is": "The public reads the words of the plan.",
    "reworded": "The public reads the words that you enter below.",
    "left_out": "The public edition does not mention it.",
}


class DecideForm(PortalForm):
    """One action: whether the public reads it, and in which words."""

    seen = forms.CharField(widget=forms.HiddenInput, strip=False)
    choice = forms.ChoiceField(
        label="What does the public read?",
        choices=PublicDecision.Choice,
        widget=Radios(hints=_CONSEQUENCES),
    )
    wording = LongTextField(
        label="Words for the public",
        help_text="Only where it is published with other words",
        required=False,
    )


class ColumnsForm(PortalForm):
    """Which columns the public does not see."""

    hidden = forms.MultipleChoiceField(
        label="What does the public edition leave out?",
        help_text="Nobody decides on these row by row: show one only if all of it may be public.",
        choices=list(HIDEABLE.items()),
        widget=SmallBoxes,
        required=False,
    )
