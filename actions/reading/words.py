"""What the words of a cell say: where one item ends and the next begins, and what an item is."""

import re

from ..timescale import parse
from .model import Paragraph

BULLET = re.compile(r"^\s*(?:[•·▪■□◦●○➢➤►▶✓✔‣⁃\uf0b7\uf0a7\uf0d8\uf0fc]|[-–—*](?=\s))\s*")
_INNER_BULLETS = frozenset("•▪■●◦‣\uf0b7")
_INNER_BULLET = re.compile(rf"\s+[{''.join(sorted(_INNER_BULLETS))}]\s*")

#: After such a word, or before one, a line goes on.
_GOES_ON_AFTER = re.compile(r"(?:\b(?:a|an|and|its|of|or|our|the|their)|[&/(–-])$")
_GOES_ON_BEFORE = re.compile(
    r"(?:and|as|at|by|for|from|in|into|of|on|or|so|such|that|the|their|to|which|who|with)\b|[(&,)]"
)

#: In characters. A shorter line may well be an item by itself: a lead, a date.
LONG_LINE = 30

#: In characters. A line in front of an action that is longer is no name.
LONGEST_TITLE = 100

REF = re.compile(
    r"(?:(?:action|aim|duty|goal|item|no|objective|outcome|priority|ref|theme)\.?\s*)?"
    r"[a-z]{0,3}[-.]?[0-9]{1,3}(?:\.[0-9]{1,3})*[a-z]?[.):]?|[a-z][.):]?|[ivx]{1,5}[.):]?",
    re.IGNORECASE,
)
_LEADING_REF = re.compile(
    r"^\s*([a-z]{0,2}[0-9]{1,3}(?:\.[0-9]{1,3})+[a-z]?|[0-9]{1,3}(?=[.):]))[.):]?\s+(?=\S)", re.I
)
_SEE_ALSO = re.compile(r"\bsee (?:also )?(?:[a-z]+ ){0,2}(?:at |under |in )?([0-9]+\.[0-9]+)", re.I)

#: The words of a status column, and what they come to.
STATUSES = (
    ("superseded", r"superseded|replaced|withdrawn|closed.*replaced|no longer required"),
    ("planned", r"not (?:yet )?(?:started|begun|due)|planned|to (?:be )?(?:start|do|commence)|pending|proposed"),
    ("ongoing", r"on-?\s?going|in progress|under ?way|started|continu\w+|on (?:track|target|schedule)"
                r"|part(?:ly|ially)? (?:complete|met|done)|bau|behind|delayed|slipped|at risk"),
    ("complete", r"completed?|done|achieved|delivered|closed|finished|met"),
)  # fmt: skip
RAGS = {"r": "red", "a": "amber", "g": "green", "b": "blue"} | {
    name: name for name in ("red", "amber", "green", "blue")
}

_IS_COMPLETE = re.compile(r"\bcompleted?\b", re.IGNORECASE)
_ROW_IS_COMPLETE = re.compile(
    r"\bactions? (?:is |are |now |has been )?completed?\b|^completed?\b", re.I
)
_ROW_IS_ONGOING = re.compile(
    r"^on-?going\b(?!\s+\w)|\bon-?going\W*$|\bactions? (?:is |are )?on-?going\b", re.I
)


def is_ref(text):
    """Whether a cell's words are a reference: "1.1", "Action 3", "b)"."""
    return bool(text) and len(text) <= 16 and bool(REF.fullmatch(text.strip()))


def bare_ref(text):
    """A reference without the word before it and the point behind it."""
    text = re.sub(r"^(?:[a-z]{3,}\.?|no\.?)\s*(?=[0-9])", "", text.strip(), flags=re.IGNORECASE)
    return text.strip("().: ") or text


def split_ref(text):
    """A reference typed in front of words, and the words; (None, text) where there is none."""
    match = _LEADING_REF.match(text)
    return (match[1], text[match.end() :].strip()) if match else (None, text)


def see_also(text):
    """The reference that an action's words point to."""
    match = _SEE_ALSO.search(text)
    return match and match[1]


def items(cell, *, split_lines=True):
    """The items of a cell, one a paragraph, without bullets; a line that goes on is joined.

    With `split_lines`, a soft line break also parts items where a sentence or phrase ends.
    """
    found, has_bullets = [], any(_is_bulleted(p) for p in cell.paragraphs if p)
    for paragraph in cell.paragraphs:
        for position, line in enumerate(_lines(paragraph)):
            is_bulleted = bool(BULLET.match(line)) or (position == 0 and bool(paragraph.marker))
            text = " ".join(BULLET.sub("", line).split())
            if not text:
                continue
            goes_on = (
                found
                and not is_bulleted
                and (
                    _goes_on(found[-1], text, at_soft_break=position > 0)
                    or (position > 0 and not split_lines)
                    or (has_bullets and text[0].islower())
                )
            )
            if goes_on:
                found[-1] = f"{found[-1]} {text}"
            else:
                found.append(text)
    return found


