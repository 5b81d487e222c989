"""Splits an Excel extract into records, a row at a time, each cell as the words that CSV would hold."""

import datetime
import zipfile

import openpyxl
from openpyxl.packaging.manifest import Manifest
from openpyxl.xml.constants import SHARED_STRINGS
from openpyxl.xml.functions import fromstring

from .records import Record

MEGABYTE = 1024 * 1024
#: Of a workbook: its parts, all of it once unpacked, the list of words that its cells share (which is
#: held in memory), and how far a part of more than 20 MB may be packed together.
MOST_PARTS, LARGEST, LARGEST_SHARED = 3_000, 4096 * MEGABYTE, 200 * MEGABYTE
PACKED_AT_MOST, NEVER_A_BOMB = 100, 20 * MEGABYTE
#: Cells of a row beyond these are not looked at; rows in a row that hold nothing end the sheet.
WIDEST, MOST_EMPTY = 200, 1_000
#: A number is filled up with zeros to as many digits as its format has, up to these.
LONGEST_NUMBER = 40


#: What comes of reading a workbook that is damaged, or made to do harm.
_DAMAGED = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zipfile.zlib.error,
)
_CONTENTS = "[Content_Types].xml"
#: Parts that are held in memory whole, by how they end.
_HELD = ("sharedStrings.xml", "styles.xml", "theme1.xml", "workbook.xml")


class Unopened(ValueError):  # noqa: N818 - it reads as the sentence it carries
    """A workbook that cannot be opened, or must not be; its words say why and what to do."""


def is_workbook(file):
    """True if a file is packed as a workbook is."""
    file.seek(0)
    head = file.read(4)
    file.seek(0)
    return head == b"PK\x03\x04"


def checked(file):
    """Raise Unopened for a workbook that unpacks to more than any extract holds, or is damaged."""
    try:
        with zipfile.ZipFile(file) as package:
            parts = package.infolist()
            held = _held(package)
    except Unopened:
        raise
    except _DAMAGED:
        raise Unopened("it is damaged. Save it again in Excel and choose that.") from None
    shared = sum(p.file_size for p in parts if p.filename in held)
    is_bomb = (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > LARGEST
        or any(
            part.file_size > NEVER_A_BOMB and part.file_size > PACKED_AT_MOST * part.compress_size
            for part in parts
        )
    )
    if is_bomb or shared > LARGEST_SHARED:
        raise Unopened("it unpacks to more than the portal reads. Save it as CSV and choose that.")
    file.seek(0)


def _held(package):
    """The parts that are held in memory: words are shared by what the package says, whatever the name."""
    if package.getinfo(_CONTENTS).file_size > MEGABYTE:
        raise Unopened("it unpacks to more than the portal reads. Save it as CSV and choose that.")
    contents = Manifest.from_tree(fromstring(package.read(_CONTENTS)))
    told = {each.PartName.lstrip("/") for each in contents.findall(SHARED_STRINGS)}
    return told | {name for name in package.namelist() if name.endswith(_HELD)}


def first_rows(file, count):
    """The first rows of the sheet, as words, to find the head among them."""
    found = []
    for row in _rows(file):
        found.append(row)
        if len(found) == count:
            break
    return found


def records(file, *, head_line=1, width=0):
    """The head of a sheet as the first Record (number 0), then each of its rows; `line` is the row.

    A row that ends before `width` is filled up with empty cells.
    """
    empty, number = [], 0
    for line, row in enumerate(_rows(file), 1):
        if line < head_line:
            continue
        row += [""] * (width - len(row))
        record = Record(number, line, row)
        number += 1
        if any(row):
            yield from empty
            empty = []
            yield record
        else:  # rows that are only formatted, at the end of many sheets, are none
            empty.append(record)
            if len(empty) > MOST_EMPTY:
                return


def _rows(file):
    """Each row of the sheet that has most in it to tell, as words."""
    file.seek(0)
    try:
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except _DAMAGED:
        raise Unopened("it cannot be read. Save it again in Excel and choose that.") from None
    try:
        sheets = [each for each in book.worksheets if each.sheet_state == "visible"]
        sheet = next((each for each in sheets if _is_wide(each)), None)
        if sheet is not None:
            sheet.reset_dimensions()
            for row in sheet.iter_rows(max_col=WIDEST):
                words = [_words(cell) for cell in row]
                while words and not words[-1].strip():
                    words.pop()
                yield words
    except _DAMAGED as error:
        raise Unopened("it is damaged. Save it again in Excel and choose that.") from error
    finally:
        book.close()
        file.seek(0)


def _is_wide(sheet):
    """True for a sheet with a table on it: some row among the first has three cells or more."""
    sheet.reset_dimensions()
    return any(
        sum(cell.value is not None for cell in row) >= 3
        for row in sheet.iter_rows(max_row=20, max_col=WIDEST)
    )


def _words(cell):
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime.datetime):
        is_a_day = value.time() == datetime.time()
        return f"{value:%d/%m/%Y}" if is_a_day else f"{value:%d/%m/%Y %H:%M:%S}"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    words = str(value)
    pattern = cell.number_format or ""
    if isinstance(value, int) and 0 < len(pattern) <= LONGEST_NUMBER and not pattern.strip("0"):
        return words.zfill(len(pattern))
    return words
