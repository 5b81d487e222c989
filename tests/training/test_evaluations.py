"""Evaluations by a private link, what they come to, certificates, trainers, figures and the calendar."""

import datetime
import hashlib
import io
import uuid

import pytest
from pypdf import PdfReader

from prevent_portal.calendar import entries
from prevent_portal.errors import Refused
from prevent_portal.figures import catalogue
from prevent_portal.registers import found
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from tests.training.rooms import NOON, a_person, a_session
from training import evaluations as figures
from training.certificates import certificates
from training.marks import Mark
from training.models import (
    Accreditation,
    BookingLink,
    Course,
    Evaluation,
    EvaluationScale,
    NetworkEvent,
    Trainer,
)
from training.registers.sessions import SESSIONS
from training.registers.trainers import ACCREDITATIONS, TRAINERS
from training.services import attendance, bookings, evaluations, links, sessions, trainers
from training.session_pages import came

TODAY = datetime.date(2026, 3, 18)
DAY = datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    user = UserFactory(agency=AgencyFactory(name="Example Council"), roles=[Role.TRAINING_LEAD])
    client.force_login(user)
    return user


def words(response):
    return " ".join(response.content.decode().split())


def a_booking(keeper, **more):
    scale = EvaluationScale.objects.get()
    session = a_session(keeper.agency, **{"starts_at": NOON, "scale": scale} | more)
    return bookings.book(
        session, by=keeper, on=TODAY - 60 * DAY, person=a_person(keeper.agency, "1")
    )


def path(booking):
    """The private address of a booking, without its host."""
    return "/training/booking/" + links.make_link(booking).partition("/booking/")[2]


def answers(moment, *steps, comment=""):
    return {f"answer_{n}": step for n, step in enumerate(steps, 1)} | {
        "moment": moment,
        "comment": comment,
    }


# By a link


def test_before_then_after_is_asked_each_once_and_opening_changes_nothing(client, keeper):
    booking = a_booking(keeper)
    client.logout()
    address = path(booking)

    assert "Before the session: a few questions" in words(client.get(address))
    assert not Evaluation.objects.exists()
    page = words(client.post(address, answers("before", 1, 2, 3), follow=True))
    assert "Thank you." in page
    assert "After the session: a few questions" in page
    page = words(client.post(address, answers("before", 5, 5, 5), follow=True))
    assert "These answers have been given already. Nothing was changed." in page
    client.post(address, answers("after", 4, 4, 4, comment="Good"))

    assert "There is nothing to answer at this moment." in words(client.get(address))
    assert list(Evaluation.objects.values_list("moment", "answers", "comment")) == [
        ("before", [1, 2, 3], ""),
        ("after", [4, 4, 4], "Good"),
    ]


def test_answers_that_are_missing_are_asked_for_and_the_rest_is_kept(client, keeper):
    address = path(a_booking(keeper))

    page = words(client.post(address, answers("before", 1, comment="Still here")))

    assert "Choose an answer to question 2" in page
    assert "Still here" in page
    assert not Evaluation.objects.exists()


def test_a_link_is_kept_as_a_hash_and_runs_out(client, keeper):
    booking = a_booking(keeper)
    address = path(booking)
    assert address.rstrip("/").rpartition("/")[2] not in str(BookingLink.objects.values_list())
    digest = hashlib.sha256(b"an old token").hexdigest()
    BookingLink.objects.create(booking=booking, digest=digest, until=NOON - DAY)

    assert client.get(address).status_code == 200
    assert client.get("/training/booking/an old token/").status_code == 404
    assert client.get("/training/booking/unknown/").status_code == 404


def test_nobody_is_asked_after_a_session_that_is_to_come_or_that_they_missed(keeper):
    booking = a_booking(keeper, starts_at=NOON + DAY)
    evaluations.answer(booking, moment="before", answers=[1, 1, 1], comment="", at=NOON)

    assert evaluations.asked_for(booking, at=NOON) is None
    with pytest.raises(Refused, match="given already"):
        evaluations.answer(booking, moment="before", answers=[1, 1, 1], comment="", at=NOON)
    booking.state = "no_show"
    assert evaluations.asked_for(booking, at=NOON + 2 * DAY) is None


def test_questions_that_people_have_answered_stay_as_they_are(keeper):
    booking = a_booking(keeper)
    scale = booking.session.scale
    evaluations.answer(booking, moment="before", answers=[1, 1, 1], comment="", at=NOON)

    evaluations.keep_scale(scale, by=keeper, name="Another name")
    with pytest.raises(Refused, match="People have answered these questions"):
        evaluations.keep_scale(scale, by=keeper, questions=["Another?"])


