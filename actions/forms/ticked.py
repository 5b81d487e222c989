"""Rows ticked on a list: which they are, and in which version each was read."""

import re

#: As a tick box says it: the key of an action, and its version.
_TICK = re.compile(r"([0-9]{1,9})\.([0-9]{1,9})")
#: A list shows fewer rows on a page.
MOST = 1000


def ticked(data):
    """The keys of the rows that are ticked, each with the version in which it was read."""
    found = (_TICK.fullmatch(value) for value in data.getlist("tick")[:MOST])
    return {int(match[1]): int(match[2]) for match in found if match}
