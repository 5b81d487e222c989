"""What a cell of an extract means, and what was odd about it.

Each reader takes a cell as it was typed and returns a Cell: its value, and the codes that belong in
the row's verdict. Codes in REJECTS make the row unusable; all others are warnings. The rules are
those that the partnership agreed for extracts (policy of the sample extract): what can be read safely
is accepted with a warning, what would have to be guessed is rejected.
"""

import datetime
import re
import unicodedata
from dataclasses import dataclass
from typing import Any

#: Codes that make a row unusable.
REJECTS = frozenset(
    {
        "blank_required",
        "invalid_employee_number",
        "duplicate_employee_number",
        "unknown_business_unit",
        "unknown_role_level",
        "invalid_flag",
        "invalid_date",
        "implausible_date",
        "future_date",
        "leaver_before_start",
        "completed_after_leaving",
        "wrong_column_count",
        "too_long",
        "formula_in_cell",
        "control_character",
        "malformed_quotes",
        "encoding_undecodable",
        "unknown_employment_type",
        "unknown_course",
        "unknown_person",
        "unclear_person",
    }
)

LONGEST_NAME, LONGEST_EMAIL, LONGEST_CELL = 200, 254, 100
#: Excel's day 0 in the 1900 system, and the serial numbers that are read as days.
_EXCEL_START = datetime.date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 60_001)
_EXCEL_NEVER = "2958465"  # 31 December 9999
_NEVER = 9999
_NO_DATE = frozenset(
    ["00/00/0000", "00.00.0000", "00000000", "n/a", "-", "tbc", "none", "null", "nil"]
    + ["not started"]
)
_FLAGS = {"yes": True, "y": True, "true": True, "1": True}
_FLAGS |= {"no": False, "n": False, "false": False, "0": False}
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH_NAMES = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES = re.compile(r"[\s\u00a0]+")
_HIDDEN = re.compile(r"[\u200b-\u200f\u2060-\u2064\ufeff\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@")
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")
_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9'.-]*( [A-Za-z0-9'.-]+)*")
_TIME = r"(?:[T ](?P<h>\d{2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?Z?)?"
_DATES = [
    (re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})", re.ASCII), ""),
    (
        re.compile(rf"(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<y>\d{{4}}){_TIME}", re.ASCII),
        "date_format",
    ),
    (re.compile(rf"(?P<y>\d{{4}})-(?P<m>\d{{2}})-(?P<d>\d{{2}}){_TIME}", re.ASCII), "date_format"),
    (re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})", re.ASCII), "date_format"),
    (re.compile(r"(?P<d>\d{1,2})-(?P<m>\d{1,2})-(?P<y>\d{4})", re.ASCII), "date_format"),
    (re.compile(r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})", re.ASCII), "date_format"),
    (re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})", re.ASCII), "date_format"),
    (
        re.compile(
            r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[ -](?P<name>[A-Za-z]{3,9})[ -](?P<y>\d{4})", re.ASCII
        ),
        "date_format",
    ),
    (re.compile(r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{2})", re.ASCII), "two_digit_year"),
]
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell holds, and the codes of what was odd about it."""

    value: Any = None
    codes: tuple = ()


def tidied(typed, *, longest=LONGEST_CELL):
    """A cell's text with its spaces in order, and the codes of what had to be done or refused."""
    if len(typed) > longest:
        return "", ["too_long"]
    if _CONTROL.search(typed):
        return "", ["control_character"]
    codes = []
    text = typed
    if "\n" in text or "\r" in text:
        codes.append("embedded_newline")
        text = re.sub(r"[\r\n]+", " ", text)
    tidy = _SPACES.sub(" ", text).strip()
    if tidy != text and not (codes and " ".join(text.split(" ")) == tidy):
        codes.append("trimmed_spaces")
    return tidy, codes


def _is_formula(text):
    return text.startswith(_FORMULA)


def number(typed):
    """An employee number of eight digits; fewer are filled up with noughts."""
    text, codes = tidied(typed)
    if "too_long" in codes or "control_character" in codes:
        return Cell(None, tuple(codes))
    if not text:
        return Cell(None, ("blank_required",))
    if text.startswith("'"):
        codes.append("leading_apostrophe")
        text = text[1:]
    if _HIDDEN.search(text):
        codes.append("unusual_characters")
        text = _HIDDEN.sub("", text)
    if _is_formula(text):
        return Cell(None, ("formula_in_cell",))
    digits = text.removesuffix(".0")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 8 and int(digits)):
        return Cell(None, ("invalid_employee_number",))
    if len(digits) < 8 or digits != text:
        codes.append("employee_number_padded")
    return Cell(digits.zfill(8), tuple(codes))


def name(typed):
    """A display name, kept as typed but for its spaces."""
    if len(typed) <= LONGEST_NAME and _PLAIN_NAME.fullmatch(typed):
        return Cell(typed)
    text, codes = tidied(typed, longest=LONGEST_NAME)
    if "too_long" in codes or "control_character" in codes:
        return Cell(None, tuple(codes))
    if not text:
        return Cell(None, ("blank_required",))
    if _is_formula(text):
        return Cell(None, ("formula_in_cell",))
    if _is_mojibake(text):
        codes.append("mojibake")
    elif _is_unusual(text):
        codes.append("unusual_characters")
    return Cell(text, tuple(codes))


def _is_mojibake(text):
    """True if UTF-8 was once read as the Windows code page: it reads well when that is undone."""
    if text.isascii():
        return False
    try:
        return text.encode("cp1252").decode("utf-8") != text
    except UnicodeError:
        return False


