"""Audit rounds: questions to settings, a private link for each, and what came back."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.models import Agency, User
from prevent_portal.private import PrivateLink, PrivateLinkQuerySet
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.roles import SEES_EVERY_AGENCY
from prevent_portal.tracked import TrackedQuerySet, history

from .courses import Course
from .settings import Setting


class AuditRound(Record):
    """The same questions to many settings, by a day."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    intro = models.TextField("what the settings are told", blank=True)
    course = models.ForeignKey(
        Course, on_delete=models.PROTECT, related_name="+", verbose_name="training asked about"
    )
    closes_on = models.DateField("last day for answers")

    history = history()

    class Meta(Record.Meta):
        ordering = ["-closes_on", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the round."""
        return reverse("training:auditround_detail", args=[self.pk])


class AuditQuestionQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """The questions of the rounds that they see."""
        return super().visible_to(user).filter(round__in=AuditRound.objects.visible_to(user))


class AuditQuestion(Record):
    """One question of a round, how it is answered, and what an accepted answer changes."""

    class Kind(models.TextChoices):
        YES_NO = "yes_no", "Yes or no"
        NUMBER = "number", "Number"
        DAY = "day", "Day"
        TEXT = "text", "Short text"

    class Feeds(models.TextChoices):
        NOTHING = "", "Nothing, it is kept with the return"
        LEAD_NAME = "lead_name", "Who the designated lead is"
        LEAD_TRAINED = "lead_trained", "When the designated lead was trained"
        TRAINED = "trained", "How many people have been trained"
        PEOPLE = "people", "How many people there are to be trained"

    #: How a question must be answered for what it feeds.
    FED_BY = {
        Feeds.LEAD_NAME: Kind.TEXT,
        Feeds.LEAD_TRAINED: Kind.DAY,
        Feeds.TRAINED: Kind.NUMBER,
        Feeds.PEOPLE: Kind.NUMBER,
    }

    round = models.ForeignKey(AuditRound, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField("place in the form", default=1)
    words = models.CharField("question", max_length=200)
    hint = models.CharField(max_length=200, blank=True)
    kind = models.CharField("answered by", max_length=8, choices=Kind)
    is_required = models.BooleanField("must be answered", default=True)
    feeds = models.CharField(
        "what an accepted answer changes", max_length=12, choices=Feeds, blank=True
    )

    objects = AuditQuestionQuerySet.as_manager()
    history = history()

    class Meta(Record.Meta):
        ordering = ["position", "pk"]
        verbose_name = "question"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["round", "feeds"],
                condition=~Q(feeds="") & Q(closed_on__isnull=True),
                name="training_auditquestion_feeds_once",
                violation_error_message="Another question of this round changes that already.",
            ),
        ]

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        """The page of the question."""
        return reverse("training:auditquestion_detail", args=[self.pk])

    def permits(self, user, permission):
        """As for its round."""
        return self.round.permits(
            user, permission.replace(self._meta.model_name, AuditRound._meta.model_name)
        )


class AuditInviteQuerySet(PrivateLinkQuerySet):
    def visible_to(self, user):
        """The links of the rounds that they see."""
        found = self if user.has_perm("training.view_auditround") else self.none()
        if user.has_role(*SEES_EVERY_AGENCY):
            return found
        return found.filter(round__agency=user.agency_id)

    def open_on(self, day):
        """Links that can be answered on a day: sent, not revoked, not answered, not run out."""
        return (
            self.in_use()
            .filter(round__closed_on__isnull=True, round__closes_on__gte=day)
            .filter(answer__isnull=True)
        )


class AuditInvite(PrivateLink):
    """One setting's private link to one round."""

    salt = "training.audits.token"

    round = models.ForeignKey(AuditRound, on_delete=models.PROTECT, related_name="invites")
    setting = models.ForeignKey(Setting, on_delete=models.PROTECT, related_name="+")

    objects = AuditInviteQuerySet.as_manager()
    history = history()

    class Meta(PrivateLink.Meta):
        ordering = ["setting__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "setting"],
                condition=Q(revoked_at__isnull=True),
                name="training_invite_one_a_setting",
                violation_error_message="This setting already has a link.",
            )
        ]

    def get_absolute_url(self):
        """The page of its round."""
        return self.round.get_absolute_url()

    def permits(self, user, permission):
        """As for its round."""
        return self.round.permits(user, permission)


class AuditReturnQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """The returns of the rounds that they see."""
        return self.filter(invite__in=AuditInvite.objects.visible_to(user))

    def waiting(self):
        """Returns that nobody has accepted or set aside."""
        return self.filter(accepted_at__isnull=True, set_aside_at__isnull=True)


class AuditReturn(models.Model):
    """What a setting answered, once; it changes nothing until it is accepted."""

    invite = models.OneToOneField(AuditInvite, on_delete=models.PROTECT, related_name="answer")
    answers = models.JSONField(default=dict, help_text="Answers by the key of the question")
    answered_at = models.DateTimeField(db_default=Now(), editable=False)
    answered_on = models.DateField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    set_aside_at = models.DateTimeField(null=True, blank=True)
    set_aside_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    set_aside_because = models.TextField(blank=True)

    objects = AuditReturnQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="training_return_is_set_aside_with_a_reason",
                condition=Q(set_aside_at__isnull=True, set_aside_because="")
                | Q(set_aside_at__isnull=False, accepted_at__isnull=True)
                & ~Q(set_aside_because=""),
                violation_error_message="Say why it is set aside.",
            )
        ]

    def __str__(self):
        return f"Return {self.pk}"

    def get_absolute_url(self):
        """The page of its round."""
        return self.invite.round.get_absolute_url()

    @property
    def waits(self):
        """True until somebody accepts it or sets it aside."""
        return self.accepted_at is None and self.set_aside_at is None

    def permits(self, user, permission):
        """As for its round."""
        return self.invite.round.permits(user, permission)
