"""What is taken out of Word, Excel and CSV files, in whatever corner of them it stands."""

import csv
import datetime
import io
import zipfile

import docx
import openpyxl
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.comments import Comment

from actions.reading import Unreadable, read
from actions.reading.document import opened
from actions.reading.model import clean

from .reading_files import LEADING, OUTCOMES, THEMES, add_table, word

ROWS = [["Outcome", "Actions", "By when"], ["Safer venues", "Write a policy", "May 2025"]]


def document_of(*bodies):
    """A Word file whose body is raw XML, before the plan's own table."""
    document = docx.Document()
    for body in reversed(bodies):
        document.element.body.insert(0, parse_xml(body.replace("<w:", "<w:", 1)))
    add_table(document, ROWS)
    return saved(document)


def saved(document):
    answer = io.BytesIO()
    document.save(answer)
    answer.seek(0)
    return answer


def p(inside):
    names = nsdecls("w", "r", "wp", "a", "pic") + (
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    )
    return f"<w:p {names}>{inside}</w:p>"


def paragraphs(*bodies):
    found = opened(document_of(*bodies), name="plan.docx")
    return [paragraph.text for paragraph in found.paragraphs], [
        (aside.text, aside.place) for aside in found.asides if aside
    ]


T = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>one</w:t><w:br/><w:t>two</w:t><w:cr/><w:t>three</w:t></w:r>", "one\ntwo\nthree"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t></w:r>", "a\tb-c"),
        ("<w:r><w:sym w:font='Symbol' w:char='F0B7'/><w:t> item</w:t></w:r>", "• item"),
        (f"<w:hyperlink>{T.format('link')}</w:hyperlink>", "link"),
        (f"<w:ins w:author='A'>{T.format('added')}</w:ins>", "added"),
        (f"<w:sdt><w:sdtContent>{T.format('control')}</w:sdtContent></w:sdt>", "control"),
        (f"<w:fldSimple w:instr='DATE'>{T.format('May 2025')}</w:fldSimple>", "May 2025"),
        ("<w:r><w:instrText>DATE</w:instrText><w:t>shown</w:t></w:r>", "shown"),
        (f"{T.format('1')}<w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>st</w:t></w:r>", "1st"),
        ("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>" + T.format("y"), "xy"),
    ],
)  # fmt: skip
def test_the_words_of_a_paragraph_are_found_wherever_they_stand(inside, text):
    assert paragraphs(p(inside))[0] == [text]


def test_struck_out_words_and_text_boxes_stand_beside():
    box = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent><w:p>"
        + T.format("boxed")
        + "</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:t>boxed again</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    gone = "<w:del w:author='A'><w:r><w:delText>gone</w:delText></w:r></w:del>"

    body, asides = paragraphs(p(T.format("stays") + gone), p(T.format("beside ") + box))

    assert body == ["stays", "beside "]
    assert asides == [
        ("gone", "paragraph 1, struck out"),
        ("boxed", "text box at paragraph 2"),
    ]


