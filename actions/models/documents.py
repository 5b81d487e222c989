"""Controlled documents: strategies, terms, agreements and policies, their versions and reviews."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Lower, Now
from django.urls import reverse

from prevent_portal.models import Agency, StoredFile
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.roles import SEES_EVERY_AGENCY, Role
from prevent_portal.tracked import history

from .governance import Body

#: The step that whoever owns a document may take, besides those who keep the register.
_REVIEW = "actions.review_document"


class DocumentQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """What is shared, for all who read plans; what is an agency's own, for that agency."""
        if not user.has_perm("actions.view_document"):
            return self.none()
        if user.has_role(*SEES_EVERY_AGENCY):
            return self
        return self.filter(Q(is_own_agency_only=False) | Q(agency=user.agency_id))

    def with_version(self):
        """Each document with the label of its newest version."""
        newest = DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-pk")
        return self.annotate(version_label=Subquery(newest.values("label")[:1]))

    def review_overdue(self, *, on):
        """Standing documents whose review was due before a day."""
        return self.standing().filter(review_due_on__lt=on)

    def due_between(self, start, end):
        """Standing documents whose review falls due from one day to another, both included."""
        return self.standing().filter(review_due_on__range=(start, end))


class Document(Record):
    """A document that somebody owns, a body agrees and somebody looks at again in time."""

    class Kind(models.TextChoices):
        STRATEGY = "strategy", "Strategy"
        TERMS = "terms", "Terms of reference"
        SHARING = "sharing", "Information sharing agreement"
        MOU = "mou", "Memorandum of understanding"
        POLICY = "policy", "Policy"
        PROCEDURE = "procedure", "Procedure"
        GUIDANCE = "guidance", "Guidance"
        THRESHOLDS = "thresholds", "Thresholds document"
        DPIA = "dpia", "Data protection impact assessment"
        EQUALITY = "equality", "Equality assessment"
        PRIVACY = "privacy", "Privacy notice"
        TRAINING = "training", "Training strategy"
        COMMUNICATIONS = "communications", "Communications plan"
        LEAFLET = "leaflet", "Leaflet"
        OTHER = "other", "Other"

    class Duty(models.TextChoices):
        NOT_CHECKED = "", "Not checked yet"
        YES = "yes", "Yes"
        NO = "no", "No"

    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=16, choices=Kind)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner_post = models.CharField("post of the owner", max_length=200, blank=True)
    parties = models.ManyToManyField(Agency, blank=True, related_name="+")
    agreed_on = models.DateField("agreed on", null=True, blank=True)
    agreed_by = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
        verbose_name="agreed by",
    )
    review_every = models.PositiveSmallIntegerField(
        "reviewed every", null=True, blank=True, help_text="Months"
    )
    review_due_on = models.DateField("next review", null=True, blank=True)
    published_at = models.URLField("where it is published", max_length=500, blank=True)
    published_on = models.DateField("published on", null=True, blank=True)
    mentions_duty = models.CharField(
        "mentions the duty", max_length=3, choices=Duty, blank=True, default=Duty.NOT_CHECKED
    )
    duty_checked_on = models.DateField("checked for the duty on", null=True, blank=True)
    is_own_agency_only = models.BooleanField("for its own agency only", default=False)

    objects = DocumentQuerySet.as_manager()
    history = history(m2m_fields=[parties])

    class Meta(Record.Meta):
        ordering = ["title", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="actions_document_is_reviewed_at_some_interval",
                condition=Q(review_every__isnull=True) | Q(review_every__gte=1),
                violation_error_message="Months between reviews must be 1 or more.",
            ),
            models.CheckConstraint(
                name="actions_document_duty_says_when_checked",
                condition=Q(mentions_duty="") | Q(duty_checked_on__isnull=False),
                violation_error_message="Say on which day it was checked for the duty.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the document."""
        return reverse("actions:document_detail", args=[self.pk])

    def permits(self, user, permission):
        """Reviewing is also its owner's; all else as for any record of an agency."""
        if permission == _REVIEW:
            keeps = user.has_role(Role.SPOC) and self.agency_id == user.agency_id
            return keeps or user.has_role(Role.PREVENT_LEAD) or self.owner_id == user.pk
        return super().permits(user, permission)

    def cadence(self):
        """How often it is reviewed, in words."""
        if not self.review_every:
            return ""
        return "Every month" if self.review_every == 1 else f"Every {self.review_every} months"


class _OfDocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What belongs to documents that one sees."""
        return self.filter(document__in=Document.objects.visible_to(user))


class DocumentVersion(models.Model):
    """A document as it stood from some day; a newer one takes its place and this one stays."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    label = models.CharField("version", max_length=40)
    file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField("what changed", blank=True)
    agreed_on = models.DateField("agreed on", null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = _OfDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                "document",
                Lower("label"),
                name="actions_documentversion_named_once",
                violation_error_message="The document has a version of this name already.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="document_version_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.document}, {self.label}"


class DocumentReview(models.Model):
    """Somebody looked at a document again and found that it still holds."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="reviews")
    on = models.DateField()
    note = models.TextField(blank=True)
    next_due_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = _OfDocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="actions_documentreview_next_is_later",
                condition=Q(next_due_on__isnull=True) | Q(next_due_on__gt=models.F("on")),
                violation_error_message="The next review must be after this one.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="document_review_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"Review of {self.document} on {self.on}"
