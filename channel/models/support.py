"""Support: the plan that comes first, consent to it, who gives it, and what was promised by when."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.sealed import SealedText
from prevent_portal.tracked import history

from .assessment import Assessment, Factor
from .case import Case
from .rows import CaseRows
from .terms import InForceRows, Term

_STAYS = [pgtrigger.Protect(name="stays", operation=pgtrigger.Update | pgtrigger.Delete)]


def _by(**options):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options
    )


class SupportPlan(models.Model):
    """One version of the plan: what section 36(5) asks for. Written once; what changes is a new version."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="support_plans")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    consent_how = SealedText("how consent is to be asked for")
    consent_when = SealedText("when consent is to be asked for")
    consent_by = SealedText("who asks for consent")
    support = SealedText("the support to be given")
    provided_by = SealedText("who gives the support")
    how_and_when = SealedText("how and when the support is given")
    changed = SealedText("what changed since the last version, and why", blank=True)
    by = _by()
    at = models.DateTimeField(db_default=Now(), editable=False)

    #: The contents that the Act requires: section 36(5)(a) three times, (b), (c) and (d).
    CONTENTS = (
        "consent_how",
        "consent_when",
        "consent_by",
        "support",
        "provided_by",
        "how_and_when",
    )

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["case", "-number"]
        default_permissions = ()
        triggers = _STAYS
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"],
                name="channel_supportplan_one_of_each_number",
                violation_error_message="Somebody has drafted this version already.",
            )
        ]

    def __str__(self):
        return f"Support plan of case {self.case_id}, version {self.number}"

    def get_absolute_url(self):
        """The page of this version."""
        return reverse("channel:plan_version", args=[self.pk])


