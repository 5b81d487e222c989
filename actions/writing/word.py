"""A plan as a Word document: a table for each theme, its heading and column heads on every page."""

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .columns import columns_for, has_titles
from .narrative import parts_of
from .readback import Head, layout_called
from .rows import Rows
from .text import lines, one_line

FONT = "Arial"  # on every machine
COUNCIL, TINT, HAIRLINE, FAINT = "0F4C5C", "E3ECEE", "8A99A3", "CBD3D8"
LONG, SHORT, MARGIN = 297, 210, 18  # mm
#: A table of this many columns or more stands on a page turned to its side.
WIDE = 4
#: In mm, at the usual size of letters. Narrower, and ordinary words of the column would break.
NARROWEST = {"ref": 14, "rag": 16, "timescale": 22, "status": 23, "portal_status": 23}
NARROW = 29
#: The sizes of letters in cells, in points: the smaller from so many columns on.
USUAL, SMALL, CROWDED = 9.5, 8, 8
#: In mm, how far the text of a numbered paragraph stands behind its number.
HANGING = 10
#: What the portal knows of a recommendation, as a line below it says it.
REPORTED = {
    "portal_status": "Status",
    "portal_lead": "Led by",
    "portal_update": "Last update",
}
#: In lines. What needs more may break over two pages; it might not fit on one.
LONGEST_WHOLE = 30
#: In mm, an average letter of the usual size.
LETTER = 1.75
#: Twentieths of a point, in which Word measures, to a millimetre.
TWIPS = 1440 / 25.4
_HEAD, _CELL, _BULLET = "Plan head", "Plan cell", "Plan bullet"
#: What the paragraphs above a section's table are called, of which the last are requirements.
REQUIREMENTS = "Requirements:"


def write_docx(content, file):
    """Write a plan to an open binary file as a Word document."""
    layout = layout_called(content.layout)
    if layout and layout.has_paragraphs:
        edition = _Report
    elif layout and layout.has_requirements:
        edition = _Sections
    elif layout and layout.has_section_rows:
        edition = _OneTable
    else:
        edition = _Edition
    edition(content).write(file)


