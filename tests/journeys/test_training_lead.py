"""A training lead's month: the extract comes in with one bad row, is taken in, and the share is there."""

import pytest
from playwright.sync_api import expect

from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory
from tests.training.extracts import FIRST, extract

BAD = (5, "Housing", "31/02/2020", "", "", "")


@pytest.fixture
def keeper():
    council = AgencyFactory(name="Saltshire County Council", is_lead=True)
    return UserFactory(agency=council, roles=[Role.TRAINING_LEAD])


def test_an_extract_becomes_the_headline(walk, keeper):
    person = walk()
    page = person.page
    person.sign_in(keeper)
    person.press("Training", exact=True)
    person.sees("Training: Saltshire County Council")
    expect(page.get_by_text("Nobody was in post on 18 March 2026")).to_be_visible()

    person.press("Take in an extract", role="button")
    person.sees("Take in an extract")
    page.get_by_label("Extract", exact=True).set_input_files(
        {"name": "staff.csv", "mimeType": "text/csv", "buffer": extract(*FIRST, BAD).getvalue()}
    )
    person.press("Read the file", role="button")
    person.sees("Extract of 18 March 2026, Saltshire County Council")
    expect(page.get_by_text("A date is no day that exists, or cannot be read")).to_be_visible()
    expect(page.get_by_text("Line 6: 00000005")).to_be_visible()

    person.press("Take it in", role="button", exact=True)
    expect(page.get_by_text("The extract is taken in.")).to_be_visible()
    person.look()
    person.press("Extracts", exact=True)
    person.sees("Extracts")
    person.press("Training", exact=True)
    person.sees("Training: Saltshire County Council")
    expect(
        page.get_by_text(
            "66.7% of 3 people in post on 18 March 2026 have had Prevent training;"
            " 33.3% are in date."
        )
    ).to_be_visible()
