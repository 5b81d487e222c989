"""Columns of a printed table as wide as the days and signs in them, which then stay on one line."""

import re

from .blocks import runs_of

#: Points of a letter at the size of a table's words, and of the space beside them.
LETTER, BESIDE = 4.7, 8.5
#: Points more in front of words that stand behind a column of numbers.
AFTER_NUMBER = 14.2
#: How much wider the letters of a heading are, and how long a word is that a column is widened for.
BOLD, LONGEST_WORD = 1.06, 16
#: Points of a page's own width.
ROOM, ROOM_ON_ITS_SIDE = 470, 740
#: Percent of the width that a column of words keeps, whatever others need.
LEAST = 13
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TOGETHER = re.compile(rf"\b\d{{1,2}} (?:{_MONTHS}) \d{{4}}\b|\bfewer than \d+\b|\bwithheld\b")


def fitted(table, *, is_wide, letter=LETTER, beside=BESIDE, after=AFTER_NUMBER):
    """The table with widths in percent that let a day stand on one line, and such days held together.

    What a column lacks for that, or for its longest word, is taken from columns that have more than
    they need. Where none has, the column stays as it is and its days may break.
    `letter`, `beside` and `after` are in points, of the type that the table is set in.
    """
    room = ROOM_ON_ITS_SIDE if is_wide else ROOM
    is_number = [column["kind"] == "number" for column in table["columns"]]
    around = [
        beside + (after if before and not here else 0)
        for here, before in zip(is_number, [False, *is_number], strict=False)
    ]
    days, words = (
        [
            100 * (n * letter + more) / room if n else 0
            for n, more in zip(found, around, strict=True)
        ]
        for found in _letters(table)
    )
    widths = [column["width"] for column in table["columns"]]
    for wanted in (words, [max(each) for each in zip(days, words, strict=True)]):
        widths = _shared(widths, wanted, table["columns"])
    fits = [need <= width + 0.01 for need, width in zip(days, widths, strict=True)]
    return {
        **table,
        "columns": [
            {**column, "width": round(width, 1)}
            for column, width in zip(table["columns"], widths, strict=True)
        ],
        "groups": [
            {**group, "rows": [_held_together(row, fits) for row in group["rows"]]}
            for group in table["groups"]
        ],
    }


def _letters(table):
    """Letters of the longest day in each column, none where there is no day, and of its longest word."""
    days = [0] * len(table["columns"])
    words = [
        BOLD * max((len(word) for word in column["title"].split()), default=0)
        for column in table["columns"]
    ]
    for row in (row for group in table["groups"] for row in group["rows"]):
        for place, cell in enumerate(row["cells"]):
            for text in (run["text"] for run in runs_of(cell)):
                days[place] = max([days[place], *map(len, _TOGETHER.findall(text))])
                words[place] = max([words[place], *map(len, text.split())])
    return days, [min(letters, LONGEST_WORD) for letters in words]


def _shared(widths, needs, columns):
    spare = [
        max(0, width - (need if column["kind"] == "number" else max(need, LEAST)))
        for width, need, column in zip(widths, needs, columns, strict=True)
    ]
    left, given, shared = sum(spare), 0, list(widths)
    for place, (width, need) in enumerate(zip(widths, needs, strict=True)):
        if width < need and given + need - width <= left:
            given += need - width
            shared[place] = need
    if given:
        shared = [width - given * more / left for width, more in zip(shared, spare, strict=True)]
    return shared


def _held_together(row, fits):
    cells = [
        {**cell, "runs": [{**run, "text": _joined(run["text"])} for run in runs_of(cell)]}
        if fits[place]
        else cell
        for place, cell in enumerate(row["cells"])
    ]
    return {**row, "cells": cells}


def _joined(text):
    return _TOGETHER.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)
