"""What the actions, meetings and reviews put into the calendar."""

from django.utils.text import Truncator

from prevent_portal.calendar import Entry

from .models import Action, Body, Meeting, Plan

#: Kinds of entry, as the calendar's filter names them.
ACTION, MEETING, MEETING_DUE = "Action due", "Meeting", "Meeting to be planned"
REVIEW, TERMS = "Plan review", "Review of terms or members"


def entries(user, *, start, end):
    """Actions due, meetings planned and due, reviews of plans, terms and members."""
    yield from _actions(user, start, end)
    yield from _meetings(user, start, end)
    yield from _bodies(user, start, end)
    yield from _plans(user, start, end)


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
