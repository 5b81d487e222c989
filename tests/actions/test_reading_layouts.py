"""The layouts beside outcomes and duties: tidy plans, untidy ones that say the same, and imports."""

import datetime
import io
import json

import pytest
from django.urls import reverse

from actions.models import Action, Objective
from actions.reading import Unreadable, read
from actions.services import exporting, importing
from prevent_portal.acting import acting_for
from prevent_portal.roles import Role
from tests.factories import AgencyFactory, UserFactory

from .reading_files import (
    ABOVE,
    ACTIVITIES,
    AREAS,
    COUNTY_ROWS,
    LEFT,
    PRIORITIES,
    PRIORITY_ROWS,
    REPORT,
    REQUIRED,
    UPDATES,
    across,
    sheet,
    word,
)
from .test_reading import assert_no_word_lost, outline, reading, unplaced

TODAY = datetime.date(2026, 3, 18)


@pytest.fixture
def lead():
    county = AgencyFactory(name="Saltshire County Council", short_name="SCC", is_lead=True)
    return UserFactory(agency=county, roles=[Role.PREVENT_LEAD])


def kept(file, by, name="plan.docx"):
    """The plan that an import of the file makes, once it is seen as a page and written again."""
    proposal = importing.propose(file, name=name, agency=by.agency, by=by)
    plan = importing.commit(proposal, by=by, on=TODAY)
    with acting_for(None):
        for form in ("docx", "xlsx", "csv"):
            exporting.export_plan(plan, io.BytesIO(), form=form)
    return plan


def assert_is_shown(client, plan, by):
    """The plan's pages open, the one in its own columns too, and name every action."""
    client.force_login(by)
    for view in ("", "?view=board"):
        page = client.get(reverse("actions:plan_detail", args=[plan.pk]) + view)
        assert page.status_code == 200
    for action in Action.objects.filter(objective__theme__plan=plan):
        assert action.text in page.content.decode().replace("&#x27;", "'")


def texts_of(plan):
    return [each.text for each in plan.unplaced.all()]


def without_notes(answer):
    """What an untidy file must say the same."""
    return {key: answer[key] for key in ("title", "authority", "layout", "counts", "sections")}


# Requirements and activities

TIDY = {
    ("Working together", "Working together"): [
        ("Keep the group going", None),
        ("Write down what it decides. Tell the board", None),
    ],
    ("Halls", "Halls"): [("Look at every hire form", None)],
}


def test_requirements_stand_with_their_section():
    answer = reading(*REQUIRED)

    assert outline(answer) == TIDY
    assert answer["layout"] == "requirements-and-activities"
    assert answer["counts"]["requirements"] == 2
    first, second = answer["sections"]
    assert (first["ref"], first["heading_raw"], first["intro"]) == (
        "1",
        "1. Working together",
        None,
    )
    assert first["requirements"] == [
        "A group of partners meets and agrees the risk.",
        "Partners share what they know.",
    ]
    assert first["objectives"][0]["requirements"] == first["requirements"]
    assert (second["intro"], second["requirements"]) == ("Anyone may hire a hall of ours.", [])
    assert answer["lead_partnership"] == "Safer Saltshire Partnership"
    assert answer["not_sections"] == ["Working together", "Halls"]
    assert_no_word_lost(word(*REQUIRED), answer)


def replaced(blocks, old, new):
    return [new if block == old else block for block in blocks]


def untidy_blank_and_repeated_rows():
    table = REQUIRED[9]
    return replaced(REQUIRED, table, [table[0], [""], table[1], ["7"], table[0], table[2]])


def untidy_cut_by_a_page():
    table = REQUIRED[9]
    at = REQUIRED.index(table)
    return [*REQUIRED[:at], table[:2], table[2:], *REQUIRED[at + 1 :]]


def untidy_headings_typed_again_after_a_page():
    table = REQUIRED[9]
    at = REQUIRED.index(table)
    return [*REQUIRED[:at], table[:2], [table[0], table[2]], *REQUIRED[at + 1 :]]


