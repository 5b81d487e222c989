"""What is asked of somebody about an imported file: its columns, what goes with what, and where."""

import re
from dataclasses import replace

from django import forms
from django.utils.text import Truncator

from prevent_portal.forms import LongTextField, PortalForm, Radios
from prevent_portal.forms.base import wording

from ..models import SavedLayout
from ..placing import AS, HOLDS, WHERE
from ..reading.mapping import JOINS, ROLES, SECTIONS, SPLITS, Mapping, headings_at
from ..reading.proposal import roles_of

#: Rows of a table that are offered as headings and shown; characters of a cell in the sample.
ROWS_SHOWN, CELL = 12, 60
OWN, ABOVE, LEAVE = "own", "above", "leave"
_USES = {
    OWN: "By its own columns, below",
    ABOVE: "The same as the table above",
    LEAVE: "Leave it out: keep its words as unplaced text",
}


class ColumnsForm(PortalForm):
    """What is in each column of the tables of a file, a block for each shape of table."""

    marks_optional = False

    has_lines_above = forms.BooleanField(
        label="The line just above each table is the heading of its section", required=False
    )
    name = forms.CharField(
        label="Save this layout for next time, as",
        help_text="Leave this blank if you will not see such a file again. With a name, the next "
        "file with these headings is read like this one",
        max_length=SavedLayout._meta.get_field("name").max_length,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-!-width-two-thirds"}),
    )

    def __init__(self, data=None, *, document, mapping, **kwargs):
        super().__init__(data, **kwargs)
        self.mapping, self.blocks = mapping, []
        self.initial["has_lines_above"] = mapping.has_lines_above
        for number, shape in enumerate(mapping.shapes):
            tables = [
                table
                for table, at in zip(document.tables, mapping.of_table, strict=True)
                if at == number
            ]
            self.blocks.append(_Block(self, number, shape, tables))
        self.order_fields([name for name in self.fields if name not in ("has_lines_above", "name")])

    @property
    def tables_left(self):
        """How many tables are of a shape beyond those that are asked about."""
        return sum(1 for at in self.mapping.of_table if at >= len(self.blocks))

    def clean(self):
        """Some column must say what is to be done."""
        cleaned = super().clean()
        if not self.errors and not any(shape.is_read for shape in self.answer.resolved):
            self.add_error(self.blocks[0].column_names[0], "Say which column holds the actions")
        return cleaned

    @property
    def answer(self):
        """The mapping that was chosen."""
        shapes = tuple(block.answer(self.cleaned_data) for block in self.blocks)
        lines = self.cleaned_data["has_lines_above"]
        return Mapping(shapes, self.mapping.of_table, lines)


class _RowsField(forms.CharField):
    """Numbers of rows, with commas between them: "3, 12"."""

    def clean(self, value):
        """Read the numbers, in order."""
        words = super().clean(value)
        if not re.fullmatch(r"[0-9\s,;]{0,500}", words):
            raise forms.ValidationError("Enter row numbers with commas between them, like 3, 12")
        return tuple(sorted({int(n[:6]) for n in re.findall("[0-9]+", words)} - {0}))

    def prepare_value(self, value):
        """Write the numbers with commas between them."""
        return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else value


