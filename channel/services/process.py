"""From the referral to the panel, or away from it: screening, section 36, and other pathways."""

from django.db import transaction
from django.db.models import Max

from prevent_portal.errors import Refused

from .. import clocks
from ..models import (
    AlternativePathway,
    CaseEvent,
    Clock,
    Deconfliction,
    GatewayAssessment,
    Section36Decision,
    Term,
    ThresholdDecision,
)
from ..models.process import AUTHORITIES_DECIDE_SINCE
from ..states import AFTER, Status
from .care import refuse_unless_care_considered
from .cases import locked, move_case, record

S = Status
Kind = CaseEvent.Kind
Decided = ThresholdDecision.Decided


@transaction.atomic
def begin_screening(case, *, by, on, words=""):
    """Begin to screen a referral; or screen once more a case that had gone no further. Raises Refused."""
    case = locked(case)
    _not_before(case, on)
    if case.status in AFTER and case.adopted_on:
        raise Refused(
            case,
            "The panel had adopted this case, and its reviews are due. "
            "Open it again to the panel: screening would lose them.",
        )
    if case.status == S.ALTERNATIVE and case.pathways.open().exists():
        raise Refused(case, "Record what came of the alternative pathway first.")
    return move_case(
        case, S.SCREENING, by=by, on=on, words=words, closed_on=None, closed_because=None
    )


@transaction.atomic
def record_deconfliction(case, *, by, on, outcome):
    """Record what the police said of deconfliction: its status and nothing else. At any time of a case."""
    case = locked(case)
    _not_before(case, on)
    row = Deconfliction.objects.create(case=case, outcome=outcome, on=on, by=by)
    record(case, Kind.NOTED, by=by, on=on, words=f"Deconfliction: {row.get_outcome_display()}.")
    return row


@transaction.atomic
def record_gateway_assessment(case, *, by, on, conclusion, words):
    """Record the police's gateway assessment: its conclusion, and why. Raises Refused."""
    case = locked(case)
    case.refuse_unless(S.SCREENING, to="record the gateway assessment")
    _not_before(case, on)
    _say("words", words, "Say what the assessment concludes.")
    row = GatewayAssessment.objects.create(
        case=case, conclusion=conclusion, words=words, on=on, by=by
    )
    record(
        case,
        Kind.ASSESSED,
        by=by,
        on=on,
        words=f"Gateway assessment: {row.get_conclusion_display()}.",
    )
    return row


@transaction.atomic
def gather_information(case, *, by, on, words=""):
    """Take a screened case on: agencies are asked what they know. Raises Refused.

    Only after a gateway assessment of this screening that leaves a concern, with deconfliction clear.
    """
    case = locked(case)
    case.refuse_unless(S.SCREENING, to="gather information")
    _not_before(case, on)
    _is_clear(case)
    gateway = gateway_of_this_screening(case)
    if gateway is None:
        raise Refused(case, "Record the gateway assessment first.")
    if gateway.conclusion == GatewayAssessment.Conclusion.NO_CONCERN:
        raise Refused(
            case,
            "The gateway assessment found no concern about radicalisation. "
            "Record the case as not progressed, or record a new assessment.",
        )
    _decide(case, Decided.GATHER, None, by=by, on=on, words=words)
    return move_case(case, S.GATHERING, by=by, on=on, words=words, screened_on=on)


@transaction.atomic
def not_progress(case, *, by, on, reason, words=""):
    """End the screening of a case that goes no further, with a reason of the list. Raises Refused."""
    case = locked(case)
    case.refuse_unless(S.SCREENING, to="decide that it is not progressed")
    _not_before(case, on)
    _is_of(reason, Term.List.NOT_PROGRESSED)
    _decide(case, Decided.NOT_PROGRESSED, reason, by=by, on=on, words=words)
    said = f"Reason: {reason.words}. {words}".strip()
    return move_case(case, S.NOT_PROGRESSED, by=by, on=on, words=said, screened_on=on)


@transaction.atomic
def go_to_section_36(case, *, by, on, words=""):
    """Say that what agencies hold is gathered, and the decision can be made. Raises Refused."""
    case = locked(case)
    case.refuse_unless(S.GATHERING, to="go on to the section 36 decision")
    _not_before(case, on)
    return move_case(case, S.SECTION_36, by=by, on=on, words=words)


