"""Who is the single point of contact for which area of work: posts, and who holds them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.errors import Refused
from prevent_portal.models import Agency, StoredFile
from prevent_portal.roles import Role
from prevent_portal.tracked import TrackedQuerySet, history


class RegisterQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """The whole register: posts are no secret within the partnership."""
        return self if user.has_perm("actions.view_spoc_register") else self.none()


class SpocAreaQuerySet(RegisterQuerySet):
    def open(self):
        """Areas that have not been closed."""
        return self.filter(closed_on__isnull=True)

    def without_holder(self, *, on):
        """Open areas whose post, on a day, nobody holds or stands in for: the gaps."""
        held = SpocAssignment.objects.current(on=on).filter(area=OuterRef("pk"))
        return self.open().filter(~Exists(held.filter(holder__isnull=False)))

    def without_post(self, *, on):
        """Open areas for which, on a day, not even a post is named."""
        named = SpocAssignment.objects.current(on=on).filter(area=OuterRef("pk"), is_deputy=False)
        return self.open().filter(~Exists(named))


class SpocArea(models.Model):
    """An area of work that has a single point of contact: education, housing, a hospital trust."""

    #: Permissions of whoever sees the register.
    READING = ("actions.view_spoc_register",)

    name = models.CharField(max_length=200)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.TextField(blank=True)

    objects = SpocAreaQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["position", "name", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["name"],
                condition=Q(closed_on__isnull=True),
                name="actions_spocarea_named_once",
                violation_error_message="The register already has an area of this name.",
            ),
            models.CheckConstraint(
                name="actions_spocarea_has_a_name",
                condition=~Q(name=""),
                violation_error_message="Enter the name of the area.",
            ),
            models.CheckConstraint(
                name="actions_spocarea_closed_says_why",
                condition=Q(closed_on__isnull=True, closed_because="")
                | Q(Q(closed_on__isnull=False), ~Q(closed_because="")),
                violation_error_message="Say why the area is closed.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the area."""
        return reverse("actions:spocarea_detail", args=[self.pk])

    def permits(self, user, permission):
        """Reading is for whoever sees it; keeping is the Prevent lead's, or its agency's SPOC's."""
        if permission in self.READING or user.has_role(Role.PREVENT_LEAD):
            return True
        return self.agency_id is not None and self.agency_id == user.agency_id


class SpocAssignmentQuerySet(RegisterQuerySet):
    def current(self, *, on):
        """What stands in the register on a day; a post without a first day has always stood."""
        return self.filter(
            Q(held_from__isnull=True) | Q(held_from__lte=on),
            Q(held_to__isnull=True) | Q(held_to__gte=on),
        )

    def due_between(self, start, end):
        """Posts whose last day falls from one day to another, both included."""
        return self.filter(held_to__range=(start, end), area__closed_on__isnull=True)


class SpocAssignment(models.Model):
    """A post that answers for an area, of which agencies, held by whom, from when to when."""

    READING = SpocArea.READING

    area = models.ForeignKey(SpocArea, on_delete=models.PROTECT, related_name="assignments")
    job_title = models.CharField("job title", max_length=200)
    agencies = models.ManyToManyField(Agency, blank=True, related_name="+")
    agencies_unknown = ArrayField(
        models.CharField(max_length=200),
        default=list,
        blank=True,
        help_text="Names of agencies that the portal does not know, as the register gives them",
    )
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    is_deputy = models.BooleanField("deputy", default=False)
    held_from = models.DateField("from", null=True, blank=True)
    held_to = models.DateField("to", null=True, blank=True, help_text="The last day")
    ended_because = models.TextField(blank=True)

    objects = SpocAssignmentQuerySet.as_manager()
    history = history(m2m_fields=[agencies])

    class Meta:
        ordering = ["area", "is_deputy", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="actions_spoc_says_which_post",
                condition=~Q(job_title=""),
                violation_error_message="Enter the job title.",
            ),
            models.CheckConstraint(
                name="actions_spoc_ends_after_it_begins",
                condition=Q(held_to__gte=F("held_from"))
                | Q(held_to__isnull=True)
                | Q(held_from__isnull=True),
                violation_error_message="The last day must not be before the first.",
            ),
            models.CheckConstraint(
                name="actions_spoc_reason_only_with_an_end",
                condition=Q(held_to__isnull=False) | Q(ended_because=""),
            ),
        ]

    def __str__(self):
        return self.job_title

    def get_absolute_url(self):
        """The page of its area."""
        return self.area.get_absolute_url()

    def permits(self, user, permission):
        """Reading is for whoever sees it; keeping is the Prevent lead's, or its agencies' SPOCs'."""
        if permission in self.READING or self.area.permits(user, permission):
            return True
        return self.agencies.filter(pk=user.agency_id).exists()


class RegisterImportQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Whoever imports the register as a whole sees what was read for it."""
        return self if user.has_perm("actions.import_spoc_register") else self.none()


class RegisterImport(models.Model):
    """A register of contacts as it was read from a file: a proposal to confirm or cancel."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "To be confirmed"
        COMMITTED = "committed", "Imported"
        CANCELLED = "cancelled", "Cancelled"

    #: Every move an import may make.
    MOVES = {
        State.PROPOSED: {State.COMMITTED, State.CANCELLED},
        State.COMMITTED: set(),
        State.CANCELLED: set(),
    }

    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    reading = models.JSONField()
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = RegisterImportQuerySet.as_manager()
    history = history(excluded_fields=["reading"])

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()

    def __str__(self):
        return f"Import of {self.file}"

    def get_absolute_url(self):
        """The preview of what the file would make."""
        return reverse("actions:register_preview", args=[self.pk])

    def move_to(self, state):
        """Take the next step, or raise Refused."""
        if state not in self.MOVES[self.state]:
            raise Refused(
                self,
                "This register has been imported already."
                if self.state == self.State.COMMITTED
                else "This import was cancelled. Choose the file again to import it.",
            )
        self.state = state
