"""What a six-monthly report says, written out from facts alone."""

import datetime
import json

import pytest

from actions.models import Action
from reports import assembly, words

from .places import (
    action_facts,
    commission,
    county,
    objective_facts,
    plan_facts,
    position,
    six_monthly,
)

Status = Action.Status
SINCE = datetime.date(2025, 9, 18)


def paper(*actions, themes=None, **asked):
    """The frozen report on a plan of one outcome with these actions."""
    plan = plan_facts(*(themes or [("Leadership", [objective_facts("Everybody leads", actions)])]))
    return six_monthly(plan, commission(**asked))


def section(frozen, name):
    return next(s for s in frozen["sections"] if s["id"] == name)


def sentences(frozen, name):
    return [b["text"] for b in section(frozen, name)["blocks"] if b["type"] == "paragraph"]


def tables(frozen, name):
    """Each table of a section as rows of plain texts."""
    return [
        [[cell.get("text", "") for cell in row["cells"]] for g in b["groups"] for row in g["rows"]]
        for b in section(frozen, name)["blocks"]
        if b["type"] == "table"
    ]


def moved(text, before, now, **changes):
    return action_facts(text, before=before, now=now, **changes)


# The frozen dict


def test_what_is_frozen_can_be_written_and_read_again():
    frozen = six_monthly(county(), commission(since=SINCE))

    assert json.loads(json.dumps(frozen)) == frozen


def test_the_same_facts_freeze_to_the_same_words():
    first = six_monthly(county(), commission(since=SINCE))
    assert six_monthly(county(), commission(since=SINCE)) == first


def test_the_cover_says_what_for_whom_and_as_at_which_day():
    frozen = paper(action_facts("Meet"))

    assert frozen["title"] == "Six-monthly report on the Prevent action plan"
    assert (frozen["organisation"], frozen["body"]) == (
        "Marrowby Council",
        "Corporate management team",
    )
    assert [(f["name"], f["value"]) for f in frozen["facts"]] == [
        ("Position as at", "18 March 2026"),
        ("Period", "19 September 2025 to 18 March 2026"),
        ("Author", "Prevent lead, Marrowby Council"),
        ("Date made", "20 March 2026"),
        ("Marking", "OFFICIAL"),
        ("For", "Officers; not for publication"),
        ("Version", "1"),
    ]
    assert frozen["facts"][-1]["draft"] == "DRAFT"
    assert frozen["version_words"] == "Draft, version 1"


def test_sections_stand_in_the_order_of_the_paper():
    assert [s["id"] for s in paper(action_facts("Meet"))["sections"]] == [
        "glance", "summary", "progress", "training", "exceptions", "decisions", "plan", "definitions",
    ]  # fmt: skip


def test_a_section_is_part_of_one_above_it_and_the_first_of_none():
    sections = [assembly.Section(key, key, is_part=True) for key in ("one", "two")]

    made = assembly.assemble(assembly.Paper(commission()), sections)["sections"]

    assert [each.get("part", False) for each in made] == [False, True]


def test_paragraphs_are_numbered_through_the_paper():
    frozen = six_monthly(county(), commission(since=SINCE))
    numbers = [b["number"] for s in frozen["sections"] for b in s["blocks"] if "number" in b]

    assert numbers == [f"{n}." for n in range(1, len(numbers) + 1)]


# At a glance


