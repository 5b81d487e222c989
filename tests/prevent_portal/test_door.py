"""The door: who gets through, what is written down, and what happens when it cannot be."""

import json
import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path

from prevent_portal import access
from prevent_portal.access import public, requires, signed_in, unlogged
from prevent_portal.acting import acting
from prevent_portal.errors import Refused
from prevent_portal.models import AccessRecord, Agency, User
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory

Verb = AccessRecord.Verb


def actor():
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_actor()")
        return cursor.fetchone()[0]


@public
def open_to_all(request):
    return HttpResponse(f"{acting()} {actor()}")


@signed_in
def inside(request):
    return HttpResponse(f"{acting().pk} {actor()}")


def unstated(request):
    return HttpResponse("nobody said who may read this")


@requires("prevent_portal.change_user", User)
def person(request, user, word=""):
    return HttpResponse(f"{user.pk} {word}")


@requires("prevent_portal.add_user")
def for_administrators(request):
    return HttpResponse("yes")


@signed_in
def refuse(request):
    AgencyFactory(name="Made before the refusal")
    raise Refused(request.user if "thing" in request.GET else None, "The period has ended.")


@signed_in
def break_down(request):
    AgencyFactory(name="Made before the fault")
    raise RuntimeError("a fault")


@requires("prevent_portal.view_user", User)
def user_detail(request, user):
    raise Refused(user, "This page refuses to be shown.")


@signed_in
def said_no(request):
    request.passage.reference = "agency:1"
    return HttpResponse("no", status=int(request.GET["status"]))


@signed_in
def echo(request):
    return HttpResponse(f"{request.GET['word']} {request.POST['word']}")


@unlogged
@public
def pulse(request):
    return HttpResponse("ok")


urlpatterns = [
    path("t/open/", open_to_all, name="t_open"),
    path("t/inside/", inside, name="t_inside"),
    path("t/unstated/", unstated, name="t_unstated"),
    path("t/person/<int:pk>/", person, name="t_person"),
    path("t/person/<int:pk>/<slug:word>/", person, name="t_person_word"),
    path("t/administrators/", for_administrators, name="t_administrators"),
    path("t/refuse/", refuse, name="t_refuse"),
    path("t/break/", break_down, name="t_break"),
    path("t/status/", said_no, name="t_status"),
    path("t/pulse/", pulse, name="t_pulse"),
    path("t/echo/", echo, name="t_echo"),
    path("people/<int:pk>/", user_detail, name="user_detail"),
    path("", include("prevent_portal.urls")),
]


@pytest.fixture(autouse=True)
def _addresses(monkeypatch):
    monkeypatch.setattr("prevent_portal.context.NAVIGATION", [("Home", "home", None)])
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def officer(client):
    user = UserFactory(roles=[Role.OFFICER])
    client.force_login(user)
    return user


@pytest.fixture
def administrator(client):
    user = UserFactory(roles=[Role.ADMINISTRATOR])
    client.force_login(user)
    return user


def last_record():
    return AccessRecord.objects.order_by("pk").last()


def what_was_written():
    record = last_record()
    return record.user_id, record.verb, record.page, record.reference, record.status


def test_the_public_needs_no_sign_in_and_the_database_knows_of_nobody(client):
    assert client.get("/t/open/").content == b"None None"
    assert what_was_written() == (None, Verb.LISTED, "t_open", "", 200)


@pytest.mark.parametrize("address", ["/t/open/", "/t/inside/"])
def test_the_database_answers_for_whoever_is_signed_in(client, officer, address):
    page = client.get(address).content.decode()

    assert page.split()[-1] == str(officer.pk)
    assert actor() is None


