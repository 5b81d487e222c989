"""A plan as a spreadsheet, Excel or CSV: one table, written row by row, with nothing kept in memory."""

import csv
import io
from itertools import chain, groupby

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from prevent_portal.export import plain_cell

from .columns import ABOVE, OF_SECTIONS, Column, columns_for
from .narrative import report_lines
from .readback import cell, layout_called, made_of, period_in
from .rows import Line, Rows, looks_run, sheet_cell
from .text import Unwritable, lines, one_line

#: What Excel holds in one cell, in characters.
LARGEST_CELL = 32_767
#: Excel's widths are in characters of its usual letter; a page on its side holds about so many.
PAGE_WIDTH = 150
#: The height of a line, and the highest that Excel lets a row be, in points.
LINE, HIGHEST = 15, 409
_INK, _TINT = "0F4C5C", "E3ECEE"
_LINE = Side(style="thin", color="8A99A3")


def write_csv(content, file):
    """Write a plan to an open binary file as CSV in UTF-8, as spreadsheets like it."""
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    writer = csv.writer(text)
    columns = _with_themes(_columns(content), content)
    # A semicolon in these must not be taken for what parts the columns.
    quoting = csv.writer(text, quoting=csv.QUOTE_ALL)
    for line in front_lines(content, columns, says_title=False):
        quoting.writerow(map(plain_cell, [line, *[""] * (len(columns) - 1)]))
    writer.writerow([plain_cell(column.heading) for column in columns])
    for heading, row in _rows(columns, content):
        cells = _across(heading, columns, content) if row is None else _texts(columns, row)
        writer.writerow(map(plain_cell, cells))
    text.flush()
    text.detach()


def _across(heading, columns, content):
    """A heading's cells, for want of merged ones: in each, where whoever reads it asks for a whole row."""
    rest = heading if content.shape else ""
    return [heading, *[rest] * (len(columns) - 1)]


def write_xlsx(content, file):
    """Write a plan to an open binary file as an Excel workbook of one sheet.

    Raises Unwritable where a text is longer than a cell of Excel holds (32,767 characters).
    """
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = (
        one_line(content.title),
        one_line(content.author),
    )
    book.properties.lastModifiedBy = one_line(content.author)
    book.properties.language = "en-GB"
    if content.made_at:
        made = content.made_at.replace(tzinfo=None)
        book.properties.created = book.properties.modified = made
    try:
        _fill(book, content)
    except BaseException:
        # What was begun has to be ended, or its temporary file stays open.
        book.save(io.BytesIO())
        raise
    book.save(file)


def _fill(book, content):
    columns = _columns(content)
    if len(columns) == 1:
        columns = _with_themes(columns, content)
    front, widths = front_lines(content, columns), _widths(columns)
    sheet = _sheet(book, content, columns, head=len(front) + 1)
    for line in front:
        sheet.append([_cell(sheet, line, is_boxed=False)])
    sheet.append([_cell(sheet, column.heading, is_head=True) for column in columns])
    for at, (heading, row) in enumerate(_rows(columns, content), start=len(front) + 2):
        texts = [heading] if row is None else _texts(columns, row)
        room = [sum(widths)] if row is None else widths
        sheet.row_dimensions[at].height = _height(texts, room)
        if row is None:
            sheet.append(_heading(sheet, heading, columns, at))
        else:
            sheet.append([_cell(sheet, text) for text in texts])


def _widths(columns):
    """The widths of columns, in characters."""
    total = sum(column.share for column in columns)
    return [max(7, round(PAGE_WIDTH * column.share / total)) for column in columns]


