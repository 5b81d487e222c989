"""Which counts of a paper are withheld from its readers: those that say too much, and those that give them away."""

from prevent_portal.errors import Refused

from . import rules
from .counts import CASES, PEOPLE, SMALL, Paper
from .freedom import Sums, settled
from .rules import READERS

#: What withholding costs beyond the count itself: a row of totals, and each further place it stands in.
_TOTAL, _PLACE, _BASE, _MOST = 1500, 300, 200, 400
#: And a number that the paper is read for: another goes in its place where one will do.
_HEADLINE = 10_000


class Judgement:
    """What is withheld of a paper: `withheld` gives kind and reason by the place of the count."""

    def __init__(self, paper, earlier, *, limits, audience, stricter, released):
        self.paper, self.limits, self.audience = paper, limits, audience
        self.counts = paper.counts
        self.earlier = [
            each
            for each in map(Paper, earlier)
            if each.audience in READERS and each.audience != rules.RESTRICTED
        ]
        self.withheld, self.unkept = {}, {}
        self.joined = _joined([(paper.on, count) for count in self.counts], limits)
        self.released = {
            root
            for count, root in zip(self.counts, self.joined, strict=True)
            if count.address in released
        }
        self.by_root = {}
        for place, root in enumerate(self.joined):
            self.by_root.setdefault(root, []).append(place)
        self._by_themselves(stricter)
        self._by_others()

    def withhold(self, place, kind, reason):
        """Withhold a count wherever the paper shows it, unless the approver released it."""
        root = self.joined[place]
        if root in self.released:
            return
        for each in self.by_root[root]:
            self.withheld.setdefault(each, (kind, reason))

    def sign(self, place):
        """Which sign stands for a withheld count."""
        return self.limits.sign(self.counts[place])

    # By themselves

    def _by_themselves(self, stricter):
        limits = self.limits
        for place, count in enumerate(self.counts):
            whole = None if count.whole is None else self.counts[count.whole]
            if self.is_channel(count):
                self.withhold(place, rules.CHANNEL, rules.NOT_FOR_THE_PUBLIC)
            elif limits.is_small(count):
                self.withhold(place, rules.SMALL_COUNT, rules.few(limits, count))
            elif limits.is_telling_zero(count, whole):
                self.withhold(place, rules.ZERO, rules.none(count))
            elif limits.is_nearly_all(count, whole):
                self.withhold(place, rules.SMALL_COUNT, rules.nearly_all(limits, count))
            elif count.address in stricter:
                self.withhold(place, rules.PERSON, "A person asked that it be withheld.")
            elif day := self._grew_by_few(count):
                reason = rules.grown_by_few(limits, day)
                self.withhold(place, rules.DIFFERENCING, reason)

    def is_channel(self, count):
        """True for what the public is never told: what is marked as Channel's, and any count of cases."""
        return self.audience == rules.PUBLIC and (count.is_channel or count.kind == CASES)

    def _grew_by_few(self, count):
        """The day of the earlier paper since which a figure that only grows grew by a small count."""
        if not (count.is_cumulative and count.identity):
            return None
        for paper in self.earlier:
            for then in paper.counts:
                if then.identity != count.identity or then.value is None:
                    continue
                grown = abs(count.value - then.value)
                is_few = paper.on != self.paper.on and grown < self.limits.threshold
                if is_few and (grown or self.limits.is_telling_zero(count.like(0), None)):
                    return paper.on
        return None

    # By what else is shown

    def _by_others(self):
        """Until nobody who may read the paper can work anything out, with the papers they have read."""
        known = -1
        while known != len(self.withheld):
            known = len(self.withheld)
            for earlier in self._shelves():
                _Reader(self, earlier).protect()

    def _shelves(self):
        """What each of its readers has read before: whoever has read most first, as they need most."""
        shelves, before = [], None
        for reader in READERS[READERS.index(self.audience) : -1]:
            allowed = READERS[: READERS.index(reader) + 1]
            shelf = [paper for paper in self.earlier if paper.audience in allowed]
            if before is None or len(shelf) > len(before):
                shelves.append(shelf)
            before = shelf
        return reversed(shelves)


