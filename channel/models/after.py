"""What follows support, or takes its place: closing, later reviews, transfer, other care, who was told what."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from prevent_portal.sealed import SealedText
from prevent_portal.tracked import history

from .case import Case
from .panel import Panel
from .rows import CaseRows
from .terms import Term

#: Reviews after closing may be asked for up to so many months from the closing (guidance: two years).
LAST_REVIEW_MONTHS = 24


def _by():
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Closure(models.Model):
    """The closing of a case: why, the closing report, and whether the person or a parent was told."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="closures")
    closed_on = models.DateField()
    because = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    is_after_support = models.BooleanField(help_text="The case had been adopted before")
    report = SealedText("closing report")
    told_on = models.DateField(
        null=True, blank=True, help_text="When the person, or a parent, was told"
    )
    not_told_because = SealedText("why they were not told", null=True, blank=True)
    by = _by()
    at = models.DateTimeField(db_default=Now(), editable=False)
    reopened_on = models.DateField(null=True, blank=True)
    reopened_because = SealedText("why it was opened again", blank=True)

    objects = CaseRows.as_manager()
    history = history()

    class Meta:
        ordering = ["-closed_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(reopened_on=None),
                name="channel_closure_one_at_a_time",
                violation_error_message="This case is closed already.",
            ),
            models.CheckConstraint(
                name="channel_closure_says_whether_they_were_told",
                condition=Q(told_on__isnull=False) | Q(not_told_because__isnull=False),
                violation_error_message="Say when they were told, or why not.",
            ),
        ]

    def __str__(self):
        return f"Closing of case {self.case_id} on {self.closed_on}"


class PostClosureReview(models.Model):
    """A look at a closed case, due by itself: held on the case, so nobody's leaving loses it."""

    class Kind(models.TextChoices):
        SIX = "six", "Six-month review"
        TWELVE = "twelve", "Twelve-month review"
        EXTENDED = "extended", "Further review"

    class Finding(models.TextChoices):
        NONE = "none", "No concern about radicalisation"
        OTHER = "other", "Another concern, passed to the service that deals with it"
        CONCERN = "concern", "A concern about radicalisation: open the case again"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="later_reviews")
    closure = models.ForeignKey(Closure, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=8, choices=Kind)
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    finding = models.CharField(max_length=8, choices=Finding, blank=True)
    words = SealedText("what was found", blank=True)
    by = _by()
    dropped_on = models.DateField(
        null=True, blank=True, help_text="The case was opened again before this review came"
    )

    objects = CaseRows.as_manager()
    history = history()

    class Meta:
        ordering = ["due_on", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["due_on", "done_on"], name="channel_laterreview_by_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["closure", "kind"],
                condition=Q(kind__in=["six", "twelve"]),
                name="channel_postclosurereview_one_of_each",
            ),
            models.UniqueConstraint(
                fields=["closure", "due_on"],
                name="channel_postclosurereview_one_a_day",
                violation_error_message="There is a review on that day already.",
            ),
            models.CheckConstraint(
                name="channel_postclosurereview_done_says_what_was_found",
                condition=Q(done_on=None, finding="") | Q(done_on__isnull=False) & ~Q(finding=""),
                violation_error_message="Say what was found.",
            ),
            models.CheckConstraint(
                name="channel_postclosurereview_done_or_dropped",
                condition=Q(done_on=None) | Q(dropped_on=None),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} of case {self.case_id}"

    @property
    def is_open(self):
        """True until it was done, or the case was opened again."""
        return self.done_on is None and self.dropped_on is None


class Transfer(models.Model):
    """A case handed to another area: an outside body, or another panel of this portal; with its receipt."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="transfers")
    to_panel = models.ForeignKey(
        Panel, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    to_case = models.ForeignKey(
        Case,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="arrivals",
        help_text="What it became at the other panel",
    )
    to_body = SealedText("area or body that takes it over", max_length=300, blank=True)
    contact = SealedText("who takes it over there", max_length=400, blank=True)
    because = SealedText("why it goes there")
    sent_on = models.DateField()
    receipt_due_on = models.DateField()
    receipt_on = models.DateField(null=True, blank=True)
    receipt_from = SealedText("who confirmed it", max_length=300, blank=True)
    arrived_on = models.DateField(
        null=True, blank=True, help_text="When the other panel of this portal confirmed it here"
    )
    arrived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    came_back_on = models.DateField(null=True, blank=True)
    came_back_because = SealedText("why it came back", blank=True)
    by = _by()

    objects = CaseRows.as_manager()
    history = history()

    class Meta:
        ordering = ["-sent_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="channel_transfer_received_after_it_was_sent",
                condition=Q(receipt_on=None) | Q(receipt_on__gte=F("sent_on")),
                violation_error_message="It cannot be received before it was sent.",
            ),
        ]

    def __str__(self):
        return f"Transfer of case {self.case_id} on {self.sent_on}"


class CareConsidered(models.Model):
    """That a referral to health or social care was considered (CTSA 2015 s36(6)), also where the answer is no."""

    class Answer(models.TextChoices):
        HEALTH = "health", "Refer to health"
        SOCIAL = "social", "Refer to social care"
        BOTH = "both", "Refer to health and to social care"
        NEITHER = "neither", "Refer to neither"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="care_considered")
    on = models.DateField()
    answer = models.CharField(max_length=8, choices=Answer)
    because = SealedText("why")
    referred_to = SealedText("to whom it was referred", max_length=400, blank=True)
    by = _by()
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()
        triggers = [
            pgtrigger.Protect(
                name="care_considered_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.get_answer_display()}, {self.on}"


class Disclosure(models.Model):
    """Who was told what about a case, why, and on what legal basis. Written once."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disclosures")
    on = models.DateField()
    told = SealedText("who was told", max_length=300)
    what = SealedText("what they were told")
    why = SealedText("why")
    basis = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    by = _by()
    attested_at = models.DateTimeField(
        db_default=Now(),
        editable=False,
        help_text="When it was attested that nothing of section 38(5) was in it",
    )

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()
        triggers = [
            pgtrigger.Protect(
                name="disclosure_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"Disclosure of case {self.case_id} on {self.on}"
