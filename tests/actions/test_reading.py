"""Reading councils' own files: what becomes of every word, and which files are turned away."""

import io
import json
import re
import struct
import zipfile
import zlib

import docx
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from actions.reading import LARGEST_FILE, Unreadable, read
from actions.reading.document import opened
from actions.reading.front import period_in
from actions.reading.layouts import role_of

from .reading_files import (
    ABOVE,
    DUTY_PLAN,
    DUTY_ROWS,
    LEADING,
    LEFT,
    OUTCOMES,
    SCHOOLS,
    THEMES,
    across,
    add_table,
    word,
)

# What a plan becomes


def reading(*blocks, name="plan.docx", **around):
    return read(word(*blocks, **around), name=name).as_json()


def outline(answer):
    """Sections, objectives, and each action's words and timescale, to compare at a glance."""
    return {
        (section["title"], objective["text"]): [
            (action["text"], action["timescale_raw"]) for action in objective["actions"]
        ]
        for section in answer["sections"]
        for objective in section["objectives"]
    }


def unplaced(answer):
    return [each["text"] for each in answer["unplaced"]]


TIDY = {
    ("Leading the work", "Chief officers know how far we have come"): [
        ("Set up a board with our partners", "June 2025"),
        ("Report to members", "Sept 2025"),
        ("Look again at our risks", "Quarterly"),
    ],
    ("Leading the work", "The panel runs as the law asks"): [
        ("Hold a learning day", "Apr and Oct 2025"),
    ],
    ("Schools and colleges", "Schools know whom to ask"): [
        ("Write to every head teacher", "Ongoing activity"),
    ],
}


def test_outcomes_by_theme_are_read_whole():
    answer = reading(*THEMES)

    assert outline(answer) == TIDY
    assert {key: answer[key] for key in ("title", "authority", "layout", "counts")} == {
        "title": "Saltshire County Council Prevent action plan 2025/26",
        "authority": "Saltshire County Council",
        "layout": "outcomes-by-theme",
        "counts": {
            "sections": 2,
            "objectives": 3,
            "actions": 5,
            "with_due_text": 5,
            "previous_actions": 4,
        },
    }
    assert (answer["period_start"], answer["period_end"], answer["period_raw"]) == (
        "2025-04-01",
        "2026-03-31",
        "2025/26",
    )
    assert unplaced(answer) == ["Appendix 3", "This paper shows what we mean to do."]


def test_an_objective_keeps_its_reference_and_last_year():
    first = reading(*THEMES)["sections"][0]["objectives"][0]

    assert first["ref"] == "1.1"
    assert first["previous_actions"] == [
        {
            "n": 1,
            "text": "Two updates given to the chief officers.",
            "period_raw": "2024/25",
            "status": "complete",
            "status_basis": "column",
        },
        {
            "n": 2,
            "text": "A workshop on risks completed.",
            "period_raw": "2024/25",
            "status": "complete",
            "status_basis": "literal",
        },
    ]


def test_an_action_says_by_when_and_nothing_that_is_not_there():
    section = reading(*THEMES)["sections"][1]

    assert section["heading_raw"] == "Theme 2. Schools and colleges"
    assert section["objectives"][0]["actions"] == [
        {
            "n": 1,
            "text": "Write to every head teacher",
            "timescale_raw": "Ongoing activity",
            "timescale": {"raw": "Ongoing activity", "kind": "ongoing"},
            "lead_raw": None,
            "leads": [],
            "status": "ongoing",
            "status_basis": "literal",
            "progress_notes": [],
            "evidence": [],
            "impact": [],
        }
    ]


def test_duties_hold_the_lists_of_their_row():
    answer = reading(*DUTY_PLAN)

    assert answer["layout"] == "duty-spoc"
    assert answer["area"] == "Education"
    assert answer["not_actions"] == ["Know our risks", "Work with others"]
    assert answer["sections"] == [
        {
            "ref": None,
            "title": None,
            "implicit": True,
            "objectives": answer["sections"][0]["objectives"],
        }
    ]
    first, second = answer["sections"][0]["objectives"]
    assert {key: first[key] for key in first if key != "actions"} == {
        "ref": "1",
        "ref_typed": False,
        "text": "Name one person for schools to turn to",
        "status": "complete",
        "status_basis": "literal",
        "leads": ["Head of inclusion", "Deputy"],
        "impact": ["One voice for all schools"],
        "progress_notes": ["Action complete: both in post since May", "Schools told"],
        "evidence": ["List of contacts"],
    }
    assert second["status"] == "ongoing"
    assert [action["text"] for action in first["actions"]] == [
        "The head of inclusion is that person",
        "A deputy is named",
    ]


@pytest.mark.parametrize(
    "file_name",
    [
        "barnet-2019-01.docx",
        "bromley-2016-17.docx",
        "buckinghamshire-2019-20.docx",
        "cambridgeshire-county-delivery-plan.xlsx",
        "nottinghamshire-2017-progress.docx",
        "peterborough-education-spoc-2017-18.docx",
    ],
)
def test_the_plans_of_councils(shared_folder, file_name):
    name = file_name.rpartition(".")[0]
    expected = json.loads((shared_folder / f"plans/expected/{name}.json").read_text("utf-8"))
    with (shared_folder / "plans" / file_name).open("rb") as file:
        answer = read(file, name=file_name).as_json()

    for key in expected.keys() - {"source", "ambiguities"}:
        assert without_judgements(answer[key], expected[key]) == expected[key], key
    assert answer.keys() - expected.keys() <= {"columns", "called", "unplaced"}
    assert set(expected.get("not_actions", [])) <= {
        text.partition(". ")[2] for text in unplaced(answer)
    }


