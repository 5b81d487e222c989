"""Tension and critical incidents: restricted, and named by reference alone."""

from django.db.models import CharField, Exists, F, Func, OuterRef, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse

from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, Step, declare, link

from ..forms.tension import (
    IncidentEntryForm,
    IncidentForm,
    IncidentLearningForm,
    IncidentProcessForm,
    TensionAgreementForm,
    TensionAreaForm,
    TensionForm,
    TensionLevelForm,
    TensionMeetingForm,
)
from ..models import (
    Incident,
    IncidentLearning,
    IncidentProcess,
    Tension,
    TensionAgreement,
    TensionArea,
    TensionLevel,
    TensionMeeting,
)
from ..services import tension
from .parts import rows_of

GROUP = "Tension and incidents"


def names(field):
    """A column's function: the agencies that a record names in a field, in order."""
    return lambda record: [str(each) for each in getattr(record, field).all()]


def reference_words(model):
    """What a restricted record is called wherever it is named, as its `reference` puts it together."""
    number = Func(F("number"), Value("FM99000"), function="to_char", output_field=CharField())
    return Concat(Value(f"{model.PREFIX}-"), "year", Value("-"), number, output_field=CharField())


TENSIONS = declare(
    Tension,
    noun="tension entry",
    plural="Tension log",
    group=GROUP,
    address="tensions",
    intro=(
        "What is felt in communities, as agencies report it. Restricted: you see what your agency "
        "reported and what was shared with it."
    ),
    empty="Nothing has been logged.",
    columns=(
        Column("Reference", "reference", sort="number"),
        Column("Day", "on", kind="day", sort="on"),
        Column("Area", lambda entry: entry.area or "The whole partnership", sort="area__name"),
        Column("Kind", "get_kind_display", sort="kind"),
        Column("Level", "level", sort="level__rank"),
        Column("Look at it again", "review_on", kind="due", sort="review_on"),
    ),
    facts=(
        Column("Reported by", "agency"),
        Column("Day", "on", kind="day"),
        Column("Area", lambda entry: entry.area or "The whole partnership"),
        Column("Kind", "get_kind_display"),
        Column("Level", "level"),
        Column("What is felt, and where", "what", kind="words"),
        Column("What was done", "done", kind="words"),
        Column("Owner", "owner"),
        Column("Look at it again", "review_on", kind="due"),
        Column("Shared with", names("shared_with"), kind="list"),
    ),
    form=TensionForm,
    search=("what", "done"),
    filters=("kind", "level", "area", "agency"),
    order=("-year", "-number"),
    rows=lambda rows, on: rows.select_related("agency", "area", "level", "owner"),
    attention=Attention(
        "due to be looked at again", lambda rows, on: rows.filter(review_on__lt=on)
    ),
    owner="owner",
    words=reference_words(Tension),
    save=tension.keep_restricted,
    export=(Column("Reported by", "agency"),),
)


def months_missed(rows, on):
    """Areas without a meeting since last month began, and areas whose start is overdue."""
    this_month = on.replace(day=1)
    last_month = this_month.replace(
        year=this_month.year - (this_month.month == 1), month=(this_month.month - 2) % 12 + 1
    )
    held = TensionMeeting.objects.standing().filter(
        area=OuterRef("pk"), state=TensionMeeting.State.HELD, on__gte=last_month, on__lte=on
    )
    return rows.filter(
        Q(started_on__lt=last_month) & ~Exists(held) | Q(started_on__isnull=True, planned_on__lt=on)
    )


def _parts_of_area(area, user, on):
    meetings = TensionMeeting.objects.visible_to(user).standing().filter(area=area)
    yield rows_of(
        "Meetings",
        MEETINGS,
        meetings.select_related("area").prefetch_related("attended")[:24],
        _MEETING_COLUMNS,
        user=user,
        add={"area": area.pk},
        empty="There are no meetings here that you can see.",
    )


def _spread(area):
    if area.started_on:
        return "Meets"
    return "To come" if area.planned_on else "Not planned"


AREAS = declare(
    TensionArea,
    noun="area",
    plural="Areas that meet about tension",
    group=GROUP,
    address="tension-areas",
    intro="Where partners meet each month about tension, and where they are going to.",
    empty="No area has been added yet.",
    columns=(
        Column("Area", "name", sort="name"),
        Column("State", _spread),
        Column("Planned from", "planned_on", kind="day", sort="planned_on"),
        Column("Held since", "started_on", kind="day", sort="started_on"),
    ),
    facts=(
        Column("State", _spread),
        Column("Planned from", "planned_on", kind="day"),
        Column("Held since", "started_on", kind="day"),
        Column("Note", "note", kind="words"),
    ),
    form=TensionAreaForm,
    search=("name", "note"),
    attention=Attention("no meeting since last month began, or a start overdue", months_missed),
    parts=_parts_of_area,
)


