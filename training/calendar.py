"""What training puts into the calendar: sessions, and accreditations that run out."""

import datetime

from django.utils import timezone

from prevent_portal.calendar import Entry

from .models import Accreditation, Session

#: Kinds of entry, as the calendar's filter names them.
SESSION, ACCREDITATION = "Training session", "Accreditation runs out"


def entries(user, *, start, end):
    """Sessions that were not cancelled, and accreditations on their last day."""
    yield from _sessions(user, start, end)
    yield from _accreditations(user, start, end)


def _sessions(user, start, end):
    rows = Session.objects.visible_to(user).standing().since(start)
    rows = rows.before(end + datetime.timedelta(days=1)).select_related("agency")
    for session in rows.order_by("starts_at", "pk"):
        local = timezone.localtime(session.starts_at)
        yield Entry(
            key=f"session-{session.pk}",
            on=local.date(),
            at=local.time(),
            kind=SESSION,
            reference=f"Training session {session.pk}",
            words=session.title,
            href=session.get_absolute_url(),
            agency=session.agency.name,
        )


def _accreditations(user, start, end):
    rows = Accreditation.objects.visible_to(user).standing()
    rows = rows.filter(expires_on__range=(start, end), trainer__closed_on__isnull=True)
    for each in rows.select_related("trainer__agency", "course").order_by("expires_on", "pk"):
        yield Entry(
            key=f"accreditation-{each.pk}-{each.expires_on:%Y%m%d}",
            on=each.expires_on,
            kind=ACCREDITATION,
            reference=f"Accreditation {each.pk} runs out",
            words=str(each),
            href=each.get_absolute_url(),
            agency=each.trainer.agency.name,
        )
