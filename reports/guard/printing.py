"""What stands in a paper in place of what is withheld from it."""

import re

from prevent_portal.errors import Refused

from . import rules
from .counts import name_of
from .rules import TOO_SMALL_TO_SAY, Withheld

_PERCENT = re.compile(r"\s*\([^()]*%\)|\s*\d[\d.,]*%")
#: What is said under a chart whose bars are not all there.
NOT_DRAWN = "Some bars are not drawn, since their numbers are too small to publish."


def print_over(frozen, judgement, *, stricter=(), released=()):
    """Take what was judged out of the paper; returns what was withheld, in the paper's order."""
    return _Printing(frozen, judgement, stricter, released).done()


class _Printing:
    def __init__(self, frozen, judgement, stricter, released):
        self.frozen, self.judged = frozen, judgement
        self.stricter, self.released = stricter, released
        self.limits, self.paper = judgement.limits, judgement.paper
        self.said = []

    def done(self):
        """Everything that was withheld."""
        words_of = {id(each.spot) for each in self.paper.spoken}
        for place, count in enumerate(self.paper.counts):
            if place in self.judged.withheld and id(count.spot) not in words_of:
                self._record(count, *self.judged.withheld[place])
        for place, (kind, reason) in self.judged.unkept.items():
            self._record(self.paper.counts[place], kind, reason)
        self._counts(words_of)
        self._shares()
        self._changes()
        self._words()
        for section in self.frozen["sections"]:
            section["blocks"] = list(_said_once(section["blocks"]))
        return self.said

    def _record(self, at, kind, reason):
        self.said.append(
            Withheld(
                at.address, at.section, at.block, at.row, getattr(at, "column", ""), kind, reason
            )
        )

    # Counts

    def _counts(self, words_of):
        spots = {}
        for place, count in enumerate(self.paper.counts):
            if id(count.spot) not in words_of:
                spots.setdefault(id(count.spot), (count.spot, {}))[1][count.part] = place
        for spot, places in spots.values():
            part, whole = places["count"], places.get("out_of")
            is_whole_out = whole in self.judged.withheld
            if part in self.judged.withheld or is_whole_out:
                shown = None if is_whole_out or whole is None else self.paper.counts[whole].value
                self._print(spot, part, shown)
            elif whole is not None:
                self._percent_beside(spot, self.paper.counts[part], self.paper.counts[whole].value)

    def _print(self, spot, part, out_of):
        """The sign in place of the number, and of how many where that may be said."""
        is_out = part in self.judged.withheld
        count = self.paper.counts[part]
        sign = self.judged.sign(part) if is_out else ""
        said = self._sign(part) if is_out else f"{count.value:,}"
        if is_out:
            spot.pop("count", None)
            spot["withheld"] = sign
        if out_of is None:
            spot.pop("out_of", None)
        if "label" in spot:
            of = "" if out_of is None else f"of {out_of:,}"
            spot |= {"value": said, "of": of, "basis": of}
            if is_out:
                spot["change"] = ""
        elif "value" in spot and "text" not in spot:
            spot |= {"value": None if is_out else spot["value"]}
            spot |= {"out_of": out_of}
        else:
            for other in ("runs", "points", "note", "status"):
                spot.pop(other, None)
            spot["text"] = said if out_of is None else f"{said} of {out_of:,}"

    def _sign(self, place):
        """The words for a withheld count; of Channel's nothing is said of its size."""
        if self.judged.is_channel(self.paper.counts[place]):
            return rules.HIDDEN_WORD
        return self.limits.words(self.judged.sign(place))

    def _percent_beside(self, spot, count, out_of):
        """A percentage of too few goes from the words beside a figure."""
        if out_of >= self.limits.smallest or count.address in self.released:
            return
        found = [name for name in ("of", "basis", "text") if _PERCENT.search(str(spot.get(name)))]
        for name in found:
            spot[name] = _PERCENT.sub("", spot[name])
        if found:
            kind = rules.SMALL_DENOMINATOR
            self._record(count, kind, rules.percentage_of(kind, self.limits))

    def _shares(self):
        for share in self.paper.shares:
            is_made_of_withheld = any(
                place in self.judged.withheld for place in (share.part, share.whole)
            )
            if share.address in self.released:
                if is_made_of_withheld:
                    raise Refused(None, rules.SHARE_WOULD_TELL, field="place")
                continue
            whole = self.paper.counts[share.whole].value
            if is_made_of_withheld:
                kind = rules.SECONDARY
            elif 0 < whole < self.limits.smallest:
                kind = rules.SMALL_DENOMINATOR
            elif share.address in self.stricter:
                kind = rules.PERSON
            else:
                continue
            share.spot["text"] = rules.HIDDEN_WORD
            share.spot.pop("runs", None)
            self._record(share, kind, rules.percentage_of(kind, self.limits))

    def _changes(self):
        """A figure's change since an earlier paper gives away what that one, or this one, withholds."""
        before = {
            count.identity
            for paper in self.judged.earlier
            for count in paper.counts
            if count.sign and count.identity
        }
        for count in self.paper.counts:
            spot = count.spot
            if not spot.get("change") or count.part != "count":
                continue
            was = spot.get("was")
            is_small = was is not None and self.limits.is_small(count.like(was))
            is_zero = was is not None and self.limits.is_telling_zero(count.like(was), None)
            if is_small or is_zero or count.identity in before:
                spot["change"] = ""
                spot.pop("was", None)
                reason = "The change would tell a number that an earlier paper withheld."
                self._record(count, rules.DIFFERENCING, reason)

    # Words and pictures

    def _words(self):
        cut = {}
        for said in self.paper.spoken:
            why = self._why(said)
            if why is None:
                continue
            self._record(said, *why)
            if said.spot.get("type") is None:
                held = [each for each in said.held_in if each is not said.spot]
                said.held_in[:] = held
                cut[id(said.held_in)] = said.held_in
            elif said.spot["type"] == "table":
                said.spot["note"] = TOO_SMALL_TO_SAY
                del said.spot["says"]
            elif said.spot["type"] == "chart":
                cut[id(said.spot["rows"])] = said.spot["rows"]
                del said.spot["says"]
            else:
                _replace(said.held_in, said.spot, TOO_SMALL_TO_SAY)
        for section in self.frozen["sections"]:
            for block in list(section["blocks"]):
                if block["type"] == "chart" and id(block["rows"]) in cut:
                    _redraw(section["blocks"], block)

    def _why(self, said):
        """Kind and reason why words go; None if they stay."""
        if said.address in self.released:
            return None
        if said.address in self.stricter:
            return rules.PERSON, "A person asked that it be withheld."
        for place in said.counts:
            if place in self.judged.withheld:
                return self.judged.withheld[place]
        for place in said.percents_of:
            if 0 < self.paper.counts[place].value < self.limits.smallest:
                kind = rules.SMALL_DENOMINATOR
                return kind, rules.percentage_of(kind, self.limits)
        return None


