"""Schedules: which papers are made again and again, for which meeting, and how long before."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from actions.models import Meeting
from prevent_portal.registers import Attention, Column, Step, declare, link

from ..forms.schedules import ScheduleForm
from ..models import Schedule

GROUP = "Reports"
#: What stands where a paper goes to no meeting.
_NO_MEETING = "No meeting"


def needing(schedules, on):
    """Schedules whose last draft could not be made, and those with no meeting ahead of them."""
    ahead = Meeting.objects.standing().filter(body=OuterRef("body"), on__gte=on)
    return schedules.filter(~Q(trouble="") | Q(body__isnull=False) & ~Q(Exists(ahead)))


def _days(name):
    return lambda schedule: f"{getattr(schedule, name)} days before"


SCHEDULES = declare(
    Schedule,
    noun="schedule",
    plural="Schedules of papers",
    group=GROUP,
    address="schedules",
    intro="Which papers are made again and again: for which board, how often, and what must be done "
    "how long before. Their drafts are made by themselves.",
    empty="No paper has a schedule yet. Until it has, somebody asks for each.",
    columns=(
        Column("Paper", "kind.title", sort="kind__title"),
        Column("Agency", "agency", sort="agency__name"),
        Column("Goes to", lambda each: each.body or _NO_MEETING),
        Column("How often", Schedule.rhythm),
        Column("First due on", "first_on", kind="day", sort="first_on"),
        Column("Trouble", lambda each: each.trouble or "None"),
    ),
    facts=(
        Column("Paper", "kind"),
        Column("Agency", "agency"),
        Column("Made for", "get_audience_display"),
        Column("Goes to", lambda each: each.body or _NO_MEETING),
        Column("First due on", "first_on", kind="day"),
        Column("How often", Schedule.rhythm),
        Column("Its figures speak of", "get_position_display"),
        Column("Draft made", _days("draft_days")),
        Column("Comments by", _days("comments_days")),
        Column("Legal and finance by", _days("legal_days")),
        Column("Out to readers by", _days("publish_days")),
        Column("Trouble with its last draft", lambda each: each.trouble or "None", kind="words"),
    ),
    export=(
        Column("Made for", "get_audience_display"),
        Column("Draft, days before", "draft_days"),
        Column("Comments, days before", "comments_days"),
        Column("Legal and finance, days before", "legal_days"),
        Column("Out, days before", "publish_days"),
    ),
    form=ScheduleForm,
    search=("kind__title", "agency__name", "body__name"),
    filters=("kind", "body", "agency"),
    rows=lambda rows, on: rows.select_related("kind", "agency", "body"),
    attention=Attention("draft could not be made, or no meeting planned", needing),
    steps=lambda schedule, user, on: (
        Step("The papers that are coming", reverse("reports:paper_calendar")),
    ),
)

link(
    GROUP,
    "Papers that are coming",
    page="reports:paper_calendar",
    permission="reports.view_schedule",
)
