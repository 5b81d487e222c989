"""Boards and groups, and who sits on them."""

from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, Step, declare

from .. import figures
from ..forms.governance import BodyForm, MembershipForm
from ..models import Body, Decision, Meeting, Membership, Plan

#: Meetings and decisions that the page of a body shows; their registers hold the rest.
MOST = 6


def _body_parts(body, user, on):
    """What is due, who sits there, its meetings, decisions and plans."""
    body = Body.objects.visible_to(user).with_meetings(on=on).get(pk=body.pk)
    sat = figures.attendance(body, on=on)
    members = Membership.objects.visible_to(user).filter(body=body).current(on=on)
    plans = Plan.objects.visible_to(user).filter(body=body).exclude(status=Plan.Status.CLOSED)
    meetings = Meeting.objects.visible_to(user).filter(body=body).standing()
    decisions = Decision.objects.visible_to(user).filter(body=body).standing()
    yield Panel("actions/body_due.html", {"body": body, "next_meeting": body.next_meeting(on=on)})
    yield Panel(
        "actions/body_members.html",
        {
            "body": body,
            "members": [
                (member, sat.get(member.pk))
                for member in members.select_related("agency", "person", "deputy").order_by(
                    "agency__name", "seat", "pk"
                )
            ],
            "months": figures.ATTENDANCE_MONTHS,
        },
    )
    yield Panel(
        "actions/body_meetings.html",
        {
            "body": body,
            "meetings": meetings.order_by("-on", "-pk")[:MOST],
            "decisions": decisions.order_by("-on", "-pk")[:MOST],
            "plans": plans.with_reviews().order_by("title", "pk"),
        },
    )


def _body_steps(body, user, on):
    if not body.is_open:
        return
    for words, page, permission in (
        ("Plan a meeting", "add_meeting", "actions.add_meeting"),
        ("Add a member", "add_membership", "actions.add_membership"),
        ("Record a decision", "add_decision", "actions.add_decision"),
    ):
        if user.has_perm(permission):
            address = BODIES.url(page)
            yield Step(words, f"{address}?body={body.pk}", is_first=page == "add_meeting")


BODIES = declare(
    Body,
    noun="board or group",
    plural="Boards and groups",
    group="Governance",
    address="boards",
    intro="Who meets about Prevent, how often, and who chairs.",
    empty="No board or group has been added yet.",
    columns=(
        Column("Name", "name", sort="name"),
        Column("Chair", "chaired_by"),
        Column("Meets", "cadence", sort="meets_every"),
        Column("Next meeting", "meets_next_on", kind="due", sort="latest_on"),
        Column("Terms due for review", "terms_review_on", kind="due", sort="terms_review_on"),
    ),
    facts=(
        Column("Kind", "get_kind_display"),
        Column("Purpose", "purpose", kind="words"),
        Column("Chair", "chair"),
        Column("Post of the chair", "chair_post"),
        Column("Meets", "cadence"),
        Column("Standing items", "standing_items", kind="list"),
        Column("Terms of reference agreed", "terms_agreed_on", kind="day"),
        Column("Terms due for review", "terms_review_on", kind="due"),
        Column("Members due to be looked through", "members_due_for_review_on", kind="due"),
    ),
    export=(
        Column("Kind", "get_kind_display"),
        Column("Last met", "last_met_on"),
    ),
    form=BodyForm,
    search=("name", "purpose"),
    filters=("kind",),
    rows=lambda rows, on: rows.select_related("chair").with_meetings(on=on),
    attention=Attention(
        "meeting late, terms or members due for review, or no chair",
        lambda rows, on: rows.needing_somebody(on=on),
    ),
    parts=lambda body, user, on: list(_body_parts(body, user, on)),
    steps=lambda body, user, on: list(_body_steps(body, user, on)),
)

MEMBERSHIPS = declare(
    Membership,
    noun="membership",
    plural="Members of boards and groups",
    group="Governance",
    address="memberships",
    intro="Which agency has a seat where, who fills it, and who stands in for them.",
    empty="No member has been named yet.",
    columns=(
        Column("Seat", "seat", sort="seat"),
        Column("Agency", "agency.name", sort="agency__name"),
        Column("Board or group", "body.name", sort="body__name"),
        Column("Held by", "held_by"),
        Column("From", "starts_on", kind="day", sort="starts_on"),
    ),
    export=(Column("Part", "get_role_display"), Column("To", "until")),
    facts=(
        Column("Board or group", "body", kind="record"),
        Column("Agency", "agency.name"),
        Column("Part", "get_role_display"),
        Column("Person", "person"),
        Column("Deputy", "deputy"),
        Column("Post of the deputy", "deputy_post"),
        Column("From", "starts_on", kind="day"),
        Column("To", "until", kind="day"),
    ),
    form=MembershipForm,
    search=("seat", "agency__name", "body__name", "person__name", "deputy__name"),
    filters=("body", "agency", "role"),
    rows=lambda rows, on: rows.select_related("body", "agency", "person", "deputy"),
    attention=Attention(
        "a seat that nobody fills",
        lambda rows, on: rows.current(on=on).filter(person__isnull=True),
    ),
    closes="End",
)
