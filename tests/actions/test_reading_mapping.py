"""Files of a layout that nobody knew, read as a person says: proposals, shapes, rows, and every word."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from actions.models import SavedLayout
from actions.placing import answered, places
from actions.reading import UnknownLayout, read
from actions.reading.document import opened
from actions.reading.mapping import (
    JOINS,
    ROLES,
    SECTIONS,
    SPLITS,
    Mapping,
    mapping_for,
    read_by,
    saved_for,
    saved_form,
)

from .reading_files import ABOVE, across, word
from .test_reading import (
    LINE,
    assert_no_word_lost,
    outline,
    reading,
    texts,
    tokens,
    unplaced,
    word_tables,
    words_of,
)

#: A plan whose headings say nothing that a plan's usually say.
STRANGE = [
    ("Title", "Saltshire County Council Prevent plan 2025/26"),
    [
        ["Nr", "Wish", "Doings", "Until", "Hands", "So far"],
        ["1.1", "Every school knows whom to call", ["• Write to each head", "• Hold a briefing day"],
         ["June 2025", "Sept 2025"], "Education lead", "Letters have been drafted by the team"],
        ["1.2", "Halls are not hired out blindly", "Agree a policy for hiring out our halls",
         "March 2026", "Estates", "A first draft went to all of the directors"],
    ],
]  # fmt: skip


def document_of(*blocks):
    return opened(word(*blocks), name="plan.docx")


def mapped(document, mapping, **first):
    """The answer of reading a document by a mapping, the first shape changed so."""
    shapes = (replace(mapping.shapes[0], **first), *mapping.shapes[1:])
    return read_by(document, replace(mapping, shapes=shapes), name="plan.docx").as_json()


def texts_of(answer):
    return [text for rows in outline(answer).values() for text, _ in rows]


# What is proposed


def test_a_strange_layout_is_not_read_without_being_asked_about():
    with pytest.raises(UnknownLayout):
        read(word(*STRANGE), name="plan.docx")


def test_columns_are_proposed_from_what_stands_in_them():
    mapping = mapping_for(document_of(*STRANGE))

    assert mapping.is_guess
    assert mapping.shapes[0].headings == ("Nr", "Wish", "Doings", "Until", "Hands", "So far")
    assert mapping.shapes[0].roles == (
        "ref",
        "objective",
        "action",
        "timescale",
        "lead",
        "progress",
    )


def test_a_proposal_reads_the_file():
    document = document_of(*STRANGE)

    answer = read_by(document, mapping_for(document), name="plan.docx").as_json()

    assert outline(answer) == {
        (None, "Every school knows whom to call"): [
            ("Write to each head", "June 2025"),
            ("Hold a briefing day", "Sept 2025"),
        ],
        (None, "Halls are not hired out blindly"): [
            ("Agree a policy for hiring out our halls", "March 2026")
        ],
    }
    assert [o["ref"] for s in answer["sections"] for o in s["objectives"]] == ["1.1", "1.2"]
    assert answer["layout"] == "own-columns"
    assert answer["unplaced"] == []


def test_headings_that_are_known_decide_before_what_stands_below_them():
    table = [["Who", "Tasks", "Zebra"], ["June 2025", "Write letters", "Head of inclusion"]]

    assert mapping_for(document_of(table)).shapes[0].roles == ("lead", "action", "")


def test_a_table_without_headings_is_proposed_by_its_cells_alone():
    table = [
        ["1.1", "• Write to each head about the risks", "June 2025", "Estates"],
        ["1.2", "Agree a policy for the hiring of halls", "ongoing", "Education lead"],
    ]
    shape = mapping_for(document_of(table)).shapes[0]

    assert (shape.heading_row, shape.roles) == (0, ("ref", "action", "timescale", "lead"))


def test_each_shape_of_table_is_asked_about_once():
    doings = [["Doings", "Until"], ["Write to all of the schools", "June 2025"]]
    people = [["Zebra", "Quagga", "Okapi"], ["Ann", "Ben", "Cai"]]
    going_on = [["Write to all of the colleges", "July 2025"]]
    document = document_of(doings, "between", people, "between", doings, "between", going_on)

    mapping = mapping_for(document)

    assert mapping.of_table == (0, 1, 0, 0)
    answer = read_by(document, mapping, name="plan.docx").as_json()
    assert [text for text in texts_of(answer) if "colleges" in text]


# What a person says


def test_words_of_a_column_that_is_not_used_are_unplaced():
    document = document_of(*STRANGE)
    roles = ("ref", "objective", "action", "timescale", "lead", "")

    answer = mapped(document, mapping_for(document), roles=roles)

    assert unplaced(answer) == [
        "Letters have been drafted by the team",
        "A first draft went to all of the directors",
    ]


def test_a_cell_is_one_action_or_several():
    document = document_of(*STRANGE)
    mapping = mapping_for(document)

    assert len(texts_of(mapped(document, mapping, splits="lines"))) == 3
    assert texts_of(mapped(document, mapping, splits="together"))[0] == (
        "Write to each head\nHold a briefing day"
    )


GOES_ON = [
    ["Nr", "Doings", "Until"],
    ["1", "Write to each of the heads of", "June 2025"],
    ["", "our schools", ""],
    ["2", "Hold a briefing day", "May 2025"],
    ["", "For all staff", ""],
]


@pytest.mark.parametrize(
    ("joins", "expected"),
    [
        ("sense", ["Write to each of the heads of our schools", "Hold a briefing day", "For all staff"]),
        ("blank", ["Write to each of the heads of our schools", "Hold a briefing day\nFor all staff"]),
        ("never", ["Write to each of the heads of", "our schools", "Hold a briefing day", "For all staff"]),
    ],
)  # fmt: skip
def test_rows_are_joined_as_is_said(joins, expected):
    document = document_of(GOES_ON)

    answer = mapped(document, mapping_for(document), joins=joins, splits="together")

    assert texts_of(answer) == expected
    assert answer["unplaced"] == []


SECTIONED = [
    ["Doings", "Until"],
    ["Halls", ""],
    ["Write a policy for every hall", "June 2025"],
    ["Schools, of all kinds", "see below"],
    ["Write to each of the heads", "May 2025"],
]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"sections": "first"}, ["Halls"]),
        ({"sections": "across"}, [None]),
        (
            {"sections": "never", "section_rows": (2, 4)},
            ["Halls", "Schools, of all kinds see below"],
        ),
    ],
)
def test_rows_are_headings_of_sections_as_is_said(rules, expected):
    document = document_of(SECTIONED)

    answer = mapped(document, mapping_for(document), **rules)

    assert [section["title"] for section in answer["sections"]] == expected


def test_there_may_be_no_row_of_headings_or_two():
    rows = [["Nr", "Doings"], ["", "this year"], ["1", "Write a policy"]]
    document = document_of(rows)
    mapping = mapping_for(document)
    roles = ("ref", "action")

    none = mapped(document, mapping, heading_row=0, roles=roles, headings=("", ""))
    two = mapped(
        document, mapping, heading_depth=2, roles=roles, headings=("Nr", "Doings this year")
    )

    assert texts_of(none) == ["Doings", "this year", "Write a policy"]
    assert texts_of(two) == ["Write a policy"]
    assert two["columns"] == [["Nr", "Doings this year"]]


def test_a_line_above_a_table_heads_its_section_where_that_is_said():
    table = [["Doings", "Until"], ["Write a policy for halls", "June 2025"]]
    document = document_of(
        "Halls", table, "Schools", [["Doings", "Until"], ["Call them all", "May 2025"]]
    )
    mapping = mapping_for(document)

    assert not mapping.has_lines_above
    answer = read_by(document, replace(mapping, has_lines_above=True), name="a.docx").as_json()

    assert [section["title"] for section in answer["sections"]] == ["Halls", "Schools"]


def test_a_table_is_read_like_the_one_above_or_left_out():
    first = [["Doings", "Until"], ["Write a policy for halls", "June 2025"]]
    second = [["Other", "Words", "Here"], ["Call each of the schools", "May 2025", "odd"]]
    document = document_of(first, "between", second)
    mapping = mapping_for(document)
    above, below = mapping.shapes

    like = read_by(
        document,
        replace(mapping, shapes=(above, replace(below, is_like_above=True))),
        name="a.docx",
    ).as_json()
    left = read_by(
        document, replace(mapping, shapes=(above, replace(below, is_left_out=True))), name="a.docx"
    ).as_json()

    assert texts_of(like) == ["Write a policy for halls", "Call each of the schools"]
    assert "odd" in unplaced(like)
    assert texts_of(left) == ["Write a policy for halls"]
    assert {"Other", "Call each of the schools", "odd"} <= set(unplaced(left))


def test_references_without_objectives_are_the_actions_own():
    document = document_of([["Nr", "Doings"], ["1", "Write a policy"], ["Action 7", "Train staff"]])

    answer = mapped(document, mapping_for(document), roles=("ref", "action"))

    actions = [a for s in answer["sections"] for o in s["objectives"] for a in o["actions"]]
    assert [(action["ref"], action["text"]) for action in actions] == [
        ("1", "Write a policy"),
        ("Action 7", "Train staff"),
    ]


def test_a_number_in_front_of_the_objective_is_its_own_beside_those_of_its_actions():
    answer = reading(
        [
            ["Ref", "Outcome", "Actions"],
            ["1.2.1", "1.2 Safer halls", "Write a policy"],
            ["1.2.2", ABOVE, "Train staff"],
        ]
    )

    objective = answer["sections"][0]["objectives"][0]
    assert (objective["ref"], objective["text"]) == ("1.2", "Safer halls")
    assert [action["ref"] for action in objective["actions"]] == ["1.2.1", "1.2.2"]


# Untidy files: the same plan, however it was typed

TIDY_ROWS = [
    ["Nr", "Wish", "Doings", "Until", "Hands"],
    ["1.1", "Every school knows whom to call", ["Write to each head", "Hold a day"],
     ["June 2025", "Sept 2025"], "Estates; Education lead"],
    ["1.2", "Halls are not hired out blindly", "Agree a policy for hiring", "March 2026", "Estates"],
]  # fmt: skip


def _soft(rows):
    return [rows[0], [*rows[1][:2], "• Write to each head\n• Hold a day", *rows[1][3:]], *rows[2:]]


def _unmerged(rows):
    first = [*rows[1][:2], "Write to each head", "June 2025", rows[1][4]]
    return [rows[0], first, ["", "", "Hold a day", "Sept 2025", rows[1][4]], rows[2]]


def _reordered(rows):
    return [[row[2], row[4], row[0], row[3], row[1]] for row in rows]


def _renamed(rows):
    return [["No", "Hope", "To-dos, in short", "Not later than", "Hands on it"], *rows[1:]]


UNTIDY = {
    "as it is": lambda rows: rows,
    "blank spacer rows": lambda rows: [r for row in rows for r in (row, [""] * 5)],
    "soft line breaks": _soft,
    "unmerged continuation rows": _unmerged,
    "repeated header rows": lambda rows: [*rows[:2], rows[0], rows[2]],
    "stray page numbers": lambda rows: [*rows[:2], across("Page 3 of 9"), rows[2]],
    "columns in another order": _reordered,
    "headers with other words": _renamed,
    "a title row above the headings": lambda rows: [across("The plan as agreed"), *rows],
}


@pytest.mark.parametrize("name", UNTIDY)
def test_an_untidy_strange_table_says_the_same(name):
    document = document_of("The plan", UNTIDY[name](TIDY_ROWS))
    mapping = mapping_for(document)
    wanted = {"1.1": "ref", "Every": "objective", "Write": "action", "June": "timescale"}
    first = next(row for row in document.tables[0].rows if "1.1" in [c.words for c in row.cells])
    roles = tuple(wanted.get(cell.words.split()[0].strip("•") or "Write", "") or
                  ("action" if "Write" in cell.words else "lead") for cell in first.cells)  # fmt: skip

    answer = mapped(document, mapping, roles=roles)

    objectives = [o for s in answer["sections"] for o in s["objectives"]]
    assert [
        (o["ref"], o["text"], [(a["text"], a["timescale_raw"], a["leads"]) for a in o["actions"]])
        for o in objectives
    ] == [
        (
            "1.1",
            "Every school knows whom to call",
            [
                ("Write to each head", "June 2025", ["Estates", "Education lead"]),
                ("Hold a day", "Sept 2025", ["Estates", "Education lead"]),
            ],
        ),
        (
            "1.2",
            "Halls are not hired out blindly",
            [("Agree a policy for hiring", "March 2026", ["Estates"])],
        ),
    ]


def test_two_dates_beside_three_actions_are_a_question():
    rows = [
        ["Doings", "Until"],
        [["Write a policy", "Train staff", "Tell all hirers"], ["June 2025", "Sept 2025"]],
    ]
    document = document_of(rows)

    answer = mapped(document, mapping_for(document), roles=("action", "timescale"))

    (question,) = answer["questions"]
    assert question["values"] == ["June 2025", "Sept 2025"]
    assert question["chosen"] == [0, 1]
    assert question["actions"] == ["0.0.0", "0.0.1", "0.0.2"]


def test_a_theme_row_without_its_date_heading_opens_a_section():
    rows = [["Nr", "Doings", "Until"], across("Halls", 3), ["1", "Write a policy", "June 2025"],
            across("Schools", 3), ["2", "Call every school", "May 2025"]]  # fmt: skip
    document = document_of(rows)

    answer = read_by(document, mapping_for(document), name="plan.docx").as_json()

    assert [section["title"] for section in answer["sections"]] == ["Halls", "Schools"]


# Saved for the next file


def saved(mapping, name="Ours"):
    return SavedLayout(name=name, shapes=json.loads(json.dumps(saved_form(mapping))))


def test_a_saved_layout_is_laid_over_columns_in_another_order():
    layout = saved(mapping_for(document_of("Plan", TIDY_ROWS)))
    document = document_of("Another", [["Extra", *reversed(TIDY_ROWS[0])],
                                       ["odd", *reversed(TIDY_ROWS[2])]])  # fmt: skip

    found, mapping = saved_for(document, [layout])

    assert found is layout
    shape = mapping.shapes[0]
    assert dict(zip(shape.headings, shape.roles, strict=True)) == {
        "Extra": "",
        "Hands": "lead",
        "Until": "timescale",
        "Doings": "action",
        "Wish": "objective",
        "Nr": "ref",
    }
    assert not mapping.is_guess


def test_a_saved_layout_does_not_know_a_table_that_lacks_one_of_its_columns():
    layout = saved(mapping_for(document_of("Plan", TIDY_ROWS)))

    assert saved_for(document_of([row[1:] for row in TIDY_ROWS]), [layout]) is None
    assert saved_for(document_of(TIDY_ROWS[:1]), [layout]) is None


def test_a_mapping_is_the_same_after_it_was_kept():
    mapping = mapping_for(document_of(*STRANGE))

    assert Mapping.from_json(json.loads(json.dumps(mapping.as_json()))) == mapping


# Not a word is lost, and none is made up


#: Values under these keys are the portal's own words, or say again what stands elsewhere.
_NOT_WORDS = frozenset(
    ["file", "counts", "layout", "authority", "period_start", "period_end", "status",
     "status_basis", "timescale", "rag", "ambiguities", "questions", "place", "ref"]
)  # fmt: skip


def kept_words(value):
    if isinstance(value, dict):
        for key, each in value.items():
            if key not in _NOT_WORDS:
                yield from kept_words(each)
    elif isinstance(value, list):
        for each in value:
            yield from kept_words(each)
    elif isinstance(value, str):
        yield value


def assert_the_same_words(file, answer, name):
    """What was made and what is unplaced hold the file's words, all of them and no others."""
    kept = tokens("\n".join(kept_words(answer)))
    said = words_of(file, name)
    assert sorted(kept - said - tokens(name)) == []
    assert_no_word_lost(file, answer)


