"""Plans of the four layouts that are no plain table of outcomes: what is written reads back."""

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from actions.writing import Action, Objective, Theme
from tests.actions.test_writing import FORMS, back, meant, outline, plan, written

SHEETS = ("xlsx", "csv")
WORDS = st.sampled_from(
    ["Agree {} with partners", "Review {}", "Train staff in {} and {}", "Write to {}. Then ask {}",
     "Is {} done?", "{} & {} <b>", "Ask for {}, {} and {}", "Look at (all) {}"]
)  # fmt: skip
LEADS = st.lists(st.sampled_from(["Prevent lead", "Police", "Head of {}"]), max_size=2, unique=True)


@st.composite
def sections(draw, *, least=1):
    """Themes that are objectives themselves, of words of which each is its own."""
    count = 0

    def own(words):
        nonlocal count
        for _ in range(words.count("{}")):
            count += 1
            words = words.replace("{}", f"W{count}", 1)
        return words

    made = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        name = own("Section {}")
        theme = Theme(f"{number}. {name}")
        theme.intro = own(draw(st.sampled_from(["", "What {} is about."])))
        theme.requirements = [own(draw(WORDS)) for _ in range(draw(st.integers(0, 2)))]
        each = Objective(theme, name, ref=str(number), place="1")
        for _ in range(draw(st.integers(least, 4))):
            action = Action(own(draw(WORDS)), leads=draw(LEADS))
            action.progress = [own(draw(WORDS)) for _ in range(draw(st.integers(0, 3)))]
            each.actions.append(action)
        made.append(each)
    return made


@hypothesis_settings(max_examples=25)
@given(made=sections())
def test_any_plan_of_requirements_reads_back_from_word(made):
    requirements_read_back(made, "docx")


@pytest.mark.parametrize("form", SHEETS)
@hypothesis_settings(max_examples=8)
@given(made=sections())
def test_any_plan_of_requirements_reads_back_from_a_sheet(form, made):
    requirements_read_back(made, form)


def requirements_read_back(made, form):
    for each in made:
        each.actions = [Action(action.text) for action in each.actions]

    answer = back(plan(*made, layout="requirements-and-activities"), form)

    assert answer["layout"] == "requirements-and-activities"
    assert [
        (
            section["heading_raw"],
            section["intro"] or "",
            section["requirements"],
            [a["text"] for each in section["objectives"] for a in each["actions"]],
        )
        for section in answer["sections"]
    ] == [
        (
            each.theme.heading,
            each.theme.intro,
            each.theme.requirements,
            [action.text for action in each.actions],
        )
        for each in made
    ]


@pytest.mark.parametrize("form", FORMS)
@hypothesis_settings(max_examples=15)
@given(made=sections())
def test_any_plan_of_section_rows_reads_back(form, made):
    for each in made:
        each.theme.heading, each.theme.intro, each.theme.requirements = each.text, "", []
        each.actions = [Action(action.text, leads=action.leads) for action in each.actions]

    answer = back(plan(*made, layout="county-delivery"), form)

    assert answer["layout"] == "county-delivery"
    assert [
        (section["title"], [(a["text"], a["leads"]) for a in section["objectives"][0]["actions"]])
        for section in answer["sections"]
    ] == [(each.text, [(a.text, a.leads) for a in each.actions]) for each in made]


def test_areas_beside_outcomes_of_their_own_read_back():
    theme, other = Theme("Theme 1. Partnership"), Theme("Training")
    made = [
        Objective(
            theme, "Partners share what they know", actions=[area("a group"), area("a link")]
        ),
        Objective(theme, "Boards are told", actions=[area("a report")]),
        Objective(other, "Staff know the signs", actions=[area("a course"), area("a survey")]),
    ]
    holds = frozenset({"objective", "timescale", "expected", "progress", "lead"})
    for form, refs in (("docx", []), ("docx", ["1.1", "1.2", "2.1"]), ("csv", [])):
        for each, ref in zip(made, refs, strict=bool(refs)):
            each.ref = ref
        held = holds | ({"ref"} if refs else set())

        answer = back(plan(*made, layout="county-delivery", holds=held), form)

        assert (form, answer["layout"], answer["unplaced"]) == (form, "county-delivery", [])
        assert outline(answer) == meant(made), (form, refs)
        said = [a for s in answer["sections"] for o in s["objectives"] for a in o["actions"]]
        assert [(a["leads"], a["progress_notes"], a["expected_outcome"]) for a in said] == [
            (a.leads, a.progress, a.expected) for o in made for a in o.actions
        ]


