"""Boards and groups: who meets, how often, who chairs, and who sits there."""

import datetime

from dateutil.relativedelta import relativedelta
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse

from prevent_portal.models import Agency, User
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import history

#: Days before a meeting, a review or terms are due that the portal begins to say so.
SOON = 28


def months_after(day, months):
    """A day so many months after another, in the database: a date, or nothing if either is nothing."""
    interval = models.Func(
        months,
        function="make_interval",
        template="%(function)s(months => (%(expressions)s)::int)",
        output_field=models.DurationField(),
    )
    return Cast(
        models.ExpressionWrapper(day + interval, output_field=models.DateTimeField()),
        models.DateField(),
    )


class BodyQuerySet(RecordQuerySet):
    def with_meetings(self, *, on):
        """Bodies with when they last met, what is planned next, and by when they are to meet again."""
        from .meetings import Meeting

        rows = Meeting.objects.standing().filter(body=OuterRef("pk")).order_by()
        took_place = rows.filter(status__in=Meeting.TOOK_PLACE).order_by("-on")
        planned = rows.filter(status=Meeting.Status.PLANNED, on__gte=on).order_by("on")
        longest = Coalesce("meets_at_most_every", "meets_every")
        return self.annotate(
            last_met_on=Subquery(took_place.values("on")[:1]),
            planned_on=Subquery(planned.values("on")[:1]),
        ).annotate(
            next_due_on=months_after(F("last_met_on"), F("meets_every")),
            latest_on=months_after(F("last_met_on"), longest),
        )

    def meeting_due(self, *, on):
        """Bodies that are to meet by now and have no meeting planned."""
        return self.with_meetings(on=on).filter(
            Q(next_due_on__lte=on) | Q(last_met_on__isnull=True, meets_every__isnull=False),
            planned_on__isnull=True,
        )

    def meeting_late(self, *, on):
        """Bodies that neither met nor will meet within the longest time between meetings."""
        never = Q(last_met_on__isnull=True, planned_on__isnull=True, meets_every__isnull=False)
        is_past = Q(latest_on__lt=on) | Q(planned_on__gt=F("latest_on"))
        return self.with_meetings(on=on).filter(never | is_past)

    def members_due(self, *, on):
        """Bodies whose members have not been looked through for the time between such reviews."""
        due = months_after(F("members_reviewed_on"), F("members_reviewed_every"))
        return self.annotate(members_due_on=due).filter(members_due_on__lt=on)

    def needing_somebody(self, *, on):
        """Bodies with a meeting late, no chair, or terms or members due for review."""
        late = self.meeting_late(on=on).order_by().values("pk")
        members = self.members_due(on=on).order_by().values("pk")
        without_chair = Q(chair__isnull=True, chair_post="")
        return self.filter(
            Q(pk__in=late) | Q(pk__in=members) | without_chair | Q(terms_review_on__lt=on)
        )


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
    members_reviewed_on = models.DateField("members last looked through", null=True, blank=True)
    members_reviewed_every = models.PositiveSmallIntegerField(
        "members looked through every", default=12, help_text="Months"
    )
    standing_items = ArrayField(models.TextField(), default=list, blank=True)

    objects = BodyQuerySet.as_manager()
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

    def chaired_by(self):
        """Who chairs, as a list shows it: the post, else the person."""
        return self.chair_post or self.chair

    def meets_next_on(self):
        """The day planned, if it is in time; else the day by which it is to meet.

        Asks for a body fetched `with_meetings`.
        """
        is_late = self.latest_on and (self.planned_on is None or self.planned_on > self.latest_on)
        return self.latest_on if is_late else self.planned_on

    def members_due_for_review_on(self):
        """By when its members are to be looked through again; None if they never were."""
        if self.members_reviewed_on is None:
            return None
        return self.members_reviewed_on + relativedelta(months=self.members_reviewed_every)

    def next_meeting(self, *, on):
        """When it meets next, in words. Asks for a body fetched `with_meetings`."""
        if self.planned_on:
            return f"Planned for {_written(self.planned_on)}"
        if not self.meets_every:
            return ""
        if self.last_met_on is None:
            return "None recorded yet"
        if self.latest_on < on:
            return f"Late: it was to meet by {_written(self.latest_on)}"
        if self.next_due_on <= on:
            return f"Due now, at the latest on {_written(self.latest_on)}"
        is_soon = self.next_due_on <= on + datetime.timedelta(days=SOON)
        return f"Due{' soon' * is_soon}: {_written(self.next_due_on)}"


def _written(day):
    return f"{day.day} {day:%B %Y}"


class MembershipQuerySet(RecordQuerySet):
    def current(self, *, on):
        """Members on a day, also those who have left since."""
        return self.filter(
            Q(ends_on__isnull=True) | Q(ends_on__gte=on),
            Q(closed_on__isnull=True) | Q(closed_on__gt=on),
            starts_on__lte=on,
        )


class Membership(Record):
    """A seat that an agency has on a board or group, who fills it, and from when to when."""

    class Role(models.TextChoices):
        MEMBER = "member", "Member"
        CHAIR = "chair", "Chair"
        DEPUTY_CHAIR = "deputy_chair", "Deputy chair"
        SECRETARY = "secretary", "Secretary"
        ADVISER = "adviser", "Adviser or observer"

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="memberships", verbose_name="board or group"
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(max_length=200, help_text="For example, Head of community safety")
    role = models.CharField("part", max_length=12, choices=Role, default=Role.MEMBER)
    person = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    deputy = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    deputy_post = models.CharField("post of the deputy", max_length=200, blank=True)
    starts_on = models.DateField("from")
    ends_on = models.DateField("to", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()
    history = history()

    class Meta(Record.Meta):
        ordering = ["body__name", "seat", "pk"]
        verbose_name = "membership"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="actions_membership_ends_after_it_starts",
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="The last day is no earlier than the first.",
            ),
        ]

    def __str__(self):
        return f"{self.seat}, {self.agency}"

    def get_absolute_url(self):
        """The page of the membership."""
        return reverse("actions:membership_detail", args=[self.pk])

    @classmethod
    def belongs_to_an_agency(cls):
        """False: who sits where is the whole partnership's to know."""
        return False

    def until(self):
        """The last day, said beforehand or when the membership was ended; None if it goes on."""
        return min(filter(None, [self.ends_on, self.closed_on]), default=None)

    def held_by(self):
        """Who fills the seat, and who stands in for them."""
        deputy = self.deputy or self.deputy_post
        return " ".join(
            filter(None, [str(self.person or ""), f"(deputy: {deputy})" if deputy else ""])
        )
