"""Forms of people, their posts and their completions, and the filters of the list of people."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Q

from prevent_portal.forms import (
    DateField,
    FilterForm,
    LongTextField,
    PortalForm,
    Radios,
    UploadField,
)
from prevent_portal.forms.kept import KeptForm
from prevent_portal.models import Agency, Person
from prevent_portal.roles import Role

from ..belonging import in_post, members
from ..finding import find_people, not_found
from ..models import Completion, Course, Level, Setting, StaffGroup, Unit

_IN, _LEFT, _ALL = "in", "left", "all"


class PersonField(forms.ModelChoiceField):
    """Somebody, typed as a staff number or a full name."""

    def __init__(self, **options):
        super().__init__(
            Person.objects.none(),
            widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
            **options,
        )

    def prepare_value(self, value):
        """The number of whom the record names, or else the name; what was typed stays."""
        person = value if isinstance(value, Person) else None
        if isinstance(value, int):
            person = self.queryset.filter(pk=value).first()
        return (person.number or person.name) if person else value

    def to_python(self, value):
        """The person whom a number or a name means."""
        if value in self.empty_values:
            return None
        ProhibitNullCharactersValidator()(str(value))
        found, *others = find_people([str(value)], among=self.queryset)
        for sentence in not_found(*others):
            raise ValidationError(sentence, code="invalid_choice")
        return found[0]


class PeopleFilter(FilterForm):
    """Which people a list shows: words, agency, unit, level, kind, group, and whether in post."""

    q = forms.CharField(label="Name or staff number", max_length=200)
    agency = forms.ModelChoiceField(Agency.objects.none(), empty_label="Every agency")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Business unit", empty_label="Any")
    level = forms.ModelChoiceField(Level.objects.none(), label="Role level", empty_label="Any")
    kind = forms.ChoiceField(choices=[("", "Any"), *Person.Kind.choices])
    group = forms.ModelChoiceField(
        StaffGroup.objects.none(), label="Staff group", empty_label="Any"
    )
    state = forms.ChoiceField(
        label="In post",
        choices=[("", "In post today"), (_LEFT, "Not in post"), (_ALL, "All")],
    )

    def __init__(self, data, *, user, on):
        super().__init__(data)
        self.user, self.on = user, on
        units = Unit.objects.visible_to(user).standing().select_related("agency")
        if user.has_role(Role.PREVENT_LEAD):
            self.fields["agency"].queryset = Agency.objects.order_by("name")
            self.fields["unit"].label_from_instance = lambda unit: f"{unit}, {unit.agency}"
        else:
            del self.fields["agency"]
        self.fields["unit"].queryset = units
        self.fields["level"].queryset = Level.objects.visible_to(user).standing()
        self.fields["group"].queryset = StaffGroup.objects.visible_to(user).standing()
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = (
                f"“{field.label}” in the address is not one of the choices."
            )
        self.full_clean()

    @property
    def is_used(self):
        """True if anything is chosen that narrows the list."""
        return any(self.cleaned_data.values())

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]

    def narrowed(self, people):
        """The people who were asked for."""
        chosen, on = self.cleaned_data, self.on
        for word in chosen.get("q", "").split()[:8]:
            people = people.filter(Q(name__icontains=word) | Q(number__icontains=word))
        for name in ("agency", "kind"):
            if value := chosen.get(name):
                people = people.filter(**{name: value})
        of = {name: chosen[name] for name in ("unit", "level") if chosen.get(name)}
        state = chosen.get("state") or _IN
        if of or state == _IN:
            people = people.filter(in_post(on=on, **of))
        elif state == _LEFT:
            people = people.filter(~in_post(on=on))
        if chosen.get("group"):
            people = people.filter(members(chosen["group"], on=on))
        return people


class PostFields(PortalForm):
    """A post from a day."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Business unit")
    team = forms.CharField(max_length=200, required=False)
    level = forms.ModelChoiceField(Level.objects.none(), label="Role level")
    setting = forms.ModelChoiceField(
        Setting.objects.none(),
        required=False,
        empty_label="None",
        help_text="The school, home or household at which they are, if it is one",
    )
    works_with_people_at_risk = forms.BooleanField(
        label="Works with children or vulnerable adults", required=False
    )
    starts_on = DateField(label="First day in the post", not_future=False)

    def __init__(self, data=None, *, user, person=None, **kwargs):
        super().__init__(data, **kwargs)
        units = Unit.objects.visible_to(user).standing().select_related("agency")
        self.fields["unit"].queryset = units.filter(agency=person.agency_id) if person else units
        if not person and user.has_role(Role.PREVENT_LEAD):
            self.fields["unit"].label_from_instance = lambda unit: f"{unit}, {unit.agency}"
        self.fields["level"].queryset = Level.objects.visible_to(user).standing()
        settings = Setting.objects.visible_to(user).standing()
        self.fields["setting"].queryset = (
            settings.filter(agency=person.agency_id) if person else settings
        )


class AddPersonForm(PostFields):
    """Somebody whom no extract names, with their first post; the unit says of which agency."""

    name = forms.CharField(max_length=200)
    kind = forms.ChoiceField(choices=Person.Kind.choices, widget=Radios)
    number = forms.CharField(
        label="Staff number", max_length=40, required=False, help_text="If they have one"
    )
    job_title = forms.CharField(max_length=200, required=False)
    email = forms.EmailField(label="Email address", required=False)

    field_order = ["name", "kind", "number", "job_title", "email"]

    @property
    def values(self):
        """What the service is told."""
        return self.cleaned_data | {"agency": self.cleaned_data["unit"].agency}


class PersonForm(KeptForm):
    """Who somebody is."""

    class Meta(KeptForm.Meta):
        model = Person
        fields = ("name", "kind", "number", "job_title", "email")
        widgets = {"kind": Radios}
        labels = {"email": "Email address"}


class LastDayForm(PortalForm):
    """The last day of something."""

    on = DateField(label="Last day")


class CompletionForm(PortalForm):
    """That somebody completed a course: shown by a certificate, or said by themselves."""

    course = forms.ModelChoiceField(Course.objects.none())
    on = DateField(label="Completed on", not_future=True)
    route = forms.ChoiceField(
        label="How is it known?",
        choices=[
            (Completion.Route.CERTIFICATE, "By a certificate"),
            (Completion.Route.DECLARED, "They say so"),
        ],
        widget=Radios(
            hints={
                "certificate": "Choose its file below. It counts at once.",
                "declared": "It does not count until somebody has verified it.",
            }
        ),
    )
    file = UploadField(
        label="Certificate", required=False, help_text="PDF, PNG, JPG or DOCX of up to 20 MB"
    )

    def __init__(self, data=None, files=None, *, user, **kwargs):
        super().__init__(data, files, **kwargs)
        self.fields["course"].queryset = Course.objects.visible_to(user).standing()


class ReasonForm(PortalForm):
    """Why something is taken back."""

    reason = LongTextField(label="Why is it withdrawn?", rows=3, max_length=2000)
