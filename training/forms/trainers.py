"""Forms of trainers, what they are accredited for, and the events of their network."""

from django import forms

from prevent_portal.forms.registers import RecordForm

from ..models import Accreditation, NetworkEvent, Trainer


class TrainerForm(RecordForm):
    """Who a trainer is, and whether they get the bulletin."""

    number = forms.CharField(
        label="Staff number",
        max_length=40,
        required=False,
        help_text="As the register of training has it, if they are in it",
    )

    class Meta(RecordForm.Meta):
        model = Trainer
        fields = ("agency", "name", "email", "user", "is_on_bulletin", "notes")
        labels = {
            "user": "Their sign-in to this portal",
            "is_on_bulletin": "They get the trainers' bulletin",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.person:
            self.initial["number"] = self.instance.person.number
        self.order_fields(["agency", "name", "email", "number", "user", "is_on_bulletin", "notes"])

    def clean(self):
        """The bulletin is sent by email."""
        said = super().clean()
        if said.get("is_on_bulletin") and not said.get("email") and "email" not in self.errors:
            self.add_error("email", "Enter an email address: the bulletin goes there")
        return said


class AccreditationForm(RecordForm):
    """What a trainer may give, and until when."""

    class Meta(RecordForm.Meta):
        model = Accreditation
        fields = ("trainer", "course", "issued_on", "expires_on", "issued_by")
        labels = {"issued_on": "Issued on", "expires_on": "Runs out on"}
        help_texts = {"expires_on": "Leave it empty if it does not run out"}


class NetworkEventForm(RecordForm):
    """A meeting of the network, and who came."""

    class Meta(RecordForm.Meta):
        model = NetworkEvent
        fields = ("title", "on", "place", "trainers")
        labels = {"on": "Date", "trainers": "Who came"}
        widgets = {"trainers": forms.CheckboxSelectMultiple}
