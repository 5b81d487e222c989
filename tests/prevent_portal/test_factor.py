"""Setting a second factor up, keeping its codes, losing it: what the pages say and what is kept of it."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command

from prevent_portal import demo, factor, outbox
from prevent_portal.models import AccessRecord, Outbox
from prevent_portal.roles import Role
from prevent_portal.sealed import Unsealable
from tests.channel.second_factor import use_factor
from tests.factories import UserFactory

PASSWORD = "correct horse battery"  # noqa: S105 - as the factories give it
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - a made-up one


def code(secret=SECRET):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.fixture
def person(client):
    """Somebody who has signed in and has just given their password once more."""
    user = UserFactory()
    client.force_login(user)
    client.post("/sign-in/again/", {"password": PASSWORD})
    return user


@pytest.fixture
def holder(person):
    """The same, with an authenticator."""
    TOTP.activate(person, SECRET)
    return person


@pytest.fixture(autouse=True)
def _commits_at_once(monkeypatch):
    """What follows a commit happens while the request still runs, as it does outside of tests."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda do, **kwargs: do())


def set_up(client):
    key = re.search(r"([A-Z2-7]{32})", client.get("/second-factor/app/").content.decode())[1]
    return key, client.post("/second-factor/app/", {"code": code(key)})


def test_setting_up_asks_for_the_password_once_more(client):
    client.force_login(UserFactory())

    assert client.get("/second-factor/app/")["Location"].startswith("/sign-in/again/?next=")


def test_setting_an_app_up(client, person):
    wrong = client.get("/second-factor/app/"), client.post("/second-factor/app/", {"code": "123"})
    assert "The code is not right" in wrong[1].content.decode()

    key, answer = set_up(client)

    assert answer["Location"] == "/second-factor/codes/"
    assert factor.has_factor(person)
    assert mail.outbox[0].subject == "You have a second factor for the Prevent portal"
    assert [r["method"] for r in client.session["account_authentication_methods"]] == [
        "password",
        "mfa",
    ]
    assert "Set up on 18 March 2026" in client.get("/second-factor/").content.decode()


def test_the_picture_is_an_image_of_our_own_that_nobody_stores(client, person):
    page = client.get("/second-factor/app/").content.decode()
    assert '<img src="/second-factor/app/picture.svg"' in page
    assert "data:" not in page

    picture = client.get("/second-factor/app/picture.svg")

    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert "no-store" in picture.headers["Cache-Control"]
    assert picture.content.startswith(b"<?xml")
    assert b"<path" in picture.content


def test_secrets_are_sealed_in_the_session_and_in_the_database(client, person):
    key = re.search(r"([A-Z2-7]{32})", client.get("/second-factor/app/").content.decode())[1]
    assert key not in str(dict(client.session.items()))
    client.post("/second-factor/app/", {"code": code(key)})

    app, codes = Authenticator.objects.order_by("-type")
    assert key not in str(app.data)
    assert factor.FactorAdapter().decrypt(app.data["secret"]) == key
    assert len(factor.FactorAdapter().decrypt(codes.data["seed"])) == 80
    assert factor.SECRET not in client.session


@pytest.mark.parametrize("stored", [SECRET, f"1:{SECRET}", "7:AAAA", ":", "x:y"])
def test_a_secret_that_was_not_sealed_here_opens_nothing(stored):
    with pytest.raises(Unsealable):
        factor.FactorAdapter().decrypt(stored)


def test_secrets_are_sealed_anew_by_the_newest_master_key(holder, settings):
    before = settings.CASE_MASTER_KEYS
    settings.CASE_MASTER_KEYS = before | {max(before) + 1: b"\x07" * 32}

    assert factor.reseal(using="default") == 1
    assert factor.reseal(using="default") == 0
    kept = Authenticator.objects.get().data["secret"]
    assert kept.startswith(f"{max(before) + 1}:")
    assert factor.FactorAdapter().decrypt(kept) == SECRET


def test_recovery_codes_are_shown_once_and_can_be_kept_as_a_file(client, person):
    set_up(client)
    shown = re.findall(
        r"<code>(\d{8})</code>", client.get("/second-factor/codes/").content.decode()
    )
    assert len(shown) == 10

    kept = client.post("/second-factor/codes/file/", {"codes": " ".join(shown)})
    assert kept.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert kept.content.decode().split("\r\n")[1:-1] == shown
    assert "no-store" in kept.headers["Cache-Control"]

    again = client.get("/second-factor/codes/").content.decode()
    assert "You have 10 of 10 recovery codes left" in again
    assert shown[0] not in again


