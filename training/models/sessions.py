"""Sessions: who is booked, who was there, what they were told, and how sure they felt before and after."""

import datetime

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone

from prevent_portal.errors import Refused
from prevent_portal.models import Agency, Person, User
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.roles import SEES_EVERY_AGENCY, Role
from prevent_portal.tracked import TrackedQuerySet, history

from .courses import Course
from .register import Completion
from .trainers import Trainer

#: Days after a session for which a private link still opens.
LINK_DAYS = 30


class EvaluationScale(Record):
    """The questions that people answer before and after a session, and the steps they answer with."""

    name = models.CharField(max_length=200)
    steps = ArrayField(models.CharField(max_length=100), help_text="From least to most")
    questions = ArrayField(models.CharField(max_length=300))

    history = history()

    class Meta(Record.Meta):
        ordering = ["name", "pk"]
        verbose_name = "evaluation scale"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="training_evaluationscale_has_steps_and_questions",
                condition=Q(steps__len__gte=2, questions__len__gte=1),
                violation_error_message="Give at least two steps and one question.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the scale."""
        return reverse("training:evaluationscale_detail", args=[self.pk])


class SessionQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Sessions of one's own agency, those that another opened to its partners, and those one gives."""
        given = Q(pk__in=self.model.objects.given_by(user).order_by().values("pk"))
        if not user.has_perm("training.view_session"):
            return self.filter(given)
        if user.has_role(*SEES_EVERY_AGENCY):
            return self
        return self.filter(Q(agency=user.agency_id) | Q(is_open_to_partners=True) | given)

    def given_by(self, user):
        """Sessions of which somebody is a trainer, with a sign-in."""
        trainers = Trainer.objects.standing().filter(user=user.pk)
        return self.filter(pk__in=_gives(trainers))

    def to_be_taken(self, *, on):
        """Sessions of a day or earlier whose register nobody has closed."""
        return self.before(on + datetime.timedelta(days=1)).filter(state=Session.State.PLANNED)

    def with_counts(self):
        """Each with how many are booked, waiting and came."""

        def count(*states):
            return Count("bookings", filter=Q(bookings__state__in=states))

        return self.annotate(
            booked=count(Booking.State.BOOKED),
            waiting=count(Booking.State.WAITING),
            attended=count(Booking.State.ATTENDED),
        )

    def before(self, day):
        """Sessions that began before a day."""
        return self.filter(starts_at__lt=_midnight(day))

    def since(self, day):
        """Sessions that begin on a day or later."""
        return self.filter(starts_at__gte=_midnight(day))

    def held(self):
        """Sessions whose register is closed."""
        return self.filter(state=Session.State.HELD)


