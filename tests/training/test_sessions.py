"""Sessions: booked, waited for, moved, cancelled; the register taken, closed and corrected."""

import datetime
import json
import uuid

import pytest
from django.core import mail

from prevent_portal import outbox
from prevent_portal.acting import acting_for
from prevent_portal.errors import Refused
from prevent_portal.models import Outbox
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from tests.training.rooms import NOON, a_person, a_session
from training.marks import Mark
from training.models import Booking, Completion, Session, SessionMessage
from training.services import attendance, bookings, messages, sessions

TODAY = datetime.date(2026, 3, 18)
TOMORROW = NOON + datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    user = UserFactory(agency=AgencyFactory(name="Example Council"), roles=[Role.TRAINING_LEAD])
    client.force_login(user)
    return user


def words(response):
    return " ".join(response.content.decode().split())


def book(session, person, by, **guest):
    return bookings.book(session, by=by, on=TODAY, person=person, **guest)


def tick(session, by, *rows, on=TODAY):
    """Marks of (booking, is here), each with a key of its own, a second after the other."""
    marks = [
        Mark(uuid.uuid4(), is_here, NOON + datetime.timedelta(seconds=place), booking=booking.pk)
        for place, (booking, is_here) in enumerate(rows)
    ]
    return attendance.take(session, marks, by=by, on=on)


def send_all():
    """What the worker does: everything that was promised."""
    for pk in outbox.undone().values_list("pk", flat=True):
        outbox.deliver(pk)


def completions(person):
    return list(Completion.objects.known().filter(person=person).values_list("on", "route"))


# Booking


def test_who_is_booked_when_it_is_full_waits_and_moves_up_when_somebody_cancels(keeper):
    session = a_session(keeper.agency, starts_at=TOMORROW, capacity=1)
    first, second, third = (a_person(keeper.agency, f"{n}") for n in (1, 2, 3))
    states = [book(session, person, keeper) for person in (first, second, third)]
    assert [each.state for each in states] == ["booked", "waiting", "waiting"]

    bookings.cancel_booking(states[0], by=keeper)

    assert list(session.bookings.order_by("pk").values_list("state", flat=True)) == [
        "cancelled",
        "booked",
        "waiting",
    ]


def test_more_places_take_people_off_the_waiting_list_and_fewer_than_taken_are_refused(keeper):
    session = a_session(keeper.agency, starts_at=TOMORROW, capacity=1)
    book(session, a_person(keeper.agency, "1"), keeper)
    waiting = book(session, a_person(keeper.agency, "2"), keeper)

    sessions.keep_session(session, by=keeper, capacity=2)
    waiting.refresh_from_db()
    assert waiting.state == "booked"

    with pytest.raises(Refused, match="2 people are booked"):
        sessions.keep_session(session, by=keeper, capacity=1)


def test_nobody_is_booked_twice_or_by_another_agency(keeper):
    session = a_session(keeper.agency, starts_at=TOMORROW, is_open_to_partners=True)
    person, neighbour = a_person(keeper.agency, "1"), UserFactory(roles=[Role.TRAINING_LEAD])
    book(session, person, keeper)

    with pytest.raises(Refused, match="on this session already: booked"):
        book(session, person, keeper)
    with pytest.raises(Refused, match="Book people of your own agency"):
        book(session, a_person(keeper.agency, "2"), neighbour)
    with pytest.raises(Refused, match="Guests are booked by the agency"):
        book(session, None, neighbour, guest_name="Somebody")
    with pytest.raises(Refused, match="has been or is cancelled"):
        book(a_session(keeper.agency, starts_at=NOON - datetime.timedelta(days=1)), person, keeper)


def test_people_are_found_by_name_or_number_in_ones_own_agency_alone(client, keeper):
    session = a_session(keeper.agency, starts_at=TOMORROW)
    ours = a_person(keeper.agency, "00012345", name="Ada Ashmere")
    a_person(AgencyFactory(), "00012345", name="Ada Birkwell")
    address = f"/training/sessions/{session.pk}/book/"

    for asked in ("ada", "00012345"):
        page = words(client.get(address, {"q": asked}))
        assert "Ada Ashmere" in page
        assert "Ada Birkwell" not in page
    client.post(address, {"person": ours.pk})

    assert session.bookings.get().person == ours
    assert "Ada Ashmere is booked. They have no email" in words(client.get(address))
    assert "On this session" in words(client.get(address, {"q": "ada"}))


