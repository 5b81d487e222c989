"""Every kind of report that is shipped: its sections, columns and order, and what no paper says."""

import copy
import json
import tomllib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from actions.models import Plan
from channel.services import assurance
from prevent_portal.acting import acting_for
from prevent_portal.figures import catalogue as figures
from prevent_portal.roles import Role
from reports import assembly, lists, scopes
from reports.models import Report, ReportTemplate
from reports.models.templates import AUDIENCES
from reports.sources import catalogue
from tests import factories as f

from .county import NAMED, County
from .places import (
    ON,
    SEEDS,
    action_facts,
    commission,
    noon,
    objective_facts,
    plan_facts,
    position,
    shipped,
)

pytestmark = pytest.mark.django_db

KINDS = {kind["name"]: kind for kind in tomllib.loads(SEEDS.read_text("utf-8"))["kind"]}
#: The most queries that gathering a paper takes, whatever the size.
MOST_QUERIES = 30


@pytest.fixture(scope="module")
def kept_county(once):
    """The county, made once for this module."""
    return County()


@pytest.fixture
def county(kept_county):
    """The county as it was made."""
    return copy.deepcopy(kept_county)


def gathered(county, name, audience):
    """The frozen paper of a kind for an audience, and the queries that it took."""
    kind = KINDS[name]
    plan, agency = county.about(kind.get("about", "plan"), kind.get("plan_kinds", ()))
    asked = commission(
        kind=name,
        title=kind["title"],
        body=kind["body"],
        months=kind["months"],
        audience=audience,
        since=ON.replace(year=2025, month=9),
        known_at=noon(2026, 3, 20),
        organisation=agency.name,
        is_numbered=kind.get("is_numbered", True),
    )
    paper = assembly.Paper(asked, plan_row=plan, agency=agency)
    with acting_for(None), CaptureQueriesContext(connection) as queries:
        frozen = assembly.assemble(paper, shipped(name))
    return frozen, len(queries)


def columns(frozen):
    """The headings of each table, by the key of its section, in order."""
    return {
        section["id"]: [
            [column["title"] for column in block["columns"]]
            for block in section["blocks"]
            if block["type"] == "table"
        ]
        for section in frozen["sections"]
    }


def headings(frozen, key):
    section = next(each for each in frozen["sections"] if each["id"] == key)
    return [block["text"] for block in section["blocks"] if block["type"] == "heading"]


# Every kind


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_gathered_for_each_audience_in_few_queries_and_names_nobody(county, name):
    frozen = {}
    for audience in KINDS[name]["audiences"]:
        frozen[audience], queries = gathered(county, name, audience)
        assert queries <= MOST_QUERIES, (audience, queries)

    for audience, paper in frozen.items():
        said = json.dumps(paper)
        assert json.loads(said) == paper
        assert NAMED not in said, audience
        assert county.reference not in said, audience
        titles = [section["title"] for section in KINDS[name]["section"]]
        assert [section["title"] for section in paper["sections"]] == [
            title for title in titles if title != "Training strategy"
        ]


def test_nothing_of_channel_is_counted_for_the_public(county):
    for name, kind in KINDS.items():
        if "public" in kind["audiences"]:
            frozen, _ = gathered(county, name, "public")
            for section in frozen["sections"]:
                if section.get("channel"):
                    assert not any(block["type"] == "table" for block in section["blocks"])


def test_what_is_left_out_of_the_plan_for_the_public_is_in_no_paper_for_them(county):
    for name, kind in KINDS.items():
        if "public" in kind["audiences"]:
            said = json.dumps(gathered(county, name, "public")[0])
            assert "Print a leaflet" not in said, name
            assert "Brief the board" not in said, name
    assert "Tell the board" in said


def test_every_source_and_figure_that_the_kinds_name_exists():
    sections = [section for kind in KINDS.values() for section in kind["section"]]
    assert {each["source"] for each in sections if each.get("source")} <= set(catalogue())
    assert {name for each in sections for name in each.get("figures", ())} <= set(figures())
    assert {name for kind in KINDS.values() for name in kind["audiences"]} <= set(AUDIENCES)


def test_a_new_installation_has_every_kind_with_its_sections_in_order():
    found = {
        kind.name: list(kind.sections.order_by("position").values_list("key", flat=True))
        for kind in ReportTemplate.objects.all()
    }
    assert found == {
        name: [section["key"] for section in kind["section"]] for name, kind in KINDS.items()
    }


# The councils' own kinds, as domain 3 has them


