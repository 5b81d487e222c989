"""What people write in a report: the words of its sections, and comments on them."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.tracked import TrackedQuerySet, history


class ReportSectionQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """What somebody writes or reads through until it goes out; of drafts that they see, all sections."""
        from .report import Report

        asked = Q(writer=user) | Q(report__in=Reviewer.objects.asked(user).values("report"))
        asked &= ~Q(report__state__in=Report.OUT)
        return self.filter(asked | Q(report__in=Report.objects.worked_on_by(user)))

    def with_unsettled(self):
        """Sections with whom each comment speaks for that nobody has settled, the oldest first."""
        found = SectionComment.objects.filter(section=OuterRef("pk")).unsettled()
        said = found.order_by("at", "pk").values("speaks_for")
        return self.annotate(unsettled=ArraySubquery(said))

    def for_page(self):
        """Sections with what the page of one names beside it."""
        return self.select_related(
            "writer__agency", "by", "report__kind", "report__plan", "report__agency"
        )

    def to_write(self, user):
        """Sections of drafts that somebody is asked to write and that have no words of theirs yet."""
        return self.filter(writer=user, report__state="ready", words="")

    def as_before(self):
        """Sections of versions that went out, with a section's words: of one named by OuterRef.

        Its words were taken over, so whoever wrote them is their author still.
        """
        same = {name: OuterRef(name) for name in ("key", "words")}
        same |= {
            f"report__{name}": OuterRef(f"report__{name}") for name in ("kind", "agency", "on")
        }
        rows = self.exclude(words="").filter(report__state__in=("issued", "withdrawn"), **same)
        rows = rows.filter(report__version__lt=OuterRef("report__version"))
        return rows.filter(Q(report__plan=OuterRef("report__plan")) | Q(report__plan__isnull=True))

    def written_by(self, user):
        """Sections that somebody wrote in, or whose words they wrote in a version before."""
        wrote = ReportSection.history.filter(id=OuterRef("pk"), by=user)
        before = ReportSection.objects.as_before().filter(Exists(wrote))
        return self.filter(Exists(wrote) | Exists(before))


class ReportSection(models.Model):
    """One section of a report: who writes it, and their words (Markdown), saved as they are typed."""

    report = models.ForeignKey("reports.Report", on_delete=models.PROTECT, related_name="sections")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    guidance = models.TextField(blank=True)
    must_be_written = models.BooleanField(default=False)
    words = models.TextField(
        blank=True,
        help_text="Plain text. A line that begins with ### is a heading, with - a point of a list.",
    )
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Whoever is asked to write it",
    )
    write_by = models.DateField("to be written by", null=True, blank=True)
    is_accepted = models.BooleanField(
        "the portal's words are accepted", default=False, editable=False
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    saved_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReportSectionQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["position", "pk"]
        default_permissions = ()
        verbose_name = "section of a report"
        constraints = [
            models.UniqueConstraint(
                fields=["report", "key"], name="reports_reportsection_key_is_its_own"
            )
        ]
        indexes = [
            # what somebody is asked to write, for their home
            models.Index(
                fields=["writer"],
                name="reports_section_by_writer",
                condition=Q(writer__isnull=False),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page on which it is read and commented on."""
        return reverse("reports:section_detail", args=[self.pk])

    def permits(self, user, permission):
        """Writing is for whoever is asked to; both that and comments for those who keep the report."""
        if permission == "reports.view_section" or self.report.keeps(user):
            return True
        if permission == "reports.write_section":
            return self.writer_id == user.pk
        return Reviewer.objects.asked(user).filter(report=self.report_id).exists()


class ReviewerQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Those who are asked to read through the drafts that somebody sees."""
        from .report import Report

        return self.filter(
            Q(user=user, ended_at__isnull=True) | Q(report__in=Report.objects.worked_on_by(user))
        )

    def asked(self, user):
        """What somebody is asked to read through, until they are taken off."""
        return self.filter(user=user, ended_at__isnull=True)


class Reviewer(models.Model):
    """Somebody who is asked to read a draft through and to comment on it, for legal say."""

    class For(models.TextChoices):
        SERVICE = "service", "Service"
        LEGAL = "legal", "Legal"
        FINANCE = "finance", "Finance"
        EQUALITIES = "equalities", "Equalities"
        OTHER = "other", "Other"

    report = models.ForeignKey("reports.Report", on_delete=models.PROTECT, related_name="reviewers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="person",
    )
    speaks_for = models.CharField("speaks for", max_length=12, choices=For, default=For.SERVICE)
    comment_by = models.DateField("comments by", null=True, blank=True)
    done_at = models.DateTimeField("read through", null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = ReviewerQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["report", "user"],
                condition=Q(ended_at__isnull=True),
                name="reports_reviewer_is_asked_once",
                violation_error_message="They are asked already.",
            )
        ]

    def __str__(self):
        return f"{self.user}, {self.get_speaks_for_display().lower()}"

    def permits(self, user, permission):
        """Saying that it is read through is for whoever was asked; taking them off for its keepers."""
        if permission == "reports.comment_section":
            return self.user_id == user.pk
        return self.report.keeps(user)


class SectionCommentQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Comments on the sections that somebody sees."""
        return self.filter(section__in=ReportSection.objects.visible_to(user))

    def unsettled(self):
        """Comments that nobody has settled."""
        return self.filter(settled_at__isnull=True)


class SectionComment(models.Model):
    """What the service, legal, finance or equalities say of a section, until it is settled."""

    section = models.ForeignKey(ReportSection, on_delete=models.PROTECT, related_name="comments")
    speaks_for = models.CharField(
        "speaks for", max_length=12, choices=Reviewer.For, default=Reviewer.For.SERVICE
    )
    words = models.TextField("comment", max_length=4000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)
    answer = models.TextField("what was done about it", blank=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    settled_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = SectionCommentQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["at", "pk"]
        default_permissions = ()
        verbose_name = "comment"
        constraints = [
            models.CheckConstraint(
                name="reports_comment_settled_says_how",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, answer="")
                | Q(Q(settled_at__isnull=False, settled_by__isnull=False), ~Q(answer="")),
                violation_error_message="Say what was done about the comment.",
            )
        ]

    def __str__(self):
        return f"{self.get_speaks_for_display()}, on {self.section}"

    def get_absolute_url(self):
        """Where it stands: on the page of its section."""
        return self.section.get_absolute_url()

    def permits(self, user, permission):
        """As the section permits."""
        return self.section.permits(user, permission)
