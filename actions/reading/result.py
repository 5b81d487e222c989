"""What was read from a plan, ready to be shown, corrected and kept."""

import re
from dataclasses import dataclass, field

from ..timescale import Meaning, parse

_WORD = re.compile(r"\w+")

#: Keys whose values are the portal's words, not the file's.
_OUR_WORDS = frozenset(
    {
        "ambiguities",
        "authority",
        "counts",
        "file",
        "layout",
        "period_end",
        "period_start",
        "questions",
        "rag",
        "status",
        "status_basis",
        "timescale",
    }
)

#: What an objective may say of its whole row.
LISTS = ("leads", "impact", "progress_notes", "evidence", "requirements")


@dataclass
class Action:
    """One thing that is to be done; of its words nothing is dropped."""

    text: str
    timescale_raw: str | None = None
    lead_raw: str | None = None
    leads: list = field(default_factory=list)
    status: str | None = None
    status_basis: str | None = None
    progress_notes: list = field(default_factory=list)
    evidence: list = field(default_factory=list)
    impact: list = field(default_factory=list)
    #: What only some plans have: ref, see_also, rag, status_raw, agencies, expected_outcome, ...
    more: dict = field(default_factory=dict)

    @property
    def timescale(self):
        """What the words of its timescale mean."""
        return Meaning(None, "none") if self.timescale_raw is None else parse(self.timescale_raw)

    def as_json(self, number):
        """The action as plain values."""
        return {
            "n": number,
            "text": self.text,
            "timescale_raw": self.timescale_raw,
            "timescale": self.timescale.as_json(),
            "lead_raw": self.lead_raw,
            "leads": self.leads,
            "status": self.status,
            "status_basis": self.status_basis,
            "progress_notes": self.progress_notes,
            "evidence": self.evidence,
            "impact": self.impact,
            **self.more,
        }


@dataclass
class PreviousAction:
    """What stands in last year's column: done, unless its words say otherwise."""

    text: str
    period_raw: str | None
    status: str = "complete"
    status_basis: str = "column"

    def as_json(self, number):
        """The previous action as plain values."""
        return {
            "n": number,
            "text": self.text,
            "period_raw": self.period_raw,
            "status": self.status,
            "status_basis": self.status_basis,
        }


@dataclass
class Objective:
    """An outcome, duty, requirement or priority, as that council says, with its actions."""

    ref: str | None
    text: str
    ref_is_typed: bool = True
    actions: list = field(default_factory=list)
    previous_actions: list = field(default_factory=list)
    leads: list = field(default_factory=list)
    impact: list = field(default_factory=list)
    progress_notes: list = field(default_factory=list)
    evidence: list = field(default_factory=list)
    requirements: list = field(default_factory=list)
    status: str | None = None
    status_basis: str | None = None
    #: The reference as typed, where it is more than the reference ("Action 1").
    ref_raw: str | None = None

    def as_json(self, layout):
        """The objective as plain values, with the keys that its layout has or that say something."""
        answer = {"ref": self.ref, "text": self.text}
        if not self.ref_is_typed:
            answer["ref_typed"] = False
        if self.ref_raw not in (None, self.ref):
            answer["ref_raw"] = self.ref_raw
        if layout.row_lists:
            answer |= {"status": self.status, "status_basis": self.status_basis}
        for name in LISTS:
            is_expected = name == "requirements" and layout.has_requirements
            if is_expected or name in layout.row_lists or getattr(self, name):
                answer[name] = getattr(self, name)
        if layout.has_previous or self.previous_actions:
            answer["previous_actions"] = _numbered(self.previous_actions)
        return answer | {"actions": _numbered(self.actions)}


@dataclass
class Section:
    """A theme; the one section of a plan without themes is implicit and has no name."""

    ref: str | None = None
    title: str | None = None
    heading_raw: str | None = None
    is_implicit: bool = False
    ref_is_typed: bool = True
    objectives: list = field(default_factory=list)
    #: What stands between its heading and its table, in plans that have such.
    intro: str | None = None
    requirements: list = field(default_factory=list)
    #: In a report: its paragraphs, each with its number or None, and what it recommends.
    paragraphs: list = field(default_factory=list)
    actions: list = field(default_factory=list)

    def as_json(self, layout):
        """The section as plain values."""
        answer = {"ref": self.ref, "title": self.title}
        if layout.has_paragraphs:
            paragraphs = [{"ref": ref, "text": text} for ref, text in self.paragraphs]
            answer |= {"paragraphs": paragraphs, "objectives": []}
            return answer | ({"actions": _numbered(self.actions)} if self.actions else {})
        if self.is_implicit:
            answer["implicit"] = True
        else:
            answer["heading_raw"] = self.heading_raw
        if not self.ref_is_typed:
            answer["ref_typed"] = False
        if layout.has_requirements:
            answer |= {"intro": self.intro, "requirements": self.requirements}
        return answer | {"objectives": [each.as_json(layout) for each in self.objectives]}


