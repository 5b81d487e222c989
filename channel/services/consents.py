"""Consent to support: asked for, given, refused, withdrawn; and adoption, which needs it (section 36(4), (5)).

It is a consent to be supported. What is held about the person rests on the law, not on their consent.
"""

from dateutil.relativedelta import relativedelta
from django.db import transaction

from prevent_portal import outbox
from prevent_portal.errors import Refused

from .. import clocks
from ..ages import eighteenth
from ..ages import is_adult as is_known_adult
from ..models import CaseEvent, Clock, Consent, ConsentCheck, Intervention
from ..states import Status
from .cases import locked, move_case, record, set_next_step
from .plans import latest_plan, refuse_before

S, Kind, Whose = Status, Consent.Kind, Consent.Whose

#: Where consent may be asked for; while there is support, anew.
SOUGHT_AT = (S.CONSIDERED, S.CONSENT_SOUGHT, S.CONSENT_REFUSED, S.CONSENT_WITHDRAWN, S.ADOPTED)
#: Where the answer may be written down.
ANSWERED_AT = (S.CONSENT_SOUGHT, S.ADOPTED)
#: Months after which somebody looks again, where only an age was guessed.
GUESSED_AGE_MONTHS = 12


def last_answer(case):
    """The last that was said about consent, but for asking; None if nothing was."""
    return case.consents.exclude(kind__in=Consent.BESIDE).select_related("by").first()


@transaction.atomic
def seek_consent(case, *, by, on, how, **whose):
    """Write down that consent was asked for: of whom, how and by whom. The plan comes first."""
    case = locked(case)
    case.refuse_unless(*SOUGHT_AT, to="ask for consent")
    refuse_before(case, on)
    sought = _said(case, Kind.SOUGHT, by=by, on=on, how=how, **whose)
    if case.status not in ANSWERED_AT:
        move_case(case, S.CONSENT_SOUGHT, by=by, on=on)
    return sought


@transaction.atomic
def answer_consent(case, *, by, on, is_given, how, words="", **whose):
    """Write down that consent was given or refused. A refusal ends support that is under way.

    Raises Refused for a child's own consent, and for a parent's where the person is an adult. That a child
    refuses is their wish.
    """
    case = locked(case, in_spite=not is_given)
    case.refuse_unless(*ANSWERED_AT, to="write down an answer about consent")
    refuse_before(case, on)
    if not is_given and _is_childs_own(case, on=on, **whose):
        return _wish(case, by=by, on=on, how=how, words=words, **whose)
    newest = case.consents.exclude(kind=Kind.WISH).first()
    if newest is None:
        raise Refused(case, "Write down first that consent was asked for, and when.")
    if newest.kind != Kind.SOUGHT:
        raise Refused(case, "The answer is written down already. Ask anew before another answer.")
    if on < newest.on:
        raise Refused(case, "It cannot be answered before it was asked for.", field="on")
    kind = Kind.GIVEN if is_given else Kind.REFUSED
    answer = _said(case, kind, by=by, on=on, how=how, words=words, **whose)
    if is_given:
        _given(case, answer)
    else:
        _stop(case, by=by, on=on, at_adopted=S.CONSENT_WITHDRAWN)
    return answer


@transaction.atomic
def withdraw_consent(case, *, by, on, how, words="", **whose):
    """Write down that consent was withdrawn: all support ends that day.

    Of a person under 18 a parent or guardian withdraws it; that they themselves want to stop is written
    down, told to who chairs the case, and due for the panel.
    """
    case = locked(case, in_spite=True)
    refuse_before(case, on)
    last = last_answer(case)
    if case.consent_on is None or last is None:
        raise Refused(case, "There is no consent in force that could be withdrawn.")
    if _is_childs_own(case, on=on, **whose):
        return _wish(case, by=by, on=on, how=how, words=words, **whose)
    if on < last.on:
        raise Refused(case, "It cannot be withdrawn before it was given.", field="on")
    case.refuse_unless(*ANSWERED_AT, to="withdraw consent")
    withdrawn = _said(case, Kind.WITHDRAWN, by=by, on=on, how=how, words=words, **whose)
    _stop(case, by=by, on=on, at_adopted=S.CONSENT_WITHDRAWN)
    return withdrawn


@transaction.atomic
def adopt_case(case, *, by, on):
    """Take a case into support: only with consent in force (section 36(4)(b)), and with a plan."""
    case = locked(case)
    case.refuse_unless(S.CONSENT_SOUGHT, to="adopt it")
    last = last_answer(case)
    if case.consent_on is None or last is None or last.kind != Kind.GIVEN:
        raise Refused(
            case,
            "Nobody has consented to support. A case is adopted only once consent was given "
            "(section 36(4)(b)).",
        )
    if on < last.on:
        raise Refused(case, "The case cannot be adopted before consent was given.", field="on")
    found = case.assessments.order_by("-number").first()
    begins = found.on if found else on
    return move_case(
        case,
        S.ADOPTED,
        by=by,
        on=on,
        adopted_on=on,
        assess_due_on=clocks.due(Clock.Step.ASSESS, on=begins),
    )


