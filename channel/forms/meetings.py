"""What is asked about a panel: its seats, its meetings, and what it decides."""

import datetime

from django import forms
from django.utils import timezone

from prevent_portal.forms import (
    DateField,
    KeptForm,
    LongTextField,
    PortalForm,
    PortalModelForm,
    Radios,
)
from prevent_portal.models import Agency, User

from .. import decisions
from ..models import (
    AgendaItem,
    Attendance,
    Clearance,
    Membership,
    Minute,
    Panel,
    PanelMeeting,
    PanelVisitor,
)
from ..permissions import Seats


def _with_agency(user):
    return f"{user.name}, {user.agency.name}"


class ProposalForm(PortalForm):
    """Who is to sit on a panel, as what."""

    user = forms.ModelChoiceField(User.objects.none(), label="Person")
    seat = forms.ChoiceField(label="Seat")
    speaks_for = forms.CharField(
        label="What they speak for",
        required=False,
        max_length=120,
        help_text="For example, children’s social care",
    )
    deputises_for = forms.ModelChoiceField(
        Membership.objects.none(),
        label="Whose deputy they are",
        required=False,
        help_text="For somebody who stands in for another member of the panel",
    )
    begins_on = DateField(label="From", required=False, help_text="Leave empty for today")

    def __init__(self, *args, panel, by, seats, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).exclude(pk=by.pk).select_related("agency")
        self.fields["user"].queryset = people.order_by("name")
        self.fields["user"].label_from_instance = _with_agency
        self.fields["seat"].choices = [(seat.value, seat.label) for seat in seats]
        if Seats.MEMBER in seats:
            rows = Membership.objects.in_force().filter(panel=panel, deputises_for=None)
            self.fields["deputises_for"].queryset = rows.filter(seat=Seats.MEMBER).select_related(
                "user"
            )
            self.fields["deputises_for"].label_from_instance = lambda row: row.user.name
        else:
            del self.fields["deputises_for"]

    @property
    def values(self):
        """What the service is told."""
        values = dict(self.cleaned_data)
        day = values.pop("begins_on")
        if day and day > timezone.localdate():
            values["begins_at"] = timezone.make_aware(
                datetime.datetime.combine(day, datetime.time())
            )
        return values


class EndSeatForm(PortalForm):
    """Why a seat on the panel ends."""

    because = forms.ChoiceField(
        label="Why it ends",
        choices=[(each.value, each.label) for each in Membership.CHOSEN],
        widget=Radios,
    )


class ClearanceForm(PortalModelForm):
    """Vetting and confidentiality of somebody on the panel."""

    class Meta(PortalModelForm.Meta):
        model = Clearance
        fields = ("vetted_to", "vetted_until", "signed_on")


class QuorumForm(PortalModelForm):
    """Who must be there, beside those whom the Act asks for."""

    class Meta(PortalModelForm.Meta):
        model = Panel
        fields = ("quorum", "quorum_services")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        from prevent_portal.forms import LinesField

        old = self.fields["quorum_services"]
        self.fields["quorum_services"] = LinesField(
            label=old.label, help_text=old.help_text, required=False, rows=4
        )


class MeetingForm(PortalModelForm):
    """When and where the panel meets."""

    starts_at = forms.TimeField(
        label="Begins at",
        help_text="For example, 14:00",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={
            "required": "Enter when it begins",
            "invalid": "Begins at must be a time, like 14:00",
        },
    )

    class Meta(PortalModelForm.Meta):
        model = PanelMeeting
        fields = ("on", "starts_at", "place")


class CancelMeetingForm(PortalForm):
    """Why a meeting is called off."""

    because = forms.ChoiceField(
        label="Why it is cancelled", choices=PanelMeeting.Cancellation, widget=Radios
    )