class _Edition:
    """One document as it is written, theme by theme."""

    def __init__(self, content):
        self.content = content
        self.columns = columns_for(content)
        self.size = SMALL if len(self.columns) >= CROWDED else USUAL
        self.document = Document()
        self.styles = {}
        self.theme = self.table = self.rows = None
        self.to_come = list(content.themes)

    def write(self, file):
        """Write the whole document to an open binary file."""
        self._styles()
        self._properties()
        self._page()
        self._front()
        self._body()
        self.document.save(file)

    def _body(self):
        for objective in self.content.objectives():
            if objective.theme is not self.theme:
                self._themes(up_to=objective.theme)
            self._objective(objective)
        self._themes(up_to=None)
        for note in self.content.notes:
            self.document.add_paragraph(one_line(note))

    # --- the whole document ---------------------------------------------------------------------

    def _styles(self):
        styles = self.document.styles
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
        defaults.find(qn("w:rPr")).find(qn("w:lang")).set(qn("w:val"), "en-GB")
        for name, base in ((_HEAD, "Normal"), (_CELL, "Normal"), (_BULLET, "List Bullet")):
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[base]
        self._style("Normal", 10.5, after=6)
        self._style("Title", 20, is_bold=True, color=COUNCIL, after=6)
        self._style("Subtitle", 10.5, color="38444D", after=12)
        self._style("Heading 2", 11, is_bold=True, color=COUNCIL, before=2, after=2)
        self._style(_HEAD, self.size, is_bold=True, before=2, after=2)
        self._style(_CELL, self.size, before=2, after=2)
        self._style(_BULLET, self.size, before=2, after=2)
        self.styles = {name: styles[name].style_id for name in (_HEAD, _CELL, _BULLET, "Heading 2")}
        bullet = styles[_BULLET].paragraph_format
        bullet.left_indent, bullet.first_line_indent = Mm(3.5), Mm(-3.5)

    def _style(self, name, size, *, is_bold=False, color=None, before=0, after=0):
        """Dress a style anew: its own outline and numbering stay, the template's colours go."""
        style = self.document.styles[name]
        if style.element.rPr is not None:
            style.element.remove(style.element.rPr)
        borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
        if borders is not None:
            style.element.pPr.remove(borders)
        style.font.name, style.font.size, style.font.bold = FONT, Pt(size), is_bold
        style.element.rPr.rFonts.set(qn("w:cs"), FONT)
        if color:
            style.font.color.rgb = RGBColor.from_string(color)
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after, spacing.line_spacing = Pt(before), Pt(after), 1.1

    def _properties(self):
        about, content = self.document.core_properties, self.content
        about.title, about.subject = one_line(content.title)[:255], one_line(content.period)[:255]
        about.author = about.last_modified_by = one_line(content.author)[:255]
        about.category, about.keywords = one_line(content.marking), ""
        about.comments, about.language = "", "en-GB"
        if content.made_at:
            about.created = about.modified = content.made_at

    def _page(self):
        section = self.document.sections[0]
        is_wide = len(self.columns) >= WIDE or has_titles(self.content)
        width, height = (LONG, SHORT) if is_wide else (SHORT, LONG)
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", Mm(MARGIN))
        section.header_distance = section.footer_distance = Mm(9)
        self.room = width - 2 * MARGIN
        if self.content.marking:
            section.header.paragraphs[0].text = one_line(self.content.marking)
        # The number alone: words here would come back as text of the plan when it is read again.
        field = OxmlElement("w:fldSimple", {qn("w:instr"): "PAGE"})
        field.append(OxmlElement("w:r"))
        footer = section.footer.paragraphs[0]
        footer._p.append(field)
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def _front(self):
        content = self.content
        self.document.add_paragraph(one_line(content.title), style="Title")
        about = [content.authority, content.period]
        said = [one_line(words) for words in about if words and words not in content.title]
        if content.with_progress and content.on:
            said.append(f"Progress as at {content.on}")
        if said:
            self.document.add_paragraph(". ".join(said), style="Subtitle")
        for line in content.about:
            self.document.add_paragraph(one_line(line))

    # --- tables ---------------------------------------------------------------------------------

    def _themes(self, *, up_to):
        """Begin the table of a theme; those passed on the way have no objectives, only heads."""
        while self.to_come:
            self.theme = self.to_come.pop(0)
            if self.theme.heading or self.theme is up_to:
                self._begin_table()
            if self.theme is up_to:
                return
        if self.table is None:
            self._begin_table()

    def _begin_table(self):
        previous = self.theme.previous_period if self.theme else None
        columns = columns_for(self.content, previous_period=previous)
        has_own_column = any(column.role == "theme" for column in columns)
        heading = one_line(self.theme.heading) if self.theme and not has_own_column else ""
        if self.table is not None:
            # Without a paragraph between them Word makes two tables one.
            self.document.add_paragraph()
        self.rows = Rows(columns, self.content, is_word=True)
        self.widths = _widths(columns, self.room, self.size / USUAL)
        self.table = _table(self.widths, heading or one_line(self.content.title))
        self.document.element.body.find(qn("w:sectPr")).addprevious(self.table)
        if heading:
            self._across(heading, repeats=True)
        self._head(
            (_Place(width, fill=TINT), column.heading, _HEAD)
            for column, width in zip(columns, self.widths, strict=True)
        )

    def _across(self, heading, *, repeats):
        """Add a row with one cell across the table, which opens each page where it `repeats`."""
        place = _Place(sum(self.widths), span=len(self.widths), fill=TINT)
        self._head([(place, heading, "Heading 2")], repeats=repeats)

    def _head(self, cells, *, repeats=True):
        again = [_element("tblHeader")] * repeats
        row = _element("tr", _element("trPr", _element("cantSplit"), *again))
        for place, words, style in cells:
            row.append(self._cell(place, [words], style, keeps_with_next=True))
        self.table.append(row)

    def _objective(self, objective):
        """Add the rows of an objective, kept on one page where a page can hold them."""
        rows = self.rows.of(objective)
        is_whole = self._height(rows) <= LONGEST_WHOLE and not self.rows.are_sections
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            self._row(row, following, keeps_with_next=bool(following) and is_whole)

    def _height(self, rows):
        """About how many lines rows need, going by their longest column."""
        return max(
            sum(
                1 + len(words) * LETTER * self.size / USUAL // (width / TWIPS - 3)
                for row in rows
                for words in row.cells.get(column.role, ())
            )
            for column, width in zip(self.rows.columns, self.widths, strict=True)
        )

    def _row(self, row, following, *, keeps_with_next):
        """Add a row; where it goes on from the one above there is a faint line, or none."""
        is_whole = self._height([row]) <= LONGEST_WHOLE
        element = _element("tr", _element("trPr", *[_element("cantSplit")] * is_whole))
        for column, width in zip(self.rows.columns, self.widths, strict=True):
            role, place = column.role, _Place(width)
            if role in row.from_above:
                place.merge = "continue"
            elif following and role in following.from_above:
                place.merge = "restart"
            else:
                place.top = _line_above(row, role)
                place.bottom = _line_above(following, role) if following else None
            style = _BULLET if role in row.bulleted else _CELL
            words = row.cells.get(role, []) if role not in row.from_above else []
            dress = {"is_bold": role == "ref", "keeps_with_next": keeps_with_next}
            element.append(self._cell(place, words, style, **dress))
        self.table.append(element)

    def _cell(self, place, words, style, *, is_bold=False, keeps_with_next=False):
        cell = _element("tc", place.as_properties())
        for text in words or [""]:
            paragraph = OxmlElement("w:p")
            is_head = isinstance(text, Head)
            name = _CELL if is_head else style
            properties = _element("pPr", _element("pStyle", val=self.styles[name]))
            if keeps_with_next:
                properties.append(_element("keepNext"))
            paragraph.append(properties)
            if text:
                paragraph.append(_run(text, is_bold or is_head))
            cell.append(paragraph)
        return cell


