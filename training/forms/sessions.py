"""Forms of sessions: what one is, moving it, booking on it, its register and its evaluation."""

import datetime
import json
import uuid

from django import forms
from django.utils import timezone

from prevent_portal.forms import DateField, FilterForm, LongTextField, PortalForm, TimeField
from prevent_portal.forms.fields import LinesField
from prevent_portal.forms.registers import RecordForm

from ..marks import Mark
from ..models import EvaluationScale, Session

_NARROW = {"class": "govuk-input--width-3"}
#: Marks that one message from a phone may hold.
MOST_MARKS = 500
#: What comes of reading ticks that are none: JSON may be nested deeper than Python goes.
_UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    OverflowError,
    OSError,
    RecursionError,
)


def _moment(said):
    day, time = said.pop("starts_on"), said.pop("starts_time")
    return timezone.make_aware(datetime.datetime.combine(day, time))


def _place_or_link(form, said):
    if not said.get("place") and not said.get("link") and "place" not in form.errors:
        form.add_error("place", "Enter a place, or an address online below")


class SessionForm(RecordForm):
    """What a session is; when and where only while it is new: afterwards it is moved."""

    starts_on = DateField(label="Date", thing="Date of the session")
    starts_time = TimeField(label="Starts at")

    class Meta(RecordForm.Meta):
        model = Session
        fields = (
            "agency",
            "course",
            "title",
            "minutes",
            "place",
            "link",
            "capacity",
            "trainers",
            "scale",
            "is_open_to_partners",
        )
        help_texts = {
            "capacity": "Whoever is booked after that waits for a place",
            "link": "Where it is held online. Shown to those who are booked, on their own page",
            "scale": "Questions for those who come, before and after",
        }
        widgets = {
            "minutes": forms.NumberInput(attrs=_NARROW),
            "capacity": forms.NumberInput(attrs=_NARROW),
            "trainers": forms.CheckboxSelectMultiple,
        }

    #: When and where: changed by moving the session, which tells everybody.
    MOVED = ("starts_on", "starts_time", "minutes", "place", "link")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in ("minutes", "capacity"):
            if field in self.fields:
                self.fields[field].min_value = 1
        if self.instance.pk:
            for name in (*self.MOVED, "course"):
                del self.fields[name]
        else:
            order = ["agency", "course", "title", *self.MOVED]
            self.order_fields(order)

    def clean(self):
        """A session is somewhere, and has at least one place."""
        said = super().clean()
        if "place" in self.fields:
            _place_or_link(self, said)
        return said

    @property
    def values(self):
        """What the service is told: the day and the time are one moment."""
        values = super().values
        if "starts_on" in values:
            values["starts_at"] = _moment(values)
        return values


class MoveForm(PortalForm):
    """Another time or place for a session."""

    starts_on = DateField(label="Date", thing="Date of the session", not_past=True)
    starts_time = TimeField(label="Starts at")
    minutes = forms.IntegerField(
        label="Length in minutes",
        min_value=1,
        max_value=32_000,
        widget=forms.NumberInput(attrs=_NARROW),
    )
    place = forms.CharField(max_length=200, required=False)
    link = forms.URLField(
        label="Address online", max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, *args, session, **kwargs):
        local = timezone.localtime(session.starts_at)
        initial = {name: getattr(session, name) for name in ("minutes", "place", "link")}
        initial |= {"starts_on": local.date(), "starts_time": local.time()}
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self):
        """It is somewhere still."""
        said = super().clean()
        _place_or_link(self, said)
        return said

    @property
    def values(self):
        """What the service is told."""
        values = dict(self.cleaned_data)
        return {"starts_at": _moment(values)} | values


class FindForm(FilterForm):
    """Whom to look for."""

    q = forms.CharField(label="Name or staff number", max_length=200)


class GuestForm(PortalForm):
    """Somebody who is not in the register of people."""

    guest_name = forms.CharField(label="Name", max_length=200)
    guest_agency = forms.CharField(label="Where they are from", max_length=200, required=False)
    guest_email = forms.EmailField(
        label="Email address",
        required=False,
        help_text="Where the invitation is sent. Without one they must be told otherwise",
    )


class WhoForm(PortalForm):
    """Which person a guest turned out to be."""

    number = forms.CharField(label="Staff number", max_length=40)


