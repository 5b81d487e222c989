"""A paper is put together: its sections in order, each from its source, into one frozen dict.

The frozen dict is everything the paper says and nothing else. Both editions, PDF and Word, print
it; its hash stands in the footer.
"""

import datetime
from dataclasses import dataclass, field
from functools import cached_property

from django.utils import timezone

from prevent_portal.errors import Refused

from . import facts, words
from .blocks import copied, lines, number, paragraph
from .sources import PUBLIC, Needs, Part, catalogue
from .sources.plan import PlanReading

SCHEMA = 2
#: The source that says what a body is asked for, from the figures; the first page repeats it.
ASKING = "plan.decisions"
#: Readers of whom nothing is asked where nobody typed what.
_NOT_ASKED = {"public"}
ACTIONS_ARE_PUBLISHED = (
    "Single actions are not shown here: the plan for the public is the edition that was published."
)
#: What the cover says of who may have the paper: only one for the public may be published (domain 5.14).
MADE_FOR = {
    "restricted": "The board and named readers, nobody else",
    "officer": "Officers; not for publication",
    "member": "Elected members; not for publication",
    "public": "Anybody",
}
NOTHING_WRITTEN = "Nothing is reported under this heading."


@dataclass(frozen=True)
class Commission:
    """What is asked for: which paper, about which day, for whom, by whom."""

    kind: str
    title: str
    body: str
    months: int
    on: datetime.date
    since: datetime.date | None
    since_is_report: bool
    known_at: datetime.datetime
    audience: str
    author: str
    version: int
    summary: str = ""
    decisions: str = ""
    organisation: str = ""
    subject: str = ""
    marking: str = "OFFICIAL"
    is_numbered: bool = True


@dataclass(frozen=True)
class Section:
    """One section that a kind of paper has: what it is called and from which source it is built."""

    key: str
    title: str
    source: str = ""
    is_wide: bool = False
    on_new_page: bool = False
    figures: tuple[str, ...] = ()
    is_part: bool = False


@dataclass
class Paper:
    """What sections are built from. Facts of a plan are read once, when the first section needs them.

    `plan_row` and `agency` are what the paper is about, or None; `plan` gives its facts. `asker`
    is whoever asked for it, whose sight of Channel it has; None where the portal makes it by itself.
    """

    asked: Commission
    plan_row: object = None
    agency: object = None
    known: object = None
    asker: object = None
    section: Section | None = field(default=None, init=False)
    reads: frozenset = field(default=frozenset(facts.Reads), init=False)
    _kept: dict = field(default_factory=dict, init=False, repr=False)

    def once(self, key, make):
        """What `make()` gives, made when a section first asks for it under a key."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    @cached_property
    def plan(self):
        """The plan's actions, training and evidence on the day and on the earlier one."""
        if self.known is not None:
            return self.known
        asked = self.asked
        return facts.gather(
            self.plan_row,
            on=asked.on,
            known_at=asked.known_at,
            since=asked.since,
            reads=self.reads,
        )

    def training_of(self, agency):
        """How training stood on the day: of an agency by unit, of all by agency; read once each."""
        asked = self.asked
        return self.once(
            ("training", agency and agency.pk),
            lambda: facts.training_of(agency, on=asked.on, known_at=asked.known_at),
        )

    @cached_property
    def reading(self):
        """The plan in words and tables."""
        return PlanReading(self.plan, self.asked)

    @property
    def has_plan(self):
        """True if the paper is about a plan."""
        return self.known is not None or self.plan_row is not None

    @property
    def first_day(self):
        """The first day of the period that the paper covers."""
        asked = self.asked
        return words.months_before(asked.on, asked.months) + datetime.timedelta(days=1)


