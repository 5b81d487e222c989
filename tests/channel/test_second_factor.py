"""Pages of cases want a second factor of whoever holds a seat; and again after a while without use."""

import base64
import datetime
import re
import time

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from channel import services
from channel.models import CaseEvent
from channel.permissions import Seats
from prevent_portal.acting import acting_for
from prevent_portal.models import AccessRecord
from tests.routes import routes

from .panels import DAY, LATER
from .second_factor import code, set_up, use_factor

SIGNS_IN_BY_PASSWORD_ALONE = True
PASSWORD = "correct horse battery"  # noqa: S105 - as the factories give it


def test_a_seat_holder_without_a_factor_is_sent_to_set_one_up(client, world, case):
    client.force_login(world.chair)
    for address in (
        reverse("channel:case_list"),
        case.get_absolute_url(),
        reverse("channel:give_seat", args=[case.pk]),
    ):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, "/second-factor/")


def test_a_case_that_is_not_theirs_looks_the_same_to_them(client, world, case):
    client.force_login(world.other_chair)

    assert client.get(case.get_absolute_url())["Location"] == "/second-factor/"
    assert client.get("/channel/cases/999999/")["Location"] == "/second-factor/"


def test_somebody_invited_to_one_case_needs_one_too(client, world, case):
    invited = world.user(world.health, "officer")
    with acting_for(world.chair):
        services.give_seat(
            case, user=invited, seat=Seats.INVITED, until=LATER, by=world.chair, on=DAY
        )
    client.force_login(invited)

    assert client.get(case.get_absolute_url())["Location"] == "/second-factor/"


def test_without_a_seat_nothing_is_asked_and_nothing_is_open(client, world, case):
    client.force_login(world.prevent_lead)

    assert client.get(reverse("channel:case_list")).status_code == 200
    assert client.get(case.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("page", ["front", "refer", "referred"])
def test_a_seat_holder_refers_a_concern_without_one(client, world, page):
    client.force_login(world.chair)

    assert client.get(reverse(f"channel:{page}")).status_code == 200


def test_who_has_one_is_sent_to_enter_a_code_and_comes_back(client, world, case):
    set_up(world.chair)
    client.force_login(world.chair)
    page = f"{reverse('channel:case_list')}?ended=yes"

    asked = client.get(page)
    assert asked["Location"] == "/sign-in/code/again/?next=%2Fchannel%2Fcases%2F%3Fended%3Dyes"
    shown = client.get(asked["Location"])
    assert "Enter a code again" in shown.content.decode()
    entered = client.post("/sign-in/code/again/", {"code": code(time.time()), "next": page})
    assert entered["Location"] == page
    assert client.get(page).status_code == 200


def test_what_was_searched_for_is_not_in_the_address_that_asks(client, world):
    set_up(world.chair)
    client.force_login(world.chair)

    assert "Quill" not in client.get("/channel/cases/?q=Quillfeather")["Location"]


def test_signing_in_takes_the_password_and_the_code(client, world, case):
    set_up(world.chair)
    first = client.post("/sign-in/", {"login": world.chair.email, "password": PASSWORD})
    assert first["Location"] == "/sign-in/code/"
    assert client.get(reverse("channel:case_list")).status_code == 302

    wrong = client.post("/sign-in/code/", {"code": "000000"})
    assert "The code is not right" in wrong.content.decode()
    client.post("/sign-in/code/", {"code": code(time.time())})
    assert case.reference in client.get(reverse("channel:case_list")).content.decode()


@pytest.mark.parametrize(
    ("seconds", "is_right"), [(-65, False), (-30, True), (0, True), (30, True), (95, False)]
)
def test_a_phone_may_be_half_a_minute_wrong_and_no_more(client, world, seconds, is_right):
    set_up(world.chair)
    client.force_login(world.chair)

    answer = client.post("/sign-in/code/again/", {"code": code(time.time() + seconds)})

    assert answer.status_code == (302 if is_right else 200)


def test_a_code_counts_once_for_as_long_as_it_is_right(client, world):
    set_up(world.chair)
    client.force_login(world.chair)
    seen = {"code": code(time.time() + 30)}

    assert client.post("/sign-in/code/again/", seen).status_code == 302
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=40), tick=True):
        answer = client.post("/sign-in/code/again/", seen)
    assert "The code is not right" in answer.content.decode()


