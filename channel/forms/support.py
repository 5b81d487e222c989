"""The support plan, consent to it, support itself, and what is to be done by when."""

from django import forms
from django.utils import timezone

from prevent_portal.forms import DateField, LongTextField, PortalForm, PortalModelForm, Radios
from prevent_portal.models import User

from ..ages import is_adult
from ..models import (
    Consent,
    Factor,
    Intervention,
    PlanItem,
    Provider,
    SupportPlan,
    SupportSession,
    Term,
)


class DatedForm(PortalForm):
    """Something that happened on a day, today unless somebody says otherwise."""

    on = DateField(label="Day", not_future=True)

    def __init__(self, *args, **kwargs):
        initial = {"on": timezone.localdate()} | (kwargs.pop("initial", None) or {})
        super().__init__(*args, initial=initial, **kwargs)

    def catch_up(self):
        """Once somebody was told that another saved meanwhile, saving again is after that."""
        if "after" in self.fields and self.non_field_errors():
            self.data = self.data.copy()
            self.data["after"] = str(self.initial["after"])


class PlanForm(DatedForm):
    """A version of the support plan: what section 36(5) asks for."""

    consent_how = LongTextField(
        label="How consent is to be asked for", rows=2, help_text="Section 36(5)(a)"
    )
    consent_when = LongTextField(label="When consent is to be asked for", rows=2)
    consent_by = LongTextField(label="Who asks for consent", rows=2)
    support = LongTextField(
        label="What support is to be given", rows=4, help_text="Section 36(5)(b)"
    )
    provided_by = LongTextField(label="Who gives the support", rows=2, help_text="Section 36(5)(c)")
    how_and_when = LongTextField(
        label="How and when it is given", rows=3, help_text="Section 36(5)(d)"
    )
    changed = LongTextField(label="What changed since the last version, and why", rows=3)
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, last=None, **kwargs):
        known = {"after": last.number if last else 0}
        if last:
            known |= {name: getattr(last, name) for name in SupportPlan.CONTENTS}
        super().__init__(*args, initial=known, **kwargs)
        if last is None:
            del self.fields["changed"]


class _WhoseForm(DatedForm):
    """Who speaks for the person about consent; adult or child only where no date of birth says so."""

    marks_optional = False
    is_adult = forms.TypedChoiceField(
        label="Is the person 18 or over?",
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=Radios,
        help_text="The date of birth is not known.",
    )
    whose = forms.ChoiceField(label="Whose consent", choices=Consent.Whose, widget=Radios)
    capacity = forms.ChoiceField(
        label="In what capacity they answer for somebody under 18",
        choices=Consent.Capacity,
        widget=Radios,
        required=False,
    )
    who = forms.CharField(
        label="Name of the parent, guardian or authority",
        max_length=200,
        required=False,
        help_text="Leave it empty where the person answers for themself",
    )
    how = LongTextField(label="How, and by whom", rows=2)

    def __init__(self, *args, case, **kwargs):
        self.adult = is_adult(case.subject, on=timezone.localdate())
        whose = {True: Consent.Whose.PERSON, False: Consent.Whose.PARENT, None: None}[self.adult]
        super().__init__(*args, initial={"whose": whose}, **kwargs)
        if case.subject.date_of_birth is not None:
            del self.fields["is_adult"]

    def clean(self):
        """Somebody who answers for a child says who they are, and in what capacity."""
        super().clean()
        if self.cleaned_data.get("whose") == Consent.Whose.PARENT:
            if not self.cleaned_data.get("capacity"):
                self.add_error("capacity", "Select in what capacity they answer for the person")
            if "who" not in self.errors and not self.cleaned_data.get("who"):
                self.add_error("who", "Enter the name of the parent, guardian or authority")


class SeekConsentForm(_WhoseForm):
    """Of whom consent was asked, how and by whom."""


#: What becomes of what somebody under 18 says themself.
_WISH = (
    "If they are under 18, that they want to stop is written down, told to the chair, and due for the next panel. "
    "Their parent or guardian decides."
)


class AnswerConsentForm(_WhoseForm):
    """Whether consent was given or refused, and by whom."""

    is_given = forms.TypedChoiceField(
        label="Was consent given?",
        choices=[("yes", "Given"), ("no", "Refused")],
        coerce=lambda value: value == "yes",
        widget=Radios(
            hints={
                "yes": "The chair may then adopt the case.",
                "no": "Support that is under way ends that day.",
            }
        ),
    )
    words = LongTextField(label="What was said (optional)", rows=3, required=False)
    field_order = ["on", "is_given"]


