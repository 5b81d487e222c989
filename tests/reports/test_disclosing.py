"""What a draft does not show: nobody gets round the guard, and people's decisions on it hold."""

import copy
import datetime
import re

import pytest
from django.urls import reverse

from prevent_portal.errors import Refused
from prevent_portal.roles import Role
from reports import desk, home, services
from reports.disclosure import composed, shown
from reports.guard import addresses
from reports.models import DisclosureDecision, ReportSection
from reports.services import making
from tests.factories import AgencyFactory, PlanFactory, UserFactory

from .places import action_of, approved, issued, put_forward
from .test_access import ON, _quick, report_on  # noqa: F401 - a fixture used by every test

pytestmark = pytest.mark.django_db

SMALL = "Three of them, or 3 people, are new."


def _with_few(frozen):
    """A paper with a small number in a table, in its figures and in the words that it offers."""
    frozen = copy.deepcopy(frozen)
    sections = {section["id"]: section for section in frozen["sections"]}
    rows = [
        {"cells": [{"text": name}, {"text": f"{count:,}", "count": count}]}
        for name, count in (("Housing", 3), ("Parks", 40), ("Roads", 50), ("Schools", 61))
    ]
    columns = [{"title": "Unit", "width": 50}, {"title": "Trained", "width": 50, "of": "people"}]
    table = {"type": "table", "caption": "By unit", "columns": columns, "groups": [{"rows": rows}]}
    sections["training"]["blocks"] = [
        {"type": "paragraph", "text": SMALL, "suggested": True, "says": [{"count": 3}]},
        {"type": "paragraph", "text": "Much was done.", "suggested": True},
        table,
    ]
    tile = {
        "label": "New staff",
        "value": "3",
        "count": 3,
        "of": "people",
        "basis": "",
        "change": "",
    }
    sections["glance"] = {"id": "glance", "title": "At a glance", "source": "", "blocks": []}
    sections["glance"]["blocks"] = [{"type": "figures", "figures": [tile]}]
    frozen["sections"] = [sections.pop("glance"), *sections.values()]
    return frozen


class World:
    """A draft that counts three people; who asked for it, who may approve it, who writes in it."""

    def __init__(self):
        self.agency = AgencyFactory(name="Marrowby Council")
        self.plan = PlanFactory(agency=self.agency)
        action_of(self.plan)
        self.lead = UserFactory(roles=[Role.PREVENT_LEAD])
        self.executive = UserFactory(agency=self.agency, roles=[Role.EXECUTIVE])
        self.writer = UserFactory()
        self.report = self.draft()
        services.ask_writer(self.section, by=self.lead, writer=self.writer)

    def draft(self, **asked):
        frozen = making._frozen
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(making, "_frozen", lambda *each: _with_few(frozen(*each)))
            return report_on(self.plan, **{"by": self.lead} | asked)

    @property
    def section(self):
        return self.report.sections.get(key="training")


@pytest.fixture(scope="module")
def kept_world(once):
    return World()


@pytest.fixture
def world(kept_world):
    return copy.deepcopy(kept_world)


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def place_of(report, *parts):
    return next(
        at
        for at, said in addresses(composed(report)).items()
        if all(part in said for part in parts)
    )


def cells(report):
    """What each unit's cell says to the readers."""
    sections = {section["id"]: section for section in shown(report)[0]["sections"]}
    table = next(each for each in sections["training"]["blocks"] if each["type"] == "table")
    rows = table["groups"][0]["rows"]
    return {row["cells"][0]["text"]: row["cells"][1]["text"] for row in rows}


# The guard stands before every page of a draft


def test_a_page_of_a_draft_says_no_more_than_the_paper(client, world):
    client.force_login(world.executive)

    page = words(client.get(world.report.get_absolute_url()))

    assert "New staff fewer than 5" in page


