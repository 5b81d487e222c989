"""What people say about an action, and what becomes of it.

Every entry stays. What has been corrected or taken back is silent; of the rest, the one about the
latest day, and of that day the latest written, says how the action stands.
"""

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.utils import timezone

from prevent_portal.errors import Refused

from ..models import Action, Plan, ProgressUpdate
from .evidence import add_evidence, withdraw_evidence
from .hold import hold_action, may_change, plain_words, still_as_read
from .timescales import apply_due

Kind, Status, Rag = ProgressUpdate.Kind, Action.Status, Action.Rag

EARLIEST = datetime.date(2000, 1, 1)
UNDO_FOR = datetime.timedelta(seconds=60)
#: What the way from the press of a button to the database may take.
GRACE = datetime.timedelta(seconds=15)

#: What may be said of an action at work; blue is for what is complete.
RATINGS = ("", Rag.RED, Rag.AMBER, Rag.GREEN)

#: Every step that is not progress: from where, to where. `Action.MOVES` must allow it as well.
STEPS = {
    Kind.PROPOSED: (Action.LOGGED, Status.PROPOSED),
    Kind.VERIFIED: ((Status.PROPOSED,), Status.COMPLETE),
    Kind.SENT_BACK: ((Status.PROPOSED,), Status.IN_PROGRESS),
    Kind.REOPENED: (Action.DONE_WITH, Status.IN_PROGRESS),
    Kind.REPLACED: (Action.LOGGED, Status.REPLACED),
    Kind.WITHDRAWN: (Action.LOGGED, Status.WITHDRAWN),
}
#: Steps that somebody must be able to check.
NEEDS_EVIDENCE = (Kind.PROPOSED, Kind.VERIFIED)
_NOT_FROM_HERE = {
    Kind.PROPOSED: "it cannot be proposed as complete.",
    Kind.VERIFIED: "only what has been proposed as complete can be verified.",
    Kind.SENT_BACK: "only what has been proposed as complete can be sent back.",
    Kind.REOPENED: "only what is complete, replaced or withdrawn can be reopened.",
    Kind.REPLACED: "it cannot be replaced.",
    Kind.WITHDRAWN: "it cannot be withdrawn.",
}


# What stands


def entries(action):
    """The whole past of an action, newest first; `is_superseded` if corrected or taken back."""
    return action.updates.annotate(
        is_superseded=Exists(ProgressUpdate.objects.filter(corrects=OuterRef("pk")))
    ).order_by("-on", "-pk")


def standing(action):
    """The entries that count, the one that says how the action stands first."""
    return entries(action).filter(is_superseded=False).exclude(kind=Kind.UNDONE)


def just_logged(action, *, by):
    """What somebody logged within the last minute and may still take back, or None.

    `is_about_earlier` says that an entry about a later day stands beside it.
    """
    later = standing(action).filter(on__gt=OuterRef("on"))
    return (
        standing(action)
        .filter(kind=Kind.LOGGED, by=by, recorded_at__gt=Now() - UNDO_FOR)
        .annotate(is_about_earlier=Exists(later))
        .order_by("-pk")
        .first()
    )


def may_follow(action, kind):
    """True if the step fits the state the action and its plan are in."""
    return action.plan.is_open and action.status in STEPS[kind][0]


def check_step(action, kind):
    """Raise Refused if the step does not fit, or if nothing shows what it says was done."""
    if not action.plan.is_open:
        raise Refused(action, "This plan is closed. Nothing more can be recorded on its actions.")
    if action.status not in STEPS[kind][0]:
        now = action.get_status_display().lower()
        raise Refused(action, f"This action is {now}: {_NOT_FROM_HERE[kind]}")
    shown = kind not in NEEDS_EVIDENCE or action.evidence.standing().exists()
    if not shown:
        raise Refused(
            action, "Nothing attached shows that this was done. Add evidence before you go on."
        )


# Progress


