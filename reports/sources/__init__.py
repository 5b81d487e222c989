"""The catalogue of what a section of a paper may be built from: a function gives its blocks.

A kind of report names sources by their names. What a source says comes from the figures of the
apps, as at the day of the paper and as known then; it writes no word that somebody must answer for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pkgutil import iter_modules

#: The audience that anybody may be of, as the guard and the kinds of report call it.
PUBLIC = "public"

_sources = {}


class Needs(StrEnum):
    """What a paper must be about for a source to say anything."""

    NOTHING = ""
    PLAN = "plan"


@dataclass(frozen=True)
class Part:
    """What a source gives to its section; `parts` are the headings that the contents name."""

    blocks: list
    parts: tuple = ()
    is_glance: bool = False


@dataclass(frozen=True)
class Source:
    """One entry of the catalogue. `build(paper)` gives a Part, or None where nothing is to be said."""

    name: str
    title: str
    about: str
    build: Callable
    needs: Needs = Needs.NOTHING
    is_channel: bool = False
    reads: tuple[str, ...] = ()
    names_actions: bool = False


def source(
    name,
    *,
    title,
    about,
    needs=Needs.NOTHING,
    is_channel=False,
    reads=(),
    names_actions=False,
):
    """Put a function `(paper) -> Part or None` into the catalogue under a name.

    One that is of Channel gives local numbers of cases or referrals: no public paper has them.
    `reads` is what it asks of the plan's facts besides the actions on the day. What `names_actions`
    prints them whether they were published or not: a public paper says so in its place.
    """

    def register(build):
        _sources[name] = Source(
            name, title, about, build, needs, is_channel, tuple(reads), names_actions
        )
        return build

    return register


def catalogue():
    """Every source by name, in the order of their modules."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return dict(_sources)
