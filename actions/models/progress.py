"""What has happened to an action: progress, evidence, and by when it is due. Nothing is rewritten."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from prevent_portal.models import Agency, StoredFile
from prevent_portal.tracked import TrackedQuerySet, history

from .plan import Action


class Timescale(models.Model):
    """By when an action is due: the raw words, and what they mean. The newest row counts."""

    class Kind(models.TextChoices):
        DATE = "date", "On a date"
        DATES = "dates", "On several dates"
        RECURRING = "recurring", "At a regular interval"
        ONGOING = "ongoing", "Ongoing"
        TRIGGER = "trigger", "When something happens"
        TBC = "tbc", "To be agreed"
        NONE = "none", "No date given"
        UNKNOWN = "unknown", "No date understood"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="timescales")
    raw = models.TextField(blank=True)
    kind = models.CharField(max_length=10, choices=Kind)
    dates = ArrayField(models.DateField(), default=list, blank=True)
    every_months = models.PositiveSmallIntegerField(null=True, blank=True)
    every_days = models.PositiveSmallIntegerField(null=True, blank=True)
    precision = models.CharField(max_length=8, blank=True)
    set_at = models.DateTimeField(db_default=Now())
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["action", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="actions_timescale_dates_fit_its_kind",
                condition=Q(kind="date", dates__len=1)
                | Q(kind="dates", dates__len__gt=1)
                | Q(~Q(kind__in=["date", "dates"]), dates=[]),
                violation_error_message="Give one date, or several, to match the kind of timescale.",
            ),
            models.CheckConstraint(
                name="actions_timescale_interval_fits_its_kind",
                condition=Q(kind="recurring", every_months__isnull=False, every_days__isnull=True)
                | Q(kind="recurring", every_months__isnull=True, every_days__isnull=False)
                | Q(~Q(kind="recurring"), every_months__isnull=True, every_days__isnull=True),
                violation_error_message="Say how often, in months or in days.",
            ),
        ]
        triggers = [pgtrigger.Protect(name="timescale_stays", operation=pgtrigger.Update)]

    def __str__(self):
        return self.raw or self.get_kind_display()


class ProgressUpdate(models.Model):
    """One dated entry of an action's past. A correction is a new entry that says so."""

    class Kind(models.TextChoices):
        LOGGED = "logged", "Progress"
        CORRECTION = "correction", "Correction"
        UNDONE = "undone", "Taken back"
        PROPOSED = "proposed", "Proposed complete"
        VERIFIED = "verified", "Verified complete"
        SENT_BACK = "sent_back", "Sent back"
        REOPENED = "reopened", "Reopened"
        REPLACED = "replaced", "Replaced"
        WITHDRAWN = "withdrawn", "Withdrawn"
        IMPORTED = "imported", "Imported"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.LOGGED)
    on = models.DateField(help_text="The day it speaks of")
    text = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=Action.Status)
    rag = models.CharField(max_length=6, choices=Action.Rag, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(db_default=Now(), help_text="When it was written")
    corrects = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="corrections"
    )

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()
        indexes = [
            # an action's timeline, and its status as at a day
            models.Index(fields=["action", "-on", "-id"], name="actions_update_timeline"),
        ]
        constraints = [
            models.CheckConstraint(
                name="actions_update_correction_names_what",
                condition=Q(kind__in=["correction", "undone"], corrects__isnull=False)
                | Q(~Q(kind__in=["correction", "undone"]), corrects__isnull=True),
            ),
            models.CheckConstraint(
                name="actions_update_gives_a_reason",
                condition=Q(kind__in=["verified", "imported", "undone"]) | ~Q(text=""),
                violation_error_message="Say what has happened.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="progress_update_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} on {self.on}"


class EvidenceQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Evidence of the actions one sees."""
        return self.filter(action__in=Action.objects.visible_to(user))

    def standing(self):
        """Evidence that has not been withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Evidence(models.Model):
    """What shows that an action was done: a file, a link to where it is kept, or a figure of the portal."""

    class Kind(models.TextChoices):
        FILE = "file", "File"
        LINK = "link", "Link"
        FIGURE = "figure", "Figure of the portal"

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=6, choices=Kind)
    title = models.CharField(max_length=200)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    url = models.URLField("link", max_length=1000, blank=True)
    figure = models.CharField(
        max_length=80, blank=True, help_text="Its name in the catalogue; its value is that of a day"
    )
    agency = models.ForeignKey(
        Agency,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whose figure; empty for all agencies together",
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(db_default=Now())
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_because = models.TextField(blank=True)

    objects = EvidenceQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["action", "pk"]
        default_permissions = ()
        verbose_name_plural = "evidence"
        constraints = [
            models.CheckConstraint(
                name="actions_evidence_is_of_its_kind",
                condition=Q(kind="file", file__isnull=False, url="", figure="", agency__isnull=True)
                | Q(Q(kind="link", file__isnull=True, figure="", agency__isnull=True), ~Q(url=""))
                | Q(Q(kind="figure", file__isnull=True, url=""), ~Q(figure="")),
                violation_error_message="Attach a file, give a link, or choose a figure.",
            ),
            models.CheckConstraint(
                name="actions_evidence_withdrawn_says_why",
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | Q(Q(withdrawn_at__isnull=False), ~Q(withdrawn_because="")),
                violation_error_message="Say why the evidence is withdrawn.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """Evidence is shown on its action's page."""
        return self.action.get_absolute_url()

    def permits(self, user, permission):
        """Who may change the action may change its evidence."""
        return self.action.permits(user, permission)
