"""A member of the corporate management team asks for the six-monthly report and downloads it."""

import hashlib
import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from actions.models import Plan
from prevent_portal.models import AccessRecord
from prevent_portal.roles import Role
from reports.models import Report
from tests.factories import ActionFactory, AgencyFactory, UserFactory


@pytest.fixture
def executive():
    agency = AgencyFactory(name="Saltshire County Council", short_name="Saltshire")
    return UserFactory(agency=agency, roles=[Role.EXECUTIVE])


@pytest.fixture
def plan(executive):
    action = ActionFactory(
        text="Hold a learning day for the panel",
        objective__text="The panel runs as the law asks",
        objective__theme__title="Channel",
        objective__theme__plan__agency=executive.agency,
        objective__theme__plan__title="Council plan 2025/26",
        objective__theme__plan__status=Plan.Status.LIVE,
    )
    return action.plan


def test_the_report_is_asked_for_made_and_downloaded(walk, executive, plan, worker):
    person = walk()
    page = person.page

    person.sign_in(executive)
    person.sees("Latest report")
    person.press("Reports", exact=True)
    person.sees("Reports")
    person.press("Ask for a report", role="button")
    person.sees("Ask for a report")
    page.get_by_label("Plan", exact=True).select_option(
        label="Council plan 2025/26 (Saltshire County Council)"
    )
    person.press("Make the report", role="button")
    person.sees("Six-monthly report")
    expect(page.get_by_text("The report is being made.")).to_be_visible()

    assert worker() == [True]

    expect(page.get_by_role("button", name="Download the report")).to_be_visible()  # by itself
    person.sees("Six-monthly report")
    person.press("Home", exact=True)
    person.sees("Latest report")
    person.clicks = 0
    with page.expect_download() as coming:
        person.press("Download the report", role="button")
    assert person.clicks == 1

    paper = coming.value.path().read_bytes()
    report = Report.objects.get()
    assert coming.value.suggested_filename.endswith(".pdf")
    assert hashlib.sha256(paper).hexdigest() == report.file.sha256
    words = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper)).pages)
    assert "The panel runs as the law asks" in " ".join(words.split())
    assert "Hold a learning day for the panel" in " ".join(words.split())
    assert AccessRecord.objects.filter(user=executive, verb="downloaded").count() == 1


def test_an_officer_finds_no_way_to_the_papers(walk, executive, plan):
    person = walk()

    person.sign_in(UserFactory(agency=executive.agency))
    person.sees("What needs you")
    expect(person.page.get_by_role("link", name="Reports")).to_have_count(0)
    person.go("/reports/", "You may not do that", status=403)
