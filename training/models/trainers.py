"""Trainers: what each is accredited to give, until when, and which events of their network they came to."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse

from prevent_portal.models import Agency, Person, User
from prevent_portal.records import Record, RecordQuerySet
from prevent_portal.tracked import history

from .courses import Course

#: Days before it runs out from which an accreditation needs somebody.
EXPIRES_WITHIN = 90


class TrainerQuerySet(RecordQuerySet):
    def accredited(self, *, on):
        """Trainers who hold an accreditation on a day."""
        return self.filter(pk__in=Accreditation.objects.standing().held(on=on).values("trainer"))


class Trainer(Record):
    """Somebody who gives sessions, with or without a sign-in of their own."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    email = models.EmailField("email address", blank=True)
    person = models.ForeignKey(
        Person, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    user = models.ForeignKey(
        User,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="sign-in",
    )
    is_on_bulletin = models.BooleanField("gets the trainers' bulletin", default=False)
    notes = models.TextField(blank=True)

    objects = TrainerQuerySet.as_manager()
    history = history()

    class Meta(Record.Meta):
        ordering = ["name", "pk"]
        verbose_name = "trainer"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                "agency",
                Lower("email"),
                condition=Q(closed_on__isnull=True) & ~Q(email=""),
                name="training_trainer_email_once_an_agency",
                violation_error_message="This agency has a trainer with this email address.",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        """The page of the trainer."""
        return reverse("training:trainer_detail", args=[self.pk])


class AccreditationQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Those of the trainers whom somebody sees."""
        if not user.has_perm("training.view_accreditation"):
            return self.none()
        return self.filter(trainer__in=Trainer.objects.visible_to(user).values("pk"))

    def held(self, *, on):
        """Accreditations that hold on a day, the last day included."""
        lasts = Q(expires_on__isnull=True) | Q(expires_on__gte=on)
        return self.filter(lasts, issued_on__lte=on, trainer__closed_on__isnull=True)


class Accreditation(Record):
    """Leave to give a course, from the day it was issued to the day it runs out."""

    trainer = models.ForeignKey(Trainer, on_delete=models.PROTECT, related_name="accreditations")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="accreditations")
    issued_on = models.DateField("issued")
    expires_on = models.DateField("runs out", null=True, blank=True)
    issued_by = models.CharField("issued by", max_length=200, blank=True)

    objects = AccreditationQuerySet.as_manager()
    history = history()

    class Meta(Record.Meta):
        ordering = ["expires_on", "pk"]
        verbose_name = "accreditation"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="training_accreditation_runs_out_after_it_was_issued",
                condition=Q(expires_on__isnull=True) | Q(expires_on__gte=F("issued_on")),
                violation_error_message="It must run out after it was issued.",
            ),
        ]

    def __str__(self):
        return f"{self.trainer}: {self.course}"

    def get_absolute_url(self):
        """The page of the accreditation."""
        return reverse("training:accreditation_detail", args=[self.pk])

    def permits(self, user, permission):
        """Whoever keeps the trainer keeps what they are accredited for."""
        return self.trainer.permits(user, permission.replace("_accreditation", "_trainer"))


class NetworkEvent(Record):
    """A meeting of the trainers' network, and who came."""

    title = models.CharField(max_length=200)
    on = models.DateField("date")
    place = models.CharField(max_length=200, blank=True)
    trainers = models.ManyToManyField(Trainer, blank=True, related_name="events")

    history = history(m2m_fields=[trainers])

    class Meta(Record.Meta):
        ordering = ["-on", "-pk"]
        verbose_name = "network event"

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of the event."""
        return reverse("training:networkevent_detail", args=[self.pk])
