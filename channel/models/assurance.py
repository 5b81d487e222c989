"""What the figures are held against, and the yearly statement of how far the standards were met."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from prevent_portal.records import Record
from prevent_portal.tracked import history

from ..measures import Measure
from .panel import OfPanelRows, Panel


class NationalSeries(Record):
    """One number that was published for the country, to hold the panel's own against."""

    measure = models.CharField(max_length=20, choices=Measure)
    part = models.CharField(
        "part of the measure",
        max_length=120,
        blank=True,
        help_text="For example, a sector. Leave empty for the whole.",
    )
    year = models.PositiveSmallIntegerField(
        "year beginning", help_text="2024 for the year from April 2024"
    )
    value = models.DecimalField(max_digits=12, decimal_places=1)
    is_percent = models.BooleanField("a percentage", default=False)
    source = models.CharField(max_length=300)

    history = history()

    class Meta(Record.Meta):
        ordering = ["-year", "measure", "part", "pk"]
        verbose_name_plural = "national series"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["measure", "part", "year", "is_percent"],
                condition=Q(closed_on=None),
                name="channel_nationalseries_one_a_year",
                violation_error_message="There is already a number of this measure and year.",
            ),
            models.CheckConstraint(
                name="channel_nationalseries_is_a_number_of_things",
                condition=Q(value__gte=0) & (Q(is_percent=False) | Q(value__lte=100)),
                violation_error_message="Enter a number that is not below 0; a percentage of at most 100.",
            ),
            models.CheckConstraint(
                name="channel_nationalseries_of_a_year_of_channel",
                condition=Q(year__gte=2012, year__lte=2100),
                violation_error_message="Enter a year from 2012 on.",
            ),
        ]

    def __str__(self):
        part = f": {self.part}" if self.part else ""
        return f"{self.get_measure_display()}{part}, {self.year}"

    def get_absolute_url(self):
        """The page of the number."""
        return reverse("channel:nationalseries_detail", args=[self.pk])


class AssuranceStandard(Record):
    """One standard that the yearly statement answers, in an area of control, from a day on."""

    area = models.CharField("area of control", max_length=120)
    place = models.PositiveSmallIntegerField("place in the statement")
    words = models.TextField("standard")
    from_on = models.DateField("in force from")
    evidence = ArrayField(
        models.CharField(max_length=20, choices=Measure),
        default=list,
        blank=True,
        help_text="The numbers that show how far it is met",
    )

    history = history()

    class Meta(Record.Meta):
        ordering = ["place", "pk"]

    def __str__(self):
        return self.words if len(self.words) <= 90 else f"{self.words[:89]}…"

    def get_absolute_url(self):
        """The page of the standard."""
        return reverse("channel:assurancestandard_detail", args=[self.pk])


class AssuranceExtent(Record):
    """One step of the scale that says how far a standard was met."""

    words = models.CharField(max_length=60)
    place = models.PositiveSmallIntegerField("place, from the worst")
    needs_comment = models.BooleanField("asks for a comment", default=False)

    history = history()

    class Meta(Record.Meta):
        ordering = ["place", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["words"],
                name="channel_assuranceextent_words_are_its_own",
                violation_error_message="There is already a step of these words.",
            ),
        ]

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        """The page of the step."""
        return reverse("channel:assuranceextent_detail", args=[self.pk])


class AssuranceStatement(models.Model):
    """A panel's statement of a year: drafted by one person, signed by a chair who is another."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="statements")
    year = models.PositiveSmallIntegerField("year beginning")
    begun_on = models.DateField()
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    summary = models.TextField(blank=True)
    evidence = models.JSONField(
        default=dict, blank=True, help_text="The numbers as they were when it was signed"
    )
    signed_on = models.DateField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    digest = models.CharField(
        max_length=64, blank=True, help_text="SHA-256 of what was signed, as hexadecimal"
    )

    objects = OfPanelRows.as_manager()
    history = history()

    class Meta:
        ordering = ["-year", "panel", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "year"],
                name="channel_assurancestatement_once_a_year",
                violation_error_message="There is already a statement of this year.",
            ),
            models.CheckConstraint(
                name="channel_assurancestatement_takes_two",
                condition=Q(signed_by=None) | ~Q(signed_by=F("drafted_by")),
                violation_error_message="Somebody other than who drafted it must sign it.",
            ),
            models.CheckConstraint(
                name="channel_assurancestatement_signed_says_all",
                condition=Q(signed_on=None, signed_by=None, digest="")
                | Q(signed_on__isnull=False, signed_by__isnull=False) & ~Q(digest=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="signed_statement_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__signed_on__isnull=False),
            ),
            pgtrigger.Protect(name="statement_is_kept", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"Assurance statement {self.year}/{(self.year + 1) % 100:02}"

    def get_absolute_url(self):
        """The page of the statement."""
        return reverse("channel:statement_detail", args=[self.pk])

    @property
    def is_open(self):
        """True until a chair signs it."""
        return self.signed_on is None


class AssuranceAnswer(models.Model):
    """How far one standard was met in one year, and what is to be said of it."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    statement = models.ForeignKey(
        AssuranceStatement, on_delete=models.PROTECT, related_name="answers"
    )
    standard = models.ForeignKey(AssuranceStandard, on_delete=models.PROTECT, related_name="+")
    asked = models.TextField(help_text="The words of the standard as they were answered")
    extent = models.ForeignKey(
        AssuranceExtent, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    comment = models.TextField(blank=True)

    objects = OfPanelRows.as_manager()
    history = history()

    class Meta:
        ordering = ["statement", "standard__place", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "standard"], name="channel_assuranceanswer_once_a_statement"
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="signed_answers_stay",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                declare=[("signed", "integer")],
                func="""
                    SELECT count(*) INTO signed FROM channel_assurancestatement
                    WHERE id IN (NEW.statement_id, OLD.statement_id) AND signed_on IS NOT NULL;
                    IF signed > 0 THEN
                        RAISE EXCEPTION 'pgtrigger: this statement is signed, its answers stay';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            ),
        ]

    def __str__(self):
        return self.asked
