"""A plan in its own columns: which columns each layout has, and how an outcome fills its rows.

An outcome becomes rows of a table rather than giant cells: one row an action, with the lists that
belong to the whole outcome packed beside them. An outcome taller than a page is cut into groups of
rows, each of which says again what it belongs to.
"""

from dataclasses import dataclass
from math import ceil

#: Lines of the appendix that surely stand together on one landscape page.
LINES_TOGETHER = 26
#: Letters in a line of the appendix, for each hundredth of its width.
LETTERS_PER_CENT = 1.65


@dataclass(frozen=True)
class Column:
    """A column of the plan: its heading, what stands in it, and its share of the width in percent."""

    title: str
    holds: str
    width: int

    @property
    def letters(self):
        """How many letters a line of it takes."""
        return max(self.width * LETTERS_PER_CENT, 6)


#: Each layout's columns in their order. {previous} and {period} are the plan's own words for years.
LAYOUTS = {
    "outcomes-by-theme": (
        Column("Ref", "ref", 4),
        Column("Outcome", "objective", 18),
        Column("Key actions in {previous}", "previous", 23),
        Column("Key actions for {period}", "action", 24),
        Column("By when", "by_when", 11),
        Column("Status and latest progress", "standing", 20),
    ),
    "duty-spoc": (
        Column("Duty", "objective", 12),
        Column("Actions", "action", 17),
        Column("Impact", "impact", 15),
        Column("Lead", "lead", 10),
        Column("Progress", "progress", 16),
        Column("Evidence", "evidence", 14),
        Column("Status and latest progress", "standing", 16),
    ),
    "county-delivery": (
        Column("Area", "action", 30),
        Column("Responsible agency", "action_lead", 17),
        Column("Timescale", "by_when", 12),
        Column("Expected outcomes", "expected", 19),
        Column("Updates", "standing", 22),
    ),
}
#: Any other layout until it has columns of its own.
GENERAL = (
    Column("Ref", "ref", 5),
    Column("Objective", "objective", 20),
    Column("Action", "action", 28),
    Column("Lead", "action_lead", 13),
    Column("By when", "by_when", 12),
    Column("Status and latest progress", "standing", 22),
)

#: What stands once an action; what stands once an outcome; the rest are lists of the outcome's.
OF_ACTION = {"action", "action_lead", "by_when", "expected", "standing"}
OF_OBJECTIVE = {"ref", "objective"}


def columns_of(plan, layout="", *, without=()):
    """The columns of a plan in a layout, else its own, with its own years in their headings.

    What is left out `without` leaves its room to the others.
    """
    periods = (o.previous_period for theme in plan.themes for o in theme.objectives)
    words = {
        "previous": next(filter(None, periods), "the year before"),
        "period": plan.period or "this period",
    }
    columns = [
        column
        for column in LAYOUTS.get(layout or plan.layout, GENERAL)
        if column.holds not in without
    ]
    room = sum(column.width for column in columns)
    return tuple(
        Column(column.title.format(**words), column.holds, round(100 * column.width / room))
        for column in columns
    )


def table_of(theme, columns, standing):
    """One theme as a table. `standing(action)` gives the cell for an action's status."""
    groups = [
        group for objective in theme.objectives for group in _groups(objective, columns, standing)
    ]
    return {
        "type": "table",
        "caption": "",
        "columns": [
            {"title": c.title, "width": c.width, "kind": "ref" if place == 0 else "text"}
            for place, c in enumerate(columns)
        ],
        "groups": groups,
    }


def _groups(objective, columns, standing):
    """The objective's rows, cut where they would outgrow a page."""
    rows = _rows(objective, columns, standing)
    groups, room = [], 0
    for row in rows:
        lines = max(_lines(cell, c) for cell, c in zip(row, columns, strict=True))
        if not groups or lines > room:
            head = _row_head(objective, columns, is_continued=bool(groups))
            row = [head.get(place, cell) for place, cell in enumerate(row)]
            lines = max(_lines(cell, c) for cell, c in zip(row, columns, strict=True))
            groups.append({"together": True, "long": lines > LINES_TOGETHER, "rows": []})
            room = LINES_TOGETHER
        groups[-1]["rows"].append({"cells": row, "long": lines > LINES_TOGETHER})
        room -= lines
    return groups


def _row_head(objective, columns, *, is_continued):
    """What the first row of a group says of the objective: {place of the column: cell}."""
    text = f"{objective.text} (continued)" if is_continued else objective.text
    said = {"ref": objective.ref, "objective": text}
    return {place: {"text": said[c.holds]} for place, c in enumerate(columns) if c.holds in said}


def _rows(objective, columns, standing):
    """Cells by row: one row an action, and as many more as the longest list needs."""
    rows = [
        [_cell_of_action(column, objective, action, standing) for column in columns]
        for action in objective.actions or (None,)
    ]
    for row in rows[1:]:
        for cell, column in zip(row, columns, strict=True):
            if column.holds in OF_ACTION:
                cell["ruled"] = True
    heights = [max(_lines(cell, c) for cell, c in zip(row, columns, strict=True)) for row in rows]
    opening = next((c for c in columns if c.holds == "objective"), None)
    if opening:
        heights[0] = max(heights[0], _lines({"text": objective.text}, opening))
    for place, column in enumerate(columns):
        if column.holds not in OF_ACTION | OF_OBJECTIVE:
            _pack(
                _list_of(column.holds, objective), place, column, rows, heights, objective, columns
            )
    return rows


def _pack(items, place, column, rows, heights, objective, columns):
    """Lay the items of a list down a column, in the room that the rows have, then below them."""
    row, used = 0, 0
    for item in items:
        lines = _lines({"text": item}, column)
        if used and used + lines > heights[row]:
            row, used = row + 1, 0
        if row == len(rows):
            rows.append([_cell_of_action(c, objective, None, None) for c in columns])
            heights.append(lines)
        heights[row] = max(heights[row], lines)
        rows[row][place] = {"points": [*rows[row][place].get("points", ()), item]}
        used += lines


def _cell_of_action(column, objective, action, standing):
    if action is None:
        return {}
    if column.holds == "action":
        return {"text": action.text}
    if column.holds == "action_lead":
        return {"text": ", ".join(action.leads or objective.leads)}
    if column.holds == "by_when":
        return {"text": action.now.due_words}
    if column.holds == "expected":
        return {"text": action.expected or "; ".join(action.impact)}
    return standing(action) if column.holds == "standing" else {}


def _list_of(name, objective):
    """The outcome's own list, then what its actions add to it."""
    own, of_action = {
        "previous": (objective.previous, lambda a: ()),
        "impact": (objective.impact, lambda a: a.impact),
        "lead": (objective.leads, lambda a: a.leads),
        "progress": (objective.progress_notes, lambda a: a.progress_notes),
        "evidence": (objective.evidence_notes, lambda a: a.evidence_notes),
    }[name]
    return list(dict.fromkeys([*own, *(item for a in objective.actions for item in of_action(a))]))


def _lines(cell, column):
    """Roughly how many lines a cell takes."""
    texts = [cell.get("text", ""), cell.get("note", ""), *cell.get("points", ())]
    lines = sum(
        ceil(max(len(line), 1) / column.letters)
        for text in filter(None, texts)
        for line in text.split("\n")
    )
    return lines + bool(cell.get("status"))
