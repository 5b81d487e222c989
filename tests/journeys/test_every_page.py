"""Every page, with awkward words on it: nothing for axe to find, nothing that scrolls sideways."""

import datetime

import pytest
from django.urls import reverse

from actions.models import Action, AgendaItem, Body, Decision, Meeting, Membership
from prevent_portal.roles import Role
from reports import services
from tests.actions import test_access as actions
from tests.actions import test_access_governance as governance
from tests.actions import test_access_risk as assurance
from tests.factories import ActionFactory, AgencyFactory, RiskFactory, UserFactory
from tests.matrix import OK
from tests.prevent_portal import test_access as kernel
from tests.reports import test_access as reports
from tests.routes import routes
from tests.training import test_access as training
from tests.training.extracts import FIRST, extract
from training.services import extracts

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
AWKWARD = f"{LONG} مرحبا <b>bold</b> & “quoted”"
#: Sent as files: nothing for a browser to show.
FILES = {
    "health",
    "actions:export_plan",
    "actions:export_actions",
    "actions:export_overview",
    "export_notices",
    "actions:download_evidence",
    "actions:download_edition",
    "actions:download_minutes",
    *(
        f"actions:export_{name}"
        for name in ("body", "membership", "meeting", "decision", "planreview")
    ),
    *(page for page in assurance.PAGES if page.startswith("actions:export_")),
    *(page for page in training.PAGES if page.startswith("training:export_")),
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


def walk_through(person, table, reader, args):
    """Open each page by its address and look at it; return what is wrong with any."""
    wrong = []
    for page in shown(table, reader):
        response = person.page.goto(reverse(page, args=args(page)))
        if response.status != 200:
            wrong.append(f"{page}: {response.status}")
        wrong += person.problems()
    return wrong


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
    proposal, text = actions.an_import_of(partner, lead), actions.a_text_of(action.plan)
    world = (action, update, evidence, proposal, actions.a_layout_of(partner, lead), text)
    actions.a_newer_version_of(action.plan, lead)
    actions.a_register_of(lead)
    person = walk()
    person.sign_in(lead)
    person.sees("What needs you")

    def args(page):
        action.status = actions.STANDS.get(page, Action.Status.IN_PROGRESS)
        action.save()
        return actions.args(page, world)

    wrong = walk_through(person, actions, "lead", args)
    assert not wrong, "\n".join(wrong)


def test_pages_of_boards_and_groups(walk, county):
    lead = UserFactory(agency=county, roles=[Role.PREVENT_LEAD], name=AWKWARD)
    person = walk()
    person.sign_in(lead)
    person.sees("What needs you")

    def args(page):
        found = governance.args(page, {"lead": lead, "keeper": lead})
        for model, field in (
            (Body, "name"),
            (Meeting, "place"),
            (AgendaItem, "title"),
            (Decision, "words"),
            (Membership, "seat"),
        ):
            for number, thing in enumerate(model.objects.order_by("pk")):
                setattr(thing, field, f"{AWKWARD} {number}")
                thing.save()
        return found

    wrong = walk_through(person, governance, "lead", args)
    assert not wrong, "\n".join(wrong)


def test_pages_of_reports(walk, county, worker):
    executive = UserFactory(agency=county, roles=[Role.EXECUTIVE], name=AWKWARD)
    plan = ActionFactory(text=AWKWARD, objective__theme__plan__agency=county).plan
    on = datetime.date(2026, 3, 17)
    report = services.request_report(plan, by=executive, kind="six-monthly", on=on, summary=AWKWARD)
    worker()
    person = walk()
    person.sign_in(executive)
    person.sees("Latest report")

    def args(page):
        takes = next(route.takes for route in routes() if route.name == page)
        return [report.pk for _ in takes]

    wrong = walk_through(person, reports, "executive", args)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("reader", ["administrator", "anonymous"])
def test_pages_of_people_and_of_sign_in(walk, county, reader):
    somebody = UserFactory(agency=county, name=LONG, email=f"{LONG}@agency.example")
    person = walk()
    if reader == "administrator":
        person.sign_in(UserFactory(agency=county, roles=[Role.ADMINISTRATOR]))
        person.sees("What needs you")

    def args(page):
        return kernel.args(page, {"themself": somebody})

    wrong = walk_through(person, kernel, reader, args)
    assert not wrong, "\n".join(wrong)


def test_pages_of_risk_and_assurance(walk, county):
    lead = UserFactory(agency=county, roles=[Role.PREVENT_LEAD])
    stranger = UserFactory(name=AWKWARD, agency=AgencyFactory(name=AWKWARD))
    risk = RiskFactory(title=AWKWARD[:200], description=AWKWARD)
    risk.actions.add(ActionFactory(text=AWKWARD))
    person = walk()
    person.sign_in(lead)
    person.sees("What needs you")

    def args(page):
        return assurance.args(page, {"lead": lead, "stranger": stranger})

    wrong = walk_through(person, assurance, "lead", args)
    assert not wrong, "\n".join(wrong)


def test_pages_of_training(walk, county):
    lead = UserFactory(agency=county, roles=[Role.PREVENT_LEAD], name=AWKWARD)
    world = training.a_world_of(county)
    for name in ("course", "unit", "rule", "import"):
        world[name].name = AWKWARD
        world[name].save()
    read = extracts.read_extract(
        extract(*((n, AWKWARD, *rest) for n, _, *rest in FIRST)),
        name=f"{LONG}.csv",
        agency=county,
        by=lead,
        on=datetime.date(2026, 3, 18),
    )
    extracts.commit_import(read, by=lead)
    person = walk()
    person.sign_in(lead)
    person.sees("What needs you")

    wrong = walk_through(person, training, "lead", lambda page: training.args(page, world))
    assert not wrong, "\n".join(wrong)
