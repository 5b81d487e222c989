"""What a reader can work out: counts that hold together by sums, and whether one of them is free.

A withheld count is free when another set of whole numbers exists that agrees with all that is shown
and gives it another value. Such a set is searched for, and is proof by itself: it is what another
paper, looking just the same, would have been made of. What is not found is not assumed.
"""

import heapq
from itertools import count as counting
from math import ceil, floor

#: What a step costs: through a count that is withheld already, and for each sum still to be mended.
_WITHHELD, _OPEN = 10, 12
#: How many sets are looked into, first among what is withheld, then with more that could be.
_FIRST, _THEN = 300, 3000


class Sums:
    """Whole numbers that hold together by linear sums, each with the range that is known of it.

    `price` of a number that is shown is what withholding it costs; without one it stays shown.
    """

    def __init__(self):
        self.value, self.low, self.high, self.price = [], [], [], []
        self.is_withheld = []
        self.relations, self.of = [], []

    def add(self, value, *, low=0, high=None, is_withheld=False, price=None):
        """A number; returns its place."""
        self.value.append(value)
        self.low.append(low)
        self.high.append(high)
        self.price.append(price)
        self.is_withheld.append(is_withheld)
        self.of.append([])
        return len(self.value) - 1

    def relate(self, terms):
        """Say that the sum of coefficient times number over `terms` is nothing, if it is.

        Two sums that were printed but do not agree tell nothing, so they are left out.
        """
        whole = {}
        for place, factor in terms:
            whole[place] = whole.get(place, 0) + factor
        whole = {place: factor for place, factor in whole.items() if factor}
        if not whole or sum(self.value[place] * factor for place, factor in whole.items()):
            return
        for place in whole:
            self.of[place].append(len(self.relations))
        self.relations.append(whole)

    def withhold(self, place):
        """Show the number no longer."""
        self.is_withheld[place] = True

    def another(self, place, *, with_more):
        """How each number may differ, with this one differing: {place: difference}, or None.

        `with_more` lets numbers differ that are shown and may be withheld, the cheapest first.
        """
        numbers, order, seen = counting(), [], set()
        for step in (1, -1):
            if self._fits(place, step):
                heapq.heappush(
                    order, (0, next(numbers), 0, {place: step}, self._opened(place, step))
                )
        for _ in range(_THEN if with_more else _FIRST):
            if not order:
                return None
            _, _, spent, moved, opened = heapq.heappop(order)
            if not opened:
                return moved
            for other, step in self._mends(opened, moved, with_more):
                then = moved | {other: step}
                if (mark := frozenset(then.items())) in seen:
                    continue
                seen.add(mark)
                cost = spent + (_WITHHELD if self.is_withheld[other] else self.price[other])
                left = self._opened(other, step, opened)
                heapq.heappush(order, (cost + _OPEN * len(left), next(numbers), cost, then, left))
        return None

    def beside(self, place):
        """The numbers that could be withheld and share a sum with one, or with what is so tied; cheapest first."""
        found, reached, at = set(), {place}, [place]
        while at:
            for relation in self.of[at.pop()]:
                for other in self.relations[relation].keys() - reached:
                    reached.add(other)
                    if not self.is_withheld[other] and self.price[other] is not None:
                        found.add(other)
                    at.append(other)
        return sorted(found, key=lambda other: (self.price[other], other))

    def _fits(self, place, step):
        value, high = self.value[place] + step, self.high[place]
        return value >= self.low[place] and (high is None or value <= high)

    def _opened(self, place, step, opened=()):
        left = dict(opened)
        for relation in self.of[place]:
            rest = left.pop(relation, 0) + self.relations[relation][place] * step
            if rest:
                left[relation] = rest
        return left

    def _mends(self, opened, moved, with_more):
        """What may move to mend the open sum with the fewest numbers: pairs of place and difference."""
        relation = min(opened, key=lambda each: (len(self.relations[each]), each))
        rest = opened[relation]
        for other, factor in self.relations[relation].items():
            if other in moved or rest % factor:
                continue
            if not self.is_withheld[other] and (not with_more or self.price[other] is None):
                continue
            step = -rest // factor
            if self._fits(other, step):
                yield other, step


def settled(relations, known, low, high):
    """Numbers for what is not known, within its ranges, that agree with the relations: {name: number}.

    What was printed once does agree with some, so they are found by narrowing and trying; given up
    after many tries, the least of each is taken, and a sum that then does not agree tells nothing.
    """
    if not low:
        return {}
    tied, least, most = [], dict(low), {}
    for terms in relations:
        if open_ := {name: factor for name, factor in terms.items() if name in low}:
            rest = sum(known[name] * factor for name, factor in terms.items() if name not in low)
            tied.append((open_, rest))
    ceiling = 1 + sum(abs(rest) for _, rest in tied) + sum(low.values())
    most = {name: ceiling if end is None else end for name, end in high.items()}
    waiting = [(least, most)]
    for _ in range(_THEN):
        if not waiting:
            break
        least, most = waiting.pop()
        if not _narrowed(tied, least, most):
            continue
        wide = [name for name in least if least[name] < most[name]]
        if not wide:
            return least
        name = min(wide, key=lambda each: most[each] - least[each])
        middle = (least[name] + most[name]) // 2
        waiting.append((least | {name: middle + 1}, dict(most)))
        waiting.append((dict(least), most | {name: middle}))
    return dict(low)


def _narrowed(tied, least, most):
    """Shrink the ranges to what the sums leave; False if they leave nothing."""
    moved = True
    while moved:
        moved = False
        for terms, rest in tied:
            for name, factor in terms.items():
                bottom = top = rest
                for other, times in terms.items():
                    if other != name:
                        one, two = times * least[other], times * most[other]
                        bottom, top = bottom + min(one, two), top + max(one, two)
                ends = sorted((-bottom / factor, -top / factor))
                up, down = ceil(ends[0]), floor(ends[1])
                if up > least[name]:
                    least[name], moved = up, True
                if down < most[name]:
                    most[name], moved = down, True
                if least[name] > most[name]:
                    return False
    return True
