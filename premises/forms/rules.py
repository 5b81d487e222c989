"""Forms of what a partnership has agreed on bookings, and of the lists that names are looked up in."""

from django import forms

from prevent_portal.forms import LinesField
from prevent_portal.forms.registers import RecordForm

from ..models import (
    BookingRule,
    CheckKind,
    DiligenceEntry,
    DiligenceList,
    LetterTemplate,
    SignOffRule,
)
from ..wording import PLACES, unknown_places

_NARROW = {"class": "govuk-input--width-3"}


class BookingRuleForm(RecordForm):
    """Time limits from a day on."""

    class Meta(RecordForm.Meta):
        model = BookingRule
        fields = (
            "from_on",
            "decide_days",
            "before_days",
            "appeal_days",
            "keep_months",
            "keep_refused_months",
            "trained_months",
        )
        help_texts = {
            "before_days": "If that comes first: a booking is decided in time for its event",
        }
        widgets = {
            name: forms.NumberInput(attrs=_NARROW)
            for name in (
                "decide_days",
                "before_days",
                "appeal_days",
                "keep_months",
                "keep_refused_months",
                "trained_months",
            )
        }


class SignOffRuleForm(RecordForm):
    """When a senior manager signs: everything that is filled in must hold."""

    class Meta(RecordForm.Meta):
        model = SignOffRule
        fields = (
            "name",
            "agency",
            "outcome",
            "booking_risk",
            "premises_tier",
            "only_with_speakers",
            "only_escalated",
        )
        labels = {"agency": "Only at the premises of"}
        help_texts = {
            "name": "As whoever decides reads it, for example: refusals are signed",
            "agency": "Leave it empty for every agency",
            "booking_risk": "“Not assessed” asks for any risk",
            "premises_tier": "“Not assessed” asks for any tier",
        }


class CheckKindForm(RecordForm):
    """A check that is made of bookings."""

    class Meta(RecordForm.Meta):
        model = CheckKind
        fields = ("name", "guidance", "position", "is_required", "is_for_speakers")
        widgets = {"position": forms.NumberInput(attrs=_NARROW)}


class DiligenceListForm(RecordForm):
    """A list of names."""

    class Meta(RecordForm.Meta):
        model = DiligenceList
        fields = ("name", "source", "link", "is_law", "checked_on", "check_due_on")


class DiligenceEntryForm(RecordForm):
    """A name on a list, and from when to when it stands there."""

    other_names = LinesField(
        label="Other names and spellings", required=False, rows=3, help_text="One to a line"
    )

    class Meta(RecordForm.Meta):
        model = DiligenceEntry
        fields = ("on_list", "name", "other_names", "from_on", "to_on", "link", "notes")
        help_texts = {"to_on": "Leave it empty while it is on the list"}

    def clean_other_names(self):
        """Each short enough to be a name."""
        names = self.cleaned_data["other_names"]
        if any(len(name) > 200 for name in names):
            raise forms.ValidationError("Each name must be 200 characters or fewer")
        return names


class LetterTemplateForm(RecordForm):
    """The words of a letter."""

    class Meta(RecordForm.Meta):
        model = LetterTemplate
        fields = ("kind", "name", "subject", "body")
        help_texts = {"body": f"What stands in braces is filled in: {', '.join(PLACES)}"}

    def clean(self):
        """Every place in braces is one that can be filled."""
        found = super().clean()
        for name in ("subject", "body"):
            if unknown := unknown_places(found.get(name) or ""):
                self.add_error(
                    name, f"Nothing can be filled in for {', '.join(unknown)}. Take it out."
                )
        return found
