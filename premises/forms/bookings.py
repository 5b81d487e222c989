"""Forms of bookings: asked for by staff or by the public, checked, decided, signed, appealed, written about."""

import hashlib
import json

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone

from prevent_portal.forms import (
    DateField,
    LinesField,
    LongTextField,
    PortalForm,
    PortalModelForm,
    Radios,
    TimeField,
)
from prevent_portal.forms.chosen import offer
from prevent_portal.forms.registers import RecordForm

from ..models import (
    Booking,
    Check,
    CheckKind,
    Letter,
    LetterTemplate,
    NameSeen,
    Premises,
    open_premises_to_ask_for,
)
from ..owing import unsaid
from ..states import Level, Outcome

_ASKED = (
    "premises",
    "event_on",
    "starts_at",
    "ends_at",
    "title",
    "theme",
    "agenda",
    "content",
    "speakers",
    "audience",
    "publicity",
    "entry",
    "hirer_name",
    "other_names",
    "organisation",
    "on_behalf_of",
    "hirer_address",
    "hirer_phone",
    "hirer_email",
    "websites",
    "equality",
)
_LABELS = {
    "premises": "Which venue?",
    "event_on": "Day of the event",
    "title": "What is the event called?",
    "theme": "What is it about?",
    "agenda": "Programme",
    "content": "What will be said, shown, sold or handed out?",
    "audience": "Who is expected, and about how many?",
    "publicity": "How is it made known?",
    "entry": "Who may come?",
    "hirer_name": "Name",
    "other_names": "Other names you use",
    "organisation": "Organisation",
    "on_behalf_of": "If you book for somebody else, for whom?",
    "hirer_address": "Address",
    "hirer_phone": "Telephone",
    "hirer_email": "Email address",
    "equality": "Equality policy",
}
_HELPS = {
    "agenda": "Leave it empty if there is none yet",
    "other_names": "Of the person or the organisation, earlier names too",
}
#: How far ahead one may ask.
YEARS_AHEAD = 2
_ONE_A_LINE = "One to a line"


class Asking(forms.Form):
    """What is asked of whoever wants to book, by staff and by the public alike."""

    speakers = LinesField(
        label="Speakers and performers",
        required=False,
        rows=3,
        help_text=f"{_ONE_A_LINE}: name, organisation, website",
    )
    websites = LinesField(
        label="Websites and pages",
        required=False,
        rows=3,
        help_text=f"{_ONE_A_LINE}. Of the organisation, the event and the speakers",
    )
    starts_at = TimeField(label="From", required=False)
    ends_at = TimeField(label="Until", required=False)

    def clean(self):
        """Lines are short; it is not too far ahead, and ends after it starts; there is a way to reach who books."""
        found = super().clean()
        for name in ("speakers", "websites"):
            lines = found.get(name) or []
            if any(len(line) > 300 for line in lines) or len(lines) > 50:
                self.add_error(name, "At most 50 lines, each of 300 characters or fewer")
        latest = timezone.localdate() + relativedelta(years=YEARS_AHEAD)
        if found.get("event_on") and found["event_on"] > latest:
            self.add_error("event_on", f"Enter a day within the next {YEARS_AHEAD} years.")
        starts, ends = found.get("starts_at"), found.get("ends_at")
        if starts and ends and ends <= starts:
            self.add_error("ends_at", "It must end after it starts.")
        is_reached = found.get("hirer_email") or found.get("hirer_phone")
        if not is_reached and not self.errors.keys() & {"hirer_email", "hirer_phone"}:
            self.add_error("hirer_email", "Enter an email address or a telephone number")
        return found


def _required(form):
    for name in ("hirer_name", "title", "theme", "hirer_address"):
        form.fields[name].required = True
    form.fields["event_on"].not_past = True


class BookingForm(Asking, RecordForm):
    """A request that staff write down for somebody."""

    class Meta(RecordForm.Meta):
        model = Booking
        fields = _ASKED
        labels = _LABELS | {
            "hirer_name": "Name of who books",
            "other_names": "Other names they use",
        }
        help_texts = _HELPS
        widgets = {"entry": Radios, "equality": Radios}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _required(self)
        rows = self.fields["premises"].queryset.filter(is_hireable=True)
        offer(self, "premises", rows, by=Premises.chosen_by)
        if self.instance.pk:
            self.fields["event_on"].not_past = False

    @property
    def values(self):
        """What the service is told, with the day on which it is asked."""
        return super().values | {"on": self.on}


def _by_agency_and_name(premises):
    return premises.agency.name.casefold(), premises.name.casefold(), premises.pk