def test_a_writer_is_offered_only_what_may_be_printed(client, world):
    client.force_login(world.writer)

    page = words(client.get(world.section.get_absolute_url()))
    box = client.get(reverse("reports:write_section", args=[world.section.pk]), {"from": "offer"})

    assert SMALL not in page
    assert "Much was done." in page
    assert SMALL not in words(box)
    assert desk.offered_words(world.section) == "Much was done."


def test_figures_of_a_withdrawn_paper_are_on_no_page(client, world):
    report = issued(world.report)
    client.force_login(world.executive)
    assert "New staff" in words(client.get(report.get_absolute_url()))
    services.withdraw(report, by=world.lead, because="A number was wrong.")

    assert "New staff" not in words(client.get(report.get_absolute_url()))
    listed = words(client.get(reverse("reports:figures", args=[report.pk])))
    assert "This report was withdrawn, so its figures are not shown." in listed


def test_a_writer_and_a_reviewer_are_done_once_it_is_issued(world):
    reviewer = UserFactory()
    services.ask_reviewer(world.report, by=world.lead, user=reviewer, speaks_for="legal")
    people = (world.writer, reviewer)
    assert all(ReportSection.objects.visible_to(each).exists() for each in people)

    issued(world.report)

    assert not any(ReportSection.objects.visible_to(each).exists() for each in people)


def test_who_is_only_given_the_paper_sees_nothing_of_how_it_was_written(client, world):
    elsewhere = UserFactory(agency=AgencyFactory(), roles=[Role.EXECUTIVE])
    services.add_reader(world.report, by=world.lead, role=Role.EXECUTIVE)
    report = issued(world.report)
    client.force_login(elsewhere)

    assert client.get(report.get_absolute_url()).status_code == 200
    assert client.get(world.section.get_absolute_url()).status_code == 404
    assert client.get(reverse("reports:disclosure", args=[report.pk])).status_code == 403


def test_words_of_a_restricted_paper_are_not_shown_beside_one_for_others(client, world):
    before = world.draft(audience="restricted", on=ON - datetime.timedelta(days=9))
    services.keep_words(
        before.sections.get(key="training"), by=world.lead, words="For the board alone."
    )
    now = world.draft(on=ON - datetime.timedelta(days=1))
    section = now.sections.get(key="training")
    services.ask_writer(section, by=world.lead, writer=world.writer)
    assert now.previous == before

    page = reverse("reports:write_section", args=[section.pk])
    client.force_login(world.writer)
    assert "For the board alone." not in words(client.get(page))
    client.force_login(world.lead)
    assert "For the board alone." in words(client.get(page))


# Nobody approves their own words


def to_approve(user):
    """The reports that somebody's home asks them to approve."""
    found = next(each for each in home.kinds(user, ON) if each.says == "Approve {}")
    return list(found.rows.values_list("pk", flat=True))


def forward(report, by):
    for section in report.sections.filter(words=""):
        services.accept_offer(section, by=by)
    put_forward(report, by=by)


def test_whoever_wrote_stays_an_author_when_somebody_writes_after_them(world):
    services.keep_words(world.section, by=world.executive, words="Mine.")
    services.keep_words(world.section, by=world.writer, words="Mine, and a comma.")
    forward(world.report, world.lead)

    with pytest.raises(Refused, match="somebody else must approve"):
        approved(world.report, by=world.executive)


def test_whoever_wrote_the_version_before_does_not_approve_the_same_words(world):
    services.keep_words(world.section, by=world.executive, words="As it was.")
    first = issued(world.report)
    second = services.revise(first, by=world.lead, changes="A date.")
    for _ in services.make_report(second.pk):
        pass
    forward(second, world.lead)

    with pytest.raises(Refused, match="somebody else must approve"):
        approved(second, by=world.executive)
    assert to_approve(world.executive) == []
    assert to_approve(UserFactory(agency=world.agency, roles=[Role.EXECUTIVE])) == [second.pk]


# Decisions on numbers


