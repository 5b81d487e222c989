"""Meetings of a panel: who came, what was on the agenda, what was decided of each case."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from prevent_portal.acting import acting
from prevent_portal.models import Agency
from prevent_portal.sealed import SealedText
from prevent_portal.tracked import history

from ..permissions import Can
from .case import Case
from .panel import Membership, OfPanelRows, Panel
from .rows import CaseRows, opens


class PartlyOfCaseRows(CaseRows):
    def visible_to(self, user):
        """About a case: to whom the case is open. About none: to all who sit on the panel."""
        if acting() is None or acting().pk != user.pk:
            return self.none()
        panels = Panel.objects.visible_to(user).values("pk")
        return self.filter(opens(Can.VIEW, "case") | Q(case=None, panel__in=panels))

    def of_panel_sat_on(self):
        """The same of one panel, once it is known that the person acted for sits on it."""
        return self.filter(opens(Can.VIEW, "case") | Q(case=None))


class PanelMeeting(models.Model):
    """One meeting of a panel."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        OPEN = "open", "Under way"
        MINUTED = "minuted", "Minuted"
        CANCELLED = "cancelled", "Cancelled"

    class Cancellation(models.TextChoices):
        """Why it was called off: a choice, so that no words about anybody stand here."""

        TOO_FEW = "too_few", "Too few could come"
        NO_CHAIR = "no_chair", "Nobody could chair it"
        NOTHING = "nothing", "There was nothing to discuss"
        PLACE = "place", "The place or the call could not be used"
        INSTEAD = "instead", "The panel meets on another day instead"
        OTHER = "other", "Another reason"

    #: The minutes do not stand yet.
    UNMINUTED = (Status.PLANNED, Status.OPEN)

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField("day")
    starts_at = models.TimeField("begins at")
    place = models.CharField(
        "place or link", max_length=300, blank=True, help_text="A room, or the address of a call"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    opened_at = models.DateTimeField(null=True, blank=True)
    minuted_at = models.DateTimeField(null=True, blank=True)
    minuted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    papers_ready_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when the members may read what the meeting is about"
    )
    cancelled_because = models.CharField(max_length=10, choices=Cancellation, blank=True)

    objects = OfPanelRows.as_manager()
    history = history()

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "on", "starts_at"],
                condition=~Q(status="cancelled"),
                name="channel_panelmeeting_once_at_a_time",
                violation_error_message="The panel already meets at that time.",
            ),
            models.CheckConstraint(
                name="channel_panelmeeting_minuted_says_when",
                condition=~Q(status="minuted")
                | Q(minuted_at__isnull=False, minuted_by__isnull=False),
            ),
            models.CheckConstraint(
                name="channel_panelmeeting_cancelled_says_why",
                condition=~Q(status="cancelled") | ~Q(cancelled_because=""),
                violation_error_message="Say why the meeting is cancelled.",
            ),
        ]

    def __str__(self):
        return f"Meeting of {self.on.day} {self.on:%B %Y}"

    def get_absolute_url(self):
        """The page of the meeting."""
        return reverse("channel:meeting_detail", args=[self.pk])

    @property
    def is_planned(self):
        """True before it begins."""
        return self.status == self.Status.PLANNED

    @property
    def is_open(self):
        """True while it is under way: then, and only then, it decides."""
        return self.status == self.Status.OPEN

    @property
    def is_minuted(self):
        """True once its minutes stand."""
        return self.status == self.Status.MINUTED

    @property
    def is_cancelled(self):
        """True if it was called off."""
        return self.status == self.Status.CANCELLED

    @property
    def is_over(self):
        """True once nothing of it changes any more."""
        return self.is_minuted or self.is_cancelled


