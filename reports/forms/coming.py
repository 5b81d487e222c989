"""What the list of papers that are coming is narrowed to."""

from django import forms

from actions.models import Body
from prevent_portal.forms import FilterForm
from prevent_portal.forms.registers import SmallBoxes

from ..models import Schedule


class ComingFilter(FilterForm):
    """Papers of one board, or those with a step that is late."""

    body = forms.ModelChoiceField(Body.objects.none(), label="Board or group", empty_label="Any")
    late = forms.MultipleChoiceField(
        label="Steps", choices=[("yes", "Something is late")], widget=SmallBoxes
    )

    def __init__(self, data, *, user):
        super().__init__(data)
        used = Schedule.objects.visible_to(user).standing().order_by().values("body")
        self.fields["body"].queryset = Body.objects.filter(pk__in=used)
        for field in self.fields.values():
            field.required = False
        self.full_clean()

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]