def title_apart(cell):
    """The paragraph that names what the others of a cell are about, in a list; and the others.

    It is the first: short, not a sentence, without a bullet. The list is empty where there is none.
    """
    lines = [
        Paragraph(line, each.place, marker=each.marker if position == 0 else "")
        for each in cell.paragraphs
        for position, line in enumerate(each.text.split("\n"))
        if line.strip()
    ]
    if len(lines) < 2 or _is_bulleted(lines[0]) or not _is_title(lines[0].words, lines[1].words):
        return [], cell.paragraphs
    return lines[:1], lines[1:]


def _is_title(text, after):
    is_short = len(text) <= LONGEST_TITLE and not text.endswith((".", ";", ",", ":"))
    return is_short and not _goes_on(text, after, at_soft_break=True)


def is_bulleted(cell):
    """Whether a cell begins with a bullet."""
    first = next((paragraph for paragraph in cell.paragraphs if paragraph), None)
    return first is not None and _is_bulleted(first)


def note_headings(cell):
    """The lines of a cell that head the bulleted ones below them: "What we still do:"."""
    said = [paragraph for paragraph in cell.paragraphs if paragraph]
    if not any(map(_is_bulleted, said)):
        return set()
    return {p.words for p in said[:-1] if p.words.endswith(":") and not _is_bulleted(p)}


def goes_on_over_rows(before, after):
    """Whether words broken by the end of a page go on in the next row.

    They do where either end says so ("... of", "and ..."), or where a long line that begins with a
    capital and ends without a stop is followed by a small letter.
    """
    if not before or not after[:1].islower() or before.endswith((".", "!", "?", ";", ":")):
        return False
    says_so = _ends_open(before) or _GOES_ON_BEFORE.match(after)
    return bool(says_so) or (before[0].isupper() and len(before) > LONG_LINE)


def timescales(cell):
    """The moments of a cell, one a paragraph or line; "" where a line is left blank beside others."""
    lines = []
    for paragraph in cell.paragraphs:
        parts = [" ".join(BULLET.sub("", line).split()) for line in paragraph.text.split("\n")]
        parts = [part for part in parts if part] or [""]
        understood = all(parse(part).kind != "unknown" for part in parts)
        lines += parts if understood else [" ".join(parts)]
    joined = []
    for line in lines:
        whole = f"{joined[-1]} {line}" if joined and parse(line).precision == "year" else None
        if whole and parse(joined[-1]).kind == "unknown" and parse(whole).kind == "date":
            joined[-1] = whole
        else:
            joined.append(line)
    while joined and not joined[-1]:
        joined.pop()
    return joined


def status_in_column(text):
    """What the words of a status column come to; None where they are not known."""
    words = " ".join(text.lower().split())
    return next(
        (status for status, known in STATUSES if re.search(rf"\b(?:{known})\b", words)), None
    )


def rag(text):
    """The colour that a cell names, or None."""
    return RAGS.get(text.strip(" .-()").lower())


def status_of_previous(text):
    """The status of an item in last year's column, and whether its own words say so."""
    if _IS_COMPLETE.search(text):
        return "complete", "literal"
    return "complete", "column"


def status_of_notes(notes):
    """The status that progress notes state of the whole row in so many words; else None."""
    if any(_ROW_IS_COMPLETE.search(note) for note in notes):
        return "complete"
    if any(_ROW_IS_ONGOING.search(note) for note in notes):
        return "ongoing"
    return None


def people(text):
    """The leads that a cell of one action names: parted by strokes, semicolons, commas or lines."""
    parts = re.split(r"\s+/\s+|\s*[;,\n]\s*", text)
    return [part.strip(" *") for part in parts if part.strip(" *")]


def _lines(paragraph):
    for line in paragraph.text.split("\n"):
        if BULLET.match(line):
            yield from (f"• {part}" for part in _INNER_BULLET.split(BULLET.sub("", line)))
        elif _INNER_BULLETS.isdisjoint(line):
            yield line
        else:
            first, *others = _INNER_BULLET.split(line)
            yield first
            yield from (f"• {part}" for part in others)


def _is_bulleted(paragraph):
    return bool(paragraph.marker or BULLET.match(paragraph.text))


def _ends_open(text):
    # Of the longest such word, and what stands before it, no more than these letters.
    return _GOES_ON_AFTER.search(text[-8:])


def _goes_on(before, after, *, at_soft_break):
    """Whether a line is the rest of the one before it, not an item of its own."""
    closes = before.count("(") > before.count(")") and ")" in after.partition("(")[0]
    if _ends_open(before) or closes:
        return True
    if not after[0].islower() or before.endswith((".", "!", "?")):
        return False
    return at_soft_break or before.endswith(",") or bool(_GOES_ON_BEFORE.match(after))