class MeetingMessage(models.Model):
    """That somebody was written to about meetings on a day: no more than once. Written once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="messages")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")

    objects = OfPanelRows.as_manager()

    class Meta:
        ordering = ["-on", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "on"],
                name="channel_meetingmessage_one_a_day",
                violation_error_message="This person was written to today.",
            )
        ]

    def __str__(self):
        return f"Message about {self.meeting_id}"


class AgendaRows(PartlyOfCaseRows):
    def standing(self):
        """Not taken off the agenda."""
        return self.filter(removed_at=None)


class AgendaItem(models.Model):
    """One thing that a meeting speaks of: a case, or the panel's own business."""

    class Kind(models.TextChoices):
        NEW = "new", "New case"
        REVIEW = "review", "Review"
        AFTER = "after", "Review after closing"
        LEARNING = "learning", "Learning"
        OTHER = "other", "Other business"

    class Removal(models.TextChoices):
        """Why it came off, about nobody: what else is said of a case is sealed in its chronology."""

        NOT_READY = "not_ready", "Not ready for the panel"
        LATER = "later", "For a later meeting"
        ELSEWHERE = "elsewhere", "Dealt with elsewhere"
        MISTAKE = "mistake", "Put on by mistake"
        OTHER = "other", "Another reason"

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="items")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    place = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200, blank=True)
    notes = models.TextField("what was said", blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(db_default=Now(), editable=False)
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_because = models.CharField(max_length=200, choices=Removal, blank=True)

    objects = AgendaRows.as_manager()
    history = history()

    class Meta:
        ordering = ["meeting", "place", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["case", "-id"], name="channel_agenda_by_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "case"],
                condition=Q(removed_at=None),
                name="channel_agendaitem_case_once_a_meeting",
                violation_error_message="This case is on the agenda already.",
            ),
            models.CheckConstraint(
                name="channel_agendaitem_comes_off_by_a_choice",
                condition=Q(
                    removed_because__in=["", "not_ready", "later", "elsewhere", "mistake", "other"]
                ),
            ),
            models.CheckConstraint(
                name="channel_agendaitem_is_of_a_case_or_not",
                condition=Q(case__isnull=False, kind__in=["new", "review", "after"])
                | Q(case=None, kind__in=["learning", "other"]),
            ),
        ]

    def __str__(self):
        return self.case.reference if self.case_id else self.words

    def get_absolute_url(self):
        """Where it is minuted: a case on its own screen, other business with its notes."""
        return reverse(
            "channel:minute_case" if self.case_id else "channel:note_item", args=[self.pk]
        )


class Attendance(models.Model):
    """Whether somebody came to a meeting: for the whole of it, or for one case they are invited to."""

    class State(models.TextChoices):
        PRESENT = "present", "Present"
        APOLOGIES = "apologies", "Sent apologies"
        ABSENT = "absent", "Absent"

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="attendances")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(
        Case, null=True, blank=True, on_delete=models.PROTECT, related_name="attendances"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", help_text="Theirs on that day"
    )
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State)

    objects = PartlyOfCaseRows.as_manager()
    history = history()

    class Meta:
        ordering = ["meeting", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "user", "case"],
                nulls_distinct=False,
                name="channel_attendance_once",
                violation_error_message="This person is on the list already.",
            ),
            models.CheckConstraint(
                name="channel_attendance_sits_or_is_invited",
                condition=Q(membership__isnull=False, case=None)
                | Q(membership=None, case__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.get_state_display()} at meeting {self.meeting_id}"


class PanelVisitor(models.Model):
    """Somebody who watches a meeting under the visitors' policy: no seat; the chair agrees, they sign first."""

    meeting = models.ForeignKey(PanelMeeting, on_delete=models.PROTECT, related_name="visitors")
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200)
    purpose = models.CharField("why they come", max_length=400)
    signed_on = models.DateField(
        "confidentiality agreement signed on", help_text="They sign before they come"
    )
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    agreed_at = models.DateTimeField(db_default=Now(), editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OfPanelRows.as_manager()
    history = history()

    class Meta:
        ordering = ["meeting", "pk"]
        default_permissions = ()

    def __str__(self):
        return f"Visitor {self.pk}"


class Decision(models.TextChoices):
    """What a panel may decide of a case."""

    ADOPT = "adopt", "Adopt, if consent is given"
    NOT_ADOPT = "not_adopt", "Do not adopt"
    KEEP = "keep", "Keep in Channel"
    CLOSE = "close", "Close"
    REFER = "refer", "Refer elsewhere"
    ASK = "ask", "Ask for information"
    NO_CONCERN = "no_concern", "No further concern"
    REOPEN = "reopen", "Open the case again"


class Minute(models.Model):
    """What a meeting said and decided of one case. Its words save by themselves until the decision stands."""

    class How(models.TextChoices):  # CTSA 2015 s37(6)
        UNANIMOUS = "unanimous", "All agreed"
        MAJORITY = "majority", "By majority"
        CHAIR = "chair", "By the chair, there being no majority"

    #: What is typed, in the order of the screen.
    TYPED = (
        "summary",
        "risk",
        "changed",
        "decision",
        "asked",
        "care_considered",
        "how",
        "dissent",
        "next_review_on",
    )

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="minutes")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minute")
    summary = SealedText("summary", blank=True)
    risk = SealedText("risk", blank=True)
    changed = SealedText("what changed since the last panel", blank=True)
    decision = models.CharField(max_length=12, choices=Decision, blank=True)
    how = models.CharField("how it was decided", max_length=10, choices=How, blank=True)
    dissent = SealedText("who disagreed, and why", blank=True)
    care_considered = SealedText("referral to health or social care", blank=True)
    asked = SealedText("where to, or what is asked of whom", blank=True)
    next_review_on = models.DateField("next review", null=True, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CaseRows.as_manager()
    history = history()

    class Meta:
        ordering = ["-decided_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(  # CTSA 2015 s37(6): one of three ways
                name="channel_minute_decided_says_what_how_and_who",
                condition=Q(decided_at=None, decided_on=None, decided_by=None)
                | Q(decided_at__isnull=False, decided_on__isnull=False, decided_by__isnull=False)
                & ~Q(decision="")
                & ~Q(how=""),
                violation_error_message="Say what was decided, and how.",
            )
        ]

    def __str__(self):
        return f"Minute {self.pk}"

    @property
    def standing(self):
        """The decision as it stands: its last correction, else itself."""
        return next(iter(self.corrections.all()), self)

    @property
    def replaced(self):
        """What was recorded before and does not stand any more, the newest first."""
        return [*self.corrections.all(), self][1:]


