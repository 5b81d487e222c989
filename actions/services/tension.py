"""Keeping the tension log and critical incidents: references, meetings, and a log nobody rewrites."""

from dateutil.relativedelta import relativedelta
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from prevent_portal import services
from prevent_portal.errors import Refused

from ..models import IncidentEntry, TensionMeeting

#: Months between two reviews of a critical incident process, where nobody says otherwise.
REVIEWED_EVERY = 12
#: So that two references are never given at the same moment.
_LOCK = 7_310_001


@transaction.atomic
def keep_restricted(record, *, by, version=None, **values):
    """Save an entry of the tension log or an incident; a new one gets the year's next reference.

    Raises Refused if its day is still to come.
    """
    if values["on"] > timezone.localdate():
        raise Refused(record, "The day is still to come.", field="on")
    if not record.pk:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        record.year = values["on"].year
        rows = type(record).objects.filter(year=record.year)
        record.number = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    return services.keep_record(record, by=by, version=version, **values)


@transaction.atomic
def keep_meeting(meeting, *, by, version=None, **values):
    """Save a meeting, held or missed. Raises Refused if it is still to come or nobody came to it."""
    if values["on"] > timezone.localdate():
        raise Refused(meeting, "The day is still to come.", field="on")
    held = values["state"] == TensionMeeting.State.HELD
    if held != bool(values["attended"]):
        sentence = "Say which agencies came." if held else "Nobody comes to a missed meeting."
        raise Refused(meeting, sentence, field="attended")
    return services.keep_record(meeting, by=by, version=version, **values)


@transaction.atomic
def keep_lesson(lesson, *, by, version=None, **values):
    """Save what was learnt. Raises Refused if the incident is not the person's to keep."""
    if not by.has_perm("actions.change_incident", values["incident"]):
        raise Refused(lesson, "This incident is not yours to keep.", field="incident")
    return services.keep_record(lesson, by=by, version=version, **values)


@transaction.atomic
def keep_process(process, *, by, version=None, **values):
    """Save a critical incident process; it is due for review a year after the last, if not sooner."""
    if values.get("reviewed_on") and not values.get("review_on"):
        values["review_on"] = values["reviewed_on"] + relativedelta(months=REVIEWED_EVERY)
    return services.keep_record(process, by=by, version=version, **values)


@transaction.atomic
def log_incident(incident, *, by, words):
    """Add a line to an incident's log, at this moment. Raises Refused if the incident is closed."""
    incident = type(incident).objects.select_for_update(of=("self",)).get(pk=incident.pk)
    if not incident.is_open:
        raise Refused(incident, "It is closed. Open it again before you write in its log.")
    return IncidentEntry.objects.create(incident=incident, by=by, words=words)