def untidy_other_words():
    blocks = replaced(REQUIRED, "Requirements:", "Statutory requirements")
    return [[["Key actions"], *block[1:]] if isinstance(block, list) else block for block in blocks]


def untidy_typed_bullets():
    return [
        f"• {block}" if block in REQUIRED[7:9] and isinstance(block, str) else block
        for block in REQUIRED
    ]


def untidy_second_column():
    return [
        [[row[0], ""] for row in block] if isinstance(block, list) else block for block in REQUIRED
    ]


def untidy_merged_columns():
    return [
        [[row[0], LEFT] for row in block] if isinstance(block, list) else block
        for block in REQUIRED
    ]


def untidy_blank_paragraphs():
    return [each for block in REQUIRED for each in (block, "")]


UNTIDY = [make for name, make in globals().items() if name.startswith("untidy_")]


@pytest.mark.parametrize("make", UNTIDY, ids=lambda make: make.__name__)
def test_untidy_requirements_say_the_same(make):
    blocks = make()
    answer = reading(*blocks)

    assert without_notes(answer) == without_notes(reading(*REQUIRED))
    assert_no_word_lost(word(*blocks), answer)


def test_a_table_of_one_column_without_requirements_is_turned_away():
    with pytest.raises(Unreadable, match="not one that the portal knows"):
        reading([[ACTIVITIES], ["Keep the group going"]])


@pytest.mark.django_db
def test_requirements_are_kept_with_the_plan(client, lead):
    plan = kept(word(*REQUIRED), lead)

    assert (plan.layout, plan.governing_body) == (
        "requirements-and-activities",
        "Safer Saltshire Partnership",
    )
    objective = plan.themes.get(ref="1").objectives.get()
    assert objective.requirements[1] == "Partners share what they know."
    assert "Anyone may hire a hall of ours." in texts_of(plan)
    assert_is_shown(client, plan, lead)


# Priority actions with updates


def priority_rows(change):
    return [*PRIORITIES[:2], change([list(row) for row in PRIORITY_ROWS])]


def split_in_two(change):
    """The rows with the last one's progress cut after its first line."""

    def cut(rows):
        ref, action, notes = rows[2]
        return [*rows[:2], [ref, action, notes[:1]], change(ref, action, notes[1:])]

    return priority_rows(cut)


def test_a_priority_is_the_first_line_of_its_action():
    answer = reading(*PRIORITIES)

    assert outline(answer) == {
        (None, "Working together"): [("We will keep a group of partners going.", None)],
        (None, "Training"): [("We will train all who meet the public.", None)],
    }
    first, second = answer["sections"][0]["objectives"]
    assert (first["ref"], first["ref_raw"]) == ("1", "Action 1")
    assert first["actions"][0]["progress_notes"] == [
        "The group met twice.",
        "Its terms were agreed.",
    ]
    (action,) = second["actions"]
    assert action["progress_notes"] == ["Forty were trained.", "Two sessions are booked."]
    assert action["progress_note_headings"] == {"1": "Still to do:"}
    assert answer["counts"]["progress_notes"] == 4
    assert (answer["layout"], answer["report_date"], answer["updates_as_of"]) == (
        "priority-action-updates",
        "2025-06-30",
        {"raw": "3 May 2025", "date": "2025-05-03"},
    )
    assert answer["period_raw"] == "2024-2027"