def test_a_keeper_withholds_a_number_and_takes_that_back(client, world):
    assert cells(world.report)["Parks"] == "40"
    client.force_login(world.lead)
    at = reverse("reports:withhold_number", args=[world.report.pk])
    place = place_of(world.report, "Parks", "Trained")

    client.post(at, {"place": place, "reason": "One of them is known to all."})

    assert cells(world.report)["Parks"] == "withheld"
    page = words(client.get(reverse("reports:disclosure", args=[world.report.pk])))
    assert "Not shown either One of them is known to all." in page
    assert "A person asked that it be withheld." in page
    decision = DisclosureDecision.objects.get()
    client.post(reverse("reports:end_decision", args=[decision.pk]))
    assert cells(world.report)["Parks"] == "40"


def test_only_somebody_who_did_not_write_it_shows_a_number_all_the_same(client, world):
    place = place_of(world.report, "Housing", "Trained")
    assert cells(world.report)["Housing"] == "fewer than 5"
    with pytest.raises(Refused, match="somebody else must decide"):
        services.release(world.report, by=world.lead, place=place, reason="They agreed.")

    client.force_login(world.executive)
    at = reverse("reports:release_number", args=[world.report.pk])
    assert client.post(at, {"place": place, "reason": ""}).status_code == 200
    client.post(at, {"place": place, "reason": "They agreed."})

    assert cells(world.report)["Housing"] == "3"
    assert DisclosureDecision.objects.get().by == world.executive


def test_what_is_decided_stays_with_its_number_whatever_is_written_before_it(world):
    place = place_of(world.report, "Housing", "Trained")
    services.release(world.report, by=world.executive, place=place, reason="They agreed.")

    services.keep_words(world.section, by=world.writer, words="One.\n\nTwo.\n\nThree.")

    assert cells(world.report)["Housing"] == "3"


def test_a_decision_on_an_offer_goes_with_the_offer(world):
    place = place_of(world.report, "Training uptake", "Paragraph")
    services.withhold(world.report, by=world.lead, place=place, reason="Few.")

    services.keep_words(world.section, by=world.writer, words="Our own words.")

    assert shown(world.report)[1]


def test_a_release_by_somebody_who_writes_afterwards_does_not_go_out(world):
    place = place_of(world.report, "Housing", "Trained")
    services.release(world.report, by=world.executive, place=place, reason="They agreed.")
    services.keep_words(world.section, by=world.executive, words="Mine.")
    forward(world.report, world.lead)

    with pytest.raises(Refused, match="on the word of somebody who"):
        approved(world.report, by=UserFactory(roles=[Role.PREVENT_LEAD]))


def test_nobody_who_wrote_it_changes_what_is_shown_while_it_waits_for_approval(world):
    place = place_of(world.report, "Parks", "Trained")
    decision = services.withhold(world.report, by=world.lead, place=place, reason="Known to all.")
    forward(world.report, world.lead)

    with pytest.raises(Refused, match="only somebody who did not write it"):
        services.end_decision(decision, by=world.lead)
    services.end_decision(decision, by=world.executive)
    with pytest.raises(Refused, match="taken back already"):
        services.end_decision(decision, by=world.executive)


def test_what_went_out_stays_as_it_is_shown(world):
    place = place_of(world.report, "Parks", "Trained")
    out = issued(world.report)

    with pytest.raises(Refused, match="is issued: what is shown in it stays"):
        services.withhold(out, by=world.lead, place=place, reason="Too late.")


def test_a_restricted_paper_withholds_nothing(client, world):
    report = world.draft(audience="restricted", on=ON - datetime.timedelta(days=3))
    client.force_login(world.lead)

    page = words(client.get(reverse("reports:disclosure", args=[report.pk])))

    assert "Nothing is withheld from the readers of a restricted report." in page
    with pytest.raises(Refused, match="restricted"):
        services.withhold(report, by=world.lead, place="x", reason="Why.")
