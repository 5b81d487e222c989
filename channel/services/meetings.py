"""A panel meets: it is planned, its agenda fills by itself, people come, and it is minuted."""

from django.db import IntegrityError, connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from prevent_portal import outbox
from prevent_portal.errors import Refused

from .. import decisions
from ..models import (
    AgendaItem,
    Attendance,
    Case,
    CaseEvent,
    Clock,
    MeetingMessage,
    Membership,
    Minute,
    PanelMeeting,
    PanelVisitor,
)
from ..permissions import CHAIRS
from ..states import AFTER, Status
from .cases import locked, record

Kind = AgendaItem.Kind

LEARNING = "What we have learned"
CANCELLED = "The meeting was cancelled"
#: In which order the agenda fills with what is due.
_ORDER = (Kind.NEW, Kind.REVIEW, Kind.AFTER)
_AT_PANEL = (Status.TO_PANEL, Status.CONSIDERED)
_REVIEWED = (
    Status.ADOPTED,
    Status.CONSENT_SOUGHT,
    Status.CONSENT_REFUSED,
    Status.CONSENT_WITHDRAWN,
    Status.POLICE_LED,
)


# Planning


@transaction.atomic
def plan_meeting(panel, *, by, on, starts_at, place=""):
    """Plan a meeting; its agenda holds what is due by its day. Raises Refused if the panel meets then already."""
    meeting = PanelMeeting(panel=panel, on=on, starts_at=starts_at, place=place)
    _keep(meeting)
    build_agenda(meeting, by=by)
    return meeting


@transaction.atomic
def change_meeting(meeting, *, by, on, starts_at, place=""):
    """Move a meeting that has not begun, or say where it is; what is due by its new day joins the agenda.

    Its members are told, where anything is different.
    """
    meeting = _planned(meeting)
    before = (meeting.on, meeting.starts_at, meeting.place)
    meeting.on, meeting.starts_at, meeting.place = on, starts_at, place
    _keep(meeting)
    build_agenda(meeting, by=by)
    if before != (on, starts_at, place):
        _tell_members(meeting, by)
    return meeting


@transaction.atomic
def cancel_meeting(meeting, *, by, because):
    """Call a planned meeting off, and tell its members; what stood on its agenda is due for the next.

    Raises Refused while something stands on the agenda that is not open to who calls it off.
    """
    meeting = _planned(meeting)
    if because not in PanelMeeting.Cancellation.values:
        raise Refused(meeting, "Choose why the meeting is cancelled.", field="because")
    for item in meeting.items.standing().select_related("meeting", "case"):
        remove_from_agenda(item, by=by, because=AgendaItem.Removal.OTHER, words=CANCELLED)
    if _ask("channel_items_left", meeting.pk):
        raise Refused(
            meeting,
            "Something that is not open to you stands on the agenda. "
            "Another officer of the panel must cancel the meeting.",
        )
    meeting.status, meeting.cancelled_because = PanelMeeting.Status.CANCELLED, because
    meeting.save()
    _tell_members(meeting, by)
    return meeting


@transaction.atomic
def papers_are_ready(meeting, *, by):
    """Say that what the meeting is about may be read, and tell its members; may be said again."""
    meeting = _planned(meeting)
    meeting.papers_ready_at = timezone.now()
    meeting.save()
    _tell_members(meeting, by)
    return meeting


def _tell_members(meeting, by):
    """Promise each member a message that leads to the meeting: one a day and person, whatever came of it.

    Whoever is invited to a case that it speaks of is told where the case is; who they are, the worker asks.
    """
    outbox.put("tell_of_case_at_meeting", meeting_id=meeting.pk)
    seats = Membership.objects.in_force().filter(panel=meeting.panel_id).exclude(user=by.pk)
    for person in seats.order_by("user").values_list("user", flat=True).distinct():
        about = {"user_id": person, "on": timezone.localdate()}
        try:
            with transaction.atomic():
                MeetingMessage.objects.create(meeting=meeting, panel_id=meeting.panel_id, **about)
        except IntegrityError:  # written to today already, perhaps by another panel
            continue
        outbox.put("tell_of_meeting", user_id=person, meeting_id=meeting.pk)


def due_cases(meeting, *, user):
    """What the panel should speak of by the day of a meeting, by when it is due."""
    cases = Case.objects.visible_to(user).filter(panel=meeting.panel_id)
    return cases.filter(
        Q(status__in=_AT_PANEL)
        | Q(status__in=_REVIEWED, due_step__in=[Clock.Step.REVIEW, Clock.Step.PANEL], due_on__lte=meeting.on)
        | Q(status__in=AFTER, due_on__lte=meeting.on)
    ).order_by("due_on", "pk")  # fmt: skip


