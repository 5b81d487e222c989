"""Every page, with awkward words on it: nothing for axe to find, nothing that scrolls sideways."""

import datetime

import pytest
from django.db import transaction
from django.urls import reverse

from actions.models import (
    Action,
    AgendaItem,
    Body,
    ContactPoint,
    Decision,
    Document,
    Meeting,
    Membership,
)
from premises.models import Booking, Network, Premises
from prevent_portal.acting import acting_for
from prevent_portal.models import Person
from prevent_portal.roles import Role
from reports import services
from reports.models import Question
from tests.actions import test_access as actions
from tests.actions import test_access_duty as duty
from tests.actions import test_access_governance as governance
from tests.actions import test_access_risk as assurance
from tests.actions import test_access_who_is_who as who
from tests.channel.second_factor import set_up
from tests.factories import ActionFactory, AgencyFactory, RiskFactory, UserFactory
from tests.journeys.conftest import DESKTOP
from tests.matrix import OK
from tests.premises import test_access as premises
from tests.premises import test_access_beside as beside_premises
from tests.prevent_portal import test_access as kernel
from tests.reports import test_access as reports
from tests.reports import test_access_coming as coming
from tests.reports import test_access_desk as desk
from tests.routes import routes
from tests.training import test_access as training
from tests.training import test_access_figures as figures
from tests.training import test_access_reminders as reminders
from tests.training import test_access_rules as rules
from tests.training import test_access_sessions as sessions
from tests.training import test_access_settings as settings_of_training
from tests.training.extracts import FIRST, extract
from training.models import (
    AuditRound,
    Course,
    Exemption,
    MatrixRow,
    Session,
    Setting,
    StaffGroup,
    Trainer,
)
from training.services import extracts

