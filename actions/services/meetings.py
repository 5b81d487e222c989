"""Meetings: planned with their standing items, run, held, minuted; nothing before its day."""

from django.db import transaction
from django.utils import timezone

from prevent_portal import files
from prevent_portal.errors import Refused
from prevent_portal.services import close_record, keep_record

from ..models import AgendaItem, Attendance, Decision, Meeting, Membership

Status = Meeting.Status


@transaction.atomic
def keep_meeting(meeting, *, by, version=None, **values):
    """Plan a meeting, with the standing items of its body on the agenda; or change when it is.

    Raises Refused if it is minuted, or if a meeting that was held would move to a day to come.
    """
    is_new = meeting.pk is None
    if not is_new:
        _hold(meeting)
    if meeting.status in Meeting.TOOK_PLACE:
        _refuse_days_to_come(meeting, values.get("on", meeting.on), timezone.localdate())
    _refuse_two_on_a_day(meeting, values)
    keep_record(meeting, by=by, version=version, **values)
    if is_new:
        for position, title in enumerate(meeting.body.standing_items, start=1):
            _save(AgendaItem(meeting=meeting, position=position, title=title, is_standing=True), by)
    return meeting


@transaction.atomic
def move_meeting(meeting, *, to, by, on):
    """Say that a meeting was held, or that its minutes are complete; or take either back.

    Raises Refused before the day of the meeting, and where there is nothing for minutes.
    """
    meeting = _hold(meeting, even_if_minuted=True)
    if to in Meeting.TOOK_PLACE:
        _refuse_days_to_come(meeting, meeting.on, on)
    meeting.move_to(to)
    if to == Status.MINUTED and not has_minutes(meeting):
        raise Refused(meeting, "Write the minutes, or attach them, before you say they are done.")
    _save(meeting, by)
    return meeting


def has_minutes(meeting):
    """True if anything says what happened: words, notes under an item, or a file."""
    return bool(
        meeting.minutes or meeting.minutes_file_id or meeting.items.exclude(notes="").exists()
    )


@transaction.atomic
def cancel_meeting(meeting, *, by, on, reason):
    """Cancel a planned meeting, with the reason; one that was held stays."""
    if meeting.status != Status.PLANNED:
        raise Refused(meeting, "It was held, so it cannot be cancelled.")
    return close_record(meeting, by=by, on=on, reason=reason)


def agenda_of(meeting):
    """The items of a meeting that were not dropped, in order."""
    return list(meeting.items.filter(dropped_because="").order_by("position", "pk"))


def members_of(meeting):
    """Who sat on the body on the day of the meeting."""
    rows = Membership.objects.filter(body=meeting.body_id).current(on=meeting.on)
    rows = rows.select_related("agency", "person", "deputy")
    return list(rows.order_by("agency__name", "seat", "pk"))


@transaction.atomic
def run_meeting(
    meeting,
    *,
    by,
    notes=None,
    places=None,
    attendance=None,
    item="",
    decision="",
    carried_by="",
    **values,
):
    """Save what a meeting's chair wrote while it ran: notes, order, who came, one more decision.

    `notes` and `places` are by agenda item; `attendance` is (how, who came instead) by member. What
    is not given stays as it is.
    """
    meeting = _hold(meeting)
    for each in meeting.items.order_by("position", "pk"):
        _write(each, by, notes=(notes or {}).get(each.pk), position=(places or {}).get(each.pk))
    known = {row.membership_id: row for row in meeting.attendance.all()}
    for member, (how, stand_in) in (attendance or {}).items():
        row = known.get(member) or Attendance(meeting=meeting, membership_id=member)
        if how:
            _write(row, by, how=how, stand_in=stand_in)
    _write(meeting, by, **values)
    if item:
        add_item(meeting, by=by, title=item)
    if decision:
        decided = Decision(body=meeting.body, meeting=meeting, on=meeting.on)
        keep_record(decided, by=by, words=decision, carried_by=carried_by)
    return meeting


@transaction.atomic
def add_item(meeting, *, by, title):
    """Put an item at the end of a meeting's agenda."""
    _hold(meeting)
    last = meeting.items.order_by("-position").first()
    item = AgendaItem(meeting=meeting, position=last.position + 1 if last else 1, title=title)
    return _save(item, by)


@transaction.atomic
def drop_item(item, *, by, reason):
    """Take an item off the agenda, with the reason; it stays to be seen."""
    _hold(item.meeting)
    item = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    if item.dropped_because:
        raise Refused(item.meeting, "It has been dropped already.")
    item.dropped_because = reason.strip()
    return _save(item, by)


@transaction.atomic
def attach_minutes(meeting, *, by, file):
    """Keep the minutes as a file beside the meeting."""
    meeting = _hold(meeting)
    _refuse_days_to_come(meeting, meeting.on, timezone.localdate())
    meeting.minutes_file = files.keep(file, name=file.name, by=by, thing=meeting)
    return _save(meeting, by)


def send_minutes(meeting):
    """The download of the minutes; raises Refused if no file is attached, or it is lost."""
    if meeting.minutes_file is None:
        raise Refused(meeting, "No file is attached to this meeting.")
    try:
        return files.send(meeting.minutes_file, thing=meeting)
    except FileNotFoundError:
        raise Refused(
            meeting, "The file of these minutes cannot be found. Tell the administrator."
        ) from None


def _hold(meeting, *, even_if_minuted=False):
    """Lock the meeting and return it as it stands; raise Refused if nothing in it may change."""
    held = Meeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)
    if not held.is_open:
        raise Refused(held, "This meeting is cancelled.")
    if held.status == Status.MINUTED and not even_if_minuted:
        raise Refused(held, "Its minutes are done. Take them back before you change anything.")
    return held


def _refuse_days_to_come(meeting, day, on):
    if day > on:
        raise Refused(
            meeting,
            f"This meeting is on {day.day} {day:%B %Y}: "
            "it cannot be held or minuted before it happens.",
        )


def _refuse_two_on_a_day(meeting, values):
    body, on = values.get("body") or meeting.body, values.get("on") or meeting.on
    others = Meeting.objects.standing().filter(body=body, on=on).exclude(pk=meeting.pk)
    if others.exists():
        raise Refused(meeting, "This board or group already has a meeting on that day.", field="on")


def _write(thing, by, **values):
    """Save what is given and differs; write no history where nothing does."""
    changed = {
        name: value
        for name, value in values.items()
        if value is not None and getattr(thing, name) != value
    }
    if changed:
        for name, value in changed.items():
            setattr(thing, name, value)
        _save(thing, by)


def _save(thing, by):
    thing._history_user = by
    thing.save()
    return thing
