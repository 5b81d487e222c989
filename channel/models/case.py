"""A case: who it is about, who may open it, and what has happened."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, models
from django.db.models import BooleanField, ExpressionWrapper, OuterRef, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.functional import cached_property
from guardian.models import UserObjectPermissionBase

from prevent_portal.errors import Refused
from prevent_portal.models import Agency
from prevent_portal.sealed import SealedDate, SealedText, unwrap
from prevent_portal.tracked import history

from ..permissions import Can, Seats
from ..states import ENDED, MOVES, Status
from .panel import Membership, Panel
from .rows import CaseRows, DestroyedCases
from .terms import AgeBand, Clock, Term

#: The greatest key that a table can hold; an address may name a greater one.
LAST_KEY = 2**63 - 1
#: The police were not told, and nobody decided that they are not to be.
UNSHARED = Q(police_told_at=None, not_shared_on=None)
#: What the page of a case shows beside the case itself: its key, the person, the referral.
WHOLE = (
    "key",
    "panel",
    "lives_in",
    "closed_because",
    "subject__gender",
    "subject__age_band",
    "referral__sector",
    "referral__concern_type",
)


class CaseQuerySet(CaseRows):
    case = "pk"
    outlives = True

    def marked_destroyed(self):
        """Each says as `gone` whether it was destroyed."""
        is_gone = ExpressionWrapper(Q(pk__in=DestroyedCases()), output_field=BooleanField())
        return self.annotate(gone=is_gone)

    def held(self):
        """Not destroyed: there is more of them than a reference."""
        return self.exclude(pk__in=DestroyedCases())

    def observable_by(self, user):
        """Open to the person acted for, who must be `user`, at least to observe: nothing of it is shown for that."""
        return self._open_to(user, Can.OBSERVE)

    def with_grants_of(self, user):
        """Each says what was granted with the seat of a user, by key, and whether they have emergency access.

        And as `gone`, whether it was destroyed.
        """
        glass = self.model._meta.get_field("glass").related_model
        held = CaseUserPermission.objects.filter(user=user, content_object=OuterRef("pk"))
        return self.marked_destroyed().annotate(
            by_glass=glass.in_force(user), held=ArraySubquery(held.values("permission__codename"))
        )

    def whole(self):
        """With their key, the person and the referral, as the page of a case shows them."""
        return self.select_related(*WHOLE)

    def open(self):
        """Cases that somebody still has to do something about."""
        return self.exclude(status__in=ENDED)

    def due(self, *, on):
        """Open cases whose next step falls on or before a day."""
        return self.open().filter(due_on__lte=on)

    def unshared(self):
        """Of which the police were not told, and nobody decided that they are not to be: whatever came since."""
        return self.filter(UNSHARED)


class Case(models.Model):
    """One person referred, from the referral to the end of the reviews. Lists show its reference, never a name."""

    Status = Status

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="cases")
    reference = models.CharField(max_length=16, unique=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.RECEIVED)
    received_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    due_step = models.CharField(max_length=12, choices=Clock.Step, blank=True)
    lives_in = models.ForeignKey(
        Agency,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The police force for the area where the person lives (section 37(3))",
    )
    share_due_on = models.DateField(
        null=True, blank=True, help_text="By when the police were to be told; set as it is received"
    )
    not_shared_on = models.DateField(
        null=True, blank=True, help_text="When it was decided that the police are not told"
    )
    not_shared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    police_told_at = models.DateTimeField(null=True, blank=True)
    police_told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    screened_on = models.DateField(null=True, blank=True)
    section_36_on = models.DateField(null=True, blank=True)
    first_panel_on = models.DateField(null=True, blank=True)
    consent_on = models.DateField(
        null=True, blank=True, help_text="Since when consent to support has been in force"
    )
    adopted_on = models.DateField(null=True, blank=True)
    assess_due_on = models.DateField(
        null=True, blank=True, help_text="By when it is to be assessed (again), while adopted"
    )
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CaseQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["due_on", "pk"]
        default_permissions = ()
        permissions = [
            ("observe_case", "Sees the reference and what is written for observers"),
            ("view_case", "Reads the case"),
            ("contribute_case", "Adds to the case"),
            ("coordinate_case", "Runs the case"),
            ("chair_case", "Decides on the case"),
        ]
        indexes = [
            models.Index(fields=["panel", "status", "due_on"], name="channel_case_by_due"),
            models.Index(
                fields=["panel", "due_on"],
                condition=Q(due_on__isnull=False),
                name="channel_case_by_day",
            ),
        ]
        constraints = [
            models.CheckConstraint(  # CTSA 2015 s36(4)(b), (5)(a): support needs consent
                name="channel_case_adopted_only_with_consent",
                condition=~Q(status=Status.ADOPTED) | Q(consent_on__isnull=False),
                violation_error_message="Record consent before the case is adopted.",
            ),
            models.CheckConstraint(
                name="channel_case_adopted_says_when",
                condition=~Q(status=Status.ADOPTED) | Q(adopted_on__isnull=False),
            ),
            models.CheckConstraint(
                name="channel_case_closed_says_when",
                condition=~Q(status__in=[Status.CLOSED, Status.SIX_MONTHS, Status.TWELVE_MONTHS])
                | Q(closed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="channel_case_open_has_a_next_step",
                condition=Q(status__in=[*ENDED, Status.CLOSED]) | Q(due_on__isnull=False),
                violation_error_message="Say by when the next step is due.",
            ),
            models.CheckConstraint(
                name="channel_case_shared_says_when_and_by_whom",
                condition=Q(police_told_at=None, police_told_by=None)
                | Q(police_told_at__isnull=False, police_told_by__isnull=False),
                violation_error_message="Say when the police were told, and by whom.",
            ),
            models.CheckConstraint(
                name="channel_case_not_shared_says_when_and_by_whom",
                condition=Q(not_shared_on=None, not_shared_by=None)
                | Q(not_shared_on__isnull=False, not_shared_by__isnull=False),
                violation_error_message="Say when it was decided not to share, and by whom.",
            ),
        ]

    def __str__(self):
        return self.reference

    def get_absolute_url(self):
        """The page of the case."""
        return reverse("channel:case_detail", args=[self.pk])

    @property
    def is_unshared(self):
        """True until the police were told, or it was decided that they are not."""
        return self.police_told_at is None and self.not_shared_on is None

    @property
    def for_observers(self):
        """What is written for those who only observe the case; None where nothing is."""
        return getattr(self, "observer_text", None)

    @property
    def log_reference(self):
        """What the access log calls the case, and what it calls everything of the case first."""
        return self.reference

    @staticmethod
    def log_reference_unseen(pk):
        """The same for whoever may not open the case: the log says what was refused."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT channel_reference(%s)", [min(pk, LAST_KEY)])
            return cursor.fetchone()[0] or f"channel.case:{pk}"

    @cached_property
    def sealed_as(self):
        """The name under which everything of the case is sealed."""
        return str(self.key.name)

    def data_key(self):
        """The case's data key: 32 bytes, opened once for each case that was fetched; None once destroyed."""
        if "_data_key" not in self.__dict__:
            self._data_key = self.key.opened()
        return self._data_key

    def move_to(self, status):
        """Set the status; raises Refused if the procedure does not allow the move."""
        if status not in MOVES[self.status]:
            here, there = self.get_status_display(), Status(status).label
            raise Refused(self, f"This case is at “{here}”, and cannot go from there to “{there}”.")
        self.status = status

    def refuse_unless(self, *statuses, to):
        """Raise Refused unless the case stands at one of the statuses; `to` completes "... to ..."."""
        if self.status not in statuses:
            raise Refused(
                self, f"This case is at “{self.get_status_display()}”: it is not the time to {to}."
            )


