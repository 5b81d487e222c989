"""The national form's fields (domain: referral fields), in the order in which somebody tells a story."""

import json
import uuid
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.crypto import salted_hmac

from prevent_portal.forms import DateField, KeptForm, LongTextField, PortalForm, Radios, UploadField
from prevent_portal.forms.fields import DATE_PARTS

from ..models import Panel, Subject, Term

#: Nobody referred is older, in years.
OLDEST = 120
#: Boxes for files that may come with one referral; more are added at the case.
FILES = ("file_1", "file_2", "file_3")
#: CTSA 2015 s38(4)-(5): co-operation does not extend to this.
_SENSITIVE = (
    "Nothing here is held by an intelligence service, was obtained or derived from one, "
    "or relates to one"
)
_SENSITIVE_MISSING = (
    "Take out anything that came from or relates to an intelligence service, then tick the box"
)


def _words(label, *, required=False, length=200, **kwargs):
    return forms.CharField(label=label, required=required, max_length=length, **kwargs)


def attestation():
    """The tick by which somebody says that nothing of section 38(5) is in what they send."""
    return forms.BooleanField(label=_SENSITIVE, error_messages={"required": _SENSITIVE_MISSING})


class PersonFields(forms.Form):
    """What is asked of the person, when they are referred and when it is corrected."""

    forenames = _words("Forenames", required=True, help_text="Write “unknown” if you do not know")
    surname = _words("Surname", required=True, help_text="Write “unknown” if you do not know")
    other_names = _words(
        "Other names they use",
        length=400,
        help_text="Nicknames, names online, names from before: with commas between them",
    )
    date_of_birth = DateField(
        label="Date of birth", required=False, not_future=True, help_text="For example, 27 3 2009"
    )
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

    def __init__(self, *args, on=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.on = on or timezone.localdate()
        self._offer("gender", Term.List.GENDER)

    def _offer(self, name, each):
        self.fields[name].queryset = Term.objects.on(self.on).filter(list=each)

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
        if day and self.on.year - day.year > OLDEST:
            raise ValidationError(f"Date of birth must be within the last {OLDEST} years")
        return day


PERSON = tuple(PersonFields.base_fields)


class PersonForm(PersonFields, KeptForm):
    """Corrections of what is known of a person; two people may make them at once."""

    class Meta(KeptForm.Meta):
        model = Subject
        fields = PERSON


@dataclass(frozen=True)
class Head:
    """A head of the form, a word of help, and the fields beneath."""

    words: str
    help: str
    fields: list[BoundField]


class ReferralForm(PersonFields, PortalForm):
    """What somebody tells the panel about a person they are worried about."""

    panel = forms.ModelChoiceField(Panel.objects.none(), label="Area where the person lives")
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
    prevent_lead = _words("Your organisation’s Prevent lead", length=300)
    referrer_contact = _words("How we can reach you", required=True, length=400)
    is_out_of_hours = forms.BooleanField(label="This is sent outside office hours", required=False)
    file_1 = UploadField(
        label="File",
        required=False,
        help_text="A document, spreadsheet, picture or text of at most 10 MB. If something else on this "
        "page has to be corrected, choose your files again.",
    )
    file_2 = UploadField(label="Second file", required=False)
    file_3 = UploadField(label="Third file", required=False)
    attested = attestation()
    #: Tells a form that is sent twice from two referrals.
    number = forms.UUIDField(widget=forms.HiddenInput, required=False)

    #: The heads under which the page shows the fields: words, help, first and last field.
    HEADS = (
        (
            "The concern",
            "What worries you, in your own words. Say what you know; leave out what you do not.",
            "concerns",
            "is_person_told",
        ),
        ("The person", "So that we find the right person, and nobody else.", "panel", "education"),
        ("Those around them", "", "family", "parent_contact"),
        (
            "You",
            "So that we can ask, and tell you that it was dealt with.",
            "referrer_name",
            "referrer_contact",
        ),
        ("Before you send it", "", "is_out_of_hours", "attested"),
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
    #: Never kept in a draft: it is said of what is sent, when it is sent.
    NOT_KEPT = ("attested", "number", *FILES)
    field_order = (
        "concerns",
        "concern_on",
        "noticed_by",
        "complex_needs",
        "other_information",
        "known_to_services",
        "safeguarding_referral",
        "is_person_told",
        "panel",
        *PERSON,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("number", uuid.uuid4())
        self.fields["panel"].queryset = panels = Panel.objects.open()
        if len(panels) == 1:
            self.initial.setdefault("panel", panels[0].pk)
        self._offer("sector", Term.List.SECTOR)

    def clean_number(self):
        """The form's own number; a new one where it was lost."""
        return self.cleaned_data["number"] or uuid.uuid4()

    def heads(self):
        """Each head with its fields, for the page."""
        names = list(self.fields)
        return [
            Head(
                words,
                help_text,
                [self[name] for name in names[names.index(first) : names.index(last) + 1]],
            )
            for words, help_text, first, last in self.HEADS
        ]

    @property
    def subject(self):
        """What was said of the person, as the model wants it."""
        return {name: self.cleaned_data[name] for name in PERSON}

    @property
    def referral(self):
        """What was said of the concern and of who refers."""
        return {
            name: self.cleaned_data[name] for name in self.REFERRAL if name in self.cleaned_data
        }

    @property
    def sent_as(self):
        """The same for the same form with the same words, and for no other: a number nobody guesses."""
        said = json.dumps([str(self.cleaned_data["number"]), self.typed(self.data)])
        return uuid.UUID(
            bytes=salted_hmac("channel.referral", said, algorithm="sha256").digest()[:16]
        )

    @property
    def uploads(self):
        """The files with their names."""
        given = [self.cleaned_data.get(name) for name in FILES]
        return [(file, file.name) for file in given if file]

    @classmethod
    def typed(cls, posted):
        """What was typed into the form, by the name of its box: to be kept, and shown again."""
        boxes = [
            f"{name}_{part}" if part else name
            for name, field in cls.base_fields.items()
            if name not in cls.NOT_KEPT
            for part in (DATE_PARTS if isinstance(field, DateField) else ("",))
        ]
        return {box: posted[box] for box in boxes if posted.get(box)}

    @classmethod
    def as_initial(cls, typed):
        """The same, as a form that nobody has checked yet begins with."""
        dates = [name for name, field in cls.base_fields.items() if isinstance(field, DateField)]
        return typed | {
            name: [typed.get(f"{name}_{part}", "") for part in DATE_PARTS] for name in dates
        }


class PublicReferralForm(ReferralForm):
    """The form without an account: no files, and nobody has to say who they are."""

    file_1 = file_2 = file_3 = prevent_lead = None
    referrer_name = _words("Your name", help_text="You do not have to give it")
    referrer_contact = _words(
        "How we can reach you",
        length=400,
        help_text="You do not have to say. Without it we cannot ask you anything, or tell you that it was "
        "dealt with.",
    )

    @property
    def referral(self):
        """As it was said; who gives no name is written down so."""
        said = super().referral
        return said | {
            name: said[name] or "Not given" for name in ("referrer_name", "referrer_contact")
        }
