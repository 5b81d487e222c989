"""Agencies are asked what they know of a person, and answer: one request, and nothing else of the case."""

from django.db import IntegrityError, connection, transaction
from django.utils.functional import cached_property

from prevent_portal.errors import Refused
from prevent_portal.sealed import unwrap

from .. import clocks
from ..models import LAST_KEY, CaseEvent, Clock, InformationAnswer, InformationRequest
from ..states import CLOSED_TO_ANSWERS
from .cases import locked, record, set_next_step

ASKED_ALREADY = (
    "This agency has been asked already, and has not answered yet. "
    "Withdraw that request first, or wait for its answer."
)
#: Why an answer is not taken any more, by what the gate says of the request.
NO_LONGER = {
    "closed": (
        "The case has been closed meanwhile, so your answer was not sent. Nothing more is needed. "
        "If you think that the panel must know it, call the person who asked you."
    ),
    "withdrawn": (
        "This request has been withdrawn meanwhile, so your answer was not sent. "
        "Nothing more is needed."
    ),
    "answered": "This request has been answered already, so nothing was sent again.",
}


@transaction.atomic
def ask_agency(case, *, by, on, answerer, asked, name="", birth=None, due_on=None, repeats=None):
    """Ask an agency about a case, of one named person there; due by the clock unless a day is given.

    `name` and `birth` are what the coordinator chose to share. Raises Refused.
    """
    case = locked(case)
    if case.status in CLOSED_TO_ANSWERS:
        raise Refused(case, "This case is closed: nobody is asked about it.")
    if on < case.received_on:
        raise Refused(case, "That day is before the referral was received.", field="on")
    if not asked.strip():
        raise Refused(case, "Say what is asked.", field="asked")
    if not answerer.is_active:
        raise Refused(case, "This person can no longer sign in.", field="answerer")
    if case.seats.filter(user=answerer, conflict_at__isnull=False).exists():
        raise Refused(
            case,
            "This person has declared a conflict of interest. Ask somebody else there.",
            field="answerer",
        )
    due_on = due_on or clocks.due(Clock.Step.ANSWER, on=on)
    if due_on < on:
        raise Refused(case, "The day to answer by must not be before today.", field="due_on")
    row = InformationRequest(
        case=case,
        agency=answerer.agency,
        answerer=answerer,
        asked=asked,
        shared_name=name,
        shared_birth=birth,
        sent_on=on,
        sent_by=by,
        due_on=due_on,
        repeats=repeats,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(case, ASKED_ALREADY, field="answerer") from None
    shared = [words for words, is_shared in (("name", name), ("date of birth", birth)) if is_shared]
    said = f"Asked {answerer.agency.name} ({answerer.name}). Shared: {' and '.join(shared) or 'no name'}."
    record(case, CaseEvent.Kind.SHARED, by=by, on=on, words=said)
    _wait_for_answers(case, on=on)
    return row


@transaction.atomic
def withdraw_request(request, *, by, on, reason):
    """Withdraw a request that is not answered yet, with a reason. Raises Refused."""
    case = locked(request.case)
    request = _held(request)
    if request.answered_on:
        raise Refused(case, "This request has just been answered. Read the answer on this page.")
    if request.withdrawn_on:
        raise Refused(case, "This request was withdrawn already.")
    if not reason.strip():
        raise Refused(case, "Say why it is withdrawn.", field="reason")
    request.withdrawn_on, request.withdrawn_by, request.withdrawn_because = on, by, reason
    request.save()
    said = f"Request to {request.agency.name} withdrawn. {reason}"
    record(case, CaseEvent.Kind.NOTED, by=by, on=on, words=said)
    _wait_for_answers(case, on=on)
    return request


def _held(request):
    rows = InformationRequest.objects.select_for_update(of=("self",)).select_related("agency")
    return rows.get(pk=request.pk)


def _wait_for_answers(case, *, on):
    """While information is gathered, the case is due when the last answer asked for is."""
    if case.status == case.Status.GATHERING:
        days = case.requests.open().order_by("-due_on").values_list("due_on", flat=True)
        if last := days.first():
            set_next_step(case, on=on, due_on=last)
            case.save()


class OutsideKey:
    """The case's key in the hands of somebody who answers a request and cannot open the case."""

    def __init__(self, name, wrapped, version):
        self.sealed_as = str(name)
        self._given = wrapped, version, name

    @cached_property
    def _opened(self):
        return None if self._given[0] is None else unwrap(*self._given)

    def data_key(self):
        """The key's 32 bytes; None once destroyed."""
        return self._opened


def to_answer(user, pk):
    """A request as its answerer may see it: the request, or None, and what the gate says of it.

    The gate says open, answered, withdrawn or closed; None to anybody who is not named on it.
    """
    state = _one("SELECT channel_request_state(%s)", min(pk, LAST_KEY))[0]
    if state != "open":
        return None, state
    rows = InformationRequest.objects.asked_of(user).select_related("agency", "sent_by__agency")
    request = rows.get(pk=pk)
    request._key_holder = OutsideKey(*_one("SELECT * FROM channel_request_key(%s)", pk))
    return request, state


@transaction.atomic
def answer_request(request, *, by, on, is_nil, words=""):
    """Answer a request in the name of an agency, once; `request` is as `to_answer` gave it.

    Raises Refused where it was withdrawn or answered, or its case closed, meanwhile.
    """
    if not is_nil and not words.strip():
        raise Refused(None, "Say what you hold, or that you hold nothing.", field="words")
    answer = InformationAnswer(request=request, is_nil=is_nil, words="" if is_nil else words)
    said = f"{request.agency.name} answered{': nothing is held' if is_nil else ''}."
    note = InformationAnswer(request=request, words=said)
    state = _one(
        "SELECT channel_answer(%s, %s, %s, %s, %s)",
        request.pk,
        is_nil,
        _sealed(answer),
        on,
        _sealed(note),
    )[0]
    if state != "open":
        raise Refused(None, NO_LONGER.get(state, NO_LONGER["withdrawn"]))


def _sealed(row):
    return row._meta.get_field("words").pre_save(row, add=True)


def _one(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()
