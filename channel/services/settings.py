"""What differs between councils and years: lists, age bands, time limits and panels are kept."""

import datetime

from django.db import IntegrityError, transaction

from prevent_portal.errors import Refused
from prevent_portal.services import close_record, keep_record, reopen_record

from ..models import Clock, Panel


@transaction.atomic
def keep_clock(clock, *, by, version=None, **values):
    """Save a time limit; a new one ends the one before it on the day on which it begins. Raises Refused."""
    if clock.pk is None:
        others = Clock.objects.select_for_update(of=("self",)).filter(step=values["step"])
        begins = values["from_on"]
        later = others.filter(from_on__gte=begins).order_by("from_on").first()
        if later:
            day = f"{later.from_on.day} {later.from_on:%B %Y}"
            raise Refused(
                clock,
                f"A time limit of this step begins on {day}. Change that one, or begin later.",
                field="from_on",
            )
        for before in others.filter(until_on=None):
            before.until_on = begins
            before._history_user = by
            before.save()
    return keep_record(clock, by=by, version=version, **values)


@transaction.atomic
def retire(record, *, by, on, reason):
    """Take a choice or a band out of use: it is offered no more, and what names it stays as it is."""
    record = close_record(record, by=by, on=on, reason=reason)
    ends = max(on, record.from_on + datetime.timedelta(days=1))
    if record.until_on is None or record.until_on > ends:
        record.until_on = ends
        record.save()
    return record


@transaction.atomic
def take_up_again(record, *, by):
    """Put a choice or a band into use again. Raises Refused where another has taken its place."""
    record = reopen_record(record, by=by)
    record.until_on = None
    try:
        with transaction.atomic():
            record.save()
    except IntegrityError:
        raise Refused(record, "Another has taken its place meanwhile. Close that first.") from None
    return record


def kept_panels():
    """Every panel, for whoever keeps them: of who sits there, and of cases, they say nothing."""
    return Panel.objects.select_related("authority", "police")


@transaction.atomic
def keep_panel(panel, *, by, version=None, **values):
    """Save a new panel, or what was changed of one."""
    return keep_record(panel, by=by, version=version, **values)


@transaction.atomic
def close_panel(panel, *, by, on, reason):
    """Close a panel to new referrals; its cases and their seats stay. Raises Refused."""
    panel = Panel.objects.select_for_update(of=("self",)).get(pk=panel.pk)
    if panel.closed_on:
        raise Refused(panel, "This panel is closed already.")
    panel.closed_on = on
    panel._change_reason = reason[:100]
    panel._history_user = by
    panel.save()
    return panel


@transaction.atomic
def reopen_panel(panel, *, by):
    """Open a closed panel to referrals again."""
    panel = Panel.objects.select_for_update(of=("self",)).get(pk=panel.pk)
    panel.closed_on = None
    panel._change_reason = "Opened again"
    panel._history_user = by
    panel.save()
    return panel
