"""An assessment by any framework, and a framework itself."""

from django import forms
from django.core.exceptions import ValidationError

from prevent_portal.forms import DateField, LinesField, LongTextField, PortalForm, Radios

from ..models import Assessment
from .support import DatedForm

#: As long as the columns that hold them.
DIMENSION, FACTOR, STEP = 120, 200, 60


class AssessmentForm(DatedForm):
    """Each factor's score and words, what changed, and the conclusion, which is required."""

    marks_optional = False
    after = forms.IntegerField(widget=forms.HiddenInput, required=False)
    basis = forms.ChoiceField(
        label="What it rests on (optional)",
        choices=Assessment.Basis,
        widget=Radios,
        required=False,
    )

    def __init__(self, *args, framework, last=None, said_before=None, **kwargs):
        super().__init__(*args, initial={"after": last.number if last else 0}, **kwargs)
        self.framework = framework
        self.factors = list(framework.factors.all())
        for factor in self.factors:
            self._ask(factor, (said_before or {}).get(factor.pk, ""))
        if last:
            self.fields["changed"] = self._worded(
                LongTextField(label="What changed since the last assessment", rows=4)
            )
        self.fields["conclusion"] = self._worded(
            LongTextField(
                label="Conclusion", rows=5, help_text="What this means, and what should follow"
            )
        )

    def _worded(self, field):
        field.error_messages["required"] = (
            f"Enter {'a conclusion' if field.label == 'Conclusion' else 'what changed'}"
        )
        return field

    def _ask(self, factor, before):
        scale = self.framework.scale
        if scale:
            self.fields[f"score_{factor.pk}"] = forms.TypedChoiceField(
                label=factor.words,
                required=False,
                choices=[("", "Not scored"), *((str(n), words) for n, words in enumerate(scale))],
                coerce=int,
                empty_value=None,
                help_text=before,
            )
        self.fields[f"words_{factor.pk}"] = LongTextField(
            label=f"{factor.words}: what was seen" if scale else factor.words,
            required=False,
            rows=2,
            help_text="" if scale else before,
        )

    def groups(self):
        """The fields of the factors by dimension: [(dimension, [bound field, ...]), ...]."""
        found = {}
        for factor in self.factors:
            fields = found.setdefault(factor.dimension, [])
            for name in (f"score_{factor.pk}", f"words_{factor.pk}"):
                if name in self.fields:
                    fields.append(self[name])
        return list(found.items())

    def rest(self):
        """The fields that stand after the factors."""
        return [self[name] for name in ("basis", "changed", "conclusion") if name in self.fields]

    def findings(self):
        """(score or None, words) by factor."""
        said = self.cleaned_data
        return {
            factor: (said.get(f"score_{factor.pk}"), said[f"words_{factor.pk}"])
            for factor in self.factors
        }

    def values(self):
        """What the service is told."""
        keys = ("on", "after", "basis", "changed", "conclusion")
        told = {key: self.cleaned_data[key] for key in keys if key in self.cleaned_data}
        return told | {"framework": self.framework, "findings": self.findings()}


class FrameworkForm(PortalForm):
    """A framework whole: a line that ends with a colon begins a dimension, the others are factors."""

    name = forms.CharField(label="Name", max_length=120)
    about = LongTextField(label="What it is for", required=False, rows=3, max_length=2000)
    scale = LinesField(
        label="Scores, from lowest to highest",
        required=False,
        rows=5,
        help_text="One to a line. Leave it empty where factors are described in words only.",
    )
    factors = LongTextField(
        label="Dimensions and factors",
        rows=16,
        help_text="One factor to a line. A line that ends with a colon begins a dimension.",
    )
    from_on = DateField(label="In force from")
    until_on = DateField(label="In force until", required=False)

    def __init__(self, *args, framework=None, **kwargs):
        known = {}
        if framework:
            known = {"about": framework.about, "scale": framework.scale}
            known["factors"] = "\n".join(
                line
                for dimension, factors in framework.dimensions()
                for line in (f"{dimension}:", *(factor.words for factor in factors))
            )
        super().__init__(*args, initial=known, **kwargs)
        if framework:
            del self.fields["name"]

    def clean_scale(self):
        """At least two steps, each once, none too long."""
        scale = self.cleaned_data["scale"]
        if len(scale) == 1:
            raise ValidationError("Enter at least two scores, or none")
        if len({step.casefold() for step in scale}) < len(scale):
            raise ValidationError("A score stands there twice")
        if any(len(step) > STEP for step in scale):
            raise ValidationError(f"A score must be {STEP} characters or fewer")
        return scale

    def clean_factors(self):
        """(dimension, words) of each factor, in order."""
        dimension, found = "", []
        for line in filter(None, map(str.strip, self.cleaned_data["factors"].split("\n"))):
            if line.endswith(":"):
                dimension = line.removesuffix(":").strip()
                continue
            if not dimension:
                raise ValidationError("Begin with the name of a dimension, and a colon after it")
            if len(line) > FACTOR or len(dimension) > DIMENSION:
                raise ValidationError(f"A factor must be {FACTOR} characters or fewer")
            if (dimension, line) in found:
                raise ValidationError(f"“{line}” stands there twice")
            found.append((dimension, line))
        if not found:
            raise ValidationError("Enter at least one factor")
        return found

    def clean(self):
        """The last day comes after the first."""
        super().clean()
        begins, ends = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if begins and ends and ends <= begins:
            self.add_error("until_on", "The last day must come after the first")