class Session(Record):
    """One session of a course, from the day it is planned to its closed register."""

    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    #: Every move a session may make. A move that is not here is refused.
    MOVES = {
        State.PLANNED: {State.HELD, State.CANCELLED},
        State.HELD: set(),
        State.CANCELLED: set(),
    }

    agency = models.ForeignKey(
        Agency, on_delete=models.PROTECT, related_name="+", verbose_name="run by"
    )
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="sessions")
    title = models.CharField(max_length=200)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField("length in minutes")
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField("address online", blank=True, max_length=500)
    capacity = models.PositiveSmallIntegerField("places")
    trainers = models.ManyToManyField(Trainer, blank=True, related_name="sessions")
    scale = models.ForeignKey(
        EvaluationScale,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
        verbose_name="evaluation",
    )
    is_open_to_partners = models.BooleanField("other agencies may book their people", default=False)
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED, editable=False)
    moved_from = models.DateTimeField(null=True, blank=True, editable=False)
    sequence = models.PositiveSmallIntegerField(
        default=0, editable=False, help_text="How often it has moved, for calendars"
    )
    closed_at = models.DateTimeField("register closed", null=True, blank=True, editable=False)

    objects = SessionQuerySet.as_manager()
    history = history(m2m_fields=[trainers])

    class Meta(Record.Meta):
        ordering = ["-starts_at", "-pk"]
        verbose_name = "session"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="training_session_has_room_and_lasts",
                condition=Q(capacity__gte=1, minutes__gte=1),
                violation_error_message="Give at least one place and one minute.",
            ),
        ]
        indexes = [models.Index(fields=["starts_at"], name="training_session_by_time")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the session."""
        return reverse("training:session_detail", args=[self.pk])

    @property
    def on(self):
        """Its day, by the clock on the wall."""
        return timezone.localtime(self.starts_at).date()

    @property
    def ends_at(self):
        """When it is over."""
        return self.starts_at + datetime.timedelta(minutes=self.minutes)

    @property
    def links_end_at(self):
        """Until when private links to it open."""
        return self.ends_at + datetime.timedelta(days=LINK_DAYS)

    @property
    def is_planned(self):
        """True until its register is closed or it is cancelled."""
        return self.state == self.State.PLANNED

    @property
    def is_held(self):
        """True once its register is closed."""
        return self.state == self.State.HELD

    @property
    def state_code(self):
        """The code that colours its state: a session that was held is done, unlike a meeting."""
        return "complete" if self.is_held else self.state

    def permits(self, user, permission):
        """Partners book on a session that is open to them; its trainers take its register.

        All else is for the agency that runs it.
        """
        if permission == "training.book_session":
            return self.is_planned
        if permission == "training.keep_register":
            keeps = user.has_perm("training.change_session") and super().permits(user, permission)
            return keeps or type(self).objects.given_by(user).contains(self)
        if permission == "training.close_session" and not self.is_planned:
            return False
        return super().permits(user, permission)

    def move_to(self, state):
        """Take the next step, or raise Refused."""
        if state not in self.MOVES[self.state]:
            now = self.get_state_display().lower()
            raise Refused(self, f"This session is {now}: that step is not open any more.")
        self.state = state


class BookingQuerySet(TrackedQuerySet):
    def visible_to(self, user):
        """Bookings on one's own agency's sessions, and of one's own agency's people on others'."""
        if not user.has_perm("training.view_person"):
            return self.none()
        if user.has_role(*SEES_EVERY_AGENCY):
            return self
        return self.filter(Q(session__agency=user.agency_id) | Q(person__agency=user.agency_id))

    def on_the_list(self):
        """Bookings of people who are expected, or who came or did not."""
        return self.filter(
            state__in=(Booking.State.BOOKED, Booking.State.ATTENDED, Booking.State.NO_SHOW)
        )

    def in_line(self):
        """The waiting list, first come first."""
        return self.filter(state=Booking.State.WAITING).order_by("pk")


class Booking(models.Model):
    """Somebody's place on a session, or in the line for one; a guest is kept by name here alone."""

    class State(models.TextChoices):
        BOOKED = "booked", "Booked"
        WAITING = "waiting", "On the waiting list"
        ATTENDED = "attended", "Attended"
        NO_SHOW = "no_show", "Did not come"
        CANCELLED = "cancelled", "Cancelled"

    #: Every move a booking may make. Who came is corrected after the register is closed, too.
    MOVES = {
        State.WAITING: {State.BOOKED, State.CANCELLED},
        State.BOOKED: {State.ATTENDED, State.NO_SHOW, State.CANCELLED},
        State.ATTENDED: {State.NO_SHOW},
        State.NO_SHOW: {State.ATTENDED},
        State.CANCELLED: set(),
    }

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="bookings")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    guest_name = models.CharField(max_length=200, blank=True)
    guest_agency = models.CharField(max_length=200, blank=True)
    guest_email = models.EmailField(blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.BOOKED)
    is_here = models.BooleanField(default=False, help_text="Ticked on the register")
    here_at = models.DateTimeField(
        null=True, blank=True, help_text="When the last tick was made, by the clock of who made it"
    )
    was_added_there = models.BooleanField("came without a booking", default=False)
    completion = models.ForeignKey(
        Completion, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now(), editable=False)

    objects = BookingQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ["session", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"],
                condition=Q(person__isnull=False) & ~Q(state="cancelled"),
                name="training_booking_once_a_session",
                violation_error_message="This person is booked already.",
            ),
            models.CheckConstraint(
                name="training_booking_is_of_somebody",
                condition=Q(person__isnull=False) | ~Q(guest_name=""),
                violation_error_message="Say who it is for.",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="training_booking_by_person")]

    def __str__(self):
        return f"Booking {self.pk}"

    def get_absolute_url(self):
        """The page of its session."""
        return self.session.get_absolute_url()

    @property
    def name(self):
        """Whose it is."""
        return self.person.name if self.person else self.guest_name

    @property
    def agency_words(self):
        """Where they are from, as far as it is known."""
        return str(self.person.agency) if self.person else self.guest_agency

    @property
    def email(self):
        """Where they can be written to; empty if nowhere."""
        return self.person.email if self.person else self.guest_email

    def permits(self, user, permission):
        """An agency's own people, and whoever is on its own sessions, are its to look after."""
        if user.has_role(Role.PREVENT_LEAD):
            return True
        own = self.person_id is not None and self.person.agency_id == user.agency_id
        return own or self.session.agency_id == user.agency_id

    def move_to(self, state):
        """Take the next step, or raise Refused."""
        if state not in self.MOVES[self.state]:
            now = self.get_state_display().lower()
            raise Refused(self.session, f"This booking stands as “{now}”: it cannot change so.")
        self.state = state


