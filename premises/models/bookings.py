"""Requests to book a venue, what was found about them, and what was decided: personal, and kept for a time only."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from prevent_portal.errors import Refused
from prevent_portal.models import User
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.roles import Role
from prevent_portal.tracked import TrackedQuerySet, history

from .. import states
from ..states import IN_HAND, UNDECIDED, Level, Outcome, State
from .base import OfPremises
from .diligence import DiligenceEntry
from .places import Premises
from .rules import CheckKind

#: Those who decide about the bookings of all premises of their agency, or of every one.
_DECIDES_FOR_ALL = (Role.PREMISES_LEAD, Role.SPOC)


#: The day to be decided by, while somebody has to decide; the list of bookings stands in its order.
DUE = models.Case(
    models.When(
        blanked_on__isnull=True, state__in=[each.value for each in UNDECIDED], then="decide_by_on"
    ),
    default=None,
    output_field=models.DateField(),
)


class BookingQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Bookings of premises one keeps or manages; a senior manager's own agency's that wait for them."""
        if not user.has_perm("premises.view_booking"):
            return self.none()
        if user.has_role(Role.PREVENT_LEAD):
            return self
        seen = Q(premises__agency=user.agency_id)
        if not user.has_role(*_DECIDES_FOR_ALL):
            mine = Q(premises__manager=user.pk)
            signs = Q(pk__in=Decision.objects.filter(needs_sign_off=True).values("booking"))
            signs |= Q(state=State.APPEALED)
            seen &= (mine | signs) if user.has_role(Role.EXECUTIVE) else mine
        return self.filter(seen)

    def with_due(self):
        """Bookings with `due_on`: the day to be decided by, while somebody has to decide."""
        return self.annotate(due_on=DUE)

    def undecided(self):
        """Bookings that wait for a decision; one whose particulars are gone waits no more."""
        return self.standing().filter(state__in=UNDECIDED, blanked_on__isnull=True)

    def late(self, *, on):
        """Undecided bookings whose day to be decided by has passed."""
        return self.undecided().filter(decide_by_on__lt=on)

    def to_forget(self, *, on):
        """Bookings whose particulars are kept no longer, and still stand."""
        return self.filter(keep_until__lt=on, blanked_on__isnull=True, is_held=False)