@transaction.atomic
def log_progress(
    action, *, by, on, text, status, rag="", version=None, title="", file=None, url=""
):
    """Say what has happened, how the action stands and, if there is, what shows it.

    An entry about an earlier day than the newest leaves the action as it stands. Returns the entry.
    Raises Refused if the day is in the future, if the words are missing, if the action is not at
    work, if its plan is closed, or if the action changed since the reader saw `version`.
    """
    action = hold_action(action)
    if action.status not in Action.LOGGED:
        raise Refused(action, _at_rest(action))
    still_as_read(action, version)
    _check(action, on, status, rag)
    action.move_to(status)
    update = action.updates.create(
        kind=Kind.LOGGED,
        by=by,
        on=on,
        text=plain_words(action, text, otherwise="Say what has happened.", field="text"),
        status=status,
        rag=rag,
    )
    if file is not None or url:
        add_evidence(action, by=by, title=title, file=file, url=url, at=update.recorded_at)
    _settle(action, by=by)
    return update


@transaction.atomic
def correct_progress(update, *, by, on, text, status, rag="", version=None):
    """Put an entry right with a new one that says so; the first stays, marked as corrected.

    Raises Refused where only a new entry can say it: if the entry was corrected or taken back
    already, if it is a step and not progress, if it is somebody else's, or if the correction would
    overtake what was recorded since about the same day.
    """
    action = hold_action(update.action)
    if not may_change(by, update.by_id, action):
        raise Refused(action, "Only whoever logged this, or keeps the plan, can correct it.")
    if update.kind not in (Kind.LOGGED, Kind.CORRECTION):
        raise Refused(action, "Only progress can be corrected. Log a new entry that says more.")
    if update.corrections.exists():
        raise Refused(action, "This entry was corrected or taken back already.")
    still_as_read(action, version)
    _check(action, on, status, rag)
    _may_stand_at(action, update, on)
    correction = action.updates.create(
        kind=Kind.CORRECTION,
        by=by,
        on=on,
        text=plain_words(action, text, otherwise="Say what has happened.", field="text"),
        status=status,
        rag=rag,
        corrects=update,
    )
    _settle(action, by=by)
    return correction


@transaction.atomic
def undo_progress(update, *, by):
    """Take back what one logged a moment ago, with the evidence that came with it.

    The action stands again as it did before. Raises Refused after a minute, or for anybody else.
    """
    action = hold_action(update.action)
    if update.by_id != by.pk or update.kind != Kind.LOGGED:
        raise Refused(action, "Only whoever logged progress can take it back.")
    if update.corrections.exists():
        raise Refused(action, "This was taken back or corrected already.")
    fresh = action.updates.filter(pk=update.pk, recorded_at__gt=Now() - UNDO_FOR - GRACE)
    if not fresh.exists():
        raise Refused(
            action,
            "More than a minute has passed, so this cannot be taken back any more. "
            "Correct the entry instead.",
        )
    before = standing(action).exclude(pk=update.pk).first()
    undone = action.updates.create(
        kind=Kind.UNDONE,
        by=by,
        on=update.on,
        status=before.status if before else Status.NOT_STARTED,
        rag=before.rag if before else "",
        corrects=update,
    )
    for evidence in action.evidence.standing().filter(added_by=by, added_at=update.recorded_at):
        withdraw_evidence(evidence, by=by, reason="Taken back with the progress that it came with.")
    _settle(action, by=by)
    return undone


# Steps


def propose_complete(action, *, by, text, version=None):
    """An owner says that it is done; what shows it must be attached. Returns the entry."""
    return _step(action, Kind.PROPOSED, by=by, text=text, version=version)


def verify_action(action, *, by, text="", version=None):
    """The Prevent lead has seen the evidence and agrees that it is done. Returns the entry."""
    return _step(action, Kind.VERIFIED, by=by, text=text, version=version)


def send_back(action, *, by, reason, version=None):
    """The Prevent lead does not agree yet that it is done, and says why. Returns the entry."""
    return _step(action, Kind.SENT_BACK, by=by, text=reason, version=version)


def reopen_action(action, *, by, reason, version=None):
    """What was complete, replaced or withdrawn is to be done after all. Returns the entry."""
    return _step(action, Kind.REOPENED, by=by, text=reason, version=version)


def withdraw_action(action, *, by, reason, version=None):
    """It is not to be done any more, and nothing takes its place. Returns the entry."""
    return _step(action, Kind.WITHDRAWN, by=by, text=reason, version=version)


