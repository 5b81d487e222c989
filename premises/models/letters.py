"""What hirers, managers and committees are written: templates as data, and each letter as it went out."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from prevent_portal.records import Record
from prevent_portal.tracked import history

from .base import PremisesRecord
from .bookings import OfBooking


class LetterTemplate(PremisesRecord):
    """The words of a letter, with places in braces that are filled from the booking."""

    class Kind(models.TextChoices):
        RECEIVED = "received", "The request has come"
        QUESTIONS = "questions", "More must be known"
        APPROVED = "approved", "Approved"
        CONDITIONS = "conditions", "Approved with conditions"
        REFUSED = "refused", "Refused"
        APPEAL = "appeal", "The appeal was decided"

    kind = models.CharField("used when", max_length=10, choices=Kind)
    name = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    body = models.TextField("words")

    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["kind", "name", "pk"]
        verbose_name = "letter template"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                Lower("name"),
                name="premises_lettertemplate_name_is_its_own",
                violation_error_message="There is already a template of this name.",
            ),
        ]

    def __str__(self):
        return self.name


class Letter(OfBooking):
    """A letter to a hirer as it was written; an email only carries the private link to it."""

    class Way(models.TextChoices):
        PAPER = "paper", "On paper"
        EMAIL = "email", "By email, as a private link"

    template = models.ForeignKey(
        LetterTemplate, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField()
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    way = models.CharField(max_length=5, choices=Way)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the link's token")
    works_until = models.DateField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    failed_because = models.CharField(max_length=200, blank=True)

    history = history()

    class Meta(OfBooking.Meta):
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=~Q(digest=""), name="premises_letter_link_is_its_own"
            )
        ]

    def __str__(self):
        return f"Letter {self.pk}, {self.booking}"
