"""The national form's fields (domain: referral fields), in the order in which somebody tells a story."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from prevent_portal.forms import DateField, LongTextField, PortalForm, Radios

from ..models import Panel, Term

#: Nobody referred is older, in years.
OLDEST = 120


def _words(label, *, required=False, length=200, **kwargs):
    return forms.CharField(label=label, required=required, max_length=length, **kwargs)


class ReferralForm(PortalForm):
    """What somebody tells the panel about a person they are worried about."""

    panel = forms.ModelChoiceField(Panel.objects.none(), label="Area where the person lives")
    forenames = _words("Forenames", required=True)
    surname = _words("Surname", required=True)
    other_names = _words("Other names they use", length=400)
    date_of_birth = DateField(label="Date of birth", required=False, not_future=True)
    approximate_age = _words(
        "About how old", length=40, help_text="If you do not know the date of birth"
    )
    gender = forms.ModelChoiceField(Term.objects.none(), label="Gender", required=False)
    address = LongTextField(label="Address", required=False, rows=3, max_length=1000)
    phone = _words("Phone number", length=60)
    email = forms.EmailField(label="Email address", required=False)
    nationality = _words("Nationality or citizenship")
    language = _words("First language")
    education = _words("School, college, employer or none", length=400)
    family = LongTextField(label="Family and others close to them", required=False, rows=3)
    parent_contact = LongTextField(
        label="How a parent or guardian may be contacted",
        required=False,
        rows=2,
        help_text="If they are under 18. Say so if a parent must not be contacted, and why.",
    )
    concerns = LongTextField(
        label="What worries you",
        rows=8,
        help_text="What was said or done, how often, when and where. Online activity, travel, contact "
        "with groups, talk of weapons or threats. Say what you saw or heard yourself.",
    )
    concern_on = DateField(
        label="Day the concern first came to light", required=False, not_future=True
    )
    noticed_by = _words("Who noticed it first", length=400)
    complex_needs = LongTextField(
        label="Needs and circumstances",
        required=False,
        rows=4,
        help_text="Health, mental health, autism or other neurodiversity, learning difficulty, "
        "substances, housing, stress at home or work, bullying, being a victim of crime or abuse.",
    )
    other_information = LongTextField(label="Anything else", required=False, rows=3)
    known_to_services = LongTextField(label="Services that know the person", required=False, rows=2)
    safeguarding_referral = LongTextField(
        label="Children’s or adults’ safeguarding referrals made", required=False, rows=2
    )
    is_person_told = forms.TypedChoiceField(
        label="Does the person know of this referral?",
        required=False,
        choices=[("", "I do not know"), ("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        widget=Radios,
    )
    referrer_name = _words("Your name", required=True)
    referrer_role = _words("Your role")
    referrer_organisation = _words("Your organisation")
    sector = forms.ModelChoiceField(Term.objects.none(), label="Sector")
    referrer_relationship = _words("How you know the person", length=400)
    referrer_contact = _words("How we can reach you", required=True, length=400)
    prevent_lead = _words("Your organisation’s Prevent lead", length=300)
    is_out_of_hours = forms.BooleanField(label="This is sent outside office hours", required=False)
    attested = forms.BooleanField(
        label="Nothing here was held by, came from or relates to an intelligence service",
        error_messages={
            "required": "Take out anything that came from an intelligence service, then confirm"
        },
    )

    #: The heads under which the page shows the fields.
    HEADS = (
        ("The person", "panel", "education"),
        ("Those around them", "family", "parent_contact"),
        ("The concern", "concerns", "is_person_told"),
        ("You", "referrer_name", "prevent_lead"),
        ("Before you send it", "is_out_of_hours", "attested"),
    )
    SUBJECT = (
        "forenames",
        "surname",
        "other_names",
        "date_of_birth",
        "approximate_age",
        "gender",
        "address",
        "phone",
        "email",
        "nationality",
        "language",
        "education",
        "family",
        "parent_contact",
    )
    REFERRAL = (
        "concerns",
        "concern_on",
        "noticed_by",
        "complex_needs",
        "other_information",
        "known_to_services",
        "safeguarding_referral",
        "is_person_told",
        "referrer_name",
        "referrer_role",
        "referrer_organisation",
        "sector",
        "referrer_relationship",
        "referrer_contact",
        "prevent_lead",
        "is_out_of_hours",
    )

    def __init__(self, *args, on=None, **kwargs):
        super().__init__(*args, **kwargs)
        on = on or timezone.localdate()
        self.fields["panel"].queryset = Panel.objects.open()
        for name, each in (("gender", Term.List.GENDER), ("sector", Term.List.SECTOR)):
            self.fields[name].queryset = Term.objects.on(on).filter(list=each)

    def clean_forenames(self):
        """More than one letter: a single one finds nobody again."""
        return self._name("forenames")

    def clean_surname(self):
        """Likewise."""
        return self._name("surname")

    def _name(self, field):
        value = self.cleaned_data[field]
        if sum(letter.isalpha() for letter in value) < 2:
            raise ValidationError("Enter the whole name, with at least two letters, or “unknown”")
        return value

    def clean_date_of_birth(self):
        """A day on which somebody who lives today may have been born."""
        day = self.cleaned_data["date_of_birth"]
        if day and timezone.localdate().year - day.year > OLDEST:
            raise ValidationError(f"Date of birth must be within the last {OLDEST} years")
        return day

    def heads(self):
        """Each head with its fields, for the page."""
        names = list(self.fields)
        return [
            (head, [self[name] for name in names[names.index(first) : names.index(last) + 1]])
            for head, first, last in self.HEADS
        ]

    def told(self, names):
        """What was said of the named fields, as the models want it."""
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
