"""What must be taken by whom: courses, role levels, business units, and the rules over them."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from prevent_portal.models import Agency
from prevent_portal.records import Record
from prevent_portal.tracked import history


class Course(Record):
    """Something that people complete: e-learning, a workshop, a briefing; current or legacy."""

    class Route(models.TextChoices):
        ELEARNING = "elearning", "E-learning"
        WORKSHOP = "workshop", "Workshop"
        BRIEFING = "briefing", "Briefing"
        TRAINER = "trainer", "Training of trainers"
        OTHER = "other", "Other"

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    route = models.CharField("how it is taken", max_length=12, choices=Route)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Usual length")
    is_legacy = models.BooleanField("legacy", default=False)
    counts_as = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="counted_by"
    )

    history = history(m2m_fields=[counts_as])

    class Meta(Record.Meta):
        ordering = ["name", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                Lower("code"),
                name="training_course_code_is_its_own",
                violation_error_message="There is already a course with this code.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the course."""
        return reverse("training:course_detail", args=[self.pk])


class Level(Record):
    """A level of role, in the words that agencies' extracts use."""

    name = models.CharField(max_length=100)
    position = models.PositiveSmallIntegerField(default=0, help_text="Order in lists and tables")

    history = history()

    class Meta(Record.Meta):
        ordering = ["position", "name", "pk"]
        verbose_name = "role level"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                Lower("name"),
                name="training_level_name_is_its_own",
                violation_error_message="There is already a role level of this name.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the role level."""
        return reverse("training:level_detail", args=[self.pk])


class Unit(Record):
    """A business unit of an agency, perhaps under a directorate."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    directorate = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200)

    history = history()

    class Meta(Record.Meta):
        ordering = ["agency", "name", "pk"]
        verbose_name = "business unit"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                "agency",
                Lower("name"),
                name="training_unit_named_once_an_agency",
                violation_error_message="This agency already has a business unit of this name.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the unit."""
        return reverse("training:unit_detail", args=[self.pk])


class Rule(Record):
    """Who must take which courses, by when, and how often again: data, from a day to a day.

    A rule without an agency is every agency's. One rule at most is the headline of an agency on a day:
    the one whose figures stand for "trained" and "in date".
    """

    class Trigger(models.TextChoices):
        JOINING = "joining", "Joining the agency"
        POSTING = "posting", "Starting in the post"
        RULE = "rule", "The rule taking effect"

    name = models.CharField(max_length=200)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    courses = models.ManyToManyField(Course, related_name="rules")
    needs_all = models.BooleanField("all of the courses are needed", default=False)
    levels = models.ManyToManyField(Level, blank=True, related_name="rules")
    only_at_risk = models.BooleanField(
        "only those who work with children or vulnerable adults", default=False
    )
    trigger = models.CharField(
        "counted from", max_length=8, choices=Trigger, default=Trigger.JOINING
    )
    due_months = models.PositiveSmallIntegerField("due within", help_text="Months")
    renew_months = models.PositiveSmallIntegerField(
        "renewed every", null=True, blank=True, help_text="Months"
    )
    target_percent = models.DecimalField(
        "target", max_digits=4, decimal_places=1, null=True, blank=True, help_text="Percent"
    )
    is_headline = models.BooleanField("the agency's headline", default=False)
    starts_on = models.DateField("takes effect", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True)

    history = history(m2m_fields=[courses, levels])

    class Meta(Record.Meta):
        ordering = ["name", "pk"]
        verbose_name = "training rule"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="training_rule_ends_after_it_starts",
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                violation_error_message="The rule must end after it takes effect.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the rule."""
        return reverse("training:rule_detail", args=[self.pk])