def kind_for(case):
    """As what a case stands on an agenda."""
    if case.status in AFTER:
        return Kind.AFTER
    return Kind.NEW if case.status in _AT_PANEL else Kind.REVIEW


@transaction.atomic
def build_agenda(meeting, *, by):
    """Put on the agenda what is due by the day and was not taken off by hand; return how much is new."""
    meeting = _not_minuted(meeting)
    known = set(meeting.items.values_list("case_id", "kind"))
    known_cases = {case for case, _ in known}
    due = [(kind_for(case), case) for case in due_cases(meeting, user=by)]
    new = [(kind, case) for kind, case in due if case.pk not in known_cases]
    for kind, case in sorted(new, key=lambda pair: _ORDER.index(pair[0])):
        _add(meeting, kind, case=case)
    if not any(kind == Kind.LEARNING for _, kind in known):
        _add(meeting, Kind.LEARNING, words=LEARNING)
    return len(new)


@transaction.atomic
def add_to_agenda(meeting, *, by, case=None, words=""):
    """Put a case, or other business in words, on the agenda. A case seats the panel's members at it."""
    meeting = _not_minuted(meeting)
    if case is None:
        return _add(meeting, Kind.OTHER, words=words)
    if meeting.items.standing().filter(case=case).exists():
        raise Refused(meeting, f"{case} is on the agenda already.", field="case")
    if not decisions.choices(case):
        sentence = (
            f"{case} is at “{case.get_status_display()}”: the panel has nothing to decide on it."
        )
        raise Refused(meeting, sentence, field="case")
    return _add(meeting, kind_for(case), case=case)


@transaction.atomic
def remove_from_agenda(item, *, by, because, words=""):
    """Take something off the agenda, for a reason from the list; what was decided stays on it.

    `words` about a case are sealed in its chronology.
    """
    item = _standing(item)
    if item.done_at:
        raise Refused(item.meeting, "This has been dealt with: it stays on the agenda.")
    at = timezone.now()
    item.removed_at, item.removed_because = at, AgendaItem.Removal(because)
    item.save()
    if item.case_id:
        said = ": ".join(filter(None, (item.get_removed_because_display(), words)))
        on = timezone.localdate(at)
        record(item.case, CaseEvent.Kind.NOTED, by=by, on=on, words=f"Taken off the agenda. {said}")
        end_business(item.case)
    return item


@transaction.atomic
def move_item(item, *, by, up):
    """Move something one place up or down the agenda."""
    item = _standing(item)
    items = list(item.meeting.items.standing())
    here = items.index(item)
    there = here - 1 if up else here + 1
    if 0 <= there < len(items):
        items[here], items[there] = items[there], items[here]
    for place, each in enumerate(items, 1):
        if each.place != place:
            each.place = place
            each.save()
    return item


@transaction.atomic
def note_item(item, *, by, notes, is_done):
    """Write down what was said of the panel's own business, and whether it is dealt with."""
    item = _standing(item)
    item.notes = notes
    item.done_at = (item.done_at or timezone.now()) if is_done else None
    item.save()
    return item


def end_business(case):
    """End the seats of members who have nothing left to do with a case; who closes a case calls it too."""
    return _ask("channel_end_business", case.pk)


# Holding


@transaction.atomic
def open_meeting(meeting, *, by, on):
    """Begin a meeting: what came due meanwhile joins the agenda. Raises Refused before its day."""
    meeting = _planned(meeting)
    if on < meeting.on:
        raise Refused(meeting, "This meeting is on a later day. Change its day if it is held now.")
    build_agenda(meeting, by=by)
    for item in meeting.items.standing().exclude(case=None):
        _ask("channel_seat_members", item.case_id)
    meeting.status, meeting.opened_at = PanelMeeting.Status.OPEN, timezone.now()
    meeting.save()
    return meeting


@transaction.atomic
def take_attendance(meeting, *, by, sitting=(), invited=()):
    """Write down who came: (membership, state) of those who sit, (case, user, state) of the invited.

    A state that is empty leaves a person as they were.
    """
    meeting = _not_minuted(meeting)
    standing = {(row.user_id, row.case_id): row for row in meeting.attendances.all()}
    for membership, state in sitting:
        facts = {"user": membership.user, "membership": membership}
        _attend(meeting, standing.get((membership.user_id, None)), state, facts)
    for case, user, state in invited:
        _attend(meeting, standing.get((user.pk, case.pk)), state, {"user": user, "case": case})
    return meeting