def area(words):
    """An action of a county's plan, with all that its row says."""
    return Action(
        f"Keep up {words} for all partners",
        "June 2026",
        leads=["Police"],
        expected=f"There is {words}",
        progress=[f"We began with {words}."],
    )


@pytest.mark.parametrize("form", FORMS)
@hypothesis_settings(max_examples=15)
@given(made=sections())
def test_any_plan_of_updates_reads_back(form, made):
    whole = Theme()
    for each in made:
        each.theme, each.actions = whole, each.actions[:1]
        each.actions[0].leads = []
        each.actions[0].progress.append("The last of it was done.")
    names = [(each.text, each.actions[0].text) for each in made]

    answer = back(plan(*made, layout="priority-action-updates", names=names), form)

    assert answer["layout"] == "priority-action-updates"
    assert [
        (each["ref"], each["text"], [(a["text"], a["progress_notes"]) for a in each["actions"]])
        for each in answer["sections"][0]["objectives"]
    ] == [(each.ref, each.text, [(a.text, a.progress) for a in each.actions]) for each in made]


@hypothesis_settings(max_examples=25)
@given(made=sections(), said=st.lists(WORDS, max_size=4))
def test_any_report_reads_back_from_word(made, said):
    report_reads_back(made, said, "docx")


@pytest.mark.parametrize("form", SHEETS)
@hypothesis_settings(max_examples=8)
@given(made=sections(), said=st.lists(WORDS, max_size=4))
def test_any_report_reads_back_from_a_sheet(form, made, said):
    report_reads_back(made, said, form)


def report_reads_back(made, said, form):
    *before, last = [each.theme for each in made]
    for number, text in enumerate(said, start=1):
        (before or [last])[0].paragraphs.append((str(number), text.replace("{}", f"V{number}")))
    for theme in [*before, last]:
        theme.heading = theme.heading.partition(". ")[2]
    ending = Theme("Recommendations")
    actions = [Action(action.text, ref=f"{n})") for n, action in enumerate(made[-1].actions, 1)]
    recommended = Objective(ending, "Recommendations", actions=actions)

    content = plan(recommended, layout="progress-report", themes=[*before, last, ending])
    answer = back(content, form)

    assert answer["layout"] == "progress-report"
    assert [
        (
            section["title"],
            [(each["ref"], each["text"]) for each in section["paragraphs"]],
            [(a["ref"], a["text"]) for a in section.get("actions", [])],
        )
        for section in answer["sections"]
    ] == [
        (
            theme.heading,
            theme.paragraphs,
            [(a.ref, a.text) for a in actions] if theme is ending else [],
        )
        for theme in [*before, last, ending]
    ]


# How it looks


def test_a_report_made_here_ends_with_what_it_recommends():
    theme = Theme("Halls")
    lead = Action("Look at hire forms", "June 2026", leads=["Premises lead"])
    content = plan(
        Objective(theme, "Halls are safe", "1", actions=[lead]), layout="progress-report"
    )

    said = [each.text for each in docx.Document(written(content, "docx")).paragraphs]

    assert said[-5:] == [
        "Halls",
        "1.\tHalls are safe",
        "Recommendations",
        "1.\tLook at hire forms",
        "Lead: Premises lead. By when: June 2026",
    ]


def test_what_was_done_gets_room_and_a_page_turned_to_its_side():
    action = Action("We will meet.", progress=["Met in May.", "Met in June."])
    content = plan(
        Objective(Theme(), "Partners", ref="1", ref_typed="Action 1", actions=[action]),
        layout="priority-action-updates",
        names=[("Partners", "We will meet.")],
    )

    document = docx.Document(written(content, "docx"))

    assert document.sections[0].orientation == WD_ORIENT.LANDSCAPE
    head, row = document.tables[0].rows
    assert head._tr.trPr.find(qn("w:tblHeader")) is not None
    assert row.cells[0].text == "Action 1"
    assert row.cells[1].paragraphs[0].runs[0].bold
    assert row.cells[2].width > row.cells[1].width > row.cells[0].width


def test_headings_of_sections_are_headings():
    made = [Objective(Theme("1. Halls"), "Halls", "1", actions=[Action("Look at forms")])]
    document = docx.Document(written(plan(*made, layout="requirements-and-activities"), "docx"))

    found = [each.text for each in document.paragraphs if each.style.name == "Heading 2"]

    assert found == ["1. Halls"]
