"""Every page, with awkward words on it: nothing for axe to find, nothing that scrolls sideways."""

import pytest
from django.urls import reverse

from actions.models import Action
from prevent_portal.roles import Role
from tests.actions import test_access as actions
from tests.factories import AgencyFactory, UserFactory
from tests.matrix import OK
from tests.prevent_portal import test_access as kernel
from tests.reports import test_access as reports
from tests.routes import routes

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2
AWKWARD = f"{LONG} مرحبا <b>bold</b> & “quoted”"
#: Sent as files: nothing for a browser to show.
FILES = {
    "health",
    "actions:export_plan",
    "actions:export_actions",
    "actions:download_evidence",
    "reports:download_report",
    "reports:download_word",
}
BUTTONS = kernel.BUTTONS | actions.BUTTONS | {"reports:try_again"}


def shown(table, reader):
    """The pages of an access table that a reader is shown."""
    column = table.READERS.index(reader)
    return [
        page
        for page, row in table.PAGES.items()
        if row[column] == OK and page not in FILES | BUTTONS
    ]


def visit(person, page, args):
    """Open a page by its address, and look at it."""
    response = person.page.goto(reverse(page, args=args))
    assert response.status in (200, 202), f"{page}: {response.status}"
    person.look()


@pytest.fixture
def county():
    return AgencyFactory(name=f"{LONG} County Council", short_name="County")


def test_pages_of_plans_and_actions(walk, county):
    lead = UserFactory(agency=county, roles=[Role.PREVENT_LEAD])
    partner = AgencyFactory(name=AWKWARD)
    action, update, evidence = actions.a_plan_of(partner, lead)
    for thing in (action.plan, action.objective.theme, action.objective, action, evidence):
        for field in ("title", "text"):
            if hasattr(thing, field):
                setattr(thing, field, AWKWARD)
        thing.save()
    world = (action, update, evidence, actions.an_import_of(partner, lead))
    person = walk()
    person.sign_in(lead)
    person.sees("What needs you")

    for page in shown(actions, "lead"):
        action.status = actions.STANDS.get(page, Action.Status.IN_PROGRESS)
        action.save()
        visit(person, page, actions.args(page, world))


def test_pages_of_reports(walk, county):
    executive = UserFactory(agency=county, roles=[Role.EXECUTIVE], name=AWKWARD)
    report = reports.a_report_of(county, executive)
    person = walk()
    person.sign_in(executive)
    person.sees("Latest report")

    for page in shown(reports, "executive"):
        takes = next(route.takes for route in routes() if route.name == page)
        visit(person, page, [report.pk for _ in takes])


@pytest.mark.parametrize("reader", ["administrator", "anonymous"])
def test_pages_of_people_and_of_sign_in(walk, county, reader):
    somebody = UserFactory(agency=county, name=LONG, email=f"{LONG[:60]}@agency.example")
    person = walk()
    if reader == "administrator":
        person.sign_in(UserFactory(agency=county, roles=[Role.ADMINISTRATOR]))
        person.sees("What needs you")

    for page in shown(kernel, reader):
        visit(person, page, kernel.args(page, {"themself": somebody}))
