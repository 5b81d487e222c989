"""The Word edition: the same words in the same order, with real headings, lists and table heads."""

from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from reports import documents, word

from .places import action_facts, commission, county, objective_facts, plan_facts, six_monthly


@pytest.fixture(scope="module")
def frozen():
    return six_monthly(county(2, 2), commission(decisions="agree the budget"))


@pytest.fixture(scope="module")
def document(frozen):
    return Document(BytesIO(word.to_docx(frozen)))


def of_style(document, name):
    return [p.text for p in document.paragraphs if p.style.name == name]


def test_headings_are_real_and_in_the_order_of_the_paper(document, frozen):
    assert of_style(document, "Title") == [frozen["title"]]
    assert of_style(document, "Heading 1") == [
        "Recommendation",
        *(section["title"] for section in frozen["sections"]),
    ]


def test_numbered_paragraphs_are_one_list(document, frozen):
    blocks = [b for s in frozen["sections"] for b in s["blocks"] if b.get("number")]

    assert of_style(document, "List Number") == [block["text"] for block in blocks]
    assert of_style(document, "List Number 2") == ["agree the budget"]


def test_tables_repeat_their_heads_and_keep_rows_whole(document):
    headed = [
        table
        for table in document.tables
        if table.rows[0]._tr.find(f".//{qn('w:tblHeader')}") is not None
    ]

    assert len(headed) == len(document.tables) - 1  # the cover's has no head
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in headed[-1].rows[1:])


def test_pictures_have_words(document):
    shapes = document.inline_shapes
    assert [shape._inline.docPr.get("descr")[:10] for shape in shapes] == ["Bar chart."] * 3


def test_the_plan_lies_on_its_side(document):
    assert [section.orientation for section in document.sections] == [
        WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT,
    ]  # fmt: skip


def test_the_whole_plan_is_there_in_order(document):
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    place = 0
    for theme in county(2, 2).themes:
        for outcome in theme.objectives:
            for text in (outcome.text, *(a.text for a in outcome.actions)):
                place = len(cells) - cells[::-1].index(text)
                assert text in cells
    assert place


def test_it_says_what_it_is_and_carries_the_same_seal(document, frozen):
    assert document.core_properties.author == "Prevent lead, Marrowby Council"
    assert document.core_properties.language == "en-GB"
    footer = document.sections[0].footer.paragraphs[0].text
    assert documents.fingerprint(frozen)[:8] in footer
    assert "OFFICIAL" in footer


def test_what_xml_cannot_hold_is_left_out():
    plan = plan_facts(("T", [objective_facts("A\x0b\x1b <b>", [action_facts("B\ufffe")])]))
    found = Document(BytesIO(word.to_docx(six_monthly(plan, commission()))))

    assert any("A <b>" in c.text for t in found.tables for row in t.rows for c in row.cells)
