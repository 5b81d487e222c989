"""What a council's file holds, whatever its format: paragraphs and tables, in their order.

Merged cells are resolved: a cell that spans rows or columns is the same `Cell` at each place.
Text that stands beside the body (headers, footnotes, comments, text boxes, struck-out changes)
is kept too, as `asides`.
"""

import re
from dataclasses import dataclass, field

#: No table of a plan has more columns; a wider one would only fill the memory.
WIDEST = 63

#: What neither PostgreSQL nor XML can hold.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(eq=False, slots=True)
class Paragraph:
    """One paragraph: its text with soft line breaks as line feeds, and how it is dressed."""

    text: str
    place: str
    level: int | None = None
    is_title: bool = False
    is_bold: bool = False
    marker: str = ""
    #: The text on one line; the text of a paragraph never changes.
    words: str = field(init=False, repr=False)

    def __post_init__(self):
        self.words = " ".join(self.text.split())

    def __bool__(self):
        return bool(self.words)


@dataclass(eq=False, slots=True)
class Cell:
    """One cell, however many places of the grid it covers."""

    paragraphs: list = field(default_factory=list)
    place: str = ""

    @property
    def words(self):
        """All text of the cell on one line."""
        return " ".join([paragraph.words for paragraph in self.paragraphs if paragraph.words])

    def __bool__(self):
        return any([paragraph.words for paragraph in self.paragraphs])


@dataclass(eq=False)
class Row:
    """One row: a cell for each column of the grid."""

    cells: list

    @property
    def distinct(self):
        """Its cells from left to right, each once."""
        return list(dict.fromkeys(self.cells))

    @property
    def filled(self):
        """Its cells that hold words, each once."""
        return [cell for cell in self.distinct if cell]


@dataclass(eq=False)
class Table:
    """A grid of cells; `name` is what people call it in the file."""

    name: str
    rows: list

    @property
    def width(self):
        """The number of columns of the grid."""
        return max((len(row.cells) for row in self.rows), default=0)


@dataclass
class Document:
    """A whole file."""

    kind: str
    blocks: list
    asides: list = field(default_factory=list)
    title: str = ""
    #: The layout that its headings name beyond doubt, and what stands above these; else unknown.
    layout: str = ""
    front: list | None = None

    @property
    def paragraphs(self):
        """The paragraphs of the body outside tables."""
        return [block for block in self.blocks if isinstance(block, Paragraph) and block]

    @property
    def tables(self):
        """The tables that hold anything."""
        return [
            block
            for block in self.blocks
            if isinstance(block, Table) and any(row.filled for row in block.rows)
        ]

    def every_paragraph(self):
        """Every paragraph of the file that has words, each once, in order."""
        seen = {}
        for block in self.blocks:
            if isinstance(block, Paragraph):
                seen[block] = None
            else:
                for row in block.rows:
                    for cell in row.cells:
                        seen.update(dict.fromkeys(cell.paragraphs))
        seen.update(dict.fromkeys(self.asides))
        return [paragraph for paragraph in seen if paragraph]


def clean(text):
    """Text without the characters that no database and no office file can hold."""
    return _IMPOSSIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))
