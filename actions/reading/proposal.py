"""What is likely to stand in each column of a table whose layout nobody knows yet.

By its heading, and where that says nothing by the shape of what stands in it.
"""

from ..timescale import parse
from .columns import DEEPEST_HEADING, columns_of, heading_rows
from .words import BULLET, is_ref, rag, status_in_column, timescales

#: In characters: a longer heading is prose. In words: a longer lead is no post.
LONGEST_LABEL, MOST_WORDS_OF_A_POST = 60, 5

#: In characters, on average: what is shorter says too little to be told.
A_PHRASE = 20

#: Of the cells that hold words, how many must look alike.
ENOUGH = 0.6

#: What a column was taken for it by, where its heading did not say so.
BY_SHAPE = {
    "ref": "short numbers",
    "timescale": "dates",
    "status": "words for how it stands",
    "rag": "colours",
    "lead": "short names",
    "action": "the most to do, or the longest text",
    "objective": "text in front of the actions",
    "progress": "text behind the actions",
}


def guessed_heading(table):
    """Where the headings of a table start and end, as indexes; None if it seems to have none."""
    if found := heading_rows(table):
        return found
    for index, row in enumerate(table.rows[:DEEPEST_HEADING]):
        if len(row.filled) < 2:
            continue
        is_last = all(not each.filled for each in table.rows[index + 1 :])
        are_labels = all(map(_is_label, row.filled))
        is_full = len(row.filled) * 2 >= len(row.distinct)
        return (index, index + 1) if are_labels and is_full and not is_last else None
    return None


def _is_label(cell):
    text = cell.words
    is_short = len(text) <= LONGEST_LABEL and sum(map(bool, cell.paragraphs)) <= 2
    says_when = parse(text).kind not in ("unknown", "none")
    return is_short and not (is_ref(text) or says_when or BULLET.match(text) or text[-1] in ".;")


def roles_of(tables, head):
    """For each column of tables of one shape: what it is likely to hold, and by what that is told.

    `head` gives the first table's headings as indexes, or None. A role is "" where nothing speaks.
    """
    first = tables[0]
    start, end = head or (0, 0)
    known = columns_of(first, start, end)
    body = [row for each in tables for row in each.rows]
    body = [row for row in body[end:] if len(row.filled) > 1]
    answer = [("", "")] * first.width
    for role, columns in known.places.items():
        for column in columns:
            by = "heading" if known.headings[column] else BY_SHAPE.get(role, "its place")
            answer[column] = (role, by)
    shapes = [_Shape(body, column) for column in range(first.width)]
    for role in ("ref", "rag", "timescale", "status"):
        _give(answer, shapes, role)
    _give_action(answer, shapes)
    _give(answer, shapes, "lead")
    _give_texts(answer, shapes)
    return answer


def _give(answer, shapes, role):
    """Give a role that no column has to the free column with the shortest words that looks so."""
    if any(taken == role for taken, _ in answer):
        return
    fitting = [
        (shape.mean, column)
        for column, shape in enumerate(shapes)
        if not answer[column][0] and shape.values and shape.is_mostly(role)
    ]
    if fitting:
        answer[min(fitting)[1]] = (role, BY_SHAPE[role])


def _free(answer, shapes):
    return [c for c, (role, _) in enumerate(answer) if not role and shapes[c].values]


def _give_action(answer, shapes):
    """The longest text is what is to be done."""
    free = _free(answer, shapes)
    if free and all(role != "action" for role, _ in answer):
        column = max(free, key=lambda c: shapes[c].weight)
        answer[column] = ("action", BY_SHAPE["action"])


def _give_texts(answer, shapes):
    """Before the actions stands what they are for, behind them how it goes."""
    at = next((c for c, (role, _) in enumerate(answer) if role == "action"), None)
    if at is None:
        return
    before = [
        column for column in _free(answer, shapes) if column < at and shapes[column].has_words
    ]
    if before and all(role not in ("objective", "theme") for role, _ in answer):
        answer[before[-1]] = ("objective", BY_SHAPE["objective"])
    behind = [
        column for column in _free(answer, shapes) if column > at and shapes[column].has_words
    ]
    if behind and all(role != "progress" for role, _ in answer):
        answer[behind[-1]] = ("progress", BY_SHAPE["progress"])


class _Shape:
    """How the cells of one column look."""

    def __init__(self, body, column):
        cells = dict.fromkeys(row.cells[column] for row in body if column < len(row.cells))
        self.values = [cell for cell in cells if cell]

    def is_mostly(self, role):
        """Whether most cells look like what this role holds."""
        fits = _LOOKS[role]
        return sum(map(bool, map(fits, self.values))) >= ENOUGH * len(self.values)

    @property
    def mean(self):
        """How many characters a cell that holds words has on average."""
        return sum(len(cell.words) for cell in self.values) / max(1, len(self.values))

    @property
    def has_words(self):
        """Whether the cells hold phrases, not names."""
        return self.mean >= A_PHRASE

    @property
    def weight(self):
        """How much there is to do: bullets and paragraphs count more than long words."""
        items = sum(sum(map(bool, cell.paragraphs)) for cell in self.values)
        return items + sum(len(cell.words) for cell in self.values) / 40


def _is_moment(cell):
    lines = [line for line in timescales(cell) if line]
    return all(len(line) <= 60 and parse(line).kind not in ("unknown", "none") for line in lines)


def _is_status(cell):
    words = cell.words
    return len(words.split()) <= 4 and status_in_column(words) is not None


def _is_post(cell):
    lines = [paragraph.words for paragraph in cell.paragraphs if paragraph]
    return all(
        len(line.split()) <= MOST_WORDS_OF_A_POST and line[0].isupper() and line[-1] not in ".:;"
        for line in lines
    )


_LOOKS = {
    "ref": lambda cell: is_ref(cell.words),
    "rag": lambda cell: rag(cell.words),
    "timescale": _is_moment,
    "status": _is_status,
    "lead": _is_post,
}
