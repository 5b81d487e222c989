"""Forms of toolkits, self-assessment and the register of requirements."""

from dataclasses import dataclass

from django import forms
from django.db.models import Q

from prevent_portal.forms import (
    DateField,
    FilterForm,
    LongTextField,
    PortalForm,
    Radios,
    UploadField,
)
from prevent_portal.forms.registers import RecordForm

from ..models import (
    Benchmark,
    BenchmarkScore,
    Body,
    Counts,
    Criterion,
    Rating,
    Requirement,
    Risk,
    Toolkit,
)
from .risk import head_in_words, offer_linked

_NARROW = {"class": "govuk-input--width-3"}
_YEAR = {"class": "govuk-input--width-4", "inputmode": "numeric"}


class ToolkitForm(RecordForm):
    """What a toolkit is called, and in which years it was in use."""

    class Meta(RecordForm.Meta):
        model = Toolkit
        fields = ("name", "issuer", "valid_from", "valid_to")


class RatingForm(RecordForm):
    """One step of a toolkit's rating scale."""

    class Meta(RecordForm.Meta):
        model = Rating
        fields = ("toolkit", "position", "words", "counts_as")
        widgets = {"position": forms.NumberInput(attrs=_NARROW), "counts_as": Radios}


class BenchmarkForm(RecordForm):
    """A head of a toolkit."""

    class Meta(RecordForm.Meta):
        model = Benchmark
        fields = ("toolkit", "position", "title")
        widgets = {"position": forms.NumberInput(attrs=_NARROW)}


class CriterionForm(RecordForm):
    """One thing that is asked under a head."""

    class Meta(RecordForm.Meta):
        model = Criterion
        fields = ("benchmark", "position", "text")
        labels = {"benchmark": "Head"}
        widgets = {"position": forms.NumberInput(attrs=_NARROW)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["benchmark"]
        field.queryset = field.queryset.select_related("toolkit")
        field.label_from_instance = head_in_words


class CriteriaFileForm(PortalForm):
    """A file of criteria for a toolkit."""

    toolkit = forms.ModelChoiceField(Toolkit.objects.none())
    file = UploadField(
        may_wait=False,
        label="CSV file",
        help_text="Two columns: head (its number) and criterion. The first line names them",
    )

    def __init__(self, data=None, files=None, *, user, **kwargs):
        super().__init__(data, files=files, **kwargs)
        self.fields["toolkit"].queryset = Toolkit.objects.visible_to(user).standing()


class AssessmentForm(PortalForm):
    """Which year is assessed, by which toolkit, and for whom."""

    toolkit = forms.ModelChoiceField(Toolkit.objects.none(), widget=Radios, empty_label=None)
    year = forms.IntegerField(
        min_value=2010, max_value=2199, widget=forms.TextInput(attrs=_YEAR), help_text="Four digits"
    )
    body = forms.ModelChoiceField(
        Body.objects.none(), required=False, label="Board or group that it is for"
    )

    def __init__(self, data=None, *, user, on, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["toolkit"].queryset = Toolkit.objects.visible_to(user).standing()
        self.fields["body"].queryset = Body.objects.visible_to(user).standing()
        self.initial["year"] = on.year


class DayForm(FilterForm):
    """The day that figures speak of."""

    on = DateField(label="As at", thing="Day", not_future=True)


@dataclass(frozen=True)
class Asked:
    """A criterion with the fields in which it is judged, and how it was judged last year."""

    criterion: Criterion
    rating: object
    words: object
    shown_by: object
    next_step: object
    score: BenchmarkScore | None
    before: BenchmarkScore | None


class HeadForm(PortalForm):
    """All criteria of one head: the rating of each, in words, what shows it and what comes next."""

    marks_optional = False

    def __init__(self, data=None, *, criteria, ratings, scores, before, **kwargs):
        super().__init__(data, **kwargs)
        self.criteria, self.scores, self.before = criteria, scores, before
        self.by_key = {str(rating.pk): rating for rating in ratings}
        for criterion in criteria:
            self._ask(criterion, ratings, scores.get(criterion.pk))

    def _ask(self, criterion, ratings, score):
        key = f"c{criterion.pk}"
        fields = {
            "rating": forms.ChoiceField(
                label="Rating",
                choices=[(str(rating.pk), rating.words) for rating in ratings],
                widget=Radios,
                required=False,
            ),
            "words": LongTextField(
                label="Why? Needed where it does not apply", rows=2, required=False
            ),
            "shown_by": LongTextField(
                label="What shows it: documents, minutes, figures", rows=2, required=False
            ),
            "next_step": LongTextField(label="Next step", rows=2, required=False),
        }
        for name, field in fields.items():
            self.fields[f"{key}-{name}"] = field
        if score:
            self.initial |= {
                f"{key}-rating": str(score.rating_id),
                f"{key}-words": score.words,
                f"{key}-shown_by": score.shown_by,
                f"{key}-next_step": score.next_step,
            }

    @property
    def asked(self):
        """The criteria in order, each with its fields."""
        return [
            Asked(
                criterion,
                *(
                    self[f"c{criterion.pk}-{name}"]
                    for name in ("rating", "words", "shown_by", "next_step")
                ),
                self.scores.get(criterion.pk),
                self.before.get(criterion.pk),
            )
            for criterion in self.criteria
        ]

    @property
    def judged(self):
        """What the service is told: {criterion: (rating, words, shown_by, next_step)}."""
        return {
            criterion: (
                self.by_key.get(self.cleaned_data[f"c{criterion.pk}-rating"]),
                *(
                    self.cleaned_data[f"c{criterion.pk}-{name}"]
                    for name in ("words", "shown_by", "next_step")
                ),
            )
            for criterion in self.criteria
        }

    def clean(self):
        """What does not apply needs its reason; words without a rating would be lost."""
        cleaned = super().clean()
        for criterion in self.criteria:
            key = f"c{criterion.pk}"
            rating = self.by_key.get(cleaned.get(f"{key}-rating", ""))
            typed = any(cleaned.get(f"{key}-{n}") for n in ("words", "shown_by", "next_step"))
            if rating is None and typed and f"{key}-rating" not in self.errors:
                self.add_error(f"{key}-rating", "Select a rating, so that these words are kept")
            if (
                rating
                and rating.counts_as == Counts.NOT_APPLICABLE
                and not cleaned.get(f"{key}-words")
            ):
                self.add_error(f"{key}-words", "Enter why it does not apply")
        return cleaned


class RequirementForm(RecordForm):
    """A line of the law in the partnership's own words, and what it is linked to."""

    class Meta(RecordForm.Meta):
        model = Requirement
        fields = (
            "title",
            "words",
            "reference",
            "position",
            "valid_from",
            "valid_to",
            "documents",
            "missing",
            "benchmarks",
            "risks",
        )
        labels = {"title": "Requirement in a line"}
        widgets = {
            "position": forms.NumberInput(attrs=_NARROW),
            "benchmarks": forms.CheckboxSelectMultiple,
            "risks": forms.CheckboxSelectMultiple,
        }

    def __init__(self, data=None, files=None, *, user, **kwargs):
        super().__init__(data, files, user=user, **kwargs)
        chosen = Q(met_requirements=self.instance.pk) if self.instance.pk else Q(pk=None)
        field = self.fields["benchmarks"]
        rows = field.queryset.filter(
            Q(closed_on__isnull=True, toolkit__valid_to__isnull=True) | chosen
        )
        field.queryset = rows.select_related("toolkit").distinct()
        field.label_from_instance = head_in_words
        offer_linked(self, "risks", Risk.objects.visible_to(user), "met_requirements")
