"""What a file says of the plan as a whole: its title, whose it is, and for which years."""

import calendar
import datetime
import re
from collections import Counter
from pathlib import PurePath

from .columns import heading_rows
from .councils import CITY_IN_COUNTY, COUNCILS
from .layouts import PERIOD

#: How many paragraphs before the first table may speak of the plan as a whole.
FRONT = 40

_APPENDIX = re.compile(
    r"^\s*(?:appendix|annex|annexe|attachment|enclosure)\s*[a-z0-9]{0,3}\s*(?:[-–—:.]+\s*|$)",
    re.IGNORECASE,
)
_IS_A_PLAN = re.compile(r"\b(?:plan|strategy|programme|register|framework)\b", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"microsoft word|^document ?\d*$|^untitled|^book ?\d*$|\.docx?$", re.IGNORECASE
)
_NAMED = re.compile(
    r"(?:London|Royal) Borough of [A-Z][\w'’-]+(?:(?: and| upon)? [A-Z][\w'’-]+){0,2}"
    r"|(?:[A-Z][\w'’&-]+ (?:and |upon |on |of |the )?){1,5}"
    r"(?:County |City |Borough |District |Metropolitan |Unitary ){0,2}Council\b"
)
_MONTHS = "|".join(calendar.month_name[1:])
_MONTH_TO_MONTH = re.compile(
    rf"({_MONTHS}) (20[0-9]{{2}})\s*(?:to|until|[-–—])\s*({_MONTHS}) (20[0-9]{{2}})", re.IGNORECASE
)
_INITIALS = re.compile(r"\b([A-Z]{2,4})\s*/\s*([A-Z]{2,4})\b")
_YEAR = re.compile(r"(?<![0-9])(20[0-9]{2})(?![0-9])")
_NOT_AREA = re.compile(
    r"\b(?:prevent|action|delivery|implementation|improvement|plans?|strategy|duty|spocs?|draft|the|for|of"
    r"|county|city|borough|district|metropolitan|london|royal|council|internal|annual|version|public"
    r"|example|template|\d+)\b",
    re.IGNORECASE,
)


class Front:
    """The title, authority and period of a document, and the paragraphs that gave them."""

    def __init__(self, document, name):
        self.document = document
        self.lines = _front(document)
        self.used = set()
        #: The councils that share the plan, where there are two.
        self.authorities = []
        self.title = self._title(name)
        self.authority = self._authority()
        self.period_raw, self.period_start, self.period_end = self._period()

    @property
    def area(self):
        """The field of work that the title names beside the place and "Prevent action plan"."""
        words = PERIOD.sub(" ", self.title)
        for place in [*(self.authority or "").split(), *sorted(COUNCILS, key=len, reverse=True)]:
            words = re.sub(rf"\b{re.escape(place)}\b", " ", words, flags=re.IGNORECASE)
        words = " ".join(re.sub(r"[^\w\s'’&-]", " ", _NOT_AREA.sub(" ", words)).split()).strip(
            "-– "
        )
        return (words.capitalize() if words.isupper() else words) or None

    def _title(self, name):
        """The paragraph styled as title, else a heading that calls itself a plan, else the file's own."""
        own = "" if _NO_TITLE.search(self.document.title) else self.document.title
        choices = [
            *(line for line in self.lines if line.is_title),
            *(line for line in self.lines if own and line.words == own),
            *(line for line in self.lines if line.level and _IS_A_PLAN.search(_plain(line.words))),
            *(
                line
                for line in self.lines
                if line.is_bold and _IS_A_PLAN.search(_plain(line.words))
            ),
        ]
        is_sheet = self.document.kind != "docx" and self.document.front is None
        if not choices and not own and is_sheet:
            choices = [line for line in self.lines if _IS_A_PLAN.search(line.words)]
        if not choices and not own and self.document.front is None:
            choices = [line for line in self.lines if line.level and _plain(line.words)]
        if not choices:
            return _plain(own) or " ".join(PurePath(name).stem.split())
        self.used.add(choices[0])
        title = _plain(choices[0].words)
        if title != choices[0].words:
            # What was taken off the front is shown with the rest that found no place.
            self.used.discard(choices[0])
        return title or choices[0].words

    def _authority(self):
        """The council that the title names or whose place it names; else the text's, by count."""
        for text in (self.title, self.document.title):
            if found := _council_in(text):
                return found
        text = "\n".join(line.words for line in self.document.paragraphs)
        named = Counter(_known_in(match.strip()) for match in _NAMED.findall(text))
        if named:
            return named.most_common(1)[0][0].removeprefix("The ")
        self.authorities = next(filter(None, (pair_of(line.words) for line in self.lines)), [])
        if self.authorities:
            return " & ".join(self.authorities)
        places = Counter()
        for place, council in COUNCILS.items():
            places[council] += len(re.findall(rf"\b{re.escape(place)}\b", text))
        council, count = places.most_common(1)[0]
        return council if count else None

    def _period(self):
        """The years in the title, else in what stands before the first table."""
        if found := period_in(self.title):
            return found
        for line in self.lines:
            if found := period_in(line.words):
                if line.words == found[0]:
                    self.used.add(line)
                return found
        return None, None, None

    @property
    def year(self):
        """The calendar year that the title names, for want of anything better."""
        match = _YEAR.search(self.title)
        if match is None:
            return None
        year = int(match[1])
        return match[1], datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def period_in(text):
    """The first period that words name, as typed, with its first and last day; None if none.

    Councils' years run from April to March.
    """
    if match := _MONTH_TO_MONTH.search(text):
        start = datetime.date(int(match[2]), _month(match[1]), 1)
        end_month, end_year = _month(match[3]), int(match[4])
        end = datetime.date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
        return (match[0], start, end) if start < end else None
    for match in PERIOD.finditer(text):
        first, last = int(match[1]), int(match[2])
        last += first // 100 * 100 if last < 100 else 0
        if first < last <= first + 10:
            return match[0], datetime.date(first, 4, 1), datetime.date(last, 3, 31)
    return None


