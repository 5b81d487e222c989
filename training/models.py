"""Who must be trained, who has been, and how the portal came to know.

The register (postings and completions) is append-only: a row says from when it was known (`recorded_at`)
and, once something better is known, until when (`withdrawn_at`). So the position on any past day can be
told as it is known now, or as it was known then (foundations, section 9).
"""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.urls import reverse

from prevent_portal.errors import Refused
from prevent_portal.models import Agency, Person, StoredFile, User
from prevent_portal.records import Record
from prevent_portal.roles import SEES_EVERY_AGENCY
from prevent_portal.tracked import TrackedQuerySet, history

#: What the triggers let through: a row of the register may be withdrawn, nothing else.
_WITHDRAWN_ONLY = ("withdrawn_at", "withdrawn_by_import")


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


class TrainingImportQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Imports of one's own agency; the Prevent lead and auditors see every agency's."""
        if not user.has_perm("training.import_training"):
            return self.none()
        return self if user.has_role(*SEES_EVERY_AGENCY) else self.filter(agency=user.agency_id)


class TrainingImport(models.Model):
    """One extract of an agency's staff and training: read, looked over, and taken in whole or not at all."""

    class State(models.TextChoices):
        READING = "reading", "Being read"
        READ = "read", "Read, waiting for a decision"
        COMMITTED = "committed", "Taken in"
        CANCELLED = "cancelled", "Not taken in"
        UNDONE = "undone", "Taken in and undone"
        FAILED = "failed", "Could not be read"

    #: Every move an import may make. A move that is not here is refused.
    MOVES = {
        State.READING: {State.READ, State.FAILED},
        State.READ: {State.COMMITTED, State.CANCELLED},
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


class RegisterRow(models.Model):
    """What every row of the register says: from when it was known, by which import, and until when."""

    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    by_import = models.ForeignKey(
        TrainingImport, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by_import = models.ForeignKey(
        TrainingImport, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

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


class PostingQuerySet(RegisterQuerySet):
    def in_post(self, *, on):
        """Postings that hold a day, first and last day included."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)


class Posting(RegisterRow):
    """Somebody's place in an agency from a day to a day: unit, level, and whom they work with."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="postings")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="postings")
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


class Completion(RegisterRow):
    """Somebody completed a course on a day."""

    class Route(models.TextChoices):
        IMPORT = "import", "Extract of a personnel or learning system"
        CERTIFICATE = "certificate", "Certificate"
        REGISTER = "register", "Register of a session"
        DECLARED = "declared", "Own statement, not yet verified"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="completions")
    on = models.DateField()
    route = models.CharField(max_length=12, choices=Route, default=Route.IMPORT)

    objects = RegisterQuerySet.as_manager()

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
                condition=Q(withdrawn_at__isnull=True),
                name="training_completion_once_a_day",
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
