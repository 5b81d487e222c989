"""Tension in communities and critical incidents. Restricted: no person's details, no intelligence.

Who reads: the Prevent lead reads all of it. A single point of contact reads what their own agency
reported and what was shared with it. An auditor reads none of the words, since assurance needs to
know that the log is kept and looked over, not what it says: they see the counts, and the access log
tells them who opened what.
"""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.models import Agency, User
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.roles import Role
from prevent_portal.tracked import history

from .raising import RaisesAction


class RestrictedQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """All for the Prevent lead; for others what their agency reported or was shown."""
        if not user.has_perm(f"actions.view_{self.model._meta.model_name}"):
            return self.none()
        if user.has_role(Role.PREVENT_LEAD):
            return self
        shared = self.model.shared_with.through.objects.filter(agency=user.agency_id)
        return self.filter(
            Q(agency=user.agency_id) | Q(pk__in=shared.values(f"{self.model._meta.model_name}_id"))
        )


class Restricted(Record):
    """A record that goes by a reference, and is read by its agency and by those it is shared with."""

    PREFIX = ""

    year = models.PositiveSmallIntegerField(editable=False)
    number = models.PositiveSmallIntegerField(editable=False)
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", verbose_name="reported by"
    )
    on = models.DateField("day")
    shared_with = models.ManyToManyField(
        Agency, blank=True, related_name="+", verbose_name="shared with"
    )

    objects = RestrictedQuerySet.as_manager()

    class Meta(Record.Meta):
        abstract = True
        ordering = ["-year", "-number"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["year", "number"], name="%(app_label)s_%(class)s_reference_is_its_own"
            ),
        ]

    @property
    def reference(self):
        """What it is called wherever it is named: nothing that it says."""
        return f"{self.PREFIX}-{self.year}-{self.number:03}"

    def __str__(self):
        return self.reference


class TensionLevel(Record):
    """A step of the partnership's own scale of tension; from some step on it is reported at once."""

    rank = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    meaning = models.TextField(blank=True)
    is_exception = models.BooleanField("reported as an exception", default=False)

    history = history()

    class Meta(Record.Meta):
        ordering = ["rank", "pk"]
        verbose_name = "tension level"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["rank"],
                condition=Q(closed_on__isnull=True),
                name="actions_tensionlevel_rank_is_its_own",
                violation_error_message="Another level has this rank.",
            ),
        ]

    def __str__(self):
        return f"{self.rank} {self.name}"

    def get_absolute_url(self):
        """The page of the level."""
        return reverse("actions:tensionlevel_detail", args=[self.pk])


class TensionArea(Record):
    """A local policing area in which partners meet each month about tension, or are going to."""

    name = models.CharField(max_length=200)
    planned_on = models.DateField("meetings planned from", null=True, blank=True)
    started_on = models.DateField("meetings held since", null=True, blank=True)
    note = models.TextField(blank=True)

    history = history()

    class Meta(Record.Meta):
        ordering = ["name", "pk"]
        verbose_name = "area"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                models.functions.Lower("name"),
                name="actions_tensionarea_name_is_its_own",
                violation_error_message="There is already an area of this name.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the area."""
        return reverse("actions:tensionarea_detail", args=[self.pk])


class Tension(Restricted):
    """One entry of the tension log."""

    PREFIX = "TEN"

    class Kind(models.TextChoices):
        HATE = "hate", "Hate incident"
        PROTEST = "protest", "Protest"
        ONLINE = "online", "Online"
        EVENT = "event", "Event here or elsewhere"
        SCHOOL = "school", "School or college"
        GRAFFITI = "graffiti", "Graffiti, stickers, leaflets"
        DISPUTE = "dispute", "Dispute in a neighbourhood"
        OTHER = "other", "Other"

    area = models.ForeignKey(
        TensionArea, null=True, blank=True, on_delete=models.PROTECT, related_name="tensions"
    )
    kind = models.CharField(max_length=10, choices=Kind)
    level = models.ForeignKey(TensionLevel, on_delete=models.PROTECT, related_name="tensions")
    what = models.TextField("what is felt, and where")
    done = models.TextField("what was done", blank=True)
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    review_on = models.DateField("look at it again", null=True, blank=True)

    history = history(m2m_fields=[Restricted._meta.get_field("shared_with")])

    class Meta(Restricted.Meta):
        abstract = False
        verbose_name = "tension"

    def get_absolute_url(self):
        """The page of the entry."""
        return reverse("actions:tension_detail", args=[self.pk])


class MeetingQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """All for the Prevent lead; for others the meetings that their agency was at."""
        if not user.has_perm("actions.view_tensionmeeting"):
            return self.none()
        if user.has_role(Role.PREVENT_LEAD):
            return self
        at = TensionMeeting.attended.through.objects.filter(agency=user.agency_id)
        return self.filter(pk__in=at.values("tensionmeeting_id"))


