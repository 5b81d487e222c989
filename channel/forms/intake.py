"""What is recorded of a referral once it is here: shared, answered, added to, found again."""

import datetime

from django import forms
from django.utils import timezone

from prevent_portal.forms import DateField, LongTextField, PortalForm, Radios, UploadField

from ..models import Referral
from .referrals import attestation


class SharingForm(PortalForm):
    """When the police Prevent team was told."""

    day = DateField(label="Day", thing="Day the police were told", not_future=True)
    time = forms.TimeField(
        label="Time",
        help_text="For example, 14:30",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-5"}),
        error_messages={"invalid": "Time must be like 14:30"},
    )
    words = LongTextField(
        label="Who was told, and how",
        required=False,
        rows=3,
        help_text="Only those who may open the case can read this.",
    )

    @property
    def at(self):
        """The moment."""
        day, time = self.cleaned_data["day"], self.cleaned_data["time"]
        return timezone.make_aware(datetime.datetime.combine(day, time))


class FeedbackForm(PortalForm):
    """What the referrer was told."""

    told_on = DateField(label="Day you told them", thing="Day you told them", not_future=True)
    said = forms.ChoiceField(
        label="What they may read in the portal",
        choices=Referral.Feedback,
        widget=Radios,
        help_text="No more than this: nothing about the person, and not what is being done.",
    )
    words = LongTextField(
        label="What you said, and how",
        required=False,
        rows=3,
        help_text="For the case. The referrer does not see this.",
    )


class AttachForm(PortalForm):
    """A file for a case."""

    file = UploadField(
        label="File",
        help_text="A document, spreadsheet, picture or text of at most 10 MB. Its name is kept sealed "
        "with it.",
    )
    attested = attestation()


class TakeOutForm(PortalForm):
    """Why a file is taken out."""

    because = LongTextField(
        label="Why it must not be here",
        rows=3,
        max_length=1000,
        help_text="Its content is destroyed. That it was here, and this reason, stay.",
    )


class SearchForm(PortalForm):
    """A name to look for: whole, as it would be written in a referral."""

    forenames = forms.CharField(label="Forenames", max_length=200)
    surname = forms.CharField(label="Surname", max_length=200)
    born = DateField(label="Date of birth", required=False, not_future=True)
