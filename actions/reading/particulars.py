"""What only some plans say of themselves as a whole, each found by a function of its own name."""

import re

from ..timescale import parse

_DATE = r"(?:[0-9]{1,2}(?:st|nd|rd|th)? )?[A-Z][a-z]{2,8} 20[0-9]{2}"
_DATED = re.compile(
    rf"(?:(?:report )?date(?:d| of (?:report|meeting))?\W*)?({_DATE})\.?", re.IGNORECASE
)
_AS_OF = re.compile(rf"\bas (?:of|at|on)\W*(?:the )?({_DATE})")
_LEAD_PARTNERSHIP = re.compile(
    r"((?:[A-Z][\w'’&-]+ (?:and |for |of )?){1,5}(?:Partnership|Board|Forum))"
    r"(?: (?:to|will|that|which|who))? leads?\b"
)

_EXPANDS = re.compile(r"[*†‡]+\s*(.+?) (?:includes?|means?|are|is)[: ]+([^.]+)\.")


def particulars(names, document, front, builder):
    """What a document says of each of these, leaving out what it does not say."""
    found = {name: _FINDERS[name](document, front, builder) for name in names}
    return {name: value for name, value in found.items() if value}


def _lead_partnership(document, front, builder):
    """The partnership that leads, as the text before the sections says."""
    for line in front.lines:
        if line not in builder.used and (match := _LEAD_PARTNERSHIP.search(line.words)):
            return match[1].removeprefix("The ")
    return None


def _report_date(document, front, builder):
    """The day of the report: the last date in its title, else a line that says only a date.

    A month stands for its last day.
    """
    dates = [*re.findall(_DATE, front.title)[::-1]]
    dates += [match[1] for line in front.lines if (match := _DATED.fullmatch(line.words))]
    return next(filter(None, map(_day, dates)), None)


def _updates_as_of(document, front, builder):
    """The day that a heading gives for what is said below it, as typed too."""
    for headings in builder.headings:
        for heading in headings:
            if (match := _AS_OF.search(heading)) and (day := _day(match[1])):
                return {"raw": match[1], "date": day}
    return None


def _day(text):
    meaning = parse(text)
    return meaning.dates[-1].isoformat() if meaning.kind == "date" and meaning.dates else None


def _authorities(document, front, builder):
    """The councils that share the plan, where there are several."""
    return front.authorities


def _footnotes(document, front, builder):
    """The notes that the leads' marks send to, by mark; they stay with the text that has no place."""
    raw = [a.lead_raw or "" for s in builder.sections for o in s.objectives for a in o.actions]
    marks = {mark for text in raw for mark in re.findall(r"\w([*†‡]+)", text)}
    found = {}
    for paragraph in document.every_paragraph():
        match = re.match(r"[*†‡]+(?=\s*\w)", paragraph.words)
        if match and match[0] in marks and paragraph not in builder.used:
            found.setdefault(match[0], paragraph.words)
    return found


def _footnote_expands(document, front, builder):
    """Whom a note says that a lead stands for: "*All schools include A, B and C."."""
    answer = {}
    for note in _footnotes(document, front, builder).values():
        if match := _EXPANDS.match(note):
            parts = re.split(r",\s*(?:and\s+)?|\s+and\s+", match[2])
            answer[match[1]] = [part[:1].upper() + part[1:] for part in parts if part]
    return answer


def _report_to(document, front, builder):
    """Whom a report is for, as a line above its first heading says."""
    return _first(
        front.lines, r"(?:report )?to\W+(?P<found>[A-Z].*)", r"(?P<found>[A-Z].*?) sponsor"
    )


def _agenda_item(document, front, builder):
    """The number that the agenda gives the report."""
    return _first(front.lines, r"agenda item(?: no\.?| number)?\W*(?P<found>[0-9]+[a-z]?)")


def _author_post(document, front, builder):
    """The post of the author: what stands below the line that says whom to ask."""
    lines = document.paragraphs
    for before, line in zip(lines, lines[1:], strict=False):
        if re.search(r"\bcontact\b.{0,20}:$", before.words, re.IGNORECASE):
            return line.words
    return None


def _first(lines, *patterns):
    for line in lines:
        for pattern in patterns:
            if match := re.fullmatch(pattern, line.words, re.IGNORECASE):
                return match["found"]
    return None


_FINDERS = {
    "report_to": _report_to,
    "agenda_item": _agenda_item,
    "author_post": _author_post,
    "authorities": _authorities,
    "footnotes": _footnotes,
    "footnote_expands": _footnote_expands,
    "lead_partnership": _lead_partnership,
    "report_date": _report_date,
    "updates_as_of": _updates_as_of,
}
