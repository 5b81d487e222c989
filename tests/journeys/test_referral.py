"""A teacher refers; somebody without an account or JavaScript refers; the coordinator takes both up."""

import pytest
from playwright.sync_api import expect

from channel.models import Case
from prevent_portal.acting import acting_for
from tests.channel.panels import World
from tests.channel.second_factor import set_up


@pytest.fixture
def world():
    """A panel with its people."""
    world = World()
    set_up(world.coordinator)
    world.panel.out_of_hours = "01632 960199, the duty team"
    with acting_for(world.administrator):
        world.panel.save()
    return world


def fill(page, forenames, surname, *, concerns="He says that the moon is armed."):
    page.get_by_label("What worries you").fill(concerns)
    page.get_by_label("Area where the person lives").select_option("Panel of the county")
    page.get_by_label("Forenames").fill(forenames)
    page.get_by_label("Surname").fill(surname)
    page.get_by_label("Sector").select_option("Education")
    page.get_by_label("Nothing here is held by an intelligence service").check()


def reference(page):
    return page.locator(".govuk-panel__body strong").inner_text()


def test_a_teacher_saves_a_draft_sends_it_and_the_coordinator_takes_it_up(walk, world, tmp_path):
    note = tmp_path / "note.txt"
    note.write_text("Drew a moon with guns.\n", encoding="utf-8")
    person = walk()
    page = person.page
    person.sign_in(world.teacher)
    person.go("/channel/refer/", "Refer a concern")
    expect(page.get_by_text("01632 960199")).to_be_visible()
    page.get_by_label("What worries you").fill("He says that the moon")
    person.press("Save and finish later", role="button")
    person.sees("My referrals")
    person.press("Go on with the draft")
    person.sees("Refer a concern")
    expect(page.get_by_label("What worries you")).to_have_value("He says that the moon")
    fill(page, "Ottoline", "B")
    person.press("Send the referral", role="button")
    expect(page.get_by_role("link", name="Enter the whole name")).to_be_visible()
    person.look()
    fill(page, "Ottoline", "Brasswick")
    page.get_by_label("File", exact=False).first.set_input_files(note)
    person.press("Send the referral", role="button")
    person.sees("Referral received")
    said = reference(page)
    person.press("See your referrals")
    person.sees("My referrals")
    expect(page.get_by_text("Begun, not sent")).to_have_count(0)
    expect(page.get_by_text(said)).to_be_visible()

    other = walk()
    page = other.page
    other.sign_in(world.coordinator)
    other.go("/channel/cases/", "Channel cases")
    other.press(said)
    other.sees(said)
    expect(page.get_by_text("Not yet shared with the police")).to_be_visible()
    other.press("Record that the police were told", role="button")
    other.sees("Shared with the police Prevent team")
    other.press("Save", role="button")
    other.sees(said)
    expect(page.get_by_text("Not yet shared with the police")).to_have_count(0)
    with acting_for(world.coordinator):
        case = Case.objects.get(reference=said)
        assert (case.status, case.police_told_by) == ("received", world.coordinator)


def test_somebody_without_an_account_or_javascript_refers_a_person_known_before(walk, world):
    world.refer(by=world.teacher, subject={"forenames": "Ottoline", "surname": "Brasswick"})
    person = walk(javascript=False)
    page = person.page
    person.go("/channel/refer/public/", "Tell us about a concern")
    fill(page, "Otoline", "Braswick")
    person.press("Send", role="button", exact=True)
    person.sees("Referral received")
    said = reference(page)
    expect(page.get_by_text("Braswick")).to_have_count(0)

    other = walk()
    page = other.page
    other.sign_in(world.coordinator)
    other.go("/channel/cases/", "Channel cases")
    other.press(said)
    other.sees(said)
    expect(page.get_by_text("Agrees: how the name sounds")).to_be_visible()
    other.press("The same person", role="button")
    other.sees(said)
    expect(page.get_by_text("Referred 2 times, closed 0 times.")).to_be_visible()
    other.go("/channel/cases/search/", "Look for a person")
    page.get_by_label("Forenames").fill("Ottoline")
    page.get_by_label("Surname").fill("Brasswick")
    other.press("Look", role="button", exact=True)
    expect(page.get_by_text("2 referrals may be of this person")).to_be_visible()
    other.look()