class WithdrawConsentForm(_WhoseForm):
    """That consent was withdrawn, by whom and how; or that a child wants to stop."""

    whose = forms.ChoiceField(
        label="Who withdraws it",
        choices=[
            (Consent.Whose.PERSON, "The person"),
            (Consent.Whose.PARENT, Consent.Whose.PARENT.label),
        ],
        widget=Radios(hints={Consent.Whose.PERSON: _WISH}),
    )
    words = LongTextField(label="What was said (optional)", rows=3, required=False)


class AdoptForm(DatedForm):
    """The day of the adoption."""


class _OwnerForm(PortalForm):
    """Who does something: somebody seated at the case, or somebody else in words."""

    owner = forms.ModelChoiceField(
        User.objects.none(),
        label="Who does it",
        required=False,
        help_text="Somebody who may open the case",
    )
    owner_words = forms.CharField(
        label="Or somebody else", max_length=200, required=False, help_text="Their name and service"
    )

    def __init__(self, *args, case, **kwargs):
        super().__init__(*args, **kwargs)
        seated = case.seats.in_force().values("user")
        self.fields["owner"].queryset = User.objects.filter(pk__in=seated).select_related("agency")
        self.fields["owner"].label_from_instance = lambda user: f"{user.name}, {user.agency.name}"

    def clean(self):
        """One of the two."""
        super().clean()
        if not self.errors.get("owner") and not (
            self.cleaned_data.get("owner") or self.cleaned_data.get("owner_words")
        ):
            self.add_error("owner", "Say who does it")


class PlanItemForm(_OwnerForm):
    """What somebody is to do by when, and which finding it answers."""

    words = LongTextField(label="What is to be done", rows=3)
    due_on = DateField(label="By when", not_past=True)
    factor = forms.ModelChoiceField(
        Factor.objects.none(),
        label="Which finding of the last assessment it answers",
        required=False,
        empty_label="None",
    )
    field_order = ["words", "owner", "owner_words", "due_on", "factor"]

    def __init__(self, *args, case, assessment=None, **kwargs):
        super().__init__(*args, case=case, **kwargs)
        if assessment is None:
            del self.fields["factor"]
        else:
            self.fields["factor"].queryset = assessment.framework.factors.all()


class MovePlanItemForm(_OwnerForm):
    """Another day or owner, and why."""

    due_on = DateField(label="By when", not_past=True)
    because = LongTextField(label="Why", rows=2)
    field_order = ["due_on", "owner", "owner_words", "because"]

    def __init__(self, *args, case, item: PlanItem, **kwargs):
        known = {"owner": item.owner_id, "owner_words": item.owner_words, "due_on": item.due_on}
        super().__init__(*args, case=case, initial=known, **kwargs)


class FinishPlanItemForm(DatedForm):
    """What came of it."""

    was_dropped = forms.TypedChoiceField(
        label="What happened",
        choices=[("no", "It is done"), ("yes", "It will not be done")],
        coerce=lambda value: value == "yes",
        widget=Radios,
    )
    outcome = LongTextField(label="What came of it, or why it will not be done", rows=3)


class PlanReviewForm(DatedForm):
    """What was found when the plan was looked at, and when it is looked at again."""

    words = LongTextField(label="What was found", rows=5)
    next_on = DateField(label="Next review by", not_past=True)

    def __init__(self, *args, next_on, **kwargs):
        super().__init__(*args, initial={"next_on": next_on}, **kwargs)


class CommissionForm(DatedForm):
    """What support is arranged, by whom, and to what end."""

    kind = forms.ModelChoiceField(Term.objects.none(), label="Kind of support")
    provider = forms.ModelChoiceField(Provider.objects.none(), label="Provider")
    purpose = LongTextField(label="What it is to achieve", rows=3)
    field_order = ["kind", "provider", "purpose", "on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = Term.objects.on(timezone.localdate()).filter(list=Term.List.SUPPORT)
        self.fields["kind"].queryset = kinds
        self.fields["provider"].queryset = Provider.objects.all()


class SessionForm(DatedForm):
    """How a session went."""

    outcome = forms.ChoiceField(label="How it went", choices=SupportSession.Outcome, widget=Radios)
    words = LongTextField(label="What happened", rows=4, required=False)


class EndInterventionForm(DatedForm):
    """Why support ended, and what came of it."""

    because = forms.ChoiceField(
        label="Why it ended",
        choices=[
            choice
            for choice in Intervention.Ending.choices
            if choice[0] != Intervention.Ending.WITHDRAWN
        ],
        widget=Radios,
    )
    outcome = LongTextField(label="What came of it", rows=4)


class ProviderForm(PortalModelForm):
    """A provider, and who approved them from when to when."""

    class Meta(PortalModelForm.Meta):
        model = Provider
        fields = ["name", "contact", "approved_by", "from_on", "until_on"]
        labels = {
            "approved_by": "Approved by",
            "from_on": "Approved from",
            "until_on": "Approved until",
        }
