"""Saying that a briefing was given."""

from django.db import transaction

from prevent_portal.errors import Refused
from prevent_portal.services import keep_record

from ..models import Briefing, BriefingGiven


@transaction.atomic
def give_briefing(briefing, *, by, given_on, on, note=""):
    """Say that a briefing was given on a day. Raises Refused if it is closed, said already or to come."""
    briefing = Briefing.objects.select_for_update(of=("self",)).get(pk=briefing.pk)
    if not briefing.is_open:
        raise Refused(briefing, "It is closed. Open it again first.")
    if given_on > on:
        raise Refused(briefing, "The day is still to come.", field="given_on")
    if briefing.given.standing().filter(on=given_on).exists():
        raise Refused(briefing, "It is down as given on this day already.", field="given_on")
    given = BriefingGiven(briefing=briefing, on=given_on, note=note, by=by)
    given._history_user = by
    given.save()
    return given


@transaction.atomic
def keep_given(given, *, by, given_by, **said):
    """Write down, or correct, that somebody gave a briefing; `by` is who writes it. Raises as `keep_record`."""
    given.by = given_by
    return keep_record(given, by=by, **said)