class Booking(OfPremises):
    """Somebody asks to use one of the premises, for an event on a day."""

    class Equality(models.TextChoices):
        OWN = "own", "They have a policy of their own and gave it"
        OURS = "ours", "They accept ours"
        NEITHER = "neither", "Neither yet"

    class Entry(models.TextChoices):
        OPEN = "open", "Open to anybody"
        TICKETED = "ticketed", "By ticket or registration"
        MEMBERS = "members", "Members or invited guests only"

    class Route(models.TextChoices):
        PUBLIC = "public", "By the public form"
        STAFF = "staff", "Written down by staff"

    #: Every move a booking may make. A move that is not here is refused.
    MOVES = states.MOVES

    hirer_name = models.CharField("name of who books", max_length=200, blank=True)
    other_names = models.CharField("other names they use", max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    on_behalf_of = models.CharField("on whose behalf, if another's", max_length=200, blank=True)
    hirer_address = models.TextField("address", blank=True)
    hirer_phone = models.CharField("telephone", max_length=40, blank=True)
    hirer_email = models.EmailField("email address", blank=True)
    websites = ArrayField(
        models.CharField(max_length=300),
        default=list,
        blank=True,
        verbose_name="websites and pages",
    )
    equality = models.CharField(
        "equality policy", max_length=7, choices=Equality, default=Equality.NEITHER
    )
    title = models.CharField("title of the event", max_length=200, blank=True)
    theme = models.CharField("what it is about", max_length=300, blank=True)
    agenda = models.TextField("programme", blank=True)
    content = models.TextField("what will be said, shown or handed out", blank=True)
    speakers = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    audience = models.CharField("who is expected, and how many", max_length=300, blank=True)
    publicity = models.TextField("how it is made known", blank=True)
    entry = models.CharField("who may come", max_length=8, choices=Entry, default=Entry.OPEN)
    event_on = models.DateField("day of the event")
    starts_at = models.TimeField("from", null=True, blank=True)
    ends_at = models.TimeField("until", null=True, blank=True)

    state = models.CharField(max_length=10, choices=State, default=State.ASKED, editable=False)
    route = models.CharField(max_length=6, choices=Route, default=Route.STAFF, editable=False)
    sent_as = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    received_on = models.DateField(editable=False)
    decide_by_on = models.DateField("to be decided by", editable=False)
    keep_until = models.DateField("particulars kept until", editable=False)
    is_held = models.BooleanField("must be kept for now", default=False, editable=False)
    risk = models.CharField(max_length=8, choices=Level, default=Level.UNKNOWN, editable=False)
    risk_because = models.TextField(blank=True, editable=False)
    escalated_on = models.DateField(null=True, blank=True, editable=False)
    blanked_on = models.DateField(null=True, blank=True, editable=False)
    keys = ArrayField(models.CharField(max_length=80), default=list, blank=True, editable=False)

    objects = BookingQuerySet.as_manager()
    history = history()

    class Meta(OfPremises.Meta):
        ordering = ["decide_by_on", "pk"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="premises_booking_says_who_and_what",
                condition=Q(blanked_on__isnull=False)
                | ~Q(hirer_name="") & ~Q(title="") & ~Q(theme=""),
                violation_error_message="Say who books, what the event is called and what it is about.",
            ),
            models.CheckConstraint(
                name="premises_booking_risk_has_a_reason",
                condition=Q(risk=Level.UNKNOWN) | Q(blanked_on__isnull=False) | ~Q(risk_because=""),
                violation_error_message="Say why the risk is what it is.",
            ),
            models.CheckConstraint(
                name="premises_booking_ends_after_it_starts",
                condition=Q(starts_at__isnull=True)
                | Q(ends_at__isnull=True)
                | Q(ends_at__gt=models.F("starts_at")),
                violation_error_message="It must end after it starts.",
            ),
            models.CheckConstraint(
                name="premises_booking_withdrawn_is_closed",
                condition=Q(state=State.WITHDRAWN, closed_on__isnull=False)
                | ~Q(state=State.WITHDRAWN) & Q(closed_on__isnull=True),
                violation_error_message="Only a booking that was withdrawn is closed.",
            ),
        ]
        indexes = [
            GinIndex(fields=["keys"], name="premises_booking_keys"),
            models.Index(fields=["premises", "-event_on"], name="premises_booking_of"),
            models.Index(
                DUE.asc(nulls_last=True),
                models.F("event_on").desc(),
                models.F("id").asc(),
                name="premises_booking_in_order",
            ),
            models.Index(
                fields=["decide_by_on"],
                condition=Q(state__in=[each.value for each in UNDECIDED]),
                name="premises_booking_undecided",
            ),
            models.Index(
                fields=["keep_until"],
                condition=Q(blanked_on__isnull=True),
                name="premises_booking_to_forget",
            ),
        ]

    def __str__(self):
        return self.reference

    @property
    def reference(self):
        """What it goes by wherever nobody's name may stand."""
        return f"Booking {self.pk:05}"

    @property
    def is_in_hand(self):
        """True while what was asked and found may still be changed."""
        return self.state in IN_HAND and self.blanked_on is None

    @property
    def is_undecided(self):
        """True while somebody has to decide."""
        return self.state in UNDECIDED and self.blanked_on is None

    @property
    def state_code(self):
        """What the tag of its state is coloured by."""
        return f"booking_{self.state}"

    @property
    def risk_code(self):
        """What the tag of its risk is coloured by."""
        return f"risk_{self.risk}"

    def move_to(self, state):
        """Take the next step, or raise Refused."""
        if state not in self.MOVES[State(self.state)]:
            now = self.get_state_display().lower()
            raise Refused(self, f"This booking is {now}: that step is not open any more.")
        self.state = state

    def permits(self, user, permission):
        """Senior managers sign and hear appeals; what else is done, its premises' people do."""
        if permission == "premises.view_booking" or user.has_role(Role.PREVENT_LEAD):
            return True
        if self.premises.agency_id != user.agency_id:
            return False
        if permission in ("premises.sign_booking", "premises.hear_appeal"):
            return True
        return user.has_role(*_DECIDES_FOR_ALL) or self.premises.manager_id == user.pk


class OfBookingQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """What belongs to the bookings that somebody sees."""
        return self.filter(booking__in=Booking.objects.visible_to(user))


class OfBooking(models.Model):
    """A row about a booking: whoever may read that reads it."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="%(class)ss")
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = OfBookingQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions = ()
        ordering = ["pk"]

    def get_absolute_url(self):
        """The page of its booking."""
        return self.booking.get_absolute_url()

    def permits(self, user, permission):
        """As for its booking."""
        return self.booking.permits(user, permission)


class Check(OfBooking):
    """One check as it was made: of whom, where one looked, what was found."""

    class Result(models.TextChoices):
        NOTHING = "nothing", "Nothing of concern"
        CONCERN = "concern", "Something of concern"
        UNKNOWN = "unknown", "It could not be found out"

    kind = models.ForeignKey(CheckKind, on_delete=models.PROTECT, related_name="+")
    of = models.CharField("about whom or what", max_length=300, blank=True)
    on = models.DateField("made on")
    result = models.CharField(max_length=7, choices=Result)
    found = models.TextField("what was found", blank=True)
    link = models.URLField("where it was found", max_length=1000, blank=True)

    history = history()

    class Meta(OfBooking.Meta):
        ordering = ["kind__position", "pk"]

    def __str__(self):
        return f"{self.kind}, {self.booking}"


class NameSeen(OfBooking):
    """Somebody looked at a name that a list or an earlier booking proposed, and says whose it is."""

    class Verdict(models.TextChoices):
        SAME = "same", "It is the same"
        OTHER = "other", "It is somebody else"
        OPEN = "open", "It cannot be told"

    entry = models.ForeignKey(
        DiligenceEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    earlier = models.ForeignKey(
        Booking, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    verdict = models.CharField(max_length=5, choices=Verdict)
    words = models.TextField("how it is known", blank=True)

    history = history()

    class Meta(OfBooking.Meta):
        verbose_name = "name looked at"
        verbose_name_plural = "names looked at"
        constraints = [
            models.CheckConstraint(
                name="premises_nameseen_is_about_one",
                condition=Q(entry__isnull=True, earlier__isnull=False)
                | Q(entry__isnull=False, earlier__isnull=True),
                violation_error_message="Say which name it is about.",
            ),
            models.UniqueConstraint(
                fields=["booking", "entry"], name="premises_nameseen_once_a_name"
            ),
            models.UniqueConstraint(
                fields=["booking", "earlier"], name="premises_nameseen_once_a_booking"
            ),
        ]

    def __str__(self):
        return f"{self.get_verdict_display()}, {self.booking}"


class Decision(OfBooking):
    """What was decided about a booking, and why; a refusal weighs what speaks for the event."""

    class Standing(models.TextChoices):
        WAITING = "waiting", "Waits for sign-off"
        STANDS = "stands", "Stands"
        RETURNED = "returned", "Sent back unsigned"
        OPENED = "opened", "Opened again"

    outcome = models.CharField(max_length=10, choices=Outcome)
    on = models.DateField()
    reason = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    speech = models.TextField("lawful speech", blank=True)
    equality = models.TextField(blank=True)
    proportionate = models.TextField("why it is proportionate", blank=True)
    needs_sign_off = models.BooleanField(default=False)
    sign_off_because = models.CharField(max_length=500, blank=True)
    standing = models.CharField(max_length=8, choices=Standing)
    signed_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_on = models.DateField(null=True, blank=True)
    signed_words = models.TextField(blank=True)
    ended_on = models.DateField(null=True, blank=True, editable=False)
    blanked_on = models.DateField(null=True, blank=True, editable=False)

    history = history()

    class Meta(OfBooking.Meta):
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="premises_decision_ended_stands_no_more",
                condition=Q(ended_on__isnull=True) | Q(standing="opened"),
            ),
            models.CheckConstraint(
                name="premises_decision_has_a_reason",
                condition=Q(blanked_on__isnull=False) | ~Q(reason=""),
                violation_error_message="Say why.",
            ),
            models.CheckConstraint(
                name="premises_decision_refusal_weighs",
                condition=Q(blanked_on__isnull=False)
                | ~Q(outcome=Outcome.REFUSED)
                | ~Q(speech="") & ~Q(equality="") & ~Q(proportionate=""),
                violation_error_message="A refusal says how lawful speech, equality and proportion were weighed.",
            ),
            models.CheckConstraint(
                name="premises_decision_conditions_are_said",
                condition=Q(blanked_on__isnull=False)
                | ~Q(outcome=Outcome.CONDITIONS)
                | ~Q(conditions=""),
                violation_error_message="Say what the conditions are.",
            ),
            models.CheckConstraint(
                name="premises_decision_stands_only_signed",
                condition=Q(needs_sign_off=False)
                | ~Q(standing="stands")
                | Q(signed_by__isnull=False, signed_on__isnull=False),
                violation_error_message="It stands only once it is signed.",
            ),
            models.CheckConstraint(
                name="premises_decision_is_signed_by_another",
                condition=Q(signed_by__isnull=True)
                | Q(by__isnull=True)
                | ~Q(signed_by=models.F("by")),
                violation_error_message="Somebody other than who decided signs it.",
            ),
        ]

    def __str__(self):
        return f"{self.came_to}, {self.booking}"

    @property
    def came_to(self):
        """The outcome as what the booking is by it."""
        return State(self.outcome).label


class AppealQuerySet(OfBookingQuerySet):
    def waiting(self):
        """Appeals that nobody has decided, and whose booking was not withdrawn."""
        return self.filter(outcome="", ended_on__isnull=True)


class Appeal(OfBooking):
    """The hirer asks for a decision to be looked at again, by somebody who did not take it."""

    received_on = models.DateField("received")
    grounds = models.TextField("what they say", blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    heard_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    heard_on = models.DateField(null=True, blank=True)
    words = models.TextField("why", blank=True)
    ended_on = models.DateField(
        null=True, blank=True, help_text="The booking was withdrawn before it was decided"
    )

    objects = AppealQuerySet.as_manager()
    history = history()

    class Meta(OfBooking.Meta):
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="premises_appeal_ended_was_not_heard",
                condition=Q(ended_on__isnull=True) | Q(outcome=""),
            ),
            models.CheckConstraint(
                name="premises_appeal_heard_says_who_and_when",
                condition=Q(outcome="", heard_by__isnull=True, heard_on__isnull=True)
                | ~Q(outcome="") & Q(heard_by__isnull=False, heard_on__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Appeal, {self.booking}"

    @property
    def came_to(self):
        """The outcome as what the booking is by it; nothing before there is one."""
        return State(self.outcome).label if self.outcome else ""


class BookingEvent(OfBooking):
    """Who did what with a booking, in our words; nobody but the schedule of keeping ever changes it."""

    class Kind(models.TextChoices):
        RECEIVED = "received", "Request received"
        CHANGED = "changed", "Particulars changed"
        CHECKED = "checked", "Check recorded"
        LOOKED_AT = "looked_at", "Name looked at"
        ASSESSED = "assessed", "Risk assessed"
        ESCALATED = "escalated", "Escalated to the Prevent lead"
        ADVISED = "advised", "Prevent lead answered"
        DECIDED = "decided", "Decision recorded"
        SIGNED = "signed", "Signed off"
        RETURNED = "returned", "Sent back unsigned"
        OPENED = "opened", "Opened to be checked again"
        APPEALED = "appealed", "Appeal received"
        HEARD = "heard", "Appeal decided"
        WITHDRAWN = "withdrawn", "Withdrawn"
        ASKED_AGAIN = "asked_again", "Asked for again"
        WRITTEN = "written", "Letter written"
        HELD = "held", "Kept beyond its time, or let go again"
        BLANKED = "blanked", "Particulars removed"

    kind = models.CharField(max_length=11, choices=Kind)
    on = models.DateField()
    words = models.TextField(blank=True)

    class Meta(OfBooking.Meta):
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.booking}"


def open_premises_to_ask_for():
    """What the public form offers: open premises that may be asked for."""
    return Premises.objects.standing().filter(is_hireable=True, takes_requests=True)
