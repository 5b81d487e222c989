"""Papers as Word documents: the same frozen dict, in the same order, for those who must edit."""

import io
import re
from datetime import datetime

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsmap, qn
from docx.shared import Mm, Pt, RGBColor, Twips
from PIL import Image

from .blocks import runs_of
from .charts import stacked_bars_picture
from .documents import (
    NO_ROWS,
    blocks_of,
    facts_of,
    is_empty,
    seal,
    sections_of,
    version_words,
)
from .fitting import fitted
from .looks import COLOUR, proportion

BLACK = RGBColor(0x0B, 0x0C, 0x0C)
GREY = RGBColor(0x38, 0x44, 0x4D)
FONT = "Arial"  # on every machine; the paper of record is the PDF
PORTRAIT, LANDSCAPE = (Mm(210), Mm(297)), (Mm(297), Mm(210))
MARGIN = Mm(22)
#: A paper with more paragraphs and rows than this is long: it gets a field for its contents.
LINES_WITHOUT_CONTENTS = 80
CREST_HEIGHT, CREST_WIDTH = Mm(22), Mm(100)
#: Points of a letter in a table's words, and of the space beside them.
LETTER, BESIDE = 5.3, 11.5
#: Points between a number and the words in the next column.
AFTER_NUMBER = 10
#: Points between the bullet of a point in a cell and its words.
POINT_INDENT = 9
#: Room for the number of a numbered paragraph, in twentieths of a point.
HANG = 510

#: What XML cannot hold; a paper shows nothing in its place.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_docx(frozen, *, look=None, stamp=""):
    """The paper as the bytes of a Word document, with real headings, lists and table heads.

    `stamp` is what the head of every page says of a reader's own copy.
    """
    paper = _Edition(frozen, look, stamp)
    out = io.BytesIO()
    paper.document.save(out)
    return out.getvalue()