PLANS = [
    "barnet-2019-01.docx",
    "bromley-2016-17.docx",
    "buckinghamshire-2019-20.docx",
    "cambridgeshire-county-delivery-plan.xlsx",
    "cambridgeshire-spoc-register.csv",
    "peterborough-education-spoc-2017-18.docx",
]


@pytest.mark.parametrize("name", PLANS)
def test_no_word_of_the_councils_plans_is_lost_whatever_is_said_of_them(shared_folder, name):
    with (shared_folder / "plans" / name).open("rb") as file:
        document = opened(file, name=name)
        mapping = mapping_for(document)
        for splits, joins, sections in (
            ("lines", "sense", "across"),
            ("together", "blank", "first"),
            ("together", "never", "never"),
        ):
            shapes = tuple(
                replace(shape, splits=splits, joins=joins, sections=sections)
                for shape in mapping.shapes
            )
            answer = read_by(document, replace(mapping, shapes=shapes), name=name).as_json()

            assert_the_same_words(file, answer, name)


@pytest.mark.parametrize("name", ["barnet-2019-01", "buckinghamshire-2019-20"])
def test_a_plan_that_is_known_is_read_the_same_by_what_is_proposed(shared_folder, name):
    with (shared_folder / "plans" / f"{name}.docx").open("rb") as file:
        document = opened(file, name=f"{name}.docx")
        known = read(file, name=f"{name}.docx").as_json()

    answer = read_by(document, mapping_for(document), name=f"{name}.docx").as_json()

    if name.startswith("buck"):
        assert outline(answer) == outline(known)
    else:
        assert tokens("\n".join(texts(answer["sections"]))) >= {"prevent"}


