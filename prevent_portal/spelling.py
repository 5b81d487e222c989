"""How names compare that people write in many ways: their words without accents, and how each sounds."""

import re
import unicodedata
from itertools import groupby

#: What people write where they do not know a name.
_UNKNOWN = {"unknown", "known", "not", "anon", "anonymous", "nk", "none", "na"}
#: Letters that are taken for each other, as in Soundex; here the first letter is treated likewise.
_ALIKE = {
    letter: digit
    for letters, digit in (
        ("bfpv", "1"),
        ("cgjkqsxz", "2"),
        ("dt", "3"),
        ("l", "4"),
        ("mn", "5"),
        ("r", "6"),
    )
    for letter in letters
}
_SOUND_LENGTH = 4


def words_of(name):
    """The words of a name, without accents, apostrophes and capitals; none for "unknown"."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = re.sub(r"['’`.]", "", plain)
    return [word for word in re.split(r"[\W_]+", words) if word and word not in _UNKNOWN]


def sound_of(word):
    """How a word sounds, roughly: "mohammed" and "muhamad" alike, "catherine" and "kathryn" too."""
    letters = word.replace("ph", "f")
    if not letters.isascii():
        return letters
    heard = [_ALIKE.get(letter, "" if letter in "hw" else "0") for letter in letters]
    runs = [digit for digit, _ in groupby(digit for digit in heard if digit)]
    first, rest = (runs[:1] or ["0"]), [digit for digit in runs[1:] if digit != "0"]
    return "".join([*first, *rest])[:_SOUND_LENGTH].ljust(_SOUND_LENGTH, "0")