# Telling


def test_an_invitation_is_promised_once_and_sent_once_with_a_calendar_entry_and_no_name(keeper):
    session = a_session(keeper.agency, starts_at=TOMORROW, title="Workshop for Ada Ashmere")
    person = a_person(keeper.agency, "1", name="Ada Ashmere", email="ada@council.example")
    booking = book(session, person, keeper)
    with acting_for(None):
        messages.promise(booking, SessionMessage.Kind.INVITATION)
    assert Outbox.objects.count() == 1

    send_all()
    for _ in messages.send(SessionMessage.objects.get().pk):
        pytest.fail("it was sent already")

    (sent,) = mail.outbox
    ((_, entry, kind),) = sent.attachments
    assert sent.to == ["ada@council.example"]
    assert kind == "text/calendar; method=REQUEST"
    unfolded = entry.replace("\r\n ", "")
    assert "METHOD:REQUEST\r\n" in unfolded
    assert "SEQUENCE:0\r\n" in unfolded
    assert "DTSTART:20260319T120000Z\r\n" in unfolded
    assert "Ashmere" not in sent.body + sent.subject + entry
    assert "/training/booking/" in sent.body


def test_a_move_and_a_cancellation_reach_the_same_entry_with_a_higher_sequence(keeper):
    session = a_session(keeper.agency, starts_at=TOMORROW, capacity=1)
    book(session, a_person(keeper.agency, "1", email="one@council.example"), keeper)
    book(session, a_person(keeper.agency, "2", email="two@council.example"), keeper)
    send_all()
    later = {"starts_at": TOMORROW + datetime.timedelta(days=7), "minutes": 60}

    sessions.move_session(session, by=keeper, place="Hall", link="", **later)
    send_all()
    session.refresh_from_db()
    assert session.moved_from == TOMORROW
    sessions.cancel_session(session, by=keeper, on=TODAY, reason="The hall is flooded")
    send_all()

    told = [(each.to[0][:3], [a[1] for a in each.attachments]) for each in mail.outbox]
    entries = [entry for to, found in told if to == "one" for entry in found]
    assert [found for to, found in told if to == "two"] == [[], [], []]
    assert ["SEQUENCE:0" in entries[0], "SEQUENCE:1" in entries[1], "SEQUENCE:2" in entries[2]] == [
        True
    ] * 3
    assert len({line for e in entries for line in e.split("\r\n") if line.startswith("UID")}) == 1
    assert "METHOD:CANCEL" in entries[2]
    assert "flooded" not in "".join(entries) + mail.outbox[-1].body
    assert set(session.bookings.values_list("state", flat=True)) == {"cancelled"}


def test_who_waits_is_told_so_and_told_again_with_a_calendar_entry_once_a_place_is_free(keeper):
    session = a_session(keeper.agency, starts_at=TOMORROW, capacity=1)
    first = book(session, a_person(keeper.agency, "1"), keeper)
    book(session, a_person(keeper.agency, "2", email="two@council.example"), keeper)
    send_all()
    bookings.cancel_booking(first, by=keeper)
    send_all()

    waiting, invited = mail.outbox
    assert waiting.subject == "You are on the waiting list of a training session"
    assert "You have no place yet." in waiting.body
    assert "/training/booking/" in waiting.body
    assert not waiting.attachments
    assert invited.subject == "You are booked on a training session"
    assert "METHOD:REQUEST" in invited.attachments[0][1]


def test_who_moved_up_before_the_message_left_is_not_told_to_wait(keeper):
    session = a_session(keeper.agency, starts_at=TOMORROW, capacity=1)
    first = book(session, a_person(keeper.agency, "1"), keeper)
    book(session, a_person(keeper.agency, "2", email="two@council.example"), keeper)
    bookings.cancel_booking(first, by=keeper)

    send_all()

    assert [each.subject for each in mail.outbox] == ["You are booked on a training session"]
    assert set(SessionMessage.objects.values_list("kind", "state")) == {
        ("waiting", "needless"),
        ("invitation", "sent"),
    }


