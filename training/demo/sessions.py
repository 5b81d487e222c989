"""Sessions of the invented county: some held and evaluated, one with a waiting list, and its trainers."""

import datetime
import random
from uuid import UUID

from django.utils import timezone

from prevent_portal import demo as partnership
from prevent_portal.models import Agency, Person, User
from prevent_portal.tracked import create_tracked

from ..marks import Mark
from ..models import (
    Accreditation,
    Completion,
    Course,
    Evaluation,
    EvaluationScale,
    NetworkEvent,
    Session,
    Trainer,
)
from ..services import attendance, bookings

#: The same invented answers every time.
_SEED = 42
#: name (one of them signs in), what stands before the @, days until the accreditation runs out, gets the bulletin
_TRAINERS = (
    ("Odette Farringdon", "odette.farringdon", 410, True),
    ("Catrin Lowe-Adeyemi", "education.safeguarding", 38, True),
    ("Sunniva Croft", "sunniva.croft", 700, True),
    ("Terrence Abiola-Kaye", "terrence.abiola-kaye", -12, False),
)
#: days from today, hour, course, title, place, places, booked, share who came
_SESSIONS = (
    (-210, 10, "WRAP", "WRAP for early help", "Wrenshire House, room 2", 20, 17, 0.9),
    (-150, 14, "WRAP", "WRAP for adult social care", "Marlowick Library, upper hall", 24, 24, 0.8),
    (-95, 9, "WRAP", "WRAP for foster carers", "The Old Exchange, Saltmere", 16, 12, 0.85),
    (
        -40,
        13,
        "BRIEFING",
        "Briefing for heads of service",
        "Wrenshire House, chamber",
        30,
        19,
        0.95,
    ),
    (-12, 10, "WRAP", "WRAP for libraries and registration", "Hexley Vale Centre", 18, 16, 0.9),
    (-3, 10, "BRIEFING", "Briefing for trading standards", "Wrenshire House, room 4", 12, 9, None),
    (
        9,
        10,
        "WRAP",
        "WRAP for highways and planning",
        "Depot training room, Marlowick",
        8,
        12,
        None,
    ),
    (23, 14, "WRAP_TTT", "Training of WRAP trainers", "Wrenshire House, room 2", 10, 5, None),
    (37, 9, "MEMBER_SESSION", "Session for elected members", "Council chamber", 40, 0, None),
)
_COMMENTS = (
    "The examples from our own county made it real.",
    "More time for questions at the end, please.",
    "I know now whom to ring, and that it is all right to be unsure.",
    "The film was long. The talk about the form was what I needed.",
    "Could this come to the evening team as well?",
    "I had thought this was for the police. It is for me.",
)


def load(anchor, *, scale=1):
    """Add trainers, the sessions of the last months with their registers and answers, and those to come."""
    county = Agency.objects.get(name=partnership.AGENCIES["county"][0])
    keeper = User.objects.get(email=partnership.address("training.lead"))
    chance = random.Random(_SEED)  # noqa: S311 - nothing secret
    trainers = _trainers(county, anchor)
    # of those who have been trained before, so that the county's headline stays what it is
    known = Completion.objects.known().values("person")
    people = iter(Person.objects.filter(agency=county, pk__in=known).order_by("pk")[:400])
    _network(trainers, anchor)
    comments = iter(_COMMENTS)
    for place, (days, hour, code, title, where, capacity, booked, share) in enumerate(_SESSIONS):
        at = datetime.datetime.combine(anchor + datetime.timedelta(days), datetime.time(hour))
        session = Session(
            agency=county,
            course=Course.objects.get(code=code),
            title=title,
            starts_at=timezone.make_aware(at),
            minutes=90,
            place=where,
            capacity=capacity,
            scale=EvaluationScale.objects.first(),
            is_open_to_partners=days > 0,
        )
        session.save()
        session.trainers.add(trainers[place % 2], *trainers[2:3])
        rows = [
            bookings.book(session, by=keeper, on=session.on, person=next(people))
            for _ in range(booked)
        ]
        if share is not None:
            _hold(session, rows, share, by=keeper, chance=chance, comments=comments)


def _trainers(county, anchor):
    rows = []
    for name, address, _, is_on_bulletin in _TRAINERS:
        email = f"{address}@{partnership.DOMAINS['county']}"
        user = User.objects.filter(email=email).first()
        about = {"name": name, "email": email, "is_on_bulletin": is_on_bulletin, "user": user}
        rows.append(Trainer(agency=county, **about))
    rows = create_tracked(Trainer, rows)
    course = Course.objects.get(code="WRAP")
    create_tracked(
        Accreditation,
        [
            Accreditation(
                trainer=trainer,
                course=course,
                issued_on=anchor + datetime.timedelta(days - 730),
                expires_on=anchor + datetime.timedelta(days),
                issued_by="Regional Prevent network",
            )
            for trainer, (_, _, days, _) in zip(rows, _TRAINERS, strict=True)
        ],
    )
    return rows


def _network(trainers, anchor):
    for days, title in (
        (-120, "Trainers' network: new material"),
        (-20, "Trainers' network: watching each other teach"),
    ):
        on = anchor + datetime.timedelta(days)
        event = NetworkEvent(title=title, on=on, place="Wrenshire House, room 4")
        event.save()
        event.trainers.set(trainers[:3] if days < -100 else trainers[1:])


def _hold(session, rows, share, *, by, chance, comments):
    """Tick who came, close the register, and let most of them answer before and after."""
    came = [row for row in rows if chance.random() < share]
    marks = [Mark(_key(chance), True, session.starts_at, booking=row.pk) for row in came]
    marks.append(
        Mark(
            _key(chance),
            True,
            session.starts_at,
            words="Maren Oldacre",
            agency="Wrenshire Carers' Trust",
        )
    )
    attendance.take(session, marks, by=by, on=session.on)
    attendance.close_register(session, by=by, on=session.on)
    for row in came[:-2]:
        before = [chance.randint(1, 3) for _ in session.scale.questions]
        after = [min(5, step + chance.choice((0, 1, 1, 2))) for step in before]
        comment = next(comments, "") if chance.random() < 0.15 else ""
        for moment, answers in (("before", before), ("after", after)):
            Evaluation.objects.create(
                booking=row,
                scale=session.scale,
                moment=moment,
                answers=answers,
                comment=comment if moment == "after" else "",
            )


def _key(chance):
    return UUID(int=chance.getrandbits(128))
