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


_FINDERS = {
    "lead_partnership": _lead_partnership,
    "report_date": _report_date,
    "updates_as_of": _updates_as_of,
}