def test_what_was_overtaken_before_it_left_is_not_sent(keeper):
    session = a_session(keeper.agency, starts_at=TOMORROW)
    booking = book(session, a_person(keeper.agency, "1", email="one@council.example"), keeper)
    bookings.cancel_booking(booking, by=keeper)

    send_all()

    assert [each.attachments for each in mail.outbox] == [[]]
    assert set(SessionMessage.objects.values_list("kind", "state")) == {
        ("invitation", "needless"),
        ("cancellation", "sent"),
    }


def test_a_message_that_may_have_left_is_not_sent_again(keeper):
    session = a_session(keeper.agency, starts_at=TOMORROW)
    book(session, a_person(keeper.agency, "1", email="one@council.example"), keeper)
    message = SessionMessage.objects.get()
    next(messages.send(message.pk))  # the worker dies after it has said that it sends

    list(messages.send(message.pk))

    message.refresh_from_db()
    assert (message.state, mail.outbox) == ("failed", [])


def test_a_message_that_the_mail_server_did_not_take_is_tried_again(keeper, monkeypatch):
    session = a_session(keeper.agency, starts_at=TOMORROW)
    book(session, a_person(keeper.agency, "1", email="one@council.example"), keeper)
    message = SessionMessage.objects.get()

    def refuse(*_, **__):
        raise OSError("mailbox is full")

    monkeypatch.setattr("training.emails.tell", refuse)
    with pytest.raises(OSError, match="full"):
        list(messages.send(message.pk))
    message.refresh_from_db()
    assert message.state == "waiting"

    messages.give_up(message.pk)
    message.refresh_from_db()
    assert (message.state, message.because) == ("failed", messages.GAVE_UP)


def test_a_session_cannot_be_moved_into_the_past_or_nowhere_new(keeper):
    session = a_session(keeper.agency, starts_at=TOMORROW)
    same = {"starts_at": TOMORROW, "minutes": 90, "place": "Room 1", "link": ""}

    with pytest.raises(Refused, match="Nothing has changed"):
        sessions.move_session(session, by=keeper, **same)
    with pytest.raises(Refused, match="a time to come"):
        sessions.move_session(session, by=keeper, **same | {"starts_at": NOON})


# The register


@pytest.fixture
def room(keeper):
    """A session of today with two who are booked and one guest."""
    session = a_session(keeper.agency, starts_at=NOON)
    people = [a_person(keeper.agency, n, name=f"Person {n}") for n in ("1", "2")]
    rows = [book(session, person, keeper) for person in people]
    rows.append(book(session, None, keeper, guest_name="Guest of ours"))
    return session, rows


def test_a_closed_register_completes_the_course_of_those_who_came(room, keeper):
    session, (first, second, guest) = room
    tick(session, keeper, (first, True), (guest, True))

    attendance.close_register(session, by=keeper, on=TODAY)

    session.refresh_from_db()
    assert session.state == "held"
    assert completions(first.person) == [(TODAY, "register")]
    assert completions(second.person) == []
    assert list(session.bookings.order_by("pk").values_list("state", flat=True)) == [
        "attended",
        "no_show",
        "attended",
    ]
    with pytest.raises(Refused, match="closed already. Nothing was changed"):
        attendance.close_register(session, by=keeper, on=TODAY)
    assert Completion.objects.count() == 1


def test_a_correction_withdraws_and_adds_completions_and_removes_nothing(room, keeper):
    session, (first, second, _) = room
    tick(session, keeper, (first, True))
    attendance.close_register(session, by=keeper, on=TODAY)

    marks = [
        Mark(uuid.uuid4(), False, NOON + datetime.timedelta(minutes=1), booking=first.pk),
        Mark(uuid.uuid4(), True, NOON + datetime.timedelta(minutes=1), booking=second.pk),
    ]
    attendance.take(session, marks, by=keeper, on=TODAY)

    assert completions(first.person) == []
    assert completions(second.person) == [(TODAY, "register")]
    assert Completion.objects.count() == 2