@transaction.atomic
def decide_section_36(case, *, by, on, decided_by, decider, is_met, grounds):
    """Record the decision under CTSA 2015 section 36(3), and move the case. Raises Refused.

    A local authority decides since 12 April 2019 only. Nobody is referred to a panel without
    reasonable grounds in words, nor while deconfliction is not clear.
    """
    case = locked(case)
    case.refuse_unless(S.SECTION_36, to="decide under section 36")
    _not_before(case, on)
    if decided_by == Section36Decision.DecidedBy.AUTHORITY and on < AUTHORITIES_DECIDE_SINCE:
        raise Refused(
            case,
            "A local authority may decide since 12 April 2019 only. "
            "Before that day the chief officer of police did.",
            field="decided_by",
        )
    _say("decider", decider, "Say who decided.")
    _say("grounds", grounds, "Say on what grounds.")
    if is_met:
        _is_clear(case)
    decision = Section36Decision.objects.create(
        case=case,
        decided_by=decided_by,
        decider=decider,
        is_met=is_met,
        grounds=grounds,
        on=on,
        by=by,
    )
    said = "met" if is_met else "not met"
    record(case, Kind.DECIDED, by=by, on=on, words=f"Section 36: {said}.")
    status = S.TO_PANEL if is_met else S.NOT_SECTION_36
    move_case(case, status, by=by, on=on, section_36_on=on)
    return decision


@transaction.atomic
def begin_pathway(case, *, by, on, what, to_whom):
    """Refer a person to other help, to be followed to its outcome. Raises Refused.

    So also where the panel did not adopt the case and care was considered (CTSA 2015 s36(6)).
    """
    case = locked(case)
    before = (S.NOT_PROGRESSED, S.NOT_SECTION_36, S.NOT_ADOPTED)
    case.refuse_unless(*before, to="begin an alternative pathway")
    refuse_unless_care_considered(case)
    _not_before(case, on)
    _say("what", what, "Say what help is offered.")
    _say("to_whom", to_whom, "Say to whom the person is referred.")
    pathway = AlternativePathway.objects.create(
        case=case,
        what=what,
        to_whom=to_whom,
        began_on=on,
        began_by=by,
        due_on=clocks.due(Clock.Step.PATHWAY, on=on),
    )
    move_case(case, S.ALTERNATIVE, by=by, on=on, words=f"To {to_whom}.")
    return pathway


@transaction.atomic
def record_pathway_outcome(pathway, *, by, on, outcome, words):
    """Record what came of a pathway, once. Raises Refused.

    What follows is due within as long again as a pathway may take: the case is screened again, or closed.
    """
    case = locked(pathway.case)
    pathway = AlternativePathway.objects.select_for_update(of=("self",)).get(pk=pathway.pk)
    if pathway.outcome:
        raise Refused(case, "What came of this pathway is recorded already.")
    if on < pathway.began_on:
        raise Refused(case, "The outcome must not be before the pathway began.", field="on")
    _say("words", words, "Say what came of it.")
    pathway.outcome, pathway.outcome_words = outcome, words
    pathway.outcome_on, pathway.outcome_by = on, by
    pathway.save()
    said = f"Alternative pathway: {pathway.get_outcome_display()}."
    record(case, Kind.INFORMED, by=by, on=on, words=said)
    return pathway


@transaction.atomic
def close_below_threshold(case, *, by, on, reason, words=""):
    """Close a case that section 36 did not let to the panel, or whose pathway has come to its end.

    Raises Refused, also while the outcome of a pathway is not known.
    """
    case = locked(case)
    case.refuse_unless(S.NOT_SECTION_36, S.ALTERNATIVE, to="close it below the threshold")
    _not_before(case, on)
    _is_of(reason, Term.List.CLOSING)
    if case.pathways.open().exists():
        raise Refused(case, "Record what came of the alternative pathway first.")
    newest = case.pathways.order_by("-pk").first()
    has_come_back = newest and newest.outcome == AlternativePathway.Outcome.CONCERN
    if case.status == S.ALTERNATIVE and has_come_back:
        raise Refused(
            case, "A concern has come up again: screen the case again before it is closed."
        )
    _decide(case, Decided.CLOSED, reason, by=by, on=on, words=words)
    said = f"Reason: {reason.words}. {words}".strip()
    return move_case(case, S.CLOSED, by=by, on=on, words=said, closed_on=on, closed_because=reason)


def gateway_of_this_screening(case):
    """The newest gateway assessment since the case last came out of screening; None if there is none."""
    last = case.threshold_decisions.aggregate(at=Max("at"))["at"]
    rows = case.gateway_assessments.all()
    return (rows.filter(at__gt=last) if last else rows).order_by("-at", "-pk").first()


def _decide(case, decided, reason, *, by, on, words):
    ThresholdDecision.objects.create(
        case=case, decided=decided, reason=reason, words=words, on=on, by=by
    )


def _is_clear(case):
    newest = case.deconflictions.order_by("-at", "-pk").first()
    if newest is None:
        raise Refused(case, "Record deconfliction first: it must be clear.")
    if newest.outcome != Deconfliction.Outcome.CLEAR:
        said = newest.get_outcome_display().lower()
        raise Refused(case, f"Deconfliction is {said}: the case goes no further until it is clear.")


def _is_of(reason, name):
    if reason.list != name:
        raise Refused(None, "Choose a reason of the right list.", field="reason")


def _not_before(case, on):
    if on < case.received_on:
        raise Refused(case, "That day is before the referral was received.", field="on")


def _say(field, words, sentence):
    if not words.strip():
        raise Refused(None, sentence, field=field)
