"""What a person says of a table nobody knew: what each column is, and what its rows are.

A mapping is plain data, so that it can be shown, changed, kept with an import, and saved for the
next file with such headings. A file read by one loses no word: a column that is not used, and
whatever else found no place, is given back as unplaced text.
"""

import re
from dataclasses import asdict, dataclass, replace

from .columns import DEEPEST_HEADING, Columns
from .front import Front
from .layouts import Layout
from .model import Cell, Paragraph, Row
from .pairing import Pairing
from .proposal import guessed_heading, roles_of
from .read import reading_of, spell_leads_alike
from .rows import LONGEST_THEME, Builder, is_page_number, is_theme_heading
from .words import goes_on_over_rows, is_ref, items

#: What a column may be said to hold, in the words of the question. "" is kept as unplaced text.
ROLES = {
    "": "Not used: keep its words as unplaced text",
    "ref": "Reference",
    "theme": "Theme",
    "objective": "Objective",
    "action": "Action",
    "previous": "Done before",
    "lead": "Lead",
    "agency": "Agencies",
    "timescale": "Timescale",
    "impact": "Impact",
    "expected": "Expected outcome",
    "measure": "Success measure",
    "status": "Status",
    "rag": "RAG rating",
    "progress": "Progress",
    "evidence": "Evidence",
    "requirement": "Requirements",
}
SPLITS = {
    "lines": "Each bullet or line is an action of its own",
    "together": "All words of a cell are one action",
}
JOINS = {
    "sense": "Where a sentence plainly goes on from the row above",
    "blank": "Where the first column is blank",
    "never": "Never: each row stands by itself",
}
SECTIONS = {
    "across": "A row with one cell across the whole table",
    "first": "That, and a row with words in its first column only",
    "never": "No row",
}

#: What the portal calls a column that it adds to an export, by the words that a heading is known by.
STANDARD = {
    "theme": "theme", "ref": "ref", "outcome": "objective", "by when": "timescale",
    "actions taken": "previous", "lead": "lead", "impact": "impact", "progress": "progress",
    "evidence": "evidence", "expected outcome": "expected", "measure of success": "measure",
    "requirements": "requirement",
}  # fmt: skip

#: Distinct table shapes that a person is asked about; a file has rarely more than three.
MOST_SHAPES = 12

#: What a plan read by a mapping is called.
LAYOUT = Layout(
    name="own-columns", kind="internal", needs=frozenset({"action"}), speaks_for=frozenset()
)


@dataclass(frozen=True)
class Shape:
    """How tables of one shape are read; rows are numbered from 1, as they are shown."""

    headings: tuple = ()
    roles: tuple = ()
    #: The row in which the headings start, 0 for none, and how many rows they take.
    heading_row: int = 1
    heading_depth: int = 1
    splits: str = "lines"
    joins: str = "sense"
    sections: str = "across"
    #: Rows that are section headings whatever they look like, of the first such table.
    section_rows: tuple = ()
    is_like_above: bool = False
    is_left_out: bool = False

    @property
    def is_read(self):
        """Whether its tables become part of the plan at all."""
        return not self.is_left_out and "action" in self.roles

    def head_of(self, table, *, is_first):
        """Where the headings of a table stand, as indexes: in their row, or wherever they are again."""
        if not self.heading_row:
            return 0, 0
        start = self.heading_row - 1
        if is_first and start < len(table.rows):
            return start, min(start + self.heading_depth, len(table.rows))
        for index, row in enumerate(table.rows[:DEEPEST_HEADING]):
            if self._is_head(row):
                return index, min(index + self.heading_depth, len(table.rows))
            if len(row.filled) > 1:
                break
        return 0, 0

    def _is_head(self, row):
        known = " ".join(map(_bare, self.headings))
        said = {_bare(cell.words) for cell in row.filled} - {""}
        is_named = bool(said & set(map(_bare, self.headings)))
        return is_named and all(words in known for words in said)


