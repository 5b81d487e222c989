"""Who may open each page of sessions and trainers; the nearest outsider is another agency's training lead."""

import copy
import uuid

import pytest

from prevent_portal.roles import Role
from tests.factories import UserFactory
from tests.matrix import BUTTON, FORBIDDEN, OK, SIGN_IN, UNSEEN, row
from tests.registers import about_one, seven
from tests.training import test_access as training
from tests.training.rooms import NOON, a_person, a_session
from training.marks import Mark
from training.models import Accreditation, EvaluationScale, NetworkEvent, Trainer
from training.services import attendance, bookings, links

READERS, readers, kept_readers = training.READERS, training.readers, training.kept_readers
NO = FORBIDDEN

# fmt: off
_LISTS = (OK, OK, OK, OK, NO, NO,   OK, NO, SIGN_IN)
_OWN_SEES = (OK, OK, OK, OK, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN)
_ADDS = (OK, OK, NO, NO, NO, NO,   OK, NO, SIGN_IN)
_KEEPS = (OK, OK, NO, NO, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN)
_PRESSES = (BUTTON, BUTTON, NO, NO, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN)
_NAMES = (OK, OK, UNSEEN, UNSEEN, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN)
_NAMES_PRESSES = (BUTTON, BUTTON, UNSEEN, UNSEEN, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN)
_CERTIFICATES = (OK, OK, NO, NO, UNSEEN, UNSEEN,   UNSEEN, UNSEEN, SIGN_IN)
_ANYBODY = (OK,) * 9
# fmt: on

_SESSIONS = {
    "lists": _LISTS,
    "sees": _OWN_SEES,
    "adds": _ADDS,
    "keeps": _KEEPS,
    "reopens": _PRESSES,
}
_EVERYBODYS = {
    "lists": training._LISTS,
    "sees": training._SEES,
    "adds": training._ADDS,
    "keeps": training._KEEPS,
    "reopens": training._REOPENS,
}
PAGES = {
    **seven("session", app="training", **_SESSIONS),
    **seven("trainer", app="training", **_SESSIONS),
    **seven("accreditation", app="training", **_SESSIONS),
    **seven("networkevent", app="training", **_EVERYBODYS),
    **seven("evaluationscale", app="training", **_EVERYBODYS),
    "training:book_session": _KEEPS,
    "training:move_session": _KEEPS,
    "training:take_register": _KEEPS,
    "training:send_marks": _PRESSES,
    "training:close_register": _KEEPS,
    "training:certificates": _CERTIFICATES,
    "training:cancel_booking": _NAMES,
    "training:say_who": _NAMES,
    "training:make_link": _NAMES_PRESSES,
    "training:certificate": _NAMES,
    "training:own_booking": _ANYBODY,
    "training:own_sessions": (OK,) * 8 + (SIGN_IN,),
    "training:evaluation_summary": _LISTS,
    "training:export_bulletin": _ADDS,
}
#: Pages about a session whose register is closed.
_HELD = ("training:certificates", "training:certificate")


def a_world_of(agency, by):
    """One of each thing that a page may be about, of an agency."""
    session = a_session(agency, starts_at=NOON, scale=EvaluationScale.objects.get())
    person = a_person(agency, "00000001", email="one@agency.example")
    booking = bookings.book(session, by=by, on=session.on, person=person)
    guest = bookings.book(session, by=by, on=session.on, guest_name="A guest")
    trainer = Trainer(agency=agency, name="Somebody")
    trainer.save()
    accreditation = Accreditation(trainer=trainer, course=session.course, issued_on=session.on)
    accreditation.save()
    event = NetworkEvent(title="Spring meeting", on=session.on)
    event.save()
    session.trainers.add(trainer)
    return {
        "session": session,
        "booking": booking,
        "guest": guest,
        "trainer": trainer,
        "accreditation": accreditation,
        "networkevent": event,
        "evaluationscale": session.scale,
        "by": by,
    }


def args(page, world):
    """What stands in the address of a page; certificates are of a session that was held."""
    name = page.rpartition(":")[2]
    if page in _HELD and world["session"].is_planned:
        hold(world)
    if name == "own_booking":
        return [links.make_link(world["booking"]).rstrip("/").rpartition("/")[2]]
    if name in ("cancel_booking", "make_link", "certificate"):
        return [world["booking"].pk]
    if name == "say_who":
        return [world["guest"].pk]
    if name in ("evaluation_summary", "export_bulletin", "own_sessions"):
        return []
    if about_one(page):
        kind = name.removesuffix("_detail").rpartition("_")[2]
        return [world.get(kind, world["session"]).pk]
    return (
        []
        if name.startswith(("add_", "export_")) or name.endswith("_list")
        else [world["session"].pk]
    )