def _is_unusual(text):
    return any(
        each in "<>\ufffd" or unicodedata.category(each) in ("So", "Cf", "Co", "Cs", "Cn")
        for each in text
    )


def email(typed, domains):
    """A work address in lower case, or None; odd ones are a warning, never a reason to reject."""
    if len(typed) > LONGEST_EMAIL:
        return Cell(None, ("too_long",))
    text, codes = tidied(typed, longest=LONGEST_EMAIL)
    if "control_character" in codes:
        return Cell(None, tuple(codes))
    if not text:
        return Cell(None, ("missing_email",))
    if _is_formula(text):
        return Cell(None, ("formula_in_cell",))
    text = text.lower()
    if not _EMAIL.fullmatch(text):
        return Cell(None, ("invalid_email",))
    if domains and text.rpartition("@")[2] not in domains:
        codes.append("email_domain")
    return Cell(text, tuple(codes))


def loose(text):
    """A name without what people type differently: case, spaces, hyphens, and, apostrophes."""
    text = text.casefold().replace("’", "'").replace("&", "and")
    return re.sub(r"[\s\u00a0-]+", "", text)


def one_of(known, *, unknown, loosely):
    """A reader of cells that name one of a list: exactly, else but for how it is written."""
    exact = set(known)
    by_key = {loose(each): each for each in known}

    def read(typed):
        if typed in exact:
            return Cell(typed)
        text, codes = tidied(typed)
        if "too_long" in codes or "control_character" in codes:
            return Cell(None, tuple(codes))
        if not text:
            return Cell(None, ("blank_required",))
        if _is_formula(text):
            return Cell(None, ("formula_in_cell",))
        if text in exact:
            return Cell(text, tuple(codes))
        if (found := by_key.get(loose(text))) is None:
            return Cell(None, (unknown,))
        return Cell(found, (*codes, loosely))

    return read


def flag(typed):
    """Y or N; other ways to write them are a warning."""
    if typed in ("Y", "N"):
        return Cell(typed == "Y")
    text, codes = tidied(typed)
    if "too_long" in codes or "control_character" in codes:
        return Cell(None, tuple(codes))
    if not text:
        return Cell(None, ("blank_required",))
    if _is_formula(text):
        return Cell(None, ("formula_in_cell",))
    if (value := _FLAGS.get(text.lower())) is None:
        return Cell(None, ("invalid_flag",))
    if text not in ("Y", "N"):
        codes.append("flag_normalised")
    return Cell(value, tuple(codes))


#: How extracts write what people are to an agency; the first of each is the portal's own word.
_KINDS = {
    "staff": ("staff", "employee", "permanent", "fixed term", "temporary", "casual", "apprentice"),
    "volunteer": ("volunteer",),
    "elected_member": ("elected member", "councillor", "member"),
    "foster_carer": ("foster carer",),
    "panel_member": ("panel member",),
    "contractor": ("contractor", "agency", "agency worker", "consultant", "supplier"),
}


def kind(typed):
    """What somebody is to the agency; nothing stands for a member of staff."""
    if not typed.strip():
        return Cell("staff")
    return _KIND(typed)


def course_of(codes):
    """A reader of cells that name a course, by its code or its name: {as written: code}."""
    read = one_of(codes, unknown="unknown_course", loosely="course_matched_loosely")

    def of(typed):
        cell = read(typed)
        return Cell(codes.get(cell.value), cell.codes)

    return of


def words(typed):
    """Words that may be anything, or nothing: what cannot be one is refused."""
    text, codes = tidied(typed, longest=LONGEST_NAME)
    if text and _is_formula(text):
        return Cell(None, ("formula_in_cell",))
    return Cell(text, tuple(codes))


def date(typed):
    """A day, or None; year 9999 stays, as a day that the row decides about."""
    text, codes = tidied(typed)
    if "too_long" in codes or "control_character" in codes:
        return Cell(None, tuple(codes))
    if not text:
        return Cell(None, tuple(codes))
    if text.casefold() in _NO_DATE:
        return Cell(None, (*codes, "null_date_marker"))
    if _is_formula(text):
        return Cell(None, ("formula_in_cell",))
    if text == _EXCEL_NEVER:
        return Cell(datetime.date.max, tuple(codes))
    if serial := _SERIAL.fullmatch(text):
        days = int(serial[1])
        if days not in _EXCEL_DAYS:
            return Cell(None, ("invalid_date",))
        return Cell(_EXCEL_START + datetime.timedelta(days), (*codes, "excel_serial_date"))
    return _written(text, codes)


def _written(text, codes):
    for pattern, code in _DATES:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            try:
                day = datetime.date(_year(parts["y"]), _month(parts), int(parts["d"]))
                _is_a_time(parts)
            except ValueError:
                return Cell(None, ("invalid_date",))
            return Cell(day, (*codes, code) if code else tuple(codes))
    return Cell(None, ("invalid_date",))


def _year(digits):
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) < 50 else 1900)


def _month(parts):
    if "name" not in parts:
        return int(parts["m"])
    word = parts["name"].lower()
    if word in _MONTHS:
        return _MONTHS.index(word) + 1
    if word == "sept":
        return 9
    return _MONTH_NAMES.index(word) + 1


def _is_a_time(parts):
    if parts.get("h"):
        datetime.time(int(parts["h"]), int(parts["mi"]), int(parts["s"] or 0))


def _kind_reader():
    by_words = {each: kind for kind, several in _KINDS.items() for each in several}
    read = one_of(by_words, unknown="unknown_employment_type", loosely="")

    def of(typed):
        cell = read(typed)
        return Cell(by_words.get(cell.value), tuple(code for code in cell.codes if code))

    return of


_KIND = _kind_reader()
