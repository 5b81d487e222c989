"""Forms of settings: what a kind needs, a setting, who was trained there, when it does not count, and lists."""

from django import forms

from actions.forms.overview import DayInAddress
from prevent_portal.files import MEGABYTE
from prevent_portal.forms import DateField, FilterForm, LongTextField, PortalForm, UploadField
from prevent_portal.forms.registers import RecordForm
from prevent_portal.models import Agency, Person
from prevent_portal.roles import SEES_EVERY_AGENCY, Role

from ..models import Setting, SettingExclusion, SettingKind, SettingTraining

_NARROW = {"class": "govuk-input--width-3"}
_PHONE = {"class": "govuk-input--width-10"}


class SettingKindForm(RecordForm):
    """What a setting of a kind needs to be covered."""

    class Meta(RecordForm.Meta):
        model = SettingKind
        fields = (
            "name",
            "needs_trained",
            "needs_lead",
            "needs_everybody",
            "courses",
            "renew_months",
            "left_out_because",
        )
        labels = {
            "needs_trained": "How many trained people are needed?",
            "courses": "Courses that count",
            "renew_months": "To be taken again every how many months?",
            "left_out_because": "If such settings do not count, why not?",
        }
        help_texts = {
            "needs_trained": "0 if none are asked for",
            "needs_everybody": "For foster carers, say. How many there are is then asked of each setting.",
            "courses": "Tick none if any course counts",
            "renew_months": "Leave it empty if once is enough",
            "left_out_because": "Leave it empty if they count",
        }
        widgets = {
            "needs_trained": forms.NumberInput(attrs=_NARROW),
            "renew_months": forms.NumberInput(attrs=_NARROW),
            "courses": forms.CheckboxSelectMultiple,
        }


class SettingForm(RecordForm):
    """A setting, its contact and its designated lead."""

    class Meta(RecordForm.Meta):
        model = Setting
        fields = (
            "agency",
            "kind",
            "name",
            "area",
            "places",
            "people",
            "contact_name",
            "contact_email",
            "contact_phone",
            "lead_name",
            "lead_since",
            "has_declined",
            "notes",
            "opened_on",
        )
        labels = {
            "people": "How many people are to be trained?",
            "contact_name": "Contact",
            "has_declined": "It was offered training and declined",
        }
        help_texts = {
            "places": "Pupils, children or residents, if known",
            "people": "Staff, or the carers of a household, if known",
            "contact_email": "Where questions and reminders go",
            "lead_since": "If the lead has changed: training of the one before does not count from this day",
        }
        widgets = {
            "places": forms.NumberInput(attrs=_NARROW),
            "people": forms.NumberInput(attrs=_NARROW),
            "contact_phone": forms.TextInput(attrs=_PHONE),
        }


class SettingTrainingForm(RecordForm):
    """Who was trained, in what, and when; or how many."""

    number = forms.CharField(
        label="Staff number",
        max_length=40,
        required=False,
        help_text="If they are in the agency's register of people: their name is taken from there",
    )

    class Meta(RecordForm.Meta):
        model = SettingTraining
        fields = ("setting", "who", "role", "is_lead", "people", "course", "on", "source")
        labels = {"people": "How many people?"}
        help_texts = {
            "who": "Leave it empty to record a number of people without their names",
            "people": "With a name, one. Without, how many have been trained by that day, all told",
            "source": "For example, register of the session, certificate, telephone call",
        }
        widgets = {"people": forms.NumberInput(attrs=_NARROW)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].not_future = True
        self.order_fields(["setting", "who", "number"])
        if self.instance.person_id:
            self.initial["number"] = self.instance.person.number

    def clean(self):
        """A staff number is one of the setting's agency; a name is one person's."""
        found = super().clean()
        found["person"] = self._person(found)
        if found["person"]:
            found["who"] = self.instance.who = found["person"].name
        if found.get("who") and found.get("people") not in (None, 1):
            self.add_error("people", "A row with a name is about one person: enter 1.")
        if found.get("is_lead") and not found.get("who"):
            self.add_error("who", "Enter the name of the designated lead.")
        return found

    def _person(self, found):
        setting, number = found.get("setting"), found.get("number", "").strip()
        if not (setting and number):
            return None
        person = Person.objects.filter(agency=setting.agency_id, number=number).first()
        if person is None:
            self.add_error("number", f"Nobody of {setting.agency} has this staff number.")
        return person

    @property
    def values(self):
        """What the service is told: the person in place of the number."""
        values = super().values
        values.pop("number")
        return values