def _colour(meeting):
    return "met" if meeting.state == meeting.State.HELD else "late"


_MEETING_COLUMNS = (
    Column("Meeting", str, sort="area__name"),
    Column("Day", "on", kind="day", sort="on"),
    Column("State", "get_state_display", kind="status", code=_colour, sort="state"),
    Column("Agencies that came", names("attended"), kind="list"),
)


def _parts_of_meeting(meeting, user, on):
    rows = TensionAgreement.objects.visible_to(user).standing().filter(meeting=meeting)
    yield rows_of(
        "What was agreed",
        AGREEMENTS,
        rows.select_related("by_agency", "action"),
        _AGREEMENT_COLUMNS[:1] + _AGREEMENT_COLUMNS[2:],
        user=user,
        add={"meeting": meeting.pk} if meeting.is_open else None,
        empty="Nothing was agreed.",
    )


MEETINGS = declare(
    TensionMeeting,
    noun="tension meeting",
    plural="Tension meetings",
    group=GROUP,
    address="tension-meetings",
    intro="The monthly meetings of areas, held and missed, and what they agreed.",
    empty="No meeting has been added yet.",
    columns=_MEETING_COLUMNS,
    facts=(
        Column("Area", "area", kind="record"),
        Column("Day", "on", kind="day"),
        Column("State", "get_state_display", kind="status", code=_colour),
        Column("Why it was missed", "why_missed", kind="words"),
        Column("Agencies that came", names("attended"), kind="list"),
    ),
    form=TensionMeetingForm,
    filters=("area", "state"),
    rows=lambda rows, on: rows.select_related("area").prefetch_related("attended"),
    parts=_parts_of_meeting,
    save=tension.keep_meeting,
)

_AGREEMENT_COLUMNS = (
    Column("What was agreed", "words", sort="words"),
    Column("Meeting", "meeting", sort="meeting__on"),
    Column("Agency that does it", "by_agency", sort="by_agency__name"),
    Column("By", "by_on", kind="day", sort="by_on"),
    Column("Done on", "done_on", kind="day", sort="done_on"),
    Column("Action", lambda row: "Made an action" if row.action_id else "Not an action"),
)


def raising_steps(permission, page):
    """A register's steps: make the record an action, where it is none and may be made one."""

    def steps(record, user, on):
        if record.action_id or not record.is_open or not user.has_perm(permission, record):
            return ()
        return (Step("Make this an action", reverse(page, args=[record.pk])),)

    return steps


AGREEMENTS = declare(
    TensionAgreement,
    noun="agreement",
    plural="Agreed at tension meetings",
    group=GROUP,
    address="tension-agreements",
    intro="What meetings about tension agreed; each can be made an action of a plan.",
    empty="Nothing has been agreed yet.",
    columns=_AGREEMENT_COLUMNS,
    facts=(
        Column("Meeting", "meeting", kind="record"),
        *_AGREEMENT_COLUMNS[2:5],
        Column("Action", "action", kind="record"),
    ),
    form=TensionAgreementForm,
    search=("words",),
    filters=("by_agency",),
    order=("-meeting__on",),
    rows=lambda rows, on: rows.select_related("meeting__area", "by_agency", "action"),
    attention=Attention(
        "not done by their day",
        lambda rows, on: rows.filter(by_on__lt=on, done_on__isnull=True, action__isnull=True),
    ),
    steps=raising_steps("actions.change_tensionagreement", "actions:raise_tensionagreement"),
)

LEVELS = declare(
    TensionLevel,
    noun="tension level",
    plural="Levels of tension",
    group=GROUP,
    address="tension-levels",
    intro="The partnership's own scale, and from where on tension is reported as an exception.",
    empty="No level has been added yet.",
    columns=(
        Column("Level", str, sort="rank"),
        Column("Meaning", "meaning"),
        Column("Reported as an exception", "is_exception", kind="yesno", sort="is_exception"),
    ),
    form=TensionLevelForm,
)


