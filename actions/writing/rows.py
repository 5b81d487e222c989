"""From one objective to the rows of its table, in a form that is read back as the same objective.

A cell may hold several actions, a paragraph each, with their dates in step beside them. Where that
would be read in another way (a date for some actions only, a line that seems to go on), the next
form is tried: bullets, a row for each action, at last a full stop behind each. In Word each action
has a row of its own, under one cell of the outcome's, so that its date stands at its height.
"""

import re
from dataclasses import dataclass, field

from .columns import PORTAL, are_sections, has_inline_refs, has_titles, inline, shown_ref
from .readback import Head, cell, layout_called, made_by, made_of, people, shaped
from .text import lines, one_line

#: Columns whose cells may hold several items, each a thing of its own.
LISTS = (
    "previous", "action", "impact", "progress", "evidence", "requirements", "requirement", "lead",
)  # fmt: skip
#: Columns of lists that an action may have of its own.
_OWN_LISTS = {"impact": "impact", "progress": "progress", "evidence": "evidence"}
#: Columns of which an action has one value.
_VALUES = ("timescale", "status", "rag", "expected", "measure")
_PORTAL = tuple(role for role, _ in PORTAL)
#: Columns of an action's own, beside its date.
_BESIDE = {"lead", "agency", "status", "rag", "expected", "measure", *_PORTAL}
#: What the reader makes of rows is nothing like what was meant, 0, or the same in the main, 1, or:
ALIKE = 2
_WORD = re.compile(r"\w+")


@dataclass
class Line:
    """One row: paragraphs by role; which roles have bullets, and which belong to the row above.

    Of the latter, a cell `from_above` is one with the cell above, a cell that `runs_on` holds more.
    """

    cells: dict = field(default_factory=dict)
    bulleted: frozenset = frozenset()
    from_above: frozenset = frozenset()
    runs_on: frozenset = frozenset()


@dataclass(frozen=True)
class Form:
    """One way to write an objective: how its rows stand, and how its lists are dressed.

    All its actions are "in_step" in one row; or each has its own, and what belongs to the whole
    objective is "aligned" with them in one cell, "spread" over their rows, or (in "rows") in the
    first, with its name in each row where that is "repeated".
    """

    shape: str
    keeps_breaks: bool
    has_bullets: bool = False
    has_stops: bool = False

    def said(self, text):
        """A text as this form writes it."""
        return lines(text) if self.keeps_breaks else one_line(text)


