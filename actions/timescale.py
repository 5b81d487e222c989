"""What the words in a plan's "by when" column mean, and what they make due as seen on a day.

A month means its last day, a year its last day, a financial year its 31 March. What can be read
in two ways is not guessed ("bi-monthly": twice a month or every two months; "Q2 2019": of the
calendar or of the financial year; "June 19"; "June", without its year): it is kept, `unknown`.
"""

import calendar
import datetime
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from dateutil.relativedelta import relativedelta

KINDS = ("date", "dates", "recurring", "ongoing", "trigger", "tbc", "none", "unknown")

#: From the coarsest to the finest. Several dates in one cell share the coarsest among them.
PRECISIONS = ("year", "term", "season", "quarter", "month", "day")

#: A date outside these years is taken for a slip of the hand, not for a date.
FIRST_YEAR, LAST_YEAR = 2000, 2099

#: In characters. Longer texts are prose that fell into the column.
LONGEST = 300

#: Of more words than these, one that sounds like a rhythm ("annual") speaks of something else.
MOST_WORDS = 6


@dataclass(frozen=True)
class Meaning:
    """The words as typed, and what was understood of them."""

    raw: str | None
    kind: str
    dates: tuple[datetime.date, ...] = ()
    every_months: int | None = None
    every_days: int | None = None
    precision: str | None = None

    def as_json(self):
        """The meaning as plain values, with no key that says nothing."""
        answer = {"raw": self.raw, "kind": self.kind}
        if self.kind == "date":
            answer["date"] = self.dates[0].isoformat()
        if self.kind == "dates":
            answer["dates"] = [day.isoformat() for day in self.dates]
        for name in ("every_months", "every_days", "precision"):
            if (value := getattr(self, name)) is not None:
                answer[name] = value
        return answer


MONTHS = {
    name: number
    for number in range(1, 13)
    for name in (
        calendar.month_name[number].lower(),
        calendar.month_abbr[number].lower(),
    )
} | {"sept": 9}

#: The last month and day of a season, and of a school term (spring ends with Easter).
SPANS = {
    "spring": (5, 31),
    "summer": (8, 31),
    "autumn": (11, 30),
    "spring term": (4, 30),
    "summer term": (7, 31),
    "autumn term": (12, 31),
}

# fmt: off
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "other": 2,
}
# fmt: on

_UNITS = {
    "year": ("every_months", 12),
    "quarter": ("every_months", 3),
    "month": ("every_months", 1),
    "week": ("every_days", 7),
    "day": ("every_days", 1),
}

# fmt: off
#: Words that say how often. A school year has three terms, hence four months to a term.
EVERY = (
    (r"half[- ]?termly|(?:each|every|per) half[- ]?term", {"every_months": 2}),
    (r"termly|(?:each|every|per|once a) (?:school )?term", {"every_months": 4}),
    (r"half[- ]?year(?:ly)?|(?:twice|two times) (?:a|per|each|every) year|twice yearly",
     {"every_months": 6}),
    (r"(?:bi|semi)-?annual(?:ly)?", {"every_months": 6}),
    (r"three times (?:a|per|each) year", {"every_months": 4}),
    (r"four times (?:a|per|each) year", {"every_months": 3}),
    (r"biennial(?:ly)?", {"every_months": 24}),
    (r"quarterly|(?:each|every|per|once a) quarter", {"every_months": 3}),
    (r"annual(?:ly)?|yearly|(?:each|every|per|once a) (?:calendar |financial )?year|per annum",
     {"every_months": 12}),
    (r"fortnightly|(?:each|every) fortnight", {"every_days": 14}),
    (r"monthly|(?:each|every|per|once a) (?:calendar )?month", {"every_months": 1}),
    (r"weekly|(?:each|every|per|once a) week", {"every_days": 7}),
    (r"daily|(?:each|every) (?:working )?day", {"every_days": 1}),
)
# fmt: on

_COUNT = r"(?:[0-9]{1,2}|" + "|".join(NUMBERS) + r")"
_EVERY = (
    # "Every 6-8 months" is late only after 8.
    re.compile(
        rf"\b(?:every|each) (?:{_COUNT} ?(?:-|–|to|or) ?)?(?P<n>{_COUNT})[ -]"
        r"(?P<unit>year|quarter|month|week|day)s?\b"
    ),
    re.compile(rf"\b(?P<n>{_COUNT})[- ]?(?P<unit>year|month|week)ly\b"),
    *(re.compile(rf"\b(?:{words})\b") for words, _ in EVERY),
)
_AMBIGUOUS = re.compile(r"\b(?:bi|semi)[- ]?(?:monthly|weekly|yearly|quarterly)\b")
_LEADS_ON = re.compile(
    r" ?(?:$|[^\w\s]|(?:from|until|till|to|in|by|each|with|starting|commencing|beginning)\b)"
)

