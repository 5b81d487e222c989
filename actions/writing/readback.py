"""What the reader makes of what is written: the code that reads a council's file, asked beforehand.

All that the writing knows of the reading stands here.
"""

from dataclasses import replace

from ..reading.columns import columns_of, heading_rows
from ..reading.front import period_in
from ..reading.layouts import LAYOUTS
from ..reading.mapping import LAYOUT, LONGEST_THEME, Reader
from ..reading.model import Cell, Paragraph, Row, Table, clean
from ..reading.rows import Builder
from ..reading.words import bare_ref, people, split_ref, title_apart

__all__ = [
    "LONGEST_THEME",
    "Head",
    "bare_ref",
    "cell",
    "clean",
    "is_title",
    "layout_called",
    "made_by",
    "made_of",
    "people",
    "period_in",
    "roles",
    "shaped",
    "split_ref",
]


class Head(str):
    """Words that head what stands below them in a cell, and have no bullet themselves."""

    __slots__ = ()


def layout_called(name):
    """The reader's layout of a name; None if it does not read such plans."""
    return next((layout for layout in LAYOUTS if layout.name == name), None)


def is_title(text, after):
    """Whether words in front of others are read as their title."""
    title, rest = title_apart(Cell([Paragraph(text, ""), Paragraph(after, "")]))
    return [each.words for each in title] == [text] and bool(rest)


def cell(words, *, has_bullets=False, is_word=True):
    """A cell of these paragraphs, or lines of a sheet, as the reader meets it."""
    dotted = [has_bullets and not isinstance(each, Head) for each in words]
    if is_word:
        pairs = zip(words, dotted, strict=True)
        return Cell([Paragraph(each, "", marker="•" * has) for each, has in pairs])
    # The reader of a sheet passes over blank lines, so what stands in step must have none.
    said = [f"• {each}" if has else each for each, has in zip(words, dotted, strict=True)]
    return Cell([Paragraph(line, "") for each in said for line in each.split("\n") if line])


def roles(headings, *, has_section_rows=False):
    """What stands under each heading; None for a heading that says nothing known.

    Some headings say something else where sections have rows of their own.
    """
    body = [across("Section", len(headings)), [cell(["Words"]) for _ in headings]]
    places = columns_of(_table(headings, body if has_section_rows else []), 0, 1).places
    found = {column: role for role, columns in places.items() for column in columns}
    return [found.get(column) for column in range(len(headings))]


def across(words, width):
    """The cells of a row with one cell across the table."""
    return [cell([words])] * width


def shaped(shape, columns):
    """A person's word on a table, for one of these columns (objects with a role and a heading)."""
    headings = tuple(column.heading for column in columns)
    roles = tuple(column.role for column in columns)
    first = {"headings": headings, "roles": roles, "heading_row": 1, "heading_depth": 1}
    return replace(shape, **first, section_rows=())


def made_by(shape, rows, *, under=None):
    """What is made of rows where a person said how a table of their headings is read, likewise."""
    reader = Reader(LAYOUT)
    if under is not None:
        reader.heading(under)
    reader.read(_table(shape.headings, rows), shape, is_first=True)
    return reader.sections, reader.unplaced


def made_of(headings, rows, *, layout=None, under=None):
    """What the reader makes of rows (lists of cells): sections, and what finds no place.

    None where it does not take the headings for headings. `under` is the heading of the section.
    """
    layout = layout or LAYOUTS[0]
    has_own_row = under is not None and layout.has_section_rows
    table = _table(headings, [across(under, len(headings)), *rows] if has_own_row else rows)
    if heading_rows(table) is None:
        return None
    builder = Builder(layout)
    if under is not None and not has_own_row:
        builder.heading(under)
    builder.table(table)
    return builder.sections, builder.unplaced


def _table(headings, rows):
    head = Row([cell([heading]) for heading in headings])
    return Table("the plan", [head, *(Row(cells) for cells in rows)])
