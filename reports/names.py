"""What must not stand in a paper: people's names, and what leads to a person. No database, no clock.

A name counts where forename and surname stand together, in either order, also as an initial, or the
surname after a title. A surname alone does not: too many are words, places and agencies.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from prevent_portal.unpublished import Unpublished

#: Kinds of what is found.
NAME, E_MAIL, TELEPHONE = "name", "e-mail address", "telephone number"
PLACE = "name of a place that is marked sensitive"
REFERENCE, INSURANCE, NHS = "Channel reference", "National Insurance number", "NHS number"

#: Letters shown on each side of what is found.
AROUND = 40
#: Words looked at between a surname and the forename before it.
_BETWEEN = 3


def _set(words):
    return frozenset(words.split())


_TITLES = _set(
    """
    cllr councillor dame doctor dr father imam inspector judge lady lord miss mr mrs ms mx
    pc prof professor rabbi rev reverend sergeant sgt sir superintendent supt
    """
)
_PARTICLES = _set(
    """
    al ap ben bin da de del den der di dos du el ibn la le st van von
    """
)
#: Words that are also names: two of them together in small letters are taken for what they say.
_COMMON = _set(
    """
    abbot april art august baker bank banks berry best bill bishop black bond bridge brown
    carter case chase cherry child childs church cole cook cross day dean drew driver east
    faith farmer field ford forest frank good grace grant gray green grey guy hall heath
    heather hill hope iris ivy joy judge june king lane law laws lee lily little long love
    major man mann mark marsh mason may miles mills month moss new north old page parish
    park pat penny pope porter pound power price ray reach read reed rich rivers rob rose
    rule self sharp short small smith stone street strong sue summer swift violet waters
    week west white will winters wise wood young
    """
)

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_GAP = re.compile(r"[\s\-‐‑–]*")
_GAP_AFTER_SHORT = re.compile(r"[.\s\-‐‑–]*")
_COMMA = re.compile(r"\s*,\s*")

_PATTERNS = (
    (E_MAIL, re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")),
    (
        REFERENCE,
        re.compile(r"(?<!\w)C\d\d[\s\-‐‑–]{0,2}[2-9A-HJKMNP-TV-Z]{6}(?!\w)", re.IGNORECASE),
    ),
    (
        INSURANCE,
        re.compile(r"(?<!\w)[A-CEGHJ-PR-TW-Z]{2}(?:[ \-]?\d\d){3}[ \-]?[A-D](?!\w)", re.IGNORECASE),
    ),
    (NHS, re.compile(r"(?<![\w.,])\d{3}[ \-]?\d{3}[ \-]?\d{4}(?![\w]|[.,]\d)")),
    (TELEPHONE, re.compile(r"(?<![\w.,])(?:\+44|0044|\(?0)[\d ()\-]{8,16}\d(?![\w]|[.,]\d)")),
)
#: What is in a paper for the programs that print it.
_NOT_PRINTED = _set(
    """
    audience counts figures_of id key kind known_at lang level made_at number on says schema
    shape since style type withheld
    """
)
_NHS_DIGITS, _SHORTEST_TELEPHONE = 10, 10


@dataclass(frozen=True)
class Found:
    """What should not stand in a paper: what it is, its section, itself, and the words around it."""

    kind: str
    section: str
    text: str
    around: str


def found_in(paper, *, names=(), passing=(), unnamed=()):
    """Everything in a paper that must not pass, in its order; `paper` is a composed dict.

    `names` are of people who must not be named; `passing` are phrases, of agencies and places say, in
    which a name may stand; `unnamed` are of places. Time grows with the length of the paper and the
    number of names, once each.
    """
    people, phrases, places = Names(names), _Phrases(passing), Unpublished(unnamed)
    hits = []
    for section, text in texts_of(paper):
        words = _words_of(text)
        free = phrases.spans(words)
        spans = [(start, end, NAME) for start, end in people.spans(text, words)]
        spans = [span for span in spans if not _is_inside(span, free)]
        spans += _private(text)
        spans += [(start, end, PLACE) for start, end in places.spans(text)]
        hits += [_hit(kind, section, text, start, end) for start, end, kind in sorted(spans)]
    return hits


def texts_of(paper):
    """Every text that a paper prints, with its section: a row of a table is one text."""
    cover = {name: value for name, value in paper.items() if name not in ("sections", "figures")}
    yield from (("Cover", text) for text in _texts(cover))
    for section in paper["sections"]:
        for text in _texts(section):
            yield section["title"], text


def _texts(value):
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        value = {name: each for name, each in value.items() if name not in _NOT_PRINTED}
        for name in ("runs", "cells"):
            if name in value:
                yield _joined(value.pop(name), name)
        for each in value.values():
            yield from _texts(each)


def _joined(parts, name):
    """Runs as one text; cells with a gap, so that a forename and a surname in two cells are found."""
    between = "" if name == "runs" else "\t"
    text = between.join(" ".join(_texts(_without_links(part))) for part in parts)
    links = [part["link"] for part in parts if isinstance(part, dict) and part.get("link")]
    return "\n".join([text, *links])


def _without_links(part):
    return {n: v for n, v in part.items() if n != "link"} if isinstance(part, dict) else part


# Names


class Names:
    """People's names, ready to be found in any text."""

    def __init__(self, names):
        self.surnames = {}
        for name in names:
            self._add(name)
        self.first = {}
        for surname in self.surnames:
            self.first.setdefault(surname[0], []).append(surname)
        for found in self.first.values():
            found.sort(key=len, reverse=True)

    def _add(self, name):
        last, comma, rest = name.partition(",")
        parts = [*rest.split(), last] if comma else name.split()
        parts = [tuple(word for *_, word in _words_of(part)) for part in parts]
        parts = [part for part in parts if part and part[0] not in _TITLES]
        if not parts:
            return
        *fore, surname = parts
        forenames, initials = self.surnames.setdefault(surname, (set(), set()))
        for part in fore:
            forenames.update(word for word in part if word not in _PARTICLES)
        if fore:
            initials.add(fore[0][0][0])

    def spans(self, text, words):
        """Where names stand in a text, as (start, end); `words` are its (start, end, plain word)."""
        for place, (_, _, word) in enumerate(words):
            for surname in self.first.get(word, ()):
                last = place + len(surname)
                if tuple(word for *_, word in words[place:last]) != surname:
                    continue
                if span := self._around(text, words, place, last, self.surnames[surname]):
                    yield span
                    break

    def _around(self, text, words, place, last, known):
        return self._before(text, words, place, last, known) or self._after(
            text, words, place, last, known
        )

    def _before(self, text, words, place, last, known):
        """A forename, an initial or a title before the surname, with at most a few words between."""
        forenames, initials = known
        at = place
        while at and place - at < _BETWEEN and _touch(text, words[at - 1], words[at]):
            at -= 1
            start, end, word = words[at]
            is_initial = end - start == 1 and text[start].isupper()
            together = (start, words[last - 1][1])
            if word in _TITLES:
                return together
            if word in forenames and not self._says_something(text, words, at, last):
                return together
            if is_initial and word in initials and text[words[place][0]].isupper():
                return together
            is_next = at == place - 1 and text[start].isupper()
            if is_next and word[0] in initials and word[0] in forenames:
                return together  # of this person only an initial is known
            if not (is_initial or word in _PARTICLES or text[start].isupper()):
                return None
        return None

    def _after(self, text, words, place, last, known):
        """The forename or an initial after the surname: Smith, John; Smith J."""
        forenames, initials = known
        if last == len(words):
            return None
        (start, end, word), before = words[last], words[last - 1]
        has_comma = bool(_COMMA.fullmatch(text, before[1], start))
        if not has_comma and not _touch(text, before, words[last]):
            return None
        together = (words[place][0], end)
        if word in forenames and not self._says_something(text, words, place, last + 1):
            return together
        is_initial = end - start == 1 and text[start].isupper()
        is_listed = is_initial and word in initials and text[words[place][0]].isupper()
        is_sure = has_comma or before[2] not in _COMMON
        return together if is_listed and is_sure and word not in "ai" else None

    @staticmethod
    def _says_something(text, words, at, last):
        """True for common words in small letters: will young people."""
        return all(word in _COMMON and text[start].islower() for start, _, word in words[at:last])


