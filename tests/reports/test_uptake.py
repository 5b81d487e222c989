"""Training uptake in the six-monthly report: both percentages with what they are of, and their chart."""

import datetime
import json
import xml.etree.ElementTree as ET

import pytest

from actions.models import Plan
from prevent_portal.acting import acting_for
from reports import charts, facts, uptake
from reports.guard import guarded
from tests.factories import AgencyFactory, PlanFactory
from tests.training.extracts import FIRST, extract
from training.models import Posting, Rule
from training.position import Figures
from training.services import extracts

from .places import ON, commission, noon, six_monthly, training_facts


def made(training):
    return uptake.blocks(
        training, day="18 March 2026", paragraph=lambda text: {"type": "paragraph", "text": text}
    )


def sentences(training):
    return [block["text"] for block in made(training) if block["type"] == "paragraph"]


def test_both_shares_are_said_with_what_they_are_of():
    assert sentences(training_facts()) == [
        "On 18 March 2026, 40 of the 50 people in post at Marrowby Council (80.0% of all in post) "
        "had had Prevent training. Of the 32 whose deadline for it had passed, 26 (81.2% of them) "
        "had had it.",
        "Counted under the training rule “Within six months of joining”, which aims at 90% of all "
        "in post. People who had left by the day are not counted, whether trained or not.",
    ]


def test_the_table_has_every_unit_and_a_row_of_all():
    table = made(training_facts())[3]
    rows = table["groups"][0]["rows"]

    assert [column["title"] for column in table["columns"]] == [
        "Business unit",
        "In post",
        "Trained",
        "Trained, % of all in post",
        "Deadline passed",
        "Of these, trained",
        "Trained, % of those whose deadline has passed",
    ]
    assert [[cell["text"] for cell in row["cells"]] for row in rows] == [
        ["Housing", "40", "30", "75.0", "32", "26", "81.2"],
        ["Libraries", "10", "10", "100.0", "0", "0", "–"],
        ["All business units", "50", "40", "80.0", "32", "26", "81.2"],
    ]
    assert [row.get("total", False) for row in rows] == [False, False, True]
    assert sum(column["width"] for column in table["columns"]) == 100


def test_the_chart_says_its_finding_and_reads_aloud_what_it_shows():
    chart = made(training_facts())[2]

    assert chart["title"] == (
        "Housing has the smallest share trained, 75.0%; 1 of 2 business units reaches 90%"
    )
    assert chart["alt"] == (
        "Bar chart. Trained, in percent of all in post: Housing: 75.0% of 40; Libraries: 100.0% "
        "of 10. The line is the target, 90%."
    )


@pytest.mark.parametrize(("target", "has_line"), [(90.0, True), (None, False)])
def test_the_target_is_a_line_where_there_is_one(target, has_line):
    drawn = charts.stacked_bars(made(training_facts(target=target))[2])
    said = [text.text for text in ET.fromstring(drawn).iter(f"{{{charts.SVG}}}text")]  # noqa: S314

    assert {"75.0% of 40", "100.0% of 10"} <= set(said)
    assert ("target 90%" in said) == has_line


def test_a_chart_that_would_not_fit_a_page_shows_the_smallest_shares():
    many = tuple(Figures(100, n, 0, 0, 0, name=f"Unit {n:02}") for n in range(1, 41))
    chart, table = made(training_facts(groups=many))[2:]

    assert [row["label"] for row in chart["rows"]] == [f"Unit {n:02}" for n in range(1, 19)]
    assert chart["source"].startswith("The 18 business units with the smallest shares.")
    assert len(table["groups"][0]["rows"]) == 41


@pytest.mark.parametrize(
    ("training", "said"),
    [
        (training_facts(refusal="No rule was in force."), "No rule was in force."),
        (
            training_facts(whole=Figures(), groups=()),
            "The register of training holds nobody in post at Marrowby Council on 18 March 2026.",
        ),
        (None, "Nothing about training was gathered for 18 March 2026."),
    ],
)
def test_where_nothing_can_be_said_one_sentence_says_why(training, said):
    assert sentences(training) == [said]
    assert len(made(training)) == 1