@pytest.mark.parametrize("address", ["/t/inside/", "/t/person/1/", "/t/administrators/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_visitor_is_asked_to_sign_in_and_comes_back(client, address, method):
    response = getattr(client, method)(f"{address}?page=2")

    assert response.status_code == 302
    assert response["Location"] == f"/sign-in/?next={address}%3Fpage%3D2"
    assert last_record().verb == Verb.REFUSED
    assert last_record().user is None


def test_a_view_that_states_no_access_is_refused_to_everyone(client, administrator):
    with pytest.raises(ImproperlyConfigured, match="unstated states no access rule"):
        client.get("/t/unstated/")

    client.raise_request_exception = False
    response = client.get("/t/unstated/")

    assert response.status_code == 500
    assert b"nobody said" not in response.content
    assert last_record().verb == Verb.FAILED


def test_what_is_out_of_sight_is_not_found(client, officer):
    other = UserFactory(agency=officer.agency)

    response = client.get(f"/t/person/{other.pk}/")

    assert response.status_code == 404
    assert what_was_written() == (
        officer.pk,
        Verb.REFUSED,
        "t_person",
        f"prevent_portal.user:{other.pk}",
        404,
    )


def test_what_is_out_of_sight_looks_like_what_is_not_there(client, officer):
    def told(pk):
        page = client.get(f"/t/person/{pk}/").content.decode()
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)

    assert told(UserFactory().pk) == told(999_999_999)


@pytest.mark.parametrize("pk", [0, 2**31, 2**63, 10**40])
def test_a_number_no_row_can_have_is_not_found(client, administrator, pk):
    assert client.get(f"/t/person/{pk}/").status_code == 404
    assert last_record().status == 404


def test_what_is_seen_but_not_permitted_is_forbidden(client, officer):
    response = client.get(f"/t/person/{officer.pk}/")

    assert response.status_code == 403
    assert what_was_written()[1:] == (
        Verb.REFUSED,
        "t_person",
        f"prevent_portal.user:{officer.pk}",
        403,
    )


def test_a_permission_without_a_thing_is_asked_for_too(client, officer):
    assert client.get("/t/administrators/").status_code == 403


def test_the_view_gets_the_thing_and_the_rest_of_the_address(client, administrator):
    page = client.get(f"/t/person/{administrator.pk}/word/")

    assert page.content == f"{administrator.pk} word".encode()
    assert what_was_written() == (
        administrator.pk,
        Verb.OPENED,
        "t_person_word",
        f"prevent_portal.user:{administrator.pk}",
        200,
    )


def test_a_search_is_written_down_without_its_words(client, administrator):
    client.get("/t/inside/?q=Somebody")

    assert what_was_written()[1:] == (Verb.SEARCHED, "t_inside", "", 200)


def test_somebody_who_may_no_longer_sign_in_is_out_at_once(client, administrator):
    assert client.get("/t/inside/").status_code == 200
    administrator.is_active = False
    administrator.save()

    assert client.get("/t/inside/").status_code == 302


def test_a_refusal_undoes_the_work_and_says_why_on_the_things_page(client, administrator):
    response = client.post("/t/refuse/?thing")

    assert response.status_code == 302
    assert response["Location"] == f"/people/{administrator.pk}/"
    assert not Agency.objects.filter(name="Made before the refusal").exists()
    assert last_record().verb == Verb.REFUSED
    assert [str(m) for m in response.wsgi_request._messages] == ["The period has ended."]


def test_a_refusal_about_nothing_leads_home(client, officer):
    assert client.post("/t/refuse/")["Location"] == "/"


def test_a_page_that_refuses_to_be_shown_does_not_lead_to_itself(client, administrator):
    assert client.get(f"/people/{administrator.pk}/")["Location"] == "/"


def test_a_fault_undoes_the_work_and_is_written_down(client, officer):
    client.raise_request_exception = False

    response = client.post("/t/break/")

    assert response.status_code == 500
    assert not Agency.objects.filter(name="Made before the fault").exists()
    assert what_was_written()[1:] == (Verb.FAILED, "t_break", "", 500)


@pytest.mark.parametrize(
    ("method", "status", "verb"),
    [
        ("get", 200, Verb.OPENED),
        ("get", 304, Verb.OPENED),
        ("post", 302, Verb.CHANGED),
        ("post", 303, Verb.CHANGED),
        ("post", 200, Verb.TRIED),
        ("post", 202, Verb.TRIED),
        ("get", 400, Verb.REFUSED),
        ("get", 405, Verb.REFUSED),
        ("post", 409, Verb.REFUSED),
        ("post", 429, Verb.REFUSED),
        ("get", 503, Verb.FAILED),
    ],
)
def test_what_happened_is_read_off_the_answer(client, officer, method, status, verb):
    getattr(client, method)(f"/t/status/?status={status}")

    assert what_was_written()[1:] == (verb, "t_status", "agency:1", status)


def test_an_address_that_leads_nowhere_is_written_down_for_those_signed_in_only(client):
    client.get("/nowhere/")
    assert not AccessRecord.objects.exists()

    client.force_login(UserFactory())
    client.get("/nowhere/")
    assert what_was_written()[1:] == (Verb.REFUSED, "", "", 404)


def test_the_pulse_is_not_written_down(client):
    assert client.get("/t/pulse/").content == b"ok"
    assert not AccessRecord.objects.exists()


@pytest.mark.parametrize("error", [DatabaseError, InterfaceError])
@pytest.mark.parametrize("address", ["/t/open/", "/t/inside/", "/nowhere/"])
def test_nothing_leaves_if_it_cannot_be_written_down(client, officer, monkeypatch, error, address):
    def fail(**fields):
        raise error("the disk is full")

    monkeypatch.setattr(AccessRecord.objects, "create", fail)

    response = client.get(address)

    assert response.status_code == 503
    assert b"could not be written in the access log" in response.content
    assert str(officer.pk).encode() not in response.content
    assert "Set-Cookie" not in response


def test_the_log_needs_no_more_than_the_views_own_transaction_has_left(client, officer):
    """What the view undid is undone; that it was tried is not."""
    before = AccessRecord.objects.count()

    client.post("/t/refuse/")

    assert AccessRecord.objects.count() == before + 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE prevent_portal_accessrecord SET page = ''",
        "DELETE FROM prevent_portal_accessrecord",
        "TRUNCATE prevent_portal_accessrecord",
        "UPDATE prevent_portal_storedfile SET name = ''",
        "DELETE FROM prevent_portal_storedfile",
    ],
)
def test_what_is_written_once_stays(client, statement):
    client.get("/t/open/")

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement)