def _height(texts, widths):
    """How high a row must be for its texts, in points: not every program works it out."""
    needed = [
        sum(1 + len(line) // (width - 2) for line in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    ]
    return min(HIGHEST, LINE * max(needed))


def _columns(content):
    """The columns of a sheet, which has no room above its table for what else a section says."""
    period = next((each.previous_period for each in content.themes if each.previous_period), None)
    columns = columns_for(content, previous_period=period)
    layout = layout_called(content.layout)
    if layout and layout.has_requirements:
        return [*(Column(*each) for each in OF_SECTIONS), *columns]
    if content.shape or (layout and layout.has_paragraphs):
        return columns
    is_said = any(theme.intro or theme.requirements for theme in content.themes)
    if is_said and "requirements" not in {column.role for column in columns}:
        columns = [Column("theme", "Theme"), Column(*ABOVE), *columns]
    return columns


def _rows(columns, content):
    """Each row of the sheet: (a theme's heading, None) or ("", Line)."""
    layout = layout_called(content.layout)
    if layout and layout.has_paragraphs:
        yield from (("", line) for line in report_lines(content))
        return
    if layout and layout.has_requirements:
        yield from (("", line) for line in _section_lines(columns[len(OF_SECTIONS) :], content))
        return
    rows, theme = Rows(columns, content, is_word=False), None
    has_own_column = any(column.role == "theme" for column in columns)
    to_come = [] if has_own_column else list(content.themes)
    for objective in content.objectives():
        while theme is not objective.theme and to_come:
            theme = to_come.pop(0)
            if theme.heading:
                yield one_line(theme.heading), None
        for row in rows.of(objective):
            yield "", row
    for theme in to_come:
        if theme.heading:
            yield one_line(theme.heading), None
    for note in content.notes:
        yield one_line(note), None


def _section_lines(columns, content):
    """The rows of sections, the first of each with its heading and what else Word says above them."""
    rows, to_come = Rows(columns, content, is_word=False), list(content.themes)
    for theme, own in groupby(content.objectives(), key=lambda each: each.theme):
        while to_come and to_come[0] is not theme:
            yield _opening(Line(), to_come.pop(0))
        to_come = to_come[1:]
        lines_of = chain.from_iterable(rows.of(objective) for objective in own)
        yield _opening(next(lines_of, Line()), theme)
        yield from lines_of
    for theme in to_come:
        yield _opening(Line(), theme)


def _opening(line, theme):
    """A row with what opens its section: a line of text each, so dressed that nothing runs."""
    required = [one_line(words) for words in theme.requirements]
    intro = lines(theme.intro).split("\n") if theme.intro else []
    cells = {"theme": [one_line(theme.heading)], "intro": intro, "requirements": required}
    line.cells |= {role: words for role, words in cells.items() if words and words[0]}
    is_list = {"requirements"} if len(required) > 1 else set()
    is_run = {role for role, words in cells.items() if words and looks_run(words[0])}
    line.bulleted |= is_list | (is_run - {"theme"})
    return line


def front_lines(content, columns, *, says_title=True):
    """What stands above the headings: what else would be lost of the plan as a whole.

    Most sheets begin with their headings, as whoever sorts and filters them expects. The title is
    never among it: of a CSV file, which cannot say it (`says_title`), it is the name.
    """
    layout = layout_called(content.layout)
    said = [content.period] if _loses_period(content, columns, says_title) else []
    if layout and (layout.has_paragraphs or layout.has_requirements):
        said = [content.authority, *said, *content.about, *content.notes]
    elif content.shape:
        return []
    return [words for each in said if (words := one_line(each))]


def _loses_period(content, columns, says_title):
    """Whether neither a title nor a heading says for which years the plan is."""
    said = [content.title] * says_title + [column.heading for column in columns]
    is_named = period_in(content.period) is not None
    return is_named and not any(map(period_in, map(one_line, said)))


def _texts(columns, row):
    return [
        sheet_cell(row.cells.get(column.role, []), column.role in row.bulleted)
        for column in columns
    ]


def _with_themes(columns, content):
    """The columns for a file without merged cells, where not every heading reads back as one."""
    headings = [one_line(theme.heading) for theme in content.themes if theme.heading]
    if any(column.role == "theme" for column in columns):
        return columns
    if content.shape:
        return columns if len(columns) > 2 or not headings else [*columns, Column("theme", "Theme")]
    if all(_reads_as_heading(heading, columns, content) for heading in headings):
        return columns
    return [Column("theme", "Theme"), *columns]


def _reads_as_heading(heading, columns, content):
    """Whether a lone cell in the first column is read as the heading of a theme."""
    rows = [[cell([heading]), *(cell([]) for _ in columns[1:])], [cell(["• Say"]) for _ in columns]]
    layout, names = layout_called(content.layout), [column.heading for column in columns]
    made = made_of(names, rows, layout=layout)
    if made is None or looks_run(heading):
        return False
    return [each.heading_raw for each in made[0]] == [heading]


def _sheet(book, content, columns, *, head):
    sheet = book.create_sheet("Plan")
    for number, width in enumerate(_widths(columns), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{head + 1}"
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddHeader.left.text = one_line(content.title).replace("&", "&&")[:200]
    sheet.oddHeader.right.text = one_line(content.marking)
    sheet.oddFooter.right.text = "&P / &N"
    return sheet


def _heading(sheet, heading, columns, at):
    last = get_column_letter(len(columns))
    if len(columns) > 1:
        sheet.merged_cells.add(f"A{at}:{last}{at}")
    return [_cell(sheet, heading, is_theme=True)]


def _cell(sheet, text, *, is_head=False, is_theme=False, is_boxed=True):
    if len(text) > LARGEST_CELL:
        raise Unwritable(
            f"“{one_line(text)[:40]}…” is longer than a cell of Excel holds. Take Word or CSV instead."
        )
    cell = WriteOnlyCell(sheet, text or None)
    if text:
        # Text, whatever it looks like, and it stays text when somebody edits the cell.
        cell.data_type = "s"
        cell.quotePrefix = looks_run(text)
    if not is_boxed:
        return cell
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.border = Border(_LINE, _LINE, _LINE, _LINE)
    if is_head or is_theme:
        cell.font = Font(bold=True, color=_INK)
        cell.fill = PatternFill("solid", fgColor=_TINT)
    return cell
