"""What the screens and the paper of a meeting show: of cases, only those that are open to the reader."""

from functools import cache

from django.db import connection
from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q
from django.template.loader import render_to_string
from django.utils import timezone

from prevent_portal.acting import acting, reads
from prevent_portal.models import Agency, User

from . import decisions, doors, quorum, reading
from .models import (
    AgendaItem,
    Attendance,
    Case,
    CaseAction,
    CaseEvent,
    CaseKey,
    Correction,
    Decision,
    Membership,
    Minute,
    Panel,
    PanelMeeting,
    PanelVisitor,
)
from .models.case import LAST_KEY
from .models.rows import opens, reads_about
from .models.together import ANOTHER, ANY, Among, Later, Together, tie
from .parts import parts_of
from .permissions import Can
from .states import AFTER, Status
from .whole import CasesOf, keep_each

_HIDDEN = {
    "channel/case/_chronology.html",
    "channel/case/_seats.html",
    "channel/case/_person.html",
    "channel/case/_actions.html",
    "channel/case/_decisions.html",
}
#: Events of a case that its screen shows, the newest.
EVENTS = 12
#: References of what is due and on no agenda that `channel_due_unlisted` gives at most, the earliest.
MOST_DUE = 20
#: What a decision leaves to be done, and where a case stands until it is.
_AFTER_IT = {
    Decision.ADOPT: ("Ask for consent to support", (Status.CONSENT_SOUGHT,)),
    Decision.NOT_ADOPT: (
        "Tell the referrer, and see the health or social care referral through",
        (Status.NOT_ADOPTED,),
    ),
    Decision.REFER: ("Hand the person over to the other service", (Status.NOT_ADOPTED,)),
    Decision.CLOSE: (
        "Write the closing report and close the case",
        (Status.ADOPTED, Status.CONSENT_REFUSED, Status.CONSENT_WITHDRAWN, Status.POLICE_LED, Status.NOT_ADOPTED),
    ),
    Decision.NO_CONCERN: ("Record the review on the case", AFTER),
    Decision.REOPEN: ("Record the review, and open the case again", AFTER),
}  # fmt: skip


def items_of(meeting, user):
    """What stands on the agenda, as far as it is open to somebody."""
    items = AgendaItem.objects.visible_to(user).filter(meeting=meeting).standing()
    return items.select_related("case", "minute", "panel", "meeting").order_by("place", "pk")


def read_items(meeting, user):
    """The same as a list, with the minutes as they stand: each with the key of its case, and its corrections."""
    rows = items_of(meeting, user).select_related("case__key", "minute", "panel", "meeting")
    items = list(rows.prefetch_related("minute__corrections__by"))
    for item in items:
        if item.case_id:
            item.minute.case = item.case
            for correction in item.minute.corrections.all():
                correction.case = item.case
    return items


def page(meeting, user, *, runs):
    """All that the page of a meeting shows; `runs` is whether its reader, who sits on the panel, runs it."""
    found = _of_meeting(reads()).read({ANY: meeting.pk})
    items = found["items"]
    found |= _beside(meeting, items, found)
    read = reading.readers_of(items)
    return {
        "meeting": meeting,
        "panel": meeting.panel,
        "rows": [(item, read.get(item.pk, []), item.is_coordinated) for item in items],
        "due": _not_on_agenda(meeting) if runs and not meeting.is_over else None,
        "attendances": found["attendances"],
        "visitors": found["visitors"],
        "after": _to_do(items, found["actions"]),
    }


@cache
def _of_meeting(reads):
    """What a meeting holds as one statement, compiled for the way the database is asked; see `acting_for`."""
    items = AgendaItem.objects.of_panel_sat_on().filter(meeting=ANY).standing()
    can = ExpressionWrapper(opens(Can.COORDINATE, "case"), output_field=BooleanField())
    return Together.of(
        {
            "items": items.annotate(is_coordinated=can).order_by("place", "pk"),
            "attendances": Attendance.objects.of_panel_sat_on().filter(meeting=ANY).order_by("pk"),
            "visitors": PanelVisitor.objects.filter(meeting=ANY),
        }
    )


@cache
def _of_cases():
    """What is shown of the cases on an agenda, by the keys of cases and items."""
    minutes = Minute.objects.filter(Among("item", Later(AgendaItem)))
    return Together.of(
        {
            "cases": Case.objects.filter(Among("pk", Later(Case))),
            "keys": CaseKey.objects.filter(Among("pk", Later(Case))),
            "minutes": minutes,
            "actions": CaseAction.objects.filter(minute__in=minutes).open(),
            "corrections": Correction.objects.filter(minute__in=minutes),
        }
    )


@cache
def _people():
    """Who is named on the page of a meeting, and those whom deputies stand in for."""
    held = Membership.objects.filter(Among("pk", Later(Membership)))
    seats = held | Membership.objects.filter(pk__in=held.values("deputises_for"))
    people = Q(Among("pk", Later(User))) | Q(pk__in=seats.values("user"))
    return Together.of(
        {
            Membership: seats,
            User: User.objects.filter(people).only("name"),
            Agency: Agency.objects.filter(Among("pk", Later(Agency))),
        }
    )