def test_the_yearly_paper_for_cabinet_has_sections_a_to_l_and_the_plan_by_theme(county):
    frozen, _ = gathered(county, "annual-cabinet", "member")

    assert [section["id"] for section in frozen["sections"]] == [
        "header", "summary", "recommendation", "narrative", "leadership", "risk", "safeguarding",
        "channel", "training", "national", "options", "resources", "value", "legal", "property",
        "unitary", "other", "consultation", "communication", "monitoring", "review", "background",
        "questions", "plan",
    ]  # fmt: skip
    letters = [s["title"][:2] for s in frozen["sections"] if s["title"][1:2] == "."]
    assert letters == [f"{letter}." for letter in "ABCDEFGHIJKL"]
    header = frozen["sections"][0]["blocks"][0]
    particulars = [row["cells"][0]["text"] for row in header["groups"][0]["rows"]]
    assert particulars == [
        "Title", "Date", "Author", "Contact officer", "Local members affected",
        "Portfolio areas affected", "For press enquiries", "Is the report confidential?",
    ]  # fmt: skip
    assert columns(frozen)["plan"] == [
        ["Ref", "Outcome", "Key actions in the year before", "Key actions for 2025/26", "By when"]
    ]
    numbers = [b["number"] for s in frozen["sections"] for b in s["blocks"] if "number" in b]
    assert numbers == [f"{n}." for n in range(1, len(numbers) + 1)]


def test_the_update_on_priority_actions_has_one_row_an_action_and_its_day(county):
    frozen, _ = gathered(county, "priority-actions", "officer")

    assert columns(frozen)["priorities"] == [
        ["", "Priority action", "Update summary as of 18 March 2026"]
    ]
    (row,) = frozen["sections"][1]["blocks"][0]["groups"][0]["rows"]
    number, priority, update = row["cells"]
    assert (number["text"], priority["text"]) == ("Action 1", "Everybody leads")
    assert update["points"][0] == (
        "Meet every quarter: late (in progress). 5 January 2026: Two were held."
    )


def test_actions_that_answer_the_local_profile_stand_under_a_heading_of_their_own(county):
    plan = county.plans["internal"]
    risk = county.risk
    with acting_for(None):
        risk.source, risk.has_no_intelligence = "ctlp", True
        risk.save()
        risk.actions.add(plan.themes.get().objectives.get().actions.first())
    frozen, _ = gathered(county, "priority-actions", "officer")
    rows = frozen["sections"][1]["blocks"][0]["groups"][0]["rows"]
    assert [row["cells"][1]["text"] for row in rows] == [
        "Everybody leads",
        "Specific actions relating to the local profile",
    ]
    assert rows[1]["cells"][2]["points"][0].startswith("Meet every quarter")


def test_the_plan_of_a_contact_has_a_row_a_duty(county):
    frozen, _ = gathered(county, "spoc-plan", "officer")
    assert columns(frozen)["plan"] == [
        ["Duty", "Actions", "Impact", "Lead", "Progress", "Evidence"]
    ]


def test_the_county_plan_and_strategy_have_their_parts(county):
    frozen, _ = gathered(county, "county-plan", "officer")
    found = columns(frozen)
    assert list(found) == [
        "introduction", "management", "channel", "spocs", "members", "spoc-plans", "group", "audit",
        "equality", "example", "plan", "guidance", "pathways",
    ]  # fmt: skip
    assert found["spocs"] == [["Area", "SPOC"]]
    assert found["example"] == [["Duty", "Actions", "Impact", "Lead", "Progress", "Evidence"]]
    assert found["plan"] == [
        ["Area", "Responsible agency", "Timescale", "Expected outcomes", "Updates"]
    ]


def test_the_plan_for_the_public_has_one_column_of_activity(county):
    frozen, _ = gathered(county, "public-plan", "public")
    assert columns(frozen)["plan"] == [["Project activity and description"]]


def test_a_paper_holds_no_other_plan_of_a_higher_marking_nor_one_for_officers(county):
    assert columns(gathered(county, "county-plan", "member")[0])["example"] == []
    plan = county.plans["partnership"]
    plan.marking = Plan.Marking.SENSITIVE
    plan.save()

    assert columns(gathered(county, "committee-progress", "member")[0])["partnership"] == []


def test_a_priority_with_one_action_says_what_is_promised_and_then_what_was_reported():
    action = action_facts(
        "We will meet.", now=position(updated_on=None), progress_notes=("Met in May.", "And June.")
    )
    facts = plan_facts(
        ("", [objective_facts("Partners", [action])]), layout="priority-action-updates"
    )
    paper = assembly.Paper(commission(), known=facts)

    (block,) = catalogue()["plan.priorities"].build(paper).blocks

    (row,) = block["groups"][0]["rows"]
    number, priority, update = row["cells"]
    assert [run["text"] for run in priority["runs"]] == ["Partners", "\nWe will meet."]
    assert update["points"] == ["Met in May.", "And June."]


