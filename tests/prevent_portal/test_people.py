"""Administrators add, change, deactivate and reactivate people, and keep the agencies."""

import re

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from prevent_portal import outbox, services
from prevent_portal.errors import Refused
from prevent_portal.models import Agency, Outbox, User
from prevent_portal.roles import Role
from tests.channel.second_factor import use_factor
from tests.factories import AgencyFactory, UserFactory

PASSWORD = "correct horse battery"


@pytest.fixture
def administrator():
    return UserFactory(name="Ada Brook", roles=[Role.ADMINISTRATOR])


@pytest.fixture
def page(client, administrator):
    client.force_login(administrator)
    use_factor(client, administrator)
    return client


def typed(agency, **changes):
    return {
        "name": "New Colleague",
        "email": "New.Colleague@county.example",
        "job_title": "Safeguarding officer",
        "agency": agency.pk,
        "roles": [Role.OFFICER, Role.SPOC],
    } | changes


def words(response):
    return re.sub(r"\s+", " ", response.content.decode())


# Adding


def test_a_person_is_added_and_gets_a_link_and_nothing_else(page):
    agency = AgencyFactory(name="Wren Council")

    answer = page.post(reverse("add_user"), typed(agency), follow=True)

    person = User.objects.get(email="new.colleague@county.example")
    assert (person.name, person.agency, person.is_active) == ("New Colleague", agency, True)
    assert person.roles == [Role.OFFICER, Role.SPOC]
    assert not person.has_usable_password()
    assert "New Colleague has been added and gets a link by email." in words(answer)

    outbox.deliver(Outbox.objects.get(kind="invite_user").pk)

    message = mail.outbox[0]
    assert message.to == [person.email]
    assert message.subject == "Set your password for the Prevent portal"
    assert "Wren Council" not in message.body
    assert "New Colleague" not in message.body


def test_the_link_sets_a_password_once(page, client):
    page.post(reverse("add_user"), typed(AgencyFactory()))
    person = User.objects.get(email="new.colleague@county.example")
    services.send_invitation(person.pk)
    link = re.search(r"http\S+/password/new/\S+", mail.outbox[0].body)[0]
    path = "/" + link.split("/", 3)[3]
    client.logout()

    form = client.get(path, follow=True)
    action = re.search(r'<form method="post" action="([^"]+)"', form.content.decode())[1]
    client.post(action, {"password1": "seven quiet lanterns", "password2": "seven quiet lanterns"})

    person.refresh_from_db()
    assert person.check_password("seven quiet lanterns")
    client.logout()
    assert "This link no longer works" in words(client.get(path, follow=True))


def test_a_second_delivery_or_a_set_password_sends_nothing_more():
    known = UserFactory()

    services.send_invitation(known.pk)
    services.send_invitation(UserFactory(is_active=False).pk)
    services.send_invitation(0)

    assert mail.outbox == []


@pytest.mark.parametrize("address", ["taken@county.example", "Taken@County.Example"])
def test_an_address_that_is_taken_gets_a_sentence_and_all_is_kept(page, address):
    taken = UserFactory(email="taken@county.example")

    answer = page.post(reverse("add_user"), typed(taken.agency, email=address))

    assert "Somebody already signs in with this email address" in words(answer)
    assert 'value="Safeguarding officer"' in words(answer)
    assert User.objects.count() == 2


def test_two_administrators_who_add_the_same_person_at_once_get_one(administrator):
    fields = {"name": "A", "job_title": "", "agency": administrator.agency, "roles": ["officer"]}
    services.add_user(by=administrator, email="a@county.example", **fields)

    with pytest.raises(Refused, match="already signs in") as refused:
        services.add_user(by=administrator, email="a@county.example", **fields)

    assert refused.value.field == "email"


def test_a_person_without_a_role_or_agency_is_asked_for_both(page):
    answer = words(page.post(reverse("add_user"), {"name": "A", "email": "a@b.example"}))

    assert "Select at least one role" in answer
    assert "Select an agency" in answer
    assert "<title>Error: Add a person" in answer


# Changing