def test_six_headline_figures_have_a_denominator_and_a_change():
    open_before = position(1, on=SINCE)
    frozen = paper(
        moved("One", open_before, position(1, status=Status.COMPLETE)),
        moved("Two", open_before, position(2, due_on=datetime.date(2026, 3, 1))),
        moved("Three", open_before, position(3)),
        moved("Four", open_before, position(4, status=Status.WITHDRAWN)),
        since=SINCE,
    )
    tiles = section(frozen, "glance")["blocks"][0]["figures"]

    assert [(t["label"], t["value"], t["of"], t["change"]) for t in tiles] == [
        ("Complete", 1, "of 3 (33%)", "Up 1 since 18 September 2025"),
        ("On track", 1, "of 3 (33%)", "Down 3 since 18 September 2025"),
        ("Late", 1, "of 3 (33%)", "Up 1 since 18 September 2025"),
        ("Blocked", 0, "of 3 (0%)", "No change since 18 September 2025"),
        ("Complete without evidence", 0, "of 1 (0%)", "No change since 18 September 2025"),
        ("Updated in the last three months", 2, "of 2 (100%)", "Down 2 since 18 September 2025"),
    ]
    assert assembly.headlines(frozen) == tiles
    assert assembly.headlines(None) == []


def test_three_sentences_say_where_the_plan_stands():
    frozen = paper(
        moved("One", position(1, on=SINCE), position(1, status=Status.COMPLETE)),
        moved("Two", position(2, on=SINCE), position(2, due_on=datetime.date(2026, 3, 1))),
        since=SINCE,
    )

    assert sentences(frozen, "glance") == [
        "On 18 March 2026, 1 of the 2 actions in the plan (50%) was complete, none was on track and "
        "1 was late or blocked.",
        "Since 18 September 2025, 1 action was completed and 1 became late.",
        "Progress was reported in the last three months on 1 of the 1 action still to be done.",
    ]


def test_a_first_report_says_that_it_has_nothing_to_compare_with():
    frozen = paper(action_facts("One"))

    assert sentences(frozen, "glance")[1] == (
        "There is no earlier position to compare with: this is the first report."
    )
    assert section(frozen, "glance")["blocks"][0]["figures"][0]["change"] == (
        "No earlier position to compare"
    )


def test_the_chart_says_its_finding_and_reads_aloud():
    frozen = paper(
        action_facts(
            "One", now=position(1, status=Status.BLOCKED, due_on=datetime.date(2026, 3, 1))
        ),
        action_facts("Two", now=position(2, status=Status.COMPLETE)),
    )
    chart = section(frozen, "glance")["blocks"][1]

    assert chart["title"] == "1 action is late or blocked, 50% of the plan"
    assert chart["alt"] == "Bar chart. 18 March 2026: 1 complete, 0 on track, 1 late or blocked."
    assert chart["rows"] == [{"label": "18 March 2026", "values": [1, 0, 1]}]


# What changed


CASES = [
    (position(), position(status=Status.COMPLETE), "Completed on 18 March 2026"),
    (position(), position(due_on=datetime.date(2026, 3, 1)), "Became late: was due 1 March 2026"),
    (position(), position(status=Status.BLOCKED), "Became blocked on 18 March 2026"),
    (position(status=Status.BLOCKED), position(), "Back on track"),
    (position(), position(status=Status.WITHDRAWN), "Withdrawn"),
    (position(status=Status.COMPLETE), position(), "Reopened"),
]


@pytest.mark.parametrize(("before", "now", "words"), CASES)
def test_each_change_is_told_in_words(before, now, words):
    frozen = paper(moved("Meet monthly", before, now), since=SINCE)

    assert tables(frozen, "summary") == [[["1.1", "Meet monthly", words]]]


def test_what_did_not_change_is_not_listed():
    frozen = paper(moved("Meet", position(), position(words="Still going.")), since=SINCE)

    assert tables(frozen, "summary") == []
    assert sentences(frozen, "summary")[-1].endswith("no action has moved.")


def test_an_officers_own_summary_takes_the_place_of_the_plain_one():
    frozen = paper(action_facts("One"), summary="We did well.\n\nWe could do better.")

    assert sentences(frozen, "summary")[:2] == ["We did well.", "We could do better."]


# Progress, exceptions, decisions


