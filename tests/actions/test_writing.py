"""Plans written as Word, Excel and CSV: what is written reads back, and looks like a council's table."""

import csv
import io
import re
import tracemalloc
import zipfile
from datetime import UTC, datetime

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from actions.reading import read
from actions.writing import WRITERS, Action, Content, Objective, Theme, Unwritable
from actions.writing.columns import columns_for
from actions.writing.text import lines, one_line

FORMS = tuple(WRITERS)
LAYOUTS = ("outcomes-by-theme", "duty-spoc")


def plan(*objectives, layout="outcomes-by-theme", **particulars):
    """A plan of these objectives, under the themes that they name."""
    holds = {"previous"} if any(each.previous for each in objectives) else set()
    if any(action.timescale for each in objectives for action in each.actions):
        holds.add("timescale")
    for place, each in enumerate(objectives, start=1):
        each.place = each.place or str(place)
    said = {
        "title": "Saltshire County Council Prevent action plan 2025/26",
        "authority": "Saltshire County Council",
        "period": "2025/26",
        "author": "Prevent lead, Saltshire County Council",
        "holds": frozenset(holds),
        "themes": list({id(each.theme): each.theme for each in objectives}.values()),
        "refs": [each.ref for each in objectives if each.ref],
    }
    return Content(layout=layout, objectives=lambda: iter(objectives), **said | particulars)


def written(content, form):
    """The bytes of a plan in one form, ready to be read."""
    file = io.BytesIO()
    WRITERS[form](content, file)
    file.seek(0)
    return file


def back(content, form):
    """What the reader makes of what was written."""
    return read(written(content, form), name=f"plan.{form}").as_json()


def outline(answer):
    """A reading as plain values, to compare with what was written."""
    return [
        (section.get("heading_raw"), [_objective(each) for each in section["objectives"]])
        for section in answer["sections"]
    ]


def _objective(said):
    return {
        "ref": said["ref"] if said.get("ref_typed", True) else "",
        "text": said["text"],
        "previous": [each["text"] for each in said.get("previous_actions", [])],
        "actions": [(a["text"], a["timescale_raw"] or "") for a in said["actions"]],
        **{
            role: said.get(name, [])
            for role, name in (
                ("leads", "leads"),
                ("impact", "impact"),
                ("progress", "progress_notes"),
                ("evidence", "evidence"),
            )
        },
    }


def meant(objectives):
    """The same values of what was to be written."""
    by_theme = {}
    for each in objectives:
        by_theme.setdefault(id(each.theme), (one_line(each.theme.heading) or None, []))
        by_theme[id(each.theme)][1].append(
            {
                "ref": each.ref,
                "text": one_line(each.text),
                "previous": [one_line(text) for text in each.previous],
                "actions": [(one_line(a.text), one_line(a.timescale)) for a in each.actions],
                **{
                    role: [one_line(text) for text in getattr(each, role)]
                    for role in ("leads", "impact", "progress", "evidence")
                },
            }
        )
    return list(by_theme.values())


LEADING = Theme("Theme 1: Leading the work", "2024/25")
SCHOOLS = Theme("Theme 2. Schools & colleges", "2024/25")


def outcomes():
    return [
        Objective(
            LEADING,
            "Chief officers know how far we have come",
            ref="1.1",
            previous=["Two updates given.", "A workshop on risks completed."],
            actions=[
                Action("Set up a board with our partners", "June 2025"),
                Action("Report to members", "Sept 2025"),
                Action("Look again at our risks", "Quarterly"),
            ],
        ),
        Objective(
            LEADING,
            "The panel runs as the law asks",
            ref="1.2",
            actions=[Action("Hold a learning day", "Apr and Oct 2025"), Action("Agree its terms")],
        ),
        Objective(
            SCHOOLS,
            "Schools know whom to ask",
            ref="2.1",
            previous=["Termly news sent."],
            actions=[Action("Write to every head teacher", "Ongoing")],
        ),
    ]