#: A walk over everything takes minutes: the other journeys look at each page that they meet.
pytestmark = pytest.mark.soak

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
    "reports:export_reporttemplate",
}
#: Sent as files by the tables that are walked a part at a time.
MORE_FILES = {
    "actions:download_document",
    "actions:download_engagement",
    "training:certificate",
    "training:certificates",
    "training:download_certificate",
    "premises:audit_photo",
    "premises:download_letter",
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


def shortened(table, reader):
    """The pages of an access table without those that a register has from the same template.

    A register's forms to add and to change are one template and one form, and its question whether
    to close is the same for every register: each is drawn for the registers whose tables are walked
    whole. Of these, the list, a record and the form for a new one are walked, and every other page.
    """
    pages = shown(table, reader)
    return [
        page
        for page in pages
        if not (page in MORE_FILES or ":export_" in page)
        and not (
            ":change_" in page or ":close_" in page and page.replace(":close_", ":add_") in pages
        )
        or page == "training:change_person"
    ]


def walk_through(person, table, reader, args, pages=None):
    """Open each page by its address and look at it; return what is wrong with any.

    axe looks at a desk, where all of a page is shown; on the other journeys it looks at a phone.
    """
    wrong = []
    for page in pages or shown(table, reader):
        response = person.page.goto(reverse(page, args=args(page)))
        if response.status != 200:
            wrong.append(f"{page}: {response.status}")
        wrong += person.problems(closely_at=(DESKTOP,))
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

    wrong = walk_through(person, governance, "lead", args, shortened(governance, "lead"))
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
        return [{"name": "actions.late"}.get(each, report.pk) for each in takes]

    wrong = walk_through(person, reports, "executive", args)
    assert not wrong, "\n".join(wrong)


#: Words with everything in them that a section may have, wider than a phone.
WORDS = f"""{AWKWARD}

### {LONG}

1. One
   - {AWKWARD}

> {AWKWARD}

| {LONG} | Two | Three |
| --- | --- | ---: |
| {AWKWARD} | {LONG} | 3 |

| Again | {LONG} |
| --- | --- |
| 1 | 2 |
"""
#: Pages of a paper that waits for its approval, and of one that is out.
OF_CHECKING = ["reports:report_detail", "reports:approve_report", "reports:send_back"]
OF_ISSUED = ["reports:report_detail", "reports:revise_report", "reports:withdraw_report"]


def test_pages_of_a_paper_as_it_is_written_approved_and_withdrawn(walk, county, worker):
    lead = UserFactory(agency=county, roles=[Role.PREVENT_LEAD], name=AWKWARD)
    plan = ActionFactory(text=AWKWARD, objective__theme__plan__agency=county).plan
    with transaction.atomic():
        report, _, reviewer = desk.being_written(plan, lead)
    section = report.sections.get(key="training")
    services.keep_words(section, by=lead, words=WORDS)
    services.comment(section, by=reviewer, words=AWKWARD, speaks_for="legal")
    person = walk()
    person.sign_in(lead)
    person.sees("What needs you")

    def args(page):
        return [] if page in desk.OF_NOTHING else [desk.number_of(page, report)]

    kept = {*OF_CHECKING, *OF_ISSUED, "reports:settle_comment"}
    pages = [page for page in shortened(desk, "lead") if page not in kept]
    wrong = walk_through(person, desk, "lead", args, ["reports:report_detail", *pages])
    settles = [section.comments.first().pk]
    wrong += walk_through(person, desk, "lead", lambda page: settles, ["reports:settle_comment"])
    for comment in section.comments.all():
        services.settle(comment, by=lead, answer=AWKWARD)
    services.keep_words(
        section, by=lead, words=WORDS.replace(AWKWARD, LONG)
    )  # papers have no Arabic
    for each in report.sections.all():
        services.accept_offer(each, by=lead)
    services.submit(report, by=lead)
    worker()
    report.refresh_from_db()
    executive = UserFactory(agency=county, roles=[Role.EXECUTIVE], name=AWKWARD)
    approver = walk()
    approver.sign_in(executive)
    approver.sees("Latest report")
    wrong += walk_through(approver, desk, "executive", args, OF_CHECKING)
    services.approve(report, by=executive, read=report.drawn_sha256)
    worker()
    wrong += walk_through(approver, desk, "executive", args, OF_ISSUED)
    services.withdraw(report, by=lead, because=AWKWARD)
    wrong += walk_through(approver, desk, "executive", args, OF_ISSUED[:2])
    assert not wrong, "\n".join(wrong)


def test_pages_of_papers_that_are_coming_dashboards_and_answers(walk, county):
    lead = UserFactory(agency=county, roles=[Role.PREVENT_LEAD], name=AWKWARD)
    ActionFactory(text=AWKWARD, objective__theme__plan__agency=county)
    with acting_for(None):
        body = Body.objects.create(name=AWKWARD, kind="delivery_group", chair_post=LONG)
        question = Question.objects.exclude(figures=[]).first()
        question.text, question.answer = AWKWARD, AWKWARD
        question.save()
        world = {
            "schedule": coming.schedule_of(county, body=body, trouble=AWKWARD),
            "question": question,
            "answer": coming.answer_of(question, county, lead, on=datetime.date(2026, 3, 17)),
        }
    person = walk()
    person.sign_in(lead)
    person.sees("What needs you")

    def args(page):
        takes = next(route.takes for route in routes() if route.name == page)
        return coming.args(page, world) if takes else []

    wrong = walk_through(person, coming, "lead", args, shortened(coming, "lead"))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("reader", ["administrator", "anonymous"])
def test_pages_of_people_and_of_sign_in(walk, county, reader):
    somebody = UserFactory(agency=county, name=LONG, email=f"{LONG}@agency.example")
    person = walk()
    if reader == "administrator":
        administrator = UserFactory(agency=county, roles=[Role.ADMINISTRATOR])
        set_up(administrator)
        person.sign_in(administrator)
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


def awkward(rows, *fields):
    """Every one of the rows is called something awkward, and no two the same."""
    for number, row in enumerate(rows.order_by("pk")):
        for field in fields:
            setattr(row, field, f"{AWKWARD} {number}")
        row.save()


def test_pages_of_rules_and_of_people_in_training(walk, county):
    lead = UserFactory(agency=county, roles=[Role.PREVENT_LEAD])
    world = training.a_world_of(county)
    with acting_for(None):
        world |= rules.a_person_and_more(county, world["course"], world["unit"])
        awkward(Person.objects, "name", "job_title")
        awkward(StaffGroup.objects, "name")
        awkward(Course.objects, "name")
        awkward(Exemption.objects, "reason")
    person = walk()
    person.sign_in(lead)
    person.sees("What needs you")

    pages = shortened(rules, "lead")
    wrong = walk_through(person, rules, "lead", lambda page: rules.args(page, world), pages)
    wrong += walk_through(person, figures, "lead", lambda page: [])
    wrong += walk_through(person, reminders, "lead", lambda page: [])
    assert not wrong, "\n".join(wrong)


def test_pages_of_sessions_and_trainers(walk, county):
    lead = UserFactory(agency=county, roles=[Role.PREVENT_LEAD])
    with acting_for(None):
        world = sessions.a_world_of(county, lead)
        awkward(Session.objects, "title", "place")
        awkward(Trainer.objects, "name")
        awkward(Person.objects, "name")
    world["session"].refresh_from_db()
    person = walk()
    person.sign_in(lead)
    person.sees("What needs you")

    pages = shortened(sessions, "lead")
    wrong = walk_through(person, sessions, "lead", lambda page: sessions.args(page, world), pages)
    assert not wrong, "\n".join(wrong)


def test_pages_of_settings_and_returns(walk, county, today):
    lead = UserFactory(agency=county, roles=[Role.PREVENT_LEAD])
    with acting_for(None):
        world = settings_of_training.a_world_of(lead, today)
        awkward(Setting.objects, "name", "lead_name")
        awkward(AuditRound.objects, "title")
        awkward(MatrixRow.objects, "activities", "competency", "outcome")
    person = walk()
    person.sign_in(lead)
    person.sees("What needs you")

    def args(page):
        return settings_of_training.args(page, world)

    pages = shortened(settings_of_training, "lead")
    wrong = walk_through(person, settings_of_training, "lead", args, pages)
    assert not wrong, "\n".join(wrong)


def test_pages_of_who_is_who_and_documents(walk, county):
    lead = UserFactory(agency=county, roles=[Role.PREVENT_LEAD], name=AWKWARD)
    readers = {"lead": lead, "keeper": lead, "colleague": lead}
    person = walk()
    person.sign_in(lead)
    person.sees("What needs you")

    def args(page):
        found = who.args(page, readers)
        awkward(ContactPoint.objects, "name")
        awkward(Document.objects, "title")
        return found

    wrong = walk_through(person, who, "lead", args, shortened(who, "lead"))
    assert not wrong, "\n".join(wrong)


def test_pages_of_duties(walk, county):
    lead = UserFactory(agency=county, roles=[Role.PREVENT_LEAD], name=AWKWARD)
    partner = AgencyFactory(name=AWKWARD)
    person = walk()
    person.sign_in(lead)
    person.sees("What needs you")

    def args(page):
        kind = duty._about(page)
        return [duty.MADE[kind](partner, lead).pk] if kind else []

    wrong = walk_through(person, duty, "lead", args, shortened(duty, "lead"))
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("table", [premises, beside_premises])
def test_pages_of_premises(walk, county, table):
    readers = premises.people(county)
    world = table.a_world_of(readers)
    with acting_for(None):
        awkward(Premises.objects, "name", "tenant", "address")
        awkward(Network.objects, "name")
        awkward(Booking.objects, "title", "theme", "hirer_name", "organisation")
    person = walk()
    person.sign_in(readers["lead"])
    person.sees("What needs you")

    pages = shortened(table, "lead")
    wrong = walk_through(person, table, "lead", lambda page: table.args(page, world), pages)
    assert not wrong, "\n".join(wrong)
