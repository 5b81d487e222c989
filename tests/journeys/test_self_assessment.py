"""The Prevent lead works through a year's self-assessment, and closes it for good."""

import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from actions.models import BenchmarkScore, SelfAssessment, Toolkit
from actions.services import assessments
from prevent_portal.roles import Role
from tests.factories import (
    AgencyFactory,
    BenchmarkFactory,
    CriterionFactory,
    ObjectiveFactory,
    UserFactory,
)
from tests.journeys.conftest import WITH_AND_WITHOUT


@pytest.fixture
def lead():
    agency = AgencyFactory(name="Saltshire County Council", short_name="Saltshire", is_lead=True)
    return UserFactory(agency=agency, roles=[Role.PREVENT_LEAD])


@pytest.fixture
def toolkit():
    """A toolkit of two heads, with one and two criteria, and last year's judgement of it."""
    toolkit = Toolkit.objects.create(name="Small toolkit", valid_from="2024-01-01")
    for place, (words, counts) in enumerate(
        [("Not met", "not_met"), ("Met", "met"), ("Not applicable", "not_applicable")], 1
    ):
        toolkit.ratings.create(position=place, words=words, counts_as=counts)
    first = BenchmarkFactory(toolkit=toolkit, position=1, title="Partnership group")
    second = BenchmarkFactory(toolkit=toolkit, position=2, title="Training programme")
    criteria = [
        CriterionFactory(benchmark=first, position=1, text="A group meets."),
        CriterionFactory(benchmark=second, position=1, text="Staff are trained."),
        CriterionFactory(benchmark=second, position=2, text="Venues are trained."),
    ]
    last = assessments.open_assessment(
        by=None, on=datetime.date(2025, 2, 1), toolkit=toolkit, year=2025
    )
    rating = toolkit.ratings.get(words="Not met")
    judged = {criterion: (rating, "Not yet", "", "") for criterion in criteria}
    assessments.score_head(last, by=None, judged=judged)
    return toolkit


def rate(page, criterion, words):
    """Press a rating under a criterion."""
    group = page.locator(f"[name='c{criterion.pk}-rating']")
    value = criterion.benchmark.toolkit.ratings.get(words=words).pk
    group.and_(page.locator(f"[value='{value}']")).check()


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT)
def test_a_year_is_begun_worked_through_and_closed(walk, lead, toolkit, javascript):
    one, two, three = (
        each for head in toolkit.benchmarks.order_by("position") for each in head.criteria.all()
    )
    person = walk(javascript=javascript)
    page = person.page

    person.sign_in(lead)
    person.press("Partnership", exact=True)
    person.sees("Partnership")
    person.press("Self-assessments")
    person.sees("Self-assessments")
    person.press("Begin a year", role="button")
    person.sees("Begin a self-assessment")
    page.get_by_label("Small toolkit").check()
    page.get_by_label("Year").fill("2026")
    person.press("Begin", role="button", exact=True)
    person.sees("Self-assessment 2026")
    expect(page.get_by_text("0 of 2 heads done")).to_be_visible()

    person.press("Go on with: Partnership group", role="button")
    person.sees("1. Partnership group")
    expect(page.get_by_text("Not yet")).to_be_visible()
    rate(page, one, "Met")
    page.get_by_label("What shows it: documents, minutes, figures").fill("Minutes of March")
    person.press("Save and next", role="button")
    person.sees("2. Training programme")
    rate(page, two, "Met")
    rate(page, three, "Not applicable")
    person.press("Save and next", role="button")
    expect(page.get_by_role("link", name="Enter why it does not apply")).to_be_visible()
    person.look()
    page.locator(f"[name='c{three.pk}-words']").fill("There are no venues")
    person.press("Save and next", role="button")
    person.sees("Self-assessment 2026")
    expect(page.get_by_text("2 of 2 heads done")).to_be_visible()

    person.press("Close this year")
    person.sees("Close this year")
    person.press("Close for good", role="button")
    person.sees("Self-assessment 2026")
    expect(page.get_by_text("Its scores stay as they were judged.")).to_be_visible()
    assessment = SelfAssessment.objects.get(year=2026)
    assert assessment.closed_by == lead
    assert BenchmarkScore.objects.filter(assessment=assessment).count() == 3
    head = one.benchmark_id
    person.go(reverse("actions:assess_head", args=[assessment.pk, head]), "Self-assessment 2026")
    expect(page.get_by_text("This year is closed.")).to_be_visible()


@pytest.mark.soak
def test_a_next_step_becomes_an_action(walk, lead, toolkit):
    ObjectiveFactory(text="Everyone is trained", theme__plan__title="Saltshire plan")
    score = BenchmarkScore.objects.get(asked="Staff are trained.")
    person = walk()
    page = person.page

    person.sign_in(lead)
    person.go(score.get_absolute_url(), "2. Training programme")
    person.press("Make it an action for Staff are trained.")
    person.sees("Make a new action")
    page.get_by_label("Plan and objective").select_option(index=1)
    page.get_by_label("What is to be done").fill("Train the rest")
    page.get_by_label("By when").fill("30 June 2026")
    person.press("Add the action", role="button")
    person.sees("2. Training programme")
    expect(page.get_by_role("link", name="Train the rest")).to_be_visible()

    assert score.actions.get().due_on.isoformat() == "2026-06-30"