def without_judgements(answer, expected):
    """The answer, with a person's own judgement of a status taken over from what is expected."""
    if isinstance(expected, list):
        pairs = zip(answer, expected, strict=False)
        return [without_judgements(*pair) for pair in pairs] + answer[len(expected) :]
    if not isinstance(expected, dict):
        return answer
    answer = {key: without_judgements(value, expected.get(key)) for key, value in answer.items()}
    if expected.get("status_basis") == "reading":
        answer |= {key: expected[key] for key in ("status", "status_basis")}
    return answer


# Untidy files say the same


def changed(rows, change):
    return [change(list(row)) for row in rows]


def untidy_blank_rows():
    blank = ["", "", "", "", ""]
    return [row for rows in (LEADING, SCHOOLS) for each in rows for row in (each, blank)]


def untidy_page_numbers_and_repeated_headings():
    return [*LEADING[:3], ["", "", "", "", "7"], OUTCOMES, LEADING[3], *SCHOOLS]


def untidy_other_words_and_order():
    moved = [
        [row[4], "TO DO 2025/26" if row is OUTCOMES else row[3], row[0], row[1], row[2]]
        for row in [*LEADING[1:], *SCHOOLS[2:]]
    ]
    moved[0] = ["Target date", "Planned activities", "Ref.", "Desired outcome", "Achievements"]
    return [across("Theme 1: Leading the work"), *moved[:3], across("Theme 2: Schools and colleges"),
            moved[3]]  # fmt: skip


def untidy_missing_headings():
    nameless = ["", "Outcome", "Key actions in 2024/25", "Key actions for 2025/26", ""]
    return [LEADING[0], nameless, *LEADING[2:], SCHOOLS[0], nameless, SCHOOLS[2]]


def untidy_soft_breaks():
    def joined(row):
        return [cell if isinstance(cell, str) else cell and "\n".join(cell) for cell in row]

    return changed([*LEADING, *SCHOOLS], joined)


def untidy_wrapped_words():
    def wrapped(row):
        row[1] = row[1] and row[1].replace("how far", "how\nfar")
        row[3] = (
            [each.replace("with our", "with\nour") for each in row[3]]
            if isinstance(row[3], list)
            else row[3]
        )
        return row

    return changed([*LEADING, *SCHOOLS], wrapped)


def untidy_typed_bullets():
    def bulleted(row):
        row[3] = [f"• {each}" for each in row[3]] if isinstance(row[3], list) else row[3]
        return row

    return changed([*LEADING, *SCHOOLS], bulleted)


def untidy_references_in_the_text():
    rows = [[f"{row[0]} {row[1]}", *row[2:]] for row in [*LEADING[2:], *SCHOOLS[2:]]]
    head = ["Outcome", *OUTCOMES[2:]]
    return [across("Theme 1: Leading the work", 4), head, *rows[:2],
            across("Theme 2: Schools and colleges", 4), head, rows[2]]  # fmt: skip


def untidy_continuation_by_merging():
    first = LEADING[2]
    start = [*first[:2], first[2], first[3][:1], first[4][:1]]
    rest = [ABOVE, ABOVE, "", first[3][1:], first[4][1:]]
    return [*LEADING[:2], start, rest, LEADING[3], *SCHOOLS]


def untidy_continuation_by_blanks():
    first = LEADING[2]
    start = [*first[:2], first[2], first[3][:2], first[4][:2]]
    return [*LEADING[:2], start, ["", "", "", first[3][2:], first[4][2:]], LEADING[3], *SCHOOLS]


def untidy_continuation_by_repeating():
    first = LEADING[2]
    start = [*first[:2], first[2], first[3][:2], first[4][:2]]
    return [*LEADING[:2], start, [*first[:2], "", first[3][2:], first[4][2:]], LEADING[3], *SCHOOLS]


def untidy_words_broken_between_rows():
    first = LEADING[2]
    start = [*first[:2], first[2], [*first[3][:2], "Look again"], first[4]]
    return [*LEADING[:2], start, ["", "", "", "at our risks", ""], LEADING[3], *SCHOOLS]


def untidy_themes_not_merged():
    return [
        [row[0], "", "", "", ""] if row[1] is LEFT and row is not OUTCOMES else row
        for row in [*LEADING, *SCHOOLS]
    ]


UNTIDY = {name: make for name, make in globals().items() if name.startswith("untidy_")}


@pytest.mark.parametrize("name", UNTIDY)
def test_an_untidy_table_says_the_same(name):
    rows = UNTIDY[name]()

    answer = reading(*THEMES[:3], rows)

    assert outline(answer) == TIDY
    assert [objective["ref"] for s in answer["sections"] for objective in s["objectives"]] == [
        "1.1",
        "1.2",
        "2.1",
    ]
    assert_no_word_lost(word(*THEMES[:3], rows), answer)


