"""A contact keeps an agreement in date; the Prevent lead closes a gap; staff see whom to call."""

import datetime
import io

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from actions.models import ContactPoint, Document, SpocAssignment
from actions.services import directory, documents
from prevent_portal.roles import Role
from tests.actions import test_access_who_is_who as table
from tests.factories import (
    AgencyFactory,
    ContactPointFactory,
    DistributionListFactory,
    DocumentFactory,
    MemberLeadFactory,
    SpocAreaFactory,
    SpocAssignmentFactory,
    UserFactory,
)
from tests.journeys.conftest import WITH_AND_WITHOUT
from tests.journeys.test_every_page import AWKWARD, LONG
from tests.matrix import OK


@pytest.fixture
def partner():
    agency = AgencyFactory(name="Saltshire Fire and Rescue")
    return UserFactory(agency=agency, roles=[Role.SPOC])


def fill_day(page, field, value):
    for part in ("day", "month", "year"):
        page.locator(f"#id_{field}_{part}").fill(str(getattr(value, part)))


@pytest.mark.parametrize("javascript", WITH_AND_WITHOUT)
def test_an_agreement_is_kept_in_date(walk, partner, javascript):
    document = DocumentFactory(
        title="Sharing agreement",
        kind="sharing",
        agency=partner.agency,
        owner=partner,
        review_every=12,
        review_due_on="2026-03-01",
    )
    file = io.BytesIO(b"The first words")
    file.name = "agreement.txt"
    documents.add_version(document, by=partner, label="1", file=file)
    person = walk(javascript=javascript)
    page = person.page

    person.sign_in(partner)
    person.sees("What needs you")
    person.press("Review: Sharing agreement")
    person.sees("Sharing agreement")
    expect(page.get_by_text("17 days late")).to_be_visible()
    person.press("Reviewed, no change", role="button")
    person.sees("Reviewed, no change")
    page.get_by_label("What was looked at?").fill("Read beside the guidance")
    person.press("Save", role="button")
    person.sees("Sharing agreement")
    expect(page.get_by_text("18 March 2027", exact=True)).to_be_visible()
    page.locator("a", has_text="New version").click()
    person.sees("New version")
    page.get_by_label("Version", exact=True).fill("2")
    page.get_by_label("File").set_input_files(
        {"name": "agreement.txt", "mimeType": "text/plain", "buffer": b"The second words"}
    )
    person.press("Save", role="button")
    person.sees("Sharing agreement")

    with page.expect_download() as arrived:
        page.get_by_role("link", name="Download agreement.txt").last.click()
    with open(arrived.value.path(), "rb") as first:
        assert first.read() == b"The first words"
    document.refresh_from_db()
    assert document.review_due_on == datetime.date(2027, 3, 18)
    assert [each.label for each in document.versions.all()] == ["2", "1"]


def test_a_gap_is_closed_and_everybody_sees_whom_to_call(walk):
    county = AgencyFactory(name="Saltshire County Council")
    lead = UserFactory(agency=county, roles=[Role.PREVENT_LEAD])
    UserFactory(agency=county, name="Farida Holder", roles=[Role.OFFICER])
    area = SpocAreaFactory(name="Housing")
    person = walk()
    page = person.page

    person.sign_in(lead)
    person.sees("What needs you")
    person.press("Areas of work without a contact: 1")
    person.sees("Contacts by area")
    person.press("Housing")
    person.sees("Housing")
    person.press("Add a post", role="button")
    person.sees("Add a post")
    page.get_by_label("Job title").fill("Head of housing")
    page.get_by_label("Who holds it?").select_option(label=f"Farida Holder, {county}")
    fill_day(page, "held_from", datetime.date(2026, 3, 1))
    person.press("Save", role="button")
    person.sees("Housing")
    person.press("Contacts", exact=True)
    person.sees("What to do and whom to call")
    expect(page.get_by_text("Farida Holder")).to_be_visible()
    person.press("Keep these numbers", role="button")
    person.sees("Contact points")
    page.get_by_role("button", name="Add a contact point").click()
    person.sees("Add a contact point")
    page.get_by_label("Name").fill("Emergency duty team")
    page.get_by_label("Kind").select_option("social_care")
    page.get_by_label("An adult").check()
    page.get_by_label("Out of hours").check()
    page.get_by_label("Telephone").fill("01632 960159")
    person.press("Save", role="button")
    person.sees("Emergency duty team")
    person.press("Checked, all right", role="button")
    expect(page.get_by_text("Emergency duty team is checked as of today.")).to_be_visible()
    person.look()

    assert SpocAssignment.objects.get().area == area
    assert ContactPoint.objects.get().checked_on == datetime.date(2026, 3, 18)
    staff = walk()
    staff.sign_in(UserFactory(agency=county, roles=[Role.PANEL_MEMBER]))
    staff.sees("What needs you")
    staff.press("Contacts", exact=True)
    staff.sees("What to do and whom to call")
    expect(staff.page.get_by_text("01632 960159")).to_be_visible()


@pytest.mark.soak
def test_every_page_with_awkward_words(walk):
    county = AgencyFactory(name=f"{LONG} County Council", short_name="County")
    lead = UserFactory(agency=county, roles=[Role.PREVENT_LEAD], name=AWKWARD)
    document = DocumentFactory(
        title=AWKWARD, agency=county, owner=lead, owner_post=AWKWARD, review_due_on="2026-03-01"
    )
    file = io.BytesIO(b"words")
    file.name = f"{LONG}.txt"
    documents.add_version(document, by=lead, label=LONG[:40], file=file, note=AWKWARD)
    area = SpocAreaFactory(name=AWKWARD)
    post = SpocAssignmentFactory(
        area=area, job_title=AWKWARD, holder=lead, agencies_unknown=[LONG], held_to="2026-03-20"
    )
    to = DistributionListFactory(name=AWKWARD, purpose=AWKWARD)
    on = datetime.date(2026, 3, 1)
    gone = directory.add_entry(to, by=lead, on=on, user=lead)
    directory.remove_entry(gone, by=lead, on=on, reason=AWKWARD)
    entry = directory.add_entry(
        to, by=lead, on=on, name=AWKWARD, organisation=AWKWARD, email=f"{LONG}@out.example"
    )
    directory.add_entry(to, by=lead, on=on, area=area)
    point = ContactPointFactory(
        name=AWKWARD,
        who_for=AWKWARD,
        note=AWKWARD,
        email=f"{LONG}@out.example",
        link=f"https://out.example/{LONG}/{LONG}",
    )
    member = MemberLeadFactory(name=AWKWARD, agency=county, post=AWKWARD, duties=AWKWARD)
    made = {
        "document": document,
        "documentversion": document,
        "memberlead": member,
        "distributionlist": to,
        "list": to,
        "contactpoint": point,
        "spocarea": area,
        "assignment": post,
    }
    person = walk()
    person.sign_in(lead)
    person.sees("What needs you")

    wrong = []
    for page, row in table.PAGES.items():
        verb, _, name = page.rpartition(":")[2].removesuffix("_detail").rpartition("_")
        if row[0] != OK or "export" in page or "download" in page:
            continue
        takes = table.about_one(page) or page in table.SPECIAL
        thing = {"actions:add_assignment": area, "actions:add_entry": to}.get(page)
        thing = thing or (entry if page == "actions:remove_entry" else made.get(name))
        address = reverse(page, args=[thing.pk] if takes else [])
        response = person.page.goto(address)
        if response.status != 200:
            wrong.append(f"{page}: {response.status}")
        wrong += person.problems()

    assert not wrong, "\n".join(wrong)
    assert Document.objects.get() == document