_NOTHING = re.compile(r"n/?a|none|not applicable|nil|blank|[-–—./*?]+")
_TRIGGER = re.compile(
    r"(?:as (?:and|&|or) when|as,? and when|as (?:required|needed|necessary|appropriate|soon as)"
    r"|as \w+ (?:\w+ )?arises?|when(?:ever)?|once(?! (?:a|per|every|each)\b)|upon|following|after"
    r"|on (?:receipt|publication|completion|appointment|request|notification|adoption|renewal)"
    r"|if|where|subject to|depend(?:s|ent|ing) (?:up)?on|within [\w ]{1,30} of)\b"
)
#: What the words mean where they name no day; the one that comes first in the cell counts.
_OTHERWISE = {
    "tbc": re.compile(
        r"\bt\.?b\.?[acd]\b|\bto be (?:agreed|confirmed|arranged|advised|announced|determined"
        r"|decided|set|scheduled|finalised)\b|\bnot (?:yet )?(?:set|agreed|confirmed|known)\b"
        r"|\bawaiting (?:a )?dates?\b"
    ),
    "trigger": re.compile(
        r"\bas (?:and|&) when\b|\b(?:as|when|where|if) (?:required|needed|necessary|appropriate)\b"
        r"|\bwhen published\b"
    ),
    "ongoing": re.compile(
        r"\bon[- ]?going\b|\bcontinu(?:ous|al|ally|ously|ing|es?)\b|\bbusiness as usual\b"
        r"|\bb\.?a\.?u\b|\bpermanent(?:ly)?\b|\bat all times\b|\bthroughout\b|\brolling\b"
    ),
}

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = r"(?<![0-9./])[0-9]{1,2}(?:st|nd|rd|th)?"
_JOIN = r"(?: ?(?:,|;|&|\+|/|-|–|—) ?(?:and |to |or )?| (?:and|to|or|until|till|through) )"
_NAMED = rf"(?:{_DAY}(?:{_JOIN}{_DAY}){{0,12}}(?: of|-|/)? ?)?\b(?:{_MONTH})\b\.?"
_FINANCIAL = r"(?:20[0-9]{2} ?[/–-] ?(?:20)?[0-9]{2}|[0-9]{2}/[0-9]{2})(?![0-9/–-])"
_QUARTER = (
    r"\b(?:q|qtr|quarter) ?[1-4]|(?:1st|2nd|3rd|4th|first|second|third|fourth) (?:quarter|qtr)"
)
_SPAN = r"\b(?:(?:spring|summer|autumn) term|spring|summer|autumn|winter)\b"
_IN = r",?(?: of| in)? ?(?:fy ?)?"

#: Each way of writing a moment, tried in this order at each place of the text.
_WHEN = re.compile(
    r"(?P<iso>\b[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}\b)"
    r"|(?P<numeric>\b[0-9]{1,2}(?P<dot>[/.-])[0-9]{1,2}(?P=dot)(?:[0-9]{4}|[0-9]{2})\b)"
    rf"|(?P<american>\b(?:{_MONTH})\.? {_DAY},? [0-9]{{4}}\b)"
    rf"|(?P<named>{_NAMED}(?:{_JOIN}{_NAMED}){{0,12}}"
    rf"(?:{_IN}[/-]?(?:{_FINANCIAL}|[0-9]{{4}}\b)|(?:-| ?['’])[0-9]{{2}}\b))"
    rf"|(?P<short>{_DAY}(?: of|-)? ?(?:{_MONTH})\.? [0-9]{{2}}\b)"
    rf"|(?P<quarter>(?:{_QUARTER}){_IN}{_FINANCIAL})"
    rf"|(?P<span>{_SPAN}{_IN}(?:{_FINANCIAL}|[0-9]{{4}}\b))"
    rf"|(?P<financial>(?<![0-9/.-]){_FINANCIAL})"
    r"|(?P<month_year>(?<![0-9/.-])[0-9]{1,2}[/.-][0-9]{4}\b)"
    r"|(?P<year>(?<![0-9/.-])20[0-9]{2}\b)"
)
#: Left over once all moments are taken out, these say that one was not understood.
_HALF_A_MOMENT = re.compile(
    rf"\b(?!may\b|march\b)(?:{_MONTH})\b|\b(?:^|by|in|of|for|and) (?:may|march)\b|^(?:may|march)\b"
    rf"|{_QUARTER}|{_SPAN}|[0-9]+[/.-][0-9]+|[0-9]{{4}}"
)
_RANGE = re.compile(r"-|–|—|/|to|until|till|through|or")
_LIST = re.compile(r"and|&|,|;|\+")
_STARTS = re.compile(
    r"\b(?:from|since|starting|starts?|started|commenc(?:ing|es?|ed)|beginning|begins?|began)\b"
    r"[ \w]{0,20}$"
)
_WEEK = re.compile(r"(?:week|w/c|wc|w/b)(?: (?:commencing|beginning|of))?:?$")
_MAKES_A_YEAR_VAGUE = re.compile(r"\b(?:early|mid|middle|start|beginning)\b|(?:\w+\W+){6}\w+")


