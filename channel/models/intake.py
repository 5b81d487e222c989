"""What comes with a referral: its draft, its files, and what tells that a person was referred before."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.sealed import SealedBytes, SealedText, unwrap
from prevent_portal.tracked import history

from .. import tokens
from .case import Case
from .rows import CaseRows


class MatchToken(models.Model):
    """A blind token of the person of a case. Only the gate's functions write and compare them."""

    class Kind(models.TextChoices):
        NAME = tokens.NAME, "the name"
        ALIAS = tokens.ALIAS, "another name they use"
        SOUND = tokens.SOUND, "how the name sounds"
        INITIALS = tokens.INITIALS_BORN, "initials and date of birth"
        FORENAME = tokens.FORENAME_BORN, "forename and date of birth"
        SURNAME = tokens.SURNAME_BORN, "surname and date of birth"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tokens")
    kind = models.CharField(max_length=12, choices=Kind)
    token = models.BinaryField()

    objects = CaseRows.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["token", "case", "kind"], name="channel_token_alike")]

    def __str__(self):
        return f"{self.get_kind_display()} of case {self.case_id}"


class SamePerson(models.Model):
    """What somebody found of two referrals that look alike: the same person, or not."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="same_person")
    earlier = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    earlier_reference = models.CharField(max_length=16)
    is_same = models.BooleanField()
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = CaseRows.as_manager()
    history = history()

    class Meta:
        ordering = ["case", "earlier"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["case", "earlier"],
                name="channel_sameperson_once_a_pair",
                violation_error_message="This was answered already.",
            ),
            models.CheckConstraint(
                name="channel_sameperson_of_another_case",
                condition=~Q(earlier=F("case")),
                violation_error_message="A referral is compared with others.",
            ),
        ]

    def __str__(self):
        return f"Case {self.case_id} and {self.earlier_reference}"


class Attachment(models.Model):
    """A file about a case, sealed. Written once; taken out, its content is gone and the fact stays."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="attachments")
    number = models.PositiveSmallIntegerField()
    name = SealedText(max_length=255)
    content = SealedBytes(null=True)
    ending = models.CharField(max_length=8)
    size = models.PositiveIntegerField(help_text="Bytes")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)
    attested_at = models.DateTimeField(
        db_default=Now(),
        editable=False,
        help_text="When it was attested that nothing of section 38(5) is in it",
    )
    cleared_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When it was found clean; else it is shown to the virus scanner each time it is opened",
    )
    carried = models.CharField(
        max_length=400,
        blank=True,
        db_default="",
        help_text="What was taken off it before it was sealed, and what is still in it",
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    removed_because = SealedText(blank=True, default="")

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["case", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["case", "number"], name="channel_attachment_numbered_once"
            ),
            models.CheckConstraint(
                name="channel_attachment_taken_out_says_who",
                condition=Q(removed_at=None, removed_by=None, content__isnull=False)
                | Q(removed_at__isnull=False, removed_by__isnull=False, content__isnull=True),
            ),
        ]
        triggers = [pgtrigger.Protect(name="attachment_stays", operation=pgtrigger.Delete)]

    def __str__(self):
        return f"{self.case}-{self.number}"

    def get_absolute_url(self):
        """The page of its case."""
        return reverse("channel:case_detail", args=[self.case_id])

    @property
    def is_waiting(self):
        """True if nobody can have it before the virus scanner has found it clean."""
        return self.cleared_at is None and bool(settings.CLAMAV_URL)


class DraftQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own, and nobody else's."""
        return self.filter(user=user.pk)


class Draft(models.Model):
    """A referral somebody has begun and not sent, sealed by a key of its own. Gone once sent or thrown away."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.UUIDField(unique=True, help_text="What the key is bound to; the form's number")
    wrapped = models.BinaryField()
    version = models.PositiveSmallIntegerField(help_text="Of the master key")
    words = SealedText(help_text="The form as it was typed, as JSON")
    begun_at = models.DateTimeField(db_default=Now(), editable=False)
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at"]
        default_permissions = ()

    def __str__(self):
        return f"Draft {self.pk}"

    def get_absolute_url(self):
        """Its form."""
        return reverse("channel:resume_draft", args=[self.pk])

    def key_holder(self):
        """Itself: it belongs to no case yet."""
        return self

    @property
    def sealed_as(self):
        """The name under which its words are sealed."""
        return f"draft:{self.name}"

    def data_key(self):
        """Its own key: 32 bytes. Raises Unsealable."""
        return unwrap(self.wrapped, self.version, self.name)

    def permits(self, user, permission):
        """Roles open nothing here: its rows are its owner's."""
        return False
