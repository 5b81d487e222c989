"""The register: who held which post when, and who completed what.

It is append-only: a row says from when it was known (`recorded_at`) and, once something better is
known, until when (`withdrawn_at`). So the position on any past day can be told as it is known now,
or as it was known then (foundations, section 9).
"""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from prevent_portal.models import Person, StoredFile, User

from .courses import Course, Level, Unit
from .extracts import TrainingImport
from .settings import Setting

#: What the triggers let through: a row of the register may be withdrawn, nothing else.
_WITHDRAWN_ONLY = ("withdrawn_at", "withdrawn_by_import", "withdrawn_by", "withdrawn_because")


class RegisterRow(models.Model):
    """What every row of the register says: from when it was known, through what, and until when.

    `by_import` names the extract, `by` whoever wrote it down by hand.
    """

    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    by_import = models.ForeignKey(
        TrainingImport, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by_import = models.ForeignKey(
        TrainingImport, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    withdrawn_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    withdrawn_because = models.TextField(blank=True, default="", db_default="", editable=False)

    class Meta:
        abstract = True
        default_permissions = ()


class RegisterQuerySet(models.QuerySet):
    def known(self, at=None):
        """Rows as they are known now, or as they were known at a moment."""
        if at is None:
            return self.filter(withdrawn_at__isnull=True)
        still = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=at)
        return self.filter(still, recorded_at__lte=at)


class OfPersonQuerySet(RegisterQuerySet):
    def visible_to(self, user):
        """Rows of the people whom somebody may see."""
        return self.filter(person__in=Person.objects.visible_to(user))


class PostingQuerySet(OfPersonQuerySet):
    def in_post(self, *, on):
        """Postings that hold a day, first and last day included."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


class Posting(RegisterRow):
    """Somebody's place in an agency from a day to a day: unit, team, level, setting, whom they work with."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")
    team = models.CharField(max_length=200, blank=True, default="", db_default="")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="postings")
    setting = models.ForeignKey(
        Setting,
        null=True,
        blank=True,
        db_index=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    works_with_people_at_risk = models.BooleanField(
        help_text="Works with children or vulnerable adults"
    )
    joined_on = models.DateField(help_text="First day with the agency, from which deadlines count")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = PostingQuerySet.as_manager()

    class Meta(RegisterRow.Meta):
        ordering = ["person", "starts_on", "pk"]
        indexes = [
            # the position on a day, by unit
            models.Index(
                fields=["unit", "starts_on", "ends_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="training_posting_known",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "starts_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="training_posting_starts_once",
            ),
            models.CheckConstraint(
                name="training_posting_has_an_order",
                condition=Q(starts_on__gte=F("joined_on"))
                & (Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="posting_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="posting_is_only_withdrawn",
                exclude=[*_WITHDRAWN_ONLY],
            ),
        ]

    def __str__(self):
        return f"{self.person_id} from {self.starts_on}"


class CompletionQuerySet(OfPersonQuerySet):
    def declared(self):
        """What people said themselves, and nobody has verified or turned down."""
        return self.known().filter(route="declared")


class Completion(RegisterRow):
    """Somebody completed a course on a day."""

    class Route(models.TextChoices):
        IMPORT = "import", "Extract of a personnel or learning system"
        CERTIFICATE = "certificate", "Certificate"
        REGISTER = "register", "Register of a session"
        DECLARED = "declared", "Own statement, not yet verified"
        VERIFIED = "verified", "Own statement, verified"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions")
    on = models.DateField()
    route = models.CharField(max_length=12, choices=Route, default=Route.IMPORT)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CompletionQuerySet.as_manager()

    class Meta(RegisterRow.Meta):
        ordering = ["person", "on", "pk"]
        indexes = [
            # who was trained by a day, in which courses
            models.Index(
                fields=["course", "on", "person"],
                condition=Q(withdrawn_at__isnull=True),
                name="training_completion_known",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "course", "on"],
                condition=Q(withdrawn_at__isnull=True) & ~Q(route="declared"),
                name="training_completion_once_a_day",
            ),
            # what somebody said themselves must not stand in the way of what shows it
            models.UniqueConstraint(
                fields=["person", "course", "on"],
                condition=Q(withdrawn_at__isnull=True, route="declared"),
                name="training_completion_declared_once_a_day",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="completion_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="completion_is_only_withdrawn",
                exclude=[*_WITHDRAWN_ONLY],
            ),
        ]

    def __str__(self):
        return f"{self.course_id} on {self.on}"

    def permits(self, user, permission):
        """As for the person."""
        return self.person.permits(user, permission)

    @property
    def is_standing(self):
        """True until it is withdrawn."""
        return self.withdrawn_at is None

    @property
    def is_declared(self):
        """True while it is somebody's own word only, which does not count."""
        return self.route == self.Route.DECLARED