def test_what_an_extract_said_already_is_neither_added_nor_taken_away(room, keeper):
    session, (first, *_) = room
    Completion.objects.create(person=first.person, course=session.course, on=TODAY)
    tick(session, keeper, (first, True))
    attendance.close_register(session, by=keeper, on=TODAY)
    mark = Mark(uuid.uuid4(), False, NOON + datetime.timedelta(minutes=1), booking=first.pk)

    attendance.take(session, [mark], by=keeper, on=TODAY)

    assert completions(first.person) == [(TODAY, "import")]


def test_what_somebody_said_themselves_does_not_stand_for_their_attendance(room, keeper):
    session, (first, *_) = room
    Completion.objects.create(
        person=first.person, course=session.course, on=TODAY, route="declared"
    )
    tick(session, keeper, (first, True))

    attendance.close_register(session, by=keeper, on=TODAY)

    assert sorted(completions(first.person)) == [(TODAY, "declared"), (TODAY, "register")]


def test_the_same_marks_twice_change_nothing_and_say_so(room, keeper):
    session, (first, *_) = room
    mark = Mark(uuid.uuid4(), True, NOON, booking=first.pk)
    new = Mark(uuid.uuid4(), True, NOON, words="Somebody new", agency="Elsewhere")
    assert not attendance.take(session, [mark, new], by=keeper, on=TODAY).is_repeat

    again = attendance.take(session, [mark, new], by=keeper, on=TODAY)

    assert again.is_repeat
    assert session.bookings.count() == 4
    assert session.marks.count() == 2


def test_of_two_trainers_marks_the_later_holds_in_whatever_order_they_arrive(room, keeper):
    session, (first, second, _) = room
    other = UserFactory(agency=keeper.agency, roles=[Role.TRAINING_LEAD])
    early, late = NOON - datetime.timedelta(minutes=5), NOON - datetime.timedelta(minutes=1)

    attendance.take(session, [Mark(uuid.uuid4(), False, late, first.pk)], by=keeper, on=TODAY)
    attendance.take(session, [Mark(uuid.uuid4(), True, early, first.pk)], by=other, on=TODAY)
    attendance.take(session, [Mark(uuid.uuid4(), True, early, second.pk)], by=other, on=TODAY)

    assert list(session.bookings.order_by("pk").values_list("is_here", flat=True)) == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("typed", ["00000077", "ada ASHMERE"])
def test_somebody_added_on_the_spot_is_matched_by_number_or_name(room, keeper, typed):
    session, _ = room
    ada = a_person(keeper.agency, "00000077", name="Ada Ashmere")
    a_person(AgencyFactory(), "00000077", name="Ada Ashmere")

    attendance.take(session, [Mark(uuid.uuid4(), True, NOON, words=typed)], by=keeper, on=TODAY)
    attendance.close_register(session, by=keeper, on=TODAY)

    assert session.bookings.get(was_added_there=True).person == ada
    assert completions(ada) == [(TODAY, "register")]


def test_of_two_people_of_one_name_none_is_taken_until_somebody_says_which(room, keeper, client):
    session, _ = room
    for number in ("8", "9"):
        a_person(keeper.agency, number, name="Ada Ashmere")
    mark = Mark(uuid.uuid4(), True, NOON, words="Ada Ashmere")
    (guest,) = attendance.take(session, [mark], by=keeper, on=TODAY).added
    attendance.close_register(session, by=keeper, on=TODAY)
    assert guest.person is None

    client.post(f"/training/bookings/{guest.pk}/who/", {"number": "9"})

    guest.refresh_from_db()
    assert guest.person.number == "9"
    assert completions(guest.person) == [(TODAY, "register")]


def test_two_guests_of_one_name_from_two_places_are_two_and_typed_twice_is_one(room, keeper):
    session, _ = room
    typed = [("Ada Ashmere", "Police"), ("Ada Ashmere", "Health"), ("ada ashmere", "police")]
    marks = [Mark(uuid.uuid4(), True, NOON, words=name, agency=a) for name, a in typed]

    attendance.take(session, marks, by=keeper, on=TODAY)

    guests = session.bookings.filter(was_added_there=True).order_by("pk")
    assert list(guests.values_list("guest_agency", flat=True)) == ["Police", "Health"]


