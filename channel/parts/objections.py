"""An objection or a restriction that stands: whoever works on the case reads of it first."""

from django.utils.formats import date_format

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
        what_for = asked.get_used_for_display()
        return f"Until {date_format(asked.used_until)} the case may be used. {what_for}."
    return "What is held here is kept, and nothing is added or changed."
