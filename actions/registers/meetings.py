"""Meetings of boards and groups, what they decided, and their reviews of a plan."""

from django.urls import reverse

from prevent_portal.clock import clock
from prevent_portal.home import Panel
from prevent_portal.registers import Attention, Column, Step, declare

from .. import live_figures
from ..forms.governance import DecisionForm, PlanReviewForm
from ..forms.meetings import MeetingForm
from ..models import Decision, Meeting, PlanReview
from ..services import meetings, reviews

Status = Meeting.Status

#: What may be said of a meeting next: words of the step by what it becomes.
_WORDS = {
    (Status.PLANNED, Status.HELD): "It was held",
    (Status.HELD, Status.MINUTED): "The minutes are done",
    (Status.HELD, Status.PLANNED): "It was not held after all",
    (Status.MINUTED, Status.HELD): "Take the minutes back",
}


def _meeting_parts(meeting, user, on):
    reviewed = PlanReview.objects.visible_to(user).filter(meeting=meeting).standing()
    context = {
        "meeting": meeting,
        "items": meeting.items.order_by("position", "pk"),
        "attendance": meeting.attendance.select_related(
            "membership__agency", "membership__person"
        ).order_by("membership__agency__name", "membership__seat", "pk"),
        "decisions": Decision.objects.visible_to(user).filter(meeting=meeting).order_by("pk"),
        "reviews": reviewed.select_related("plan").order_by("pk"),
    }
    return [Panel("actions/meeting_record.html", context)]


def _meeting_steps(meeting, user, on):
    if not meeting.is_open or not user.has_perm("actions.run_meeting", meeting):
        return
    if meeting.status != Status.MINUTED:
        run = reverse("actions:run_meeting", args=[meeting.pk])
        yield Step("Run the meeting", run, is_first=True)
        if meeting.on <= on:
            attach = reverse("actions:attach_minutes", args=[meeting.pk])
            yield Step("Attach the minutes", attach)
    for to in Status:
        if to in Meeting.MOVES[meeting.status] and (to == Status.PLANNED or meeting.on <= on):
            move = reverse("actions:move_meeting", args=[meeting.pk, to])
            yield Step(_WORDS[meeting.status, to], move)
    if user.has_perm("actions.add_decision"):
        about = f"?body={meeting.body_id}&meeting={meeting.pk}&on={meeting.on}"
        yield Step("Record a decision", f"{reverse('actions:add_decision')}{about}")
        yield Step("Review a plan", f"{reverse('actions:add_planreview')}{about}")


MEETINGS = declare(
    Meeting,
    noun="meeting",
    plural="Meetings",
    group="Governance",
    address="meetings",
    intro="Meetings of boards and groups: planned, held and minuted.",
    empty="No meeting has been planned yet.",
    columns=(
        Column("Date", lambda meeting: f"{meeting.on.day} {meeting.on:%B %Y}", sort="on"),
        Column("Board or group", "body.name", sort="body__name"),
        Column("Place", "place"),
        Column("State", "get_status_display", kind="status", code="status", sort="status"),
    ),
    facts=(
        Column("Board or group", "body", kind="record"),
        Column("Date", "on", kind="day"),
        Column("Starts at", lambda meeting: clock(meeting.starts_at)),
        Column("Place", "place"),
        Column("State", "get_status_display", kind="status", code="status"),
    ),
    form=MeetingForm,
    search=("body__name", "place", "minutes", "items__title", "items__notes"),
    filters=("body", "status"),
    order=("-on",),
    rows=lambda rows, on: rows.select_related("body", "body__chair", "minutes_file"),
    attention=Attention(
        "past, and not held or not minuted",
        lambda rows, on: rows.filter(on__lt=on).exclude(status=Status.MINUTED),
    ),
    parts=_meeting_parts,
    steps=lambda meeting, user, on: list(_meeting_steps(meeting, user, on)),
    save=meetings.keep_meeting,
    close=meetings.cancel_meeting,
    closes="Cancel",
)