def test_themes_are_counted_apart_and_together():
    late = position(due_on=datetime.date(2026, 3, 1))
    frozen = paper(
        themes=[
            (
                "Leadership",
                [objective_facts("A", [action_facts("1", now=position(status="complete"))])],
            ),
            ("Schools", [objective_facts("B", [action_facts("2", now=late), action_facts("3")])]),
        ]
    )

    assert tables(frozen, "progress") == [
        [
            ["1 Leadership", "1", "1", "0", "0", "0", "100.0"],
            ["2 Schools", "2", "0", "1", "1", "0", "0.0"],
            ["All themes", "3", "1", "1", "1", "0", "33.3"],
        ]
    ]
    chart = next(b for b in section(frozen, "progress")["blocks"] if b["type"] == "chart")
    assert chart["title"] == "2 Schools has the most that is late or blocked: 1 action"


def test_a_plan_without_themes_is_shown_as_a_whole():
    frozen = paper(themes=[("", [objective_facts("A", [action_facts("1")])])])

    assert tables(frozen, "progress")[0][0][0] == "The plan"
    assert [b["type"] for b in section(frozen, "plan")["blocks"]] == ["table"]


def test_late_actions_are_listed_longest_first_with_their_age():
    frozen = paper(
        action_facts("New", now=position(1, due_on=datetime.date(2026, 3, 1))),
        action_facts("Old", now=position(2, due_on=datetime.date(2025, 9, 1)), leads=()),
    )
    by_age, listed = tables(frozen, "exceptions")

    assert by_age == [
        ["Up to 30 days late", "1"],
        ["31 to 90 days late", "0"],
        ["91 to 180 days late", "0"],
        ["More than 180 days late", "1"],
        ["All late actions", "2"],
    ]
    assert listed == [
        ["1.1", "Old", "None named", "1 September 2025", "198"],
        ["1.1", "New", "Prevent lead", "1 March 2026", "17"],
    ]


def test_each_exception_is_listed_or_said_to_be_none():
    frozen = paper(
        action_facts("Stuck", now=position(1, status="blocked", words="No room.")),
        action_facts("Nobody's", now=position(2, has_owner=False)),
        action_facts("Someday", now=position(3, due_kind="tbc", due_on=None, due_words="tbc")),
        action_facts("Unproven", now=position(4, status="complete", evidence=0)),
    )

    assert sentences(frozen, "exceptions") == [
        "No action was late on 18 March 2026.",
        "1 action is blocked, out of 4 actions in the plan.",
        "1 action is without an owner, out of 3 actions still to be done.",
        "1 action is without a date, out of 3 actions still to be done.",
        "1 action is said to be complete with no evidence attached, out of 1 action complete or "
        "proposed as complete.",
    ]
    assert tables(frozen, "exceptions") == [
        [["1.1", "Stuck", "18 March 2026", "No room."]],
        [["1.1", "Nobody's", "March 2027"]],
        [["1.1", "Someday", "tbc", "Prevent lead"]],
        [["1.1", "Unproven", "Prevent lead"]],
    ]
    quiet = paper(action_facts("Fine"))
    assert tables(quiet, "exceptions") == []
    assert len(sentences(quiet, "exceptions")) == 5


def test_what_every_action_lacks_is_said_once_and_not_listed_again():
    frozen = paper(*(action_facts(f"{n}", now=position(n, has_owner=False)) for n in range(12)))

    assert sentences(frozen, "exceptions")[2] == (
        "All 12 actions still to be done are without an owner, so they are not listed here."
    )
    assert tables(frozen, "exceptions") == []


@pytest.mark.parametrize(
    ("on", "period"),
    [
        (datetime.date(2019, 9, 30), "1 April 2019 to 30 September 2019"),
        (datetime.date(2020, 2, 29), "1 September 2019 to 29 February 2020"),
        (datetime.date(2026, 3, 18), "19 September 2025 to 18 March 2026"),
    ],
)
def test_a_half_year_ends_on_the_day_and_follows_months(on, period):
    assert paper(action_facts("One"), on=on)["facts"][1]["value"] == period


