"""What the calendar is narrowed to."""

import datetime
import re

from django import forms

from .base import FilterForm
from .fields import FIRST_YEAR, LAST_YEAR
from .registers import SmallBoxes

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


def month_of(text, *, on):
    """The first day of the month that an address names ("2026-03"); this month if it names none."""
    named = _MONTH.fullmatch(text or "")
    if not named or not FIRST_YEAR <= int(named[1]) <= LAST_YEAR or not 1 <= int(named[2]) <= 12:
        return on.replace(day=1)
    return datetime.date(int(named[1]), int(named[2]), 1)


class CalendarFilter(FilterForm):
    """Of what kind, and of which agency."""

    kind = forms.MultipleChoiceField(label="Kind", widget=SmallBoxes)
    agency = forms.ChoiceField(label="Agency")

    def __init__(self, data, *, entries):
        super().__init__(data)
        self.entries = entries
        kinds = sorted({entry.kind for entry in entries} | set(data.getlist("kind")))
        agencies = sorted({entry.agency for entry in entries} | {data.get("agency", "")})
        self.fields["kind"].choices = [(kind, kind) for kind in kinds]
        self.fields["agency"].choices = [
            ("", "All"),
            *((name, name) for name in agencies if name),
        ]
        self.full_clean()

    @property
    def is_used(self):
        """True if anything is left out."""
        return bool(self.cleaned_data.get("kind") or self.cleaned_data.get("agency"))

    def narrowed(self):
        """The entries that were asked for; what belongs to no agency stays for each."""
        kinds, agency = self.cleaned_data.get("kind"), self.cleaned_data.get("agency")
        return [
            entry
            for entry in self.entries
            if (not kinds or entry.kind in kinds) and (not agency or entry.agency in (agency, ""))
        ]
