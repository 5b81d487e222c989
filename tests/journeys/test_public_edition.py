"""The keeper of a plan decides what the public reads of it, row by row, and publishes it."""

import pytest
from playwright.sync_api import expect

from actions.models import Plan, PublicEdition
from prevent_portal.roles import Role
from tests.factories import ActionFactory, AgencyFactory, ObjectiveFactory, UserFactory
from tests.journeys.conftest import WITH_AND_WITHOUT


@pytest.fixture
def plan():
    agency = AgencyFactory(name="Saltshire County Council", short_name="Saltshire")
    under = ObjectiveFactory(
        ref="1.1",
        text="Officers know their part",
        theme__title="Leadership",
        theme__plan__title="Saltshire plan 2025/26",
        theme__plan__agency=agency,
        theme__plan__period_raw="2025/26",
    )
    for place, text in enumerate(["Train staff", "Tell members", "Watch one hall"], start=1):
        ActionFactory(objective=under, position=place, text=text, leads=["Head of halls"])
    return under.theme.plan


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT)
def test_an_edition_is_decided_checked_and_published(walk, plan, javascript):
    lead = UserFactory(agency=plan.agency, roles=[Role.PREVENT_LEAD])
    person = walk(javascript=javascript)
    page = person.page

    person.sign_in(lead)
    person.go(plan.get_absolute_url(), plan.title)
    person.press("Public edition")
    person.sees("Public edition")
    expect(page.get_by_text("3 of 3 actions wait for a decision.")).to_be_visible()
    page.get_by_label("Train staff").first.check()
    person.press("Publish the ticked as they are", role="button")
    person.sees("Public edition")
    expect(page.get_by_text("1 action is decided.")).to_be_visible()
    person.press("Check the edition", role="button")
    person.sees(plan.title)
    expect(page.get_by_text("2 actions lack a public decision")).to_be_visible()
    expect(page.get_by_role("button", name="Publish this edition")).to_have_count(0)
    person.press("Decide on them")
    person.sees("Public edition")
    person.press("Decide on Tell members")
    person.sees("May the public read this?")
    page.get_by_label("Publish with other words").check()
    page.get_by_label("Words for the public").fill("Councillors learn about Prevent")
    person.press("Save", role="button")
    person.sees("Public edition")
    page.get_by_label("Watch one hall").first.check()
    person.press("Leave the ticked out", role="button")
    person.sees("Public edition")
    expect(page.get_by_text("Every action has its decision.")).to_be_visible()
    person.press("Check the edition", role="button")
    person.sees(plan.title)
    expect(page.get_by_text("Councillors learn about Prevent")).to_be_visible()
    expect(page.get_by_text("Watch one hall")).to_have_count(0)
    expect(page.get_by_text("Head of halls")).to_have_count(0)
    person.press("Publish this edition", role="button")
    person.sees("Public edition")
    with page.expect_download() as download:
        person.press("Word of edition 1")

    assert download.value.suggested_filename == "Saltshire plan 2025-26 public edition 1.docx"
    assert PublicEdition.objects.get().published_by == lead
    assert Plan.objects.get().title == plan.title