@transaction.atomic
def replace_action(action, *, by, reason, version=None, replacement=None):
    """Something else takes its place; the reason says what, and why. Returns the entry.

    Raises Refused if the replacement stands in another plan, is withdrawn, or is itself replaced
    by this action, directly or through others.
    """
    if replacement is not None:
        # One at a time in a plan, so that no two make a circle between them.
        Plan.objects.select_for_update().get(pk=action.plan.pk)
        replacement = Action.objects.select_related("objective__theme").get(pk=replacement.pk)
        _refuse_replacement(action, replacement)
    return _step(
        action, Kind.REPLACED, by=by, text=reason, version=version, replacement=replacement
    )


def _refuse_replacement(action, replacement):
    if replacement.pk == action.pk:
        raise Refused(action, "An action cannot take its own place.", field="replacement")
    if replacement.objective.theme.plan_id != action.plan.pk:
        raise Refused(action, "Select an action of the same plan.", field="replacement")
    if replacement.status == Status.WITHDRAWN:
        raise Refused(action, "That action is withdrawn. Select another.", field="replacement")
    behind = replacement
    while behind is not None:
        if behind.pk == action.pk:
            raise Refused(
                action,
                "That action is replaced by this one, directly or through others, so each would "
                "take the other's place. Select another.",
                field="replacement",
            )
        behind = behind.replaced_by


@transaction.atomic
def _step(action, kind, *, by, text, version, replacement=None):
    action = hold_action(action)
    check_step(action, kind)
    still_as_read(action, version)
    end = STEPS[kind][1]
    action.move_to(end)
    if text.strip() or kind != Kind.VERIFIED:
        field = "text" if kind in (Kind.PROPOSED, Kind.VERIFIED) else "reason"
        text = plain_words(action, text, otherwise="Say why.", field=field)
    rag = "" if action.rag == Rag.BLUE else action.rag
    update = action.updates.create(
        kind=kind,
        by=by,
        on=timezone.localdate(),
        text=text.strip(),
        status=end,
        rag=Rag.BLUE if kind == Kind.VERIFIED else rag,
    )
    action.replaced_by = replacement
    _settle(action, by=by)
    return update


# What all of them do


def _check(action, on, status, rag):
    if on > timezone.localdate():
        raise Refused(action, "The day must be today or in the past.", field="on")
    if on < EARLIEST:
        raise Refused(action, f"The day must be {EARLIEST.year} or later.", field="on")
    if status not in Action.LOGGED:
        raise Refused(action, "Select how the action stands.", field="status")
    if rag not in RATINGS:
        raise Refused(
            action, "Select red, amber or green; blue is for complete actions.", field="rag"
        )


def _may_stand_at(action, update, on):
    """A correction must not come to stand above what was recorded after the entry it corrects."""
    since = standing(action).filter(pk__gt=update.pk, on__lte=on)
    steps = since.exclude(kind__in=(Kind.LOGGED, Kind.CORRECTION))
    if steps.exists() or since.filter(on=on).exists():
        day = f"{on.day} {on:%B %Y}"
        raise Refused(
            action,
            f"More was recorded since about {day} or the days before. "
            "Log a new entry that puts this right.",
            field="on",
        )


def _settle(action, *, by):
    """Put on the action what its standing entries say, and count the change."""
    today = timezone.localdate()
    # A plan may have been imported with a status as at a day still to come.
    newest = standing(action).filter(on__lte=today).first() or standing(action).first()
    action.status = newest.status if newest else Status.NOT_STARTED
    action.rag = newest.rag if newest else ""
    # What was imported says how things stood; it is not a report on progress.
    is_reported = newest and newest.kind != Kind.IMPORTED
    action.last_update_on = newest.on if is_reported else None
    apply_due(action, on=today)
    action.version += 1
    action._history_user = by
    action.save()


def _at_rest(action):
    if action.status == Status.PROPOSED:
        return (
            "This action is proposed as complete and waits for the Prevent lead. "
            "Progress can be logged once it is sent back."
        )
    now = action.get_status_display().lower()
    return f"This action is {now}. Reopen it before you log progress."
