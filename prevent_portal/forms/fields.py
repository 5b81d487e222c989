"""Fields that GOV.UK has and Django has not: a date in three boxes, long text, radios with hints."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from ..clock import clock
from ..errors import Refused
from ..files import look_through

DATE_PARTS = ("day", "month", "year")
FIRST_YEAR, LAST_YEAR = 1900, 2199
MONTHS = (
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may",),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
MONTH_NUMBERS = {name: number for number, names in enumerate(MONTHS, 1) for name in names}

#: How a time may be typed, once spaces are gone and dots are colons.
_TIMES = ("%I:%M%p", "%I%p", "%H:%M", "%H:%M:%S")

#: Long enough for any passage of a plan, short enough for a page (issue: 100,000 characters).
LONG_TEXT_LIMIT = 100_000


def without_nul(value):
    """Drop NUL, which is invisible and which PostgreSQL cannot store, from text or lists of text."""
    if isinstance(value, list):
        return [without_nul(part) for part in value]
    return value.replace("\x00", "") if isinstance(value, str) else value


def _day_of(text):
    """The day that an ISO date names; None if it names none."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


class DateBoxes(forms.MultiWidget):
    """Three boxes, named `<field>_day`, `<field>_month` and `<field>_year`."""

    template_name = "django/forms/widgets/date_boxes.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        super().__init__({part: forms.TextInput() for part in DATE_PARTS}, attrs)

    def decompress(self, value):
        """Split a date, or an address's 2026-03-18, into what its boxes show."""
        if isinstance(value, str):
            value = _day_of(value)
        return [value.day, value.month, value.year] if value else ["", "", ""]

    def get_context(self, name, value, attrs):
        """Give each box its own name, id, width, and error colour where the error is about it."""
        attrs = dict(attrs or {})
        wrong = attrs.pop("error_parts", ())
        context = super().get_context(name, value, attrs)
        for part, box in zip(DATE_PARTS, context["widget"]["subwidgets"], strict=True):
            box["label"] = part.capitalize()
            box["attrs"]["inputmode"] = "numeric"
            box["attrs"]["class"] = (
                "govuk-input govuk-date-input__input"
                f" govuk-input--width-{4 if part == 'year' else 2}"
                f"{' govuk-input--error' if part in wrong else ''}"
            )
            if "id" in attrs:
                box["attrs"]["id"] = f"{attrs['id']}_{part}"
        return context


class _TimeInput(forms.TimeInput):
    """A small box; a time in it reads as on every page."""

    def __init__(self):
        super().__init__(attrs={"class": "govuk-input--width-5"})

    def format_value(self, value):
        """What is known as "2:05pm"; what was typed stays."""
        return clock(value) if isinstance(value, datetime.time) else value


class TimeField(forms.TimeField):
    """A time, typed as people write it: 2pm, 2:30pm, 14:30."""

    widget = _TimeInput

    def __init__(self, **options):
        super().__init__(
            help_text="For example, 10:00am or 2:30pm",
            input_formats=_TIMES,
            error_messages={"invalid": "Enter the time like 2:30pm"},
            **options,
        )

    def to_python(self, value):
        """The time; spaces and dots between its parts are understood."""
        if isinstance(value, str):
            value = value.replace(" ", "").replace(".", ":")
        return super().to_python(value)


