"""The list of cases as a chair wants it: narrowed, counted, sorted, downloaded; references alone."""

import csv
import datetime
import io
from unittest import mock

import pytest
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from channel import listing, services
from prevent_portal.acting import acting_for
from tests.asked import asked

from .panels import DAY

#: Friday 6 March 2026: what came on Monday is late by then, what came on Thursday is due.
FRIDAY = datetime.date(2026, 3, 6)


@pytest.fixture
def three(world):
    """Three cases: one late, one being screened, one that is not progressed."""
    late, screened, ended = (world.refer() for _ in range(3))
    with acting_for(world.coordinator):
        services.begin_screening(screened, by=world.coordinator, on=DAY)
        services.begin_screening(ended, by=world.coordinator, on=DAY)
        services.move_case(ended, "not_progressed", by=world.coordinator, on=DAY)
    return late, screened, ended


def listed(client, user, query="", page="case_list"):
    client.force_login(user)
    with mock.patch("django.utils.timezone.localdate", return_value=FRIDAY):
        response = client.get(f"{reverse(f'channel:{page}')}?{query}")
        return b"".join(response).decode() if response.streaming else response.content.decode()


def places(said, cases):
    return [said.find(f">{case.reference}<") for case in cases]


def test_late_cases_come_first_and_ended_ones_are_left_out(client, world, three):
    late, screened, ended = three
    said = listed(client, world.chair)
    first, second, none = places(said, (late, screened, ended))
    assert 0 < first < second
    assert none == -1
    assert "2 cases open to you" in said
    assert "1 late" in said
    assert "Quillfeather" not in said


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("late=yes", (True, False, False)),
        ("status=screening", (False, True, False)),
        ("step=share", (True, False, False)),
        ("which=ended", (False, False, True)),
        ("which=all", (True, True, True)),
        ("status=nonsense", (True, True, False)),
        ("which=nonsense", (True, True, False)),
    ],
)
def test_the_list_is_narrowed(client, world, three, query, seen):
    said = listed(client, world.chair, query)
    assert tuple(place > 0 for place in places(said, three)) == seen


def test_the_list_is_searched_by_reference_and_never_by_name(client, world, three):
    late = three[0]
    for query in (late.reference, late.reference.lower(), f" {late.reference[4:]} "):
        assert places(listed(client, world.chair, f"q={query}"), three[:2]) != [-1, -1]
        assert places(listed(client, world.chair, f"q={query}"), three[1:2]) == [-1]
    assert places(listed(client, world.chair, "q=Quillfeather"), three) == [-1, -1, -1]


def test_each_choice_says_how_many_cases_it_holds(client, world, three):
    said = listed(client, world.chair)
    for words in ("Received (1)", "Being screened (1)", "Late only (1)", "Screen a referral (1)"):
        assert words in said


def test_the_list_is_sorted_as_asked(client, world, three):
    up = places(listed(client, world.chair, "sort=status"), three[:2])
    down = places(listed(client, world.chair, "sort=-status"), three[:2])
    assert up[0] < up[1]
    assert down[0] > down[1]
    assert listed(client, world.chair, "sort=surname").count("C26-") > 0


@pytest.mark.parametrize("who", ["member", "other_chair", "prevent_lead", "administrator"])
def test_nobody_else_sees_a_reference_on_the_page_or_in_a_download(client, world, three, who):
    user = getattr(world, who)
    for page in ("case_list", "export_cases"):
        said = listed(client, user, "which=all", page)
        assert [case.reference for case in three if case.reference in said] == []


def test_a_download_holds_references_and_no_name(client, world, three):
    late, screened, _ = three
    rows = list(csv.reader(io.StringIO(listed(client, world.chair, page="export_cases")[1:])))
    assert rows[0] == [
        "Case", "Panel", "Where it stands", "Next step", "Due", "Received", "Referred to panel",
        "Adopted", "Closed", "Late",
    ]  # fmt: skip
    assert rows[1:] == [
        [late.reference, "Panel of the county", "Received", "Share a referral with the police",
         "2026-03-03", "2026-03-02", "", "", "", "yes"],
        [screened.reference, "Panel of the county", "Being screened", "Screen a referral",
         "2026-03-09", "2026-03-02", "", "", "", "no"],
    ]  # fmt: skip


def test_the_same_as_excel(client, world, three):
    client.force_login(world.chair)
    response = client.get(f"{reverse('channel:export_cases')}?format=xlsx&status=screening")
    assert "channel-cases-" in response["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(b"".join(response))).active
    assert [row[0].value for row in sheet.rows] == ["Case", three[1].reference]


def asked_as(user, statement):
    with acting_for(user), connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


@pytest.mark.parametrize("count", [2, 30])
def test_the_list_asks_the_same_at_2_and_at_30(client, world, count):
    for _ in range(count):
        world.refer()
    client.force_login(world.chair)
    client.get(reverse("channel:case_list"))
    assert asked(client, reverse("channel:case_list")) == 6
    for page in ("", "1", "0", "x", "9" * 30):
        shown = client.get(reverse("channel:case_list"), {"page": page}).context["page"]
        is_last = page in ("0", "9" * 30) and count == 30
        assert (shown.number, len(shown)) == ((2, 5) if is_last else (1, min(count, 25)))
    days = {
        user: asked_as(user, "SELECT channel_first_due()::text")
        for user in (world.chair, world.member)
    }
    assert days == {
        world.chair: "2026-03-03" if count == 30 else "infinity",
        world.member: "infinity",
    }
    shown = client.get(reverse("channel:case_list")).context["page"]
    with mock.patch.object(listing._FirstDue, "template", "DATE '2026-03-01'"):  # too few by then
        assert asked(client, reverse("channel:case_list")) == 7
        read = client.get(reverse("channel:case_list")).context["page"]
    assert [vars(each) | {"_state": None} for each in shown] == [
        vars(each) | {"_state": None} for each in read
    ]
