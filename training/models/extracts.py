"""Agencies' extracts of staff and training, and their rows while somebody decides about them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.errors import Refused
from prevent_portal.models import Agency, Person, StoredFile, User
from prevent_portal.roles import Role
from prevent_portal.tracked import TrackedQuerySet, history


class TrainingImportQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Imports of one's own agency; the Prevent lead decides about every agency's."""
        if not user.has_perm("training.import_training"):
            return self.none()
        return self if user.has_role(Role.PREVENT_LEAD) else self.filter(agency=user.agency_id)


class TrainingImport(models.Model):
    """One extract of an agency's staff and training: read, looked over, and taken in whole or not at all."""

    class State(models.TextChoices):
        ASKING = "asking", "Waiting to be told its columns"
        READING = "reading", "Being read"
        READ = "read", "Read, waiting for a decision"
        COMMITTED = "committed", "Taken in"
        CANCELLED = "cancelled", "Not taken in"
        UNDONE = "undone", "Taken in and undone"
        FAILED = "failed", "Could not be read"

    #: Every move an import may make. A move that is not here is refused.
    MOVES = {
        State.ASKING: {State.READING, State.CANCELLED},
        State.READING: {State.READ, State.FAILED},
        State.READ: {State.READING, State.COMMITTED, State.CANCELLED},
        State.COMMITTED: {State.UNDONE},
        State.CANCELLED: set(),
        State.UNDONE: set(),
        State.FAILED: set(),
    }

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sha256 = models.CharField(max_length=64)
    on = models.DateField(help_text="The day the extract speaks of: nothing in it is later")
    head = models.JSONField(default=list, blank=True, help_text="What stands above its columns")
    head_line = models.PositiveIntegerField(default=1, help_text="The line with those words")
    meanings = models.JSONField(default=list, blank=True, help_text="What each column holds")
    state = models.CharField(max_length=10, choices=State, default=State.READING)
    counts = models.JSONField(default=dict, blank=True)
    failure = models.TextField(blank=True)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)
    committed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = TrainingImportQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "sha256"],
                condition=Q(state="committed"),
                name="training_import_taken_in_once",
                violation_error_message="This file has been taken in already.",
            )
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the import."""
        return reverse("training:import_detail", args=[self.pk])

    @property
    def is_being_read(self):
        """True while a worker has yet to read it."""
        return self.state == self.State.READING

    @property
    def asks(self):
        """True while somebody has yet to say what its columns hold."""
        return self.state == self.State.ASKING

    @property
    def are_completions(self):
        """True if each row is one completion of somebody who is known, not a person."""
        return "course" in self.meanings

    @property
    def is_open(self):
        """True while somebody has yet to decide about it."""
        return self.state == self.State.READ

    @property
    def may_be_undone(self):
        """True if it is in the register: whether a later one stands on it is asked when it is undone."""
        return self.state == self.State.COMMITTED

    def move_to(self, state):
        """Take the next step, or raise Refused."""
        if state not in self.MOVES[self.state]:
            now = self.get_state_display().lower()
            raise Refused(self, f"This extract is {now}: that step is not open any more.")
        self.state = state


class StagedRow(models.Model):
    """A row of an extract as it was read, with its verdict; what was plain is dropped once taken in."""

    of_import = models.ForeignKey(TrainingImport, on_delete=models.CASCADE, related_name="rows")
    record = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    verdict = models.CharField(max_length=24)
    codes = ArrayField(models.CharField(max_length=40), default=list)
    number_raw = models.CharField(max_length=100, blank=True)
    number = models.CharField(max_length=40, null=True)  # noqa: DJ001 - nothing is known of it
    name = models.CharField(max_length=200, null=True)  # noqa: DJ001
    email = models.CharField(max_length=254, null=True)  # noqa: DJ001
    unit = models.CharField(max_length=200, null=True)  # noqa: DJ001
    level = models.CharField(max_length=100, null=True)  # noqa: DJ001
    at_risk = models.BooleanField(null=True)
    start = models.DateField(null=True)
    leaver = models.DateField(null=True)
    courses = ArrayField(models.CharField(max_length=40), default=list)
    days = ArrayField(models.DateField(), default=list)
    kind = models.CharField(max_length=16, null=True)  # noqa: DJ001
    directorate = models.CharField(max_length=200, null=True)  # noqa: DJ001
    team = models.CharField(max_length=200, null=True)  # noqa: DJ001
    manager = models.CharField(max_length=40, null=True)  # noqa: DJ001
    person = models.ForeignKey(
        Person, null=True, db_index=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["of_import", "record"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["of_import", "record"], name="training_staged_row_once_a_record"
            )
        ]

    def __str__(self):
        return f"Row {self.record}"


class ExtractReading(models.Model):
    """How far a worker has come with an extract."""

    of_import = models.OneToOneField(
        TrainingImport, on_delete=models.CASCADE, related_name="waiting"
    )
    rows_read = models.PositiveIntegerField(default=0)
    rows_total = models.PositiveIntegerField(
        null=True, blank=True, help_text="As far as it can be told from what is read"
    )

    objects = TrackedQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.rows_read} rows of {self.of_import}"


class ExtractLayoutQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Layouts of one's own agency; the Prevent lead sees every agency's."""
        if not user.has_perm("training.import_training"):
            return self.none()
        return self if user.has_role(Role.PREVENT_LEAD) else self.filter(agency=user.agency_id)

    def in_use(self):
        """Layouts that new files are read by."""
        return self.filter(forgotten_on__isnull=True)


class ExtractLayout(models.Model):
    """What an agency's columns hold, said once by a person: files with the same head are read so."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    signature = models.CharField(max_length=64)
    head = models.JSONField()
    meanings = models.JSONField()
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)
    forgotten_on = models.DateField(null=True, blank=True, editable=False)

    objects = ExtractLayoutQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "signature"],
                condition=Q(forgotten_on__isnull=True),
                name="training_extract_layout_once_an_agency",
                violation_error_message="The agency has a layout for this head already.",
            )
        ]

    def __str__(self):
        return ", ".join(words for words in self.head if words)

    def get_absolute_url(self):
        """The page of remembered layouts, at this one."""
        return f"{reverse('training:layout_list')}#layout-{self.pk}"
