"""A six-monthly report from the asking to the version that replaces it, in the hands of six people."""

import pytest
from playwright.sync_api import expect

from actions.models import Plan
from prevent_portal.roles import Role
from reports.models import Publication, Report
from tests.factories import ActionFactory, AgencyFactory, UserFactory

SECTIONS = {"summary": "Summary", "training": "Training uptake", "exceptions": "Exceptions"}


@pytest.fixture
def agency():
    return AgencyFactory(name="Saltshire County Council", short_name="Saltshire")


@pytest.fixture
def lead(agency):
    ActionFactory(
        text="Hold a learning day for the panel",
        objective__text="The panel runs as the law asks",
        objective__theme__title="Channel",
        objective__theme__plan__agency=agency,
        objective__theme__plan__title="Council plan 2025/26",
        objective__theme__plan__status=Plan.Status.LIVE,
    )
    return UserFactory(agency=agency, roles=[Role.PREVENT_LEAD], name="Lena Ashby")


@pytest.fixture
def officers(agency):
    return [UserFactory(agency=agency, name=name) for name in ("Wim Holt", "Ada Moor", "Jo Fell")]


def signed_in(walk, user):
    person = walk()
    person.sign_in(user)
    return person


def told(person, words):
    expect(person.page.get_by_text(words).first).to_be_visible()


def by_label(person, label, choice):
    person.page.get_by_label(label, exact=True).select_option(label=choice)


def put_forward_and_approved(report, leads, approves, worker):
    leads.go(report.get_absolute_url(), "Six-monthly report")
    leads.press("Put it forward", role="button")
    told(leads, "Put the report forward")  # the button that leads here has the same name
    leads.press("Put it forward", role="button", exact=True)
    told(leads, "It is put forward.")
    worker()  # lays it out with its last words
    approves.go("/", "Latest report")
    approves.go(f"/reports/{report.pk}/", "Six-monthly report")
    approves.press("Read and approve", role="button")
    approves.press("Approve and issue", role="button")
    told(approves, "The report is approved and is being issued.")


def test_a_paper_is_written_by_three_approved_by_another_and_replaced(
    walk, worker, agency, lead, officers
):
    legal = UserFactory(agency=agency, name="Lu Bar")
    director = UserFactory(agency=agency, roles=[Role.EXECUTIVE], name="Edda Crane")
    leads = signed_in(walk, lead)
    leads.go("/reports/ask/?kind=six-monthly", "Six-monthly report")
    by_label(leads, "Plan", "Council plan 2025/26 (Saltshire County Council)")
    leads.press("Make the report", role="button")
    told(leads, "The report is being made.")
    assert worker() == [True]
    report = Report.objects.get()

    for officer, title in zip(officers, SECTIONS.values(), strict=True):
        leads.go(f"/reports/{report.pk}/writers/", "Ask somebody to write")
        leads.page.get_by_label(title, exact=True).check()
        by_label(leads, "Who writes them? (optional)", f"{officer.name}, {agency}")
        leads.press("Ask them", role="button")
        told(leads, "It is on their home page")
    leads.press("Ask for comments")
    by_label(leads, "Who reads it through?", f"{legal.name}, {agency}")
    by_label(leads, "For", "Legal")
    leads.press("Ask them", role="button")
    leads.sees("Six-monthly report")

    for officer, title in zip(officers, SECTIONS.values(), strict=True):
        writes = signed_in(walk, officer)
        writes.press(f"Write “{title}”")
        writes.sees(f"Write “{title}”")
        box = writes.page.get_by_label("Words of this section")
        box.fill(f"What is to be said under {title}.\n\n- and a point")
        if officer is officers[0]:
            told(writes, "Saved at")  # by itself
        else:
            writes.press("Save", role="button", exact=True)
            told(writes, "Saved.")

    reads = signed_in(walk, legal)
    reads.press("Read through and comment on")
    reads.sees("At a glance")
    reads.press("Next section", exact=False)
    reads.sees("Summary")
    told(reads, "What is to be said under Summary.")
    reads.page.get_by_label("Your comment").fill("Say which year it is.")
    by_label(reads, "Said for", "Legal")
    reads.press("Add the comment", role="button")
    told(reads, "Your comment is on the section")
    reads.press("I have read the report through", role="button")
    told(reads, "It is noted")

    leads.go(report.get_absolute_url(), "Six-monthly report")
    leads.press("A comment on “Summary” (legal) is not settled.")
    leads.press("Settle this comment")
    leads.sees("Settle a comment")
    leads.page.get_by_label("What was done about it?").fill("The year stands in it now.")
    leads.press("Settle", role="button", exact=True)
    told(leads, "The comment is settled.")

    approves = signed_in(walk, director)
    put_forward_and_approved(report, leads, approves, worker)
    assert worker() == [True]
    approves.go(f"/reports/{report.pk}/", "Six-monthly report")
    with approves.page.expect_download() as coming:
        approves.press("Download the report", role="button")
    assert coming.value.path().read_bytes().startswith(b"%PDF")

    leads.go(report.get_absolute_url(), "Six-monthly report")
    leads.press("Begin the next version", role="button")
    leads.sees("Begin the next version")
    leads.page.get_by_label("What changes?").fill("The year was wrong.")
    leads.press("Begin it", role="button")
    assert worker() == [True]
    second = Report.objects.get(version=2)
    put_forward_and_approved(second, leads, approves, worker)
    assert worker() == [True]
    approves.go(f"/reports/{report.pk}/", "Six-monthly report")
    told(approves, "Version 2 has replaced it:")
    assert Publication.objects.count() == 2