class SettingExclusionForm(RecordForm):
    """From when to when a setting does not count, and why."""

    class Meta(RecordForm.Meta):
        model = SettingExclusion
        fields = ("setting", "reason", "from_on", "to_on")
        help_texts = {"to_on": "Leave it empty if it is not known yet"}


class SettingListForm(PortalForm):
    """A list of settings, pasted or as a file."""

    marks_optional = False

    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency responsible for them")
    text = LongTextField(
        label="Paste the list",
        rows=8,
        max_length=MEGABYTE,
        required=False,
        help_text="The first row names the columns: name, kind, contact email, designated lead. "
        "They may also have an area.",
    )
    file = UploadField(
        may_wait=False,
        label="Or select a CSV file",
        required=False,
        help_text="Up to 1 MB",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        if user.has_role(Role.PREVENT_LEAD):
            self.fields["agency"].queryset = Agency.objects.filter(closed_on__isnull=True)
            self.initial.setdefault("agency", user.agency_id)
        else:
            del self.fields["agency"]

    def clean_file(self):
        """The file as text."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > MEGABYTE:
            raise forms.ValidationError("The file must be smaller than 1 MB")
        content = file.read()
        for encoding in ("utf-8-sig", "cp1252"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise forms.ValidationError("The file is not text. Save it as CSV, then select it again")

    def clean(self):
        """One list, from either."""
        found = super().clean()
        if "file" in found and not found.get("text"):
            found["text"] = found["file"]
        if not found.get("text") and not self.errors:
            self.add_error("text", "Paste the list, or select a file")
        return found

    @property
    def whose(self):
        """Whose settings they are: without a choice, one's own."""
        return self.cleaned_data.get("agency") or self.user.agency

    def keep_text(self):
        """Show the text of a file in the box, so that it need not be selected again."""
        self.data = self.data.copy()
        self.data["text"] = self.cleaned_data.get("text", "")


class CoverageFilter(FilterForm):
    """The day, the agency and the kind; what cannot be understood is passed over, and said."""

    on = DateField(label="As at", thing="The day", not_future=True, widget=DayInAddress)
    agency = forms.ModelChoiceField(Agency.objects.none(), empty_label="Every agency")
    kind = forms.ModelChoiceField(SettingKind.objects.none(), empty_label="Every kind")

    def __init__(self, data, *, user, today):
        super().__init__(data.copy())
        self.today = today
        if not any(key == "on" or key.startswith("on_") for key in self.data):
            self.data["on"] = today.isoformat()
        self.fields["kind"].queryset = SettingKind.objects.visible_to(user)
        if user.has_role(*SEES_EVERY_AGENCY):
            used = Setting.objects.order_by().values("agency")
            self.fields["agency"].queryset = Agency.objects.filter(pk__in=used)
        else:
            del self.fields["agency"]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = f"“{field.label}” is not one of the choices."
        self.full_clean()

    @property
    def day(self):
        """The day that is shown: today where the address names none."""
        return self.cleaned_data.get("on") or self.today

    @property
    def narrowed(self):
        """Conditions on settings."""
        return {
            name: self.cleaned_data[name]
            for name in ("agency", "kind")
            if self.cleaned_data.get(name)
        }

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]
