"""People and sessions for tests: the smallest that are valid."""

import datetime

from prevent_portal.models import Person
from training.models import Course, Session

NOON = datetime.datetime(2026, 3, 18, 12, tzinfo=datetime.UTC)


def a_person(agency, number, *, name="", email=""):
    """Somebody of an agency."""
    person = Person(agency=agency, number=number, name=name or f"Person {number}", email=email)
    person.save()
    return person


def a_session(agency, *, starts_at, capacity=10, **more):
    """A session of WRAP in Room 1 that lasts an hour and a half."""
    about = {"title": "Workshop", "minutes": 90, "place": "Room 1"} | more
    session = Session(
        agency=agency,
        course=Course.objects.get(code="WRAP"),
        starts_at=starts_at,
        capacity=capacity,
        **about,
    )
    session.save()
    return session