@dataclass
class Unplaced:
    """Text that found no place, and where in the file it stands."""

    text: str
    place: str

    def as_json(self):
        """The text and its place."""
        return {"text": self.text, "place": self.place}


@dataclass
class Reading:
    """A whole plan as read."""

    file: str
    title: str
    authority: str | None
    period_start: object
    period_end: object
    period_raw: str | None
    layout: object
    sections: list
    #: The headings of the columns of each table, as typed: they are what each column was read by.
    columns: list
    #: What the council calls each kind of column: {"objective": "Outcome", ...}.
    called: dict
    unplaced: list
    #: Sentences on what could have been read in another way.
    ambiguities: list = field(default_factory=list)
    #: What could not be paired without a person: pairing.Question.
    questions: list = field(default_factory=list)
    #: What only some layouts have: area, not_actions, ...
    more: dict = field(default_factory=dict)

    @property
    def objectives(self):
        """Every objective, in order."""
        return [each for section in self.sections for each in section.objectives]

    @property
    def actions(self):
        """Every action, in order."""
        holders = [*self.objectives, *self.sections]
        return [each for holder in holders for each in holder.actions]

    def _questions(self):
        """The questions as plain values, each action by its numbers: section, objective, action."""
        addresses = {
            id(action): f"{s}.{o}.{a}"
            for s, section in enumerate(self.sections)
            for o, objective in enumerate(section.objectives)
            for a, action in enumerate(objective.actions)
        }
        return [
            {
                "role": each.role,
                "place": each.place,
                "actions": [addresses[id(action)] for action in each.actions],
                "values": each.values,
                "chosen": each.chosen,
            }
            for each in self.questions
        ]

    @property
    def counts(self):
        """How many there are of each kind of thing that the layout has."""
        answer = {
            "sections": len(self.sections),
            "objectives": len(self.objectives),
            "actions": len(self.actions),
            "with_due_text": sum(1 for each in self.actions if each.timescale_raw),
        }
        for name in self.layout.counted:
            holders = [*self.objectives, *self.actions]
            answer[name] = sum(len(getattr(each, name, ())) for each in holders)
        if self.layout.has_paragraphs:
            paragraphs = [ref for each in self.sections for ref, _ in each.paragraphs]
            answer["numbered_paragraphs"] = sum(1 for ref in paragraphs if ref)
            answer["recommendations"] = len(self.actions)
        return answer

    def keep_every_word_of(self, paragraphs):
        """Give back as unplaced each paragraph of which a word is nowhere in what was made."""
        kept = set(_WORD.findall("\n".join(_said(self.as_json())).casefold()))
        for each in paragraphs:
            text = each.text.casefold()
            # Most paragraphs are words and spaces only: then the slower search says the same.
            if kept.issuperset(text.split()) or kept.issuperset(_WORD.findall(text)):
                continue
            self.unplaced.append(Unplaced(each.text.strip(), each.place))

    def as_json(self):
        """The reading as plain values, for storing, showing and comparing."""
        return {
            "file": self.file,
            "counts": self.counts,
            "title": self.title,
            "authority": self.authority,
            "period_start": self.period_start and self.period_start.isoformat(),
            "period_end": self.period_end and self.period_end.isoformat(),
            "period_raw": self.period_raw,
            "layout": self.layout.name,
            "sections": [section.as_json(self.layout) for section in self.sections],
            **self.more,
            "columns": self.columns,
            "called": self.called,
            "ambiguities": self.ambiguities,
            **({"questions": self._questions()} if self.questions else {}),
            "unplaced": [each.as_json() for each in self.unplaced],
        }


def _said(value):
    """All texts that plain values keep of the file, leaving out what the portal says of them."""
    texts, left = [], [value]
    while left:
        value = left.pop()
        if isinstance(value, str):
            texts.append(value)
        elif isinstance(value, dict):
            left += [each for key, each in value.items() if key not in _OUR_WORDS]
        elif isinstance(value, list):
            left += value
    return texts


def _numbered(things):
    return [thing.as_json(number) for number, thing in enumerate(things, start=1)]
