"""From the rows of one objective to its actions, and what stands beside them to each of them."""

from dataclasses import dataclass

from .result import Action, PreviousAction, Unplaced
from .words import (
    goes_on_over_rows,
    items,
    note_headings,
    people,
    rag,
    see_also,
    status_in_column,
    status_of_notes,
    status_of_previous,
    timescales,
)

#: Lists that an action or its objective holds, by the column that they come from.
LISTS = {"impact": "impact", "progress": "progress_notes", "evidence": "evidence", "lead": "leads"}

#: Columns that name the row; they say nothing that could be paired.
NAMES = frozenset({"ref", "objective", "theme"})


@dataclass
class Question:
    """What stands beside several actions in another number: which goes with which.

    `chosen` is for each value the likeliest action, by its number here from 0, or None for none.
    """

    role: str
    place: str
    actions: list
    values: list
    chosen: list


class Pairing:
    """Settles one objective's rows, and keeps what could not be settled."""

    #: Whether words that plainly go on in the next row are joined to those above.
    joins_rows = True

    def __init__(self, objective, columns, layout, refs):
        self.objective, self.columns, self.layout, self.refs = objective, columns, layout, refs
        self.unplaced, self.ambiguities, self.questions = [], [], []

    def settle(self, rows):
        """Add the actions of the rows, and all that stands beside them, to the objective."""
        for group in self._linked(rows):
            self._previous(group)
            made = self._actions(group)
            for role in ("impact", "progress", "evidence", "lead"):
                if LISTS[role] in self.layout.row_lists:
                    self._extend(getattr(self.objective, LISTS[role]), self._items(group, role))
                elif role != "lead":
                    self._list(group, made, role)
            self._beside(group, made, "timescale", _set_timescale, timescales)
            if "leads" not in self.layout.row_lists:
                self._beside(group, made, "lead", _set_lead)
            for role, setter in _SETTERS.items():
                self._beside(group, made, role, setter)
        if self.layout.row_lists and self.objective.status is None:
            self.objective.status = status_of_notes(self.objective.progress_notes)
            self.objective.status_basis = "literal" if self.objective.status else None

    def _linked(self, rows):
        """Rows that share a merged cell are settled as one."""
        groups, shared = [], set()
        for row in rows:
            said = {
                cell
                for role in self.columns.roles - NAMES
                for cell in self.columns.cells(row, role)
                if cell
            }
            if groups and said & shared:
                groups[-1].append(row)
                shared |= said
            else:
                groups.append([row])
                shared = said
        return groups

    def _cells(self, rows, role):
        found = dict.fromkeys(cell for row in rows for cell in self.columns.cells(row, role))
        return [cell for cell in found if cell]

    def _items(self, rows, role):
        return [item for cell in self._cells(rows, role) for item in items(cell)]

    def _extend(self, existing, new):
        """Add items; the first may be the rest of one that the end of a page broke."""
        if existing and new and self._goes_on(existing[-1], new[0]):
            existing[-1] = f"{existing[-1]} {new.pop(0)}"
        existing.extend(new)

    def _goes_on(self, before, after):
        return self.joins_rows and goes_on_over_rows(before, after)

    def _previous(self, rows):
        done, found = self.objective.previous_actions, self._items(rows, "previous")
        if done and found and self._goes_on(done[-1].text, found[0]):
            found[0] = f"{done.pop().text} {found[0]}"
        for text in found:
            status, basis = status_of_previous(text)
            done.append(PreviousAction(text, self.columns.previous_period, status, basis))

    def _actions(self, rows):
        """Make the actions of rows that belong together."""
        cells = self._cells(rows, "action")
        due = [text for cell in self._cells(rows, "timescale") for text in timescales(cell) if text]
        texts = self._texts(cells, due)
        last = self.objective.actions[-1] if self.objective.actions else None
        if last and texts and len(due) < len(texts) and self._goes_on(last.text, texts[0]):
            last.text = f"{last.text} {texts.pop(0)}"
        count = len(texts)
        if self.layout.has_titles and texts == [a.text for a in self.objective.actions[-count:]]:
            # A row that goes on after a page says its action again.
            return []
        made = [_action(text) for text in texts]
        self._number(rows, made)
        self.objective.actions += made
        return made

    def _texts(self, cells, due):
        """The words of each action in these cells, beside which these dates stand."""
        texts = [text for cell in cells for text in items(cell)]
        if len(texts) == len(due):
            return texts
        whole = [text for cell in cells for text in items(cell, split_lines=False)]
        # As many dates as paragraphs: the line breaks inside part no actions.
        return whole if len(due) == len(whole) else texts

    def _number(self, rows, made):
        """Give actions the references of their rows, where those are not the objective's."""
        refs = list(dict.fromkeys(ref for row in rows if (ref := self.refs.get(row))))
        for action, ref in zip(made, refs, strict=False):
            action.more["ref"] = ref
        self.unplaced += [
            Unplaced(ref, self.columns.cells(rows[0], "ref")[0].place) for ref in refs[len(made) :]
        ]

    def _list(self, rows, made, role):
        """Hang a list on the actions where there is one item for each, else on the only action."""
        found = self._items(rows, role)
        if found and len(made) == len(found) > 1:
            for action, item in zip(made, found, strict=True):
                getattr(action, LISTS[role]).append(item)
        elif found:
            alone = made or self.objective.actions[-1:]
            owner = alone[0] if len(alone) == 1 else self.objective
            if role == "progress" and self.layout.has_titles and owner is not self.objective:
                found = self._headed(rows, owner, found)
            self._extend(getattr(owner, LISTS[role]), found)

    def _headed(self, rows, action, found):
        """Add notes up to the last heading among them, and that heading; return those below it."""
        headings = {each for cell in self._cells(rows, "progress") for each in note_headings(cell)}
        notes = []
        for text in found:
            if text not in headings:
                notes.append(text)
                continue
            self._extend(action.progress_notes, notes)
            before, notes = action.more.setdefault("progress_note_headings", {}), []
            at = str(len(action.progress_notes))
            before[at] = f"{before[at]} {text}" if at in before else text
        return notes

    def _beside(self, rows, made, role, setter, read=None):
        """Pair what stands in a column with the actions beside it, by position."""
        cells = self._cells(rows, role)
        values = [value for cell in cells for value in (read or _paragraphs)(cell)]
        known = [value for value in values if value]
        if not known:
            return
        if not made:
            made = self.objective.actions[-1:]
            if not made or not setter(made[0], "; ".join(known), False):
                self.unplaced += [Unplaced(value, cells[0].place) for value in known]
            return
        if len(made) == 1:
            setter(made[0], "; ".join(known), True)
        elif len(known) == 1:
            for action in made:
                setter(action, known[0], True)
        else:
            by_position = known if len(known) == len(made) or len(values) != len(made) else values
            for action, value in zip(made, by_position, strict=False):
                if value:
                    setter(action, value, True)
            left = by_position[len(made) :]
            self.unplaced += [Unplaced(value, cells[0].place) for value in left]
            if len(by_position) != len(made):
                self._ask(role, cells[0].place, made, by_position)
                self.ambiguities.append(
                    f"{cells[0].place}: {len(known)} entries stand beside {len(made)} actions; "
                    "they were paired from the top."
                )

    def _ask(self, role, place, made, values):
        chosen = [at if at < len(made) else None for at, value in enumerate(values) if value]
        known = [value for value in values if value]
        self.questions.append(Question(role, place, list(made), known, chosen))


