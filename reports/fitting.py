"""Columns of a printed table as wide as the days and signs in them, which then stay on one line."""

import re

from .blocks import runs_of

#: Points of a letter at the size of a table's words, of the space beside them, of a page's own width.
LETTER, BESIDE = 4.7, 8.5
ROOM, ROOM_ON_ITS_SIDE = 470, 740
#: Percent of the width that a column of words keeps, whatever others need.
LEAST = 13
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TOGETHER = re.compile(rf"\b\d{{1,2}} (?:{_MONTHS}) \d{{4}}\b|\bfewer than \d+\b|\bwithheld\b")


def fitted(table, *, is_wide):
    """The table with widths in percent that let a day stand on one line, and such days held together.

    What a column lacks for that is taken from columns of words that have more than they need. Where
    they have not, the column stays as it is and its days may break.
    """
    room = ROOM_ON_ITS_SIDE if is_wide else ROOM
    needs = [100 * needed / room for needed in _needed(table)]
    widths = _shared([column["width"] for column in table["columns"]], needs, table["columns"])
    fits = [need <= width + 0.01 for need, width in zip(needs, widths, strict=True)]
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


def _needed(table):
    """Points that the longest day in each column takes, none where there is no day."""
    longest = [0] * len(table["columns"])
    for row in (row for group in table["groups"] for row in group["rows"]):
        for place, cell in enumerate(row["cells"]):
            for run in runs_of(cell):
                for found in _TOGETHER.findall(run["text"]):
                    longest[place] = max(longest[place], len(found))
    return [letters * LETTER + BESIDE if letters else 0 for letters in longest]


def _shared(widths, needs, columns):
    spare = [
        max(0, width - max(need, LEAST)) if column["kind"] != "number" else 0
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
