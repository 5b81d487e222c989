"""Plan, theme, objective, action: a council's own plan in its own words."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Now
from django.urls import reverse

from prevent_portal.errors import Refused
from prevent_portal.models import Agency
from prevent_portal.roles import SEES_EVERY_AGENCY, Role
from prevent_portal.tracked import TrackedQuerySet, history


class PlanQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """One's own agency's plans; the Prevent lead and auditors see every agency's."""
        if not user.has_perm("actions.view_plan"):
            return self.none()
        return self if user.has_role(*SEES_EVERY_AGENCY) else self.filter(agency=user.agency_id)

    def for_list(self, *, on):
        """Plans with how many actions they hold, how many are complete and how many are late."""
        is_late = Q(themes__objectives__actions__in=Action.objects.overdue(on=on))
        is_done = Q(themes__objectives__actions__status=Action.Status.COMPLETE)
        return self.select_related("agency").annotate(
            action_count=Count("themes__objectives__actions"),
            complete_count=Count("themes__objectives__actions", filter=is_done),
            late_count=Count("themes__objectives__actions", filter=is_late),
        )

    def current(self, *, on):
        """Plans whose period holds the day and that are not closed."""
        return self.filter(period_start__lte=on, period_end__gte=on).exclude(
            status=Plan.Status.CLOSED
        )

    def with_reviews(self):
        """Plans with the day of their last signed review, and by when the next is due and late."""
        from .governance import months_after
        from .reviews import PlanReview

        signed = PlanReview.objects.signed().filter(plan=OuterRef("pk")).order_by("-on", "-pk")
        longest = Coalesce("reviewed_at_most_every", "reviewed_every")
        return self.annotate(
            last_reviewed_on=Subquery(signed.values("on")[:1]),
            reviewed_since=Coalesce("last_reviewed_on", "period_start"),
        ).annotate(
            review_due_on=months_after(F("reviewed_since"), F("reviewed_every")),
            review_latest_on=months_after(F("reviewed_since"), longest),
        )

    def review_due(self, *, on):
        """Plans at work that their board or group is to look at by now."""
        return self.with_reviews().filter(review_due_on__lte=on, status=Plan.Status.LIVE)

    def review_late(self, *, on):
        """Plans at work that went longer than the longest time between reviews."""
        return self.with_reviews().filter(review_latest_on__lt=on, status=Plan.Status.LIVE)