class Rows:
    """Writes the objectives of one table after the other, for Word or for a sheet."""

    def __init__(self, columns, content, *, is_word):
        self.columns, self.content, self.is_word = columns, content, is_word
        self.own = [column for column in columns if column.role not in _PORTAL]
        self.roles = {column.role for column in columns}
        self.layout = layout_called(content.layout)
        self.has_titles, self.are_sections = has_titles(content), are_sections(content)
        self.shape = shaped(content.shape, self.own) if content.shape else None
        if self.shape:
            self.are_sections = "objective" not in self.roles
        #: A row that has words in its first column only would be read as a section's heading.
        self.has_dots = bool(self.layout and self.layout.has_section_rows)
        self.row_lists = {
            {"leads": "lead", "progress_notes": "progress"}.get(name, name)
            for name in (self.layout.row_lists if self.layout else ())
        }
        self.theme = self.before = None

    def of(self, objective):
        """The rows of an objective, which stands under those asked for before it."""
        if objective.theme is not self.theme:
            self.theme, self.before = objective.theme, None
        name, chosen = self._chosen(objective)
        self.before = objective, name
        return chosen

    def _chosen(self, objective):
        """The reference that an objective is written with, and its rows: those that read back best.

        Some words say something else to the reader however they stand; those stand in their order.
        """
        best = (-1, None)
        for name in self._names(objective):
            for form in self._forms(objective):
                rows = self._rows(objective, name, form)
                likeness = self._likeness(objective, name, rows)
                if likeness > best[0]:
                    best = likeness, (name, rows)
                if likeness == ALIKE:
                    return name, rows
        return best[1]

    def _names(self, objective):
        """The references an objective may be written with: its own; else, at need, that of its place."""
        if self.has_titles:
            return [objective.ref or objective.place]
        return [objective.ref] if objective.ref else ["", objective.place]

    def _forms(self, objective):
        shapes = ["aligned", "spread", "rows"] if self.is_word else ["in_step", "rows"]
        has_refs = any(action.ref for action in objective.actions)
        is_beside = has_refs or bool(self.roles & (_BESIDE - self.row_lists))
        if not self.is_word and (is_beside or self.are_sections or self.has_titles):
            # With more than its date beside it, an action has a row of its own: to filter, to sort.
            shapes = ["rows"]
        if self.shape and not self.is_word:
            shapes = ["rows", "in_step", "repeated"]
        if len(objective.actions) < 2:
            shapes = ["in_step"]
        if self._are_together:
            shapes = ["rows", *shapes]
        breaks = [True, False] if _has_breaks(objective) else [False]
        # What was done is mostly several things; the councils that write it so give each a dot.
        dots = (True, False) if self.has_titles else (False, True)
        forms = [Form(s, b, has) for b in breaks for s in shapes for has in dots]
        return [*forms, Form("rows", False, True, has_stops=True)]

    @property
    def _are_together(self):
        """Whether all words of a cell are one action, however many its paragraphs."""
        return bool(self.shape) and self.shape.splits == "together"

    # --- the forms ------------------------------------------------------------------------------

    def _rows(self, objective, ref, form):
        named = self._name(objective, ref, form.said)
        actions = [self._action(action, form.said) for action in objective.actions]
        for cells in actions if form.has_stops else ():
            cells["action"] = [_ended(words) for words in cells.get("action", ())]
        for cells in actions if self.has_dots else ():
            cells["action"] = [f"• {words}" for words in cells.get("action", ())]
        if self.has_titles and actions:
            actions[0]["action"] = [Head(form.said(objective.text)), *actions[0]["action"]]
        whole = self._whole(objective, form.said)
        if form.shape == "in_step" or not actions:
            rows = [Line(named | whole | self._in_step(objective, actions))]
        else:
            rows = [Line(dict(cells)) for cells in actions]
            rows[0].cells |= named
            self._hang(rows, whole, form.shape)
            for row in rows[1:]:
                if form.shape == "repeated":
                    row.cells = named | row.cells
                else:
                    row.from_above |= frozenset(named)
        for row in rows:
            row.bulleted = frozenset(
                role
                for role, words in row.cells.items()
                if words and self._is_list(role, words, form.has_bullets)
            )
        return rows

    def _is_list(self, role, words, has_bullets):
        """Whether a cell gets bullets: asked for, or so that no spreadsheet runs what it says."""
        if role not in LISTS or (role == "lead" and role not in self.row_lists):
            return False
        if role == "action" and (self.has_dots or self.has_titles):
            return False
        return (has_bullets and len(words) > 1) or (not self.is_word and looks_run(words[0]))

    def _name(self, objective, ref, text):
        # Where a blank first column says that the row above goes on, none of a theme's is blank.
        is_opening = self.before is None or (self.shape and self.shape.joins == "blank")
        named = {"theme": [text(objective.theme.heading)]} if is_opening else {}
        words = text(objective.text)
        if ref and (has_inline_refs(self.columns) or any(a.ref for a in objective.actions)):
            # The column of references, where there is one, is the actions'.
            words = inline(one_line(ref), words) or words
        elif ref:
            is_typed = shown_ref(objective.ref_typed or "") == shown_ref(ref)
            named["ref"] = [one_line(objective.ref_typed) if is_typed else shown_ref(ref)]
        if self.shape and self.are_sections:
            named.pop("ref", None)
        named["objective"] = [words]
        return {role: cell for role, cell in named.items() if role in self.roles and cell[0]}

    def _whole(self, objective, text):
        """What belongs to the objective as a whole, by role."""
        found = {role: getattr(objective, name) for role, name in _OWN_LISTS.items()}
        found["previous"] = objective.previous
        found["requirement"] = objective.requirements
        if self.before is None:
            above = [objective.theme.intro, *objective.theme.requirements]
            found["requirements"] = above
        found["lead"] = objective.leads
        if "lead" in self.row_lists and not objective.leads:
            found["lead"] = _once(lead for action in objective.actions for lead in action.leads)
        return {
            role: words
            for role, items in found.items()
            if role in self.roles and (words := _said(items, text))
        }

    def _action(self, action, text):
        """What stands in the row of one action, by role."""
        found = {role: getattr(action, name) for role, name in _OWN_LISTS.items()}
        found |= {"ref": [action.ref]}
        found |= {"action": [action.text], "agency": ["; ".join(action.agencies)]}
        found |= {role: [getattr(action, role)] for role in _VALUES}
        found |= {role: [action.portal.get(role, "")] for role in _PORTAL}
        if "lead" not in self.row_lists:
            found["lead"] = [_leads(action)]
        if action.note_headings:
            found["progress"] = _headed(action)
        if self._are_together:
            found["action"] = lines(action.text).split("\n")
        return {
            role: words
            for role, items in found.items()
            if role in self.roles and (words := _said(items, text))
        }

    def _in_step(self, objective, actions):
        """The actions of one row, what stands beside each at its height."""
        cells = {}
        for role in {role for each in actions for role in each}:
            if role in _OWN_LISTS:
                own = [words for each in actions for words in each.get(role, [])]
                cells[role] = [*_said(getattr(objective, _OWN_LISTS[role]), one_line), *own]
            else:
                values = [each.get(role, [""])[-1] for each in actions]
                while values and not values[-1]:
                    values.pop()
                is_titled = self.has_titles and role == "action"
                cells[role] = [*actions[0][role][:-1], *values] if is_titled else values
        return cells

    def _hang(self, rows, whole, shape):
        """Put what belongs to the whole objective beside its actions' rows."""
        for role, words in whole.items():
            if shape == "aligned" and not any(row.cells.get(role) for row in rows):
                rows[0].cells[role] = words
                for row in rows[1:]:
                    row.from_above |= {role}
            elif shape in ("aligned", "spread"):
                for row, part in zip(rows, _parts(words, len(rows)), strict=True):
                    row.cells[role] = [*part, *row.cells.get(role, [])]
                    row.runs_on |= {role} if row is not rows[0] else frozenset()
            else:
                rows[0].cells[role] = [*words, *rows[0].cells.get(role, [])]

    # --- read back ------------------------------------------------------------------------------

    def _likeness(self, objective, ref, rows):
        """How much like the objective is what the reader makes of its rows: 0, 1, or ALIKE."""
        is_read = "objective" in self.roles or self.has_titles or self.are_sections
        if not self.shape and (self.layout is None or not is_read):
            return ALIKE
        cells = [*self._above(), *self._as_read(rows)]
        under = one_line(objective.theme.heading) if self.are_sections else None
        if self.shape:
            has_column = "theme" in self.roles
            made = made_by(self.shape, cells, under=None if has_column else under or None)
        else:
            headings = [column.heading for column in self.own]
            made = made_of(headings, cells, layout=self.layout, under=under or None)
        if made is None:
            return ALIKE
        sections, unplaced = made
        found = [each for section in sections for each in section.objectives]
        if unplaced or len(sections) != 1 or len(found) != 1 + (self.before is not None):
            return 0
        if not self._is_same(objective, ref, found[-1]):
            return 0
        return ALIKE if self._says_the_same(objective, found[-1]) else 1

    def _above(self):
        """The objective before, in short: the reader may take what follows for more of it."""
        if self.before is None:
            return []
        objective, name = self.before
        named = self._name(objective, name, one_line)
        title = [Head(one_line(objective.text))] if self.has_titles else []
        return self._as_read([Line(named | {"action": [*title, "Said."]})])

    def _as_read(self, rows):
        answer = []
        for row in rows:
            cells = []
            for at, column in enumerate(self.own):
                if self.is_word and answer and column.role in row.from_above:
                    cells.append(answer[-1][at])
                else:
                    words, has_bullets = row.cells.get(column.role, []), column.role in row.bulleted
                    cells.append(cell(words, has_bullets=has_bullets, is_word=self.is_word))
            answer.append(cells)
        return answer

    def _is_same(self, objective, ref, found):
        """Whether an objective was read with its name, its actions and what was done before."""
        if one_line(found.text) != one_line(objective.text):
            return False
        is_numbered = ref and not self.are_sections
        if is_numbered and (found.ref != shown_ref(ref) or not found.ref_is_typed):
            return False
        if "previous" in self.roles:
            before = [each.text for each in found.previous_actions]
            if before != _said(objective.previous, one_line):
                return False
        return self._are_same(objective.actions, found.actions)

    def _says_the_same(self, objective, found):
        """Whether what stands beside was read as the objective's own, or as the right action's."""
        for role in self.roles & _READ.keys():
            of_row = role in self.row_lists
            is_said = _meant(objective, role) or not of_row
            if is_said and not _is_read(objective, found, role, is_list=of_row):
                return False
            pairs = [] if of_row else zip(objective.actions, found.actions, strict=True)
            if not all(_is_read(action, read, role) for action, read in pairs):
                return False
        return True

    def _are_same(self, actions, found):
        """Whether actions were read as they are, but for a full stop that was put behind them."""
        if len(actions) != len(found):
            return False
        for action, read in zip(actions, found, strict=True):
            text = one_line(action.text)
            if one_line(read.text) not in (text, _ended(text)):
                return False
            if "ref" in self.roles and one_line(read.more.get("ref", "")) != one_line(action.ref):
                return False
            if "timescale" in self.roles and one_line(read.timescale_raw or "") != one_line(
                action.timescale
            ):
                return False
        return True


