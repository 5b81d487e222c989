"""What stands in an Excel workbook or a CSV file."""

import csv
import io
import re
from datetime import date, datetime, time

import openpyxl
from openpyxl.utils import get_column_letter

from .model import WIDEST, Cell, Document, Paragraph, Row, Table, clean
from .safety import Unreadable, shown_name


def open_excel(content):
    """The sheets of a workbook, each a table; a formula gives its last result, else its words."""
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    formulas = openpyxl.load_workbook(io.BytesIO(content))
    blocks, asides = [], []
    for sheet in values.worksheets:
        name = f"sheet {clean(sheet.title)}"
        table, comments = _sheet(sheet, formulas[sheet.title], name)
        blocks.append(table)
        asides += comments
    title = clean(values.properties.title or "")
    return Document("xlsx", blocks, asides, " ".join(title.split()))


def _sheet(sheet, formulas, name):
    # The cells that exist: a sheet whose last row is formatted claims a million of them.
    existing, comments = {}, []
    for (row, column), cell in sorted(sheet._cells.items()):
        value = cell.value if cell.value is not None else formulas.cell(row, column).value
        text = clean(_shown(value, cell.number_format))
        place = f"{name}, row {row}, column {get_column_letter(column)}"
        if cell.comment is not None:
            comments.append(Paragraph(clean(cell.comment.text), f"comment at {place}"))
        if text.strip() and column <= WIDEST:
            existing[row, column] = Cell(
                _lines(text, place, bool(cell.font and cell.font.b)), place
            )
        elif text.strip():
            comments.append(Paragraph(text, place))
    for area in sheet.merged_cells.ranges:
        corner = existing.get((area.min_row, area.min_col))
        if corner is not None:
            for row, column in area.cells:
                if column <= WIDEST:
                    existing[row, column] = corner
    return Table(name, _grid(existing)), comments


def _grid(existing):
    """Rows of the cells that exist, without the rows that hold none, all of one width."""
    width = max((column for _, column in existing), default=0)
    rows = {}
    for (row, column), cell in sorted(existing.items(), key=lambda item: item[0]):
        rows.setdefault(row, {})[column] = cell
    return [
        Row([cells.get(column) or Cell() for column in range(1, width + 1)])
        for cells in rows.values()
    ]


def _shown(value, number_format):
    """A cell's value as a person reads it."""
    if value is None:
        return ""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date) and not isinstance(value, datetime):
        has_day = "d" in str(number_format).lower().replace("[red]", "")
        return f"{value:%-d %B %Y}" if has_day else f"{value:%B %Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _lines(text, place, is_bold=False):
    return [Paragraph(line, place, is_bold=is_bold) for line in text.split("\n") if line.strip()]


#: A cell of more characters has lost its closing quotation mark.
LONGEST_CELL = 131_072
#: What stands between quotation marks parts no columns.
_QUOTED = re.compile(r'"[^"]*"')


def _short_enough(line):
    """The cells of a line. The csv module has a limit too, one for the whole process: not ours alone."""
    if any(len(cell) > LONGEST_CELL for cell in line):
        raise csv.Error("field larger than field limit")
    return line


def open_csv(content, name):
    """The one table of a CSV file, in UTF-8, UTF-16 or the encoding of Western Windows."""
    text = _decoded(content)
    head = _QUOTED.sub("", text[:4096].partition("\n")[0])
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(clean(text)), delimiter=delimiter)
    try:
        lines = [_short_enough(line) for line in reader]
    except csv.Error as error:
        raise Unreadable(
            f"{shown_name(name)} is damaged: its line {reader.line_num} cannot be read as CSV."
        ) from error
    existing = {}
    for row, line in enumerate(lines, start=1):
        if _is_one_cell(line):
            cell = Cell(_lines(line[0], f"row {row}"), f"row {row}")
            existing |= {(row, column): cell for column in range(1, len(line) + 1)}
            continue
        for column, value in enumerate(line, start=1):
            if value.strip():
                place = f"row {row}, column {min(column, WIDEST)}"
                cell = existing.setdefault((row, min(column, WIDEST)), Cell([], place))
                cell.paragraphs += _lines(value, place)
    return Document("csv", [Table("the file", _grid(existing))])


def _is_one_cell(line):
    """Whether a line says one thing in each of three columns or more, for want of merged cells."""
    return 3 <= len(line) <= WIDEST and len(set(line)) == 1 and bool(line[0].strip())


def _decoded(content):
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
