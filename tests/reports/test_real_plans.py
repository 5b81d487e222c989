"""Councils' own plans, read from their files: every word of them is in the paper, in order."""

import datetime
import json
import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from actions.services.importing import commit, propose
from reports import services
from reports.models import Report
from tests.factories import AgencyFactory


def squeezed(text):
    return re.sub(r"\s+", "", text)


@pytest.fixture
def imported(shared_folder):
    def read(name):
        with (shared_folder / "plans" / f"{name}.docx").open("rb") as file:
            proposal = propose(file, name=f"{name}.docx", agency=AgencyFactory(), by=None)
        plan = commit(proposal, by=None)
        expected = json.loads((shared_folder / "plans" / "expected" / f"{name}.json").read_text())
        return plan, expected

    return read


@pytest.mark.parametrize(
    ("name", "kind", "on", "outcomes", "actions"),
    [
        ("buckinghamshire-2019-20", "six-monthly", datetime.date(2019, 9, 30), 25, 40),
        ("peterborough-education-spoc-2017-18", "spoc-plan", datetime.date(2018, 3, 31), 7, 29),
    ],
)
def test_every_outcome_and_action_stands_in_the_paper_in_order(
    imported, name, kind, on, outcomes, actions
):
    plan, expected = imported(name)
    report = services.produce_report(plan, by=None, kind=kind, on=on)

    with report.file.content.open("rb") as file:
        pages = PdfReader(BytesIO(file.read())).pages
        text = squeezed("\n".join(page.extract_text() for page in pages))
    place = text.rindex(squeezed("the plan in full"))
    found = {"outcomes": 0, "actions": 0}
    for section in expected["sections"]:
        for outcome in section["objectives"]:
            place = text.index(squeezed(outcome["text"]), place)
            found["outcomes"] += 1
            for action in outcome["actions"]:
                place = text.index(squeezed(action["text"]), place)
                found["actions"] += 1
    assert found == {"outcomes": outcomes, "actions": actions}
    for section in expected["sections"]:
        for outcome in section["objectives"]:
            for words in (
                *(previous["text"] for previous in outcome.get("previous_actions", ())),
                *outcome.get("impact", ()),
                *outcome.get("progress_notes", ()),
                *outcome.get("evidence", ()),
                *outcome.get("leads", ()),
            ):
                assert squeezed(words) in text


def test_a_plan_that_was_imported_since_is_late_by_its_own_dates(imported):
    plan, expected = imported("buckinghamshire-2019-20")
    on = datetime.date(2019, 9, 30)
    report = services.produce_report(plan, by=None, kind="six-monthly", on=on)

    past = [
        action["timescale"]
        for section in expected["sections"]
        for outcome in section["objectives"]
        for action in outcome["actions"]
        if action["timescale"]["kind"] == "date" and action["timescale"]["date"] < on.isoformat()
    ]
    figures = Report.objects.get(pk=report.pk).frozen["figures"]
    assert figures["in_plan"] == {"value": 40, "out_of": 40}
    assert figures["late"]["value"] >= len(past) > 0
