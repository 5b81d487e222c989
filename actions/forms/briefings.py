"""Forms of briefings owed and given."""

from django import forms

from prevent_portal.forms import DateField, PortalForm
from prevent_portal.forms.fields import LongTextField
from prevent_portal.forms.registers import RecordForm

from ..models import Briefing, BriefingGiven


class BriefingForm(RecordForm):
    """Who is owed word of what, and how often."""

    class Meta(RecordForm.Meta):
        model = Briefing
        fields = ("body", "post", "subject", "owner", "every_months", "first_on")
        labels = {"every_months": "Every how many months?", "first_on": "First owed by"}
        help_texts = {
            "post": "For example, Leader of the council: the post, not the person",
            "subject": "For example, the local risk assessment",
            "every_months": "Leave empty for a briefing given once",
        }
        widgets = {"every_months": forms.NumberInput(attrs={"class": "govuk-input--width-3"})}


class BriefingGivenForm(RecordForm):
    """A day on which a briefing was given."""

    class Meta(RecordForm.Meta):
        model = BriefingGiven
        fields = ("briefing", "on", "note", "by")

    @property
    def values(self):
        """As every record's, with who gave it kept apart from who writes it down."""
        said = super().values
        return said | {"given_by": said.pop("by")}


class GiveForm(PortalForm):
    """That a briefing was given: today, if nothing else is said."""

    given_on = DateField(label="Given on", thing="The day", not_future=True)
    note = LongTextField(label="Note", rows=2, max_length=2000, required=False)
