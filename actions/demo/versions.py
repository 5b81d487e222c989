"""A newer version of one plan of the demonstration, read from Word as a partner would send it."""

import io

import docx

from ..services import exporting, newer

#: What the partner wrote anew: the words of an action before and after.
BEFORE = "Write the clause into the leases of the beach cafes and the boxing club"
AFTER = "Write the clause into the leases of the beach cafes, the boxing club and the rowing club"
NAME = "Saltmere Prevent plan, as the cabinet saw it.docx"


def apply_newer_version(plan, *, by, on):
    """Give the plan a file with a few words changed, and apply it; return the version."""
    with exporting.exported(plan, form="docx", by=by) as file:
        paper = docx.Document(file)
    for cell in (cell for table in paper.tables for row in table.rows for cell in row.cells):
        for paragraph in cell.paragraphs:
            if paragraph.text == BEFORE:
                paragraph.text = AFTER
    content = io.BytesIO()
    paper.save(content)
    version = newer.propose_newer(plan, content, name=NAME, by=by)
    return newer.apply_newer(version, by=by, on=on)