def test_a_person_is_changed_and_history_says_by_whom(page, administrator):
    person = UserFactory(name="Before")

    page.post(
        reverse("change_user", args=[person.pk]),
        typed(person.agency, name="After", roles=[Role.AUDITOR]),
    )

    person.refresh_from_db()
    assert (person.name, person.roles) == ("After", [Role.AUDITOR])
    assert person.history.first().history_user == administrator


def test_the_last_administrator_stays_one(page, administrator):
    UserFactory(roles=[Role.ADMINISTRATOR], is_active=False)
    data = typed(administrator.agency, roles=[Role.OFFICER])

    answer = page.post(reverse("change_user", args=[administrator.pk]), data)

    assert "Make somebody else an administrator first." in words(answer)
    assert User.objects.get(pk=administrator.pk).roles == [Role.ADMINISTRATOR]

    UserFactory(roles=[Role.ADMINISTRATOR])
    page.post(reverse("change_user", args=[administrator.pk]), data)

    assert User.objects.get(pk=administrator.pk).roles == [Role.OFFICER]


def test_an_administrator_changes_their_own_name_and_stays_one(page, administrator):
    data = typed(administrator.agency, name="Ada Wold", roles=[Role.ADMINISTRATOR])

    page.post(reverse("change_user", args=[administrator.pk]), data)

    administrator.refresh_from_db()
    assert (administrator.name, administrator.roles) == ("Ada Wold", [Role.ADMINISTRATOR])


# Deactivating and reactivating


def test_deactivating_ends_sessions_for_good(page, client):
    person = UserFactory(name="Left Us")
    theirs = type(client)()
    theirs.force_login(person)

    answer = page.post(
        reverse("deactivate_user", args=[person.pk]), {"reason": "Left in March"}, follow=True
    )

    assert "Left Us can no longer sign in." in words(answer)
    assert theirs.get(reverse("home")).status_code == 302
    person.refresh_from_db()
    assert person.history.first().history_change_reason == "Left in March"

    page.post(reverse("reactivate_user", args=[person.pk]))

    person.refresh_from_db()
    assert person.is_active
    assert theirs.get(reverse("home")).status_code == 302


def test_deactivating_needs_a_reason(page):
    person = UserFactory()

    answer = page.post(reverse("deactivate_user", args=[person.pk]), {"reason": " "})

    assert "Enter why they no longer need to sign in" in words(answer)
    assert User.objects.get(pk=person.pk).is_active


def test_somebody_deactivated_cannot_sign_in_until_they_set_a_new_password(page, client):
    person = UserFactory()
    services.deactivate_user(person, by=UserFactory(roles=[Role.ADMINISTRATOR]), reason="Left")
    sign_in = {"login": person.email, "password": PASSWORD}
    client.logout()

    client.post(reverse("account_login"), sign_in)
    assert not get_user(_request(client)).is_authenticated

    services.reactivate_user(person, by=person)
    client.post(reverse("account_login"), sign_in)
    assert not get_user(_request(client)).is_authenticated
    assert Outbox.objects.filter(kind="invite_user", payload={"user_id": person.pk}).exists()


def _request(client):
    request = type("Request", (), {})()
    request.session = client.session or SessionStore()
    return request


def test_nobody_deactivates_themself(page, administrator):
    UserFactory(roles=[Role.ADMINISTRATOR])

    answer = page.post(reverse("deactivate_user", args=[administrator.pk]), {"reason": "Bored"})

    assert "You cannot close your own sign-in. Ask another administrator." in words(answer)
    assert 'value="Bored"' in words(answer)
    assert User.objects.get(pk=administrator.pk).is_active


def test_the_last_administrator_is_not_deactivated(administrator):
    with pytest.raises(Refused, match="Nobody else could add or change people"):
        services.deactivate_user(administrator, by=UserFactory(), reason="Left")


@pytest.mark.parametrize(
    ("service", "state", "sentence"),
    [
        (services.deactivate_user, {"is_active": False}, "cannot sign in already"),
        (services.reactivate_user, {}, "can sign in already"),
        (services.invite_user, {"is_active": False}, "Reactivate them first"),
        (services.invite_user, {}, "has set a password already"),
    ],
)
def test_what_is_so_already_is_said(administrator, service, state, sentence):
    extra = {"reason": "Left"} if service is services.deactivate_user else {}

    with pytest.raises(Refused, match=sentence):
        service(UserFactory(**state), by=administrator, **extra)


