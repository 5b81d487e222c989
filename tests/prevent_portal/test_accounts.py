"""Signing in and out, passwords, and the pages that say no."""

import re

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from prevent_portal import outbox
from prevent_portal.models import Outbox
from prevent_portal.views import errors
from tests.factories import UserFactory

PASSWORD = "correct horse battery"


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


class NoMail(BaseEmailBackend):
    """A mail server that is away."""

    def send_messages(self, messages):
        raise ConnectionRefusedError


def deliver():
    """Do what was promised, as a worker does."""
    for row in Outbox.objects.order_by("pk"):
        outbox.deliver(row.pk)


def sign_in(client, user, password=PASSWORD, **extra):
    data = {"login": user.email, "password": password, **extra}
    return client.post(reverse("account_login"), data)


def test_somebody_signs_in_sees_who_they_are_and_signs_out(client):
    user = UserFactory(name="Robin Reed", agency__short_name="Wren CC")

    answer = sign_in(client, user, next="/accessibility/")
    assert (answer.status_code, answer.url) == (302, "/accessibility/")
    page = words(client.get("/accessibility/"))
    assert "Robin Reed, Wren CC" in page
    assert "Sign out</button>" in page

    answer = client.post(reverse("account_logout"), follow=True)
    assert "You have signed out." in words(answer)
    assert "Robin Reed" not in words(answer)


@pytest.mark.parametrize(
    ("data", "sentences"),
    [
        ({}, ["Enter email address", "Enter password"]),
        (
            {"login": "nobody"},
            ["Enter an email address in the correct format, like name@example.com"],
        ),
    ],
)
def test_what_is_missing_is_asked_for(client, data, sentences):
    page = words(client.post(reverse("account_login"), data))

    for sentence in sentences:
        assert page.count(sentence) == 2
    assert "<title>Error: Sign in – Prevent portal</title>" in page
    assert "placeholder" not in page


def test_a_wrong_password_says_no_more_than_it_must(client):
    known, unknown = UserFactory(), UserFactory.build()

    first = words(sign_in(client, known, "wrong"))
    second = words(sign_in(client, unknown, "wrong"))

    assert "There is a problem" in first
    assert _problem(first) == _problem(second)


def _problem(page):
    return re.search(r'class="govuk-error-summary__body">(.*?)</ul>', page)[1]


def test_nobody_signs_themselves_up(client):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert "Ask the administrator of your partnership" in words(client.get("/sign-in/"))


def test_a_forgotten_password_is_set_anew_by_a_link(client, settings):
    user = UserFactory()

    answer = client.post(reverse("account_reset_password"), {"email": user.email}, follow=True)
    assert "Check your email" in words(answer)
    deliver()
    message = mail.outbox[0]
    assert message.to == [user.email]
    assert user.name not in message.body

    path = re.search(rf"{re.escape(settings.PORTAL_URL)}(/\S+)", message.body)[1]
    form = client.get(path, follow=True)
    action = re.search(r'<form method="post" action="([^"]+)"', form.content.decode())[1]
    new = "seven quiet lanterns"

    answer = client.post(action, {"password1": new, "password2": "other"})
    assert "There is a problem" in words(answer)
    answer = client.post(action, {"password1": new, "password2": new}, follow=True)
    assert "Your password is set" in words(answer)
    assert sign_in(client, user, new).status_code == 302
    assert [message.subject for message in mail.outbox[1:]] == [
        "Your password for the Prevent portal has changed"
    ]


def test_a_link_leads_to_the_portal_whatever_host_asked_for_it(client, settings):
    settings.PORTAL_URL, settings.ALLOWED_HOSTS = "https://portal.example", [".example"]
    user = UserFactory()

    client.post(
        reverse("account_reset_password"), {"email": user.email}, headers={"host": "else.example"}
    )
    deliver()

    assert "https://portal.example/password/new/" in mail.outbox[0].body
    assert "else.example" not in mail.outbox[0].body


