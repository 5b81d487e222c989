"""Trainers, what they are accredited for, and the events of their network, as registers."""

import datetime

from django.db.models import Count, Max, Prefetch, Q, Value
from django.db.models.functions import Concat

from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, declare, link

from ..forms.trainers import AccreditationForm, NetworkEventForm, TrainerForm
from ..models import Accreditation, NetworkEvent, Session, Trainer
from ..models.trainers import EXPIRES_WITHIN
from ..services.trainers import keep_trainer
from .courses import GROUP


def _soon(rows, on):
    """Accreditations that have run out, or will before long."""
    until = on + datetime.timedelta(days=EXPIRES_WITHIN)
    return rows.filter(expires_on__lte=until, trainer__closed_on__isnull=True)


def _trainers(rows, on):
    """Trainers with how many sessions they gave, and their accreditations."""
    held = Q(sessions__state=Session.State.HELD)
    standing = Accreditation.objects.standing().select_related("course")
    return (
        rows.select_related("agency")
        .annotate(
            delivered=Count("sessions", filter=held, distinct=True),
            came_to=Count("events", filter=Q(events__closed_on__isnull=True), distinct=True),
            runs_out=Max("accreditations__expires_on", filter=Q(accreditations__closed_on=None)),
        )
        .prefetch_related(Prefetch("accreditations", standing, to_attr="held"))
    )


def _for(trainer):
    return [str(each.course) for each in trainer.held]


def _parts(trainer, user, on):
    """What the trainer is accredited for, gave, and came to."""
    given = Session.objects.visible_to(user).filter(trainers=trainer).held()
    held = trainer.accreditations.standing().select_related("course", "trainer")
    came_to = trainer.events.standing()
    may_add = user.has_perm(ACCREDITATIONS.permission("add"))
    context = {
        "accreditations": held.order_by("expires_on", "pk"),
        "delivered": Session.objects.filter(trainers=trainer).held().count(),
        "given": given.order_by("-starts_at", "-pk")[:20],
        "came_to": came_to.order_by("-on", "-pk"),
        "add_href": f"{ACCREDITATIONS.url('add_accreditation')}?trainer={trainer.pk}"
        if may_add
        else "",
    }
    return [Panel("training/trainer_parts.html", context)]


TRAINERS = declare(
    Trainer,
    noun="trainer",
    plural="Trainers",
    group=GROUP,
    part="Trainers",
    address="trainers",
    intro="Who gives sessions, what they are accredited for, and whether they get the bulletin.",
    columns=(
        Column("Trainer", "name", sort="name"),
        Column("Agency", "agency", sort="agency__name"),
        Column("Accredited for", _for, kind="list"),
        Column("Renewal", "runs_out", kind="due", sort="runs_out"),
        Column("Sessions given", "delivered", kind="number", sort="delivered"),
        Column("Network events", "came_to", kind="number", sort="came_to"),
    ),
    export=(
        Column("Email address", "email"),
        Column("Gets the bulletin", "is_on_bulletin"),
    ),
    facts=(
        Column("Agency", "agency"),
        Column("Email address", "email"),
        Column("Gets the bulletin", "is_on_bulletin", kind="yesno"),
        Column("Sign-in", "user"),
        Column("In the register of training", lambda each: each.person is not None, kind="yesno"),
        Column("Notes", "notes", kind="words"),
    ),
    form=TrainerForm,
    search=("name", "email"),
    filters=("agency", "is_on_bulletin"),
    order=("name",),
    rows=_trainers,
    parts=_parts,
    save=keep_trainer,
)

ACCREDITATIONS = declare(
    Accreditation,
    noun="accreditation",
    plural="Accreditations",
    group=GROUP,
    part="Trainers",
    address="accreditations",
    intro="Which trainer may give which course, from when, and until when.",
    columns=(
        Column("Accreditation", str, sort="trainer__name"),
        Column("Agency", "trainer.agency", sort="trainer__agency__name"),
        Column("Issued", "issued_on", kind="day", sort="issued_on"),
        Column("Renewal", "expires_on", kind="due", sort="expires_on"),
    ),
    facts=(
        Column("Trainer", "trainer", kind="record"),
        Column("Course", "course", kind="record"),
        Column("Issued", "issued_on", kind="day"),
        Column("Renewal", "expires_on", kind="due"),
        Column("Issued by", "issued_by"),
    ),
    form=AccreditationForm,
    search=("trainer__name", "course__name"),
    filters=("course",),
    order=("expires_on",),
    attention=Attention(f"run out, or within {EXPIRES_WITHIN} days", _soon),
    owner="trainer__user",
    words=Concat("trainer__name", Value(": "), "course__name"),
    rows=lambda rows, on: rows.select_related("trainer__agency", "course"),
)

EVENTS = declare(
    NetworkEvent,
    noun="network event",
    plural="Trainers' network",
    group=GROUP,
    part="Trainers",
    address="network-events",
    intro="Meetings of the trainers' network, and who came.",
    columns=(
        Column("Event", "title", sort="title"),
        Column("Date", "on", kind="day", sort="on"),
        Column("Place", "place", sort="place"),
        Column("Came", "came", kind="number", sort="came"),
    ),
    facts=(
        Column("Date", "on", kind="day"),
        Column("Place", "place"),
        Column("Came", lambda event: event.trainers.count(), kind="number"),
    ),
    form=NetworkEventForm,
    search=("title", "place"),
    rows=lambda rows, on: rows.annotate(came=Count("trainers")),
)

link(
    GROUP,
    "Trainers' bulletin: who gets it (CSV)",
    page="training:export_bulletin",
    permission="training.change_trainer",
    part="Trainers",
)
