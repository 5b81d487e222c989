"""Between the referral and the panel: screening, requests for information, section 36, other pathways."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import BigIntegerField, F, Func, Q
from django.db.models.functions import Now
from django.urls import reverse

from prevent_portal.acting import acting
from prevent_portal.models import Agency
from prevent_portal.sealed import SealedDate, SealedText
from prevent_portal.tracked import history

from ..states import CLOSED_TO_ANSWERS
from .case import Case
from .rows import CaseRows
from .terms import Term

#: Since then a local authority too may refer to a panel (Counter-Terrorism and Border Security Act 2019,
#: section 20, which changed CTSA 2015 section 36).
AUTHORITIES_DECIDE_SINCE = datetime.date(2019, 4, 12)


def _by():
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


class Deconfliction(models.Model):
    """One check with the police that a case is in nobody's way: its status alone, never why. Written once."""

    class Outcome(models.TextChoices):
        PENDING = "pending", "Pending"
        CLEAR = "clear", "Clear"
        NOT_CLEAR = "not_clear", "Not clear"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deconflictions")
    outcome = models.CharField(max_length=12, choices=Outcome)
    on = models.DateField(help_text="The day of the answer, or of the question while it is pending")
    by = _by()
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_outcome_display()} {self.on}"


class GatewayAssessment(models.Model):
    """The police's first assessment of a referral, and what it concludes. Written once."""

    class Conclusion(models.TextChoices):
        CONCERN = "concern", "There may be a concern about radicalisation"
        UNCLEAR = "unclear", "Not clear without more information"
        NO_CONCERN = "no_concern", "No concern about radicalisation"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="gateway_assessments")
    conclusion = models.CharField(max_length=12, choices=Conclusion)
    words = SealedText("why")
    on = models.DateField()
    by = _by()
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.get_conclusion_display()} {self.on}"


class ThresholdDecision(models.Model):
    """How a case came out of screening, or ended below the threshold, each time it did. Written once."""

    class Decided(models.TextChoices):
        GATHER = "gather", "Information is gathered"
        NOT_PROGRESSED = "not_progressed", "Not progressed"
        CLOSED = "closed", "Closed below the threshold"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="threshold_decisions")
    decided = models.CharField(max_length=16, choices=Decided)
    reason = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words = SealedText(blank=True)
    on = models.DateField()
    by = _by()
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="channel_thresholddecision_ends_with_a_reason",
                condition=Q(decided="gather", reason=None)
                | Q(decided__in=["not_progressed", "closed"], reason__isnull=False),
                violation_error_message="Say why the case goes no further.",
            )
        ]

    def __str__(self):
        return f"{self.get_decided_display()} {self.on}"


class _AskedOfMe(Func):
    """The function of the database that says which requests the person acted for is to answer."""

    template = "(SELECT channel_asked_of_me())"
    output_field = BigIntegerField()


class InformationRequestQuerySet(CaseRows):
    def open(self):
        """Neither answered nor withdrawn."""
        return self.filter(answered_on__isnull=True, withdrawn_on__isnull=True)

    def asked_of(self, user):
        """Those that the person acted for, who must be `user`, is to answer: open, of cases that are."""
        if acting() is None or acting().pk != user.pk:
            return self.none()
        return self.filter(pk__in=_AskedOfMe())

    def unanswered(self):
        """Open, of cases that still take answers."""
        return self.open().exclude(case__status__in=CLOSED_TO_ANSWERS)

    def late(self, *, on):
        """Unanswered, and due before a day."""
        return self.unanswered().filter(due_on__lt=on)