@dataclass(frozen=True)
class Mapping:
    """How the tables of one file are read."""

    shapes: tuple
    #: For each table that holds anything, the number of its shape.
    of_table: tuple
    #: Whether the line just above a table is the heading of its section.
    has_lines_above: bool = False
    #: Whether nobody has looked at it yet.
    is_guess: bool = False

    def as_json(self):
        """The mapping as plain values."""
        return asdict(self)

    @classmethod
    def from_json(cls, said):
        """The mapping that plain values speak of."""
        shapes = tuple(shape_from_json(each) for each in said["shapes"])
        return cls(
            shapes, tuple(said["of_table"]), said["has_lines_above"], said.get("is_guess", False)
        )

    @property
    def resolved(self):
        """The shapes, each that is like the one above with its columns and rules."""
        answer = []
        for shape in self.shapes:
            if shape.is_like_above and answer:
                above = answer[-1]
                roles = (above.roles + ("",) * len(shape.roles))[: len(shape.roles)]
                shape = replace(
                    shape, roles=roles, splits=above.splits, joins=above.joins,
                    sections=above.sections, is_left_out=above.is_left_out,
                )  # fmt: skip
            answer.append(shape)
        return tuple(answer)


def shape_from_json(said):
    """A shape from plain values; lists become tuples."""
    return Shape(**{k: tuple(v) if isinstance(v, list) else v for k, v in said.items()})


def saved_form(mapping):
    """What of a mapping holds for other files too: headings, columns and rules, as plain values."""
    return [
        asdict(replace(shape, section_rows=(), is_like_above=False))
        for shape in mapping.resolved
        if shape.is_read and shape.heading_row
    ]


# --- a first proposal, and what was saved ----------------------------------------------------------


def mapping_for(document):
    """A first proposal for a document: the shapes of its tables, and what each column may be."""
    groups, of_table, numbers, width_above = [], [], {}, None
    for table in document.tables:
        head = guessed_heading(table)
        if head is None and table.width == width_above:
            number = of_table[-1]
        else:
            key = (table.width, head and tuple(map(_bare, _headings(table, *head))))
            number = numbers.setdefault(key, len(groups))
            if number == len(groups):
                groups.append((head, []))
        groups[number][1].append(table)
        of_table.append(number)
        width_above = table.width
    shapes = [_proposed(tables, head) for head, tables in groups]
    lines = lines_above(document)
    has_lines = any(line.level or is_theme_heading(line.words) for line in lines.values())
    return Mapping(tuple(shapes[:MOST_SHAPES]), tuple(of_table), has_lines, is_guess=True)


def _proposed(tables, head):
    found = roles_of(tables, head)
    roles = tuple(role for role, _ in found)
    first = tables[0]
    body = first.rows[head[1] if head else 0 :]
    lone = [row for row in body if row.filled and row.filled == [row.cells[0]]]
    in_first = roles[:1] in (("action",), ("ref",), ("",)) and 0 < len(lone) < len(body)
    return Shape(
        headings=tuple(_headings(first, *head)) if head else ("",) * first.width,
        roles=roles,
        heading_row=head[0] + 1 if head else 0,
        heading_depth=min(head[1] - head[0], 3) if head else 1,
        sections="first" if in_first else "across",
    )


def saved_for(document, saved):
    """The mapping by the first of several saved layouts that knows a table; None if none does.

    Returns (the saved layout, the mapping). A layout knows a table where one of the first rows
    holds all the headings of the columns that it uses, in whatever order.
    """
    for layout in saved:
        known = [shape_from_json(each) for each in layout.shapes]
        others = _roles_by_heading(known)
        shapes, of_table = [], []
        for table in document.tables:
            shape = next(filter(None, (_known(table, each, others) for each in known)), None)
            if shape is None and shapes and len(shapes[-1].roles) == table.width:
                of_table.append(len(shapes) - 1)
                continue
            shape = shape or Shape(("",) * table.width, ("",) * table.width, 0, is_left_out=True)
            if shape not in shapes:
                shapes.append(shape)
            of_table.append(shapes.index(shape))
        if any(shape.is_read for shape in shapes):
            above = lines_above(document).values()
            has_lines = any(line.level or is_theme_heading(line.words) for line in above)
            return layout, Mapping(tuple(shapes), tuple(of_table), has_lines)
    return None


