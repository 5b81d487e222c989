"""Assessments, by frameworks that are data: their factors, their scale, and what was found."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.sealed import SealedText
from prevent_portal.tracked import TrackedQuerySet, history

from .case import Case
from .rows import CaseRows
from .terms import InForceRows

_STAYS = [pgtrigger.Protect(name="stays", operation=pgtrigger.Update | pgtrigger.Delete)]


class FrameworkQuerySet(InForceRows):
    def usable(self, *, on):
        """In force on a day, and with factors: a template is to be filled in first."""
        return self.on(on).filter(factors__isnull=False).distinct()

    def newest(self):
        """The newest version of each."""
        later = Framework.objects.filter(name=models.OuterRef("name")).filter(
            version__gt=models.OuterRef("version")
        )
        return self.filter(~models.Exists(later))


class Framework(models.Model):
    """One version of a way to assess. It is not edited: what changes is a new version."""

    name = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField(default=1)
    about = models.TextField(blank=True)
    scale = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text="Words for the scores from lowest to highest; none where factors are described only",
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = FrameworkQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["name", "-version"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["name", "version"],
                name="channel_framework_one_of_each_version",
                violation_error_message="This version exists already.",
            ),
            models.CheckConstraint(
                name="channel_framework_ends_after_it_begins",
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                violation_error_message="The last day must come after the first.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, version {self.version}"

    def get_absolute_url(self):
        """The page with its factors."""
        return reverse("channel:framework", args=[self.pk])

    def dimensions(self):
        """Its factors by dimension, in order: [(dimension, [factor, ...]), ...]."""
        found = {}
        for factor in self.factors.all():
            found.setdefault(factor.dimension, []).append(factor)
        return list(found.items())


class Factor(models.Model):
    """One thing that a framework asks about. Written once, with its version."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="factors")
    dimension = models.CharField(max_length=120)
    words = models.CharField(max_length=200)
    place = models.PositiveSmallIntegerField()

    objects = TrackedQuerySet.as_manager()

    class Meta:
        ordering = ["framework", "place"]
        default_permissions = ()
        triggers = _STAYS
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "dimension", "words"],
                name="channel_factor_once_a_dimension",
                violation_error_message="A factor stands here twice.",
            )
        ]

    def __str__(self):
        return self.words


class Assessment(models.Model):
    """What was found of a person's needs and risks on a day, and what follows. Written once."""

    class Basis(models.TextChoices):
        MET = "met", "Spoken with the person"
        TOLD = "told", "From what others know, without speaking with them"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="assessments")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    basis = models.CharField(max_length=4, choices=Basis, blank=True, db_default="")
    conclusion = SealedText()
    changed = SealedText("what changed since the last assessment", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["case", "-number"]
        default_permissions = ()
        triggers = _STAYS
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"],
                name="channel_assessment_one_of_each_number",
                violation_error_message="Somebody has recorded this assessment already.",
            )
        ]

    def __str__(self):
        return f"Assessment {self.number} of case {self.case_id}"

    def get_absolute_url(self):
        """The page of the assessment, beside the one before it."""
        return reverse("channel:assessment", args=[self.pk])


class FactorFinding(models.Model):
    """What was found of one factor: a score, words, or both. Written once."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="findings")
    factor = models.ForeignKey(Factor, on_delete=models.PROTECT, related_name="+")
    score = SealedText("its place on the scale, from 0", blank=True)
    words = SealedText(blank=True)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["assessment", "factor__place"]
        default_permissions = ()
        triggers = _STAYS
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "factor"],
                name="channel_factorfinding_one_each",
                violation_error_message="This factor is answered twice.",
            )
        ]

    def __str__(self):
        return f"Finding {self.pk} of case {self.case_id}"

    @property
    def place(self):
        """Its place on the scale, from 0; None where it has no score."""
        return int(self.score) if self.score else None
