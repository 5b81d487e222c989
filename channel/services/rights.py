"""Requests of the person about what a case holds: received, extended, decided; corrected and released."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from prevent_portal.errors import Refused

from .. import clocks, holdings
from ..models import CaseEvent, Rectification, Release, RightsRequest
from ..models.rights import MONTHS, MORE_MONTHS
from .cases import locked, record

Kind = RightsRequest.Kind
Decision = RightsRequest.Decision
#: Days for which a case may be used in spite of a restriction, once it was said what for.
USE_DAYS = 7
#: Decisions that give nothing to who asked, so that it matters less who they are.
_GIVES_NOTHING = (Decision.REFUSED, Decision.WITHDRAWN)


def due_day(received_on, months=MONTHS):
    """The last day to answer: so many calendar months on, or the first working day after it."""
    day = received_on + relativedelta(months=months)
    while not clocks.is_working_day(day):
        day += timedelta(days=1)
    return day


@transaction.atomic
def record_rights_request(case, *, by, received_on, kind, asked_by, asker, asked):
    """Write down what the person asks; it is due in one calendar month (UK GDPR article 12(3)). Raises Refused."""
    case = locked(case, in_spite=True)
    if received_on < case.received_on:
        raise Refused(case, "It cannot come before the referral.", field="received_on")
    request = RightsRequest.objects.create(
        case=case,
        kind=kind,
        asked_by=asked_by,
        asker=asker,
        asked=asked,
        received_on=received_on,
        recorded_by=by,
        due_on=due_day(received_on),
    )
    words = f"Request received: {request.get_kind_display()}."
    record(case, CaseEvent.Kind.NOTED, by=by, on=received_on, words=words)
    return request


def _held(request):
    case = locked(request.case, in_spite=True)
    request = RightsRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    request.case = case
    if not request.is_open:
        raise Refused(request, "This request was decided already.")
    return request


@transaction.atomic
def check_identity(request, *, by, on, how):
    """Write down when and how it was checked who asks, and whether they may."""
    request = _held(request)
    if on < request.received_on:
        raise Refused(request, "It cannot be checked before the request came.", field="on")
    request.identity_on, request.identity = on, how
    request.save()
    return request


@transaction.atomic
def extend_request(request, *, by, on, because):
    """Take two more months, once, saying why within the first (UK GDPR article 12(3)). Raises Refused."""
    request = _held(request)
    if request.extended_on:
        raise Refused(request, "It was extended already: no more time can be taken.")
    if on > request.due_on:
        raise Refused(request, "The month is over: it can be extended no more.", field="on")
    if not because.strip():
        raise Refused(request, "Say why it takes longer.", field="because")
    request.extended_on, request.extended_because = on, because
    request.due_on = due_day(request.received_on, MONTHS + MORE_MONTHS)
    request.save()
    record(
        request.case, CaseEvent.Kind.NOTED, by=by, on=on, words="Request: two more months taken."
    )
    return request


@transaction.atomic
def decide_request(request, *, by, on, decision, because, told_on=None, not_told_because=""):
    """Decide on a request with reasons, and say whether they were told. Raises Refused.

    Nothing is given before it was checked who asks.
    """
    request = _held(request)
    if decision not in _GIVES_NOTHING and not request.identity_on:
        raise Refused(request, "Check first who asks.", field="decision")
    if not because.strip():
        raise Refused(request, "Give the reasons.", field="because")
    if on < request.received_on:
        raise Refused(request, "It cannot be decided before the request came.", field="on")
    if told_on is None and not not_told_because.strip():
        raise Refused(
            request, "Say when they were told; or why they were not.", field="not_told_because"
        )
    request.decided_on, request.decided_by, request.decision = on, by, decision
    request.because, request.told_on = because, told_on
    request.not_told_because = None if told_on else not_told_because
    request.save()
    said = f"{request.get_kind_display()}: {request.get_decision_display().lower()}."
    record(request.case, CaseEvent.Kind.DECIDED, by=by, on=on, words=said)
    return request


def _restricting(request):
    case = locked(request.case, in_spite=True)
    request = RightsRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    request.case = case
    if not request.restricts:
        raise Refused(request, "By this request nothing is restricted.")
    return request


@transaction.atomic
def use_in_spite(request, *, by, on, used_for, words):
    """Let a case be used for some days in spite of a restriction, saying what for (UK GDPR article 18(2))."""
    request = _restricting(request)
    if not words.strip():
        raise Refused(request, "Say what has to be done.", field="words")
    request.used_for, request.used_until = used_for, on + timedelta(days=USE_DAYS)
    request.save()
    said = f"May be used for {USE_DAYS} days in spite of the restriction: {request.get_used_for_display()}."
    record(request.case, CaseEvent.Kind.DECIDED, by=by, on=on, words=f"{said} {words}")
    return request


@transaction.atomic
def lift_restriction(request, *, by, on, because, told_on):
    """End a restriction, once who asked for it was told (UK GDPR article 18(3)). Raises Refused."""
    request = _restricting(request)
    if on < request.decided_on:
        raise Refused(request, "It cannot be lifted before it was granted.", field="on")
    if told_on > on:
        raise Refused(request, "Tell them before the restriction is lifted.", field="told_on")
    request.lifted_on, request.lifted_by, request.lifted_because = on, by, because
    request.lift_told_on = told_on
    request.save()
    record(request.case, CaseEvent.Kind.DECIDED, by=by, on=on, words="The restriction was lifted.")
    return request


@transaction.atomic
def note_correction(case, *, by, on, item, kind, words, request=None):
    """Note beside words of a case what is right, or what the person says. The words stay. Raises Refused."""
    case = locked(case, in_spite=True)
    if not words.strip():
        raise Refused(case, "Say what is right.", field="words")
    if item not in {each.key for each in holdings.items_of(case)}:
        raise Refused(case, "The case does not hold these words.", field="item")
    noted = Rectification.objects.create(
        case=case, request=request, item=item, kind=kind, words=words, on=on, by=by
    )
    record(case, CaseEvent.Kind.CHANGED, by=by, on=on, words="A correction was noted.")
    return noted


@transaction.atomic
def release(request, *, by, items, blacked=""):
    """Log what a bundle for the person holds, and make it: the bytes of a PDF. Raises Refused.

    Everything in it was chosen by somebody, one by one; `blacked` are words, one to a line, that are
    blacked out wherever they stand.
    """
    case = locked(request.case, in_spite=True)
    request.case = case
    if request.kind != Kind.ACCESS:
        raise Refused(request, "Only a request for access is answered with what is held.")
    if not request.identity_on:
        raise Refused(request, "Check first who asks.")
    held = holdings.items_of(case)
    chosen = [each for each in held if each.key in items]
    if not chosen:
        raise Refused(request, "Choose what is released.", field="items")
    at = timezone.now()
    Release.objects.create(
        case=case,
        request=request,
        items=[each.key for each in chosen],
        withheld=len(held) - len(chosen),
        blacked=blacked,
        by=by,
        at=at,
    )
    words = f"Bundle made for a request for access: {len(chosen)} of {len(held)} items."
    record(case, CaseEvent.Kind.SHARED, by=by, on=timezone.localdate(at), words=words)
    return holdings.paper(request, chosen, blacked, withheld=len(held) - len(chosen), at=at)