def _is_childs_own(case, *, on, whose, is_adult=None, **_):
    """True for what somebody under 18 says themself."""
    known = is_known_adult(case.subject, on=on)
    return whose == Whose.PERSON and (is_adult if known is None else known) is False


def _wish(case, *, by, on, **said):
    """A child wants to stop: their parent's consent stands, and the panel hears of it at its next meeting."""
    wish = _said(case, Kind.WISH, by=by, on=on, **said)
    if not case.consent_checks.filter(done_on=None, due_on__lte=on).exists():
        ConsentCheck.objects.create(case=case, due_on=on)
    if case.status == S.ADOPTED:
        due_on = min(case.due_on, clocks.due(Clock.Step.PANEL, on=on))
        set_next_step(case, on=on, step=Clock.Step.PANEL, due_on=due_on)
        case.save()
    outbox.put("tell_of_wish", case_id=case.pk)
    return wish


def _said(case, kind, *, by, on, how, whose, capacity="", who="", words="", is_adult=None):
    """One row about consent, by whoever may speak for the person on that day."""
    plan = latest_plan(case)
    if plan is None:
        raise Refused(
            case, "Draft the support plan first: consent is asked for to a plan (section 36(4)(a))."
        )
    if plan.on > on:
        raise Refused(
            case, "The plan is of a later day. The plan comes before consent.", field="on"
        )
    if kind != Kind.WISH:
        _refuse_unless_theirs(case, on=on, whose=whose, told=is_adult)
    is_parent = whose == Whose.PARENT
    if is_parent and not (capacity and who.strip()):
        raise Refused(case, "Say who answers for them, and in what capacity.", field="capacity")
    row = Consent.objects.create(
        case=case,
        plan=plan,
        kind=kind,
        on=on,
        whose=whose,
        capacity=capacity if is_parent else "",
        who=who if is_parent else "",
        how=how,
        words=words,
        by=by,
    )
    record(case, CaseEvent.Kind.CONSENT, by=by, on=on, words=row.get_kind_display())
    return row


def _refuse_unless_theirs(case, *, on, whose, told):
    """Section 36: an adult's consent is their own; under 18 it is a parent's or guardian's."""
    known = is_known_adult(case.subject, on=on)
    adult = told if known is None else known
    if adult is None:
        raise Refused(
            case,
            "The date of birth is not known: say whether the person is 18 or over.",
            field="is_adult",
        )
    if adult and whose == Whose.PARENT:
        raise Refused(
            case, "The person is 18 or over: nobody else can answer for them.", field="whose"
        )
    if not adult and whose == Whose.PERSON:
        raise Refused(
            case,
            "The person is under 18: their own consent is not enough. "
            "A parent or guardian must answer for them.",
            field="whose",
        )


def _given(case, answer):
    """Consent is in force; a parent's is looked at again when the person may answer for themself."""
    on = answer.on
    _settle_checks(case, on=on)
    if answer.whose == Whose.PARENT:
        ConsentCheck.objects.create(case=case, due_on=_look_again_on(case.subject, on))
    if case.consent_on is None:
        case.consent_on = on
    if case.status == S.CONSENT_SOUGHT:
        set_next_step(case, on=on, step=Clock.Step.PANEL)
    case.save()


def _look_again_on(subject, on):
    """The day for the list: the first of the month of the birthday, so that it does not tell the birthday."""
    if subject.date_of_birth is None:
        return on + relativedelta(months=GUESSED_AGE_MONTHS)
    return max(on, eighteenth(subject.date_of_birth).replace(day=1))


def _settle_checks(case, *, on):
    for check in case.consent_checks.filter(done_on=None):
        check.done_on = on
        check.save()


def _stop(case, *, by, on, at_adopted):
    """There is no consent any more: support ends, and the case moves on."""
    _settle_checks(case, on=on)
    for intervention in case.interventions.open():
        intervention.ended_on = max(on, intervention.commissioned_on)
        intervention.ended_because = Intervention.Ending.WITHDRAWN
        intervention.save()
        record(
            case,
            CaseEvent.Kind.SUPPORTED,
            by=by,
            on=on,
            words=f"Ended, as there is no consent: {intervention.kind.words}",
        )
    to = at_adopted if case.status == S.ADOPTED else S.CONSENT_REFUSED
    move_case(case, to, by=by, on=on, consent_on=None, assess_due_on=None)
