"""Reports: asked for, assembled from figures frozen as at a day, rendered once, never changed."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from actions.models import Plan
from prevent_portal.errors import Refused
from prevent_portal.models import StoredFile
from prevent_portal.roles import SEES_EVERY_AGENCY, Role
from prevent_portal.tracked import TrackedQuerySet, history

from .kinds import AUDIENCES, KINDS, MEMBER, OFFICER, PUBLIC

#: What each of the others may read; restricted papers go to the board by name.
READS = {
    Role.EXECUTIVE: (OFFICER, MEMBER, PUBLIC),
    Role.ELECTED_MEMBER: (MEMBER, PUBLIC),
}


class ReportQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Reports on one's own agency's plans, made for one's role; some see every agency's.

        An elected member sees a report once it is made; what failed or waits is not theirs.
        """
        if not user.has_perm("reports.view_report"):
            return self.none()
        if user.has_role(*SEES_EVERY_AGENCY):
            return self
        found = self.filter(
            plan__agency=user.agency_id, audience__in=sorted(Report.audiences_of(user))
        )
        return found if user.has_role(Role.EXECUTIVE) else found.ready()

    def ready(self):
        """Reports that can be downloaded."""
        return self.filter(state=Report.State.READY)

    def being_made(self):
        """Reports that somebody waits for."""
        return self.filter(state__in=Report.WORKING)

    def for_list(self):
        """Reports with what a list shows of them, without their frozen words."""
        return self.select_related("plan__agency", "file").defer("frozen")


class Report(models.Model):
    """One report on a plan as at a day. Once it is ready, nothing in it changes."""

    class State(models.TextChoices):
        REQUESTED = "requested", "Requested"
        ASSEMBLING = "assembling", "Gathering figures"
        RENDERING = "rendering", "Laying out pages"
        READY = "ready", "Ready"
        FAILED = "failed", "Failed"

    #: Every move a report may make. A move that is not here is refused.
    MOVES = {
        State.REQUESTED: {State.ASSEMBLING, State.FAILED},
        State.ASSEMBLING: {State.RENDERING, State.FAILED},
        State.RENDERING: {State.READY, State.FAILED},
        State.READY: set(),
        State.FAILED: {State.REQUESTED},
    }
    #: Somebody waits for it.
    WORKING = (State.REQUESTED, State.ASSEMBLING, State.RENDERING)

    kind = models.CharField(max_length=40, choices=[(k.name, k.title) for k in KINDS.values()])
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reports")
    on = models.DateField("position as at")
    known_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="What had been recorded by then"
    )
    audience = models.CharField(max_length=12, choices=AUDIENCES, default=OFFICER)
    version = models.PositiveSmallIntegerField(default=1, editable=False)
    summary = models.TextField(blank=True)
    decisions = models.TextField("decisions sought", blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.REQUESTED)
    failure = models.TextField(blank=True, editable=False)
    previous = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    frozen = models.JSONField(null=True, blank=True, editable=False)
    frozen_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    file = models.OneToOneField(
        StoredFile, null=True, blank=True, editable=False, on_delete=models.PROTECT
    )
    made_with = models.CharField(max_length=80, blank=True, editable=False)
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

    objects = ReportQuerySet.as_manager()
    history = history(excluded_fields=["frozen"])

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "plan", "on", "version"],
                name="reports_report_version_is_its_own",
                violation_error_message="This version of the report has been made already.",
            ),
            models.CheckConstraint(
                name="reports_report_ready_has_its_file",
                condition=Q(
                    state="ready", file__isnull=False, frozen__isnull=False, ready_at__isnull=False
                )
                | Q(~Q(state="ready"), file__isnull=True, ready_at__isnull=True),
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
                condition=Q(Q(state="failed"), ~Q(failure="")) | Q(~Q(state="failed"), failure=""),
                violation_error_message="Say why the report could not be made.",
            ),
        ]
        indexes = [
            # the report before this one, and the latest for somebody's home
            models.Index(fields=["plan", "kind", "-on"], name="reports_report_by_plan"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="ready_report_stays",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__state="ready"),
            ),
            pgtrigger.Protect(name="report_is_never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.on.day} {self.on:%B %Y}, version {self.version}"

    def get_absolute_url(self):
        """The page of the report."""
        return reverse("reports:report_detail", args=[self.pk])

    @staticmethod
    def audiences_of(user):
        """The audiences whose reports a user may read."""
        if user.has_role(*SEES_EVERY_AGENCY):
            return set(AUDIENCES)
        return {audience for role in user.roles for audience in READS.get(role, ())}

    def permits(self, user, permission):
        """Reading is for whoever sees it; asking is the Prevent lead's, or its own agency's."""
        if permission != "reports.request_report" or user.has_role(Role.PREVENT_LEAD):
            return True
        return self.plan.agency_id == user.agency_id

    @property
    def is_ready(self):
        """True once it can be downloaded."""
        return self.state == self.State.READY

    @property
    def is_being_made(self):
        """True while somebody waits for it."""
        return self.state in self.WORKING

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
            ("Pages laid out", self.is_ready),
        ]

    def move_to(self, state):
        """Take the next step, or raise Refused."""
        if state not in self.MOVES[self.state]:
            now, then = self.get_state_display().lower(), self.State(state).label.lower()
            raise Refused(self, f"This report is {now}: it cannot become {then}.")
        self.state = state