class _NoMomentError(ValueError):
    """The words hold something like a date that is none, or that can be read in two ways."""


@dataclass(frozen=True)
class _Moment:
    day: datetime.date
    precision: str


def parse(raw):
    """Read the words of a "by when" cell. Never raises: what is not understood is `unknown`."""
    # A plan says the same few things again and again, and each is asked for more than once.
    return _parsed(raw) if raw is None or len(raw) <= LONGEST else _parse(raw)


def _parse(raw):
    text = _plain(raw or "")
    if not text or _NOTHING.fullmatch(text):
        return Meaning(raw, "none")
    if len(text) > LONGEST or _AMBIGUOUS.search(text):
        return Meaning(raw, "unknown")
    if _TRIGGER.match(text):
        return Meaning(raw, "trigger")
    try:
        every, rest = _how_often(text)
        if every and _is_led_by_how_often(text):
            return Meaning(raw, "recurring", **every)
        moments = _moments(rest)
    except _NoMomentError:
        return Meaning(raw, "unknown")
    if moments:
        days = tuple(dict.fromkeys(moment.day for moment in moments))
        precision = min((moment.precision for moment in moments), key=PRECISIONS.index)
        return Meaning(raw, "date" if len(days) == 1 else "dates", days, precision=precision)
    if len(text.split()) > MOST_WORDS:
        return Meaning(raw, "unknown")
    if every:
        return Meaning(raw, "recurring", **every)
    found = {
        kind: match.start() for kind, words in _OTHERWISE.items() if (match := words.search(text))
    }
    return Meaning(raw, min(found, key=found.get, default="unknown"))


_parsed = lru_cache(maxsize=4096)(_parse)


def due_on(meaning, *, start, last_update_on, on):
    """The day by which something is due, as seen on a day; None where no day is understood.

    Of several dates, the first that is not yet past, else the last. What recurs is due one
    interval after it was last reported on, or after the start where it never was.
    """
    if meaning.kind in ("date", "dates") and meaning.dates:
        days = sorted(meaning.dates)
        return next((day for day in days if day >= on), days[-1])
    since = last_update_on or start
    if meaning.kind == "recurring" and since and (meaning.every_months or meaning.every_days):
        return since + relativedelta(months=meaning.every_months or 0, days=meaning.every_days or 0)
    return None


def is_late(meaning, *, start, last_update_on, on):
    """Whether the day by which something is due has passed; of several dates, the last."""
    due = due_on(meaning, start=start, last_update_on=last_update_on, on=on)
    return due is not None and on > due


def _plain(raw):
    """Lower case, single spaces, and no invisible character that could hide between words."""
    visible = "".join(
        letter if unicodedata.category(letter) not in ("Cc", "Cf", "Cs") else " " * letter.isspace()
        for letter in raw[: LONGEST * 4]
    )
    return " ".join(visible.lower().split())


def _how_often(text):
    """The interval that the words name, and the words without it; two different ones are none."""
    found = []
    for words in _EVERY:
        if match := words.search(text):
            found.append(_interval(words, match))
            text = text.replace(match[0], " ; ", 1)
    if any(every != found[0] for every in found):
        raise _NoMomentError
    return (found[0] if found else None), " ".join(text.split())


def _interval(words, match):
    if "unit" not in words.groupindex:
        return EVERY[_EVERY.index(words) - 2][1]
    field, size = _UNITS[match["unit"]]
    count = NUMBERS.get(match["n"]) or int(match["n"])
    if not count:
        raise _NoMomentError
    return {field: count * size}


def _is_led_by_how_often(text):
    """Whether the cell says first how often, and names a date only as where that begins or ends."""
    matches = [match for words in _EVERY if (match := words.match(text))]
    return any(_LEADS_ON.match(text, match.end()) for match in matches)


