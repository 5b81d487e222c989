"""Nothing typed is lost: a form that cannot be taken shows its words back to whoever sent them."""

from django.test import Client
from django.urls import reverse

from tests.factories import ActionFactory, UserFactory

WORDS = "Met the <b>library</b> team about filtering"


def address():
    return reverse("actions:log_progress", args=[ActionFactory().pk])


def test_a_form_sent_after_the_session_ended_shows_what_was_typed(client):
    page = client.post(
        address(),
        {"text": WORDS, "password": "not for showing"},
        headers={"referer": "http://testserver/plans/actions/7/"},
    )

    assert page.status_code == 401
    assert "Met the &lt;b&gt;library&lt;/b&gt; team about filtering" in page.content.decode()
    assert "not for showing" not in page.content.decode()
    assert "next=%2Fplans%2Factions%2F7%2F" in page.content.decode()


def test_the_way_back_leads_nowhere_else(client):
    page = client.post(
        address(), {"text": WORDS}, headers={"referer": "https://elsewhere.example/plans/"}
    )

    assert "elsewhere" not in page.content.decode()


def test_a_form_with_nothing_typed_goes_straight_to_sign_in(client):
    assert client.post(address(), {"status": "blocked"}).status_code == 302


def test_a_form_open_too_long_shows_what_was_typed():
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(UserFactory())

    page = strict.post(address(), {"text": WORDS})

    assert page.status_code == 403
    assert "team about filtering" in page.content.decode()
