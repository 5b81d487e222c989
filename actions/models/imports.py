"""A council's own file on its way to becoming a plan, and the text that found no place in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.models import Agency, StoredFile
from prevent_portal.roles import Role
from prevent_portal.tracked import TrackedQuerySet, history

from .plan import Plan


class PlanImportQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Imports into one's own agency; the Prevent lead sees all."""
        if not user.has_perm("actions.import_plan"):
            return self.none()
        return self if user.has_role(Role.PREVENT_LEAD) else self.filter(agency=user.agency_id)


class PlanImport(models.Model):
    """A file as it was read: a proposal that a person confirms or cancels."""

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
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Plan.Kind)
    reading = models.JSONField()
    #: What each column is, where a person said so or a saved layout did; null for known layouts.
    mapping = models.JSONField(null=True, blank=True)
    #: Where a person put text without a place, and what goes with what; by number.
    answers = models.JSONField(default=dict, blank=True)
    #: The reading before the answers; null until there are any.
    as_read = models.JSONField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="imports"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PlanImportQuerySet.as_manager()
    history = history(excluded_fields=["reading", "as_read"])

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="actions_import_committed_made_a_plan",
                condition=Q(state="committed", plan__isnull=False)
                | Q(~Q(state="committed"), plan__isnull=True),
            )
        ]

    def __str__(self):
        return f"Import of {self.file}"

    def get_absolute_url(self):
        """The preview of what the file would make, or first the question what its columns are."""
        page = "map_columns" if self.asks_for_columns else "import_preview"
        return reverse(f"actions:{page}", args=[self.pk])

    @property
    def asks_for_columns(self):
        """True while nobody has said what is in the columns of a layout that is not known."""
        is_guess = bool(self.mapping) and self.mapping.get("is_guess", False)
        return is_guess and self.state == self.State.PROPOSED


class SavedLayoutQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """One's own agency's layouts and the lead authority's, for those who may import plans."""
        if not user.has_perm("actions.import_plan"):
            return self.none()
        return self if user.has_role(Role.PREVENT_LEAD) else self.usable_by(user.agency)

    def usable_by(self, agency):
        """Layouts that are tried on a file of this agency: its own first, then the newest."""
        is_own = Q(agency=agency) if agency else Q(pk__in=[])
        return (
            self.filter(is_own | Q(agency__is_lead=True))
            .annotate(is_own=models.Case(models.When(is_own, then=1), default=0))
            .order_by("-is_own", "-pk")
        )

    def in_use(self):
        """Layouts that are still tried on new files."""
        return self.filter(retired_because="")


class SavedLayout(models.Model):
    """What each column of a table means, said once by a person, so that the next file is known."""

    name = models.CharField(max_length=100)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    #: A list of table shapes, as reading.mapping writes them: headings, roles and rules.
    shapes = models.JSONField()
    retired_because = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SavedLayoutQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["name", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name"],
                condition=Q(retired_because=""),
                name="actions_saved_layout_name_is_its_own",
                violation_error_message="Your agency already has a layout of this name.",
            ),
            models.CheckConstraint(
                name="actions_saved_layout_has_a_name",
                condition=~Q(name=""),
                violation_error_message="Give the layout a name.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of all saved layouts, at this one."""
        return f"{reverse('actions:layout_list')}#layout-{self.pk}"

    def permits(self, user, permission):
        """Seeing is for whoever may import; keeping for the agency that saved it and the Prevent lead."""
        return user.has_role(Role.PREVENT_LEAD) or self.agency_id == user.agency_id


class UnplacedText(models.Model):
    """Words of an imported file that became no part of the plan, kept with where they stood."""

    class State(models.TextChoices):
        UNPLACED = "unplaced", "Has no place yet"
        NOTE = "note", "Note of the plan"
        PLACED = "placed", "Put in its place"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="unplaced")
    position = models.PositiveIntegerField()
    text = models.TextField()
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.UNPLACED)

    objects = TrackedQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["plan", "position"]
        default_permissions = ()
        verbose_name_plural = "unplaced text"

    def __str__(self):
        return self.text
