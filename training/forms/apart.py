"""Forms of long absences and exemptions."""

from prevent_portal.forms.registers import RecordForm
from prevent_portal.models import Person

from ..models import Absence, Exemption
from .people import PersonField


class _ApartForm(RecordForm):
    person = PersonField(label="Staff number", help_text="Or the full name")

    def __init__(self, data=None, files=None, *, user, **kwargs):
        super().__init__(data, files, user=user, **kwargs)
        self.fields["person"].queryset = Person.objects.visible_to(user)


class AbsenceForm(_ApartForm):
    """Who is away for long, from when to when; never why."""

    class Meta(RecordForm.Meta):
        model = Absence
        fields = ("person", "from_on", "to_on")
        help_texts = {"to_on": "Leave it empty while that is not known"}


class ExemptionForm(_ApartForm):
    """Who is exempt from what, who approved it, and until when."""

    class Meta(RecordForm.Meta):
        model = Exemption
        fields = ("person", "rule", "course", "reason", "approved_by", "from_on", "to_on")
        help_texts = {
            "rule": "Choose a rule or a course, not both",
            "reason": "Nothing about anybody's health",
            "approved_by": "Name or post of whoever approved it",
            "to_on": "Leave it empty if no end is agreed",
        }
