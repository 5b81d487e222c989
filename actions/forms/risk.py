"""Forms of risks, their scales and scores, and of recommendations."""

from django import forms
from django.db.models import Q

from prevent_portal.forms import DateField, LinesField, LongTextField, PortalForm, Radios
from prevent_portal.forms.registers import RecordForm

from ..models import Body, Recommendation, Risk, RiskScale

#: Shown above every form whose record may come from the counter-terrorism local profile.
WARNING = (
    "Never copy the counter-terrorism local profile, or anything else that is intelligence, into "
    "this form. Give its reference and what it recommends, in words that could be read out to the "
    "whole partnership."
)
_NARROW = {"class": "govuk-input--width-3"}
_CTLP = "ctlp"
TICK = (
    "Tick that it contains no intelligence material: the portal holds a reference to the profile "
    "and its recommendations, nothing more"
)


class NumbersField(LinesField):
    """Whole numbers, one to a line."""

    def prepare_value(self, value):
        """Write the numbers under each other."""
        return "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else value

    def clean(self, value):
        """Read the lines back into numbers."""
        lines = super().clean(value)
        if not all(line.isascii() and line.isdigit() and len(line) < 4 for line in lines):
            raise forms.ValidationError(f"{self.label} must be whole numbers, one to a line")
        return [int(line) for line in lines]


class RiskScaleForm(RecordForm):
    """The words for each step, and the scores at which the levels start."""

    likelihood = LinesField(
        label="Words for likelihood", help_text="One to a line, from the least to the most"
    )
    impact = LinesField(
        label="Words for impact", help_text="One to a line, from the least to the most"
    )
    levels = LinesField(
        label="Words for the levels", help_text="One to a line, from the lowest to the highest"
    )
    level_starts = NumbersField(
        label="Score at which each level starts",
        help_text="One to a line, as many as there are levels. The first is 1",
    )

    class Meta(RecordForm.Meta):
        model = RiskScale
        fields = (
            "name",
            "likelihood",
            "impact",
            "levels",
            "level_starts",
            "high_from",
            "valid_from",
            "valid_to",
        )
        labels = {"high_from": "A risk is high from which score?"}
        widgets = {"high_from": forms.NumberInput(attrs=_NARROW)}

    def clean(self):
        """Levels rise, and start within what the scale can reach."""
        cleaned = super().clean()
        starts = cleaned.get("level_starts")
        if starts and starts != sorted(set(starts)):
            self.add_error("level_starts", "Each level must start higher than the one before")
        if starts and len(starts) != len(cleaned.get("levels") or starts):
            self.add_error("level_starts", "Give one score for each level")
        if starts and starts[0] != 1:
            self.add_error("level_starts", "The first level must start at 1")
        most = len(cleaned.get("likelihood") or ()) * len(cleaned.get("impact") or ())
        for name, value in (
            ("level_starts", (starts or [0])[-1]),
            ("high_from", cleaned.get("high_from")),
        ):
            if most and value and value > most:
                self.add_error(name, f"The highest score on this scale is {most}")
        return cleaned


def _steps(words):
    return [(str(n), f"{n}. {step}") for n, step in enumerate(words, 1)]


class ScoreForm(PortalForm):
    """How likely and how bad it is judged on a day, and why."""

    on = DateField(label="Judged on", thing="The day it was judged", not_future=True)
    likelihood = forms.TypedChoiceField(coerce=int, widget=Radios)
    impact = forms.TypedChoiceField(coerce=int, widget=Radios)
    why = LongTextField(label="Why?", rows=3, max_length=5000)

    def __init__(self, data=None, *, scale, current=None, **kwargs):
        super().__init__(data, **kwargs)
        offer_scale(self, scale)
        if current and current.scale_id == getattr(scale, "pk", None):
            self.initial |= {"likelihood": current.likelihood, "impact": current.impact}


def offer_scale(form, scale):
    """Let a form ask for likelihood and impact in the words of a scale."""
    form.fields["likelihood"].choices = _steps(scale.likelihood if scale else ())
    form.fields["impact"].choices = _steps(scale.impact if scale else ())