class CaseKey(models.Model):
    """The case's data key, wrapped by a master key; without its bytes nothing of the case can be read."""

    case = models.OneToOneField(
        Case, primary_key=True, on_delete=models.PROTECT, related_name="key"
    )
    name = models.UUIDField(unique=True, help_text="What the key, and all it seals, is bound to")
    wrapped = models.BinaryField(null=True, help_text="Null once destroyed")
    version = models.PositiveSmallIntegerField(help_text="Of the master key")
    destroyed_at = models.DateTimeField(null=True, blank=True)

    objects = CaseRows.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["case"],
                condition=Q(destroyed_at__isnull=False),
                name="channel_casekey_destroyed",
            )
        ]

    def __str__(self):
        return f"Key of case {self.pk}"

    def opened(self):
        """The data key, or None once destroyed; raises Unsealable."""
        return None if self.wrapped is None else unwrap(self.wrapped, self.version, self.name)


class CaseUserPermission(UserObjectPermissionBase):
    """Guardian's grants for cases, kept beside them with a real foreign key. Only the gate writes them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    content_object = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="grants")

    class Meta(UserObjectPermissionBase.Meta):
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["user", "permission", "content_object"], name="channel_grant_by_user"
            )
        ]


class SeatQuerySet(CaseRows):
    def in_force(self):
        """Begun, neither ended nor closed by a conflict, by the database's clock."""
        return self.filter(
            Q(ends_at=None) | Q(ends_at__gt=Now()), begins_at__lte=Now(), conflict_at=None
        )


