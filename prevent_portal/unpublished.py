"""Names that nothing for the public may hold: each app says which, and whoever publishes looks for them.

An app may offer a module `unpublished`, with a function under `unpublished` that returns the names.
"""

import re
import unicodedata

from django.utils.module_loading import autodiscover_modules

#: What stands in place of such a name.
INSTEAD = "a place that is not named"
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_says = []


def unpublished(names):
    """Register the function that returns names which are not published."""
    _says.append(names)
    return names


def names():
    """Every name that no app wants published, as they are now."""
    autodiscover_modules("unpublished")
    return sorted({name for says in dict.fromkeys(_says) for name in says()})


def found_in(*texts):
    """Names that no app wants published and that stand in any of the texts, as they stand there."""
    sought = Unpublished(names())
    return [text[start:end] for text in texts for start, end in sought.spans(text)]


class Unpublished:
    """Names, ready to be found in any text: whatever case, accents and apostrophes they are written with.

    A name of a single word is one only where it is written with a capital.
    """

    def __init__(self, names):
        self.first = {}
        for name in names:
            words = tuple(word for *_, word in _words_of(name))
            words = words[1:] if words[:1] == ("the",) and words[1:] else words
            if words:
                self.first.setdefault(words[0], set()).add(words)

    def __bool__(self):
        return bool(self.first)

    def spans(self, text):
        """Where any of them stands in a text, as (start, end), in order; the longest of each place."""
        words = _words_of(text) if self.first else []
        place, found = 0, []
        while place < len(words):
            length = max(
                (len(name) for name in self.first.get(words[place][2], ()) if self._is(text, words, place, name)),
                default=0,
            )  # fmt: skip
            if length:
                found.append((words[place][0], words[place + length - 1][1]))
            place += length or 1
        return found

    @staticmethod
    def _is(text, words, place, name):
        here = words[place : place + len(name)]
        if tuple(word for *_, word in here) != name:
            return False
        return len(name) > 1 or text[here[0][0]].isupper() or text[here[0][0]].isdigit()

    def without(self, text):
        """The text with other words in place of each name."""
        for start, end in reversed(self.spans(text)):
            words = INSTEAD if start else INSTEAD.capitalize()
            text = f"{text[:start]}{words}{text[end:]}"
        return text


def _words_of(text):
    return [(found.start(), found.end(), _plain(found[0])) for found in _WORD.finditer(text)]


def _plain(word):
    """A word without case, accents, apostrophes and an s at its end, of many or of whom it belongs to."""
    word = unicodedata.normalize("NFKD", word).casefold()
    plain = "".join(letter for letter in word if letter.isalnum())
    return plain.removesuffix("s") or plain
