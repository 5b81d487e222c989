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
    cells = (_cell(cells[place]) for _, cells in matrix.rows)
    return {"cells": [{"text": str(matrix.levels[place])}, *cells]}


def _cell(words):
    """Courses in a line; what people typed, a point for each of its lines where there are several."""
    if isinstance(words, list):
        return {"text": "; ".join(words) or "None named"}
    lines = [" ".join(line.split()) for line in words.splitlines() if line.strip()]
    return {"points": lines} if len(lines) > 1 else {"text": "".join(lines)}
