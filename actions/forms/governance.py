"""Forms of governance: boards and groups."""

from django import forms

from prevent_portal.forms import Radios
from prevent_portal.forms.registers import RecordForm

from ..models import Body

_NARROW = {"class": "govuk-input--width-3"}


class BodyForm(RecordForm):
    """What a board or group is, how often it meets, and who chairs."""

    class Meta(RecordForm.Meta):
        model = Body
        fields = (
            "name",
            "kind",
            "purpose",
            "chair",
            "chair_post",
            "meets_every",
            "meets_at_most_every",
            "terms_agreed_on",
            "terms_review_on",
        )
        labels = {
            "meets_every": "Meets every how many months?",
            "meets_at_most_every": "At the latest after how many months?",
        }
        help_texts = {
            "meets_every": "For example, 3 for quarterly",
            "meets_at_most_every": "If it has a window, such as 6 to 8 months: it is late only after this",
        }
        widgets = {
            "kind": Radios,
            "meets_every": forms.NumberInput(attrs=_NARROW),
            "meets_at_most_every": forms.NumberInput(attrs=_NARROW),
        }
