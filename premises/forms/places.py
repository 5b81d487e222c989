"""Forms of premises, their kinds, the boundary of the map, and lists that come in."""

import json

from django import forms

from prevent_portal.files import MEGABYTE
from prevent_portal.forms import UploadField
from prevent_portal.forms.registers import RecordForm
from training.forms.settings import SettingListForm

from .. import reading
from ..mapping import NoOutline, is_within, rings_of
from ..models import Boundary, Premises, PremisesKind
from ..states import Level

_NARROW = {"class": "govuk-input--width-5"}
_MIDDLE = {"class": "govuk-input--width-10"}
_LARGEST_OUTLINE = 5 * MEGABYTE


class PremisesKindForm(RecordForm):
    """A kind of premises."""

    class Meta(RecordForm.Meta):
        model = PremisesKind
        fields = ("name", "is_outdoors", "is_reminded")


class PremisesForm(RecordForm):
    """A place: whose it is, who looks after it, who may use it, how much risk it holds, where it stands."""

    class Meta(RecordForm.Meta):
        model = Premises
        fields = (
            "agency",
            "name",
            "kind",
            "part_of",
            "owner",
            "tenant",
            "manager",
            "contact_name",
            "contact_email",
            "contact_phone",
            "is_hireable",
            "takes_requests",
            "has_public_it",
            "capacity",
            "tier",
            "tier_because",
            "tier_on",
            "review_on",
            "address",
            "postcode",
            "latitude",
            "longitude",
            "is_outside",
            "is_sensitive",
            "sensitive_because",
            "committee_changed_on",
            "notes",
        )
        labels = {
            "part_of": "Part of",
            "manager": "Manager, if they sign in here",
            "is_hireable": "It can be hired",
            "takes_requests": "Anybody may ask for it by the public form",
            "has_public_it": "It has public computers or wifi",
            "is_outside": "It stands outside the boundary of the map",
            "is_sensitive": "It is sensitive: nothing for the public may name it",
            "sensitive_because": "Why is it sensitive?",
        }
        help_texts = {
            "part_of": "If it is a room, pitch or space of other premises",
            "manager": "They see it, its bookings and its audits, and no other premises",
            "contact_email": "Letters are sent there as a private link, and yearly reminders where a committee runs it",
            "tier_because": "What makes it so: who hires it, what has happened, how it is watched over",
            "latitude": "In degrees, for example 51.81652. Leave it empty if it is not known",
            "longitude": "In degrees, for example -0.81458",
            "is_sensitive": "For example a refuge, or a place that has been threatened. Those who see the register"
            " still see its name",
        }
        widgets = {
            "capacity": forms.NumberInput(attrs=_NARROW),
            "contact_phone": forms.TextInput(attrs=_MIDDLE),
            "postcode": forms.TextInput(attrs=_MIDDLE),
            "latitude": forms.NumberInput(attrs=_MIDDLE),
            "longitude": forms.NumberInput(attrs=_MIDDLE),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tier_on"].not_future = True
        if not self.user.has_perm("premises.mark_sensitive"):
            del self.fields["is_sensitive"], self.fields["sensitive_because"]

    def clean(self):
        """A tier has its reason and day; a place outside the boundary is one only if somebody says so."""
        found = super().clean()
        if found.get("tier") not in (None, Level.UNKNOWN):
            if not found.get("tier_because"):
                self.add_error("tier_because", "Say why the risk tier is what it is.")
            if not found.get("tier_on") and "tier_on" not in self.errors:
                self.add_error("tier_on", "Enter the day on which the risk was assessed.")
        if found.get("takes_requests") and not found.get("is_hireable"):
            self.add_error("takes_requests", "Only what can be hired can be asked for.")
        self._sensitive(found)
        self._place(found)
        return found

    def _sensitive(self, found):
        is_sensitive = found.get("is_sensitive", self.instance.is_sensitive)
        if "is_sensitive" in self.fields and is_sensitive and not found.get("sensitive_because"):
            self.add_error("sensitive_because", "Say why its name is not to be published.")
        if is_sensitive and found.get("takes_requests"):
            self.add_error(
                "takes_requests",
                "The public form names what can be asked for: what is sensitive cannot be.",
            )

    def _place(self, found):
        latitude, longitude = found.get("latitude"), found.get("longitude")
        if (latitude is None) != (longitude is None):
            missing = "latitude" if latitude is None else "longitude"
            if missing not in self.errors:
                self.add_error(missing, "Enter both the latitude and the longitude, or neither.")
            return
        if latitude is None or found.get("is_outside"):
            return
        agency = found.get("agency")
        boundary = Boundary.objects.all().of(agency.pk if agency else self.instance.agency_id)
        if boundary and not is_within(latitude, longitude, boundary.rings):
            self.add_error(
                "latitude",
                f"This place lies outside “{boundary}”. Look at the numbers again, or tick that it does.",
            )


class BoundaryForm(RecordForm):
    """The outline that the map shows, as a GeoJSON file in degrees."""

    file = UploadField(
        label="GeoJSON file",
        may_wait=False,
        required=False,
        help_text="Polygons in longitude and latitude (WGS 84), up to 5 MB",
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
    )

    class Meta(RecordForm.Meta):
        model = Boundary
        fields = ("agency", "name", "source")
        labels = {"agency": "Whose map it is for"}
        help_texts = {"agency": "Leave it empty for the whole partnership's"}

    def clean(self):
        """The rings of the outline: a new boundary has a file."""
        found = super().clean()
        file = found.get("file")
        if file is None and not self.instance.pk and "file" not in self.errors:
            self.add_error("file", "Select a file")
        elif file:
            self._read(file, found)
        return found

    def _read(self, file, found):
        if file.size > _LARGEST_OUTLINE:
            self.add_error("file", "The file must be smaller than 5 MB")
            return
        try:
            found["rings"] = rings_of(json.loads(file.read()))
        except (ValueError, RecursionError) as error:
            words = "The file is no GeoJSON. Export the boundary as GeoJSON in degrees."
            self.add_error("file", str(error) if isinstance(error, NoOutline) else words)

    @property
    def values(self):
        """What the service is told: the rings in place of the file."""
        values = super().values
        values.pop("file", None)
        return values


class PremisesListForm(SettingListForm):
    """A list of premises, pasted or as a file: its form is that of a list of settings."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = (
            "The first row names the columns: name and kind, and any of part of, owner, leased to,"
            " contact, email, telephone, can be hired, public computers, capacity, risk tier, why this tier,"
            " assessed on, sensitive, why it is sensitive, address, postcode, latitude, longitude."
        )
        self.fields["file"].label = "Or select an Excel or CSV file"
        self.fields["file"].widget.attrs["accept"] = ".csv,.txt,.xlsx"

    def clean_file(self):
        """The file as CSV, whether it was a workbook or text."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > MEGABYTE:
            raise forms.ValidationError("The file must be smaller than 1 MB")
        try:
            return reading.as_text(file)
        except reading.Unreadable as error:
            raise forms.ValidationError(str(error)) from None
