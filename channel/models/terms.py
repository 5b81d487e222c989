"""What differs between councils and years, as data: words of lists, age bands, and how long a step may take."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.urls import reverse

from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import history


class InForceRows(RecordQuerySet):
    def visible_to(self, user):
        """All: nothing about a person stands here."""
        return self if user.is_authenticated else self.none()

    def on(self, day):
        """In force on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gt=day), from_on__lte=day)


def _days():
    """The days of a row in force, as a range of PostgreSQL: from the first, until before the last."""
    return Func(F("from_on"), F("until_on"), Value("[)"), function="daterange")


def same(field):
    """A row's word as a range of one number, which an exclusion can compare without an extension."""
    number = Func(F(field), function="hashtext")
    return Func(number, number, Value("[]"), function="int4range")


def never_two(name, *others, sentence):
    """No two rows alike in what is given are in force on one day."""
    return ExclusionConstraint(
        name=name,
        expressions=[(each, RangeOperators.OVERLAPS) for each in (*others, _days())],
        violation_error_message=sentence,
    )


class Term(Record):
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
    needs_approved_provider = models.BooleanField(
        default=False, help_text="For kinds of support: only an approved provider may give it"
    )
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = InForceRows.as_manager()
    history = history()

    class Meta(Record.Meta):
        ordering = ["list", "place", "words"]
        verbose_name = "choice of a list"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["list", "words", "from_on"],
                name="channel_term_once_a_list",
                violation_error_message="This list already has these words from that day.",
            ),
            never_two(
                "channel_term_once_on_a_day",
                same("list"),
                same("words"),
                sentence="This list has these words already on some of these days.",
            ),
            models.CheckConstraint(
                name="channel_term_ends_after_it_begins",
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                violation_error_message="The last day must come after the first.",
            ),
        ]

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        """The page of the choice."""
        return reverse("channel:term_detail", args=[self.pk])


class AgeBand(Record):
    """Ages that figures add up: from one age to another, both included."""

    words = models.CharField(max_length=40)
    youngest = models.PositiveSmallIntegerField(help_text="Years")
    oldest = models.PositiveSmallIntegerField(help_text="Years; 140 for no upper end", default=140)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = InForceRows.as_manager()
    history = history()

    class Meta(Record.Meta):
        ordering = ["from_on", "youngest"]
        verbose_name = "age band"
        constraints = [
            *Record.Meta.constraints,
            never_two(
                "channel_ageband_no_age_in_two",
                Func(F("youngest"), F("oldest"), Value("[]"), function="int4range"),
                sentence="Another band holds some of these ages on some of these days.",
            ),
            models.CheckConstraint(
                name="channel_ageband_ends_after_it_begins",
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                violation_error_message="The band must end after it begins.",
            ),
            models.CheckConstraint(
                name="channel_ageband_goes_upwards",
                condition=Q(oldest__gte=F("youngest"), oldest__lte=140),
                violation_error_message="The oldest age must not be below the youngest, nor above 140.",
            ),
        ]

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        """The page of the band."""
        return reverse("channel:ageband_detail", args=[self.pk])


class Clock(Record):
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

    class Meta(Record.Meta):
        ordering = ["step", "-from_on"]
        verbose_name = "time limit"
        constraints = [
            *Record.Meta.constraints,
            never_two(
                "channel_clock_one_a_step_and_day",
                same("step"),
                sentence="This step has another time limit on some of these days.",
            ),
            models.CheckConstraint(
                name="channel_clock_ends_after_it_begins",
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                violation_error_message="The time limit must end after it begins.",
            ),
            models.CheckConstraint(
                name="channel_clock_takes_some_time",
                condition=Q(length__gte=1, length__lte=366),
                violation_error_message="A time limit is between 1 and 366.",
            ),
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
        return f"{self.get_step_display()}: {self.takes}"

    @property
    def takes(self):
        """How long, in words: "5 working days (England and Wales)", "1 month"."""
        unit = self.get_unit_display()
        if self.length == 1:
            unit = unit.replace("days", "day").replace("months", "month")
        return f"{self.length} {unit}"

    def get_absolute_url(self):
        """The page of the time limit."""
        return reverse("channel:clock_detail", args=[self.pk])