class _Edition:
    """One document as it is written, section by section."""

    def __init__(self, frozen, look=None, stamp=""):
        self.frozen, self.look, self.stamp = frozen, look, stamp
        self.colour = RGBColor.from_string((look.colour if look else COLOUR)[1:])
        self.document = Document()
        self.sections = sections_of(frozen)
        self.counted = 0
        self._styles()
        self.bullets = self._list_of_kind("bullet", ["\u2022", "\u2013", "\u25aa"])
        self.numbers = self._list_of_kind("decimal", ["%{}."] * 9)
        self.paragraphs = self._list_of_kind("decimal", ["%{}."], left=HANG)
        self.through = self._list(self.paragraphs)
        self._properties()
        self._page(self.document.sections[0], PORTRAIT)
        self._header(self.document.sections[0])
        self._footer(self.document.sections[0])
        self._cover()
        if not self.sections or not self.sections[0].get("glance"):
            self._contents()
        for place, section in enumerate(self.sections):
            self._section(section, is_first=place == 0)
            if place == 0 and section.get("glance"):
                self._contents()

    # The whole document

    def _styles(self):
        styles = self.document.styles
        styles["Normal"].font.name = FONT
        styles["Normal"].font.size = Pt(10.5)
        styles["Normal"].paragraph_format.space_after = Pt(8)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), self.frozen["lang"])
        styles["Normal"].element.get_or_add_rPr().append(language)
        sizes = [("Title", 28), ("Heading 1", 17), ("Heading 2", 13), ("Heading 3", 11.5)]
        for name, size in [*sizes, ("Heading 4", 10.5), ("Heading 5", 10.5), ("Caption", 10.5)]:
            font = styles[name].font
            font.name, font.size, font.bold, font.color.rgb = FONT, Pt(size), True, self.colour
            font.italic = name == "Heading 5"
            fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
        styles["Caption"].font.color.rgb = BLACK
        styles["Caption"].paragraph_format.keep_with_next = True
        styles["Caption"].paragraph_format.space_after = Pt(4)
        quote = styles["Quote"]
        quote.font.italic, quote.font.color.rgb = False, BLACK
        quote.paragraph_format.left_indent = Mm(6)
        _rule(quote.element.get_or_add_pPr(), "left", str(self.colour))
        link = styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
        link.font.underline, link.font.color.rgb = True, self.colour

    def _properties(self):
        about, frozen = self.document.core_properties, self.frozen
        about.title = _plain(f"{frozen['title']}: {frozen['subject']}")
        about.author = about.last_modified_by = _plain(
            f"{frozen['author']}, {frozen['organisation']}"
        )
        about.subject = _plain(f"{frozen['body']}. Position as at {frozen['on_words']}.")
        about.language, about.comments = frozen["lang"], ""
        about.created = about.modified = _moment(frozen["made_at"])

    # Lists that Word counts itself

    def _list_of_kind(self, kind, marks, *, left=360):
        """A kind of list, nine levels deep; gives its number among the document's kinds."""
        numbering = self.document.part.numbering_part.element
        kinds = numbering.findall(qn("w:abstractNum"))
        number = max((int(k.get(qn("w:abstractNumId"))) for k in kinds), default=-1) + 1
        made = OxmlElement("w:abstractNum")
        made.set(qn("w:abstractNumId"), str(number))
        made.append(_element("w:multiLevelType", "multilevel"))
        for level in range(9):
            part = OxmlElement("w:lvl")
            part.set(qn("w:ilvl"), str(level))
            mark = marks[level % len(marks)].format(level + 1)
            part.extend([_element("w:start", "1"), _element("w:numFmt", kind)])
            part.extend([_element("w:lvlText", mark), _element("w:lvlJc", "left")])
            properties, indent = OxmlElement("w:pPr"), OxmlElement("w:ind")
            indent.set(qn("w:left"), str(left if len(marks) == 1 else 360 + left * (level + 1)))
            indent.set(qn("w:hanging"), str(left))
            properties.append(indent)
            part.append(properties)
            made.append(part)
        if kinds:
            kinds[-1].addnext(made)
        else:
            numbering.insert(0, made)
        return number

    def _list(self, kind, *, start=1, level=0):
        """A list of a kind that begins to count anew."""
        listed = self.document.part.numbering_part.element.add_num(kind)
        listed.add_lvlOverride(ilvl=level).add_startOverride(start)
        return listed.numId

    def _listed(self, line, number, level=0):
        properties = line._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = number
        properties.get_or_add_ilvl().val = level

    def _page(self, section, size):
        section.page_width, section.page_height = size
        section.orientation = WD_ORIENT.LANDSCAPE if size is LANDSCAPE else WD_ORIENT.PORTRAIT
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, MARGIN)

    def _header(self, section):
        words = "DRAFT" if self.frozen.get("is_draft") else self.stamp
        line = section.header.paragraphs[0]
        for said in filter(None, (words, self.frozen["marking"])):
            line = section.header.add_paragraph() if line.text else line
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            line.paragraph_format.space_after = Pt(0)
            self._run(line, said, bold=True, size=8.5, color=GREY)

    def _footer(self, section):
        frozen = self.frozen
        line = section.footer.paragraphs[0]
        words = [
            frozen["title"],
            frozen["marking"],
            f"{version_words(frozen)} · {seal(frozen)}",
        ]
        self._run(line, " · ".join(words) + " · Page ", size=8)
        _field(line, "PAGE")
        self._run(line, " of ", size=8)
        _field(line, "NUMPAGES")

    # Cover

    def _cover(self):
        frozen = self.frozen
        if self.look and self.look.crest:
            self._crest()
        self._run(self._paragraph(), frozen["organisation"], bold=True, size=13)
        self._run(self._paragraph(), frozen["body"], size=13)
        title = self.document.add_paragraph(_plain(frozen["title"]), style="Title")
        _rule(title._p.get_or_add_pPr(), "bottom", str(self.colour))
        self._run(self._paragraph(), frozen["subject"], size=14)
        table = self._grid(2, [24, 76])
        for fact in facts_of(frozen):
            cells = table.add_row().cells
            draft = f" ({fact['draft']})" if fact.get("draft") else ""
            self._fill(cells[0], {"text": fact["name"]})
            self._fill(cells[1], {"text": f"{fact['value']}{draft}"})
        if frozen.get("changes"):
            self.document.add_heading("What has changed since the version before", 1)
            self._items(frozen["changes"], self._list(self.bullets), "List Bullet")
        asked = frozen.get("recommendation") or {}
        if asked.get("items"):
            self.document.add_heading("Recommendation", 1)
            self._paragraph(asked.get("lead", ""))
            self._items(asked["items"], self._list(self.numbers), "List Number 2")

    def _crest(self):
        look, wide = self.look, proportion(self.look)
        height = min(CREST_HEIGHT, int(CREST_WIDTH / wide))
        is_drawn = look.crest_type == "image/svg+xml"
        picture = self.document.add_picture(
            io.BytesIO(_clear(wide) if is_drawn else look.crest), height=height
        )
        picture._inline.docPr.set("descr", _plain(look.crest_words))
        picture._inline.docPr.set("title", "Crest")
        if is_drawn:
            self._draw(picture, look.crest)

    def _draw(self, picture, drawing):
        """Lay an SVG over a picture, as Word keeps one: beside dots for those that cannot draw it."""
        package = self.document.part.package
        name = PackURI("/word/media/crest.svg")
        part = Part(name, "image/svg+xml", drawing, package)
        relation = self.document.part.relate_to(part, RT.IMAGE)
        (blip,) = picture._inline.iter(qn("a:blip"))
        blip.append(
            parse_xml(
                f'<a:extLst xmlns:a="{nsmap["a"]}" xmlns:r="{nsmap["r"]}">'
                '<a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip '
                'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
                f'r:embed="{relation}"/></a:ext></a:extLst>'
            )
        )

    def _contents(self):
        """Contents that Word makes, for a long paper; until then what its sections are called."""
        blocks = [block for section in self.sections for block in section["blocks"]]
        rows = sum(len(g["rows"]) for block in blocks for g in block.get("groups", ()))
        if len(blocks) + rows <= LINES_WITHOUT_CONTENTS:
            return
        self.document.add_page_break()
        self._run(self._paragraph(), "Contents", bold=True, size=17, color=self.colour)
        line = self._paragraph()
        _mark_field(line, "begin")
        instruction = OxmlElement("w:instrText")
        instruction.set(qn("xml:space"), "preserve")
        instruction.text = ' TOC \\o "1-2" \\h \\z \\u '
        line.add_run()._r.append(instruction)
        _mark_field(line, "separate")
        for place, section in enumerate(self.sections):
            line = line if place == 0 else self._paragraph()
            line.paragraph_format.left_indent = Mm(6 if section.get("part") else 0)
            line.paragraph_format.space_after = Pt(3)
            self._run(line, section["title"])
        _mark_field(line, "end")
        self.document.settings.element.append(_element("w:updateFields", "true"))

    # Sections

    def _section(self, section, *, is_first):
        is_wide = self.document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
        if section.get("wide") and not (is_wide and section.get("part")):
            self._page(self.document.add_section(), LANDSCAPE)
        elif is_wide and not section.get("wide"):
            self._page(self.document.add_section(), PORTRAIT)
        elif is_first or section.get("glance") or section.get("on_new_page"):
            self.document.add_page_break()
        self.document.add_heading(_plain(section["title"]), 2 if section.get("part") else 1)
        for block in blocks_of(section):
            self._block(block)

    def _block(self, block):
        kind = "list_block" if block["type"] == "list" else block["type"]
        getattr(self, f"_{kind}")(block)

    def _heading(self, block):
        level = min(max(block.get("level", 3), 3), 6) - 1
        self._runs(self.document.add_heading("", level), runs_of(block))

    def _paragraph(self, block="", style=None):
        block = {"text": block} if isinstance(block, str) else block
        line = self.document.add_paragraph(style=style)
        if block.get("number"):
            self._number(line, block["number"])
        self._runs(line, runs_of(block))
        return line

    def _number(self, line, number):
        """One list through the paper, where Word counts as the frozen numbers do; else as typed."""
        line.style = self.document.styles["List Number"]
        if number == f"{self.counted + 1}.":
            self.counted += 1
            self._listed(line, self.through)
            return
        self._listed(line, 0)
        line.paragraph_format.left_indent = Twips(HANG)
        line.paragraph_format.first_line_indent = -Twips(HANG)
        self._run(line, f"{number}\t")

    def _list_block(self, block):
        self._points(block["items"], block.get("ordered"), start=block.get("start", 1))

    def _points(self, items, ordered, *, start=1, level=0):
        kind, style = (self.numbers, "List Number") if ordered else (self.bullets, "List Bullet")
        level = min(level, 8)
        self._items(items, self._list(kind, start=start, level=level), style, level)

    def _items(self, items, number, style, level=0):
        for item in items:
            item = {"text": item} if isinstance(item, str) else item
            line = self._paragraph({**item, "number": ""}, style=style)
            self._listed(line, number, level)
            line.paragraph_format.space_after = Pt(3)
            if item.get("items"):
                self._points(item["items"], item.get("ordered"), level=level + 1)

    def _quote(self, block):
        for inner in block["blocks"]:
            if inner["type"] == "paragraph":
                self._paragraph(inner, style="Quote")
            else:
                self._block(inner)

    def _runs(self, line, runs, *, size=None, bold=False):
        """Words in a row: bold, italic, and links that can be followed."""
        for run in runs:
            whole = line
            if run.get("link"):
                whole = self._link(line, run["link"])
            made = self._run(line, run["text"], size=size, bold=bold or run.get("bold", False))
            made.italic = run.get("italic") or None
            if whole is not line:
                made.style = self.document.styles["Hyperlink"]
                whole.append(made._r)

    def _link(self, line, address):
        link = OxmlElement("w:hyperlink")
        part = line.part
        link.set(qn("r:id"), part.relate_to(_plain(address), RT.HYPERLINK, is_external=True))
        line._p.append(link)
        return link

    def _figures(self, block):
        columns = [("Figure", "ref", 30), ("Value", "text", 40), ("Change", "text", 30)]
        rows = [
            [
                {"text": figure["label"]},
                {"text": f"{figure['value']} {figure['basis']}"},
                {"text": figure["change"]},
            ]
            for figure in block["figures"]
        ]
        self._table(
            {
                "columns": [{"title": t, "kind": k, "width": w} for t, k, w in columns],
                "groups": [{"rows": [{"cells": cells} for cells in rows]}],
            }
        )

    def _chart(self, block):
        self._paragraph(block["title"], style="Caption")
        drawn = stacked_bars_picture(block, look=self.look)
        picture = self.document.add_picture(io.BytesIO(drawn), Mm(166))
        about = picture._inline.docPr
        about.set("descr", _plain(block["alt"]))
        about.set("title", _plain(block["title"]))
        self._source(block["source"])

    def _source(self, text):
        text = text["text"] if isinstance(text, dict) else text
        self._run(self._paragraph(), text, size=8.5, color=GREY)

    def _table(self, block):
        if block.get("caption"):
            self._paragraph(block["caption"], style="Caption")
        if is_empty(block):
            self._paragraph(block.get("empty") or NO_ROWS)
            if block.get("note"):
                self._source(block["note"])
            return
        page = self.document.sections[-1]
        is_wide = page.page_width > page.page_height
        block = fitted(block, is_wide=is_wide, letter=LETTER, beside=BESIDE, after=AFTER_NUMBER)
        columns = block["columns"]
        table = self._grid(len(columns), [column["width"] for column in columns])
        head = table.add_row()
        _mark(head, "w:tblHeader")
        kinds = _kinds(columns)
        for cell, column, kind in zip(head.cells, columns, kinds, strict=True):
            head_of = {"text": column["title"], "runs": column.get("runs")}
            self._fill(cell, head_of, kind=kind, bold=True)
            for line in cell.paragraphs:
                line.paragraph_format.keep_with_next = True
        for group in block["groups"]:
            for row in group["rows"]:
                added = table.add_row()
                if not row.get("long"):
                    _mark(added, "w:cantSplit")
                for cell, value, kind in zip(added.cells, row["cells"], kinds, strict=True):
                    self._fill(cell, value, kind=kind, bold=row.get("total", False))
        if block.get("note"):
            self._source(block["note"])
        else:
            # Without a paragraph between them Word makes two tables one.
            between = self._paragraph().paragraph_format
            between.line_spacing, between.space_after = Pt(6), Pt(0)

    def _grid(self, count, widths):
        section = self.document.sections[-1]
        room = section.page_width - section.left_margin - section.right_margin
        table = self.document.add_table(rows=0, cols=count)
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = int(room * width / 100)
        borders = OxmlElement("w:tblBorders")
        for side in ("top", "bottom", "insideH"):
            line = OxmlElement(f"w:{side}")
            for name, value in (("val", "single"), ("sz", "4"), ("color", "8A99A3")):
                line.set(qn(f"w:{name}"), value)
            borders.append(line)
        table._tbl.tblPr.append(borders)
        return table

    def _fill(self, cell, value, *, kind="text", bold=False):
        status = value.get("status")
        parts = [[{"text": status["word"], "bold": True}]] if status else []
        parts += [runs_of(value)] if runs_of(value) else []
        parts += [[{"text": value["note"]}]] if value.get("note") else []
        points = value.get("points", ())
        for place, runs in enumerate([*parts, *([{"text": point}] for point in points)]):
            line = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            if place >= len(parts):
                line.style = self.document.styles["List Bullet"]
                line.paragraph_format.left_indent = Pt(POINT_INDENT)
                line.paragraph_format.first_line_indent = -Pt(POINT_INDENT)
            self._runs(line, runs, size=9, bold=bold)
        for line in cell.paragraphs:
            line.paragraph_format.space_after = Pt(2)
            if kind == "number":
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            elif kind == "after" and not points:
                line.paragraph_format.left_indent = Pt(AFTER_NUMBER)

    def _run(self, line, text, *, size=None, bold=False, color=None):
        run = line.add_run(_plain(text))
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        if color is not None:
            run.font.color.rgb = color
        return run


