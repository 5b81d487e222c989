"""The matrix of the training strategy: for each level of role what is done, learnt and reached, from a day to a day."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import history

from .courses import Course, Level


class MatrixRowQuerySet(RecordQuerySet):
    def holding(self, *, on):
        """What held on a day."""
        return self.standing().filter(Q(to_on__isnull=True) | Q(to_on__gte=on), from_on__lte=on)


class MatrixRow(Record):
    """What a level of role does about Prevent, must be able to do, reaches by it, and takes."""

    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="matrix_rows")
    activities = models.TextField(help_text="What people at this level do about Prevent")
    competency = models.TextField(help_text="What they must know and be able to do")
    outcome = models.TextField(help_text="What comes of it")
    courses = models.ManyToManyField(Course, blank=True, related_name="+")
    from_on = models.DateField("holds from")
    to_on = models.DateField("holds to", null=True, blank=True)

    objects = MatrixRowQuerySet.as_manager()
    history = history(m2m_fields=[courses])

    class Meta(Record.Meta):
        ordering = ["level__position", "level__name", "-from_on", "pk"]
        verbose_name = "part of the strategy"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="training_matrix_ends_after_it_starts",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                violation_error_message="It must end after it starts.",
            ),
            models.UniqueConstraint(
                fields=["level", "from_on"],
                condition=Q(closed_on__isnull=True),
                name="training_matrix_once_from_a_day",
                violation_error_message="This level already has a part that holds from that day.",
            ),
        ]

    def __str__(self):
        return f"{self.level} from {self.from_on.day} {self.from_on:%B %Y}"

    def get_absolute_url(self):
        """The page of this part of the strategy."""
        return reverse("training:matrixrow_detail", args=[self.pk])
