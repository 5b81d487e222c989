"""From a requirement to what shows that it is met, and from an action back to why it is done."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from actions.models import Requirement, Risk
from prevent_portal.roles import Role
from tests.factories import ActionFactory, AgencyFactory, ObjectiveFactory, UserFactory


@pytest.fixture
def lead():
    agency = AgencyFactory(name="Saltshire County Council", short_name="Saltshire", is_lead=True)
    return UserFactory(agency=agency, roles=[Role.PREVENT_LEAD])


def test_a_gap_is_found_filled_and_the_line_followed_both_ways(walk, lead):
    action = ActionFactory(
        text="Write one booking form", objective__theme__plan__agency=lead.agency
    )
    person = walk()
    page = person.page

    person.sign_in(lead)
    person.go("/partnership/line-of-sight/", "Line of sight")
    expect(page.get_by_text("Nothing shows it").first).to_be_visible()

    person.go("/partnership/risks/add/", "Add a risk")
    expect(page.get_by_text("Never copy the counter-terrorism local profile")).to_be_visible()
    page.get_by_label("Risk", exact=True).fill("A hall is hired in haste")
    page.get_by_label("Workshop").check()
    page.get_by_label("4. Likely", exact=True).check()
    page.get_by_label("4. Major", exact=True).check()
    page.get_by_label("Why is it scored so?").fill("Two bookings came to light afterwards")
    page.get_by_label("Reducing permissive environments").check()
    person.press("Save", role="button")
    person.sees("A hall is hired in haste")
    expect(page.get_by_text("No action answers this risk.")).to_be_visible()

    person.press("Link actions", role="button")
    person.sees("Link actions")
    page.get_by_label("Words to look for").fill("booking form")
    person.press("Search", role="button")
    expect(page.get_by_text("1 match for")).to_be_visible()
    person.look()
    page.get_by_label("Write one booking form").check()
    person.press("Save", role="button")
    person.sees("A hall is hired in haste")
    risk = Risk.objects.get()
    assert list(risk.actions.all()) == [action]

    requirement = Requirement.objects.get(title="Give no platform in public venues")
    person.go("/partnership/line-of-sight/", "Line of sight")
    person.press(requirement.title)
    person.sees(requirement.title)
    person.press("Write one booking form", exact=True)
    person.sees("Write one booking form")
    person.press("Follow the line from here")
    person.sees("Write one booking form")
    expect(page.get_by_role("link", name="A hall is hired in haste").first).to_be_visible()
    person.press(requirement.title, exact=True)
    person.sees(requirement.title)


@pytest.mark.soak
def test_without_javascript_a_new_action_answers_a_risk(walk, lead):
    ObjectiveFactory(text="Halls are safe", theme__plan__title="Saltshire plan")
    risk = Risk.objects.create(title="A hall is hired in haste", source="workshop")
    person = walk(javascript=False)
    page = person.page

    person.sign_in(lead)
    person.go(risk.get_absolute_url(), "A hall is hired in haste")
    person.press("Make a new action for this risk", role="button")
    person.sees("Make a new action")
    page.get_by_label("Plan and objective").select_option(index=1)
    page.get_by_label("What is to be done").fill("Write one booking form")
    person.press("Add the action", role="button")
    person.sees("A hall is hired in haste")

    assert risk.actions.get().text == "Write one booking form"
    person.go(reverse("actions:risk_map"), "Map of risks")
    expect(page.get_by_text("Scored on another scale")).to_be_visible()