def _known(table, shape, others):
    """The saved shape laid over a table that has its headings; None where it has not.

    Its headings may stand in fewer rows here. Of another shape's headings (`others`, with what
    stands under them) those are taken that this shape has no column for.
    """
    roles = _roles_by_heading([shape])
    wanted = {heading for heading, role in roles.items() if role}
    for index in range(min(DEEPEST_HEADING, len(table.rows) - 1)):
        for depth in range(shape.heading_depth, 0, -1):
            end = min(index + depth, len(table.rows) - 1)
            headings = _headings(table, index, end)
            if wanted and wanted <= set(map(_bare, headings)):
                return replace(
                    shape, headings=tuple(headings), roles=_laid(shape, headings, roles, others),
                    heading_row=index + 1, heading_depth=end - index,
                )  # fmt: skip
    return None


def _laid(shape, headings, roles, others):
    """What stands under each heading of a table that has those of a shape."""
    if list(map(_bare, headings)) == list(map(_bare, shape.headings)):
        return shape.roles
    more = {
        heading: role
        for heading, role in (STANDARD | others).items()
        if heading not in roles and role not in roles.values()
    }
    return tuple((roles | more).get(_bare(heading), "") for heading in headings)


def _roles_by_heading(shapes):
    return {
        _bare(heading): role
        for shape in reversed(shapes)
        for heading, role in zip(shape.headings, shape.roles, strict=True)
        if heading
    }


def headings_at(table, row, depth):
    """The headings of a table that start in a row, numbered from 1; blank for no row."""
    if not row or row > len(table.rows):
        return ("",) * table.width
    return tuple(_headings(table, row - 1, min(row - 1 + depth, len(table.rows))))


def _headings(table, start, end):
    answer = []
    for column in range(table.width):
        cells = dict.fromkeys(row.cells[column] for row in table.rows[start:end])
        answer.append(" ".join(cell.words for cell in cells if cell))
    return answer


def lines_above(document):
    """For each table, by its number, the last line above it and below the table before."""
    found, line, number = {}, None, 0
    tables = {id(table) for table in document.tables}
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if block and not is_page_number(block.words) and len(block.words) <= LONGEST_THEME:
                line = block
        elif id(block) in tables:
            if line is not None:
                found[number] = line
            number, line = number + 1, None
    return found


# --- reading by a mapping -------------------------------------------------------------------------


def read_by(document, mapping, *, name):
    """Read a document as a mapping says; return the Reading, which may hold no action at all."""
    front = Front(document, name)
    builder = Reader(LAYOUT, front=front.lines)
    shapes, met = mapping.resolved, set()
    above = lines_above(document) if mapping.has_lines_above else {}
    for number, table in enumerate(document.tables):
        at = mapping.of_table[number] if number < len(mapping.of_table) else len(shapes)
        shape = shapes[at] if at < len(shapes) else None
        if shape is None or not shape.is_read:
            continue
        line = above.get(number)
        if line is not None and line not in front.used:
            builder.used.add(line)
            builder.heading(line.words, place=line.place)
        builder.read(table, shape, is_first=at not in met)
        met.add(at)
    spell_leads_alike(builder.sections)
    builder.sections = [s for s in builder.sections if s.objectives or s.title]
    return reading_of(document, name, LAYOUT, front, builder)


def has_rows(document):
    """Whether a document holds a table in which anything stands below a first row."""
    return any(sum(1 for row in each.rows if row.filled) > 1 for each in document.tables)


class _Pairing(Pairing):
    """Settles the rows of an objective as a person said."""

    def __init__(self, shape, *args):
        super().__init__(*args)
        self.shape = shape
        self.joins_rows = shape.joins != "never"

    def settle(self, rows):
        super().settle(rows)
        self._extend(self.objective.requirements, self._items(rows, "requirement"))

    def _texts(self, cells, due):
        if self.shape.splits == "lines":
            return super()._texts(cells, due)
        return ["\n".join(found) for cell in cells if (found := items(cell, split_lines=False))]


