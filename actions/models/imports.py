"""A council's own file on its way to becoming a plan, and the text that found no place in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.models import Agency, StoredFile
from prevent_portal.roles import Role
from prevent_portal.tracked import TrackedQuerySet, history

from .plan import Plan


class PlanImportQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Imports into one's own agency; the Prevent lead sees all."""
        if not user.has_perm("actions.import_plan"):
            return self.none()
        return self if user.has_role(Role.PREVENT_LEAD) else self.filter(agency=user.agency_id)


class PlanImport(models.Model):
    """A file as it was read: a proposal that a person confirms or cancels."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "To be confirmed"
        COMMITTED = "committed", "Imported"
        CANCELLED = "cancelled", "Cancelled"

    #: Every move an import may make.
    MOVES = {
        State.PROPOSED: {State.COMMITTED, State.CANCELLED},
        State.COMMITTED: set(),
        State.CANCELLED: set(),
    }

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Plan.Kind)
    reading = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="imports"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PlanImportQuerySet.as_manager()
    history = history(excluded_fields=["reading"])

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="actions_import_committed_made_a_plan",
                condition=Q(state="committed", plan__isnull=False)
                | Q(~Q(state="committed"), plan__isnull=True),
            )
        ]

    def __str__(self):
        return f"Import of {self.file}"

    def get_absolute_url(self):
        """The preview of what the file would make."""
        return reverse("actions:import_preview", args=[self.pk])


class UnplacedText(models.Model):
    """Words of an imported file that became no part of the plan, kept with where they stood."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="unplaced")
    position = models.PositiveIntegerField()
    text = models.TextField()
    place = models.CharField(max_length=200, blank=True)

    objects = TrackedQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["plan", "position"]
        default_permissions = ()
        verbose_name_plural = "unplaced text"

    def __str__(self):
        return self.text