class Consent(models.Model):
    """One step of consent to support: asked for, given, refused or withdrawn. Written once.

    A person under 18 does not give or withdraw it; that they want to stop is written down and goes to the
    panel. It is consent to support (section 36), and no basis for holding data.
    """

    class Kind(models.TextChoices):
        SOUGHT = "sought", "Asked for"
        GIVEN = "given", "Given"
        REFUSED = "refused", "Refused"
        WITHDRAWN = "withdrawn", "Withdrawn"
        WISH = "wish", "Said that they want to stop"

    #: What says nothing of whether consent is in force: that it was asked for, and what a child wishes.
    BESIDE = (Kind.SOUGHT, Kind.WISH)

    class Whose(models.TextChoices):
        PERSON = "person", "The person, who is 18 or over"
        PARENT = "parent", "A parent or guardian, as the person is under 18"

    class Capacity(models.TextChoices):
        PARENT = "parent", "Parent"
        GUARDIAN = "guardian", "Guardian"
        AUTHORITY = "authority", "Authority with parental responsibility"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consents")
    plan = models.ForeignKey(SupportPlan, on_delete=models.PROTECT, related_name="consents")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    whose = models.CharField(max_length=8, choices=Whose)
    capacity = models.CharField(max_length=10, choices=Capacity, blank=True)
    who = SealedText("name of the parent, guardian or authority", max_length=200, blank=True)
    how = SealedText("how it was done, and by whom")
    words = SealedText("what was said", blank=True)
    by = _by()
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["case", "-on", "-pk"]
        default_permissions = ()
        triggers = _STAYS
        indexes = [models.Index(fields=["case", "-on", "-id"], name="channel_consent_newest")]
        constraints = [
            models.CheckConstraint(
                name="channel_consent_says_in_what_capacity",
                condition=Q(whose="person", capacity="") | Q(whose="parent") & ~Q(capacity=""),
                violation_error_message="Say in what capacity they answer for a person under 18.",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on}"


class ConsentCheck(models.Model):
    """A day by which somebody looks at the consent of a case again. Why, stands on the page of the case alone."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consent_checks")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)

    objects = CaseRows.as_manager()
    history = history()

    class Meta:
        ordering = ["due_on", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(done_on=None),
                name="channel_consentcheck_open",
            )
        ]

    def __str__(self):
        return f"Consent of case {self.case_id} by {self.due_on}"


class Provider(models.Model):
    """Who gives support; and for ideological mentoring, by whom and from when to when they are approved."""

    name = models.CharField(max_length=200)
    contact = models.CharField(max_length=300, blank=True)
    approved_by = models.CharField(
        max_length=200, blank=True, help_text="For example, the Home Office"
    )
    from_on = models.DateField("approved from", null=True, blank=True)
    until_on = models.DateField("approved until", null=True, blank=True)

    objects = InForceRows.as_manager()
    history = history()

    class Meta:
        ordering = ["name", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="channel_provider_approval_says_by_whom_and_since_when",
                condition=Q(approved_by="", from_on=None, until_on=None)
                | ~Q(approved_by="") & Q(from_on__isnull=False),
                violation_error_message="Say who approved the provider, and from when.",
            ),
            models.CheckConstraint(
                name="channel_provider_approval_ends_after_it_begins",
                condition=Q(until_on=None) | Q(until_on__gt=F("from_on")),
                violation_error_message="The last day must come after the first.",
            ),
        ]

    def __str__(self):
        return self.name

    def is_approved(self, *, on):
        """True if the approval is in force on a day."""
        begun = self.from_on is not None and self.from_on <= on
        return begun and (self.until_on is None or on < self.until_on)


class InterventionQuerySet(CaseRows):
    def open(self):
        """Not ended."""
        return self.filter(ended_on=None)

    def silent(self, *, on):
        """Open, and nobody has been seen for longer than they may be."""
        return self.open().filter(contact_due_on__lt=on)


class Intervention(models.Model):
    """Support that was arranged: of what kind, by whom, since when, and how it ended."""

    class Ending(models.TextChoices):
        COMPLETED = "completed", "It was completed"
        WITHDRAWN = "withdrawn", "Consent was withdrawn"
        NOT_ENGAGED = "not_engaged", "The person did not take part"
        PROVIDER = "provider", "The provider could not go on"
        OTHER = "other", "Another reason"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="interventions")
    kind = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="+")
    purpose = SealedText("what it is to achieve")
    commissioned_on = models.DateField()
    commissioned_by = _by()
    contact_due_on = models.DateField(help_text="By when the person is to be seen (again)")
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=12, choices=Ending, blank=True)
    outcome = SealedText("what came of it", blank=True)

    objects = InterventionQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["commissioned_on", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["contact_due_on"],
                condition=Q(ended_on=None),
                name="channel_intervention_contact",
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="channel_intervention_ends_with_a_reason",
                condition=Q(ended_on=None, ended_because="")
                | Q(ended_on__isnull=False) & ~Q(ended_because=""),
                violation_error_message="Say why the support ended.",
            ),
            models.CheckConstraint(
                name="channel_intervention_ends_after_it_began",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("commissioned_on")),
                violation_error_message="It cannot end before it began.",
            ),
        ]

    def __str__(self):
        return f"Support {self.pk} of case {self.case_id}"

    def get_absolute_url(self):
        """The page with its sessions."""
        return reverse("channel:intervention", args=[self.pk])

    @property
    def is_open(self):
        """True until it is ended."""
        return self.ended_on is None


class SupportSession(models.Model):
    """One session of an intervention, as it went. Written once."""

    class Outcome(models.TextChoices):
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"
        MISSED = "missed", "The person did not attend"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    intervention = models.ForeignKey(
        Intervention, on_delete=models.PROTECT, related_name="sessions"
    )
    on = models.DateField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    words = SealedText("how it went", blank=True)
    by = _by()
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["intervention", "-on", "-pk"]
        default_permissions = ()
        triggers = _STAYS
        constraints = [
            models.UniqueConstraint(
                fields=["intervention", "on"],
                name="channel_supportsession_one_a_day",
                violation_error_message="A session on that day is recorded already.",
            )
        ]

    def __str__(self):
        return f"{self.get_outcome_display()} {self.on}"


class PlanItemQuerySet(CaseRows):
    def open(self):
        """Not done and not dropped."""
        return self.filter(done_on=None)

    def late(self, *, on):
        """Open, and their day is past."""
        return self.open().filter(due_on__lt=on)


class PlanItem(models.Model):
    """What somebody is to do by when under the plan."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plan_items")
    words = SealedText("what is to be done")
    owner = _by(null=True, blank=True)
    owner_words = SealedText("who does it, without an account here", max_length=200, blank=True)
    due_on = models.DateField()
    assessment = models.ForeignKey(
        Assessment, null=True, blank=True, on_delete=models.PROTECT, related_name="plan_items"
    )
    factor = models.ForeignKey(
        Factor, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    done_on = models.DateField(null=True, blank=True)
    was_dropped = models.BooleanField(default=False)
    outcome = SealedText("what came of it", blank=True)

    objects = PlanItemQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["due_on", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["due_on"], condition=Q(done_on=None), name="channel_planitem_open")
        ]
        constraints = [
            models.CheckConstraint(
                name="channel_planitem_dropped_says_when",
                condition=Q(was_dropped=False) | Q(done_on__isnull=False),
            )
        ]

    def __str__(self):
        return f"Plan item {self.pk} of case {self.case_id}"

    def get_absolute_url(self):
        """The page of its case."""
        return self.case.get_absolute_url()


class PlanReview(models.Model):
    """The plan was looked at, by whom and what was found. Written once."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="plan_reviews")
    plan = models.ForeignKey(SupportPlan, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    words = SealedText("what was found")
    next_on = models.DateField(help_text="By when it is looked at again")
    by = _by()
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["case", "-on", "-pk"]
        default_permissions = ()
        triggers = _STAYS
        constraints = [
            models.CheckConstraint(
                name="channel_planreview_comes_again",
                condition=Q(next_on__gt=F("on")),
                violation_error_message="The next review must come after this one.",
            )
        ]

    def __str__(self):
        return f"Review of the plan, {self.on}"
