"""A person whom the panel does not support: was health or social care considered for them?"""

from django.db import transaction

from prevent_portal.errors import Refused

from ..closing import care_considered, was_care_considered
from ..models import CareConsidered, CaseEvent
from ..states import Status
from .cases import locked, record

SENTENCE = (
    "Record first whether the person ought to be referred to health or social care, "
    "also if the answer is no (Counter-Terrorism and Security Act 2015, section 36(6))."
)


def refuse_unless_care_considered(case):
    """Raise Refused for a case that was not adopted, until care was considered (CTSA 2015 s36(6))."""
    if needs_care_considered(case):
        raise Refused(case, SENTENCE)


def needs_care_considered(case):
    """True if the panel gave no support, and nobody recorded since then that care was considered."""
    if case.status != Status.NOT_ADOPTED:
        return False
    return not was_care_considered(case, _not_adopted_since(case))


@care_considered
def _recorded_by_itself(case, since):
    return any(each.at >= since for each in case.care_considered.all())


def _not_adopted_since(case):
    """When the case came to stand where it stands: the oldest row of its history since then."""
    since = None
    rows = case.history.order_by("-history_id").values_list("status", "history_date")
    for status, at in rows:
        if status != Status.NOT_ADOPTED:
            break
        since = at
    return since


@transaction.atomic
def consider_care(case, *, by, on, answer, because, referred_to=""):
    """Record that a referral to health or social care was considered, and what came of it. Raises Refused."""
    case = locked(case)
    if not because.strip():
        raise Refused(case, "Say why.", field="because")
    if answer != CareConsidered.Answer.NEITHER and not referred_to.strip():
        raise Refused(case, "Say to whom the person is referred.", field="referred_to")
    considered = CareConsidered.objects.create(
        case=case, by=by, on=on, answer=answer, because=because, referred_to=referred_to
    )
    words = (
        f"Health or social care considered: {considered.get_answer_display().lower()}. {because}"
    )
    record(case, CaseEvent.Kind.DECIDED, by=by, on=on, words=words)
    return considered
