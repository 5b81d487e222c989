"""An objection or a restriction that stands: whoever works on the case reads of it first."""

from . import Part
from .rights import standing


def part(case, user, on):
    """Each that stands; None where there is none."""
    found = [(each, _what_follows(each, on)) for each in standing(case)]
    if not found:
        return None
    return Part("Before you use this", "channel/case/_objections.html", {"standing": found})


def _what_follows(asked, on):
    if not asked.restricts:
        return "Read it before you use what is held here."
    if asked.used_until and asked.used_until >= on:
        day, what_for = asked.used_until, asked.get_used_for_display()
        return f"Until {day.day} {day:%B %Y} the case may be used. {what_for}."
    return "What is held here is kept, and nothing is added or changed."