class Correction(models.Model):
    """A decision that was recorded wrongly, as it was made: the minute stays readable beside it. Written once."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="corrections")
    minute = models.ForeignKey(Minute, on_delete=models.PROTECT, related_name="corrections")
    decision = models.CharField(max_length=12, choices=Decision)
    how = models.CharField("how it was decided", max_length=10, choices=Minute.How)
    dissent = SealedText("who disagreed, and why", blank=True)
    care_considered = SealedText("referral to health or social care", blank=True)
    asked = SealedText("where to, or what is asked of whom", blank=True)
    next_review_on = models.DateField("next review", null=True, blank=True)
    because = SealedText("what was wrong")
    undone = ArrayField(
        models.BigIntegerField(),
        default=list,
        blank=True,
        help_text="Events of the case by which the wrong decision had moved it: not counted",
    )
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        triggers = [pgtrigger.Protect(name="stays", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self):
        return f"Correction {self.pk} of minute {self.minute_id}"


class CaseActionRows(CaseRows):
    def open(self):
        """Still to be done."""
        return self.filter(done_on=None)


class CaseAction(models.Model):
    """Something that somebody is to do about a case by a day."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="case_actions")
    minute = models.ForeignKey(
        Minute, null=True, blank=True, on_delete=models.PROTECT, related_name="case_actions"
    )
    words = SealedText("what is to be done")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField("by when")
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    given_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    done_words = SealedText("what was done", blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CaseActionRows.as_manager()
    history = history()

    class Meta:
        ordering = [F("done_on").asc(nulls_first=True), "due_on", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["owner", "done_on"], name="channel_action_by_owner")]
        constraints = [
            models.CheckConstraint(
                name="channel_caseaction_done_says_who",
                condition=Q(done_on=None, done_by=None)
                | Q(done_on__isnull=False, done_by__isnull=False),
            ),
            models.CheckConstraint(
                name="channel_caseaction_due_after_it_is_given",
                condition=Q(due_on__gte=F("given_on")),
                violation_error_message="The day must not be before today.",
            ),
        ]

    def __str__(self):
        return f"Action {self.pk}"