class RegisterForm(PortalForm):
    """The whole register in one POST: what was ticked or unticked since the page was opened.

    A form carries a key of its own, so that the same one sent twice changes nothing.
    """

    marks_optional = False

    key = forms.UUIDField(widget=forms.HiddenInput)
    words = forms.CharField(label="Staff number or name", max_length=200, required=False)
    agency = forms.CharField(label="Where they are from", max_length=200, required=False)

    def __init__(self, data=None, *, bookings, **kwargs):
        super().__init__(data, initial={"key": uuid.uuid4()}, **kwargs)
        self.bookings = bookings

    @property
    def marks(self):
        """The ticks that this form holds, made at this moment."""
        at, key = timezone.now(), self.cleaned_data["key"]
        found = [
            Mark(uuid.uuid5(key, str(pk)), is_here, at, booking=pk)
            for pk, is_here in self._changed()
        ]
        if words := self.cleaned_data["words"]:
            agency = self.cleaned_data["agency"]
            found.append(Mark(uuid.uuid5(key, "added"), True, at, words=words, agency=agency))
        return found

    def _changed(self):
        for booking in self.bookings:
            was = self.data.get(f"seen_{booking.pk}")
            is_here = f"here_{booking.pk}" in self.data
            if was is not None and (was == "1") != is_here:
                yield booking.pk, is_here


class MarksForm(PortalForm):
    """Ticks as a phone sends them: a JSON list of key, booking or words, and when each was made."""

    marks = forms.CharField(max_length=200_000)

    def clean_marks(self):
        """The ticks as Mark rows; a list that cannot be read is refused whole."""
        try:
            rows = json.loads(self.cleaned_data["marks"])
            return [_mark(row) for row in rows[:MOST_MARKS]]
        except _UNREADABLE:
            raise forms.ValidationError("These ticks cannot be read.") from None


def _mark(row):
    booking = row.get("booking")
    return Mark(
        key=uuid.UUID(row["key"]),
        is_here=bool(row["here"]),
        at=datetime.datetime.fromtimestamp(row["at"] / 1000, datetime.UTC),
        booking=None if booking is None else int(booking),
        words=_words(row.get("words", "")),
        agency=_words(row.get("agency", "")),
    )


def _words(said):
    """Words that can be kept; half of a character is refused as what cannot be read."""
    return str(said).replace("\0", "")[:200].encode().decode()


class ScaleForm(RecordForm):
    """A scale: its steps and its questions, each on a line."""

    steps = LinesField(label="Steps", help_text="One to a line, from least to most", rows=5)
    questions = LinesField(label="Questions", help_text="One to a line", rows=5)

    class Meta(RecordForm.Meta):
        model = EvaluationScale
        fields = ("name", "steps", "questions")

    def clean_steps(self):
        """At least two, none longer than a short label."""
        return _lines(self.cleaned_data["steps"], fewest=2, most=10, longest=100)

    def clean_questions(self):
        """At least one."""
        return _lines(self.cleaned_data["questions"], fewest=1, most=20, longest=300)


def _lines(lines, *, fewest, most, longest):
    if not fewest <= len(lines) <= most:
        raise forms.ValidationError(f"Give {fewest} to {most}, each on a line of its own")
    if any(len(line) > longest for line in lines):
        raise forms.ValidationError(f"Each must be {longest} characters or fewer")
    return lines


class AnswerForm(PortalForm):
    """The answers of one person at one moment."""

    marks_optional = False

    def __init__(self, *args, scale, **kwargs):
        super().__init__(*args, **kwargs)
        steps = list(enumerate(scale.steps, 1))
        for number, question in enumerate(scale.questions, 1):
            self.fields[f"answer_{number}"] = forms.TypedChoiceField(
                label=question,
                choices=steps,
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": f"Choose an answer to question {number}"},
            )
        self.fields["comment"] = LongTextField(
            label="Anything else?",
            help_text="It is shown without your name. Name nobody else.",
            rows=4,
            max_length=5000,
            required=False,
        )

    @property
    def values(self):
        """What the service is told."""
        said = dict(self.cleaned_data)
        comment = said.pop("comment")
        return {"answers": list(said.values()), "comment": comment}


class EvaluationFilter(FilterForm):
    """Which sessions' evaluations are put together."""

    since = DateField(label="From", thing="The first day")
    until = DateField(label="To", thing="The last day")
    scale = forms.ModelChoiceField(EvaluationScale.objects.none(), label="Evaluation")

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["scale"].queryset = EvaluationScale.objects.visible_to(user)
        self.fields["scale"].empty_label = None
        self.full_clean()

    @property
    def passed_over(self):
        """A sentence for each part of the address that could not be understood."""
        return [error for errors in self.errors.values() for error in errors]