def test_a_table_cut_in_two_by_a_page_goes_on():
    answer = reading(*THEMES[:3], LEADING[:3], LEADING[3:], SCHOOLS)

    assert outline(answer) == TIDY


def test_headings_above_tables_open_sections():
    leading = ("Heading 2", "Theme 1: Leading the work")
    schools = ("Heading 2", "Theme 2: Schools and colleges")

    answer = reading(*THEMES[:3], leading, LEADING[1:], schools, SCHOOLS[1:])

    assert outline(answer) == TIDY


HEAD = ["Ref", "Outcome", "Actions", "By when", "Lead", "Status", "RAG", "Comments"]


def one_row(*cells, head=HEAD):
    answer = reading(("Title", "Saltshire Prevent plan 2025/26"), [head, list(cells)])
    return answer, answer["sections"][0]["objectives"][0]["actions"]


def test_what_stands_beside_several_actions_is_paired_by_position():
    _, (first, second) = one_row(
        "1", "Safer venues", ["Write a policy", "Train bookings staff"], ["May 2025", "June 2025"],
        ["Estates lead", "Training lead / Estates lead"], ["Done", "In progress"], ["G", "Amber"],
        ["Policy agreed.", "Two sessions held."],
    )  # fmt: skip

    assert (first["timescale_raw"], second["timescale_raw"]) == ("May 2025", "June 2025")
    assert (first["leads"], second["leads"]) == (
        ["Estates lead"],
        ["Training lead", "Estates lead"],
    )
    assert (first["status"], second["status"]) == ("complete", "ongoing")
    assert (first["status_raw"], second["status_raw"]) == ("Done", "In progress")
    assert (first["rag"], second["rag"]) == ("green", "amber")
    assert (first["progress_notes"], second["progress_notes"]) == (
        ["Policy agreed."],
        ["Two sessions held."],
    )


def test_one_date_beside_several_actions_is_for_all_of_them():
    _, made = one_row("1", "Safer venues", ["Write a policy", "Train staff"], "May 2025", *[""] * 4)

    assert [action["timescale_raw"] for action in made] == ["May 2025", "May 2025"]


def test_several_dates_beside_one_action_are_its_own():
    _, (action,) = one_row("1", "Safer venues", "Hold talks", ["May 2025", "June 2025"], *[""] * 4)

    assert action["timescale_raw"] == "May 2025; June 2025"
    assert action["timescale"]["dates"] == ["2025-05-31", "2025-06-30"]


def test_blank_lines_between_dates_count_when_pairing():
    actions = ["Write a policy", "Train staff", "Check bookings"]

    _, made = one_row("1", "Safer venues", actions, ["May 2025", "", "June 2025"], *[""] * 4)

    assert [action["timescale_raw"] for action in made] == ["May 2025", None, "June 2025"]


def test_dates_that_do_not_match_the_actions_are_paired_from_the_top_and_said():
    actions = ["Write a policy", "Train staff"]

    answer, made = one_row(
        "1", "Safer venues", actions, ["May 2025", "June 2025", "July 2025"], *[""] * 4
    )

    assert [action["timescale_raw"] for action in made] == ["May 2025", "June 2025"]
    assert answer["unplaced"] == [{"text": "July 2025", "place": "table 1, row 2, column 4"}]
    assert answer["ambiguities"] == [
        "table 1, row 2, column 4: 3 entries stand beside 2 actions; they were paired from the top."
    ]


def test_a_cell_merged_down_is_for_every_action_beside_it():
    answer = reading(
        [["Outcome", "Actions", "By when", "Lead"],
         ["Safer venues", "Write a policy", "May 2025", "Estates lead"],
         [ABOVE, "Train staff", "June 2025", ABOVE]]
    )  # fmt: skip

    actions = answer["sections"][0]["objectives"][0]["actions"]
    assert [action["lead_raw"] for action in actions] == ["Estates lead", "Estates lead"]
    assert [action["timescale_raw"] for action in actions] == ["May 2025", "June 2025"]


def test_references_of_each_row_under_one_outcome_are_the_actions():
    answer = reading(
        [["Ref", "Outcome", "Actions", "By when"],
         ["1.1", "Safer venues", "Write a policy", "May 2025"],
         ["1.2", ABOVE, "Train staff", "June 2025"]]
    )  # fmt: skip

    (objective,) = answer["sections"][0]["objectives"]
    assert (objective["ref"], objective["ref_typed"]) == ("1", False)
    assert [action["ref"] for action in objective["actions"]] == ["1.1", "1.2"]


def test_an_action_says_where_else_to_look():
    _, (action,) = one_row(
        "1", "Safer venues", "Replaced by a board (see action at 4.2)", *[""] * 5
    )

    assert action["see_also"] == "4.2"


