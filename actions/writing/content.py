"""What is written: a plan's own words as plain values, objective by objective."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Action:
    """One action with all that may stand beside it; what the portal knows goes in `portal`."""

    text: str
    timescale: str = ""
    leads: list = field(default_factory=list)
    impact: list = field(default_factory=list)
    progress: list = field(default_factory=list)
    evidence: list = field(default_factory=list)
    expected: str = ""
    measure: str = ""
    agencies: list = field(default_factory=list)
    status: str = ""
    rag: str = ""
    #: The reference of its own that is typed in the plan.
    ref: str = ""
    #: portal_status, portal_lead, portal_update: words for the extra columns.
    portal: dict = field(default_factory=dict)


@dataclass
class Theme:
    """A theme as its heading says it; `heading` is "" where the plan has no themes."""

    heading: str = ""
    previous_period: str = ""


@dataclass
class Objective:
    """One objective: its name, its lists, what was done before, and its actions."""

    theme: Theme
    text: str
    #: The reference as typed in the plan, and the one it has by its place.
    ref: str = ""
    place: str = ""
    leads: list = field(default_factory=list)
    impact: list = field(default_factory=list)
    progress: list = field(default_factory=list)
    evidence: list = field(default_factory=list)
    requirements: list = field(default_factory=list)
    previous: list = field(default_factory=list)
    actions: list = field(default_factory=list)


@dataclass
class Content:
    """A whole plan, its objectives given one after the other so that none need stay in memory."""

    title: str
    authority: str
    layout: str
    #: Called once: the objectives with their themes, in order.
    objectives: Callable[[], Iterator[Objective]]
    #: Every theme, those without objectives too, in order.
    themes: list
    period: str = ""
    #: As the front page says it: "OFFICIAL-SENSITIVE", or "" where there is nothing to say.
    marking: str = ""
    author: str = ""
    #: The headings of the file that the plan was imported from, a list for each of its tables.
    headings: list = field(default_factory=list)
    #: Every reference that is typed in the plan, without its objective.
    refs: list = field(default_factory=list)
    #: What the plan holds somewhere: roles such as "timescale", "previous", "objective".
    holds: frozenset = frozenset()
    with_progress: bool = False
    #: "18 March 2026", for the line that says of which day the progress speaks.
    on: str = ""
    made_at: datetime | None = None
