"""Forms of the training strategy: one level's part of it, and the day as at which it is shown."""

from django import forms

from actions.forms.overview import DayInAddress
from prevent_portal.forms import DateField, FilterForm
from prevent_portal.forms.registers import RecordForm

from ..models import MatrixRow


class MatrixRowForm(RecordForm):
    """What a level does, must be able to do, reaches and takes, and from when."""

    class Meta(RecordForm.Meta):
        model = MatrixRow
        fields = (
            "level",
            "from_on",
            "to_on",
            "activities",
            "competency",
            "outcome",
            "courses",
        )
        labels = {
            "activities": "What people do",
            "competency": "What they must know and be able to do",
            "outcome": "What comes of it",
            "courses": "What they take",
        }
        help_texts = {
            "from_on": "What held for this level until then ends on the day before",
            "activities": "One to a line",
        }
        widgets = {"courses": forms.CheckboxSelectMultiple}


class MatrixFilter(FilterForm):
    """The day as at which the strategy is shown."""

    on = DateField(label="As at", thing="The day", widget=DayInAddress)

    def __init__(self, data, *, today):
        super().__init__(data.copy())
        self.today = today
        if not any(key == "on" or key.startswith("on_") for key in self.data):
            self.data["on"] = today.isoformat()
        self.full_clean()

    @property
    def day(self):
        """The day that is shown: today where the address names none."""
        return self.cleaned_data.get("on") or self.today

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]