# From the register to the paper


@pytest.fixture
def plan(db):
    agency = AgencyFactory(name="Example Council")
    return PlanFactory(agency=agency, kind=Plan.Kind.INTERNAL)


def take_in(agency, *rows, on):
    with acting_for(None):
        read = extracts.read_extract(extract(*rows), name="x.csv", agency=agency, by=None, on=on)
        extracts.commit_import(read, by=None)


def recorded():
    """When the register last grew, by the database's clock."""
    return Posting.objects.latest("recorded_at").recorded_at


def test_a_past_day_is_told_as_it_was_training_facts(plan):
    take_in(plan.agency, *FIRST, on=ON)
    known_at = recorded()

    unknown = facts.training(plan, on=ON, known_at=known_at - datetime.timedelta(seconds=1))
    now = facts.training(plan, on=ON, known_at=known_at)
    earlier = facts.training(plan, on=datetime.date(2025, 12, 31), known_at=known_at)

    assert unknown.whole.in_post == 0
    assert [(g.name, g.in_post, g.trained) for g in now.groups] == [
        ("Housing", 2, 1),
        ("Libraries", 1, 1),
    ]
    assert [(g.name, g.in_post, g.trained) for g in earlier.groups] == [
        ("Housing", 2, 1),
        ("Libraries", 2, 1),
    ]


def test_what_is_frozen_holds_the_figures_of_the_catalogue_and_nobodys_name(plan):
    take_in(plan.agency, *FIRST, on=ON)
    found = facts.gather(plan, on=ON, known_at=recorded())
    frozen = six_monthly(found, commission())
    written = json.dumps(frozen)

    kept = [frozen["figures"][name] for name in ("people_trained", "people_past_deadline")]
    assert [(each["value"], each["out_of"], each["of"]) for each in kept] == [
        (2, 3, "people"),
        (1, 2, "people"),
    ]
    assert "Trained, of those who had to be by then" in written
    assert "Staff 1" not in written
    assert "staff1@" not in written


def test_a_partnerships_plan_is_told_by_agency(plan):
    take_in(plan.agency, *FIRST, on=ON)
    plan.kind = Plan.Kind.PARTNERSHIP

    found = facts.training(plan, on=ON, known_at=recorded())

    assert [(g.name, g.in_post) for g in found.groups] == [("Example Council", 3)]
    assert found.whose == "the agencies of the partnership"


def test_without_a_rule_the_paper_says_so(plan):
    with acting_for(None):
        for rule in Rule.objects.all():
            rule.starts_on = datetime.date(2026, 3, 19)
            rule.save()

    found = six_monthly(facts.gather(plan, on=ON, known_at=noon(2026, 3, 20)), commission())
    section = next(each for each in found["sections"] if each["id"] == "training")

    assert [block["text"] for block in section["blocks"]] == [
        "No headline rule for training was in force on 18/03/2026."
    ]
    assert "people_trained" not in found["figures"]


def test_a_unit_of_which_everybody_is_trained_is_kept_from_officers_with_what_would_tell_it():
    paper = {
        "audience": "restricted",
        "on": "2026-03-18",
        "sections": [{"id": "training", "title": "Training", "blocks": made(training_facts())}],
    }
    frozen, _ = guarded(paper, audience="officer")
    said, _, chart, table = frozen["sections"][0]["blocks"]

    assert said["text"].startswith("On 18 March 2026, 40 of the 50 people in post")
    assert chart["type"] == "paragraph"
    assert [[cell["text"] for cell in row["cells"]] for row in table["groups"][0]["rows"]] == [
        ["Housing", "40", "withheld", "withheld", "32", "26", "81.2"],
        ["Libraries", "10", "withheld", "withheld", "0", "0", "–"],
        ["All business units", "50", "40", "80.0", "32", "26", "81.2"],
    ]
