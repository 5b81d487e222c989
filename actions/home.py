"""What the actions put on somebody's home page: work to do, what changed, what they wait for."""

import datetime

from django.db.models import Case, CharField, Count, Func, Q, Value, When
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.text import Truncator

from prevent_portal import registers
from prevent_portal.home import MOST, Kind, Row, ask, gather
from prevent_portal.roles import Role

from .filters import GAPS, all_rows
from .models import Action, Body, Document, Meeting, Plan, ProgressUpdate, Risk, SpocArea
from .models.rolling import unanswered

#: Days ahead that somebody's own work shows what will be due.
AHEAD = 28
#: The first to be done come first.
_BY_DATE = ("due_on",)
_PLAN = "objective__theme__plan__title"


def needs(user, on):
    """Late and due actions of one's own, completion to verify, drafts to finish; each row a form.

    With them what one owns of the registers and has to look at again, and the kinds of other apps.
    """
    kinds = [
        *_to_verify(user),
        *_to_report_on(user, on),
        *_to_answer_for(user),
        *_to_review(user, on),
        *_risks(user, on),
        *_to_minute(user, on),
        *_of_boards(user, on),
        *_drafts(user),
        *registers.owned(user, on),
        *gather("kinds", user, on),
    ]
    return [*ask(kinds), *_to_chase(user, on), *_to_name(user, on)]


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
    yield Kind(
        rows,
        lambda key: f"{_address('action_detail')(key)}#log-progress",
        "text",
        order=_BY_DATE,
        about=_PLAN,
        due_on="due_on",
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
    yield Kind(
        rows,
        _address("document_detail"),
        "title",
        order=("review_due_on",),
        says="Review: {}",
        about=_label(Document.Kind, "kind"),
        due_on="review_due_on",
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
    yield Kind(
        rows,
        _address("rescore_risk"),
        "title",
        order=("review_on",),
        says="Score the risk again: {}",
        about=Value("Risks"),
        due_on="review_on",
    )


def _to_verify(user):
    if not user.has_perm("actions.verify_action"):
        return
    rows = Action.objects.visible_to(user).filter(status=Action.Status.PROPOSED)
    rows = rows.exclude(objective__theme__plan__status=Plan.Status.CLOSED)
    yield Kind(
        rows,
        _address("verify_action"),
        "text",
        order=("last_update_on",),
        says="Verify that it is done: {}",
        about=_PLAN,
    )


def _to_chase(user, on):
    """For the Prevent lead: how many actions of the partnership are late, or lack something."""
    if not user.has_perm("actions.verify_action"):
        return
    counts = all_rows(user).aggregate(
        **{code: Count("pk", filter=wanted(on)) for code, (_, wanted) in GAPS.items()}
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
    yield Kind(
        rows,
        _address("answer_roll"),
        "text",
        order=_BY_DATE,
        says="Is this carried into the next period? {}",
        about=_PLAN,
    )


def _drafts(user):
    if not user.has_perm("actions.change_plan"):
        return
    rows = Plan.objects.visible_to(user).filter(status=Plan.Status.DRAFT)
    if not user.has_role(Role.PREVENT_LEAD):
        rows = rows.filter(agency=user.agency_id, kind__in=Plan.KEPT_BY_SPOC)
    yield Kind(
        rows,
        _address("plan_detail"),
        "title",
        order=("pk",),
        says="Finish the draft: {}",
        about="agency__name",
    )


def _to_minute(user, on):
    """For whoever chairs, and the Prevent lead: meetings that were, and whose minutes are not done."""
    if not user.has_perm("actions.run_meeting"):
        return
    rows = Meeting.objects.visible_to(user).standing().filter(on__lt=on)
    rows = rows.exclude(status=Meeting.Status.MINUTED)
    if not user.has_perm("actions.change_meeting"):
        rows = rows.filter(body__chair=user)
    day = Func("on", Value("FMDD FMMonth YYYY"), function="to_char", output_field=CharField())
    yield Kind(
        rows,
        _address("run_meeting"),
        Concat("body__name", Value(", "), day),
        order=("on",),
        says="Finish the minutes: {}",
        about=Value("Meetings"),
    )


def _of_boards(user, on):
    """For the Prevent lead: bodies that are late to meet, and plans due for their board's review."""
    if not user.has_perm("actions.change_meeting"):
        return
    yield Kind(
        Body.objects.visible_to(user).standing().meeting_late(on=on),
        _address("body_detail"),
        "name",
        order=("pk",),
        says="Plan a meeting: {}",
        about=Value("Boards and groups"),
        due_on="latest_on",
    )
    yield Kind(
        Plan.objects.visible_to(user).review_due(on=on),
        _address("plan_detail"),
        "title",
        order=("pk",),
        says="Due for review by its board or group: {}",
        about=Value("Reviews of plans"),
        due_on="review_latest_on",
    )


def _address(page):
    """The address of a page for a key."""
    return lambda key: reverse(f"actions:{page}", args=[key])


def _label(choices, name):
    """The words of a choice, as the database gives them."""
    whens = [When(**{name: value}, then=Value(label)) for value, label in choices.choices]
    return Case(*whens, output_field=CharField())


def _with_plan(rows):
    return rows.select_related("objective__theme__plan").order_by("due_on", "pk")


def _short(thing):
    return Truncator(getattr(thing, "text", thing)).chars(120)