#: What an objective or action holds by role, and where the reader keeps it.
_READ = {
    "impact": ("impact", "impact"),
    "progress": ("progress", "progress_notes"),
    "evidence": ("evidence", "evidence"),
    "lead": ("leads", "leads"),
    "expected": ("expected", "expected_outcome"),
    "measure": ("measure", "success_measure"),
    "status": ("status", "status_raw"),
    "rag": ("rag", "rag_raw"),
    "agency": ("agencies", "agencies"),
}


def _meant(written, role):
    """What an objective or action holds of a role: its items, or for names and values the words."""
    said = getattr(written, _READ[role][0], "")
    return _said(said, one_line) if role in _OWN_LISTS else _in_order(said)


def _is_read(written, read, role, *, is_list=False):
    name = _READ[role][1]
    said = getattr(read, name, None) or getattr(read, "more", {}).get(name) or []
    if is_list:
        return said == _said(getattr(written, _READ[role][0]), one_line)
    return (said if role in _OWN_LISTS else _in_order(said)) == _meant(written, role)


def _in_order(said):
    return _WORD.findall(said if isinstance(said, str) else " ".join(said))


def sheet_cell(words, has_bullets):
    """The text of a cell of a sheet: a line for each item."""
    said = [each if isinstance(each, Head) or not has_bullets else f"• {each}" for each in words]
    return "\n".join(said)


