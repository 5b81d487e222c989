"""Emergency access to a case: who may use it, named beforehand, and each time it was used."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.sealed import SealedText
from prevent_portal.tracked import TrackedQuerySet, history

from .case import Case
from .panel import Panel
from .rows import CaseRows

#: Days before its end that a naming is shown, and chased, as one that ends soon.
ENDS_SOON = 30


class GlassHolderQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """All, for those who name them and for auditors; else one's own naming."""
        return self if user.has_perm("channel.view_glassholder") else self.filter(user=user.pk)

    def in_force(self):
        """Confirmed and not ended, by the database's clock."""
        return self.filter(confirmed_at__isnull=False, user__is_active=True, ends_at__gt=Now())

    def standing(self):
        """Not ended: confirmed ones, and those that are proposed."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=Now()))

    def ending(self):
        """Each says whether it ends within a month and nobody has named its holder anew."""
        renewed = GlassHolder.objects.filter(
            panel=OuterRef("panel"), user=OuterRef("user"), pk__gt=OuterRef("pk")
        ).standing()
        soon = Q(ends_at__lt=Now() + datetime.timedelta(days=ENDS_SOON)) & ~Exists(renewed)
        return self.annotate(ends_soon=models.Case(models.When(soon, then=True), default=False))


class GlassHolder(models.Model):
    """Somebody who may open a panel's case in an emergency: named by one person, confirmed by another.

    Once confirmed it has an end, a year ahead at most, which the database sees to; whoever is still
    needed is named anew.
    """

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="glass_holders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    minutes = models.PositiveSmallIntegerField(
        "minutes that a case stays open", default=30, help_text="From 5 to 120"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(db_default=Now(), editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)

    objects = GlassHolderQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["panel", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="channel_glassholder_minutes_are_few",
                condition=Q(minutes__gte=5, minutes__lte=120),
                violation_error_message="Enter from 5 to 120 minutes.",
            ),
            models.CheckConstraint(
                name="channel_glassholder_takes_two",
                condition=Q(confirmed_by=None)
                | ~Q(confirmed_by=F("proposed_by")) & ~Q(confirmed_by=F("user")),
                violation_error_message="Somebody else must confirm it.",
            ),
            models.CheckConstraint(
                name="channel_glassholder_confirmed_until_a_day",
                condition=Q(confirmed_at=None) | Q(ends_at__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["panel", "user"],
                condition=Q(ends_at=None),
                name="channel_glassholder_once_a_panel",
                violation_error_message="This person is named already.",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.panel}"

    def permits(self, user, permission):
        """Whoever may name holders may name them for each panel."""
        return True


class BreakGlassQuerySet(CaseRows):
    def visible_to(self, user):
        """One's own, and those of cases that are open to oneself."""
        return self.filter(Q(by=user.pk) | Q(pk__in=super().visible_to(user).values("pk")))

    def overdue(self, *, on):
        """Not reviewed, and the day for it has gone by."""
        return self.filter(reviewed_at=None, review_by__lt=on)


class BreakGlass(models.Model):
    """One use of emergency access: read-only, for minutes, told at once, reviewed by somebody else.

    Only the gate makes one; each fact on it is set once.
    """

    class Reason(models.TextChoices):
        HARM = "harm", "Risk of harm now"
        MISSING = "missing", "The person is missing"
        OFFICERS = "officers", "Nobody who may open the case can be reached"
        COURT = "court", "A court or the police need an answer now"

    class Finding(models.TextChoices):
        RIGHT = "right", "It was right"
        WRONG = "wrong", "It was not right"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="glass")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason)
    words = SealedText(null=True)  # noqa: DJ001 - null until it is filled, once
    opened_at = models.DateTimeField(db_default=Now())
    until = models.DateTimeField()
    review_by = models.DateField()
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    finding = models.CharField(max_length=8, choices=Finding, blank=True, db_default="")
    review = SealedText(null=True)  # noqa: DJ001 - likewise

    objects = BreakGlassQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["by", "until"], name="channel_glass_by_user")]
        constraints = [
            models.CheckConstraint(
                name="channel_breakglass_reviewed_by_another",
                condition=Q(reviewed_by=None, reviewed_at=None, finding="")
                | Q(reviewed_at__isnull=False)
                & ~Q(finding="")
                & ~Q(reviewed_by=F("by"))
                & Q(reviewed_by__isnull=False),
                violation_error_message="Somebody else must review it.",
            )
        ]

    def __str__(self):
        return f"Emergency access {self.pk}"

    def get_absolute_url(self):
        """The list that it stands in."""
        return reverse("channel:glass_list")

    @staticmethod
    def in_force(user):
        """A condition on cases: that the user, by key, has it open by emergency access now."""
        return Exists(BreakGlass.objects.filter(case=OuterRef("pk"), by=user, until__gt=Now()))
