"""What went out: the paper as it was approved, who may read it, and what is not shown in it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now, TruncDate

from actions.models import Body, Membership
from prevent_portal.models import Agency, StoredFile
from prevent_portal.roles import Role
from prevent_portal.tracked import TrackedQuerySet, history


class PublicationQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """The issues of the reports that somebody sees."""
        from .report import Report

        return self.filter(report__in=Report.objects.visible_to(user))

    def given_to(self, user):
        """What was issued to somebody: by name, by their role, or on the board that they sit on."""
        return self.filter(report__in=Reader.objects.standing().that_are(user).values("report"))


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

    def that_are(self, user):
        """Entries under which somebody is a reader today."""
        in_role = Q(role__in=user.roles) & (Q(agency=user.agency_id) | Q(agency__isnull=True))
        seats = Membership.objects.current(on=TruncDate(Now()))
        seats = seats.filter(Q(person=user) | Q(deputy=user)).order_by()
        return self.filter(Q(user=user) | in_role | Q(body__in=seats.values("body")))


class Reader(models.Model):
    """Somebody, everybody in a role or everybody on a board, to whom a report goes once it is issued.

    A role is meant in one agency; where none is given, in every agency.
    """

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
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    body = models.ForeignKey(
        Body,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="board or group",
    )
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
                name="reports_reader_is_one_a_role_or_a_board",
                condition=Q(user__isnull=False, role="", agency__isnull=True, body__isnull=True)
                | Q(Q(user__isnull=True, body__isnull=True), ~Q(role=""))
                | Q(user__isnull=True, role="", agency__isnull=True, body__isnull=False),
                violation_error_message="Choose a person, a role or a board: one of the three.",
            ),
            models.UniqueConstraint(
                fields=["report", "user", "role", "agency", "body"],
                condition=Q(ended_at__isnull=True),
                nulls_distinct=False,
                name="reports_reader_is_named_once",
                violation_error_message="They are among its readers already.",
            ),
        ]

    def __str__(self):
        if self.user_id:
            return self.user.name
        if self.body_id:
            return f"Everybody who sits on: {self.body}"
        whose = self.agency if self.agency_id else "every agency"
        return f"Everybody in the role: {self.get_role_display()}, {whose}"

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
