"""From tables to sections and objectives, whatever the layout.

Blank rows part nothing, repeated headings are passed over, a lone cell across the table opens a
section, and a row that names no objective of its own continues the one above.
"""

import re

from .columns import columns_of, heading_rows, is_heading
from .layouts import is_requirements_label
from .pairing import Pairing
from .result import Objective, Section, Unplaced
from .words import BULLET, bare_ref, goes_on_over_rows, is_ref, split_ref

_THEME = re.compile(
    r"(?:theme|priority|section|strand|workstream|pillar|part|goal|aim|objective|outcome|area)"
    r"(?: area)?\s+([0-9]{1,2}|[A-Z]|[IVX]{1,4})\b\s*[.:)–—-]*\s*(?=\S)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"([0-9]{1,2})\s*[.:)–—-]+\s+(?=\S)")
_PAGE = re.compile(r"(?:page\s*)?[0-9]{1,4}(?:\s*(?:of|/)\s*[0-9]{1,4})?", re.IGNORECASE)
_CONTINUED = re.compile(r"\W*\b(?:continued|contd?|cont['’]d)\b\W*$", re.IGNORECASE)

#: In characters. What stands across a table and is longer is a note, not a heading.
LONGEST_THEME = 200

#: What a column may be taken for, in words.
CALLED = {
    "ref": "references",
    "objective": "outcomes",
    "previous": "what was done before",
    "action": "actions",
    "timescale": "by when",
    "impact": "impact",
    "lead": "leads",
    "progress": "progress",
    "evidence": "evidence",
}

#: What a mark that sends the reader to a note looks like.
FOOTNOTE_MARKS = ("*", "†", "‡")

#: How much of a heading must be usual words where a row could as well be one of the plan's own.
SURELY_A_HEADING = 0.7


def is_page_number(text):
    """Whether words are only the number of a page that strayed into the text."""
    return bool(_PAGE.fullmatch(text.strip()))


def part_heading(text):
    """The reference and title of a theme's heading: "Theme 2: Schools" gives "2" and "Schools"."""
    for form in (_THEME, _NUMBERED):
        if match := form.match(text):
            return match[1], text[match.end() :].strip()
    return None, text


def is_theme_heading(text):
    """Whether words call themselves a theme, section or the like, with a number or letter."""
    return bool(_THEME.match(text))


