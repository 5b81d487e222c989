"""The publication guard (domain 5.14): a paper in, the paper as its readers may have it out. No database, no clock."""

from prevent_portal.errors import Refused

from ..blocks import copied
from . import rules
from .counts import Paper, holds_numbers, is_channel, name_of
from .judging import Judgement
from .naming import without_names
from .printing import print_over, without_channel
from .rules import SMALLEST_DENOMINATOR, THRESHOLD, Limits, Withheld

__all__ = [
    "SMALLEST_DENOMINATOR",
    "THRESHOLD",
    "Withheld",
    "addresses",
    "guarded",
    "holds_numbers",
]


def guarded(
    frozen,
    *,
    audience,
    earlier=(),
    threshold=THRESHOLD,
    smallest=SMALLEST_DENOMINATOR,
    stricter=(),
    released=None,
    unnamed=(),
    known=None,
    in_place=False,
):
    """The paper as an audience may read it, and a list of what was withheld from it.

    `earlier` are the papers that its readers may have read, as they were protected, each with its
    `audience` and day (`on`). `stricter` holds addresses that a person withholds, `released` those
    that the approver shows all the same, with their reason. `unnamed` are names that the public never
    reads, `known` the paper's addresses, where the caller has them. The paper is copied first, unless it
    may be changed `in_place`. Raises Refused for a release without a
    reason, for an address at which nothing stands, and for a release that gives away another number.
    """
    released = {at: " ".join((why or "").split()) for at, why in (released or {}).items()}
    for address, why in released.items():
        if not why:
            raise Refused(None, f"Say why the number at {address} may be shown.", field="reason")
    paper = frozen if in_place else copied(frozen)
    paper["audience"] = audience
    if audience == rules.RESTRICTED:
        return paper, []
    if audience not in rules.READERS:
        raise ValueError(f"nobody is called {audience}")
    _check(paper, {*stricter, *released}, known)
    withheld = []
    if audience == rules.PUBLIC:
        withheld += without_channel(paper, released)
        _drop_figures_of_channel(paper, released)
    judgement = Judgement(
        Paper(paper),
        earlier,
        limits=Limits(threshold, smallest),
        audience=audience,
        stricter=set(stricter),
        released=released,
    )
    withheld += print_over(paper, judgement, stricter=stricter, released=released)
    if audience == rules.PUBLIC:
        withheld += without_names(paper, unnamed)
    return paper, withheld


def addresses(frozen):
    """What a person may withhold or the approver release: each address with where it stands, in order."""
    paper = Paper(frozen)
    found = {}
    for each in (*paper.counts, *paper.shares, *paper.spoken):
        words = (each.section, each.block, each.row, getattr(each, "column", ""))
        found.setdefault(each.address, tuple(word for word in words if word))
    for section in frozen["sections"]:
        if section.get("channel"):
            found.setdefault(section["id"], (section["title"],))
        for place, block in enumerate(section["blocks"]):
            if block.get("channel"):
                address = f"{section['id']}/{name_of(block, place)}"
                found.setdefault(address, (section["title"], block.get("caption") or ""))
    return found


def _check(frozen, asked, known):
    known = addresses(frozen) if asked and known is None else known or {}
    unknown = sorted(asked - known.keys())
    if unknown:
        raise Refused(None, f"Nothing that could be withheld stands at {unknown[0]}.")


def _drop_figures_of_channel(frozen, released):
    """Take Channel's figures out of the values that the paper was made of."""
    figures = frozen.get("figures") or {}
    for name in [name for name, figure in figures.items() if is_channel(name, figure)]:
        if f"figures/{name}" not in released:
            del figures[name]
