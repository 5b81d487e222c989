"""What is asked of somebody who changes many actions at once."""

from django import forms
from django.db.models import Q

from prevent_portal.forms import PortalForm, Radios
from prevent_portal.models import Agency, User
from prevent_portal.roles import Role

from ..models import Objective

_KINDS = {
    "lead": "The lead person",
    "timescale": "By when they are due",
    "objective": "What they stand under",
    "add_agencies": "Add agencies that take part",
    "remove_agencies": "Remove agencies that take part",
}


class ChangeManyForm(PortalForm):
    """One change, for all of the actions that were chosen."""

    kind = forms.ChoiceField(
        label="What is to be changed?", choices=list(_KINDS.items()), widget=Radios()
    )
    lead = forms.ModelChoiceField(
        User.objects.none(), label="Lead person", empty_label="Nobody", required=False
    )
    timescale_raw = forms.CharField(
        label="By when",
        help_text="A date or words: June 2026, 30/06/2026, quarterly, ongoing, to be agreed",
        max_length=1000,
        required=False,
    )
    objective = forms.ModelChoiceField(
        Objective.objects.none(), label="Stands under", empty_label="Choose", required=False
    )
    agencies = forms.ModelMultipleChoiceField(
        Agency.objects.none(),
        label="Agencies",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data=None, *, user, plans):
        super().__init__(data)
        wanted = Q(is_active=True)
        if not user.has_role(Role.PREVENT_LEAD):
            wanted &= Q(agency=user.agency_id)
        people = User.objects.filter(wanted).select_related("agency").order_by("name", "pk")
        self.fields["lead"].queryset = people
        self.fields["lead"].label_from_instance = lambda who: f"{who.name}, {who.agency}"
        rows = Objective.objects.filter(theme__plan__in=plans).select_related("theme__plan")
        self.fields["objective"].queryset = rows
        self.fields["objective"].label_from_instance = lambda row: str(row)[:120]
        open_agencies = Agency.objects.filter(closed_on__isnull=True).order_by("name")
        self.fields["agencies"].queryset = open_agencies

    def clean(self):
        """Ask for what the chosen change needs."""
        values = super().clean()
        kind = values.get("kind")
        if kind == "objective" and not values.get("objective") and "objective" not in self.errors:
            self.add_error("objective", "Select what they stand under")
        if kind in ("add_agencies", "remove_agencies") and not values.get("agencies"):
            self.add_error("agencies", "Select at least one agency")
        return values

    @property
    def hidden_again(self):
        """What was typed, name by name, for the page that asks whether it is meant."""
        return [(name, value) for name in self.fields for value in self.data.getlist(name)]

    @property
    def wanted(self):
        """The change that is asked for."""
        values = self.cleaned_data
        return {
            "kind": values["kind"],
            "lead": values["lead"],
            "timescale_raw": values["timescale_raw"].strip(),
            "objective": values["objective"],
            "agencies": tuple(values["agencies"]),
        }
