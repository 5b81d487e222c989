"""Forms of courses, role levels, business units and rules."""

from django import forms

from prevent_portal.forms.fields import LinesField
from prevent_portal.forms.registers import RecordForm
from prevent_portal.models import Person

from ..models import Course, CourseVersion, Level, Rule, Unit

_NARROW = {"class": "govuk-input--width-3"}


class CourseForm(RecordForm):
    """What a course is, and as which other it counts."""

    class Meta(RecordForm.Meta):
        model = Course
        fields = ("name", "code", "route", "minutes", "is_legacy", "counts_as", "prerequisites")
        labels = {"minutes": "Usual length in minutes", "is_legacy": "It is no longer given"}
        help_texts = {"code": "As extracts and certificates write it, for example WRAP"}
        widgets = {
            "minutes": forms.NumberInput(attrs=_NARROW),
            "counts_as": forms.CheckboxSelectMultiple,
            "prerequisites": forms.CheckboxSelectMultiple,
        }


class CourseVersionForm(RecordForm):
    """A course as it was given for a time."""

    class Meta(RecordForm.Meta):
        model = CourseVersion
        fields = ("course", "name", "route", "minutes", "from_on", "to_on")
        labels = {"name": "Version", "minutes": "Length in minutes"}
        widgets = {"minutes": forms.NumberInput(attrs=_NARROW)}


class LevelForm(RecordForm):
    """A role level in the words of extracts."""

    class Meta(RecordForm.Meta):
        model = Level
        fields = ("name", "position")
        labels = {"position": "Place in lists"}
        widgets = {"position": forms.NumberInput(attrs=_NARROW)}


class UnitForm(RecordForm):
    """A unit of an agency."""

    class Meta(RecordForm.Meta):
        model = Unit
        fields = ("agency", "name", "directorate")
        help_texts = {"name": "As the agency's extract writes it"}


class KindsField(forms.MultipleChoiceField):
    """Kinds of people, none ticked for every kind."""

    def __init__(self, **options):
        super().__init__(
            label="Kinds of people",
            choices=Person.Kind.choices,
            widget=forms.CheckboxSelectMultiple,
            required=False,
            help_text="Tick none for every kind",
            **options,
        )


class PostsForm(RecordForm):
    """What names units: of those who see several agencies' units, each says whose it is."""

    def __init__(self, data=None, files=None, *, user, **kwargs):
        super().__init__(data, files, user=user, **kwargs)
        units = self.fields["units"]
        units.queryset = units.queryset.select_related("agency").order_by("agency__name", "name")
        units.label_from_instance = lambda unit: f"{unit}, {unit.agency}"


class RuleForm(PostsForm):
    """Who must take what, by when, and how often again."""

    kinds = KindsField()
    directorates = LinesField(
        label="Directorates", rows=3, required=False, max_length=4000, help_text="One to a line"
    )

    class Meta(RecordForm.Meta):
        model = Rule
        fields = (
            "name",
            "agency",
            "courses",
            "needs_all",
            "prerequisites",
            "kinds",
            "levels",
            "groups",
            "directorates",
            "units",
            "only_at_risk",
            "trigger",
            "due_months",
            "renew_months",
            "target_percent",
            "is_headline",
            "starts_on",
            "ends_on",
        )
        labels = {
            "agency": "Agency whose people it is for",
            "levels": "Role levels",
            "due_months": "Due within how many months?",
            "renew_months": "To be taken again every how many months?",
            "target_percent": "Target in percent",
            "is_headline": "Its figures are the agency's headline",
            "needs_all": "All of these courses are needed, not any one of them",
        }
        help_texts = {
            "agency": "Leave it open for a rule that holds for every agency",
            "levels": "Tick none for every level",
            "groups": "Tick none for everybody; several are added up",
            "units": "Tick none for every unit",
            "renew_months": "Leave it empty if once is enough",
        }
        widgets = {
            "courses": forms.CheckboxSelectMultiple,
            "prerequisites": forms.CheckboxSelectMultiple,
            "levels": forms.CheckboxSelectMultiple,
            "groups": forms.CheckboxSelectMultiple,
            "units": forms.CheckboxSelectMultiple,
            "due_months": forms.NumberInput(attrs=_NARROW),
            "renew_months": forms.NumberInput(attrs=_NARROW),
            "target_percent": forms.NumberInput(attrs=_NARROW),
        }