class Builder:
    """Puts tables together into sections, and remembers which words it used."""

    def __init__(self, layout, *, front=()):
        #: `front` holds paragraphs that speak of the plan as a whole, also those inside a table.
        self.layout, self.front = layout, front
        self.sections, self.headings, self.unplaced, self.ambiguities = [], [], [], []
        self.questions = []
        self.used, self.called = set(), {}
        self.section = self.objective = self.columns = self.above = None
        self.group = []

    def table(self, table):
        """Read a table; one without headings continues the one before it, if it is as wide."""
        found = heading_rows(table, at_least=SURELY_A_HEADING if self.continues(table) else 0.5)
        if found:
            start, end = found
            for row in table.rows[:start]:
                self._above_headings(row)
            self._headings(table, start, end)
            body = table.rows[end:]
        else:
            body = table.rows
        self.above = None
        for row in body:
            self._row(row, table)
        self.flush()

    def continues(self, table):
        """Whether a table without headings may be the rest of the one before it."""
        return self.columns is not None and table.width == self.columns.width

    def heading(self, text, *, place=""):
        """Open a section, unless its heading only says again where we are."""
        title = _CONTINUED.sub("", text)
        here = self.section.heading_raw if self.section is not None else None
        if here is not None and _same(title, _CONTINUED.sub("", here)):
            if more := text[len(title) :].strip():
                self.unplaced.append(Unplaced(more, place))
            return
        self.flush()
        ref, name = part_heading(title)
        self.section = Section(
            ref=ref or str(len(self.sections) + 1),
            title=name,
            heading_raw=text,
            ref_is_typed=ref is not None,
        )
        self.sections.append(self.section)
        self.objective = None

    def said_above(self, paragraphs):
        """Take what stands above a section's table: an introduction, then what is required."""
        if self.section is None:
            return
        is_required, intro = False, []
        for paragraph in paragraphs:
            if is_requirements_label(paragraph.words):
                is_required = True
                called = self.called.setdefault("requirement", paragraph.words)
                if _same(called, paragraph.words):
                    self._use_paragraphs([paragraph])
            elif words := BULLET.sub("", paragraph.words):
                (self.section.requirements if is_required else intro).append(words)
                self._use_paragraphs([paragraph])
        self.section.intro = "\n".join(filter(None, [self.section.intro, *intro])) or None

    def flush(self):
        """Settle the rows gathered for one objective."""
        if self.group:
            pairing = self._pairing()
            pairing.settle(self.group)
            self.questions += pairing.questions
            self.unplaced += pairing.unplaced
            self.ambiguities += pairing.ambiguities
        self.group = []

    def _pairing(self):
        return Pairing(self.objective, self.columns, self.layout, self._action_refs())

    def _use(self, cells):
        for cell in cells:
            self._use_paragraphs(cell.paragraphs)

    def _use_paragraphs(self, paragraphs):
        self.used.update(paragraphs)

    # --- rows ---------------------------------------------------------------------------------

    def _above_headings(self, row):
        if any(paragraph in self.front for cell in row.filled for paragraph in cell.paragraphs):
            return
        if len(row.filled) == 1 and not is_page_number(row.filled[0].words):
            self._use(row.filled)
            self.heading(row.filled[0].words, place=row.filled[0].place)

    def _headings(self, table, start, end):
        self.flush()
        self.columns = columns_of(table, start, end)
        self.columns.has_titles = self.layout.has_titles and "objective" not in self.columns.roles
        self.ambiguities += [
            f"{table.name}, column {number}: it has no heading, and was taken for {CALLED[role]}."
            for number, role in self.columns.guesses.items()
        ]
        for row in table.rows[start:end]:
            self._use(row.cells)
        for role, places in self.columns.places.items():
            if heading := self.columns.headings[places[0]]:
                self.called.setdefault(role, heading)
        typed = [heading for heading in dict.fromkeys(self.columns.headings) if heading]
        if typed not in self.headings:
            self.headings.append(typed)

    def _row(self, row, table):
        filled = row.filled
        if self._is_blank(filled):
            return
        if self._says_the_headings_again(filled):
            self._use(filled)
        elif len(filled) >= 3 and is_heading(row, at_least=SURELY_A_HEADING):
            position = table.rows.index(row)
            self._headings(table, position, position + 1)
        elif self._is_theme(row, filled):
            if len(filled[0].words) > LONGEST_THEME or self._is_note(filled[0]):
                return
            self._use(filled)
            self.heading(filled[0].words, place=filled[0].place)
            self.above = None
        else:
            self._theme_column(row)
            self._body(row)

    def _body(self, row):
        placed = [cell for cell in self.columns.placed(row) if cell]
        if not placed:
            return
        if self._starts_objective(row):
            self.flush()
            self._start_objective(row)
        self._use(placed)
        self.group.append(row)
        self.above = row

    def _is_blank(self, filled):
        """Nothing in it, or nothing but the number of a page."""
        return not filled or (len(filled) == 1 and is_page_number(filled[0].words))

    def _says_the_headings_again(self, filled):
        known = [heading for heading in self.columns.headings if heading]
        could_be = len(filled) > 1 or len(known) == len(self.columns.places) == 1
        if not could_be:
            return False
        bare = set(map(_bare, known))
        return all(_bare(cell.words) in bare for cell in filled)

    def _is_across(self, row, filled):
        """A lone cell that reaches across the table."""
        count = row.cells.count(filled[0])
        return len(filled) == 1 and count > 1 and count >= len(row.cells) - 1

    def _is_note(self, cell):
        """Whether a row says more of a mark that stands elsewhere: "* With the police"."""
        return self.layout.has_section_rows and cell.words.startswith(FOOTNOTE_MARKS)

    def _is_theme(self, row, filled):
        """A lone cell across the table, or one in its first column that is called like a theme."""
        if len(filled) != 1 or len(set(self.columns.headings)) < 2:
            return False
        cell = filled[0]
        if self._is_across(row, filled):
            return True
        if row.cells[0] is not cell or is_ref(cell.words):
            return False
        if self.layout.has_section_rows and "action" in self.columns.roles:
            is_item = BULLET.match(cell.words) and not self._is_note(cell)
            return cell in self.columns.cells(row, "action") and not is_item
        return is_theme_heading(cell.words) or cell in self.columns.cells(row, "ref")

    def _theme_column(self, row):
        """A column of themes opens a section where its words change."""
        for cell in self.columns.cells(row, "theme"):
            if cell and not (self.above and cell in self.above.cells):
                self._use([cell])
                self.heading(cell.words, place=cell.place)

    # --- objectives ---------------------------------------------------------------------------

    def _words(self, row, role):
        return " ".join(cell.words for cell in self.columns.cells(row, role) if cell)

    def _ref(self, row):
        words = self._words(row, "ref")
        return bare_ref(words) if words else None

    def _starts_objective(self, row):
        if self.objective is None:
            return True
        cells = [cell for cell in self.columns.cells(row, "objective") if cell]
        if not cells and self.columns.has_titles:
            return self._ref(row) not in (None, self.objective.ref)
        if not cells or (self.above and all(cell in self.above.cells for cell in cells)):
            return False
        ref, text = self._ref(row), self._words(row, "objective")
        inline = split_ref(text)
        is_actions = ref and self._is_longer(ref, inline[0])
        typed, words = (ref, text) if ref and not is_actions else inline
        if _same(words, self.objective.text):
            return bool(typed) and typed != self.objective.ref
        if not typed and goes_on_over_rows(self.objective.text, words):
            self.objective.text = f"{self.objective.text} {words}"
            return False
        return True

    def _start_objective(self, row):
        ref, text = self._ref(row), self._words(row, "objective")
        if self.section is None:
            self.section = Section(is_implicit=True)
            self.sections.append(self.section)
        is_own = "objective" in self.columns.roles
        if not is_own:
            # A section without objectives of its own is one itself.
            ref, text = self.section.ref, self.section.title or ""
        elif not ref or self._is_longer(ref, split_ref(text)[0]):
            ref, text = split_ref(text)
            is_own = False
        self.objective = Objective(ref or str(len(self.section.objectives) + 1), text)
        self.objective.ref_is_typed = bool(ref)
        self.objective.ref_raw = (self._words(row, "ref") or None) if is_own else None
        if self.layout.has_requirements:
            self.objective.requirements = self.section.requirements
        self.section.objectives.append(self.objective)

    def _is_longer(self, ref, typed):
        """Whether the reference beside an objective's own is that of an action: 1.2.1 beside 1.2."""
        return typed is not None and ref.startswith(f"{typed}.")

    def _action_refs(self):
        """The references that are the actions': where each row under one objective has its own."""
        typed = {row: self._words(row, "ref") for row in self.group}
        if "objective" not in self.columns.roles:
            return {row: words for row, words in typed.items() if words}
        known = {bare_ref(words) for words in typed.values() if words} - {self.objective.ref}
        if not known:
            return {}
        has_objectives = "objective" in self.columns.roles
        if len(known) == 1 and has_objectives and not self.objective.ref_is_typed:
            self.objective.ref_raw = next(filter(None, typed.values()))
            self.objective.ref, self.objective.ref_is_typed = known.pop(), True
            return {}
        if self.objective.ref in map(bare_ref, filter(None, typed.values())):
            self.objective.ref = str(self.section.objectives.index(self.objective) + 1)
            self.objective.ref_is_typed, self.objective.ref_raw = False, None
        return typed


def _same(text, other):
    """Whether two texts say the same, letter case, spaces and dressing aside."""
    return other is not None and _bare(text) == _bare(other)


def _bare(text):
    return re.sub(r"[\W_]+", " ", text).strip().casefold()
