"""What the page of the position may be asked: as at which day, of which agency, by what."""

from django import forms

from actions.forms.overview import DayInAddress
from prevent_portal.forms import DateField, FilterForm
from prevent_portal.models import Agency

from ..position import GROUPS

_WORDS = {
    "agency": "Agency",
    "unit": "Business unit",
    "directorate": "Directorate",
    "role_level": "Role level",
}
#: What only means something within one agency.
_OF_ONE = ("unit", "directorate")


class PositionFilter(FilterForm):
    """The day, the agency and the grouping; what cannot be understood is passed over, and said."""

    on = DateField(label="As at", thing="The day", not_future=True, widget=DayInAddress)
    agency = forms.ModelChoiceField(Agency.objects.none(), empty_label="Every agency")
    by = forms.ChoiceField(label="Grouped by")

    def __init__(self, data, *, user, today):
        super().__init__(data.copy())
        self.user, self.today = user, today
        if not any(key == "on" or key.startswith("on_") for key in self.data):
            self.data["on"] = today.isoformat()
        self.fields["by"].choices = [("", "What fits"), *((name, _WORDS[name]) for name in GROUPS)]
        self.fields["by"].error_messages["invalid_choice"] = (
            "“Grouped by” is not one of the choices."
        )
        if user.has_perm("training.view_every_position"):
            self.fields["agency"].queryset = Agency.objects.order_by("name")
            self.fields["agency"].error_messages["invalid_choice"] = "There is no such agency."
        else:
            del self.fields["agency"]
        self.full_clean()

    def clean(self):
        """Units and directorates are those of one agency."""
        found = super().clean()
        if found.get("by") in _OF_ONE and self._agency(found) is None:
            self.add_error("by", f"Choose an agency to see it by {_WORDS[found['by']].lower()}.")
        return found

    def _agency(self, found):
        return found.get("agency") if "agency" in self.fields else self.user.agency

    @property
    def agency_asked(self):
        """The agency whose people are counted; None for all."""
        return self._agency(self.cleaned_data)

    @property
    def day(self):
        """The day that is shown: today where the address names none."""
        return self.cleaned_data.get("on") or self.today

    @property
    def group(self):
        """What people are grouped by: the units of one agency, else the agencies."""
        return self.cleaned_data.get("by") or ("unit" if self.agency_asked else "agency")

    @property
    def group_words(self):
        """The same, as the head of a column."""
        return _WORDS[self.group]

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]
