"""Lists as spreadsheets: sent while they are read, and with no cell that a spreadsheet would run."""

import csv
import re
from decimal import Decimal
from tempfile import TemporaryFile

from django.http import FileResponse, StreamingHttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from .acting import acting_for
from .errors import Refused

#: A cell that begins so is taken for a formula (the wide forms too, in some languages).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: So that spreadsheets know the letters for what they are.
_MARK = "\ufeff"
#: What a spreadsheet takes: rows of a sheet, characters of a cell, characters of a sheet's name.
_MOST_ROWS, _LONGEST_CELL, _LONGEST_NAME = 1_048_576, 32_767, 31
_WIDTHS = (10, 60)
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Echo:
    def write(self, line):
        return line


def plain_cell(value):
    """A cell's text, with an apostrophe before what a spreadsheet would take for a formula."""
    if value is None:
        return ""
    if isinstance(value, (int, float, Decimal)):
        return str(value)
    text = str(value)
    return (
        f"'{text}" if text.startswith(_FORMULA) or text.lstrip(" ").startswith(_FORMULA) else text
    )


def send_csv(rows, *, name, head, by):
    """A CSV download. `rows()` is called, and read, while the database answers for `by`."""

    def lines():
        writer = csv.writer(_Echo())
        yield _MARK + writer.writerow(map(plain_cell, head))
        with acting_for(by):
            for row in rows():
                yield writer.writerow(map(plain_cell, row))

    response = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def send_xlsx(rows, *, name, head, by):
    """The same as an Excel workbook of one sheet, written row by row; dates stay dates.

    Raises Refused if there are more rows than a sheet can hold.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", name)[:_LONGEST_NAME])
    sheet.freeze_panes = "A2"
    for place, words in enumerate(head, 1):
        width = min(max(len(words) + 2, _WIDTHS[0]), _WIDTHS[1])
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.append([_cell(sheet, words, bold=True) for words in head])
    with acting_for(by):
        for number, row in enumerate(rows(), 2):
            if number > _MOST_ROWS:
                raise Refused(None, "There are more rows than Excel can hold: use CSV.")
            sheet.append([_cell(sheet, value) for value in row])
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=_XLSX)
    response["Cache-Control"] = "private, no-store"
    return response


def _cell(sheet, value, *, bold=False):
    if isinstance(value, str):
        value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST_CELL]
    cell = WriteOnlyCell(sheet, value)
    if cell.data_type == "f":  # text that begins like a formula is text
        cell.data_type = "s"
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if bold:
        cell.font = Font(bold=True)
    return cell


#: The forms in which every list can be had, by the word in the address.
FORMS = {"csv": send_csv, "xlsx": send_xlsx}


def send_list(rows, *, form, name, head, by):
    """A list as a download in one of FORMS, CSV where the address asks for what there is not."""
    return FORMS.get(form, send_csv)(rows, name=name, head=head, by=by)
