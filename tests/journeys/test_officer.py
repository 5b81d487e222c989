"""An officer signs in and logs progress on their action, with evidence."""

import hashlib
import re

import pytest
from playwright.sync_api import expect

from actions.models import Action, Plan, ProgressUpdate
from actions.services.timescales import set_timescale
from prevent_portal.models import AccessRecord, StoredFile
from tests.factories import ActionFactory, UserFactory

MINUTES = b"Minutes of the first workshop: fourteen came.\n"


@pytest.fixture
def officer():
    return UserFactory(name="Olive Fenn")


@pytest.fixture
def action(officer):
    action = ActionFactory(
        text="Run two workshops for staff of the libraries",
        lead=officer,
        objective__theme__plan__agency=officer.agency,
        objective__theme__plan__title="Council plan 2025/26",
        objective__theme__plan__status=Plan.Status.LIVE,
    )
    set_timescale(action, by=officer, raw="20 March 2026")
    return Action.objects.get(pk=action.pk)


@pytest.mark.parametrize("javascript", [True, False], ids=["", "without javascript"])
def test_three_clicks_from_sign_in_to_saved(walk, officer, action, tmp_path, javascript):
    minutes = tmp_path / "minutes.txt"
    minutes.write_bytes(MINUTES)
    person = walk(javascript=javascript)
    page = person.page

    person.types_sign_in(officer)
    person.sees("What needs you")
    expect(page.get_by_text("Due Friday")).to_be_visible()
    person.press("Run two workshops")
    person.sees("Run two workshops")
    expect(page.get_by_label("Day")).to_have_value("18")
    expect(page.get_by_label("Month")).to_have_value("3")
    expect(page.get_by_label("Year")).to_have_value("2026")
    page.get_by_label("What has happened?").fill("The first workshop is held.\nFourteen came.")
    page.get_by_label("In progress").check()
    page.get_by_label("Green").check()
    person.open("Add evidence")
    page.get_by_label(re.compile("^File")).set_input_files(minutes)
    person.press("Save progress", role="button")
    expect(page.get_by_text("Progress about 18 March 2026 is saved")).to_be_visible()
    person.sees("Run two workshops")

    assert person.clicks <= 3
    update = ProgressUpdate.objects.get(action=action)
    assert update.text == "The first workshop is held.\nFourteen came."
    assert (update.status, update.rag, update.by) == ("in_progress", "green", officer)
    kept = StoredFile.objects.get()
    assert kept.sha256 == hashlib.sha256(MINUTES).hexdigest()
    expect(page.locator(".moj-timeline").get_by_text("Fourteen came")).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("link", name="minutes").first.click()
    assert coming.value.suggested_filename == "minutes.txt"
    assert coming.value.path().read_bytes() == MINUTES
    assert AccessRecord.objects.filter(user=officer, verb="downloaded").count() == 1


def test_a_mistake_is_said_beside_the_field_and_the_words_are_kept(walk, officer, action):
    person = walk()
    page = person.page

    person.sign_in(officer)
    person.go(action.get_absolute_url(), "Run two workshops")
    page.get_by_label("What has happened?").fill("Both workshops are held.")
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("2")
    person.press("Save progress", role="button")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    person.sees("Run two workshops")

    expect(page.get_by_role("link", name="Date must be a real date")).to_be_visible()
    expect(page.get_by_label("What has happened?")).to_have_value("Both workshops are held.")
    assert not ProgressUpdate.objects.exists()


def test_what_was_saved_by_mistake_is_taken_back(walk, officer, action):
    person = walk()
    page = person.page

    person.sign_in(officer)
    person.go(action.get_absolute_url(), "Run two workshops")
    page.get_by_label("What has happened?").fill("Meant for another action.")
    page.get_by_label("Blocked").check()
    person.press("Save progress", role="button")
    person.press("Undo", role="button")
    expect(page.get_by_text("Taken back. The action stands as it did before.")).to_be_visible()
    person.sees("Run two workshops")

    action.refresh_from_db()
    assert action.status == Action.Status.NOT_STARTED