def duties():
    unnamed = Theme()
    return [
        Objective(
            unnamed,
            "Name one person to turn to",
            leads=["Head of inclusion", "Deputy"],
            impact=["One voice for all"],
            progress=["Both in post since May", "Schools told"],
            evidence=["List of contacts"],
            actions=[Action("The head of inclusion is that person"), Action("A deputy is named")],
        ),
        Objective(
            unnamed,
            "Train those who work with pupils",
            ref="2",
            leads=["Workshop leaders"],
            actions=[Action("Offer a workshop each term")],
        ),
    ]


# What is written reads back


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("layout", "made"), [("outcomes-by-theme", outcomes), ("duty-spoc", duties)]
)
def test_a_plan_reads_back_as_the_same_plan(form, layout, made):
    answer = back(plan(*made(), layout=layout), form)

    assert outline(answer) == meant(made())
    assert (answer["layout"], answer["unplaced"]) == (layout, [])


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_title_authority_and_period_read_back(form):
    answer = back(plan(*outcomes()), form)

    assert {key: answer[key] for key in ("title", "authority", "period_raw")} == {
        "title": "Saltshire County Council Prevent action plan 2025/26",
        "authority": "Saltshire County Council",
        "period_raw": "2025/26",
    }


@pytest.mark.parametrize("form", FORMS)
def test_years_that_the_title_does_not_say_read_back(form):
    content = plan(*duties(), layout="duty-spoc", title="Prevent plan; halls", period="2025/26")

    answer = back(content, form)

    assert (answer["period_raw"], outline(answer)) == ("2025/26", meant(duties()))
    if form != "docx":
        assert answer["unplaced"] == []


WORDS = st.sampled_from(
    ["Agree {}", "Agree {} with {}", "agree {} too", "{} and", "Review ({}", "{}, {} and {}", "of {}",
     "Train staff\nand volunteers {}", "Train {}\nThen tell {}", "{}. {}.", "=1+{}", "@{}", "+{}",
     "Write to\x0b{}", "Ask\x01{}\x1f", "{} completed", "Ongoing {}", "Is {} done?", "{} & {} <b>"]
)  # fmt: skip
WHEN = st.sampled_from(
    ["", "", "June 2025", "Jun, Nov 2025 and Feb 2026", "Ongoing", "Quarterly", "TBC", "2025/26",
     "Reports in 2025", "when published", "Dates to be agreed", "soon enough", "1 May 2025"]
)  # fmt: skip


@st.composite
def plans(draw):
    """A small plan, of words of which each is its own."""
    count = 0

    def own(words):
        nonlocal count
        for _ in range(words.count("{}")):
            count += 1
            words = words.replace("{}", f"W{count}", 1)
        return words

    def some(least, most):
        return [own(draw(WORDS)) for _ in range(draw(st.integers(least, most)))]

    layout = draw(st.sampled_from(LAYOUTS))
    heading = draw(st.sampled_from(["Theme {}: ", "", "{}. "]))
    period = draw(st.sampled_from(["2024/25", ""]))
    objectives = []
    has_themes, has_refs = draw(st.booleans()), draw(st.booleans())
    for number in range(1, draw(st.integers(1, 3)) + 1):
        theme = Theme()
        if has_themes:
            theme = Theme(heading.format(number) + own("Heading {}"), period)
        elif number > 1:
            break
        for place in range(1, draw(st.integers(1, 3)) + 1):
            each = Objective(theme, own(draw(WORDS)).strip(), place=str(place))
            each.ref = f"{number}.{place}" if has_refs else ""
            each.actions = [Action(text) for text in some(1, 4)]
            if layout == "duty-spoc":
                each.leads, each.impact, each.evidence = some(0, 2), some(0, 3), some(0, 2)
                each.progress = some(0, 2)
            else:
                each.previous = some(0, 3)
                for action in each.actions:
                    action.timescale = draw(WHEN)
            objectives.append(each)
    return plan(*objectives, layout=layout), objectives


@pytest.mark.parametrize("form", FORMS)
@hypothesis_settings(max_examples=25)
@given(made=plans())
def test_any_small_plan_reads_back(form, made):
    content, objectives = made

    answer = back(content, form)

    assert readable(outline(answer)) == readable(meant(objectives))


def readable(sections):
    """An outline less what is put in so that it can be read: a reference, an apostrophe, a stop."""
    return [
        (heading, [each | _bare(each) for each in objectives]) for heading, objectives in sections
    ]