def test_columns_nobody_knows_are_kept_apart():
    answer = reading(
        [
            ["Outcome", "Actions", "By when", "Zebra"],
            ["Safer venues", "Write", "May 2025", "Stripes"],
        ]
    )

    assert answer["unplaced"] == [{"text": "Stripes", "place": "table 1, row 2, column 4"}]
    assert answer["columns"] == [["Outcome", "Actions", "By when", "Zebra"]]


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("By When", "timescale"), ("Timescale", "timescale"), ("Due date", "timescale"),
        ("Target date for completion", "timescale"), ("Action owner", "lead"),
        ("By whom", "lead"), ("Responsible Agency", "lead"), ("Lead officer(s)", "lead"),
        ("Key actions for 2019/20", "action"), ("Next steps", "action"), ("What we will do", "action"),
        ("Project Activity & description", "action"), ("2019/20", "action"),
        ("What we want to achieve", "objective"), ("Duty", "objective"), ("Priority", "objective"),
        ("What we have done", "previous"), ("Actions taken", "previous"),
        ("Progress against target", "progress"), ("Update summary as of 08 June", "progress"),
        ("RAG rating", "rag"), ("Status", "status"), ("Expected Outcomes", "expected"),
        ("Success measures", "measure"), ("Evidence of impact", "evidence"), ("Ref. No.", "ref"),
        ("How we know", "evidence"), ("Source of evidence", "evidence"), ("Zebra", None),
        ("", None), ("word " * 20, None),
    ],
)  # fmt: skip
def test_a_column_is_known_by_its_heading(heading, role):
    assert role_of(heading) == role


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("Plan 2025/26", ("2025/26", "2025-04-01", "2026-03-31")),
        ("2017-2020 strategy", ("2017-2020", "2017-04-01", "2020-03-31")),
        ("April 2025 to September 2025", ("April 2025 to September 2025", "2025-04-01", "2025-09-30")),
        ("2025-2025", None), ("2026/25", None), ("of 2025", None),
    ],
)  # fmt: skip
def test_a_period_runs_from_april_to_march(words, period):
    found = period_in(words)

    assert (found and tuple(str(each) for each in found)) == period


@pytest.mark.parametrize(
    ("title", "authority"),
    [
        ("London Borough of Barnet Prevent plan", "London Borough of Barnet"),
        ("PETERBOROUGH SCHOOLS PREVENT PLAN", "Peterborough City Council"),
        ("Prevent plan for Saltmere and Brack District Council", "Saltmere and Brack District Council"),
        ("A Prevent plan", None),
    ],
)  # fmt: skip
def test_a_plan_is_the_councils_that_its_title_names(title, authority):
    assert reading(("Title", title), LEADING)["authority"] == authority


def test_headings_over_two_rows_are_read_together():
    answer = reading(
        [["Outcome", "Key actions", LEFT, "By when"],
         [ABOVE, "2024/25", "2025/26", ABOVE],
         ["Safer venues", "Policy written", "Train staff", "May 2025"]]
    )  # fmt: skip

    (objective,) = answer["sections"][0]["objectives"]
    assert [each["text"] for each in objective["previous_actions"]] == ["Policy written"]
    assert [each["text"] for each in objective["actions"]] == ["Train staff"]


def test_nameless_columns_are_known_by_what_stands_in_them():
    answer = reading(
        [
            ["", "Actions", "", "Lead", "Comments"],
            ["Safer venues", "Write", "May 2025", "Legal", ""],
        ]
    )

    (objective,) = answer["sections"][0]["objectives"]
    assert objective["text"] == "Safer venues"
    assert objective["actions"][0]["timescale_raw"] == "May 2025"


def test_an_action_column_without_a_name_is_found_beside_the_outcomes():
    answer = reading(
        [["Outcome", "", "By when", "Lead"], ["Safer venues", "Write", "May 2025", ""]]
    )

    assert [a["text"] for a in answer["sections"][0]["objectives"][0]["actions"]] == ["Write"]


@pytest.mark.parametrize("lost", range(6))
def test_one_lost_heading_of_a_duty_table_is_made_good_and_said(lost):
    whole = reading(DUTY_ROWS)
    head = ["" if place == lost else heading for place, heading in enumerate(DUTY_ROWS[0])]

    answer = reading([head, *DUTY_ROWS[1:]])

    assert answer["sections"] == whole["sections"]
    assert len(answer["ambiguities"]) == 1
    assert f"table 1, column {lost + 1}: it has no heading" in answer["ambiguities"][0]


@pytest.mark.parametrize("lost", [2, 3])
def test_a_lost_heading_beside_another_years_actions_is_made_good(lost):
    head = ["" if place == lost else heading for place, heading in enumerate(OUTCOMES)]

    answer = reading(*THEMES[:3], [LEADING[0], head, *LEADING[2:]])

    assert list(outline(answer).values()) == list(TIDY.values())[:2]
    assert answer["counts"]["previous_actions"] == 3


def test_a_nameless_column_that_could_be_several_things_stays_apart():
    answer = reading(
        [["Outcome", "Actions", "", "By when", "Lead"], ["Safer", "Write", "Stripes", "May 2025", ""],
         ["Fairer", "Read", "Spots", "May 2025", ""]]
    )  # fmt: skip
    alone = reading(
        [["Outcome", "Actions", "Zebra", "By when", ""], ["Safer", "Do", "", "May 2025", "Spots"]]
    )

    assert unplaced(alone) == ["Spots"]
    assert answer["counts"]["actions"] == 2


