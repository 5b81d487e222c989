"""A plan goes on into its next period: what is carried, what stops, and who said so."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.tracked import TrackedQuerySet, history

from .plan import Action, Plan


class RollForwardQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """The roll-forwards of the plans one sees."""
        return self.filter(plan__in=Plan.objects.visible_to(user))

    def under_way(self):
        """Roll-forwards whose owners are being asked."""
        return self.filter(state=RollForward.State.ASKING)


class RollForward(models.Model):
    """The way of one plan into its next period: owners are asked, then the next plan is made."""

    class State(models.TextChoices):
        ASKING = "asking", "Owners are asked"
        COMPLETED = "completed", "Completed"
        STOPPED = "stopped", "Stopped"

    #: Every move a roll-forward may make.
    MOVES = {
        State.ASKING: {State.COMPLETED, State.STOPPED},
        State.COMPLETED: set(),
        State.STOPPED: set(),
    }

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="roll_forwards")
    title = models.CharField("title of the next plan", max_length=300)
    period_start = models.DateField()
    period_end = models.DateField()
    period_raw = models.CharField("period in words", max_length=100)
    state = models.CharField(max_length=10, choices=State, default=State.ASKING)
    next_plan = models.OneToOneField(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="rolled_from"
    )
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    begun_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    stopped_because = models.TextField(blank=True)

    objects = RollForwardQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["plan", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan"],
                condition=~Q(state="stopped"),
                name="actions_rollforward_happens_once",
                violation_error_message="This plan has been rolled forward already.",
            ),
            models.CheckConstraint(
                name="actions_rollforward_completed_made_a_plan",
                condition=Q(state="completed", next_plan__isnull=False)
                | Q(~Q(state="completed"), next_plan__isnull=True),
            ),
            models.CheckConstraint(
                name="actions_rollforward_stopped_says_why",
                condition=Q(Q(state="stopped"), ~Q(stopped_because=""))
                | Q(~Q(state="stopped"), stopped_because=""),
                violation_error_message="Say why it is stopped.",
            ),
            models.CheckConstraint(
                name="actions_rollforward_ends_after_it_starts",
                condition=Q(period_end__gt=F("period_start")),
                violation_error_message="The next period must end after it starts.",
            ),
        ]

    def __str__(self):
        return f"{self.plan} into {self.period_raw}"

    def get_absolute_url(self):
        """The page of the plan's roll-forward."""
        return reverse("actions:roll_forward", args=[self.plan_id])


class RollAnswer(models.Model):
    """Whether one unfinished action is carried into the next period."""

    class Choice(models.TextChoices):
        CARRY = "carry", "Carry it on as it is"
        CHANGE = "change", "Carry it on with other words or another date"
        STOP = "stop", "Stop it"

    roll = models.ForeignKey(RollForward, on_delete=models.CASCADE, related_name="answers")
    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="roll_answers")
    choice = models.CharField(max_length=6, choices=Choice)
    text = models.TextField("words in the next plan", blank=True)
    timescale_raw = models.TextField("by when, in the next plan", blank=True)
    reason = models.TextField("why it stops", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    objects = TrackedQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["roll", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["roll", "action"], name="actions_rollanswer_one_for_each_action"
            ),
            models.CheckConstraint(
                name="actions_rollanswer_says_what_it_means",
                condition=Q(choice="carry", text="", timescale_raw="", reason="")
                | (Q(choice="change", reason="") & (~Q(text="") | ~Q(timescale_raw="")))
                | Q(Q(choice="stop", text="", timescale_raw=""), ~Q(reason="")),
                violation_error_message="Say what changes, or why it stops.",
            ),
        ]

    def __str__(self):
        return self.get_choice_display()


def unanswered():
    """The unfinished actions of plans whose owners are being asked, that nobody answered for."""
    asking = RollForward.objects.under_way().filter(plan=OuterRef("objective__theme__plan"))
    answered = RollAnswer.objects.filter(action=OuterRef("pk"), roll__state="asking")
    return Action.objects.open().filter(Exists(asking), ~Exists(answered))
