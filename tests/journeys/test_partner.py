"""A partner's single point of contact keeps their own agency's plan, and reaches no other's."""

import pytest
from playwright.sync_api import expect

from actions.models import Action, Plan
from prevent_portal.models import AccessRecord
from prevent_portal.roles import Role
from tests.factories import ActionFactory, AgencyFactory, UserFactory


@pytest.fixture
def partner():
    agency = AgencyFactory(name="Saltshire Fire and Rescue", short_name="Fire and Rescue")
    return UserFactory(agency=agency, roles=[Role.SPOC])


def a_plan(agency, title):
    return ActionFactory(
        text="Name a deputy",
        objective__text="Work with the partnership",
        objective__theme__title="Leadership",
        objective__theme__plan__agency=agency,
        objective__theme__plan__title=title,
        objective__theme__plan__kind=Plan.Kind.SPOC,
    )


def test_a_partner_keeps_their_own_plan_and_reaches_no_others(walk, partner):
    ours = a_plan(partner.agency, "Our plan 2025/26")
    theirs = a_plan(AgencyFactory(name="Another agency"), "Their plan 2025/26")
    person = walk()
    page = person.page

    person.types_sign_in(partner)
    person.sees("What needs you")
    person.press("Plans", exact=True)
    person.sees("Plans")
    expect(page.get_by_text("Their plan 2025/26")).to_have_count(0)
    person.press("Our plan 2025/26")
    person.sees("Our plan 2025/26")
    person.press("Name a deputy")
    person.sees("Name a deputy")
    person.press("Change the action")
    person.sees("Change the action")
    page.get_by_label("What is to be done").fill("Name a deputy, and tell the Prevent lead")
    person.press("Save", role="button")
    expect(page.get_by_role("heading", level=1, name="tell the Prevent lead")).to_be_visible()
    person.look()

    assert Action.objects.get(pk=ours.pk).text == "Name a deputy, and tell the Prevent lead"
    assert ours.history.first().history_user == partner
    for address in (
        theirs.plan.get_absolute_url(),
        theirs.get_absolute_url(),
        f"{theirs.get_absolute_url()}change/",
        f"{theirs.plan.get_absolute_url()}?view=board",
    ):
        person.go(address, "Page not found", status=404)
        expect(page.get_by_text("Their plan")).to_have_count(0)
    assert Action.objects.get(pk=theirs.pk).text == "Name a deputy"
    refused = AccessRecord.objects.filter(user=partner, verb="refused")
    assert set(refused.values_list("reference", flat=True)) == {
        f"actions.plan:{theirs.plan.pk}",
        f"actions.action:{theirs.pk}",
    }


def test_two_people_edit_one_action_and_neither_loses_a_word(walk, partner):
    action = a_plan(partner.agency, "Our plan 2025/26")
    other = UserFactory(agency=partner.agency, roles=[Role.SPOC])
    first, second = walk(), walk()
    address = f"{action.get_absolute_url()}change/"
    first.sign_in(partner)
    second.sign_in(other)
    first.go(address, "Change the action")
    second.go(address, "Change the action")

    first.page.get_by_label("What is to be done").fill("Name a deputy by May")
    first.press("Save", role="button")
    first.sees("Name a deputy by May")
    second.page.get_by_label("What is to be done").fill("Name two deputies")
    second.press("Save", role="button")
    second.sees("Change the action")

    expect(second.page.get_by_label("What is to be done")).to_have_value("Name two deputies")
    expect(second.page.get_by_text("Name a deputy by May").first).to_be_visible()
    assert Action.objects.get(pk=action.pk).text == "Name a deputy by May"
    second.press("Save", role="button")
    second.sees("Name two deputies")
    assert Action.objects.get(pk=action.pk).text == "Name two deputies"
