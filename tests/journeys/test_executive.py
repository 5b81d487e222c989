"""A member of the corporate management team downloads the latest report that was issued."""

import datetime
import hashlib
import io

import pytest
from django.db import transaction
from playwright.sync_api import expect
from pypdf import PdfReader

from actions.models import Plan
from prevent_portal.models import AccessRecord
from prevent_portal.roles import Role
from reports import services
from tests.factories import ActionFactory, AgencyFactory, UserFactory
from tests.reports.places import issued


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


def test_the_latest_report_is_downloaded_in_one_click(walk, executive, plan):
    report = services.produce_report(
        plan, by=None, kind="six-monthly", on=datetime.date(2026, 3, 17)
    )
    with transaction.atomic():
        report = issued(report)
    person = walk()

    person.types_sign_in(executive)
    person.sees("Latest report")
    person.clicks = 0
    with person.page.expect_download() as coming:
        person.press("Download the report", role="button")
    assert person.clicks == 1

    paper = coming.value.path().read_bytes()
    assert coming.value.suggested_filename.endswith(".pdf")
    assert hashlib.sha256(paper).hexdigest() == report.publication.file.sha256
    words = " ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(paper)).pages)
    assert "The panel runs as the law asks" in " ".join(words.split())
    assert "Hold a learning day for the panel" in " ".join(words.split())
    assert AccessRecord.objects.filter(user=executive, verb="downloaded").count() == 1


def test_an_officer_finds_only_what_went_out_to_them(walk, executive, plan):
    services.produce_report(plan, by=None, kind="six-monthly", on=datetime.date(2026, 3, 17))
    person = walk()

    person.sign_in(UserFactory(agency=executive.agency))
    person.sees("What needs you")
    person.press("Reports", exact=True)
    person.sees("Reports")
    expect(person.page.get_by_text("No report has gone out to you yet.")).to_be_visible()
    person.go("/reports/ask/", "You may not do that", status=403)
