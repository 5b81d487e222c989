"""How well the duty is met: toolkits and yearly self-assessment, and the register of requirements."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import TrackedQuerySet, history

from .governance import Body
from .plan import Action
from .progress import Evidence
from .risk import Risk


class Toolkit(Record):
    """A set of benchmarks that councils measure themselves against, as it stood in some years."""

    name = models.CharField(max_length=100)
    issuer = models.CharField("issued by", max_length=100, blank=True)
    valid_from = models.DateField("in use from")
    valid_to = models.DateField("in use until", null=True, blank=True)

    history = history()

    class Meta(Record.Meta):
        ordering = ["-valid_from", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                models.functions.Lower("name"),
                name="actions_toolkit_name_is_its_own",
                violation_error_message="There is already a toolkit of this name.",
            ),
            models.CheckConstraint(
                name="actions_toolkit_ends_after_it_starts",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                violation_error_message="The toolkit must end after it starts.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the toolkit."""
        return reverse("actions:toolkit_detail", args=[self.pk])


class Counts(models.TextChoices):
    """What a rating means when criteria are rolled up to their benchmark."""

    NOT_MET = "not_met", "Counts as not met"
    MET = "met", "Counts as met"
    EXCEEDING = "exceeding", "Counts as more than met"
    NOT_APPLICABLE = "not_applicable", "Does not count; needs a reason"


class Rating(Record):
    """One step of a toolkit's rating scale: its words, and what it counts as."""

    toolkit = models.ForeignKey(Toolkit, on_delete=models.PROTECT, related_name="ratings")
    position = models.PositiveSmallIntegerField("place, from the worst")
    words = models.CharField(max_length=60)
    counts_as = models.CharField(max_length=16, choices=Counts)

    history = history()

    class Meta(Record.Meta):
        ordering = ["toolkit", "position", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["toolkit", "words"],
                name="actions_rating_words_are_its_own",
                violation_error_message="This toolkit already has a rating of these words.",
            ),
        ]

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        """The page of the rating."""
        return reverse("actions:rating_detail", args=[self.pk])


class Benchmark(Record):
    """A head of a toolkit."""

    toolkit = models.ForeignKey(Toolkit, on_delete=models.PROTECT, related_name="benchmarks")
    position = models.PositiveSmallIntegerField("number")
    title = models.CharField(max_length=200)

    history = history()

    class Meta(Record.Meta):
        ordering = ["-toolkit__valid_from", "position", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["toolkit", "position"],
                name="actions_benchmark_number_is_its_own",
                violation_error_message="This toolkit already has a benchmark of this number.",
            ),
        ]

    def __str__(self):
        return f"{self.position}. {self.title}"

    def get_absolute_url(self):
        """The page of the benchmark."""
        return reverse("actions:benchmark_detail", args=[self.pk])


class Criterion(Record):
    """One thing that is asked under a benchmark; closed where it is asked no more."""

    benchmark = models.ForeignKey(Benchmark, on_delete=models.PROTECT, related_name="criteria")
    position = models.PositiveSmallIntegerField("place under its benchmark")
    text = models.TextField("what is asked")

    history = history()

    class Meta(Record.Meta):
        ordering = ["benchmark__toolkit", "benchmark__position", "position", "pk"]
        verbose_name_plural = "criteria"

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        """The page of the criterion."""
        return reverse("actions:criterion_detail", args=[self.pk])


class AssessmentQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Whoever reads plans: a self-assessment is the partnership's."""
        return self if user.has_perm("actions.view_selfassessment") else self.none()