def test_a_register_does_not_open_before_the_day_nor_for_a_cancelled_session(keeper):
    session = a_session(keeper.agency, starts_at=TOMORROW)
    booking = book(session, a_person(keeper.agency, "1"), keeper)
    with pytest.raises(Refused, match="its register opens on that day"):
        tick(session, keeper, (booking, True))
    with pytest.raises(Refused, match="its register opens on that day"):
        attendance.close_register(session, by=keeper, on=TODAY)

    sessions.cancel_session(session, by=keeper, on=TODAY, reason="Nobody came forward")
    with pytest.raises(Refused, match="is cancelled"):
        attendance.close_register(session, by=keeper, on=TODAY)


def test_who_still_waits_at_the_close_is_taken_off_and_who_waits_and_comes_is_in(keeper):
    session = a_session(keeper.agency, starts_at=NOON, capacity=1)
    rows = [book(session, a_person(keeper.agency, n), keeper) for n in ("1", "2", "3")]
    tick(session, keeper, (rows[2], True))

    attendance.close_register(session, by=keeper, on=TODAY)

    assert list(session.bookings.order_by("pk").values_list("state", flat=True)) == [
        "no_show",
        "cancelled",
        "attended",
    ]


def test_the_form_without_javascript_sends_what_was_changed_once(client, room):
    session, (first, second, _) = room
    address = f"/training/sessions/{session.pk}/register/"
    tick_two = {
        "key": str(uuid.uuid4()),
        f"seen_{first.pk}": "0",
        f"here_{first.pk}": "1",
        f"seen_{second.pk}": "0",
        "words": "Somebody new",
    }

    page = words(client.post(address, tick_two, follow=True))
    assert "2 changes are saved. Kept as a guest" in page
    page = words(client.post(address, tick_two, follow=True))

    assert "This register was sent before. Nothing was changed." in page
    assert session.bookings.filter(is_here=True).count() == 2
    assert session.bookings.count() == 4


def test_a_phone_sends_its_ticks_and_hears_how_the_register_stands(client, room):
    session, (first, second, guest) = room
    key = uuid.uuid4()
    marks = [{"key": key.hex, "booking": first.pk, "here": True, "at": NOON.timestamp() * 1000}]
    address = f"/training/sessions/{session.pk}/register/marks/"

    answers = [client.post(address, {"marks": json.dumps(marks)}).json() for _ in range(2)]

    assert answers[0] == answers[1]
    assert answers[0]["saved"] == [str(key)]
    assert [(each["booking"], each["here"]) for each in answers[0]["list"]] == [
        (guest.pk, False),
        (first.pk, True),
        (second.pk, False),
    ]


@pytest.mark.parametrize(
    "marks", ["", "{", "[1]", '[{"key": "x"}]', '[{"key": "0", "here": 1, "at": 1e99}]', "null"]
)
def test_ticks_that_cannot_be_read_are_refused_whole(client, room, marks):
    session, _ = room

    response = client.post(f"/training/sessions/{session.pk}/register/marks/", {"marks": marks})

    assert response.json()["refused"]
    assert not session.marks.exists()


def test_ticks_for_a_cancelled_session_are_refused_with_a_sentence(client, keeper):
    session = a_session(keeper.agency, starts_at=TOMORROW)
    marks = [{"key": uuid.uuid4().hex, "words": "Ada", "here": True, "at": 0}]

    response = client.post(
        f"/training/sessions/{session.pk}/register/marks/", {"marks": json.dumps(marks)}
    )

    assert "its register opens on that day" in response.json()["refused"]


def test_no_booking_of_another_session_is_ticked(room, keeper):
    session, _ = room
    elsewhere = book(a_session(keeper.agency, starts_at=NOON), None, keeper, guest_name="Another")

    tick(session, keeper, (elsewhere, True))

    assert not Booking.objects.filter(is_here=True).exists()
    assert Session.objects.count() == 2