def _beside(meeting, items, held):
    """Cases, minutes, and what was corrected and given out since, tied to each other, to items and attendances."""
    cases = [item.case_id for item in items if item.case_id]
    reads_about(cases)
    found = _of_cases().read({Case: cases, AgendaItem: [item.pk for item in items]})
    known = {PanelMeeting: {meeting.pk: meeting}, Panel: {meeting.panel_id: meeting.panel}}
    for name in ("cases", "minutes"):
        known |= {type(row): {row.pk: row for row in found[name]} for row in found[name][:1]}
    known[AgendaItem] = {item.pk: item for item in items}
    own = [*items, *held["attendances"], *(row for rows in found.values() for row in rows)]
    wanted = tie(own, known)
    people = _people().read({model: wanted.get(model, ()) for model in (Membership, User, Agency)})
    known |= {model: {row.pk: row for row in rows} for model, rows in people.items()}
    tie([*people[Membership], *own], known)
    minutes = {minute.item_id: minute for minute in found["minutes"]}
    for item in items:
        item._meta.get_field("minute").set_cached_value(item, minutes.get(item.pk))
    keys = {key.pk: key for key in found["keys"]}
    for case in found["cases"]:
        case._meta.get_field("key").set_cached_value(case, keys.get(case.pk))
    keep_each(found["minutes"], "corrections", found["corrections"], "minute_id")
    return found


def _not_on_agenda(meeting):
    """What has come due for the panel by the day of a meeting and is not on its agenda: references, and how many more.

    None where there is none.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM channel_due_unlisted(%s)", [meeting.pk])
        found = cursor.fetchall()
    if not found:
        return None
    more = (
        found[0][1] - len(found) if len(found) == MOST_DUE else 0
    )  # else all that are open stand there
    return {"references": [reference for reference, _ in found], "more": more}


def attendances_of(meeting, user):
    """Who came, who sent apologies, and whose deputy came."""
    rows = Attendance.objects.visible_to(user).filter(meeting=meeting)
    return rows.select_related("user", "agency", "case", "membership__deputises_for__user")


def came_by_agency(meetings, user):
    """Of meetings, at how many each agency was there: rows of (agency, how many)."""
    rows = Attendance.objects.visible_to(user).filter(
        meeting__in=[meeting.pk for meeting in meetings], case=None
    )
    there = Count("meeting", distinct=True, filter=Q(state=Attendance.State.PRESENT))
    return rows.values_list("agency__name").annotate(there=there).order_by("agency__name")


def invited_to(meeting, seats):
    """Of seats of people invited to one case, those whose case is on the agenda."""
    on_agenda = meeting.items.standing().exclude(case=None).values("case")
    return seats.filter(case__in=on_agenda).select_related("user__agency", "case").order_by("pk")


class MeetingsSatOn:
    """Meetings of one's panels, for the door of a page: the one it looks for comes with its panel and one's seats."""

    model = PanelMeeting

    def get(self, *, pk):
        """The meeting, if the person acted for sits on its panel; raises PanelMeeting.DoesNotExist."""
        if pk > LAST_KEY:
            raise PanelMeeting.DoesNotExist
        found = _one_meeting().read({ANY: pk, ANOTHER: acting().pk})
        for meeting in found["meeting"]:
            seats = {held.seat for held in found["seats"] if held.panel_id == meeting.panel_id}
            if seats:
                (panel,) = found["panel"]
                tie([meeting], {Panel: {panel.pk: panel}})
                doors.take_seats(acting(), panel, seats)
                return meeting
        raise PanelMeeting.DoesNotExist


@cache
def _one_meeting():
    meeting = PanelMeeting.objects.filter(pk=ANY)
    held = Membership.objects.in_force().filter(user=ANOTHER)
    return Together.of(
        {
            "meeting": meeting,
            "panel": Panel.objects.filter(pk__in=meeting.values("panel")),
            "seats": held.only("panel", "seat"),
        }
    )


class ItemsToMinute:
    """Items about cases, for the door of the screen: the one it looks for comes with its meeting, minute and case."""

    model = AgendaItem

    def get(self, *, pk):
        """The item, if it is open to the person acted for; raises AgendaItem.DoesNotExist."""
        if pk > LAST_KEY:
            raise AgendaItem.DoesNotExist
        found = _one_item(reads()).read({ANY: pk})
        if not found["item"]:
            raise AgendaItem.DoesNotExist
        item = found["item"][0]
        try:
            item.case = CasesOf(acting()).get(pk=item.case_id)
        except Case.DoesNotExist:  # closed between the two questions
            raise AgendaItem.DoesNotExist from None
        known = {Case: {item.case_id: item.case}, AgendaItem: {item.pk: item}}
        known[PanelMeeting] = {meeting.pk: meeting for meeting in found["meeting"]}
        tie([item, *found["minute"]], known)
        item._meta.get_field("minute").set_cached_value(item, found["minute"][0])
        return item


@cache
def _one_item(reads):
    items = AgendaItem.objects.of_panel_sat_on().filter(pk=ANY).exclude(case=None)
    return Together.of(
        {
            "item": items,
            "minute": Minute.objects.filter(item=ANY),
            "meeting": PanelMeeting.objects.filter(pk__in=items.values("meeting")),
        }
    )


@cache
def _agenda(reads):
    """The agenda as the screen lists it: of cases their references."""
    items = AgendaItem.objects.of_panel_sat_on().filter(meeting=ANY).standing()
    return Together.of(
        {"items": items.annotate(reference=F("case__reference")).order_by("place", "pk")}
    )


def screen(item, user, on):
    """All of the screen on which one case is minuted."""
    case, meeting = item.case, item.meeting
    parts = [part for part in parts_of(case, user, on) if part.template not in _HIDDEN]
    before = _before(item)
    people = quorum.there(meeting, case)
    return {
        "item": item,
        "case": case,
        "meeting": meeting,
        "items": _agenda(reads()).read({ANY: meeting.pk})["items"],
        "minute": next(each for each in case.minutes.all() if each.pk == item.minute.pk),
        "before": before,
        "events": _events_since(before, case)[:EVENTS],
        "actions": case.case_actions.all(),
        "parts": parts,
        "missing": quorum.missing(case.panel, case.lives_in, people),
        "may_decide": meeting.is_open and user.has_perm(Can.CHAIR, case),
        "open_choices": decisions.choices(case),
    }


def open_item(case, pk, user):
    """The item of an agenda that a page was reached from, if it is this case's and not yet decided."""
    if not (pk or "").isdecimal() or len(pk) > 18:
        return None
    rows = AgendaItem.objects.visible_to(user).filter(case=case, pk=pk, minute__decided_at=None)
    return (
        rows.standing().select_related("minute").first()
        if user.has_perm(Can.COORDINATE, case)
        else None
    )