@st.composite
def mappings(draw, document):
    """Anything that a person may say of a document's tables."""
    mapping = mapping_for(document)
    shapes = []
    for shape in mapping.shapes:
        roles = [draw(st.sampled_from(sorted(ROLES))) for _ in shape.roles]
        roles[draw(st.integers(0, len(roles) - 1))] = "action"
        row = draw(st.integers(0, 3))
        shapes.append(
            replace(
                shape,
                roles=tuple(roles),
                heading_row=row,
                heading_depth=draw(st.integers(1, 2)),
                splits=draw(st.sampled_from(sorted(SPLITS))),
                joins=draw(st.sampled_from(sorted(JOINS))),
                sections=draw(st.sampled_from(sorted(SECTIONS))),
                section_rows=tuple(draw(st.lists(st.integers(1, 6), max_size=2))),
                is_like_above=draw(st.booleans()),
                is_left_out=draw(st.sampled_from([False, False, False, True])),
            )
        )
    return replace(mapping, shapes=tuple(shapes), has_lines_above=draw(st.booleans()))


@hypothesis_settings(max_examples=25)
@given(st.data())
def test_no_word_of_any_table_is_lost_whatever_a_person_says(data):
    tables = data.draw(st.lists(word_tables(), min_size=1, max_size=2))
    line = data.draw(LINE)
    file = word("Before w0", *tables[:1], line.format("wline", ""), *tables[1:], header="Page top")
    document = opened(file, name="plan.docx")

    answer = read_by(document, data.draw(mappings(document)), name="plan.docx").as_json()

    assert_the_same_words(file, answer, "plan.docx")
    json.dumps(answer)