def _known_in(text):
    """The council that words end with ("the leader of ... Council"); the words where none is known."""
    return next((council for council in COUNCILS.values() if text.endswith(council)), text)


def pair_of(text):
    """The county's council and that of a city in it, the city's first, where initials name both."""
    for match in _INITIALS.finditer(text):
        wanted = sorted(match.groups())
        found = [
            [COUNCILS[city], COUNCILS[county]]
            for city, county in CITY_IN_COUNTY.items()
            if sorted(_initials(COUNCILS[place]) for place in (city, county)) == wanted
        ]
        if len(found) == 1:
            return found[0]
    return []


def _initials(name):
    return "".join(word[0] for word in re.split(r"[\s-]+", name) if word[0].isupper())


def _front(document):
    """The paragraphs before the first table; in a sheet, what stands alone above its headings."""
    if document.front is not None:
        return [paragraph for paragraph in document.front if paragraph][:FRONT]
    lines = []
    if document.kind != "docx" and document.tables:
        table = document.tables[0]
        above = table.rows[: (heading_rows(table) or (0,))[0]]
        lone = [row.filled[0] for row in above if len(row.filled) == 1]
        return [p for cell in lone for p in cell.paragraphs if _speaks_of_plan(p.words)]
    for block in document.blocks:
        if block in document.tables or len(lines) >= FRONT:
            break
        if hasattr(block, "words") and block:
            lines.append(block)
    return lines


def _speaks_of_plan(text):
    return bool(_IS_A_PLAN.search(text)) or period_in(text) is not None


def _plain(title):
    return _APPENDIX.sub("", title).strip()


def _month(name):
    return [each.lower() for each in calendar.month_name].index(name.lower())


def _council_in(text):
    """The council that words name in full, or whose place comes first in them."""
    if text.isupper():
        text = re.sub(r"\b(?:And|Of|On|The|Upon)\b", lambda m: m[0].lower(), text.title())
    for council in COUNCILS.values():
        if council.lower() in text.lower():
            return council
    if match := _NAMED.search(text):
        return match[0].removeprefix("The ")
    found = []
    for place, council in COUNCILS.items():
        if match := re.search(rf"\b{re.escape(place)}\b", text, re.IGNORECASE):
            found.append((match.start(), -len(place), council))
    return min(found)[-1] if found else None
