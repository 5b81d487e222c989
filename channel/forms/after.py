"""What is asked when a case is closed, reviewed, opened again, handed on, or spoken of to others."""

from django import forms
from django.utils import timezone

from prevent_portal.forms import DateField, LongTextField, PortalForm, Radios

from ..models import CareConsidered, Panel, PostClosureReview, Term
from ..states import Status


def _day(label):
    return DateField(label=label, thing=label, not_future=True)


def _terms(which, on):
    return Term.objects.on(on).filter(list=which)


class ToldForm(PortalForm):
    """Asks when somebody was told, or why they were not."""

    def clean(self):
        """Told on a day, or not told for a reason: one of them."""
        super().clean()
        told, why = self.cleaned_data.get("told_on"), self.cleaned_data.get("not_told_because")
        if told and why:
            self.add_error("not_told_because", "Leave this empty if they were told")
        elif "told_on" in self.cleaned_data and not told and not why:
            self.add_error("told_on", "Enter the day they were told, or say below why not")


class CloseForm(ToldForm):
    """The closing of a case: why, the report, and whether they were told."""

    on = _day("Day of closing")
    because = forms.ModelChoiceField(
        Term.objects.none(), label="Reason", empty_label="Choose from the list"
    )
    report = LongTextField(
        label="Closing report",
        rows=10,
        help_text="What was offered and taken up, what changed, what risk is left, who keeps in touch. "
        "Write “the person”, and leave out anything from an intelligence service.",
    )
    told_on = DateField(
        label="Day the person, or a parent, was told",
        thing="Day they were told",
        required=False,
        not_future=True,
    )
    not_told_because = LongTextField(label="If they were not told, why not", required=False, rows=3)

    def __init__(self, *args, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["because"].queryset = _terms(Term.List.CLOSING, on)


class ReopenForm(PortalForm):
    """Why a closed case is opened again, and where it goes."""

    on = _day("Day it is opened again")
    to = forms.ChoiceField(label="Where it goes", widget=Radios)
    because = LongTextField(label="Why it is opened again", rows=4)

    def __init__(self, *args, to, **kwargs):
        super().__init__(*args, **kwargs)
        words = {Status.TO_PANEL: "To the panel", Status.SCREENING: "To screening"}
        self.fields["to"].choices = [(status, words[status]) for status in to]


class ReviewForm(PortalForm):
    """What a review of a closed case found."""

    on = _day("Day of the review")
    finding = forms.ChoiceField(
        label="What was found",
        choices=PostClosureReview.Finding.choices,
        widget=Radios(hints={"concern": "The case goes to the panel as soon as you save this."}),
    )
    words = LongTextField(label="What the services that know the person say", rows=5)
    next_on = DateField(
        label="One more review on",
        thing="Day of the next review",
        required=False,
        help_text="Only if the panel asks for one, up to 24 months after closing.",
    )

    def __init__(self, *args, may_ask_for_more=True, **kwargs):
        super().__init__(*args, **kwargs)
        if not may_ask_for_more:
            del self.fields["next_on"]


class ExtendForm(PortalForm):
    """One more review of a closed case."""

    due_on = DateField(label="Day of the further review", thing="Day of the further review")
    because = LongTextField(label="Why the panel asks for it", rows=3)


class TransferForm(PortalForm):
    """Where a case goes, and why."""

    on = _day("Day it is handed over")
    to_panel = forms.ModelChoiceField(
        Panel.objects.none(),
        label="To a panel that uses this portal",
        required=False,
        empty_label="None of them",
        help_text="The panel gets the person’s details and the referral as a new case of its own.",
    )
    to_body = forms.CharField(label="Or to an area elsewhere", required=False, max_length=300)
    contact = forms.CharField(label="Who takes it over there", required=False, max_length=400)
    because = LongTextField(label="Why the case goes there", rows=4)

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to_panel"].queryset = Panel.objects.open().exclude(pk=case.panel_id)


class ReceiptForm(PortalForm):
    """That another area has a case."""

    on = _day("Day of the receipt")
    receipt_from = forms.CharField(label="Who confirmed it", max_length=300)


class TakeBackForm(PortalForm):
    """Why a case comes back."""

    on = _day("Day it came back")
    because = LongTextField(label="Why it comes back", rows=4)


class CareForm(PortalForm):
    """Whether somebody whom the panel does not support ought to get other help."""

    on = _day("Day it was considered")
    answer = forms.ChoiceField(
        label="Referral to health or social care",
        choices=CareConsidered.Answer.choices,
        widget=Radios,
    )
    because = LongTextField(label="Why", rows=4)
    referred_to = forms.CharField(
        label="To whom the person is referred", required=False, max_length=400
    )


class DisclosureForm(PortalForm):
    """Who was told what."""

    on = _day("Day they were told")
    told = forms.CharField(label="Who was told", max_length=300, help_text="Name, role and body.")
    what = LongTextField(label="What they were told", rows=4)
    why = LongTextField(label="Why they needed to know", rows=3)
    basis = forms.ModelChoiceField(
        Term.objects.none(), label="Legal basis", empty_label="Choose from the list"
    )
    attested = forms.BooleanField(
        label="Nothing of it was held by, came from or relates to an intelligence service",
        error_messages={
            "required": "Take out anything that came from an intelligence service, then confirm"
        },
    )

    def __init__(self, *args, on=None, **kwargs):
        super().__init__(*args, **kwargs)
        on = on or timezone.localdate()
        self.fields["basis"].queryset = _terms(Term.List.BASIS, on)