UNTIDY_PRIORITIES = {
    "blank rows": priority_rows(lambda r: [e for row in r for e in (row, ["", "", ""])]),
    "headings again": priority_rows(lambda r: [*r[:2], UPDATES, r[2]]),
    "a page number": priority_rows(lambda r: [*r[:2], ["", "", "4"], r[2]]),
    "cut, said again": split_in_two(lambda ref, action, rest: [ref, action, rest]),
    "cut, blank": split_in_two(lambda ref, action, rest: ["", "", rest]),
    "cut, merged": split_in_two(lambda ref, action, rest: [ABOVE, ABOVE, rest]),
    "two tables": [*PRIORITIES[:2], PRIORITY_ROWS[:2], PRIORITY_ROWS[2:]],
    "line breaks": priority_rows(lambda r: [r[0], *([a, "\n".join(b), c] for a, b, c in r[1:])]),
    "headings apart": priority_rows(lambda r: [["Ref", "Actions", UPDATES[2]], *r[1:]]),
    "no reference heading": priority_rows(lambda r: [["", "Actions", UPDATES[2]], *r[1:]]),
}


@pytest.mark.parametrize("name", UNTIDY_PRIORITIES)
def test_untidy_priorities_say_the_same(name):
    blocks = UNTIDY_PRIORITIES[name]
    answer = reading(*blocks)

    assert without_notes(answer) == without_notes(reading(*PRIORITIES))
    assert_no_word_lost(word(*blocks), answer)


def test_actions_without_names_in_front_are_no_priorities():
    with pytest.raises(Unreadable, match="not one that the portal knows"):
        reading([["Ref", "Action", "Progress"], ["1", "Keep a group going", "It met."]])


@pytest.mark.parametrize(
    ("title", "line", "found"),
    [
        ("Plan, 9 June 2025", "3 May 2025", "2025-06-09"),
        ("Plan", "Date of report: 3 May 2025", "2025-05-03"),
        ("Plan", "We met on 3 May 2025", None),
    ],
)
def test_the_date_of_a_report_is_in_its_title_or_on_a_line_of_its_own(title, line, found):
    assert reading(("Title", title), line, PRIORITY_ROWS).get("report_date") == found


@pytest.mark.django_db
def test_priorities_are_kept_with_the_plan(client, lead):
    plan = kept(word(*PRIORITIES), lead)

    objective = plan.themes.get().objectives.get(ref="2")
    assert (plan.layout, objective.text) == ("priority-action-updates", "Training")
    assert objective.actions.get().progress_notes == [
        "Forty were trained.",
        "Two sessions are booked.",
    ]
    assert "Still to do:" in texts_of(plan)
    assert_is_shown(client, plan, lead)


# A county's delivery plan


def county_reading(rows):
    return read(sheet(rows), name="plan.xlsx").as_json()


def test_the_sections_of_a_county_plan_are_rows_of_its_table():
    answer = county_reading(COUNTY_ROWS)

    assert outline(answer) == {
        ("Partners", "Partners"): [
            ("Keep a group of partners going", None),
            ("Tell the board", None),
        ],
        ("Training", "Training"): [
            ("Train staff", None),
            ("Check who was trained", None),
            ("Look at the risks", None),
        ],
    }
    assert [s["objectives"][0]["ref"] for s in answer["sections"]] == ["1", "2"]
    actions = [a for s in answer["sections"] for a in s["objectives"][0]["actions"]]
    assert [a["leads"] for a in actions] == [
        ["Prevent Lead", "Police"],
        ["Prevent Lead"],
        ["All partners"],
        ["All partners"],
        ["Prevent Lead", "Police"],
    ]
    assert (actions[1]["lead_raw"], actions[2]["lead_raw"]) == ("Prevent lead", "All partners*")
    assert (answer["title"], answer["layout"], answer["period_raw"]) == (
        "Joint delivery plan",
        "county-delivery",
        "2024-2026",
    )
    assert answer["authorities"] == ["Peterborough City Council", "Cambridgeshire County Council"]
    assert answer["authority"] == "Peterborough City Council & Cambridgeshire County Council"
    note = COUNTY_ROWS[-1][0]
    assert answer["footnotes"] == {"*": note}
    assert answer["footnote_expands"] == {
        "All partners": ["Police", "Health", "Schools", "Care homes"]
    }
    assert note in unplaced(answer)
    assert_no_word_lost(sheet(COUNTY_ROWS), answer)


