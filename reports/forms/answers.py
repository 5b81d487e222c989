"""Forms of usual questions and of the answers that are given."""

from django import forms

from actions.forms.overview import DayInAddress
from prevent_portal.figures import catalogue
from prevent_portal.forms import DateField, FilterForm, LongTextField, PortalForm, Radios
from prevent_portal.forms.registers import RecordForm, SmallBoxes
from prevent_portal.models import Agency
from prevent_portal.roles import SEES_EVERY_AGENCY

from ..models import Answer, Question
from ..series import names


class FiguresField(forms.MultipleChoiceField):
    """Figures of the catalogue that may be given to anybody outside."""

    widget = SmallBoxes

    def __init__(self, **kwargs):
        super().__init__(choices=_offered, **kwargs)


def _offered():
    known = catalogue()
    return [(name, known[name].title) for name in names() if not known[name].is_withheld]


class QuestionForm(RecordForm):
    """A usual question and the position on it."""

    why = LongTextField(
        label="Why is it withheld, or not held?",
        required=False,
        rows=4,
        help_text="In plain words, as the public may read them",
    )
    answer = LongTextField(
        label="What is answered",
        required=False,
        rows=4,
        help_text="What is said before the figures. Name nobody, and give no number: the figures below are guarded",
    )
    figures = FiguresField(label="Which figures answer it?", required=False)

    class Meta(RecordForm.Meta):
        model = Question
        fields = (
            "text",
            "topic",
            "position",
            "exemption",
            "why",
            "answer",
            "figures",
            "reviewed_on",
            "reviewed_by",
            "review_due_on",
        )
        labels = {
            "text": "Question",
            "exemption": "Under which exemption is it withheld?",
            "reviewed_on": "When was the position last looked at?",
            "reviewed_by": "By whom?",
            "review_due_on": "When is it looked at again?",
        }
        help_texts = {"review_due_on": "Left empty, a year after it was looked at"}
        widgets = {"position": Radios}


class AnswerDay(FilterForm):
    """As at which day a question is answered, and for which agency."""

    on = DateField(label="As at", thing="The day", not_future=True, widget=DayInAddress)
    agency = forms.ModelChoiceField(Agency.objects.none(), empty_label="My own")

    def __init__(self, data, *, user, today):
        super().__init__(data.copy())
        self.user, self.today = user, today
        if user.has_role(*SEES_EVERY_AGENCY):
            standing = Agency.objects.filter(closed_on__isnull=True)
            self.fields["agency"].queryset = standing.order_by("name")
        else:
            del self.fields["agency"]
        if not any(key.startswith("on") for key in self.data):
            self.data["on"] = today.isoformat()
        self.full_clean()

    @property
    def day(self):
        """The day: today where the address names none."""
        return self.cleaned_data.get("on") or self.today

    @property
    def whose(self):
        """The agency: one's own where the address names none."""
        return self.cleaned_data.get("agency") or self.user.agency

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]


class GiveForm(PortalForm):
    """To which request an answer was given, and when; never to whom."""

    reference = forms.CharField(
        label="Number of the request",
        max_length=40,
        validators=Answer._meta.get_field("reference").validators,
        help_text="For example FOI 2026/0142. Never the name of whoever asked",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )
    given_on = DateField(label="When was it given?", thing="Day", not_future=True)
    read = forms.CharField(widget=forms.HiddenInput, max_length=64)