def test_the_paper_for_a_committee_has_its_parts_in_order(county):
    frozen, _ = gathered(county, "committee-progress", "member")
    assert columns(frozen)["partnership"] == columns(frozen)["plan"] != []
    header = frozen["sections"][0]["blocks"][0]["groups"][0]["rows"]
    assert [row["cells"][0]["text"] for row in header] == [
        "Date", "Agenda item", "Executive sponsor", "Title",
    ]  # fmt: skip
    assert [section["title"] for section in frozen["sections"]] == [
        "Particulars", "Purpose of the report", "Information and advice", "Recommendations",
        "Author and enquiries", "Background papers", "Appendix 1: action plan",
        "Appendix 2: action plan of the partnership",
    ]  # fmt: skip
    assert headings(frozen, "information") == [
        "Governance", "Training", "Computers", "Premises", "The team", "Young people's voice",
        "Practice and thresholds",
    ]  # fmt: skip


def test_the_yearly_statement_of_channel_has_its_columns_and_a_place_to_sign(county):
    frozen, _ = gathered(county, "channel-assurance", "restricted")
    assert columns(frozen)["statement"] == [
        ["Area of control", "Assurance statement", "Extent met", "Evidence and comment"],
        ["What is counted", "Number"],
        ["Signed by", "Signature", "Day"],
    ]


def test_who_sits_on_the_panel_gets_the_statement_that_it_wrote(county):
    channel = county.channel
    with acting_for(channel.coordinator):
        assurance.begin_statement(channel.panel, year=2025, by=channel.coordinator, on=ON)
    kind = KINDS["channel-assurance"]
    asked = commission(
        kind=kind["name"], months=12, audience="restricted", known_at=noon(2026, 3, 20)
    )
    said = {}
    for asker in (channel.coordinator, channel.teacher):
        paper = assembly.Paper(asked, agency=county.agency, asker=asker)
        with acting_for(None):
            frozen = assembly.assemble(paper, shipped("channel-assurance"))
        section = next(each for each in frozen["sections"] if each["id"] == "statement")
        said[asker] = section["blocks"][0]["text"]
    assert (
        said[channel.coordinator]
        == "The statement for 2025/26 is a draft that no chair has signed."
    )
    assert said[channel.teacher].endswith("how far each standard is met is left open.")


def test_the_quarterly_update_goes_through_what_the_group_goes_through(county):
    frozen, _ = gathered(county, "delivery-group", "restricted")
    assert [section["title"] for section in frozen["sections"]] == [
        "Apologies and attendance", "Changes in risk", "Plan exceptions", "Each agency's own plan",
        "Training by agency", "Referral trends", "Premises and computers", "Community tensions",
        "Good practice", "Decisions and actions",
    ]  # fmt: skip
    assert columns(frozen)["plans"] == [
        ["Agency", "Plan", "Actions", "Complete", "Late", "Blocked", "% complete"]
    ]


# What sources compute


def test_each_plan_is_counted_as_its_own_report_counts_it(county):
    frozen, _ = gathered(county, "hand-over", "restricted")
    plans = next(each for each in frozen["sections"] if each["id"] == "plans")
    rows = plans["blocks"][0]["groups"][0]["rows"]
    assert [[cell["text"] for cell in row["cells"]][1:] for row in rows] == [
        [f"Marrowby {kind} plan", "3", "1", "1", "0", "33.3"]
        for kind in ("internal", "partnership", "spoc")
    ]


def test_people_carry_their_count_and_percentages_what_they_are_made_of(county):
    frozen, _ = gathered(county, "training-return", "officer")
    rules = next(each for each in frozen["sections"] if each["id"] == "rules")["blocks"][0]
    row = rules["groups"][0]["rows"][0]["cells"]
    assert [rules["columns"][place].get("of") for place in (1, 2, 3)] == ["people", "people", None]
    assert (row[1]["count"], row[2]["count"]) == (3, 2)
    assert (row[3]["text"], row[3]["share"]) == ("66.7", [2, 1])


def test_a_figure_says_its_value_out_of_what_and_how_it_stood(county):
    frozen, _ = gathered(county, "chief-executive", "officer")
    section = next(each for each in frozen["sections"] if each["id"] == "figures")
    rows = [[c["text"] for c in row["cells"]] for row in section["blocks"][0]["groups"][0]["rows"]]
    found = {row[0]: row[1:6] for row in rows}
    assert found["Complete"] == ["1", "3 actions in the plan", "33.3", "1", "0"]
    people = "people in post on the day, whom the headline rule is for"
    assert found["Have had Prevent training"] == ["2", f"3 {people}", "66.7", "2", "–"]