def _action(text):
    action = Action(text)
    if other := see_also(text):
        action.more["see_also"] = other
    return action


def _paragraphs(cell):
    """The lines of a cell with the blank ones between them, so that positions count."""
    lines = [" ".join(paragraph.text.split()) for paragraph in cell.paragraphs]
    while lines and not lines[-1]:
        lines.pop()
    return lines


# Each setter says whether it found a place for the words; `beside` is False for words that stand
# in a later row without an action, which may only fill what the action above still lacks.


def _set_timescale(action, text, beside):
    if not beside and action.timescale_raw:
        return False
    action.timescale_raw = text
    if action.status is None and action.timescale.kind == "ongoing":
        action.status, action.status_basis = "ongoing", "literal"
    return True


def _set_lead(action, text, beside):
    action.lead_raw = text if beside or not action.lead_raw else f"{action.lead_raw}; {text}"
    action.leads = people(action.lead_raw)
    return True


def _set_status(action, text, beside):
    if not beside and "status_raw" in action.more:
        return False
    action.more["status_raw"] = text
    if status := status_in_column(text):
        action.status, action.status_basis = status, "literal"
    return True


def _set_rag(action, text, beside):
    if not beside and "rag_raw" in action.more:
        return False
    action.more |= {"rag_raw": text, "rag": rag(text)}
    return True


def _set_agencies(action, text, beside):
    action.more["agencies"] = [*([] if beside else action.more.get("agencies", [])), *people(text)]
    return True


def _setter_of(name):
    def setter(action, text, beside):
        before = "" if beside else action.more.get(name, "")
        action.more[name] = f"{before}\n{text}".strip()
        return True

    return setter


def said_of(action, role):
    """All that an action says of a role, in one text; of agencies with a semicolon between them."""
    if role == "timescale":
        return action.timescale_raw or ""
    if role == "lead":
        return action.lead_raw or ""
    said = action.more.get(_NAMES[role][0], "")
    return said if isinstance(said, str) else "; ".join(said)


def put(action, role, text):
    """Let an action say this of a role and nothing else; with "" nothing at all."""
    for name in _NAMES.get(role, (role,)):
        action.more.pop(name, None)
    if role == "timescale":
        if action.timescale.kind == "ongoing" and "status_raw" not in action.more:
            action.status = action.status_basis = None
        action.timescale_raw = None
    elif role == "lead":
        action.lead_raw, action.leads = None, []
    elif role == "status":
        action.status = action.status_basis = None
    if text:
        _EVERY_SETTER[role](action, text, True)


#: What an action holds beside its fields, by role.
_NAMES = {
    "status": ("status_raw",),
    "rag": ("rag_raw", "rag"),
    "agency": ("agencies",),
    "expected": ("expected_outcome",),
    "measure": ("success_measure",),
}
_SETTERS = {
    "status": _set_status,
    "rag": _set_rag,
    "agency": _set_agencies,
    "expected": _setter_of("expected_outcome"),
    "measure": _setter_of("success_measure"),
}
_EVERY_SETTER = _SETTERS | {"timescale": _set_timescale, "lead": _set_lead}