class Reader(Builder):
    """Puts tables together as a person said, with no guess at what a column or a row is."""

    shape = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sources = {}

    def read(self, table, shape, *, is_first):
        """Read a table of a shape; `is_first` for the one whose rows were shown."""
        self.shape = shape
        start, end = shape.head_of(table, is_first=is_first)
        places = {}
        for column, role in enumerate(shape.roles):
            if role:
                places.setdefault(role, []).append(column)
        self.columns = Columns(list(shape.headings), places)
        explicit = {number - 1 for number in shape.section_rows} if is_first else set()
        for index in range(start):
            self._above_a_table(table.rows[index], is_section=index in explicit)
        if end > start:
            self._take_headings(table, start, end)
        self.above = None
        body = [(row, index in explicit) for index, row in enumerate(table.rows) if index >= end]
        for row, is_section in self._joined(body):
            self._mapped_row(row, is_section)
        self.flush()

    def _take_headings(self, table, start, end):
        for row in table.rows[start:end]:
            self._use(row.cells)
        for role, places in self.columns.places.items():
            if heading := self.columns.headings[places[0]]:
                self.called.setdefault(role, heading)
        typed = list(dict.fromkeys(filter(None, _headings(table, start, end))))
        if typed not in self.headings:
            self.headings.append(typed)

    def _above_a_table(self, row, *, is_section):
        speaks_of_plan = any(p in self.front for cell in row.filled for p in cell.paragraphs)
        is_lone = len(row.filled) == 1 and not self._is_blank(row.filled)
        if is_section or (is_lone and self.shape.sections != "never" and not speaks_of_plan):
            self._open(row)

    def _mapped_row(self, row, is_section):
        filled = row.filled
        if self._is_blank(filled) and not is_section:
            return
        if is_section or self._is_section(row, filled):
            self._open(row)
        elif self._says_the_headings_again(filled):
            self._use(filled)
        else:
            self._theme_column(row)
            self._body(row)

    def _open(self, row):
        if row.filled:
            self._use(row.filled)
            self.heading(" ".join(cell.words for cell in row.filled), place=row.filled[0].place)
            self.above = None

    def _is_section(self, row, filled):
        if self.shape.sections == "never" or len(filled) != 1 or len(row.cells) < 2:
            return False
        cell = filled[0]
        if len(cell.words) > LONGEST_THEME:
            return False
        if self._is_across(row, filled):
            return True
        is_in_first = row.cells[0] is cell and not is_ref(cell.words)
        return self.shape.sections == "first" and is_in_first

    def _joined(self, body):
        """The rows, those whose first column is blank laid on the row above where that is said."""
        if self.shape.joins != "blank":
            return body
        answer = []
        for row, is_section in body:
            is_more = row.filled and not row.cells[0] and not is_section
            is_more = is_more and not self._is_blank(row.filled)
            above, is_head = answer[-1] if answer else (None, True)
            if (
                is_more
                and not is_head
                and above.filled
                and not self._is_section(above, above.filled)
            ):
                answer[-1] = (Row(list(map(self._laid, above.cells, row.cells))), False)
            elif row.filled:
                answer.append((row, is_section))
        return answer

    def _laid(self, above, below):
        """A cell with the words of the one below it added, joined where a sentence goes on."""
        if not below or below is above:
            return above
        if not above:
            return below
        last = max(n for n, paragraph in enumerate(above.paragraphs) if paragraph)
        first = min(n for n, paragraph in enumerate(below.paragraphs) if paragraph)
        before, after = above.paragraphs[last], below.paragraphs[first]
        between = [before, after]
        if after.words[:1].islower() and not after.marker:
            joined = replace(before, text=f"{before.text.rstrip()} {after.text.lstrip()}")
            self.sources[joined] = [*self.sources.get(before, [before]), after]
            between = [joined]
        paragraphs = [*above.paragraphs[:last], *between, *below.paragraphs[first + 1 :]]
        return Cell(paragraphs, above.place)

    def _use_paragraphs(self, paragraphs):
        for paragraph in paragraphs:
            self.used.update(self.sources.get(paragraph, [paragraph]))

    def _pairing(self):
        refs = self._action_refs()
        return _Pairing(self.shape, self.objective, self.columns, self.layout, refs)

    def _starts_objective(self, row):
        if self.shape.joins != "never" or self.objective is None:
            return super()._starts_objective(row)
        words = self._words(row, "objective")
        is_merged = self.above and all(
            cell in self.above.cells for cell in self.columns.cells(row, "objective")
        )
        says_more = words and goes_on_over_rows(self.objective.text, words)
        return bool(says_more) and not is_merged or super()._starts_objective(row)


def _bare(text):
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
