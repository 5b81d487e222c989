"""A case as papers for the panel: everything its page shows, marked, and stamped with who reads it and when.

Made in memory for one reader and handed to them: the portal keeps no copy.
"""

import re

from django.template.loader import render_to_string
from django.utils import timezone

from .parts import parts_of

#: Parts of a case's page that are no part of its papers.
LEFT_OUT = ("channel/case/_seats.html", "channel/case/_records.html")
#: Addresses lead nowhere on paper.
_ADDRESS = re.compile(r'\shref="[^"]*"')
#: What is pressed on a page.
_PRESSED = re.compile(r"<form\b.*?</form>", re.S)


def sections(case, reader, on):
    """The parts of a case's page that its papers have, in the page's order."""
    return [part for part in parts_of(case, reader, on) if part.template not in LEFT_OUT]


def bundle(cases, *, reader, at):
    """The bytes of one PDF with every case, each on pages of its own; `at` is when it is read."""
    from prevent_portal import papers  # WeasyPrint takes a second to load: only who needs it pays

    on = timezone.localtime(at).date()
    context = {
        "cases": [(case, sections(case, reader, on)) for case in cases],
        "reader": reader,
        "at": at,
        "made_at": timezone.localtime(at).isoformat(timespec="seconds"),
        "today": on,
    }
    words = render_to_string("channel/pdf/bundle.html", context)
    words = _ADDRESS.sub("", _PRESSED.sub("", words))
    return papers.to_pdf(words, style="channel/pdf/paper.css")


def file_name(case, on):
    """What the file is called: its marking, the reference and a day, nobody's name."""
    return f"OFFICIAL-SENSITIVE-{case.reference}-{on}.pdf"
