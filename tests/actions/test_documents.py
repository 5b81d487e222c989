"""Documents: owned, versioned, reviewed in time, shared unless they are an agency's own."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction

from actions import home
from actions.models import Document
from actions.services import documents
from prevent_portal.errors import Refused
from prevent_portal.models import AccessRecord
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, BodyFactory, DocumentFactory, UserFactory

LIST = "/partnership/documents/"


@pytest.fixture
def keeper(client):
    user = UserFactory(roles=[Role.SPOC])
    client.force_login(user)
    return user


def text(response):
    return b"".join(response).decode()


def a_file(words="Words of the agreement", name="agreement.txt"):
    file = io.BytesIO(words.encode())
    file.name = name
    return file


def day(name, value):
    parts = zip(("year", "month", "day"), value.split("-"), strict=True)
    return {f"{name}_{part}": number for part, number in parts}


def filled(**changes):
    return {"title": "Sharing agreement", "kind": "sharing", "review_every": "12"} | changes


def test_a_document_is_added_with_its_first_version(client, keeper):
    partner = AgencyFactory()
    upload = SimpleUploadedFile("agreement.txt", b"Words of the agreement")
    typed = filled(label="2.1", file=upload, parties=[keeper.agency_id, partner.pk])

    response = client.post(f"{LIST}add/", typed | day("agreed_on", "2026-01-31"), follow=True)

    document = Document.objects.get()
    assert response.redirect_chain == [(f"{LIST}{document.pk}/", 302)]
    assert (document.agency, document.review_due_on) == (
        keeper.agency,
        datetime.date(2027, 1, 31),
    )
    assert {each.pk for each in document.parties.all()} == {keeper.agency_id, partner.pk}
    version = document.versions.get()
    assert (version.label, version.by, version.file.name) == ("2.1", keeper, "agreement.txt")
    assert "Version 2.1" in text(response)
    assert "agreement.txt" in text(response)
    assert document.history.first().parties.count() == 2


def test_a_file_that_is_not_kept_leaves_no_document(client, keeper):
    upload = SimpleUploadedFile("agreement.exe", b"MZ")

    page = text(client.post(f"{LIST}add/", filled(file=upload)))

    assert "is not a kind of file the portal keeps" in page
    assert "Sharing agreement" in page
    assert not Document.objects.exists()


def test_a_check_for_the_duty_has_a_day(client, keeper):
    page = text(client.post(f"{LIST}add/", filled(mentions_duty="yes")))

    assert "Say on which day it was checked for the duty." in page
    client.post(f"{LIST}add/", filled(mentions_duty="yes") | day("duty_checked_on", "2026-03-01"))
    assert Document.objects.get().mentions_duty == "yes"


def test_a_newer_version_replaces_and_the_earlier_stays(client, keeper):
    document = DocumentFactory(agency=keeper.agency)
    documents.add_version(document, by=keeper, label="1", file=a_file("the first"))
    typed = {"label": "2", "file": SimpleUploadedFile("agreement.txt", b"the second")}
    typed |= {"note": "Names the post"} | day("review_due_on", "2027-03-18")

    page = text(client.post(f"{LIST}{document.pk}/versions/add/", typed, follow=True))

    assert "Version 2 stands. Earlier ones are kept." in page
    assert "Names the post" in page
    document.refresh_from_db()
    assert document.review_due_on == datetime.date(2027, 3, 18)
    rows = client.get(LIST).context["page"].object_list
    assert [each.version_label for each in rows] == ["2"]
    sent = {
        version.label: text(client.get(f"{LIST}versions/{version.pk}/download/"))
        for version in document.versions.all()
    }
    assert sent == {"1": "the first", "2": "the second"}
    assert AccessRecord.objects.filter(verb="downloaded", user=keeper).count() == 2


def test_a_version_is_named_once(client, keeper):
    document = DocumentFactory(agency=keeper.agency)
    documents.add_version(document, by=keeper, label="Final", file=a_file())
    typed = {"label": "final", "file": SimpleUploadedFile("agreement.txt", b"x")}

    page = text(client.post(f"{LIST}{document.pk}/versions/add/", typed))

    assert "has a version of this name already" in page
    assert document.versions.count() == 1


def test_versions_and_reviews_are_not_rewritten(keeper):
    document = DocumentFactory(agency=keeper.agency)
    version = documents.add_version(document, by=keeper, label="1", file=a_file())
    review = documents.review_document(
        document, by=keeper, reviewed_on=datetime.date(2026, 3, 1), note="As it was"
    )

    for row in (version, review):
        row.note = "Other words"
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            row.save()
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            row.delete()


def test_a_review_says_who_and_when_and_sets_the_next(client, keeper):
    document = DocumentFactory(agency=keeper.agency, review_every=6, review_due_on="2026-03-01")
    typed = {"note": "Read beside the guidance"} | day("reviewed_on", "2026-03-17")

    page = text(client.post(f"{LIST}{document.pk}/review/", typed, follow=True))

    document.refresh_from_db()
    assert document.review_due_on == datetime.date(2026, 9, 17)
    assert "Reviewed, no change" in page
    assert "Read beside the guidance" in page
    assert "17 March 2026" in page
    assert document.reviews.get().by == keeper


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (day("reviewed_on", "2026-03-19"), "must be today or in the past"),
        (
            day("reviewed_on", "2026-03-17") | day("review_due_on", "2026-03-17"),
            "The next review must be after this one.",
        ),
        ({}, "Enter day of the review"),
    ],
)
def test_a_review_that_makes_no_sense_is_refused(client, keeper, typed, sentence):
    document = DocumentFactory(agency=keeper.agency)

    page = text(client.post(f"{LIST}{document.pk}/review/", typed | {"note": "My words"}))

    assert sentence in page
    assert "My words" in page
    assert not document.reviews.exists()


def test_a_closed_document_takes_no_version_and_no_review(keeper):
    document = DocumentFactory(
        agency=keeper.agency, closed_on="2026-01-01", closed_because="Replaced"
    )

    with pytest.raises(Refused, match="It is closed"):
        documents.review_document(document, by=keeper, reviewed_on=datetime.date(2026, 3, 1))
    with pytest.raises(Refused, match="It is closed"):
        documents.add_version(document, by=keeper, label="2", file=a_file())


def test_a_version_without_a_file_is_said_to_have_none(client, keeper):
    document = documents.keep_document(
        Document(agency=keeper.agency), by=keeper, title="Strategy", kind="strategy", label="1"
    )

    page = client.get(f"{LIST}versions/{document.versions.get().pk}/download/", follow=True)

    assert "This version was recorded without a file." in text(page)


def test_overdue_is_the_day_after_and_what_is_due_can_be_asked_for(client, keeper, today):
    late = DocumentFactory(title="Late", review_due_on="2026-03-17")
    DocumentFactory(title="Today", review_due_on=today)
    DocumentFactory(
        title="Gone", review_due_on="2026-03-01", closed_on=today, closed_because="Replaced"
    )

    assert list(Document.objects.review_overdue(on=today)) == [late]
    due = Document.objects.due_between(datetime.date(2026, 3, 17), today)
    assert sorted(each.title for each in due) == ["Late", "Today"]
    page = text(client.get(f"{LIST}?needs=yes"))
    assert "Late" in page
    assert "1 day late" in page
    assert "/partnership/documents/?needs=yes" in text(client.get("/partnership/"))


def test_home_asks_the_owner_and_for_what_nobody_owns_the_contact(keeper, today):
    owner = UserFactory(agency=keeper.agency)
    DocumentFactory(title="Owned", agency=keeper.agency, owner=owner, review_due_on="2026-03-01")
    DocumentFactory(title="Nobody's", agency=keeper.agency, review_due_on="2026-04-15")
    DocumentFactory(title="Later", agency=keeper.agency, owner=owner, review_due_on="2026-04-16")
    DocumentFactory(title="Another's", review_due_on="2026-03-01")

    def asked(user):
        return [row.text for row in home.needs(user, today) if row.text.startswith("Review")]

    assert asked(owner) == ["Review: Owned"]
    assert asked(keeper) == ["Review: Nobody's"]


def test_the_list_goes_out_with_its_parties(client, keeper):
    document = DocumentFactory(
        title="=Agreement",
        kind="sharing",
        agency=keeper.agency,
        agreed_by=BodyFactory(name="Board"),
    )
    document.parties.set([AgencyFactory(name="Alpha"), AgencyFactory(name="Beta")])

    lines = text(client.get(f"{LIST}export/?format=csv")).split("\r\n")

    assert "Parties" in lines[0]
    assert lines[1].startswith("'=Agreement,Information sharing agreement")
    assert "Alpha; Beta" in lines[1]
    assert "Board" in lines[1]


@pytest.mark.parametrize("count", [2, 30])
def test_pages_take_as_many_queries_at_any_size(client, keeper, count, django_assert_num_queries):
    owner = UserFactory(agency=keeper.agency)
    made = DocumentFactory.create_batch(count, owner=owner, agency=keeper.agency)
    for number in range(count):
        documents.add_version(made[0], by=keeper, label=str(number), file=a_file())

    with django_assert_num_queries(16):
        client.get(LIST)
    with django_assert_num_queries(18):
        client.get(made[0].get_absolute_url())
