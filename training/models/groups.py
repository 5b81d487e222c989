"""Staff groups: by a rule over posts, or by a list of people."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.urls import reverse

from prevent_portal.models import Agency, Person
from prevent_portal.records import Record
from prevent_portal.tracked import TrackedQuerySet, history

from .courses import Level, Unit


class StaffGroup(Record):
    """Some of the people, of an agency or of all: those in certain posts, or those on a list."""

    class Made(models.TextChoices):
        RULE = "rule", "By a rule: everybody in certain posts"
        LIST = "list", "By a list of people"

    name = models.CharField(max_length=200)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made = models.CharField("who belongs to it", max_length=4, choices=Made)
    kinds = ArrayField(
        models.CharField(max_length=16, choices=Person.Kind),
        verbose_name="kinds of people",
        default=list,
        blank=True,
    )
    levels = models.ManyToManyField(Level, blank=True, related_name="+")
    units = models.ManyToManyField(
        Unit, verbose_name="business units", blank=True, related_name="+"
    )
    only_at_risk = models.BooleanField(
        "only those who work with children or vulnerable adults", default=False
    )

    history = history(m2m_fields=[levels, units])

    class Meta(Record.Meta):
        ordering = ["name", "pk"]
        verbose_name = "staff group"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                "agency",
                Lower("name"),
                nulls_distinct=False,
                name="training_group_named_once_an_agency",
                violation_error_message="There is already a staff group of this name.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the group."""
        return reverse("training:staffgroup_detail", args=[self.pk])

    @property
    def is_list(self):
        """True if people are put on it by name."""
        return self.made == self.Made.LIST

    def permits(self, user, permission):
        """Who is on everybody's list, each agency says of its own people."""
        if permission == "training.view_person":
            return True
        return super().permits(user, permission)


class GroupMemberQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Memberships of the people whom somebody may see."""
        return self.filter(person__in=Person.objects.visible_to(user))

    def of(self, group):
        """Those of a group, with the people and their agencies, by name."""
        rows = self.filter(group=group).select_related("person__agency")
        return rows.order_by("person__name", "from_on", "pk")

    def current(self, *, on):
        """Memberships that hold a day, first and last day included."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=on), from_on__lte=on)


class GroupMember(models.Model):
    """Somebody on the list of a staff group, from a day to a day."""

    group = models.ForeignKey(StaffGroup, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField("member from")
    to_on = models.DateField("last day", null=True, blank=True)
    recorded_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = GroupMemberQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["group", "person", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["group", "person"],
                condition=Q(to_on__isnull=True),
                name="training_member_once_at_a_time",
            ),
            models.CheckConstraint(
                name="training_member_has_an_order",
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                violation_error_message="The last day must not be before the first.",
            ),
        ]

    def __str__(self):
        return f"{self.person_id} from {self.from_on}"

    def permits(self, user, permission):
        """As for the person."""
        return self.person.permits(user, permission)