def test_progress_of_the_year_before_is_what_was_done_before():
    answer = reading(
        [["Outcome", "Progress 2024/25", "Actions 2025/26", "By when"],
         ["Safer", "Policy written", "Train", "May 2025"]]
    )  # fmt: skip

    (previous,) = answer["sections"][0]["objectives"][0]["previous_actions"]
    assert (previous["text"], previous["period_raw"]) == ("Policy written", "2024/25")


def test_other_headings_further_down_are_those_of_the_rows_below_them():
    answer = reading(
        [["Outcome", "Actions", "By when"], ["Safer", "Write", "May 2025"],
         ["Duty", "Timescale", "Activity"], ["Fairer", "June 2025", "Read"]]
    )  # fmt: skip

    assert list(outline(answer).values()) == [[("Write", "May 2025")], [("Read", "June 2025")]]
    assert answer["columns"] == [
        ["Outcome", "Actions", "By when"],
        ["Duty", "Timescale", "Activity"],
    ]


def test_a_theme_that_goes_on_after_a_page_is_not_opened_again():
    goes_on = across("Theme 1: Leading the work (continued)")

    answer = reading(*THEMES[:3], [*LEADING[:3], goes_on, LEADING[3]], SCHOOLS)

    assert outline(answer) == TIDY


def test_a_column_of_themes_opens_sections():
    answer = reading(
        [["Theme", "Outcome", "Actions", "By when"],
         ["Leading", "Chief officers know", "Report", "May 2025"],
         [ABOVE, "Members know", "Brief them", "May 2025"],
         ["Schools", "Schools know", "Write", "May 2025"]]
    )  # fmt: skip

    assert [(s["title"], s["ref_typed"], len(s["objectives"])) for s in answer["sections"]] == [
        ("Leading", False, 2),
        ("Schools", False, 1),
    ]


def test_a_long_note_across_the_table_is_no_theme():
    note = "* All partners are asked to take part as far as they can. " * 5

    answer = reading(*THEMES[:3], [*LEADING, across(note), *SCHOOLS])

    assert outline(answer) == TIDY
    assert note.strip() in unplaced(answer)


def test_an_outcome_broken_by_a_page_is_joined():
    rows = [
        *LEADING[:3],
        ["", "and tell the board", "", ["Tell the board"], ["May 2025"]],
        LEADING[3],
    ]

    (first, second) = reading(*THEMES[:3], rows)["sections"][0]["objectives"]

    assert first["text"] == "Chief officers know how far we have come and tell the board"
    assert [a["text"] for a in first["actions"]][-1] == "Tell the board"
    assert second["ref"] == "1.2"


def test_what_was_done_before_is_joined_where_a_page_broke_it():
    answer = reading(
        [["Outcome", "Actions taken", "Actions", "By when"],
         ["Safer venues", ["Policy agreed.", "Staff were trained"], "Check", "May 2025"],
         ["", "in three sessions.", "", ""]]
    )  # fmt: skip

    (objective,) = answer["sections"][0]["objectives"]
    assert [each["text"] for each in objective["previous_actions"]] == [
        "Policy agreed.",
        "Staff were trained in three sessions.",
    ]


def test_a_date_alone_in_a_later_row_is_the_last_actions():
    rows = [
        ["Outcome", "Actions", "By when", "Lead", "Status", "RAG", "Agency"],
        ["Safer venues", "Write a policy", "", "Legal", "", "", "Police"],
        ["", "", "May 2025", "Estates", "Done", "Green", "Fire"],
        ["", "", "June 2025", "", "Late", "Red", ""],
    ]

    answer = reading(rows)

    (action,) = answer["sections"][0]["objectives"][0]["actions"]
    assert (action["timescale_raw"], action["leads"], action["status_raw"], action["rag"]) == (
        "May 2025",
        ["Legal", "Estates"],
        "Done",
        "green",
    )
    assert action["agencies"] == ["Police", "Fire"]
    assert unplaced(answer) == ["June 2025", "Late", "Red"]


def test_an_outcome_without_actions_keeps_its_comments_and_leaves_its_date():
    answer = reading(
        [["Outcome", "Actions", "By when", "Comments"], ["Safer venues", "", "May 2025", "Later."]]
    )

    assert answer["sections"][0]["objectives"][0]["progress_notes"] == ["Later."]
    assert unplaced(answer) == ["May 2025"]


def test_a_month_and_its_year_on_two_lines_are_one_date():
    _, (action,) = one_row("1", "Safer venues", "Write", ["June", "2025"], *[""] * 4)

    assert action["timescale_raw"] == "June 2025"


def test_line_breaks_part_no_actions_where_there_are_as_many_dates_as_paragraphs():
    actions = ["Write a policy\nAsk Legal first", "Train staff"]

    _, made = one_row("1", "Safer venues", actions, ["May 2025", "June 2025"], *[""] * 4)

    assert [action["text"] for action in made] == ["Write a policy Ask Legal first", "Train staff"]


def test_bullets_typed_in_one_line_are_items():
    _, made = one_row("1", "Safer venues", "To do: • Write • Train\n- Tell", *[""] * 5)

    assert [action["text"] for action in made] == ["To do:", "Write", "Train", "Tell"]