class AgendaForm(PortalForm):
    """Something for the agenda: a case, or other business."""

    case = forms.ModelChoiceField(AgendaItem.objects.none(), label="Case", required=False)
    words = forms.CharField(
        label="Or other business",
        max_length=200,
        required=False,
        help_text="Name nobody here: everybody on the panel reads the agenda.",
    )

    def __init__(self, *args, cases, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["case"].queryset = cases

    def clean(self):
        """One of the two."""
        given = super().clean()
        if bool(given.get("case")) == bool(given.get("words")) and not self.errors:
            self.add_error("case", "Select a case, or write what the other business is")
        return given


class RemoveItemForm(PortalForm):
    """Why something comes off the agenda."""

    because = forms.ChoiceField(label="Why it comes off", choices=AgendaItem.Removal, widget=Radios)
    words = LongTextField(
        label="More about it",
        required=False,
        rows=2,
        help_text="Kept sealed, in what has happened to the case.",
    )

    def __init__(self, *args, of_case, **kwargs):
        super().__init__(*args, **kwargs)
        if not of_case:
            del self.fields["words"]


class NoteItemForm(PortalForm):
    """What was said of the panel's own business."""

    notes = LongTextField(
        label="What was said",
        required=False,
        help_text="Name nobody here: everybody on the panel reads it.",
    )
    is_done = forms.BooleanField(label="Dealt with", required=False)


class AttendanceForm(PortalForm):
    """Who came: everybody who sits on the panel, and whoever is invited to one of its cases."""

    marks_optional = False

    def __init__(self, *args, sitting, invited, known, **kwargs):
        super().__init__(*args, **kwargs)
        self.sitting = {f"seat_{row.pk}": row for row in sitting}
        self.invited = {f"invited_{seat.pk}": seat for seat in invited}
        for name, row in self.sitting.items():
            self._ask(name, row.user, self._what(row), known.get((row.user_id, None)))
        for name, seat in self.invited.items():
            what = f"invited for {seat.case}"
            self._ask(name, seat.user, what, known.get((seat.user_id, seat.case_id)))

    def _what(self, row):
        if row.deputises_for:
            return f"deputy for {row.deputises_for.user.name}"
        return row.speaks_for or row.get_seat_display().lower()

    def _ask(self, name, user, what, state):
        self.fields[name] = forms.ChoiceField(
            label=f"{user.name}, {user.agency.name}: {what}",
            choices=[("", "Not said yet"), *Attendance.State.choices],
            required=False,
            initial=state or "",
        )

    @property
    def values(self):
        """What the service is told."""
        given = self.cleaned_data
        return {
            "sitting": [(row, given[name]) for name, row in self.sitting.items()],
            "invited": [(s.case, s.user, given[name]) for name, s in self.invited.items()],
        }


class VisitorForm(PortalModelForm):
    """Who visits, why, and that they signed."""

    class Meta(PortalModelForm.Meta):
        model = PanelVisitor
        fields = ("name", "organisation", "purpose", "signed_on")


class MinuteForm(KeptForm):
    """What the meeting says and decides of a case. Nothing is required until it is recorded."""

    class Meta(PortalModelForm.Meta):
        model = Minute
        fields = Minute.TYPED

    marks_optional = False

    def __init__(self, *args, instance, case, **kwargs):
        instance.case = case  # whose key is fetched already
        super().__init__(*args, instance=instance, **kwargs)
        found = decisions.choices(case)
        hints = {each.decision.value: each.consequence for each in found}
        self.fields["decision"] = self._radios(
            "Decision", [(each.decision.value, each.decision.label) for each in found], hints
        )
        self.fields["how"] = self._radios("How it was decided", Minute.How.choices, {})
        self.fields["dissent"].help_text = "If anybody did: each by name, with their reasons."
        self.fields[
            "care_considered"
        ].help_text = (
            "Needed where the case is not adopted: what was considered, also if the answer was no."
        )
        self.fields["asked"].help_text = "Needed for “Refer elsewhere” and “Ask for information”."
        for name in ("summary", "risk", "changed"):
            self.fields[name].widget.attrs["rows"] = 4
        for name in ("asked", "care_considered", "dissent"):
            self.fields[name].widget.attrs["rows"] = 2

        needed = {name for each in found for name, _ in each.needs}
        for name in {"asked", "care_considered", "next_review_on"} - needed:
            if not getattr(self.instance, name):
                del self.fields[name]

    def _radios(self, label, choices, hints):
        field = forms.ChoiceField(
            label=label, choices=choices, required=False, widget=Radios(hints=hints)
        )
        field.error_messages["invalid_choice"] = "This is not open any more: choose again"
        return field


class CorrectionForm(PortalForm):
    """What the panel did decide, where something else was recorded."""

    decision = forms.ChoiceField(label="Decision")
    how = forms.ChoiceField(label="How it was decided", choices=Minute.How, widget=Radios)
    dissent = LongTextField(
        label="Who disagreed, and why",
        required=False,
        rows=2,
        help_text="If anybody did: each by name, with their reasons.",
    )
    care_considered = LongTextField(
        label="Referral to health or social care", required=False, rows=2
    )
    asked = LongTextField(label="Where to, or what is asked of whom", required=False, rows=2)
    next_review_on = DateField(label="Next review", thing="Next review", required=False)
    because = LongTextField(label="What was recorded wrongly, and how it was noticed", rows=3)

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        hints = {each.decision.value: each.consequence for each in choices}
        self.fields["decision"] = forms.ChoiceField(
            label="Decision",
            choices=[(each.decision.value, each.decision.label) for each in choices],
            widget=Radios(hints=hints),
        )


class CaseActionForm(PortalForm):
    """Something to be done about a case."""

    words = LongTextField(label="What is to be done", rows=2)
    owner = forms.ModelChoiceField(User.objects.none(), label="By whom")
    due_on = DateField(label="By when", thing="By when", not_past=True)

    def __init__(self, *args, owners, **kwargs):
        super().__init__(*args, **kwargs)
        people = [user.pk for user in owners]
        found = User.objects.filter(pk__in=people).select_related("agency").order_by("name")
        self.fields["owner"].queryset = found
        self.fields["owner"].label_from_instance = _with_agency


class DoneForm(PortalForm):
    """How something was done."""

    words = LongTextField(label="What was done", rows=3)


class LivesInForm(PortalForm):
    """The police force for the area where the person lives."""

    lives_in = forms.ModelChoiceField(
        Agency.objects.none(),
        label="Police force",
        help_text="For the area where the person lives. It must be at any meeting that speaks of them "
        "(section 37(3)).",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        forces = Agency.objects.filter(kind=Agency.Kind.POLICE, closed_on=None)
        self.fields["lives_in"].queryset = forces


class PanelForm(PortalModelForm):
    """A panel, its council and its police."""

    class Meta(PortalModelForm.Meta):
        model = Panel
        fields = ("name", "authority", "police", "contact", "out_of_hours")
