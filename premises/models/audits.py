"""Audits of premises by a checklist, spot checks, their answers, photographs and findings."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now

from actions.models.raising import RaisesAction
from prevent_portal.errors import Refused
from prevent_portal.models import StoredFile, User
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import TrackedQuerySet, history

from .base import OfPremises, PremisesRecord


class Checklist(PremisesRecord):
    """A version of the questions of an audit; once an audit has begun by it, it stays as it is."""

    name = models.CharField(max_length=200)
    version = models.PositiveSmallIntegerField(default=1)
    intro = models.TextField("what whoever looks is told", blank=True)
    is_spot_check = models.BooleanField("for spot checks", default=False)
    from_on = models.DateField("used from")

    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["name", "-version", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                Lower("name"),
                "version",
                name="premises_checklist_version_is_its_own",
                violation_error_message="There is already such a version of this checklist.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, version {self.version}"


class ChecklistItem(PremisesRecord):
    """One question of a checklist, how much it counts, and what a no comes to."""

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="items")
    section = models.CharField(max_length=100, blank=True)
    words = models.CharField("question", max_length=300)
    hint = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("place in the list", default=1)
    weight = models.PositiveSmallIntegerField("how much it counts", default=1)
    finding = models.CharField(
        "what a no is called", max_length=200, blank=True, help_text="Becomes the finding"
    )

    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["checklist", "position", "pk"]
        verbose_name = "question of a checklist"
        verbose_name_plural = "questions of checklists"
        constraints = [*Record.Meta.constraints]

    def __str__(self):
        return self.words


class PremisesAuditQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Whoever may view them, of the premises that they see."""
        from .places import Premises

        return super().visible_to(user).filter(premises__in=Premises.objects.visible_to(user))

    def done(self, *, on):
        """Audits finished on or before a day."""
        return self.filter(state=PremisesAudit.State.DONE, on__lte=on, closed_on__isnull=True)


class PremisesAudit(OfPremises):
    """Somebody goes through one of the premises by a checklist, on a day."""

    #: By what somebody finds one of many to choose.
    chosen_by = ("premises__name",)

    class State(models.TextChoices):
        OPEN = "open", "Under way"
        DONE = "done", "Finished"

    #: Every move an audit may make.
    MOVES = {State.OPEN: {State.DONE}, State.DONE: set()}

    checklist = models.ForeignKey(Checklist, on_delete=models.PROTECT, related_name="audits")
    on = models.DateField("day")
    who = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="done by"
    )
    state = models.CharField(max_length=4, choices=State, default=State.OPEN, editable=False)
    score = models.DecimalField(
        max_digits=4, decimal_places=1, null=True, blank=True, editable=False, help_text="Per cent"
    )
    words = models.TextField("what else was seen", blank=True)

    objects = PremisesAuditQuerySet.as_manager()
    history = history()

    class Meta(OfPremises.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = "audit"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="premises_audit_score_is_a_share",
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100),
            ),
        ]
        indexes = [
            models.Index(fields=["premises", "-on"], name="premises_audit_of"),
            models.Index(
                fields=["on", "premises"],
                condition=Q(state="done", closed_on__isnull=True),
                name="premises_audit_done",
            ),
        ]

    def __str__(self):
        return f"{self.checklist.name}, {self.on.day} {self.on:%B %Y}"

    @property
    def is_done(self):
        """True once it is finished."""
        return self.state == self.State.DONE

    def move_to(self, state):
        """Take the next step, or raise Refused."""
        if state not in self.MOVES[self.State(self.state)]:
            raise Refused(self, "This audit is finished: its answers stay as they are.")
        self.state = state


class AuditAnswer(models.Model):
    """One answer as it was given in the room; of several to a question the one given last holds."""

    class Value(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NONE = "none", "Does not apply"

    audit = models.ForeignKey(PremisesAudit, on_delete=models.PROTECT, related_name="answers")
    item = models.ForeignKey(ChecklistItem, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField(unique=True)
    value = models.CharField(max_length=4, choices=Value)
    words = models.TextField(blank=True)
    at = models.DateTimeField(help_text="By the clock of the device, never later than its arrival")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["audit", "pk"]
        default_permissions = ()
        triggers = [
            pgtrigger.Protect(
                name="audit_answer_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"Answer {self.pk}"


class OfAuditQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Of the audits that somebody sees."""
        return self.filter(audit__in=PremisesAudit.objects.visible_to(user))


class AuditPhoto(models.Model):
    """A photograph taken during an audit."""

    audit = models.ForeignKey(PremisesAudit, on_delete=models.PROTECT, related_name="photos")
    item = models.ForeignKey(
        ChecklistItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    words = models.CharField("what it shows", max_length=300)
    key = models.UUIDField(null=True, unique=True, editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OfAuditQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["audit", "pk"]
        default_permissions = ()

    def __str__(self):
        return self.words

    def permits(self, user, permission):
        """As for its audit."""
        return self.audit.permits(user, permission.replace("_auditphoto", "_premisesaudit"))


class AuditFindingQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Of the audits that somebody sees."""
        return super().visible_to(user).filter(audit__in=PremisesAudit.objects.visible_to(user))

    def late(self, *, on):
        """Open findings whose day has passed."""
        return self.filter(due_on__lt=on)


class AuditFinding(RaisesAction, PremisesRecord):
    """Something that an audit found wrong: closed once it is put right, or made an action of the plan."""

    audit = models.ForeignKey(PremisesAudit, on_delete=models.PROTECT, related_name="findings")
    item = models.ForeignKey(
        ChecklistItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField("what was found")
    due_on = models.DateField("to be put right by", null=True, blank=True)

    objects = AuditFindingQuerySet.as_manager()
    history = history()

    class Meta(PremisesRecord.Meta):
        ordering = ["due_on", "pk"]
        verbose_name = "finding"
        constraints = [*Record.Meta.constraints]

    def __str__(self):
        return self.words[:160]

    def permits(self, user, permission):
        """As for its audit."""
        return self.audit.permits(user, permission.replace("_auditfinding", "_premisesaudit"))

    def as_action(self):
        """What the form of the new action is filled with."""
        return {"text": f"{self.audit.premises}: {self.words}"}
