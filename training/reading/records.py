"""Splits an extract into records, whatever is wrong with its line ends, quotes and bytes.

Memory does not grow with the file: one record is held at a time. A record that cannot be split says
why (`problem`), and the lines after it are read as if it had been right.
"""

import csv
import io
import itertools
from collections import deque
from dataclasses import dataclass

#: Longest line that is read whole; what is longer is one row that is too long.
LONGEST_LINE = 1_000_000
#: A cell that goes on over more lines than this has lost its closing quote.
MOST_LINES = 50
_DELIMITERS = ",;\t|"


@dataclass(slots=True)
class Record:
    """One record: its number from 1 after the head, the line it starts on, and its cells.

    `encoding` is a code if the bytes were not UTF-8; `problem` one if it could not be split.
    """

    number: int
    line: int
    cells: list
    encoding: str = ""
    problem: str = ""


class _Lines:
    """Physical lines with any of the three line ends, of which some may be given back."""

    def __init__(self, text):
        self.text, self.back, self.count, self.taken = text, deque(), 0, []

    def __iter__(self):
        return self

    def __next__(self):
        line = self.back.popleft() if self.back else self.text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.count += 1
        self.taken.append(line)
        if len(self.taken) > MOST_LINES:
            raise csv.Error("a cell that never ends")
        return line

    def give_back(self):
        """Everything after the first line of this record is read again."""
        again = self.taken[1:]
        self.back.extendleft(reversed(again))
        self.count -= len(again)


def opened(file):
    """An extract as text of one character a byte (so that each row's bytes can be read as they are).

    A file in UTF-16, as Excel writes "Unicode text", is turned into UTF-8 on the way.
    """
    start = file.read(4)
    file.seek(0)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        file = _AsUtf8(io.TextIOWrapper(file, "utf-16", errors="replace", newline=""))
    elif start.startswith(b"\xef\xbb\xbf"):
        file.seek(3)
    return io.TextIOWrapper(file, "latin-1", newline="")


class _AsUtf8(io.RawIOBase):
    def __init__(self, text):
        self.text, self.left = text, b""

    def readable(self):
        return True

    def close(self):
        if not self.closed:
            self.text.detach()
        super().close()

    def readinto(self, buffer):
        if not self.left:
            self.left = self.text.read(max(len(buffer) // 4, 1)).encode()
        part, self.left = self.left[: len(buffer)], self.left[len(buffer) :]
        buffer[: len(part)] = part
        return len(part)


def first_rows(file, count):
    """The first lines of an extract, split into cells, to find its head among them."""
    text = opened(file)
    csv.field_size_limit(LONGEST_LINE)
    found = []
    try:
        for line in itertools.islice(iter(lambda: text.readline(LONGEST_LINE), ""), count):
            record = Record(0, 0, next(csv.reader([line], delimiter=_delimiter(line)), []))
            _decode(record)
            found.append(record.cells)
    finally:
        text.detach()
        file.seek(0)
    return found


def records(file, *, head_line=1):
    """The head of an extract as the first Record (number 0), then each of its rows.

    `head_line` is the line of the head: what stands above it is passed over.
    """
    text = opened(file)
    try:
        yield from _records(_Lines(text), head_line - 1)
    finally:
        if (
            not text.closed
        ):  # where it was not read to its end, the caller may have closed it by now
            text.detach()  # the file is the caller's to close


def _delimiter(line):
    return max(_DELIMITERS, key=line.count)


def _records(lines, above):
    for _ in range(above):
        next(lines, "")
    first = next(lines, "")
    delimiter = _delimiter(first)
    lines.taken, lines.count = [], above
    lines.back.append(first)
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number, width = 0, None
    while True:
        lines.taken = []
        line = lines.count + 1
        record = _next(reader, lines, number, line, delimiter)
        if record is None:
            return
        if width is None:
            width = len(record.cells)
        elif len(lines.taken) > 1 and len(record.cells) != width and not record.problem:
            lines.give_back()
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            record.problem, record.cells = "malformed_quotes", _roughly(lines.taken[0], delimiter)
        _decode(record)
        yield record
        number += 1


def _next(reader, lines, number, line, delimiter):
    try:
        return Record(number, line, next(reader))
    except StopIteration:
        if not lines.taken:
            return None
    except csv.Error:
        if not lines.taken:
            return None
    lines.give_back()
    too_long = len(lines.taken[0]) >= LONGEST_LINE
    problem = "too_long" if too_long else "malformed_quotes"
    return Record(number, line, _roughly(lines.taken[0], delimiter), problem=problem)


def _roughly(line, delimiter):
    return line.rstrip("\r\n").replace('"', "").split(delimiter)


def _decode(record):
    """Give the cells their real characters: UTF-8, else the Windows code page for that row."""
    if all(map(str.isascii, record.cells)):
        return
    whole = [cell.encode("latin-1") for cell in record.cells]
    for codec, code in (("utf-8", ""), ("cp1252", "encoding_cp1252")):
        try:
            record.cells = [cell.decode(codec) for cell in whole]
        except UnicodeDecodeError:
            continue
        record.encoding = code
        return
    record.encoding = "encoding_undecodable"
