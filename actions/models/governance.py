"""Boards and groups: who meets, how often, and who chairs."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from prevent_portal.models import User
from prevent_portal.records import Record
from prevent_portal.tracked import history


class Body(Record):
    """A board or group of the partnership, or one that receives its papers."""

    class Kind(models.TextChoices):
        STRATEGIC_BOARD = "strategic_board", "Strategic board"
        DELIVERY_GROUP = "delivery_group", "Delivery group"
        CMT = "cmt", "Corporate management team"
        CABINET = "cabinet", "Cabinet or executive"
        SCRUTINY = "scrutiny", "Scrutiny committee"
        CSP = "csp", "Community safety partnership"
        SAFEGUARDING_CHILDREN = "safeguarding_children", "Safeguarding children partnership"
        SAFEGUARDING_ADULTS = "safeguarding_adults", "Safeguarding adults board"
        HEALTH = "health", "Health and wellbeing board"
        CHANNEL_PANEL = "channel_panel", "Channel panel"
        NETWORK = "network", "Network or working group"
        OTHER = "other", "Other"

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=24, choices=Kind)
    purpose = models.TextField(blank=True)
    chair = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    chair_post = models.CharField("post of the chair", max_length=200, blank=True)
    meets_every = models.PositiveSmallIntegerField(
        "meets every", null=True, blank=True, help_text="Months"
    )
    meets_at_most_every = models.PositiveSmallIntegerField(
        "at the latest after", null=True, blank=True, help_text="Months"
    )
    terms_agreed_on = models.DateField("terms of reference agreed", null=True, blank=True)
    terms_review_on = models.DateField("terms of reference due for review", null=True, blank=True)

    history = history()

    class Meta(Record.Meta):
        ordering = ["name", "pk"]
        verbose_name = "board or group"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                models.functions.Lower("name"),
                name="actions_body_name_is_its_own",
                violation_error_message="There is already a board or group of this name.",
            ),
            models.CheckConstraint(
                name="actions_body_window_has_an_order",
                condition=Q(meets_at_most_every__isnull=True)
                | Q(meets_every__isnull=False, meets_at_most_every__gte=F("meets_every")),
                violation_error_message="The longest time between meetings is no less than the usual one.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the board or group."""
        return reverse("actions:body_detail", args=[self.pk])

    def cadence(self):
        """How often it meets, in words; nothing where that is not said."""
        if not self.meets_every:
            return ""
        longest = self.meets_at_most_every
        if longest and longest != self.meets_every:
            return f"Every {self.meets_every} to {longest} months"
        return "Every month" if self.meets_every == 1 else f"Every {self.meets_every} months"