# What they come to


def test_the_change_is_counted_over_those_who_answered_both():
    (sure, known) = figures.change(
        ["Sure?", "Known?"], [([1, 4], [3, 4]), ([2, None], [2, 5]), ([2, 3], [5, 2])]
    )

    assert (sure.count, sure.before, sure.after, sure.moved_up) == (3, 1.7, 3.3, 2)
    assert (known.count, known.before, known.after, known.moved_up) == (2, 3.5, 3, 0)


@pytest.mark.parametrize(("people", "is_shown"), [(4, False), (5, True)])
def test_few_answers_are_not_shown_for_they_could_be_somebodys(client, keeper, people, is_shown):
    session = a_session(keeper.agency, starts_at=NOON, scale=EvaluationScale.objects.get())
    for number in range(people):
        booking = bookings.book(session, by=keeper, on=TODAY, guest_name=f"Guest {number}")
        for moment, step in (("before", 2), ("after", 4)):
            evaluations.answer(
                booking, moment=moment, answers=[step] * 3, comment="Clear words", at=NOON
            )
    attendance.close_register(session, by=keeper, on=TODAY)

    for address in (session.get_absolute_url(), "/training/sessions/evaluation/"):
        page = words(client.get(address))
        assert (f"{people} of {people}" in page) == is_shown
        assert ("Clear words" in page) == is_shown


# Certificates


def test_a_certificate_is_tagged_says_who_came_to_what_and_is_only_for_who_came(client, keeper):
    session = a_session(keeper.agency, starts_at=NOON)
    rows = [
        bookings.book(session, by=keeper, on=TODAY, person=a_person(keeper.agency, n, name=name))
        for n, name in (("1", "Ada Ashmere"), ("2", "Bea Birkwell"), ("3", "Cian Caldross"))
    ]
    marks = [Mark(uuid.uuid4(), True, NOON, booking=row.pk) for row in rows[:2]]
    attendance.take(session, marks, by=keeper, on=TODAY)
    attendance.close_register(session, by=keeper, on=TODAY)
    session.refresh_from_db()

    pdf = PdfReader(io.BytesIO(certificates(session, came(session.bookings.all()))))

    assert len(pdf.pages) == 2
    assert "Ada Ashmere" in pdf.pages[0].extract_text()
    assert "18 March 2026" in pdf.pages[1].extract_text()
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in pdf.trailer["/Root"]
    refused = client.get(f"/training/bookings/{rows[2].pk}/certificate/", follow=True)
    assert "There is a certificate only for people who came." in words(refused)


# Lists


def test_the_list_tells_coming_from_past_and_what_needs_somebody(keeper):
    yesterday, today, tomorrow = (
        a_session(keeper.agency, starts_at=NOON + n * DAY, title=name)
        for n, name in ((-1, "Yesterday"), (0, "Today"), (1, "Tomorrow"))
    )
    a_session(AgencyFactory(), starts_at=NOON, title="Theirs")

    def shown(**asked):
        return [str(each) for each in found(SESSIONS, asked, user=keeper, on=TODAY)[1]]

    assert shown() == ["Tomorrow", "Today", "Yesterday"]
    assert shown(when="coming") == ["Tomorrow", "Today"]
    assert shown(when="past") == ["Yesterday"]
    assert list(SESSIONS.attended(keeper, TODAY)) == [yesterday]
    sessions.cancel_session(tomorrow, by=keeper, on=TODAY, reason="Snow")
    assert shown(when="coming") == ["Today"]
    assert shown(state="closed") == ["Tomorrow"]


@pytest.mark.parametrize("count", [2, 12])
def test_a_list_and_a_page_ask_as_much_for_many_as_for_few(
    client, keeper, count, django_assert_num_queries
):
    for number in range(count):
        session = a_session(keeper.agency, starts_at=NOON + number * DAY)
        person = a_person(keeper.agency, f"{number}")
        bookings.book(session, by=keeper, on=TODAY, person=person)
        bookings.book(session, by=keeper, on=TODAY, guest_name=f"Guest {number}")
    for number in range(count):
        bookings.book(session, by=keeper, on=TODAY, guest_name=f"Other {number}")

    with django_assert_num_queries(16):
        client.get("/training/sessions/")
    with django_assert_num_queries(19):
        client.get(session.get_absolute_url())


# Trainers


