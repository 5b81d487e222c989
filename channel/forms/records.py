"""Forms about records: how long they are kept, their review and destruction, and what the person asks."""

from django import forms

from prevent_portal.forms import DateField, LongTextField, PortalForm, PortalModelForm, Radios

from ..models import LegalHold, Rectification, RetentionReview, RetentionRule, RightsRequest
from .after import ToldForm

Ground = RetentionReview.Ground


def _day(label, **more):
    return DateField(label=label, thing=label, not_future=True, **more)


class PeriodForm(PortalModelForm):
    """How long a kind of record is kept, from a day on; the period before it ends that day."""

    class Meta(PortalModelForm.Meta):
        model = RetentionRule
        fields = ("kind", "length", "unit", "begins", "source", "from_on")
        labels = {"length": "How many", "unit": "Of what", "from_on": "From"}
        help_texts = {
            "from_on": "At least four weeks ahead. The period of this kind until now ends on this day "
            "by itself.",
            "source": "The guidance, the council’s retention schedule, or who decided it and when.",
        }
        widgets = {
            "length": forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
            "source": forms.Textarea(attrs={"rows": 2}),
        }

    def _get_validation_exclusions(self):
        """What was in force until now is ended as this is saved, not before."""
        return super()._get_validation_exclusions() | {"until_on"}


class RetentionForm(PortalForm):
    """What becomes of an ended case."""

    decision = forms.ChoiceField(
        label="What becomes of the case",
        choices=RetentionReview.Decision,
        widget=Radios(
            hints={"destroy": "Nothing happens until somebody else who runs the case confirms it."}
        ),
    )
    ground = forms.ChoiceField(
        label="Reason",
        choices=[
            ("", "Choose from the list"),
            ("To keep it", [(ground.value, ground.label) for ground in RetentionReview.KEEPS]),
            (
                "To destroy it",
                [(ground.value, ground.label) for ground in RetentionReview.DESTROYS],
            ),
        ],
    )
    keep_until = DateField(
        label="If it is kept, until when", thing="Day until which it is kept", required=False
    )
    words = LongTextField(
        label="Why", rows=4, help_text="Sealed with the case: it goes when the case goes."
    )


class HoldForm(PortalForm):
    """What stops the destruction of a case."""

    on = _day("From")
    why = forms.ChoiceField(label="What it is for", choices=LegalHold.Why, widget=Radios)
    words = LongTextField(label="More about it", rows=3)


class LiftForm(PortalForm):
    """Why a hold ends."""

    on = _day("Day it is lifted")
    because = LongTextField(label="Why it is lifted", rows=3)


class RightsForm(PortalForm):
    """What somebody asks of what a case holds."""

    received_on = _day("Day it came")
    kind = forms.ChoiceField(label="What is asked for", choices=RightsRequest.Kind, widget=Radios)
    asked_by = forms.ChoiceField(label="Who asks", choices=RightsRequest.AskedBy, widget=Radios)
    asker = forms.CharField(label="Name, and how to reach them", max_length=400)
    asked = LongTextField(label="What they say", rows=5)


class IdentityForm(PortalForm):
    """That it was checked who asks."""

    on = _day("Day of the check")
    how = LongTextField(
        label="How it was checked",
        rows=3,
        help_text="For a parent or somebody who acts for the person: also that they may.",
    )


class LongerForm(PortalForm):
    """Why a request takes longer."""

    on = _day("Day they are told that it takes longer")
    because = LongTextField(label="Why it takes longer", rows=3)


class DecideForm(ToldForm):
    """The decision on a request, and whether they were told."""

    on = _day("Day of the decision")
    decision = forms.ChoiceField(label="Decision", choices=RightsRequest.Decision, widget=Radios)
    because = LongTextField(
        label="Reasons",
        rows=5,
        help_text="What was done; and for what was refused, the exemption relied on and why it applies.",
    )
    told_on = _day("Day they were told", required=False)
    not_told_because = LongTextField(label="If they were not told, why not", required=False, rows=3)


class UseForm(PortalForm):
    """What a case is used for in spite of a restriction."""

    used_for = forms.ChoiceField(
        label="What it has to be used for",
        help_text="The restriction stands. From today the case can be used for 7 days, for this alone.",
        choices=RightsRequest.UsedFor,
        widget=Radios,
    )
    words = LongTextField(label="What has to be done, and why it cannot wait", rows=4)


class LiftRestrictionForm(LiftForm):
    """Why a restriction ends, and when they were told of it."""

    told_on = _day("Day they were told that it will be lifted")


class RectificationForm(PortalForm):
    """What is noted beside words of a case."""

    item = forms.ChoiceField(label="Which words")
    kind = forms.ChoiceField(label="What is noted", choices=Rectification.Kind, widget=Radios)
    words = LongTextField(label="What is right, or what the person says", rows=4)
    on = _day("Day")

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].choices = [
            ("", "Choose from the list"),
            *((each.key, _named(each)) for each in items),
        ]


class ReleaseForm(PortalForm):
    """What is released to the person, item by item: nothing is chosen beforehand."""

    items = forms.MultipleChoiceField(
        label="What is released",
        widget=forms.CheckboxSelectMultiple({"class": "govuk-checkboxes--small"}),
        error_messages={"required": "Choose what is released"},
    )
    blacked = LongTextField(
        label="Words to black out",
        required=False,
        rows=4,
        help_text="Names and other words about somebody else, one to a line. They are blacked out "
        "in everything that is released.",
    )

    def __init__(self, *args, items, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [(each.key, each.label) for each in items]


def _named(item):
    words = item.words if len(item.words) <= 70 else f"{item.words[:70]}…"
    return f"{item.heading}, {item.label.lower()}: {' '.join(words.split())}"
