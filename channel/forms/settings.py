"""Forms of Channel's settings: choices, age bands, time limits, panels."""

from django import forms

from prevent_portal.forms import LongTextField, PortalForm
from prevent_portal.forms.registers import RecordForm
from prevent_portal.models import Agency

from ..models import AgeBand, Clock, Panel, Term

_NARROW = {"class": "govuk-input--width-3"}
_FROM, _UNTIL = "From", "No longer from"
_UNTIL_HELP = "The first day on which it is offered no more. Leave it empty while it goes on."


class TermForm(RecordForm):
    """One choice of a list, and when it is offered."""

    class Meta(RecordForm.Meta):
        model = Term
        fields = ("list", "words", "group", "place", "from_on", "until_on")
        labels = {
            "group": "Added up under",
            "place": "Place in the list",
            "from_on": _FROM,
            "until_on": _UNTIL,
        }
        help_texts = {"until_on": _UNTIL_HELP}
        widgets = {"place": forms.NumberInput(attrs=_NARROW)}


class AgeBandForm(RecordForm):
    """Ages that figures add up, and when they do."""

    class Meta(RecordForm.Meta):
        model = AgeBand
        fields = ("words", "youngest", "oldest", "from_on", "until_on")
        labels = {"from_on": _FROM, "until_on": _UNTIL}
        help_texts = {"until_on": _UNTIL_HELP}
        widgets = {
            "youngest": forms.NumberInput(attrs=_NARROW),
            "oldest": forms.NumberInput(attrs=_NARROW),
        }


class ClockForm(RecordForm):
    """How long a step may take, from a day on; the limit before it ends that day."""

    class Meta(RecordForm.Meta):
        model = Clock
        fields = ("step", "length", "unit", "from_on")
        labels = {"length": "How many", "unit": "Of what", "from_on": _FROM}
        help_texts = {"from_on": "The time limit of this step until now ends on this day by itself"}
        widgets = {"length": forms.NumberInput(attrs=_NARROW)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for name in ("step", "from_on"):
                del self.fields[name]

    def _get_validation_exclusions(self):
        """What was in force until now is ended as this is saved, not before."""
        return super()._get_validation_exclusions() | {"until_on"}


#: Where the council takes concerns about children, and about adults, and what it advises for each.
PANEL_DOORS = ("children_door", "children_advice", "adults_door", "adults_advice")


class PanelChangeForm(RecordForm):
    """Whose panel it is, and whom to call."""

    class Meta(RecordForm.Meta):
        model = Panel
        fields = ("name", "authority", "police", "contact", "out_of_hours", *PANEL_DOORS)
        widgets = {name: forms.Textarea({"rows": 3}) for name in PANEL_DOORS if "advice" in name}
        labels = {
            "authority": "Local authority that chairs it",
            "police": "Police force",
            "out_of_hours": "Outside those hours",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        forces = self.fields["police"].queryset.filter(kind=Agency.Kind.POLICE)
        self.fields["police"].queryset = forces


class ClosePanelForm(PortalForm):
    """Why a panel is closed."""

    reason = LongTextField(label="Why?", rows=2, max_length=100)
