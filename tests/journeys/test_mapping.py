"""The Prevent lead brings a plan that nobody knew: says what is in its columns, saves that, imports."""

import pytest
from playwright.sync_api import expect

from actions.models import Action, Plan, SavedLayout
from prevent_portal.roles import Role
from tests.actions.reading_files import word
from tests.actions.test_mapping import STRANGE_AGAIN, UNEVEN
from tests.actions.test_reading_mapping import STRANGE
from tests.factories import AgencyFactory, UserFactory
from tests.journeys.conftest import WITH_AND_WITHOUT

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def lead():
    county = AgencyFactory(name="Saltshire County Council", short_name="Saltshire CC", is_lead=True)
    return UserFactory(name="Olive Fenn", agency=county, roles=[Role.PREVENT_LEAD])


def choose(person, name, blocks):
    content = word("A line that belongs elsewhere", *blocks).getvalue()
    person.go("/plans/import/", "Import a plan")
    person.page.get_by_label("Plan", exact=True).set_input_files(
        {"name": name, "mimeType": DOCX, "buffer": content}
    )
    person.press("Read the file", role="button")


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT)
def test_a_plan_that_nobody_knew(walk, lead, javascript):
    person = walk(javascript=javascript)
    person.sign_in(lead)
    choose(person, "strange.docx", STRANGE)

    person.sees("What is in each column?")
    page = person.page
    expect(page.get_by_label("Column 2: Wish")).to_have_value("objective")
    page.get_by_label("Column 6: So far").select_option("evidence")
    page.get_by_label("Save this layout for next time, as").fill("Saltshire's own")
    person.press("Show what this makes", role="button")
    person.sees("What is in each column?")
    expect(page.get_by_role("status")).to_contain_text("2 objectives, 3 actions")
    expect(page.get_by_label("Column 6: So far")).to_have_value("evidence")
    person.press("Use these columns", role="button")

    person.sees("Check what will be made")
    person.press("Put it somewhere")
    person.sees("Put this where?")
    page.get_by_label("Progress note").check()
    page.get_by_label("Where does it belong?").select_option(
        label="– – Agree a policy for hiring out our halls"
    )
    person.press("Save", role="button")
    person.sees("Check what will be made")
    expect(page.get_by_text("Text that you put somewhere (1)")).to_be_visible()
    person.press("Make this plan", role="button")

    plan = Plan.objects.get()
    person.sees(plan.title)
    action = Action.objects.get(text="Agree a policy for hiring out our halls")
    assert "A line that belongs elsewhere" in action.progress_notes

    choose(person, "next.docx", STRANGE_AGAIN)
    person.sees("Check what will be made")
    expect(page.get_by_text("It was read by the saved layout")).to_be_visible()
    person.go("/plans/layouts/", "Saved layouts")
    assert SavedLayout.objects.get().name == "Saltshire's own"


@pytest.mark.soak
def test_the_questions_about_a_file_read_well(walk, lead):
    person = walk()
    person.sign_in(lead)
    choose(person, "uneven.docx", UNEVEN)
    person.sees("Check what will be made")
    person.press("look at it")
    person.sees("What goes with what?")
    page = person.page
    expect(page.get_by_label("“Sept 2025” goes with")).to_have_value("1")
    page.get_by_label("“Sept 2025” goes with").select_option(label="Tell hirers")
    person.press("Keep these answers", role="button")
    person.sees("Check what will be made")
    person.press("Make this plan", role="button")
    plan = Plan.objects.get()
    person.sees(plan.title)
    assert Action.objects.get(text="Tell hirers").timescale_raw == "Sept 2025"

    person.go(f"/plans/{plan.pk}/unplaced/", "Text that found no place")
    person.press("Put it somewhere")
    person.sees("Put this where?")
    page.get_by_label("Note of the plan as a whole").check()
    person.press("Save", role="button")
    person.sees("Text that found no place")
    person.go(f"/plans/{plan.pk}/", plan.title)
    expect(page.get_by_role("heading", name="Notes of the plan")).to_be_visible()