class EscalateForm(PortalForm):
    """To whom a risk is taken, and why."""

    body = forms.ModelChoiceField(Body.objects.none(), label="Board or group")
    reason = LongTextField(label="Why?", rows=3, max_length=2000)

    def __init__(self, data=None, *, user, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["body"].queryset = Body.objects.visible_to(user).standing()


class SourcedForm(RecordForm):
    """A record with a source: what comes from the police profile is ticked as holding no intelligence."""

    warning = WARNING

    def clean(self):
        """The tick is asked for where the source is the profile."""
        cleaned = super().clean()
        if cleaned.get("source") == _CTLP and not cleaned.get("has_no_intelligence"):
            self.add_error("has_no_intelligence", TICK)
        return cleaned


class RiskForm(SourcedForm):
    """What could go wrong, where that is known from, who answers for it; a new one is scored too."""

    likelihood = forms.TypedChoiceField(coerce=int, widget=Radios)
    impact = forms.TypedChoiceField(coerce=int, widget=Radios)
    why = LongTextField(label="Why is it scored so?", rows=3, max_length=5000)

    class Meta(RecordForm.Meta):
        model = Risk
        fields = (
            "title",
            "description",
            "source",
            "source_reference",
            "has_no_intelligence",
            "target_score",
            "owner",
            "owner_post",
            "agencies",
            "review_on",
            "response",
            "benchmarks",
            "marking",
        )
        labels = {
            "title": "Risk",
            "has_no_intelligence": "It contains no intelligence material",
            "response": "What is being done about it",
        }
        help_texts = {
            "target_score": "The score that the partnership would live with",
            "marking": "What is OFFICIAL-SENSITIVE is seen by its owner, the agencies ticked here, "
            "and those who oversee the partnership",
        }
        widgets = {
            "source": Radios,
            "marking": Radios,
            "target_score": forms.NumberInput(attrs=_NARROW),
            "agencies": forms.CheckboxSelectMultiple,
            "benchmarks": forms.CheckboxSelectMultiple,
        }

    def __init__(self, data=None, files=None, *, on, **kwargs):
        super().__init__(data, files, on=on, **kwargs)
        self.scale = RiskScale.in_force(on)
        if self.instance.pk:
            for name in ("likelihood", "impact", "why"):
                del self.fields[name]
        else:
            offer_scale(self, self.scale)
        self.fields["benchmarks"].queryset = _heads(self.fields["benchmarks"], self.instance)
        self.fields["benchmarks"].label_from_instance = head_in_words

    def clean_target_score(self):
        """A target lies within the scale."""
        target = self.cleaned_data["target_score"]
        if target is not None and self.scale and not 1 <= target <= self.scale.most:
            raise forms.ValidationError(f"Target score must be between 1 and {self.scale.most}")
        return target


def head_in_words(head):
    """A benchmark with the toolkit it stands in."""
    return f"{head.title} ({head.toolkit.name}, {head.position})"


def _heads(field, instance):
    """The benchmarks of toolkits in use, and those that are linked already."""
    chosen = Q(risks=instance.pk) if instance.pk else Q(pk=None)
    rows = field.queryset.filter(Q(closed_on__isnull=True, toolkit__valid_to__isnull=True) | chosen)
    return rows.select_related("toolkit").distinct()


class RecommendationForm(SourcedForm):
    """What was advised, by whom, and what the partnership answers."""

    class Meta(RecordForm.Meta):
        model = Recommendation
        fields = (
            "title",
            "words",
            "source",
            "reference",
            "has_no_intelligence",
            "received_on",
            "answer",
            "answer_reason",
            "owner",
            "owner_post",
            "agencies",
            "due_on",
            "risks",
            "marking",
        )
        labels = {
            "title": "Recommendation in a line",
            "has_no_intelligence": "It contains no intelligence material",
        }
        help_texts = {
            "answer_reason": "Needed where it is rejected, or accepted only in part",
            "marking": "What is OFFICIAL-SENSITIVE is seen by its owner, the agencies ticked here, "
            "and those who oversee the partnership",
        }
        widgets = {
            "source": Radios,
            "answer": Radios,
            "marking": Radios,
            "agencies": forms.CheckboxSelectMultiple,
            "risks": forms.CheckboxSelectMultiple,
        }

    def __init__(self, data=None, files=None, *, user, **kwargs):
        super().__init__(data, files, user=user, **kwargs)
        offer_linked(self, "risks", Risk.objects.visible_to(user), "recommendations")

    def clean(self):
        """Whatever is not accepted in full needs its reason."""
        cleaned = super().clean()
        if cleaned.get("answer") in ("partly", "rejected") and not cleaned.get("answer_reason"):
            self.add_error("answer_reason", "Enter why it is not accepted in full")
        return cleaned


def offer_linked(form, name, rows, back):
    """Offer the records that stand, and those that are linked already though they are closed."""
    chosen = Q(**{back: form.instance.pk}) if form.instance.pk else Q(pk=None)
    form.fields[name].queryset = rows.filter(Q(closed_on__isnull=True) | chosen).distinct()
