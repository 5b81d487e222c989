"""Reports: asked for, assembled from figures frozen as at a day, written, approved and issued."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Now
from django.urls import reverse

from actions.models import Meeting, Plan
from prevent_portal.errors import Refused
from prevent_portal.models import Agency, StoredFile
from prevent_portal.roles import SEES_EVERY_AGENCY, Role
from prevent_portal.tracked import TrackedQuerySet, history

from .issuing import Publication
from .schedule import Schedule
from .templates import AUDIENCES, MEMBER, OFFICER, PUBLIC, ReportTemplate
from .writing import ReportSection

#: What each of the others may read; restricted papers go to the board by name.
READS = {
    Role.EXECUTIVE: (OFFICER, MEMBER, PUBLIC),
    Role.ELECTED_MEMBER: (MEMBER, PUBLIC),
}


def _of_their_agency(user):
    return Q(agency=user.agency_id, audience__in=sorted(Report.audiences_of(user)))


class ReportQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Reports of one's own agency, made for one's role, and issued to oneself; some see all.

        Who only reads sees a report once it is issued; a draft is for those who work on it.
        """
        if not user.has_perm("reports.view_report"):
            return self.none()
        if user.has_role(*SEES_EVERY_AGENCY):
            return self
        own = _of_their_agency(user)
        if not user.has_perm("reports.view_draft"):
            own &= Q(state__in=Report.OUT)
        given = Q(publication__in=Publication.objects.given_to(user), state__in=Report.OUT)
        return self.filter(own | given)

    def worked_on_by(self, user):
        """Reports whose drafts somebody sees: never those that were only issued to them."""
        if not user.has_perm("reports.view_draft"):
            return self.none()
        return self if user.has_role(*SEES_EVERY_AGENCY) else self.filter(_of_their_agency(user))

    def ready(self):
        """Reports whose figures stand and that can be downloaded, as a draft or as issued."""
        return self.filter(state__in=Report.DRAWN)

    def issued(self):
        """Reports that went out and were not withdrawn."""
        return self.filter(state=Report.State.ISSUED)

    def being_made(self):
        """Reports that somebody waits for."""
        return self.filter(state__in=Report.WORKING)

    def for_list(self):
        """Reports with what a list shows of them, without their frozen words."""
        return self.select_related("kind", "plan", "agency", "file").defer("frozen")

    def for_page(self):
        """Reports with all that the page of one names."""
        return self.select_related(
            "kind",
            "plan__agency",
            "agency",
            "file",
            "meeting__body",
            "requested_by",
            "submitted_by",
            "replaces__kind",
            "previous__kind",
            "publication__file",
            "publication__approved_by",
            "publication__withdrawn_by",
        ).defer("replaces__frozen", "previous__frozen")

    def with_authorship(self, user):
        """Reports that wait for approval, told whether somebody asked for them, put them forward or wrote."""
        asked = Report.history.filter(
            Q(requested_by=user) | Q(submitted_by=user), id=OuterRef("pk")
        )
        wrote = ReportSection.objects.written_by(user).filter(report=OuterRef("pk"))
        waits = Case(
            When(state=Report.State.CHECKING, then=Exists(asked) | Exists(wrote)),
            default=Value(False),
            output_field=models.BooleanField(),
        )
        return self.annotate(is_by_reader=waits)