class _Reader:
    """What one kind of reader has before them: this paper and earlier ones, as sums."""

    def __init__(self, judgement, earlier):
        self.judgement, self.limits = judgement, judgement.limits
        self.papers = [judgement.paper, *earlier]
        self.counts = [(paper, count) for paper in self.papers for count in paper.counts]
        self._fill()
        days = [(paper.on, count) for paper, count in self.counts]
        self.root = _joined(days, self.limits)
        self.members = {}
        for place, root in enumerate(self.root):
            self.members.setdefault(root, []).append(place)
        self.own = len(judgement.counts)
        self.sums, self.at, self.out = Sums(), {}, {}
        self.terms, self.rests, self.sensitive = [], {}, []
        self._say_sums()
        values = self._values()
        for root in self.members:
            self._number(root, values[root])
        for rest in self.rests:
            if values[rest] >= 0:
                self.at[rest] = self.sums.add(values[rest], is_withheld=True)
        for terms in self.terms:
            if all(root in self.at for root in terms):
                self.sums.relate([(self.at[root], factor) for root, factor in terms.items()])
        for rest, told in self.rests.items():
            if rest in self.at:
                told(rest)

    def protect(self):
        """Withhold what else must be, until each withheld count could be another."""
        sums, free = self.sums, set()
        roots = {self.at[root]: root for root in self.members}
        waiting = [
            at for at, root in roots.items() if sums.is_withheld[at] and root not in self.out
        ]
        waiting += self.sensitive
        for place in waiting:
            while place not in free:
                found = sums.another(place, with_more=False) or sums.another(place, with_more=True)
                if found is None:
                    is_earlier = place in roots and not self._own(roots[place])
                    beside = [] if is_earlier else sums.beside(place)
                    if not beside:
                        self._is_lost(roots.get(place))
                        break
                    found, more = {}, beside[:1]
                else:
                    more = [other for other in found if not sums.is_withheld[other]]
                free |= found.keys()
                for other in more:
                    sums.withhold(other)
                    waiting.append(other)
                    self._withhold_also(roots[other], roots.get(place))

    def _withhold_also(self, root, because):
        judgement = self.judgement
        others = [self.counts[place][1] for place in self.members.get(because, ())]
        other = next((each for each in others if each.is_in_table), others[0] if others else None)
        for place in self.members[root]:
            if place < self.own:
                judgement.withhold(place, rules.SECONDARY, rules.would_tell(other))

    def _is_lost(self, root):
        """Nothing more can be withheld, and yet a reader can tell."""
        judgement = self.judgement
        own = self._own(root)
        if not self.papers[1:] and judgement.released:
            where = self.counts[own[0]][1].address if own else "another place"
            raise Refused(
                None,
                f"What is released would give away the number at {where}: release less, or that "
                "number as well.",
            )
        for place in own:
            judgement.unkept[place] = (rules.DIFFERENCING, rules.cannot_be_kept())

    def _own(self, root):
        """Where this paper, not an earlier one, says the number."""
        return [place for place in self.members.get(root, ()) if place < self.own]

    # The numbers

    def _fill(self):
        """Earlier papers keep no withheld number: where this one speaks of the same day, it has it."""
        now = {
            (self.papers[0].on, count.identity): count.value
            for count in self.papers[0].counts
            if count.identity
        }
        for paper, count in self.counts:
            value = now.get((paper.on, count.identity)) if count.value is None else None
            if value is not None and (count.sign == SMALL) == (value < self.limits.threshold):
                count.value = value

    def _values(self):
        """The number of each; where it is withheld for ever, one that could be: any will do as a start."""
        low, high, limits = dict.fromkeys(self.rests, 0), dict.fromkeys(self.rests), self.limits
        values = {}
        for root, members in self.members.items():
            counts = [self.counts[place][1] for place in members]
            values[root] = next((c.value for c in counts if c.value is not None), None)
            if values[root] is None:
                low[root] = max(limits.least(count.sign, count) for count in counts)
                is_small = any(count.sign == SMALL for count in counts)
                high[root] = limits.threshold - 1 if is_small else None
        for terms in self.terms:
            unknown = [root for root in terms if values.get(root) is None]
            if len(unknown) == 1 and unknown[0] in self.rests:
                known = sum(values[r] * f for r, f in terms.items() if r != unknown[0])
                values[unknown[0]] = -known // terms[unknown[0]]
        low = {root: least for root, least in low.items() if values.get(root) is None}
        return values | settled(self.terms, values, low, {root: high[root] for root in low})

    def _number(self, root, value):
        limits, judgement = self.limits, self.judgement
        members = self.members[root]
        low, high, is_withheld, is_shown = 0, None, False, False
        for place in members:
            paper, count = self.counts[place]
            is_own = place < self.own
            hidden = place in judgement.withheld if is_own else bool(count.sign)
            if not hidden:
                is_shown = True
                if not is_own:
                    self.out[root] = paper.on
                continue
            is_withheld = True
            if is_own and judgement.is_channel(count):
                continue
            sign = judgement.sign(place) if is_own else count.sign
            low = max(low, min(limits.least(sign, count), value))
            if sign == SMALL:
                high = limits.threshold - 1
        own = [place for place in members if place < self.own]
        price = None
        is_open = own and is_shown and value and root not in self.out
        if is_open and judgement.joined[own[0]] not in judgement.released:
            price = self._price(own, value)
            low = max(low, min(limits.threshold, value))
        if root in self.out:
            for place in own:
                if place in judgement.withheld:
                    judgement.unkept[place] = (rules.DIFFERENCING, rules.is_out(self.out[root]))
        self.at[root] = self.sums.add(
            value, low=low, high=high, is_withheld=is_withheld and not is_shown, price=price
        )

    def _price(self, own, value):
        counts = [self.counts[place][1] for place in own]
        price = 100 + min(value, _MOST) + _PLACE * (len(counts) - 1)
        price += _TOTAL * any(count.is_total or not count.is_in_table for count in counts)
        price += _HEADLINE * any(count.is_headline for count in counts)
        return price + _BASE * any(count.is_base for count in counts)

    # The sums

    def _say_sums(self):
        first = 0
        for paper in self.papers:
            for terms in paper.sums:
                self._relate([(self.root[first + place], factor) for place, factor in terms])
            for place, count in enumerate(paper.counts):
                if count.whole is not None:
                    self._part_of(first + place, first + count.whole)
            first += len(paper.counts)
        for place in range(self.own):
            self._only_grows(place)

    def _relate(self, terms):
        whole = {}
        for root, factor in terms:
            whole[root] = whole.get(root, 0) + factor
        self.terms.append({root: factor for root, factor in whole.items() if factor})

    def _part_of(self, place, whole):
        """A part is no more than the whole: the rest is a count too."""
        part, of, rest = self.root[place], self.root[whole], ("rest", place)
        if part == of:
            return
        self._relate([(part, 1), (rest, 1), (of, -1)])

        def told(_):
            sums, count = self.sums, self.counts[place][1]
            at = self.at[of]
            if sums.is_withheld[self.at[part]] and count.kind == PEOPLE:
                # that something is withheld says that there is somebody
                sums.low[at] = max(sums.low[at], min(1, sums.value[at]))
            if place >= self.own or self.judgement.joined[place] in self.judgement.released:
                return
            if part not in self.out and self.limits.is_nearly_all(count, self.counts[whole][1]):
                self.sensitive.append(self.at[rest])

        self.rests[rest] = told

    def _only_grows(self, place):
        """A figure that only grows is no less than it was, and what it grew by may be a small count."""
        paper, count = self.counts[place]
        if not (count.is_cumulative and count.identity):
            return

        def told(rest):
            is_small = self.sums.value[self.at[rest]] < self.limits.threshold
            if is_small and place in self.judgement.withheld:
                self.sensitive.append(self.at[rest])

        for other in range(self.own, len(self.counts)):
            earlier, then = self.counts[other]
            if then.identity != count.identity or earlier.on == paper.on:
                continue
            more, less = (place, other) if earlier.on < paper.on else (other, place)
            rest = ("grown", more, less)
            self._relate([(self.root[more], 1), (self.root[less], -1), (rest, -1)])
            self.rests[rest] = told


def _joined(days, limits):
    """For each count the first of those that are the same number said twice, by place.

    The same cell of two tables or papers, the same total, and what repeats a cell of a table. What
    is said in words or beside a table, and names no cell, is taken to be any of that size.
    """
    parent = list(range(len(days)))

    def root(place):
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    cells = {(on, c.identity, c.value) for on, c in days if c.is_in_table and c.identity}
    said = {
        (on, c.kind, c.value)
        for on, c in days
        if c.value is not None and c.value >= limits.threshold
        if not c.is_in_table and (on, c.identity, c.value) not in cells
    }
    first = {}
    for place, (on, count) in enumerate(days):
        for key in _keys(on, count, said):
            one, other = sorted((root(place), root(first.setdefault(key, place))))
            parent[other] = one
    return [root(place) for place in range(len(days))]


def _keys(on, count, said):
    number = (on, count.kind, count.value)
    if count.identity:
        yield (
            ("identity", number, count.identity)
            if count.value is not None
            else (
                "unknown",
                on,
                count.identity,
            )
        )
    if not count.value:
        return
    if count.is_in_table:
        yield ("cell", number, count.row, count.column)
    if count.is_in_table and count.is_total:
        yield ("total", number, count.column)
    if number in said:
        yield ("said", number)
