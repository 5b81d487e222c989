"""What the person asks of a case under the law of data protection, and what was done about it."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.sealed import SealedText
from prevent_portal.tracked import history

from ..permissions import Can
from .case import Case
from .rows import CaseRows, open_cases

#: Decisions by which a request has effect.
GRANTED = ("granted", "partly")
#: Months to answer a request, and by how many more it may be put off (UK GDPR article 12(3)).
MONTHS, MORE_MONTHS = 1, 2


def _by(**more):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **more
    )


class RightsRequestRows(CaseRows):
    def open(self):
        """Not decided."""
        return self.filter(decided_on=None)

    def erased(self):
        """Of erasure, and granted at least in part."""
        return self.filter(kind="erasure", decision__in=GRANTED)

    def restricting(self, on):
        """Of restriction, by which what a case holds may be kept on a day and not used (article 18(2))."""
        standing = self.filter(kind="restrict", decision__in=GRANTED, lifted_on=None)
        return standing.exclude(used_until__gte=on)

    def run(self):
        """Of cases that the person acted for runs."""
        return self.filter(case__in=open_cases(Can.COORDINATE))

    def whole(self):
        """With the case and its key, as the page of a request shows it."""
        return self.select_related("case__key", "recorded_by", "decided_by", "lifted_by")


class RightsRequest(models.Model):
    """One request of the person, or of somebody for them, about what a case holds."""

    class Kind(models.TextChoices):
        ACCESS = "access", "Access to what is held (article 15)"
        RECTIFICATION = "rectify", "Rectification (article 16)"
        ERASURE = "erasure", "Erasure (article 17)"
        RESTRICTION = "restrict", "Restriction (article 18)"
        OBJECTION = "object", "Objection (article 21)"

    class AskedBy(models.TextChoices):
        PERSON = "person", "The person themselves"
        PARENT = "parent", "A parent or guardian"
        AGENT = "agent", "Somebody who acts for them"

    class Decision(models.TextChoices):
        GRANTED = "granted", "Granted"
        PARTLY = "partly", "Granted in part"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn by who asked"

    class UsedFor(models.TextChoices):
        """What may be done in spite of a restriction (article 18(2))."""

        CONSENT = "consent", "The person agrees to it"
        CLAIMS = "claims", "Legal claims: to make, bring or answer one"
        OTHERS = "others", "To protect the rights of somebody else"
        INTEREST = "interest", "An important public interest"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rights_requests")
    kind = models.CharField(max_length=8, choices=Kind)
    asked_by = models.CharField(max_length=8, choices=AskedBy)
    asker = SealedText("who asked, and how to reach them", max_length=400)
    asked = SealedText("what is asked")
    received_on = models.DateField()
    recorded_by = _by()
    due_on = models.DateField()
    identity_on = models.DateField(null=True, blank=True)
    identity = SealedText("how it was checked who asks", blank=True)
    extended_on = models.DateField(null=True, blank=True)
    extended_because = SealedText("why it takes longer", blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = _by(null=True, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True, default="")
    because = SealedText("the reasons, with the exemption relied on", blank=True)
    told_on = models.DateField(null=True, blank=True)
    not_told_because = SealedText("why they were not told", null=True, blank=True)

    used_for = models.CharField(max_length=8, choices=UsedFor, blank=True, default="")
    used_until = models.DateField(
        null=True, blank=True, help_text="The last day of use in spite of a restriction"
    )
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = _by(null=True, blank=True)
    lifted_because = SealedText("why the restriction was lifted", null=True, blank=True)
    lift_told_on = models.DateField(null=True, blank=True)

    objects = RightsRequestRows.as_manager()
    history = history()

    class Meta:
        ordering = [F("decided_on").asc(nulls_first=True), "due_on", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["case", "due_on"], name="channel_rights_by_due")]
        constraints = [
            models.CheckConstraint(
                name="channel_rightsrequest_decided_says_who_and_what",
                condition=Q(decided_on=None, decided_by=None, decision="")
                | Q(decided_on__isnull=False, decided_by__isnull=False) & ~Q(decision=""),
                violation_error_message="Say what was decided, when, and by whom.",
            ),
            models.CheckConstraint(
                name="channel_rightsrequest_decided_says_whether_they_were_told",
                condition=Q(decided_on=None)
                | Q(told_on__isnull=False)
                | Q(not_told_because__isnull=False),
                violation_error_message="Say when they were told, or why not.",
            ),
            models.CheckConstraint(
                name="channel_rightsrequest_lifted_after_they_were_told",
                condition=Q(lifted_on=None)
                | Q(
                    kind="restrict",
                    lifted_by__isnull=False,
                    lifted_because__isnull=False,
                    lift_told_on__lte=F("lifted_on"),
                ),
                violation_error_message="They are told before a restriction is lifted.",
            ),
            models.CheckConstraint(
                name="channel_rightsrequest_used_says_what_for",
                condition=Q(used_until=None) | ~Q(used_for=""),
                violation_error_message="Say what it is used for.",
            ),
            models.CheckConstraint(
                name="channel_rightsrequest_due_after_it_came",
                condition=Q(due_on__gt=F("received_on")),
            ),
        ]

    def __str__(self):
        return f"Request of {self.received_on.day} {self.received_on:%B %Y}"

    def get_absolute_url(self):
        """Its page."""
        return reverse("channel:rights_request", args=[self.pk])

    @property
    def is_open(self):
        """True until it is decided."""
        return self.decided_on is None

    @property
    def restricts(self):
        """True while a restriction stands by it, also if use is allowed for some days."""
        is_granted = self.kind == self.Kind.RESTRICTION and self.decision in GRANTED
        return is_granted and self.lifted_on is None


class Rectification(models.Model):
    """What is noted beside words that are wrong or disputed. The words themselves stay as they were written."""

    class Kind(models.TextChoices):
        CORRECTED = "corrected", "Wrong: it should say this"
        DISPUTED = "disputed", "The person says otherwise"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="rectifications")
    request = models.ForeignKey(
        RightsRequest,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="rectifications",
    )
    item = models.CharField(max_length=60, help_text="What it stands beside: referral.3.concerns")
    kind = models.CharField(max_length=10, choices=Kind)
    words = SealedText("what is right, or what the person says")
    on = models.DateField()
    by = _by()
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["case"], name="channel_rectification_by_case")]
        triggers = [
            pgtrigger.Protect(
                name="rectification_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.on}"


class Release(models.Model):
    """One bundle that was made for a request for access: what went into it, chosen by whom. Written once."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="releases")
    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="releases")
    items = ArrayField(models.CharField(max_length=60), help_text="What was released")
    withheld = models.PositiveSmallIntegerField(help_text="How many items were not")
    blacked = SealedText("words that were blacked out", blank=True)
    by = _by()
    at = models.DateTimeField(db_default=Now())

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["case"], name="channel_release_by_case")]
        triggers = [
            pgtrigger.Protect(name="release_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"Release {self.pk}"
