"""How long records are kept, what stops their destruction, and what is left of a case that was destroyed."""

import datetime
import hashlib

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.sealed import SealedText
from prevent_portal.tracked import history

from .case import Case
from .rows import CaseRows
from .terms import InForceRows, never_two, same


def _by():
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


class RetentionRule(models.Model):
    """How long one kind of record is kept, from which day on: the council's schedule, as data."""

    class Kind(models.TextChoices):
        SUPPORTED = "supported", "Case that was supported"
        CONSIDERED = "considered", "Case that the panel considered and did not support"
        BELOW = "below", "Case that ended before the panel"
        NOT_PROGRESSED = "not_progressed", "Referral that was not progressed"
        TOKENS = "tokens", "Tokens by which an ended case is found again"
        DRAFT = "draft", "Referral that was begun and not sent"
        BACKUP = "backup", "Backup of the database"

    class Begins(models.TextChoices):
        ENDED = "ended", "the day the case ended"
        REVIEWED = "reviewed", "the day of its last review after closing"
        KEPT = "kept", "the day it was last saved"

    class Unit(models.TextChoices):
        YEARS = "years", "years"
        MONTHS = "months", "months"
        DAYS = "days", "days"

    #: Kinds of record that are cases: each is reviewed before it is destroyed.
    CASES = (Kind.SUPPORTED, Kind.CONSIDERED, Kind.BELOW, Kind.NOT_PROGRESSED)
    #: How long before it begins a period is set at the latest.
    AHEAD = datetime.timedelta(days=28)

    kind = models.CharField("kind of record", max_length=16, choices=Kind)
    length = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=8, choices=Unit, default=Unit.YEARS)
    begins = models.CharField("counted from", max_length=8, choices=Begins, default=Begins.ENDED)
    source = models.CharField("where the period comes from", max_length=300)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = InForceRows.as_manager()
    history = history()

    class Meta:
        ordering = ["kind", "-from_on"]
        default_permissions = ()
        constraints = [
            never_two(
                "channel_retentionrule_one_a_kind_and_day",
                same("kind"),
                sentence="This kind has another period on some of these days.",
            ),
            models.CheckConstraint(
                name="channel_retentionrule_takes_some_time",
                condition=Q(length__gte=1, length__lte=366),
                violation_error_message="A period is between 1 and 366.",
            ),
            models.CheckConstraint(
                name="channel_retentionrule_ends_after_it_begins",
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                violation_error_message="The period must end after it begins.",
            ),
            models.CheckConstraint(
                name="channel_retentionrule_begins_with_what_it_keeps",
                condition=Q(kind__in=["draft", "backup"], begins="kept")
                | Q(kind="tokens", begins="ended")
                | Q(kind__in=["supported", "considered", "below", "not_progressed"])
                & ~Q(begins="kept"),
                violation_error_message="This kind of record is not counted from that day.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.takes}"

    @property
    def takes(self):
        """How long, in words: "6 years", "1 month"."""
        return f"{self.length} {self.unit if self.length != 1 else self.unit.removesuffix('s')}"


class RetentionReview(models.Model):
    """What a chair decided of an ended case: keep it until a day, or destroy it. Written once; the newest stands."""

    class Decision(models.TextChoices):
        KEEP = "keep", "Keep it until a day"
        DESTROY = "destroy", "Destroy it"

    class Ground(models.TextChoices):
        """Why, in words that are about nobody: they outlive the case."""

        OVER = "over", "The period is over and nothing asks for longer"
        ERASURE = "erasure", "The person asked for erasure, and it was granted"
        UNLAWFUL = "unlawful", "It should not have been held"
        RISK = "risk", "The concern may come back"
        LINKED = "linked", "It is needed for another case of the same person"
        INQUIRY = "inquiry", "A complaint, claim, review or inquiry may need it"
        OTHER = "other", "Another reason, in words"

    #: Which grounds go with which decision; and those for which the period need not be over.
    DESTROYS = (Ground.OVER, Ground.ERASURE, Ground.UNLAWFUL)
    KEEPS = (Ground.RISK, Ground.LINKED, Ground.INQUIRY, Ground.OTHER)
    BEFORE_TIME = (Ground.ERASURE, Ground.UNLAWFUL)

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="retention_reviews")
    decision = models.CharField(max_length=8, choices=Decision)
    ground = models.CharField(max_length=8, choices=Ground)
    keep_until = models.DateField(null=True, blank=True)
    words = SealedText("why")
    on = models.DateField()
    by = _by()
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["case", "-id"], name="channel_retention_newest")]
        constraints = [
            models.CheckConstraint(
                name="channel_retentionreview_keeps_until_a_day",
                condition=Q(
                    decision="destroy",
                    keep_until=None,
                    ground__in=["over", "erasure", "unlawful"],
                )
                | Q(
                    decision="keep",
                    keep_until__isnull=False,
                    ground__in=["risk", "linked", "inquiry", "other"],
                ),
                violation_error_message="Say until which day it is kept, or that it is destroyed.",
            ),
            models.CheckConstraint(
                name="channel_retentionreview_keeps_for_a_while",
                condition=Q(keep_until=None) | Q(keep_until__gt=F("on")),
                violation_error_message="The day must come after the day of the review.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="retention_review_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.get_decision_display()}, {self.on}"


class LegalHoldRows(CaseRows):
    def standing(self):
        """Not lifted."""
        return self.filter(lifted_on=None)


class LegalHold(models.Model):
    """What stops the destruction of a case until somebody lifts it: who placed it, why, and from when."""

    class Why(models.TextChoices):
        COURT = "court", "Proceedings in court"
        CLAIM = "claim", "A claim or complaint"
        INQUIRY = "inquiry", "An inquiry or a review"
        POLICE = "police", "A police investigation"
        REQUEST = "request", "A request for information that is open"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    why = models.CharField(max_length=8, choices=Why)
    words = SealedText("more about it")
    from_on = models.DateField()
    by = _by()
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_because = SealedText("why it is lifted", blank=True)

    objects = LegalHoldRows.as_manager()
    history = history()

    class Meta:
        ordering = ["-from_on", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["case"], condition=Q(lifted_on=None), name="channel_hold_standing")
        ]
        constraints = [
            models.CheckConstraint(
                name="channel_legalhold_lifted_says_who",
                condition=Q(lifted_on=None, lifted_by=None)
                | Q(lifted_on__isnull=False, lifted_by__isnull=False),
                violation_error_message="Say who lifted it, and when.",
            ),
            models.CheckConstraint(
                name="channel_legalhold_lifted_after_it_began",
                condition=Q(lifted_on=None) | Q(lifted_on__gte=F("from_on")),
                violation_error_message="It cannot be lifted before it began.",
            ),
        ]

    def __str__(self):
        return f"{self.get_why_display()}, from {self.from_on}"