class PublicBookingForm(Asking, PortalModelForm):
    """A request by somebody without an account."""

    is_true = forms.BooleanField(label="What I have written is true, as far as I know")

    class Meta(PortalModelForm.Meta):
        model = Booking
        fields = _ASKED
        labels = _LABELS
        help_texts = _HELPS
        widgets = {
            "entry": Radios,
            "equality": Radios(
                hints={"ours": "The venue shows it to you when it answers"},
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _required(self)
        rows = open_premises_to_ask_for().select_related("agency")
        self.fields["equality"].choices = [
            ("own", "We have a policy of our own and will send it"),
            ("ours", "We accept the venue's policy"),
            ("neither", "Neither yet"),
        ]
        self.fields["premises"].label_from_instance = lambda each: f"{each.agency}: {each.name}"
        self.fields["premises"].empty_label = "Choose from the list"
        rows = rows.order_by("agency__name", "name", "pk")
        offer(self, "premises", rows, by=Premises.chosen_by, order=_by_agency_and_name)

    @property
    def sent_as(self):
        """The fingerprint of the words, so that the same form sent twice is taken in once."""
        said = {name: str(self.cleaned_data[name]) for name in _ASKED}
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


class CheckForm(PortalForm):
    """One check, as it was made."""

    kind = forms.ModelChoiceField(CheckKind.objects.none(), label="Which check?")
    of = forms.CharField(
        label="About whom or what?",
        max_length=300,
        required=False,
        help_text="The organisation, one of the speakers, a website",
    )
    made_on = DateField(label="Made on", not_future=True)
    result = forms.ChoiceField(label="What came of it?", choices=Check.Result, widget=Radios)
    found = LongTextField(
        label="What was found?",
        required=False,
        rows=4,
        max_length=5000,
        help_text="Facts, and who says so. Nothing that the police said in confidence.",
    )
    link = forms.URLField(
        label="Where was it found?", required=False, max_length=1000, assume_scheme="https"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = CheckKind.objects.standing().order_by("position", "pk")


class NameForm(PortalForm):
    """Whose a proposed name is."""

    verdict = forms.ChoiceField(label="Is it the same?", choices=NameSeen.Verdict, widget=Radios)
    words = LongTextField(label="How is that known?", required=False, rows=3, max_length=2000)


class RiskForm(PortalForm):
    """How much risk a booking holds."""

    risk = forms.ChoiceField(
        label="How much risk is there?",
        choices=[each for each in Level.choices if each[0] != Level.UNKNOWN],
        widget=Radios,
    )
    because = LongTextField(label="Why?", rows=4, max_length=5000)


class WordsForm(PortalForm):
    """One text, asked for in the words of its page."""

    words = LongTextField(label="Why?", rows=4, max_length=5000)

    def __init__(self, data=None, *, asks="Why?", **kwargs):
        super().__init__(data, **kwargs)
        self.fields["words"].label = asks


class AdviseForm(PortalForm):
    """The Prevent lead's answer."""

    words = LongTextField(
        label="What do you advise?",
        rows=5,
        max_length=5000,
        help_text="Nothing that was said in confidence: whoever decides reads it",
    )
    police_told_on = DateField(
        label="If the police were told, when?",
        thing="The day on which the police were told",
        required=False,
        not_future=True,
    )


_WEIGHED = {
    "speech": "How was lawful speech weighed?",
    "equality": "How was equality weighed?",
    "proportionate": "Why is refusing proportionate, and what less was considered?",
}


class OutcomeForm(PortalForm):
    """An outcome with all that has to be said for it; which words it needs stands under each."""

    marks_optional = False

    outcome = forms.ChoiceField(label="What do you decide?", choices=Outcome, widget=Radios)
    reason = LongTextField(label="Why?", rows=4, max_length=5000)
    conditions = LongTextField(
        label="Conditions",
        required=False,
        rows=3,
        max_length=5000,
        help_text="If you approve with conditions: what the hirer has to do, and by when",
    )

    def __init__(self, data=None, *, hints=None, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["outcome"].widget.hints = hints or {}
        for name, label in _WEIGHED.items():
            self.fields[name] = LongTextField(
                label=label,
                required=False,
                rows=3,
                max_length=5000,
                help_text="If you refuse: in your own words",
            )

    def clean(self):
        """All that a decision has to say is asked for at once."""
        found = super().clean()
        for name, sentence in unsaid(found.get("outcome"), found).items():
            if name not in self.errors:
                self.add_error(name, sentence)
        return found


class SignForm(PortalForm):
    """A senior manager agrees, or sends the decision back."""

    is_agreed = forms.ChoiceField(
        label="Do you sign it?",
        choices=[("yes", "Yes"), ("no", "No, it goes back to be looked at again")],
        widget=Radios,
    )
    words = LongTextField(
        label="What do you say to it?",
        required=False,
        rows=3,
        max_length=5000,
        help_text="If you send it back: why",
    )

    @property
    def values(self):
        """What the service is told."""
        return self.cleaned_data | {"is_agreed": self.cleaned_data["is_agreed"] == "yes"}


class AppealForm(PortalForm):
    """What the hirer says against a decision."""

    received_on = DateField(label="When did the appeal come?", not_future=True)
    grounds = LongTextField(label="What do they say?", rows=5, max_length=10_000)
    is_late_allowed = forms.BooleanField(
        label="It came late, and is heard all the same", required=False
    )


class LetterForm(PortalForm):
    """A letter on its way: the words may still be changed."""

    subject = forms.CharField(max_length=200)
    body = LongTextField(label="Words", rows=14, max_length=10_000)
    way = forms.ChoiceField(
        label="How does it go?",
        choices=Letter.Way,
        widget=Radios(
            hints={
                "paper": "You print it and post it",
                "email": "The hirer is sent a private link; the email itself says nothing of the booking",
            }
        ),
    )


class TemplateChoice(PortalForm):
    """Which template a letter begins with."""

    template = forms.ModelChoiceField(
        LetterTemplate.objects.none(), label="Which letter?", widget=Radios, empty_label=None
    )

    def __init__(self, *args, kinds=(), **kwargs):
        super().__init__(*args, **kwargs)
        rows = LetterTemplate.objects.standing().filter(kind__in=kinds)
        self.fields["template"].queryset = rows.order_by("kind", "name", "pk")