def test_where_a_request_came_from_is_kept(client):
    client.get("/t/open/", REMOTE_ADDR="2001:db8::7")
    assert last_record().address == "2001:db8::7"

    client.get("/t/open/", REMOTE_ADDR="")
    assert last_record().address is None


def test_an_address_with_the_network_card_in_it_is_kept_without(client):
    client.get("/t/open/", REMOTE_ADDR="fe80::1%eth0")

    assert last_record().address == "fe80::1"


@pytest.mark.parametrize(
    ("behind", "said", "kept"),
    [
        (True, "198.51.100.9, 203.0.113.5", "203.0.113.5"),
        (True, "", "192.0.2.1"),
        (True, "not an address", None),
        (False, "203.0.113.5", "192.0.2.1"),
    ],
)
def test_what_a_proxy_says_of_the_visitor_counts_only_where_there_is_one(
    client, settings, behind, said, kept
):
    settings.IS_BEHIND_PROXY = behind

    client.get("/t/open/", REMOTE_ADDR="192.0.2.1", headers={"x-forwarded-for": said})

    assert last_record().address == kept


def test_pages_of_the_signed_in_are_not_kept_by_browsers(client):
    assert "Cache-Control" not in client.get("/t/open/")

    client.force_login(UserFactory())
    for address in ("/t/inside/", "/t/open/", "/nowhere/", "/t/administrators/"):
        assert client.get(address)["Cache-Control"] == "private, no-store", address


@pytest.mark.parametrize("codec", ["unicode_escape", "raw_unicode_escape", "utf-7"])
def test_a_form_in_another_encoding_is_read_as_utf_8(client, officer, codec):
    """A codec of the sender's choice could make text that no database stores."""
    body = b'--B\r\nContent-Disposition: form-data; name="word"\r\n\r\n\\ud800 +2AA-\r\n--B--\r\n'

    response = client.generic(
        "POST", "/t/echo/?word=%5Cud800", body, f"multipart/form-data; boundary=B; charset={codec}"
    )

    assert response.content.decode() == r"\ud800 \ud800 +2AA-"


def sign_in(client, user, words="correct horse battery"):
    return client.post("/sign-in/", {"login": user.email, "password": words})


def test_signing_in_and_out_is_written_down(client):
    user = UserFactory()

    sign_in(client, user)
    assert what_was_written() == (user.pk, Verb.SIGNED_IN, "account_login", "", 302)

    client.post("/sign-out/")
    assert what_was_written() == (user.pk, Verb.SIGNED_OUT, "account_logout", "", 302)


def test_a_failed_sign_in_is_written_down_with_whose_it_was(client):
    user = UserFactory()

    sign_in(client, user, "wrong horse")
    assert what_was_written()[:2] == (user.pk, Verb.SIGN_IN_FAILED)

    client.post("/sign-in/", {"login": "nobody@agency.example", "password": "x"})
    assert what_was_written()[:2] == (None, Verb.SIGN_IN_FAILED)


def test_a_signals_caller_without_a_request_does_no_harm():
    access._note(None, Verb.SIGNED_IN, None)


def test_the_door_keeps_what_it_says_of_a_view():
    assert open_to_all.access == "public"
    assert inside.access == "signed in"
    assert person.access == "prevent_portal.change_user"
    assert pulse.access == "public"
    assert person.__name__ == "person"


def test_a_system_apart_is_told_each_line_as_it_is_written(client, settings, caplog):
    user = UserFactory()
    client.force_login(user)
    settings.ACCESS_LOG_COPY = "logs.example:514"
    with caplog.at_level("INFO", "access-log"):
        client.get("/t/inside/")
    row = AccessRecord.objects.latest("pk")
    (told,) = (each for each in caplog.records if each.name == "access-log")
    assert json.loads(told.getMessage()) == {
        "pk": row.pk,
        "user_id": user.pk,
        "verb": "listed",
        "page": "t_inside",
        "reference": "",
        "status": 200,
        "address": "127.0.0.1",
        "reason": "",
    }