def test_a_code_is_asked_for_again_after_a_while_without_use(client, world, settings, case):
    settings.FACTOR_MINUTES = 10
    set_up(world.chair)
    client.force_login(world.chair)

    use_factor(client, world.chair, at=time.time() - 9 * 60)
    assert client.get(case.get_absolute_url()).status_code == 200

    session = client.session
    session["factor_used_at"] = time.time() - 11 * 60
    session.save()
    use_factor(client, world.chair, at=time.time() - 60 * 60)
    assert client.get(case.get_absolute_url())["Location"].startswith("/sign-in/code/again/")


def test_use_of_a_case_puts_the_next_code_off(client, world, settings, case):
    settings.FACTOR_MINUTES = 10
    client.force_login(world.chair)
    session = client.session
    session["factor_used_at"] = time.time() - 60
    session.save()
    use_factor(client, world.chair, at=time.time() - 30 * 60)

    assert client.get(case.get_absolute_url()).status_code == 200
    assert time.time() - client.session["factor_used_at"] < 30


WORDS = {
    "on_day": "18",
    "on_month": "3",
    "on_year": "2026",
    "words": "The marmalade was never found.",
}


def notes(world, case):
    with acting_for(world.chair):
        return [e.words for e in case.events.filter(kind=CaseEvent.Kind.NOTED)]


def test_words_typed_while_the_session_went_stale_are_kept_and_taken_with_the_code(
    client, world, case
):
    set_up(world.chair)
    client.force_login(world.chair)
    address = reverse("channel:add_note", args=[case.pk])

    stopped = client.post(address, WORDS)
    said = stopped.content.decode()
    assert stopped.status_code == 401
    assert said.count("The marmalade was never found.") == 2  # sent on again, and shown
    assert 'name="on_month"' in said
    assert notes(world, case) == []
    assert "marmalade" not in str(dict(client.session.items()))

    wrong = client.post(address, WORDS | {"factor_code": "000000"})
    assert wrong.status_code == 401
    assert "The code is not right" in wrong.content.decode()
    assert notes(world, case) == []

    client.post(address, WORDS | {"factor_code": code(time.time())})
    assert notes(world, case) == ["The marmalade was never found."]


def test_a_form_that_comes_back_after_its_code_locks_as_every_page_does(client, world, case):
    set_up(world.chair)
    client.force_login(world.chair)
    address = reverse("channel:add_note", args=[case.pk])
    page = client.post(address, WORDS | {"words": "", "factor_code": code(time.time())})
    assert page.status_code == 200
    assert "portal-screen" in page.content.decode()


def test_somebody_seated_meanwhile_keeps_their_words_until_they_have_set_one_up(
    client, world, case
):
    client.force_login(world.chair)
    said = client.post(reverse("channel:add_note", args=[case.pk]), WORDS)

    assert said.status_code == 401
    assert "Set one up in a new tab" in said.content.decode()
    assert said.content.decode().count("The marmalade was never found.") == 2


def test_guessing_is_stopped(client, world, case):
    set_up(world.chair)
    client.force_login(world.chair)
    address = reverse("channel:add_note", args=[case.pk])
    for guess in range(6):
        said = client.post(address, WORDS | {"factor_code": f"{guess:06}"}).content.decode()

    assert "Too many tries" in said
    client.post(address, WORDS | {"factor_code": code(time.time())})
    assert notes(world, case) == []