def test_whether_mail_can_be_sent_does_not_tell_who_signs_in(client, settings):
    settings.EMAIL_BACKEND = "tests.prevent_portal.test_accounts.NoMail"

    for email in (UserFactory().email, "no@no.example"):
        answer = client.post(reverse("account_reset_password"), {"email": email})
        assert answer.status_code == 302


def test_somebody_deactivated_meanwhile_gets_no_link(client):
    user = UserFactory()
    client.post(reverse("account_reset_password"), {"email": user.email})
    user.is_active = False
    user.save()

    deliver()

    assert mail.outbox == []


def test_an_address_nobody_signs_in_with_gets_the_same_page_and_no_mail(client):
    answer = client.post(reverse("account_reset_password"), {"email": "no@no.example"}, follow=True)

    assert "Check your email" in words(answer)
    assert mail.outbox == []


def test_a_link_that_was_altered_says_so(client):
    url = reverse("account_reset_password_from_key", args=["1", "abc-def"])

    assert "This link no longer works" in words(client.get(url, follow=True))


def test_somebody_changes_their_password(client):
    user = UserFactory()
    client.force_login(user)
    page = reverse("account_change_password")
    new = "seven quiet lanterns"

    assert "At least 12 characters" in words(client.get(page))
    answer = client.post(
        page, {"oldpassword": PASSWORD, "password1": "short", "password2": "short"}
    )
    assert "There is a problem" in words(answer)
    answer = client.post(
        page, {"oldpassword": PASSWORD, "password1": new, "password2": new}, follow=True
    )

    assert "Your password has been changed." in words(answer)
    user.refresh_from_db()
    assert user.check_password(new)


@pytest.mark.parametrize("name", ["account_logout", "account_reauthenticate"])
def test_the_other_pages_of_sign_in_are_drawn(client, name):
    client.force_login(UserFactory())

    assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["account_inactive", "account_reset_password_from_key_done"])
def test_pages_that_need_no_sign_in_are_drawn(client, name):
    assert client.get(reverse(name)).status_code == 200


def test_too_many_tries_are_stopped_even_if_the_last_is_right(client):
    user = UserFactory()
    for _ in range(5):
        assert "Too many" not in words(sign_in(client, user, "wrong"))

    answer = sign_in(client, user)

    assert "Too many" in _problem(words(answer))


# The pages that say no


@pytest.mark.parametrize(
    ("view", "status", "heading"),
    [
        (errors.bad_request, 400, "We could not read that request"),
        (errors.forbidden, 403, "You may not do that"),
        (errors.not_found, 404, "Page not found"),
        (errors.too_many, 429, "Too many tries"),
        (errors.failed, 500, "Something went wrong on our side"),
        (errors.csrf_failure, 403, "This form was open too long"),
    ],
)
def test_an_error_page_keeps_the_navigation_and_offers_the_way_back(view, status, heading):
    request = RequestFactory().get("/somewhere/")
    request.user = UserFactory(name="Robin Reed")
    request.resolver_match = None

    answer = view(request)

    page = words(answer)
    assert answer.status_code == status
    assert f'<h1 class="govuk-heading-l">{heading}</h1>' in page
    assert "Robin Reed" in page
    assert 'class="govuk-service-navigation"' in page
    assert "Go to your home page" in page


def test_a_form_without_its_token_gets_the_page_for_that():
    client = Client(enforce_csrf_checks=True)

    answer = client.post(reverse("account_login"), {"login": "a@b.example", "password": "x"})

    assert answer.status_code == 403
    assert "This form was open too long" in words(answer)


@pytest.mark.parametrize("name", ["accessibility", "privacy"])
def test_what_is_said_about_the_portal_is_open_to_all(client, name):
    page = words(client.get(reverse(name)))

    assert "style=" not in page
    assert "Skip to main content" in page