def _attend(meeting, row, state, facts):
    if not state or row and row.state == state:
        return
    if row is None:
        agency = facts["user"].agency
        row = Attendance(meeting=meeting, panel_id=meeting.panel_id, agency=agency, **facts)
    row.state = state
    row.save()


@transaction.atomic
def agree_visitor(meeting, *, by, on, name, organisation, purpose, signed_on):
    """Let somebody watch under the visitors' policy. They get no seat: they see what the chair shows.

    Raises Refused where somebody other than the chair or deputy agrees, or nothing was signed first.
    """
    meeting = _not_minuted(meeting)
    if not chairs(by, meeting.panel):
        raise Refused(meeting, "Only the chair or deputy agrees to a visitor.")
    if signed_on > meeting.on:
        raise Refused(
            meeting, "The confidentiality agreement must be signed before the meeting.",
            field="signed_on",
        )  # fmt: skip
    return PanelVisitor.objects.create(
        meeting=meeting,
        panel_id=meeting.panel_id,
        name=name,
        organisation=organisation,
        purpose=purpose,
        signed_on=signed_on,
        agreed_by=by,
    )


@transaction.atomic
def withdraw_visitor(visitor, *, by):
    """A visitor does not come after all; that they were to come stays written down."""
    visitor = PanelVisitor.objects.select_for_update(of=("self",)).get(pk=visitor.pk)
    _not_minuted(visitor.meeting)
    visitor.withdrawn_at = visitor.withdrawn_at or timezone.now()
    visitor.save()
    return visitor


@transaction.atomic
def finish_meeting(meeting, *, by):
    """The minutes stand: nothing in them changes any more, and members' seats end with their business.

    Raises Refused while something on the agenda is not dealt with.
    """
    meeting = _locked(meeting)
    if not meeting.is_open:
        raise Refused(meeting, "Only a meeting that is under way can be finished.")
    items = meeting.items.standing().filter(done_at=None).select_related("case")
    if open_items := [str(item) for item in items]:
        raise Refused(
            meeting,
            f"Not dealt with yet: {', '.join(open_items)}. "
            "Record a decision, or take it off the agenda with a reason.",
        )
    if _ask("channel_items_left", meeting.pk):
        raise Refused(
            meeting,
            "Something that is not open to you is not dealt with yet. "
            "Another officer of the panel must finish the meeting.",
        )
    meeting.status = PanelMeeting.Status.MINUTED
    meeting.minuted_at, meeting.minuted_by = timezone.now(), by
    meeting.save()
    _ask("channel_end_meeting", meeting.pk)
    return meeting


def chairs(user, panel):
    """True if somebody sits on a panel as its chair or deputy."""
    seats = Membership.objects.in_force().filter(panel=panel, user=user.pk, seat__in=CHAIRS)
    return seats.exists()


def _add(meeting, kind, *, case=None, words=""):
    last = meeting.items.aggregate(Max("place"))["place__max"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting,
        panel_id=meeting.panel_id,
        case=case,
        kind=kind,
        words=words,
        place=last + 1,
    )
    if case is not None:
        case = locked(case)
        before = Minute.objects.filter(case=case).exclude(decided_at=None).first()
        carried = {"summary": before.summary, "risk": before.risk} if before else {}
        Minute.objects.create(case=case, item=item, **carried)
        _ask("channel_seat_members", case.pk)
    return item


def _keep(meeting):
    try:
        with transaction.atomic():
            meeting.save()
    except IntegrityError:
        raise Refused(meeting.panel, "The panel already meets at that time.", field="on") from None


def _locked(meeting):
    return (
        PanelMeeting.objects.select_for_update(of=("self",))
        .select_related("panel")
        .get(pk=meeting.pk)
    )


def _not_minuted(meeting):
    meeting = _locked(meeting)
    if meeting.is_minuted:
        raise Refused(meeting, "The minutes of this meeting stand: nothing in it can be changed.")
    if meeting.is_cancelled:
        raise Refused(meeting, "This meeting was cancelled: nothing in it can be changed.")
    return meeting


def _planned(meeting):
    meeting = _not_minuted(meeting)
    if not meeting.is_planned:
        raise Refused(meeting, "This meeting has begun already.")
    return meeting


def _standing(item):
    """The item, locked; raises Refused if it was taken off, or the meeting is minuted."""
    _not_minuted(item.meeting)
    item = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)  # fmt: skip
    if item.removed_at:
        raise Refused(item.meeting, "This was taken off the agenda meanwhile.")
    return item


def _ask(function, *arguments):
    """What a function of the gate answers."""
    marks = ", ".join(["%s"] * len(arguments))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}({marks})", arguments)  # noqa: S608 - names of ours
        return cursor.fetchone()[0]
