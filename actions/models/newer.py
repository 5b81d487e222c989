"""A file that is a newer version of a plan that stands here already, and what became of it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from prevent_portal.tracked import TrackedQuerySet, history

from .imports import PlanImport
from .plan import Plan


class NewerVersionQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Those of the plans one sees."""
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def applied(self):
        """Those that were applied, the newest first."""
        return self.filter(applied_at__isnull=False).order_by("-applied_at", "-pk")


class NewerVersion(models.Model):
    """An import that changes a plan instead of making one."""

    proposal = models.OneToOneField(PlanImport, on_delete=models.PROTECT, related_name="newer")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="newer_versions")
    #: What a person said of doubtful pairs, fields changed by hand, and rows that are gone.
    choices = models.JSONField(default=dict)
    #: How many rows were new, changed, moved, kept, gone and unchanged.
    counts = models.JSONField(default=dict)
    #: What the file says where a person's own words were kept: {"action": {pk: {field: words}}}.
    kept = models.JSONField(default=dict)
    #: The actions that the file no longer holds and that were left for a decision.
    gone = ArrayField(models.BigIntegerField(), default=list)
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = NewerVersionQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="actions_newer_applied_by_somebody_on_a_day",
                condition=Q(applied_at__isnull=False) | Q(applied_by__isnull=True),
            )
        ]

    def __str__(self):
        return f"Newer version of {self.plan}"

    def get_absolute_url(self):
        """The preview of what the file would change."""
        return reverse("actions:newer_preview", args=[self.proposal_id])
