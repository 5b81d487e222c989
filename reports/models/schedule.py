"""When papers are due: for which body, how often, and what must be done how long before."""

import datetime

from dateutil.relativedelta import relativedelta
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from actions.models import Body, Plan
from prevent_portal.errors import Refused
from prevent_portal.models import Agency
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import history

from .templates import AUDIENCES, OFFICER, ReportTemplate


class Schedule(Record):
    """A report that an agency makes again and again, each time on a day or for a meeting."""

    class Position(models.TextChoices):
        MONTH_END = "month_end", "The last day of the month before its draft is made"
        DRAFT_DAY = "draft_day", "The day its draft is made"

    kind = models.ForeignKey(
        ReportTemplate,
        on_delete=models.PROTECT,
        related_name="schedules",
        verbose_name="kind of report",
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField("made for", max_length=12, choices=AUDIENCES, default=OFFICER)
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="board or group",
        help_text="If it goes to meetings: the next one on or after its day",
    )
    first_on = models.DateField("first due on")
    every = models.PositiveSmallIntegerField("then every", default=6, help_text="Months")
    position = models.CharField(
        "its figures speak of", max_length=10, choices=Position, default=Position.MONTH_END
    )
    draft_days = models.PositiveSmallIntegerField("draft made", default=35, help_text="Days before")
    comments_days = models.PositiveSmallIntegerField(
        "comments by", default=21, help_text="Days before"
    )
    legal_days = models.PositiveSmallIntegerField(
        "legal and finance by", default=14, help_text="Days before"
    )
    publish_days = models.PositiveSmallIntegerField("out by", default=7, help_text="Days before")
    trouble = models.TextField(blank=True, editable=False)

    objects = RecordQuerySet.as_manager()
    history = history()

    class Meta(Record.Meta):
        ordering = ["first_on", "pk"]
        verbose_name = "schedule of a report"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="reports_schedule_comes_again",
                condition=Q(every__gte=1, every__lte=60),
                violation_error_message="It is due every 1 to 60 months.",
            ),
            models.CheckConstraint(
                name="reports_schedule_steps_in_order",
                condition=Q(
                    draft_days__gte=F("comments_days"),
                    comments_days__gte=F("legal_days"),
                    legal_days__gte=F("publish_days"),
                    draft_days__lte=180,
                ),
                violation_error_message="The draft comes first, then comments, then legal and "
                "finance, then the day it goes out; none more than 180 days before.",
            ),
        ]

    def __str__(self):
        return f"{self.kind}, {self.agency}"

    def get_absolute_url(self):
        """The page of the schedule."""
        return reverse("reports:schedule_detail", args=[self.pk])

    def rhythm(self):
        """How often it is due, in words."""
        return "Every month" if self.every == 1 else f"Every {self.every} months"

    def occasions(self, *, until):
        """The days on which it is due, from the first to the last one before `until` is passed."""
        count, day = 0, self.first_on
        while day <= until:
            yield day
            count += 1
            day = self.first_on + relativedelta(months=self.every * count)

    def draft_on(self, due_on):
        """The day on which the draft of what is due on a day is made."""
        return due_on - datetime.timedelta(days=self.draft_days)

    def figures_on(self, due_on):
        """The day that the figures of what is due on a day speak of."""
        drafted = self.draft_on(due_on)
        if self.position == self.Position.DRAFT_DAY:
            return drafted
        return drafted.replace(day=1) - datetime.timedelta(days=1)

    def about(self, on):
        """What it is made about on a day: the agency, or its plan of the right kind.

        Raises Refused where the agency has no such plan on the day.
        """
        if self.kind.about == ReportTemplate.About.AGENCY:
            return self.agency
        plans = Plan.objects.current(on=on).filter(
            agency=self.agency, kind__in=self.kind.plan_kinds
        )
        plan = plans.order_by("-period_start", "pk").first()
        if plan is None:
            said = f"{on.day} {on:%B %Y}"
            raise Refused(self, f"{self.agency} has no plan for this report on {said}.")
        return plan
