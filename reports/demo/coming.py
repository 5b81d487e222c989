"""What comes in the demonstration: papers for three boards, and questions that were looked at and answered."""

import datetime

from dateutil.relativedelta import relativedelta

from actions.models import Body
from prevent_portal.models import Agency, User
from prevent_portal.roles import Role
from prevent_portal.tracked import create_tracked, update_tracked

from ..models import Question, ReportTemplate, Schedule
from ..models.templates import OFFICER
from ..services import give_answer, prepare_answer

#: Which paper goes to which board: the kind, another where the council has no plan of that one, days
#: from today to the first, and months between them.
PAPERS = (
    ("Corporate Management Team", "six-monthly", "six-monthly", 40, 6),
    ("Wrenshire Prevent Board", "board-update", "committee-progress", 40, 3),
    ("Wrenshire Prevent Delivery Group", "delivery-group", "priority-actions", 60, 3),
)
#: Requests that were answered: which question, by a part of its words, and how many days ago.
REQUESTS = (
    ("FOI 2026/0142", "had Prevent training", 64),
    ("FOI 2026/0187", "by age and by type", 41),
    ("FOI 2026/0203", "hire your venues", 12),
)
#: Questions whose review somebody forgot.
_LATE = 2


def load(today):
    """Add schedules, the reviews of the usual questions, and answers to requests."""
    lead = User.objects.filter(roles__contains=[Role.PREVENT_LEAD]).order_by("pk").first()
    agency = Agency.objects.filter(is_lead=True).order_by("pk").first()
    if lead is None or agency is None:
        return
    _schedules(agency, today)
    _reviews(lead, today)
    for reference, words, days in REQUESTS:
        question = Question.objects.filter(text__icontains=words).order_by("pk").first()
        if question is not None:
            _answer(question, lead, agency, reference, today - datetime.timedelta(days=days))


def _schedules(agency, today):
    kinds = {kind.name: kind for kind in ReportTemplate.objects.standing()}
    bodies = {body.name: body for body in Body.objects.standing()}
    made = []
    for body, name, other, days, months in PAPERS:
        kind = next(
            (kinds[each] for each in (name, other) if _is_possible(kinds, each, agency)), None
        )
        if kind is None or body not in bodies:
            continue
        made.append(
            Schedule(
                kind=kind,
                agency=agency,
                audience=OFFICER if OFFICER in kind.audiences else kind.audiences[0],
                body=bodies[body],
                first_on=today + datetime.timedelta(days=days),
                every=months,
            )
        )
    create_tracked(Schedule, made)


def _is_possible(kinds, name, agency):
    """True if a kind is in use and the agency has a plan for it to be about."""
    return name in kinds and agency.plans.filter(kind__in=kinds[name].plan_kinds).exists()


def _reviews(lead, today):
    questions = list(Question.objects.standing())
    for place, question in enumerate(questions):
        ago = 400 if place < _LATE else 30 + 7 * place
        question.reviewed_on = today - datetime.timedelta(days=ago)
        question.reviewed_by = lead
        question.review_due_on = question.reviewed_on + relativedelta(months=12)
    update_tracked(Question, questions, ["reviewed_on", "reviewed_by", "review_due_on"])


def _answer(question, lead, agency, reference, day):
    prepared = prepare_answer(question, agency=agency, on=day)
    give_answer(
        question,
        by=lead,
        agency=agency,
        reference=reference,
        on=day,
        given_on=day,
        read=prepared.sha256,
    )