class Plan(models.Model):
    """What an agency or the partnership has promised to do in a period."""

    class Kind(models.TextChoices):
        INTERNAL = "internal", "Internal council plan"
        PARTNERSHIP = "partnership", "Partnership plan"
        SPOC = "spoc", "SPOC plan"
        EDUCATION = "education", "Education plan"
        CHANNEL = "channel", "Channel improvement plan"

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        AGREED = "agreed", "Agreed by delivery group"
        ENDORSED = "endorsed", "Endorsed by board"
        LIVE = "live", "Live"
        CLOSED = "closed", "Closed"

    class Marking(models.TextChoices):
        OFFICIAL = "official", "OFFICIAL"
        SENSITIVE = "official-sensitive", "OFFICIAL-SENSITIVE"

    class Layout(models.TextChoices):
        OUTCOMES = "outcomes-by-theme", "Outcomes by theme"
        DUTIES = "duty-spoc", "Duties of a single point of contact"
        REQUIREMENTS = "requirements-and-activities", "Requirements and activities"
        PRIORITIES = "priority-action-updates", "Priority actions with updates"
        COUNTY = "county-delivery", "County delivery plan"
        PROGRESS = "progress-report", "Progress report"
        OWN = "own-columns", "Columns of its own"

    #: Every move a plan may make. A move that is not here is refused.
    MOVES = {
        Status.DRAFT: {Status.AGREED, Status.LIVE, Status.CLOSED},
        Status.AGREED: {Status.DRAFT, Status.ENDORSED, Status.LIVE, Status.CLOSED},
        Status.ENDORSED: {Status.AGREED, Status.LIVE, Status.CLOSED},
        Status.LIVE: {Status.CLOSED},
        Status.CLOSED: {Status.LIVE},
    }
    #: Permissions of whoever sees the plan.
    READING = ("actions.view_plan", "actions.export_plan")
    #: Kinds that an agency's own single point of contact keeps; the rest are the Prevent lead's.
    KEPT_BY_SPOC = (Kind.SPOC, Kind.EDUCATION)

    title = models.CharField(max_length=300)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="plans")
    kind = models.CharField(max_length=12, choices=Kind)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    period_raw = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    marking = models.CharField(max_length=20, choices=Marking, default=Marking.OFFICIAL)
    governing_body = models.CharField(max_length=200, blank=True)
    body = models.ForeignKey(
        "actions.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="plans"
    )
    reviewed_every = models.PositiveSmallIntegerField(
        "reviewed every", null=True, blank=True, help_text="Months"
    )
    reviewed_at_most_every = models.PositiveSmallIntegerField(
        "reviewed at the latest after", null=True, blank=True, help_text="Months"
    )
    layout = models.CharField(max_length=40, choices=Layout, default=Layout.OUTCOMES)
    closed_because = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1, help_text="Grows with each edit")

    objects = PlanQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = [F("period_start").desc(nulls_last=True), "title", "pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="actions_plan_ends_after_it_starts",
                condition=Q(period_end__gt=F("period_start")) | Q(period_end__isnull=True),
                violation_error_message="The plan must end after it starts.",
            ),
            models.CheckConstraint(
                name="actions_plan_has_both_ends_or_none",
                condition=Q(period_start__isnull=True, period_end__isnull=True)
                | Q(period_start__isnull=False, period_end__isnull=False),
                violation_error_message="Give both the day the plan starts and the day it ends.",
            ),
            models.CheckConstraint(
                name="actions_plan_has_a_title",
                condition=~Q(title=""),
                violation_error_message="Enter a title for the plan.",
            ),
            models.CheckConstraint(
                name="actions_plan_review_window_has_an_order",
                condition=Q(reviewed_at_most_every__isnull=True)
                | Q(reviewed_every__isnull=False, reviewed_at_most_every__gte=F("reviewed_every")),
                violation_error_message="The longest time between reviews is no less than the usual one.",
            ),
            models.UniqueConstraint(
                fields=["agency", "title", "period_start"],
                nulls_distinct=False,
                name="actions_plan_made_once",
                violation_error_message="This agency already has a plan of this title and period.",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the plan."""
        return reverse("actions:plan_detail", args=[self.pk])

    @property
    def is_open(self):
        """True until the plan is closed."""
        return self.status != self.Status.CLOSED

    def permits(self, user, permission):
        """Reading is for whoever sees it; keeping is the Prevent lead's, or its own SPOC's."""
        if permission in self.READING or user.has_role(Role.PREVENT_LEAD):
            return True
        return self.kind in self.KEPT_BY_SPOC and self.agency_id == user.agency_id

    def move_to(self, status):
        """Take the next step, or raise Refused."""
        if status not in self.MOVES[self.status]:
            now, then = self.get_status_display().lower(), self.Status(status).label.lower()
            raise Refused(self, f"This plan is {now}: it cannot become {then}.")
        self.status = status


class Theme(models.Model):
    """A group of objectives under one heading; unnamed where the plan has no grouping."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="themes")
    position = models.PositiveSmallIntegerField()
    ref = models.CharField(max_length=20, blank=True)
    title = models.TextField(blank=True)
    heading_raw = models.TextField(blank=True)
    is_implicit = models.BooleanField(default=False)

    objects = TrackedQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["plan", "position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "position"], name="actions_theme_place_is_its_own"
            )
        ]

    def __str__(self):
        return f"{self.ref} {self.title}".strip() or "Plan"


class Objective(models.Model):
    """An outcome, duty, requirement or priority, as that council says."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="objectives")
    position = models.PositiveSmallIntegerField()
    ref = models.CharField(max_length=20, blank=True)
    ref_is_typed = models.BooleanField(default=True)
    text = models.TextField()
    leads = ArrayField(models.TextField(), default=list, blank=True)
    impact = ArrayField(models.TextField(), default=list, blank=True)
    progress_notes = ArrayField(models.TextField(), default=list, blank=True)
    evidence_notes = ArrayField(models.TextField(), default=list, blank=True)
    requirements = ArrayField(models.TextField(), default=list, blank=True)
    status = models.CharField(max_length=12, blank=True)
    status_basis = models.CharField(max_length=12, blank=True)

    objects = TrackedQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["theme__plan", "theme__position", "position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "position"], name="actions_objective_place_is_its_own"
            )
        ]

    def __str__(self):
        return f"{self.ref} {self.text}".strip()


class PreviousAction(models.Model):
    """What was done under an objective in the period before, as the plan's own column says."""

    objective = models.ForeignKey(
        Objective, on_delete=models.CASCADE, related_name="previous_actions"
    )
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    period_raw = models.CharField(max_length=100, blank=True)
    status = models.CharField(max_length=12, blank=True)
    status_basis = models.CharField(max_length=12, blank=True)

    objects = TrackedQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["objective", "position"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "position"], name="actions_previous_place_is_its_own"
            )
        ]

    def __str__(self):
        return self.text


class ActionQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """One's own agency's plans' actions, and those elsewhere that name one's agency or oneself."""
        if not user.has_perm("actions.view_action"):
            return self.none()
        if user.has_role(*SEES_EVERY_AGENCY):
            return self
        named = Action.agencies.through.objects.filter(action=OuterRef("pk"), agency=user.agency_id)
        return self.filter(
            Q(objective__theme__plan__agency=user.agency_id) | Q(lead=user.pk) | Exists(named)
        )

    def of_agency(self, agency):
        """Actions of an agency's own plans, and those elsewhere that name it."""
        named = Action.agencies.through.objects.filter(action=OuterRef("pk"), agency=agency)
        return self.filter(Q(objective__theme__plan__agency=agency) | Exists(named))

    def with_agency_names(self):
        """Actions with the names of the agencies that take part, in their order."""
        named = Action.agencies.through.objects.filter(action=OuterRef("pk"))
        names = named.order_by("agency__name").values("agency__name")
        return self.annotate(agency_names=ArraySubquery(names))

    def open(self):
        """Actions still to be done."""
        return self.filter(is_open())

    def overdue(self, *, on):
        """Open actions whose date has passed, in plans that are not closed."""
        return self.filter(is_overdue(on))

    def without_owner(self):
        """Open actions that name neither a person nor a post, nor does their objective."""
        return self.filter(lacks_owner())

    def without_date(self):
        """Open actions with no date understood and no rhythm: to be agreed, missing or unread."""
        return self.filter(lacks_date())

    def without_outcome(self):
        """Open actions that say nothing of what should come of them, nor does their objective.

        In a plan of outcomes the objective is the outcome.
        """
        return self.filter(lacks_outcome())

    def without_evidence(self):
        """Actions complete, or said to be, with nothing attached that shows it."""
        return self.filter(lacks_evidence())


# Conditions, so that a list counts in one go how many actions meet each.


def is_open():
    """What makes an action one still to be done."""
    return ~Q(status__in=Action.DONE_WITH)


def is_overdue(on):
    """What makes an action late on a day."""
    is_closed = Q(objective__theme__plan__status=Plan.Status.CLOSED)
    return is_open() & Q(due_on__lt=on) & ~is_closed


def lacks_owner():
    """What leaves an action without anybody named for it."""
    return is_open() & Q(lead__isnull=True, leads=[], objective__leads=[])


def lacks_date():
    """What leaves an action without a day or a rhythm."""
    return is_open() & Q(timescale_kind__in=["none", "unknown", "tbc"])


def lacks_outcome():
    """What leaves an action without words on what should come of it."""
    said = Q(expected_outcome="", success_measure="", impact=[], objective__impact=[])
    return is_open() & said & ~Q(objective__theme__plan__layout=Plan.Layout.OUTCOMES)


def lacks_evidence():
    """What leaves an action that is said to be done with nothing that shows it."""
    from .progress import Evidence

    attached = Evidence.objects.filter(action=OuterRef("pk"), withdrawn_at__isnull=True)
    return ~Exists(attached) & Q(status__in=[Action.Status.COMPLETE, Action.Status.PROPOSED])


