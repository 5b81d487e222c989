"""What a newer version of a plan changes, cut into pages that stay small, with what to choose."""

import re
from dataclasses import dataclass, field

from django.core.paginator import Paginator

from .models import Action, Objective, Theme
from .services import newer

#: Rows to a page, and rows that a new one can be said to be.
ROWS, OFFERED = 20, 40
#: What a page can be narrowed to, and what each is called.
SHOWN = {
    "decide": "To decide",
    "changed": "Changed",
    "new": "New",
    "moved": "Moved",
    "gone": "Gone",
    "unchanged": "Unchanged",
}
_NAMES = {Theme: "Theme", Objective: "Objective", Action: "Action"}
_PAIR = re.compile(r"pair-([toa][0-9]{1,6})")
_FIELD = re.compile(r"field-((?:theme|objective|action)-[0-9]{1,18}-[a-z_]{1,40})")
_GONE = re.compile(r"gone-([0-9]{1,18})")


@dataclass
class Choice:
    """A question with its answers: (value, words, whether it is the one that holds)."""

    name: str
    legend: str
    options: list
    is_list: bool = False


@dataclass
class Entry:
    """One row on the page."""

    kind: str
    title: str
    ref: str
    where: str
    tags: list
    link: str = ""
    changes: list = field(default_factory=list)
    choices: list = field(default_factory=list)
    kinds: set = field(default_factory=set)


def newer_page(version, data, *, on):
    """All that the preview of a newer version shows, for the page and the kind in the address."""
    found = newer.compare(version, on=on)
    version = found.version
    entries = [*(_of_pair(pair, found) for pair in found.pairs)]
    entries += [_of_gone(action, version) for action in found.gone]
    counts = {kind: sum(1 for each in entries if kind in each.kinds) for kind in SHOWN}
    shown = data.get("show")
    if shown not in SHOWN:
        shown = next((kind for kind in SHOWN if counts[kind]), "unchanged")
    rows = [each for each in entries if shown in each.kinds]
    reading = version.proposal.reading
    return {
        "version": version,
        "plan": version.plan,
        "counts": found.counts,
        "kinds": [(kind, words, counts[kind], kind == shown) for kind, words in SHOWN.items()],
        "shown": shown,
        "heading": SHOWN[shown],
        "page": Paginator(rows, ROWS).get_page(data.get("page")),
        "own": len(found.own),
        "other_title": reading["title"] if reading["title"] != version.plan.title else "",
        "ambiguities": reading.get("ambiguities", [])[:ROWS],
        "unplaced": len(found.making.unplaced),
    }


def choices_in(data):
    """What a person chose on the page, of "pairs", "fields" and "gone"; anything else is ignored."""
    pairs, fields, gone = {}, {}, {}
    for name, value in data.items():
        if match := _PAIR.fullmatch(name):
            if value in ("", "none") or (value.isascii() and value.isdigit() and len(value) < 19):
                pairs[match[1]] = int(value) if value.isdigit() else None
        elif (match := _FIELD.fullmatch(name)) and value in (newer.HERE, newer.FILE):
            fields[match[1]] = value
        elif (match := _GONE.fullmatch(name)) and value in (newer.KEEP, newer.WITHDRAW):
            gone[match[1]] = value
    return {"pairs": pairs, "fields": fields, "gone": gone}


def _of_pair(pair, found):
    model = type(pair.new)
    name = f"pair-{model._meta.model_name[0]}{pair.number}"
    row = pair.old or pair.new
    entry = Entry(
        kind=_NAMES[model],
        title=_text(row),
        ref=getattr(pair.new, "ref", "") or "",
        where=_where(pair.new),
        tags=[],
        changes=pair.changes,
    )
    if pair.old is None:
        entry.kinds.add("new")
        entry.tags.append(("New", "new"))
        if model is Action and 0 < len(found.gone) <= OFFERED:
            entry.choices.append(_is_it_one_of(name, found.gone))
        return entry
    if pair.is_doubtful:
        entry.kinds.add("decide")
        entry.choices.append(_are_they_the_same(name, pair.old))
    if pair.differs:
        entry.kinds.add("changed")
        entry.tags.append(("Changed", "in_progress"))
    if pair.moved:
        entry.kinds.add("moved")
        entry.tags.append(("Moved", "ongoing"))
        entry.where = f"from {_text(pair.moved[0])} to {_text(pair.moved[1])}"
    if pair.by_hand:
        entry.kinds |= {"decide", "changed"}
        key = f"field-{pair.old._meta.model_name}-{pair.old.pk}"
        entry.choices += [_whose_words(f"{key}-{change.name}", change) for change in pair.by_hand]
    if not entry.kinds:
        entry.kinds.add("unchanged")
    return entry


def _of_gone(action, version):
    chosen = version.choices.get("gone", {}).get(str(action.pk), newer.KEEP)
    entry = Entry(
        kind="Action",
        title=action.text,
        ref="",
        where=_where(action),
        tags=[("Gone", "withdrawn"), (action.get_status_display(), action.status)],
        link=action.get_absolute_url(),
        kinds={"gone"},
    )
    if action.status in Action.LOGGED:
        entry.choices.append(
            Choice(
                f"gone-{action.pk}",
                "The file does not hold this action. What is to become of it?",
                [
                    (newer.KEEP, "Keep it, and decide later", chosen == newer.KEEP),
                    (
                        newer.WITHDRAW,
                        "Withdraw it: not in the newer version",
                        chosen == newer.WITHDRAW,
                    ),
                ],
            )
        )
    return entry


def _are_they_the_same(name, old):
    return Choice(
        name,
        "Is this the same as what stands here?",
        [(old.pk, "Yes, these are the same", True), ("", "No, these are different", False)],
    )


def _is_it_one_of(name, gone):
    options = [("", "No, it is new", True)]
    options += [(action.pk, action.text[:100], False) for action in gone]
    return Choice(name, "Is it one of the actions that are gone, in other words?", options, True)


def _whose_words(name, change):
    return Choice(
        name,
        f"{change.label}: changed here. Which words are to stand?",
        [
            (newer.HERE, "Keep the words here", change.is_kept),
            (newer.FILE, "Take the words of the file", not change.is_kept),
        ],
    )


def _text(row):
    return (row.title or "Plan") if isinstance(row, Theme) else row.text


def _where(row):
    if isinstance(row, Action):
        return _text(row.objective)
    return _text(row.theme) if isinstance(row, Objective) else ""
