"""What auditors read of the access log."""

import csv
import datetime
import io

import pytest
from django.utils import timezone

from prevent_portal.models import AccessRecord
from prevent_portal.passage import note
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory


@pytest.fixture
def auditor(client):
    user = UserFactory(roles=[Role.AUDITOR])
    client.force_login(user)
    return user


@pytest.fixture
def agency():
    return AgencyFactory(name="Health of the county")


def seen(user, reference, *, days=0, **more):
    values = {"verb": "opened", "page": "channel:case_detail", "status": 200} | more
    at = timezone.now() - datetime.timedelta(days=days)
    return AccessRecord.objects.create(user=user, reference=reference, at=at, **values)


@pytest.fixture
def log(agency):
    ann = UserFactory(name="Ann Reader", agency=agency)
    bob = UserFactory(name="Bob Other", agency=agency)
    seen(ann, "C26-AAAAAA")
    seen(ann, "C26-AAAAAA channel.note:4", verb="downloaded")
    seen(bob, "C26-AAAAAA", verb="refused", status=404, days=3)
    seen(bob, "C26-AAAAAAB")
    seen(bob, "C26-BBBBBB", verb="broke_glass", reason="Risk of harm now", days=40)
    return ann, bob


def rows(client, **query):
    answer = client.get("/access-log/", query | {"format": "csv"})
    return list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))[1:]


def test_who_saw_a_case_is_told_with_what_belongs_to_it_and_who_was_refused(client, auditor, log):
    asked = {"reference": "C26-AAAAAA", "format": "docx"}  # of which there is none: the page itself
    page = client.get("/access-log/", asked).content.decode()

    assert "Who saw C26-AAAAAA" in page
    assert "Ann Reader" in page
    assert "Was refused" in page
    assert "C26-AAAAAAB" not in page
    assert {(row[1], row[3]) for row in rows(client, reference="C26-AAAAAA")} == {
        ("Ann Reader", "Opened"),
        ("Ann Reader", "Downloaded"),
        ("Bob Other", "Was refused"),
        (auditor.name, "Searched"),
        (auditor.name, "Exported"),
    }


def test_what_somebody_saw_is_told_with_the_reason(client, auditor, log):
    page = client.get("/access-log/", {"person": "bob"}).content.decode()

    assert "What “bob” saw" in page
    assert "Risk of harm now" in page
    assert {row[5] for row in rows(client, person="bob")} == {
        "C26-AAAAAA",
        "C26-AAAAAAB",
        "C26-BBBBBB",
    }


def test_without_a_question_only_the_last_days_are_shown(client, auditor, log):
    assert "C26-BBBBBB" not in {row[5] for row in rows(client)}


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"verb": "broke_glass"}, 0),
        ({"verb": "refused"}, 1),
        ({"since_day": "15", "since_month": "3", "since_year": "2026", "person": "o"}, 4),
        ({"until_day": "14", "until_month": "3", "until_year": "2026"}, 1),
    ],
)
def test_days_and_kinds_narrow_it(client, auditor, log, query, count):
    names = {"Ann Reader", "Bob Other"}

    assert len([row for row in rows(client, **query) if row[1] in names]) == count


def test_that_an_auditor_asked_is_written_down(client, auditor, log):
    client.get("/access-log/", {"reference": "C26-AAAAAA"})

    record = AccessRecord.objects.order_by("-pk").first()
    assert (record.user, record.page, record.reference) == (auditor, "access_log", "C26-AAAAAA")


def test_an_answer_for_nothing_says_so(client, auditor):
    page = client.get("/access-log/", {"person": "Nobody of this name"}).content.decode()

    assert "Nothing in the log fits these filters." in page


@pytest.mark.parametrize("count", [2, 30])
def test_the_list_asks_as_often_for_many_as_for_few(
    client, auditor, agency, django_assert_num_queries, count
):
    for number in range(count):
        seen(UserFactory(agency=agency), f"C26-{number}")
    client.get("/access-log/")

    with django_assert_num_queries(14):
        client.get("/access-log/")


def test_outside_of_a_request_a_note_is_for_nobody():
    note("granted", reference="C26-AAAAAA")

    assert not AccessRecord.objects.exists()
