"""Forms of schools' filters, booking staff, letters to managers, and policies."""

from django import forms
from django.db.models import Q

from prevent_portal.forms import DateField, LongTextField, PortalForm, Radios
from prevent_portal.forms.chosen import offer
from prevent_portal.forms.registers import RecordForm
from prevent_portal.models import Person
from prevent_portal.roles import Role

from ..models import (
    AuditAnswer,
    BookingStaff,
    Checklist,
    ManagerLetter,
    PolicyReview,
    Premises,
    PremisesKind,
    SchoolFilter,
)

_LONGEST = 5000


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

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "setting", self.fields["setting"].queryset, by=("name",))
        for name in ("confirmed_on", "lettings_reviewed_on", "lettings_shared_on"):
            self.fields[name].not_future = True

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
        self.fields["briefed_on"].not_future = True
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
        fields = (
            "premises",
            "kind",
            "way",
            "checklist",
            "message",
            "sent_on",
            "sent_to",
            "answer_by_on",
            "answered_on",
            "answered_as",
            "answer",
        )
        labels = {"sent_on": "Sent on", "answered_on": "Answered on", "way": "How does it go?"}
        help_texts = {
            "checklist": "Its questions are what they answer",
            "message": "Shown above the questions to whoever has the link. Name nobody.",
            "answered_on": "For an answer that came on paper or in an email. One by link writes itself down",
        }
        widgets = {
            "kind": Radios,
            "way": Radios(
                hints={
                    "link": "The email address of the place is sent a private link. The email itself says nothing else"
                }
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("sent_on", self.on)
        self.fields["answered_on"].not_future = True


class WriteToForm(PortalForm):
    """One letter to who runs each of many places."""

    to = forms.ChoiceField(
        label="To whom?",
        choices=[
            ("leased", "Places leased to somebody else"),
            ("committee", "Places run by a committee"),
            ("hireable", "Places that can be hired"),
            ("all", "All places"),
        ],
        widget=Radios,
    )
    of_kind = forms.ModelChoiceField(
        PremisesKind.objects.none(), label="Of which kind?", required=False, empty_label="Any"
    )
    kind = forms.ChoiceField(
        label="Which letter?",
        choices=[
            (each.value, each.label)
            for each in (ManagerLetter.Kind.CHECKLIST, ManagerLetter.Kind.GUIDANCE)
        ],
        widget=Radios,
    )
    checklist = forms.ModelChoiceField(
        Checklist.objects.none(),
        required=False,
        help_text="Its questions are what they answer",
    )
    message = LongTextField(
        label="What are they told?",
        rows=5,
        max_length=_LONGEST,
        required=False,
        help_text="Shown above the questions to whoever has the link. Name nobody.",
    )
    answer_by_on = DateField(label="Answer asked for by", not_past=True)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["of_kind"].queryset = PremisesKind.objects.standing()
        self.fields["checklist"].queryset = Checklist.objects.standing()

    def clean(self):
        """A letter with a checklist has one that asks something, and there is somebody to write to."""
        found = super().clean()
        checklist = found.get("checklist")
        if found.get("kind") == ManagerLetter.Kind.CHECKLIST and checklist is None:
            self.add_error("checklist", "Select the checklist that they are asked.")
        if checklist and not checklist.items.standing().exists():
            self.add_error("checklist", "This checklist asks nothing yet.")
        if not self.errors and not self.premises.exclude(contact_email="").exists():
            self.add_error("to", "None of these places has an email address.")
        return found

    @property
    def premises(self):
        """The places that are meant, of those that they keep."""
        rows = Premises.objects.visible_to(self.user).standing()
        found = self.cleaned_data
        wanted = {
            "leased": ~Q(tenant=""),
            "committee": Q(kind__is_reminded=True),
            "hireable": Q(is_hireable=True),
            "all": Q(),
        }[found["to"]]
        rows = rows.filter(wanted)
        return rows.filter(kind=found["of_kind"]) if found.get("of_kind") else rows

    @property
    def values(self):
        """What the service is told of the letter."""
        return {
            name: self.cleaned_data[name]
            for name in ("kind", "checklist", "message", "answer_by_on")
        }


class AnswerLetterForm(PortalForm):
    """What who runs a place answers to a letter: the questions of its checklist, or that it was read."""

    answer = LongTextField(
        label="What else do you want to say?", required=False, rows=4, max_length=_LONGEST
    )
    answered_as = forms.CharField(
        label="In which post do you answer?",
        max_length=200,
        help_text="For example, centre manager or secretary of the committee. Not your name",
        error_messages={"required": "Enter the post in which you answer"},
    )

    def __init__(self, *args, letter, **kwargs):
        checklist, asked = letter.checklist, {}
        self.items = []
        if checklist:
            self.items = list(checklist.items.standing().order_by("position", "pk"))
        else:
            words = "We have read this, and whoever takes bookings knows it"
            asked["has_read"] = forms.BooleanField(label=words)
        for item in self.items:
            asked[f"value_{item.pk}"] = forms.ChoiceField(
                label=item.words,
                help_text=item.hint,
                choices=AuditAnswer.Value,
                widget=Radios,
                error_messages={"required": f"Answer: {item.words}"},
            )
            asked[f"words_{item.pk}"] = LongTextField(
                label=f"What do you say to it? {item.words}",
                required=False,
                rows=2,
                max_length=_LONGEST,
            )
        self.base_fields = asked | type(self).base_fields
        super().__init__(*args, **kwargs)

    @property
    def values(self):
        """What the service is told: answers by the key of their question."""
        found = self.cleaned_data
        answers = {
            str(item.pk): {
                "value": found[f"value_{item.pk}"],
                "words": found[f"words_{item.pk}"],
            }
            for item in self.items
        }
        return {
            "answered_as": found["answered_as"],
            "answer": found["answer"],
            "answers": answers,
        }


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
