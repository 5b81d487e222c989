"""Which panel, and which period, is counted."""

from django import forms

from prevent_portal.forms import FilterForm


class PeriodForm(FilterForm):
    """A panel and a period; the first of each where the address says nothing that fits."""

    panel = forms.ChoiceField(label="Panel")
    period = forms.ChoiceField(label="Period")

    def __init__(self, data, *, panels, periods):
        super().__init__(data)
        self.panels = {str(panel.pk): panel for panel in panels}
        self.periods = {period.key: period for period in periods}
        self.fields["panel"].choices = [(key, panel.name) for key, panel in self.panels.items()]
        self.fields["period"].choices = [
            (key, period.words) for key, period in self.periods.items()
        ]
        for field in self.fields.values():
            field.required = False
        self.full_clean()

    def chosen(self):
        """The panel and the period."""
        return tuple(
            choices.get(self.cleaned_data.get(name), next(iter(choices.values())))
            for name, choices in (("panel", self.panels), ("period", self.periods))
        )
