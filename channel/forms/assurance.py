"""The yearly assurance statement, and the registers it is made of."""

from django import forms
from django.forms import widgets

from prevent_portal.forms import DateField, LongTextField, PortalForm
from prevent_portal.forms.registers import RecordForm

from ..measures import Measure
from ..models import AssuranceExtent, AssuranceStandard, NationalSeries
from ..telling import YEARS, year_of, year_period


class BeginForm(PortalForm):
    """Which panel and year a statement is of."""

    panel = forms.ModelChoiceField(queryset=None, label="Panel", empty_label=None)
    year = forms.TypedChoiceField(label="Year", coerce=int)

    def __init__(self, *args, panels, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["panel"].queryset = panels
        this = year_of(on)
        self.fields["year"].choices = [
            (year, year_period(year).words) for year in range(this, this - YEARS, -1)
        ]


class StatementForm(PortalForm):
    """The summary, and for each standard how far it is met."""

    summary = LongTextField(label="Summary", required=False, rows=5)
    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args, statement, version, **kwargs):
        answers = list(statement.answers.select_related("standard", "extent"))
        initial = {"summary": statement.summary, "version": version}
        for answer in answers:
            initial |= {
                f"extent_{answer.pk}": answer.extent,
                f"comment_{answer.pk}": answer.comment,
            }
        super().__init__(*args, initial=initial, **kwargs)
        for answer in answers:
            self._ask(answer)
        self.answers, self.current = answers, version

    def _ask(self, answer):
        self.fields[f"extent_{answer.pk}"] = forms.ModelChoiceField(
            AssuranceExtent.objects.standing(),
            label=answer.asked,
            required=False,
            empty_label="Not answered yet",
            help_text=answer.standard.area,
        )
        self.fields[f"comment_{answer.pk}"] = LongTextField(label="Comment", required=False, rows=2)

    def given(self):
        """What the service is told."""
        said = self.cleaned_data
        return {
            "summary": said["summary"],
            "version": said["version"],
            "answers": {
                each.pk: (said[f"extent_{each.pk}"], said[f"comment_{each.pk}"])
                for each in self.answers
            },
        }

    def renew(self):
        """What was refused because somebody wrote meanwhile can be saved the next time."""
        if self.is_bound:
            self.data = self.data | {"version": self.current}


class NationalSeriesForm(RecordForm):
    """One published number."""

    class Meta(RecordForm.Meta):
        model = NationalSeries
        fields = ["measure", "part", "year", "value", "is_percent", "source"]


class StandardForm(RecordForm):
    """One standard."""

    from_on = DateField(label="In force from", thing="Day it comes into force")
    evidence = forms.MultipleChoiceField(
        label="Numbers that show it",
        choices=Measure.choices,
        required=False,
        widget=widgets.CheckboxSelectMultiple,
    )

    class Meta(RecordForm.Meta):
        model = AssuranceStandard
        fields = ["area", "place", "words", "from_on", "evidence"]


class ExtentForm(RecordForm):
    """One step of the scale."""

    class Meta(RecordForm.Meta):
        model = AssuranceExtent
        fields = ["place", "words", "needs_comment"]