def _bare(objective):
    return {
        "ref": "",
        "text": objective["text"].removeprefix("'"),
        "actions": [(text.removesuffix("."), when) for text, when in objective["actions"]],
    }


@pytest.mark.parametrize("form", FORMS)
@hypothesis_settings(max_examples=25)
@given(texts=st.lists(st.text(min_size=1, max_size=30), min_size=4, max_size=4))
def test_no_word_of_any_text_is_lost(form, texts):
    named, first, second, before = (f"Begin {text} end" for text in texts)
    content = plan(
        Objective(LEADING, named, "1.1", previous=[before], actions=[Action(first), Action(second)])
    )

    said = words(back(content, form))

    assert words([lines(text) for text in texts]) <= said


def words(answer):
    """Every word of a text, or of all texts that an answer holds."""
    if isinstance(answer, str):
        return set(re.findall(r"\w+", answer))
    parts = answer.values() if isinstance(answer, dict) else answer
    texts = (part for part in parts if isinstance(part, (str, dict, list)))
    return set().union(*(words(part) for part in texts))


@pytest.mark.parametrize("form", FORMS)
def test_text_that_no_office_file_can_hold_is_left_out_and_the_rest_stays(form):
    hostile = "Tell\x00 them\x0ball\ud800 <b>&amp;</b>\ufffe"

    answer = back(plan(Objective(LEADING, "Say so", "1.1", actions=[Action(hostile)])), form)

    assert outline(answer)[0][1][0]["actions"] == [("Tell them all <b>&amp;</b>", "")]


@pytest.mark.parametrize("form", FORMS)
def test_actions_that_would_run_into_each_other_get_a_full_stop(form):
    actions = [Action("Agree a plan", "June 2025"), Action("and tell everybody"), Action("Rest")]
    content = plan(Objective(LEADING, "Know", "1.1", actions=actions))

    assert outline(back(content, form))[0][1][0]["actions"] == [
        ("Agree a plan.", "June 2025"),
        ("and tell everybody.", ""),
        ("Rest.", ""),
    ]


# Which columns


def headings(content):
    return [column.heading for column in columns_for(content, previous_period="2024/25")]


def test_outcomes_stand_in_the_columns_of_their_layout():
    assert headings(plan(*outcomes())) == [
        "Ref",
        "Outcome",
        "Key actions in 2024/25",
        "Key actions for 2025/26",
        "By when",
    ]


def test_duties_stand_in_the_columns_of_theirs():
    assert headings(plan(*duties(), layout="duty-spoc")) == [
        "Duty",
        "Actions",
        "Impact",
        "Lead",
        "Progress",
        "Evidence",
    ]


@pytest.mark.parametrize(
    ("period", "previous", "heading"),
    [
        ("", "2024/25", "Actions taken in 2024/25"),
        ("2025/26", "last year", "Actions taken"),
        ("April 2025 to March 2026", "2024-2025", "Key actions in 2024-2025"),
        ("2024/25", "2024/25", "Actions taken in 2024/25"),
    ],
)
def test_the_year_behind_is_told_from_the_year_ahead(period, previous, heading):
    theme = Theme("Theme 1: Leading", previous)
    each = Objective(theme, "Know", "1.1", previous=["Said."], actions=[Action("Say", "TBC")])

    content = plan(each, period=period)

    assert columns_for(content, previous_period=previous)[2].heading == heading
    assert outline(back(content, "docx")) == meant([each])


def test_a_plan_keeps_the_headings_of_the_file_it_came_from():
    typed = [["Aim", "Achievements", "Next steps", "Owner", "RAG", "Zebra"], ["Aim", "Next steps"]]

    assert headings(plan(*outcomes(), headings=typed)) == [
        "Ref",
        "Aim",
        "Achievements",
        "Next steps",
        "By when",
        "Owner",
        "RAG",
    ]


