"""A report on progress: what it says section by section, in paragraphs or as rows of a sheet."""

import re
from dataclasses import dataclass, field

from .rows import Line
from .text import one_line

#: What the actions of a report stand under, where nothing in the plan says so.
RECOMMENDED = "Recommendations"
_RECOMMENDS = re.compile(r"\W*recommendations?(?:/s|\(s\))?\W*", re.IGNORECASE)


@dataclass
class Part:
    """One section of a report: its paragraphs, each with a number or "", and its recommendations."""

    heading: str
    paragraphs: list = field(default_factory=list)
    #: (number, action), in order.
    actions: list = field(default_factory=list)


def parts_of(content):
    """The sections of a report, in order.

    An objective that is not itself what a section recommends is a paragraph, and a section of
    recommendations follows it.
    """
    parts = {
        id(theme): Part(one_line(theme.heading), list(theme.paragraphs)) for theme in content.themes
    }
    recommended, rest = [], []
    for objective in content.objectives():
        part = parts[id(objective.theme)]
        numbered = [(one_line(action.ref), action) for action in objective.actions]
        if _RECOMMENDS.fullmatch(part.heading) and objective.text == objective.theme.heading:
            part.actions += numbered
            recommended.append(part)
        else:
            part.paragraphs.append((objective.ref, objective.text))
            rest += numbered
    if rest:
        ours = recommended[-1] if recommended else Part(RECOMMENDED)
        ours.actions += rest
        return [*(_counted(each) for each in parts.values() if each is not ours), _counted(ours)]
    return [_counted(each) for each in parts.values()]


def _counted(part):
    """The part with a number in front of each recommendation: without one it would not be read."""
    part.actions = [(ref or f"{n}.", action) for n, (ref, action) in enumerate(part.actions, 1)]
    return part


def report_lines(content):
    """The rows of a sheet that holds a report: a row for each paragraph and each recommendation."""
    for part in parts_of(content):
        section = [part.heading] if part.heading else []
        rows = [{"ref": ref, "paragraph": text} for ref, text in part.paragraphs]
        rows += [
            {"ref": ref, "action": action.text} | _beside(action) for ref, action in part.actions
        ]
        for number, row in enumerate(rows or [{}]):
            cells = {role: [one_line(words)] for role, words in row.items() if words}
            yield Line({"theme": section if number == 0 else []} | cells)


def _beside(action):
    values = {"timescale": action.timescale, "lead": "; ".join(action.leads), **action.portal}
    return {role: words for role, words in values.items() if words}