class SelfAssessment(models.Model):
    """A year's judgement of the partnership by one toolkit. Closing it freezes it."""

    toolkit = models.ForeignKey(Toolkit, on_delete=models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField()
    body = models.ForeignKey(
        Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_on = models.DateField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = AssessmentQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["-year", "-toolkit__valid_from", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["toolkit", "year"],
                name="actions_selfassessment_once_a_year",
                violation_error_message="There is already a self-assessment of this year by this toolkit.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="closed_assessment_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__closed_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.toolkit}, {self.year}"

    def get_absolute_url(self):
        """The page of the year."""
        return reverse("actions:assessment_detail", args=[self.pk])

    @property
    def is_open(self):
        """True until the year is closed."""
        return self.closed_on is None


class ScoreQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Scores of the years one sees."""
        return self.filter(assessment__in=SelfAssessment.objects.visible_to(user))


class BenchmarkScore(models.Model):
    """How one criterion was judged in one year, and what shows it."""

    assessment = models.ForeignKey(SelfAssessment, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    asked = models.TextField(help_text="The words of the criterion as they were judged")
    rating = models.ForeignKey(Rating, on_delete=models.PROTECT, related_name="+")
    counts_as = models.CharField(max_length=16, choices=Counts)
    words = models.TextField(blank=True)
    shown_by = models.TextField("what shows it", blank=True)
    next_step = models.TextField(blank=True)
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="+")
    actions = models.ManyToManyField(Action, blank=True, related_name="benchmark_scores")
    scored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    scored_at = models.DateTimeField(db_default=Now())

    objects = ScoreQuerySet.as_manager()
    history = history(m2m_fields=[evidence, actions])

    class Meta:
        ordering = ["assessment", "criterion__benchmark__position", "criterion__position", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "criterion"], name="actions_benchmarkscore_once_a_year"
            ),
            models.CheckConstraint(
                name="actions_benchmarkscore_not_applicable_says_why",
                condition=~Q(counts_as="not_applicable") | ~Q(words=""),
                violation_error_message="Say why it does not apply.",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="closed_year_stays",
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.Before,
                declare=[("closed", "integer")],
                func="""
                    PERFORM 1 FROM actions_selfassessment
                    WHERE id IN (NEW.assessment_id, OLD.assessment_id) FOR SHARE;
                    SELECT count(*) INTO closed FROM actions_selfassessment
                    WHERE id IN (NEW.assessment_id, OLD.assessment_id)
                    AND closed_on IS NOT NULL;
                    IF closed > 0 THEN
                        RAISE EXCEPTION 'pgtrigger: this year is closed, its scores stay';
                    END IF;
                    RETURN COALESCE(NEW, OLD);
                """,
            ),
        ]

    def __str__(self):
        return self.asked

    def get_absolute_url(self):
        """A score is shown on the page of its head in its year."""
        return reverse(
            "actions:head_detail", args=[self.assessment_id, self.criterion.benchmark_id]
        )

    @property
    def is_open(self):
        """True until its year is closed."""
        return self.assessment.is_open


class RequirementQuerySet(RecordQuerySet):
    def with_state(self):
        """Requirements with whether evidence that stands shows them, and whether work is under way."""
        return self.annotate(has_evidence=self._has_evidence(), has_work=self._has_work())

    def without_evidence(self):
        """Requirements that no evidence that stands shows."""
        return self.exclude(self._has_evidence())

    def applying(self, *, on):
        """Requirements in force on a day."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=on),
            Q(valid_to__isnull=True) | Q(valid_to__gte=on),
        )

    def _has_evidence(self):
        standing = Evidence.objects.standing()
        direct = Requirement.evidence.through.objects.filter(
            requirement=OuterRef("pk"), evidence__in=standing
        )
        by_action = Requirement.actions.through.objects.filter(
            requirement=OuterRef("pk"), action__in=standing.order_by().values("action")
        )
        return Exists(direct) | Exists(by_action)

    def _has_work(self):
        return Exists(
            Requirement.actions.through.objects.filter(
                requirement=OuterRef("pk"), action__in=Action.objects.open()
            )
        )


class Requirement(Record):
    """A line of the law or its guidance in the partnership's own words, and what shows that it is met."""

    class State(models.TextChoices):
        MET = "met", "Shown by evidence"
        UNDER_WAY = "under_way", "Action under way"
        NOTHING = "nothing", "Nothing shows it"

    position = models.PositiveSmallIntegerField("place in the register", default=0)
    title = models.CharField(max_length=200)
    words = models.TextField("what is required")
    reference = models.CharField("statute or guidance", max_length=200)
    valid_from = models.DateField("in force from", null=True, blank=True)
    valid_to = models.DateField("in force until", null=True, blank=True)
    missing = models.TextField("what is missing", blank=True)
    documents = models.TextField("documents that show it", blank=True)
    actions = models.ManyToManyField(Action, blank=True, related_name="met_requirements")
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="+")
    benchmarks = models.ManyToManyField(Benchmark, blank=True, related_name="met_requirements")
    risks = models.ManyToManyField(Risk, blank=True, related_name="met_requirements")

    objects = RequirementQuerySet.as_manager()
    history = history(m2m_fields=[actions, evidence, benchmarks, risks])

    class Meta(Record.Meta):
        ordering = ["position", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="actions_requirement_ends_after_it_starts",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                violation_error_message="The requirement must end after it starts.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the requirement."""
        return reverse("actions:requirement_detail", args=[self.pk])

    @property
    def state(self):
        """Whether it is met, from what is linked to it."""
        if not hasattr(self, "has_evidence"):
            self.has_evidence, self.has_work = (
                Requirement.objects.filter(pk=self.pk)
                .with_state()
                .values_list("has_evidence", "has_work")
                .get()
            )
        if self.has_evidence:
            return self.State.MET
        return self.State.UNDER_WAY if self.has_work else self.State.NOTHING

    @property
    def state_words(self):
        """The same in words."""
        return self.state.label