def test_what_no_column_holds_gets_one():
    dated = [Objective(Theme(), "Name somebody", "A", actions=[Action("Ask", "June 2025")])]
    content = plan(*dated, layout="county-delivery", holds=frozenset({"objective", "timescale"}))

    assert headings(content)[:2] == ["Ref", "Outcome"]
    assert headings(plan(*dated, layout="duty-spoc"))[:4] == ["Ref", "Duty", "Actions", "By when"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "layout",
    [
        "requirements-and-activities",
        "priority-action-updates",
        "county-delivery",
        "progress-report",
    ],
)
def test_every_layout_is_written_with_every_word(layout, form):
    theme = Theme("Theme 1: Partnership")
    each = Objective(
        theme, "Partnership", requirements=["Meet often"], progress=["Met twice"],
        actions=[Action("Keep a group", leads=["Prevent lead"], expected="It acts"), Action("Tell it")],
    )  # fmt: skip
    content = plan(each, layout=layout)

    file = written(content, form)
    text = "\n".join(everything(file, form))
    if form == "docx":
        file.seek(0)
        text += "\n".join(each.text for each in docx.Document(file).paragraphs)

    for said in ("Partnership", "Keep a group", "Tell it"):
        assert said in text


def everything(file, form):
    if form == "docx":
        document = docx.Document(file)
        cells = [c for t in document.tables for r in t.rows for c in r.cells]
        return [p.text for cell in cells for p in cell.paragraphs]
    rows = csv_rows(file) if form == "csv" else openpyxl.load_workbook(file).active.values
    return [line for row in rows for cell in row if cell for line in cell.split("\n")]


def csv_rows(file):
    return list(csv.reader(io.StringIO(file.read().decode("utf-8-sig"), newline="")))


def reported():
    action = Action(
        "Report to members",
        "June 2025",
        portal={
            "portal_status": "In progress, amber, late",
            "portal_lead": "Prevent lead",
            "portal_update": "1 March 2026: Paper drafted",
        },
    )
    return Objective(LEADING, "Chief officers know", "1.1", actions=[action])


@pytest.mark.parametrize("form", FORMS)
def test_progress_stands_in_columns_of_its_own_only_when_asked_for(form):
    said = {
        "Status",
        "Lead",
        "Last update",
        "In progress, amber, late",
        "1 March 2026: Paper drafted",
    }

    without = everything(written(plan(reported()), form), form)
    beside = everything(written(plan(reported(), with_progress=True), form), form)

    assert not said & set(without)
    assert said <= set(beside)


def test_headings_that_name_no_actions_are_not_taken_over():
    assert headings(plan(*outcomes(), headings=[["Outcome", "Zebra"]])) == headings(
        plan(*outcomes())
    )


@pytest.mark.parametrize("form", FORMS)
def test_what_stands_beside_an_action_stays_its_own(form):
    typed = ["Ref", "Aim", "Actions", "Lead", "Status", "RAG", "Target date", "Comments", "Measure"]
    first = Action("Write to schools", "June 2025", ["Training lead"], status="Behind", rag="Red")
    first.measure = "All have answered"
    second = Action("Tell the board")
    third = Action("Find a room", "May 2025", ["Venues lead"], progress=["Asked", "Asked again"])
    each = Objective(LEADING, "Know", "1.1", actions=[first, second, third])

    answer = back(plan(each, headings=[typed]), form)

    assert outline(answer)[0][1][0]["actions"] == meant([each])[0][1][0]["actions"]
    read_back = answer["sections"][0]["objectives"][0]["actions"]
    assert [a["leads"] for a in read_back] == [["Training lead"], [], ["Venues lead"]]
    assert [a.get("status_raw") for a in read_back] == ["Behind", None, None]
    assert [a.get("rag") for a in read_back] == ["red", None, None]
    assert [a["progress_notes"] for a in read_back] == [[], [], ["Asked", "Asked again"]]
    assert read_back[0]["success_measure"] == "All have answered"


# Word


def word_file(content):
    return docx.Document(written(content, "docx"))


def test_each_theme_is_a_table_whose_heads_stand_on_every_page():
    tables = word_file(plan(*outcomes())).tables

    assert len(tables) == 2
    for table, heading in zip(
        tables, ["Theme 1: Leading the work", "Theme 2. Schools & colleges"], strict=True
    ):
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert repeated[:3] == [True, True, False]
        assert {cell.text for cell in table.rows[0].cells} == {heading}
        assert table.rows[0].cells[0].paragraphs[0].style.name == "Heading 2"
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_a_table_of_many_columns_lies_on_its_side_and_fills_the_page():
    document = word_file(plan(*outcomes()))
    section, table = document.sections[0], document.tables[0]

    assert section.page_width.mm == pytest.approx(297, abs=0.1)
    widths = [column.width.mm for column in table.columns]
    assert sum(widths) == pytest.approx(297 - 36, abs=1)
    assert min(widths) >= 14
    assert widths[2] > widths[4] > widths[0]


