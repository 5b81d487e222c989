"""A case moves, and what happened is written down."""

from django.db import transaction
from django.utils import timezone

from prevent_portal.errors import Refused

from .. import clocks
from ..models import Case, CaseEvent, Clock
from ..states import Status

S = Status
Step = Clock.Step

#: What has to be done next where a case stands. Reviews after closing are set when it is closed.
NEXT = {
    S.RECEIVED: Step.SHARE,
    S.SCREENING: Step.SCREEN,
    S.GATHERING: Step.ANSWER,
    S.SECTION_36: Step.SECTION_36,
    S.NOT_SECTION_36: Step.PATHWAY,
    S.ALTERNATIVE: Step.PATHWAY,
    S.TO_PANEL: Step.PANEL,
    S.CONSIDERED: Step.PANEL,
    S.NOT_ADOPTED: Step.PATHWAY,
    S.CONSENT_SOUGHT: Step.CONSENT,
    S.CONSENT_REFUSED: Step.PANEL,
    S.ADOPTED: Step.REVIEW,
    S.CONSENT_WITHDRAWN: Step.PANEL,
    S.POLICE_LED: Step.REVIEW,
    S.TRANSFERRED: Step.TRANSFER,
}


#: What holds of a case whose processing is restricted (UK GDPR article 18(2)).
RESTRICTED = (
    "Processing of this case is restricted, as the person asked: what it holds is kept, and nothing is added "
    "or changed. Who runs the case can lift the restriction, or say why the case may be used all the same: "
    "see what the person asked of us, on the page of the case."
)


def locked(case, *, in_spite=False):
    """The case as it stands now, locked until the transaction ends; with its key.

    Raises Refused where it was destroyed: there is nothing left to add to. So it does where processing is
    restricted, unless the law asks for what is done: `in_spite`, for the case as given back too.
    """
    in_spite = in_spite or case.__dict__.get("in_spite", False)
    rows = Case.objects.select_for_update(of=("self",)).select_related("key", "panel")
    case = rows.get(pk=case.pk)
    if case.key.destroyed_at:
        raise Refused(case, "This case was destroyed: nothing can be added to it.")
    if not in_spite and case.rights_requests.restricting(timezone.localdate()).exists():
        raise Refused(case, RESTRICTED)
    case.in_spite = in_spite
    return case


def record(case, kind, *, by, on, words="", moved_to=""):
    """Write down that something happened to a case; `words` are sealed."""
    return CaseEvent.objects.create(
        case=case, kind=kind, on=on, words=words, by=by, moved_to=moved_to
    )


@transaction.atomic
def move_case(case, status, *, by, on, words="", step=None, due_on=None, **facts):
    """Move a case, set what its next step is and by when, and write it down. Raises Refused.

    `facts` are fields of the case that the move settles (consent_on, closed_on ...). The next step
    follows from the status, unless `step` and `due_on` say another.
    """
    case = locked(case)
    before = case.get_status_display()
    case.move_to(status)
    for name, value in facts.items():
        setattr(case, name, value)
    set_next_step(case, on=on, step=step, due_on=due_on)
    case.save()
    said = f"{before} → {case.get_status_display()}"
    words = f"{said}. {words}".strip()
    record(case, CaseEvent.Kind.MOVED, by=by, on=on, words=words, moved_to=case.status)
    return case


def set_next_step(case, *, on, step=None, due_on=None):
    """Say what is to be done next about a case and by when: by its status, or as told. Does not save."""
    step = step or NEXT.get(case.status, "")
    case.due_step = step
    case.due_on = due_on or (clocks.due(step, on=on) if step else None)


@transaction.atomic
def add_note(case, *, by, on, words):
    """Add a note to a case's chronology."""
    return record(locked(case), CaseEvent.Kind.NOTED, by=by, on=on, words=words)