class _Block:
    """The fields of one shape of table, and what is shown beside them."""

    def __init__(self, form, number, shape, tables):
        self.form, self.number, self.shape, self.tables = form, number, shape, tables
        self.first = tables[0]
        self.width = self.first.width
        rows = [(0, "There are no headings")]
        for at, row in enumerate(self.first.rows[:ROWS_SHOWN], start=1):
            words = " | ".join(cell.words for cell in row.filled)
            rows.append((at, f"Row {at}: {Truncator(words).chars(70) or 'blank'}"))
        if len(form.mapping.shapes) > 1:
            self._add("use", self._uses(), "How is this table read?", _use_of(shape), Radios)
        self._add("row", rows, "Which row holds the headings?", shape.heading_row)
        self._add(
            "depth",
            [(1, "One row"), (2, "Two rows"), (3, "Three rows")],
            "How many rows do the headings take?",
            shape.heading_depth,
        )
        self.headings = headings_at(self.first, *self._head())
        self.columns_by = self._told_by()
        for column in range(self.width):
            self._add_column(column)
        self._add("splits", list(SPLITS.items()), "What is an action?", shape.splits, Radios)
        self._add(
            "joins",
            list(JOINS.items()),
            "When is a row the rest of the row above it?",
            shape.joins,
            Radios,
        )
        self._add(
            "sections",
            list(SECTIONS.items()),
            "Which rows are headings of sections?",
            shape.sections,
            Radios,
        )
        field = _RowsField(
            label="Other rows that are headings of sections",
            help_text="Row numbers, for example 3, 12",
            required=False,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        )
        form.fields[self._name("section_rows")] = field
        form.initial[self._name("section_rows")] = shape.section_rows

    @property
    def title(self):
        """What the table is called in the file, and how many more there are like it."""
        more = len(self.tables) - 1
        name = self.first.name[:1].upper() + self.first.name[1:]
        if not more:
            return name
        return f"{name}, and {more} more like it"

    @property
    def use(self):
        """How the table is read, where there is a choice."""
        return self.form[self._name("use")]

    @property
    def head(self):
        """The questions about the headings."""
        return [self.form[self._name(name)] for name in ("row", "depth")]

    @property
    def columns(self):
        """The question what a column holds, for each."""
        return [self.form[name] for name in self.column_names]

    @property
    def column_names(self):
        """The names of those fields."""
        return [self._name(f"column_{column + 1}") for column in range(self.width)]

    @property
    def rules(self):
        """The questions about rows and cells."""
        names = ("splits", "joins", "sections", "section_rows")
        return [self.form[self._name(name)] for name in names]

    @property
    def sample(self):
        """The first rows of the table with their numbers, in short."""
        return [
            (at, [Truncator(cell.words).chars(CELL) for cell in row.cells])
            for at, row in enumerate(self.first.rows[:ROWS_SHOWN], start=1)
        ]

    def answer(self, cleaned):
        """The shape that was chosen."""

        def said(name):
            return cleaned[self._name(name)]

        row, depth = int(said("row")), int(said("depth"))
        use = cleaned.get(self._name("use"), OWN)
        return replace(
            self.shape,
            headings=headings_at(self.first, row, depth),
            roles=tuple(cleaned[name] for name in self.column_names),
            heading_row=row,
            heading_depth=depth,
            splits=said("splits"),
            joins=said("joins"),
            sections=said("sections"),
            section_rows=said("section_rows"),
            is_like_above=use == ABOVE,
            is_left_out=use == LEAVE,
        )

    def _uses(self):
        return [(use, words) for use, words in _USES.items() if use != ABOVE or self.number]

    def _name(self, name):
        return f"table_{self.number + 1}_{name}"

    def _add(self, name, choices, label, initial, widget=forms.Select):
        field = forms.ChoiceField(label=label, choices=choices, widget=widget)
        self.form.fields[self._name(name)] = _worded(field)
        self.form.initial[self._name(name)] = initial

    def _head(self):
        """The row and depth of the headings, as chosen now."""
        names = {"row": self.shape.heading_row, "depth": self.shape.heading_depth}
        found = []
        for name, otherwise in names.items():
            typed = str(self.form.data.get(self._name(name), otherwise))
            found.append(int(typed) if re.fullmatch("[0-9]{1,2}", typed) else otherwise)
        return found

    def _told_by(self):
        """For each column by what its proposal is told, where it still is the proposal's."""
        row, depth = self._head()
        head = (row - 1, min(row - 1 + depth, len(self.first.rows))) if row else None
        return roles_of(self.tables[:1], head)

    def _add_column(self, column):
        heading = self.headings[column] if column < len(self.headings) else ""
        name = self.column_names[column]
        field = forms.ChoiceField(
            label=f"Column {column + 1}"
            + (f": {Truncator(heading).chars(80)}" if heading else ", which has no heading"),
            choices=list(ROLES.items()),
            required=False,
            help_text=self._examples(column),
        )
        self.form.fields[name] = _worded(field)
        roles = self.shape.roles
        self.form.initial[name] = roles[column] if column < len(roles) else ""

    def _examples(self, column):
        row, depth = self._head()
        body = self.first.rows[row - 1 + depth if row else 0 :]
        cells = dict.fromkeys(row.cells[column] for row in body if len(row.filled) > 1)
        words = [Truncator(cell.words).chars(CELL) for cell in cells if cell][:2]
        shown = f"For example: {' | '.join(words)}" if words else "Nothing stands in it"
        role, by = self.columns_by[column]
        if not role or by == "heading" or role not in self.shape.roles[column : column + 1]:
            return shown
        return f"{shown}. It looks like {ROLES[role].lower()}: {by}"