class _Sections(_Edition):
    """A plan whose sections say in paragraphs what is required, each above a table of its own."""

    def _styles(self):
        super()._styles()
        self._style("Heading 2", 12, is_bold=True, color=COUNCIL, before=16, after=4)

    def _begin_table(self):
        theme, say = self.theme, self.document.add_paragraph
        if theme is not None:
            if theme.heading:
                say(one_line(theme.heading), style="Heading 2")
            for text in lines(theme.intro).split("\n") if theme.intro else ():
                say(text)
            # A plan that requires nothing says so once: without it nobody knew its layout again.
            is_first = theme is self.content.themes[0]
            is_alone = is_first and not any(each.requirements for each in self.content.themes)
            if theme.requirements or is_alone:
                label = say(REQUIREMENTS)
                label.runs[0].bold = label.paragraph_format.keep_with_next = True
            for text in theme.requirements:
                say(one_line(text), style="List Bullet")
        columns = columns_for(self.content)
        self.rows = Rows(columns, self.content, is_word=True)
        self.widths = _widths(columns, self.room, self.size / USUAL)
        self.table = _table(self.widths, one_line(theme.heading if theme else self.content.title))
        self.document.element.body.find(qn("w:sectPr")).addprevious(self.table)
        self._head(
            (_Place(width, fill=TINT), column.heading, _HEAD)
            for column, width in zip(columns, self.widths, strict=True)
        )


class _OneTable(_Edition):
    """A plan of one table, whose sections open with a row across it."""

    def _begin_table(self):
        theme = self.theme
        if self.table is None:
            self.theme = None
            super()._begin_table()
            self.theme = theme
        has_own_column = any(column.role == "theme" for column in self.columns)
        if theme is not None and theme.heading and not has_own_column:
            self._across(one_line(theme.heading), repeats=False)