def next_of(item, user, *, stays):
    """Where to go on: the same case while it is being minuted, else the next that is not dealt with."""
    item = AgendaItem.objects.get(pk=item.pk)
    if not item.done_at:
        return item.get_absolute_url()
    left = [each for each in items_of(item.meeting, user) if not each.done_at and each.case_id]
    return left[0].get_absolute_url() if left else item.meeting.get_absolute_url()


def quietly(form, minute, is_saved):
    """What the page is told when it has sent its words by itself."""
    from prevent_portal.versions import version_of

    if getattr(form, "meanwhile", None):
        return {
            "sentence": "Somebody else saved words here. Press Save to see both: nothing is lost.",
            "stop": True,
        }
    now = timezone.localtime().strftime("%H:%M")
    version = version_of(minute)
    if is_saved:
        return {"version": version, "sentence": f"Saved at {now}."}
    sentences = [sentence for each in form.errors.values() for sentence in each]
    return {"version": version, "sentence": f"Not all is saved yet: {sentences[0]}"}


def _to_do(items, actions):
    """What a meeting left to be done, as rows of (words, case, due day, address): what is done falls out."""
    rows = []
    for minute in (item.minute for item in items if item.case_id and item.minute.decided_at):
        words, until = _AFTER_IT.get(minute.standing.decision, ("", ()))
        if minute.case.status in until:
            rows.append((words, minute.case, minute.case.due_on, minute.case.get_absolute_url()))
    for action in actions:
        words = f"Something for {action.owner.name} to do"
        rows.append((words, action.case, action.due_on, action.case.get_absolute_url()))
    return rows


def paper(meeting, *, reader, at):
    """The minutes as PDF bytes, made in memory: marked, and watermarked with who asked for it and when."""
    from prevent_portal import papers  # WeasyPrint takes a second to load: only who needs it pays

    items = read_items(meeting, reader)
    actions = {}
    rows = CaseAction.objects.visible_to(reader).filter(minute__item__meeting=meeting)
    for action in rows.select_related("owner", "minute", "case__key"):
        actions.setdefault(action.minute.item_id, []).append(action)
    words = render_to_string(
        "channel/pdf/minutes.html",
        {
            "meeting": meeting,
            "panel": meeting.panel,
            "rows": [(item, actions.get(item.pk, [])) for item in items],
            "attendances": attendances_of(meeting, reader),
            "visitors": meeting.visitors.filter(withdrawn_at=None),
            "reader": reader,
            "at": at,
        },
    )
    return papers.to_pdf(words, style="channel/pdf/minutes.css")


def _before(item):
    """The last decision on the case before this one."""
    others = (minute for minute in item.case.minutes.all() if minute.item_id != item.pk)
    return next((minute for minute in others if minute.decided_at), None)


def _events_since(before, case):
    """What happened to the case after a decision on it, or at all; seats are no news to the panel."""
    seats = (CaseEvent.Kind.SEATED, CaseEvent.Kind.UNSEATED)
    return [
        event
        for event in case.events.all()
        if event.kind not in seats and (before is None or event.at > before.decided_at)
    ]