class DateField(forms.Field):
    """A day typed as day, month and year; month names are understood, and what was typed is kept.

    `thing` is the subject of its error sentences ("Date of the meeting must include a year");
    without it the label is.
    """

    widget = DateBoxes

    def __init__(self, *, thing=None, not_future=False, not_past=False, **kwargs):
        self.thing = thing
        self.not_future = not_future
        self.not_past = not_past
        super().__init__(**kwargs)

    def _wrong(self, words, parts=DATE_PARTS, code="invalid"):
        thing = (self.thing or self.label or "Date").replace("%", "%%")
        return ValidationError(f"{thing} {words}", code=code, params={"parts": parts})

    def to_python(self, value):
        """Read the three boxes; raise the GOV.UK sentence for what is missing or impossible."""
        if value is None or isinstance(value, datetime.date):
            return value
        typed = dict(zip(DATE_PARTS, (str(part or "").strip() for part in value), strict=True))
        missing = [part for part in DATE_PARTS if not typed[part]]
        if len(missing) == len(DATE_PARTS):
            return None
        if missing:
            raise self._wrong(f"must include a {' and '.join(missing)}", missing, "incomplete")
        month = typed["month"].lower()
        numbers = typed | {"month": str(MONTH_NUMBERS.get(month, month))}
        if not (numbers["year"].isascii() and numbers["year"].isdigit()):
            raise self._wrong("must be a real date")
        if len(numbers["year"]) != len(str(LAST_YEAR)):
            raise ValidationError(
                "Year must include 4 numbers", code="invalid", params={"parts": ["year"]}
            )
        if not FIRST_YEAR <= int(numbers["year"]) <= LAST_YEAR:
            raise self._wrong(f"must be between {FIRST_YEAR} and {LAST_YEAR}", ["year"])
        try:
            return datetime.date(*(self._number(numbers[part]) for part in reversed(DATE_PARTS)))
        except ValueError:
            raise self._wrong("must be a real date") from None

    def _number(self, typed):
        if not (typed.isascii() and typed.isdigit() and len(typed) <= len(str(LAST_YEAR))):
            raise ValueError(typed)
        return int(typed)

    def validate(self, value):
        """Refuse a day on the wrong side of today, where the field asks for that."""
        super().validate(value)
        if value and self.not_future and value > timezone.localdate():
            raise self._wrong("must be today or in the past")
        if value and self.not_past and value < timezone.localdate():
            raise self._wrong("must be today or in the future")

    def has_changed(self, initial, data):
        """Compare what was typed with the day that was there, box by box."""
        if self.disabled:
            return False
        before = initial if isinstance(initial, list) else self.widget.decompress(initial)
        after = data if isinstance(data, list) else self.widget.decompress(data)
        return [str(part or "") for part in before] != [str(part or "").strip() for part in after]


class LongTextField(forms.CharField):
    """Several lines, at most 100,000 characters; line ends are stored as one character."""

    widget = forms.Textarea

    def __init__(self, *, rows=5, max_length=LONG_TEXT_LIMIT, **kwargs):
        super().__init__(max_length=max_length, **kwargs)
        self.widget.attrs["rows"] = rows
        self.widget.attrs.pop("cols", None)

    def to_python(self, value):
        """Turn the browser's line ends into the one kind that is stored and compared."""
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


#: What a list shows where nothing is chosen: Django's words, and the portal's.
NO_CHOICE = ("---------", "Choose from the list")


class Radios(forms.RadioSelect):
    """Radio buttons whose choices may carry a hint each: `Radios(hints={"closed": "..."})`."""

    def __init__(self, *args, hints=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.hints = hints or {}

    def __deepcopy__(self, memo):
        """Keep the hints on each form's own copy."""
        copied = super().__deepcopy__(memo)
        copied.hints = dict(self.hints)
        return copied

    def optgroups(self, name, value, attrs=None):
        """Leave out the choice that stands for none: nothing is chosen until somebody chooses."""
        self.choices = [each for each in self.choices if each[0] or each[1] not in NO_CHOICE]
        return super().optgroups(name, value, attrs)

    def create_option(self, name, value, label, selected, index, **kwargs):
        """Add the hint of a choice, where it has one."""
        option = super().create_option(name, value, label, selected, index, **kwargs)
        return option | {"hint": self.hints.get(str(value), "")}


class UploadField(forms.FileField):
    """A file, shown to the virus scanner before anything reads it.

    One that `may_wait` is kept unseen while the scanner is away, where the setting says so.
    """

    def __init__(self, *, may_wait=True, **options):
        self.may_wait = may_wait
        super().__init__(**options)

    def clean(self, data, initial=None):
        """The file; an error in a sentence where it holds something harmful, or nobody can say."""
        file = super().clean(data, initial)
        if file and file is not initial:
            try:
                look_through(file, name=file.name, may_wait=self.may_wait)
            except Refused as refusal:
                raise ValidationError(refusal.sentence, code="harmful") from None
        return file


class LinesField(LongTextField):
    """Several short texts, one to a line; a line that begins with a space goes on from the last."""

    def prepare_value(self, value):
        """Write the texts under each other, a text of several lines with its later lines moved in."""
        if not isinstance(value, (list, tuple)):
            return value
        return "\n".join(text.replace("\n", "\n ") for text in value)

    def clean(self, value):
        """Read the lines back into texts."""
        texts = []
        for line in super().clean(value).split("\n"):
            if line.startswith((" ", "\t")) and texts:
                texts[-1] += f"\n{line[1:].rstrip()}"
            elif line.strip():
                texts.append(line.strip())
        return texts
