"""A newer version of a plan comes in: the Prevent lead compares it, decides, and applies it."""

import pytest
from playwright.sync_api import expect

from actions.models import Action
from actions.services import importing, plans
from prevent_portal.roles import Role
from tests.actions.reading_files import word
from tests.factories import AgencyFactory, UserFactory

HEAD = ["Outcome", "Actions", "By when", "Lead"]
TITLE = ("Title", "Saltshire County Council Prevent action plan 2025/26")
THEME = ("Heading 2", "Theme 1: Leading the work")
BOARD = ["1.1 Chief officers know how far we have come", "Set up a board", "June 2025", "Chief"]
RISKS = ["1.2 Risks are known", "Hold a workshop with the police", "May 2025", "Lead"]
REPORT = ["1.3 Members know", "Report to members twice a year", "Quarterly", "Head of law"]


@pytest.fixture
def lead():
    agency = AgencyFactory(name="Saltshire County Council", short_name="Saltshire", is_lead=True)
    return UserFactory(agency=agency, roles=[Role.PREVENT_LEAD])


@pytest.fixture
def plan(lead):
    first = word(TITLE, THEME, [HEAD, BOARD, RISKS, REPORT])
    proposal = importing.propose(first, name="first.docx", agency=lead.agency, by=lead)
    plan = importing.commit(proposal, by=lead)
    board = Action.objects.get(text="Set up a board")
    plans.change_action(board, by=lead, text="Set up a board of chief officers")
    return plan


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "second.docx"
    board = [BOARD[0], "Set up a strong board", "July 2025", "Chief"]
    new = ["1.4 Parents know", "Write to parents", "May 2025", "Schools lead"]
    path.write_bytes(word(TITLE, THEME, [HEAD, board, REPORT, new]).read())
    return path


def test_a_newer_version_is_compared_decided_on_and_applied(walk, lead, plan, paper):
    person = walk()
    page = person.page

    person.sign_in(lead)
    page.goto(plan.get_absolute_url())
    person.press("Import a newer version")
    person.sees("Import a newer version")
    page.get_by_label("Newer version of the plan").set_input_files(paper)
    person.press("Compare the file", role="button")
    person.sees("What the newer version changes")
    expect(page.get_by_text("Kept: changed here on")).to_be_visible()
    assert not person.problems()
    page.get_by_label("Take the words of the file").check()
    person.press("Keep my choices and compare again", role="button")
    expect(page.get_by_label("Take the words of the file")).to_be_checked()
    person.press("Gone (1)")
    expect(page.get_by_text("Hold a workshop with the police")).to_be_visible()
    assert not person.problems()
    person.press("Apply this version", role="button")
    person.sees("Versions of this plan")
    assert not person.problems()

    board = Action.objects.get(text="Set up a strong board")
    assert board.timescale_raw == "July 2025"
    assert Action.objects.filter(text="Write to parents").exists()
    expect(page.get_by_text("Not in the newest version: to decide")).to_be_visible()
    person.press("Keep it", role="button")
    expect(page.get_by_text("The action stays in the plan.")).to_be_visible()
    expect(page.get_by_text("Not in the newest version: to decide")).to_have_count(0)