def test_decisions_are_proposed_from_what_is_wrong():
    frozen = paper(
        action_facts("Late", now=position(1, due_on=datetime.date(2026, 3, 1))),
        action_facts("Stuck", now=position(2, status="blocked")),
    )

    assert frozen["recommendation"] == {
        "lead": "The corporate management team is asked to:",
        "items": [
            "note the position as at 18 March 2026",
            "agree a new date, or another way forward, for the action that is late",
            "decide what is to be done about the action that is blocked",
        ],
    }
    assert sentences(frozen, "decisions")[1] == (
        "To note the position as at 18 March 2026. None of 2 actions are complete."
    )


def test_an_officers_own_decisions_take_their_place():
    frozen = paper(action_facts("One"), decisions="agree the budget;\nname a deputy.")

    assert frozen["recommendation"]["items"] == ["agree the budget", "name a deputy"]
    assert sentences(frozen, "decisions")[1:] == ["To agree the budget.", "To name a deputy."]


def test_nothing_is_asked_of_the_public():
    frozen = assembly.assemble(
        assembly.Paper(commission(audience="public"), known=plan_facts()), []
    )

    assert frozen["recommendation"]["items"] == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Cabinet", "The cabinet is asked"),
        ("Prevent board", "The Prevent board is asked"),
        ("The public", "The public is asked"),
        ("Safeguarding boards", "The safeguarding boards are asked"),
        ("Wrenshire Prevent Delivery Group", "The Wrenshire Prevent Delivery Group is asked"),
    ],
)
def test_a_body_is_spoken_to_as_it_is_called(body, said):
    assert words.is_asked(body) == said


# The plan in full


def test_the_plan_stands_in_its_own_columns_with_status_and_progress():
    now = position(1, words="Nearly there.", rag="amber", due_on=datetime.date(2026, 3, 1))
    frozen = paper(action_facts("Meet monthly", now=now))
    table = section(frozen, "plan")["blocks"][1]

    assert [c["title"] for c in table["columns"]] == [
        "Ref", "Outcome", "Key actions in 2024/25", "Key actions for 2025/26", "By when",
        "Status and latest progress",
    ]  # fmt: skip
    cells = table["groups"][0]["rows"][0]["cells"]
    assert [c.get("text") for c in cells[:2]] == ["1.1", "Everybody leads"]
    assert [c.get("text") for c in cells[3:5]] == ["Meet monthly", "March 2027"]
    assert cells[5] == {
        "status": {"word": "Late (in progress)", "style": "late"},
        "note": "Rated amber. 18 March 2026: Nearly there.",
    }


def test_members_see_status_and_not_the_officers_notes():
    now = position(1, status="blocked", words="The landlord refuses.")
    frozen = paper(action_facts("Meet", now=now), audience="member")

    assert "landlord" not in json.dumps(frozen)
    assert "Blocked" in json.dumps(section(frozen, "plan"))


def test_long_progress_is_cut_at_a_word_and_says_so():
    frozen = paper(action_facts("Meet", now=position(1, words="word " * 400)))
    note = section(frozen, "plan")["blocks"][1]["groups"][0]["rows"][0]["cells"][5]["note"]

    assert note.endswith("word … (more in the portal)")
    assert len(note) < 500


def test_every_figure_is_defined_with_its_value():
    frozen = paper(action_facts("One"))
    (rows,) = tables(frozen, "definitions")

    assert len(rows) == 11
    assert rows[0] == [
        "In the plan",
        "Actions in the plan, without those withdrawn or replaced by another.",
        "actions in the plan",
        "1 of 1",
    ]


def test_an_empty_plan_still_makes_a_paper():
    frozen = six_monthly(plan_facts(("", [])), commission())

    assert frozen["figures"]["in_plan"] == {"value": 0, "out_of": 0}
    assert section(frozen, "glance")["blocks"][1]["title"] == "The plan holds no actions"