class Seat(models.Model):
    """Somebody's place at one case. Only the gate's functions make and end one; each fact is set once."""

    class Ending(models.TextChoices):
        """Why it ended, about nobody: what else is said of it is sealed in the chronology."""

        ANOTHER = "another", "Another seat was taken"
        IDLE = "idle", "The panel has no more business with the case"
        MOVED = "moved", "Moved to another agency"
        LEFT = "left", "Sign-in closed"
        CHANGED = "changed", "Email address, password or second factor changed"
        ENDED = "ended", "Ended by who runs the case or the panel"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="seats")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seat = models.CharField(max_length=12, choices=Seats)
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="seats"
    )
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    begins_at = models.DateTimeField(db_default=Now())
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, choices=Ending, blank=True, db_default="")
    conflict_at = models.DateTimeField(null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["case", "pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["user", "case"], name="channel_seat_by_user"),
            models.Index(  # all that says which cases are open
                fields=["user", "case"],
                include=["begins_at", "membership", "ends_at", "seat"],
                condition=Q(conflict_at=None),
                name="channel_seat_open",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user"],
                condition=Q(ends_at=None),
                name="channel_seat_one_each",
                violation_error_message="This person already has a seat at this case.",
            ),
            models.CheckConstraint(  # the database turns any other word into one of these
                name="channel_seat_ends_by_a_choice",
                condition=Q(
                    ended_because__in=["", "another", "idle", "moved", "left", "changed", "ended"]
                ),
            ),
        ]

    def __str__(self):
        return f"{self.get_seat_display()} of case {self.case_id}"


class CaseEvent(models.Model):
    """One thing that happened to a case, who did it and when. Written once."""

    class Kind(models.TextChoices):
        REFERRED = "referred", "Referral received"
        MOVED = "moved", "Moved on"
        NOTED = "noted", "Note added"
        CHANGED = "changed", "Details changed"
        SHARED = "shared", "Shared"
        UNSHARED = "unshared", "Not shared with the police"
        SEATED = "seated", "Seat given"
        UNSEATED = "unseated", "Seat ended"
        CONFLICT = "conflict", "Conflict of interest declared"
        FOLLOWED = "followed", "Conflict of interest followed from another referral of the person"
        DECIDED = "decided", "Decision"
        CORRECTED = "corrected", "Decision corrected"
        CONSENT = "consent", "Consent"
        ASSESSED = "assessed", "Assessed"
        PLANNED = "planned", "Support plan"
        SUPPORTED = "supported", "Support"
        REVIEWED = "reviewed", "Reviewed"
        CLOSED = "closed", "Closed"
        INFORMED = "informed", "Somebody was told"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="events")
    kind = models.CharField(max_length=12, choices=Kind)
    on = models.DateField(help_text="The day it happened")
    moved_to = models.CharField(
        max_length=20, choices=Status, blank=True, db_default="", help_text="For figures"
    )
    words = SealedText(
        blank=True,
        null=True,
        default="",
        help_text="None where the database wrote it, which has no key",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = CaseRows.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["case", "-on", "-id"], name="channel_event_newest")]
        triggers = [
            pgtrigger.Protect(
                name="case_event_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on}"


class Subject(models.Model):
    """The person a case is about (the Act's "identified individual"): everything that names them, sealed."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="subject")
    forenames = SealedText(max_length=200)
    surname = SealedText(max_length=200)
    other_names = SealedText("other names used", max_length=400, blank=True)
    date_of_birth = SealedDate(null=True, blank=True)
    approximate_age = SealedText(max_length=40, blank=True)
    address = SealedText(max_length=1000, blank=True)
    phone = SealedText(max_length=60, blank=True)
    email = SealedText("email address", max_length=254, blank=True)
    nationality = SealedText(max_length=200, blank=True)
    language = SealedText("first language", max_length=200, blank=True)
    education = SealedText("school, college, employer or none", max_length=400, blank=True)
    family = SealedText("family and others close to them", blank=True)
    parent_contact = SealedText(
        "how a parent or guardian may be contacted, or why they must not be", blank=True
    )
    #: For figures only: no name and no day of birth.
    gender = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    age_band = models.ForeignKey(
        AgeBand, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    objects = CaseRows.as_manager()
    history = history()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"The person of case {self.case_id}"

    @property
    def name(self):
        """Forenames and surname, for the pages of the case alone."""
        return f"{self.forenames} {self.surname}"


class Referral(models.Model):
    """What was said when the person was referred: the fields of the national form."""

    class Route(models.TextChoices):
        SIGNED_IN = "signed_in", "By somebody who signed in"
        PUBLIC = "public", "By the form without an account"
        TRANSFER = "transfer", "From another area's panel"

    class Feedback(models.TextChoices):
        """What the referrer may read in the portal: it tells nothing of the person."""

        THANKED = "thanked", "Thank you: your concern was looked at"
        MORE = "more", "Thank you: we may need to ask you for more"
        ELSEWHERE = "elsewhere", "Thank you: another service is the right one, and has it"
        KEEP_ON = "keep_on", "Thank you: carry on as you are, and refer again if anything changes"
        UNREACHED = "unreached", "We could not reach you"

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="referral")
    route = models.CharField(max_length=12, choices=Route)
    referred_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    agency = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sector = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+")
    concern_type = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    concern_on = models.DateField("day the concern first came to light", null=True, blank=True)
    referrer_name = SealedText(max_length=200)
    referrer_role = SealedText(max_length=200, blank=True)
    referrer_organisation = SealedText(max_length=200, blank=True)
    referrer_relationship = SealedText("how they know the person", max_length=400, blank=True)
    referrer_contact = SealedText(max_length=400)
    prevent_lead = SealedText("their organisation's Prevent lead", max_length=300, blank=True)
    noticed_by = SealedText("who first noticed the concern", max_length=400, blank=True)
    concerns = SealedText()
    complex_needs = SealedText(blank=True)
    other_information = SealedText(blank=True)
    known_to_services = SealedText(blank=True)
    is_person_told = models.BooleanField("the person knows of the referral", null=True, blank=True)
    safeguarding_referral = SealedText(
        "whether a children's or adults' safeguarding referral was made", blank=True
    )
    is_out_of_hours = models.BooleanField(default=False)
    attested_at = models.DateTimeField(
        db_default=Now(), help_text="When it was attested that nothing of section 38(5) is in it"
    )
    sent_as = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        help_text="The form and its words: sent twice, kept once",
    )
    feedback_due_on = models.DateField(null=True, blank=True)
    feedback_on = models.DateField(null=True, blank=True)
    feedback_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    feedback_said = models.CharField(max_length=12, choices=Feedback, blank=True, default="")
    feedback = SealedText("what the referrer was told", blank=True)

    objects = CaseRows.as_manager()
    history = history()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["agency"], name="channel_referral_by_agency"),
            models.Index(fields=["referred_by"], name="channel_referral_by_referrer"),
        ]
        constraints = [
            models.CheckConstraint(
                name="channel_referral_feedback_says_who_and_what",
                condition=Q(feedback_on=None, feedback_by=None, feedback_said="")
                | Q(feedback_on__isnull=False, feedback_by__isnull=False) & ~Q(feedback_said=""),
                violation_error_message="Say when the referrer was told, by whom, and what.",
            )
        ]

    def __str__(self):
        return f"The referral of case {self.case_id}"