class Report(models.Model):
    """One paper on a plan or an agency as at a day. What is frozen stays, and what is issued stays."""

    class State(models.TextChoices):
        REQUESTED = "requested", "Requested"
        ASSEMBLING = "assembling", "Gathering figures"
        RENDERING = "rendering", "Laying out pages"
        READY = "ready", "Draft"
        CHECKING = "checking", "Waiting for approval"
        ISSUING = "issuing", "Being issued"
        ISSUED = "issued", "Issued"
        WITHDRAWN = "withdrawn", "Withdrawn"
        FAILED = "failed", "Failed"

    #: Every move a report may make. A move that is not here is refused.
    MOVES = {
        State.REQUESTED: {State.ASSEMBLING, State.FAILED},
        State.ASSEMBLING: {State.RENDERING, State.FAILED},
        State.RENDERING: {State.READY, State.FAILED},
        State.READY: {State.RENDERING, State.CHECKING},
        State.CHECKING: {State.READY, State.ISSUING},
        State.ISSUING: {State.ISSUED, State.CHECKING},
        State.ISSUED: {State.WITHDRAWN},
        State.WITHDRAWN: set(),
        State.FAILED: {State.REQUESTED, State.RENDERING},
    }
    #: Somebody waits for it.
    WORKING = (State.REQUESTED, State.ASSEMBLING, State.RENDERING, State.ISSUING)
    #: A worker lays its draft out: as it is written, or with its last words while it waits for approval.
    LAID_OUT = (State.RENDERING, State.CHECKING)
    #: People may write in it.
    WRITABLE = (State.READY, State.RENDERING, State.FAILED)
    #: It went out to its readers.
    OUT = (State.ISSUED, State.WITHDRAWN)
    #: There is a paper to be read: a draft, or what was issued.
    DRAWN = (State.READY, State.CHECKING, State.ISSUING, *OUT)

    kind = models.ForeignKey(
        ReportTemplate,
        to_field="name",
        db_column="kind",
        on_delete=models.PROTECT,
        related_name="reports",
    )
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    plan = models.ForeignKey(
        Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="reports"
    )
    meeting = models.ForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The meeting that it is written for",
    )
    on = models.DateField("position as at")
    known_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="What had been recorded by then"
    )
    audience = models.CharField(max_length=12, choices=AUDIENCES, default=OFFICER)
    schedule = models.ForeignKey(
        Schedule,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="reports",
    )
    occasion = models.DateField(
        null=True, blank=True, editable=False, help_text="The day of the schedule it is made for"
    )
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    summary = models.TextField(blank=True)
    decisions = models.TextField("decisions sought", blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.REQUESTED)
    failure = models.TextField(blank=True, editable=False)
    previous = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    replaces = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="replacements",
    )
    changes = models.TextField(
        "what has changed", blank=True, help_text="Since the version that went out before"
    )
    frozen = models.JSONField(null=True, blank=True, editable=False)
    frozen_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    file = models.OneToOneField(
        StoredFile, null=True, blank=True, editable=False, on_delete=models.PROTECT
    )
    made_with = models.CharField(max_length=80, blank=True, editable=False)
    drawn_sha256 = models.CharField(
        "fingerprint of what the draft says",
        max_length=64,
        blank=True,
        editable=False,
        help_text="Of its figures and words, as they would go out",
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    requested_at = models.DateTimeField(db_default=Now(), editable=False)
    ready_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    sent_back_because = models.TextField(blank=True, editable=False)

    objects = ReportQuerySet.as_manager()
    history = history(excluded_fields=["frozen"])

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "agency", "plan", "on", "version"],
                nulls_distinct=False,
                name="reports_report_version_is_its_own",
                violation_error_message="This version of the report has been made already.",
            ),
            models.UniqueConstraint(
                fields=["schedule", "occasion"],
                condition=Q(schedule__isnull=False),
                name="reports_report_made_once_an_occasion",
            ),
            models.CheckConstraint(
                name="reports_report_drawn_has_its_file",
                condition=Q(
                    state__in=("ready", "checking", "issuing", "issued", "withdrawn"),
                    file__isnull=False,
                    frozen__isnull=False,
                    ready_at__isnull=False,
                )
                | Q(state__in=("rendering", "failed"))
                | Q(
                    state__in=("requested", "assembling"), file__isnull=True, ready_at__isnull=True
                ),
                violation_error_message="A report is ready when its file is kept, and only then.",
            ),
            models.CheckConstraint(
                name="reports_report_frozen_has_its_hash",
                condition=Q(frozen__isnull=True, frozen_sha256="", known_at__isnull=True)
                | Q(Q(frozen__isnull=False, known_at__isnull=False), ~Q(frozen_sha256="")),
                violation_error_message="What is frozen is kept with its hash and its moment.",
            ),
            models.CheckConstraint(
                name="reports_report_failed_says_why",
                condition=~Q(state="failed", failure=""),
                violation_error_message="Say why the report could not be made.",
            ),
        ]
        indexes = [
            # the report before this one, and the latest for somebody's home
            models.Index(fields=["plan", "kind", "-on"], name="reports_report_by_plan"),
            models.Index(fields=["agency", "kind", "-on"], name="reports_report_by_agency"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="what_is_frozen_stays",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                declare=[],
                func="""
                    IF OLD.state IN ('issued', 'withdrawn') AND NOT (
                        OLD.state = 'issued' AND NEW.state = 'withdrawn'
                        AND (to_jsonb(NEW) - 'state') = (to_jsonb(OLD) - 'state')
                    ) THEN
                        RAISE EXCEPTION 'an issued report stays as it is';
                    END IF;
                    IF OLD.file_id IS NOT NULL AND NEW.file_id IS NULL THEN
                        RAISE EXCEPTION 'a report that was drawn keeps a file';
                    END IF;
                    IF OLD.file_id IS NOT NULL AND (
                        NEW.frozen IS DISTINCT FROM OLD.frozen
                        OR NEW.frozen_sha256 <> OLD.frozen_sha256
                        OR NEW.known_at <> OLD.known_at OR NEW."on" <> OLD."on"
                        OR NEW.kind <> OLD.kind OR NEW.version <> OLD.version
                        OR NEW.audience <> OLD.audience OR NEW.summary <> OLD.summary
                        OR NEW.decisions <> OLD.decisions
                        OR NEW.agency_id <> OLD.agency_id
                        OR NEW.plan_id IS DISTINCT FROM OLD.plan_id
                    ) THEN
                        RAISE EXCEPTION 'what a report was frozen with stays';
                    END IF;
                    RETURN NEW;
                """,
            ),
            pgtrigger.Protect(name="report_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.kind.title}, {self.on.day} {self.on:%B %Y}, version {self.version}"

    def get_absolute_url(self):
        """The page of the report."""
        return reverse("reports:report_detail", args=[self.pk])

    @property
    def not_shown_url(self):
        """The page that says what it does not show to its readers."""
        return reverse("reports:disclosure", args=[self.pk])

    @staticmethod
    def audiences_of(user):
        """The audiences whose reports a user may read."""
        if user.has_role(*SEES_EVERY_AGENCY):
            return set(AUDIENCES)
        return {audience for role in user.roles for audience in READS.get(role, ())}

    def permits(self, user, permission):
        """Reading is for whoever sees it; working on it is the Prevent lead's, or its own agency's."""
        if permission in ("reports.view_report", "reports.view_draft"):
            return True
        if permission == "reports.download_report":
            return self.state != self.State.WITHDRAWN or user.has_role(*SEES_EVERY_AGENCY)
        return self.keeps(user)

    def keeps(self, user):
        """True if they work on it as its keeper: the Prevent lead, or its own agency's executive."""
        if not user.has_perm("reports.request_report"):
            return False
        return user.has_role(Role.PREVENT_LEAD) or self.agency_id == user.agency_id

    @property
    def subject(self):
        """What it is about: the plan's title, or the agency."""
        return self.plan.title if self.plan_id else self.agency.name

    @property
    def paper(self):
        """The file that its readers get: as issued, else the draft."""
        return self.publication.file if self.is_out else self.file

    @property
    def is_ready(self):
        """True once it can be downloaded."""
        return self.state in self.DRAWN

    @property
    def is_draft(self):
        """True while people may write in it."""
        return self.state == self.State.READY

    @property
    def is_out(self):
        """True once it went out to its readers."""
        return self.state in self.OUT

    @property
    def is_being_made(self):
        """True while somebody waits for it."""
        return self.state in self.WORKING or self.is_laid_out_anew

    @property
    def is_laid_out_anew(self):
        """True while it waits for approval, and for a worker to lay it out with its last words."""
        return self.state == self.State.CHECKING and not self.drawn_sha256 and not self.failure

    @property
    def has_failed(self):
        """True if it could not be made; it may be tried again."""
        return self.state == self.State.FAILED

    @property
    def reference(self):
        """The first eight characters of the hash in its footer."""
        return self.frozen_sha256[:8]

    @property
    def steps(self):
        """What is done and what is to do, for whoever waits: pairs of (words, is it done)."""
        order = [self.State.REQUESTED, self.State.ASSEMBLING, self.State.RENDERING]
        reached = order.index(self.state) if self.state in order else len(order)
        return [
            ("Asked for", True),
            ("Figures gathered", reached >= order.index(self.State.RENDERING)),
            ("Pages laid out", self.is_ready and self.state != self.State.ISSUING),
        ]

    def move_to(self, state):
        """Take the next step, or raise Refused."""
        if state not in self.MOVES[self.state]:
            now, then = self.get_state_display().lower(), self.State(state).label.lower()
            raise Refused(self, f"This report is {now}: it cannot become {then}.")
        self.state = state
