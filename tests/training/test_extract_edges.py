"""What extracts are seldom but must not be wrong about, and what becomes of those that are left lying."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from prevent_portal import files, outbox, uploads
from prevent_portal.errors import Refused
from prevent_portal.models import Person
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from tests.training.extracts import FIRST, extract
from training.codes import CODES
from training.models import Completion, ExtractReading, Posting, StagedRow, TrainingImport, Unit
from training.position import headline_rule, position
from training.services import extracts
from training.tasks import cancel_undecided

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 3, 18)
PLAIN = ("Housing", "01/04/2019", "", "", "")


@pytest.fixture
def agency():
    return AgencyFactory(name="Example Council")


def read(agency, *rows, on=ON):
    return extracts.read_extract(extract(*rows), name="x.csv", agency=agency, by=None, on=on)


def taken_in(agency, *rows, on=ON):
    return extracts.commit_import(read(agency, *rows, on=on), by=None)


def whole(agency, on):
    return position(headline_rule(agency, on=on), on=on, agency=agency).whole


# Seldom, but right


def test_a_leaver_who_returns_has_two_postings_and_keeps_what_they_took(agency):
    known = [(number, *PLAIN) for number in (2, 3)]
    left = (1, "Housing", "01/04/2019", "31/12/2024", "01/05/2023", "")
    taken_in(agency, left, *known, on=datetime.date(2025, 1, 31))

    again = taken_in(agency, (1, "Housing", "01/06/2025", "", "", ""))

    assert again.counts["changes"]["returner"] == 1
    assert Person.objects.filter(agency=agency, number="00000001").count() == 1
    days = Posting.objects.known().filter(person__number="00000001").order_by("starts_on")
    assert [(each.starts_on.year, each.ends_on and each.ends_on.year) for each in days] == [
        (2019, 2024),
        (2025, None),
    ]
    assert [whole(agency, datetime.date(year, 3, 1)).in_post for year in (2024, 2025, 2026)] == [
        3,
        2,
        3,
    ]
    assert whole(agency, ON).trained == 1


def test_of_two_people_with_one_number_the_first_is_taken_in(agency):
    of_import = read(agency, (1, *PLAIN), (2, *PLAIN), (1, "Housing", "01/05/2020", "", "", ""))

    second = StagedRow.objects.get(verdict="rejected")
    assert (second.record, second.codes) == (3, ["duplicate_employee_number"])
    assert "The earlier row is taken in" in CODES["duplicate_employee_number"].advice
    extracts.commit_import(of_import, by=None)
    assert Posting.objects.get(person__number="00000001").joined_on.year == 2019


def test_who_starts_on_29_february_is_due_six_months_later_on_the_29th(agency):
    taken_in(agency, (1, "Housing", "29/02/2024", "", "", ""), (2, *PLAIN))

    passed = [whole(agency, datetime.date(2024, 8, day)).deadline_passed for day in (29, 30)]

    assert passed == [1, 2]


def test_what_was_taken_on_29_february_is_in_date_until_the_28th_three_years_on(agency):
    taken_in(agency, (1, "Housing", "01/04/2019", "", "29/02/2020", ""), (2, *PLAIN))

    days = (datetime.date(2023, 2, 27), datetime.date(2023, 3, 1))

    assert [whole(agency, day).in_date for day in days] == [1, 0]


def test_training_before_there_was_any_is_not_believed(agency):
    of_import = read(
        agency,
        (1, *PLAIN),
        (2, *PLAIN),
        (3, "Housing", "01/04/1999", "", "05/05/2005", ""),
    )

    assert StagedRow.objects.get(verdict="rejected").codes == ["implausible_date"]
    extracts.commit_import(of_import, by=None)
    assert not Completion.objects.exists()


# Left lying


def test_units_of_a_first_extract_come_when_it_is_taken_in(agency):
    of_import = read(agency, *FIRST)
    assert not Unit.objects.filter(agency=agency).exists()

    extracts.commit_import(of_import, by=None)

    assert set(Unit.objects.filter(agency=agency).values_list("name", flat=True)) == {
        "Housing",
        "Libraries",
    }
    assert Unit.history.filter(agency=agency, history_type="+").count() == 2


def test_an_extract_that_nobody_decides_about_is_left_out_after_thirty_days(agency, today):
    old, newer = read(agency, *FIRST), read(agency, (9, *PLAIN), (8, *PLAIN))
    for of_import, days in ((old, 31), (newer, 30)):
        of_import.at = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days)
        of_import.save()

    cancel_undecided()
    cancel_undecided()

    old.refresh_from_db()
    newer.refresh_from_db()
    assert (old.state, newer.state) == ("cancelled", "read")
    assert old.failure == "Nobody decided about it for 30 days."
    assert set(StagedRow.objects.values_list("of_import", flat=True)) == {newer.pk}


# Large


def test_the_page_says_how_far_a_worker_has_come(client, agency, monkeypatch):
    client.force_login(UserFactory(agency=agency, roles=[Role.TRAINING_LEAD]))
    monkeypatch.setattr(extracts, "LARGE", 100)
    monkeypatch.setattr(extracts, "_AT_A_TIME", 3)
    file = SimpleUploadedFile("staff.csv", extract(*FIRST).getvalue())
    day = {"on_day": "18", "on_month": "3", "on_year": "2026"}
    client.post("/training/extracts/add/", {"file": file} | day)
    of_import = TrainingImport.objects.get()

    steps = extracts.read_stored(of_import.pk)
    next(steps)
    page = " ".join(client.get(of_import.get_absolute_url()).content.decode().split())
    waiting = ExtractReading.objects.get()
    assert waiting.rows_read == 3
    assert waiting.rows_total >= 3
    assert f"3 of about {waiting.rows_total} rows are read." in page
    steps.close()  # the worker dies

    assert [outbox.deliver(row.pk) for row in outbox.undone()] == [True]
    of_import.refresh_from_db()
    assert (of_import.state, of_import.counts["rows"]) == ("read", 4)
    assert of_import.rows.count() == 4


def test_an_extract_above_the_limit_is_refused_with_the_limit(agency, settings):
    settings.LARGEST_UPLOAD = 2 * files.MEGABYTE
    large = SimpleUploadedFile("staff.csv", extract(*FIRST).getvalue() + b"\n" * 3_000_000)

    with pytest.raises(Refused, match="staff.csv is larger than 2 MB"):
        extracts.receive_extract(large, name="staff.csv", agency=agency, by=None, on=ON)


@pytest.mark.parametrize(
    ("page", "roles", "may"),
    [
        ("training:add_import", [Role.TRAINING_LEAD], True),
        ("training:add_import", [Role.OFFICER], False),
        ("actions:import_plan", [Role.TRAINING_LEAD], False),
    ],
)
def test_only_who_may_import_extracts_may_send_more_than_20_mb(settings, page, roles, may):
    request = RequestFactory().post("/")
    request.user = UserFactory(roles=roles)
    request.resolver_match = type("Match", (), {"view_name": page})
    handler = uploads.UpToTheLimit(request)

    handler.new_file("file", "staff.csv", "text/csv", None)

    assert handler.limit == (settings.LARGEST_UPLOAD if may else files.LIMIT)
