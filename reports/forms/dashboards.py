"""What a dashboard may be asked: of which agency, as at which day, compared with which."""

from django import forms

from actions.forms.overview import DayInAddress
from prevent_portal.forms import DateField, FilterForm
from prevent_portal.models import Agency
from prevent_portal.roles import SEES_EVERY_AGENCY

from ..words import months_before


class DashboardFilter(FilterForm):
    """The two days and the agency; what cannot be understood is passed over, and said."""

    on = DateField(label="As at", thing="The day", not_future=True, widget=DayInAddress)
    since = DateField(label="Compared with", thing="The earlier day", widget=DayInAddress)
    agency = forms.ModelChoiceField(Agency.objects.none(), empty_label="My own")

    def __init__(self, data, *, user, today, months, has_agency=True):
        super().__init__(data.copy())
        self.user, self.today, self.months = user, today, months
        if has_agency and user.has_role(*SEES_EVERY_AGENCY):
            self.fields["agency"].queryset = Agency.objects.filter(closed_on__isnull=True).order_by(
                "name"
            )
            self.fields["agency"].error_messages["invalid_choice"] = "There is no such agency."
        else:
            del self.fields["agency"]
        self._show("on", today)
        self.full_clean()
        self._show("since", self.earlier)

    def _show(self, name, day):
        if not any(key == name or key.startswith(f"{name}_") for key in self.data):
            self.data[name] = day.isoformat()

    def clean(self):
        """The earlier day is the earlier one."""
        found = super().clean()
        since = found.get("since")
        if since and since >= (found.get("on") or self.today):
            self.add_error("since", "The day to compare with is not before the other.")
        return found

    @property
    def day(self):
        """The day of which the page speaks: today where the address names none."""
        return self.cleaned_data.get("on") or self.today

    @property
    def earlier(self):
        """The day that it is compared with."""
        return self.cleaned_data.get("since") or months_before(self.day, self.months)

    @property
    def whose(self):
        """The agency whose figures are shown: one's own where the address names none."""
        return self.cleaned_data.get("agency") or self.user.agency

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]
