"""Which column of a table is what: by its heading, and where that is missing by what stands in it."""

import re
from dataclasses import dataclass, field

from ..timescale import parse
from .layouts import HEADINGS, PERIOD, likeness, role_between, role_of
from .model import Cell
from .words import is_bulleted, is_ref, timescales, title_apart

#: How many rows from the top the headings may stand.
DEEPEST_HEADING = 12

#: Of the body cells that hold words, how many must look alike for a column to be taken for that.
ENOUGH = 0.6

#: Columns that say "area" of what is done, where each area has a row of its own.
_AREAS = frozenset({"theme", "lead", "timescale"})

#: Which role wins where one cell reaches over the columns of several.
ROLES = ["objective", "action", "previous"]
ROLES += [role for role, _ in HEADINGS if role not in ROLES]
ROLES += ["requirement"]


@dataclass
class Columns:
    """The columns of a table: their headings as typed, and where each role stands."""

    headings: list
    places: dict = field(default_factory=dict)
    previous_period: str | None = None
    #: What columns without a heading were taken for, by their number from 1.
    guesses: dict = field(default_factory=dict)
    #: Whether the objective stands in the action's cell, as its first line.
    has_titles: bool = False
    #: Whether its actions stand in a column called area.
    has_areas: bool = False
    _parted: dict = field(default_factory=dict)

    @property
    def roles(self):
        """What the table says of its rows."""
        return frozenset(self.places) | ({"objective"} if self.has_titles else frozenset())

    @property
    def width(self):
        """The number of columns of the grid."""
        return len(self.headings)

    def cells(self, row, role):
        """The cells of a row that hold a role, each once; one that reaches over several has one."""
        if self.has_titles and role in ("objective", "action"):
            parts = [self._title_apart(cell) for cell in self._cells(row, "action")]
            return [part[role == "action"] for part in parts]
        return self._cells(row, role)

    def _title_apart(self, cell):
        """The cell's title and the rest of it, each as a cell, the same whenever it is asked for."""
        if cell not in self._parted:
            title, rest = title_apart(cell)
            self._parted[cell] = Cell(title, cell.place), Cell(rest, cell.place)
        return self._parted[cell]

    def _cells(self, row, role):
        found = {}
        for column in self.places.get(role, ()):
            cell = row.cells[column] if column < len(row.cells) else None
            is_alone = cell is not None and row.cells.count(cell) == 1
            if is_alone or (cell is not None and self._role(row, cell) == role):
                found[cell] = None
        return list(found)

    def _role(self, row, cell):
        covered = {
            role
            for role, columns in self.places.items()
            if any(column < len(row.cells) and row.cells[column] is cell for column in columns)
        }
        return min(covered, key=ROLES.index)

    def placed(self, row):
        """The cells of a row that stand under a known heading."""
        return {cell for role in self.places for cell in self._cells(row, role)}

    def have_titles(self, rows):
        """Whether the actions of these rows mostly have a line in front that names the objective."""
        cells = dict.fromkeys(cell for row in rows for cell in self._cells(row, "action") if cell)
        has_room = "objective" not in self.places
        return has_room and _mostly(list(cells), lambda cell: title_apart(cell)[0])


def heading_rows(table, *, at_least=0.5):
    """Where the headings of a table start and end, as indexes; None if no row holds any."""
    for start, row in enumerate(table.rows[:DEEPEST_HEADING]):
        if is_heading(row, at_least=at_least) or _heads_the_only_column(table, row):
            end = start + 1
            while end < len(table.rows) and _continues_heading(
                table.rows[end - 1], table.rows[end]
            ):
                end += 1
            return start, end
    return None


def is_heading(row, *, at_least):
    """Whether a row holds column headings: two or more, of what a plan has, and more than not.

    `at_least` is how much of a heading must be words that headings use, from 0 to 1.
    """
    texts = [cell.words for cell in row.filled]
    roles = [role_of(text) for text in texts if likeness(text) >= at_least]
    is_subject = set(roles) & {"action", "objective", "previous"} or set(roles) >= _AREAS
    return len(set(roles)) >= 2 and bool(is_subject) and len(roles) >= 0.6 * len(texts)


def _heads_the_only_column(table, row):
    """Whether a row names the actions of a table that has words in this one column only."""
    if len(row.filled) != 1 or role_of(row.filled[0].words) != "action":
        return False
    first = next(each for each in table.rows if each.filled)
    at = row.cells.index(row.filled[0])
    is_alone = all(each.filled in ([], [each.cells[at]]) for each in table.rows)
    return is_alone and row is first and likeness(row.filled[0].words) >= ENOUGH


def columns_of(table, start, end):
    """The columns of a table whose headings stand in its rows from start to end."""
    headings = [_heading(table, column, start, end) for column in range(table.width)]
    body = table.rows[end:]
    roles = [role_of(heading) for heading in headings]
    _part_refs_from_objectives(headings, roles, body)
    guesses = _name_the_nameless(roles, headings, body)
    previous_period = _part_years(roles, headings)
    has_areas = set(roles) >= _AREAS and "action" not in roles
    # A sheet of a plan with sections of its own says them in a column before that of its areas.
    at = max(c for c, role in enumerate(roles) if role == "theme") if has_areas else None
    are_actions = has_areas and (
        _has_section_rows(body, at) or _mostly(_values(body, at), is_bulleted)
    )
    if are_actions:
        roles[at] = "action"
    for stand_in in ("theme", "expected"):
        if "objective" not in roles and stand_in in roles:
            at = roles.index(stand_in)
            if stand_in == "theme" or not (has_areas or _is_blank_beside_sections(roles, at, body)):
                roles[at] = "objective"
    columns = Columns(headings, previous_period=previous_period, guesses=guesses)
    columns.has_areas = are_actions
    for column, role in enumerate(roles):
        if role and _may_stand_twice(table, start, columns, role, column):
            columns.places.setdefault(role, []).append(column)
    return columns


