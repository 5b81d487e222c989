"""Figures of sessions and trainers: how many were held, how many came, who may give them.

A figure's scope is the agency that runs them, or None for all of them together. What was known at a
moment is read from history, which holds every state of every record.
"""

import datetime

from dateutil.relativedelta import relativedelta
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from prevent_portal.figures import Value, figure

from .models import Accreditation, Booking, Session, Trainer

#: Months up to the day that the figures of sessions speak of.
MONTHS = 12


def sessions_held(agency, *, start, end, known_at=None):
    """How many sessions were held between two days, both included, and how many people came."""
    held = _held(agency, start, end, known_at)
    came = _within(
        Booking, known_at, Q(state=Booking.State.ATTENDED, session__in=held.values("id"))
    )
    return held.count(), came.count()


def _held(agency, start, end, known_at):
    first, after = (_midnight(day) for day in (start, end + datetime.timedelta(days=1)))
    wanted = Q(state=Session.State.HELD, starts_at__gte=first, starts_at__lt=after)
    return _within(Session, known_at, wanted & _of(agency, "agency"))


def _rows_held(agency, *, on, known_at=None):
    """The sessions themselves: of each that was held, its register is on its page."""
    held = _held(agency, _start(on), on, known_at)
    return Session.objects.filter(pk__in=held.values("id"))


def _start(on):
    return on - relativedelta(months=MONTHS) + datetime.timedelta(days=1)


@figure(
    "sessions_held",
    title="Sessions held",
    definition=f"Sessions in the {MONTHS} months up to the day whose register is closed.",
    rows=_rows_held,
    rows_for="training.view_session",
)
def held(agency, *, on, known_at=None):
    """Sessions held in the year up to a day."""
    return Value(_year(agency, on, known_at)[0])


@figure(
    "sessions_attended",
    title="Came to sessions",
    definition="People whom the registers of these sessions show as having come, guests included; "
    "somebody who came to two is counted twice.",
    rows=_rows_held,
    rows_for="training.view_session",
    counts="people",
)
def attended(agency, *, on, known_at=None):
    """People who came to sessions in the year up to a day."""
    return Value(_year(agency, on, known_at)[1])


@figure(
    "trainers_accredited",
    title="Accredited trainers",
    definition="Trainers with at least one accreditation that had been issued and had not run out.",
    rows=lambda agency, *, on, known_at=None: Trainer.objects.filter(
        pk__in=_accreditations(agency, on, known_at).values("trainer")
    ),
    rows_for="training.view_trainer",
)
def accredited(agency, *, on, known_at=None):
    """Trainers who may give a course on a day."""
    return Value(_accreditations(agency, on, known_at).values("trainer").distinct().count())


def _accreditations(agency, on, known_at):
    open_then = Q(closed_on__isnull=True) | Q(closed_on__gt=on)
    trainers = _within(Trainer, known_at, open_then & _of(agency, "agency"))
    holds = Q(issued_on__lte=on) & (Q(expires_on__isnull=True) | Q(expires_on__gte=on))
    wanted = open_then & holds & Q(trainer__in=trainers.values("id"))
    return _within(Accreditation, known_at, wanted)


def _year(agency, on, known_at):
    return sessions_held(agency, start=_start(on), end=on, known_at=known_at)


def _of(agency, field):
    return Q(**{field: agency.pk}) if agency else Q()


def _within(model, known_at, wanted):
    """The states that a model's records had by a moment, and that a condition leaves."""
    past = model.history.model.objects
    rows = past.filter(history_date__lte=known_at or Now())
    last = rows.order_by("id", "-history_date", "-history_id").distinct("id")
    return past.filter(pk__in=last.values("history_id")).filter(wanted).order_by()


def _midnight(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
