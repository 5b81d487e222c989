"""The form of a schedule of papers."""

from django import forms

from prevent_portal.forms.registers import RecordForm

from ..models import Schedule

_NARROW = forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"})
_DAYS = ("draft_days", "comments_days", "legal_days", "publish_days")


class ScheduleForm(RecordForm):
    """Which paper, for whom, how often, and how long before each step is due."""

    class Meta(RecordForm.Meta):
        model = Schedule
        fields = ("kind", "agency", "audience", "body", "first_on", "every", "position", *_DAYS)
        labels = {
            "kind": "Which paper?",
            "agency": "Agency that makes it",
            "audience": "Who is it for?",
            "body": "Which board or group does it go to?",
            "first_on": "When is it first due?",
            "every": "Due again after how many months?",
            "position": "Which day do its figures speak of?",
            "draft_days": "Draft made how many days before?",
            "comments_days": "Comments how many days before?",
            "legal_days": "Legal and finance how many days before?",
            "publish_days": "Out to readers how many days before?",
        }
        help_texts = {
            "body": "It is then due on the day of the board’s next meeting. Left empty, it is due on "
            "the day itself",
            "first_on": "For a board: the first day from which a meeting counts",
            "every": "For example, 6 for twice a year",
            "draft_days": "The portal makes the draft on this day by itself",
            "comments_days": "Those who are asked to comment have until this day",
            "legal_days": "Until this day it has been seen by legal and by finance",
            "publish_days": "Papers usually go out five clear working days before a meeting",
        }
        widgets = dict.fromkeys(("every", *_DAYS), _NARROW)

    def clean(self):
        """A paper is made for readers that its kind may have."""
        values = super().clean()
        kind, audience = values.get("kind"), values.get("audience")
        if kind and audience and audience not in kind.audiences:
            self.add_error("audience", "This kind of paper is not made for these readers")
        return values