def hold(world):
    """Everybody of a world's session came, and its register is closed."""
    session, by = world["session"], world["by"]
    mark = Mark(uuid.uuid4(), True, NOON, booking=world["booking"].pk)
    attendance.take(session, [mark], by=by, on=session.on)
    attendance.close_register(session, by=by, on=session.on)
    session.refresh_from_db()


@pytest.fixture(scope="module")
def kept_world(kept_readers):
    return a_world_of(kept_readers["keeper"].agency, kept_readers["keeper"])


@pytest.fixture
def world(kept_world):
    return copy.deepcopy(kept_world)


@pytest.mark.parametrize("page", PAGES)
def test_page(client, readers, world, page, monkeypatch):
    monkeypatch.setattr("training.certificates.certificates", lambda *_: b"%PDF-1.7")

    met = row(client, page, args(page, world), readers)

    assert met == dict(zip(READERS, PAGES[page], strict=True))


def test_a_partner_sees_of_an_open_session_only_its_own_people(client, readers):
    keeper, neighbour = readers["keeper"], readers["neighbour"]
    session = a_session(keeper.agency, starts_at=NOON, is_open_to_partners=True)
    ours = a_person(keeper.agency, "1", name="Ada Ashmere")
    theirs = a_person(neighbour.agency, "1", name="Bea Birkwell")
    mine = bookings.book(session, by=keeper, on=session.on, person=ours)
    bookings.book(session, by=neighbour, on=session.on, person=theirs)
    client.force_login(neighbour)

    page = client.get(session.get_absolute_url()).content.decode()
    assert "Bea Birkwell" in page
    assert "Ada Ashmere" not in page
    assert client.get(f"/training/sessions/{session.pk}/book/").status_code == 200
    for address in ("register", "move", "change"):
        assert client.get(f"/training/sessions/{session.pk}/{address}/").status_code == 403
    assert client.get(f"/training/bookings/{mine.pk}/cancel/").status_code == 404


# A trainer without any role in training: of their own sessions the register, of no other anything

_REGISTERS = ("take_register", "send_marks", "close_register")
_OTHERWISE = ("session_detail", "book_session", "move_session", "change_session", "certificates")


def a_trainer(agency, *sessions, role=Role.OFFICER, **about):
    """Somebody with a sign-in who gives these sessions."""
    user = UserFactory(agency=agency, roles=[role])
    trainer = Trainer(agency=agency, name=user.name, user=user, **about)
    trainer.save()
    for session in sessions:
        session.trainers.add(trainer)
    return user


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.OFFICER, Role.PANEL_MEMBER, Role.SPOC])
def test_a_trainer_takes_the_registers_of_their_own_sessions_and_no_others(client, readers, role):
    agency = readers["keeper"].agency
    own, others = (a_session(agency, starts_at=NOON, title=name) for name in ("Own", "Others"))
    them = {"own": a_trainer(agency, own, role=role), "nearest": a_trainer(agency, others)}
    closed = a_trainer(agency, own, closed_on=own.on, closed_because="Moved on")

    for page in _REGISTERS:
        met = row(client, f"training:{page}", [own.pk], them | {"closed": closed})
        opens = BUTTON if page == "send_marks" else OK
        assert met == {"own": opens, "nearest": UNSEEN, "closed": UNSEEN}, page
    if role != Role.SPOC:
        for page in _OTHERWISE:
            met = row(client, f"training:{page}", [own.pk], them)
            assert met == {"own": FORBIDDEN, "nearest": UNSEEN}, page


@pytest.mark.django_db
def test_a_trainer_finds_their_sessions_and_what_is_open_on_the_home_page(client, readers):
    agency = readers["keeper"].agency
    own, others = (a_session(agency, starts_at=NOON, title=name) for name in ("Own", "Others"))
    client.force_login(a_trainer(agency, own))
    a_trainer(agency, others)

    home, listed = (client.get(page).content.decode() for page in ("/", "/training/mine/sessions/"))
    pressed = client.post(f"/training/sessions/{own.pk}/register/close/")

    assert f"/training/sessions/{own.pk}/register/" in home
    assert "Take the register: Own" in home
    assert "Own" in listed
    assert "Others" not in home + listed
    assert pressed["Location"] == "/training/mine/sessions/"
    own.refresh_from_db()
    assert own.is_held
    assert "Take the register" not in client.get("/").content.decode()
    assert "Correct the register" in client.get("/training/mine/sessions/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("count", [2, 30])
def test_the_sessions_of_a_trainer_take_as_many_queries_at_any_size(
    client, readers, count, django_assert_num_queries
):
    agency = readers["keeper"].agency
    sessions = [a_session(agency, starts_at=NOON, title=f"No {n}") for n in range(count)]
    client.force_login(a_trainer(agency, *sessions))

    with django_assert_num_queries(15):
        client.get("/training/mine/sessions/")