class Action(models.Model):
    """One thing that somebody has promised to do, by when."""

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", "Not started"
        IN_PROGRESS = "in_progress", "In progress"
        ONGOING = "ongoing", "Ongoing"
        BLOCKED = "blocked", "Blocked"
        PROPOSED = "proposed", "Proposed complete"
        COMPLETE = "complete", "Complete"
        REPLACED = "replaced", "Replaced"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Rag(models.TextChoices):
        RED = "red", "Red"
        AMBER = "amber", "Amber"
        GREEN = "green", "Green"
        BLUE = "blue", "Blue"

    _AT_WORK = {Status.NOT_STARTED, Status.IN_PROGRESS, Status.ONGOING, Status.BLOCKED}
    _FROM_WORK = _AT_WORK | {Status.PROPOSED, Status.REPLACED, Status.WITHDRAWN}
    #: Every move an action may make. A move that is not here is refused.
    MOVES = {
        Status.NOT_STARTED: _FROM_WORK,
        Status.IN_PROGRESS: _FROM_WORK,
        Status.ONGOING: _FROM_WORK,
        Status.BLOCKED: _FROM_WORK,
        Status.PROPOSED: {Status.COMPLETE, Status.IN_PROGRESS},
        Status.COMPLETE: {Status.IN_PROGRESS},
        Status.REPLACED: {Status.IN_PROGRESS},
        Status.WITHDRAWN: {Status.IN_PROGRESS},
    }
    #: What an officer may say with a progress update; the rest have a page of their own.
    LOGGED = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.ONGOING, Status.BLOCKED)
    #: No longer to be done.
    DONE_WITH = (Status.COMPLETE, Status.REPLACED, Status.WITHDRAWN)
    #: Permissions that need the plan to be one's own to keep, not only the action in sight.
    KEEPERS_ONLY = (
        "actions.change_action",
        "actions.decide_public",
        "actions.reopen_action",
        "actions.replace_action",
        "actions.withdraw_action",
    )

    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="actions")
    position = models.PositiveSmallIntegerField()
    ref = models.CharField(max_length=20, blank=True, help_text="As typed in the plan itself")
    text = models.TextField()
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="actions",
    )
    leads = ArrayField(models.TextField(), default=list, blank=True)
    agencies = models.ManyToManyField(Agency, blank=True, related_name="actions")
    #: The action of the plan before that this one carries on; and what takes this one's place.
    rolled_from = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="rolled_into"
    )
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaces"
    )
    impact = ArrayField(models.TextField(), default=list, blank=True)
    progress_notes = ArrayField(models.TextField(), default=list, blank=True)
    evidence_notes = ArrayField(models.TextField(), default=list, blank=True)
    expected_outcome = models.TextField(blank=True)
    success_measure = models.TextField(blank=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.NOT_STARTED)
    rag = models.CharField("RAG rating", max_length=6, choices=Rag, blank=True)
    timescale_kind = models.CharField(max_length=10, default="none", editable=False)
    timescale_raw = models.TextField(blank=True, editable=False)
    due_on = models.DateField(null=True, blank=True, editable=False)
    last_update_on = models.DateField(null=True, blank=True, editable=False)
    added_at = models.DateTimeField(db_default=Now(), editable=False)
    version = models.PositiveIntegerField(default=1, help_text="Grows with each change")

    objects = ActionQuerySet.as_manager()
    history = history(m2m_fields=[agencies])

    class Meta:
        ordering = [
            "objective__theme__plan",
            "objective__theme__position",
            "objective__position",
            "position",
        ]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "position"], name="actions_action_place_is_its_own"
            ),
            models.CheckConstraint(
                name="actions_action_says_what",
                condition=~Q(text=""),
                violation_error_message="Enter what is to be done.",
            ),
            models.CheckConstraint(
                name="actions_action_does_not_replace_itself",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("pk")),
                violation_error_message="An action cannot take its own place.",
            ),
            models.CheckConstraint(
                name="actions_action_replaced_by_if_replaced",
                condition=Q(replaced_by__isnull=True) | Q(status="replaced"),
            ),
        ]
        indexes = [
            # the home page and every list of late actions
            models.Index(
                fields=["due_on"],
                condition=~Q(status__in=["complete", "replaced", "withdrawn"]),
                name="actions_action_open_by_date",
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        """The page of the action."""
        return reverse("actions:action_detail", args=[self.pk])

    @property
    def plan(self):
        """The plan it stands in."""
        return self.objective.theme.plan

    @property
    def is_open(self):
        """True while it is still to be done."""
        return self.status not in self.DONE_WITH

    def is_late(self, *, on):
        """True if it is open and its date has passed."""
        return self.is_open and self.plan.is_open and self.due_on is not None and self.due_on < on

    def permits(self, user, permission):
        """Keeping the plan is for its keepers; the rest for whom the action names, or whose it is."""
        if permission in self.KEEPERS_ONLY:
            return self.plan.permits(user, "actions.change_plan")
        return permission == "actions.view_action" or self._is_for(user)

    def _is_for(self, user):
        """False where somebody sees the action only because auditors see every agency's."""
        if user.has_role(Role.PREVENT_LEAD) or not user.has_role(*SEES_EVERY_AGENCY):
            return True
        is_own = user.agency_id == self.plan.agency_id or user.pk == self.lead_id
        return is_own or self.agencies.filter(pk=user.agency_id).exists()

    def move_to(self, status):
        """Take the next step, or raise Refused."""
        if status != self.status and status not in self.MOVES[self.status]:
            now, then = self.get_status_display().lower(), self.Status(status).label.lower()
            raise Refused(self, f"This action is {now}: it cannot become {then}.")
        self.status = status