class InformationRequest(models.Model):
    """What one agency is asked about a case, of one named person there, who has no seat at it."""

    class State(models.TextChoices):
        OPEN = "open", "Asked"
        ANSWERED = "answered", "Answered"
        NIL = "nil", "Nothing held"
        WITHDRAWN = "withdrawn", "Withdrawn"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="requests")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    answerer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who answers for the agency, signed in, and sees this request alone",
    )
    asked = SealedText("what is asked")
    #: Copies of what the coordinator chose to share, and no more.
    shared_name = SealedText("name, as far as it is shared", blank=True)
    shared_birth = SealedDate("date of birth, if it is shared", null=True, blank=True)
    sent_on = models.DateField()
    sent_by = _by()
    due_on = models.DateField()
    answered_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_because = SealedText(blank=True)
    lapsed_because = models.CharField(
        max_length=60,
        blank=True,
        db_default="",
        help_text="What changed about the answerer's account, so that the portal withdrew it",
    )
    repeats = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The earlier request that is asked again",
    )

    objects = InformationRequestQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["due_on", "pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["answerer", "due_on"], name="channel_request_by_answerer")]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency"],
                condition=Q(answered_on=None, withdrawn_on=None),
                name="channel_informationrequest_one_open_for_an_agency",
                violation_error_message="This agency has been asked already, and has not answered yet.",
            ),
            models.CheckConstraint(
                name="channel_informationrequest_answered_or_withdrawn",
                condition=Q(answered_on=None) | Q(withdrawn_on=None),
            ),
            models.CheckConstraint(
                name="channel_informationrequest_is_due_after_it_is_sent",
                condition=Q(due_on__gte=F("sent_on")),
                violation_error_message="The day by which to answer must not be before it is asked.",
            ),
            models.CheckConstraint(
                name="channel_informationrequest_withdrawn_says_who",
                condition=Q(withdrawn_on=None, withdrawn_by=None)
                | Q(withdrawn_on__isnull=False, withdrawn_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Request {self.pk}"

    def get_absolute_url(self):
        """The page on which it is answered."""
        return reverse("channel:answer_request", args=[self.pk])

    @property
    def state(self):
        """Open, answered, a nil return, or withdrawn: to who may open the case."""
        if self.withdrawn_on:
            return self.State.WITHDRAWN
        if self.answered_on is None:
            return self.State.OPEN
        return self.State.NIL if self.answer.is_nil else self.State.ANSWERED

    @property
    def state_in_words(self):
        """The label of its state."""
        return self.State(self.state).label

    def key_holder(self):
        """The case; or, for who answers and may not open the case, the key that the gate handed out."""
        return self.__dict__.get("_key_holder") or self.case


class InformationAnswer(models.Model):
    """What an agency answered, or that it holds nothing. Only the gate adds one; written once."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="answers")
    request = models.OneToOneField(
        InformationRequest, on_delete=models.PROTECT, related_name="answer"
    )
    is_nil = models.BooleanField()
    words = SealedText(blank=True)
    on = models.DateField()
    by = _by()
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()

    def __str__(self):
        return f"Answer {self.on}"

    def key_holder(self):
        """As its request's."""
        return self.request.key_holder()


class Section36Decision(models.Model):
    """Whether there are reasonable grounds to refer the person to the panel (CTSA 2015 s36(3)). Written once."""

    class DecidedBy(models.TextChoices):
        POLICE = "police", "The chief officer of police"
        AUTHORITY = "authority", "A local authority"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="section_36_decisions")
    decided_by = models.CharField(max_length=12, choices=DecidedBy)
    decider = SealedText("who decided, and in what post", max_length=300)
    is_met = models.BooleanField("there are reasonable grounds")
    grounds = SealedText("the grounds, or why there are none")
    on = models.DateField()
    by = _by()
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(  # CTSA 2015 s36(3), as changed on 12 April 2019
                name="channel_section36decision_authorities_since_april_2019",
                condition=Q(decided_by="police") | Q(on__gte=AUTHORITIES_DECIDE_SINCE),
                violation_error_message=(
                    "A local authority may decide since 12 April 2019 only; "
                    "before that day the chief officer of police did."
                ),
            )
        ]

    def __str__(self):
        return f"{'Met' if self.is_met else 'Not met'} {self.on}"


class PathwayQuerySet(CaseRows):
    def open(self):
        """Pathways of which no outcome is known yet."""
        return self.filter(outcome_on__isnull=True)


class AlternativePathway(models.Model):
    """Help outside Channel for somebody below the threshold, followed to its outcome."""

    class Outcome(models.TextChoices):
        TAKEN_UP = "taken_up", "The help was taken up"
        NOT_TAKEN_UP = "not_taken_up", "The help was not taken up"
        CONCERN = "concern", "A concern about radicalisation has come up again"
        NOT_KNOWN = "not_known", "Nobody could say"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="pathways")
    what = SealedText("what help")
    to_whom = SealedText("to whom the person was referred", max_length=400)
    began_on = models.DateField()
    began_by = _by()
    due_on = models.DateField(help_text="By when its outcome is to be known")
    outcome = models.CharField(max_length=16, choices=Outcome, blank=True)
    outcome_words = SealedText(blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    outcome_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = PathwayQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["-began_on", "-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(outcome_on=None),
                name="channel_alternativepathway_one_at_a_time",
                violation_error_message="Record the outcome of the pathway that is open first.",
            ),
            models.CheckConstraint(
                name="channel_alternativepathway_outcome_says_when_and_who",
                condition=Q(outcome="", outcome_on=None, outcome_by=None)
                | (~Q(outcome="") & Q(outcome_on__isnull=False, outcome_by__isnull=False)),
            ),
        ]

    def __str__(self):
        return f"Pathway of {self.began_on}"
