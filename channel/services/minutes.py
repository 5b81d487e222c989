"""What a meeting says and decides of a case: words save as they are typed; the decision is recorded once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from prevent_portal.errors import Refused
from prevent_portal.versions import refuse_if_changed

from .. import clocks, decisions, quorum
from ..models import CaseEvent, Clock, Minute, PanelMeeting
from ..states import AFTER, Status
from .cases import locked, move_case, record, set_next_step

How = Minute.How


@transaction.atomic
def save_minute(minute, *, by, version=None, **facts):
    """Save what has been typed so far. Raises Refused once the decision stands.

    Raises ChangedMeanwhile if somebody else saved other words since `version` was read.
    """
    minute = _locked(minute)
    _refuse_if_decided(minute)
    refuse_if_changed(minute, version, facts)
    if any(getattr(minute, name) != value for name, value in facts.items()):
        for name, value in facts.items():
            setattr(minute, name, value)
        minute.save()
    return minute


@transaction.atomic
def decide(minute, *, by, on):
    """Record what the panel decided and move the case. Raises Refused and ValidationError.

    Without a quorum nothing is decided (Counter-Terrorism and Security Act 2015, section 37).
    """
    minute = _locked(minute)
    case, item = minute.case, minute.item
    meeting = PanelMeeting.objects.select_for_update(of=("self",)).get(pk=item.meeting_id)
    _refuse_if_decided(minute)
    if item.removed_at:
        raise Refused(case, "This case was taken off the agenda meanwhile.")
    if not meeting.is_open:
        raise Refused(
            case, "A decision is recorded while the meeting is under way. Begin it first."
        )
    choice = decisions.choice(case, minute.decision)
    _refuse_gaps(minute, choice, on)
    wanted = quorum.missing(case.panel, case.lives_in, quorum.there(meeting, case))
    if wanted:
        raise Refused(case, quorum.sentence(wanted))
    minute.decided_on, minute.decided_at, minute.decided_by = on, timezone.now(), by
    minute.save()
    item.done_at = minute.decided_at
    item.save()
    said = f"{minute.get_decision_display()}. {minute.get_how_display()}."
    record(case, CaseEvent.Kind.DECIDED, by=by, on=on, words=said)
    carry_out(case, choice, minute, by=by, on=on)
    return minute


def carry_out(case, choice, minute, *, by, on):
    """Move a case as a decision on it says, and set what comes next and when."""
    facts = {} if case.first_panel_on else {"first_panel_on": on}
    for status in choice.moves:
        case = move_case(case, status, by=by, on=on, **facts)
        facts = {}
    case = locked(case)
    for name, value in facts.items():
        setattr(case, name, value)
    if minute.next_review_on and case.status not in AFTER and not _leaves(choice):
        step = Clock.Step.PANEL if case.status == Status.CONSIDERED else Clock.Step.REVIEW
        set_next_step(case, on=on, step=step, due_on=minute.next_review_on)
    elif not choice.moves and case.status not in AFTER:
        set_next_step(case, on=on, due_on=clocks.due(Clock.Step.REVIEW, on=on))
    case.save()


def _leaves(choice):
    """True where the next step has a clock of its own: consent, or another pathway."""
    return bool({Status.CONSENT_SOUGHT, Status.NOT_ADOPTED, Status.TO_PANEL} & set(choice.moves))


def _refuse_gaps(minute, choice, on):
    """Every fact that the minute lacks, each beside its own box."""
    found = gaps(minute, choice, on)
    if not minute.summary.strip():
        found["summary"] = "Enter a summary"
    if not minute.risk.strip():
        found["risk"] = "Enter what the risk is"
    if found:
        raise ValidationError({name: found[name] for name in Minute.TYPED if name in found})


def gaps(said, choice, on):
    """What a decision lacks, or contradicts itself in: {field: sentence}."""
    found = {}
    if choice is None:
        found["decision"] = "Select one of the decisions that are open for this case"
    if not said.how:
        found["how"] = "Select how it was decided (section 37(6))"
    elif said.how == How.UNANIMOUS and said.dissent.strip():
        found["how"] = "Somebody disagreed: it was not decided by all"
    elif said.how != How.UNANIMOUS and not said.dissent.strip():
        found["dissent"] = "Enter who disagreed, and why"
    for name, sentence in choice.needs if choice else ():
        value = getattr(said, name)
        if not (value.strip() if isinstance(value, str) else value):
            found[name] = sentence
    if said.next_review_on and said.next_review_on <= on:
        found["next_review_on"] = "The next review must be after today"
    return found


def _locked(minute):
    """The minute as it stands, with its case, both locked until the transaction ends."""
    case = locked(minute.case)
    minute = Minute.objects.select_for_update(of=("self",)).select_related("item").get(pk=minute.pk)
    minute.case = case
    return minute


def _refuse_if_decided(minute):
    if minute.decided_at:
        raise Refused(
            minute.case,
            "The decision on this case is recorded. If it is recorded wrongly, the chair can correct it.",
        )
