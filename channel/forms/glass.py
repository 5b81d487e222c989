"""Emergency access: who may use it, opening a case, and the review."""

from django import forms

from prevent_portal.forms import LongTextField, PortalForm, Radios
from prevent_portal.models import User

from ..models import BreakGlass, Panel


class HolderForm(PortalForm):
    """Who may open a case of which panel, and for how long at a time."""

    panel = forms.ModelChoiceField(Panel.objects.none(), label="Panel")
    user = forms.ModelChoiceField(User.objects.none(), label="Person")
    minutes = forms.IntegerField(
        label="Minutes that a case stays open",
        min_value=5,
        max_value=120,
        initial=30,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
    )

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["panel"].queryset = Panel.objects.open()
        people = User.objects.filter(is_active=True).exclude(pk=by.pk).select_related("agency")
        self.fields["user"].queryset = people
        self.fields["user"].label_from_instance = lambda user: f"{user.name}, {user.agency.name}"


class GlassForm(PortalForm):
    """Which case, and why it cannot wait."""

    reference = forms.CharField(label="Reference of the case", max_length=16)
    reason = forms.ChoiceField(label="Reason", choices=BreakGlass.Reason, widget=Radios)
    words = LongTextField(label="Why it cannot wait", rows=4)

    def clean_reference(self):
        """Without spaces, in capitals."""
        return self.cleaned_data["reference"].strip().upper()


class ReviewForm(PortalForm):
    """Whether it was right."""

    finding = forms.ChoiceField(
        label="Was it right to open the case?", choices=BreakGlass.Finding, widget=Radios
    )
    words = LongTextField(label="Why, and what follows", rows=4)
