"""What could go wrong and what others advise: risks with their scores, and recommendations."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.models import Agency
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.roles import Role
from prevent_portal.tracked import history

from .governance import Body
from .plan import Action, Plan

#: Those who see what is marked OFFICIAL-SENSITIVE without being named in it.
SEES_SENSITIVE = (Role.PREVENT_LEAD, Role.AUDITOR, Role.EXECUTIVE)


class MarkedQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """What is OFFICIAL; what is OFFICIAL-SENSITIVE only if named, or whoever oversees it."""
        rows = super().visible_to(user)
        if user.has_role(*SEES_SENSITIVE):
            return rows
        through = self.model.agencies.through
        link = self.model._meta.model_name
        named = through.objects.filter(**{link: OuterRef("pk")}, agency=user.agency_id)
        return rows.filter(~Q(marking=Plan.Marking.SENSITIVE) | Q(owner=user) | Exists(named))

    def with_open_action(self):
        """Records that an action still to be done answers."""
        return self.filter(self._linked(Action.objects.open()))

    def without_action(self):
        """Records that no action answers, done or not."""
        return self.exclude(self._linked(Action.objects.all()))

    def _linked(self, actions):
        through = self.model.actions.through
        link = self.model._meta.model_name
        return Exists(through.objects.filter(**{link: OuterRef("pk")}, action__in=actions))


class RiskScale(Record):
    """The partnership's own words for likelihood and impact, and from which score a risk is high."""

    name = models.CharField(max_length=100)
    likelihood = ArrayField(models.TextField(), help_text="From the least to the most")
    impact = ArrayField(models.TextField(), help_text="From the least to the most")
    levels = ArrayField(models.TextField(), help_text="From the least to the most")
    level_starts = ArrayField(models.PositiveSmallIntegerField())
    high_from = models.PositiveSmallIntegerField("high from a score of")
    valid_from = models.DateField("in use from")
    valid_to = models.DateField("in use until", null=True, blank=True)

    history = history()

    class Meta(Record.Meta):
        ordering = ["-valid_from", "-pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="actions_riskscale_ends_after_it_starts",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="The scale must end after it starts.",
            ),
            models.CheckConstraint(
                name="actions_riskscale_each_level_has_a_start",
                condition=Q(levels__len=F("level_starts__len"), level_starts__0=1),
                violation_error_message="Give each level the score it starts at; the first starts at 1.",
            ),
            models.UniqueConstraint(
                fields=["valid_from"],
                condition=Q(closed_on__isnull=True),
                name="actions_riskscale_one_starts_on_a_day",
                violation_error_message="Another scale starts on the same day.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the scale."""
        return reverse("actions:riskscale_detail", args=[self.pk])

    @classmethod
    def in_force(cls, on):
        """The scale in use on a day: the one that started last; None if there is none."""
        rows = cls.objects.standing().filter(valid_from__lte=on)
        return rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on)).first()

    def level_of(self, score):
        """The words of the level that a score falls in, and its place from 0."""
        place = max(n for n, start in enumerate(self.level_starts) if start <= score)
        return self.levels[place], place

    def levels_in_words(self):
        """The levels, each with the scores it holds."""
        ends = [*(start - 1 for start in self.level_starts[1:]), self.most]
        return [
            f"{words}: {start} to {end}"
            for words, start, end in zip(self.levels, self.level_starts, ends, strict=True)
        ]

    @property
    def most(self):
        """The highest score there can be."""
        return len(self.likelihood) * len(self.impact)


