"""Forms of who is who: contacts by area, member leads, distribution lists, whom staff call."""

from django import forms

from prevent_portal.forms import (
    DateField,
    FilterForm,
    LongTextField,
    PortalForm,
    Radios,
)
from prevent_portal.forms.registers import RecordForm, SmallBoxes
from prevent_portal.models import Agency

from ..models import (
    ContactPoint,
    DistributionEntry,
    DistributionList,
    MemberLead,
    SpocArea,
    SpocAssignment,
)
from ..models.directory import GAPS
from .overview import DayInAddress

_NO_DAY = "The day in the address is not a real date: today is shown."
_NARROW = {"class": "govuk-input--width-3"}
_PHONE = {"class": "govuk-input--width-20", "autocomplete": "off"}


class SpocFilter(FilterForm):
    """Which part of the register, as at which day."""

    on = DateField(label="As at", thing="The day", widget=DayInAddress)
    gap = forms.ChoiceField(label="Gaps", choices=[("", "Any or none"), *GAPS.items()])
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Agency", empty_label="Any")

    def __init__(self, data, *, user, today):
        super().__init__(data)
        self.fields["agency"].queryset = Agency.objects.visible_to(user)
        for name in ("gap", "agency"):
            field = self.fields[name]
            field.error_messages["invalid_choice"] = (
                f"“{field.label}” in the address is not one of the choices."
            )
        self.full_clean()
        self.day = self.cleaned_data.get("on") or today

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        errors = [error for name in self.errors if name != "on" for error in self.errors[name]]
        return [_NO_DAY, *errors] if "on" in self.errors else errors

    @property
    def asked(self):
        """What the register is asked for."""
        chosen = self.cleaned_data
        return {"on": self.day, "gap": chosen.get("gap", ""), "agency": chosen.get("agency")}


class AreaForm(RecordForm):
    """An area of work, and whose it is."""

    class Meta(RecordForm.Meta):
        model = SpocArea
        fields = ("name", "agency", "position")
        labels = {
            "name": "Name of the area",
            "agency": "Agency that keeps it",
            "position": "Place in the register",
        }
        help_texts = {
            "name": "For example, Housing, or a hospital trust",
            "agency": "Leave empty for an area that several agencies share",
            "position": "Areas stand in this order, then by name",
        }
        widgets = {"position": forms.NumberInput(attrs=_NARROW)}


class AssignmentForm(RecordForm):
    """A post, the agencies it is for, who holds it, and from when to when."""

    class Meta(RecordForm.Meta):
        model = SpocAssignment
        fields = ("job_title", "agencies", "holder", "is_deputy", "held_from", "held_to")
        labels = {
            "agencies": "For which agencies?",
            "holder": "Who holds it?",
            "is_deputy": "This is a deputy",
        }
        help_texts = {
            "holder": "Leave empty while nobody does: the register then shows a gap",
            "held_to": "The last day, where it is known",
        }
        widgets = {"agencies": SmallBoxes}


class EndForm(PortalForm):
    """The last day of a post, and why it ends."""

    held_to = DateField(label="Last day")
    reason = LongTextField(label="Why does it end?", rows=3, max_length=2000)


class ReasonForm(PortalForm):
    """Why something is taken out."""

    reason = LongTextField(label="Why?", rows=3, max_length=2000)


class MemberLeadForm(RecordForm):
    """An elected member, the authority, from when to when, and what they are asked to do."""

    class Meta(RecordForm.Meta):
        model = MemberLead
        fields = ("agency", "name", "post", "user", "held_from", "held_to", "duties")
        labels = {
            "post": "Post",
            "user": "Signs in as",
            "held_to": "Last day",
        }
        help_texts = {
            "post": "For example, lead member for communities",
            "user": "If the member has a sign-in of their own",
            "duties": "One to a line",
            "held_to": "Leave empty while the office lasts",
        }


class DistributionListForm(RecordForm):
    """What a list is called, what it is for, and when it is looked through."""

    class Meta(RecordForm.Meta):
        model = DistributionList
        fields = ("name", "purpose", "review_due_on")
        labels = {"purpose": "What is it for?", "review_due_on": "Look through it by"}


class EntryForm(RecordForm):
    """One of: somebody who signs in, an area's post, an address."""

    class Meta(RecordForm.Meta):
        model = DistributionEntry
        fields = ("user", "area", "name", "organisation", "email")
        labels = {
            "user": "Somebody who signs in",
            "area": "Or whoever is the contact for an area",
            "name": "Or somebody else: name",
            "organisation": "Their organisation",
            "email": "Their email address",
        }
        help_texts = {
            "area": "Holders and deputies of the day on which the list is used",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = SpocArea.objects.open()

    def _post_clean(self):
        """Leave the rule of one kind to the service, which says it in a sentence."""


class ContactPointForm(RecordForm):
    """A number or address, about whom it is, and when it answers."""

    class Meta(RecordForm.Meta):
        model = ContactPoint
        fields = (
            "name",
            "kind",
            "audience",
            "hours",
            "hours_in_words",
            "who_for",
            "phone",
            "email",
            "link",
            "note",
            "position",
            "checked_on",
        )
        labels = {
            "audience": "Whom is it about?",
            "hours": "When does it answer?",
            "hours_in_words": "Its hours",
            "who_for": "What is it for?",
            "position": "Place in its list",
        }
        help_texts = {
            "hours_in_words": "For example, Monday to Friday, 9am to 5pm",
            "who_for": "In a few words that staff understand at once",
            "position": "Lower numbers stand first",
        }
        widgets = {
            "audience": Radios,
            "hours": Radios,
            "phone": forms.TextInput(attrs=_PHONE),
            "position": forms.NumberInput(attrs=_NARROW),
        }


class ListReviewForm(PortalForm):
    """By when a list is looked through again."""

    review_due_on = DateField(label="Look through it again by", not_past=True)
