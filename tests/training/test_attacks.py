"""What somebody who means harm sends: nothing breaks, nothing leaks, and no more is done than may be."""

import datetime
import io
import logging
import re
import uuid
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from prevent_portal.errors import Refused
from prevent_portal.export import send_csv
from prevent_portal.logs import WithoutTokens
from prevent_portal.models import AccessRecord
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from tests.training.extracts import FIRST, extract
from tests.training.rooms import NOON, a_person, a_session
from training.forms.rules import TrialFilter
from training.models import Booking, Completion, Course, Rule, TrainingImport
from training.reading import workbook
from training.services import extracts, reminders

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 18)


@pytest.fixture
def keeper(client):
    user = UserFactory(agency=AgencyFactory(name="Example Council"), roles=[Role.TRAINING_LEAD])
    client.force_login(user)
    return user


@pytest.fixture
def log():
    """What the portal's own handler writes, as text."""
    handler = next(
        each
        for each in logging.getLogger().handlers
        if any(isinstance(rule, WithoutTokens) for rule in each.filters)
    )
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


# Private addresses


@pytest.mark.parametrize("page", ["return", "booking", "reminder"])
def test_no_log_keeps_a_private_address(client, log, page):
    client.get(f"/training/{page}/a-secret-that-opens-a-page/")
    client.get("/training/nothing-of-the-kind/")

    assert f"/training/{page}/" in log.getvalue()
    assert "a-secret" not in log.getvalue()
    assert "Not Found: /training/nothing-of-the-kind/" in log.getvalue()


def test_a_private_address_is_logged_as_made_and_found_by_no_search_engine(client, keeper):
    session = a_session(keeper.agency, starts_at=NOON)
    booking = Booking(session=session, person=a_person(keeper.agency, "1"))
    booking.save()

    made = client.post(f"/training/bookings/{booking.pk}/link/").content.decode()
    page = client.get(re.search(r"/training/booking/[\w-]+/", made).group())

    assert [each.verb for each in AccessRecord.objects.order_by("pk")] == ["changed", "opened"]
    assert "noindex" in page["X-Robots-Tag"]
    assert page["Cache-Control"] == "private, no-store"


# Registers


@pytest.mark.parametrize(
    "marks",
    [
        "[" * 100_000,
        f'[{{"key": "{uuid.UUID(int=1)}", "here": true, "at": 0, "words": "\\ud800"}}]',
        f'[{{"key": "{uuid.UUID(int=1)}", "here": true, "at": 0, "words": "A", "agency": "\\udfff"}}]',
    ],
    ids=["nested", "half a letter", "half a letter elsewhere"],
)
def test_ticks_that_no_phone_sends_are_refused_in_words(client, keeper, marks):
    session = a_session(keeper.agency, starts_at=NOON)

    response = client.post(f"/training/sessions/{session.pk}/register/marks/", {"marks": marks})

    assert response.json()["refused"]
    assert not session.bookings.exists()


def test_only_a_statement_can_be_turned_down(client, keeper):
    course = Course.objects.get(code="WRAP")
    taken = Completion.objects.create(
        person=a_person(keeper.agency, "1"), course=course, on=TODAY, route="import"
    )

    client.post(f"/training/reminders/statements/{taken.pk}/settle/", {"answer": "no"})

    taken.refresh_from_db()
    assert taken.is_standing


# Spreadsheets


def test_a_heading_that_somebody_typed_is_no_formula():
    response = send_csv(list, name="answers", head=["Setting", "=1+1"], by=None)

    assert b"".join(response).decode() == "\ufeffSetting,'=1+1\r\n"


def packed(**parts):
    """A workbook of two words and a number whose parts are changed, each by a function of its bytes."""
    book = openpyxl.Workbook()
    book.active.append(["a", "b", 3])
    plain, changed = io.BytesIO(), io.BytesIO()
    book.save(plain)
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = parts.get(name.rpartition("/")[2].partition(".")[0], bytes)
            new.writestr(name, change(old.read(name)))
        new.writestr("xl/worksheets/words.xml", parts.get("words", b""))
    changed.seek(0)
    return changed


