"""The Word edition: the same words in the same order, with real headings, lists and table heads."""

from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from reports import documents, looks, word

from . import rich
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
    assert documents.seal(frozen) in footer
    assert "OFFICIAL" in footer


def test_what_xml_cannot_hold_is_left_out():
    plan = plan_facts(("T", [objective_facts("A\x0b\x1b <b>", [action_facts("B\ufffe")])]))
    found = Document(BytesIO(word.to_docx(six_monthly(plan, commission()))))

    assert any("A <b>" in c.text for t in found.tables for row in t.rows for c in row.cells)


# What officers write, and the council's look


LOOK = looks.Look.of(colour="#5b1a6b", crest=rich.CREST, crest_words="Crest of Marrowby Council")


@pytest.fixture(scope="module")
def written():
    return Document(BytesIO(word.to_docx(rich.paper(), look=LOOK)))


def test_what_was_written_has_real_styles(written):
    assert of_style(written, "Heading 2")[:1] == ["How the work went"]
    assert of_style(written, "Heading 3") == ["What partners say", "From other counties"]
    assert of_style(written, "Heading 4") == ["In the year to come"]
    assert len(of_style(written, "Quote")) == 1
    assert of_style(written, "Caption") == [
        "Training is furthest on, venues furthest behind",
        "The late actions, longest first",
        "Blocked actions",
    ]


def marks(document, text):
    """The list, its level and its kind of mark, of the paragraph that begins so."""
    (line,) = [p for p in document.paragraphs if p.text.startswith(text)]
    number = line._p.pPr.numPr
    numbering = document.part.numbering_part.element
    listed = numbering.num_having_numId(number.numId.val)
    (kind,) = [
        k
        for k in numbering.findall(qn("w:abstractNum"))
        if k.get(qn("w:abstractNumId")) == str(listed.abstractNumId.val)
    ]
    level = kind.findall(qn("w:lvl"))[number.ilvl.val]
    starts = [o.startOverride.val for o in listed.lvlOverride_lst]
    return number.numId.val, number.ilvl.val, level.find(qn("w:numFmt")).get(qn("w:val")), starts


def test_lists_nest_and_each_counts_for_itself(written):
    schools, primary = marks(written, "Schools"), marks(written, "Primary")
    autumn, meet = marks(written, "began in"), marks(written, "Meet the new")

    assert [item[1:3] for item in (schools, primary, autumn, meet)] == [
        (0, "bullet"), (1, "decimal"), (2, "bullet"), (0, "decimal"),
    ]  # fmt: skip
    assert len({item[0] for item in (schools, primary, autumn, meet)}) == 4
    assert marks(written, "Colleges")[0] == schools[0]
    assert meet[3] == [3]


def test_paragraphs_are_counted_through_by_word(written):
    first, last = marks(written, "The board met"), marks(written, "A last paragraph")

    assert first[0] == last[0]
    assert first[2] == "decimal"


def test_links_can_be_followed(written):
    links = written.element.body.iter(qn("w:hyperlink"))
    led = {
        written.part.rels[link.get(qn("r:id"))].target_ref: "".join(
            text.text for text in link.iter(qn("w:t"))
        )
        for link in links
    }

    assert led == {
        "https://www.example.org/duty": "the guidance",
        "mailto:team@example.org": "the team",
    }


def test_the_crest_and_the_colour_are_the_councils(written):
    crest = written.inline_shapes[0]._inline

    assert crest.docPr.get("descr") == "Crest of Marrowby Council"
    assert [p.blob for p in written.part.package.iter_parts() if p.partname.endswith(".svg")] == [
        LOOK.crest
    ]
    assert str(written.styles["Heading 1"].font.color.rgb) == "5B1A6B"


def test_a_long_paper_has_a_field_for_its_contents_and_a_short_one_none(written):
    def fields(document):
        return [text.text.split()[0] for text in document.element.body.iter(qn("w:instrText"))]

    short = Document(BytesIO(word.to_docx(rich.paper(sections=[]))))
    assert fields(written) == ["TOC"]
    assert fields(short) == []


def test_a_draft_says_so_in_its_head_and_what_is_issued_nowhere(written):
    issued = Document(
        BytesIO(
            word.to_docx(
                rich.paper(
                    is_draft=False,
                    changes=["One figure was corrected."],
                    withheld=[{"where": "Ages", "why": "Too few."}],
                )
            )
        )
    )

    assert [p.text for p in written.sections[0].header.paragraphs] == [
        "DRAFT",
        rich.paper()["marking"],
    ]
    assert "Draft, version 2" in written.sections[0].footer.paragraphs[0].text
    said = "".join(
        text.text
        for part in (issued.element.body, *(s.footer._element for s in issued.sections))
        for text in part.iter(qn("w:t"))
    )
    assert "draft" not in said.lower()
    assert "Version 2 · " in said
    assert "One figure was corrected." in said
    assert said.index("What is not shown and why") < said.index("Too few.")


def test_a_table_without_rows_says_so(written):
    assert documents.NO_ROWS in [p.text for p in written.paragraphs]
