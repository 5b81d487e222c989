"""The front page of premises: the measures of a day, each with its list, and the same as CSV or Excel."""

from dataclasses import dataclass

from django import forms

from actions.forms.overview import DayInAddress
from prevent_portal import figures
from prevent_portal.access import Verb
from prevent_portal.columns import Column
from prevent_portal.export import send_list
from prevent_portal.forms import DateField, FilterForm
from prevent_portal.models import Agency

from .figures import LISTS, list_of, values_of


@dataclass(frozen=True)
class Measure:
    """One figure on the day, what it means, and where what it counts is, and the rest, for those who may see them."""

    title: str
    definition: str
    denominator: str
    count: int
    out_of: int
    percent: float | None
    href: str = ""
    rest_href: str = ""

    @property
    def rest(self):
        """How many of the whole it does not count."""
        return self.out_of - self.count


class MeasuresFilter(FilterForm):
    """The day and the agency; what cannot be understood is passed over, and said."""

    on = DateField(label="As at", thing="The day", not_future=True, widget=DayInAddress)
    agency = forms.ModelChoiceField(Agency.objects.none(), empty_label="Every agency")

    def __init__(self, data, *, user, today):
        super().__init__(data.copy())
        self.today, self.user = today, user
        if not any(key == "on" or key.startswith("on_") for key in self.data):
            self.data["on"] = today.isoformat()
        if user.has_perm("premises.view_every_measure"):
            self.fields["agency"].queryset = Agency.objects.filter(closed_on__isnull=True)
        else:
            del self.fields["agency"]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = f"“{field.label}” is not one of the choices."
        self.full_clean()

    @property
    def day(self):
        """The day that is shown: today where the address names none."""
        return self.cleaned_data.get("on") or self.today

    @property
    def agency_shown(self):
        """Whose measures they are; None for everybody's."""
        if "agency" not in self.fields:
            return self.user.agency
        return self.cleaned_data.get("agency")

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]


class Overview:
    """The measures of a day for one agency or for all."""

    def __init__(self, data, *, user, today):
        self.filters = MeasuresFilter(data, user=user, today=today)
        self.day, self.agency = self.filters.day, self.filters.agency_shown
        known = figures.catalogue()
        names = list(LISTS)
        values = values_of(names, self.agency and self.agency.pk, on=self.day)
        self.measures = [
            self._measure(known[name], values[name], page, user) for name, page in LISTS.items()
        ]

    def _measure(self, figure, value, page, user):
        may_open = user.has_perm(f"premises.view_{page.removesuffix('_list')}")
        return Measure(
            figure.title,
            figure.definition,
            figure.denominator,
            value.count,
            value.out_of,
            value.percent,
            list_of(figure.name, self.agency, on=self.day) if may_open else "",
            list_of(figure.name, self.agency, on=self.day, is_counted=False) if may_open else "",
        )

    def download(self, request):
        """The measures as CSV or Excel."""
        request.passage.verb = Verb.EXPORTED
        return send_list(
            lambda: ([column.plain(each) for column in COLUMNS] for each in self.measures),
            form=request.GET["format"],
            name=f"premises-{self.day.isoformat()}",
            head=[column.head for column in COLUMNS],
            by=request.user,
        )


#: The measures as a download.
COLUMNS = (
    Column("Measure", "title"),
    Column("Count", "count"),
    Column("Out of", "out_of"),
    Column("Per cent", "percent"),
    Column("What it means", "definition"),
    Column("Out of what", "denominator"),
)
