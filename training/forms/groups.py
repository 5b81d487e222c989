"""Forms of staff groups and of who is on their lists."""

from django import forms

from prevent_portal.forms import DateField, LongTextField, PortalForm, Radios

from ..models import StaffGroup
from .courses import KindsField, PostsForm


class StaffGroupForm(PostsForm):
    """A group, and where it is made by a rule, whom that takes in."""

    kinds = KindsField()

    class Meta(PostsForm.Meta):
        model = StaffGroup
        fields = ("name", "agency", "made", "kinds", "levels", "units", "only_at_risk")
        labels = {
            "agency": "Agency whose people it is of",
            "levels": "Role levels",
            "made": "Who belongs to it?",
            "only_at_risk": "Only those who work with children or vulnerable adults",
        }
        help_texts = {
            "agency": "Leave it open for a group of every agency's people",
            "levels": "Tick none for every level",
            "units": "Tick none for every unit",
        }
        widgets = {
            "made": Radios(
                hints={
                    "rule": "What you tick below says who.",
                    "list": "What you tick below is passed over; put people on it on its page.",
                }
            ),
            "levels": forms.CheckboxSelectMultiple,
            "units": forms.CheckboxSelectMultiple,
        }


class MembersForm(PortalForm):
    """Whom to put on a list, and from which day."""

    words = LongTextField(
        label="Staff numbers",
        rows=4,
        max_length=60_000,
        help_text="One to a line, pasted from a spreadsheet if you like. "
        "A full name will do for somebody without a number.",
    )
    from_on = DateField(label="Member from")

    def clean_words(self):
        """The numbers or names, one to a line."""
        return self.cleaned_data["words"].splitlines()
