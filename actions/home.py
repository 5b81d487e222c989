"""What the actions put on somebody's home page: work to do, what changed, what they wait for."""

import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import Truncator

from prevent_portal import registers
from prevent_portal.home import Row
from prevent_portal.roles import Role

from .filters import GAPS, all_rows
from .models import Action, Body, Document, Meeting, Plan, ProgressUpdate, Risk, SpocArea
from .models.rolling import unanswered

#: Days ahead that somebody's own work shows what will be due.
AHEAD = 28
#: Rows of one kind on a home page; the list of actions holds the rest.
MOST = 20


def needs(user, on):
    """Late and due actions of one's own, completion to verify, drafts to finish; each row a form.

    With them what one owns of the registers and has to look at again.
    """
    return [
        *_to_verify(user),
        *_to_report_on(user, on),
        *_to_answer_for(user),
        *_to_review(user, on),
        *_risks(user, on),
        *_to_minute(user, on),
        *_of_boards(user, on),
        *_drafts(user),
        *_to_attend_to(user, on),
        *_to_chase(user, on),
        *_to_name(user, on),
    ]


def news(user, since):
    """What others recorded on the actions one leads or keeps."""
    if not user.has_perm("actions.view_action"):
        return []
    updates = (
        ProgressUpdate.objects.filter(
            action__in=_own(user), recorded_at__gte=since, corrections__isnull=True
        )
        .exclude(by=user)
        .exclude(kind__in=[ProgressUpdate.Kind.IMPORTED, ProgressUpdate.Kind.UNDONE])
        .select_related("action__objective__theme__plan")
        .order_by("-recorded_at", "-pk")[:MOST]
    )
    return [
        Row(
            text=f"{update.get_kind_display()}: {_short(update.action)}",
            href=update.action.get_absolute_url(),
            about=update.action.plan.title,
            at=update.recorded_at,
        )
        for update in updates
    ]


def waiting(user, on):
    """What one has proposed as complete and nobody has verified yet."""
    if user.has_role(Role.PREVENT_LEAD):
        return []
    rows = _own(user).filter(status=Action.Status.PROPOSED)
    return [
        Row(
            text=f"To be verified by the Prevent lead: {_short(action)}",
            href=action.get_absolute_url(),
            about=action.plan.title,
        )
        for action in _with_plan(rows)[:MOST]
    ]


def _own(user):
    """Actions one leads; for who keeps an agency's plan, also those there that name no person."""
    rows = Action.objects.visible_to(user).exclude(
        objective__theme__plan__status=Plan.Status.CLOSED
    )
    mine = Q(lead=user)
    if user.has_role(Role.SPOC):
        kept = {"objective__theme__plan__kind__in": Plan.KEPT_BY_SPOC}
        mine |= Q(lead=None, objective__theme__plan__agency=user.agency_id, **kept)
    return rows.filter(mine)


def _to_report_on(user, on):
    if not user.has_perm("actions.log_progress"):
        return
    until = on + datetime.timedelta(days=AHEAD)
    rows = _own(user).filter(status__in=Action.LOGGED, due_on__lte=until)
    rows = rows.exclude(objective__theme__plan__status=Plan.Status.DRAFT)
    for action in _with_plan(rows).order_by("due_on", "pk")[:MOST]:
        yield Row(
            text=_short(action),
            href=f"{action.get_absolute_url()}#log-progress",
            about=action.plan.title,
            due_on=action.due_on,
        )


def _to_review(user, on):
    """Documents one owns whose review is near or past; for who keeps an agency's, those nobody owns."""
    if not user.has_perm("actions.review_document"):
        return
    mine = Q(owner=user)
    if user.has_role(Role.SPOC):
        mine |= Q(owner=None, agency=user.agency_id)
    until = on + datetime.timedelta(days=AHEAD)
    rows = Document.objects.visible_to(user).standing().filter(mine, review_due_on__lte=until)
    for document in rows.select_related("agency").order_by("review_due_on", "pk")[:MOST]:
        yield Row(
            text=f"Review: {Truncator(document.title).chars(120)}",
            href=document.get_absolute_url(),
            about=document.get_kind_display(),
            due_on=document.review_due_on,
        )


def _to_name(user, on):
    """For who keeps the register of contacts: how many areas nobody holds."""
    if not user.has_perm("actions.import_spoc_register"):
        return
    if count := SpocArea.objects.visible_to(user).without_holder(on=on).count():
        yield Row(
            text=f"Areas of work without a contact: {count}",
            href=f"{reverse('actions:spoc_register')}?gap=no_holder",
            about="Contacts by area",
        )


