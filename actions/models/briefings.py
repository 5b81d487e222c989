"""Briefings: who is owed word of what, how often, and when they had it."""

from django.db import models
from django.db.models import Case, DateField, F, Func, Max, Q, Value, When
from django.db.models.functions import Cast
from django.urls import reverse

from prevent_portal.models import User
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.roles import Role
from prevent_portal.tracked import history

from .governance import Body


class BriefingQuerySet(RecordQuerySet):
    def with_due(self):
        """Each briefing with the day it was last given and the day by which it is owed again.

        What is given at an interval is first owed on the day from which it is counted; what is
        given once is owed until it has been given.
        """
        given = Max("given__on", filter=Q(given__closed_on__isnull=True))
        interval = Func(
            F("every_months"),
            template="make_interval(months => %(expressions)s)",
            output_field=models.DurationField(),
        )
        again = Cast(
            models.ExpressionWrapper(
                F("last_given_on") + interval, output_field=models.DateTimeField()
            ),
            DateField(),
        )
        return self.annotate(last_given_on=given).annotate(
            owed_on=Case(
                When(last_given_on__isnull=True, then=F("first_on")),
                When(every_months__isnull=True, then=Value(None, output_field=DateField())),
                default=again,
                output_field=DateField(),
            )
        )


class Briefing(Record):
    """A briefing that somebody is owed: a body or a post, on what, once or at an interval."""

    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="briefings",
        verbose_name="board or group",
    )
    post = models.CharField("or the post", max_length=200, blank=True)
    subject = models.CharField("on what", max_length=200)
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    every_months = models.PositiveSmallIntegerField("every", null=True, blank=True)
    first_on = models.DateField("owed by")

    history = history()
    objects = BriefingQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["subject", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="actions_briefing_is_for_somebody",
                condition=Q(body__isnull=False, post="") | Q(body__isnull=True) & ~Q(post=""),
                violation_error_message="Say for whom: a board or group, or a post, not both.",
            ),
            models.CheckConstraint(
                name="actions_briefing_interval_is_some_months",
                condition=Q(every_months__isnull=True) | Q(every_months__gte=1),
                violation_error_message="An interval is a month or more.",
            ),
        ]

    def __str__(self):
        return f"{self.body or self.post}: {self.subject}"

    def get_absolute_url(self):
        """The page of the briefing."""
        return reverse("actions:briefing_detail", args=[self.pk])

    def cadence(self):
        """How often, in words."""
        if self.every_months is None:
            return "Once"
        return "Every month" if self.every_months == 1 else f"Every {self.every_months} months"

    def permits(self, user, permission):
        """Whoever owns the briefing may say that it was given."""
        if permission == "actions.give_briefing":
            return user.has_role(Role.PREVENT_LEAD) or self.owner_id == user.pk
        return super().permits(user, permission)


class BriefingGiven(Record):
    """A day on which a briefing was given. One entered in error is closed, with the reason."""

    briefing = models.ForeignKey(Briefing, on_delete=models.PROTECT, related_name="given")
    on = models.DateField("day")
    note = models.TextField(blank=True)
    by = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="given by",
    )

    history = history()

    class Meta(Record.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = "briefing given"

    def __str__(self):
        return f"{self.briefing}, {self.on.day} {self.on:%B %Y}"

    def get_absolute_url(self):
        """The page of the day."""
        return reverse("actions:briefinggiven_detail", args=[self.pk])
