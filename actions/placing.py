"""What a person answers of a reading, laid over it: what goes with what, and where a text belongs.

A place is written by numbers from 0: "2" a theme, "2.0" an objective of it, "2.0.3" an action.
"""

import copy
from collections import Counter

from .reading.pairing import put, said_of
from .reading.result import Action
from .reading.words import people

#: What a text may be put as, in the words of the question, and what may hold it.
AS = {
    "action": "Words of an action",
    "progress": "Progress note",
    "evidence": "Evidence note",
    "requirement": "Requirement",
    "note": "Note of the plan as a whole",
}
#: Kind -> the depths of place that hold it: 1 theme, 2 objective, 3 action.
HOLDS = {"action": (1, 2, 3), "progress": (2, 3), "evidence": (2, 3), "requirement": (2,)}
WHERE = {
    "action": "Select a theme, an objective or an action.",
    "progress": "A theme holds no progress notes. Select an objective or an action.",
    "evidence": "A theme holds no evidence notes. Select an objective or an action.",
    "requirement": "Requirements stand with an objective. Select one.",
}
SEVERAL = "This theme has several objectives. Select one of them."
_LISTS = {"progress": "progress_notes", "evidence": "evidence", "requirement": "requirements"}


class NoSuchPlace(ValueError):  # noqa: N818 - it reads as the sentence it carries
    """A place that is not there or cannot hold the text, with the sentence that says so."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


def answered(reading, answers):
    """The reading with the answers laid over it; the reading itself is left as it is."""
    reading = copy.deepcopy(reading)
    for number, picks in answers.get("questions", {}).items():
        _pair(reading, reading["questions"][int(number)], picks)
    texts = reading["unplaced"]
    put_away = set()
    for number, answer in sorted(answers.get("texts", {}).items(), key=lambda each: int(each[0])):
        if int(number) < len(texts):
            _put_text(reading, texts[int(number)], answer)
            put_away.add(int(number))
    reading["unplaced"] = [
        each | {"n": at} for at, each in enumerate(texts) if at not in put_away and each["text"]
    ]
    _count(reading)
    return reading


def refuse_unless_holds(kind, depth):
    """Raise NoSuchPlace unless a place of this depth may hold a text of this kind."""
    if kind != "note" and depth not in HOLDS[kind]:
        raise NoSuchPlace(WHERE[kind])


# --- what goes with what --------------------------------------------------------------------------


def _pair(reading, question, picks):
    """Give each value of a question to the action it was answered to go with, or to none."""
    if picks == question["chosen"]:
        return
    role, values = question["role"], question["values"]
    addresses = question["actions"]
    for text in _left(question["chosen"], values):
        _take_back(reading["unplaced"], text, question["place"])
    for at, address in enumerate(addresses):
        before = _of(values, question["chosen"], at)
        _set(reading, address, role, before, _of(values, picks, at))
    reading["unplaced"] += [
        {"text": text, "place": question["place"]} for text in _left(picks, values)
    ]
    question["chosen"] = picks


def _of(values, picks, at):
    return "; ".join(value for value, pick in zip(values, picks, strict=True) if pick == at)


def _left(picks, values):
    return [value for value, pick in zip(values, picks, strict=True) if pick is None]


def _take_back(unplaced, text, place):
    for each in unplaced:
        if (each["text"], each["place"]) == (text, place):
            # Blanked, not taken out: the numbers of the others stay what they were.
            unplaced[unplaced.index(each)] = {"text": "", "place": place}
            return


def _set(reading, address, role, before, text):
    """Let an action say this of a role instead of what it said before, and keep what it says more."""
    holder, at = _action_at(reading, address)
    said = dict(holder[at])
    number = said.pop("n")
    said.pop("timescale")
    known = {name: said.pop(name) for name in list(said) if name in Action.__dataclass_fields__}
    action = Action(**known, more=said)
    if role == "agency":
        before = "; ".join(people(before))
    more = said_of(action, role).removeprefix(before).strip("; \n")
    put(action, role, "; ".join(filter(None, [text, more])))
    holder[at] = action.as_json(number)


# --- where a text belongs -------------------------------------------------------------------------


def _put_text(reading, text, answer):
    kind, place = answer["as"], answer["under"]
    if kind == "note":
        reading.setdefault("notes", []).append(text)
        return
    depth = len(place.split(".")) if place else 0
    refuse_unless_holds(kind, depth)
    words = text["text"].strip()
    if not words:
        return
    if depth == 3:
        holder, at = _action_at(reading, place)
        action = holder[at]
        if kind == "action":
            action["text"] = f"{action['text']}\n{words}"
        else:
            action[_LISTS[kind]] = [*action[_LISTS[kind]], words]
        return
    objective = _objective_for(reading, place)
    if kind == "action":
        objective["actions"].append(Action(words).as_json(len(objective["actions"]) + 1))
    else:
        objective[_LISTS[kind]] = [*objective.get(_LISTS[kind], []), words]


def _objective_for(reading, place):
    """The objective at a place; of a theme its only one, or one that is made for want of any."""
    section, *rest = _section_at(reading, place)
    if rest:
        return _at(section["objectives"], rest[0])
    if not section["objectives"]:
        section["objectives"].append(
            {
                "ref": section["ref"] or "1",
                "text": section["title"] or "",
                "ref_typed": False,
                "actions": [],
            }
        )
    if len(section["objectives"]) > 1:
        raise NoSuchPlace(SEVERAL)
    return section["objectives"][0]


def _action_at(reading, place):
    section, *rest = _section_at(reading, place)
    if len(rest) != 2:
        raise NoSuchPlace("Select an action from the list.")
    own = section.get("actions")
    is_own = own is not None and rest[0] == len(section["objectives"])
    actions = own if is_own else _at(section["objectives"], rest[0])["actions"]
    _at(actions, rest[1])
    return actions, rest[1]


def _section_at(reading, place):
    try:
        numbers = [int(number) for number in place.split(".")]
    except ValueError:
        raise NoSuchPlace("Select a place from the list.") from None
    return [_at(reading["sections"], numbers[0]), *numbers[1:]]


def _at(things, number):
    if not 0 <= number < len(things):
        raise NoSuchPlace("Select a place from the list.")
    return things[number]


def _count(reading):
    """Count anew what the answers have changed."""
    objectives = [each for section in reading["sections"] for each in section["objectives"]]
    actions = [a for each in [*objectives, *reading["sections"]] for a in each.get("actions", [])]
    found = Counter(bool(action["timescale_raw"]) for action in actions)
    reading["counts"] |= {
        "objectives": len(objectives),
        "actions": len(actions),
        "with_due_text": found[True],
    }


def places(reading):
    """Every place of a reading, as (place, depth, words): themes, their objectives, their actions."""
    for s, section in enumerate(reading["sections"]):
        yield str(s), 1, section.get("heading_raw") or section["title"] or ""
        for o, objective in enumerate(section["objectives"]):
            yield f"{s}.{o}", 2, f"{objective['ref'] or ''} {objective['text']}".strip()
            for a, action in enumerate(objective["actions"]):
                yield f"{s}.{o}.{a}", 3, action["text"]
        for a, action in enumerate(section.get("actions", [])):
            yield f"{s}.{len(section['objectives'])}.{a}", 3, action["text"]
