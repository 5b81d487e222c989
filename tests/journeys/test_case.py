"""A case from the referral to the review six months after it was closed, in three walks through one world."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from playwright.sync_api import expect

from channel import services
from channel.models import Case, PanelMeeting
from prevent_portal.acting import acting_for
from tests.channel import supported
from tests.channel.meetings import TODAY, to_panel
from tests.channel.panels import World
from tests.channel.second_factor import set_up

WARD = "The school and the chess club know him well."
SIX_MONTHS_LATER = datetime.datetime(2026, 9, 21, 10, tzinfo=datetime.UTC)


@pytest.fixture
def world():
    """A panel with its people, of whom those who sit on it have a second factor."""
    world = World()
    for person in (world.chair, world.deputy, world.coordinator, world.member):
        set_up(person)
    return world


def fill(person, **fields):
    """Type, choose or tick by the names of the boxes; a day goes into its three."""
    for name, value in fields.items():
        if isinstance(value, datetime.date):
            for part in ("day", "month", "year"):
                person.page.locator(f"[name={name}_{part}]").fill(str(getattr(value, part)))
            continue
        box = person.page.locator(f"[name={name}]").first
        kind = box.evaluate("box => box.type")
        if kind == "radio":
            person.page.locator(f"[name={name}][value={value}]").check()
        elif kind == "checkbox":
            box.check()
        elif kind == "select-one":
            box.select_option(label=value)
        else:
            box.fill(value)


def does(person, step, heading, button="Save", **fields):
    """From the page of a case: press a step, look at its form, fill it in, and be back at the case."""
    case = person.page.get_by_role("heading", level=1).inner_text()
    person.press(step, role="button", exact=True)
    person.sees(heading)
    fill(person, **fields)
    person.press(button, role="button", exact=True)
    expect(person.page.get_by_role("heading", level=1, name=case)).to_be_visible()


def signed_in(walk, user):
    person = walk()
    person.sign_in(user)
    return person


def test_a_referral_is_screened_agencies_answer_and_section_36_is_decided(walk, world):
    teacher = signed_in(walk, world.teacher)
    teacher.go("/channel/refer/", "Refer a concern")
    fill(
        teacher,
        concerns="He says that the moon is armed.",
        panel="Panel of the county",
        forenames="Ottoline",
        surname="Brasswick",
        sector="Education",
        attested=True,
    )
    teacher.press("Send the referral", role="button")
    teacher.sees("Referral received")
    said = teacher.page.locator(".govuk-panel__body strong").inner_text()

    runs = signed_in(walk, world.coordinator)
    runs.go("/channel/cases/", "Channel cases")
    runs.press(said)
    runs.sees(said)
    does(runs, "Record that the police were told", "Shared with the police Prevent team")
    does(runs, "Begin screening", "Begin screening", "Begin screening")
    does(runs, "Record deconfliction", "Record deconfliction", outcome="clear")
    gateway = {"conclusion": "concern", "words": "Ask the school."}
    does(runs, "Record the gateway assessment", "Record the gateway assessment", **gateway)
    does(runs, "Go on to gather information", "Gather information", "Go on to gather information")
    for agency, asked in (
        (world.health, world.member),
        (world.police, world.officer_of_police),
        (world.teacher.agency, world.teacher),
    ):
        runs.press("Ask an agency", role="button")
        who = f"{agency.name}: {asked.name}"
        fill(runs, answerer=who, asked="What do you know of this person?", shares_name=True)
        runs.press("Send the request", role="button")
        expect(runs.page.get_by_text("The request is sent.")).to_be_visible()
    runs.look()

    set_up(world.officer_of_police)
    for asked, holds in (
        (world.member, ""),
        (world.officer_of_police, "no"),
        (world.teacher, WARD),
    ):
        answers = signed_in(walk, asked)
        answers.press("Answer request")
        expect(answers.page.get_by_text("Ottoline Brasswick")).to_be_visible()
        expect(answers.page.get_by_text("moon")).to_have_count(0)
        yes = {"holds": "yes", "words": holds or "Nothing but a broken arm."}
        fill(answers, attested=True, **({"holds": "no"} if holds == "no" else yes))
        if asked is world.teacher:
            answers.look()
        answers.press("Send the answer", role="button")
        expect(answers.page.get_by_role("button", name="Send the answer")).to_have_count(0)

    runs.go("/", "What needs you")
    runs.press(said)
    runs.sees(said)
    expect(runs.page.get_by_text(WARD)).to_be_visible()
    expect(runs.page.get_by_text("Nothing held")).to_be_visible()
    does(runs, "Go on to the section 36 decision", "Go on to the section 36 decision", "Go on")
    does(
        runs,
        "Record the section 36 decision",
        "Record the section 36 decision",
        "Record the decision",
        decided_by="police",
        decider="The Prevent superintendent",
        is_met="yes",
        grounds="What was referred has grown, and those who know him say so.",
    )
    expect(runs.page.get_by_text("Referred to panel").first).to_be_visible()
    runs.look()


def test_the_panel_decides_by_majority_and_the_plan_comes_before_consent(walk, world):
    born = datetime.date(1999, 5, 4)
    case = to_panel(world, subject={"date_of_birth": born})
    chairs = signed_in(walk, world.chair)
    chairs.go(world.panel.get_absolute_url(), world.panel.name)
    chairs.press("Plan a meeting", role="button")
    chairs.sees("Plan a meeting")
    fill(chairs, on=TODAY, starts_at="14:00", place="Committee room 3")
    chairs.press("Save", role="button")
    chairs.sees("Meeting of 18 March 2026")
    chairs.press("Tell the members that the papers are ready", role="button")
    expect(chairs.page.get_by_text("The members are told")).to_be_visible()

    member = signed_in(walk, world.member)
    with acting_for(world.member):
        meeting = PanelMeeting.objects.get(panel=world.panel)
    member.go(meeting.get_absolute_url(), "Meeting of 18 March 2026")
    member.press(case.reference)
    member.sees(case.reference)
    does_not_stay(member)

    chairs.press("Begin the meeting", role="button")
    chairs.sees("Who is there")
    for person in (world.chair, world.deputy):
        chairs.page.get_by_label(f"{person.name}, {person.agency.name}").select_option("Present")
    chairs.press("Save", role="button")
    chairs.sees("Meeting of 18 March 2026")
    expect(chairs.page.get_by_role("cell", name=world.member.name)).to_be_visible()
    chairs.press("Minute it")
    chairs.sees(case.reference)
    expect(chairs.page.get_by_text("No decision can be recorded yet.")).to_be_visible()
    chairs.press("Say who is there")
    police = world.officer_of_police
    chairs.page.get_by_label(f"{police.name}, {police.agency.name}").select_option("Present")
    chairs.press("Save", role="button")
    chairs.press("Minute it")
    fill(
        chairs,
        summary="He speaks of it at school.",
        risk="Medium, and rising.",
        decision="adopt",
        how="majority",
    )
    chairs.press("Record the decision", role="button")
    expect(chairs.page.get_by_role("link", name="Enter who disagreed, and why")).to_be_visible()
    chairs.look()
    fill(chairs, dissent="The deputy: the school has only begun to help.")
    chairs.press("Record the decision", role="button")
    chairs.sees("Meeting of 18 March 2026")
    chairs.press("Write notes")
    fill(chairs, notes="Ask the college at once.", is_done=True)
    chairs.press("Save", role="button")
    chairs.press("Finish the meeting", role="button")
    chairs.press("Let the minutes stand", role="button")
    chairs.sees("Meeting of 18 March 2026")
    expect(chairs.page.get_by_text("Ask for consent to support")).to_be_visible()

    chairs.go(case.get_absolute_url(), case.reference)
    expect(chairs.page.get_by_role("link", name="Record that consent was asked for")).to_have_count(
        0
    )
    does(chairs, "Draft the support plan", "Draft the support plan", **supported.CONTENTS)
    how = {"how": "In a talk at home."}
    does(chairs, "Record that consent was asked for", "Record that consent was asked for", **how)
    does(chairs, "Record the answer", "Record the answer about consent", is_given="yes", **how)
    does(chairs, "Adopt the case", "Adopt the case", "Adopt")
    supported.provider(world)
    does(
        chairs,
        "Arrange support",
        "Arrange support",
        kind="Mentoring",
        provider="Boxing at the mill",
        purpose="Company, and somewhere to be on Tuesdays.",
    )
    expect(chairs.page.get_by_text("Consent since 18 March 2026")).to_be_visible()
    expect(
        chairs.page.get_by_text("The deputy: the school has only begun to help.")
    ).to_be_visible()
    chairs.look()


def does_not_stay(member):
    """A member declares a conflict of interest: the case is closed to them at once."""
    here = member.page.url
    member.press("Declare a conflict of interest", role="button")
    member.sees("Declare a conflict of interest")
    member.press("Declare the conflict", role="button")
    member.sees("Channel cases")
    assert member.page.goto(here).status == 404


def test_a_review_changes_the_assessment_and_the_closed_case_comes_back_in_six_months(walk, world):
    case = supported.adopted(world)
    before = {factor: (2, "") for factor in supported.framework().factors.all()[:3]}
    supported.assessed(world, case, on=TODAY - datetime.timedelta(days=5), findings=before)
    factors = [factor.pk for factor in before]
    with acting_for(world.chair):
        services.set_lives_in(case, by=world.chair, on=TODAY, lives_in=world.police)
    runs = signed_in(walk, world.coordinator)
    runs.go(case.get_absolute_url(), case.reference)
    does(runs, "Review the plan", "Review the support plan", words="He goes each Tuesday.")
    runs.press("Assess again", role="button")
    runs.sees("Assess")
    scale = supported.framework().scale
    scores = {f"score_{factors[0]}": scale[1], f"score_{factors[1]}": scale[2]}
    fill(runs, changed="Speaks of other things now.", conclusion="Less risk than it was.", **scores)
    runs.press("Save", role="button")
    runs.sees("Assessment 2, 18 March 2026")
    expect(runs.page.get_by_text("▼ Down")).to_have_count(1)
    runs.go(case.get_absolute_url(), case.reference)
    expect(runs.page.get_by_text("Less risk than it was.").first).to_be_visible()
    does(
        runs,
        "Close the case",
        "Close the case",
        "Close the case",
        because="Risk much reduced",
        report="A mentor each Tuesday. The person keeps in touch with the club.",
        told_on=TODAY,
    )
    expect(runs.page.get_by_text("Closing report of 18 March 2026")).to_be_visible()
    runs.look()
    runs.end()

    with time_machine.travel(SIX_MONTHS_LATER, tick=True):
        later = signed_in(walk, world.coordinator)
        later.sees("What needs you")
        later.go(reverse("channel:plan_meeting", args=[world.panel.pk]), "Plan a meeting")
        fill(later, on=SIX_MONTHS_LATER.date(), starts_at="14:00")
        later.press("Save", role="button")
        later.sees("Meeting of 21 September 2026")
        expect(later.page.get_by_role("cell", name="Review after closing")).to_be_visible()
        later.press(case.reference)
        later.sees(case.reference)
        does(
            later,
            "Record the six-month review",
            "Record the six-month review",
            "Save the review",
            finding="none",
            words="Nothing was heard since.",
        )
        expect(later.page.get_by_text("Six-month review done").first).to_be_visible()
        later.end()
    with acting_for(world.coordinator):
        assert Case.objects.get(pk=case.pk).status == Case.Status.SIX_MONTHS