class _Phrases:
    """Phrases of several words, found in a text."""

    def __init__(self, phrases):
        self.first = {}
        for phrase in phrases:
            words = tuple(word for *_, word in _words_of(phrase))
            if words:
                self.first.setdefault(words[0], set()).add(words)

    def spans(self, words):
        """Where any of them stands, as sorted (start, end)."""
        return [
            (start, words[place + len(phrase) - 1][1])
            for place, (start, _, word) in enumerate(words)
            for phrase in self.first.get(word, ())
            if tuple(word for *_, word in words[place : place + len(phrase)]) == phrase
        ]


def _is_inside(span, free):
    """True if a span lies within one of the sorted spans."""
    place = bisect_right(free, (span[0], float("inf")))
    return any(end >= span[1] for _, end in free[max(place - 3, 0) : place])


def _touch(text, one, other):
    """True if nothing stands between two words but space, a hyphen, or a stop after an initial or title."""
    is_short = one[1] - one[0] == 1 or one[2] in _TITLES
    gap = _GAP_AFTER_SHORT if is_short else _GAP
    return bool(gap.fullmatch(text, one[1], other[0]))


def _words_of(text):
    return [(found.start(), found.end(), _plain(found[0])) for found in _WORD.finditer(text)]


def _plain(word):
    """A word without case, accents, apostrophes and the s of whom it belongs to."""
    word = unicodedata.normalize("NFKD", word).casefold()
    for apostrophe in "’ʼ":
        word = word.replace(apostrophe, "'")
    word = word.removesuffix("'s").replace("'", "")
    return "".join(letter for letter in word if not unicodedata.combining(letter))


# What leads to a person


def _private(text):
    taken = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if _is_true(kind, match[0]) and not any(
                match.start() < end and start < match.end() for start, end, _ in taken
            ):
                taken.append((match.start(), match.end(), kind))
    return taken


def _is_true(kind, text):
    digits = "".join(letter for letter in text if letter.isdigit())
    if kind == NHS:
        return _is_nhs(digits)
    if kind == TELEPHONE:
        national = digits.removeprefix("00").removeprefix("44") if digits[1:2] == "0" else digits
        return _SHORTEST_TELEPHONE <= len(digits) <= len("0044") + 11 and len(national) >= 9
    return True


def _is_nhs(digits):
    """True if the last of ten digits is the check digit of the others (modulo 11)."""
    if len(digits) != _NHS_DIGITS:
        return False
    weighed = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:-1]))
    return (11 - weighed % 11) % 11 == int(digits[-1])


def _hit(kind, section, text, start, end):
    left, right = max(start - AROUND, 0), min(end + AROUND, len(text))
    around = text[left:right]
    if left:
        around = "…" + around.partition(" ")[2] if " " in text[left:start] else "…" + around
    if right < len(text):
        around = around.rpartition(" ")[0] + "…" if " " in text[end:right] else around + "…"
    return Found(kind, section, text[start:end], " ".join(around.split()))
