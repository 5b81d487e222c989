"""What an import would make, beside what the file says, cut into pages that stay small."""

from dataclasses import dataclass, field

from django.core.paginator import Page, Paginator

from . import timescale
from .listing import OBJECTIVE_WORDS
from .models import Action, PlanImport, SpocArea
from .placing import AS, answered, places
from .services import registers
from .services.importing import STATUSES, objectives_of
from .services.timescales import in_words

#: Items to a page, each an action, a line of a list or a heading; and pieces of unplaced text.
ITEMS, TEXTS = 40, 25
#: Areas of a register to a page.
AREAS = 60

#: The lists of an objective, by the column they come from, with what they become.
LISTS = {
    "previous_actions": ("previous", "Earlier actions"),
    "leads": ("lead", "Leads"),
    "impact": ("impact", "Impact"),
    "progress_notes": ("progress", "Progress notes"),
    "evidence": ("evidence", "Evidence notes"),
    "requirements": ("requirement", "Requirements"),
}
_HEADINGS = {"objective": "Objective", "action": "Action", "timescale": "By when", "lead": "Lead"}


@dataclass
class Part:
    """One objective, or as much of a long one as a page holds."""

    heading: str
    ref: str
    text: str
    is_continued: bool
    actions: list
    lists: list = field(default_factory=list)

    @property
    def weight(self):
        """How many items it is."""
        return 1 + len(self.actions) + sum(len(each["items"]) for each in self.lists)


class Weighed(Paginator):
    """Pages of parts, as many as weigh what a page may hold; at least one a page."""

    def __init__(self, parts):
        super().__init__(parts, 1)
        self.slices, start, weight = [], 0, 0
        for position, part in enumerate(parts):
            if weight and weight + part.weight > ITEMS:
                self.slices.append((start, position))
                start, weight = position, 0
            weight += part.weight
        self.slices.append((start, len(parts)))

    @property
    def num_pages(self):
        """How many pages there are."""
        return len(self.slices)

    def page(self, number):
        """One page; raises InvalidPage as Django's does."""
        number = self.validate_number(number)
        return _WeighedPage(self.object_list[slice(*self.slices[number - 1])], number, self)


class _WeighedPage(Page):
    def start_index(self):
        return self.paginator.slices[self.number - 1][0] + 1

    def end_index(self):
        return self.paginator.slices[self.number - 1][1]


def preview_page(proposal, data):
    """All that the preview shows of a proposal, for the page numbers in the address."""
    reading = proposal.reading
    around = PlanImport.objects.select_related("agency", "file", "plan").defer("reading", "as_read")
    return outline_of(reading, data) | {
        "proposal": around.get(pk=proposal.pk),
        "ambiguities": reading.get("ambiguities", [])[:TEXTS],
        "questions": len(reading.get("questions", [])),
        "put": _put(proposal),
        "saved_as": (proposal.mapping or {}).get("saved_as", ""),
    }


def outline_of(reading, data):
    """What a reading would make, for the page numbers in an address: parts, counts, the rest."""
    called = _HEADINGS | reading.get("called", {})
    parts = [
        part
        for section in reading["sections"]
        for objective in objectives_of(section)
        for part in _parts(section, objective, called)
    ]
    unplaced = [{"n": at} | each for at, each in enumerate(reading.get("unplaced", []))]
    return {
        "summary": _summary(reading),
        "called": called,
        "page": Weighed(parts).get_page(data.get("page")),
        "unplaced": Paginator(unplaced, TEXTS).get_page(data.get("text")),
        "noun": OBJECTIVE_WORDS.get(reading.get("layout"), ("objective", "objectives"))[0],
    }


def _put(proposal):
    """The texts that a person put in their place: what they are, as what, and where."""
    if proposal.as_read is None:
        return []
    texts = answered(proposal.as_read, {"questions": proposal.answers.get("questions", {})})
    words = dict((place, text) for place, _, text in places(proposal.as_read))
    by_number = {each["n"]: each for each in texts["unplaced"]}
    return [
        by_number[int(number)] | {"as": AS[answer["as"]], "under": words.get(answer["under"], "")}
        for number, answer in sorted(proposal.answers.get("texts", {}).items())
        if int(number) in by_number
    ]


def _summary(reading):
    """What will be made, in one sentence's worth of counts."""
    counts = reading.get("counts", {})
    one, several = OBJECTIVE_WORDS.get(reading.get("layout"), ("objective", "objectives"))
    sections = [each for each in reading["sections"] if not each.get("implicit")]
    words = [
        _counted(len(sections), "theme", "themes"),
        _counted(counts.get("objectives", 0), one, several),
        _counted(counts.get("actions", 0), "action", "actions"),
    ]
    left = len(reading.get("unplaced", []))
    pieces = "1 piece of text" if left == 1 else f"{left or 'no'} pieces of text"
    return f"{', '.join(filter(None, words))}; {pieces} found no place"


def _counted(count, one, several):
    return f"{count} {one if count == 1 else several}" if count else ""


def _parts(section, objective, called):
    """An objective in parts of which each fits a page."""
    actions = [_action(each) for each in objective["actions"]]
    lists = [
        {"heading": called.get(role, words), "becomes": words, "items": [_text(e) for e in items]}
        for name, (role, words) in LISTS.items()
        if (items := objective.get(name))
    ]
    longest = max([len(actions), *(len(each["items"]) for each in lists), 1])
    step = max(1, ITEMS // (1 + len(lists)))
    return [
        Part(
            heading=section.get("heading_raw") or "",
            ref=objective["ref"] or "",
            text=objective["text"],
            is_continued=start > 0,
            actions=actions[start : start + step],
            lists=[
                each | {"items": items}
                for each in lists
                if (items := each["items"][start : start + step])
            ],
        )
        for start in range(0, longest, step)
    ]


def _text(item):
    return item["text"] if isinstance(item, dict) else item


def _action(said):
    meaning = timescale.parse(said["timescale_raw"])
    status = STATUSES[said["status"]]
    return {
        "ref": said.get("ref") or "",
        "text": said["text"],
        "by_when": said["timescale_raw"] or "",
        "kind": meaning.kind,
        "due": in_words(meaning),
        "status": Action.Status(status).label,
        "status_code": status,
        "leads": said["leads"],
        "lead_raw": said["lead_raw"] or "",
    }


def register_preview(proposal, data):
    """All that the preview of a register shows: its rows, and the names that nobody knows yet."""
    reading = proposal.reading
    known = registers.known_agencies(reading)
    names = registers.named_agencies(reading)
    held = set(SpocArea.objects.open().values_list("name", flat=True))
    named = {row["area"] for row in reading["rows"]}
    counts = reading["counts"]
    words = [
        _counted(counts["areas"], "area", "areas"),
        _counted(counts["posts"], "post", "posts"),
    ]
    page = Paginator(reading["rows"], AREAS).get_page(data.get("page"))
    return {
        "proposal": proposal,
        "summary": " and ".join(filter(None, words)),
        "page": page,
        "rows": [
            {
                "area": row["area"],
                "is_new": row["area"] not in held,
                "posts": [
                    {
                        "job_title": post["job_title"],
                        "agencies": [
                            {"name": name, "known": known.get(name)} for name in post["agencies"]
                        ],
                    }
                    for post in row["posts"]
                ],
            }
            for row in page
        ],
        "unknown": [
            (name, reading["abbreviations"].get(name, "")) for name in names if name not in known
        ],
        "not_named": sorted(held - named),
        "unplaced": reading["unplaced"][:TEXTS],
        "ambiguities": reading["ambiguities"][:TEXTS],
    }
