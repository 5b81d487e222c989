"""One of many records: from a list while they are few; else by its name, then from the list of those that fit."""

from functools import reduce
from operator import and_, or_

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

#: Records that a list to choose from draws; more are found by their name.
MOST_OPTIONS = 100
#: Records that are offered as tick boxes, and that a sentence names of those that fit.
MOST_TICKED, MOST_NAMED = 20, 5
#: What stands before a key that was chosen from a list, since a name may be a number.
_KEY = "#"
_LONGEST_KEY = 19


def fitting(rows, words, by):
    """The records that hold each of the words in one of the fields `by`."""
    each = (
        reduce(or_, (Q(**{f"{name}__icontains": word}) for name in by)) for word in words.split()
    )
    return rows.filter(reduce(and_, each, Q()))


def of_key(rows, key):
    """The record of a key as it was sent; None for what is no key, or of none of them."""
    return rows.filter(pk=key).first() if key.isdigit() and len(key) < _LONGEST_KEY else None


def offer(form, name, rows, *, by, order=None):
    """Let a form's field choose among records: from a list where they are few, else by name.

    With a key to `order` them by here, the database need not sort many to see that they are not few.
    """
    field = form.fields[name]
    field.queryset = rows
    first = list((rows.order_by() if order else rows)[: MOST_OPTIONS + 1])
    if len(first) > MOST_OPTIONS:
        key = form.data.get(name) if form.is_bound else form.initial.get(name)
        chosen = of_key(rows, str(getattr(key, "pk", key) or "").removeprefix(_KEY))
        form.fields[name] = NamedField(field, by=by, chosen=chosen)
        return
    if order:
        first.sort(key=order)
    blank = [("", field.empty_label)] if field.empty_label is not None else []
    field.choices = blank + [
        (field.prepare_value(each), field.label_from_instance(each)) for each in first
    ]


class NamedField(forms.ModelChoiceField):
    """A record typed by its name. Where one is chosen, or several fit, a list holds those."""

    def __init__(self, field, *, by, chosen=None):
        asked = field.help_text
        if not isinstance(field, NamedField):
            asked = ". ".join(filter(None, [asked, "Enter its name, or part of it"]))
        super().__init__(
            field.queryset,
            label=field.label,
            required=field.required,
            help_text=asked,
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            empty_label=None,
        )
        self.error_messages |= field.error_messages
        self.label_from_instance = field.label_from_instance
        self.by = by
        self.choices = []
        if chosen is not None:
            self._list([chosen], "Another: choose this line, and enter its name")

    def _list(self, records, blank):
        self.widget = forms.Select()
        self.choices = [
            ("", blank),
            *((self.prepare_value(each), self.label_from_instance(each)) for each in records),
        ]

    def prepare_value(self, value):
        """The key of a record, told from a name that is a number; what was typed stays."""
        key = value.pk if isinstance(value, models.Model) else value
        return f"{_KEY}{key}" if isinstance(key, int) or str(key or "").isdigit() else key

    def to_python(self, value):
        """The record that is meant: of the key, of the name, or the only one that holds the words."""
        words = str(value or "").strip()
        if not words:
            self.widget = forms.TextInput()
            return None
        if chosen := of_key(self.queryset, words.removeprefix(_KEY)):
            named = self.queryset.filter(**{f"{self.by[0]}__iexact": words})
            if words.startswith(_KEY) or not named.exists():
                return chosen
        found = list(self.queryset.filter(**{f"{self.by[0]}__iexact": words})[:2])
        if len(found) != 1:
            found = list(fitting(self.queryset, words, self.by)[: MOST_OPTIONS + 1])
        if len(found) == 1:
            return found[0]
        raise ValidationError(self._sentence(words, found), code="invalid_choice")

    def _sentence(self, words, found):
        self.widget = forms.TextInput()
        if not found:
            return f"Nothing fits “{words}”. Enter part of its name"
        if len(found) > MOST_OPTIONS:
            return f"More than {MOST_OPTIONS} fit “{words}”. Enter more of its name"
        self._list(found, f"Choose one that fits “{words}”")
        return f"{len(found)} fit “{words}”. Choose one from the list"