class TensionMeeting(Record):
    """A month's meeting of an area about tension, held or missed."""

    class State(models.TextChoices):
        HELD = "held", "Held"
        MISSED = "missed", "Missed"

    area = models.ForeignKey(TensionArea, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField("day")
    state = models.CharField(max_length=6, choices=State, default=State.HELD)
    why_missed = models.TextField("why it was missed", blank=True)
    attended = models.ManyToManyField(
        Agency, blank=True, related_name="+", verbose_name="agencies that came"
    )

    history = history(m2m_fields=[attended])
    objects = MeetingQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-on", "area", "pk"]
        verbose_name = "tension meeting"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["area", "on"],
                name="actions_tensionmeeting_once_a_day",
                violation_error_message="There is already a meeting of this area on this day.",
            ),
            models.CheckConstraint(
                name="actions_tensionmeeting_missed_says_why",
                condition=Q(state="held", why_missed="") | Q(state="missed") & ~Q(why_missed=""),
                violation_error_message="Say why it was missed, and only if it was.",
            ),
        ]

    def __str__(self):
        return f"{self.area}, {self.on.day} {self.on:%B %Y}"

    def get_absolute_url(self):
        """The page of the meeting."""
        return reverse("actions:tensionmeeting_detail", args=[self.pk])


class AgreementQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """What was agreed is seen by whoever sees the meeting."""
        return super().visible_to(user).filter(meeting__in=TensionMeeting.objects.visible_to(user))


class TensionAgreement(RaisesAction, Record):
    """One thing that a meeting about tension agreed; it can be made an action of a plan."""

    meeting = models.ForeignKey(TensionMeeting, on_delete=models.PROTECT, related_name="agreed")
    words = models.TextField("what was agreed")
    by_agency = models.ForeignKey(
        Agency,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="agency that does it",
    )
    by_on = models.DateField("by", null=True, blank=True)
    done_on = models.DateField("done on", null=True, blank=True)

    history = history()
    objects = AgreementQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-meeting__on", "pk"]
        verbose_name = "agreement"

    def __str__(self):
        return self.words[:160]

    def get_absolute_url(self):
        """The page of the agreement."""
        return reverse("actions:tensionagreement_detail", args=[self.pk])

    def as_action(self):
        """The words agreed, and the day."""
        by = f"{self.by_on.day} {self.by_on:%B %Y}" if self.by_on else ""
        return {"text": self.words, "timescale_raw": by}


class IncidentProcess(Record):
    """What is to be done in a critical incident: where it stands written, and when it is reviewed."""

    title = models.CharField(max_length=200)
    link = models.URLField("where it stands", blank=True, max_length=500)
    purpose = models.TextField("whom it is for", blank=True)
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reviewed_on = models.DateField("last reviewed", null=True, blank=True)
    review_on = models.DateField("due for review", null=True, blank=True)

    history = history()

    class Meta(Record.Meta):
        ordering = ["title", "pk"]
        verbose_name = "critical incident process"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the process."""
        return reverse("actions:incidentprocess_detail", args=[self.pk])


class Incident(Restricted):
    """A critical incident: what happened, its log, and what was learnt."""

    PREFIX = "INC"

    area = models.ForeignKey(
        TensionArea, null=True, blank=True, on_delete=models.PROTECT, related_name="incidents"
    )
    process = models.ForeignKey(
        IncidentProcess,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="incidents",
        verbose_name="process followed",
    )
    what = models.TextField("what happened, in general words")
    owner = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    debrief_due_on = models.DateField("debrief by", null=True, blank=True)
    debrief_on = models.DateField("debrief held", null=True, blank=True)

    history = history(m2m_fields=[Restricted._meta.get_field("shared_with")])

    class Meta(Restricted.Meta):
        abstract = False
        verbose_name = "critical incident"

    def get_absolute_url(self):
        """The page of the incident."""
        return reverse("actions:incident_detail", args=[self.pk])


class LearningQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """What was learnt is seen by whoever sees the incident."""
        return super().visible_to(user).filter(incident__in=Incident.objects.visible_to(user))


class IncidentLearning(RaisesAction, Record):
    """One thing learnt from a critical incident; it can be made an action of a plan."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="learning")
    words = models.TextField("what was learnt")

    history = history()
    objects = LearningQuerySet.as_manager()

    class Meta(Record.Meta):
        ordering = ["-incident__on", "pk"]
        verbose_name = "lesson"

    def __str__(self):
        return self.words[:160]

    def get_absolute_url(self):
        """The page of the lesson."""
        return reverse("actions:incidentlearning_detail", args=[self.pk])

    def permits(self, user, permission):
        """Reading is for whoever sees it; keeping it is for whoever keeps the incident."""
        if permission == "actions.view_incidentlearning":
            return True
        return self.incident.permits(user, "actions.change_incident")

    def as_action(self):
        """The words learnt."""
        return {"text": self.words}


class IncidentEntry(models.Model):
    """One line of an incident's log. Nobody changes or removes it: what was wrong is said in another."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="entries")
    words = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["recorded_at", "pk"]
        default_permissions = ()
        triggers = [
            pgtrigger.Protect(
                name="incident_entry_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return self.words[:80]
