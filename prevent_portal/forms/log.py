"""The filters of the access log."""

import datetime

from django import forms
from django.db.models import Q
from django.utils import timezone

from ..models import AccessRecord
from .base import FilterForm
from .fields import DateField

#: So many days back the log is shown where nothing narrows it.
RECENT_DAYS = 7


class LogFilter(FilterForm):
    """Who saw a thing, what somebody saw, and in which days."""

    reference = forms.CharField(
        label="Reference", max_length=120, help_text="For example, a case’s: C26-ABC234"
    )
    person = forms.CharField(label="Person", max_length=200, help_text="Name or email address")
    verb = forms.ChoiceField(
        label="Did what", choices=[("", "Anything"), *AccessRecord.Verb.choices]
    )
    since = DateField(label="From", thing="The first day")
    until = DateField(label="To", thing="The last day")

    def chosen(self, name):
        """What was chosen, or an empty value where it makes no sense."""
        self.is_valid()
        return self.cleaned_data.get(name)

    @property
    def is_recent_only(self):
        """True if nothing narrows the log but the days of this week."""
        return not any(self.chosen(name) for name in ("reference", "person", "since", "until"))

    def narrow(self, records):
        """Keep the records that fit what was chosen."""
        if reference := self.chosen("reference"):
            records = records.about(reference)
        if words := self.chosen("person"):
            records = records.filter(
                Q(user__name__icontains=words) | Q(user__email__icontains=words)
            )
        if verb := self.chosen("verb"):
            records = records.filter(verb=verb)
        since, until = self.chosen("since"), self.chosen("until")
        if self.is_recent_only:
            since = timezone.localdate() - datetime.timedelta(days=RECENT_DAYS)
        if since:
            records = records.filter(at__gte=_midnight(since))
        if until:
            records = records.filter(at__lt=_midnight(until + datetime.timedelta(days=1)))
        return records.select_related("user__agency")


def _midnight(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