def _risks(user, on):
    if not user.has_perm("actions.rescore_risk"):
        return
    until = on + datetime.timedelta(days=AHEAD)
    rows = Risk.objects.visible_to(user).standing().filter(owner=user, review_on__lte=until)
    for risk in rows.order_by("review_on", "pk")[:MOST]:
        yield Row(
            text=f"Score the risk again: {_short(risk.title)}",
            href=reverse("actions:rescore_risk", args=[risk.pk]),
            about="Risks",
            due_on=risk.review_on,
        )


def _to_verify(user):
    if not user.has_perm("actions.verify_action"):
        return
    rows = Action.objects.visible_to(user).filter(status=Action.Status.PROPOSED)
    rows = rows.exclude(objective__theme__plan__status=Plan.Status.CLOSED)
    for action in _with_plan(rows).order_by("last_update_on", "pk")[:MOST]:
        yield Row(
            text=f"Verify that it is done: {_short(action)}",
            href=reverse("actions:verify_action", args=[action.pk]),
            about=action.plan.title,
        )


def _to_chase(user, on):
    """For the Prevent lead: how many actions of the partnership are late, or lack something."""
    if not user.has_perm("actions.verify_action"):
        return
    rows = all_rows(user)
    counts = rows.aggregate(
        **{
            code: Count("pk", filter=Q(pk__in=narrow(rows, on).values("pk")))
            for code, (_, narrow) in GAPS.items()
        }
    )
    for code, (label, _) in GAPS.items():
        if counts[code]:
            yield Row(
                text=f"{label}: {counts[code]} action{'' if counts[code] == 1 else 's'}",
                href=f"{reverse('actions:action_list')}?gap={code}",
                about="All plans",
            )


def _to_answer_for(user):
    """What one leads in a plan that goes on into its next period, until one has answered."""
    if not user.has_perm("actions.answer_roll"):
        return
    rows = _own(user).filter(pk__in=unanswered().values("pk"))
    for action in _with_plan(rows)[:MOST]:
        yield Row(
            text=f"Is this carried into the next period? {_short(action)}",
            href=reverse("actions:answer_roll", args=[action.pk]),
            about=action.plan.title,
        )


def _to_attend_to(user, on):
    """Records of the registers that one answers for and that need somebody."""
    for register, record in registers.owned(user, on)[:MOST]:
        yield Row(
            text=f"{register.noun.capitalize()}: {Truncator(str(record)).chars(100)}",
            href=record.get_absolute_url(),
            about=register.attention.words.capitalize(),
        )


def _drafts(user):
    if not user.has_perm("actions.change_plan"):
        return
    rows = Plan.objects.visible_to(user).filter(status=Plan.Status.DRAFT)
    for plan in rows.select_related("agency").order_by("pk")[:MOST]:
        if plan.permits(user, "actions.change_plan"):
            yield Row(
                text=f"Finish the draft: {plan.title}",
                href=plan.get_absolute_url(),
                about=plan.agency.name,
            )


def _to_minute(user, on):
    """For whoever chairs, and the Prevent lead: meetings that were, and whose minutes are not done."""
    if not user.has_perm("actions.run_meeting"):
        return
    rows = Meeting.objects.visible_to(user).standing().filter(on__lt=on)
    rows = rows.exclude(status=Meeting.Status.MINUTED)
    if not user.has_perm("actions.change_meeting"):
        rows = rows.filter(body__chair=user)
    for meeting in rows.select_related("body").order_by("on", "pk")[:MOST]:
        yield Row(
            text=f"Finish the minutes: {meeting}",
            href=reverse("actions:run_meeting", args=[meeting.pk]),
            about="Meetings",
        )


def _of_boards(user, on):
    """For the Prevent lead: bodies that are late to meet, and plans due for their board's review."""
    if not user.has_perm("actions.change_meeting"):
        return
    for body in Body.objects.visible_to(user).standing().meeting_late(on=on).order_by("pk")[:MOST]:
        yield Row(
            text=f"Plan a meeting: {body}",
            href=body.get_absolute_url(),
            about="Boards and groups",
            due_on=body.latest_on,
        )
    for plan in Plan.objects.visible_to(user).review_due(on=on).order_by("pk")[:MOST]:
        yield Row(
            text=f"Due for review by its board or group: {plan.title}",
            href=plan.get_absolute_url(),
            about="Reviews of plans",
            due_on=plan.review_latest_on,
        )


def _with_plan(rows):
    return rows.select_related("objective__theme__plan").order_by("due_on", "pk")


def _short(thing):
    return Truncator(getattr(thing, "text", thing)).chars(120)
