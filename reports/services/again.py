"""An issued report is laid out once more: that the same words still give the same paper."""

from dataclasses import dataclass
from hashlib import sha256

from prevent_portal.errors import Refused

from .making import documents, drawn_of, made_with


@dataclass(frozen=True)
class Again:
    """A second laying out: its bytes, whether they are the same, and with what the two were made."""

    drawn: bytes
    is_same_bytes: bool
    is_same_words: bool
    made_with: str
    made_with_then: str

    @property
    def is_same_versions(self):
        """True if what lays papers out is what laid out the one that went out."""
        return self.made_with == self.made_with_then

    @property
    def holds(self):
        """True if it has the same bytes; where versions differ since, if its words have their hash."""
        return self.is_same_words and (self.is_same_bytes or not self.is_same_versions)


def lay_out_again(report):
    """Lay out what was issued once more, without keeping it. Raises Refused for what was not issued."""
    if not report.is_out:
        raise Refused(report, "This report has not been issued: there is nothing to compare with.")
    out = report.publication
    drawn = drawn_of(report, out.said)
    return Again(
        drawn=drawn,
        is_same_bytes=sha256(drawn).hexdigest() == out.file.sha256,
        is_same_words=documents().fingerprint(out.said) == out.sha256,
        made_with=made_with(),
        made_with_then=out.made_with,
    )