def _has_section_rows(body, column):
    """Whether some rows have words in this column only, and others beside it or with a bullet."""
    rows = [row for row in body if row.filled]
    lone = [row for row in rows if row.filled == [row.cells[column]]]
    lone = [row for row in lone if not is_bulleted(row.cells[column])]
    return 0 < len(lone) < len(rows)


def _is_blank_beside_sections(roles, column, body):
    """Whether a column says nothing in any row, and the rows have sections that say it instead."""
    said = [row for row in body if row.cells[column] and row.filled != [row.cells[column]]]
    return not said and "action" in roles and _has_section_rows(body, roles.index("action"))


def _heading(table, column, start, end):
    cells = dict.fromkeys(
        row.cells[column] for row in table.rows[start:end] if column < len(row.cells)
    )
    return " ".join(cell.words for cell in cells if cell)


def _continues_heading(above, row):
    """Whether a second row of headings hangs below a first whose other cells reach down into it."""
    shared = [cell for cell in row.filled if cell in above.cells]
    own = [cell for cell in row.filled if cell not in above.cells]
    is_short = all(len(cell.words) <= 40 and len(cell.paragraphs) <= 2 for cell in own)
    return bool(shared) and is_short and all(role_of(cell.words) for cell in shared)


def _values(body, column):
    cells = dict.fromkeys(row.cells[column] for row in body if column < len(row.cells))
    return [cell for cell in cells if cell]


def _mostly(values, test):
    return bool(values) and sum(map(bool, map(test, values))) >= ENOUGH * len(values)


def _are_refs(body, column):
    return _mostly(_values(body, column), lambda cell: is_ref(cell.words))


def _part_refs_from_objectives(headings, roles, body):
    """Under one heading over two columns, or beside a nameless one, the references are the first."""
    for column, role in enumerate(roles[:-1]):
        neighbour = roles[column + 1]
        same = headings[column] == headings[column + 1]
        pair = {role, neighbour}
        could_be = (same or None in pair) and pair <= {"objective", "theme", "action", None}
        if not could_be or pair == {None} or "ref" in roles:
            continue
        if _are_refs(body, column) and not _are_refs(body, column + 1):
            roles[column], roles[column + 1] = "ref", neighbour or role


def _name_the_nameless(roles, headings, body):
    """Give a column without a heading the role that its contents or its neighbours speak for.

    Returns the numbers of such columns, from 1, and what they were taken for.
    """
    guesses = {}
    for column, role in enumerate(roles):
        values = _values(body, column)
        if role or headings[column] or not values:
            continue
        if guess := _guess(roles, column, body, values):
            roles[column] = guesses[column + 1] = guess
    return guesses


def _guess(roles, column, body, values):
    if "ref" not in roles and _are_refs(body, column):
        return "ref"
    if "timescale" not in roles and _mostly(values, _is_moment):
        return "timescale"
    if "objective" not in roles and "action" in roles[column + 1 :]:
        return "objective"
    if "action" not in roles and "objective" in roles[:column]:
        return "action"
    left = next((role for role in reversed(roles[:column]) if role), None)
    right = next((role for role in roles[column + 1 :] if role), None)
    if (left, right) == ("action", "timescale"):
        # The dates belong to what stands beside them, so the named actions are last year's.
        return "action"
    return role_between(left, right, {role for role in roles if role})


def _is_moment(cell):
    """Whether a cell holds by when, and nothing as long as prose."""
    lines = [line for line in timescales(cell) if line]
    return all(len(line) <= 60 and parse(line).kind not in ("unknown", "none") for line in lines)


def _part_years(roles, headings):
    """Of several columns of actions the latest year's are the plan's; earlier ones are behind us.

    Returns the period of the earlier column, as typed.
    """
    years = {c: _year(headings[c]) for c, role in enumerate(roles) if role == "action"}
    latest = max(filter(None, years.values()), default=None)
    years |= {c: _year(headings[c]) for c, role in enumerate(roles) if role == "progress"}
    for column, year in years.items():
        if year and latest and year < latest:
            roles[column] = "previous"
    behind = [headings[column] for column, role in enumerate(roles) if role == "previous"]
    match = PERIOD.search(behind[0]) if behind else None
    return match and match[0]


def _year(heading):
    """The year in which the period of a heading begins; of a lost heading, later than any."""
    years = re.findall(r"20[0-9]{2}", heading)
    return years[0] if years else None if heading else "later"


def _may_stand_twice(table, start, columns, role, column):
    """Whether a second column of a role is the same heading going on, not another column."""
    already = columns.places.get(role)
    if not already:
        return True
    cells = table.rows[start].cells
    return already[-1] == column - 1 and cells[column] is cells[column - 1]
