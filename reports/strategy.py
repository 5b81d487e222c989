"""The training strategy in a paper: the matrix of a day in, blocks of a frozen dict out."""

#: Title and width of each column after the level's.
_WIDTHS = (22, 24, 22, 20)


def blocks(matrix, *, day):
    """The strategy by level of role as a table; nothing where none held on the day."""
    if matrix is None or not matrix.levels:
        return []
    columns = [("Role level", 12, "ref")]
    columns += [
        (head, width, "text") for (head, _), width in zip(matrix.rows, _WIDTHS, strict=True)
    ]
    return [
        {
            "type": "table",
            "caption": "What is asked of each level of role",
            "columns": [{"title": t, "width": w, "kind": k} for t, w, k in columns],
            "groups": [{"rows": [_row(matrix, place)]} for place in range(len(matrix.levels))],
            "note": f"Source: the training strategy in the portal, as it held on {day}.",
        }
    ]


def _row(matrix, place):
    cells = [str(matrix.levels[place]), *(_words(cells[place]) for _, cells in matrix.rows)]
    return {"cells": [{"text": text} for text in cells]}


def _words(cell):
    if isinstance(cell, list):
        return "; ".join(cell) or "None named"
    return " ".join(cell.split())
