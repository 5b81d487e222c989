"""A plan in its own columns: every word once, in order, in rows that stand together."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from reports import layouts

from .places import action_facts, objective_facts, plan_facts


def table(plan):
    columns = layouts.columns_of(plan)
    return layouts.table_of(plan.themes[0], columns, lambda action: {"note": "standing"})


def column(found, title):
    """Everything in a column, in order."""
    place = [c["title"] for c in found["columns"]].index(title)
    return [
        text
        for group in found["groups"]
        for row in group["rows"]
        for text in (row["cells"][place].get("text"), *row["cells"][place].get("points", ()))
        if text
    ]


def test_an_outcome_is_one_row_an_action_and_its_lists_are_packed_beside_them():
    outcome = objective_facts(
        "Everybody leads",
        [action_facts("Meet"), action_facts("Report")],
        previous=("A short thing.", "Another.", "A third."),
    )
    found = table(plan_facts(("Leadership", [outcome])))
    (group,) = found["groups"]

    assert group["together"]
    assert not group["long"]
    assert column(found, "Ref") == ["1.1"]
    assert column(found, "Outcome") == ["Everybody leads"]
    assert column(found, "Key actions for 2025/26") == ["Meet", "Report"]
    assert column(found, "Key actions in 2024/25") == ["A short thing.", "Another.", "A third."]


def test_a_duty_plan_has_the_columns_of_a_single_point_of_contact():
    duty = objective_facts(
        "Know the risk",
        [action_facts("Ask", impact=("Fewer surprises",), evidence_notes=("Notes",))],
        leads=("Head",),
        progress_notes=("Asked in May",),
    )
    found = table(plan_facts(("", [duty]), layout="duty-spoc"))

    assert {c["title"]: column(found, c["title"]) for c in found["columns"][:6]} == {
        "Duty": ["Know the risk"],
        "Actions": ["Ask"],
        "Impact": ["Fewer surprises"],
        "Lead": ["Head", "Prevent lead"],
        "Progress": ["Asked in May"],
        "Evidence": ["Notes"],
    }


def test_a_layout_without_columns_of_its_own_is_printed_in_general_ones():
    found = table(
        plan_facts(("T", [objective_facts("A", [action_facts("Do")])]), layout="progress-report")
    )

    assert [c["title"] for c in found["columns"]] == [
        "Ref", "Objective", "Action", "Lead", "By when", "Status and latest progress",
    ]  # fmt: skip
    assert column(found, "Lead") == ["Prevent lead"]


def test_an_outcome_without_actions_is_printed():
    found = table(plan_facts(("T", [objective_facts("Nothing yet", [])])))

    assert column(found, "Outcome") == ["Nothing yet"]


def test_an_outcome_taller_than_a_page_is_cut_and_says_that_it_goes_on():
    steps = [action_facts(f"Step {n}: " + "words and more words " * 9) for n in range(12)]
    found = table(plan_facts(("T", [objective_facts("A long road", steps)])))

    assert len(found["groups"]) > 1
    assert column(found, "Outcome") == [
        "A long road",
        *["A long road (continued)"] * (len(found["groups"]) - 1),
    ]


def test_a_cell_taller_than_a_page_may_break():
    found = table(plan_facts(("T", [objective_facts("A", [action_facts("word " * 2000)])])))

    assert found["groups"][0]["long"]
    assert found["groups"][0]["rows"][0]["long"]


@pytest.mark.parametrize("layout", [*layouts.LAYOUTS, "anything else"])
def test_columns_fill_the_page(layout):
    assert sum(c.width for c in layouts.columns_of(plan_facts(layout=layout))) == 100


WORDS = some.text("abc de", min_size=1, max_size=400).filter(str.strip)


@given(actions=some.lists(WORDS, max_size=8), previous=some.lists(WORDS, max_size=8, unique=True))
def test_no_word_is_lost_or_out_of_order(actions, previous):
    outcome = objective_facts(
        "Outcome", [action_facts(t) for t in actions], previous=tuple(previous)
    )
    found = table(plan_facts(("T", [outcome])))

    assert column(found, "Key actions for 2025/26") == actions
    assert column(found, "Key actions in 2024/25") == previous