def test_shared_words_are_limited_whatever_their_part_is_called(monkeypatch):
    monkeypatch.setattr(workbook, "LARGEST_SHARED", 50_000)
    told = (
        b'<Override PartName="/xl/worksheets/words.xml" ContentType="application/vnd.'
        b'openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    )

    def named(kinds):
        return kinds.replace(b"</Types>", told)

    workbook.checked(packed(words=b" " * 60_000))
    with pytest.raises(workbook.Unopened, match="unpacks to more"):
        workbook.checked(packed(**{"[Content_Types]": named}, words=b" " * 60_000))


def test_a_workbook_with_a_number_for_a_style_that_is_not_there_is_told(client, keeper):
    def style(sheet):
        return sheet.replace(b'<c r="A1"', b'<c r="A1" s="99"')

    def formats(styles):
        return styles.replace(b'numFmtId="0"', b'numFmtId="9999"')

    for file in (packed(sheet1=style), packed(styles=formats)):
        upload = SimpleUploadedFile("x.xlsx", file.getvalue())
        day = {"on_day": "18", "on_month": "3", "on_year": "2026"}
        assert client.post("/training/extracts/add/", {"file": upload} | day).status_code < 400


# Extracts


def test_the_same_extract_read_twice_is_taken_in_once(client, keeper):
    first, second = (
        extracts.read_extract(
            extract(*FIRST), name="x.csv", agency=keeper.agency, by=None, on=TODAY
        )
        for _ in range(2)
    )
    extracts.commit_import(first, by=None)

    with pytest.raises(Refused, match="taken in on"):
        extracts.commit_import(second, by=None)
    page = client.post(f"/training/extracts/{second.pk}/take-in/", follow=True).content.decode()
    assert "This file was taken in on" in page
    assert TrainingImport.objects.get(pk=second.pk).state == "read"


# Somebody who plays two parts


@pytest.fixture
def both(client, request):
    """A training lead who also sees the figures, or the records, of every agency."""
    user = UserFactory(roles=[Role.TRAINING_LEAD, request.param])
    client.force_login(user)
    return user


@pytest.mark.parametrize("both", [Role.EXECUTIVE, Role.AUDITOR], indirect=True)
def test_who_sees_every_figure_sets_no_other_agencys_reminders(client, both):
    other = AgencyFactory(name="Other Agency")

    page = client.get("/training/reminders/set/").content.decode()

    assert "Other Agency" not in page
    assert list(reminders.agencies_for(both)) == [both.agency]
    assert other not in reminders.agencies_for(both)


@pytest.mark.parametrize("both", [Role.AUDITOR], indirect=True)
def test_who_reads_every_agencys_records_keeps_only_their_own(client, both):
    other = AgencyFactory(name="Other Agency")
    stranger, own = a_person(other, "1"), a_person(both.agency, "1")
    taken = Completion.objects.create(
        person=stranger, course=Course.objects.first(), on=TODAY, route="declared"
    )
    of_import = extracts.read_extract(
        extract(*FIRST), name="x.csv", agency=other, by=None, on=TODAY
    )

    for address, status in (
        (f"/training/people/{stranger.pk}/change/", 403),
        (f"/training/completions/{taken.pk}/withdraw/", 403),
        (f"/training/reminders/statements/{taken.pk}/settle/", 403),
        (f"/training/extracts/{of_import.pk}/take-in/", 404),
    ):
        assert client.post(address, {"answer": "verified"}).status_code == status, address
    assert client.get(f"/training/people/{stranger.pk}/").status_code == 200
    assert client.get(f"/training/people/{own.pk}/change/").status_code == 200
    assert "Other Agency" not in client.get("/training/extracts/add/").content.decode()
    assert "Other Agency" not in client.get("/training/settings/take-in/").content.decode()


def test_a_rule_of_one_agency_is_tried_on_its_people():
    lead = UserFactory(roles=[Role.PREVENT_LEAD])
    other = AgencyFactory()
    rule = Rule(agency=other, name="Own", due_months=1)

    asked = TrialFilter({}.copy(), rule=rule, user=lead, today=TODAY)

    assert asked.agency_asked == other
