"""A board meets: it is planned, chaired on one page, minuted; a decision becomes an action."""

import datetime

import pytest
from playwright.sync_api import expect

from actions.models import Decision, Meeting, PlanReview
from prevent_portal.roles import Role
from tests.factories import (
    ActionFactory,
    AgencyFactory,
    BodyFactory,
    MembershipFactory,
    UserFactory,
)


@pytest.fixture
def county():
    return AgencyFactory(name="Saltshire County Council", short_name="Saltshire", is_lead=True)


@pytest.fixture
def lead(county):
    return UserFactory(agency=county, roles=[Role.PREVENT_LEAD])


@pytest.fixture
def chair(county):
    return UserFactory(name="Cass Chair", agency=county, roles=[Role.EXECUTIVE])


@pytest.fixture
def board(county, chair):
    body = BodyFactory(
        name="Saltshire Prevent Board",
        chair=chair,
        meets_every=3,
        standing_items=["Actions late", "Risk changes"],
    )
    MembershipFactory(body=body, agency=county, seat="Head of housing")
    MembershipFactory(body=body, agency=AgencyFactory(name="Constabulary"), seat="Inspector")
    return body


@pytest.fixture
def plan(county):
    return ActionFactory(
        objective__text="Staff know what to do",
        objective__theme__plan__agency=county,
        objective__theme__plan__title="Saltshire plan",
    ).plan


def test_a_meeting_is_planned_run_and_minuted(walk, lead, chair, board):
    secretary = walk()
    secretary.sign_in(lead)
    secretary.go("/partnership/boards/", "Boards and groups")
    secretary.press("Saltshire Prevent Board")
    secretary.sees("Saltshire Prevent Board")
    secretary.press("Plan a meeting", role="button")
    secretary.sees("Add a meeting")
    page = secretary.page
    for label, words in (("Day", "18"), ("Month", "3"), ("Year", "2026")):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("Starts at").fill("10:00")
    page.get_by_label("Place").fill("Room 4")
    secretary.press("Save", role="button")
    secretary.sees("Saltshire Prevent Board, 18 March 2026")
    expect(page.get_by_text("Risk changes")).to_be_visible()

    person = walk(javascript=False)
    page = person.page
    person.sign_in(chair)
    meeting = Meeting.objects.get()
    person.go(meeting.get_absolute_url(), "Saltshire Prevent Board, 18 March 2026")
    person.press("Run the meeting", role="button")
    person.sees("Meeting of 18 March 2026")
    page.get_by_label("Attendance of Head of housing").select_option("Present")
    page.get_by_label("Attendance of Inspector").select_option("Deputy came")
    page.get_by_label("Who came instead of Inspector").fill("A sergeant")
    page.get_by_label("1. Actions late").fill("Two are late")
    page.get_by_label("What was decided").fill("Train every housing officer")
    page.get_by_label("Who carries it out").fill("Head of housing")
    person.press("Save", role="button")
    expect(page.get_by_text("Saved. You can go on writing.")).to_be_visible()
    expect(page.get_by_label("1. Actions late")).to_have_value("Two are late")
    expect(page.get_by_text("Train every housing officer")).to_be_visible()
    page.get_by_label("Minutes", exact=True).fill("All was heard.")
    person.press("Save", role="button")
    person.press("Back to the meeting")
    person.press("It was held", role="button")
    person.sees("Was the meeting held?")
    person.press("Yes", role="button")
    person.press("The minutes are done", role="button")
    person.sees("Are the minutes done?")
    person.press("Yes", role="button")
    person.sees("Saltshire Prevent Board, 18 March 2026")

    meeting.refresh_from_db()
    assert (meeting.status, meeting.minutes) == (Meeting.Status.MINUTED, "All was heard.")
    assert meeting.items.get(position=1).notes == "Two are late"
    assert sorted(meeting.attendance.values_list("how", "stand_in")) == [
        ("deputy", "A sergeant"),
        ("present", ""),
    ]
    assert meeting.history.latest().history_user == chair


def test_a_decision_becomes_an_action_in_one_step(walk, lead, board, plan):
    decision = Decision.objects.create(
        body=board, on=datetime.date(2026, 3, 2), words="Train every housing officer"
    )
    person = walk()
    person.sign_in(lead)
    person.go(decision.get_absolute_url(), "Train every housing officer")
    person.press("Make this an action", role="button")
    person.sees("Make this an action")
    person.page.get_by_label("Outcome", exact=True).select_option(label="Staff know what to do")
    person.press("Add the action", role="button")
    person.sees("Train every housing officer")
    expect(person.page.get_by_role("heading", name="Where it came from")).to_be_visible()

    decision.refresh_from_db()
    assert decision.action.plan == plan


def test_a_plan_is_reviewed_and_signed_off(walk, lead, board, plan):
    person = walk()
    page = person.page
    person.sign_in(lead)
    person.go(f"/partnership/plan-reviews/add/?body={board.pk}&plan={plan.pk}", "Add a plan review")
    for label, words in (("Day", "18"), ("Month", "3"), ("Year", "2026")):
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_label("Comments").fill("Well kept")
    page.get_by_label("Content with progress").check()
    person.press("Save", role="button")
    person.sees("Saltshire plan as on 18 March 2026")
    person.press("Sign it off", role="button")
    person.sees("Sign off this review?")
    person.press("Sign it off", role="button")
    person.sees("Saltshire plan as on 18 March 2026")
    expect(page.get_by_text("The plan as it stood on 18 March 2026")).to_be_visible()

    assert PlanReview.objects.get().signed_by == lead


@pytest.mark.soak
def test_the_calendar_is_read_and_taken_along(walk, lead, board):
    Meeting.objects.create(body=board, on=datetime.date(2026, 3, 26))
    person = walk()
    person.sign_in(lead)
    person.press("Calendar")
    person.sees("Calendar, March 2026")
    expect(person.page.get_by_role("link", name="Saltshire Prevent Board")).to_be_visible()
    person.press("By week")
    person.sees("Calendar, March 2026")
    person.press("See it in your own calendar")
    person.sees("Your calendar address")
    person.press("Make an address", role="button")
    person.sees("Make a calendar address?")
    person.press("Make it", role="button")
    person.sees("Your new calendar address")
    address = person.page.locator(".govuk-inset-text").inner_text()
    feed = person.page.request.get(address.partition(":8000")[2])
    assert "SUMMARY:Delivery group: meeting" in feed.text()
