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
    #: Which action it is, for whoever passes on what is written.
    key: int | None = None
    #: The reference of its own that is typed in the plan.
    ref: str = ""
    #: The leads as the file typed them, where they still stand.
    leads_typed: str = ""
    #: Headings among the progress, by how many notes stand above each.
    note_headings: dict = field(default_factory=dict)
    #: portal_status, portal_lead, portal_update: words for the extra columns.
    portal: dict = field(default_factory=dict)


@dataclass
class Theme:
    """A theme as its heading says it; `heading` is "" where the plan has no themes."""

    heading: str = ""
    previous_period: str = ""
    #: What stands between its heading and its table, and what is required there.
    intro: str = ""
    requirements: list = field(default_factory=list)
    #: Of a report: its paragraphs, each with its number or "".
    paragraphs: list = field(default_factory=list)


@dataclass
class Objective:
    """One objective: its name, its lists, what was done before, and its actions."""

    theme: Theme
    text: str
    #: The reference as typed in the plan, and the one it has by its place.
    ref: str = ""
    place: str = ""
    #: The reference with the word before it, as the file has it: "Action 1".
    ref_typed: str = ""
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
    #: How a person said that the file's tables are read, where the portal knew no layout of them.
    shapes: list = field(default_factory=list)
    #: Every reference that is typed in the plan, without its objective.
    refs: list = field(default_factory=list)
    #: What the plan holds somewhere: roles such as "timescale", "previous", "objective".
    holds: frozenset = frozenset()
    #: Each objective's words with the first words below it, for layouts that have both in one cell.
    names: list = field(default_factory=list)
    #: Lines below the title, and notes below the last table to which marks in it send.
    about: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    #: Roles of columns that are not to be shown.
    hidden: frozenset = frozenset()
    with_progress: bool = False
    #: "18 March 2026", for the line that says of which day the progress speaks.
    on: str = ""
    made_at: datetime | None = None

    @property
    def shape(self):
        """Of several shapes of tables the one with most columns in use; None where nobody said."""
        return max(self.shapes, key=lambda each: len(set(each.roles)), default=None)
