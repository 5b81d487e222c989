"""What stands in a Word file, in whatever corner of it."""

import io
import re
from functools import lru_cache

import docx
from docx.oxml import ns
from lxml import etree
from openpyxl.utils import get_column_letter

from .model import WIDEST, Cell, Document, Paragraph, Row, Table, clean

#: Asked for by each paragraph, and spelt out anew each time.
qn = lru_cache(maxsize=256)(ns.qn)


def open_word(content, progress=None):
    """The paragraphs and tables of a Word document; raises what python-docx does if it is damaged.

    `progress(rows, of_all)` is called for each row of its tables.
    """
    document = docx.Document(io.BytesIO(content))
    return _Word(document, progress).read()


_SKIPPED = {qn(name) for name in ("w:rPr", "w:pPr", "w:instrText", "w:sectPr", "w:tblPr")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
_STRUCK_OUT = {qn("w:del"), qn("w:moveFrom")}
_LETTERS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:sym"): "•",
}
_TEXT = {
    qn("w:t"),
    qn("w:delText"),
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}t",
}
_NOTES = ("footnotes", "endnotes", "comments")


class _Style:
    """What a Word style says of its paragraphs, found once: python-docx searches anew each time."""

    def __init__(self, style, by_id):
        name = "" if style is None else (_value(style, "w:name") or "").lower()
        heading = re.fullmatch(r"heading (\d)", name)
        self.is_title = name == "title"
        self.level = int(heading[1]) if heading else None
        self.is_default = style is not None and _is_default_paragraph_style(style)
        self.numbering = (None, None)
        # A style may be based on itself in a file that was made to harm.
        for _ in range(20):
            if style is None or self.numbering[0] is not None:
                break
            self.numbering = _numbering_of(_child(style, "w:pPr"))
            base = _value(style, "w:basedOn")
            style = by_id.get(base)


def _styles(document):
    """Each style of a document by its key; of two of one key, the last."""
    elements = document.styles.element.findall(qn("w:style"))
    by_id = {}
    for element in elements:
        by_id.setdefault(element.get(qn("w:styleId")), element)
    return {element.get(qn("w:styleId")): _Style(element, by_id) for element in elements}


def _is_default_paragraph_style(style):
    kind = style.get(qn("w:type"), "paragraph")
    return kind == "paragraph" and style.get(qn("w:default")) in ("1", "true", "on")


class _Word:
    """Walks one Word document."""

    def __init__(self, document, progress=None):
        self.document = document
        self.asides = []
        self.progress, self.rows = progress, 0
        self.all_rows = sum(1 for _ in document.element.body.iter(qn("w:tr"))) if progress else 0
        self.styles = _styles(document)
        plain = (style for style in self.styles.values() if style.is_default)
        self.default_style = next(plain, _Style(None, {}))
        self.numbering = _Numbering(document)

    def read(self):
        """The whole document in the neutral form."""
        blocks = self._blocks(self.document.element.body)
        self._read_around()
        title = clean(self.document.core_properties.title or "")
        return Document("docx", blocks, self.asides, " ".join(title.split()))

    def _blocks(self, body):
        blocks, paragraphs, tables = [], 0, 0
        for element in self._inside(body, {qn("w:p"), qn("w:tbl")}):
            if element.tag == qn("w:p"):
                paragraphs += 1
                blocks.append(self._paragraph(element, f"paragraph {paragraphs}"))
            else:
                tables += 1
                blocks.append(self._table(element, f"table {tables}"))
        return blocks

    def _inside(self, element, wanted):
        """The wanted elements below one, through content controls and tracked changes."""
        for child in element:
            if child.tag in wanted:
                yield child
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                yield from self._inside(child, wanted)

    def _read_around(self):
        for section in self.document.sections:
            for name, part in (
                ("header", section.header),
                ("footer", section.footer),
                ("header", section.first_page_header),
                ("footer", section.first_page_footer),
                ("header", section.even_page_header),
                ("footer", section.even_page_footer),
            ):
                if not part.is_linked_to_previous:
                    self._read_aside(part._element, f"page {name}")
        for relation in self.document.part.rels.values():
            note = relation.reltype.rpartition("/")[2]
            if note in _NOTES and not relation.is_external:
                root = etree.fromstring(relation.target_part.blob, _parser())
                self._read_aside(root, note.removesuffix("s"))

    def _read_aside(self, element, place):
        for paragraph in self._inside(element, {qn("w:p")}):
            self.asides.append(self._paragraph(paragraph, place))

    def _paragraph(self, element, place):
        pieces, is_bold, struck_out = [], [], []
        self._gather(element, pieces, is_bold, struck_out, place)
        properties = _child(element, "w:pPr")
        style = self._style(properties)
        if "".join(struck_out).strip():
            self.asides.append(Paragraph(clean("".join(struck_out)), f"{place}, struck out"))
        text = clean("".join(pieces))
        return Paragraph(
            text,
            place,
            level=_heading_level(style, properties),
            is_title=style.is_title,
            is_bold=bool(is_bold) and all(is_bold),
            marker=self.numbering.marker(properties, style) if text.strip() else "",
        )

    def _gather(self, element, pieces, is_bold, struck_out, place):
        """Collect the letters below an element; what floats or is struck out goes beside."""
        for child in element:
            tag = child.tag
            if tag in _SKIPPED:
                continue
            if tag == qn("w:txbxContent"):
                self._read_aside(child, f"text box at {place}")
            elif tag in _TEXT:
                pieces.append(child.text or "")
                if (child.text or "").strip():
                    is_bold.append(_is_bold(element))
            elif tag in _LETTERS:
                pieces.append(_LETTERS[tag])
            elif tag in _STRUCK_OUT:
                self._gather(child, struck_out, [], struck_out, place)
            elif isinstance(tag, str):
                self._gather(child, pieces, is_bold, struck_out, place)

    def _style(self, properties):
        named = _child(properties, "w:pStyle")
        if named is None:
            return self.default_style
        return self.styles.get(named.get(qn("w:val")), self.default_style)

    def _table(self, element, name):
        """A table's grid; a nested table's words stand in the cell that holds it."""
        rows, above = [], []
        for number, row in enumerate(self._inside(element, {qn("w:tr")}), start=1):
            cells = [Cell() for _ in range(_number(_child(row, "w:trPr"), "w:gridBefore", 0))]
            for column, element_ in enumerate(self._inside(row, {qn("w:tc")}), start=1):
                properties = _child(element_, "w:tcPr")
                start = len(cells)
                place = f"{name}, row {number}, column {column}"
                paragraphs = [
                    self._paragraph(p, place) for p in self._inside(element_, {qn("w:p")})
                ]
                cell = Cell(paragraphs, place)
                if _continues(properties, "w:vMerge") and start < len(above):
                    cell = above[start]
                    cell.paragraphs.extend(p for p in paragraphs if p)
                elif _continues(properties, "w:hMerge") and cells:
                    cells[-1].paragraphs.extend(p for p in paragraphs if p)
                    cell = cells[-1]
                span = _number(properties, "w:gridSpan", 1)
                cells.extend([cell] * max(1, min(span, WIDEST - start)))
            if len(cells) > WIDEST:
                cells = _folded(cells)
            rows.append(Row(cells))
            above = cells
            self.rows += 1
            if self.progress:
                self.progress(self.rows, self.all_rows)
        width = max((len(row.cells) for row in rows), default=0)
        for row in rows:
            row.cells.extend(Cell() for _ in range(width - len(row.cells)))
        return Table(name, rows)


