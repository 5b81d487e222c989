"""Reminders: by which numbers each agency sends them, and the one message of a day to a person."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from prevent_portal.models import Agency, Person
from prevent_portal.roles import SEES_EVERY_AGENCY


def before():
    """Days before a deadline on which somebody is reminded, until an agency sets its own."""
    return [30, 7]


class ReminderRule(models.Model):
    """From a day on: whether an agency reminds its people, when, and where they take the training.

    An agency without a row sends none.
    """

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    is_on = models.BooleanField()
    days_before = ArrayField(models.PositiveSmallIntegerField(), default=before)
    first_after = models.PositiveSmallIntegerField(default=7, help_text="Days after the deadline")
    then_every = models.PositiveSmallIntegerField(default=30, help_text="Days")
    where = models.TextField(blank=True, help_text="Where people take the training")
    link = models.URLField(blank=True, max_length=1000)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    set_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-from_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="training_reminderrule_has_an_interval",
                condition=Q(then_every__gt=0, first_after__gt=0),
                violation_error_message="Give at least one day.",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="reminder_rule_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"From {self.from_on}"


class ReminderQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of one's own agency's people, for who sends them; some see every agency's."""
        if not user.has_perm("training.remind"):
            return self.none()
        if user.has_role(*SEES_EVERY_AGENCY):
            return self
        return self.filter(person__agency=user.agency_id)


class Reminder(models.Model):
    """The one message of a day to somebody without an account, about their own training or a team's.

    It holds a day and numbers. The address in it is kept as a hash, and works until `expires_on`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        MISSED = "missed", "Not sent on its day"
        FAILED = "failed", "Failed"
        UNREACHABLE = "unreachable", "No email address"
        ACCOUNT = "account", "Told in the message of their account"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    due_on = models.DateField(null=True, blank=True, help_text="The deadline it speaks of")
    step_on = models.DateField(null=True, blank=True, help_text="From when it was owed")
    team_late = models.PositiveIntegerField(default=0)
    team_due = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=11, choices=State, default=State.WAITING)
    because = models.TextField(blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the token")
    expires_on = models.DateField(null=True, blank=True)

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["person", "on"],
                name="training_reminder_one_a_day",
                violation_error_message="This person has had their message of the day.",
            ),
            models.UniqueConstraint(
                fields=["digest"],
                condition=~Q(digest=""),
                name="training_reminder_address_is_its_own",
                violation_error_message="This address is in use.",
            ),
        ]
        indexes = [models.Index(fields=["-on", "-id"], name="training_reminder_newest")]

    def __str__(self):
        return f"Reminder {self.pk}"
