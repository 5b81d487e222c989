"""Forms of the tension log and of critical incidents: each asks that no person is named."""

from django import forms

from prevent_portal.forms import PortalForm, Radios
from prevent_portal.forms.fields import LongTextField
from prevent_portal.forms.registers import RecordForm, SmallBoxes
from prevent_portal.roles import Role

from ..models import (
    Incident,
    IncidentLearning,
    IncidentProcess,
    Tension,
    TensionAgreement,
    TensionArea,
    TensionLevel,
    TensionMeeting,
)

WARNING = (
    "No names or other details of individuals, and no intelligence material. A concern about a "
    "person goes by the referral route, not here."
)


class RestrictedForm(RecordForm):
    """A form that warns of what must not be written, and is saved only once that is confirmed."""

    warning = WARNING
    confirms = forms.BooleanField(
        label="There are no details of individuals and no intelligence material in this",
        error_messages={
            "required": "Confirm that there are no details of individuals and no intelligence in it"
        },
    )

    @property
    def values(self):
        """What the service is told; that the person confirmed is not kept."""
        values = super().values
        values.pop("confirms")
        return values


class TensionForm(RestrictedForm):
    """One entry of the tension log."""

    class Meta(RecordForm.Meta):
        model = Tension
        fields = (
            "agency",
            "on",
            "area",
            "kind",
            "level",
            "what",
            "done",
            "owner",
            "review_on",
            "shared_with",
        )
        widgets = {"shared_with": SmallBoxes}
        help_texts = {
            "area": "Leave empty if it concerns the whole partnership",
            "shared_with": "Their single points of contact can read it too",
        }


class TensionLevelForm(RecordForm):
    """A step of the scale."""

    class Meta(RecordForm.Meta):
        model = TensionLevel
        fields = ("rank", "name", "meaning", "is_exception")
        widgets = {"rank": forms.NumberInput(attrs={"class": "govuk-input--width-3"})}
        labels = {"is_exception": "From here on it is reported as an exception"}
        help_texts = {"rank": "1 is the calmest"}


class TensionAreaForm(RecordForm):
    """An area where partners meet about tension, or are going to."""

    class Meta(RecordForm.Meta):
        model = TensionArea
        fields = ("name", "planned_on", "started_on", "note")
        help_texts = {"started_on": "Leave empty until the first meeting is held"}


class TensionMeetingForm(RecordForm):
    """A meeting that was held or missed."""

    warning = WARNING

    class Meta(RecordForm.Meta):
        model = TensionMeeting
        fields = ("area", "on", "state", "why_missed", "attended")
        widgets = {"state": Radios, "attended": SmallBoxes}
        help_texts = {"on": "The day it was held, or should have been"}


class TensionAgreementForm(RestrictedForm):
    """One thing agreed."""

    class Meta(RecordForm.Meta):
        model = TensionAgreement
        fields = ("meeting", "words", "by_agency", "by_on", "done_on")


class IncidentProcessForm(RecordForm):
    """The process, and its reviews."""

    class Meta(RecordForm.Meta):
        model = IncidentProcess
        fields = ("title", "link", "purpose", "owner", "reviewed_on", "review_on")
        help_texts = {"review_on": "Left empty, it is a year after the last review"}


class IncidentForm(RestrictedForm):
    """What happened, in general words."""

    class Meta(RecordForm.Meta):
        model = Incident
        fields = (
            "agency",
            "on",
            "area",
            "process",
            "what",
            "owner",
            "debrief_due_on",
            "debrief_on",
            "shared_with",
        )
        widgets = {"shared_with": SmallBoxes}
        help_texts = {"shared_with": "Their single points of contact can read it too"}


class IncidentLearningForm(RestrictedForm):
    """One thing learnt: of the incidents, those that the person keeps are offered."""

    class Meta(RecordForm.Meta):
        model = IncidentLearning
        fields = ("incident", "words")

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        if not self.user.has_role(Role.PREVENT_LEAD):
            incidents = self.fields["incident"]
            incidents.queryset = incidents.queryset.filter(agency=self.user.agency_id)


class IncidentEntryForm(PortalForm):
    """One line of an incident's log."""

    words = LongTextField(
        label="What has happened now?",
        rows=3,
        max_length=5000,
        help_text="No details of individuals, no intelligence material. A line that is saved stays as it is",
        error_messages={"required": "Enter what has happened"},
    )