def _folded(cells):
    """The cells of a row that is wider than any plan's, the last of them holding the rest."""
    last = cells[WIDEST - 1]
    for cell in dict.fromkeys(cells[WIDEST:]):
        if cell is not last:
            last.paragraphs.extend(cell.paragraphs)
    return cells[:WIDEST]


def _parser():
    return etree.XMLParser(resolve_entities=False, no_network=True)


def _child(element, name):
    """The first child of this name, None where there is none; `find` takes twice as long."""
    return None if element is None else next(element.iterchildren(qn(name)), None)


def _number(properties, name, default):
    found = _child(properties, name)
    value = "" if found is None else found.get(qn("w:val")) or ""
    return min(int(value), WIDEST) if value.isascii() and value.isdigit() else default


def _continues(properties, name):
    found = _child(properties, name)
    return found is not None and found.get(qn("w:val"), "continue") == "continue"


def _is_bold(run):
    bold = _child(_child(run, "w:rPr"), "w:b")
    return bold is not None and bold.get(qn("w:val"), "1") not in ("0", "false", "off")


def _heading_level(style, properties):
    """The outline level of a paragraph, from its style's name or its own setting."""
    outline = _child(properties, "w:outlineLvl")
    level = None if outline is None else outline.get(qn("w:val")) or ""
    own = int(level) + 1 if level and level.isdigit() and int(level) < 9 else None
    return style.level or own


class _Numbering:
    """Word's automatic numbers and bullets, counted as Word counts them."""

    def __init__(self, document):
        self.levels, self.abstract_of, self.counts = {}, {}, {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        for abstract in root.findall(qn("w:abstractNum")):
            key = abstract.get(qn("w:abstractNumId"))
            for level in abstract.findall(qn("w:lvl")):
                self.levels[key, level.get(qn("w:ilvl"))] = {
                    name: _value(level, f"w:{name}") for name in ("numFmt", "lvlText", "start")
                }
        for number in root.findall(qn("w:num")):
            self.abstract_of[number.get(qn("w:numId"))] = _value(number, "w:abstractNumId")

    def marker(self, properties, style):
        """The number or bullet that Word puts before a paragraph; "" if none."""
        number, level = _numbering_of(properties)
        if number is None:
            number, level = style.numbering
        abstract = self.abstract_of.get(number)
        found = self.levels.get((abstract, level or "0"))
        if not found:
            return ""
        if found["numFmt"] == "bullet":
            return "•"
        if found["numFmt"] == "none":
            return ""
        return self._counted(abstract, int(level or 0))

    def _counted(self, abstract, level):
        counts = self.counts.setdefault(abstract, {})
        start = self.levels[abstract, str(level)]["start"] or "1"
        counts[level] = counts.get(level, int(start) - 1) + 1
        for deeper in [key for key in counts if key > level]:
            del counts[deeper]
        text = self.levels[abstract, str(level)]["lvlText"] or f"%{level + 1}."
        return re.sub(r"%(\d)", lambda m: self._shown(abstract, int(m[1]) - 1), text)

    def _shown(self, abstract, level):
        count = self.counts[abstract].get(level, 1)
        form = self.levels.get((abstract, str(level)), {}).get("numFmt")
        if form in ("lowerLetter", "upperLetter"):
            letter = get_column_letter(max(1, min(count, 700)))
            return letter.lower() if form == "lowerLetter" else letter
        if form in ("lowerRoman", "upperRoman"):
            roman = _roman(count)
            return roman if form == "lowerRoman" else roman.upper()
        return str(count)


def _roman(number):
    pairs = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    )
    answer = ""
    for value, letters in pairs:
        answer += letters * (number // value)
        number %= value
    return answer


def _value(element, name):
    found = _child(element, name)
    return None if found is None else found.get(qn("w:val"))


def _numbering_of(properties):
    numbering = _child(properties, "w:numPr")
    if numbering is None:
        return None, None
    return _value(numbering, "w:numId"), _value(numbering, "w:ilvl")