def test_a_figure_of_channel_shows_only_in_a_section_of_channels(county):
    asked = commission(known_at=noon(2026, 3, 20))
    names = ("channel.received",)
    said = {}
    for source in ("figures.chosen", "figures.of_channel"):
        section = assembly.Section("figures", "Figures", source, figures=names)
        with acting_for(None):
            paper = assembly.Paper(asked, agency=county.agency)
            (frozen,) = assembly.assemble(paper, [section])["sections"]
        cells = frozen["blocks"][0]["groups"][0]["rows"][0]["cells"]
        said[source] = (cells[1]["text"], bool(frozen.get("channel")))
    assert said == {"figures.chosen": ("–", False), "figures.of_channel": ("1", True)}


def test_a_sensitive_risk_is_in_the_restricted_edition_only(county):
    with acting_for(None):
        county.risk.marking = "official-sensitive"
        county.risk.save()
    for audience, is_there in (("restricted", True), ("officer", False), ("member", False)):
        said = json.dumps(gathered(county, "safeguarding-boards", audience)[0])
        assert (county.risk.title in said) is is_there, audience


# The list behind each figure

#: Where the list behind a figure is, for whoever may see it all: the report's own page, or one of its app.
OWN = "/reports/"
PEOPLE, PLACES = "/training/position/people/", "/premises/"
LISTS = {
    **dict.fromkeys(("actions.late", "engagement.done", "engagement.reach", "money.spent"), OWN),
    **dict.fromkeys(("documents.in_time", "settings_covered", "assurance.risks_high"), OWN),
    **dict.fromkeys(("sessions_held", "trainers_accredited", "engagement.groups"), OWN),
    **dict.fromkeys(("people_trained", "people_overdue", "starters_on_time"), PEOPLE),
    **dict.fromkeys(("premises_audited", "bookings_in_time", "networks_tested"), PLACES),
    **dict.fromkeys(("channel.received", "channel.live"), lists.COUNTS_ONLY),
    **dict.fromkeys(("assurance.benchmarks_met", "boards.attendance"), lists.NO_ROWS),
}


def test_the_list_behind_a_figure_holds_what_it_counts_for_those_who_may_see_it(county):
    report = Report(pk=1, plan=county.plans["internal"], agency=county.agency, on=ON)
    told = [lists.Told(name, "", "") for name in figures()]
    outsider = f.UserFactory(roles=[Role.ELECTED_MEMBER])

    found = {each.figure.name: each for each in lists.lists_of(report, told, county.lead)}
    kept = {each.figure.name: each for each in lists.lists_of(report, told, outsider)}

    assert found.keys() == kept.keys() == figures().keys()
    for name, where in LISTS.items():
        assert (found[name].href or found[name].why).startswith(where), name
    assert not [name for name, each in found.items() if bool(each.href) == bool(each.why)]
    assert not [name for name, each in kept.items() if each.href and not each.href.startswith(OWN)]
    assert kept["people_trained"].why == kept["documents.in_time"].why == lists.NOT_YOURS
    counted = 0
    for name, each in found.items():
        is_alike = name.startswith("actions.") and name != "actions.on_track"
        if is_alike or not each.href.startswith(OWN):
            continue
        behind = lists.behind_report(report, told, name, county.lead)
        value = figures()[name].at(
            scopes.scope_of(name, agency=report.agency, plan=report.plan), on=ON
        )
        assert behind.is_sum or behind.counted == value.count, name
        assert behind.rows.count() + behind.hidden == behind.counted
        counted += behind.counted
    assert counted > 10


def test_a_paper_says_which_figures_its_tables_tell(county):
    internal, _ = gathered(county, "six-monthly", "officer")
    told = {
        section["id"]: [each.name for each in lists.told_in(section["blocks"])]
        for section in internal["sections"]
    }

    assert len(told["glance"]) == 6
    assert told["progress"][0] == "actions.in_plan"
    assert told["training"] == ["people_trained", "people_past_deadline"]
    assert {"actions.late", "people_trained"} < {*told["definitions"]}
    of_all, _ = gathered(county, "delivery-group", "officer")
    blocks = [block for section in of_all["sections"] for block in section["blocks"]]
    assert {"people_trained", "premises_audited"} < {each.name for each in lists.told_in(blocks)}