def lone(row):
    return [row[0], "", "", "", ""] if LEFT in row else row


UNTIDY_COUNTIES = {
    "not merged": [lone(row) for row in COUNTY_ROWS],
    "blank rows": [each for row in COUNTY_ROWS[:7] for each in (row, [""] * 5)] + COUNTY_ROWS[7:],
    "headings again": [*COUNTY_ROWS[:6], AREAS, *COUNTY_ROWS[6:]],
    "a section again": [
        *COUNTY_ROWS[:9],
        ["Training", *COUNTY_ROWS[6][1:]],
        *COUNTY_ROWS[9:],
    ],
    "other words": [
        ["Action", "Lead agency", "By when", "Desired outcome", "Comments"] if row is AREAS else row
        for row in COUNTY_ROWS
    ],
    "no bullets": [
        [row[0] and row[0].removeprefix("• "), *row[1:]] if LEFT not in row else row
        for row in COUNTY_ROWS
    ],
    "a lead to each": [
        [row[0], "All partners*", *row[2:]] if ABOVE in row else row for row in COUNTY_ROWS
    ],
}


@pytest.mark.parametrize("name", UNTIDY_COUNTIES)
def test_untidy_county_plans_say_the_same(name):
    rows = UNTIDY_COUNTIES[name]
    answer = county_reading(rows)

    assert without_notes(answer) == without_notes(county_reading(COUNTY_ROWS))
    assert_no_word_lost(sheet(rows), answer)


@pytest.mark.parametrize(
    ("line", "authority"),
    [
        ("Our DCC/TBC plan 2024-2026", "Torbay Borough Council & Devon County Council"),
        ("Our NCC/NCC plan 2024-2026", "Nottingham City Council & Nottinghamshire County Council"),
        ("Our A/B plan 2024-2026", None),
    ],
)
def test_two_councils_are_known_by_their_initials(line, authority):
    rows = [across(line) if row is COUNTY_ROWS[1] else row for row in COUNTY_ROWS]

    assert county_reading(rows)["authority"] == authority


@pytest.mark.django_db
def test_a_county_plan_is_kept(client, lead):
    police = AgencyFactory(name="Police", short_name="")
    plan = kept(sheet(COUNTY_ROWS), lead, name="plan.xlsx")

    action = Action.objects.get(objective__theme__plan=plan, text="Tell the board")
    assert (plan.layout, plan.kind, action.leads) == (
        "county-delivery",
        "partnership",
        ["Prevent Lead"],
    )
    assert [a.text for a in Action.objects.filter(agencies=police)] == [
        "Keep a group of partners going",
        "Look at the risks",
    ]
    assert COUNTY_ROWS[-1][0] in texts_of(plan)
    assert_is_shown(client, plan, lead)


@pytest.mark.django_db
def test_an_agency_that_leads_and_takes_part_is_named_once(lead):
    police = AgencyFactory(name="Wrenshire Police", short_name="Police")
    rows = [["Outcome", "Actions", "By when", "Lead", "Agencies"],
            ["Safer", "Write", "May 2025", "Police; Wrenshire Police", "Police, Fire"]]  # fmt: skip

    plan = kept(word(rows), lead)

    action = Action.objects.get(objective__theme__plan=plan)
    assert list(action.agencies.all()) == [police]
    assert texts_of(plan) == ["Fire"]


# A report on progress