class DestructionRows(CaseRows):
    """The certificates: what is left of cases that were destroyed, for whom these were open."""

    outlives = True


class Destruction(models.Model):
    """The certificate of a case that was destroyed. Only the gate writes one; nothing in it is about the person."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="destruction")
    review = models.OneToOneField(RetentionReview, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=16)
    kind = models.CharField(max_length=16, choices=RetentionRule.Kind)
    ended_on = models.DateField()
    ground = models.CharField(max_length=8, choices=RetentionReview.Ground)
    what = models.TextField(help_text="How much of each kind of record: numbers alone")
    key_name = models.UUIDField(
        help_text="The name of the key that was destroyed; it opens nothing"
    )
    proposed_by = _by()
    proposed_on = models.DateField()
    confirmed_by = _by()
    confirmed_at = models.DateTimeField()
    backups_until = models.DateField(
        null=True, blank=True, help_text="When the last backup that may hold the key is gone"
    )
    digest = models.CharField(max_length=64)

    objects = DestructionRows.as_manager()

    class Meta:
        ordering = ["-confirmed_at"]
        default_permissions = ()
        triggers = [
            pgtrigger.Protect(
                name="destruction_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"Certificate of {self.reference}"

    def get_absolute_url(self):
        """The page that stands where the case stood."""
        return reverse("channel:destroyed_case", args=[self.pk])

    @property
    def log_reference(self):
        """As the case's."""
        return self.reference

    def facts(self):
        """What the check digest is made of, in its order."""
        return (
            self.reference,
            self.kind,
            self.ended_on,
            self.ground,
            self.what,
            self.key_name,
            self.proposed_by_id,
            self.proposed_on,
            self.confirmed_by_id,
            f"{self.confirmed_at:%Y-%m-%d %H:%M:%S}",
            self.backups_until or "",
        )

    @property
    def is_unchanged(self):
        """True if the certificate says what it said when it was made."""
        said = "\n".join(str(fact) for fact in self.facts())
        return hashlib.sha256(said.encode()).hexdigest() == self.digest

    @property
    def lines(self):
        """What was destroyed, a kind of record to a line."""
        return self.what.split("\n")