def test_the_last_reference_may_be_typed_below():
    answer = reading(
        [["Ref", "Outcome", "Actions", "By when"],
         ["", "Safer venues", "Write a policy", "May 2025"],
         ["Action 7", ABOVE, "Train staff", "June 2025"]]
    )  # fmt: skip

    (objective,) = answer["sections"][0]["objectives"]
    assert (objective["ref"], objective["ref_raw"]) == ("7", "Action 7")


@pytest.mark.parametrize(
    ("blocks", "around", "title"),
    [
        ([("Heading 1", "Our Prevent plan")], {}, "Our Prevent plan"),
        ([("Heading 1", "Annex C: Our Prevent plan")], {}, "Our Prevent plan"),
        (["Our plan of 2025"], {"title": "Our plan of 2025"}, "Our plan of 2025"),
        ([("Heading 1", "Something else")], {}, "Something else"),
        ([("Heading 1", "Something else")], {"title": "A plan by property"}, "A plan by property"),
        (["Words"], {"title": "Microsoft Word - draft"}, "saltshire plan"),
        (["Words"], {"title": "Annex 1 - Our own plan"}, "Our own plan"),
        ([("Title", "Appendix 2")], {}, "Appendix 2"),
    ],
)
def test_the_title_is_found(blocks, around, title):
    assert reading(*blocks, LEADING, name="saltshire plan.docx", **around)["title"] == title


def test_a_title_in_bold_is_found():
    document = docx.Document()
    document.add_paragraph().add_run("Our Prevent plan").bold = True
    add_table(document, LEADING)
    file = io.BytesIO()
    document.save(file)

    assert read(file, name="plan.docx").title == "Our Prevent plan"


def test_a_plan_that_names_no_council_is_that_of_the_place_it_speaks_of_most():
    answer = reading("In Barnet and for Barnet, not Bromley.", LEADING)

    assert answer["authority"] == "London Borough of Barnet"
    named = reading(
        "Saltshire County Council. Saltshire County Council. Brack District Council.", LEADING
    )
    assert named["authority"] == "Saltshire County Council"


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("A plan for 2024", ("2025/26", "2025-04-01", "2026-03-31")),
        ("A plan", ("2025/26", "2025-04-01", "2026-03-31")),
        ("A plan, May 2026 to June 2025", ("2025/26", "2025-04-01", "2026-03-31")),
        ("Plan 2023/24", ("2023/24", "2023-04-01", "2024-03-31")),
    ],
)
def test_the_period_is_found_in_the_title_else_in_the_headings(title, period):
    answer = reading(("Title", title), LEADING)

    assert (answer["period_raw"], answer["period_start"], answer["period_end"]) == period


def test_a_bare_year_in_the_title_is_the_calendars():
    answer = reading(("Title", "A plan for 2025"), DUTY_ROWS)

    assert (answer["period_raw"], answer["period_end"]) == ("2025", "2025-12-31")


def test_items_of_a_later_row_are_joined_where_a_page_broke_them():
    rows = [DUTY_ROWS[0], DUTY_ROWS[1], ["", "", "and for parents", "", "", ""]]

    assert reading(rows)["sections"][0]["objectives"][0]["impact"] == [
        "One voice for all schools and for parents"
    ]


def test_a_small_letter_goes_on_from_a_bullet():
    _, made = one_row("1", "Safer", ["• Write a policy", "for all venues", "• Train"], *[""] * 5)

    assert [action["text"] for action in made] == ["Write a policy for all venues", "Train"]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["Write to the", "Police"], ["Write to the Police"]),
        (["Write (to", "all) twice"], ["Write (to all) twice"]),
        (["Write (to all", "Train (staff)"], ["Write (to all", "Train (staff)"]),
        (["Police,", "Health"], ["Police,", "Health"]),
        (["Police,", "health"], ["Police, health"]),
        (["Write", "train"], ["Write", "train"]),
        (["Write.", "and train"], ["Write.", "and train"]),
        (["Write\ntwice", "Train\nTell"], ["Write twice", "Train", "Tell"]),
    ],
)
def test_a_line_that_goes_on_is_no_item_of_its_own(lines, wanted):
    _, made = one_row("1", "Safer venues", lines, *[""] * 5)

    assert [action["text"] for action in made] == wanted


# Not a word is lost


def tokens(text):
    return set(re.findall(r"\w+", text.casefold()))


def texts(answer):
    """Every string in an answer."""
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, dict | list):
        for each in answer.values() if isinstance(answer, dict) else answer:
            yield from texts(each)


def words_of(file, name):
    file.seek(0)
    paragraphs = opened(file, name=name).every_paragraph()
    return tokens("\n".join(paragraph.text for paragraph in paragraphs))


def assert_no_word_lost(file, answer):
    file.seek(0)
    kept = tokens("\n".join(texts(answer)))
    for paragraph in opened(file, name=answer["file"]).every_paragraph():
        assert tokens(paragraph.text) <= kept, paragraph


