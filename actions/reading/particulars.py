"""What only some plans say of themselves as a whole, each found by a function of its own name."""

import re

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


_FINDERS = {"lead_partnership": _lead_partnership}
