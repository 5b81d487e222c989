"""The pages on which extracts come in: what they say of a file, and what their buttons do."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prevent_portal import outbox
from prevent_portal.models import Person
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from tests.training.extracts import FIRST, extract
from training.codes import CODES
from training.models import Posting, TrainingImport
from training.reading.cells import REJECTS
from training.services import extracts

ADD, LIST = "/training/extracts/add/", "/training/extracts/"
DAY = {"on_day": "18", "on_month": "3", "on_year": "2026"}
#: Door, session and log; the count and the page.
LIST_QUERIES = 14
BAD = (5, "Housing", "31/02/2020", "", "", "")

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client):
    user = UserFactory(agency=AgencyFactory(name="Example Council"), roles=[Role.TRAINING_LEAD])
    client.force_login(user)
    return user


def send(client, *rows, content=None, name="staff.csv", **more):
    raw = extract(*rows).getvalue() if content is None else content
    file = SimpleUploadedFile(name, raw, content_type="text/csv")
    return client.post(ADD, {"file": file} | DAY | more)


def words(response):
    return " ".join(response.content.decode().split())


def shown(client, of_import):
    return words(client.get(of_import.get_absolute_url()))


def test_an_extract_is_read_and_shown_before_anything_changes(client, keeper):
    response = send(client, *FIRST, BAD)

    of_import = TrainingImport.objects.get()
    assert response["Location"] == of_import.get_absolute_url()
    page = shown(client, of_import)
    assert "Extract of 18 March 2026, <bdi>Example Council</bdi>" in page
    assert "5 rows were read." in page
    assert "A date is no day that exists, or cannot be read" in page
    assert "Line 6: <bdi>00000005</bdi>" in page
    assert (
        'People who are new</th><td class="govuk-table__cell govuk-table__cell--numeric">4<' in page
    )
    assert not Posting.objects.exists()


def test_taking_it_in_changes_the_register_and_says_what_changed(client, keeper):
    send(client, *FIRST, BAD)
    of_import = TrainingImport.objects.get()

    page = words(client.post(f"{of_import.get_absolute_url()}take-in/", follow=True))

    assert "The extract is taken in." in page
    assert "What changed" in page
    assert Posting.objects.count() == 4
    assert client.get("/training/").context["standing"].whole.in_post == 3


def test_not_taking_it_in_changes_nothing(client, keeper):
    send(client, *FIRST)
    of_import = TrainingImport.objects.get()

    page = words(client.post(f"{of_import.get_absolute_url()}cancel/", follow=True))

    assert "Nothing was changed." in page
    assert not Person.objects.filter(agency=keeper.agency).exists()


def test_undoing_it_takes_back_what_it_brought(client, keeper):
    send(client, *FIRST)
    of_import = TrainingImport.objects.get()
    client.post(f"{of_import.get_absolute_url()}take-in/")

    page = words(client.post(f"{of_import.get_absolute_url()}undo/", follow=True))

    assert "The extract is undone." in page
    assert not Posting.objects.known().exists()


def test_the_same_file_again_says_so_beside_the_form(client, keeper):
    send(client, *FIRST)
    client.post(f"{TrainingImport.objects.get().get_absolute_url()}take-in/")

    page = words(send(client, *FIRST))

    assert "This file was taken in on 18 March 2026" in page
    assert TrainingImport.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("staff.csv", b"", "staff.csv is empty."),
        ("staff.csv", b"Name,Shoe size\nAnn,5\n", "has no column for: employee number"),
        (
            "staff.pdf",
            b"%PDF-1.4",
            "is not a kind of file the portal keeps. Choose one of: CSV, XLSX.",
        ),
        ("staff.csv", b"PK\x03\x04\x00\x00", "is not what its name says"),
    ],
)
def test_a_file_that_will_not_do_is_refused_beside_the_form(
    client, keeper, name, content, sentence
):
    response = send(client, content=content, name=name)

    assert response.status_code == 200
    assert sentence in words(response)
    assert not TrainingImport.objects.exists()


def test_an_extract_of_somebody_elses_people_asks_before_it_goes_on(client, keeper):
    send(client, *FIRST)
    first = TrainingImport.objects.get()
    client.post(f"{first.get_absolute_url()}take-in/")
    send(client, *((number, "Housing", "01/04/2019", "", "", "") for number in range(100, 120)))
    second = TrainingImport.objects.exclude(pk=first.pk).get()

    assert "It is the right agency" in shown(client, second)
    page = words(client.post(f"{second.get_absolute_url()}take-in/", follow=True))
    assert "are not known for Example Council" in page
    assert Posting.objects.count() == 4
    client.post(f"{second.get_absolute_url()}take-in/", {"is_sure": "yes"})
    assert Posting.objects.count() == 24


def test_a_first_extract_and_one_of_known_people_are_not_asked_about(client, keeper):
    send(client, *FIRST)
    first = TrainingImport.objects.get()
    assert "It is the right agency" not in shown(client, first)
    client.post(f"{first.get_absolute_url()}take-in/")
    send(client, *FIRST, (9, "Housing", "01/04/2019", "", "", ""))

    second = TrainingImport.objects.exclude(pk=first.pk).get()

    assert "It is the right agency" not in shown(client, second)


def test_a_large_extract_is_read_by_a_worker(client, keeper, monkeypatch):
    monkeypatch.setattr(extracts, "LARGE", 100)
    send(client, *FIRST)
    of_import = TrainingImport.objects.get()
    waiting = client.get(of_import.get_absolute_url())
    assert (waiting.status_code, waiting["Refresh"]) == (202, "4")
    assert "The extract is being read." in words(waiting)

    done = [outbox.deliver(row.pk) for row in outbox.undone()]

    assert done == [True]
    assert "4 rows were read." in shown(client, of_import)
    extracts.read_stored(of_import.pk)
    assert of_import.rows.count() == 4


def test_a_large_extract_that_cannot_be_read_says_so(client, keeper, monkeypatch):
    monkeypatch.setattr(extracts, "LARGE", 100)
    send(client, *FIRST)
    of_import = TrainingImport.objects.get()

    extracts.give_up(of_import.pk, sentence="It did not work.")

    assert "It did not work." in shown(client, of_import)


def test_every_row_that_is_not_plain_can_be_had_with_its_reason(client, keeper):
    wrong = (("=1+1", "Housing"), ("6", "Nowhere"))
    lines = "".join(
        f"{number},Staff,a@council.example,{unit},Manager,Y,01/04/2019,,,\r\n"
        for number, unit in wrong
    )
    send(client, content=extract(*FIRST).getvalue() + lines.encode())
    of_import = TrainingImport.objects.get()

    response = client.get(f"{of_import.get_absolute_url()}rows/")

    _, *rows = csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig")))
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("6", "'=1+1", "formula_in_cell"),
        ("7", "6", "unknown_business_unit"),
    ]
    assert rows[1][4:] == [
        "The agency has no business unit of this name",
        CODES["unknown_business_unit"].advice,
    ]


def test_only_ones_own_extracts_are_listed(client, keeper):
    send(client, *FIRST)
    neighbour = UserFactory(roles=[Role.TRAINING_LEAD])
    client.force_login(neighbour)
    send(client, *FIRST, name="theirs.csv")

    page = words(client.get(LIST))

    assert "theirs.csv" in page
    assert "staff.csv" not in page


def test_the_prevent_lead_chooses_the_agency_and_sees_every_extract(client, keeper):
    send(client, *FIRST)
    client.force_login(UserFactory(roles=[Role.PREVENT_LEAD]))

    send(client, *FIRST, name="another.csv", agency=AgencyFactory(name="Other Trust").pk)

    page = words(client.get(LIST))
    assert "another.csv" in page
    assert "staff.csv" in page
    assert TrainingImport.objects.get(name="another.csv").agency.name == "Other Trust"


def test_a_training_lead_cannot_name_another_agency(client, keeper):
    send(client, *FIRST, agency=AgencyFactory().pk)

    assert TrainingImport.objects.get().agency == keeper.agency


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_asks_as_much_of_the_database_whatever_the_size(
    client, keeper, count, django_assert_num_queries
):
    for number in range(count):
        TrainingImport.objects.create(
            agency=keeper.agency, name=f"{number}.csv", sha256="0" * 64, on="2026-03-18"
        )

    with django_assert_num_queries(LIST_QUERIES):
        assert client.get(LIST).status_code == 200


def test_every_code_has_its_sentence(shared_folder):
    expected = json.loads(
        (shared_folder / "training/expected/sap-training-dirty-500.json").read_text()
    )
    met = {code for row in expected["rows"] for code in row["codes"]}

    assert (met | REJECTS) - set(CODES) == set()