def test_no_word_of_the_councils_plans_is_lost(shared_folder):
    read_whole = []
    for path in sorted((shared_folder / "plans").glob("*.[dx]*")):
        with path.open("rb") as file:
            try:
                answer = read(file, name=path.name).as_json()
            except Unreadable:
                continue
            assert_no_word_lost(file, answer)
            read_whole.append(path.stem)

    assert {
        "barnet-2019-01",
        "bromley-2016-17",
        "buckinghamshire-2019-20",
        "cambridgeshire-county-delivery-plan",
        "nottinghamshire-2017-progress",
        "peterborough-education-spoc-2017-18",
    } <= set(read_whole)


HEADINGS = st.sampled_from(
    ["Outcome", "Duty", "Actions", "Impact", "Lead", "Progress", "Evidence", "Ref", "Status", "RAG",
     "Comments", "Agency", "Area", "Zebra", "By when", "Key actions in 2024/25", "Success measure",
     "Key actions for 2025/26", "Expected outcome", ""]
)  # fmt: skip
LINE = st.sampled_from(
    ["{}", "{}.", "• {}", "- {}", "1. {}", "a) {}", "lower {}", "Upper {}", "{}\nand {}", "{}\nThen {}",
     "June 2025", "by {} 2025", "", "1.1", "2", "Action 3", "Theme 2: {}", "Complete {}", "{} ongoing",
     "see {} at 1.2", "= {} +", "<b>{}</b>", "x" * 30 + " {}", "Amber", "Outcome", "Actions"]
)  # fmt: skip


@st.composite
def word_tables(draw):
    """Rows of a Word table under a row of headings, with merges, in words of which each is its own."""
    count = 0

    def own(line):
        nonlocal count
        for _ in range(line.count("{}")):
            count += 1
            line = line.replace("{}", f"w{count}", 1)
        return line

    width = draw(st.integers(2, 6))
    rows = [[draw(HEADINGS) for _ in range(width)]]
    for y in range(draw(st.integers(1, 6))):
        row = []
        for x in range(width):
            merge = draw(st.sampled_from(["", "", "", "", "left", "above"]))
            if merge == "left" and x and rows[-1] is not None:
                row.append(LEFT)
            elif merge == "above" and y:
                row.append(ABOVE)
            else:
                row.append([own(draw(LINE)) for _ in range(draw(st.integers(0, 3)))] or [""])
        if LEFT in row and ABOVE in row:
            row = [[own("{}")] if cell is ABOVE else cell for cell in row]
        rows.append(row)
    for y in range(1, len(rows)):
        # A cell may reach down only from one that does not reach across.
        for x in range(width):
            if rows[y][x] is ABOVE and (LEFT in rows[y - 1]):
                rows[y][x] = [own("{}")]
    if draw(st.booleans()):
        rows.insert(0, across(own("Theme 1: {}"), width))
    return rows


@hypothesis_settings(max_examples=40)
@given(st.lists(word_tables(), min_size=1, max_size=2))
def test_no_word_of_any_word_table_is_lost(tables):
    file = word("Before w0", *tables, "after wlast", header="Page top")
    try:
        answer = read(file, name="plan.docx").as_json()
    except Unreadable:
        return
    assert_no_word_lost(file, answer)
    json.dumps(answer)


def test_what_stands_beside_the_body_is_kept():
    answer = reading(*THEMES, "A closing word", header="Draft for the board")

    assert unplaced(answer)[-2:] == ["A closing word", "Draft for the board"]


def test_hostile_text_is_kept_as_text():
    hostile = ["=1+1", "<script>alert(1)</script>", "\u202egnp.exe", "x" * 100_000]

    _, made = one_row("1", "Safer venues", hostile, *[""] * 5)

    assert [action["text"] for action in made] == hostile


# Files that are turned away


def refusal(content, name="plan.docx"):
    file = content if hasattr(content, "read") else io.BytesIO(content)
    with pytest.raises(Unreadable) as caught:
        read(file, name=name)
    assert str(caught.value) == caught.value.sentence
    assert "\n" not in caught.value.sentence
    return caught.value.sentence


def repacked(file, changes=(), drop=()):
    """The bytes of an office file with some of its parts changed."""
    answer = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(answer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in drop and part not in dict(changes):
                new.writestr(part, old.read(part))
        for part, content in dict(changes).items():
            new.writestr(part, content)
    return answer.getvalue()


def part(name):
    with zipfile.ZipFile(word(*THEMES)) as package:
        return package.read(name)


@pytest.mark.parametrize("content", [b"", b"  \n", b"\0" * 100])
def test_an_empty_file_is_turned_away(content):
    assert refusal(content) == "plan.docx is empty. Choose a file with a plan in it."


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.docx", b"%PDF-1.7 hello", "plan.docx is not a Word document, whatever its name says. "
         "Open it, save it again as .docx and choose that."),
        ("plan.xlsx", b"a,b\n1,2\n", "plan.xlsx is not an Excel workbook, whatever its name says. "
         "Open it, save it again as .xlsx and choose that."),
        ("plan.csv", b"PK\x03\x04 and so on", "plan.csv is not a CSV file, whatever its name says. "
         "Open it, save it again as .csv and choose that."),
        ("plan.pdf", b"%PDF-1.7", "plan.pdf is not a Word (.docx), Excel (.xlsx) or CSV (.csv) file."),
        ("plan", b"words", "plan is not a Word (.docx), Excel (.xlsx) or CSV (.csv) file."),
        ("plan.docm", b"PK\x03\x04", "plan.docm may hold macros. Save it as .docx or .xlsx and choose that."),
        ("plan.docx", b"PK\x03\x04 cut short", "plan.docx is damaged and cannot be opened. "
         "Ask for a new copy and choose that."),
        ("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "plan.docx is in an older Office "
         "format. Save it as .docx or .xlsx and choose that."),
        ("plan.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
         "plan.docx is locked with a password. Save a copy without one and choose that."),
    ],
)  # fmt: skip
def test_a_file_that_is_not_a_plan_is_turned_away_with_a_sentence(name, content, sentence):
    assert refusal(content, name) == sentence