def test_the_link_can_be_sent_again(page):
    person = UserFactory(password=None)

    answer = page.get(person.get_absolute_url())
    assert "has not set a password yet" in words(answer)
    assert "Send the link again" in words(answer)

    answer = page.post(reverse("invite_user", args=[person.pk]), follow=True)
    assert f"A new link is on its way to {person.email}." in words(answer)


# Lists


def test_people_are_found_by_words_agency_role_and_state(page, administrator):
    here, there = AgencyFactory(name="Here Council"), AgencyFactory(name="There Council")
    UserFactory(name="Robin Reed", agency=here, roles=[Role.SPOC], job_title="Head of service")
    UserFactory(name="Wren Wold", agency=there, is_active=False)

    def found(**query):
        answer = page.get(reverse("user_list"), query)
        return {person.name for person in answer.context["page"]}

    assert found() == {"Ada Brook", "Robin Reed", "Wren Wold"}
    assert found(q="robin") == {"Robin Reed"}
    assert found(q="head of") == {"Robin Reed"}
    assert found(agency=here.pk) == {"Robin Reed"}
    assert found(role="spoc") == {"Robin Reed"}
    assert found(state="inactive") == {"Wren Wold"}
    assert found(role="no such role") == {"Ada Brook", "Robin Reed", "Wren Wold"}
    assert found(q="nobody of this name") == set()


def test_the_list_costs_the_same_however_long_it_is(page):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            answer = page.get(reverse("user_list"), {"state": "active"})
        return answer, len(queries)

    UserFactory.create_batch(2)
    _, few = cost()
    UserFactory.create_batch(30)
    answer, many = cost()

    assert many == few
    assert "Showing 1 to 25 of 33" in words(answer)


def test_pages_keep_the_filters(page):
    UserFactory.create_batch(30)

    answer = page.get(reverse("user_list"), {"page": 2, "state": "active"})

    assert "Showing 26 to 31 of 31" in words(answer)
    assert 'href="?page=1&amp;state=active"' in words(answer)
    assert 'class="moj-filter__tag" href="?"' in words(answer)


# Agencies


def test_an_agency_is_added_and_changed(page):
    data = {"name": "Marlow Trust", "short_name": "Trust", "kind": "health", "sector": "Health"}

    page.post(reverse("add_agency"), data | {"is_specified_authority": "on"})
    agency = Agency.objects.get(name="Marlow Trust")
    assert agency.is_specified_authority
    assert not agency.is_schedule7_partner

    answer = page.post(reverse("change_agency", args=[agency.pk]), data, follow=True)
    assert "Your changes have been saved." in words(answer)
    assert not Agency.objects.get(pk=agency.pk).is_specified_authority


def test_an_agency_of_the_same_name_gets_a_sentence(page):
    AgencyFactory(name="Marlow Trust")

    answer = page.post(reverse("add_agency"), {"name": "marlow trust", "kind": "health"})

    assert "There is already an agency of this name" in words(answer)
    with pytest.raises(Refused):
        services.save_agency(Agency(name="Marlow TRUST"), by=None)


def test_agencies_are_listed_by_name_with_the_people_who_sign_in(page, administrator):
    first = AgencyFactory(name="A first agency")
    UserFactory(agency=first)
    UserFactory(agency=first, is_active=False)

    agencies = list(page.get(reverse("agency_list")).context["agencies"])

    assert agencies[0] == first
    assert agencies[0].people_count == 1
    assert "A first agency" in words(page.get(reverse("agency_detail", args=[first.pk])))


@pytest.mark.parametrize("name", ["add_user", "add_agency"])
def test_an_empty_form_is_drawn(page, name):
    assert "There is a problem" not in words(page.get(reverse(name)))


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("change_user", UserFactory),
        ("deactivate_user", UserFactory),
        ("change_agency", AgencyFactory),
    ],
)
def test_the_form_of_a_thing_is_drawn(page, name, make):
    answer = words(page.get(reverse(name, args=[make(name="Marlow & Wren").pk])))

    assert "Marlow &amp; Wren" in answer
    assert "Cancel</a>" in answer
