"""A form of something that two people may edit at once: nothing of either is lost."""

import datetime
from dataclasses import dataclass

from django import forms
from django.db.models import Model

from .base import PortalModelForm
from .fields import DateField


@dataclass(frozen=True)
class Meanwhile:
    """One field that somebody else changed, in words."""

    label: str
    before: str
    now: str
    by: str
    at: datetime.datetime
    is_taken_in: bool


class KeptForm(PortalModelForm):
    """A form of something that two people may edit at once: it knows what it was opened on."""

    version = forms.CharField(widget=forms.HiddenInput, required=False, max_length=3000)

    def __init__(self, data=None, *, version="", **kwargs):
        super().__init__(data, **kwargs)
        self.initial["version"] = version
        self.meanwhile = []

    @property
    def values(self):
        """What the service is told: the fields, and for a thing that stands the version."""
        values = dict(self.cleaned_data)
        version = values.pop("version")
        return values | ({"version": version or "0"} if self.instance.pk else {})

    def take_in(self, changes, version):
        """Show what somebody else changed; where this person changed nothing, take theirs."""
        self.data = self.data.copy()
        for change in changes:
            mine = _plain(self.cleaned_data.get(change.field))
            is_untouched = mine in (_plain(change.before), _plain(change.now))
            if is_untouched:
                self._type(change.field, change.now)
            self.meanwhile.append(
                Meanwhile(
                    self.fields[change.field].label,
                    self._in_words(change.field, change.before),
                    self._in_words(change.field, change.now),
                    change.by,
                    change.at,
                    is_untouched,
                )
            )
        self._type("version", version)

    def _type(self, name, value):
        """Put a value where the person would have typed it."""
        field, key = self.fields[name], self.add_prefix(name)
        if isinstance(field, DateField):
            parts = field.widget.decompress(value)
            for part, typed in zip(("day", "month", "year"), parts, strict=True):
                self.data[f"{key}_{part}"] = str(typed)
        elif isinstance(value, list) and not isinstance(field.widget, forms.Textarea):
            self.data.setlist(key, [str(one) for one in value])
        else:
            value = field.prepare_value(value)
            self.data[key] = "" if value is None else str(value)

    def _in_words(self, name, value):
        field = self.fields[name]
        if isinstance(value, datetime.date):
            return f"{value.day} {value:%B %Y}"
        if isinstance(field, forms.ModelMultipleChoiceField):
            return "\n".join(str(one) for one in field.queryset.filter(pk__in=value or []))
        if isinstance(field, forms.ModelChoiceField):
            return str(field.queryset.model.objects.filter(pk=value).first() or "")
        if isinstance(field, forms.MultipleChoiceField):
            return "\n".join(str(dict(field.choices).get(one, one)) for one in value or [])
        if hasattr(field, "choices"):
            return str(dict(field.choices).get(value, value or ""))
        return str(field.prepare_value(value) or "")


def _plain(value):
    """A value as history keeps it: rows as their keys, lists in one order."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if hasattr(value, "values_list"):
        return sorted(value.values_list("pk", flat=True))
    return list(value) if isinstance(value, (list, tuple)) else value
