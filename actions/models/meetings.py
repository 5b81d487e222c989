"""Meetings of boards and groups: agenda, who came, what was decided, minutes."""

import datetime

from django.db import models
from django.db.models import Q
from django.urls import reverse

from prevent_portal.errors import Refused
from prevent_portal.models import StoredFile
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.roles import Role
from prevent_portal.tracked import TrackedQuerySet, history

from .governance import Body, Membership
from .raising import RaisesAction

#: Months after which a decision that became no action is to say what came of it.
OUTCOME_AFTER = 6


class Meeting(Record):
    """One meeting of a board or group, from the day it is planned to its agreed minutes."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        MINUTED = "minuted", "Minuted"

    #: Every move a meeting may make. A move that is not here is refused.
    MOVES = {
        Status.PLANNED: {Status.HELD},
        Status.HELD: {Status.PLANNED, Status.MINUTED},
        Status.MINUTED: {Status.HELD},
    }
    #: The meeting was; its minutes may still be to write.
    TOOK_PLACE = (Status.HELD, Status.MINUTED)
    #: What the chair of the body may do as well as the Prevent lead.
    CHAIRS = "actions.run_meeting"

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="meetings", verbose_name="board or group"
    )
    on = models.DateField("date")
    starts_at = models.TimeField("starts at", null=True, blank=True)
    place = models.CharField(max_length=200, blank=True, help_text="A room, or online")
    status = models.CharField(max_length=8, choices=Status, default=Status.PLANNED)
    others_present = models.TextField("others present", blank=True)
    minutes = models.TextField(blank=True)
    minutes_file = models.ForeignKey(
        StoredFile,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    history = history()

    class Meta(Record.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = "meeting"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["body", "on"],
                condition=Q(closed_on__isnull=True),
                name="actions_meeting_one_a_day",
                violation_error_message="This board or group already has a meeting on that day.",
            ),
        ]

    def __str__(self):
        return f"{self.body}, {self.on.day} {self.on:%B %Y}"

    def get_absolute_url(self):
        """The page of the meeting."""
        return reverse("actions:meeting_detail", args=[self.pk])

    def permits(self, user, permission):
        """Running it is for the Prevent lead and the chair of its body; what was held stays."""
        if permission == self.CHAIRS and not user.has_role(Role.PREVENT_LEAD):
            return self.body.chair_id == user.pk
        if permission == "actions.change_meeting" and self.status == self.Status.MINUTED:
            return False
        if permission == "actions.close_meeting" and self.status != self.Status.PLANNED:
            return False
        return super().permits(user, permission)

    def move_to(self, status):
        """Take the next step, or raise Refused."""
        if status not in self.MOVES[self.status]:
            now, then = self.get_status_display().lower(), self.Status(status).label.lower()
            raise Refused(self, f"This meeting is {now}: it cannot become {then}.")
        self.status = status


class AgendaItem(models.Model):
    """One point of a meeting's agenda, and what was said about it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    is_standing = models.BooleanField(default=False)
    notes = models.TextField(blank=True)
    dropped_because = models.TextField(blank=True)

    objects = TrackedQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["meeting", "position", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="actions_agendaitem_says_what",
                condition=~Q(title=""),
                violation_error_message="Say what the item is about.",
            )
        ]

    def __str__(self):
        return self.title


class Attendance(models.Model):
    """Whether a member came to a meeting, or who came in their place."""

    class How(models.TextChoices):
        PRESENT = "present", "Present"
        DEPUTY = "deputy", "Deputy came"
        APOLOGIES = "apologies", "Sent apologies"
        ABSENT = "absent", "Absent"

    #: The agency was there.
    CAME = (How.PRESENT, How.DEPUTY)

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="attendance")
    how = models.CharField(max_length=9, choices=How)
    stand_in = models.CharField("who came instead", max_length=200, blank=True)

    objects = TrackedQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["meeting", "membership", "pk"]
        default_permissions = ()
        verbose_name_plural = "attendance"
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"], name="actions_attendance_once_a_member"
            )
        ]

    def __str__(self):
        return f"{self.membership}: {self.get_how_display()}"


class DecisionQuerySet(RecordQuerySet):
    def without_outcome(self, *, on):
        """Decisions of months ago that became no action and of which nobody said what came."""
        before = on - datetime.timedelta(days=OUTCOME_AFTER * 30)
        return self.filter(action__isnull=True, outcome="", on__lt=before)


class Decision(RaisesAction, Record):
    """What a board or group decided, why, who carries it out, and what came of it."""

    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="decisions", verbose_name="board or group"
    )
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    on = models.DateField("decided on")
    words = models.TextField("decision")
    rationale = models.TextField("reasons", blank=True)
    carried_by = models.CharField("carried out by", max_length=200, blank=True)
    outcome = models.TextField("what came of it", blank=True)

    objects = DecisionQuerySet.as_manager()
    history = history()

    class Meta(Record.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = "decision"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="actions_decision_says_what",
                condition=~Q(words=""),
                violation_error_message="Say what was decided.",
            ),
        ]

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        """The page of the decision."""
        return reverse("actions:decision_detail", args=[self.pk])

    def as_action(self):
        """The decision's words, and whoever carries it out as its lead post."""
        return {"text": self.words, "leads": [self.carried_by] if self.carried_by else []}
