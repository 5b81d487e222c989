"""What differs between councils and years, as data: words of lists, age bands, and how long a step may take."""

from django.db import models
from django.db.models import F, Q

from prevent_portal.tracked import TrackedQuerySet, history


class InForceRows(TrackedQuerySet):
    def visible_to(self, user):
        """All: nothing about a person stands here."""
        return self if user.is_authenticated else self.none()

    def on(self, day):
        """In force on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=day), from_on__lte=day)


class Term(models.Model):
    """One choice of a list that changes over the years: types of concern, sectors, reasons."""

    class List(models.TextChoices):
        SECTOR = "sector", "Sector of the referrer"
        CONCERN = "concern", "Type of concern"
        GENDER = "gender", "Gender"
        NOT_PROGRESSED = "not_progressed", "Why a referral was not progressed"
        CLOSING = "closing", "Why a case was closed"
        SUPPORT = "support", "Kind of support"
        BASIS = "basis", "Legal basis for telling somebody"

    list = models.CharField(max_length=16, choices=List)
    words = models.CharField(max_length=120)
    group = models.CharField(
        max_length=120, blank=True, help_text="Under what figures add it up, if not under itself"
    )
    place = models.PositiveSmallIntegerField(default=0)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = InForceRows.as_manager()
    history = history()

    class Meta:
        ordering = ["list", "place", "words"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["list", "words", "from_on"],
                name="channel_term_once_a_list",
                violation_error_message="This list already has these words from that day.",
            ),
            models.CheckConstraint(
                name="channel_term_ends_after_it_begins",
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                violation_error_message="The last day must come after the first.",
            ),
        ]

    def __str__(self):
        return self.words


class AgeBand(models.Model):
    """Ages that figures add up: from one age to another, both included."""

    words = models.CharField(max_length=40)
    youngest = models.PositiveSmallIntegerField(help_text="Years")
    oldest = models.PositiveSmallIntegerField(help_text="Years; 140 for no upper end", default=140)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = InForceRows.as_manager()
    history = history()

    class Meta:
        ordering = ["from_on", "youngest"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="channel_ageband_goes_upwards",
                condition=Q(oldest__gte=F("youngest"), oldest__lte=140),
                violation_error_message="The oldest age must not be below the youngest, nor above 140.",
            )
        ]

    def __str__(self):
        return self.words


class Clock(models.Model):
    """How long a step may take, from a day on: configurable, because guidance and practice change."""

    class Step(models.TextChoices):
        SHARE = "share", "Share a referral with the police"
        SCREEN = "screen", "Screen a referral"
        ANSWER = "answer", "Answer a request for information"
        SECTION_36 = "section_36", "Decide under section 36"
        PANEL = "panel", "Be considered by the panel"
        CONSENT = "consent", "Hear about consent"
        REVIEW = "review", "Be reviewed by the panel"
        ASSESS = "assess", "Be assessed again"
        CONTACT = "contact", "Be seen by a provider"
        PATHWAY = "pathway", "Hear of an alternative pathway's outcome"
        FEEDBACK = "feedback", "Tell the referrer"
        TRANSFER = "transfer", "Hear that another area has taken a case over"
        AFTER_6 = "after_6", "First review after closing"
        AFTER_12 = "after_12", "Second review after closing"

    class Unit(models.TextChoices):
        WORKING_DAYS = "working", "working days (England and Wales)"
        DAYS = "days", "days"
        MONTHS = "months", "months"

    step = models.CharField(max_length=12, choices=Step)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=8, choices=Unit, default=Unit.WORKING_DAYS)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = InForceRows.as_manager()
    history = history()

    class Meta:
        ordering = ["step", "-from_on"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["step", "from_on"],
                name="channel_clock_once_a_day",
                violation_error_message="This step already has a limit from that day.",
            ),
            models.CheckConstraint(
                name="channel_clock_reviews_at_6_and_12_months",
                condition=~Q(step__in=["after_6", "after_12"])
                | Q(step="after_6", length=6, unit="months")
                | Q(step="after_12", length=12, unit="months"),
                violation_error_message="Closed cases are reviewed at 6 and at 12 months.",
            ),
        ]

    def __str__(self):
        return f"{self.get_step_display()}: {self.length} {self.get_unit_display()}"