def a_trainer(agency, name="Somebody", **more):
    trainer = Trainer(agency=agency, name=name, **more)
    trainer.save()
    return trainer


def accredited(trainer, *, until, since=TODAY - 100 * DAY):
    course = Course.objects.get(code="WRAP")
    Accreditation(trainer=trainer, course=course, issued_on=since, expires_on=until).save()


def test_a_trainer_has_what_they_gave_and_came_to_and_runs_out_in_time(client, keeper):
    soon, later = (a_trainer(keeper.agency, name) for name in ("Soon", "Later"))
    accredited(soon, until=TODAY + 80 * DAY)
    accredited(later, until=TODAY + 100 * DAY)
    for state in ("held", "planned"):
        session = a_session(keeper.agency, starts_at=NOON, state=state, title=f"A {state} one")
        session.trainers.add(soon)
    event = NetworkEvent(title="Spring meeting", on=TODAY)
    event.save()
    event.trainers.add(soon)

    (row,) = TRAINERS.shown(keeper, TODAY).filter(pk=soon.pk)
    assert (row.delivered, row.came_to, row.runs_out) == (1, 1, TODAY + 80 * DAY)
    assert [str(each.trainer) for each in ACCREDITATIONS.attended(keeper, TODAY)] == ["Soon"]
    page = words(client.get(soon.get_absolute_url()))
    assert "Sessions given: 1" in page
    assert "A held one" in page
    assert "A planned one" not in page
    assert "Spring meeting" in page


def test_a_trainer_is_known_by_staff_number(keeper):
    person = a_person(keeper.agency, "00000007")
    trainer = Trainer(agency=keeper.agency)

    trainers.keep_trainer(trainer, by=keeper, name="Somebody", number="00000007")
    assert trainer.person == person
    with pytest.raises(Refused, match="nobody with this staff number"):
        trainers.keep_trainer(trainer, by=keeper, name="Somebody", number="9")


def test_the_bulletin_goes_to_those_who_get_it(client, keeper):
    for number, more in enumerate(({"is_on_bulletin": True}, {}, {"is_on_bulletin": True})):
        agency = keeper.agency if number < 2 else AgencyFactory()
        a_trainer(agency, f"T{number}", email=f"t{number}@council.example", **more)

    sent = b"".join(client.get("/training/trainers/bulletin/")).decode()

    assert "t0@council.example" in sent
    assert "t1@council.example" not in sent
    assert "t2@council.example" not in sent


# Figures and calendar


def test_figures_count_what_was_held_came_and_may_give_it_as_known(keeper):
    trainer = a_trainer(keeper.agency)
    accredited(trainer, until=TODAY)
    other = a_trainer(AgencyFactory())
    accredited(other, until=TODAY - DAY)
    for days in (0, 364, 366):
        session = a_session(keeper.agency, starts_at=NOON - days * DAY)
        day = session.on
        guest = bookings.book(session, by=keeper, on=day, guest_name="A guest")
        mark = Mark(uuid.uuid4(), True, NOON - days * DAY, booking=guest.pk)
        attendance.take(session, [mark], by=keeper, on=day)
        attendance.close_register(session, by=keeper, on=day)

    def told(name, scope=None, **more):
        return catalogue()[name].at(scope, **{"on": TODAY} | more).count

    assert [told(n) for n in ("sessions_held", "sessions_attended", "trainers_accredited")] == [
        2,
        2,
        1,
    ]
    assert told("sessions_held", AgencyFactory()) == 0
    assert told("trainers_accredited", on=TODAY - DAY) == 2
    assert told("sessions_held", known_at=NOON - DAY) == 0


def test_sessions_and_accreditations_stand_in_the_calendar(keeper):
    accredited(a_trainer(keeper.agency, "Somebody"), until=TODAY + DAY)
    coming = a_session(keeper.agency, starts_at=NOON + DAY, title="Workshop in May")
    a_session(AgencyFactory(), starts_at=NOON + DAY)
    off = a_session(keeper.agency, starts_at=NOON + DAY)
    sessions.cancel_session(off, by=keeper, on=TODAY, reason="Snow")

    shown = [e for e in entries(keeper, TODAY, TODAY + 2 * DAY) if e.key.startswith(("ses", "acc"))]

    assert [(each.kind, each.reference.rstrip("0123456789"), each.at) for each in shown] == [
        ("Accreditation runs out", shown[0].reference, None),
        ("Training session", "Training session ", datetime.time(12)),
    ]
    assert shown[1].href == coming.get_absolute_url()