def assemble(paper, sections):
    """The frozen dict of a paper: figures as they are now known, and what is asked for."""
    asked = paper.asked
    paper.reads = frozenset(name for each in sections for name in _reads(each))
    made = [found for each in sections if (found := _section(paper, each))]
    if made:
        made[0].pop("part", None)  # nothing stands above it, whatever its kind says
    if asked.is_numbered:
        number(made)
    day = words.day(asked.on)
    about = paper.plan if paper.has_plan else None
    organisation = about.agency if about else asked.organisation
    marking = about.marking if about else asked.marking
    is_asked = about and any(each.source == ASKING for each in sections)
    asks = [ask for ask, _ in paper.reading.asks] if is_asked else _asks(asked)
    return {
        "schema": SCHEMA,
        "kind": asked.kind,
        "lang": "en-GB",
        "title": asked.title,
        "subject": about.title if about else asked.subject,
        "body": asked.body,
        "organisation": organisation,
        "author": asked.author,
        "marking": marking,
        "audience": asked.audience,
        "on": asked.on.isoformat(),
        "on_words": day,
        "since": asked.since.isoformat() if asked.since else None,
        "known_at": asked.known_at.isoformat(),
        "made_at": asked.known_at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "version": asked.version,
        "version_words": f"Draft, version {asked.version}",
        "is_draft": True,
        "is_numbered": asked.is_numbered,
        "facts": [
            {"name": "Position as at", "value": day},
            {"name": "Period", "value": f"{words.day(paper.first_day)} to {day}"},
            {"name": "Author", "value": f"{asked.author}, {organisation}"},
            {"name": "Date made", "value": words.day(timezone.localtime(asked.known_at))},
            {"name": "Marking", "value": marking},
            {"name": "For", "value": MADE_FOR[asked.audience]},
            {"name": "Version", "value": str(asked.version), "draft": "DRAFT"},
        ],
        "recommendation": {"lead": f"{words.is_asked(asked.body)} to:", "items": asks},
        "figures": paper.reading.values() if about else {},
        "sections": made,
    }


def _reads(section):
    found = catalogue().get(section.source)
    return found.reads if found else ()


def _asks(asked):
    typed = [line.rstrip(";.") for line in lines(asked.decisions)]
    if typed or asked.audience in _NOT_ASKED:
        return typed
    return [f"note this report, as at {words.day(asked.on)}"]


def _section(paper, section):
    """One section as it is frozen; None where its source has nothing to say."""
    found = catalogue().get(section.source)
    part = _part(paper, section, found) if found else Part([])
    if part is None:
        return None
    made = {"id": section.key, "title": section.title, "source": section.source}
    made |= {"blocks": _said_once(section.title, part.blocks)}
    if part.parts:
        made["parts"] = list(part.parts)
    for name, holds in (
        ("glance", part.is_glance),
        ("wide", section.is_wide),
        ("on_new_page", section.on_new_page),
        ("part", section.is_part and not part.is_glance),
        ("channel", bool(found and found.is_channel)),
    ):
        if holds:
            made[name] = True
    return made


def _said_once(title, blocks):
    """The blocks; the caption of a table that only repeats the heading above it is left out."""
    above, made = title, []
    for block in blocks:
        if block["type"] == "table" and block["caption"] == above:
            block = block | {"caption": None}
        above = block["text"] if block["type"] == "heading" else ""
        made.append(block)
    return made


def _part(paper, section, found):
    """What the source gives; where it cannot, a sentence says why, and the paper goes on."""
    if found.needs == Needs.PLAN and not paper.has_plan:
        return Part([paragraph("This section speaks of a plan, and this paper is about none.")])
    if found.names_actions and paper.asked.audience == PUBLIC:
        return Part([paragraph(ACTIONS_ARE_PUBLISHED)])
    paper.section = section
    try:
        return found.build(paper)
    except Refused as refusal:
        return Part([paragraph(refusal.sentence)])


def compose(frozen, written, *, is_draft=True, **more):
    """The paper as it is printed: what was frozen, with people's words, numbered through.

    `written` holds, by section, the blocks that people wrote; they stand first, and what the portal
    only offered gives way to them. `more` is put beside it: who approved it, what changed.
    """
    paper = copied(frozen) | more
    for section in paper["sections"]:
        mine = [{**block, "written": True} for block in written.get(section["id"], [])]
        if mine:
            kept = [block for block in section["blocks"] if not block.get("suggested")]
            section["blocks"] = [*mine, *kept]
        elif not section["blocks"]:
            section["blocks"] = [paragraph(NOTHING_WRITTEN)]
    if paper.get("is_numbered", True):
        number(paper["sections"])
    return paper if is_draft else as_issued(paper)


def as_issued(paper):
    """The paper as it goes out, with no word of a draft: what a draft and its issue both say."""
    if not paper.get("is_draft"):
        return paper
    facts = [{name: fact[name] for name in fact if name != "draft"} for fact in paper["facts"]]
    more = {"is_draft": False, "version_words": f"Version {paper['version']}", "facts": facts}
    return paper | more


def headlines(frozen):
    """The six figures of a frozen report's first page, with their change; none before it is frozen."""
    blocks = (
        block for section in (frozen or {}).get("sections", ()) for block in section["blocks"]
    )
    return next((block["figures"] for block in blocks if block["type"] == "figures"), [])