def test_a_seat_holder_keeps_their_factor(client, world):
    set_up(world.chair)
    client.force_login(world.chair)
    _recently(client, world.chair)

    said = client.post(reverse("mfa_deactivate_totp")).content.decode()

    assert "You cannot remove your second factor while you hold a seat" in said
    assert world.chair.authenticator_set.count() == 1


def test_somebody_without_a_seat_removes_theirs(client, world):
    set_up(world.prevent_lead)
    client.force_login(world.prevent_lead)
    _recently(client, world.prevent_lead)

    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert world.prevent_lead.authenticator_set.count() == 0
    assert client.session["account_authentication_methods"] == []


def _recently(client, user):
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "mfa", "at": time.time(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()


def test_no_page_that_a_seat_opens_is_left_out(client, world):
    for route in routes():
        if str(route.view.access).endswith("_case"):
            app, _, page = route.name.partition(":")
            assert app == "channel"
            assert page not in ("front", "refer", "referred", "resume_draft", "throw_draft_away")


# A screen that was left alone


def lock_screen(client):
    assert client.post(reverse("lock_screen")).status_code == 204
    assert AccessRecord.objects.order_by("-pk").first().verb == "locked"


def test_a_locked_screen_opens_with_a_code_and_nothing_but_channel_is_locked(client, world, case):
    set_up(world.chair)
    client.force_login(world.chair)
    use_factor(client, world.chair, at=time.time() - 60)
    page = client.get(case.get_absolute_url()).content.decode()
    (key,) = re.findall(r'data-key="([^"]+)"', page)
    assert len(base64.b64decode(key)) == 32
    assert 'data-seconds="600"' in page

    lock_screen(client)

    for address in (case.get_absolute_url(), reverse("channel:refer")):
        assert client.get(address)["Location"].startswith("/sign-in/code/again/")
    stopped = client.post(reverse("channel:add_note", args=[case.pk]), WORDS)
    assert stopped.status_code == 401
    assert "portal-screen" not in stopped.content.decode()
    assert client.get("/").status_code == 200
    assert notes(world, case) == []

    address = client.get(case.get_absolute_url())["Location"]
    assert client.post(address, {"code": code(time.time())})["Location"] == case.get_absolute_url()
    assert key in client.get(case.get_absolute_url()).content.decode()


def test_the_password_alone_does_not_open_a_screen_of_somebody_with_a_factor(client, world, case):
    set_up(world.chair)
    client.force_login(world.chair)
    use_factor(client, world.chair, at=time.time() - 60)
    lock_screen(client)

    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert client.get(case.get_absolute_url())["Location"].startswith("/sign-in/code/again/")


def test_who_only_refers_unlocks_with_their_password(client, world):
    client.post("/sign-in/", {"login": world.teacher.email, "password": PASSWORD})
    refer = reverse("channel:refer")
    assert "portal-screen" in client.get(refer).content.decode()
    lock_screen(client)

    stopped = client.post(refer, {"concerns": "He says that the moon is armed."})
    assert stopped.status_code == 401
    assert "This screen was locked" in stopped.content.decode()
    assert stopped.content.decode().count("He says that the moon is armed.") == 2
    address = client.get(refer)["Location"]
    assert address.startswith("/sign-in/again/")
    assert client.post(address, {"password": PASSWORD})["Location"] == refer
    assert client.get(refer).status_code == 200


def test_the_key_for_what_was_typed_is_the_persons_own_and_stands_on_pages_of_channel_alone(
    client, world
):
    keys = set()
    for user in (world.teacher, world.prevent_lead):
        client.force_login(user)
        page = client.get(reverse("channel:refer")).content.decode()
        keys.update(re.findall(r'data-key="([^"]+)"', page))
        assert "portal-screen" not in client.get("/").content.decode()
        assert "portal-screen" not in client.get(reverse("channel:refer_publicly")).content.decode()

    assert len(keys) == 2