class Risk(Record):
    """Something that could go wrong, how likely and how bad it is, and who answers for it."""

    class Source(models.TextChoices):
        CTLP = "ctlp", "Counter-terrorism local profile (CTLP)"
        ASSESSMENT = "assessment", "Local risk assessment"
        WORKSHOP = "workshop", "Workshop"
        AUDIT = "audit", "Audit"
        LEARNING = "learning", "Learning review"
        LETTER = "letter", "Home Office letter"
        OTHER = "other", "Other"

    #: Words for which way a risk moves.
    NEW, RISING, FALLING, STEADY, RESCALED = (
        "New",
        "Rising",
        "Falling",
        "Steady",
        "Scored on another scale",
    )

    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    source = models.CharField(max_length=12, choices=Source)
    source_reference = models.CharField("reference", max_length=200, blank=True)
    has_no_intelligence = models.BooleanField("contains no intelligence material", default=False)
    target_score = models.PositiveSmallIntegerField(null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner_post = models.CharField("post of the owner", max_length=200, blank=True)
    agencies = models.ManyToManyField(Agency, blank=True, related_name="+")
    review_on = models.DateField("due for review", null=True, blank=True)
    response = models.TextField(blank=True)
    marking = models.CharField(max_length=20, choices=Plan.Marking, default=Plan.Marking.OFFICIAL)
    actions = models.ManyToManyField(Action, blank=True, related_name="risks")
    benchmarks = models.ManyToManyField("actions.Benchmark", blank=True, related_name="risks")
    current = models.OneToOneField(
        "actions.RiskScore",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    escalated_to = models.ForeignKey(
        Body, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    escalated_on = models.DateField(null=True, blank=True, editable=False)
    escalated_because = models.TextField(blank=True, editable=False)

    objects = MarkedQuerySet.as_manager()
    history = history(m2m_fields=[agencies, actions, benchmarks])

    class Meta(Record.Meta):
        ordering = [F("current__score").desc(nulls_last=True), "title", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="actions_risk_from_ctlp_holds_no_intelligence",
                condition=~Q(source="ctlp") | Q(has_no_intelligence=True),
                violation_error_message="Tick that it contains no intelligence material: the "
                "portal holds a reference to the profile and its recommendations, nothing more.",
            ),
            models.CheckConstraint(
                name="actions_risk_escalated_says_to_whom_when_and_why",
                condition=Q(
                    escalated_to__isnull=True, escalated_on__isnull=True, escalated_because=""
                )
                | Q(escalated_to__isnull=False, escalated_on__isnull=False)
                & ~Q(escalated_because=""),
                violation_error_message="Say to whom it is escalated, and why.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the risk."""
        return reverse("actions:risk_detail", args=[self.pk])

    def permits(self, user, permission):
        """Scoring it again is for its owner and the Prevent lead; the rest is for whoever may."""
        if permission == "actions.rescore_risk":
            return user.has_role(Role.PREVENT_LEAD) or self.owner_id == user.pk
        return super().permits(user, permission)

    @property
    def trend(self):
        """Which way it moves, by its last two scores."""
        last = self.current
        if last is None or last.previous is None:
            return self.NEW
        if last.scale_id != last.previous.scale_id:
            return self.RESCALED
        change = last.score - last.previous.score
        return self.STEADY if not change else self.RISING if change > 0 else self.FALLING


class RiskScore(models.Model):
    """How likely and how bad a risk was judged on a day, by whom and why. Nothing is rewritten."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="scores")
    scale = models.ForeignKey(RiskScale, on_delete=models.PROTECT, related_name="+")
    previous = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField(help_text="The day it speaks of")
    likelihood = models.PositiveSmallIntegerField()
    impact = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField()
    level = models.TextField(help_text="In the words of the scale as it then was")
    is_high = models.BooleanField()
    why = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField(db_default=Now(), help_text="When it was written")

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="actions_riskscore_is_the_product",
                condition=Q(score=F("likelihood") * F("impact"), likelihood__gte=1, impact__gte=1),
            ),
            models.CheckConstraint(
                name="actions_riskscore_says_why",
                condition=~Q(why=""),
                violation_error_message="Say why it is scored so.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="risk_score_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.score} on {self.on}"

    @property
    def colour(self):
        """A code for the colour of its level: red only for the high ones."""
        if self.is_high:
            return "red"
        starts = self.scale.level_starts
        return "green" if len(starts) > 1 and self.score < starts[1] else "amber"

    @property
    def in_words(self):
        """The score with its level."""
        return f"{self.score}, {self.level.lower()}"


class Recommendation(Record):
    """What somebody outside advised, what was answered, and what shows that it was done."""

    class Source(models.TextChoices):
        CTLP = "ctlp", "Counter-terrorism local profile (CTLP)"
        PEER_REVIEW = "peer_review", "Peer review"
        AUDIT = "audit", "Internal audit"
        LEARNING = "learning", "Learning review"
        LETTER = "letter", "Home Office letter"
        SCRUTINY = "scrutiny", "Scrutiny"
        INSPECTION = "inspection", "Inspection"
        OTHER = "other", "Other"

    class Response(models.TextChoices):
        AWAITED = "awaited", "Not answered yet"
        ACCEPTED = "accepted", "Accepted"
        PARTLY = "partly", "Accepted in part"
        REJECTED = "rejected", "Rejected"

    title = models.CharField(max_length=200)
    words = models.TextField("what is recommended", blank=True)
    source = models.CharField(max_length=12, choices=Source)
    reference = models.CharField(max_length=200, blank=True)
    has_no_intelligence = models.BooleanField("contains no intelligence material", default=False)
    received_on = models.DateField("received on")
    answer = models.CharField("response", max_length=10, choices=Response, default=Response.AWAITED)
    answer_reason = models.TextField("reason for the response", blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner_post = models.CharField("post of the owner", max_length=200, blank=True)
    agencies = models.ManyToManyField(Agency, blank=True, related_name="+")
    due_on = models.DateField("due by", null=True, blank=True)
    marking = models.CharField(max_length=20, choices=Plan.Marking, default=Plan.Marking.OFFICIAL)
    actions = models.ManyToManyField(Action, blank=True, related_name="recommendations")
    risks = models.ManyToManyField(Risk, blank=True, related_name="recommendations")

    objects = MarkedQuerySet.as_manager()
    history = history(m2m_fields=[agencies, actions, risks])

    class Meta(Record.Meta):
        ordering = ["-received_on", "title", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="actions_recommendation_from_ctlp_holds_no_intelligence",
                condition=~Q(source="ctlp") | Q(has_no_intelligence=True),
                violation_error_message="Tick that it contains no intelligence material: the "
                "portal holds a reference to the profile and its recommendations, nothing more.",
            ),
            models.CheckConstraint(
                name="actions_recommendation_refused_says_why",
                condition=~Q(answer__in=["partly", "rejected"]) | ~Q(answer_reason=""),
                violation_error_message="Say why it is not accepted in full.",
            ),
            models.CheckConstraint(
                name="actions_recommendation_is_answered_before_it_is_closed",
                condition=~Q(answer="awaited") | Q(closed_on__isnull=True),
                violation_error_message="Give the response before you close it.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the recommendation."""
        return reverse("actions:recommendation_detail", args=[self.pk])