def _kinds(columns):
    """What each column holds: ref, text, number, or words "after" a number."""
    kinds = [column["kind"] for column in columns]
    return [
        "after" if kind != "number" and before == "number" else kind
        for kind, before in zip(kinds, ["", *kinds], strict=False)
    ]


def _moment(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).replace(tzinfo=None)


def _clear(proportion):
    """A picture of nothing with a proportion, for those that cannot draw an SVG."""
    out = io.BytesIO()
    Image.new("RGBA", (max(round(100 * proportion), 1), 100), (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


def _element(name, value):
    made = OxmlElement(name)
    made.set(qn("w:val"), value)
    return made


def _rule(properties, side, colour):
    """A line at one side of paragraphs."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "8"), ("color", colour)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties.append(borders)


def _mark_field(line, which):
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), which)
    line.add_run()._r.append(mark)


def _plain(text):
    return _NOT_XML.sub("", str(text))


def _mark(row, name):
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _field(line, code):
    """A number that Word counts: the page, or how many there are."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    properties, size = OxmlElement("w:rPr"), OxmlElement("w:sz")
    size.set(qn("w:val"), "16")
    properties.append(size)
    text = OxmlElement("w:t")
    text.text = "1"
    run.extend([properties, text])
    field.append(run)
    line._p.append(field)
