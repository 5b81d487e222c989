"""Forms of work with communities."""

from django import forms

from prevent_portal.forms import Radios, UploadField
from prevent_portal.forms.registers import RecordForm, SmallBoxes

from ..models import CommunityGroup, Engagement
from .funding import offer_actions

_NARROW = {"class": "govuk-input--width-5"}


class CommunityGroupForm(RecordForm):
    """An organisation, and whether it was checked."""

    warning = "Organisations only: no names, addresses or numbers of individuals."

    class Meta(RecordForm.Meta):
        model = CommunityGroup
        fields = ("name", "kind", "area", "contact_role", "check_state", "checked_on")
        widgets = {
            "check_state": Radios(
                hints={
                    "passed": "It can be worked with",
                    "not_passed": "It is not worked with, and counts as no gap",
                }
            )
        }
        help_texts = {
            "contact_role": "For example, secretary or youth worker: the role, not the person",
            "checked_on": "The day on which the check was finished",
        }


class EngagementForm(RecordForm):
    """What was done, whom it reached, and what follows."""

    paper = UploadField(
        label="File that shows it",
        required=False,
        help_text="A flyer, an agenda, a summary of feedback. A new file takes the place of the last",
    )

    class Meta(RecordForm.Meta):
        model = Engagement
        fields = (
            "title",
            "kind",
            "agency",
            "owner",
            "from_on",
            "to_on",
            "place",
            "audience",
            "groups",
            "reach",
            "feedback",
            "score",
            "action",
            "follow_up",
            "follow_up_on",
            "followed_up_on",
            "link",
        )
        widgets = {
            "groups": SmallBoxes,
            "reach": forms.NumberInput(attrs=_NARROW),
            "score": forms.NumberInput(attrs=_NARROW | {"step": "0.1"}),
        }
        help_texts = {
            "agency": "Leave empty if it is the partnership's",
            "feedback": "In sum, and without names",
            "score": "The average, 1 to 5",
        }

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        offer_actions(self.fields["action"], self.user)