def _decision_parts(decision, user, on):
    return [Panel("actions/decision_action.html", {"action": decision.action})]


def _decision_steps(decision, user, on):
    may = user.has_perm("actions.change_decision") and user.has_perm("actions.change_plan")
    if may and decision.is_open and not decision.action_id:
        raising = reverse("actions:raise_decision", args=[decision.pk])
        return [Step("Make this an action", raising, is_first=True)]
    return []


DECISIONS = declare(
    Decision,
    noun="decision",
    plural="Decisions",
    group="Governance",
    address="decisions",
    intro="What boards and groups decided, why, who carries it out, and what came of it.",
    empty="No decision has been recorded yet.",
    columns=(
        Column("Decision", "words"),
        Column("Board or group", "body.name", sort="body__name"),
        Column("Decided on", "on", kind="day", sort="on"),
        Column("Carried out by", "carried_by", sort="carried_by"),
        Column("What came of it", lambda each: each.outcome or _became(each)),
    ),
    facts=(
        Column("Decision", "words", kind="words"),
        Column("Board or group", "body", kind="record"),
        Column("Meeting", "meeting", kind="record"),
        Column("Decided on", "on", kind="day"),
        Column("Reasons", "rationale", kind="words"),
        Column("Carried out by", "carried_by"),
        Column("What came of it", "outcome", kind="words"),
    ),
    form=DecisionForm,
    search=("words", "rationale", "carried_by", "outcome"),
    filters=("body",),
    order=("-on",),
    rows=lambda rows, on: rows.select_related("body"),
    attention=Attention(
        "neither an action nor an outcome after six months",
        lambda rows, on: rows.without_outcome(on=on),
    ),
    parts=_decision_parts,
    steps=_decision_steps,
)


def _became(decision):
    return "It became an action" if decision.action_id else ""


def _review_parts(review, user, on):
    context = {"review": review, "is_whole": reviews.is_whole(review), "frozen": review.frozen}
    context["held"] = live_figures.shown_to(user, review.frozen)
    return [Panel("actions/review_frozen.html", context)]


def _review_steps(review, user, on):
    may_sign = user.has_perm("actions.change_planreview") and review.is_open
    if may_sign and not review.is_signed:
        sign = reverse("actions:sign_review", args=[review.pk])
        return [Step("Sign it off", sign, is_first=True)]
    return []


REVIEWS = declare(
    PlanReview,
    noun="plan review",
    plural="Reviews of plans",
    group="Governance",
    address="plan-reviews",
    intro="What boards and groups said of a plan, with the plan as it stood that day.",
    empty="No board or group has reviewed a plan yet.",
    columns=(
        Column("Plan", "plan.title", sort="plan__title"),
        Column("As on", "on", kind="day", sort="on"),
        Column("Board or group", "body.name", sort="body__name"),
        Column("Conclusion", "get_conclusion_display", sort="conclusion"),
        Column("Signed off", lambda each: each.signed_at and each.signed_at.date(), kind="day"),
    ),
    facts=(
        Column("Plan", "plan", kind="record"),
        Column("Plan as on", "on", kind="day"),
        Column("Board or group", "body", kind="record"),
        Column("Meeting", "meeting", kind="record"),
        Column("Conclusion", "get_conclusion_display"),
        Column("Comments", "comments", kind="words"),
        Column("Signed off by", "signed_by"),
        Column("Signed off", lambda each: each.signed_at and each.signed_at.date(), kind="day"),
    ),
    form=PlanReviewForm,
    search=("plan__title", "comments"),
    filters=("plan", "body", "conclusion"),
    order=("-on",),
    rows=lambda rows, on: rows.select_related("plan", "body", "signed_by").defer("frozen"),
    attention=Attention(
        "begun and not signed off", lambda rows, on: rows.filter(signed_at__isnull=True)
    ),
    parts=_review_parts,
    steps=_review_steps,
    save=reviews.keep_review,
    close=reviews.close_review,
)
