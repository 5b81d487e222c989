"""A sheet that has columns for what stands in paragraphs elsewhere, unfolded into those paragraphs.

A plan of requirements says above each table what a section is about and what is required of it, and
a report on progress has no table at all. As a sheet each has a column for these, and its headings
say so; unfolded, it is the document that it would be in Word, and is read by the same rules.
"""

import re
from dataclasses import replace

from .columns import DEEPEST_HEADING
from .layouts import is_requirements_label, role_of
from .model import Document, Paragraph, Row, Table

#: What the columns are called, by what stands in them.
_SECTION = re.compile(r"(?:section|theme)s?", re.IGNORECASE)
_INTRO = re.compile(r"introduction|background", re.IGNORECASE)
_NUMBER = re.compile(r"no\.?|number|ref(?:erence)?", re.IGNORECASE)
_PARAGRAPH = re.compile(r"paragraphs?", re.IGNORECASE)
_RECOMMENDED = re.compile(r"recommend(?:ed actions?|ations?)", re.IGNORECASE)
#: The level of a section's heading, as Word counts.
_LEVEL = 2


def unfolded(document):
    """The document that a sheet of such columns stands for; itself, where it has others."""
    if document.kind == "docx" or len(document.tables) != 1:
        return document
    table = document.tables[0]
    for at, row in enumerate(table.rows[:DEEPEST_HEADING]):
        headings = [cell.words for cell in row.cells]
        if places := _of_sections(headings):
            return _unfolded(document, table, at, "requirements-and-activities", _sections, places)
        if places := _of_a_report(headings):
            return _unfolded(document, table, at, "progress-report", _report, places)
    return document


def _of_sections(headings):
    """Where a sheet of requirements has its columns; None for another sheet."""
    places = _places(
        headings, section=_SECTION.fullmatch, intro=_INTRO.fullmatch, required=is_requirements_label
    )
    rest = [words for at, words in enumerate(headings) if at not in places.values()]
    has_actions = any(role_of(words) == "action" for words in rest)
    return places if len(places) == 3 and has_actions else None


def _of_a_report(headings):
    """Where the sheet of a report has its columns; None for another sheet."""
    places = _places(
        headings,
        section=_SECTION.fullmatch,
        number=_NUMBER.fullmatch,
        paragraph=_PARAGRAPH.fullmatch,
        recommended=_RECOMMENDED.fullmatch,
    )
    return places if len(places) == 4 else None


def _places(headings, **called):
    found = {}
    for name, is_called in called.items():
        for at, words in enumerate(headings):
            if words and is_called(words):
                found.setdefault(name, at)
    return found


def _unfolded(document, table, at, layout, blocks_of, places):
    front = [p for row in table.rows[:at] for cell in row.filled for p in cell.paragraphs]
    blocks, asides = blocks_of(table, at, places)
    return Document(
        document.kind,
        [*front, *blocks],
        [*document.asides, *asides],
        document.title,
        layout=layout,
        front=front,
    )


def _sections(table, at, places):
    """A heading for each section, what is said above its table, and the table."""
    head = table.rows[at].cells
    label = head[places["required"]].paragraphs
    own = [column for column in range(len(head)) if column not in places.values()]
    blocks, part, here = [], None, {name: "" for name in places}
    for row in table.rows[at + 1 :]:
        said = {name: row.cells[column] for name, column in places.items()}
        is_new = said["section"] and said["section"].words != here["section"]
        if is_new or part is None:
            here = {name: cell.words for name, cell in said.items()}
            blocks += _heading(said["section"])
            part = Table(table.name, [Row([head[column] for column in own])])
            above = [*said["intro"].paragraphs, *label, *said["required"].paragraphs]
            blocks += [*above, part]
        part.rows.append(Row([row.cells[column] for column in own]))
    return blocks, _said_again(table, at, places, blocks)


def _said_again(table, at, places, blocks):
    """What else a section's later rows say of it: it finds no place, and is shown."""
    kept = {p.words for p in blocks if isinstance(p, Paragraph)}
    cells = [row.cells[column] for row in table.rows[at + 1 :] for column in places.values()]
    return [p for cell in dict.fromkeys(cells) for p in cell.paragraphs if p.words not in kept]


def _heading(cell):
    if not cell:
        return []
    return [Paragraph(cell.words, cell.paragraphs[0].place, level=_LEVEL)]


def _report(table, at, places):
    """Headings and numbered paragraphs, and below each recommendation what else its row says."""
    blocks, here = [], None
    head = table.rows[at].cells
    beside = [column for column in range(len(head)) if column not in places.values()]
    for row in table.rows[at + 1 :]:
        said = {name: row.cells[column] for name, column in places.items()}
        if said["section"] and said["section"].words != here:
            here = said["section"].words
            blocks += _heading(said["section"])
        for name in ("paragraph", "recommended"):
            if cell := said[name]:
                place = cell.paragraphs[0].place
                blocks.append(Paragraph(cell.words, place, marker=said["number"].words))
        known = [f"{head[c].words}: {row.cells[c].words}" for c in beside if row.cells[c]]
        if known:
            first = next(row.cells[c].paragraphs[0] for c in beside if row.cells[c])
            blocks.append(replace(first, text=". ".join(known)))
    return blocks, []