def test_a_table_of_very_many_columns_still_fits_the_page():
    typed = ["Aim", "Actions", "When", "Owner", "RAG", "Status", "Comments", "Evidence", "Impact"]
    content = plan(*outcomes(), headings=[typed], with_progress=True)

    table = word_file(content).tables[0]

    assert len(table.columns) == 14
    assert sum(column.width.mm for column in table.columns) == pytest.approx(297 - 36, abs=1)


def test_columns_of_the_portal_are_told_from_those_of_the_plan():
    content = plan(*duties(), layout="duty-spoc", with_progress=True)

    assert headings(content)[-3:] == ["Status", "Lead now", "Last update"]


def test_a_table_of_few_columns_stands_upright():
    document = word_file(plan(*duties(), layout="progress-report"))

    assert document.sections[0].page_width.mm == pytest.approx(210, abs=0.1)


def test_an_action_stands_at_the_height_of_its_date():
    rows = [
        [cell.text for cell in row.cells] for row in word_file(plan(*outcomes())).tables[0].rows
    ]

    assert [row[3:] for row in rows[2:]] == [
        ["Set up a board with our partners", "June 2025"],
        ["Report to members", "Sept 2025"],
        ["Look again at our risks", "Quarterly"],
        ["Hold a learning day", "Apr and Oct 2025"],
        ["Agree its terms", ""],
    ]
    assert rows[2][:3] == rows[3][:3] == rows[4][:3]


def test_a_row_longer_than_a_page_may_break():
    long = Objective(LEADING, "Know", "1.1", actions=[Action("Say it again. " * 400, "TBC")])

    row = word_file(plan(long)).tables[0].rows[2]

    assert row._tr.trPr.find(qn("w:cantSplit")) is None


def test_a_document_says_what_it_is_in_british_english():
    made_at = datetime(2026, 3, 18, 12, tzinfo=UTC)
    document = word_file(plan(*outcomes(), made_at=made_at, marking="OFFICIAL-SENSITIVE"))
    about = document.core_properties

    assert (about.title, about.author, about.language, about.comments) == (
        "Saltshire County Council Prevent action plan 2025/26",
        "Prevent lead, Saltshire County Council",
        "en-GB",
        "",
    )
    assert about.created == made_at.replace(tzinfo=None) or about.created == made_at
    assert document.styles.element.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en-GB"
    assert document.paragraphs[0].style.name == "Title"
    assert document.sections[0].header.paragraphs[0].text == "OFFICIAL-SENSITIVE"


def test_what_a_title_leaves_unsaid_stands_below_it():
    content = plan(*outcomes(), title="Prevent plan", with_progress=True, on="18 March 2026")

    assert word_file(content).paragraphs[1].text == (
        "Saltshire County Council. 2025/26. Progress as at 18 March 2026"
    )


@pytest.mark.parametrize("form", FORMS)
def test_a_theme_without_objectives_keeps_its_place(form):
    empty, last = Theme("Theme 2: Nothing yet"), Theme("Theme 3: Nothing either")
    first = Objective(LEADING, "Know", "1.1", actions=[Action("Say", "TBC")])
    third = Objective(last, "Know more", "3.1", actions=[Action("Say more", "TBC")])

    text = everything(written(plan(first, third, themes=[LEADING, empty, last]), form), form)

    assert text.index("Say") < text.index("Theme 2: Nothing yet") < text.index("Say more")


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_in_which_nothing_stands_has_its_heads(form):
    empty, begun = plan(period=""), plan(period="", themes=[Theme("Theme 1: Soon")])

    assert {"Outcome", "Key actions", "By when"} == set(everything(written(empty, form), form))
    assert "Theme 1: Soon" in everything(written(begun, form), form)


# Excel