def test_a_file_of_another_kind_than_its_name_is_turned_away():
    assert refusal(word(*THEMES), "plan.xlsx").startswith("plan.xlsx is not an Excel workbook")


def test_a_file_that_is_too_large_is_turned_away():
    assert refusal(b"x" * (LARGEST_FILE + 1)).startswith("plan.docx is larger than 20 MB.")


def test_macros_are_turned_away_whatever_the_name():
    with_macros = repacked(word(*THEMES), {"word/vbaProject.bin": b"macro"})
    by_type = part("[Content_Types].xml").replace(
        b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        b"vnd.ms-word.document.macroEnabled.main+xml",
    )

    assert "holds macros" in refusal(with_macros)
    assert "holds macros" in refusal(repacked(word(*THEMES), {"[Content_Types].xml": by_type}))


@pytest.mark.parametrize(
    "parts",
    [
        {"word/media/image1.png": b"\0" * 21_000_000},
        {f"word/media/{number}.png": b"" for number in range(3_001)},
        {"customXml/big.xml": b"<a>" + b"".join(b"%d" % n for n in range(3_500_000)) + b"</a>"},
        {"customXml/deep.xml": b"<a>" * 300 + b"</a>" * 300},
    ],
    ids=["ratio", "parts", "text", "depth"],
)
def test_a_file_that_would_fill_the_memory_is_turned_away(parts):
    assert refusal(repacked(word(*THEMES), parts)).endswith("so it was not opened.")


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>"""


@pytest.mark.parametrize(
    "attack",
    [ENTITIES, ENTITIES.decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")],
    ids=["utf-8", "utf-16"],
)
@pytest.mark.parametrize("place", ["word/document.xml", "customXml/item9.xml", "word/odd.dat"])
def test_xml_that_attacks_its_reader_is_turned_away(attack, place):
    assert "hidden instructions" in refusal(repacked(word(*THEMES), {place: attack}))


def test_a_locked_part_is_turned_away():
    content = bytearray(word(*THEMES).getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = content.find(signature)
        while position >= 0:
            flags = struct.unpack_from("<H", content, position + offset)[0]
            struct.pack_into("<H", content, position + offset, flags | 1)
            position = content.find(signature, position + 4)

    assert "locked with a password" in refusal(bytes(content))


@pytest.mark.parametrize("name", ["word/document.xml", "[Content_Types].xml"])
def test_a_file_without_its_main_part_is_turned_away(name):
    assert refusal(repacked(word(*THEMES), drop=[name])).startswith("plan.docx is ")


def test_a_file_damaged_inside_is_turned_away():
    content = word(*THEMES).getvalue()
    middle = content.find(zlib.compress(b"")[:1], 2000)
    broken = content[:middle] + bytes(200) + content[middle + 200 :]

    assert "damaged" in refusal(broken)


def test_a_part_that_is_no_xml_is_damage_but_a_drawing_is_let_be():
    assert "is damaged" in refusal(repacked(word(*THEMES), {"customXml/item9.xml": b"<a>"}))

    drawn = io.BytesIO(repacked(word(*THEMES), {"word/drawing.vml": b"<a>"}))
    assert read(drawn, name="plan.docx").counts["actions"] == 5


def test_blank_tables_and_plain_paragraphs_part_nothing():
    blank = [["", ""], ["", ""]]

    assert outline(reading(*THEMES[:3], blank, LEADING, blank, "", SCHOOLS)) == TIDY


def test_words_without_a_table_are_turned_away():
    assert refusal(word("Only words")) == (
        "plan.docx has no table. A plan is read from a table with a row of headings."
    )


def test_a_table_that_nobody_knows_is_turned_away():
    assert refusal(word([["Zebra", "Giraffe"], ["Stripes", "Spots"]])) == (
        "plan.docx has a table, but not one that the portal knows. It looks for headings "
        "such as Outcome or Duty, Actions, By when, Lead, Progress."
    )


def test_headings_without_rows_are_turned_away():
    assert "not one that the portal knows" in refusal(word([["Duty", "Actions", "Lead"]]))


def test_a_sentence_shows_a_name_on_one_line_and_not_at_length():
    shown = refusal(b"", "C:\\plans\\" + "long" * 60 + "\n\u202e.docx")

    assert len(shown) < 140
    assert shown.startswith("longlong")
    assert "\u202e" not in shown


def test_duty_rows_are_ours():
    """The fixture is a plan of its own, in our words."""
    assert len(DUTY_ROWS) == 3