def test_the_recommendations_of_a_report_are_its_actions():
    answer = reading(*REPORT)

    purpose, background, recommended, papers = answer["sections"]
    assert purpose == {
        "ref": None,
        "title": "Purpose",
        "paragraphs": [{"ref": "1", "text": "This report says how far we have come."}],
        "objectives": [],
    }
    assert [each["ref"] for each in background["paragraphs"]] == ["2", "3"]
    assert [(a["ref"], a["text"], a["is_recommendation"]) for a in recommended["actions"]] == [
        ("1)", "That the board looks at the risks again.", True),
        ("2)", "That the board asks for a report in spring.", True),
    ]
    assert papers["paragraphs"] == [{"ref": None, "text": "None"}]
    found = ("authority", "layout", "report_date", "report_to", "agenda_item", "author_post")
    assert [answer[key] for key in found] == [
        "Norfolk County Council",
        "progress-report",
        "2025-06-05",
        "Safer Saltshire Board",
        "4",
        "Head of community safety",
    ]
    assert (answer["counts"]["numbered_paragraphs"], answer["counts"]["recommendations"]) == (3, 2)
    assert_no_word_lost(word(*REPORT), answer)


def report_with(old, new):
    return [new if block == old else block for block in REPORT]


TYPED = [block for block in REPORT if block[0] == "List Number"]
UNTIDY_REPORTS = {
    "blank paragraphs": [each for block in REPORT for each in (block, "")],
    "other words": report_with(REPORT[9], ("Heading 1", "Recommendations:")),
    "date of the report": report_with(REPORT[0], "Date: 5th June 2025"),
    "for whom": report_with(REPORT[2], "Report to: Safer Saltshire Board"),
    "numbers typed": [
        f"{TYPED.index(block) + 1}. {block[1]}" if block in TYPED else block for block in REPORT
    ],
}


@pytest.mark.parametrize("name", UNTIDY_REPORTS)
def test_an_untidy_report_says_the_same(name):
    blocks = UNTIDY_REPORTS[name]
    answer, tidy = reading(*blocks), reading(*REPORT)

    sections = json.dumps(answer["sections"]).replace("Recommendations:", REPORT[9][1])
    assert json.loads(sections) == tidy["sections"]
    for key in ("counts", "report_date", "report_to", "title"):
        assert answer[key] == tidy[key]
    assert_no_word_lost(word(*blocks), answer)


def test_recommended_words_without_numbers_are_no_report():
    with pytest.raises(Unreadable, match="has no table"):
        reading(("Heading 2", "Recommendations"), "Look again at everything.")


@pytest.mark.django_db
def test_a_report_is_kept_with_its_recommendations(client, lead):
    plan = kept(word(*REPORT), lead)

    objective = Objective.objects.get(theme__plan=plan)
    assert (plan.layout, objective.text) == ("progress-report", "RECOMMENDATION/S")
    assert [action.text for action in objective.actions.all()] == [
        "That the board looks at the risks again.",
        "That the board asks for a report in spring.",
    ]
    assert [action.ref for action in objective.actions.all()] == ["1)", "2)"]
    assert {"Forty staff were trained.", "None", "5 June 2025"} <= set(texts_of(plan))
    assert_is_shown(client, plan, lead)


@pytest.mark.django_db
@pytest.mark.parametrize("blocks", [REQUIRED, PRIORITIES, REPORT])
def test_a_proposal_is_shown_before_it_is_kept(client, lead, blocks):
    file = word(*blocks)
    proposal = importing.propose(file, name="plan.docx", agency=lead.agency, by=lead)
    client.force_login(lead)

    page = client.get(proposal.get_absolute_url())

    assert page.status_code == 200
    for action in read(file, name="plan.docx").actions:
        assert action.text in page.content.decode()


# A register of posts


def test_a_register_of_posts_is_turned_away_as_what_it_is():
    lines = b"Area,SPOC job title(s),Agency\r\nSchools,Head of inclusion,SCC\r\n"

    with pytest.raises(Unreadable, match="plan.csv is a register of posts, not a plan"):
        read(io.BytesIO(lines), name="plan.csv")


def test_the_register_of_a_county_is_turned_away(shared_folder):
    name = "cambridgeshire-spoc-register.csv"
    content = (shared_folder / "plans" / name).read_bytes()

    with pytest.raises(Unreadable, match="is a register of posts"):
        read(io.BytesIO(content), name=name)
