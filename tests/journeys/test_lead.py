"""The Prevent lead imports a council's own plan from Word, and lets an import go."""

import pytest
from playwright.sync_api import expect

from actions.models import Plan, PlanImport
from prevent_portal.roles import Role
from tests.actions.reading_files import THEMES, word
from tests.factories import AgencyFactory, UserFactory


@pytest.fixture
def lead():
    agency = AgencyFactory(name="Saltshire County Council", short_name="Saltshire", is_lead=True)
    return UserFactory(agency=agency, roles=[Role.PREVENT_LEAD])


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "action plan.docx"
    path.write_bytes(word(*THEMES).read())
    return path


def upload(person, paper):
    person.press("Plans", exact=True)
    person.sees("Plans")
    person.press("Import a plan", role="button")
    person.sees("Import a plan")
    person.page.get_by_label("Plan", exact=True).set_input_files(paper)
    person.press("Read the file", role="button")
    person.sees("Check what will be made")


def test_a_plan_is_read_shown_and_made(walk, lead, paper):
    person = walk()
    page = person.page

    person.sign_in(lead)
    upload(person, paper)
    assert not Plan.objects.exists()
    expect(page.get_by_text("Text that found no place")).to_be_visible()
    expect(page.get_by_text("Set up a board with our partners").first).to_be_visible()
    person.press("Make this plan", role="button")
    person.sees("Saltshire County Council Prevent action plan 2025/26")
    expect(page.get_by_text("The plan is imported.")).to_be_visible()

    plan = Plan.objects.get()
    assert plan.agency == lead.agency
    assert plan.status == Plan.Status.DRAFT
    assert [theme.ref for theme in plan.themes.all()] == ["1", "2"]
    assert "This paper shows what we mean to do." in plan.unplaced.values_list("text", flat=True)
    person.press("Set up a board with our partners")
    person.sees("Set up a board with our partners")


@pytest.mark.soak
def test_an_import_is_let_go_and_nothing_is_made(walk, lead, paper):
    person = walk()

    person.sign_in(lead)
    upload(person, paper)
    person.press("Cancel the import", role="button")
    expect(person.page.get_by_text("The import is cancelled. Nothing was made.")).to_be_visible()
    person.sees("Plans")

    assert not Plan.objects.exists()
    assert PlanImport.objects.get().state == PlanImport.State.CANCELLED


@pytest.mark.soak
def test_a_file_that_is_no_plan_gets_a_sentence(walk, lead, tmp_path):
    letter = tmp_path / "letter.docx"
    letter.write_bytes(word("Dear colleague,", "Please find nothing attached.").read())
    person = walk()

    person.sign_in(lead)
    person.go("/plans/import/", "Import a plan")
    person.page.get_by_label("Plan", exact=True).set_input_files(letter)
    person.press("Read the file", role="button")
    expect(person.page.get_by_role("heading", name="There is a problem")).to_be_visible()
    person.sees("Import a plan")

    assert not PlanImport.objects.exists()
