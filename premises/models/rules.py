"""What a partnership has agreed on bookings: time limits, when a senior manager signs, which checks are made."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from prevent_portal.models import Agency
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import history

from ..states import RANKED, Level, Outcome
from .base import PremisesRecord


class BookingRuleQuerySet(RecordQuerySet):
    def on(self, day):
        """The rule in force on a day; None before the first."""
        return self.standing().filter(from_on__lte=day).order_by("-from_on", "-pk").first()


class BookingRule(PremisesRecord):
    """From a day: by when a booking is decided, how long one may appeal, and how long particulars are kept."""

    from_on = models.DateField("from")
    decide_days = models.PositiveSmallIntegerField(
        "days to decide in", help_text="From the day on which the request came"
    )
    before_days = models.PositiveSmallIntegerField(
        "days before the event by which the hirer must know"
    )
    appeal_days = models.PositiveSmallIntegerField("days to appeal in")
    keep_months = models.PositiveSmallIntegerField(
        "months to keep an approved or withdrawn booking", help_text="From the day of the event"
    )
    keep_refused_months = models.PositiveSmallIntegerField(
        "months to keep a refused or escalated booking", help_text="From the day of the event"
    )

    trained_months = models.PositiveSmallIntegerField(
        "months for which training of booking staff counts", default=36
    )

    objects = BookingRuleQuerySet.as_manager()
    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["-from_on", "-pk"]
        verbose_name = "time limits of bookings"
        verbose_name_plural = "time limits of bookings"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["from_on"],
                condition=Q(closed_on__isnull=True),
                name="premises_bookingrule_one_a_day",
                violation_error_message="Other time limits begin on this day.",
            ),
            models.CheckConstraint(
                name="premises_bookingrule_keeps_for_a_time",
                condition=Q(
                    keep_months__gte=1,
                    keep_months__lte=72,
                    keep_refused_months__gte=1,
                    keep_refused_months__lte=72,
                ),
                violation_error_message="Keep them for 1 to 72 months.",
            ),
        ]

    def __str__(self):
        return f"Time limits from {self.from_on.day} {self.from_on:%B %Y}"


class SignOffRule(PremisesRecord):
    """When a senior manager signs a decision: all that the rule names must hold of the booking."""

    name = models.CharField(max_length=200)
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.CharField(
        "for decisions to", max_length=10, choices=Outcome, blank=True, help_text="Any, if empty"
    )
    booking_risk = models.CharField(
        "for bookings of this risk or more", max_length=8, choices=Level, default=Level.UNKNOWN
    )
    premises_tier = models.CharField(
        "at premises of this tier or more", max_length=8, choices=Level, default=Level.UNKNOWN
    )
    only_with_speakers = models.BooleanField("only where there are speakers", default=False)
    only_escalated = models.BooleanField("only where the Prevent lead was asked", default=False)

    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["name", "pk"]
        verbose_name = "sign-off rule"
        constraints = [*Record.Meta.constraints]

    def __str__(self):
        return self.name

    def asks(self, booking, outcome):
        """True if the rule asks for a signature under such a decision on the booking."""
        return (
            self.outcome in ("", outcome)
            and _reaches(booking.risk, self.booking_risk)
            and _reaches(booking.premises.tier, self.premises_tier)
            and (bool(booking.speakers) or not self.only_with_speakers)
            and (booking.escalated_on is not None or not self.only_escalated)
        )


def _reaches(level, least):
    return RANKED.index(Level(level)) >= RANKED.index(Level(least))


class CheckKind(PremisesRecord):
    """One of the checks that are made before a booking is decided: a list that the partnership keeps."""

    name = models.CharField(max_length=100)
    guidance = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("place in the list", default=1)
    is_required = models.BooleanField("must be made of each booking", default=False)
    is_for_speakers = models.BooleanField("must be made where there are speakers", default=False)

    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["position", "pk"]
        verbose_name = "check"
        verbose_name_plural = "checks"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                Lower("name"),
                name="premises_checkkind_name_is_its_own",
                violation_error_message="There is already a check of this name.",
            ),
        ]

    def __str__(self):
        return self.name

    def is_asked_of(self, booking):
        """True if the booking cannot be decided without it."""
        return self.is_required or (self.is_for_speakers and bool(booking.speakers))