def _worded(field):
    """A field that was made after its form, with the sentences of the portal's forms."""
    field.error_messages |= wording(field)
    return field


def _use_of(shape):
    return LEAVE if shape.is_left_out else ABOVE if shape.is_like_above else OWN


class PairingForm(PortalForm):
    """For what stands beside several actions in another number: which goes with which."""

    marks_optional = False
    NOBODY = "none"

    def __init__(self, data=None, *, questions, words, **kwargs):
        super().__init__(data, **kwargs)
        self.groups = []
        for number, question in questions:
            offered = [
                (str(at), Truncator(words.get(address, "")).chars(100))
                for at, address in enumerate(question["actions"])
            ]
            offered.append((self.NOBODY, "None of them: keep it as unplaced text"))
            names = []
            for at, value in enumerate(question["values"]):
                names.append(f"question_{number + 1}_{at + 1}")
                chosen = question["chosen"][at]
                label = f"“{Truncator(value).chars(120)}” goes with"
                self.fields[names[-1]] = _worded(forms.ChoiceField(label=label, choices=offered))
                self.initial[names[-1]] = self.NOBODY if chosen is None else str(chosen)
            self.groups.append((number, question, names))

    @property
    def blocks(self):
        """Each question with its fields."""
        return [(question, [self[name] for name in names]) for _, question, names in self.groups]

    @property
    def answer(self):
        """For each question the number of the action for each value, or None for none."""
        return {
            number: [
                None if (pick := self.cleaned_data[name]) == self.NOBODY else int(pick)
                for name in names
            ]
            for number, _, names in self.groups
        }


class PlaceForm(PortalForm):
    """Where a text that found no place belongs, and as what."""

    marks_optional = False
    STAYS = "unplaced"

    as_ = forms.ChoiceField(
        label="What is it?",
        choices=[*AS.items(), (STAYS, "Keep it as unplaced text")],
        widget=Radios(
            hints={
                "action": "Under a theme or objective: an action of its own. "
                "With an action: more of its words",
                "note": "Shown with the plan, as one of its notes",
            }
        ),
        error_messages={"required": "Select what it is"},
    )
    under = forms.ChoiceField(
        label="Where does it belong?",
        help_text="Not needed for a note of the plan",
        required=False,
        error_messages={"invalid_choice": "Select a place from the list"},
    )

    def __init__(self, data=None, *, places, **kwargs):
        super().__init__(data, **kwargs)
        marks = {1: "", 2: "– ", 3: "– – "}
        shown = [
            (place, f"{marks[depth]}{Truncator(words).chars(90)}" or "The plan")
            for place, depth, words in places
            if words
        ]
        self.fields["under"].choices = [("", "Choose from the list"), *shown]
        self.depths = {place: depth for place, depth, _ in places}

    def clean(self):
        """What is chosen must be able to hold it."""
        cleaned = super().clean()
        kind = cleaned.get("as_")
        may_hold = HOLDS.get(kind, (None,))
        depth = self.depths.get(cleaned.get("under"))
        if kind in HOLDS and "under" not in self.errors and depth not in may_hold:
            self.add_error("under", WHERE[kind].rstrip("."))
        return cleaned

    @property
    def values(self):
        """What the service is told."""
        kind = self.cleaned_data["as_"]
        if kind == self.STAYS:
            return {}
        under = self.cleaned_data["under"] if kind in HOLDS else ""
        return {"as_": kind, "under": under}


class RetireLayoutForm(PortalForm):
    """Why a saved layout is to be tried on no more files."""

    reason = LongTextField(label="Why?", rows=2, max_length=200)