def sheet(content):
    return openpyxl.load_workbook(written(content, "xlsx")).active


def test_a_workbook_is_one_sheet_with_its_head_held_and_its_words_wrapped():
    book = openpyxl.load_workbook(written(plan(*outcomes()), "xlsx"))
    page = book.active

    assert book.sheetnames == ["Plan"]
    assert (page.freeze_panes, page.print_title_rows) == ("A2", "$1:$1")
    assert (page.page_setup.orientation, page.sheet_properties.pageSetUpPr.fitToPage) == (
        "landscape",
        True,
    )
    assert all(cell.alignment.wrap_text for row in page.iter_rows() for cell in row if cell.value)
    assert [str(area) for area in page.merged_cells.ranges] == ["A2:E2", "A6:E6"]
    widths = [page.column_dimensions[letter].width for letter in "ABCDE"]
    assert widths[2] > widths[1] > widths[4] > widths[0] >= 7
    assert (book.properties.title, book.properties.creator) == (
        "Saltshire County Council Prevent action plan 2025/26",
        "Prevent lead, Saltshire County Council",
    )


def test_several_actions_of_a_cell_stand_in_step_with_their_dates():
    page = sheet(plan(*outcomes()))

    assert (
        page["D3"].value
        == "Set up a board with our partners\nReport to members\nLook again at our risks"
    )
    assert page["E3"].value == "June 2025\nSept 2025\nQuarterly"
    assert (page["D4"].value, page["E4"].value) == ("Hold a learning day", "Apr and Oct 2025")
    assert (page["A5"].value, page["D5"].value, page["E5"].value) == (None, "Agree its terms", None)


RUN = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1"]


@pytest.mark.parametrize("text", RUN)
def test_a_workbook_runs_nothing(text):
    each = Objective(Theme(), text, actions=[Action(text, text)])

    cells = [cell for row in sheet(plan(each)).iter_rows(min_row=2) for cell in row if cell.value]

    assert {cell.data_type for cell in cells} == {"s"}
    with zipfile.ZipFile(written(plan(each), "xlsx")) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_a_text_longer_than_a_cell_of_excel_is_refused_with_a_sentence():
    each = Objective(LEADING, "Know", "1.1", actions=[Action("x" * 32_768)])

    with pytest.raises(Unwritable) as caught:
        written(plan(each), "xlsx")

    assert caught.value.sentence.endswith(
        "is longer than a cell of Excel holds. Take Word or CSV instead."
    )


# CSV


@pytest.mark.parametrize("text", RUN)
def test_a_csv_file_runs_nothing(text):
    each = Objective(Theme(), text, actions=[Action(text, text)])

    for cell in csv_rows(written(plan(each, holds=frozenset({"timescale"})), "csv"))[1]:
        assert cell[:1] in ("'", "•")


def test_a_csv_file_opens_in_spreadsheets_with_its_letters_right():
    content = plan(Objective(LEADING, "Ŵyau – é", "1.1", actions=[Action("Say", "TBC")]))

    raw = written(content, "csv").read()

    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == 3
    assert "Ŵyau – é" in raw.decode("utf-8-sig")


def test_themes_that_a_csv_file_could_not_tell_get_a_column():
    theme = Theme("=Leading")
    each = Objective(theme, "Know", "1.1", actions=[Action("Say", "TBC"), Action("Do", "TBC")])

    rows = csv_rows(written(plan(each), "csv"))

    assert [row[0] for row in rows] == ["Theme", "'=Leading"]


# However long


class Nowhere(io.RawIOBase):
    """Takes any number of bytes and keeps none."""

    def writable(self):
        return True

    def write(self, data):
        return len(data)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_memory_of_a_spreadsheet_does_not_grow_with_the_plan(form):
    def peak(count):
        content = plan(themes=[LEADING])
        content.objectives = lambda: (
            Objective(LEADING, f"Know {n}", f"1.{n}", actions=[Action(f"Say {n} " * 40)])
            for n in range(count)
        )
        file = Nowhere() if form == "csv" else io.BytesIO()
        tracemalloc.start()
        WRITERS[form](content, file)
        answer = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return answer

    peak(1)  # what is set up once
    assert peak(100) < 1.5 * peak(25)
