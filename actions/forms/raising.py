"""The form with which a decision or a recommendation becomes an action."""

from django import forms
from django.utils.text import Truncator

from ..models import Objective
from .plan import ActionForm


class RaiseForm(ActionForm):
    """What is promised, and under which objective of the plan it is put."""

    objective = forms.ModelChoiceField(Objective.objects.none())

    def __init__(self, data=None, *, objectives, noun, **kwargs):
        super().__init__(data, objective=objectives[0], **kwargs)
        self.fields.pop("place", None)
        field = self.fields["objective"]
        field.queryset, field.label = objectives, noun.capitalize()
        field.label_from_instance = _short
        field.error_messages["required"] = f"Select the {noun} that it belongs to"
        self.order_fields(["objective", "text", "lead", "leads", "timescale_raw"])


def _short(objective):
    return Truncator(str(objective)).chars(100)
