"""Extracts as they really come: Excel, titles above the head, other columns, a completion a row."""

import datetime
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prevent_portal.errors import Refused
from prevent_portal.models import Person
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from tests.training.extracts import FIRST, HEAD, extract
from training.models import Completion, ExtractLayout, Posting, StagedRow, TrainingImport, Unit
from training.preview import preview
from training.reading import heads, workbook
from training.services import extracts

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 3, 18)
DAY = {"on_day": "18", "on_month": "3", "on_year": "2026"}
STRANGE = ("Ref", "Who", "Section", "Grade", "Vulnerable?", "From", "Until", "Did e-learning")
MEANINGS = ("number", "name", "unit", "level", "flag", "start", "leaver", "course:WRAP")


@pytest.fixture
def agency():
    return AgencyFactory(name="Example Council")


@pytest.fixture
def keeper(client, agency):
    user = UserFactory(agency=agency, roles=[Role.TRAINING_LEAD])
    client.force_login(user)
    return user


def read(file, agency, name="x.csv"):
    return extracts.read_extract(file, name=name, agency=agency, by=None, on=ON)


def csv_of(*rows):
    return io.BytesIO("".join(",".join(row) + "\r\n" for row in rows).encode())


def book_of(*rows, merged=(), formats=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    for place, pattern in (formats or {}).items():
        book.active[place].number_format = pattern
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def staff(*numbers):
    """People in the register, taken in by an extract of their own."""
    return extract(*((number, "Housing", "01/04/2019", "", "", "") for number in numbers))


def words(response):
    return " ".join(response.content.decode().split())


# Excel


def test_a_workbook_gets_the_verdicts_of_the_same_rows_as_csv(agency):
    head = HEAD.strip().split(",")
    day = datetime.datetime
    rows = [
        [42, "Ann", "ann@c.example", "Housing", "Manager", "Y", day(2019, 4, 1), None, None, None],
        ["00000043", "Bo", "bo@c.example", "Housing", "Manager", "N", "01/04/2019", None, None, 7],
        [44.0, "Cy", "cy@c.example", "Housing", "MANAGER", "Y", day(2019, 4, 1), None, 43800, None],
    ]

    of_import = read(book_of(head, *rows, formats={"A2": "00000000"}), agency, "x.xlsx")

    found = {row.record: (row.verdict, row.codes) for row in StagedRow.objects.all()}
    assert found == {
        1: ("accepted", []),
        2: ("rejected", ["invalid_date"]),
        3: (
            "accepted_with_warning",
            ["employee_number_padded", "role_matched_loosely", "excel_serial_date"],
        ),
    }
    assert of_import.counts["rows"] == 3
    assert StagedRow.objects.get(record=1).number == "00000042"


def test_titles_merged_heads_and_forty_columns_are_read_past(agency):
    head = HEAD.strip().split(",")
    more = [f"Other {number}" for number in range(30)]
    upper = [*head[:8], "Training", None, *more]
    lower = [*[None] * 8, *head[8:], *[None] * 30]
    row = ["00000001", "Ann", "", "Housing", "Manager", "Y", "01/04/2019", "", "", "01/05/2020"]
    second = ["00000002", *row[1:]]
    file = book_of(
        ["Staff and their training, March 2026"],
        [],
        upper,
        lower,
        [*row, *["-"] * 30],
        [*second, *["-"] * 30],
        merged=["A1:J1", "I3:J3", *(f"{letter}3:{letter}4" for letter in "ABCDEFGH")],
    )

    of_import = read(file, agency, "x.xlsx")

    assert (of_import.head_line, len(of_import.head)) == (4, 40)
    assert of_import.counts["verdicts"] == {"accepted_with_warning": 2}  # no e-mail address
    assert StagedRow.objects.first().courses == ["WRAP"]


def test_a_title_above_the_head_of_a_csv_file_is_passed_over(agency):
    raw = extract(*FIRST).getvalue()

    of_import = read(io.BytesIO(b"Extract of March\r\n\r\n" + raw), agency)

    assert of_import.counts["verdicts"] == {"accepted": 4}
    assert StagedRow.objects.order_by("record").first().line == 4


def test_a_workbook_that_unpacks_too_far_is_not_opened(agency, monkeypatch):
    monkeypatch.setattr(workbook, "LARGEST", 100)

    with pytest.raises(Refused, match="unpacks to more than the portal reads"):
        read(book_of(HEAD.split(",")), agency, "x.xlsx")


# What more columns say


def test_directorate_employment_type_and_any_course_are_read(agency):
    head = [*HEAD.strip().split(","), "Directorate", "Employment Type", "Prevent briefing date"]
    rows = [
        f"0000000{n},Ann {n},,Housing,Manager,Y,01/04/2019,,,,Places,{kind},05/05/2025".split(",")
        for n, kind in enumerate(("Volunteer", "councillor", "", "astronaut"), 1)
    ]

    of_import = read(csv_of(head, *rows), agency)
    extracts.commit_import(of_import, by=None)

    assert of_import.counts["codes"]["unknown_employment_type"] == 1
    kinds = Person.objects.filter(agency=agency).order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["volunteer", "elected_member", "staff"]
    assert Unit.objects.get(agency=agency).directorate == "Places"
    assert set(Completion.objects.values_list("course__code", flat=True)) == {"BRIEFING"}


def test_people_that_an_import_makes_have_a_first_row_of_history(agency):
    extracts.commit_import(read(extract(*FIRST), agency), by=None)

    rows = Person.history.filter(agency=agency)
    assert rows.filter(history_type="+", history_change_reason__startswith="Extract").count() == 4


# A completion a row


def test_completions_are_given_to_people_who_are_known_and_nobody_is_made(agency):
    extracts.commit_import(read(staff(1, 2, 3, 4), agency), by=None)
    rows = [
        ("1", "", "WRAP", "01/02/2026"),
        ("1", "", "WRAP", "01/02/2026"),  # the same again
        ("", "staff2@council.example", "Prevent briefing", "2026-02-03"),
        ("99", "", "WRAP", "01/02/2026"),
        ("3", "", "Juggling", "01/02/2026"),
        ("3", "", "WRAP", ""),
    ]

    of_import = read(csv_of(("Staff number", "Email", "Course", "Date completed"), *rows), agency)
    done = extracts.commit_import(of_import, by=None)

    assert done.counts["changes"] == {"completions": 2}
    assert done.counts["verdicts"] == {"accepted_with_warning": 3, "rejected": 3}
    for code in ("unknown_person", "unknown_course", "blank_required"):
        assert done.counts["codes"][code] == 1
    assert Person.objects.filter(agency=agency).count() == 4
    assert Posting.objects.known().filter(ends_on__isnull=True).count() == 4
    extracts.undo_import(done, by=None)
    assert not Completion.objects.known().exists()


def test_an_address_that_several_people_have_names_nobody(agency):
    extracts.commit_import(read(staff(1, 2, 3), agency), by=None)
    for person in Person.objects.filter(agency=agency, number__in=("00000001", "00000002")):
        person.email = "both@council.example"
        person.save()

    of_import = read(
        csv_of(("Email", "Course", "Completed"), ("both@council.example", "WRAP", "01/02/2026")),
        agency,
    )

    assert of_import.counts["codes"] == {"unclear_person": 1}


# Columns that nobody can tell


def strange(client, number=1):
    rows = [
        (f"0000000{n}", "Ann", "Housing", "Manager", "Y", "01/04/2019", "", "01/05/2025")
        for n in range(number, number + 3)
    ]
    file = SimpleUploadedFile("staff.csv", csv_of(STRANGE, *rows).getvalue())
    return client.post("/training/extracts/add/", {"file": file} | DAY)


def answers(meanings):
    return {f"column_{place}": meaning for place, meaning in enumerate(meanings, 1)}


def test_a_person_says_what_columns_hold_and_the_next_file_is_read_so(client, keeper):
    strange(client)
    of_import = TrainingImport.objects.get()
    page = words(client.get(of_import.get_absolute_url(), follow=True))
    assert "What is in each column?" in page
    assert "Column 3: Section" in page
    assert "For example: Housing" in page
    assert "Still missing: employee number" in page

    url = f"{of_import.get_absolute_url()}columns/"
    page = words(client.post(url, answers(MEANINGS[:-1] + ("",))))
    assert "has no column for: a date of Prevent training" in page
    assert "has no column" not in words(client.post(url, answers(MEANINGS), follow=True))

    of_import.refresh_from_db()
    assert of_import.counts["verdicts"] == {"accepted": 3}
    strange(client, number=4)
    assert TrainingImport.objects.first().state == "read"
    layout = ExtractLayout.objects.get()
    assert "Did e-learning" in words(client.get("/training/layouts/"))
    client.post(f"/training/layouts/{layout.pk}/forget/")
    strange(client, number=7)
    assert TrainingImport.objects.first().state == "asking"
    assert "No layout is remembered yet" in words(client.get("/training/layouts/"))


def test_what_was_said_can_be_changed_while_nobody_has_decided(client, keeper):
    strange(client)
    of_import = TrainingImport.objects.get()
    url = f"{of_import.get_absolute_url()}columns/"
    client.post(url, answers(MEANINGS))

    client.post(url, answers(MEANINGS[:-1] + ("course:BRIEFING",)))

    assert StagedRow.objects.first().courses == ["BRIEFING"]
    assert ExtractLayout.objects.get().meanings[-1] == "course:BRIEFING"
    twice = words(client.post(url, answers(MEANINGS[:-1] + ("name",))))
    assert "Two columns cannot both hold name" in twice


def test_columns_of_a_file_that_was_not_kept_cannot_be_changed(agency):
    of_import = read(extract(*FIRST), agency)

    with pytest.raises(Refused, match="was not kept"):
        extracts.say_columns(of_import, list(MEANINGS), by=None)


@pytest.mark.parametrize("count", [2, 20])
def test_the_list_of_layouts_asks_as_much_whatever_the_size(
    client, keeper, count, django_assert_num_queries
):
    for number in range(count):
        ExtractLayout.objects.create(
            agency=keeper.agency,
            signature=f"{number:064}",
            head=list(STRANGE),
            meanings=list(MEANINGS),
        )

    with django_assert_num_queries(15):
        assert client.get("/training/layouts/").status_code == 200


def test_heads_are_known_however_they_are_written():
    head = ["STAFF_NUMBER", "Date of WRAP", "Prevent briefing completed", "E-Mail", "Shoe size"]

    found = heads.meanings_of(head, [("WRAP", "Workshop"), ("BRIEFING", "Prevent briefing")])

    assert found == ["number", "course:WRAP", "course:BRIEFING", "email", ""]


def managed(*managers, first=1):
    head = [*HEAD.strip().split(","), "Manager's staff number"]
    rows = [
        f"{n:08d},Ann {n},ann{n}@council.example,Housing,Manager,Y,01/04/2019,,,,{manager}".split(
            ","
        )
        for n, manager in enumerate(managers, first)
    ]
    return csv_of(head, *rows)


def test_managers_come_from_the_extract_with_who_said_so(agency):
    first = read(managed("", "1", "00000001", "3", "99", "6", "x"), agency)

    assert list(first.rows.order_by("record").values_list("verdict", "codes")) == [
        ("accepted", []),
        ("accepted", []),
        ("accepted", []),
        ("accepted", []),
        ("accepted_with_warning", ["unknown_manager"]),
        ("accepted_with_warning", ["unknown_manager"]),
        ("accepted_with_warning", ["unknown_manager"]),
    ]
    assert preview(first)["changes"][-2:] == [
        ("People whose manager is new or another", 3),
        ("Completions of training that are new", 0),
    ]
    assert extracts.commit_import(first, by=None).counts["changes"]["managers"] == 3
    assert not first.rows.exclude(manager=None).exists()
    found = Person.objects.filter(agency=agency).order_by("number")
    assert list(found.values_list("manager__number", flat=True)) == [
        None, "00000001", "00000001", "00000003", None, None, None,
    ]  # fmt: skip
    told = found[1].history.order_by("history_id").values_list("history_type", "manager_id")
    assert list(told) == [("+", None), ("~", found[0].pk)]


def test_an_empty_manager_changes_nothing_and_another_one_does(agency):
    extracts.commit_import(read(managed("", "1", "1"), agency), by=None)

    extracts.commit_import(read(managed("", "", "2"), agency), by=None)

    found = Person.objects.filter(agency=agency).order_by("number")
    assert list(found.values_list("manager__number", flat=True)) == [
        None,
        "00000001",
        "00000002",
    ]
