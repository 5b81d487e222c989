"""What the reader makes of what is written: the code that reads a council's file, asked beforehand.

All that the writing knows of the reading stands here.
"""

from ..reading.columns import columns_of, heading_rows
from ..reading.front import period_in
from ..reading.layouts import LAYOUTS
from ..reading.model import Cell, Paragraph, Row, Table, clean
from ..reading.rows import Builder
from ..reading.words import bare_ref, split_ref

__all__ = [
    "bare_ref",
    "cell",
    "clean",
    "layout_called",
    "made_of",
    "period_in",
    "roles",
    "split_ref",
]


def layout_called(name):
    """The reader's layout of a name; None if it does not read such plans."""
    return next((layout for layout in LAYOUTS if layout.name == name), None)


def cell(words, *, has_bullets=False, is_word=True):
    """A cell of these paragraphs, or lines of a sheet, as the reader meets it."""
    if is_word:
        return Cell([Paragraph(each, "", marker="•" * has_bullets) for each in words])
    # The reader of a sheet passes over blank lines, so what stands in step must have none.
    said = [f"• {each}" if has_bullets else each for each in words]
    return Cell([Paragraph(line, "") for each in said for line in each.split("\n") if line])


def roles(headings):
    """What stands under each heading; None for a heading that says nothing known."""
    places = columns_of(_table(headings, []), 0, 1).places
    found = {column: role for role, columns in places.items() for column in columns}
    return [found.get(column) for column in range(len(headings))]


def made_of(headings, rows, *, layout=None):
    """What the reader makes of rows (lists of cells): sections, and what finds no place.

    None where it does not take the headings for headings.
    """
    table = _table(headings, rows)
    if heading_rows(table) is None:
        return None
    builder = Builder(layout or LAYOUTS[0])
    builder.table(table)
    return builder.sections, builder.unplaced


def _table(headings, rows):
    head = Row([cell([heading]) for heading in headings])
    return Table("the plan", [head, *(Row(cells) for cells in rows)])
