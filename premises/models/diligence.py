"""Lists that the partnership keeps for due diligence: names are looked up in them, never decided by them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import history

from .base import PremisesRecord


class DiligenceList(PremisesRecord):
    """A list of names, and where the partnership has it from."""

    name = models.CharField(max_length=200)
    source = models.CharField("where it comes from", max_length=200)
    link = models.URLField(max_length=500, blank=True)
    is_law = models.BooleanField(
        "names on it are proscribed by law",
        default=False,
        help_text="A name that is found there is shown to the Prevent lead as well",
    )
    checked_on = models.DateField("compared with its source on", null=True, blank=True)
    check_due_on = models.DateField("to be compared again by", null=True, blank=True)

    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["name", "pk"]
        verbose_name = "due-diligence list"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                Lower("name"),
                name="premises_diligencelist_name_is_its_own",
                violation_error_message="There is already a list of this name.",
            ),
        ]

    def __str__(self):
        return self.name


class DiligenceEntryQuerySet(RecordQuerySet):
    def in_force(self, *, on):
        """Names that stood on their list on a day."""
        ends = Q(to_on__isnull=True) | Q(to_on__gte=on)
        return self.standing().filter(ends, from_on__lte=on, on_list__closed_on__isnull=True)


class DiligenceEntry(PremisesRecord):
    """A name on a list from a day to a day, with the other names it is known by."""

    on_list = models.ForeignKey(
        DiligenceList, on_delete=models.PROTECT, related_name="entries", verbose_name="list"
    )
    name = models.CharField(max_length=200)
    other_names = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    from_on = models.DateField("on the list from")
    to_on = models.DateField("to", null=True, blank=True)
    link = models.URLField(max_length=500, blank=True)
    notes = models.TextField(blank=True)
    keys = ArrayField(models.CharField(max_length=80), default=list, blank=True, editable=False)

    objects = DiligenceEntryQuerySet.as_manager()
    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["name", "pk"]
        verbose_name = "name on a list"
        verbose_name_plural = "names on lists"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="premises_diligenceentry_ends_after_it_starts",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                violation_error_message="It must end after it starts.",
            ),
        ]

    def __str__(self):
        return self.name