def _said(items, text):
    """The items that hold words."""
    return [_as_head(item, words) for item in items if (words := text(item))]


def _as_head(item, words):
    return Head(words) if isinstance(item, Head) else words


def _leads(action):
    """The leads of an action: as the file typed them, as long as those are they."""
    typed = one_line(action.leads_typed)
    if typed and _folded(people(typed)) == _folded(action.leads):
        return typed
    return "; ".join(one_line(lead) for lead in action.leads)


def _folded(names):
    return [one_line(name).casefold() for name in names]


def _headed(action):
    """The notes on an action's progress with the headings that stand among them."""
    said = []
    for number, note in enumerate(action.progress):
        if heading := action.note_headings.get(number):
            said.append(Head(heading))
        said.append(note)
    return said


def _ended(text):
    """A text that ends like a sentence, so that no other can be taken for the rest of it."""
    return text if text.endswith((".", "!", "?", ";", ":")) else f"{text}."


def _once(items):
    return list(dict.fromkeys(items))


def _has_breaks(objective):
    texts = [objective.text, *objective.previous, *(each.text for each in objective.actions)]
    texts += [*objective.impact, *objective.progress, *objective.evidence]
    return any("\n" in lines(text) for text in texts)


def looks_run(text):
    """Whether a spreadsheet would take the beginning of a text for a formula."""
    return text[:1] in "=+-@＝＋－＠"


def _parts(items, count):
    """The items in their order over a number of rows, in parts of about the same length."""
    total, parts, seen = sum(map(len, items)) or 1, [[] for _ in range(count)], 0
    for item in items:
        parts[min(count - 1, seen * count // total)].append(item)
        seen += len(item)
    return parts
