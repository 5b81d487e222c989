"""What is asked between the referral and the panel."""

from django import forms

from prevent_portal.forms import DateField, LongTextField, PortalForm, Radios
from prevent_portal.models import User

from ..models import (
    AlternativePathway,
    Deconfliction,
    GatewayAssessment,
    Section36Decision,
    Term,
)


def _day(label):
    return DateField(label=label, thing=label, not_future=True)


def _words(label="Anything to add", **options):
    return LongTextField(label=label, **({"required": False, "rows": 3} | options))


class MoveForm(PortalForm):
    """The day of a step, and words for the chronology."""

    on = _day("Day")
    words = _words()


class DeconflictionForm(PortalForm):
    """What the police said: the status, and nowhere to write why."""

    outcome = forms.ChoiceField(
        label="Deconfliction",
        choices=Deconfliction.Outcome,
        widget=Radios(
            hints={
                Deconfliction.Outcome.PENDING: "The police have been asked",
                Deconfliction.Outcome.CLEAR: "The case may go on",
                Deconfliction.Outcome.NOT_CLEAR: "The case waits. Do not write anywhere why.",
            }
        ),
    )
    on = _day("Day of the check")


class GatewayForm(PortalForm):
    """The conclusion of the gateway assessment, and why."""

    conclusion = forms.ChoiceField(
        label="What the assessment concludes",
        choices=GatewayAssessment.Conclusion,
        widget=Radios,
    )
    words = LongTextField(
        label="Why",
        rows=5,
        help_text="Enter nothing that was held by, came from or relates to an intelligence service.",
    )
    on = _day("Day of the assessment")


class _ReasonForm(PortalForm):
    """A reason from one of the lists, and words."""

    LIST = None

    reason = forms.ModelChoiceField(Term.objects.none(), label="Reason")
    words = _words()
    on = _day("Day")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = Term.objects.on(today).filter(list=self.LIST)


class NotProgressedForm(_ReasonForm):
    """Why a referral goes no further."""

    LIST = Term.List.NOT_PROGRESSED


class CloseBelowForm(_ReasonForm):
    """Why a case below the threshold is closed."""

    LIST = Term.List.CLOSING


class Section36Form(PortalForm):
    """Who decided under section 36, what, on which grounds."""

    decided_by = forms.ChoiceField(
        label="Who decided",
        choices=Section36Decision.DecidedBy,
        widget=Radios(hints={Section36Decision.DecidedBy.AUTHORITY: "Since 12 April 2019"}),
    )
    decider = forms.CharField(label="Name and post of who decided", max_length=300)
    is_met = forms.TypedChoiceField(
        label="Are there reasonable grounds to believe that the person is vulnerable to being drawn into terrorism?",
        choices=[("yes", "Yes, section 36 is met"), ("no", "No, section 36 is not met")],
        coerce=lambda value: value == "yes",
        widget=Radios(
            hints={
                "yes": "The case goes to the panel",
                "no": "Other help is found for the person, or the case is closed",
            }
        ),
        error_messages={"required": "Select whether there are reasonable grounds"},
    )
    grounds = LongTextField(label="The grounds, or why there are none", rows=6)
    on = _day("Day of the decision")


class PathwayForm(PortalForm):
    """What other help is found, and who gives it."""

    what = LongTextField(label="What help", rows=3)
    to_whom = forms.CharField(
        label="To whom the person is referred",
        max_length=400,
        help_text="For example, early help, a school, a doctor or a housing team",
    )
    on = _day("Day of the referral")


class OutcomeForm(PortalForm):
    """What came of an alternative pathway."""

    outcome = forms.ChoiceField(
        label="What came of it",
        choices=AlternativePathway.Outcome,
        widget=Radios(
            hints={AlternativePathway.Outcome.CONCERN: "The case has to be screened again"}
        ),
    )
    words = LongTextField(label="In words", rows=4)
    on = _day("Day of the outcome")


class AskForm(PortalForm):
    """What is asked of which agency, of whom there, and what they are told of the person."""

    answerer = forms.ModelChoiceField(
        User.objects.none(),
        label="Who is asked",
        help_text="They sign in, see this request and nothing else of the case, and need no seat.",
    )
    asked = LongTextField(
        label="What is asked",
        rows=6,
        help_text="They read these words. Say no more of the case than they need to answer.",
    )
    shares_name = forms.BooleanField(label="Share the person’s name", required=False)
    shares_birth = forms.BooleanField(label="Share the person’s date of birth", required=False)
    due_on = DateField(
        label="Answer by", required=False, help_text="Leave it empty for the usual time"
    )

    def __init__(self, *args, by, usual=None, **kwargs):
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).exclude(pk=by.pk).select_related("agency")
        field = self.fields["answerer"]
        field.queryset = people.order_by("agency__name", "name", "pk")
        field.label_from_instance = lambda user: f"{user.agency.name}: {user.name}"
        if usual:
            self.fields[
                "due_on"
            ].help_text = (
                f"Leave it empty for {usual.day} {usual:%B %Y}, by the time limit for answers"
            )


class WithdrawForm(PortalForm):
    """Why a request is withdrawn."""

    reason = LongTextField(label="Why it is withdrawn", rows=3)


class AnswerForm(PortalForm):
    """What an agency holds, or that it holds nothing."""

    holds = forms.ChoiceField(
        label="Does your agency hold anything that answers this?",
        choices=[("yes", "Yes"), ("no", "No, we hold nothing")],
        widget=Radios,
        error_messages={"required": "Select whether your agency holds anything"},
    )
    words = LongTextField(
        label="What you hold",
        required=False,
        rows=10,
        help_text="Leave it empty if you hold nothing.",
    )
    attested = forms.BooleanField(
        label="Nothing here was held by, came from or relates to an intelligence service",
        error_messages={
            "required": "Take out anything that came from an intelligence service, then confirm"
        },
    )

    def clean(self):
        """Whoever holds something says what."""
        super().clean()
        holds, words = self.cleaned_data.get("holds"), self.cleaned_data.get("words", "")
        if holds == "yes" and not words.strip():
            self.add_error("words", "Enter what you hold")
        if holds == "no" and words.strip():
            self.add_error(
                "holds", "You have written what you hold. Select “Yes”, or take the words out"
            )
