"""A reader's copy of an issued paper: a line on each page says who it was made for, and of which master."""

import io

import pikepdf
from pikepdf import Name

from . import documents


def stamped(data, *, line):
    """The bytes of a copy of a PDF with a line on top of each page, which says whose copy it is.

    The master stays as it is: the line is an artifact, so the copy is as accessible. The same master
    and line give the same bytes.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        drawn = {}
        for page in pdf.pages:
            size = tuple(round(float(side), 2) for side in page.mediabox[2:])
            if size not in drawn:
                drawn[size] = _drawing(pdf, line, size)
            # A name of its own, and no name by chance: the copy is to have the same bytes again.
            name = Name(f"/Copy{list(drawn).index(size)}")
            _lay_over(page, drawn[size], name)
        pdf.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def _drawing(pdf, line, size):
    """The line as a drawing that pages of one size share."""
    with pikepdf.open(io.BytesIO(documents.stamp_pages(line, size))) as made:
        return pdf.copy_foreign(made.pages[0].as_form_xobject())


def _lay_over(page, drawing, name):
    page.add_resource(drawing, Name.XObject, name, replace_existing=True)
    page.contents_add(b"q\n", prepend=True)
    words = f"\nQ\n/Artifact <</Type /Pagination /Subtype /Header>> BDC q {name} Do Q EMC\n"
    page.contents_add(words.encode())