def _parts_of_incident(incident, user, on):
    may_write = incident.is_open and user.has_perm("actions.log_incident", incident)
    yield Panel(
        "actions/incident_log.html",
        {
            "entries": incident.entries.select_related("by__agency"),
            "form": IncidentEntryForm() if may_write else None,
            "log_url": reverse("actions:log_incident", args=[incident.pk]),
        },
    )
    lessons = IncidentLearning.objects.visible_to(user).standing().filter(incident=incident)
    yield rows_of(
        "What was learnt",
        LESSONS,
        lessons.select_related("action"),
        (_LESSON_COLUMNS[0], _LESSON_COLUMNS[2]),
        user=user,
        add={"incident": incident.pk} if incident.permits(user, "") else None,
        empty="Nothing has been written down yet.",
    )


INCIDENTS = declare(
    Incident,
    noun="critical incident",
    plural="Critical incidents",
    group=GROUP,
    address="incidents",
    intro=(
        "What happened, the log as it was written, and what was learnt. Restricted: you see what "
        "your agency reported and what was shared with it."
    ),
    empty="There has been none.",
    columns=(
        Column("Reference", "reference", sort="number"),
        Column("Day", "on", kind="day", sort="on"),
        Column("Area", lambda each: each.area or "The whole partnership", sort="area__name"),
        Column("Debrief by", "debrief_due_on", kind="day", sort="debrief_due_on"),
        Column("Debrief held", "debrief_on", kind="day", sort="debrief_on"),
    ),
    facts=(
        Column("Reported by", "agency"),
        Column("Day", "on", kind="day"),
        Column("Area", lambda each: each.area or "The whole partnership"),
        Column("Process followed", "process", kind="record"),
        Column("What happened", "what", kind="words"),
        Column("Owner", "owner"),
        Column("Debrief by", "debrief_due_on", kind="day"),
        Column("Debrief held", "debrief_on", kind="day"),
        Column("Shared with", names("shared_with"), kind="list"),
    ),
    form=IncidentForm,
    search=("what",),
    filters=("area", "agency"),
    order=("-year", "-number"),
    rows=lambda rows, on: rows.select_related("agency", "area", "process", "owner"),
    attention=Attention(
        "debrief not held by its day",
        lambda rows, on: rows.filter(debrief_due_on__lt=on, debrief_on__isnull=True),
    ),
    owner="owner",
    words=reference_words(Incident),
    parts=_parts_of_incident,
    save=tension.keep_restricted,
)

_LESSON_COLUMNS = (
    Column("What was learnt", "words", sort="words"),
    Column("Incident", "incident", sort="incident__on"),
    Column("Action", lambda row: "Made an action" if row.action_id else "Not an action"),
)

LESSONS = declare(
    IncidentLearning,
    noun="lesson",
    plural="Learnt from incidents",
    group=GROUP,
    address="lessons",
    intro="What critical incidents taught; each can be made an action of a plan.",
    empty="Nothing has been written down yet.",
    columns=_LESSON_COLUMNS,
    facts=(
        Column("Incident", "incident", kind="record"),
        Column("Action", "action", kind="record"),
    ),
    form=IncidentLearningForm,
    search=("words",),
    order=("-incident__on",),
    rows=lambda rows, on: rows.select_related("incident__agency", "action"),
    attention=Attention(
        "not made an action yet", lambda rows, on: rows.filter(action__isnull=True)
    ),
    save=tension.keep_lesson,
    steps=raising_steps("actions.change_incidentlearning", "actions:raise_incidentlearning"),
)

PROCESSES = declare(
    IncidentProcess,
    noun="critical incident process",
    plural="Critical incident processes",
    group=GROUP,
    address="incident-processes",
    intro="What is to be done in a critical incident, and when that was last looked over.",
    empty="No process has been added yet.",
    columns=(
        Column("Title", "title", sort="title"),
        Column("Owner", "owner", sort="owner__name"),
        Column("Last reviewed", "reviewed_on", kind="day", sort="reviewed_on"),
        Column("Due for review", "review_on", kind="due", sort="review_on"),
    ),
    facts=(
        Column("Where it stands", "link", kind="link"),
        Column("Whom it is for", "purpose", kind="words"),
        Column("Owner", "owner"),
        Column("Last reviewed", "reviewed_on", kind="day"),
        Column("Due for review", "review_on", kind="due"),
    ),
    form=IncidentProcessForm,
    search=("title", "purpose"),
    rows=lambda rows, on: rows.select_related("owner"),
    attention=Attention("due for review", lambda rows, on: rows.filter(review_on__lt=on)),
    owner="owner",
    save=tension.keep_process,
)

link(
    GROUP,
    "Tension in figures",
    page="actions:tension_summary",
    permission="actions.summarise_tension",
)
