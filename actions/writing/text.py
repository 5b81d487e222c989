"""Words on their way into an office file: nothing that cannot live there, nothing that would run."""

import re

from .readback import clean

#: Other ways of saying "new line", that office files do not know.
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


class Unwritable(ValueError):  # noqa: N818 - it reads as the sentence it carries
    """Words that a kind of file cannot hold, with the sentence that says what to do."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


def lines(text):
    """The text without characters that no office file holds, its blank ends and blank lines."""
    parts = clean(_LINE_ENDS.sub("\n", text)).replace("\t", " ").split("\n")
    return "\n".join(part.strip() for part in parts if part.strip())


def one_line(text):
    """The text on one line, with single spaces."""
    return " ".join(lines(text).split())
