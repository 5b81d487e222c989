"""Who is not counted under a rule for a time: people who are away for long, and those who are exempt.

Nothing is said of why somebody is away.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.models import Person
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.roles import Role
from prevent_portal.tracked import history

from .courses import Course, Rule


class ApartQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Those of the people whom somebody may see."""
        return super().visible_to(user).filter(person__in=Person.objects.visible_to(user))

    def current(self, *, on):
        """Standing ones that hold a day, first and last day included."""
        lasts = Q(to_on__isnull=True) | Q(to_on__gte=on)
        return self.standing().filter(lasts, from_on__lte=on)


class Apart(Record):
    """What absences and exemptions have in common: a person, from a day to a day, and since when it is known."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField("first day")
    to_on = models.DateField("last day", null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ApartQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_has_an_order",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                violation_error_message="The last day must not be before the first.",
            ),
        ]

    def __str__(self):
        return str(self.person)

    def permits(self, user, permission):
        """An agency keeps those of its own people; the Prevent lead everybody's."""
        return user.has_role(Role.PREVENT_LEAD) or self.person.agency_id == user.agency_id


class Absence(Apart):
    """A long absence: parental leave, say. Which kind is nobody's business here."""

    history = history()

    class Meta(Apart.Meta):
        ordering = ["-from_on", "-pk"]
        verbose_name = "long absence"

    def get_absolute_url(self):
        """The page of the absence."""
        return reverse("training:absence_detail", args=[self.pk])


class Exemption(Apart):
    """Somebody need not keep a rule, or take a course, for a time; somebody approved it."""

    rule = models.ForeignKey(
        Rule, null=True, blank=True, on_delete=models.PROTECT, related_name="exemptions"
    )
    course = models.ForeignKey(
        Course, null=True, blank=True, on_delete=models.PROTECT, related_name="exemptions"
    )
    reason = models.TextField()
    approved_by = models.CharField(max_length=200, help_text="Name or post")

    history = history()

    class Meta(Apart.Meta):
        ordering = ["-from_on", "-pk"]
        constraints = [
            *Apart.Meta.constraints,
            models.CheckConstraint(
                name="training_exemption_is_from_one_thing",
                condition=Q(rule__isnull=True, course__isnull=False)
                | Q(rule__isnull=False, course__isnull=True),
                violation_error_message="Choose either a rule or a course.",
            ),
        ]

    def get_absolute_url(self):
        """The page of the exemption."""
        return reverse("training:exemption_detail", args=[self.pk])

    @property
    def of(self):
        """What they are exempt from: the rule or the course."""
        return self.rule or self.course
