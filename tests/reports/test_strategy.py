"""The training strategy in the six-monthly report: a row a level, as it held on the day of the report."""

import io

import pytest
from docx import Document

from prevent_portal.acting import acting_for
from reports import facts, strategy, word
from tests.factories import PlanFactory
from training.models import Course, Level, MatrixRow

from .places import ON, commission, noon, six_monthly

pytestmark = pytest.mark.django_db


def keep(level, from_on="2026-01-01", **about):
    about = {"activities": "Ask\nand listen", "competency": "Know", "outcome": "Calm"} | about
    row = MatrixRow(level=Level.objects.get(name=level), from_on=from_on, **about)
    with acting_for(None):
        row.save()
        row.courses.set(Course.objects.filter(code="WRAP"))


def paper():
    found = facts.gather(PlanFactory(), on=ON, known_at=noon(2026, 3, 20))
    return six_monthly(found, commission())


def test_each_level_has_its_row_behind_the_uptake():
    keep("Senior manager", outcome="Trust")
    keep("Front line worker")
    keep("Manager", from_on="2026-03-19")

    frozen = paper()

    ids = [section["id"] for section in frozen["sections"]]
    assert ids.index("strategy") == ids.index("training") + 1
    ((table,),) = (each["blocks"] for each in frozen["sections"] if each["id"] == "strategy")
    rows = [row["cells"] for group in table["groups"] for row in group["rows"]]
    course = Course.objects.get(code="WRAP").name
    assert [[cell.get("text") or cell["points"] for cell in row] for row in rows] == [
        ["Front line worker", ["Ask", "and listen"], "Know", "Calm", course],
        ["Senior manager", ["Ask", "and listen"], "Know", "Trust", course],
    ]
    assert table["note"].endswith("as it held on 18 March 2026.")
    document = Document(io.BytesIO(word.to_docx(frozen)))
    assert "Trust" in [
        cell.text for each in document.tables for row in each.rows for cell in row.cells
    ]


def test_without_a_strategy_there_is_no_section():
    assert "strategy" not in [section["id"] for section in paper()["sections"]]
    assert strategy.blocks(None, day="18 March 2026") == []
