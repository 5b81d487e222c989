"""Forms of schools' filters, booking staff, letters to managers, and policies."""

from django import forms

from prevent_portal.forms import Radios
from prevent_portal.forms.registers import RecordForm
from prevent_portal.models import Person
from prevent_portal.roles import Role

from ..models import BookingStaff, ManagerLetter, PolicyReview, SchoolFilter


class SchoolFilterForm(RecordForm):
    """Who filters a school's internet, and its lettings policy."""

    class Meta(RecordForm.Meta):
        model = SchoolFilter
        fields = (
            "agency",
            "setting",
            "from_council",
            "provider",
            "product",
            "confirmed_on",
            "confirmed_how",
            "checks_organisations",
            "lettings_reviewed_on",
            "lettings_is_good",
            "lettings_shared_on",
            "notes",
        )
        labels = {
            "agency": "Whose record it is",
            "from_council": "It buys its filter from the council",
            "provider": "If not, from whom?",
            "checks_organisations": "It looks into who books its rooms",
            "lettings_is_good": "Its lettings and speakers policy is one that others can learn from",
        }
        help_texts = {"confirmed_how": "For example, audit round, visit, telephone call"}

    def clean(self):
        """Confirmed means that it is known who filters."""
        found = super().clean()
        known = found.get("from_council") or found.get("provider")
        if found.get("confirmed_on") and not known and "provider" not in self.errors:
            self.add_error(
                "provider", "Say who filters, or tick that it is bought from the council."
            )
        return found


class BookingStaffForm(RecordForm):
    """Somebody who handles bookings, by their staff number."""

    number = forms.CharField(
        label="Staff number",
        max_length=40,
        help_text="As in the register of training: their training is looked up there",
    )

    class Meta(RecordForm.Meta):
        model = BookingStaff
        fields = ("premises", "from_on", "to_on", "briefed_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.order_fields(["premises", "number"])
        if self.instance.pk:
            self.initial["number"] = self.instance.person.number

    def clean(self):
        """The number is one of the agency's people."""
        found = super().clean()
        premises, number = found.get("premises"), found.get("number", "").strip()
        if premises and number:
            person = Person.objects.filter(agency=premises.agency_id, number=number).first()
            if person is None:
                self.add_error("number", f"Nobody of {premises.agency} has this staff number.")
            else:
                self.instance.person = found["person"] = person
        return found

    @property
    def values(self):
        """What the service is told: the person in place of the number."""
        values = super().values
        values.pop("number")
        return values


class ManagerLetterForm(RecordForm):
    """A letter to who runs a place, and their answer."""

    class Meta(RecordForm.Meta):
        model = ManagerLetter
        fields = ("premises", "kind", "sent_on", "sent_to", "answer_by_on", "answered_on", "answer")
        labels = {"sent_on": "Sent on", "answered_on": "Answered on"}
        widgets = {"kind": Radios}


class PolicyReviewForm(RecordForm):
    """A policy and its yearly review."""

    class Meta(RecordForm.Meta):
        model = PolicyReview
        fields = ("agency", "subject", "title", "owner", "reviewed_on", "found", "link", "next_on")
        help_texts = {"next_on": "At the latest a year after it was last reviewed"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reviewed_on"].not_future = True
        if not self.user.has_role(Role.PREVENT_LEAD):
            self.fields["owner"].queryset = self.fields["owner"].queryset.filter(
                agency=self.user.agency_id
            )

    def clean(self):
        """A policy comes round at least once a year."""
        found = super().clean()
        last, following = found.get("reviewed_on"), found.get("next_on")
        if last and following and (following - last).days > 366:
            self.add_error("next_on", "Review it at least once a year.")
        return found
