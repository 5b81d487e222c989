"""Reviews of a plan by a board or group: what it saw, what it said, and that it signed."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from prevent_portal.models import User
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import history

from .governance import Body
from .meetings import Meeting
from .plan import Plan


class PlanReviewQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Reviews of the plans that one sees."""
        return super().visible_to(user).filter(plan__in=Plan.objects.visible_to(user))

    def signed(self):
        """Reviews that somebody has signed off."""
        return self.filter(signed_at__isnull=False)


class PlanReview(Record):
    """A body's look at a plan: the plan as it stood that day, frozen, and what the body said."""

    class Conclusion(models.TextChoices):
        CONTENT = "content", "Content with progress"
        WITH_POINTS = "with_points", "Content, with points to follow up"
        CONCERNED = "concerned", "Not content"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reviews")
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="reviews", verbose_name="board or group"
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="reviews"
    )
    on = models.DateField("plan as on", help_text="The day whose position the body looked at")
    comments = models.TextField(blank=True)
    conclusion = models.CharField(max_length=12, choices=Conclusion, blank=True)
    frozen = models.JSONField(default=dict, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    known_at = models.DateTimeField("what was recorded by", editable=False)
    signed_by = models.ForeignKey(
        User, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField("signed off", null=True, blank=True, editable=False)

    objects = PlanReviewQuerySet.as_manager()
    history = history(excluded_fields=["frozen"])

    class Meta(Record.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = "plan review"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="actions_planreview_signed_by_somebody",
                condition=Q(signed_by__isnull=True, signed_at__isnull=True)
                | Q(signed_by__isnull=False, signed_at__isnull=False) & ~Q(conclusion=""),
                violation_error_message="Say what the body concluded before it is signed off.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="signed_review_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__signed_at__isnull=False),
            ),
            pgtrigger.Protect(name="review_is_never_removed", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.plan} as on {self.on.day} {self.on:%B %Y}"

    def get_absolute_url(self):
        """The page of the review."""
        return reverse("actions:planreview_detail", args=[self.pk])

    def permits(self, user, permission):
        """Once it is signed it is read, and nothing else."""
        reads = permission == "actions.view_planreview"
        return super().permits(user, permission) and (reads or not self.is_signed)

    @property
    def is_signed(self):
        """True once somebody signed it off: from then on nothing in it changes."""
        return self.signed_at is not None
