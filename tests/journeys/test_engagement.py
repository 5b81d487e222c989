"""A partnership's week: an event is written down, meets a grant's condition, and a briefing is given."""

import pytest
from playwright.sync_api import expect

from actions.models import BriefingGiven, Engagement, GrantCondition, Tension
from prevent_portal.roles import Role
from tests.factories import (
    AgencyFactory,
    BriefingFactory,
    CommunityGroupFactory,
    EngagementFactory,
    GrantConditionFactory,
    GrantFactory,
    TensionLevelFactory,
    UserFactory,
)

LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"


@pytest.fixture
def lead():
    county = AgencyFactory(name="Saltshire County Council", is_lead=True)
    return UserFactory(agency=county, roles=[Role.PREVENT_LEAD])


def typed_day(page, group, day, month, year):
    boxes = page.get_by_role("group", name=group, exact=True)
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        boxes.get_by_label(label, exact=True).fill(value)


def test_a_round_table_meets_what_the_money_obliges_to(walk, lead):
    group = CommunityGroupFactory(name=f"{LONG} forum")
    grant = GrantFactory(title="Prevent coordination", owner=lead)
    GrantConditionFactory(
        grant=grant,
        words="Hold a round table",
        due_raw="28 February 2026",
        due_kind="date",
        due_on="2026-02-28",
    )
    person = walk()
    page = person.page
    person.sign_in(lead)
    person.sees("What needs you")
    expect(page.get_by_role("link", name="Condition: Hold a round table")).to_be_visible()

    person.press("Partnership", exact=True)
    person.sees("Partnership")
    person.press("Communications and engagement", exact=True)
    person.sees("Communications and engagement")
    person.press("Add an engagement", role="button")
    person.sees("Add an engagement")
    page.get_by_label("Title").fill("Round table in February")
    page.get_by_label("Kind").select_option(label="Round table")
    typed_day(page, "From", "20", "2", "2026")
    page.get_by_label(f"{LONG} forum").check()
    page.get_by_label("People reached").fill("46")
    person.press("Save", role="button")
    person.sees("Round table in February")
    assert list(Engagement.objects.get().groups.all()) == [group]

    person.go("/", "What needs you")
    person.press("Condition: Hold a round table")
    person.sees("Hold a round table")
    person.press("Change", role="button", exact=True)
    person.sees("Change the condition")
    typed_day(page, "Met on (optional)", "20", "2", "2026")
    page.get_by_label("Event that met it").select_option(label="Round table in February")
    person.press("Save", role="button")
    person.sees("Hold a round table")
    expect(page.get_by_role("link", name="Round table in February")).to_be_visible()
    assert GrantCondition.objects.get().met_engagement == Engagement.objects.get()

    person.go(grant.get_absolute_url(), "Prevent coordination")
    person.go("/partnership/engagement/figures/", "Engagement in figures")
    person.go("/", "What needs you")
    expect(page.get_by_role("link", name="Condition: Hold a round table")).to_have_count(0)


@pytest.mark.soak
def test_a_briefing_still_owed_is_given_in_one_step(walk, lead):
    BriefingFactory(post="Leader of the council", subject="Local profile", owner=lead)
    person = walk(javascript=False)
    person.sign_in(lead)
    person.press("Briefing: Leader of the council")
    person.sees("Leader of the council: Local profile")
    person.press("It was given", role="button")
    person.sees("Leader of the council: Local profile")

    assert BriefingGiven.objects.get().by == lead
    assert person.clicks == 2


def test_tension_is_reported_without_a_name_and_read_by_few(walk, lead):
    TensionLevelFactory(rank=2, name="Watch")
    spoc = UserFactory(roles=[Role.SPOC])
    neighbour = UserFactory(roles=[Role.SPOC])
    reporter, outsider = walk(), walk()
    page = reporter.page
    reporter.sign_in(spoc)
    reporter.go("/partnership/tensions/", "Tension log")
    reporter.press("Add a tension entry", role="button")
    reporter.sees("Add a tension entry")
    typed_day(page, "Day", "16", "3", "2026")
    page.get_by_label("Kind").select_option(label="Online")
    page.get_by_label("Level").select_option(label="2 Watch")
    page.get_by_label("What is felt, and where").fill(f"Talk about {LONG}")
    reporter.press("Save", role="button")
    reporter.sees("Add a tension entry")
    expect(page.get_by_text("Confirm that there are no details").first).to_be_visible()
    page.get_by_label("There are no details of individuals").check()
    reporter.press("Save", role="button")
    reporter.sees("TEN-2026-001")

    entry = Tension.objects.get()
    outsider.sign_in(neighbour)
    outsider.go("/partnership/tensions/", "Tension log")
    expect(outsider.page.get_by_text("TEN-2026-001")).to_have_count(0)
    outsider.go(entry.get_absolute_url(), "Page not found", status=404)
    auditor = walk()
    auditor.sign_in(UserFactory(roles=[Role.AUDITOR]))
    auditor.go("/partnership/tensions/figures/", "Tension in figures")
    auditor.go(entry.get_absolute_url(), "Page not found", status=404)


@pytest.mark.soak
def test_gaps_are_shown_at_a_desk_and_on_a_phone(walk, lead):
    CommunityGroupFactory(name=f"{LONG} {LONG}", area=LONG)
    EngagementFactory(kind="training")
    person = walk()
    person.sign_in(lead)
    person.go("/partnership/engagement/figures/", "Engagement in figures")
    person.go("/partnership/community-groups/?needs=yes", "Community groups")