@hypothesis_settings(max_examples=20)
@given(st.data())
def test_no_word_is_lost_by_an_answer(data):
    """Whatever goes with what, and wherever a text is put."""
    table = data.draw(word_tables())
    file = word("Before w0", table, "after wlast")
    document = opened(file, name="plan.docx")
    read_first = read_by(document, data.draw(mappings(document)), name="plan.docx").as_json()
    before = json.dumps(read_first)
    questions = {
        str(number): [
            data.draw(st.sampled_from([None, *range(len(question["actions"]))]))
            for _ in question["values"]
        ]
        for number, question in enumerate(read_first.get("questions", []))
    }
    holders = [place for place, depth, _ in places(read_first) if depth > 1]
    kinds = ["note"] + ["action", "progress", "evidence"] * bool(holders)
    some = answered(read_first, {"questions": questions})["unplaced"]
    put = {
        str(text["n"]): {
            "as": data.draw(st.sampled_from(kinds)),
            "under": data.draw(st.sampled_from(holders or [""])),
        }
        for text in some[:4]
    }

    answer = answered(read_first, {"questions": questions, "texts": put})

    assert json.dumps(read_first) == before
    assert_no_word_lost(file, answer)
    assert len(answer["unplaced"]) == len(some) - len(put)


def test_a_heading_that_goes_on_keeps_the_word_that_says_so():
    answer = reading(
        [
            ["Ref", "Outcome", "Actions", "By when"],
            across("Theme 1: Halls", 4),
            ["1.1", "Safer halls", "Write a policy", "June 2025"],
            across("Theme 1: Halls (continued)", 4),
            ["1.2", "Full halls", "Call hirers", "May 2025"],
        ]
    )

    assert [section["title"] for section in answer["sections"]] == ["Halls"]
    assert answer["unplaced"] == [{"text": "(continued)", "place": "table 1, row 4, column 1"}]