class RegisterMark(models.Model):
    """One tick made or taken away in the room; the key comes from the device that made it."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="marks")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="marks")
    key = models.UUIDField(unique=True)
    is_here = models.BooleanField()
    at = models.DateTimeField(help_text="By the clock of the device, never later than its arrival")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["session", "pk"]
        default_permissions = ()
        triggers = [
            pgtrigger.Protect(
                name="register_mark_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"Mark {self.pk}"


class SessionMessage(models.Model):
    """One thing that somebody booked is told by email: promised once, sent at most once."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Invitation"
        WAITING = "waiting", "On the waiting list"
        UPDATE = "update", "New time or place"
        CANCELLATION = "cancellation", "Cancellation"
        AFTERWARDS = "afterwards", "Link after the session"

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        NEEDLESS = "needless", "Not needed any more"
        FAILED = "failed", "Failed"

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=12, choices=Kind)
    sequence = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    settled_at = models.DateTimeField(null=True, blank=True)
    because = models.TextField(blank=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "kind", "sequence"],
                name="training_sessionmessage_promised_once",
                violation_error_message="They have been told this already.",
            )
        ]

    def __str__(self):
        return f"Message {self.pk}"


class BookingLink(models.Model):
    """A private address for somebody without an account; kept as a hash only, until a day."""

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="links")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token")
    until = models.DateTimeField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        triggers = [
            pgtrigger.Protect(
                name="booking_link_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"Link {self.pk}"


class Evaluation(models.Model):
    """What somebody answered before or after a session: given once, shown without their name."""

    class Moment(models.TextChoices):
        BEFORE = "before", "Before the session"
        AFTER = "after", "After the session"

    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="evaluations")
    scale = models.ForeignKey(EvaluationScale, on_delete=models.PROTECT, related_name="+")
    moment = models.CharField(max_length=6, choices=Moment)
    answers = ArrayField(
        models.PositiveSmallIntegerField(null=True),
        help_text="For each question the step, counted from 1",
    )
    comment = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "moment"],
                name="training_evaluation_given_once",
                violation_error_message="These answers have been given already.",
            )
        ]
        triggers = [
            pgtrigger.Protect(
                name="evaluation_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"Evaluation {self.pk}"


def _gives(trainers):
    return Session.trainers.through.objects.filter(trainer__in=trainers).values("session")


def _midnight(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
