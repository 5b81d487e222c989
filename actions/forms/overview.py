"""What the page of how the work stands may be asked: as at which day, beside which, and of what."""

from django import forms

from prevent_portal.forms import DateField, FilterForm
from prevent_portal.forms.fields import DATE_PARTS, DateBoxes


class DayInAddress(DateBoxes):
    """Three boxes that also understand one word of the address: `on=2026-03-31`."""

    def value_from_datadict(self, data, files, name):
        """Read the word where it is there, else the boxes."""
        if word := data.get(name, ""):
            year, _, rest = word.partition("-")
            month, _, day = rest.partition("-")
            return [day.lstrip("0"), month.lstrip("0"), year]
        return super().value_from_datadict(data, files, name)


class OverviewFilter(FilterForm):
    """The days and the narrowing; what cannot be understood is passed over, and said."""

    on = DateField(label="As at", thing="The day", not_future=True, widget=DayInAddress)
    since = DateField(label="Compared with", thing="The day before", widget=DayInAddress)
    quiet = DateField(label="No report since", thing="The day without", widget=DayInAddress)
    plan = forms.ChoiceField(label="Plan")
    theme = forms.ChoiceField(label="Theme")
    agency = forms.ChoiceField(label="Agency")

    def __init__(self, data, *, today, compared_with, quiet_since, plans, agencies, themes):
        super().__init__(data.copy())
        self.today = today
        self._show_days(compared_with, quiet_since)
        for name, choices in {"plan": plans, "agency": agencies, "theme": themes}.items():
            self.fields[name].choices = [("", f"Any {name}"), *choices]
            words = f"“{self.fields[name].label}” in the address is not one of the choices."
            self.fields[name].error_messages["invalid_choice"] = words
        if not themes:
            del self.fields["theme"]
        self.full_clean()
        self.chosen = self.cleaned_data | {
            name: self.cleaned_data.get(name) or day for name, day in self.days.items()
        }

    def _show_days(self, compared_with, quiet_since):
        """Show in the boxes the days that count where the address names none."""
        on = self._read("on") or self.today
        self.days = {"on": on, "since": compared_with(on), "quiet": quiet_since(on)}
        for name, day in self.days.items():
            if not self._is_asked(name):
                self.data[name] = day.isoformat()

    def _is_asked(self, name):
        return any(self.data.get(key) for key in (name, *(f"{name}_{p}" for p in DATE_PARTS)))

    def _read(self, name):
        field = self.fields[name]
        try:
            return field.clean(field.widget.value_from_datadict(self.data, {}, name))
        except forms.ValidationError:
            return None

    def clean(self):
        """The day compared with lies before the day that is shown."""
        found = super().clean()
        on = found.get("on") or self.today
        for name in ("since", "quiet"):
            if found.get(name) and found[name] >= on:
                words = f"“{self.fields[name].label}” must be before the day that is shown."
                self.add_error(name, words)
        return found

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]

    @property
    def is_used(self):
        """True if the work of some plan, theme or agency only is shown."""
        return any(self.chosen.get(name) for name in ("plan", "theme", "agency"))
