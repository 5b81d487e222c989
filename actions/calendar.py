"""What the actions, meetings and reviews put into the calendar."""

from django.db.models import DateField, F, Q, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import Truncator

from prevent_portal.calendar import Entry

from .models import (
    Action,
    Body,
    Briefing,
    DistributionList,
    Document,
    Engagement,
    Grant,
    GrantCondition,
    Incident,
    IncidentProcess,
    Meeting,
    MemberLead,
    Plan,
    Project,
    Recommendation,
    Risk,
    SpocAssignment,
    Tension,
)

#: Kinds of entry, as the calendar's filter names them.
ACTION, MEETING, MEETING_DUE = "Action due", "Meeting", "Meeting to be planned"
REVIEW, TERMS = "Plan review", "Review of terms or members"

#: The registers whose records have a day of their own: model, its day, what it is called on a page
#: (None: not at all), kind of entry, and which records the day still waits for.
DATED = (
    (Document, "review_due_on", "title", "Document to review", Q()),
    (DistributionList, "review_due_on", "name", "List to look through", Q()),
    (MemberLead, "held_to", None, "Member lead ends", Q()),
    (SpocAssignment, "held_to", None, "Contact ends", Q()),
    (Risk, "review_on", "title", "Risk to review", Q()),
    (Recommendation, "due_on", "title", "Recommendation due", Q()),
    (Grant, "to_on", "title", "Grant ends", Q()),
    (GrantCondition, "due_on", "words", "Condition of a grant", Q(met_on__isnull=True)),
    (Project, "due_on", "title", "Project due", ~Q(state__in=("lost", "done"))),
    (Engagement, "follow_up_on", "title", "Follow-up", Q(followed_up_on__isnull=True)),
    (Briefing, "owed_on", "subject", "Briefing owed", Q()),
    (Tension, "review_on", None, "Tension to look at again", Q()),
    (IncidentProcess, "review_on", "title", "Incident process to review", Q()),
    (Incident, "debrief_due_on", None, "Debrief of an incident", Q(debrief_on__isnull=True)),
)


def entries(user, *, start, end):
    """Actions due, meetings planned and due, reviews of plans, terms and members."""
    yield from _actions(user, start, end)
    yield from _meetings(user, start, end)
    yield from _bodies(user, start, end)
    yield from _plans(user, start, end)
    yield from _registers(user, start, end)


def _actions(user, start, end):
    rows = Action.objects.visible_to(user).open().filter(due_on__range=(start, end))
    rows = rows.exclude(objective__theme__plan__status__in=[Plan.Status.CLOSED, Plan.Status.DRAFT])
    for action in rows.select_related("objective__theme__plan__agency").order_by("due_on", "pk"):
        ref = f"Action {action.position}"
        if action.objective.ref:
            ref += f" under {action.objective.ref}"
        yield Entry(
            key=f"action-{action.pk}-due",
            on=action.due_on,
            kind=ACTION,
            reference=f"{ref} due",
            words=Truncator(action.text).chars(120),
            href=action.get_absolute_url(),
            agency=action.plan.agency.name,
        )


def _meetings(user, start, end):
    rows = Meeting.objects.visible_to(user).standing().filter(on__range=(start, end))
    for meeting in rows.select_related("body").order_by("on", "pk"):
        yield Entry(
            key=f"meeting-{meeting.pk}",
            on=meeting.on,
            at=meeting.starts_at,
            kind=MEETING,
            reference=f"{meeting.body.get_kind_display()}: meeting",
            words=meeting.body.name,
            href=meeting.get_absolute_url(),
        )


def _bodies(user, start, end):
    rows = Body.objects.visible_to(user).standing().with_meetings(on=start).order_by("pk")
    for body in rows:
        due = [("terms", body.terms_review_on, TERMS, "terms of reference due for review")]
        due.append(
            ("members", body.members_due_for_review_on(), TERMS, "members due to be looked through")
        )
        if body.planned_on is None:
            due.append(("meeting", body.next_due_on, MEETING_DUE, "meeting due"))
            if body.latest_on != body.next_due_on:
                due.append(("latest", body.latest_on, MEETING_DUE, "last day to meet in time"))
        for name, day, kind, words in due:
            if day is not None and start <= day <= end:
                yield Entry(
                    key=f"body-{body.pk}-{name}-{day:%Y%m%d}",
                    on=day,
                    kind=kind,
                    reference=f"{body.get_kind_display()}: {words}",
                    words=f"{body.name}: {words}",
                    href=body.get_absolute_url(),
                )


def _plans(user, start, end):
    rows = Plan.objects.visible_to(user).filter(
        status=Plan.Status.LIVE, reviewed_every__isnull=False
    )
    for plan in rows.with_reviews().select_related("agency").order_by("pk"):
        due = [("due", plan.review_due_on, "review due")]
        if plan.review_latest_on != plan.review_due_on:
            due.append(("latest", plan.review_latest_on, "last day for its review"))
        for name, day, words in due:
            if day is not None and start <= day <= end:
                yield Entry(
                    key=f"plan-{plan.pk}-{name}-{day:%Y%m%d}",
                    on=day,
                    kind=REVIEW,
                    reference=f"Plan {plan.pk}: {words}",
                    words=f"{plan.title}: {words}",
                    href=plan.get_absolute_url(),
                    agency=plan.agency.name,
                )


def _registers(user, start, end):
    """What falls due in every register that has days, in one query."""
    first, *rest = [_dated(place, user, (start, end)) for place in range(len(DATED))]
    for place, pk, leads_to, day, words in first.union(*rest, all=True):
        model, _, _, kind, _ = DATED[place]
        name = model._meta.model_name
        page = "spocarea" if model is SpocAssignment else name
        yield Entry(
            key=f"{name}-{pk}-{day:%Y%m%d}",
            on=day,
            kind=kind,
            reference=f"{kind} ({name} {pk})",
            words=Truncator(f"{kind}: {words}" if words else kind).chars(120),
            href=reverse(f"actions:{page}_detail", args=[leads_to]),
        )


def _dated(place, user, days):
    model, day, words, _, waits = DATED[place]
    rows = model.objects.visible_to(user)
    if model is Briefing:
        rows = rows.with_due()
    rows = rows.filter(area__closed_on=None) if model is SpocAssignment else rows.standing()
    rows = rows.filter(waits, **{f"{day}__range": days}).order_by()
    leads_to = F("area_id") if model is SpocAssignment else F("pk")
    said = Cast(F(words), TextField()) if words else Value("", output_field=TextField())
    return rows.values_list(Value(place), "pk", leads_to, Cast(F(day), DateField()), said)