class _Report(_Edition):
    """A report on progress: headings, numbered paragraphs, and the recommendations at its end."""

    def _styles(self):
        super()._styles()
        self._style("Heading 2", 12, is_bold=True, color=COUNCIL, before=12, after=4)

    def _page(self):
        self.columns = []
        super()._page()

    def _body(self):
        for part in parts_of(self.content):
            if part.heading:
                self.document.add_paragraph(part.heading, style="Heading 2")
            for ref, text in part.paragraphs:
                self._numbered(f"{ref}." if ref else "", text)
            for ref, action in part.actions:
                self._numbered(ref, action.text)
                self._about(action)
            for note in self.content.notes if part.actions else ():
                self.document.add_paragraph(one_line(note))

    def _numbered(self, ref, text):
        """Add a paragraph whose number hangs in front of it."""
        said = one_line(text)
        paragraph = self.document.add_paragraph(f"{ref}\t{said}" if ref else said)
        if ref:
            style = paragraph.paragraph_format
            style.left_indent, style.first_line_indent = Mm(HANGING), Mm(-HANGING)
            style.tab_stops.add_tab_stop(Mm(HANGING))

    def _about(self, action):
        """Add what is known of a recommendation, on a line below it."""
        leads = "; ".join(one_line(lead) for lead in action.leads)
        values = [("Lead", leads), ("By when", action.timescale)]
        values += [(REPORTED[role], words) for role, words in action.portal.items()]
        if not self.content.with_progress:
            values = values[:2]
        said = [f"{name}: {one_line(words)}" for name, words in values if words]
        if said:
            line = self.document.add_paragraph(". ".join(said))
            line.paragraph_format.left_indent = Mm(HANGING)


class _Place:
    """Where a cell stands, and how its edges look."""

    def __init__(self, width, *, span=1, fill=None):
        self.width, self.span, self.fill = width, span, fill
        self.merge = self.top = self.bottom = None

    def as_properties(self):
        """The element that says so, its parts in the order that the format asks for."""
        answer = _element("tcPr", _element("tcW", w=str(self.width), type="dxa"))
        if self.span > 1:
            answer.append(_element("gridSpan", val=str(self.span)))
        if self.merge:
            answer.append(_element("vMerge", val=self.merge))
        if self.top or self.bottom:
            edges = [("top", self.top), ("bottom", self.bottom)]
            answer.append(_element("tcBorders", *(_edge(*edge) for edge in edges if edge[1])))
        if self.fill:
            answer.append(_element("shd", val="clear", color="auto", fill=self.fill))
        return answer


def _line_above(row, role):
    """What parts a cell from the one above it: nothing, a faint line, or (None) the table's own."""
    if role in row.runs_on:
        return "nil"
    return "faint" if row.from_above else None


def _edge(side, kind):
    if kind == "nil":
        return _element(side, val="nil")
    return _element(side, val="single", sz="4", space="0", color=FAINT)


def _element(name, *children, **attributes):
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    element.extend(children)
    return element


def _run(text, is_bold):
    run = _element("r", *([_element("rPr", _element("b"))] if is_bold else []))
    for number, line in enumerate(text.split("\n")):
        if number:
            run.append(_element("br"))
        words = _element("t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(words)
    return run


def _table(widths, caption):
    borders = [
        _element(side, val="single", sz="4", space="0", color=HAIRLINE)
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ]
    margins = [_element(side, w="85", type="dxa") for side in ("left", "right")]
    return _element(
        "tbl",
        _element(
            "tblPr",
            _element("tblW", w=str(sum(widths)), type="dxa"),
            _element("tblBorders", *borders),
            _element("tblLayout", type="fixed"),
            _element("tblCellMar", *margins),
            _element(
                "tblLook",
                val="0020",
                firstRow="1",
                lastRow="0",
                firstColumn="0",
                lastColumn="0",
                noHBand="1",
                noVBand="1",
            ),
            _element("tblCaption", val=caption[:250]),
        ),
        _element("tblGrid", *(_element("gridCol", w=str(width)) for width in widths)),
    )


def _widths(columns, room, scale):
    """The widths of columns in twentieths of a point, for a table as wide as the room (in mm).

    None is narrower than its words need; the others share the rest.
    """
    least = [NARROWEST.get(column.role, NARROW) * scale for column in columns]
    widths = [0.0] * len(columns)
    while not all(widths):
        open_ = [at for at, width in enumerate(widths) if not width]
        rest = (room - sum(widths)) / sum(columns[at].share for at in open_)
        narrow = [at for at in open_ if columns[at].share * rest < least[at]]
        for at in narrow or open_:
            widths[at] = least[at] if narrow else columns[at].share * rest
    fit = min(1, room / sum(widths))
    return [int(width * fit * TWIPS) for width in widths]
