"""Screening, what agencies answer, and section 36: the invented cases, each as far as it has come."""

import datetime

from .. import services
from ..models import (
    Deconfliction,
    GatewayAssessment,
    Section36Decision,
)

COORDINATOR = "channel.coordinator"
#: Left as they were referred.
UNTOUCHED = ("Nettlewick",)
SCREENED, GATHERED, UNDECIDED, BELOW = "Farthingale", "Oddershaw", "Abbercrombie-Hythe", "Strake"
GATEWAY = {
    "Oddershaw": "What he watches is a worry in itself, whatever he thinks of it. Ask school and health.",
    "Strake": "Angry at the council more than at anybody else, but named a target twice. Ask more.",
}
USUAL_GATEWAY = "Seeks out more of it than others who share it, and speaks of acting on it."
#: Of whom it is asked, what, how many days later it was answered and with what words: "" is a nil return.
ASKED = (
    (
        "trust/prevent.spoc",
        "Is the person known to your services, and is there anything that helps us to help them?",
        4,
        "Known since last year. Keeps appointments, and has spoken of being afraid of sleep.",
    ),
    ("probation/prevent.spoc", "Is the person known to you?", 3, ""),
)
GROUNDS = (
    "What was referred has grown over some weeks, in public and online; those who know the person best "
    "say that they are being pressed by others. That they are vulnerable to being drawn further is "
    "reasonable to believe."
)
NO_GROUNDS = "What was said was said once, in anger, to an official; nobody who was asked has seen more of it."


def load(world):
    """Take each case as far as its coordinator would have by the demonstration's day."""
    for surname in world.cases:
        if surname not in UNTOUCHED:
            _take(world, surname)


def _take(world, surname):
    day = _days_of(world, surname)
    outcome = Deconfliction.Outcome.PENDING if surname == SCREENED else Deconfliction.Outcome.CLEAR
    _do(world, surname, services.begin_screening, day(1))
    _do(world, surname, services.record_deconfliction, day(2), outcome=outcome)
    if surname == SCREENED:
        return
    _do(
        world,
        surname,
        services.record_gateway_assessment,
        day(2),
        conclusion=GatewayAssessment.Conclusion.CONCERN,
        words=GATEWAY.get(surname, USUAL_GATEWAY),
    )
    _do(world, surname, services.gather_information, day(3))
    for key, words, later, answer in ASKED:
        _ask(world, surname, key, words, day(3), answered=day(3 + later), answer=answer)
    if surname == GATHERED:
        words = "Has the school noted anything since September, and who there knows him well?"
        due = world.ago(2)
        _ask(world, surname, "schools/prevent.spoc", words, day(3), due_on=due)
        return
    _do(world, surname, services.go_to_section_36, day(9))
    if surname != UNDECIDED:
        _decide(world, surname, day)


def _days_of(world, surname):
    """The day so many days after the case was received, and never after the demonstration's."""
    with world.as_(COORDINATOR):
        received = world.case(surname).received_on
    return lambda days: min(received + datetime.timedelta(days=days), world.anchor)


def _do(world, surname, service, on, **given):
    with world.as_(COORDINATOR):
        by = world.users[COORDINATOR]
        return service(world.case(surname), by=by, on=on, **given)


def _ask(world, surname, key, words, on, *, due_on=None, answered=None, answer=""):
    with world.as_(COORDINATOR):
        case = world.case(surname)
        row = services.ask_agency(
            case,
            by=world.users[COORDINATOR],
            on=on,
            answerer=world.users[key],
            asked=words,
            name=case.subject.name,
            birth=case.subject.date_of_birth,
            due_on=due_on,
        )
    if answered:
        _answer(world, key, row, answered, answer)


def _answer(world, key, row, on, words):
    with world.as_(key):
        asked, _ = services.to_answer(world.users[key], row.pk)
        services.answer_request(asked, by=world.users[key], on=on, is_nil=not words, words=words)


def _decide(world, surname, day):
    is_below = surname == BELOW
    decided_by = (
        Section36Decision.DecidedBy.AUTHORITY if is_below else Section36Decision.DecidedBy.POLICE
    )
    _do(
        world,
        surname,
        services.decide_section_36,
        day(11),
        decided_by=decided_by,
        decider="The director of communities" if is_below else "The Prevent superintendent",
        is_met=not is_below,
        grounds=NO_GROUNDS if is_below else GROUNDS,
    )
    if is_below:
        _do(
            world,
            surname,
            services.begin_pathway,
            day(12),
            what="A housing adviser, and a course for work",
            to_whom="The council’s housing advice team",
        )
