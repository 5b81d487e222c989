"""Papers as Word documents: the same frozen dict, in the same order, for those who must edit."""

import io
import re

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .charts import stacked_bars_picture
from .documents import fingerprint

COUNCIL = RGBColor(0x0F, 0x4C, 0x5C)
GREY = RGBColor(0x38, 0x44, 0x4D)
FONT = "Arial"  # on every machine; the paper of record is the PDF
PORTRAIT, LANDSCAPE = (Mm(210), Mm(297)), (Mm(297), Mm(210))
MARGIN = Mm(22)

#: What XML cannot hold; a paper shows nothing in its place.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_docx(frozen):
    """The paper as the bytes of a Word document, with real headings, lists and table heads."""
    paper = _Edition(frozen)
    out = io.BytesIO()
    paper.document.save(out)
    return out.getvalue()


class _Edition:
    """One document as it is written, section by section."""

    def __init__(self, frozen):
        self.frozen = frozen
        self.document = Document()
        self._styles()
        self._properties()
        self._page(self.document.sections[0], PORTRAIT)
        self._footer(self.document.sections[0])
        self._cover()
        for section in frozen["sections"]:
            self._section(section)

    # The whole document

    def _styles(self):
        styles = self.document.styles
        styles["Normal"].font.name = FONT
        styles["Normal"].font.size = Pt(10.5)
        styles["Normal"].paragraph_format.space_after = Pt(8)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), self.frozen["lang"])
        styles["Normal"].element.get_or_add_rPr().append(language)
        for name, size in (("Title", 28), ("Heading 1", 17), ("Heading 2", 12.5)):
            font = styles[name].font
            font.name, font.size, font.bold, font.color.rgb = FONT, Pt(size), True, COUNCIL
            fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)

    def _properties(self):
        about, frozen = self.document.core_properties, self.frozen
        about.title = _plain(f"{frozen['title']}: {frozen['subject']}")
        about.author = about.last_modified_by = _plain(
            f"{frozen['author']}, {frozen['organisation']}"
        )
        about.subject = _plain(f"{frozen['body']}. Position as at {frozen['on_words']}.")
        about.language, about.comments = frozen["lang"], ""

    def _page(self, section, size):
        section.page_width, section.page_height = size
        section.orientation = WD_ORIENT.LANDSCAPE if size is LANDSCAPE else WD_ORIENT.PORTRAIT
        for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            setattr(section, side, MARGIN)

    def _footer(self, section):
        frozen = self.frozen
        line = section.footer.paragraphs[0]
        words = [
            frozen["title"],
            frozen["marking"],
            f"{frozen['version_words']} · {fingerprint(frozen)[:8]}",
        ]
        self._run(line, " · ".join(words) + " · Page ", size=8)
        _field(line, "PAGE")
        self._run(line, " of ", size=8)
        _field(line, "NUMPAGES")

    # Cover

    def _cover(self):
        frozen = self.frozen
        self._run(self._paragraph(), frozen["organisation"], bold=True, size=13)
        self._run(self._paragraph(), frozen["body"], size=13)
        self.document.add_paragraph(_plain(frozen["title"]), style="Title")
        self._run(self._paragraph(), frozen["subject"], size=14)
        table = self._grid(2, [24, 76])
        for fact in frozen["facts"]:
            cells = table.add_row().cells
            draft = f" ({fact['draft']})" if fact.get("draft") else ""
            self._fill(cells[0], {"text": fact["name"]})
            self._fill(cells[1], {"text": f"{fact['value']}{draft}"})
        self.document.add_heading("Recommendation", 1)
        self._paragraph(frozen["recommendation"]["lead"])
        for item in frozen["recommendation"]["items"]:
            self._paragraph(item, style="List Number 2")

    # Sections

    def _section(self, section):
        if section.get("wide"):
            self._page(self.document.add_section(), LANDSCAPE)
        elif self.document.sections[-1].orientation == WD_ORIENT.LANDSCAPE:
            self._page(self.document.add_section(), PORTRAIT)
        elif section.get("glance") or section.get("on_new_page"):
            self.document.add_page_break()
        self.document.add_heading(_plain(section["title"]), 1)
        for block in section["blocks"]:
            getattr(self, f"_{block['type']}")(block)

    def _heading(self, block):
        self.document.add_heading(_plain(block["text"]), 2)

    def _paragraph(self, block="", style=None):
        if isinstance(block, str):
            return self.document.add_paragraph(_plain(block), style=style)
        # One list through the paper: Word counts as the frozen numbers do.
        numbered = "List Number" if block.get("number") else None
        return self.document.add_paragraph(_plain(block["text"]), style=numbered)

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
        title = self._paragraph(block["title"])
        title.paragraph_format.keep_with_next = True
        title.runs[0].bold = True
        picture = self.document.add_picture(io.BytesIO(stacked_bars_picture(block)), Mm(166))
        about = picture._inline.docPr
        about.set("descr", _plain(block["alt"]))
        about.set("title", _plain(block["title"]))
        self._source(block["source"])

    def _source(self, text):
        self._run(self._paragraph(), text, size=8.5, color=GREY)

    def _table(self, block):
        if block.get("caption"):
            caption = self._paragraph(block["caption"])
            caption.paragraph_format.keep_with_next = True
            caption.runs[0].bold = True
        columns = block["columns"]
        table = self._grid(len(columns), [column["width"] for column in columns])
        head = table.add_row()
        _mark(head, "w:tblHeader")
        for cell, column in zip(head.cells, columns, strict=True):
            self._fill(cell, {"text": column["title"]}, kind=column["kind"], bold=True)
        for group in block["groups"]:
            for row in group["rows"]:
                added = table.add_row()
                if not row.get("long"):
                    _mark(added, "w:cantSplit")
                for cell, value, column in zip(added.cells, row["cells"], columns, strict=True):
                    self._fill(cell, value, kind=column["kind"], bold=row.get("total", False))
        if block.get("note"):
            self._source(block["note"])
        else:
            self._paragraph()

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
        first = cell.paragraphs[0]
        parts = [value["status"]["word"]] if value.get("status") else []
        parts += [part for part in (value.get("text"), value.get("note")) if part]
        for place, part in enumerate(parts):
            line = first if place == 0 else cell.add_paragraph()
            self._run(line, part, size=9, bold=bold or (place == 0 and bool(value.get("status"))))
        for place, point in enumerate(value.get("points", ())):
            line = first if place == 0 and not parts else cell.add_paragraph()
            line.style = self.document.styles["List Bullet"]
            self._run(line, point, size=9)
        for line in cell.paragraphs:
            line.paragraph_format.space_after = Pt(2)
            if kind == "number":
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _run(self, line, text, *, size=None, bold=False, color=None):
        run = line.add_run(_plain(text))
        run.bold = bold or None
        if size:
            run.font.size = Pt(size)
        if color is not None:
            run.font.color.rgb = color
        return run


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