def test_notes_and_page_headers_stand_beside():
    document = docx.Document()
    document.sections[0].footer.paragraphs[0].text = "Page foot"
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].first_page_header.paragraphs[0].text = "First page"
    add_table(document, ROWS)
    notes = f"<w:footnotes {nsdecls('w')}><w:footnote>{p(T.format('A note'))}</w:footnote></w:footnotes>"
    part = Part(
        PackURI("/word/footnotes.xml"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
        notes.encode(),
        document.part.package,
    )
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    found = opened(saved(document), name="plan.docx")

    assert {(aside.text, aside.place) for aside in found.asides if aside} == {
        ("Page foot", "page footer"),
        ("First page", "page header"),
        ("A note", "footnote"),
    }


def test_automatic_numbers_and_bullets_are_counted_as_word_counts_them():
    document = docx.Document()
    for style, text in (
        ("List Number", "one"),
        ("List Number", "two"),
        ("List Bullet", "point"),
        ("List Number", "three"),
        ("Normal", "plain"),
    ):
        document.add_paragraph(text, style=style)
    numbering = document.part.numbering_part.element
    for form in ("lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "none"):
        number = numbering.add_num(_abstract(numbering, form)).numId
        for text in ("first", "second"):
            properties = document.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_numId().val = number
            properties.get_or_add_ilvl().val = 1

    found = opened(saved(document), name="plan.docx")

    assert [(each.marker, each.text) for each in found.paragraphs] == [
        ("1.", "one"), ("2.", "two"), ("•", "point"), ("3.", "three"), ("", "plain"),
        ("1.a", "first"), ("1.b", "second"), ("1.A", "first"), ("1.B", "second"),
        ("1.i", "first"), ("1.ii", "second"), ("1.I", "first"), ("1.II", "second"),
        ("", "first"), ("", "second"),
    ]  # fmt: skip


def _abstract(numbering, form):
    key = 900 + len(numbering.findall(docx.oxml.ns.qn("w:abstractNum")))
    levels = "".join(
        f"<w:lvl w:ilvl='{level}'><w:start w:val='1'/><w:numFmt w:val='{form if level else 'decimal'}'/>"
        f"<w:lvlText w:val='{'%1.%2' if level else '%1'}'/></w:lvl>"
        for level in (0, 1)
    )
    numbering.insert(
        0,
        parse_xml(
            f"<w:abstractNum {nsdecls('w')} w:abstractNumId='{key}'>{levels}</w:abstractNum>"
        ),
    )
    return key


def test_titles_headings_and_bold_are_told_apart():
    document = docx.Document()
    document.add_paragraph("Name", style="Title")
    document.add_paragraph("Part", style="Heading 2")
    outline = document.add_paragraph("Own level")._p.get_or_add_pPr()
    outline.append(parse_xml(f"<w:outlineLvl {nsdecls('w')} w:val='0'/>"))
    document.add_paragraph().add_run("strong").bold = True
    mixed = document.add_paragraph()
    mixed.add_run("half").bold = True
    mixed.add_run(" and half")

    found = opened(saved(document), name="plan.docx").paragraphs

    assert [(each.is_title, each.level, each.is_bold) for each in found] == [
        (True, None, False),
        (False, 2, False),
        (False, 1, False),
        (False, None, True),
        (False, None, False),
    ]


def test_a_table_within_a_cell_is_read_as_the_cells_own_words():
    document = docx.Document()
    add_table(document, ROWS)
    inner = document.tables[0].cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "Tell managers", "Train staff"

    answer = read(saved(document), name="plan.docx").as_json()

    actions = answer["sections"][0]["objectives"][0]["actions"]
    assert [action["text"] for action in actions] == [
        "Write a policy",
        "Tell managers",
        "Train staff",
    ]


def test_cells_of_odd_tables_keep_their_words():
    table = f"""<w:tbl {nsdecls("w")}><w:tblPr/><w:tblGrid/>
      <w:tr><w:tc>{p(T.format("Outcome"))}</w:tc><w:tc>{p(T.format("Actions"))}</w:tc>
        <w:tc>{p(T.format("By when"))}</w:tc></w:tr>
      <w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p(T.format("Safer"))}</w:tc>
        <w:tc>{p(T.format("Write"))}</w:tc>
        <w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>{p(T.format("May 2025"))}</w:tc></w:tr>
      <w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p(T.format("venues"))}</w:tc>
        <w:tc>{p(T.format("Train"))}</w:tc>
        <w:tc><w:tcPr><w:hMerge w:val="continue"/></w:tcPr>{p(T.format("all staff"))}</w:tc></w:tr>
      <w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>{p(T.format("Tell"))}</w:tc></w:tr>
      </w:tbl>"""
    document = docx.Document()
    document.element.body.insert(0, parse_xml(table))

    answer = read(saved(document), name="plan.docx").as_json()

    (objective,) = answer["sections"][0]["objectives"]
    assert objective["text"] == "Safer venues"
    assert [(a["text"], a["timescale_raw"]) for a in objective["actions"]] == [
        ("Write", "May 2025"),
        ("Train", None),
        ("all staff", None),
        ("Tell", None),
    ]


def test_a_table_wider_than_any_plan_is_folded():
    cells = "".join(f"<w:tc>{p(T.format(f'w{n}'))}</w:tc>" for n in range(80))
    document = docx.Document()
    document.element.body.insert(
        0, parse_xml(f"<w:tbl {nsdecls('w')}><w:tblPr/><w:tblGrid/><w:tr>{cells}</w:tr></w:tbl>")
    )

    (table,) = opened(saved(document), name="plan.docx").tables

    assert table.width == 63
    assert table.rows[0].cells[62].words.split() == [f"w{n}" for n in range(62, 80)]


def test_more_rows_than_any_plan_are_turned_away():
    lines = "\n".join(["Outcome,Actions,By when", *["a,b,c"] * 5_000])

    with pytest.raises(Unreadable, match="has more than 5,000 rows"):
        read(io.BytesIO(lines.encode()), name="plan.csv")


def test_a_style_based_on_itself_does_no_harm():
    document = docx.Document()
    style = document.styles["Heading 1"]
    style.element.basedOn_val = style.style_id
    document.add_paragraph("Part", style="Heading 1")

    assert opened(saved(document), name="plan.docx").paragraphs[0].level == 1


def test_a_document_without_numbering_is_read():
    document = saved(docx.Document())
    answer = io.BytesIO()
    with zipfile.ZipFile(document) as old, zipfile.ZipFile(answer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("document.xml.rels"):
                content = content.replace(b"relationships/numbering", b"relationships/other")
            new.writestr(name, content)

    assert opened(answer, name="plan.docx").paragraphs == []


# Excel


def workbook(rows, *, title="Saltshire County Council Prevent action plan 2025/26"):
    book = openpyxl.Workbook()
    book.properties.title = title
    for row in rows:
        book.active.append(row)
    return book


def booked(book):
    answer = io.BytesIO()
    book.save(answer)
    answer.seek(0)
    return answer


def test_a_plan_in_excel_is_read_like_one_in_word():
    book = workbook(
        [
            ["Theme 1: Leading the work"],
            ["Ref", "Outcome", "Actions", "By when"],
            [
                1.1,
                "Chief officers know",
                "• Set up a board\n• Report to members",
                "June 2025\nSept 2025",
            ],
            [None, None, "Hold a learning day", datetime.date(2025, 10, 31)],
        ]
    )
    sheet = book.active
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:B4")

    answer = read(booked(book), name="plan.xlsx").as_json()

    (section,) = answer["sections"]
    (objective,) = section["objectives"]
    assert (section["title"], objective["ref"], objective["text"]) == (
        "Leading the work",
        "1.1",
        "Chief officers know",
    )
    assert [(a["text"], a["timescale_raw"]) for a in objective["actions"]] == [
        ("Set up a board", "June 2025"),
        ("Report to members", "Sept 2025"),
        ("Hold a learning day", "31 October 2025"),
    ]
    assert answer["authority"] == "Saltshire County Council"


def test_cells_of_excel_are_shown_as_a_person_reads_them():
    book = workbook([[5.0, 2.5, True, datetime.datetime.fromisoformat("2025-06-30T09:05"), "=1+1"]])
    month = book.active["F1"]
    month.value, month.number_format = datetime.date(2025, 6, 1), "mmm-yy"
    book.active["A1"].comment = Comment("Look here", "A")
    book.active.cell(1, 90).value = "far out"
    book.active.cell(1_000_000, 1).number_format = "0.00"

    found = opened(booked(book), name="plan.xlsx")

    assert [cell.words for cell in found.tables[0].rows[0].cells] == [
        "5", "2.5", "True", "2025-06-30 09:05:00", "=1+1", "June 2025",
    ]  # fmt: skip
    assert {(aside.text, aside.place.partition("row")[2]) for aside in found.asides} == {
        ("Look here", " 1, column A"),
        ("far out", " 1, column CL"),
    }


@pytest.mark.parametrize("merged", ["A1:XFD1048576", "nonsense"])
def test_a_workbook_that_merges_everything_is_turned_away(merged):
    book = workbook(ROWS)
    content = booked(book)
    answer = io.BytesIO()
    with zipfile.ZipFile(content) as old, zipfile.ZipFile(answer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                merges = f'</sheetData><mergeCells><mergeCell ref="{merged}"/></mergeCells>'
                part = part.replace(b"</sheetData>", merges.encode())
            new.writestr(name, part)

    with pytest.raises(Unreadable, match="built in a way that no plan is"):
        read(answer, name="plan.xlsx")


# CSV


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_plan_in_csv_is_read_in_what_excel_writes(encoding, delimiter):
    lines = [
        ["Outcome", "Actions", "By when"],
        ["“Safer” venues – all", '"Write\nRead"', "May 2025"],
    ]
    content = "\r\n".join(delimiter.join(line) for line in lines).encode(encoding)

    answer = read(io.BytesIO(content), name="Our plan.csv").as_json()

    (objective,) = answer["sections"][0]["objectives"]
    assert objective["text"] == "“Safer” venues – all"
    assert [action["text"] for action in objective["actions"]] == ["Write", "Read"]
    assert answer["title"] == "Our plan"


def test_a_csv_row_that_is_too_wide_keeps_its_words():
    content = ",".join(f"w{n}" for n in range(80))

    (table,) = opened(io.BytesIO(content.encode()), name="plan.csv").tables

    assert table.rows[0].cells[62].words.split() == [f"w{n}" for n in range(62, 80)]


@pytest.fixture(params=[131_072, 1_000_000])
def _csv_limit(request):
    """The limit of Python's own reader, as it starts and as an import of training leaves it."""
    before = csv.field_size_limit(request.param)
    yield
    csv.field_size_limit(before)


@pytest.mark.usefixtures("_csv_limit")
def test_a_csv_field_without_end_is_turned_away():
    content = b'Outcome,Actions\n"' + b"x" * 200_000

    with pytest.raises(Unreadable, match="its line 2 cannot be read as CSV"):
        read(io.BytesIO(content), name="plan.csv")


def test_characters_that_cannot_be_kept_are_taken_out():
    assert clean("a\0b\x0bc\ud800d\ufffee\r\nf\rg\x85h\u202ei") == "abcde\nf\ng\nh\u202ei"


def test_a_nul_in_a_csv_is_taken_out():
    content = b"Outcome,Actions,By when\nSafer,Wri\0te,May 2025\n"

    answer = read(io.BytesIO(content), name="plan.csv").as_json()

    assert answer["sections"][0]["objectives"][0]["actions"][0]["text"] == "Write"


def test_the_tidy_plan_is_ours():
    """The fixture has the headings it is read by."""
    assert LEADING[1] == OUTCOMES
    assert word(*THEMES).read(2) == b"PK"