def offer_many(form, name, rows, *, by):
    """Let a form's field choose several of the records: by tick boxes where they are few, else by name."""
    field = form.fields[name]
    field.queryset = rows
    if rows[MOST_TICKED:].exists():
        form.fields[name] = NamedManyField(field, by=by)


class NamedManyField(forms.ModelMultipleChoiceField):
    """Several records, each typed by its name on a line of its own."""

    def __init__(self, field, *, by):
        asked = ". ".join(filter(None, [field.help_text, "One name to a line, or part of a name"]))
        super().__init__(
            field.queryset,
            label=field.label,
            required=field.required,
            help_text=asked,
            widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        )
        self.error_messages |= field.error_messages
        self.label_from_instance = field.label_from_instance
        self.by = by

    def prepare_value(self, value):
        """The names of records, each on its line; what was typed stays."""
        if value is None or isinstance(value, str):
            return value
        keys = [getattr(each, "pk", each) for each in value]
        return "\n".join(
            self.label_from_instance(each) for each in self.queryset.filter(pk__in=keys)
        )

    def has_changed(self, initial, data):
        """True if other lines were typed than the records are called."""
        before = self.prepare_value(initial) or ""
        return sorted(before.splitlines()) != sorted(str(data or "").splitlines())

    def clean(self, value):
        """The records of the lines: each of its name, or the only one that holds its words."""
        lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
        if self.required and not lines:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(lines) > MOST_OPTIONS:
            raise ValidationError(f"Enter {MOST_OPTIONS} lines or fewer", code="invalid_choice")
        found, wrong = [], []
        for line in dict.fromkeys(lines):
            fits = self._fits(line)
            found += [each.pk for each in fits]
            if len(fits) != 1:
                wrong.append(self._sentence(line, fits))
        if wrong:
            raise ValidationError(wrong, code="invalid_choice")
        return self.queryset.filter(pk__in=found)

    def _fits(self, line):
        """The one of the name, else those that hold the words."""
        named = self.queryset.filter(**{f"{self.by[0]}__iexact": line})[:2]
        if len(named) == 1:
            return list(named)
        fits = list(fitting(self.queryset, line.replace(",", " "), self.by)[:MOST_OPTIONS])
        same = [
            each for each in fits if self.label_from_instance(each).casefold() == line.casefold()
        ]
        return same or fits

    def _sentence(self, line, fits):
        if not fits:
            return f"Nothing fits “{line}”. Enter part of its name"
        names = "; ".join(self.label_from_instance(each) for each in fits[:MOST_NAMED])
        more = ", and more" if len(fits) > MOST_NAMED else ""
        return f"{len(fits)} fit “{line}”: {names}{more}. Enter the whole name of one"


class Fitting:
    """The records that a filter's words are about."""

    def __init__(self, rows):
        self.rows = rows


class NamedFilter(forms.CharField):
    """A filter's field for one or more of many records, by the words of their names.

    The one that an address names by its key stands in a list by its name, until another is looked for.
    """

    def __init__(self, rows, *, by, label):
        super().__init__(label=label, max_length=200)
        self.rows, self.by, self.choices = rows, by, []

    def clean(self, value):
        """The records that hold the words, or the one of a key."""
        words = super().clean(value)
        if not words:
            return None
        if chosen := of_key(self.rows, words):
            self.widget = forms.Select()
            self.choices = self.widget.choices = [
                ("", "Any, or look for another"),
                (str(chosen.pk), str(chosen)),
            ]
            return Fitting(self.rows.filter(pk=chosen.pk).order_by())
        return Fitting(fitting(self.rows, words, self.by).order_by())


def filter_field(rows, used, *, by, label):
    """A filter's field for one of the records: of few a list of those that are used, else their words."""
    first = list(rows[: MOST_OPTIONS + 1])
    if len(first) > MOST_OPTIONS:
        return NamedFilter(rows, by=by, label=label)
    return forms.ModelChoiceField(rows.filter(pk__in=used), label=label, empty_label="Any")
