"""Forms of audit rounds: the round, its questions, whom it goes to, and the answers of a setting."""

from django import forms

from prevent_portal.forms import DateField, LongTextField, PortalForm, Radios
from prevent_portal.forms.registers import RecordForm, SmallBoxes

from ..figures_of_settings import not_covered
from ..models import AuditQuestion, AuditRound, Setting, SettingKind

#: Settings that are offered one by one; of more, whole kinds are chosen.
MOST_SETTINGS = 100
#: The largest number that a setting may answer with.
MOST = 100_000
_NARROW = {"class": "govuk-input--width-3"}
_NUMBER = {"class": "govuk-input--width-5", "inputmode": "numeric"}


class AuditRoundForm(RecordForm):
    """What a round is about and when it closes."""

    class Meta(RecordForm.Meta):
        model = AuditRound
        fields = ("agency", "title", "intro", "course", "closes_on")
        labels = {"intro": "What should the settings be told first?"}
        help_texts = {
            "intro": "Shown above the questions. Name nobody.",
            "course": "Dates and numbers of people trained are recorded as this course",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["closes_on"].not_past = not self.instance.pk


class AuditQuestionForm(RecordForm):
    """One question."""

    class Meta(RecordForm.Meta):
        model = AuditQuestion
        fields = ("round", "words", "hint", "kind", "is_required", "feeds", "position")
        labels = {"position": "Place in the form"}
        help_texts = {"feeds": "Leave it open to keep the answer with the return alone"}
        widgets = {"kind": Radios, "position": forms.NumberInput(attrs=_NARROW)}

    def clean(self):
        """What a question feeds says how it must be answered."""
        found = super().clean()
        needed = AuditQuestion.FED_BY.get(found.get("feeds"))
        if needed and found.get("kind") and found["kind"] != needed:
            self.add_error("kind", f"For what it changes it must be answered by: {needed.label}.")
        return found


class SendRoundForm(PortalForm):
    """To which settings a round goes: whole kinds, single ones, or both."""

    marks_optional = False

    kinds = forms.ModelMultipleChoiceField(
        SettingKind.objects.none(),
        label="Every setting of these kinds",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    settings = forms.ModelMultipleChoiceField(
        Setting.objects.none(), label="These settings", required=False, widget=SmallBoxes
    )

    only_not_covered = forms.BooleanField(
        label="Only those of them that are not covered today", required=False
    )

    def __init__(self, *args, audit, user, on, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on
        have = audit.invites.in_use().order_by().values("setting")
        found = Setting.objects.visible_to(user).standing().filter(agency=audit.agency_id)
        self.found = found.exclude(pk__in=have)
        with_address = self.found.exclude(contact_email="")
        self.without_address = self.found.filter(contact_email="").count()
        self.fields["kinds"].queryset = SettingKind.objects.filter(
            pk__in=with_address.order_by().values("kind")
        )
        if with_address.count() <= MOST_SETTINGS:
            self.fields["settings"].queryset = with_address.order_by("name", "pk")
        else:
            del self.fields["settings"]

    def clean(self):
        """At least one."""
        found = super().clean()
        if not found.get("kinds") and not found.get("settings"):
            raise forms.ValidationError("Tick at least one kind or setting.")
        if not self.chosen:
            raise forms.ValidationError("Each of these settings is covered, or does not count.")
        return found

    @property
    def chosen(self):
        """The settings."""
        said = self.cleaned_data
        rows = Setting.objects.filter(pk__in=[each.pk for each in said.get("settings", ())])
        rows |= self.found.filter(kind__in=said.get("kinds", ()))
        if said.get("only_not_covered"):
            rows = not_covered(rows, on=self.on)
        return list(rows.order_by("name", "pk"))


class SetAsideForm(PortalForm):
    """Why a return is left out."""

    reason = LongTextField(label="Why is it set aside?", rows=3, max_length=2000)


class ReturnForm(PortalForm):
    """The questions of a round, for one setting to answer."""

    def __init__(self, *args, audit, **kwargs):
        self.questions = list(audit.questions.standing())
        self.base_fields = {f"q{question.pk}": _field(question) for question in self.questions}
        super().__init__(*args, **kwargs)

    @property
    def answers(self):
        """What is kept: answers by the key of their question, days as ISO dates."""
        given = ((str(q.pk), self.cleaned_data.get(f"q{q.pk}")) for q in self.questions)
        return {
            key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in given
        }


def _field(question):
    kind = AuditQuestion.Kind
    about = {
        "label": question.words,
        "help_text": question.hint,
        "required": question.is_required,
        "error_messages": {"required": f"Answer: {question.words}"},
    }
    if question.kind == kind.YES_NO:
        return forms.ChoiceField(
            choices=[("yes", "Yes"), ("no", "No")],
            widget=Radios,
            **_errors(about, "invalid_choice"),
        )
    if question.kind == kind.NUMBER:
        return forms.IntegerField(
            min_value=0,
            max_value=MOST,
            widget=forms.TextInput(attrs=_NUMBER),
            **_errors(about, "invalid", "Enter a whole number"),
        )
    if question.kind == kind.DAY:
        return DateField(thing="The day", not_future=True, **about)
    return forms.CharField(max_length=500, **about)


def _errors(about, code, words="Choose one of the answers"):
    return about | {"error_messages": about["error_messages"] | {code: words}}
