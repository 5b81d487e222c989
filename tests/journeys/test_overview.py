"""The Prevent lead sees how the work stands, goes to what is late, and chases it."""

import csv
import datetime

import pytest
from playwright.sync_api import expect

from actions.models import ProgressUpdate, Timescale
from prevent_portal import tasks
from prevent_portal.models import ChasingRule, Notice, User
from prevent_portal.roles import Role
from tests.conftest import TODAY
from tests.factories import ActionFactory, AgencyFactory, ThemeFactory, UserFactory

LONG_AGO = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def lead():
    agency = AgencyFactory(name="Saltshire County Council", short_name="Saltshire", is_lead=True)
    return UserFactory(agency=agency, roles=[Role.PREVENT_LEAD], name="Petra Lead")


@pytest.fixture
def officer(lead):
    return UserFactory(agency=lead.agency, name="Olive Fenn", write_on=[TODAY.isoweekday()])


@pytest.fixture
def late(lead, officer):
    """A late action of an officer, among others of a plan."""
    theme = ThemeFactory(plan__agency=lead.agency, plan__title="Our Prevent plan", title="Schools")
    due = TODAY - datetime.timedelta(days=40)
    action = ActionFactory(
        objective__theme=theme,
        text="Give every school a named contact",
        lead=officer,
        leads=["Schools adviser"],
        status="in_progress",
        due_on=due,
        timescale_kind="date",
        last_update_on=datetime.date(2025, 6, 2),
        added_at=LONG_AGO,
    )
    ProgressUpdate.objects.create(
        action=action,
        on=datetime.date(2025, 6, 2),
        text="Half of them have one.",
        status="in_progress",
        recorded_at=LONG_AGO + datetime.timedelta(days=153),
    )
    Timescale.objects.create(action=action, kind="date", dates=[due], raw="soon", set_at=LONG_AGO)
    ActionFactory(objective=action.objective, text="Write to the libraries")
    return action


def test_from_the_overview_to_what_is_late(walk, lead, late):
    person = walk()
    page = person.page

    person.sign_in(lead)
    person.press("Overview")
    person.sees("How the work stands")
    expect(
        page.get_by_text("1 of 2 actions still to be done is late on 18 March 2026")
    ).to_be_visible()
    row = page.get_by_role("row", name="All late")
    row.get_by_role("link", name="1").click()
    person.sees("Actions")
    expect(page.get_by_role("link", name=late.text)).to_be_visible()
    expect(page.get_by_role("link", name="Write to the libraries")).to_have_count(0)


@pytest.mark.soak
def test_an_earlier_day_is_asked_for_and_taken_away_as_a_spreadsheet(walk, lead, late, tmp_path):
    person = walk()
    page = person.page

    person.sign_in(lead)
    person.go("/plans/overview/", "How the work stands")
    page.set_viewport_size({"width": 1280, "height": 900})
    if not page.get_by_role("button", name="Apply filters").is_visible():
        person.open("Filter")
    boxes = page.get_by_role("group", name="As at")
    for label, value in (("Day", "1"), ("Month", "January"), ("Year", "2026")):
        boxes.get_by_label(label).fill(value)
    boxes = page.get_by_role("group", name="Compared with")
    for label, value in (("Day", "1"), ("Month", "10"), ("Year", "2025")):
        boxes.get_by_label(label).fill(value)
    boxes = page.get_by_role("group", name="No report since")
    for label, value in (("Day", "1"), ("Month", "10"), ("Year", "2025")):
        boxes.get_by_label(label).fill(value)
    person.press("Apply filters", role="button")
    person.sees("How the work stands")
    expect(
        page.get_by_text("None of 2 actions still to be done were late on 1 January")
    ).to_be_visible()
    with page.expect_download() as taken:
        person.press("Download all of this (CSV)")
    taken.value.save_as(tmp_path / "found.csv")
    rows = list(csv.DictReader((tmp_path / "found.csv").read_text("utf-8-sig").splitlines()))
    assert rows[0]["As at"] == "2026-01-01"
    assert rows[0]["Late"] == "0"


def test_the_lead_sets_the_numbers_and_sees_who_was_written_to(walk, lead, officer, late, worker):
    person = walk()
    page = person.page

    person.sign_in(lead)
    person.press("Messages")
    person.sees("Messages")
    person.press("Change when people are chased")
    person.sees("When people are chased")
    page.get_by_label("Days before it is due").fill("21")
    page.get_by_label("Days late after which").fill("30")
    person.press("Save", role="button")
    expect(page.get_by_text("The numbers have been saved.")).to_be_visible()
    person.sees("When people are chased")
    assert ChasingRule.objects.get(set_by=lead).due_within_days == 21

    tasks.write_notices()
    worker()
    person.go("/messages/", "Messages")
    row = page.get_by_role("row", name="Olive Fenn")
    expect(row.get_by_text("Sent", exact=True)).to_be_visible()
    assert Notice.objects.get(to=officer).late_count == 1


@pytest.mark.soak
def test_an_officer_chooses_their_days(walk, officer):
    person = walk()
    page = person.page

    person.sign_in(officer)
    person.press("Messages")
    person.sees("Messages")
    person.press("When we write to you", role="button")
    person.sees("When we write to you")
    page.get_by_label("Wednesday").uncheck()
    person.press("Save", role="button")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    person.sees("When we write to you")
    page.get_by_label("Thursday").check()
    person.press("Save", role="button")
    expect(page.get_by_text("Your days have been saved.")).to_be_visible()

    assert User.objects.get(pk=officer.pk).write_on == [4]
