"""What went out: the paper as it was approved, who may read it, and what is not shown in it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from prevent_portal.models import StoredFile
from prevent_portal.roles import Role
from prevent_portal.tracked import TrackedQuerySet, history


class PublicationQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """The issues of the reports that somebody sees."""
        from .report import Report

        return self.filter(report__in=Report.objects.visible_to(user))

    def given_to(self, user):
        """What was issued to somebody, by name or by their role."""
        readers = Reader.objects.standing().filter(Q(user=user) | Q(role__in=user.roles))
        return self.filter(report__in=readers.values("report"))


class Publication(models.Model):
    """A report as it was issued: its words, its hash, its PDF, and who approved it. It never changes."""

    report = models.OneToOneField(
        "reports.Report", on_delete=models.PROTECT, related_name="publication"
    )
    said = models.JSONField(editable=False)
    sha256 = models.CharField("fingerprint of its words", max_length=64, editable=False)
    file = models.OneToOneField(StoredFile, editable=False, on_delete=models.PROTECT)
    made_with = models.CharField(max_length=80, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    approval = models.TextField("words of approval", blank=True, editable=False)
    issued_at = models.DateTimeField(db_default=Now(), editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    withdrawn_because = models.TextField(blank=True, editable=False)

    objects = PublicationQuerySet.as_manager()
    history = history(excluded_fields=["said"])

    class Meta:
        ordering = ["-issued_at", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="reports_publication_withdrawn_says_why",
                condition=Q(
                    withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_because=""
                )
                | Q(
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                    ~Q(withdrawn_because=""),
                ),
                violation_error_message="Say why it is withdrawn.",
            )
        ]
        triggers = [
            pgtrigger.Trigger(
                name="publication_stays",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func="""
                    IF OLD.withdrawn_at IS NOT NULL OR NEW.withdrawn_at IS NULL
                    OR (to_jsonb(NEW) - ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_because'])
                    <> (to_jsonb(OLD) - ARRAY['withdrawn_at', 'withdrawn_by_id', 'withdrawn_because'])
                    THEN
                        RAISE EXCEPTION 'what was issued stays as it is';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="publication_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.report}, as issued"

    @property
    def reference(self):
        """The first eight characters of the hash in its footer."""
        return self.sha256[:8]


class ReaderQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """The readers of the reports whose drafts somebody sees."""
        from .report import Report

        return self.filter(report__in=Report.objects.worked_on_by(user))

    def standing(self):
        """Readers whom nobody has taken off."""
        return self.filter(ended_at__isnull=True)


class Reader(models.Model):
    """Somebody, or everybody in a role, to whom a report goes once it is issued."""

    report = models.ForeignKey("reports.Report", on_delete=models.PROTECT, related_name="readers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="person",
    )
    role = models.CharField(max_length=24, choices=Role, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReaderQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="reports_reader_is_one_or_a_role",
                condition=Q(Q(user__isnull=False), role="") | Q(Q(user__isnull=True), ~Q(role="")),
                violation_error_message="Choose a person or a role, not both.",
            ),
            models.UniqueConstraint(
                fields=["report", "user", "role"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="reports_reader_is_named_once",
                violation_error_message="They are among its readers already.",
            ),
        ]

    def __str__(self):
        return (
            self.user.name if self.user_id else f"Everybody in the role: {self.get_role_display()}"
        )

    def permits(self, user, permission):
        """As the report permits its keepers."""
        return self.report.keeps(user)


class DisclosureDecisionQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Decisions on the reports whose drafts somebody sees."""
        from .report import Report

        return self.filter(report__in=Report.objects.worked_on_by(user))

    def standing(self):
        """The decisions that hold: the last of each place."""
        return self.filter(ended_at__isnull=True)


class DisclosureDecision(models.Model):
    """A person's word on one number of a paper: withheld as well, or shown with the approver's reason."""

    class What(models.TextChoices):
        WITHHOLD = "withhold", "Do not show it"
        RELEASE = "release", "Show it"

    report = models.ForeignKey(
        "reports.Report", on_delete=models.PROTECT, related_name="disclosure_decisions"
    )
    place = models.CharField(max_length=400)
    what = models.CharField(max_length=8, choices=What)
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DisclosureDecisionQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        verbose_name = "decision on what is shown"
        constraints = [
            models.CheckConstraint(
                name="reports_disclosuredecision_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="Say why.",
            ),
            models.UniqueConstraint(
                fields=["report", "place"],
                condition=Q(ended_at__isnull=True),
                name="reports_disclosuredecision_one_a_place",
            ),
        ]

    def __str__(self):
        return f"{self.get_what_display()}: {self.place}"

    def permits(self, user, permission):
        """As the report permits its keepers."""
        return self.report.keeps(user)