def _moments(text):
    """The moments that the words name, in their order; of a range its end only."""
    text = re.sub(r"\bbetween (.{3,60}?) and ", r"\1 to ", text)
    text = re.sub(r"\bfrom (.{3,60}?) (?:to|until|till|through|-|–) ", r"\1 to ", text)
    moments, left_over, end = [], [], 0
    for match in _WHEN.finditer(text):
        gap = text[end : match.start()].strip()
        left_over.append(gap)
        end = match.end()
        if _STARTS.search(gap):
            continue
        if moments and _RANGE.fullmatch(gap):
            moments.pop()
        form, words = match.lastgroup, match[0]
        if form == "year" and moments and moments[-1].precision == "month" and _LIST.fullmatch(gap):
            moments.append(_moment(int(words), moments[-1].day.month))
        else:
            moments += _READERS[form](words)
        if _WEEK.search(gap):
            moments[-1] = _Moment(moments[-1].day + datetime.timedelta(days=6), "day")
    left_over = " ".join([*left_over, text[end:]])
    if _HALF_A_MOMENT.search(left_over):
        raise _NoMomentError
    if any(moment.precision == "year" for moment in moments) and _MAKES_A_YEAR_VAGUE.search(
        left_over
    ):
        raise _NoMomentError
    return moments


def _moment(year, month, number=None, precision=None):
    """The last day of a month, or the day of it, where such a day exists."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        raise _NoMomentError
    last = calendar.monthrange(year, month)[1]
    if not 1 <= (number or last) <= last or number == 0:
        raise _NoMomentError
    precision = precision or ("month" if number is None else "day")
    return _Moment(datetime.date(year, month, number or last), precision)


def _years(words):
    """The calendar years that the digits at the end stand for: one, or the first and the last."""
    digits = [int(part) for part in re.findall(r"[0-9]+", words)]
    if match := re.search(rf"{_FINANCIAL}$", words):
        first, last = (int(part) for part in re.findall(r"[0-9]+", match[0]))
        if re.fullmatch(r"[0-9]{2}/[0-9]{2}", match[0]) and last <= 12:
            raise _NoMomentError
        first += 2000 * (first < 100)
        last += (first // 100) * 100 * (last < 100)
        if not first < last <= first + 10:
            raise _NoMomentError
        return first, last
    year = digits[-1]
    return (year + 2000 * (year < 100),)


def _year_of(month, years):
    """The calendar year in which a month falls; a financial year ends with March."""
    return years[0] if len(years) == 1 or month >= 4 else years[-1]


def _read_iso(words):
    return [_moment(*map(int, words.split("-")))]


def _read_numeric(words):
    number, month, year = map(int, re.split(r"[/.-]", words))
    return [_moment(year + 2000 * (year < 100), month, number)]


def _read_american(words):
    month, number, year = re.findall(r"[a-z]{3,}|[0-9]+", words)
    return [_moment(int(year), MONTHS[month], int(number))]


def _read_named(words):
    """Days and months that share the year behind them; of a range its end only."""
    years = _years(words)
    moments, end = [], 0
    for match in re.finditer(_NAMED, words):
        if moments and _RANGE.fullmatch(words[end : match.start()].strip()):
            moments.pop()
        end = match.end()
        month = MONTHS[re.search(_MONTH, match[0])[0]]
        numbers = [int(number) for number in re.findall("[0-9]+", match[0])] or [None]
        if re.search(r"[0-9](?:st|nd|rd|th)?(?: ?[-–—/] ?| to )[0-9]", match[0]):
            numbers = numbers[-1:]
        moments += [_moment(_year_of(month, years), month, number) for number in numbers]
    return moments


def _read_quarter(words):
    ordinals = {"first": 1, "second": 2, "third": 3, "fourth": 4}
    number = ordinals.get(words.split()[0]) or int(re.search("[1-4]", words)[0])
    month = (6, 9, 12, 3)[number - 1]
    return [_moment(_year_of(month, _years(words)), month, precision="quarter")]


def _read_span(words):
    name, years = re.match(_SPAN, words)[0], _years(words)
    if name == "winter":
        if len(years) == 1:
            raise _NoMomentError
        return [_moment(years[-1], 2, precision="season")]
    month, number = SPANS[name]
    year = years[-1] if name.startswith("spring") else years[0]
    return [_moment(year, month, number, "term" if "term" in name else "season")]


def _read_financial(words):
    if re.fullmatch("20[0-9]{2}-(?:0[1-9]|1[0-2])", words) and words[5:] <= words[2:4]:
        return [_moment(int(words[:4]), int(words[5:]))]
    return [_moment(_years(words)[-1], 3, 31, "year")]


def _read_month_year(words):
    month, year = map(int, re.split(r"[/.-]", words))
    return [_moment(year, month)]


def _read_year(words):
    return [_moment(int(words), 12, 31, "year")]


_READERS = {
    "iso": _read_iso,
    "numeric": _read_numeric,
    "american": _read_american,
    "named": _read_named,
    "short": _read_named,
    "quarter": _read_quarter,
    "span": _read_span,
    "financial": _read_financial,
    "month_year": _read_month_year,
    "year": _read_year,
}