def _replace(blocks, block, words):
    """A sentence in place of a block, with its number if it had one."""
    place = next(i for i, each in enumerate(blocks) if each is block)
    kept = {name: block[name] for name in ("number", "suggested") if block.get(name)}
    blocks[place] = {"type": "paragraph", **kept, "text": words, "withheld": True}


def _said_once(blocks):
    """The blocks; of what stands under one heading the sentence for what was withheld once alone."""
    is_said = False
    for block in blocks:
        is_one = bool(block.get("withheld")) and block.get("text") == TOO_SMALL_TO_SAY
        if not (is_one and is_said):
            yield block
        is_said = (is_said or is_one) and block["type"] != "heading"


def _redraw(blocks, chart):
    """What is left of a chart, under words that speak of nothing else; a sentence if nothing is left."""
    if not chart["rows"]:
        _replace(blocks, chart, TOO_SMALL_TO_SAY)
        return
    about = chart.get("about") or "What can be shown"
    said = "; ".join(f"{row['label']}: {_words_of(row, chart['series'])}" for row in chart["rows"])
    target = chart.get("target")
    line = "" if target is None else f" The line is the target, {target:g}%."
    chart |= {
        "title": about,
        "alt": f"Bar chart. {about}: {said}.{line}",
        "source": f"{NOT_DRAWN} {chart['source']}",
    }


def _words_of(row, series):
    if row.get("words"):
        return row["words"]
    pairs = zip(row["values"], series, strict=True)
    return ", ".join(f"{value} {part['label']}" for value, part in pairs)


def without_channel(frozen, released):
    """Take Channel's sections, blocks and figures out of a paper for the public; returns what was."""
    said = []
    for section in frozen["sections"]:
        blocks = list(enumerate(section["blocks"]))
        if section.get("channel") and section["id"] not in released:
            said.append(_of_channel(section["id"], section["title"], ""))
            section["blocks"] = [{"type": "paragraph", "text": rules.NOT_FOR_THE_PUBLIC}]
            section.pop("parts", None)
            continue
        for place, block in blocks:
            address = f"{section['id']}/{name_of(block, place)}"
            if address in released or section["id"] in released:
                block.pop("channel", None)
            elif block.get("channel"):
                caption = block.get("caption") or block.get("title") or block["type"].capitalize()
                said.append(_of_channel(address, section["title"], caption))
                _replace(section["blocks"], block, rules.NOT_FOR_THE_PUBLIC)
        section.pop("channel", None)
    return said


def _of_channel(address, section, block):
    return Withheld(address, section, block, "", "", rules.CHANNEL, rules.NOT_FOR_THE_PUBLIC)
