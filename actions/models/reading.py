"""How far the reading of a large file has come."""

from django.db import models

from prevent_portal.tracked import TrackedQuerySet

from .imports import PlanImport


class ImportReading(models.Model):
    """A file that is read by a worker: how much of it is read, or why it cannot be."""

    proposal = models.OneToOneField(PlanImport, on_delete=models.CASCADE, related_name="waiting")
    rows_read = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(null=True, blank=True)
    failure = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = TrackedQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.rows_read} rows of {self.proposal}"

    @property
    def is_going_on(self):
        """True until the file is read or has turned out to be unreadable."""
        return self.done_at is None and not self.failure

    @property
    def in_words(self):
        """How far it has come: "120 of 750 rows are read"."""
        if not self.rows_total:
            return "The file is opened."
        return f"{self.rows_read:,} of {self.rows_total:,} rows are read."
