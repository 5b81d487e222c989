"""What must be taken by whom: courses, role levels, business units, and the rules over them."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Value
from django.db.models.functions import Coalesce, JSONObject, Lower
from django.urls import reverse

from prevent_portal.models import Agency, Person
from prevent_portal.records import Record, RecordQuerySet
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
    prerequisites = models.ManyToManyField(
        "self",
        verbose_name="taken before it",
        symmetrical=False,
        blank=True,
        related_name="leads_to",
    )

    history = history(m2m_fields=[counts_as, prerequisites])

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


class CourseVersion(Record):
    """A course as it was given from a day to a day: its length and how it was taken then."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=100, help_text="A number or a name, for example 2024")
    route = models.CharField("how it is taken", max_length=12, choices=Course.Route)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    from_on = models.DateField("given from")
    to_on = models.DateField("last day", null=True, blank=True)

    history = history()

    class Meta(Record.Meta):
        ordering = ["course", "from_on", "pk"]
        verbose_name = "version of a course"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                "course",
                Lower("name"),
                name="training_version_named_once_a_course",
                violation_error_message="This course already has a version of this name.",
            ),
            models.CheckConstraint(
                name="training_version_ends_after_it_starts",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                violation_error_message="The version must end after it was first given.",
            ),
        ]

    def __str__(self):
        return f"{self.course}, {self.name}"

    def get_absolute_url(self):
        """The page of the version."""
        return reverse("training:courseversion_detail", args=[self.pk])


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


#: What is said of two headlines of one agency on one day.
ONE_HEADLINE = (
    "Another headline rule of the same agency holds on some of these days. "
    "Give that one a last day first, or take its headline away."
)


class RuleQuerySet(RecordQuerySet):
    def in_force(self, *, on):
        """Rules that hold a day."""
        begun = Q(starts_on__isnull=True) | Q(starts_on__lte=on)
        return self.filter(begun, Q(ends_on__isnull=True) | Q(ends_on__gte=on))

    def of_agency(self, agency):
        """Rules that an agency's people are under: its own, and everybody's."""
        return self.filter(Q(agency__isnull=True) | Q(agency=agency))

    def with_parts(self):
        """Rules with the keys of all that they are made of, as `parts`, asked along with them."""
        from .groups import StaffGroup

        def keys(relation, of, key, at="pk"):
            rows = relation.through.objects.filter(**{of: OuterRef(at)})
            return ArraySubquery(rows.order_by(key).values(key))

        before = Rule.prerequisites.through.objects.filter(rule=OuterRef("pk"))
        counted_by = keys(Course.counts_as, "to_course", "from_course", at="course")
        groups = Rule.groups.through.objects.filter(rule=OuterRef("pk"))
        of_group = {
            name: f"staffgroup__{name}" for name in ("made", "kinds", "agency", "only_at_risk")
        } | {
            name: keys(getattr(StaffGroup, name), "staffgroup", name[:-1], at="staffgroup")
            for name in ("levels", "units")
        }
        return self.annotate(
            parts=JSONObject(
                courses=keys(Rule.courses, "rule", "course"),
                levels=keys(Rule.levels, "rule", "level"),
                units=keys(Rule.units, "rule", "unit"),
                prerequisites=ArraySubquery(
                    before.order_by("course").values(
                        json=JSONObject(pk="course", counted_by=counted_by)
                    )
                ),
                groups=ArraySubquery(
                    groups.order_by("staffgroup").values(
                        json=JSONObject(pk="staffgroup", **of_group)
                    )
                ),
            )
        )


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
    prerequisites = models.ManyToManyField(
        Course,
        verbose_name="taken before",
        blank=True,
        related_name="+",
        help_text="A completion counts only if each of these was taken by then",
    )
    kinds = ArrayField(
        models.CharField(max_length=16, choices=Person.Kind),
        verbose_name="kinds of people",
        default=list,
        blank=True,
    )
    levels = models.ManyToManyField(Level, blank=True, related_name="rules")
    units = models.ManyToManyField(
        Unit, verbose_name="business units", blank=True, related_name="rules"
    )
    directorates = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    groups = models.ManyToManyField(
        "training.StaffGroup", verbose_name="staff groups", blank=True, related_name="rules"
    )
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

    objects = RuleQuerySet.as_manager()
    history = history(m2m_fields=[courses, prerequisites, levels, units, groups])

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
            ExclusionConstraint(
                name="training_rule_one_headline_a_day",
                expressions=[
                    # every agency's rules are those of agency 0; a range needs no extension
                    (
                        Func(
                            Coalesce(F("agency"), 0),
                            Coalesce(F("agency"), 0),
                            Value("[]"),
                            function="int8range",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            Value("[]"),
                            function="daterange",
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(is_headline=True, closed_on__isnull=True),
                violation_error_message=ONE_HEADLINE,
            ),
        ]

    def __str__(self):
        return self.name

    def validate_constraints(self, exclude=None):
        """Whether it stands is known even where a form does not ask: a closed headline is none."""
        super().validate_constraints({*(exclude or ())} - {"closed_on", "closed_because"})

    def get_absolute_url(self):
        """The page of the rule."""
        return reverse("training:rule_detail", args=[self.pk])
