"""Usual questions of the public, the position on each, and the answers that were given."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.models import Agency
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.roles import SEES_EVERY_AGENCY
from prevent_portal.tracked import TrackedQuerySet, history

#: A request's own number: letters, digits and signs with no space between words, and at least one digit.
REFERENCE = r"^(?=.{0,40}[0-9])[A-Za-z0-9]{1,20}(?:[ /.-][0-9][A-Za-z0-9]{0,12}){0,6}$"


class QuestionQuerySet(RecordQuerySet):
    def review_overdue(self, *, on):
        """Standing questions whose position nobody has looked at in time, or ever."""
        return self.standing().filter(Q(reviewed_on__isnull=True) | Q(review_due_on__lt=on))


class Question(Record):
    """A question that councils are asked again and again, and how it is answered."""

    class Topic(models.TextChoices):
        DUTY = "duty", "Duty and governance"
        TRAINING = "training", "Training"
        CHANNEL = "channel", "Channel and referrals"
        MONEY = "money", "Money"
        DOCUMENTS = "documents", "Documents and policies"
        PREMISES = "premises", "Venues and computers"

    class Position(models.TextChoices):
        ANSWERED = "answered", "Answered"
        WITHHELD = "withheld", "Withheld"
        NOT_HELD = "not_held", "Not held"

    text = models.CharField("question", max_length=300)
    topic = models.CharField(max_length=12, choices=Topic)
    position = models.CharField(max_length=10, choices=Position, default=Position.ANSWERED)
    exemption = models.CharField(
        max_length=160, blank=True, help_text="For example: section 40(2), personal information"
    )
    why = models.TextField("why", blank=True)
    answer = models.TextField(blank=True)
    figures = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    reviewed_on = models.DateField("reviewed on", null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="reviewed by",
    )
    review_due_on = models.DateField("next review due on", null=True, blank=True)

    objects = QuestionQuerySet.as_manager()
    history = history()

    class Meta(Record.Meta):
        ordering = ["topic", "text", "pk"]
        verbose_name = "usual question"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="reports_question_withheld_says_why",
                condition=Q(position="answered") | ~Q(why=""),
                violation_error_message="Say why it is withheld, or why nothing is held.",
            ),
            models.CheckConstraint(
                name="reports_question_withheld_names_its_exemption",
                condition=~Q(position="withheld", exemption=""),
                violation_error_message="Name the exemption under which it is withheld.",
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        """The page of the question."""
        return reverse("reports:question_detail", args=[self.pk])

    @property
    def is_answered(self):
        """True unless it is withheld or nothing is held."""
        return self.position == self.Position.ANSWERED


class AnswerQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """The answers of one's own agency; some see those of all."""
        if not user.has_perm("reports.view_answer"):
            return self.none()
        return self if user.has_role(*SEES_EVERY_AGENCY) else self.filter(agency=user.agency_id)


class Answer(models.Model):
    """What was said to a request, word for word; it never changes, and names nobody who asked."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(
        "number of the request",
        max_length=40,
        validators=[RegexValidator(REFERENCE, "Enter the number of the request, never a name")],
    )
    on = models.DateField("position as at")
    said = models.JSONField(editable=False)
    text = models.TextField(editable=False)
    sha256 = models.CharField("fingerprint of its words", max_length=64, editable=False)
    given_on = models.DateField("given on")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        default_permissions = ()
        verbose_name = "answer that was given"
        constraints = [
            models.UniqueConstraint(
                fields=["question", "agency", "reference"],
                name="reports_answer_given_once_a_request",
                violation_error_message="This question of the request has been answered already.",
            )
        ]
        indexes = [models.Index(fields=["agency", "-given_on"], name="reports_answer_by_agency")]
        triggers = [
            pgtrigger.Protect(
                name="answer_stays_as_it_was_given",
                operation=pgtrigger.Update | pgtrigger.Delete,
            )
        ]

    def __str__(self):
        return f"{self.reference}, {self.given_on.day} {self.given_on:%B %Y}"

    def get_absolute_url(self):
        """The page of the answer."""
        return reverse("reports:given_answer", args=[self.pk])

    def permits(self, user, permission):
        """Reading is for whoever sees it; nobody changes it."""
        return permission == "reports.view_answer"