@pytest.mark.parametrize("codes", ["", "<script>", "12345678 hello", "1234567"])
def test_the_file_holds_codes_and_nothing_else(client, person, codes):
    assert client.post("/second-factor/codes/file/", {"codes": codes}).status_code == 302


def test_a_recovery_code_signs_in_once(client, person):
    set_up(client)
    one = re.search(r"<code>(\d{8})</code>", client.get("/second-factor/codes/").content.decode())[
        1
    ]
    for expected in (302, 200):
        client.logout()
        client.post("/sign-in/", {"login": person.email, "password": PASSWORD})
        assert client.post("/sign-in/code/", {"code": one}).status_code == expected


def test_a_code_works_once(client, holder):
    for expected in (302, 200):
        client.logout()
        client.post("/sign-in/", {"login": holder.email, "password": PASSWORD})
        assert client.post("/sign-in/code/", {"code": code()}).status_code == expected


def test_guessing_codes_at_sign_in_is_stopped(client, holder):
    client.logout()
    client.post("/sign-in/", {"login": holder.email, "password": PASSWORD})
    for guess in range(6):
        said = client.post("/sign-in/code/", {"code": f"{guess:06}"}).content.decode()

    assert "Too many tries" in said
    assert client.post("/sign-in/code/", {"code": code()}).status_code == 200


def test_a_wrong_code_is_in_the_access_log_under_its_persons_name(client, holder):
    client.logout()
    client.post("/sign-in/", {"login": holder.email, "password": PASSWORD})
    client.post("/sign-in/code/", {"code": "000000"})
    client.post("/sign-in/code/", {"code": code()})

    logged = AccessRecord.objects.filter(user=holder, page="mfa_authenticate").order_by("pk")
    assert list(logged.values_list("verb", flat=True)) == ["sign_in_failed", "signed_in"]


def test_new_codes_stop_the_old_ones(client, holder):
    for _ in range(2):
        client.post("/second-factor/codes/new/")
    assert Authenticator.objects.filter(type="recovery_codes").count() == 1
    assert mail.outbox[-1].subject == "New recovery codes for the Prevent portal"


def test_an_administrator_resets_it_and_the_person_is_signed_out_and_told(client, holder):
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    theirs = Session.objects.get().pk
    client.logout()
    client.cookies.clear()
    client.force_login(holder)
    client.cookies.clear()
    client.force_login(administrator)
    use_factor(client, administrator)
    assert Session.objects.count() == 2
    address = f"/people/{holder.pk}/second-factor/"
    assert "Reset second factor" in client.get(f"/people/{holder.pk}/").content.decode()

    client.post(address, {"reason": "Lost their phone"})

    assert not factor.has_factor(holder)
    assert Session.objects.count() == 1
    assert not Session.objects.filter(pk=theirs).exists()
    assert holder.history.latest("pk").history_change_reason == (
        "Second factor reset: Lost their phone"
    )
    outbox.deliver(Outbox.objects.get(kind="tell_factor_reset").pk)
    assert mail.outbox[0].to == [holder.email]
    assert "has no second factor" in client.post(address, {"reason": "Again"}).content.decode()


def test_nobody_resets_their_own(client):
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    TOTP.activate(administrator, SECRET)
    client.force_login(administrator)
    address = f"/people/{administrator.pk}/second-factor/"
    assert (
        client.post(address, {"reason": "Mine"}).status_code == 401
    )  # whoever appoints has used it
    use_factor(client, administrator)
    said = client.post(address, {"reason": "Mine"})

    assert "You cannot reset your own second factor" in said.content.decode()
    assert factor.has_factor(administrator)


def test_the_demonstration_shows_its_code_and_no_other_portal_does(client, settings, capsys):
    user = UserFactory()
    demo.give_factor(user)
    demo.give_factor(user)
    client.post("/sign-in/", {"login": user.email, "password": PASSWORD})
    assert "In this demonstration" not in client.get("/sign-in/code/").content.decode()
    with pytest.raises(CommandError, match="not a demonstration"):
        call_command("demo_code")

    settings.IS_DEMO = True
    shown = client.get("/sign-in/code/").content.decode()
    call_command("demo_code")

    now = capsys.readouterr().out.strip()
    assert f"the code is <strong>{now}</strong> now" in shown
    assert client.post("/sign-in/code/", {"code": now})["Location"] == "/"
