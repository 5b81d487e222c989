"""An objection or a restriction that stands: whoever works on the case reads of it first."""

from . import Part
from .rights import standing


def part(case, user, on):
    """Each that stands; None where there is none."""
    found = standing(case)
    if not found:
        return None
    return Part("Before you use this", "channel/case/_objections.html", {"standing": found})
